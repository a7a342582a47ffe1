"""Closing and putting off by reference: each noun in its own way, and what takes a command of its own."""

from datetime import date, timedelta
from typing import Any

import pytest

from custlove.errors import AlreadyDone, Ambiguous, CustloveError, NotFound, Refused
from custlove.services import closing, feedback, follow_ups, mistakes, promises, references, rituals
from custlove.services.change import Change
from custlove.services.closing import PutOff
from tests.services.conftest import CAME, TODAY, moment

DUE, LATER = TODAY - timedelta(days=2), date(2026, 12, 14)


@pytest.fixture
def owed(with_anna: Change) -> Change:
    """With Anna p1 and f1, due two days ago, r1 every Friday, an ask a1, criticism b1, a mistake m1."""
    promises.add(with_anna, promises.AddPromise("anna", "the draft", CAME, DUE))
    follow_ups.add(with_anna, follow_ups.AddFollowUps(["anna"], "call her", CAME, DUE))
    friday = date(2026, 11, 20)
    rituals.add(with_anna, rituals.AddRitual("anna", "Friday call", "FREQ=WEEKLY;BYDAY=FR", friday, CAME))
    feedback.hear(with_anna, feedback.HearFeedback("anna", "criticism", "too late", moment(TODAY), unasked=True))
    feedback.ask(with_anna, feedback.AskForFeedback("anna", "how was it?", moment(TODAY)))
    mistakes.add(with_anna, mistakes.AddMistake("anna", "wrong file", TODAY))
    return with_anna


def _done(change: Change, *words: str) -> Any:
    return closing.done(change, words, moment(TODAY))


def _put_off(change: Change, ref: str, until: date = LATER) -> Any:
    return closing.put_off(change, PutOff([ref], TODAY, until, "they asked"))


def test_each_is_closed_in_its_own_way(owed: Change) -> None:
    assert _done(owed, "p1").state == "kept_late"
    assert _done(owed, "f1").state == "done"
    assert _done(owed, "a1").dropped_on == TODAY
    kept = _done(owed, "r1")
    assert (kept.ritual.last_kept_on, kept.touchpoint.text) == (TODAY, "Friday call")


@pytest.mark.parametrize(("words", "ref"), [(("anna", "draft"), "p1"), (("anna", "CALL", "her"), "f1")])
def test_who_with_a_word_of_the_text(owed: Change, words: tuple[str, ...], ref: str) -> None:
    assert _done(owed, *words).ref == ref


def test_more_than_one_or_none_of_somebody(owed: Change) -> None:
    with pytest.raises(Ambiguous) as fault:
        _done(owed, "anna", "call")
    assert fault.value.candidates == ("f1", "r1")
    with pytest.raises(NotFound, match=r'^Anna Karenina has nothing open with "poem" in it'):
        _done(owed, "anna", "poem")


@pytest.mark.parametrize(
    ("ref", "sentence", "hint"),
    [
        ("b1", "b1 is feedback; only", "custlove feedback confirm|act|thank b1"),
        ("m1", "m1 is a mistake; only", "custlove mistake own|repair|followup m1"),
        ("k1", "k1 is a fact; only", "custlove fact resolve k1"),
        ("t1", "t1 is a touchpoint; only", "custlove touchpoint edit t1"),
    ],
)
def test_what_takes_a_command_of_its_own(owed: Change, ref: str, sentence: str, hint: str) -> None:
    for act in (_done, _put_off):
        with pytest.raises(Refused) as fault:
            act(owed, ref)
        assert fault.value.message.startswith(sentence)
        assert fault.value.hint.endswith(hint)


def test_each_is_put_off_in_its_own_way(owed: Change) -> None:
    assert _put_off(owed, "f1").snoozed_until == LATER
    moved = _put_off(owed, "p1")
    assert (moved.due_on, moved.broken_once, moved.moves[0].why) == (LATER, True, "they asked")
    assert _put_off(owed, "r1").next_on == date(2026, 12, 18)
    with pytest.raises(Refused, match=r"^a1 is an ask, which waits for them"):
        _put_off(owed, "a1")


def test_a_ritual_that_comes_later_anyway_is_left_and_one_that_comes_too_often_is_paused(owed: Change) -> None:
    _put_off(owed, "r1")
    with pytest.raises(AlreadyDone, match=r"^Nothing of ritual r1 comes up before 2026-12-14"):
        _put_off(owed, "r1")
    with pytest.raises(Refused) as fault:
        _put_off(owed, "r1", date(2029, 1, 1))
    assert fault.value.hint == "To let it rest: custlove ritual pause r1"
    with pytest.raises(Refused):
        _put_off(owed, "r1", TODAY)


def test_what_was_released_is_done_already(owed: Change) -> None:
    promises.release(owed, promises.ReleasePromise(["p1"], TODAY))
    found = references.each([["p1"], ["f1"]], lambda ref: _done(owed, *ref))
    assert [each.already for each in found] == ["Promise p1 was released on 2026-11-22 already.", ""]
    with pytest.raises(CustloveError, match=r"^There is no promise p9"):
        references.each([["f1"], ["p9"]], lambda ref: _done(owed, *ref))
