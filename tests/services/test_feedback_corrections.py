"""Feedback corrected, within its ask and its steps."""

from datetime import date, timedelta

import pytest

from custlove.errors import Refused
from custlove.services import feedback, feedback_corrections
from custlove.services.change import Change
from custlove.services.feedback import AskForFeedback
from custlove.services.feedback_corrections import FeedbackEdits
from custlove.services.workflow import Step
from tests.services.conftest import moment
from tests.services.test_feedback import hear

HEARD = date(2026, 11, 10)
A_DAY = timedelta(days=1)


def test_it_is_corrected_within_its_ask_and_its_steps(with_anna: Change) -> None:
    feedback.ask(with_anna, AskForFeedback("anna", "how was it?", moment(HEARD)))
    hear(with_anna)
    feedback.confirm(with_anna, Step(["1", "sooner"], moment(HEARD + A_DAY, 9)))
    edits = FeedbackEdits(kind="idea", text="sooner bills", score=7, moment=moment(HEARD + A_DAY))
    edited = feedback_corrections.edit(with_anna, ["anna"], edits)
    assert (edited.kind, edited.text, edited.score, edited.heard_on, edited.stage) == (
        "idea", "sooner bills", 7, HEARD + A_DAY, "confirmed",
    )  # fmt: skip
    for day, why in ((HEARD + 2 * A_DAY, "was answered on"), (HEARD - A_DAY, "answers what you asked")):
        with pytest.raises(Refused, match=why):
            feedback_corrections.edit(with_anna, ["1"], FeedbackEdits(moment=moment(day)))
    alone = feedback_corrections.edit(with_anna, ["1"], FeedbackEdits(unasked=True, moment=moment(HEARD - A_DAY)))
    assert (alone.asked, alone.answers, alone.heard_on) == (False, None, HEARD - A_DAY)
