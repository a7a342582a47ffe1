"""Touchpoints. They close nothing: what was closed stands in lines of its own."""

from collections.abc import Sequence
from typing import Any

from custlove.rules.contact import FEW
from custlove.services.people import tag_key
from custlove.services.restore.origin import Fields, Origin, When, numbered
from custlove.store.bulk import Bulk, stored


def touchpoint(bulk: Bulk, origin: Origin, people: Sequence[int], when: When, row: dict[str, Any]) -> None:
    """One contact with one or more people. It closes nothing: what was closed stands in lines of its own.

    The row is kept; this is where an import of a hundred thousand lines spends its time.
    """
    line, day, tags = origin.line, when.day, row.pop("tags", None)
    row["id"] = number = bulk.number("touchpoint", origin.id, origin.uid)
    row["uid"], row["at"], row["zone"], row["day"] = origin.uid, stored(when.at), when.zone, day
    bulk.put("touchpoint", line, row)
    there = len(set(people))
    for person_id, wanted in numbered(people, origin.parts.get("people", ())):
        link = _link(bulk.number("touchpoint_person", wanted), number, person_id, row, there)
        bulk.put("touchpoint_person", line, link)
    if tags:
        for tag, wanted in numbered([tag_key(tag) for tag in tags], origin.parts.get("tags", ())):
            if tag:
                own = bulk.number("touchpoint_tag", wanted)
                bulk.put("touchpoint_tag", line, {"id": own, "touchpoint_id": number, "tag": tag})


def join(bulk: Bulk, line: int, touchpoint_id: int, people: Sequence[int], row: Fields) -> None:
    """More people of a touchpoint that is there, given its row."""
    for person_id in people:
        link = _link(bulk.number("touchpoint_person"), touchpoint_id, person_id, row, len(people))
        bulk.put("touchpoint_person", line, link)
    bulk.recount(touchpoint_id)


def _link(number: int, touchpoint_id: int, person_id: int, row: Fields, there: int) -> dict[str, Any]:
    """A person of a touchpoint, with what stands next to them, as the schema's triggers would have it."""
    told = row.get
    direction = told("direction")
    reached = direction == "out" and there <= FEW
    return {
        "id": number,
        "touchpoint_id": touchpoint_id,
        "person_id": person_id,
        "day": row["day"],
        "outgoing": direction == "out",
        "felt": told("felt"),
        "minutes": told("minutes"),
        "energy": told("energy"),
        "channel": told("channel"),
        "from_you": reached or direction not in {"in", "out"},
        "recipients": there if reached else None,
    }
