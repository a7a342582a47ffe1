"""When to ease off: three days without an answer, or more than twice the rhythm over three periods."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import cadence
from custlove.rules.cadence import NO_CADENCE, Cadence
from custlove.rules.contact_frequency import Ease, ease_off, overdone

TODAY = date(2026, 11, 22)
WEEK = Cadence(days=7)


def days(*ago: int) -> list[date]:
    return [TODAY - timedelta(days) for days in ago]


@pytest.mark.parametrize(
    ("reached", "from_them", "unanswered"),
    [
        ([0, 1, 900], [], 3),
        ([0, 1, 900, 902], [901], 3),
        ([0, 1, 901], [900], None),
        # A day on which they came, too, is answered; three of a day are one.
        ([0, 1, 2, 3], [0], None),
        ([0, 1, 2], [2], None),
        ([0, 0, 0], [], None),
        ([], [], None),
    ],
)
def test_three_days_in_a_row_without_an_answer(
    reached: list[int], from_them: list[int], unanswered: int | None
) -> None:
    found = ease_off(days(*reached), days(*from_them), NO_CADENCE, TODAY)
    assert (found and found.unanswered) == unanswered


@pytest.mark.parametrize(
    ("reached", "from_them", "crowded"),
    [
        # Three periods of a week are the last 21 days; seven are more than twice three.
        ([0, 2, 4, 6, 8, 10, 20], [0], 7),
        ([0, 2, 4, 6, 8, 10, 21], [0], None),
        ([0, 2, 4, 6, 8, 10], [0], None),
        ([0, 0, 0, 0, 0, 0, 0], [0], None),
        # A running exchange: they came on at least half as many days.
        ([0, 2, 4, 6, 8, 10, 20], [0, 3, 5], 7),
        ([0, 2, 4, 6, 8, 10, 20], [0, 3, 5, 7], None),
        ([0, 2, 4, 6, 8, 10, 20], [0, 21, 22, 23], 7),
    ],
)
def test_more_than_twice_the_rhythm(reached: list[int], from_them: list[int], crowded: int | None) -> None:
    assert ease_off(days(*reached), days(*from_them), WEEK, TODAY) == (crowded and Ease(0, crowded, TODAY))
    assert ease_off(days(*reached), days(*from_them), NO_CADENCE, TODAY) is None


def test_months_are_of_the_calendar() -> None:
    # From 31 May three months back is 28 February, which is out of it.
    may = date(2026, 5, 31)
    six, monthly = [may - timedelta(day) for day in range(6)], Cadence(months=1)
    assert ease_off([*six, date(2026, 3, 1)], [may], monthly, may) == Ease(0, 7, may)
    assert ease_off([*six, date(2026, 2, 28)], [may], monthly, may) is None


rhythms = st.sampled_from([NO_CADENCE, Cadence(days=3), WEEK, Cadence(months=1), cadence.parse("quarter")])
sets = st.sets(st.integers(0, 200), max_size=25).map(lambda ago: days(*sorted(ago)))


@given(sets, sets, rhythms)
def test_one_more_day_without_an_answer_never_takes_the_advice_away(
    reached: Sequence[date], from_them: Sequence[date], rhythm: Cadence
) -> None:
    before = ease_off(reached, from_them, rhythm, TODAY - timedelta(1))
    after = ease_off(
        [TODAY, *(day for day in reached if day < TODAY)], [d for d in from_them if d < TODAY], rhythm, TODAY
    )
    if before is not None and before.unanswered >= 3 and TODAY not in (*reached, *from_them):
        assert after is not None
        assert after.unanswered == before.unanswered + 1


@given(sets, sets, rhythms)
def test_an_answer_is_an_answer(reached: Sequence[date], from_them: Sequence[date], rhythm: Cadence) -> None:
    after = ease_off(reached, [TODAY, *from_them], rhythm, TODAY)
    assert after is None or (after.unanswered == 0 and after.crowded is not None)
    assert ease_off(reached, [TODAY, *from_them], NO_CADENCE, TODAY) is None


@given(sets, sets, rhythms)
def test_as_counted_by_hand(reached: Sequence[date], from_them: Sequence[date], rhythm: Cadence) -> None:
    unanswered = sum(all(day > theirs for theirs in from_them) for day in reached)
    start = TODAY - timedelta(days=3 * rhythm.days)
    if rhythm.months:
        start = cadence.add_months(TODAY, -3 * rhythm.months)
    mine, theirs = (sum(day > start for day in side) if rhythm else 0 for side in (reached, from_them))
    found = ease_off(reached, from_them, rhythm, TODAY)
    crowded = mine > 6 and theirs < mine / 2
    assert (found is not None) == (unanswered >= 3 or crowded)
    if found is not None:
        assert (found.unanswered, found.crowded, found.last_out) == (
            unanswered,
            mine if crowded else None,
            max(reached),
        )


@pytest.mark.parametrize(
    ("yours", "theirs", "found"),
    [
        (range(4), [29], 4),
        (range(3), [29], None),
        # A running exchange, and what lies before the three periods or after the day.
        (range(4), [2, 29], None),
        (range(5), [2, 29], 5),
        ([-1, 0, 1, 2], [29], None),
        ([1, 2, 3, 30], [29], None),
        ([1, 1, 2, 3], [29], None),
    ],
)
def test_who_left_low_after_more_days_than_the_rhythm_asks_for(
    yours: Iterable[int], theirs: Iterable[int], found: int | None
) -> None:
    first, on = date(2026, 10, 1), date(2026, 10, 30)
    reached, came = ([first + timedelta(days=day) for day in days] for days in (yours, theirs))
    assert overdone(reached, came, Cadence(days=10), on) == found
    assert overdone([on] * 9, [], NO_CADENCE, on) is None
