from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.rules import inactivity
from custlove.rules.inactivity import USUAL_CONTACT_LIMITS, Limits, silence, two_clocks
from custlove.rules.thresholds import SETTABLE

DAYS = st.lists(st.dates(date(2016, 1, 1), date(2026, 12, 31)), min_size=1, max_size=12)
TODAY = date(2026, 11, 22)
# Whatever the settings allow.
LIMITS = st.tuples(*(st.integers(*SETTABLE[f"quiet.{name}"][:2]) for name in Limits._fields)).map(Limits._make)


def _every(gap: int, times: int, away: int) -> list[date]:
    """Days so far apart, the last of them so long ago."""
    return [TODAY - timedelta(days=away + gap * index) for index in range(times)]


@pytest.mark.parametrize(
    ("days", "score", "lapsed"),
    [
        # Once, 150 days ago: 150 + 0 - 60 * 0, and no more than 150.
        (_every(0, 1, 150), 150, False),
        (_every(0, 1, 151), 151, True),
        # Twice, 30 days apart: 200 + 10 - 60 is not, 201 + 10 - 60 is more than 150.
        (_every(30, 2, 200), 150, False),
        (_every(30, 2, 201), 151, True),
        # Four times, 30 days apart: 260 + 10 - 120.
        (_every(30, 4, 260), 150, False),
        (_every(30, 4, 261), 151, True),
        # Eight times, a week apart, today: 0 + 7/3 - 180.
        (_every(7, 8, 0), -177.67, False),
        # Three times, the last pause the longest: 100 + 90/3 - 60 * 1.585.
        ([date(2026, 8, 14), date(2026, 5, 16), date(2026, 5, 6)], 34.9, False),
    ],
)
def test_worked_out_by_hand(days: list[date], score: float, *, lapsed: bool) -> None:
    found = silence(days, TODAY)
    assert found is not None
    assert (found.quiet, found.lapsed) == (score, lapsed)


def test_who_comes_once_a_year_is_late_before_they_are_gone() -> None:
    # 365 days apart, four times: gone from 548 days on, one and a half of their pauses (547.5).
    by_day = {away: silence(_every(365, 4, away), TODAY) for away in (200, 365, 547, 548)}
    assert {away: found.lapsed for away, found in by_day.items() if found} == {
        200: False,
        365: False,
        547: False,
        548: True,
    }
    # Somebody who came every month is gone after the same time away.
    monthly = silence(_every(30, 4, 365), TODAY)
    assert monthly is not None
    assert monthly.lapsed


def test_several_times_on_one_day_are_one_visit() -> None:
    day = date(2026, 1, 5)
    assert silence([day, day, day], TODAY) == silence([day], TODAY)


def test_who_never_came_is_not_judged() -> None:
    assert silence([], TODAY) is None
    assert silence([TODAY + timedelta(days=1)], TODAY) is None


def test_says_what_it_rests_on() -> None:
    found = silence([date(2026, 11, 1), date(2026, 10, 2)], TODAY)
    assert found == (date(2026, 11, 1), 2, 21, -29, 150, 30)


@given(DAYS, st.dates(date(2016, 1, 1), date(2027, 12, 31)))
@settings(max_examples=60)
def test_neither_the_order_nor_what_came_later_counts(days: list[date], today: date) -> None:
    assert silence(reversed(days), today) == silence(sorted(days), today)
    assert silence(days, today) == silence([day for day in days if day <= today], today)


@given(DAYS, st.integers(0, 4000), st.integers(1, 400))
@settings(max_examples=60)
def test_who_stays_away_longer_is_quieter_and_once_gone_stays_gone(days: list[date], away: int, more: int) -> None:
    last = max(days)
    before = silence(days, last + timedelta(days=away))
    after = silence(days, last + timedelta(days=away + more))
    assert before is not None
    assert after is not None
    assert after.quiet == pytest.approx(before.quiet + more, abs=0.011)
    assert after.threshold == before.threshold
    assert after.lapsed >= before.lapsed


@given(DAYS, st.integers(0, 4000))
@settings(max_examples=60)
def test_coming_again_brings_somebody_back_however_long_they_were_away(days: list[date], away: int) -> None:
    again = max(days) + timedelta(days=away)
    found = silence([*days, again], again)
    assert found is not None
    assert found.quiet <= 0
    assert not found.lapsed


@given(DAYS, st.integers(0, 4000), LIMITS)
@settings(max_examples=100)
def test_whatever_is_set_nobody_is_quieter_than_they_have_been_away(
    days: list[date], away: int, limits: Limits
) -> None:
    """So who was there in the last `gone_after_days` need not be looked at."""
    found = silence(days, max(days) + timedelta(days=away), limits)
    assert found is not None
    assert found.quiet <= away
    assert found.threshold >= limits.gone_after_days
    assert not found.lapsed or away > limits.gone_after_days


@given(st.integers(1, 60), st.integers(0, 500), st.integers(1, 30))
@settings(max_examples=60)
def test_who_came_twice_as_often_may_stay_away_two_months_longer(gap: int, away: int, times: int) -> None:
    once, twice = silence(_every(gap, times + 1, away), TODAY), silence(_every(gap, 2 * times + 2, away + 60), TODAY)
    assert once is not None
    assert twice is not None
    assert twice.quiet == pytest.approx(once.quiet, abs=0.011)


