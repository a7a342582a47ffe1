"""A friendly way back to somebody who stopped buying (idea A2): it sells nothing, and fits what there is."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from custlove.rules.thresholds import USUAL

_HOW = {None: "a few lines by hand", "in-person": "a visit", "gift": "a small gift"}
_LATELY = USUAL["lapsed.talked_days"]


class Memory(NamedTuple):
    """What there is with somebody: their channel, who knows them, what was good last, what they need.

    `low_on`: the day of the last touchpoint that says how they left, if that was hurt or upset. `heard_on`: their last
    word to you. `promised`: the reference of what they promised long ago.
    """

    channel: str | None = None
    known_by: Sequence[str] = ()
    good: str | None = None
    need: str | None = None
    low_on: date | None = None
    heard_on: date | None = None
    promised: str | None = None


def way_back(memory: Memory, today: date) -> str:
    """The way back: what hurt comes first, then the talk there is, then a friend, what was good, what they need."""
    how = _HOW.get(memory.channel, f"by {memory.channel}")
    if memory.low_on is not None:
        way = f"{how}: ask what went wrong on {memory.low_on}, before anything else"
    elif memory.heard_on is not None and (today - memory.heard_on).days <= _LATELY:
        way = f"you are in touch: ask, the next time, what they are working on (last word {memory.heard_on})"
    elif memory.known_by:
        way = f"ask {memory.known_by[0]} how they are, then {how}"
    elif memory.good is not None:
        way = f"{how}, about what was good: {memory.good}"
    elif memory.need is not None:
        way = f"{how}, about what they needed: {memory.need}"
    else:
        way = f"{how}: how have they been?"
    return f"{way}; let go of what they promised ({memory.promised})" if memory.promised else way
