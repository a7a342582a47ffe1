"""Whom the last touchpoint left low, by day and by the time of the day."""

from datetime import date

import pytest

from custlove.reports.people import satisfaction
from custlove.services import people, touchpoints
from custlove.services.change import Change
from custlove.services.touchpoints import TouchpointFields
from tests.services.conftest import TODAY, moment

ON = date(2026, 11, 20)


def _left(change: Change, *felt: int | None, on: date = ON) -> None:
    """Touchpoints of a day, hour by hour; the last one is written first."""
    for hour, each in reversed(list(enumerate(felt))):
        touchpoints.write(
            change, touchpoints.NewTouchpoint([1], moment(on, hour), TouchpointFields(text=f"{hour}", felt=each))
        )


def _low(change: Change, today: date = TODAY) -> list[tuple[str, int, float]]:
    return [(each.text, each.felt, each.usual) for each in satisfaction.left_low(change.connection, [1], today)]


@pytest.mark.parametrize(
    ("felt", "found"),
    [
        ((), []),
        ((2,), [("0", 2, 2)]),
        ((3,), []),
        ((5, 3), []),
        ((5, 5, 3), [("2", 3, 5)]),
        ((2, 3), []),
        ((5, 2), [("1", 2, 3.5)]),
        # Where nobody noted how the last one left them, there is nothing to tell.
        ((2, None), []),
        ((1, 5, 5, 5, 5, 5, 3, 3, 3, 3, 3), []),
        ((5, 4, 4, 4, 4, 4, 2, 2, 2, 2, 2), [("10", 2, 3)]),
    ],
)
def test_the_last_of_a_day_by_its_time(with_anna: Change, felt: tuple[int | None, ...], found: list[object]) -> None:
    _left(with_anna, *felt)
    assert _low(with_anna) == found


def test_of_the_last_ten_times(with_anna: Change) -> None:
    # 5, 5, 5, 5, 5, 3, 3, 3, 3, 3: the median is 4, and nine or eleven of them would say 3 or 5.
    _left(with_anna, 3, 3, 5, 5, 5, 5, 5, 3, 3, 3, 3, 2)
    assert _low(with_anna) == [("11", 2, 4)]


def test_up_to_a_day(with_anna: Change) -> None:
    _left(with_anna, 2)
    assert _low(with_anna, date(2026, 11, 19)) == []
    assert _low(with_anna, ON) == [("0", 2, 2)]


def test_in_a_row_only_for_the_last(with_anna: Change) -> None:
    _left(with_anna, 1, 3, 2, None, 1)
    last, before = (
        with_anna.connection.execute("SELECT id FROM touchpoint WHERE text = ?", (text,)).fetchone()[0]
        for text in ("4", "2")
    )
    assert satisfaction.low_in_a_row(with_anna.connection, 1, last, TODAY) == 2
    assert satisfaction.low_in_a_row(with_anna.connection, 1, before, TODAY) == 0


def test_nobody_who_is_archived(with_anna: Change) -> None:
    _left(with_anna, 2)
    people.archive(with_anna, people.ArchivePerson("anna", TODAY))
    assert _low(with_anna) == []
    assert len(_low(with_anna, ON)) == 1
