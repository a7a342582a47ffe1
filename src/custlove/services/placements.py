"""Where people are placed on the ladder, without asking whether it is a move."""

from datetime import date
from typing import NamedTuple

from custlove.errors import Refused
from custlove.schema.vocabulary import Rung
from custlove.services.change import Change
from custlove.store import rows


class Placement(NamedTuple):
    """A person on a rung from a day on."""

    id: int
    to_rung: Rung
    day: date


def place(change: Change, person_id: int, rung: Rung, on: date, why: str | None = None) -> int:
    """Put a person on a rung; the number of the placement."""
    return rows.add(change.connection, "rung_move", person_id=person_id, to_rung=rung, day=on, why=why)


def of(change: Change, person_id: int) -> list[Placement]:
    """A person's placements, oldest first."""
    condition = "person_id = ? ORDER BY day, id"
    return list(rows.select(change.connection, "rung_move", Placement, condition, (person_id,)))


def redate_first(change: Change, person_id: int, name: str, on: date) -> None:
    """Place a person on their first rung on another day; raises Refused where they moved on before it."""
    placements = of(change, person_id)
    if not placements:
        return
    if len(placements) > 1 and placements[1].day < on:
        second = placements[1]
        raise Refused(f"{name} moved to {second.to_rung} on {second.day}, before {on}.", "Name an earlier day.")
    rows.update(change.connection, "rung_move", placements[0].id, {"day": on})
