"""Moves on the ladder: those of an export as they stand, those written by hand by the rules of a typed move."""

import pytest

from custlove.errors import Refused
from custlove.services.restore import ladder
from custlove.services.restore.ladder import Placing
from custlove.services.restore.origin import Origin
from custlove.services.restore.records import Target
from tests.services.restore.conftest import ANNA, Asked, by_hand, exported

TOXIC = Placing("toxic", "2026-11-01")


def _move(target: Target, origin: Origin, placing: Placing, **fields: object) -> None:
    ladder.rung_move(target.bulk, origin, ANNA, placing, fields, target.guard)


def test_an_exported_move_passes_whatever_the_guard_would_say(target: Target, asked: Asked) -> None:
    _move(target, exported(20), TOXIC, why="x", anyway=True, against="owed")
    assert asked("SELECT id, to_rung, day, why, anyway, against FROM rung_move WHERE id > 1") == [
        (20, "toxic", "2026-11-01", "x", 1, "owed")
    ]
    assert asked("SELECT rung, rung_since FROM person") == [("toxic", "2026-11-01")]


def test_by_hand_a_move_to_where_they_stand_is_refused(target: Target) -> None:
    with pytest.raises(Refused, match="they stand on the rung customer already then"):
        _move(target, by_hand(1), Placing("customer", "2026-10-01"))


def test_by_hand_the_guard_asks_for_a_reason_and_for_patience(target: Target, asked: Asked) -> None:
    with pytest.raises(Refused, match="a move down to toxic has a why"):
        _move(target, by_hand(1), TOXIC)
    with pytest.raises(Refused, match=r"not to toxic yet: .*attempt"):
        _move(target, by_hand(1), TOXIC, why="rude")
    _move(target, by_hand(1), TOXIC, why="rude", anyway=True)
    [(anyway, against)] = asked("SELECT anyway, against FROM rung_move WHERE to_rung = 'toxic'")
    assert anyway == 1
    assert "attempt" in against
