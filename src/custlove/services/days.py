"""Days that matter to people, besides birthdays: added, removed."""

from datetime import date
from typing import NamedTuple, TypedDict

from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.reports.lists import days as report
from custlove.reports.lists.days import Day
from custlove.reports.people.lookup import PersonRef
from custlove.rules import days as rules
from custlove.services import participants, references
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.store import rows


class AddDay(NamedTuple):
    """To whom it matters (WHO), what it is, which day: YYYY-MM-DD, or --MM-DD where the year is not known.

    `yearly`: every year, or only once; None: every year for a day that was, or has no year. `new` adds the person.
    """

    who: str
    what: str
    day: str
    on: date
    yearly: bool | None = None
    new: bool = False


class DayAdded(NamedTuple):
    """The day as it comes next, and to whom it matters."""

    day: Day
    person: PersonRef


class DayEdits(TypedDict, total=False):
    """What to correct of a day; what is absent stays. `day` as in AddDay."""

    what: str
    day: str
    yearly: bool


class _Row(NamedTuple):
    day: str
    yearly: bool


def add(change: Change, asked: AddDay) -> DayAdded:
    """Note a day that matters to a person; raises NotFound, Ambiguous, UsageError for what is not a day."""
    change.past(asked.on)
    person = participants.one(change, asked.who, asked.on, new=asked.new)
    yearly = asked.day <= change.today.isoformat() if asked.yearly is None else asked.yearly
    comes = _next_on(change, asked.day, yearly=yearly)
    # Only once, where no year was given: the next one that has it.
    day = asked.day if yearly else comes.isoformat()
    number = rows.add(
        change.connection, "special_day",
        person_id=person.id, what=asked.what, day=day, yearly=yearly, added_on=asked.on,
    )  # fmt: skip
    return DayAdded(report.one(change.connection, number, change.today), person)


def edit(change: Change, ref: Ref, edits: DayEdits) -> Day:
    """Correct a day; raises NotFound, Ambiguous, UsageError for what is not a day."""
    number = _number(change, ref)
    if "day" in edits or "yearly" in edits:
        was = rows.get(change.connection, "special_day", _Row, number)
        day, yearly = edits.get("day", was.day), edits.get("yearly", was.yearly)
        comes = _next_on(change, day, yearly=yearly)
        # Once only, where no year was given: the next one that has it.
        edits = {**edits, "day": day if yearly or not day.startswith("--") else comes.isoformat(), "yearly": yearly}
    rows.update(change.connection, "special_day", number, edits)
    return report.one(change.connection, number, change.today)


def remove(change: Change, ref: Ref) -> Day:
    """Take a day out of the journal; as it was. Raises NotFound, Ambiguous."""
    number = _number(change, ref)
    gone = report.one(change.connection, number, change.today)
    rows.delete(change.connection, "special_day", number)
    return gone


def _number(change: Change, ref: Ref) -> int:
    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, person, change.today)
        return [(each.id, each.what) for each in found if each.id is not None]

    return references.number(change.connection, ref, Noun("day", candidates, all=True))


def _next_on(change: Change, day: str, *, yearly: bool) -> date:
    try:
        return rules.next_on(day, change.today, yearly=yearly)
    except ValueError as fault:
        raise UsageError(f"{quoted(day)} is not in the calendar.", "A day is 2026-03-14 or --03-14.") from fault
