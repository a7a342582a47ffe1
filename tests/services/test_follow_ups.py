"""What one comes back to: one each, done once, put off to a day ahead."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from custlove.errors import Ambiguous, CustloveError, NotFound, Refused
from custlove.reports.lists.follow_ups import FollowUp
from custlove.rules.follow_ups import Snooze
from custlove.services import follow_ups
from custlove.services.change import Change
from custlove.services.follow_ups import AddFollowUps, FinishFollowUp, SnoozeFollowUp

TODAY = date(2026, 11, 22)
MADE = date(2026, 11, 10)
DUE = date(2026, 11, 20)


@pytest.fixture
def waiting(with_anna: Change) -> Change:
    """The change in which Anna has a follow-up that is two days late."""
    follow_ups.add(with_anna, AddFollowUps(["anna"], "ask how the move went", MADE, DUE))
    return with_anna


def test_one_is_made_with_each(with_anna: Change) -> None:
    added = follow_ups.add(with_anna, AddFollowUps(["anna,Bela"], "", MADE, TODAY, new=True))
    assert added.follow_ups == (
        FollowUp(1, "anna", "Anna Karenina", "", TODAY, "due", 0, None, MADE, None),
        FollowUp(2, "bela", "Bela", "", TODAY, "due", 0, None, MADE, None),
    )
    assert [(person.handle, person.added) for person in added.people] == [("anna", False), ("bela", True)]


def test_it_is_done_by_a_word_of_it_and_only_once(waiting: Change) -> None:
    done = follow_ups.done(waiting, FinishFollowUp(["anna", "MOVE"], TODAY))
    assert (done.state, done.done_on, done.days_late) == ("done", TODAY, 2)
    with pytest.raises(Refused) as fault:
        follow_ups.done(waiting, FinishFollowUp(["#1"], TODAY))
    assert fault.value.message == "Follow-up #1 was done on 2026-11-22 already."
    assert fault.value.hint == "To come back to it: custlove followup add"


def test_it_is_put_off_and_comes_again(waiting: Change) -> None:
    until = date(2026, 11, 30)
    put_off = follow_ups.snooze(waiting, SnoozeFollowUp(["1"], TODAY, until))
    assert (put_off.state, put_off.snoozed_until, put_off.snoozes) == ("snoozed", until, (Snooze(TODAY, until),))
    # Put off again, for a shorter time: what was said last holds.
    again = follow_ups.snooze(waiting, SnoozeFollowUp(["1"], TODAY, date(2026, 11, 23)))
    assert again.snoozed_until == date(2026, 11, 23)
    assert follow_ups.close_due(waiting, [1], TODAY, 1) == ()


@pytest.mark.parametrize(
    ("verb", "asked", "kind", "sentence"),
    [
        (
            follow_ups.add,
            AddFollowUps(["anna"], "", TODAY, DUE),
            Refused,
            "A follow-up made on 2026-11-22 cannot be due on 2026-11-20, before it.",
        ),
        (
            follow_ups.snooze,
            SnoozeFollowUp(["1"], TODAY, TODAY),
            Refused,
            "A snooze on 2026-11-22 cannot last until 2026-11-22.",
        ),
        (
            follow_ups.done,
            FinishFollowUp(["1"], date(2026, 11, 9)),
            Refused,
            "Follow-up #1 was made only on 2026-11-10.",
        ),
        (follow_ups.done, FinishFollowUp(["7"], TODAY), NotFound, "There is no follow-up #7."),
        (follow_ups.add, AddFollowUps(["bela"], "", MADE, DUE), NotFound, 'There is nobody called "bela" here.'),
    ],
)
def test_what_is_refused(
    waiting: Change, verb: Callable[[Change, Any], object], asked: Any, kind: type[CustloveError], sentence: str
) -> None:
    with pytest.raises(kind) as fault:
        verb(waiting, asked)
    assert fault.value.message == sentence


def test_which_is_meant_is_asked_where_it_is_not_told(waiting: Change) -> None:
    follow_ups.add(waiting, AddFollowUps(["anna"], "send the offer", MADE, DUE))
    with pytest.raises(Ambiguous) as fault:
        follow_ups.done(waiting, FinishFollowUp(["anna"], TODAY))
    assert fault.value.message == "That may be #1 (ask how the move went), #2 (send the offer)."
    # A whole word comes before a part of one.
    follow_ups.add(waiting, AddFollowUps(["anna"], "offers of others", MADE, DUE))
    assert follow_ups.done(waiting, FinishFollowUp(["anna", "offer"], TODAY)).id == 2
