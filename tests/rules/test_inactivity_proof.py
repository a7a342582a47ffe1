"""Called gone at the ends of past months, and what came of it."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.rules import inactivity_proof
from custlove.rules.inactivity import silence
from custlove.rules.inactivity_proof import Called, Tally

FIRST, TODAY = date(2020, 1, 1), date(2026, 11, 22)
DAYS = st.lists(st.dates(FIRST, date(2027, 3, 1)), max_size=9)


def _ends(today: date) -> list[date]:
    every = (FIRST + timedelta(days=days) for days in range((today - FIRST).days + 1))
    return [day for day in every if (day + timedelta(days=1)).day == 1]


@given(DAYS, st.dates(FIRST, date(2027, 3, 1)))
@settings(max_examples=80, deadline=None)
def test_it_is_what_the_rule_said_at_each_end_of_a_month(days: list[date], today: date) -> None:
    """The first of each silence at which it said so, by what was known then."""
    expected, told_for = [], None
    for end in _ends(today):
        then = silence(days, end)
        if then is not None and then.lapsed and then.last_on != told_for:
            told_for = then.last_on
            again = min((day for day in days if end < day <= today), default=None)
            after = end + timedelta(days=182)
            back = again is not None and again <= after
            expected.append(Called(end, then.last_on, again, False if back else True if after <= today else None))
    assert list(inactivity_proof.called_gone(days, today)) == expected


def test_who_stays_away_for_years_is_one_case_and_another_after_coming_back() -> None:
    days = [date(2020, 1, 10), date(2020, 8, 20), date(2020, 9, 5)]
    assert list(inactivity_proof.called_gone(days, TODAY)) == [
        Called(date(2020, 6, 30), date(2020, 1, 10), date(2020, 8, 20), stayed_away=False),
        # 245 days away + 16 / 3 - 60 for each of log2(3) doublings.
        Called(date(2021, 5, 31), date(2020, 9, 5), None, stayed_away=True),
    ]


def test_the_day_before_they_come_again_still_says_so_and_half_a_year_is_over_on_its_last_day() -> None:
    came, end = date(2020, 1, 10), date(2020, 6, 30)
    (called,) = inactivity_proof.called_gone([came, end + timedelta(days=1)], end + timedelta(days=1))
    assert (called.called_on, called.stayed_away) == (end, False)
    for days, stayed_away in ((181, None), (182, True)):
        (called,) = inactivity_proof.called_gone([came], end + timedelta(days=days))
        assert (called.called_on, called.stayed_away) == (end, stayed_away)
    # Known on the very day.
    assert [each.called_on for each in inactivity_proof.called_gone([came], end)] == [end]


def test_a_rhythm_of_their_own_counts_on_the_last_day_as_well() -> None:
    yearly = [date(year, 1, 31) for year in range(2016, 2021)]
    assert yearly[-1] not in [each.last_on for each in inactivity_proof.called_gone(yearly, date(2020, 6, 30))]


def test_nobody_is_called_gone_before_or_after_the_calendar() -> None:
    assert list(inactivity_proof.called_gone([], TODAY)) == []
    assert list(inactivity_proof.called_gone([date.max - timedelta(days=200)], date.max)) == [
        Called(date(9999, 11, 30), date.max - timedelta(days=200), None, None)
    ]


def test_a_percentage_is_told_of_twenty_cases_and_the_undecided_are_none() -> None:
    def cases(away: int, back: int, undecided: int) -> Tally:
        outcomes = [True] * away + [False] * back + [None] * undecided
        return inactivity_proof.tally(Called(TODAY, TODAY, None, each) for each in outcomes)

    assert cases(15, 4, 7) == (19, 15, 4, 7, None, 1)
    assert cases(15, 5, 0) == (20, 15, 5, 0, 75, 0)
    assert cases(0, 0, 0) == (0, 0, 0, 0, None, 20)
