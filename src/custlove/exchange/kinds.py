"""What a line may hold: its kinds and their fields (docs/format.md says the same in words)."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from custlove.exchange import checks
from custlove.exchange.checks import Check, day, derived, one_of, say, text, verbatim
from custlove.rules.feedback import KINDS as FEEDBACK_KINDS
from custlove.rules.feedback import STAGES
from custlove.rules.rungs import CIRCLES, RUNGS
from custlove.rules.words import CHANNELS, ENERGY, FELT

# In place of the day since when: somebody from a journal who has not been placed on any rung.
NEVER = "never"
_decode = json.JSONDecoder().raw_decode


class BadLine(Exception):
    """A line that cannot be read in, with the reason."""


class _Kind(NamedTuple):
    """A kind's fields, those that have to be there, and what is put straight before they are checked.

    A field without a check is a column of that name, and the class of its table checks it.
    """

    fields: Mapping[str, Check | None]
    needed: tuple[str, ...]
    prepare: Callable[[dict[str, Any]], None] | None = None


def read(text: str) -> tuple[str, dict[str, Any]]:
    """The kind and the fields of a line, without those that say nothing (nulls, defaults, what is derived).

    Raises BadLine.
    """
    given = _object(text)
    kind = given.pop("kind", None)
    if not isinstance(kind, str) or (shape := KINDS.get(kind)) is None:
        raise BadLine(f"kind is {say(kind)}; it has to be one of: {', '.join(KINDS)}")
    if shape.prepare is not None:
        shape.prepare(given)
    if None in given.values():
        given = {name: value for name, value in given.items() if value is not None}
    name = ""
    try:
        for name, check in _plan(kind, tuple(given)):
            given[name] = value = check(given[name])
            if value is None:
                del given[name]
    except (ValueError, TypeError) as fault:
        raise BadLine(f"{name} is {say(given[name])}; {str(fault).rstrip('.')}") from fault
    return kind, given


@lru_cache(maxsize=4096)
def _plan(kind: str, names: tuple[str, ...]) -> Sequence[tuple[str, Check]]:
    """What has to be checked in a line with these fields; raises BadLine where there are others, or one is missing."""
    shape = KINDS[kind]
    for name in names:
        if name not in shape.fields:
            raise BadLine(f"there is no field {say(name)} in a {kind}")
    for name in shape.needed:
        if name not in names:
            raise BadLine(f"{name} is missing")
    return [(name, check) for name in names if (check := shape.fields[name]) is not None]


def _object(text: str) -> dict[str, Any]:
    try:
        value, end = _decode(text)
    except json.JSONDecodeError as fault:
        raise BadLine(f"not JSON: {fault.msg.lower()}, at character {fault.pos + 1}") from fault
    except (ValueError, RecursionError) as fault:
        raise BadLine("not JSON that can be read: a number of too many digits, or too deep") from fault
    if end != len(text):
        raise BadLine(f"not JSON: something follows, at character {end + 1}")
    if type(value) is not dict:
        raise BadLine('not an object, which looks like {"kind": …}')
    if "\\u" in text:
        _refuse_unwritable(value)
    return value


def _refuse_unwritable(value: Any) -> None:
    # Only escapes can bring these in.
    said = json.dumps(value, ensure_ascii=False)
    if "\\u0000" in said.replace("\\\\", ""):
        raise BadLine("a text holds a NUL character")
    if any("\ud800" <= letter <= "\udfff" for letter in said):
        raise BadLine("a text holds half a character (a lone surrogate)")


def _prepare_person(given: dict[str, Any]) -> None:
    # An export says both the circle that holds and the one that was chosen.
    if "circle_chosen" in given:
        given["circle"] = given.pop("circle_chosen")
    if "rung_since" in given and given["rung_since"] is None:
        given["rung_since"] = NEVER
    if given.get("name") is None:
        given["name"] = given.get("person")
    if given.get("archived") is True and given.get("archived_on") is None:
        raise BadLine("archived_on is missing: since when somebody is archived")


def _prepare_touchpoint(given: dict[str, Any]) -> None:
    if "person" in given:
        if "people" in given:
            raise BadLine("person and people say the same; give one of them")
        given["people"] = [given.pop("person")]
    _prepare_ask(given)


def _prepare_ask(given: dict[str, Any]) -> None:
    if given.get("at") is None:
        given["at"] = given.pop("on", None)


def _prepare_feedback(given: dict[str, Any]) -> None:
    if given.get("heard_at") is None:
        given["heard_at"] = given.pop("heard_on", None)


_COMMON: Mapping[str, Check] = {"uid": checks.uid, "id": checks.whole(1, checks.HIGHEST_ID), "rows": checks.rows}
_OF_PERSON: Mapping[str, Check] = {**_COMMON, "person": checks.name, "name": derived}
_CHANNEL = one_of(CHANNELS)
_SNOOZE: Mapping[str, Check] = {"id": _COMMON["id"], "on": day, "until": day}
_MOVE: Mapping[str, Check] = {
    "id": _COMMON["id"], "on": day, "from": day, "to": day, "why": verbatim, "late": derived,
}  # fmt: skip
KINDS: Mapping[str, _Kind] = {
    "person": _Kind(
        {
            **_COMMON, "person": checks.name, "name": checks.name, "nickname": text, "organisation": text, "role": text,
            "emails": checks.texts, "phones": checks.texts, "tags": checks.texts, "birthday": checks.birthday,
            "met": text, "zone": checks.zone, "channel": _CHANNEL, "rung": one_of(RUNGS),
            "rung_since": lambda value: value if value == NEVER else day(value), "circle": one_of(CIRCLES),
            "every": checks.every, "notes": verbatim, "added_on": day, "archived_on": day,
            "first_due_on": day, "spread_on": day,
            "every_days": derived, "last_touch_on": derived, "archived": derived,
        },
        ("name",),
        _prepare_person,
    ),
    "rung_move": _Kind(
        {**_OF_PERSON, "from": derived, "to": one_of(RUNGS), "on": day, "why": verbatim, "direction": derived},
        ("person", "to", "on"),
    ),
    "circle_choice": _Kind({**_OF_PERSON, "circle": one_of(CIRCLES), "on": day}, ("person", "on")),
    "touchpoint": _Kind(
        {
            **_COMMON, "people": checks.names, "at": verbatim, "on": day, "zone": checks.zone, "channel": None,
            "direction": checks.unless("both"), "text": checks.unless(""), "felt": checks.on_scale(FELT),
            "energy": checks.on_scale(ENERGY), "minutes": checks.whole(0), "wow": checks.unless(default=False),
            "tags": checks.texts,
        },
        ("people", "at"),
        _prepare_touchpoint,
    ),
    "follow_up": _Kind(
        {
            **_OF_PERSON, "why": text, "made_on": day, "due_on": day, "done_on": day, "closed_by": checks.uid,
            "snoozes": checks.several(("on", "until"), _SNOOZE),
            "state": derived, "days_late": derived, "snoozed_until": derived,
        },
        ("person", "due_on"),
    ),
    "promise": _Kind(
        {
            **_OF_PERSON, "what": verbatim, "by": one_of(("mine", "theirs"), "mine"), "made_on": day, "due_on": day,
            "kept_on": day, "extra": verbatim, "released_on": day, "release_why": verbatim,
            "moves": checks.several(("on", "from", "to"), _MOVE),
            "state": derived, "days_late": derived, "broken_once": derived,
        },
        ("person", "what", "due_on"),
    ),
    "ask": _Kind(
        {
            **_OF_PERSON, "text": text, "channel": _CHANNEL, "at": verbatim, "on": day, "zone": checks.zone,
            "answered_by": derived,
        },
        ("person", "at"),
        _prepare_ask,
    ),
    "feedback": _Kind(
        {
            **_OF_PERSON, "feedback_kind": one_of(FEEDBACK_KINDS), "text": verbatim, "score": checks.whole(0, 10),
            "asked": checks.flag, "ask": checks.uid, "zone": checks.zone,
            **{f"{stage}_at": verbatim for stage in STAGES}, **{f"{stage}_on": day for stage in STAGES},
            **{f"{stage}_text": verbatim for stage in STAGES[1:]},
            "stage": derived, "hours_open": derived, "overdue": derived, "next_step": derived,
        },
        ("person", "feedback_kind", "text", "heard_at"),
        _prepare_feedback,
    ),
}  # fmt: skip
