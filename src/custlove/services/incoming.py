"""Nouns that come from elsewhere, written in bulk: with the identity and the number they had there, if they had one.

What a journal can hold is taken as it is, so that an export can be read back whatever was undone in between. What
has no identity yet was written by hand, and the rules of the typed commands hold for it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, count, zip_longest
from typing import Any, NamedTuple, TypeVar

from custlove.errors import Refused, UsageError
from custlove.quoting import quoted
from custlove.rules import names
from custlove.rules.feedback import STAGES
from custlove.schema.vocabulary import OFFLINE
from custlove.services.people import DETAIL_KEYS, tag_key
from custlove.store.bulk import Bulk, stored
from custlove.store.rows import new_uid

Fields = Mapping[str, Any]
Part = TypeVar("Part", int, str)


class Origin(NamedTuple):
    """Where a thing comes from: its line, its identity, the number it had, those of its parts; whether by hand."""

    line: int
    uid: str
    id: int | None = None
    parts: Mapping[str, Sequence[int]] = {}
    by_hand: bool = False


class When(NamedTuple):
    """A moment: the instant in UTC, the calendar day (YYYY-MM-DD) and the IANA zone it was in."""

    at: datetime
    day: str
    zone: str


class Added(NamedTuple):
    """A person who was added: their number, and the handle they were given."""

    id: int
    handle: str


class Placing(NamedTuple):
    """The rung on which a person is placed, and on which day."""

    rung: str
    day: str


def person(
    bulk: Bulk, origin: Origin, handle: str, fields: Fields, details: Mapping[str, Sequence[str]], taken: Container[str]
) -> Added:
    """A new person; a handle that is taken, here or by those not flushed yet, is given a number."""
    name = " ".join(fields["name"].split())
    number = bulk.number("person", origin.id, origin.uid)
    handle = _free_handle(bulk, handle, taken)
    keys = {f"{column}_key": _key(fields.get(column)) for column in ("name", "nickname", "organisation")}
    bulk.put("person", origin.line, {**fields, **keys, "id": number, "uid": origin.uid, "handle": handle, "name": name})
    for kind, values in details.items():
        for value, key, wanted in _details(kind, values, origin.parts.get(kind, ())):
            part = {"person_id": number, "kind": kind, "value": value, "key": key}
            bulk.put("person_detail", origin.line, {"id": bulk.number("person_detail", wanted), **part})
    return Added(number, handle)


def place(bulk: Bulk, line: int, person_id: int, placing: Placing) -> None:
    """Put a person on the rung where the journal finds them."""
    origin = Origin(line, new_uid())
    put(bulk, "rung_move", origin, person_id=person_id, to_rung=placing.rung, day=placing.day)


def rung_move(bulk: Bulk, origin: Origin, person_id: int, placing: Placing, fields: Fields) -> None:
    """A move on the ladder; raises Refused where it is written by hand and is none."""
    if origin.by_hand and placing.rung in _neighbours(bulk, person_id, placing.day):
        raise Refused(f"they stand on the rung {placing.rung} already then, or move to it next")
    put(bulk, "rung_move", origin, person_id=person_id, to_rung=placing.rung, day=placing.day, **fields)


def rung_before(bulk: Bulk, person_id: int, day: str) -> str | None:
    """The flushed rung on which a person stands at the end of a day; None where they came on the ladder only later."""
    sql = "SELECT to_rung FROM rung_move WHERE person_id = ? AND day <= ? ORDER BY day DESC, id DESC LIMIT 1"
    found = bulk.connection.execute(sql, (person_id, day)).fetchone()
    return found[0] if found else None


def circle_choice(bulk: Bulk, origin: Origin, person_id: int, circle: str | None, day: str) -> None:
    """The circle chosen for a person from a day on."""
    put(bulk, "circle_choice", origin, person_id=person_id, circle=circle, day=day)


def settle_circles(bulk: Bulk, people: Iterable[int]) -> None:
    """Give people the circle that was chosen for them last; all choices have to be flushed."""
    bulk.connection.executemany(_LAST_CHOSEN, ({"person": person} for person in sorted(people)))


_LAST_CHOSEN = """
UPDATE person
SET circle = (SELECT circle FROM circle_choice WHERE person_id = :person ORDER BY day DESC, id DESC LIMIT 1)
WHERE id = :person
"""


def touchpoint(bulk: Bulk, origin: Origin, people: Sequence[int], when: When, row: dict[str, Any]) -> None:
    """One contact with one or more people. It closes nothing: what was closed stands in lines of its own.

    The row is kept; this is where an import of a hundred thousand lines spends its time.
    """
    line, day, tags = origin.line, when.day, row.pop("tags", None)
    row["id"] = number = bulk.number("touchpoint", origin.id, origin.uid)
    row["uid"], row["at"], row["zone"], row["day"] = origin.uid, stored(when.at), when.zone, day
    bulk.put("touchpoint", line, row)
    known = _known(number, row)
    for person_id, wanted in _parts(people, origin.parts.get("people", ())):
        own = bulk.number("touchpoint_person", wanted)
        bulk.put("touchpoint_person", line, {"id": own, "person_id": person_id, **known})
    if tags:
        for tag, wanted in _parts([tag_key(tag) for tag in tags], origin.parts.get("tags", ())):
            if tag:
                own = bulk.number("touchpoint_tag", wanted)
                bulk.put("touchpoint_tag", line, {"id": own, "touchpoint_id": number, "tag": tag})


def join(bulk: Bulk, line: int, touchpoint_id: int, people: Sequence[int], row: Fields) -> None:
    """More people of a touchpoint that is there, given its row."""
    known = _known(touchpoint_id, row)
    for person_id in people:
        bulk.put("touchpoint_person", line, {"id": bulk.number("touchpoint_person"), "person_id": person_id, **known})


def _known(number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """What stands beside each person of a touchpoint, as the schema's triggers would have it."""
    known = {"touchpoint_id": number, "day": row["day"], "outgoing": row.get("direction") == "out"}
    known |= {column: row.get(column) for column in ("felt", "minutes", "energy")}
    channel = row.get("channel")
    return {**known, "offline": None if channel is None else channel in OFFLINE}


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


