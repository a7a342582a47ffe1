"""Promises, how they were moved and how they ended."""

from typing import Any

from custlove.errors import Refused
from custlove.services.restore.origin import Origin, not_before, put
from custlove.store.bulk import Bulk


def promise(bulk: Bulk, origin: Origin, person_id: int, fields: dict[str, Any]) -> None:
    """A promise, how it was moved and how it ended; raises Refused where its days contradict each other."""
    moves = fields.pop("moves", ())
    not_before(fields, "made_on", "due_on", "kept_on", "released_on")
    if "kept_on" in fields and "released_on" in fields:
        raise Refused("a promise is kept or released, not both")
    number = put(bulk, "promise", origin, person_id=person_id, **fields)
    for move in moves:
        row = {"promise_id": number, "moved_on": move["on"], "from_due": move["from"], "to_due": move["to"]}
        wanted = bulk.number("promise_move", move.get("id"))
        bulk.put("promise_move", origin.line, {"id": wanted, **row, "why": move.get("why")})
