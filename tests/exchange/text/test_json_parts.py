"""JSON texts part by part, whole and damaged."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.exchange.text.json_parts import Json, clean

Values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def read(text: str | bytes) -> list[Any]:
    data = text if isinstance(text, bytes) else text.encode()
    return [part.fault or part.value for part in Json(io.BytesIO(data)).elements()]


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.text(max_size=5), Values, max_size=3), max_size=5), st.sampled_from([None, 0, 2, 4]))
def test_a_list_is_read_as_json_reads_it(values: list[Any], indent: int | None) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=True)
    assert read(text) == clean(values)
    lines = "\n".join(json.dumps(value) for value in values)
    assert read(lines) == clean(values)


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.text(max_size=5), Values, max_size=3), min_size=1, max_size=4), st.data())
def test_a_damaged_element_stops_only_itself(values: list[Any], data: st.DataObject) -> None:
    lines = [json.dumps(value) for value in values]
    bad = data.draw(st.integers(0, len(lines) - 1))
    # Each object begins with a brace: without its last letter it is never whole.
    lines[bad] = f'{{"x": {lines[bad][:-1]}'
    found = read("[\n" + ",\n".join(lines) + "\n]\n")
    expected = clean(values)
    assert found[:bad] == expected[:bad]
    assert isinstance(found[bad], str)
    assert found[bad + 1 :] == expected[bad + 1 :]


_DEEP = "not JSON that can be read: a number of too many digits, or too deep"
_NOTHING = "not JSON: expecting value"
_OPEN = "not JSON: invalid control character"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("[]", []),
        ('[{"a":1},{"b":oops},{"c":3}]', [{"a": 1}, _NOTHING, {"c": 3}]),
        ('[\n  {\n    "a": "x\n  },\n  {\n    "b": 1\n  }\n]', [_OPEN, {"b": 1}]),
        ('{"a":1}\nnone\n{"b":2}\n}\n{"c":3}{"d":4}', [{"a": 1}, _NOTHING, {"b": 2}, _NOTHING, {"c": 3}, {"d": 4}]),
        ('[\n{"a":"x,"b":["y"]}\n]\n', ["not JSON: expecting ',' delimiter"]),
        ('[{"a":1},{"b":"tr', [{"a": 1}, "the file ends in the middle of it"]),
        ('[{"a":' + "[" * 100_000 + "]" * 100_000 + '},{"b":1}]', [_DEEP, {"b": 1}]),
        ('[{"a":' + "9" * 5000 + '},{"b":1}]', [_DEEP, {"b": 1}]),
        ('[{"a":"' + "x" * (1 << 20) + '\\\\"},{"b":1}]', ["it is longer than 1 MB", {"b": 1}]),
    ],
    ids=range(10),
)
def test_whatever_it_is_is_told(text: str, found: list[Any]) -> None:
    assert read(text) == found


def test_only_what_is_wanted_is_read() -> None:
    photo = "A" * 3_000_000
    text = json.dumps({"version": 1.5, "photo": {"data": photo}, "list": [{"a": "}"}], "more": ["]", {}], "x": photo})
    walked = Json(io.BytesIO(text.encode()))
    assert walked.next() == "{"
    assert walked.first_key() == "version"
    found = []
    for name in walked.members():
        if name == "list":
            found += [part.value for part in walked.elements()]
        elif name == "version":
            found.append(walked.value())
        else:
            walked.skip()
    assert (found, walked.next(), walked.broken) == ([1.5, {"a": "}"}], "", False)


def test_the_line_of_each_is_known_and_what_it_looked_like() -> None:
    parts = list(Json(io.BytesIO(b'[\n{"a":1},\n{"b":x},\n\n{"c":3}]')).elements())
    assert [(part.number, part.line, part.text) for part in parts] == [
        (1, 2, '{"a":1}'),
        (2, 3, '{"b":x}'),
        (3, 5, '{"c":3}'),
    ]


def test_what_no_text_can_hold_is_replaced() -> None:
    assert read(b'[{"a":"\\u0000\\ud800","b":"\xe4"}]') == [{"a": "\ufffd\ufffd", "b": "\xe4"}]
    assert read('\ufeff[{"a":"ä"}]'.encode("utf-16")) == [{"a": "ä"}]
