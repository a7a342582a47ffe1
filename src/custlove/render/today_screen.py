"""`today` cut to a screen, and all that concerns one person together."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from custlove.render import screen, today_counts
from custlove.render import today as lines
from custlove.render.namesakes import told_apart
from custlove.render.page import Column, Output, Page, Section
from custlove.render.today import TodayLine
from custlove.reports.today import Today
from custlove.reports.today_parts import ALL_SECTIONS

# The lists that hold just what a section does, as long as nothing more is asked for than what is due.
_LISTS = {
    "broken_promises": "promise list --state broken",
    "promises_due": "promise list --state due",
    "overdue_follow_ups": "followup list --overdue",
    "open_feedback": "feedback list",
}
_NAMES = {key: name for name, key in ALL_SECTIONS.items()}
_KINDS = {
    "broken_promises": "broken",
    "promises_due": "promise",
    "overdue_follow_ups": "overdue",
    "follow_ups_due": "follow up",
    "open_feedback": "feedback",
    "open_mistakes": "mistake",
    "left_low": "left low",
    "rituals": "ritual",
    "days": "day",
    "gone_quiet": "gone quiet",
    "ease_off": "ease off",
    "returns": "came back",
    "asks": "asked",
}


class Asked(NamedTuple):
    """What was asked for: `command`, as it is typed again, with its options (`custlove today --ahead 7d`).

    `only`: which sections; `plainly`: there were no other options; `whole`: nothing is to be cut.
    """

    command: str
    only: Sequence[str]
    plainly: bool
    whole: bool = False


def fitted(page: Page, output: Output, asked: Asked, counted: Sequence[Section]) -> Page:
    """The page as it is shown at a terminal: whole, or as much of each section as the screen holds.

    The last line of one that is cut counts the sections of `today`, however they are laid out.
    """
    if asked.whole:
        return page._replace(sections=[section._replace(limit=None) for section in page.sections])
    named = page._replace(sections=[section._replace(more=_more(section, asked)) for section in page.sections])
    if not output.height:
        return named
    total = today_counts.total(counted, output.width)
    several = "people" if any(map(_is_person, page.sections)) else "sections"
    others = f"{several}: {asked.command}{_only(asked)}{' --by-person' if several == 'people' else ''} --all"
    return screen.fit(named, output.width, output.height, total, others)


def _more(section: Section, asked: Asked) -> str:
    if _is_person(section):
        return f"{asked.command}{_only(asked)} {section.key}"
    start = asked.command.removesuffix(" today")
    if asked.plainly and (found := _LISTS.get(section.key)):
        return f"{start} {found}"
    return f"{asked.command} --only {_NAMES[section.key]} --all"


def _only(asked: Asked) -> str:
    return f" --only {','.join(asked.only)}" if asked.only else ""


def _is_person(section: Section) -> bool:
    """Whether a section holds what concerns a person, whose handle is its key."""
    return section.key not in _NAMES


class PersonThing(NamedTuple):
    """One thing that concerns somebody, and in which section of `today` it stands."""

    section: str
    what: str
    on: date | None
    days: int
    when: str
    id: int | None
    ref: str | None


class PersonToday(NamedTuple):
    """A person with all that concerns them, the worst first."""

    person: str
    name: str
    things: list[PersonThing]


class TodayByPerson(NamedTuple):
    """What is owed on a day, person by person: first whom the first section names first."""

    today: date
    people: list[PersonToday]


class _Line(NamedTuple):
    section: str
    line: TodayLine


def _columns() -> Iterator[Column]:
    yield Column("section", lambda row: row.section, shown=lambda row: _KINDS[row.section], style="dim")
    for column in lines.COLUMNS:
        yield _of_line(column)._replace(table=column.table and column.heading != "name")


def _of_line(column: Column) -> Column:
    """A column of `today`, for rows that say in which section they stand."""
    value, shown, style = column.value, column.shown, column.style
    return column._replace(
        value=lambda row: value(row.line),
        shown=(lambda row: shown(row.line)) if shown else None,
        style=style if isinstance(style, str) else (lambda row: style(row.line)),
    )


def by_person(owed: Today, page: Page, shared: Collection[str]) -> tuple[TodayByPerson, Page]:
    """What a page of `today` shows, person by person: as data, and as a page with a section for each of them."""
    people: dict[str, list[_Line]] = {}
    for row in _lines(page):
        people.setdefault(row.line.person, []).append(row)
    data = TodayByPerson(
        owed.today, [PersonToday(person, rows[0].line.name, list(map(_thing, rows))) for person, rows in people.items()]
    )
    sections = [
        Section(
            person,
            told_apart(rows[0].line.name, person, shared),
            rows,
            f"custlove brief {person}",
            summary=_summary(rows),
        )
        for person, rows in people.items()
    ]
    return data, page._replace(columns=tuple(_columns()), sections=sections, named=False)


def _summary(rows: Sequence[_Line]) -> str:
    """How many things of each kind there are; of one thing it is said itself."""
    if len(rows) == 1:
        return ""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.section] = counts.get(row.section, 0) + 1
    return ", ".join(f"{number} {_KINDS[key]}" for key, number in counts.items())


def _lines(page: Page) -> Iterator[_Line]:
    for section in page.sections:
        if section.key in _KINDS:
            yield from (_Line(section.key, row) for row in section.rows)


def _thing(row: _Line) -> PersonThing:
    line = row.line
    return PersonThing(row.section, line.what, line.on, line.days, line.when, line.number, line.ref)
