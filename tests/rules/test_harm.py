"""Bad endings and attempts: in days, next to what you owed, and never by what came later."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import harm
from custlove.rules.harm import Attempts, Ending, Owing, Wrongs
from custlove.rules.promises import PromiseFacts, PromiseMove

D = date(2026, 10, 10)
LATER = date(2026, 12, 1)


def on(days: int) -> date:
    return D + timedelta(days=days)


def test_the_kindest_word_of_a_day_counts() -> None:
    assert harm.endings([(on(1), 2), (D, 1), (on(1), 4), (D, 2)]) == [Ending(D, 2), Ending(on(1), 4)]
    assert harm.endings([]) == []


@pytest.mark.parametrize(
    ("since", "until", "speaks"),
    [
        (-5, -1, True),
        # Settled on that very day: it was owed in the morning.
        (-5, 0, False),
        (-5, 3, False),
        (-5, None, False),
        (0, 0, False),
        (1, None, True),
    ],
)
def test_a_bad_ending_speaks_only_where_nothing_was_owed(since: int, until: int | None, *, speaks: bool) -> None:
    owed = [Owing(on(since), None if until is None else on(until))]
    assert harm.speaks(D, Wrongs(owed), LATER) is speaks


@pytest.mark.parametrize(("noted", "speaks"), [(0, True), (1, False), (7, False), (8, True)])
def test_what_you_note_within_a_week_excuses_it(noted: int, *, speaks: bool) -> None:
    assert harm.speaks(D, Wrongs(noted=[on(noted)]), LATER) is speaks
    # Not before it is noted.
    assert harm.speaks(D, Wrongs(noted=[on(noted)]), on(noted - 1) if noted else D)


@pytest.mark.parametrize(
    ("kept", "released", "moves", "owed"),
    [
        (None, None, (), [Owing(D, None)]),
        (D, None, (), []),
        (on(-2), None, (), []),
        (on(3), None, (), [Owing(D, on(3))]),
        (None, on(3), (), [Owing(D, on(3))]),
        (None, on(-1), (), []),
        # Moved in time, and moved only after its day.
        (on(0), None, (PromiseMove(on(-9), on(-8), D),), []),
        (on(0), None, (PromiseMove(on(-5), on(-8), D),), [Owing(on(-8), on(-5))]),
    ],
)
def test_a_promise_is_owed_from_its_day_on(
    kept: date | None, released: date | None, moves: tuple[PromiseMove, ...], owed: list[Owing]
) -> None:
    assert harm.promise_owed(PromiseFacts(on(-20), D, kept, released, moves)) == owed


def test_a_criticism_is_owed_until_the_thanks_and_no_longer_than_it_may_be_disputed() -> None:
    assert harm.criticism_owed(D, None) == [Owing(D, None)]
    assert harm.criticism_owed(D, on(4)) == [Owing(D, on(4))]
    assert harm.criticism_owed(D, None, [on(2)]) == [Owing(D, on(16))]
    assert harm.criticism_owed(D, on(4), [on(2)]) == [Owing(D, on(4))]
    # Said back again after that, and agreed on at last.
    assert harm.criticism_owed(D, None, [on(30), on(2)]) == [Owing(D, on(16)), Owing(on(30), on(44))]
    assert harm.criticism_owed(D, on(50), [on(2)], on(40)) == [Owing(D, on(16)), Owing(on(40), on(50))]


@pytest.mark.parametrize(("days", "too_long"), [(0, False), (14, False), (15, True)])
def test_a_dispute_counts_for_two_weeks(days: int, *, too_long: bool) -> None:
    assert harm.disputed_too_long(D, on(days)) is too_long
    assert not harm.disputed_too_long(None, on(days))


@pytest.mark.parametrize(
    ("days", "today", "enough"),
    [
        ((0, 7, 14), 21, True),
        # The last one has not had its week.
        ((0, 7, 14), 20, False),
        ((0, 7, 13), 40, False),
        # Three letters in a day, or in a week.
        ((0, 0, 0), 40, False),
        ((0, 14), 40, False),
        ((0, 1, 2, 14), 40, True),
        # Not one before its day.
        ((0, 7, 14), 13, False),
    ],
)
def test_three_attempts_over_two_weeks(days: tuple[int, ...], today: int, *, enough: bool) -> None:
    assert harm.attempts(map(on, days), on(today)).enough(3) is enough


def test_where_one_is_enough_there_is_nothing_between() -> None:
    assert harm.attempts([D], on(7)).enough(1)
    assert not harm.attempts([D], on(7)).enough(2)
    assert Attempts([]).enough(0)


def test_the_last_attempt_is_named_while_it_waits() -> None:
    assert harm.attempts([on(5), D, on(20)], on(10)) == Attempts([D], on(5))
    assert harm.attempts([on(5), D], on(12)) == Attempts([D, on(5)], None)
    assert harm.attempts([on(1)], D) == Attempts([], None)


offsets = st.integers(-40, 40)


@given(st.lists(offsets, max_size=8), offsets, offsets)
def test_attempts_are_as_of_a_day(days: list[int], today: int, later: int) -> None:
    known = harm.attempts([on(each) for each in days if each <= today], on(today))
    assert harm.attempts(map(on, days), on(today)) == known
    assert all(harm.answer_by(each) <= on(today) for each in known.days)
    # What counted once counts as long as it is looked at.
    assert set(known.days) <= set(harm.attempts(map(on, days), on(max(today, later))).days)


@given(st.lists(st.tuples(offsets, st.none() | offsets), max_size=4), st.lists(offsets, max_size=4), offsets, offsets)
def test_what_speaks_against_them_is_as_of_a_day(
    spans: list[tuple[int, int | None]], noted: list[int], day: int, today: int
) -> None:
    today = max(day, today)
    owed = [Owing(on(since), None if until is None else on(until)) for since, until in spans]
    then = Wrongs(
        [
            each._replace(until=None if each.until and each.until > on(today) else each.until)
            for each in owed
            if each.since <= on(today)
        ],
        [on(each) for each in noted if each <= today],
    )
    assert harm.speaks(on(day), Wrongs(owed, list(map(on, noted))), on(today)) is harm.speaks(on(day), then, on(today))
