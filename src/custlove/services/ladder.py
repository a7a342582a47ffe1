"""Moving people on the ladder. Only the user does it."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from custlove.errors import Refused, UsageError
from custlove.plain import plain
from custlove.reports import ladder as report
from custlove.reports.journal_wide import suggestions
from custlove.reports.ladder import Moved
from custlove.reports.lists import stays
from custlove.reports.lists.stays import Stay
from custlove.reports.people import guard as standing_against
from custlove.reports.people import harm, lookup, standing
from custlove.reports.people.lookup import PersonRef
from custlove.rules import guard, rungs
from custlove.rules.guard import Patience
from custlove.rules.ladder_facts import Measures
from custlove.rules.rungs import FIRST_RUNG
from custlove.schema.vocabulary import Rung
from custlove.services import placements
from custlove.services.change import Change
from custlove.services.placements import Placement
from custlove.store import rows


class MoveOnLadder(NamedTuple):
    """Whom to move (WHO) to which rung, on which day, why; `anyway`: although something stands against it."""

    who: str
    rung: Rung
    on: date
    why: str
    anyway: bool = False


class TakeSuggestion(NamedTuple):
    """Whom to move (WHO) as is suggested for a day; `why` stands before the evidence, which is the reason."""

    who: str
    on: date
    why: str = ""
    anyway: bool = False


class DeclineSuggestion(NamedTuple):
    """Whose suggestion is declined (WHO), as of which day, why."""

    who: str
    on: date
    why: str


class LadderMove(NamedTuple):
    """A move that was made; where it led down to toxic or terrorist, what speaks for them, and their circle there."""

    moved: Moved
    in_favour: tuple[str, ...] = ()
    circle: str | None = None

    def data(self) -> dict[str, object]:
        """The move as JSON gives it."""
        more = {} if self.circle is None else {"in_favour": self.in_favour, "circle": self.circle}
        return {**plain(self.moved), **more}


def plan(
    connection: sqlite3.Connection, numbers: Mapping[str, int], today: date, asked: TakeSuggestion
) -> MoveOnLadder:
    """The move that is suggested for somebody, with its evidence as the reason; `numbers` are those of the settings.

    Raises Refused where none is suggested, NotFound, Ambiguous.
    """
    person = lookup.one(connection, asked.who)
    found = suggestions.for_move(connection, person.id, asked.on, today, Measures.of(numbers))
    if found is not None and found.circle is not None:
        raise Refused(
            f"No rung is suggested for {person.name}, but the circle {found.circle}: {'; '.join(found.because)}.",
            f"To choose it: {found.command}",
        )
    if found is None or found.suggested is None:
        owed = f": {'; '.join(found.because)}" if found else ""
        raise Refused(
            f"No rung is suggested for {person.name}{owed}.",
            f"Name one yourself: custlove ladder move {person.handle} RUNG --why TEXT",
        )
    why = f"{asked.why} ({found.evidence})" if asked.why.strip() else found.evidence
    return MoveOnLadder(asked.who, found.suggested, asked.on, why, asked.anyway)


class Question(NamedTuple):
    """Who is suggested for toxic, and what speaks against them and for them."""

    person: str
    name: str
    against: str
    in_favour: tuple[str, ...]

    @property
    def said(self) -> str:
        """Both sides, in words."""
        return f"{self.name}: {self.against}.{_speaks_for(self.in_favour)}"


def question(
    connection: sqlite3.Connection, numbers: Mapping[str, int], today: date, asked: TakeSuggestion
) -> Question | None:
    """What has to be asked before a suggestion is taken: whether somebody is toxic; raises as `plan` does."""
    planned = plan(connection, numbers, today, asked)
    if planned.rung != "toxic":
        return None
    person = lookup.one(connection, asked.who)
    return Question(person.handle, person.name, planned.why, tuple(harm.in_favour(connection, person.id, asked.on)))


def move(change: Change, asked: MoveOnLadder) -> Moved:
    """Move a person to another rung; what stood against a move that is made all the same is kept with it.

    Raises UsageError without a reason, NotFound, Ambiguous; Refused where they stand on it that day, move to it next or
    were placed on the ladder only later, and where something stands against a move down to toxic or terrorist.
    """
    if not asked.why.strip():
        raise UsageError("Why?", 'A move has a reason: --why "third project this year"')
    change.past(asked.on)
    person = lookup.one(change.connection, asked.who)
    near = _neighbours(placements.of(change, person.id), asked.on)
    _check_place(person, asked, near)
    against = _guarded(change, person, asked, near)
    number = placements.place(change, person.id, asked.rung, asked.on, asked.why)
    if against:
        rows.update(change.connection, "rung_move", number, {"anyway": True, "against": "\n".join(against)})
    return report.history(change.connection, person.id, asked.on)[-1]


def told(connection: sqlite3.Connection, moved: Moved) -> LadderMove:
    """A move with what has to be told of it: what speaks for somebody who was moved down to toxic or terrorist."""
    if not guard.guards(moved.from_ or FIRST_RUNG, moved.to):
        return LadderMove(moved)
    person = lookup.one(connection, moved.person)
    chosen = standing.circle_on(connection, person.id, moved.on)
    in_favour = harm.in_favour(connection, person.id, moved.on)
    return LadderMove(moved, tuple(in_favour), rungs.circle(moved.to, chosen))


def stay(change: Change, asked: DeclineSuggestion) -> Stay:
    """Decline what is suggested for somebody: the facts that were there that day do not speak for it again.

    Raises UsageError without a reason, NotFound, Ambiguous, and Refused where nothing is suggested.
    """
    if not asked.why.strip():
        raise UsageError("Why?", 'Staying has a reason: --why "a quiet year for everybody"')
    change.past(asked.on)
    person = lookup.one(change.connection, asked.who)
    measures = Measures.of(change.settings.numbers)
    found = suggestions.for_move(change.connection, person.id, asked.on, change.today, measures)
    if found is None or (found.suggested is None and found.circle is None):
        owed = f": {'; '.join(found.because)}" if found else ""
        raise Refused(
            f"Nothing is suggested for {person.name} that could be declined{owed}.",
            f"What was declined: custlove ladder suggest --declined --who {person.handle}",
        )
    number = rows.add(
        change.connection, "rung_stay",
        person_id=person.id, day=asked.on, rung=found.suggested, circle=found.circle, why=asked.why,
    )  # fmt: skip
    return stays.one(change.connection, number)


class _Neighbours(NamedTuple):
    """The last move up to a day, and the first after it."""

    before: Placement | None
    after: Placement | None


def _neighbours(placed: Sequence[Placement], on: date) -> _Neighbours:
    before, after = ([each for each in placed if each.day <= on], [each for each in placed if each.day > on])
    return _Neighbours(before[-1] if before else None, after[0] if after else None)


def _guarded(change: Change, person: PersonRef, asked: MoveOnLadder, near: _Neighbours) -> Sequence[str]:
    """What stands against a move that is made anyway; raises Refused for one that is not."""
    before = near.before.to_rung if near.before else FIRST_RUNG
    if not guard.guards(before, asked.rung):
        return ()
    patience = Patience.of(change.settings.numbers)
    against = standing_against.against(change.connection, person.id, asked.on, change.today, patience)
    if against and not asked.anyway:
        in_favour = harm.in_favour(change.connection, person.id, asked.on)
        raise Refused(
            f"{person.name} cannot be moved to {asked.rung} yet: {'; '.join(against)}.{_speaks_for(in_favour)}",
            "Most angry people are only having a bad day. To move them anyway: --anyway --why TEXT",
        )
    return against


def _speaks_for(in_favour: Sequence[str]) -> str:
    return f" For them speaks: {', '.join(in_favour)}." if in_favour else ""


def _check_place(person: PersonRef, asked: MoveOnLadder, near: _Neighbours) -> None:
    before, after = near
    if before is not None and before.to_rung == asked.rung:
        raise Refused(
            f"{person.name} has been on the rung {asked.rung} since {before.day}.",
            f"Where they stood: custlove ladder history {person.handle}",
        )
    if before is None and after is not None:
        raise Refused(
            f"{person.name} was placed on the ladder only on {after.day}, as {after.to_rung}.",
            f"If they were there before: custlove person edit {person.handle} --added {asked.on}",
        )
    if after is not None and after.to_rung == asked.rung:
        raise Refused(
            f"{person.name} moves to {asked.rung} on {after.day}, so this would be the same move twice.",
            "Take that one back first: custlove history, then custlove undo NUMBER",
        )
