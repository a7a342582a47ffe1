"""What went wrong on your side, and how far it was made right."""

from typing import Any

from custlove.errors import Refused
from custlove.rules.mistakes import STAGES
from custlove.services.restore.origin import Origin, not_before, put, referred
from custlove.store.bulk import Bulk


def mistake(bulk: Bulk, origin: Origin, person_id: int, fields: dict[str, Any]) -> None:
    """What went wrong on your side, and how far it was made right; raises Refused where its days contradict."""
    not_before(fields, *(f"{stage}_on" for stage in STAGES))
    not_before(fields, "noticed_on", "let_go_on")
    days = [day for stage in STAGES if (day := fields.get(f"{stage}_on"))]
    if origin.by_hand and days != sorted(days):
        raise Refused("the steps are owned, repaired, followed up, in this order")
    for noun in ("promise", "feedback"):
        fields[f"{noun}_id"] = number = referred(bulk, noun, fields.pop(noun, None))
        if number is not None:
            _check_taken_over(bulk, origin, noun, number, person_id)
    fields["followed_up_touchpoint"] = referred(bulk, "touchpoint", fields.pop("followed_up_touchpoint", None))
    put(bulk, "mistake", origin, person_id=person_id, **fields)


def _check_taken_over(bulk: Bulk, origin: Origin, noun: str, number: int, person_id: int) -> None:
    if not bulk.claim("mistake", **{f"{noun}_id": number}):
        raise Refused(f"the {noun} that it is taken over from is a mistake already")
    if origin.by_hand:
        bulk.flush(noun)
        row = bulk.connection.execute(f"SELECT person_id FROM {noun} WHERE id = ?", (number,)).fetchone()
        if row[0] != person_id:
            raise Refused(f"the {noun} that it is taken over from is somebody else's")
