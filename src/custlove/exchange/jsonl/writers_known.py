"""What each kind of line becomes: what is known of people, what went between you, what was looked back on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.jsonl.writers import Write
from custlove.quoting import quoted
from custlove.rules import mistakes, money
from custlove.services import incoming_known as incoming
from custlove.services.incoming import Origin

if TYPE_CHECKING:
    from custlove.exchange.jsonl.context import Desk


def _fact(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    person, day = _about(desk, origin, fields)
    fields["kind"] = fields.pop("fact_kind")
    incoming.fact(desk.bulk, origin, person, {"day": day, **fields})


def _day(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    # The day itself may lie ahead.
    day, today = fields.pop("on"), desk.clock.today()
    person = desk.about(origin, fields, fields.setdefault("added_on", today))
    fields.setdefault("yearly", day.startswith("--") or day <= today)
    incoming.special_day(desk.bulk, origin, person, {"day": day, **fields})


def _mistake(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    person = desk.about(origin, fields, fields.setdefault("noticed_on", desk.clock.today()))
    fields.setdefault("severity", mistakes.USUAL_SEVERITY)
    incoming.mistake(desk.bulk, origin, person, fields)


def _ritual(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    person = desk.about(origin, fields, fields.setdefault("added_on", desk.clock.today()), "events")
    fields.setdefault("starts_on", fields["added_on"])
    incoming.ritual(desk.bulk, origin, person, fields)


def _purchase(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    person, day = _about(desk, origin, fields)
    if origin.by_hand and money.code(fields["currency"]) is None:
        raise BadLine(f"{fields['currency']} is no currency in use")
    try:
        fields["amount"] = money.parse(fields["amount"], fields["currency"])
    except ValueError as fault:
        raise BadLine(f"amount {quoted(str(fields['amount']))}: {str(fault).rstrip('.')}") from fault
    incoming.purchase(desk.bulk, origin, person, {"day": day, **fields})


def _introduction(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> bool:
    by = desk.people.meant(fields.pop("by"), origin.line, fields.get("on", desk.clock.today()))
    person, day = _about(desk, origin, fields)
    return incoming.introduction(desk.bulk, origin, by, person, {"day": day, **fields})


def _link(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> bool:
    other = desk.people.meant(fields.pop("other"), origin.line, fields.get("on", desk.clock.today()))
    person, day = _about(desk, origin, fields)
    return incoming.link(desk.bulk, origin, person, other, fields["link_kind"], day)


def _review(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> None:
    desk.past(fields, *fields.get("intentions", ()))
    incoming.review(desk.bulk, origin, {"day": fields.pop("on"), **fields})


def _imported(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> bool:
    return incoming.imported(desk.bulk, origin, fields)


def _inbox(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> bool:
    desk.past(fields)
    return incoming.inbox(desk.bulk, origin, {"day": fields.pop("on"), **fields})


def _about(desk: "Desk", origin: Origin, fields: dict[str, Any]) -> tuple[int, str]:
    """Whom a line is about, and the day that it is of: today where it does not say."""
    day = fields.setdefault("on", desk.clock.today())
    person = desk.about(origin, fields, day)
    del fields["on"]
    return person, day


WRITE: Mapping[str, Write] = {
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
