"""What lines may hold: every column of a table, under its own name or another, and nothing unknown."""

import json
from typing import Any

import pytest

from custlove.exchange.jsonl import record_types
from custlove.exchange.jsonl.fields import RECORD_TYPES
from custlove.exchange.jsonl.validators import BadLine
from custlove.schema import columns

# What a line says by other means: a name, the uid of a touchpoint, the length of a list.
_BY_HAND = {
    "person_id": "person", "by_id": "by", "other_id": "other", "touchpoint_id": "touchpoint", "ask_id": "ask",
    "promise_id": "promise", "feedback_id": "feedback", "row_id": "of", "to_rung": "to", "handle": "person",
}  # fmt: skip
_KINDS = {"feedback": "feedback_kind", "fact": "fact_kind", "link": "link_kind", "former_name": "of"}
_TOUCHPOINT: dict[str, Any] = {"kind": "touchpoint", "people": ["anna"], "at": "2026-11-01"}


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_a_line_can_say_every_column(kind: str) -> None:
    record_type = RECORD_TYPES[kind]
    for column in columns.of(record_type.table).values():
        if "derived" in column.marks or column.name.endswith("_key"):
            continue
        called = {"day": "on", "kind": _KINDS.get(kind, "kind"), **_BY_HAND}.get(column.name, column.name)
        called = f"{called[:-4]}_on" if called.endswith("_day") else called
        assert called in record_type.fields, column.name


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("zone", "x", 'zone is "x"; it has to be a time zone like Europe/Berlin'),
        ("channel", "fax", 'channel is "fax"; it has to be one of: in-person, call, video'),
        ("direction", 1, "direction is 1; it has to be one of: in, out, both"),
        ("felt", 6, "felt is 6; "),
        ("minutes", -1, "minutes is -1; it has to be a whole number from 0 up"),
        ("text", 7, "text is 7; it has to be a text"),
        ("mood", "good", 'there is no field "mood" in a touchpoint'),
    ],
)
def test_what_a_column_cannot_hold_is_said(field: str, value: object, reason: str) -> None:
    with pytest.raises(BadLine) as raised:
        record_types.read(json.dumps({**_TOUCHPOINT, field: value}))
    assert str(raised.value).startswith(reason)


def test_defaults_and_empty_texts_say_nothing() -> None:
    line = {**_TOUCHPOINT, "direction": "both", "text": "", "wow": False, "tags": [], "felt": None, "zone": "UTC"}
    assert record_types.read(json.dumps(line)) == (
        "touchpoint",
        {"people": ["anna"], "at": "2026-11-01", "zone": "UTC"},
    )
