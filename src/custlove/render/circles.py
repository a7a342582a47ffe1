"""Who gets how much of you, as a page: the circles, then those who got more or less than asked."""

from collections.abc import Sequence
from typing import NamedTuple

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, Section
from custlove.reports.journal_wide.circles import Circle, Circles, Somebody
from custlove.reports.lists.promises import Promise

# More would push the others out of sight.
_MOST = 20
_CIRCLES = {"close": "Close", "acquaintance": "Acquaintances", "arms-length": "At arm's length"}


class _Line(NamedTuple):
    """A line of any section: a circle has no handle; a promise has a text and a number."""

    person: str | None
    name: str
    circle: str
    what: str
    asked: int | None
    got: int | None
    minutes: int | None
    ref: str | None = None
    timed: int | None = None
    touchpoints: int = 0

    @property
    def number(self) -> int | None:
        """The number of its reference."""
        return int(self.ref[1:]) if self.ref else None


def _minutes(line: _Line) -> str:
    """The minutes that were noted and, where that was not always, in how many touchpoints."""
    if not line.minutes:
        return ""
    often = f" in {line.timed:,}" if (line.timed or 0) < line.touchpoints else ""
    return f"{line.minutes:,} min{often}"


COLUMNS = (
    Column("person", lambda line: line.person, table=False),
    Column("name", lambda line: line.name, style="bold"),
    Column("circle", lambda line: line.circle, table=False),
    Column("what", lambda line: line.what, cut=True),
    Column("asked", lambda line: line.asked, shown=lambda line: _number("asked for", line.asked), right=True),
    Column("got", lambda line: line.got, shown=lambda line: _number("got", line.got), right=True),
    Column("minutes", lambda line: line.minutes, shown=_minutes, right=True),
    Column("timed", lambda line: line.timed, table=False),
    ID._replace(value=lambda line: line.number),
    REF,
)


def page(found: Circles) -> Page:
    """The circles, and who is out of proportion; archived people are left out."""
    since = f"Since {dates.say_day(found.since, found.today)}"
    sections = [Section("circles", "Circles", [_circle(each) for each in found.circles]), *_sections(found)]
    return Page(COLUMNS, sections, "", since, named=True)


def people(found: Circles) -> Page:
    """Only those who are out of proportion: what there is to count, and to call by a handle."""
    return Page(COLUMNS[:-2], [each for each in _sections(found) if each.key != "promised"])


def _sections(found: Circles) -> Sequence[Section]:
    sections = (
        Section("more", "More than their circle", [_somebody(each) for each in found.more], "", _MOST, _ALL),
        Section("less", "Less than their circle", [_somebody(each) for each in found.less], "", _MOST, _ALL),
        Section("promised", "Promised at arm's length", [_promise(each, found) for each in found.promised]),
    )
    return [section for section in sections if section.rows]


_ALL = "custlove circles --plain"


def _circle(each: Circle) -> _Line:
    people = "1 person" if each.people == 1 else f"{each.people:,} people"
    asked = None if each.circle == "arms-length" else each.asked
    name, counts = _CIRCLES[each.circle], (asked, each.contact_days, each.minutes)
    return _Line(None, name, each.circle, people, *counts, timed=each.timed, touchpoints=each.touchpoints)


def _somebody(each: Somebody) -> _Line:
    rhythm = f"every {each.every_days} days"
    what = f"{each.circle}, {rhythm}"
    return _Line(
        each.person,
        each.name,
        each.circle,
        what,
        each.asked,
        each.got,
        each.minutes,
        timed=each.timed,
        touchpoints=each.touchpoints,
    )


def _promise(each: Promise, found: Circles) -> _Line:
    what = f"{each.what} (due {dates.say_short(each.due_on, found.today)})"
    return _Line(each.person, each.name, "arms-length", what, None, None, None, each.ref)


def _number(word: str, number: int | None) -> str:
    return "" if number is None else f"{word} {number:,}"
