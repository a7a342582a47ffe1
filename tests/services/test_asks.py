"""Asks: corrected, not waited for any more, removed; and what that does to what answers them."""

from datetime import date

import pytest

from custlove.errors import Refused
from custlove.reports.lists import asks as report
from custlove.services import asks, feedback, feedback_corrections
from custlove.services.asks import AskEdits, DropAsk
from custlove.services.change import Change
from custlove.services.feedback import AskForFeedback, HearFeedback
from custlove.services.removal import Hanging
from tests.services.conftest import TODAY, moment

ASKED, LATER = date(2026, 11, 1), date(2026, 11, 5)


@pytest.fixture
def asked(with_anna: Change) -> Change:
    """Anna was asked on 1 November."""
    feedback.ask(with_anna, AskForFeedback("anna", "how was it?", moment(ASKED), "email"))
    return with_anna


def test_what_is_dropped_is_not_waited_for_from_that_day_on(asked: Change) -> None:
    dropped = asks.drop(asked, DropAsk(["anna"], LATER, "by phone"))
    assert (dropped.dropped_on, dropped.dropped_why, dropped.days_waiting) == (LATER, "by phone", 0)
    assert report.listing(asked.connection, 1, TODAY) == []
    assert [each.id for each in report.listing(asked.connection, 1, date(2026, 11, 4))] == [1]
    heard = feedback.hear(asked, HearFeedback("anna", "praise", "good", moment(LATER)))
    assert (heard.answers, heard.feedback.asked) == (None, False)


def test_what_is_answered_or_dropped_is_not_dropped(asked: Change) -> None:
    with pytest.raises(Refused, match="was made only on"):
        asks.drop(asked, DropAsk(["1"], date(2026, 10, 31)))
    asks.drop(asked, DropAsk(["1"], LATER))
    with pytest.raises(Refused, match="was dropped on"):
        asks.drop(asked, DropAsk(["1"], LATER))
    feedback.ask(asked, AskForFeedback("anna", "and now?", moment(LATER)))
    feedback.hear(asked, HearFeedback("anna", "praise", "good", moment(LATER)))
    with pytest.raises(Refused, match="was answered by feedback b1"):
        asks.drop(asked, DropAsk(["2"], TODAY))


def test_it_is_corrected_but_not_to_a_day_after_its_answer(asked: Change) -> None:
    feedback.hear(asked, HearFeedback("anna", "praise", "good", moment(LATER)))
    edited = asks.edit(asked, ["1"], AskEdits(text="how was the workshop?", channel=None, moment=moment(LATER)))
    assert (edited.text, edited.channel, edited.on) == ("how was the workshop?", None, LATER)
    with pytest.raises(Refused, match="was answered on 2026-11-05"):
        asks.edit(asked, ["1"], AskEdits(moment=moment(date(2026, 11, 6))))


def test_without_it_its_answer_came_by_itself(asked: Change) -> None:
    feedback.hear(asked, HearFeedback("anna", "praise", "good", moment(LATER)))
    removed = asks.remove(asked, ["anna", "how"])
    assert (removed.thing.id, removed.hanging) == (1, (Hanging("feedback", 1),))
    heard = feedback_corrections.found(asked, ["1"])
    assert (heard.asked, heard.answers) == (False, None)
