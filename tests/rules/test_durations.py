"""How long something took."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.durations import minutes


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("45", 45), ("0", 0), ("90m", 90), ("90 min", 90), ("1 minute", 1), ("1h", 60), ("2 hours", 120),
        ("1h30", 90), ("1h 5m", 65), ("1.5h", 90), ("0,25 h", 15), ("1:30", 90), (" 1 H ", 60),
    ],
)  # fmt: skip
def test_lengths(words: str, expected: int) -> None:
    assert minutes(words) == expected


@pytest.mark.parametrize("words", ["", "-5", "1.5", "h", "1d", "half an hour", "1:60", "1h30h", "\u0663"])
def test_what_is_no_length_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="Write minutes like"):
        minutes(words)


@given(st.integers(0, 99), st.integers(0, 59))
def test_hours_and_minutes_come_back(hours: int, rest: int) -> None:
    for words in (f"{hours}h{rest}", f"{hours}:{rest:02}", f"{hours * 60 + rest} min"):
        assert minutes(words) == hours * 60 + rest
