"""A step that is a touchpoint: it comes from you, says what the step said, and closes what was due."""

from datetime import date

import pytest

from custlove.services import follow_ups, workflow
from custlove.services.change import Change
from tests.services.conftest import CAME, moment

ON = date(2026, 11, 20)


@pytest.mark.parametrize("text", ["a card", None])
def test_it_comes_from_you_and_closes_what_was_due(with_anna: Change, text: str | None) -> None:
    for due in (ON, date(2026, 11, 21)):
        follow_ups.add(with_anna, follow_ups.AddFollowUps(["anna"], "call", CAME, due))
    touchpoint, closed = workflow.touch(with_anna, 1, "letter", moment(ON, 8), text)
    assert (touchpoint.people, touchpoint.on, touchpoint.at) == (("anna",), ON, moment(ON, 8).at)
    assert (touchpoint.channel, touchpoint.direction, touchpoint.text) == ("letter", "out", text or "")
    assert [(each.id, each.done_on) for each in closed] == [(1, ON)]
