"""Letting people be until a day: nothing is suggested for them meanwhile, and what you owe them stays."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from custlove.errors import Refused
from custlove.reports.people import let_be as report
from custlove.reports.people import lookup
from custlove.reports.people.let_be import LetBe
from custlove.services.change import Change
from custlove.store import rows


class LetPeopleBe(NamedTuple):
    """Whom (WHO), from which day on until which, why; `until` None: not any more."""

    who: Sequence[str]
    on: date
    until: date | None
    why: str | None = None


def let_be(change: Change, asked: LetPeopleBe) -> tuple[LetBe, ...]:
    """Let people be until a day, or not any more; raises NotFound, Ambiguous, Refused where that changes nothing."""
    change.past(asked.on)
    if asked.until is not None and asked.until <= asked.on:
        raise Refused(f"Nobody can be let be from {asked.on} until {asked.until}.", "Name a later day.")
    people = lookup.several(change.connection, asked.who)
    for person in people:
        if asked.until is None and report.of_person(change.connection, person.id, asked.on) is None:
            raise Refused(f"{person.name} is not let be on {asked.on}.", "Nothing was changed.")
    until = asked.until or asked.on
    written = [
        rows.add(change.connection, "let_be", person_id=person.id, made_on=asked.on, until=until, why=asked.why or None)
        for person in people
    ]
    return tuple(report.one(change.connection, number) for number in written)
