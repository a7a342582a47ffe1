"""Placements: in the order of their days, and the first one redated up to the second."""

from datetime import date

import pytest

from custlove.errors import Refused
from custlove.services import placements
from custlove.services.change import Change
from custlove.services.placements import Placement
from tests.services.conftest import CAME


def test_they_stand_in_the_order_of_their_days(with_anna: Change) -> None:
    placements.place(with_anna, 1, "supporter", date(2026, 11, 1), "spoke for me")
    placements.place(with_anna, 1, "client", date(2026, 10, 1))
    assert placements.of(with_anna, 1) == [
        Placement(1, "customer", CAME),
        Placement(3, "client", date(2026, 10, 1)),
        Placement(2, "supporter", date(2026, 11, 1)),
    ]


def test_the_first_is_redated_up_to_the_day_of_the_second(with_anna: Change) -> None:
    placements.place(with_anna, 1, "client", date(2026, 10, 1))
    with pytest.raises(Refused):
        placements.redate_first(with_anna, 1, "Anna", date(2026, 10, 2))
    for on in (date(2026, 10, 1), date(2026, 8, 1)):
        placements.redate_first(with_anna, 1, "Anna", on)
        assert [each.day for each in placements.of(with_anna, 1)] == [on, date(2026, 10, 1)]
