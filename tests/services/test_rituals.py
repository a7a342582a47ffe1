"""Rituals: kept, skipped, paused and resumed from the day they were begun, and due from the day that is open."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from custlove.errors import Refused
from custlove.services import people, rituals, touchpoints
from custlove.services.change import Change
from custlove.services.rituals import AddRitual, KeepRitual, SkipRitual
from tests.services.conftest import CAME, moment

# Fridays.
FIRST, SECOND, THIRD = date(2026, 11, 6), date(2026, 11, 13), date(2026, 11, 20)
BEGUN = date(2026, 11, 2)
A_DAY = timedelta(days=1)
HAPPENS: dict[str, Callable[[Change, date], object]] = {
    "keep": lambda change, on: rituals.keep(change, KeepRitual(["1"], moment(on))),
    "skip": lambda change, on: rituals.skip(change, SkipRitual(["1"], on)),
    "pause": lambda change, on: rituals.pause(change, ["1"], on),
}


@pytest.fixture
def football(with_anna: Change) -> Change:
    """Every Friday from 6 November on, begun on the 2nd."""
    rituals.add(with_anna, AddRitual("anna", "football", "FREQ=WEEKLY", FIRST, BEGUN))
    return with_anna


def _due_from(change: Change) -> str | None:
    found: tuple[str | None] = change.connection.execute("SELECT due_from FROM ritual").fetchone()
    return found[0]


def test_it_is_due_from_its_first_day(football: Change) -> None:
    assert _due_from(football) == FIRST.isoformat()


@pytest.mark.parametrize("happen", HAPPENS.values(), ids=HAPPENS)
def test_it_goes_on_from_the_day_it_was_begun(football: Change, happen: Callable[[Change, date], object]) -> None:
    with pytest.raises(Refused):
        happen(football, BEGUN - A_DAY)
    happen(football, BEGUN)


@pytest.mark.parametrize(
    ("verb", "on", "due_from"),
    [
        ("keep", FIRST, SECOND),
        ("keep", SECOND - A_DAY, THIRD),
        ("skip", SECOND, THIRD),
        ("skip", BEGUN, SECOND),
        ("pause", SECOND, None),
    ],
)
def test_what_is_due_next_is_kept_with_it(football: Change, verb: str, on: date, due_from: date | None) -> None:
    HAPPENS[verb](football, on)
    assert _due_from(football) == (due_from and due_from.isoformat())


def test_keeping_it_is_a_touchpoint_in_its_words_unless_others_are_given(football: Change) -> None:
    kept = rituals.keep(football, KeepRitual(["1"], moment(FIRST), "call", 4))
    assert (kept.touchpoint.text, kept.touchpoint.channel, kept.touchpoint.felt) == ("football", "call", 4)
    assert (kept.touchpoint.direction, kept.ritual.last_kept_on) == ("both", FIRST)
    assert rituals.keep(football, KeepRitual(["anna", "football", "3:1"], moment(SECOND))).touchpoint.text == "3:1"


def test_in_a_pause_nothing_is_skipped_and_before_it_all_is(football: Change) -> None:
    rituals.pause(football, ["1"], SECOND)
    with pytest.raises(Refused):
        rituals.skip(football, SkipRitual(["1"], SECOND))
    with pytest.raises(Refused):
        rituals.pause(football, ["1"], THIRD)
    assert rituals.skip(football, SkipRitual(["1"], SECOND - A_DAY)).missed == 0


def test_it_is_paused_and_resumed_in_turn_and_in_order(football: Change) -> None:
    with pytest.raises(Refused):
        rituals.resume(football, ["1"], FIRST)
    rituals.pause(football, ["1"], SECOND)
    with pytest.raises(Refused):
        rituals.resume(football, ["1"], SECOND - A_DAY)
    assert rituals.resume(football, ["1"], SECOND).state == "missed"
    assert _due_from(football) == FIRST.isoformat()
    with pytest.raises(Refused):
        rituals.pause(football, ["1"], SECOND - A_DAY)
    assert rituals.pause(football, ["1"], SECOND).paused_on == SECOND


def test_what_is_over_has_no_day_to_skip(with_anna: Change) -> None:
    rituals.add(with_anna, AddRitual("anna", "two lessons", "FREQ=WEEKLY;COUNT=2", FIRST, BEGUN))
    assert rituals.skip(with_anna, SkipRitual(["1"], SECOND, "both ill")).state == "over"
    with pytest.raises(Refused):
        rituals.skip(with_anna, SkipRitual(["1"], THIRD))


def test_a_correction_says_anew_what_is_due(football: Change) -> None:
    rituals.keep(football, KeepRitual(["1"], moment(FIRST)))
    edited = rituals.edit(football, ["1"], {"rule": "FREQ=WEEKLY", "starts_on": date(2026, 11, 7), "what": "chess"})
    assert (edited.what, edited.starts_on, _due_from(football)) == ("chess", date(2026, 11, 7), "2026-11-07")


@pytest.mark.parametrize(
    ("there", "on", "due_from"),
    [([1, 2], SECOND, THIRD), ([1], BEGUN, FIRST), ([1], BEGUN - A_DAY, FIRST), ([2], SECOND, FIRST)],
)
def test_a_corrected_touchpoint_has_kept_what_it_can_still_have(
    football: Change, there: list[int], on: date, due_from: date
) -> None:
    number = rituals.keep(football, KeepRitual(["1"], moment(FIRST))).touchpoint.id
    lost = rituals.redate_kept_by(football, number, there, on)
    assert lost == (() if 1 in there and on >= BEGUN else (1,))
    events = football.connection.execute("SELECT day FROM ritual_event").fetchall()
    assert events == ([] if lost else [(on.isoformat(),)])
    if lost or on == SECOND:
        assert _due_from(football) == due_from.isoformat()


def test_what_a_touchpoint_kept_is_open_again(football: Change) -> None:
    number = rituals.keep(football, KeepRitual(["1"], moment(FIRST))).touchpoint.id
    assert rituals.open_kept_by(football, number) == (1,)
    assert _due_from(football) == FIRST.isoformat()


def test_a_number_means_the_ritual_of_one_who_is_there(football: Change) -> None:
    people.add(football, people.AddPerson("Bela", CAME))
    from custlove.reports.people import lookup

    anna, bela = (lookup.one(football.connection, who) for who in ("anna", "bela"))
    assert [rituals.meant(football, [bela, anna], words) for words in ("1", "#1", "foot")] == [1, 1, 1]
    with pytest.raises(Refused):
        rituals.meant(football, [bela], "1")


def test_removed_it_takes_its_days_with_it_and_leaves_the_touchpoints(football: Change) -> None:
    rituals.keep(football, KeepRitual(["1"], moment(FIRST)))
    assert rituals.remove(football, ["anna", "football"]).last_kept_on == FIRST
    counts = "SELECT (SELECT count(*) FROM ritual_event), (SELECT count(*) FROM touchpoint)"
    assert football.connection.execute(counts).fetchone() == (0, 1)
    assert touchpoints.number(football, ["anna", "football"]) == 1
