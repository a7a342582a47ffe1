"""What `log` notices at once, in a sentence each."""

from typing import TYPE_CHECKING, NamedTuple

from custlove.rules.contact_frequency import UNANSWERED
from custlove.rules.vocabulary import ordinal

if TYPE_CHECKING:
    from custlove.reports.people.ease_off import EaseOff


class LowAgain(NamedTuple):
    """A person who left at 1 or 2, so many times in a row."""

    person: str
    name: str
    times: int


def low_again(each: LowAgain) -> str:
    """How often in a row somebody left low."""
    return f"{each.name}: {ordinal(each.times)} time in a row below 3."


def ease_off(each: "EaseOff") -> str:
    """That nobody answers, or that it is more than one meant to write."""
    if each.unanswered >= UNANSWERED:
        return f"{each.name}: that is the {ordinal(each.unanswered)} without an answer."
    return f"{each.name}: {each.because}."
