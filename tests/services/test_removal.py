"""What is removed, and what becomes of the rest: it stays, waits or holds again; undo brings all of it back."""

from datetime import date, timedelta

import pytest

from custlove.errors import NotFound
from custlove.reports.lists import facts as fact_report
from custlove.services import facts, feedback, feedback_corrections, follow_ups, mistakes, promises, removal
from custlove.services.change import Change
from custlove.services.feedback import AskForFeedback, HearFeedback
from custlove.services.removal import Hanging
from custlove.services.workflow import Step
from tests.services.conftest import TODAY, moment

DAY = date(2026, 11, 2)
NOON = moment(DAY)


def test_a_promise_goes_with_its_moves_and_leaves_its_mistake(with_anna: Change) -> None:
    promises.add(with_anna, promises.AddPromise("anna", "the draft", DAY, DAY + timedelta(3)))
    promises.move(with_anna, promises.MovePromise(["1"], DAY + timedelta(5), DAY + timedelta(9)))
    mistakes.add(with_anna, mistakes.AddMistake(None, "", DAY + timedelta(11), promise="1"))
    removed = promises.remove(with_anna, ["anna", "draft"])
    assert (removed.thing.state, removed.hanging) == ("broken", (Hanging("mistake", 1),))
    assert removed.data()["hanging"] == [{"noun": "mistake", "id": 1, "became": "stays"}]
    assert mistakes.edit(with_anna, ["1"], {"noticed_on": DAY}).what == "broken promise: the draft"
    with pytest.raises(NotFound):
        promises.found(with_anna, ["1"])


def test_a_settled_promise_is_found_by_its_words(with_anna: Change) -> None:
    promises.add(with_anna, promises.AddPromise("anna", "the draft", DAY, TODAY))
    promises.keep(with_anna, promises.KeepPromise(["1"], DAY))
    assert promises.remove(with_anna, ["anna", "draft"]).thing.state == "kept_early"


def test_feedback_leaves_its_mistake_and_the_touchpoint_of_the_thanks_and_its_ask_waits_again(
    with_anna: Change,
) -> None:
    feedback.ask(with_anna, AskForFeedback("anna", "how was it?", NOON))
    feedback.hear(with_anna, HearFeedback("anna", "criticism", "late bills", NOON))
    feedback.confirm(with_anna, Step(["1", "by the 5th"], NOON), agreed=False)
    mistakes.add(with_anna, mistakes.AddMistake(None, "", DAY, feedback="1"))
    feedback.thank(with_anna, Step(["1", "a card"], NOON, "letter", anyway=True))
    removed = feedback_corrections.remove(with_anna, ["1"])
    assert removed.hanging == (Hanging("mistake", 1), Hanging("ask", 1, "waits"), Hanging("touchpoint", 1))
    assert feedback.hear(with_anna, HearFeedback("anna", "idea", "a cheque", NOON)).answers == 1


def test_a_mistake_leaves_what_it_was_taken_over_from(with_anna: Change) -> None:
    feedback.hear(with_anna, HearFeedback("anna", "criticism", "late bills", NOON))
    mistakes.add(with_anna, mistakes.AddMistake(None, "", DAY, feedback="1"))
    mistakes.follow_up(with_anna, Step(["1", "better?"], NOON, "letter", anyway=True))
    assert mistakes.remove(with_anna, ["1"]).hanging == (Hanging("feedback", 1), Hanging("touchpoint", 1))


def test_a_follow_up_goes_with_its_snoozes_and_leaves_what_closed_it(with_anna: Change) -> None:
    follow_ups.add(with_anna, follow_ups.AddFollowUps(["anna"], "the move", DAY, DAY + timedelta(2)))
    follow_ups.snooze(with_anna, follow_ups.SnoozeFollowUp(["1"], DAY, DAY + timedelta(5)))
    removed = follow_ups.remove(with_anna, ["anna", "move"])
    assert (removed.thing.why, removed.hanging) == ("the move", ())
    assert with_anna.connection.execute("SELECT count(*) FROM follow_up_snooze").fetchone() == (0,)


@pytest.mark.parametrize(
    ("gone", "hanging", "present"),
    [
        (1, (Hanging("fact", 2),), ["c"]),
        (2, (Hanging("fact", 3),), ["c"]),
        (3, (Hanging("fact", 2, "holds"),), ["b"]),
    ],
)
def test_facts_close_up_where_one_is_gone(
    with_anna: Change, gone: int, hanging: tuple[Hanging, ...], present: list[str]
) -> None:
    facts.add(with_anna, facts.AddFact("anna", "need", "a", DAY))
    for number, text in ((1, "b"), (2, "c")):
        facts.supersede(with_anna, facts.SupersedeFact([str(number), text], DAY + timedelta(number)))
    assert facts.remove(with_anna, [str(gone)]).hanging == hanging
    assert [each.text for each in fact_report.present(with_anna.connection, 1, TODAY)] == present
    left = fact_report.history(with_anna.connection, 1, TODAY)
    assert [each.superseded_by for each in left] == [left[1].id, None]


def test_what_points_to_it_is_let_go(with_anna: Change) -> None:
    feedback.hear(with_anna, HearFeedback("anna", "criticism", "late bills", NOON))
    mistakes.add(with_anna, mistakes.AddMistake(None, "", DAY, feedback="1"))
    assert removal.let_go(with_anna, "mistake", "feedback_id", 1) == (1,)
    assert removal.let_go(with_anna, "mistake", "feedback_id", 1) == ()
