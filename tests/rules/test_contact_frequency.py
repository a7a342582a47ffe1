"""When to ease off: three without an answer, or more than twice the rhythm over three periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import cadence
from custlove.rules.cadence import NO_CADENCE, Cadence
from custlove.rules.contact_frequency import Contact, Ease, ease_off

TODAY = date(2026, 11, 22)
WEEK = Cadence(days=7)


def contacts(*said: tuple[int, str]) -> list[Contact]:
    """Touchpoints so many days ago."""
    return [Contact(TODAY - timedelta(days=ago), direction) for ago, direction in said]


@pytest.mark.parametrize(
    ("said", "unanswered"),
    [
        ([(0, "out"), (1, "out"), (900, "out")], 3),
        ([(0, "out"), (1, "out"), (900, "out"), (901, "both"), (902, "out")], 3),
        ([(0, "out"), (1, "out"), (900, "both"), (901, "out")], None),
        ([(0, "in"), (0, "out"), (0, "out"), (0, "out")], None),
        ([(0, "out"), (0, "out"), (0, "out"), (0, "in")], 3),
        ([], None),
    ],
)
def test_three_in_a_row_without_an_answer(said: list[tuple[int, str]], unanswered: int | None) -> None:
    found = ease_off(contacts(*said), NO_CADENCE, TODAY)
    assert (found and found.unanswered) == unanswered


@pytest.mark.parametrize(
    ("days", "crowded"),
    [
        # Three periods of a week are the last 21 days; seven are more than twice three.
        ([0, 2, 4, 6, 8, 10, 20], 7),
        ([0, 2, 4, 6, 8, 10, 21], None),
        ([0, 2, 4, 6, 8, 10], None),
    ],
)
def test_more_than_twice_the_rhythm(days: list[int], crowded: int | None) -> None:
    answered = [(day, direction) for day in days for direction in ("both", "out")]
    assert ease_off(contacts(*answered), WEEK, TODAY) == (crowded and Ease(0, crowded, TODAY))
    assert ease_off(contacts(*answered), NO_CADENCE, TODAY) is None


def test_months_are_of_the_calendar() -> None:
    # From 31 May three months back is 28 February, which is out of it.
    may = date(2026, 5, 31)
    one = [Contact(may, "both"), *[Contact(may, "out")] * 6]
    monthly = Cadence(months=1)
    assert ease_off([*one, Contact(date(2026, 3, 1), "out")], monthly, may) == Ease(0, 7, may)
    assert ease_off([*one, Contact(date(2026, 2, 28), "out")], monthly, may) is None


rhythms = st.sampled_from([NO_CADENCE, Cadence(days=3), WEEK, Cadence(months=1), cadence.parse("quarter")])
histories = st.lists(
    st.builds(
        Contact,
        st.integers(0, 200).map(lambda ago: TODAY - timedelta(days=ago)),
        st.sampled_from(["in", "out", "both"]),
    ),
    max_size=25,
).map(lambda found: sorted(found, key=lambda each: each.day, reverse=True))


@given(histories, rhythms)
def test_one_more_without_an_answer_never_takes_the_advice_away(history: list[Contact], rhythm: Cadence) -> None:
    before = ease_off(history, rhythm, TODAY)
    after = ease_off([Contact(TODAY, "out"), *history], rhythm, TODAY)
    if before is not None:
        assert after is not None
        assert after.unanswered == before.unanswered + 1


@given(histories, rhythms, st.sampled_from(["in", "both"]))
def test_an_answer_is_an_answer(history: list[Contact], rhythm: Cadence, answer: str) -> None:
    after = ease_off([Contact(TODAY, answer), *history], rhythm, TODAY)
    assert after is None or (after.unanswered == 0 and after.crowded is not None)
    assert ease_off([Contact(TODAY, answer), *history], NO_CADENCE, TODAY) is None


@given(histories, rhythms)
def test_as_counted_by_hand(history: list[Contact], rhythm: Cadence) -> None:
    directions = [each.direction for each in history]
    unanswered = next((at for at, direction in enumerate(directions) if direction != "out"), len(directions))
    start = TODAY - timedelta(days=3 * rhythm.days)
    if rhythm.months:
        start = cadence.add_months(TODAY, -3 * rhythm.months)
    outgoing = sum(each.direction == "out" and each.day > start for each in history) if rhythm else 0
    found = ease_off(history, rhythm, TODAY)
    assert (found is not None) == (unanswered >= 3 or outgoing > 6)
    if found is not None:
        assert (found.unanswered, found.crowded) == (unanswered, outgoing if outgoing > 6 else None)
