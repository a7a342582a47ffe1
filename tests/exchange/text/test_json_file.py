"""JSON files, whole and damaged, and logs of a value a line."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.errors import BadInput
from custlove.exchange.text import json_file

Values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
Objects = st.lists(st.dictionaries(st.text(max_size=5), Values, max_size=3), max_size=5)


def read(text: str | bytes) -> list[Any]:
    data = text if isinstance(text, bytes) else text.encode()
    return json_file.values(io.BytesIO(data), "a.json", lambda _: None, "Made by hand.")


def refused(text: str | bytes) -> tuple[str, str]:
    with pytest.raises(BadInput) as fault:
        read(text)
    return fault.value.message, fault.value.hint


@settings(max_examples=60, deadline=None)
@given(Objects, st.sampled_from([None, 0, 2]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_values_are_read_as_json_reads_them(values: list[Any], indent: int | None, encoding: str) -> None:
    text = json.dumps(values, indent=indent)
    assert read(text.encode(encoding)) == [json_file.mended(values)]
    assert read("\n".join(json.dumps(value) for value in values).encode(encoding)) == json_file.mended(values)
    assert json.loads(json_file.text_of(values)) == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("[]", [[]]),
        ('{"a":1}\n{"b":2},\n{"c":3}{"d":[]}\n\0\x1a', [{"a": 1}, {"b": 2}, {"c": 3}, {"d": []}]),
        ('[{"a":"\\u0000\\ud800"}]', [[{"a": "\ufffd\ufffd"}]]),
        (b'[{"a":"\xe4"}]', [[{"a": "ä"}]]),
        (json.dumps({"x": "A" * 3_000_000}), [{"x": "A" * 3_000_000}]),
    ],
    ids=range(6),
)
def test_what_is_read(text: str | bytes, found: list[Any]) -> None:
    assert read(text) == found


HINT = "Nothing was imported. Export it again, or mend it there."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[\n{"a":1},\n{"b":oops}]', "a.json is not valid JSON: expecting value in line 3, column 6."),
        ('[{"a":"x\n"}]', "a.json is not valid JSON: invalid control character in line 1, column 9."),
        ('[{"a":1},{"b":"tr', "a.json is not valid JSON: unterminated string in line 1, column 15."),
        ('{"a":1}\nnone', "a.json is not valid JSON: expecting value in line 2, column 1."),
        ("[" * 101 + "]" * 101, "a.json is nested deeper than 100 levels."),
        ("[" * 2_000 + "]" * 2_000, "a.json is nested deeper than 100 levels."),
        ('{"a":' * 100_000, "a.json is nested deeper than 100 levels."),
        ("[" + "9" * 5_000 + "]", "a.json holds a number of too many digits."),
    ],
    ids=range(8),
)
def test_what_is_damaged_is_refused_with_the_place(text: str, message: str) -> None:
    assert refused(text) == (message, HINT)


def test_something_else_is_refused_with_the_way_it_is_made() -> None:
    assert refused("BEGIN:VCARD\n") == ("a.json is not a JSON file.", "Made by hand.")


def test_a_file_is_not_read_beyond_the_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "LARGEST", 2 << 20)
    assert read(json.dumps(["x" * (1 << 20)])) == [["x" * (1 << 20)]]
    message, _ = refused(json.dumps(["x" * (2 << 20)]))
    assert message == "a.json is larger than 2 MB."


def test_a_damaged_line_of_a_log_stops_only_itself() -> None:
    deep = "[" * 2_000 + "]" * 2_000
    text = f'\ufeff{{"a":1}}\n\n{{"b":\n{deep}\n[{"9" * 5_000}]\r\n{{"c":"\\u0000"}}'
    unreadable = "not JSON that can be read: a number is too long, or it is too deep"
    assert [each[:2] + each[3:] for each in json_file.lines(io.BytesIO(text.encode()))] == [
        (1, {"a": 1}, ""),
        (3, None, "not JSON: expecting value in column 6"),
        (4, None, unreadable),
        (5, None, unreadable),
        (6, {"c": "\ufffd"}, ""),
    ]
