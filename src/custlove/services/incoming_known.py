"""What is known of people and what went between you, from elsewhere: as `incoming`, for the nouns that came later."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from custlove.errors import Refused
from custlove.quoting import quoted
from custlove.rules import recurrence
from custlove.rules.mistakes import STAGES
from custlove.rules.names import fold
from custlove.rules.reviews import MOST_INTENTIONS
from custlove.services.incoming import Origin, not_before, put, referred
from custlove.store.bulk import Bulk
from custlove.store.rows import new_uid


def fact(bulk: Bulk, origin: Origin, person_id: int, fields: dict[str, Any]) -> None:
    """What is known of somebody; raises Refused where it cannot take the place of the fact that it names."""
    not_before({**fields, "on": fields["day"]}, "on", "resolved_on")
    if "resolved_text" in fields and "resolved_on" not in fields:
        raise Refused("resolved_on is missing")
    fields["touchpoint_id"] = referred(bulk, "touchpoint", fields.pop("touchpoint", None))
    fields["supersedes"] = before = referred(bulk, "fact", fields.pop("supersedes", None))
    if before is not None:
        if not bulk.claim("fact", supersedes=before):
            raise Refused("the fact that it supersedes has been superseded")
        _check_superseded(bulk, origin, before, person_id, fields["day"])
    put(bulk, "fact", origin, person_id=person_id, **fields)


def special_day(bulk: Bulk, origin: Origin, person_id: int, fields: Mapping[str, Any]) -> None:
    """A day that matters to somebody; raises Refused for one that comes once and has no year."""
    if not fields["yearly"] and fields["day"].startswith("--"):
        raise Refused("a day that comes once has a year")
    put(bulk, "special_day", origin, person_id=person_id, **fields)


def mistake(bulk: Bulk, origin: Origin, person_id: int, fields: dict[str, Any]) -> None:
    """What went wrong on your side, and how far it was made right; raises Refused where its days contradict."""
    not_before(fields, *(f"{stage}_on" for stage in STAGES))
    days = [day for stage in STAGES if (day := fields.get(f"{stage}_on"))]
    if origin.by_hand and days != sorted(days):
        raise Refused("the steps are owned, repaired, followed up, in this order")
    for noun in ("promise", "feedback"):
        fields[f"{noun}_id"] = number = referred(bulk, noun, fields.pop(noun, None))
        if number is not None:
            _check_taken_over(bulk, origin, noun, number, person_id)
    fields["followed_up_touchpoint"] = referred(bulk, "touchpoint", fields.pop("followed_up_touchpoint", None))
    put(bulk, "mistake", origin, person_id=person_id, **fields)


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


def purchase(bulk: Bulk, origin: Origin, person_id: int, fields: Mapping[str, Any]) -> None:
    """What somebody bought; `amount` is in the currency's smallest unit."""
    put(bulk, "purchase", origin, person_id=person_id, **fields)


def introduction(bulk: Bulk, origin: Origin, by_id: int, person_id: int, fields: Mapping[str, Any]) -> bool:
    """Who sent whom; False where that is there already."""
    if by_id == person_id:
        raise Refused("by and person stand for the same person")
    if not bulk.claim("introduction", by_id=by_id, person_id=person_id):
        return False
    put(bulk, "introduction", origin, by_id=by_id, person_id=person_id, **fields)
    return True


def link(bulk: Bulk, origin: Origin, person_id: int, other_id: int, kind: str, day: str) -> bool:
    """Two people who know each other; False where that is there already."""
    if person_id == other_id:
        raise Refused("person and other stand for the same person")
    if origin.by_hand and _linked(bulk, person_id, other_id, kind):
        return False
    if not bulk.claim("link", person_id=person_id, other_id=other_id, kind=kind):
        return False
    put(bulk, "link", origin, person_id=person_id, other_id=other_id, kind=kind, day=day)
    return True


def review(bulk: Bulk, origin: Origin, fields: dict[str, Any]) -> None:
    """A look back, and what was intended then; raises Refused where its days contradict, or it intends too much."""
    intentions: Sequence[Mapping[str, Any]] = fields.pop("intentions", ())
    not_before({**fields, "on": fields["day"]}, "since", "on")
    if origin.by_hand and len(intentions) > MOST_INTENTIONS:
        raise Refused(f"there are {MOST_INTENTIONS} intentions at most")
    number = put(bulk, "review", origin, **fields)
    for intention in intentions:
        _intention(bulk, origin, number, {"made_on": fields["day"], **intention})


def imported(bulk: Bulk, origin: Origin, fields: dict[str, Any]) -> bool:
    """A record of a source, and what it became; False where the source and the key are there already."""
    if not bulk.claim("imported", source=fields["source"], key=fields["key"]):
        return False
    uid = fields.pop("of", None)
    # No row has the number 0: what it became was removed since, and its number may be another's one day.
    fields["row_id"] = (0 if uid is None else bulk.identified(fields["noun"], uid)) or 0
    bulk.put("imported", origin.line, {"id": bulk.number("imported", origin.id), **fields})
    return True


def inbox(bulk: Bulk, origin: Origin, fields: Mapping[str, Any]) -> bool:
    """A record that waits for somebody it can be given to; False where the source and the key are there already."""
    if not bulk.claim("inbox", source=fields["source"], key=fields["key"]):
        return False
    put(bulk, "inbox", origin, **fields)
    return True


def _intention(bulk: Bulk, origin: Origin, review_id: int, fields: dict[str, Any]) -> None:
    not_before(fields, "made_on", "settled_on")
    if ("outcome" in fields) != ("settled_on" in fields):
        raise Refused("an outcome goes with settled_on")
    uid = fields.pop("uid", None) or new_uid()
    number = bulk.number("intention", fields.pop("id", None), uid)
    bulk.put("intention", origin.line, {**fields, "id": number, "uid": uid, "review_id": review_id})


def _check_superseded(bulk: Bulk, origin: Origin, number: int, person_id: int, day: str) -> None:
    bulk.flush("fact")
    row = bulk.connection.execute("SELECT person_id, day, resolved_on FROM fact WHERE id = ?", (number,)).fetchone()
    if row[0] != person_id:
        raise Refused("the fact that it supersedes is of somebody else")
    if origin.by_hand and row[1] > day:
        raise Refused(f"the fact that it supersedes is known only since {row[1]}")
    if origin.by_hand and row[2] is not None:
        raise Refused(f"the fact that it supersedes was resolved on {row[2]}")


def _check_taken_over(bulk: Bulk, origin: Origin, noun: str, number: int, person_id: int) -> None:
    if not bulk.claim("mistake", **{f"{noun}_id": number}):
        raise Refused(f"the {noun} that it is taken over from is a mistake already")
    if origin.by_hand:
        bulk.flush(noun)
        row = bulk.connection.execute(f"SELECT person_id FROM {noun} WHERE id = ?", (number,)).fetchone()
        if row[0] != person_id:
            raise Refused(f"the {noun} that it is taken over from is somebody else's")


def _linked(bulk: Bulk, person_id: int, other_id: int, kind: str) -> bool:
    """Whether two people are linked as this, whichever of them comes first."""
    bulk.flush("link")
    rows = bulk.connection.execute(
        "SELECT kind FROM link WHERE ?1 IN (person_id, other_id) AND ?2 IN (person_id, other_id)", (person_id, other_id)
    )
    return any(fold(known) == fold(kind) for (known,) in rows)
