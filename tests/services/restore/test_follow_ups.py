"""Follow-ups as they stood: with their snoozes, and closed by a touchpoint that is there."""

from datetime import UTC, datetime

import pytest

from custlove.errors import Refused
from custlove.services.restore import follow_ups, touchpoints
from custlove.services.restore.origin import When
from custlove.services.restore.records import Target
from tests.services.restore.conftest import ANNA, Asked, exported

FOLLOW_UP = {"why": "ask again", "made_on": "2026-10-01", "due_on": "2026-10-09"}
AT = When(datetime(2026, 10, 10, 12, tzinfo=UTC), "2026-10-10", "UTC")


def test_it_comes_back_snoozed_and_closed_by_its_touchpoint(target: Target, asked: Asked) -> None:
    row = {"channel": "call", "direction": "out", "text": "hello", "tags": ["Red", "red"]}
    touchpoints.touchpoint(target.bulk, exported(4), [ANNA], AT, row)
    target.bulk.flush("touchpoint")
    snoozes = [{"id": 3, "on": "2026-10-02", "until": "2026-10-08"}]
    closed = {**FOLLOW_UP, "snoozes": snoozes, "done_on": "2026-10-10", "closed_by": "uid-4"}
    follow_ups.follow_up(target.bulk, exported(8), ANNA, closed)
    assert asked("SELECT id, due_on, done_on, closed_by FROM follow_up") == [(8, "2026-10-09", "2026-10-10", 4)]
    assert asked("SELECT id, follow_up_id, made_on, until FROM follow_up_snooze") == [
        (3, 8, "2026-10-02", "2026-10-08")
    ]
    # Folded, each once.
    assert asked("SELECT tag FROM touchpoint_tag") == [("red",)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"done_on": "2026-10-10", "closed_by": "none"}, "closed_by is the uid of a touchpoint"),
        ({"done_on": "2026-09-30"}, "done_on 2026-09-30 lies before made_on 2026-10-01"),
        ({"snoozes": [{"on": "2026-10-05", "until": "2026-10-05"}]}, "a snooze on 2026-10-05 cannot last"),
    ],
)
def test_what_contradicts_is_refused(more: dict[str, object], said: str, target: Target) -> None:
    with pytest.raises(Refused, match=said):
        follow_ups.follow_up(target.bulk, exported(1), ANNA, {**FOLLOW_UP, **more})