def test_the_threshold_is_five_months_where_there_is_no_slower_rhythm() -> None:
    assert inactivity.threshold([]) == inactivity.threshold([30]) == inactivity.threshold([7] * 50) == 150
    # Twice, a year apart: 1.5 * 365 + 60 (not 365/3) - 60.
    assert inactivity.threshold([365]) == 547.5
    # Three times, the usual pause between 300 and 400 days: 1.5 * 350 + 60 - 95.1.
    assert inactivity.threshold([300, 400]) == inactivity.threshold([400, 300]) == 489.9


def test_each_limit_by_hand() -> None:
    days = _every(30, 4, 260)
    for limits, score, threshold in (
        (Limits(gone_after_days=149), 150, 149),
        # 260 + 10 - 30 * 2, and 260 + 8 - 8 * 2.
        (Limits(days_for_doubling=30), 210, 150),
        (Limits(days_for_doubling=8), 252, 150),
        # 260 + 15 - 120.
        (Limits(share_of_pause=2), 155, 150),
        # Ten of their pauses: 300 + 10 - 120.
        (Limits(own_rhythm_percent=1000), 150, 190),
    ):
        found = silence(days, TODAY, limits)
        assert found is not None
        assert (found.quiet, found.threshold) == (score, threshold)
    assert Limits.of({"quiet.share_of_pause": 2, "ladder.attempts": 9}) == Limits(share_of_pause=2)


def test_being_in_touch_has_one_month_for_a_doubling_and_for_the_pause() -> None:
    assert Limits(days_for_doubling=30) == USUAL_CONTACT_LIMITS
    assert Limits.of_contacts({"quiet.contact_days_for_doubling": 7, "quiet.share_of_pause": 2}) == Limits(
        days_for_doubling=7, share_of_pause=2
    )
    # Four times, 120 days apart: 200 + 30 (not 120 / 3) - 60.
    found = silence(_every(120, 4, 200), TODAY, USUAL_CONTACT_LIMITS)
    assert found is not None
    assert found.quiet == 170


def test_four_letters_without_an_answer_do_not_hide_294_days_of_silence() -> None:
    hers = _every(60, 4, 294)
    yours = _every(30, 4, 20)
    found = two_clocks(yours, hers, TODAY)
    assert found is not None
    # All: 20 + 30/3 - 30 * 3. Hers: 294 + 60/3 - 30 * 2. The mean of -60 and 254.
    assert (found.theirs, found.theirs_threshold, found.their_last_on) == (254, 150, TODAY - timedelta(days=294))
    assert (found.both.quiet, found.both.days_away, found.both.times) == (97, 20, 8)
    assert found.gone_by_their_own
    assert not found.both.lapsed


def test_where_nothing_ever_came_their_clock_runs_from_your_first() -> None:
    found = two_clocks(_every(30, 4, 20), [], TODAY)
    assert found is not None
    # Your first, 110 days ago; all: 20 + 10 - 60.
    assert (found.theirs, found.their_last_on, found.gone_by_their_own) == (110, None, False)
    assert found.both.quiet == 40
    assert two_clocks([], [], TODAY) is two_clocks([TODAY + timedelta(days=1)], [], TODAY) is None


def test_one_contact_that_went_both_ways_is_judged_as_by_one_clock() -> None:
    for away in (150, 151):
        found, alone = two_clocks([], _every(0, 1, away), TODAY), silence(_every(0, 1, away), TODAY)
        assert found is not None
        assert found.both == alone
        assert found.both.lapsed is found.gone_by_their_own is (away > 150)


@given(DAYS, DAYS, st.integers(0, 2000), LIMITS)
@settings(max_examples=100)
def test_two_clocks_lie_between_the_one_and_the_other(
    yours: list[date], theirs: list[date], away: int, limits: Limits
) -> None:
    """Nobody is quieter than the mean of the days since the last contact and since theirs: SQL preselects by it."""
    today = max(*yours, *theirs) + timedelta(days=away)
    found, everything = two_clocks(yours, theirs, today, limits), silence([*yours, *theirs], today, limits)
    alone = silence(theirs, today, limits)
    assert found is not None
    assert everything is not None
    assert alone is not None
    low, high = sorted((everything.quiet, alone.quiet))
    assert low - 0.011 <= found.both.quiet <= high + 0.011
    assert found.both.quiet <= (everything.days_away + alone.days_away) / 2 + 0.011
    assert found.both._replace(quiet=0) == everything._replace(quiet=0)


@given(DAYS, DAYS, st.dates(date(2016, 1, 1), date(2027, 12, 31)))
@settings(max_examples=60)
def test_two_clocks_know_nothing_of_what_came_later(yours: list[date], theirs: list[date], today: date) -> None:
    assert two_clocks(yours, theirs, today) == two_clocks(
        [day for day in yours if day <= today], [day for day in theirs if day <= today], today
    )
    # On which of your letters an answer waits is not asked: both are one contact.
    assert two_clocks([*yours, *theirs], theirs, today) == two_clocks(yours, theirs, today)
