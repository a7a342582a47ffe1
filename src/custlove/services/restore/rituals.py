"""Recurring moments, and what became of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from custlove.errors import Refused
from custlove.quoting import quoted
from custlove.rules import recurrence
from custlove.services.restore.origin import Origin, put, referred
from custlove.store.bulk import Bulk


def ritual(bulk: Bulk, origin: Origin, person_id: int, fields: dict[str, Any]) -> None:
    """A recurring moment, and what became of it; raises Refused where its rule cannot be read, or never comes."""
    events: Sequence[Mapping[str, Any]] = fields.pop("events", ())
    try:
        rule = recurrence.parse(fields["rule"])
    except ValueError as fault:
        raise Refused(f"the rule {quoted(fields['rule'], 60)} cannot be used. {fault}") from fault
    if origin.by_hand:
        fields |= _begun(rule, fields["starts_on"])
        events = _settling(fields, events)
    number = put(bulk, "ritual", origin, person_id=person_id, **fields)
    for event in events:
        row = {"ritual_id": number, "kind": event["kind"], "day": event["on"], "occurrence": event.get("occurrence")}
        row |= {"text": event.get("text"), "touchpoint_id": referred(bulk, "touchpoint", event.get("touchpoint"))}
        bulk.put("ritual_event", origin.line, {"id": bulk.number("ritual_event", event.get("id")), **row})


def _begun(rule: recurrence.Rule, since: str) -> dict[str, Any]:
    """A rule whole, and its first day, as a typed command writes them."""
    from custlove.rules import occurrences

    course = occurrences.begin(rule, date.fromisoformat(since))
    if course is None:
        raise Refused(f"the rule has no day in the ten years from {since}")
    return {"rule": str(course.rule), "starts_on": course.start.isoformat()}


def _settling(fields: dict[str, Any], given: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Events in their order, with the days that those settle which do not say it; says from when on it is due then."""
    from custlove.rules import rituals

    starts_on, added_on = (date.fromisoformat(fields[name]) for name in ("starts_on", "added_on"))
    facts = rituals.Facts(fields["rule"], starts_on, added_on)
    events: list[Mapping[str, Any]] = []
    for event in sorted(given, key=lambda each: str(each["on"])):
        on, said = date.fromisoformat(event["on"]), event.get("occurrence")
        settles = {"kept": rituals.kept, "skipped": rituals.skipped}.get(event["kind"])
        about = date.fromisoformat(said) if said else settles(facts, on) if settles else None
        facts = facts._replace(events=[*facts.events, rituals.Event(event["kind"], on, about)])
        events.append({**event, "occurrence": None if about is None else about.isoformat()})
    due = rituals.due_from(facts)
    fields["due_from"] = None if due is None else due.isoformat()
    return events
