"""`show` as a page: a head of a few lines, what is open, one timeline."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render import days_off, let_be, safe
from custlove.render import today as lines
from custlove.render.page import ID, REF, Column, Output, Page, Section, listing
from custlove.reports.people.people import Person
from custlove.reports.show import Entry, PersonStanding, Portrait
from custlove.schema.vocabulary import ENERGY, FACT_KINDS, FELT

if TYPE_CHECKING:
    from rich.table import Table

_BARS = "▁▂▄▆█"
_MOST_BARS = 24
_MOST_ENTRIES = 40
_MOST_TEXT = 400
_INDENT = "  "


def timeline(portrait: Portrait) -> Page:
    """The timeline alone, as lines and CSV show it."""
    columns = (
        Column("on", lambda row: row.on),
        Column("kind", lambda row: row.kind),
        ID,
        Column("channel", lambda row: row.channel),
        Column("direction", lambda row: row.direction),
        Column("felt", lambda row: row.felt),
        Column("wow", lambda row: row.wow),
        Column("text", lambda row: row.text),
        REF,
    )
    return listing(columns, portrait.timeline, "")


def emit(portrait: Portrait, output: Output, labels: Mapping[str, str], today: date, *, whole: bool) -> None:
    """The portrait at a terminal."""
    from rich.text import Text

    from custlove.render import table

    screen = table.console(output)
    person = portrait.person
    about = " · ".join(part for part in (person.pronouns, person.role, *person.organisations) if part)
    screen.print(
        Text.assemble((safe.visible(person.name), "bold"), (f"  {person.person}", "dim"), f"  {safe.visible(about)}")
    )
    screen.print(_facts_table(_facts(portrait, labels, today, output.stream.encoding)))
    table.emit(_open(portrait, today), output)
    shown = portrait.timeline if whole else portrait.timeline[:_MOST_ENTRIES]
    screen.print()
    screen.print(Text.assemble(("Timeline", "bold"), (f"  {len(portrait.timeline)}", "dim")))
    screen.print(_timeline_table(shown, today, whole=whole))
    if len(shown) < len(portrait.timeline):
        screen.print(Text(f"{_INDENT}and {len(portrait.timeline) - len(shown)} more: --all", style="dim"))


def sparkline(levels: Sequence[int | None], scale: Mapping[int, str], encoding: str | None = "utf-8") -> str:
    """How it was over time, from the newest: a bar each, the oldest first, higher is better; then the last in words.

    Where the output has no bars, the levels themselves, as they are typed.
    """
    known = [level for level in levels if level is not None]
    if not known:
        return ""
    lowest = min(scale)
    shown = [*reversed(known[:_MOST_BARS])]
    if safe.holds(encoding or "utf-8", _BARS):
        bars = "".join(_BARS[level - lowest] for level in shown)
    else:
        bars = " ".join(map(str, shown))
    return f"{bars}  last: {scale[known[0]]}"


def _facts(
    portrait: Portrait, labels: Mapping[str, str], today: date, encoding: str | None
) -> Iterator[tuple[str, str]]:
    person, standing = portrait.person, portrait.standing
    since = f" since {dates.say_short(standing.since, today)}" if standing.since else ""
    circle = person.circle.replace("arms-length", "at arm's length")
    yield "rung", f"{labels[person.rung]}{since}, {circle}" + (", archived" if person.archived else "")
    rhythm = "no cadence" if person.every == "none" else f"every {person.every}"
    last = standing.last_contact_on
    touch = f"last in touch {dates.say_short(last, today)}" if last else "never in touch"
    channel = f", best by {person.channel}".replace("by in-person", "in person") if person.channel else ""
    yield "rhythm", f"{rhythm}, {touch}{channel}"
    if standing.keep_rate.due:
        yield "your word", f"{standing.keep_rate.kept} of {standing.keep_rate.due} promises kept on or before their day"
    if bars := sparkline([entry.felt for entry in portrait.timeline], FELT, encoding):
        yield "they left", bars
    if bars := sparkline([entry.energy for entry in portrait.timeline], ENERGY, encoding):
        yield "left you", bars
    if (low := standing.left_low) is not None:
        yield "left low", f"{safe.visible(lines.how_low(low))} ({days_off.ago(low.on, today)})"
    if standing.let_be is not None:
        yield "let be", safe.visible(let_be.said(standing.let_be, today))
    left = [(each.organisation, each.until) for each in standing.organisations if each.until is not None]
    if left:
        yield "left", ", ".join(f"{organisation} ({dates.say_short(until, today)})" for organisation, until in left)
    yield from _known(standing, today)
    yield from _particulars(person)


def _known(standing: PersonStanding, today: date) -> Iterator[tuple[str, str]]:
    """What is so, kind by kind, a line each; the days that matter besides the birthday, and the rituals."""
    for kind in FACT_KINDS:
        if texts := [safe.visible(fact.text) for fact in standing.facts if fact.kind == kind]:
            yield kind, "\n".join(texts)
    marked = [day for day in standing.days if day.id is not None]
    if marked:
        from custlove.render import days

        yield "days", "\n".join(safe.visible(f"{days.said(day)}: {days.when(day, today)}") for day in marked)
    if standing.rituals:
        from custlove.render import rituals

        yield "rituals", "\n".join(safe.visible(rituals.line(each, today)) for each in standing.rituals)


def _particulars(person: Person) -> Iterator[tuple[str, str]]:
    for label, value in (
        ("called", person.nickname),
        ("reach", ", ".join((*person.emails, *person.phones))),
        ("birthday", person.birthday.replace("--", "") if person.birthday else None),
        ("zone", person.zone),
        ("met", person.met),
        ("fit", person.fit and f"{person.fit} of 5"),
        ("influence", person.influence and f"{person.influence} of 5"),
        ("tags", ", ".join(person.tags)),
        ("notes", person.notes),
    ):
        if value:
            yield label, value


def _open(portrait: Portrait, today: date) -> Page:
    standing = portrait.standing
    sections = (
        Section("promises", "Promises", [lines.promise(each, today) for each in standing.promises]),
        Section("follow_ups", "Follow-ups", [lines.follow_up(each, today) for each in standing.follow_ups]),
        Section("feedback", "Feedback", [lines.feedback(each, today) for each in standing.feedback]),
        Section("mistakes", "Mistakes", [lines.mistake(each, today) for each in standing.mistakes]),
    )
    return Page(lines.COLUMNS[2:], [section for section in sections if section.rows], gap=True)


def _timeline_table(entries: Sequence[Entry], today: date, *, whole: bool) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True, style="dim", justify="right")
    before = None
    for entry in entries:
        text = entry.text if whole or len(entry.text) <= _MOST_TEXT else f"{entry.text[:_MOST_TEXT]}…"
        day = "" if entry.on == before else dates.say_short(entry.on, today)
        table.add_row(Text(day), Text(_kind(entry)), Text(safe.visible_lines(text)), Text(entry.ref or ""))
        before = entry.on
    return table


def _facts_table(facts: Iterable[tuple[str, str]]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for label, value in facts:
        table.add_row(Text(_INDENT + label), Text(safe.visible_lines(value)))
    return table


def _kind(entry: Entry) -> str:
    if entry.kind != "touchpoint":
        return entry.kind.replace("_", " ")
    left = "" if entry.felt is None else f", {FELT[entry.felt]}"
    wow = ", wow" if entry.wow else ""
    arrow = {"in": "← ", "out": "→ "}.get(entry.direction or "", "")
    return f"{arrow}{entry.channel or 'touch'}{left}{wow}"
