"""What one comes back to: one each, done once, put off to a day ahead."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from custlove.errors import Ambiguous, CustloveError, NotFound, Refused
from custlove.reports.lists.follow_ups import FollowUp
from custlove.rules.follow_ups import Snooze
from custlove.services import follow_ups, people, touchpoints
from custlove.services.change import Change
from custlove.services.follow_ups import AddFollowUps, FinishFollowUp, SnoozeFollowUp
from tests.services.conftest import CAME, TODAY, moment

MADE = date(2026, 11, 10)
DUE = date(2026, 11, 20)
A_DAY = timedelta(days=1)


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
    assert fault.value.message == "Follow-up f1 was done on 2026-11-22 already."
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
            "Follow-up f1 was made only on 2026-11-10.",
        ),
        (follow_ups.done, FinishFollowUp(["7"], TODAY), NotFound, "There is no follow-up f7."),
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
    assert fault.value.message == "That may be f1 (ask how the move went), f2 (send the offer)."
    # A whole word comes before a part of one.
    follow_ups.add(waiting, AddFollowUps(["anna"], "offers of others", MADE, DUE))
    assert follow_ups.done(waiting, FinishFollowUp(["anna", "offer"], TODAY)).id == 2


def _kept(change: Change) -> tuple[str | None, int | None]:
    found: tuple[str | None, int | None] = change.connection.execute(
        "SELECT done_on, closed_by FROM follow_up WHERE id = 1"
    ).fetchone()
    return found


def test_it_is_due_on_the_day_it_was_made_at_the_earliest(with_anna: Change) -> None:
    with pytest.raises(Refused):
        follow_ups.add(with_anna, AddFollowUps(["anna"], "call", MADE, MADE - A_DAY))
    added = follow_ups.add(with_anna, AddFollowUps(["anna", "Bela"], "call", MADE, MADE, new=True))
    assert [(each.person, each.due_on) for each in added.follow_ups] == [("anna", MADE), ("bela", MADE)]
    assert [each.added for each in added.people] == [False, True]


@pytest.mark.parametrize(
    "settle",
    [
        lambda change, on: follow_ups.done(change, FinishFollowUp(["1"], on)),
        lambda change, on: follow_ups.snooze(change, SnoozeFollowUp(["1"], on, TODAY)),
    ],
    ids=["done", "snooze"],
)
def test_it_is_settled_once_from_the_day_it_was_made(
    waiting: Change, settle: Callable[[Change, date], FollowUp]
) -> None:
    with pytest.raises(Refused):
        settle(waiting, MADE - A_DAY)
    settle(waiting, MADE)
    if _kept(waiting)[0] is None:
        follow_ups.done(waiting, FinishFollowUp(["1"], MADE))
    with pytest.raises(Refused):
        settle(waiting, TODAY)


def test_it_is_put_off_to_a_later_day(waiting: Change) -> None:
    with pytest.raises(Refused):
        follow_ups.snooze(waiting, SnoozeFollowUp(["1"], DUE, DUE))
    snoozed = follow_ups.snooze(waiting, SnoozeFollowUp(["1"], TODAY, TODAY + A_DAY))
    assert (snoozed.state, snoozed.snoozed_until) == ("snoozed", TODAY + A_DAY)


@pytest.mark.parametrize(
    ("made", "due", "snooze", "closed"),
    [
        (MADE, DUE, None, True),
        (MADE, DUE + A_DAY, None, False),
        (DUE, DUE, None, True),
        # Put off to that day it is due again; put off past it, or only afterwards, is another matter.
        (MADE, MADE, (MADE, DUE), True),
        (MADE, MADE, (MADE, DUE + A_DAY), False),
        (MADE, MADE, (DUE, DUE + A_DAY), False),
        (MADE, MADE, (DUE + A_DAY, TODAY), True),
    ],
)
def test_a_touchpoint_closes_what_is_due_by_its_day(
    with_anna: Change, made: date, due: date, snooze: tuple[date, date] | None, *, closed: bool
) -> None:
    people.add(with_anna, people.AddPerson("Bela", CAME))
    follow_ups.add(with_anna, AddFollowUps(["anna"], "call", made, due))
    if snooze:
        follow_ups.snooze(with_anna, SnoozeFollowUp(["1"], *snooze))
    touchpoints.write(with_anna, touchpoints.NewTouchpoint([2], moment(DUE)))
    logged = touchpoints.write(with_anna, touchpoints.NewTouchpoint([1], moment(DUE)))
    assert logged.closed == ((1,) if closed else ())
    assert _kept(with_anna) == ((DUE.isoformat(), logged.id) if closed else (None, None))


def test_what_was_made_later_is_not_closed(waiting: Change) -> None:
    touchpoints.write(waiting, touchpoints.NewTouchpoint([1], moment(DUE), keep_follow_ups=True))
    assert follow_ups.close_due(waiting, [1], MADE - A_DAY, 1) == ()
    follow_ups.add(waiting, AddFollowUps(["anna"], "now", DUE, DUE))
    assert follow_ups.close_due(waiting, [1], DUE, 1) == (1, 2)


@pytest.mark.parametrize(
    ("people", "on", "kept"),
    [
        ([1, 2], TODAY, TODAY),
        ([1], DUE, DUE),
        ([1], DUE - A_DAY, None),
        ([2], DUE, None),
    ],
)
def test_a_corrected_touchpoint_has_closed_what_it_can_still_have(
    waiting: Change, people: list[int], on: date, kept: date | None
) -> None:
    number = touchpoints.write(waiting, touchpoints.NewTouchpoint([1], moment(DUE + A_DAY))).id
    assert follow_ups.redate_closed_by(waiting, number, people, on) == (() if kept else (1,))
    assert _kept(waiting) == ((kept.isoformat(), number) if kept else (None, None))


def test_nor_what_was_made_or_put_off_since(with_anna: Change) -> None:
    follow_ups.add(with_anna, AddFollowUps(["anna"], "made then", DUE, DUE))
    follow_ups.add(with_anna, AddFollowUps(["anna"], "put off", MADE, MADE))
    follow_ups.snooze(with_anna, SnoozeFollowUp(["2"], MADE, DUE))
    number = touchpoints.write(with_anna, touchpoints.NewTouchpoint([1], moment(DUE))).id
    assert follow_ups.redate_closed_by(with_anna, number, [1], DUE - A_DAY) == (1, 2)
    assert _kept(with_anna) == (None, None)


def test_what_a_touchpoint_closed_is_open_again(waiting: Change) -> None:
    number = touchpoints.write(waiting, touchpoints.NewTouchpoint([1], moment(DUE))).id
    assert follow_ups.reopen_closed_by(waiting, number + 1) == ()
    assert follow_ups.reopen_closed_by(waiting, number) == (1,)
    assert _kept(waiting) == (None, None)


def test_it_is_not_put_off_to_a_day_before_it_is_due(with_anna: Change) -> None:
    follow_ups.add(with_anna, AddFollowUps(["anna"], "the move", MADE, DUE))
    with pytest.raises(Refused, match="is due only on 2026-11-20") as refused:
        follow_ups.snooze(with_anna, SnoozeFollowUp(["1"], MADE, DUE - A_DAY))
    assert refused.value.hint == "To come back to it sooner: custlove followup edit 1 --by 2026-11-19"
    assert follow_ups.snooze(with_anna, SnoozeFollowUp(["1"], MADE, DUE + A_DAY)).snoozed_until == DUE + A_DAY


def test_it_is_corrected_done_or_not_but_never_made_after_it_was_done(with_anna: Change) -> None:
    follow_ups.add(with_anna, AddFollowUps(["anna"], "the move", MADE, DUE))
    follow_ups.done(with_anna, FinishFollowUp(["1"], DUE))
    edits = follow_ups.FollowUpEdits(why="the new studio", made_on=DUE, due_on=DUE + A_DAY)
    edited = follow_ups.edit(with_anna, ["anna", "move"], edits)
    assert (edited.why, edited.made_on, edited.due_on, edited.state) == ("the new studio", DUE, DUE + A_DAY, "done")
    for wrong in (follow_ups.FollowUpEdits(made_on=DUE + A_DAY), follow_ups.FollowUpEdits(due_on=DUE - A_DAY)):
        with pytest.raises(Refused):
            follow_ups.edit(with_anna, ["1"], wrong)
