"""What the lines of each record type become. False if it is there already."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from custlove.exchange.jsonl import timestamps
from custlove.exchange.jsonl.context import LineContext
from custlove.exchange.jsonl.validators import BadLine
from custlove.quoting import quoted
from custlove.rules import money
from custlove.rules.feedback import STAGES
from custlove.rules.mistakes import USUAL_SEVERITY
from custlove.services.imports.records import named_in
from custlove.services.restore import (
    facts,
    feedback,
    follow_ups,
    ladder,
    mistakes,
    people,
    promises,
    provenance,
    relations,
    reviews,
    rituals,
    touchpoints,
)
from custlove.services.restore.ladder import Placing
from custlove.services.restore.named_people import LeftOut
from custlove.services.restore.origin import Origin, When

Restore = Callable[[LineContext, Origin, dict[str, Any]], bool | None]


def _rung_move(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields["on"])
    context.people.placed(person)
    placing = Placing(fields.pop("to"), fields.pop("on"))
    ladder.rung_move(context.bulk, origin, person, placing, fields, context.guard)


def _circle_choice(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields["on"])
    context.people.given_circle(person)
    people.circle_choice(context.bulk, origin, person, fields.get("circle"), fields["on"])


def _rung_stay(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields["on"])
    ladder.rung_stay(context.bulk, origin, person, {"day": fields.pop("on"), **fields})


def _let_be(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields["made_on"])
    people.let_be(context.bulk, origin, person, fields)


def _former_name(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    fields["kind"] = fields.pop("of")
    person = context.about(origin, fields, fields["until"])
    people.former_name(context.bulk, origin, person, fields)


def _membership(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields.get("since") or fields.get("until") or context.clock.today())
    people.membership(context.bulk, origin, person, fields)


def _absence(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields["archived_on"])
    people.absence(context.bulk, origin, person, fields)


def _touchpoint(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    when = context.moment(fields)
    people = context.all_who_are_meant(origin, fields.pop("people"), when.day)
    touchpoints.touchpoint(context.bulk, origin, people, when, fields)


def _follow_up(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields.setdefault("made_on", context.clock.today()), "snoozes")
    if "closed_by" in fields:
        context.bulk.flush("touchpoint")
    follow_ups.follow_up(context.bulk, origin, person, fields)


def _promise(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields.setdefault("made_on", context.clock.today()), "moves")
    promises.promise(context.bulk, origin, person, fields)


def _ask(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    when = context.moment(fields)
    person = context.about(origin, fields, when.day)
    feedback.ask(context.bulk, origin, person, when, fields)


def _feedback(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    zone = fields.pop("zone", None)
    steps = _steps(context, fields, zone)
    if said_back := fields.pop("said_back", None):
        fields["said_back"] = [_said_back(context, each, zone, steps["heard"]) for each in said_back]
    at, on = fields.pop("let_go_at", None), fields.pop("let_go_on", None)
    if at or on:
        fields["let_go"] = _step(context, at, on, zone, steps["heard"].at)
    person = context.about(origin, fields, steps["heard"].day)
    if "ask" in fields:
        context.bulk.flush("ask", "feedback")
    fields["kind"] = fields.pop("feedback_kind")
    feedback.feedback(context.bulk, origin, person, steps, fields)


def _steps(context: LineContext, fields: dict[str, Any], zone: str | None) -> dict[str, When]:
    steps: dict[str, When] = {}
    for stage in STAGES:
        at, on = fields.pop(f"{stage}_at", None), fields.pop(f"{stage}_on", None)
        if at is None and on is None:
            if f"{stage}_text" in fields:
                raise BadLine(f"{stage}_at is missing")
            continue
        earliest = max((step.at for step in steps.values()), default=None)
        steps[stage] = _step(context, at, on, zone, earliest)
    return steps


def _step(context: LineContext, at: str | None, on: str | None, zone: str | None, earliest: datetime | None) -> When:
    when = timestamps.read(at or on or "", on, zone, context.clock)
    # A day without a time stands at its noon, which may lie before the step it follows.
    return when if earliest is None or timestamps.is_timed(at) else when._replace(at=max(when.at, earliest))


def _said_back(
    context: LineContext, fields: Mapping[str, Any], zone: str | None, heard: When
) -> tuple[int | None, When, str | None]:
    when = _step(context, fields["at"], fields.get("on"), zone, heard.at)
    return fields.get("id"), when, fields.get("text")


def _fact(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person, day = _about(context, origin, fields)
    fields["kind"] = fields.pop("fact_kind")
    facts.fact(context.bulk, origin, person, {"day": day, **fields})


def _day(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    # The day itself may lie ahead.
    day, today = fields.pop("on"), context.clock.today()
    person = context.about(origin, fields, fields.setdefault("added_on", today))
    fields.setdefault("yearly", day.startswith("--") or day <= today)
    facts.special_day(context.bulk, origin, person, {"day": day, **fields})


def _mistake(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields.setdefault("noticed_on", context.clock.today()))
    fields.setdefault("severity", USUAL_SEVERITY)
    mistakes.mistake(context.bulk, origin, person, fields)


def _ritual(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person = context.about(origin, fields, fields.setdefault("added_on", context.clock.today()), "events")
    fields.setdefault("starts_on", fields["added_on"])
    rituals.ritual(context.bulk, origin, person, fields)


def _purchase(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    person, day = _about(context, origin, fields)
    if origin.by_hand and money.code(fields["currency"]) is None:
        raise BadLine(f"{fields['currency']} is not a currency in use")
    try:
        fields["amount"] = money.parse(fields["amount"], fields["currency"])
    except ValueError as fault:
        raise BadLine(f"amount {quoted(str(fields['amount']))}: {str(fault).rstrip('.')}") from fault
    relations.purchase(context.bulk, origin, person, {"day": day, **fields})


def _introduction(context: LineContext, origin: Origin, fields: dict[str, Any]) -> bool:
    by = context.people.meant(fields.pop("by"), origin.line, fields.get("on", context.clock.today()))
    person, day = _about(context, origin, fields)
    return relations.introduction(context.bulk, origin, by, person, {"day": day, **fields})


def _link(context: LineContext, origin: Origin, fields: dict[str, Any]) -> bool:
    other = context.people.meant(fields.pop("other"), origin.line, fields.get("on", context.clock.today()))
    person, day = _about(context, origin, fields)
    return relations.link(context.bulk, origin, person, other, fields["link_kind"], day)


def _review(context: LineContext, origin: Origin, fields: dict[str, Any]) -> None:
    context.past(fields, *fields.get("intentions", ()))
    reviews.review(context.bulk, origin, {"day": fields.pop("on"), **fields})


def _imported(context: LineContext, origin: Origin, fields: dict[str, Any]) -> bool:
    if fields.get("of") in context.people.identities_left_out:
        raise LeftOut
    return provenance.imported(context.bulk, origin, fields)


def _inbox(context: LineContext, origin: Origin, fields: dict[str, Any]) -> bool:
    context.past(fields)
    if context.people.are_left_out(_emails(fields["data"])):
        raise LeftOut
    return provenance.inbox(context.bulk, origin, {"day": fields.pop("on"), **fields})


def _emails(data: str) -> list[str]:
    """The addresses of those whom a record of the inbox names; none where it is not one that an import wrote."""
    try:
        return [email for who in named_in(data) for email in who.emails]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


def _about(context: LineContext, origin: Origin, fields: dict[str, Any]) -> tuple[int, str]:
    """Whom a line is about, and the day that it is of: today if it does not say."""
    day = fields.setdefault("on", context.clock.today())
    person = context.about(origin, fields, day)
    del fields["on"]
    return person, day


RESTORE: Mapping[str, Restore] = {
    "rung_move": _rung_move,
    "circle_choice": _circle_choice,
    "rung_stay": _rung_stay,
    "let_be": _let_be,
    "former_name": _former_name,
    "membership": _membership,
    "absence": _absence,
    "touchpoint": _touchpoint,
    "follow_up": _follow_up,
    "promise": _promise,
    "ask": _ask,
    "feedback": _feedback,
    "fact": _fact,
    "day": _day,
    "mistake": _mistake,
    "ritual": _ritual,
    "purchase": _purchase,
    "introduction": _introduction,
    "link": _link,
    "review": _review,
    "imported": _imported,
    "inbox": _inbox,
}
