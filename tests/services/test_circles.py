"""Circles: the choice of the latest day holds, whichever was written last."""

from datetime import date

import pytest

from custlove.services import circles
from custlove.services.change import Change
from tests.services.conftest import CAME


def _kept(change: Change) -> tuple[str | None, list[tuple[str | None, str]]]:
    (circle,) = change.connection.execute("SELECT circle FROM person").fetchone()
    return circle, change.connection.execute("SELECT circle, day FROM circle_choice ORDER BY id").fetchall()


def test_the_latest_day_holds_and_on_one_day_the_last_word(with_anna: Change) -> None:
    circles.choose(with_anna, 1, "close", date(2026, 11, 10))
    circles.choose(with_anna, 1, "arms-length", date(2026, 11, 9))
    assert _kept(with_anna)[0] == "close"
    circles.choose(with_anna, 1, None, date(2026, 11, 10))
    assert _kept(with_anna)[0] is None


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (date(2026, 8, 31), "2026-08-31"),
        (date(2026, 9, 1), "2026-09-01"),
        (date(2026, 9, 2), "2026-09-01"),
    ],
)
def test_what_was_chosen_when_they_came_holds_from_an_earlier_day(with_anna: Change, on: date, day: str) -> None:
    circles.choose(with_anna, 1, "close", CAME)
    circles.choose(with_anna, 1, "arms-length", date(2026, 10, 1))
    circles.redate_first(with_anna, 1, CAME, on)
    assert _kept(with_anna)[1] == [("close", day), ("arms-length", "2026-10-01")]


def test_what_was_chosen_later_stays_where_it_is(with_anna: Change) -> None:
    circles.choose(with_anna, 1, "close", date(2026, 10, 1))
    circles.redate_first(with_anna, 1, CAME, date(2026, 8, 1))
    assert _kept(with_anna)[1] == [("close", "2026-10-01")]
