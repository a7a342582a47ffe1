"""With whom to ease off: by day, and nobody to whom something is owed."""

from datetime import date, timedelta

import pytest

from custlove.reports.people import ease_off
from custlove.rules.cadence import Cadence
from custlove.schema.vocabulary import Direction
from custlove.services import promises, touchpoints
from custlove.services.change import Change
from custlove.services.touchpoints import TouchpointFields
from tests.services.conftest import CAME, TODAY, moment

ON = date(2026, 11, 20)


def _contacts(change: Change, *directions: Direction) -> None:
    """Touchpoints, day by day; the last one is written first."""
    for back, direction in enumerate(reversed(directions)):
        fields = TouchpointFields(direction=direction)
        touchpoints.write(change, touchpoints.NewTouchpoint([1], moment(ON - timedelta(back)), fields))


def _unanswered(change: Change, today: date = TODAY) -> int | None:
    never = {"customer": Cadence()}
    found = ease_off.of_person(change.connection, 1, never, today)
    everybody = ease_off.of_people(change.connection, [1], never, today)
    assert everybody == ([found] if found else [])
    return found and found.unanswered


@pytest.mark.parametrize(
    ("directions", "unanswered"),
    [
        (("out", "out"), None),
        (("out", "out", "out"), 3),
        (("in", "out", "out", "out"), 3),
        (("out", "out", "out", "in"), None),
        (("out", "out", "out", "both"), None),
        (("out", "both", "out", "out", "out", "out"), 4),
    ],
)
def test_three_in_a_row_without_an_answer(
    with_anna: Change, directions: tuple[Direction, ...], unanswered: int | None
) -> None:
    _contacts(with_anna, *directions)
    assert _unanswered(with_anna) == unanswered
    assert _unanswered(with_anna, ON) == unanswered
    assert _unanswered(with_anna, ON - timedelta(days=len(directions))) is None


def test_many_of_one_day_are_one(with_anna: Change) -> None:
    for hour in (8, 9, 10, 11):
        fields = TouchpointFields(direction="out")
        touchpoints.write(with_anna, touchpoints.NewTouchpoint([1], moment(ON, hour), fields))
    assert _unanswered(with_anna) is None


def test_to_whom_something_is_owed_it_is_right_to_write(with_anna: Change) -> None:
    _contacts(with_anna, "out", "out", "out")
    promises.add(with_anna, promises.AddPromise("anna", "the offer", CAME, ON))
    assert (_unanswered(with_anna, ON), _unanswered(with_anna)) == (3, None)


def test_the_last_of_a_day_is_so_by_its_time(with_anna: Change) -> None:
    for hour in (9, 8):
        fields = TouchpointFields(direction="out")
        touchpoints.write(with_anna, touchpoints.NewTouchpoint([1], moment(ON, hour), fields))
    # The later one was written first.
    found = [ease_off.is_last(with_anna.connection, 1, number, TODAY) for number in (1, 2)]
    assert found == [True, False]
