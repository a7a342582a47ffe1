"""What the lines of each record type may hold (docs/format.md says the same in words).

A field that is a column of its table is checked by what schema/ says of the column; who a line is about, its parts, its
references and its moments are said here.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from custlove.exchange.jsonl import validators
from custlove.exchange.jsonl.validators import BadLine, Check, day, derived, text, verbatim
from custlove.rules import feedback, mistakes
from custlove.schema import columns
from custlove.schema.columns import Column
from custlove.schema.vocabulary import ENERGY, FELT, RUNGS
from custlove.services.restore.named_people import NEVER

# What the rows are that records from elsewhere became.
_IMPORTED = (
    "person", "touchpoint", "follow_up", "promise", "fact", "special_day", "introduction", "link", "ask", "feedback",
    "mistake", "ritual", "purchase",
)  # fmt: skip
# Columns that are not said as such: what tells a row apart, or is worked out.
_UNSAID = ("id", "uid", "handle", "row_id", "name_key", "nickname_key", "organisation_key")


class RecordType(NamedTuple):
    """The fields of a record type, those that have to be there, and what is put straight before they are checked.

    `table` is where its things are kept.
    """

    table: str
    fields: Mapping[str, Check]
    required: tuple[str, ...]
    prepare: Callable[[dict[str, Any]], None] | None = None


def _columns(table: str, **renamed: str) -> dict[str, Check]:
    """The checks of a table's columns, by the names of their fields."""
    return {
        renamed.get(column.name, column.name): _check(column)
        for column in columns.of(table).values()
        if column.name not in _UNSAID and not column.reference and "derived" not in column.marks
    }


def _check(column: Column) -> Check:
    """The check of a column; a default says nothing."""
    if column.choices:
        return validators.one_of(column.choices, column.default)
    return _OF_NAME.get(column.name) or _OF_KIND[column.kind](column)


def _number(column: Column) -> Check:
    return validators.whole(column.least or 0, validators.MOST if column.most is None else column.most)


def _text(column: Column) -> Check:
    if column.shortest:
        return validators.words
    return text if column.default == "" or "cleared" in column.marks else verbatim


_OF_NAME: Mapping[str, Check] = {
    "felt": validators.on_scale(FELT), "energy": validators.on_scale(ENERGY), "zone": validators.zone,
}  # fmt: skip
_OF_KIND: Mapping[str, Callable[[Column], Check]] = {
    "str": _text,
    "int": _number,
    "bool": lambda column: validators.flag if column.default is None else validators.unless(default=column.default),
    "date": lambda _: day,
    "datetime": lambda _: verbatim,
}


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


def _prepare_mistake(given: dict[str, Any]) -> None:
    for stage in mistakes.STAGES[1:]:
        if given.get(f"{stage}_on") is None and given.get(f"{stage}_text") is not None:
            raise BadLine(f"{stage}_on is missing")


