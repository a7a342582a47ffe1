"""Promises made, kept, moved, released and corrected: from which day on that goes, and what it comes to."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from custlove.errors import Refused
from custlove.reports.lists.promises import DueDateChange, Promise
from custlove.services import promises
from custlove.services.change import Change
from custlove.services.promises import AddPromise, KeepPromise, MovePromise, PromiseEdits, ReleasePromise
from tests.services.conftest import TODAY

MADE, DUE = date(2026, 10, 1), date(2026, 11, 10)
A_DAY = timedelta(days=1)
SETTLES: dict[str, Callable[[Change, date], Promise]] = {
    "keep": lambda change, on: promises.keep(change, KeepPromise(["1"], on)),
    "move": lambda change, on: promises.move(change, MovePromise(["1"], on, TODAY)),
    "release": lambda change, on: promises.release(change, ReleasePromise(["1"], on)),
}
settles = pytest.mark.parametrize("settle", SETTLES.values(), ids=SETTLES)


@pytest.fixture
def offer(with_anna: Change) -> Change:
    """A promise of 1 October, due on 10 November."""
    promises.add(with_anna, AddPromise("anna", "the offer", MADE, DUE))
    return with_anna


@pytest.fixture
def moved(offer: Change) -> Change:
    """The promise moved late on 12 November to the 15th, and on the 13th to the 20th."""
    for on, to in ((12, 15), (13, 20)):
        promises.move(offer, MovePromise(["1"], date(2026, 11, on), date(2026, 11, to)))
    return offer


def test_it_is_due_on_the_day_it_was_made_at_the_earliest(with_anna: Change) -> None:
    with pytest.raises(Refused):
        promises.add(with_anna, AddPromise("anna", "x", MADE, MADE - A_DAY))
    assert promises.add(with_anna, AddPromise("anna", "x", MADE, MADE)).promise.state == "broken"


@settles
def test_it_is_settled_or_moved_from_the_day_it_was_made(
    offer: Change, settle: Callable[[Change, date], Promise]
) -> None:
    with pytest.raises(Refused):
        settle(offer, MADE - A_DAY)
    settle(offer, MADE)


@settles
def test_nothing_comes_before_its_last_move(moved: Change, settle: Callable[[Change, date], Promise]) -> None:
    promises.move(moved, MovePromise(["1"], date(2026, 11, 14), date(2026, 11, 21)))
    with pytest.raises(Refused):
        settle(moved, date(2026, 11, 13))
    settle(moved, date(2026, 11, 14))


@settles
@pytest.mark.parametrize("settled", ["keep", "release"])
def test_what_is_settled_stays_so(
    offer: Change, settle: Callable[[Change, date], Promise], settled: str
) -> None:  # fmt: skip
    SETTLES[settled](offer, DUE)
    with pytest.raises(Refused):
        settle(offer, TODAY)


@pytest.mark.parametrize(
    ("on", "state", "days_late"),
    [(DUE - A_DAY, "kept_early", 0), (DUE, "kept", 0), (DUE + A_DAY, "kept_late", 1)],
)
def test_it_is_kept_with_what_went_beyond_it(offer: Change, on: date, state: str, days_late: int) -> None:
    kept = promises.keep(offer, KeepPromise(["anna", "offer"], on, "with a drawing"))
    assert (kept.state, kept.kept_on, kept.days_late, kept.extra) == (state, on, days_late, "with a drawing")


@pytest.mark.parametrize(("on", "late"), [(DUE - A_DAY, False), (DUE, False), (DUE + A_DAY, True)])
def test_moved_up_to_its_day_it_is_agreed_anew_and_after_it_broken_once(offer: Change, on: date, late: bool) -> None:
    moved = promises.move(offer, MovePromise(["1"], on, TODAY, "she is away"))
    assert moved.moves == (DueDateChange(on, DUE, TODAY, "she is away", late),)
    assert (moved.due_on, moved.state, moved.broken_once) == (TODAY, "due", late)


def test_it_moves_to_another_day_that_is_not_before_the_move(offer: Change) -> None:
    on = DUE + A_DAY
    for to in (DUE, on - A_DAY):
        with pytest.raises(Refused):
            promises.move(offer, MovePromise(["1"], on, to))
    with pytest.raises(Refused):
        promises.move(offer, MovePromise(["1"], MADE, DUE))
    assert promises.move(offer, MovePromise(["1"], on, on)).due_on == on


def test_released_on_a_day_it_is_so_on_that_day(offer: Change) -> None:
    released = promises.release(offer, ReleasePromise(["1"], TODAY, "no longer needed"))
    assert (released.state, released.released_on, released.release_why) == ("released", TODAY, "no longer needed")


@pytest.mark.parametrize(
    ("goes", "edits"),
    [
        # It was first due on the 10th, whatever was agreed since.
        (True, PromiseEdits(made_on=date(2026, 11, 10))),
        (False, PromiseEdits(made_on=date(2026, 11, 11))),
        # It was moved on the 13th, and away from the 15th.
        (True, PromiseEdits(due_on=date(2026, 11, 13))),
        (False, PromiseEdits(due_on=date(2026, 11, 12))),
        (False, PromiseEdits(due_on=date(2026, 11, 15))),
        (False, PromiseEdits(extra="with a drawing")),
    ],
)
def test_a_correction_agrees_with_the_moves(moved: Change, goes: bool, edits: PromiseEdits) -> None:
    before = promises.edit(moved, ["1"], {})
    if not goes:
        with pytest.raises(Refused):
            promises.edit(moved, ["1"], edits)
        assert promises.edit(moved, ["1"], {}) == before
        return
    after = promises.edit(moved, ["1"], edits)
    last = before.moves[-1]._replace(to=after.due_on)
    assert after == before._replace(**edits, moves=(*before.moves[:-1], last), days_late=(TODAY - after.due_on).days)


@pytest.mark.parametrize("settled", ["keep", "release"])
def test_it_was_made_by_the_day_it_was_settled(offer: Change, settled: str) -> None:
    SETTLES[settled](offer, DUE - A_DAY)
    with pytest.raises(Refused):
        promises.edit(offer, ["1"], {"made_on": DUE})
    assert promises.edit(offer, ["1"], {"made_on": DUE - A_DAY}).made_on == DUE - A_DAY


def test_what_went_beyond_it_is_added_once_it_is_kept(offer: Change) -> None:
    promises.keep(offer, KeepPromise(["1"], DUE))
    assert promises.edit(offer, ["1"], {"extra": "with a drawing"}).extra == "with a drawing"


def test_it_is_much_like_what_is_unsettled_with_the_same_person_and_of_the_same_side(offer: Change) -> None:
    promises.add(offer, AddPromise("bela", "the offer", MADE, DUE, new=True))
    promises.add(offer, AddPromise("anna", "the offer", MADE, DUE, "theirs"))
    again = promises.add(offer, AddPromise("anna", "The revised OFFER", MADE, TODAY))
    assert [each.id for each in again.alike] == [1]
    assert again.data()["alike"][0]["due_on"] == DUE.isoformat()
    promises.keep(offer, KeepPromise(["1"], DUE))
    assert [each.id for each in promises.add(offer, AddPromise("anna", "offers", MADE, TODAY)).alike] == [4]


def _kept_late(change: Change, late: int, times: int, due: date = DUE) -> None:
    """Promises due on one day after the other, each kept so many days late."""
    for index in range(times):
        day = due + index * A_DAY
        number = promises.add(change, AddPromise("anna", f"sheet {day}", MADE, day)).promise.id
        promises.keep(change, KeepPromise([str(number)], day + late * A_DAY))


def test_from_the_eighth_on_it_says_which_day_would_hold_and_leaves_the_typed_one(with_anna: Change) -> None:
    friday = date(2026, 11, 27)
    _kept_late(with_anna, 2, 7, DUE - 20 * A_DAY)
    assert promises.add(with_anna, AddPromise("anna", "the plan", TODAY, friday)).record is None
    _kept_late(with_anna, 2, 1)
    added = promises.add(with_anna, AddPromise("anna", "the map", TODAY, friday))
    assert added.promise.due_on == friday
    assert added.data()["record"] == {"promises": 8, "median_days_late": 2, "would_hold_on": "2026-11-29"}
    # Theirs say nothing of yours, and a day that has passed is not to be planned.
    assert promises.add(with_anna, AddPromise("anna", "their part", TODAY, friday, "theirs")).record is None
    assert promises.add(with_anna, AddPromise("anna", "the past", MADE, TODAY - A_DAY)).record is None


def test_only_the_last_eight_that_fell_due_count(with_anna: Change) -> None:
    _kept_late(with_anna, 5, 8, DUE - 30 * A_DAY)
    _kept_late(with_anna, 0, 4, DUE - 10 * A_DAY)
    promises.add(with_anna, AddPromise("anna", "much later", MADE, TODAY + 90 * A_DAY))
    added = promises.add(with_anna, AddPromise("anna", "the map", TODAY, TODAY))
    assert added.record is not None
    assert (added.record.median_days_late, added.record.would_hold_on) == (2.5, TODAY + 3 * A_DAY)
    _kept_late(with_anna, 0, 1)
    assert promises.add(with_anna, AddPromise("anna", "the text", TODAY, TODAY)).record is None


def test_of_a_day_in_the_past_it_knows_what_was_known_then(with_anna: Change) -> None:
    from custlove.reports.people import promise_record

    _kept_late(with_anna, 3, 8)
    promises.move(with_anna, MovePromise([str(_broken(with_anna))], TODAY - A_DAY, TODAY + 9 * A_DAY))
    last = DUE + 7 * A_DAY
    # The day before the last was due, six had fallen due, and the one that was moved since.
    assert promise_record.record(with_anna.connection, TODAY, last - A_DAY) is None
    # On the next it makes eight: 37 days late, five times 3, and by then 2 and 1.
    found = promise_record.record(with_anna.connection, TODAY, last)
    assert found is not None
    assert (found.promises, found.median_days_late) == (8, 3)


def _broken(change: Change) -> int:
    return promises.add(change, AddPromise("anna", "long ago", MADE, DUE - 30 * A_DAY)).promise.id
