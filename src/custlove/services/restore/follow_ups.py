"""Follow-ups, with their snoozes and how they were closed."""

from typing import Any

from custlove.errors import Refused
from custlove.services.restore.origin import Origin, not_before, put
from custlove.store.bulk import Bulk


def follow_up(bulk: Bulk, origin: Origin, person_id: int, fields: dict[str, Any]) -> None:
    """Something to come back to, with its snoozes and how it was closed; raises Refused where its days contradict."""
    snoozes, touchpoint_uid = fields.pop("snoozes", ()), fields.pop("closed_by", None)
    not_before(fields, "made_on", "due_on", "done_on")
    closed_by = None
    if touchpoint_uid is not None:
        closed_by = bulk.find("touchpoint", "uid", touchpoint_uid)
        if closed_by is None or "done_on" not in fields:
            raise Refused("closed_by is the uid of a touchpoint that stands further up, and goes with done_on")
    number = put(bulk, "follow_up", origin, person_id=person_id, closed_by=closed_by, **fields)
    for snooze in snoozes:
        if snooze["until"] <= snooze["on"]:
            raise Refused(f"a snooze on {snooze['on']} cannot last until {snooze['until']}")
        row = {"follow_up_id": number, "made_on": snooze["on"], "until": snooze["until"]}
        bulk.put("follow_up_snooze", origin.line, {"id": bulk.number("follow_up_snooze", snooze.get("id")), **row})
