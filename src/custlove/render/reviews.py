"""A look back as a page, the reviews there were, and what became of an intention in a line."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, Section, listing
from custlove.reports.ladder import Moved
from custlove.reports.lists.asks import Ask
from custlove.reports.lists.facts import Fact
from custlove.reports.lists.intentions import Intention
from custlove.reports.lists.mistakes import Mistake
from custlove.reports.lists.promises import Promise
from custlove.reports.lists.purchases import Purchase
from custlove.reports.reviews import LookBack, Open, Review

# More than these are a list of their own; each heading says how many there are.
_MOST = 7


class ReviewLine(NamedTuple):
    """A line of a look back: who, what, when, the reference it is called by."""

    person: str
    name: str
    what: str
    on: date | None = None
    ref: str | None = None

    @property
    def number(self) -> int | None:
        """The number of its reference."""
        return int(self.ref[1:]) if self.ref else None


def page(found: LookBack, ending: Sequence[str] = ()) -> Page:
    """What happened, section by section, empty ones left out; what is open; the intentions."""
    columns = (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("what", lambda row: row.what, cut=True),
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, found.today) if row.on else ""),
        ID._replace(value=lambda row: row.number),
        REF,
    )
    sections = [
        Section(
            key,
            title,
            rows,
            limit=_MOST,
            more="custlove review --plain",
            counted=key not in ("together", "open", "deeds"),
            aside=key == "deeds",
        )
        for key, title, rows in _sections(found)
        if rows
    ]
    since = dates.say_day(found.since, found.today)
    title = f"Since {'the last review, ' if found.since == found.last_review_on else ''}{since}"
    return Page(columns, sections, title=title, named=True, closing="\n".join(ending))


def _sections(found: LookBack) -> list[tuple[str, str, list[ReviewLine]]]:
    """Each with its lines; a line carries the day on which the thing was done."""
    return [
        ("together", "In touch", _together(found)),
        ("purchases", "Purchases", [_purchase(each) for each in found.purchases]),
        ("introductions", "Introductions", [
            ReviewLine(each.by, each.by_name, f"sent {each.name}{_behind(each.text)}", each.on, each.ref)
            for each in found.introductions
        ]),
        ("promises_kept", "Promises kept", _by_day(_promise(each, each.kept_on) for each in found.promises_kept)),
        ("promises_broken", "Promises broken", _by_day(_broken(each) for each in found.promises_broken)),
        ("asks", "Asked for feedback", [_ask(each) for each in found.asks]),
        ("loops_closed", "Loops closed", _by_day(
            ReviewLine(
                each.person, each.name, f"{each.kind}: {each.text}", each.steps[-1].on if each.steps else each.heard_on,
                each.ref,
            )
            for each in found.loops_closed
        )),
        ("mistakes", "Mistakes", _by_day(_mistake(each) for each in found.mistakes)),
        ("moves", "Moves on the ladder", [_moved(each) for each in found.moves]),
        ("facts", "What changed of what you know", [_fact(each) for each in found.facts]),
        ("wows", "Wows", [
            ReviewLine(",".join(each.people), ", ".join(each.names), each.text, each.on, each.ref)
            for each in found.wows
        ]),
        ("open", "Open", _open(found.open)),
        ("intentions", "Intentions", [intention(each) for each in found.intentions]),
        ("deeds", "Best next deeds", [
            ReviewLine(each.person, each.name, f"{each.command}: {each.what}") for each in found.deeds
        ]),
    ]  # fmt: skip


def _by_day(lines: Iterable[ReviewLine]) -> list[ReviewLine]:
    return sorted(lines, key=lambda line: line.on or date.min)


def _behind(text: str | None) -> str:
    return f": {text}" if text else ""


def _purchase(each: Purchase) -> ReviewLine:
    return ReviewLine(each.person, each.name, f"{each.amount} {each.currency}{_behind(each.what)}", each.on, each.ref)


def _ask(each: Ask) -> ReviewLine:
    return ReviewLine(
        each.person,
        each.name,
        f"{each.text}{'' if each.answered_by else ' (no answer yet)'}".strip(),
        each.on,
        each.ref,
    )


def _broken(each: Promise) -> ReviewLine:
    """On the day on which it was due first; where it was agreed anew only afterwards, with what became of it."""
    late = next((move for move in each.moves if move.late), None)
    line = _promise(each, late.from_ if late else each.due_on)
    if each.state == "released":
        return line._replace(what=f"{line.what} (broken once, released)")
    return line._replace(what=f"{line.what} (broken once, moved to {each.due_on})") if late else line


def _mistake(each: Mistake) -> ReviewLine:
    what = f"{each.what} ({each.stage.replace('_', ' ')})"
    return ReviewLine(each.person, each.name, what, each.steps[-1].on if each.steps else each.noticed_on, each.ref)


def _together(found: LookBack) -> list[ReviewLine]:
    minutes = f", {_count(found.minutes, 'minute')}" if found.minutes else ""
    if minutes and found.timed < found.touchpoints:
        minutes += f" noted for {found.timed} of them"
    rows = [
        ReviewLine("", "touchpoints", f"{found.touchpoints} with {_count(found.people, 'person', 'people')}{minutes}")
    ]
    noted, fed, drained = found.energy
    if noted:
        rows.append(ReviewLine("", "energy", f"{fed} warm or fed, {drained} tired or drained, of {noted} noted"))
    return rows


def _promise(each: Promise, on: date | None) -> ReviewLine:
    late = f" ({each.days_late} days late)" if each.state == "kept_late" else ""
    return ReviewLine(
        each.person, each.name, f"{'' if each.by == 'mine' else 'theirs: '}{each.what}{late}", on, each.ref
    )


def _fact(each: Fact) -> ReviewLine:
    state = "" if each.state == "present" else f" ({each.state})"
    changed = {"superseded": each.superseded_on, "resolved": each.resolved_on}.get(each.state)
    return ReviewLine(each.person, each.name, f"{each.kind}: {each.text}{state}", changed or each.on, each.ref)


def _moved(each: Moved) -> ReviewLine:
    return ReviewLine(each.person, each.name, f"{each.direction} from {each.from_} to {each.to}", each.on)


def _open(found: Open) -> list[ReviewLine]:
    counts = {name.replace("_", "-"): str(len(rows)) for name, rows in found._asdict().items() if rows}
    return [ReviewLine("", name, count) for name, count in counts.items()]


def intention(each: Intention) -> ReviewLine:
    """An intention: in the words of the day, with what became of it."""
    became = f" ({each.outcome}{f': {each.note}' if each.note else ''})" if each.outcome else ""
    return ReviewLine("", "", f"{each.text}{became}", each.settled_on or each.made_on, each.ref)


def reviews(rows: Sequence[Review], today: date) -> Page:
    """The reviews there were, a line an intention."""
    columns = (
        Column("review", lambda row: row[0].on, shown=lambda row: dates.say_short(row[0].on, today), style="bold"),
        Column("since", lambda row: row[0].since, shown=lambda row: dates.say_short(row[0].since, today)),
        Column("intention", lambda row: row[1] and row[1].text, cut=True),
        Column("outcome", lambda row: row[1] and (row[1].outcome or "open")),
        Column("note", lambda row: row[1] and row[1].note, table=False),
        ID._replace(value=lambda row: row[1] and row[1].id),
        REF._replace(value=lambda row: row[1] and row[1].ref),
    )
    flat: list[tuple[Review, Intention | None]] = []
    for review in rows:
        flat += [(review, each) for each in review.intentions] or [(review, None)]
    return listing(columns, flat, "No review yet.")._replace(number=len(rows))


def settled(each: Intention, today: date) -> str:
    """What became of an intention, in a sentence."""
    on = f", {dates.say_day(each.settled_on, today)}" if each.settled_on else ""
    note = f" {each.note}" if each.note else ""
    return f"Intention {each.ref}, “{each.text}”: {(each.outcome or 'open').replace('-', ' ')}{on}.{note}"


def written(review: Review, today: date) -> str:
    """A review that was written down, in a sentence."""
    until = ", ".join(f"“{each.text}” ({each.ref})" for each in review.intentions)
    looked = f"Looked back from {dates.say_day(review.since, today)} to {dates.say_day(review.on, today)}."
    return f"{looked} Until the next review: {until}." if until else looked


def ending(brand: Mapping[str, str]) -> list[str]:
    """What the settings let a page end with."""
    from custlove.render import brief

    return [f"{each.kind}: {each.text}" for each in brief.ending(brand)]


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"
