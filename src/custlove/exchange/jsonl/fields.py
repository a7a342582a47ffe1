"""What a line about a person, or about a contact with one, may hold (docs/format.md says the same in words)."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from custlove.exchange.jsonl import validators
from custlove.exchange.jsonl.validators import BadLine, Check, day, derived, one_of, text, verbatim
from custlove.rules.feedback import STAGES
from custlove.schema.vocabulary import CHANNELS, CIRCLES, ENERGY, FEEDBACK_KINDS, FELT, RUNGS

# In place of the day since when: somebody from a journal who has not been placed on any rung.
NEVER = "never"


class Kind(NamedTuple):
    """A kind's fields, those that have to be there, and what is put straight before they are checked.

    A field without a check is a column of that name, and the class of its table checks it. `table` is where its
    things are kept, where that is not called as the kind is.
    """

    fields: Mapping[str, Check | None]
    needed: tuple[str, ...]
    prepare: Callable[[dict[str, Any]], None] | None = None
    table: str | None = None


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


COMMON: Mapping[str, Check] = {
    "uid": validators.uid,
    "id": validators.whole(1, validators.HIGHEST_ID),
    "rows": validators.rows,
}
OF_PERSON: Mapping[str, Check] = {**COMMON, "person": validators.name, "name": derived}
_CHANNEL = one_of(CHANNELS)
_SNOOZE: Mapping[str, Check] = {"id": COMMON["id"], "on": day, "until": day}
_MOVE: Mapping[str, Check] = {
    "id": COMMON["id"], "on": day, "from": day, "to": day, "why": verbatim, "late": derived,
}  # fmt: skip
_SAID_BACK: Mapping[str, Check] = {"id": COMMON["id"], "at": verbatim, "on": day, "text": verbatim}
KINDS: Mapping[str, Kind] = {
    "person": Kind(
        {
            **COMMON, "person": validators.name, "name": validators.name, "nickname": text, "organisation": text,
            "role": text,
            "emails": validators.texts, "phones": validators.texts, "tags": validators.texts,
            "birthday": validators.birthday,
            "met": text, "zone": validators.zone, "channel": _CHANNEL, "rung": one_of(RUNGS),
            "rung_since": lambda value: value if value == NEVER else day(value), "circle": one_of(CIRCLES),
            "every": validators.every, "notes": verbatim, "added_on": day, "archived_on": day,
            "fit": validators.whole(1, 5), "influence": validators.whole(1, 5), "first_due_on": day, "spread_on": day,
            "every_days": derived, "last_touch_on": derived, "archived": derived,
        },
        ("name",),
        _prepare_person,
    ),
    "rung_move": Kind(
        {
            **OF_PERSON, "from": derived, "to": one_of(RUNGS), "on": day, "why": verbatim,
            "anyway": validators.unless(default=False), "against": verbatim, "direction": derived,
        },
        ("person", "to", "on"),
    ),
    "circle_choice": Kind({**OF_PERSON, "circle": one_of(CIRCLES), "on": day}, ("person", "on")),
    "touchpoint": Kind(
        {
            **COMMON, "people": validators.names, "at": verbatim, "on": day, "zone": validators.zone, "channel": None,
            "direction": validators.unless("both"), "text": validators.unless(""), "felt": validators.on_scale(FELT),
            "energy": validators.on_scale(ENERGY), "minutes": validators.whole(0),
            "wow": validators.unless(default=False),
            "tags": validators.texts,
        },
        ("people", "at"),
        _prepare_touchpoint,
    ),
    "follow_up": Kind(
        {
            **OF_PERSON, "why": text, "made_on": day, "due_on": day, "done_on": day, "closed_by": validators.uid,
            "snoozes": validators.several(("on", "until"), _SNOOZE),
            "state": derived, "days_late": derived, "snoozed_until": derived,
        },
        ("person", "due_on"),
    ),
    "promise": Kind(
        {
            **OF_PERSON, "what": verbatim, "by": one_of(("mine", "theirs"), "mine"), "made_on": day, "due_on": day,
            "kept_on": day, "extra": verbatim, "released_on": day, "release_why": verbatim,
            "moves": validators.several(("on", "from", "to"), _MOVE),
            "state": derived, "days_late": derived, "broken_once": derived,
        },
        ("person", "what", "due_on"),
    ),
    "ask": Kind(
        {
            **OF_PERSON, "text": text, "channel": _CHANNEL, "at": verbatim, "on": day, "zone": validators.zone,
            "answered_by": derived,
        },
        ("person", "at"),
        _prepare_ask,
    ),
    "feedback": Kind(
        {
            **OF_PERSON, "feedback_kind": one_of(FEEDBACK_KINDS), "text": verbatim, "score": validators.whole(0, 10),
            "asked": validators.flag, "ask": validators.uid, "zone": validators.zone,
            **{f"{stage}_at": verbatim for stage in STAGES}, **{f"{stage}_on": day for stage in STAGES},
            **{f"{stage}_text": verbatim for stage in STAGES[1:]},
            "confirmed_agreed": validators.flag, "acted_wanted": verbatim, "thanked_touchpoint": validators.uid,
            "said_back": validators.several(("at",), _SAID_BACK),
            "stage": derived, "hours_open": derived, "overdue": derived, "next_step": derived,
        },
        ("person", "feedback_kind", "text", "heard_at"),
        _prepare_feedback,
    ),
}  # fmt: skip
