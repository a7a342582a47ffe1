from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import spread

TODAY = date(2026, 11, 22)


def test_a_hundred_who_are_due_together_are_due_over_the_days() -> None:
    due = date(2026, 12, 22)
    found = spread.staggered([due] * 120, TODAY, 60)
    assert found[:3] == [due, due, due + timedelta(days=1)]
    assert found[-1] == due + timedelta(days=59)
    assert {found.count(day) for day in found} == {2}


def test_who_should_have_been_due_is_due_from_tomorrow() -> None:
    assert spread.staggered([date(2026, 1, 1)] * 2, TODAY, 10) == [date(2026, 11, 23), date(2026, 11, 28)]


def test_nobody() -> None:
    assert spread.staggered([], TODAY, 60) == []


@given(st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), min_size=1).map(sorted), st.integers(1, 400))
def test_nobody_is_due_sooner_and_the_order_stays(dues: list[date], days: int) -> None:
    found = spread.staggered(dues, TODAY, days)
    assert found == sorted(found)
    assert all(new >= max(old, TODAY + timedelta(days=1)) for new, old in zip(found, dues, strict=True))
    first = found[0]
    assert all(new < first + timedelta(days=days) or new == old for new, old in zip(found, dues, strict=True))
