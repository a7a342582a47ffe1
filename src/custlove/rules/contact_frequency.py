"""When to make yourself a little scarce (ideas A5 and A8): nobody answers, or you come more often than you meant to."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from custlove.rules import cadence
from custlove.rules.cadence import Cadence
from custlove.rules.thresholds import USUAL

UNANSWERED, PERIODS = USUAL["scarcity.unanswered"], USUAL["scarcity.periods"]
MOST = PERIODS * USUAL["scarcity.times"]


class Contact(NamedTuple):
    """A touchpoint: its day, and who came to whom (`in out both`)."""

    day: date
    direction: str


class Ease(NamedTuple):
    """Why to ease off: outgoing touchpoints since the last answer; how many in three periods, if that is too many.

    `last_out` is the day of the last outgoing one.
    """

    unanswered: int
    crowded: int | None
    last_out: date


def ease_off(contacts: Iterable[Contact], rhythm: Cadence, today: date) -> Ease | None:
    """Whether to ease off with a person, from the touchpoints up to today, newest first; None when not.

    Three outgoing ones in a row without an answer, which is any that came in or went both ways; or more than twice as
    many outgoing ones as the rhythm asks for in the last three periods. Where there is no rhythm, only the first.
    What is no longer needed is not read.
    """
    start = window_start(rhythm, today)
    unanswered = outgoing = 0
    answered, last_out = False, None
    for contact in contacts:
        recent = start is not None and contact.day > start
        answered = answered or contact.direction != "out"
        if answered and not recent:
            break
        if contact.direction == "out":
            unanswered += not answered
            outgoing += recent
            last_out = last_out or contact.day
    crowded = outgoing if outgoing > MOST else None
    if last_out is None or (unanswered < UNANSWERED and crowded is None):
        return None
    return Ease(unanswered, crowded, last_out)


def window_start(rhythm: Cadence, today: date) -> date | None:
    """The day after which the last three periods lie; None if there is no rhythm."""
    if not rhythm:
        return None
    if rhythm.months:
        return cadence.add_months(today, -PERIODS * rhythm.months)
    return today - timedelta(days=PERIODS * rhythm.days)
