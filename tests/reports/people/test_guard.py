"""What stands against a move down: attempts counted day by day, and what is owed then or now."""

from datetime import date, timedelta

import pytest

from custlove.reports.people import guard
from custlove.rules.guard import Patience
from custlove.schema.vocabulary import Direction
from custlove.services import promises, touchpoints
from custlove.services.change import Change
from custlove.services.touchpoints import TouchpointFields
from tests.services.conftest import CAME, TODAY, moment

ON = date(2026, 11, 10)
ONE = Patience(attempts=1, attempt_days=30)


@pytest.mark.parametrize(
    ("on", "direction", "felt", "counts"),
    [
        (ON, "out", None, True),
        (ON + timedelta(days=1), "out", None, False),
        (ON - timedelta(days=29), "out", None, True),
        (ON - timedelta(days=30), "out", None, False),
        # What came from them is no attempt; a talk is one, unless it left them hurt or upset.
        (ON, "in", None, False),
        (ON, "both", None, True),
        (ON, "both", 3, True),
        (ON, "both", 2, False),
        (ON, "out", 1, True),
    ],
)
def test_what_counts_as_an_attempt(
    with_anna: Change, on: date, direction: Direction, felt: int | None, *, counts: bool
) -> None:
    fields = TouchpointFields(direction=direction, felt=felt)
    touchpoints.write(with_anna, touchpoints.NewTouchpoint([1], moment(on), fields))
    against = guard.against(with_anna.connection, 1, ON, TODAY, ONE)
    assert against == ([] if counts else ["no attempt of 1 to reach them in 30 days"])


def test_what_is_owed_then_or_now_is_named_once(with_anna: Change) -> None:
    due = (ON - timedelta(days=1), ON, ON - timedelta(days=2), TODAY)
    for number, day in enumerate(due, 1):
        promises.add(with_anna, promises.AddPromise("anna", f"p{number}", CAME, day))
    # It was broken then, and is kept by now.
    promises.keep(with_anna, promises.KeepPromise(["3"], TODAY))
    against = guard.against(with_anna.connection, 1, ON, TODAY, Patience(0, 30))
    assert against == [
        "broken promise #3 due 2026-11-08: p3",
        "broken promise #1 due 2026-11-09: p1",
        "broken promise #2 due 2026-11-10: p2",
    ]
