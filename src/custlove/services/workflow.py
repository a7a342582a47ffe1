"""A step towards closing something, and the touchpoint that it was."""

from collections.abc import Sequence
from typing import NamedTuple

from custlove.reports.lists import follow_ups as follow_up_report
from custlove.reports.lists import touchpoints as report
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.touchpoints import Touchpoint
from custlove.rules.moments import Moment
from custlove.schema.vocabulary import Channel
from custlove.services import touchpoints
from custlove.services.change import Change
from custlove.services.references import Ref


class Step(NamedTuple):
    """Which thing, with the text behind its reference, taken a step further when.

    `channel`: how, where the step is a touchpoint; `anyway`: a step before it is skipped on purpose.
    """

    ref: Ref
    moment: Moment
    channel: Channel | None = None
    anyway: bool = False


class Touched(NamedTuple):
    """A touchpoint that was logged on the way, and the follow-ups that it closed."""

    touchpoint: Touchpoint
    closed: Sequence[FollowUp]


def touch(change: Change, person_id: int, channel: Channel, moment: Moment, text: str | None) -> Touched:
    """Log the touchpoint that a step was, a card for instance."""
    fields = touchpoints.TouchpointFields(text=text or "", channel=channel, direction="out")
    logged = touchpoints.write(change, touchpoints.NewTouchpoint([person_id], moment, fields))
    written = report.one(change.connection, logged.id)
    return Touched(
        written, [follow_up_report.one(change.connection, number, change.today) for number in logged.closed]
    )  # fmt: skip
