"""Promises as they stood: with their moves and their end, and days that agree."""

import pytest

from custlove.errors import Refused
from custlove.services.restore import promises
from custlove.services.restore.records import Target
from tests.services.restore.conftest import ANNA, Asked, exported

PROMISE = {"what": "the plan", "by": "mine", "made_on": "2026-10-01", "due_on": "2026-10-09"}


def test_it_comes_back_with_its_moves_and_their_numbers(target: Target, asked: Asked) -> None:
    moves = [{"id": 5, "on": "2026-10-02", "from": "2026-10-05", "to": "2026-10-09", "why": "ill"}]
    promises.promise(target.bulk, exported(9), ANNA, {**PROMISE, "moves": moves, "kept_on": "2026-10-12"})
    assert asked("SELECT id, uid, person_id, what, due_on, kept_on FROM promise") == [
        (9, "uid-9", ANNA, "the plan", "2026-10-09", "2026-10-12")
    ]
    assert asked("SELECT id, promise_id, moved_on, from_due, to_due, why FROM promise_move") == [
        (5, 9, "2026-10-02", "2026-10-05", "2026-10-09", "ill")
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"due_on": "2026-09-30"}, "due_on 2026-09-30 lies before made_on 2026-10-01"),
        ({"kept_on": "2026-09-30"}, "kept_on 2026-09-30 lies before made_on 2026-10-01"),
        ({"kept_on": "2026-10-02", "released_on": "2026-10-03"}, "a promise is kept or released, not both"),
    ],
)
def test_days_that_contradict_each_other_are_refused(more: dict[str, str], said: str, target: Target) -> None:
    with pytest.raises(Refused, match=said):
        promises.promise(target.bulk, exported(1), ANNA, {**PROMISE, **more})
