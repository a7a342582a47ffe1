"""What you asked for and what people said, and how far its loop came."""

from collections.abc import Mapping, Sequence
from typing import Any

from custlove.errors import Refused
from custlove.rules.feedback import STAGES
from custlove.services.restore.origin import Fields, Origin, When, put, referred
from custlove.store.bulk import Bulk, stored


def ask(bulk: Bulk, origin: Origin, person_id: int, when: When, fields: Fields) -> None:
    """You asked a person for feedback; raises Refused where that was dropped before it was asked."""
    if (dropped := fields.get("dropped_on")) is not None and str(dropped) < str(when.day):
        raise Refused(f"what was asked on {when.day} cannot be dropped on {dropped}, before it")
    put(bulk, "ask", origin, person_id=person_id, at=stored(when.at), zone=when.zone, day=when.day, **fields)


def feedback(bulk: Bulk, origin: Origin, person_id: int, steps: Mapping[str, When], fields: dict[str, Any]) -> None:
    """What a person said, and how far its loop came; raises Refused where it answers an ask it cannot answer."""
    ask_id = _answered(bulk, person_id, fields.pop("ask", None))
    fields["thanked_touchpoint"] = referred(bulk, "touchpoint", fields.pop("thanked_touchpoint", None))
    said_back: Sequence[tuple[int | None, When, str | None]] = fields.pop("said_back", ())
    let_go: When | None = fields.pop("let_go", None)
    heard = steps["heard"]
    if any(step.day < heard.day for step in steps.values()):
        raise Refused(f"no step can come before {heard.day}, when it was heard")
    days = [steps[stage].day for stage in STAGES if stage in steps]
    if origin.by_hand and days != sorted(days):
        raise Refused("the steps are confirmed, acted, thanked, in this order")
    if ask_id is not None and fields.get("asked") is False:
        raise Refused("what answers an ask was asked for")
    moments = {f"{stage}_at": stored(step.at) for stage, step in steps.items()}
    moments |= {f"{stage}_day": step.day for stage, step in steps.items()}
    row = {"asked": ask_id is not None, **fields, **moments}
    if let_go is not None:
        row |= {"let_go_at": stored(let_go.at), "let_go_day": let_go.day}
    number = put(bulk, "feedback", origin, person_id=person_id, ask_id=ask_id, zone=heard.zone, **row)
    for wanted, when, text in said_back:
        if when.day < heard.day:
            raise Refused(f"nothing can be said back before {heard.day}, when it was heard")
        part = {"feedback_id": number, "at": stored(when.at), "day": when.day, "text": text}
        bulk.put("feedback_said_back", origin.line, {"id": bulk.number("feedback_said_back", wanted), **part})


def _answered(bulk: Bulk, person_id: int, uid: str | None) -> int | None:
    if uid is None:
        return None
    number = bulk.find("ask", "uid", uid)
    if number is None:
        raise Refused("ask is the uid of an ask that stands further up")
    if bulk.connection.execute("SELECT person_id FROM ask WHERE id = ?", (number,)).fetchone()[0] != person_id:
        raise Refused("the ask it answers was somebody else's")
    if bulk.find("feedback", "ask_id", number) is not None:
        raise Refused("the ask it answers has been answered")
    return number