_ID: Mapping[str, Check] = {"id": validators.whole(1, validators.HIGHEST_ID)}
_COMMON: Mapping[str, Check] = {"uid": validators.uid, **_ID, "rows": validators.rows}
_OF_PERSON: Mapping[str, Check] = {**_COMMON, "person": validators.name, "name": derived}
_SNOOZE: Mapping[str, Check] = {**_ID, **_columns("follow_up_snooze", made_on="on")}
_MOVE: Mapping[str, Check] = {
    **_ID, **_columns("promise_move", moved_on="on", from_due="from", to_due="to"), "late": derived,
}  # fmt: skip
_SAID_BACK: Mapping[str, Check] = {**_ID, **_columns("feedback_said_back", day="on")}
_EVENT: Mapping[str, Check] = {**_ID, **_columns("ritual_event", day="on"), "touchpoint": validators.uid}
_INTENTION: Mapping[str, Check] = {**_ID, "uid": validators.uid, **_columns("intention")}
_STAGE_DAYS = {f"{stage}_day": f"{stage}_on" for stage in (*feedback.STAGES, "let_go")}
# In the order in which an export has them.
RECORD_TYPES: Mapping[str, RecordType] = {
    "person": RecordType(
        "person",
        {
            **_COMMON, **_columns("person"), "person": validators.name, "name": validators.name,
            "emails": validators.texts, "phones": validators.texts, "tags": validators.texts,
            "birthday": validators.birthday, "every": validators.every, "notes": verbatim,
            "rung": validators.one_of(RUNGS), "rung_since": lambda value: value if value == NEVER else day(value),
            "every_days": derived, "last_touch_on": derived, "last_contact_on": derived, "last_from_them_on": derived,
            "archived": derived,
        },
        ("name",),
        _prepare_person,
    ),
    "rung_move": RecordType(
        "rung_move",
        {**_OF_PERSON, **_columns("rung_move", to_rung="to", day="on"), "from": derived, "direction": derived},
        ("person", "to", "on"),
    ),
    "circle_choice": RecordType(
        "circle_choice", {**_OF_PERSON, **_columns("circle_choice", day="on")}, ("person", "on")
    ),
    "rung_stay": RecordType("rung_stay", {**_OF_PERSON, **_columns("rung_stay", day="on")}, ("person", "on", "why")),
    "let_be": RecordType("let_be", {**_OF_PERSON, **_columns("let_be")}, ("person", "made_on", "until")),
    "former_name": RecordType(
        "former_name",
        {**_OF_PERSON, **_columns("former_name", kind="of"), "key": derived},
        ("person", "of", "value", "until"),
    ),
    "membership": RecordType("membership", {**_OF_PERSON, **_columns("membership")}, ("person", "organisation")),
    "absence": RecordType("absence", {**_OF_PERSON, **_columns("absence")}, ("person", "archived_on", "restored_on")),
    "touchpoint": RecordType(
        "touchpoint",
        {**_COMMON, **_columns("touchpoint", day="on"), "people": validators.names, "tags": validators.texts},
        ("people", "at"),
        _prepare_touchpoint,
    ),
    "follow_up": RecordType(
        "follow_up",
        {
            **_OF_PERSON, **_columns("follow_up"), "closed_by": validators.uid,
            "snoozes": validators.several(("on", "until"), _SNOOZE),
            "state": derived, "days_late": derived, "snoozed_until": derived,
        },
        ("person", "due_on"),
    ),
    "promise": RecordType(
        "promise",
        {
            **_OF_PERSON, **_columns("promise"), "moves": validators.several(("on", "from", "to"), _MOVE),
            "state": derived, "days_late": derived, "broken_once": derived,
        },
        ("person", "what", "due_on"),
    ),
    "ask": RecordType(
        "ask", {**_OF_PERSON, **_columns("ask", day="on"), "answered_by": derived}, ("person", "at"), _prepare_ask
    ),
    "feedback": RecordType(
        "feedback",
        {
            **_OF_PERSON,
            **_columns("feedback", kind="feedback_kind", **_STAGE_DAYS),
            "ask": validators.uid, "thanked_touchpoint": validators.uid,
            "said_back": validators.several(("at",), _SAID_BACK),
            "stage": derived, "hours_open": derived, "overdue": derived, "next_step": derived,
        },
        ("person", "feedback_kind", "text", "heard_at"),
        _prepare_feedback,
    ),
    "fact": RecordType(
        "fact",
        {
            **_OF_PERSON, **_columns("fact", kind="fact_kind", day="on"), "touchpoint": validators.uid,
            "supersedes": validators.uid, "superseded_by": derived,
        },
        ("person", "fact_kind", "text"),
    ),
    "day": RecordType(
        "special_day",
        {
            **_OF_PERSON, **_columns("special_day", day="on"), "on": validators.birthday,
            "in_days": derived, "turns": derived,
        },
        ("person", "what", "on"),
    ),
    "mistake": RecordType(
        "mistake",
        {
            **_OF_PERSON, **_columns("mistake"), "promise": validators.uid, "feedback": validators.uid,
            "followed_up_touchpoint": validators.uid, "stage": derived, "next_step": derived,
        },
        ("person", "what"),
        _prepare_mistake,
    ),
    "ritual": RecordType(
        "ritual",
        {
            **_OF_PERSON, **_columns("ritual"), "events": validators.several(("kind", "on"), _EVENT),
            "next_on": derived, "last_kept_on": derived, "missed": derived,
        },
        ("person", "what", "rule"),
    ),
    "purchase": RecordType(
        "purchase",
        {**_OF_PERSON, **_columns("purchase", day="on"), "amount": verbatim, "currency": validators.currency},
        ("person", "amount", "currency"),
    ),
    "introduction": RecordType(
        "introduction",
        {**_OF_PERSON, **_columns("introduction", day="on"), "by": validators.name, "by_name": derived},
        ("by", "person"),
    ),
    "link": RecordType(
        "link",
        {**_OF_PERSON, **_columns("link", kind="link_kind", day="on"), "other": validators.name, "other_name": derived},
        ("person", "other", "link_kind"),
    ),
    "review": RecordType(
        "review",
        {**_COMMON, **_columns("review", day="on"), "intentions": validators.several(("text",), _INTENTION)},
        ("on", "since"),
    ),
    "imported": RecordType(
        "imported",
        {**_ID, **_columns("imported"), "noun": validators.one_of(_IMPORTED), "of": validators.uid},
        ("source", "key", "noun"),
    ),
    "inbox": RecordType(
        "inbox",
        {**_COMMON, **_columns("inbox", day="on")},
        ("source", "key", "on", "who", "what", "data", "seen_on"),
    ),
}  # fmt: skip
