"""What each kind of line becomes: people's places, and contacts with them. False where it is there already."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from custlove.exchange.jsonl import timestamps
from custlove.exchange.jsonl.validators import BadLine
from custlove.reports.people import guard
from custlove.rules.feedback import STAGES
from custlove.rules.guard import guards
from custlove.services import incoming
from custlove.services.incoming import Origin, Placing, When

if TYPE_CHECKING:
    from custlove.exchange.jsonl.context import Desk

Write = Callable[["Desk", Origin, dict[str, Any]], bool | None]


def _rung_move(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    person = desk.about(origin, fields, fields["on"])
    desk.people.placed(person)
    placing = Placing(fields.pop("to"), fields.pop("on"))
    if origin.by_hand:
        desk.flush("rung_move")
        before = incoming.rung_before(desk.bulk, person, placing.day)
        if before is not None and guards(before, placing.rung):
            _guard(desk, person, placing, fields)
    incoming.rung_move(desk.bulk, origin, person, placing, fields)


def _guard(desk: "Desk", person: int, placing: Placing, fields: dict[str, Any]) -> None:
    """What stands against a move to a rung about harm, by what stands further up, as when the move is typed."""
    if not fields.get("why", "").strip():
        raise BadLine(f"a move down to {placing.rung} has a why")
    desk.flush()
    on, today = (date.fromisoformat(day) for day in (placing.day, desk.clock.today()))
    against = guard.against(desk.bulk.connection, person, on, today, desk.patience)
    if against and not fields.get("anyway"):
        raise BadLine(f'against {placing.rung} stands: {"; ".join(against)}; all the same with "anyway": true')
    fields |= {"anyway": bool(against), "against": "\n".join(against) or None}


def _circle_choice(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    person = desk.about(origin, fields, fields["on"])
    desk.people.given_circle(person)
    incoming.circle_choice(desk.bulk, origin, person, fields.get("circle"), fields["on"])


def _touchpoint(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    when = desk.moment(fields)
    people = [desk.people.meant(words, origin.line, when.day) for words in fields.pop("people")]
    incoming.touchpoint(desk.bulk, origin, people, when, fields)


def _follow_up(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    person = desk.about(origin, fields, fields.setdefault("made_on", desk.clock.today()), "snoozes")
    if "closed_by" in fields:
        desk.flush("touchpoint")
    incoming.follow_up(desk.bulk, origin, person, fields)


def _promise(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    person = desk.about(origin, fields, fields.setdefault("made_on", desk.clock.today()), "moves")
    incoming.promise(desk.bulk, origin, person, fields)


def _ask(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    when = desk.moment(fields)
    person = desk.about(origin, fields, when.day)
    incoming.ask(desk.bulk, origin, person, when, fields)


def _feedback(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    zone = fields.pop("zone", None)
    steps = _steps(desk, fields, zone)
    if said_back := fields.pop("said_back", None):
        fields["said_back"] = [_said_back(desk, each, zone, steps["heard"]) for each in said_back]
    person = desk.about(origin, fields, steps["heard"].day)
    if "ask" in fields:
        desk.flush("ask", "feedback")
    fields["kind"] = fields.pop("feedback_kind")
    incoming.feedback(desk.bulk, origin, person, steps, fields)


def _steps(desk: "Desk", fields: dict[str, Any], zone: str | None) -> dict[str, When]:
    steps: dict[str, When] = {}
    for stage in STAGES:
        at, on = fields.pop(f"{stage}_at", None), fields.pop(f"{stage}_on", None)
        if at is None and on is None:
            if f"{stage}_text" in fields:
                raise BadLine(f"{stage}_at is missing")
            continue
        earliest = max((step.at for step in steps.values()), default=None)
        steps[stage] = _step(desk, at, on, zone, earliest)
    return steps


def _step(desk: "Desk", at: str | None, on: str | None, zone: str | None, earliest: datetime | None) -> When:
    when = timestamps.read(at or on or "", on, zone, desk.clock)
    # A day without a time stands at its noon, which may lie before the step it follows.
    return when if earliest is None or timestamps.is_timed(at) else when._replace(at=max(when.at, earliest))


def _said_back(
    desk: "Desk", fields: Mapping[str, Any], zone: str | None, heard: When
) -> tuple[int | None, When, str | None]:
    when = _step(desk, fields["at"], fields.get("on"), zone, heard.at)
    return fields.get("id"), when, fields.get("text")


WRITE: Mapping[str, Write] = {
    "rung_move": _rung_move,
    "circle_choice": _circle_choice,
    "touchpoint": _touchpoint,
    "follow_up": _follow_up,
    "promise": _promise,
    "ask": _ask,
    "feedback": _feedback,
}
