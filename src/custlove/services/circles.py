"""Which circle a person was given, from which day on (idea E2). Only the user chooses it."""

from datetime import date
from typing import NamedTuple

from custlove.schema.vocabulary import Circle
from custlove.services.change import Change
from custlove.store import rows


class _Choice(NamedTuple):
    id: int
    circle: Circle | None
    day: date


def choose(change: Change, person_id: int, circle: Circle | None, on: date) -> None:
    """Give a person a circle from a day on, or with None the one of their rung.

    The person has the one that was chosen for the latest day, whichever was written last.
    """
    rows.add(change.connection, "circle_choice", person_id=person_id, circle=circle, day=on)
    rows.update(change.connection, "person", person_id, {"circle": _choices(change, person_id)[-1].circle})


def redate_first(change: Change, person_id: int, added_on: date, on: date) -> None:
    """Have what was chosen when a person was added hold from an earlier day on."""
    for each in _choices(change, person_id)[:1]:
        if each.day == added_on and on < each.day:
            rows.update(change.connection, "circle_choice", each.id, {"day": on})


def _choices(change: Change, person_id: int) -> list[_Choice]:
    condition = "person_id = ? ORDER BY day, id"
    return list(rows.select(change.connection, "circle_choice", _Choice, condition, (person_id,)))
