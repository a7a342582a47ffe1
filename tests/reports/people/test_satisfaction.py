"""Whom the last touchpoint left low, by day and by the time of the day."""

from collections.abc import Callable
from datetime import date

import pytest

from custlove.reports.people import candidates, satisfaction
from custlove.rules.moments import Moment
from custlove.rules.thresholds import USUAL
from custlove.schema.vocabulary import FeedbackKind
from custlove.services import archiving, feedback, purchases, touchpoints
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
    found = satisfaction.left_low(change.connection, [1], USUAL, today)
    # The verdict of many at once is the same.
    assert satisfaction.who_left_low(change.connection, [1], USUAL, today) == [each.person for each in found]
    return [(each.text, each.felt, each.usual) for each in found]


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
        # One of which nobody noted it changes nothing.
        ((2, None), [("0", 2, 2)]),
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
    archiving.archive(with_anna, archiving.ArchivePerson("anna", TODAY))
    assert _low(with_anna) == []
    assert len(_low(with_anna, ON)) == 1


def test_what_goes_out_from_you_changes_nothing(with_anna: Change) -> None:
    _left(with_anna, 2)
    for felt in (5, None):
        fields = TouchpointFields(text="wrote", direction="out", felt=felt)
        touchpoints.write(with_anna, touchpoints.NewTouchpoint([1], moment(TODAY), fields))
    assert _low(with_anna) == [("0", 2, 2)]


def _bought(change: Change, on: date, amount: str = "10") -> None:
    purchases.add(change, purchases.AddPurchase("anna", on, amount, "EUR", None))


def _said(change: Change, kind: FeedbackKind, at: Moment, score: int | None = None) -> None:
    feedback.hear(change, feedback.HearFeedback("anna", kind, "so it is", at, score))


@pytest.mark.parametrize(
    ("came", "ended"),
    [
        (lambda change: _bought(change, date(2026, 11, 21)), True),
        # Of one day nobody knows which came first.
        (lambda change: _bought(change, ON), False),
        (lambda change: _bought(change, date(2026, 11, 21), "-10"), False),
        (lambda change: _said(change, "praise", moment(ON, 1)), True),
        (lambda change: _said(change, "praise", moment(ON, 0)), False),
        (lambda change: _said(change, "praise", moment(TODAY, 1), 5), False),
        (lambda change: _said(change, "criticism", moment(TODAY, 1)), False),
        (lambda change: _left(change, 3, on=date(2026, 11, 21)), True),
    ],
)
def test_it_ends_with_what_is_kind_after_it(with_anna: Change, came: Callable[[Change], None], ended: bool) -> None:
    _left(with_anna, 2)
    came(with_anna)
    assert _low(with_anna) == ([] if ended else [("0", 2, 2)])
    numbers = candidates.left_low(with_anna.connection, USUAL, TODAY)
    assert numbers == ([] if ended else [1])


def test_after_its_days_it_is_a_note(with_anna: Change) -> None:
    on = date(2026, 9, 23)
    _left(with_anna, 2, on=on)
    assert _low(with_anna) == [("0", 2, 2)]
    shorter = {**USUAL, "leaving.days": 59}
    assert satisfaction.left_low(with_anna.connection, [1], shorter, TODAY) == []
    assert satisfaction.who_left_low(with_anna.connection, [1], shorter, TODAY) == []
    assert candidates.left_low(with_anna.connection, shorter, TODAY) == []
    note = satisfaction.of_person(with_anna.connection, 1, shorter, TODAY)
    assert note is not None
    assert (note.on, note.over, note.allies) == (on, True, ())