def ask(bulk: Bulk, origin: Origin, person_id: int, when: When, fields: Fields) -> None:
    """You asked a person for feedback."""
    put(bulk, "ask", origin, person_id=person_id, at=stored(when.at), zone=when.zone, day=when.day, **fields)


def feedback(bulk: Bulk, origin: Origin, person_id: int, steps: Mapping[str, When], fields: dict[str, Any]) -> None:
    """What a person said, and how far its loop came; raises Refused where it answers an ask it cannot answer."""
    ask_id = _answered(bulk, person_id, fields.pop("ask", None))
    fields["thanked_touchpoint"] = referred(bulk, "touchpoint", fields.pop("thanked_touchpoint", None))
    said_back: Sequence[tuple[int | None, When, str | None]] = fields.pop("said_back", ())
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
    number = put(bulk, "feedback", origin, person_id=person_id, ask_id=ask_id, zone=heard.zone, **row)
    for wanted, when, text in said_back:
        if when.day < heard.day:
            raise Refused(f"nothing can be said back before {heard.day}, when it was heard")
        part = {"feedback_id": number, "at": stored(when.at), "day": when.day, "text": text}
        bulk.put("feedback_said_back", origin.line, {"id": bulk.number("feedback_said_back", wanted), **part})


def referred(bulk: Bulk, table: str, uid: str | None) -> int | None:
    """The number of the thing with this identity, None without one; raises Refused where it is not there."""
    if uid is None:
        return None
    number = bulk.identified(table, uid)
    if number is None:
        raise Refused(f"{quoted(uid)} is no uid of a {table.replace('_', '-')} that stands further up")
    return number


def put(bulk: Bulk, table: str, origin: Origin, **values: Any) -> int:
    """Keep a row with its identity and the number it had, if that is free; its number."""
    number = bulk.number(table, origin.id, origin.uid)
    values["id"], values["uid"] = number, origin.uid
    bulk.put(table, origin.line, values)
    return number


def _parts(values: Sequence[Part], numbers: Sequence[int]) -> Iterable[tuple[Part, int | None]]:
    """Each value once, with the number that its row had."""
    if len(values) == 1 and not numbers:
        return ((values[0], None),)
    had: dict[Part, int | None] = {}
    for value, number in zip_longest(values, numbers[: len(values)]):
        had.setdefault(value, number)
    return had.items()


def _details(kind: str, values: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[str, str, int | None]]:
    keys = [DETAIL_KEYS[kind](value) for value in values]
    if "" in keys:
        raise UsageError(f"{quoted(values[keys.index('')])} is no {kind}")
    value_of = dict(zip(reversed(keys), reversed(values), strict=True))
    for key, wanted in _parts(keys, numbers):
        yield value_of[key].strip(), key, wanted


def _key(text: str | None) -> str | None:
    return names.fold(text) if text else None


def _free_handle(bulk: Bulk, wanted: str, taken: Container[str]) -> str:
    if not names.HANDLE.fullmatch(wanted):
        raise UsageError(f"{quoted(wanted)} is not a valid handle: use a-z, 0-9 and -, starting with a letter or digit")
    handles = chain([wanted], (f"{wanted}-{suffix}" for suffix in count(2)))
    return next(handle for handle in handles if handle not in taken and bulk.find("person", "handle", handle) is None)


def not_before(fields: Fields, first: str, *later: str) -> None:
    """Raise Refused where one of the later days lies before the first."""
    # Days as YYYY-MM-DD compare as texts.
    for name in later:
        if fields.get(name, "9999") < fields[first]:
            raise Refused(f"{name} {fields[name]} lies before {first} {fields[first]}")


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


def _neighbours(bulk: Bulk, person_id: int, day: str) -> set[str]:
    """The rung that a person stands on that day, and the one they move to next."""
    before = "day <= ? ORDER BY day DESC, id DESC"
    after = "day > ? ORDER BY day, id"
    sql = "SELECT to_rung FROM rung_move WHERE person_id = ? AND {} LIMIT 1"
    found = (bulk.connection.execute(sql.format(side), (person_id, day)).fetchone() for side in (before, after))
    return {row[0] for row in found if row is not None}
