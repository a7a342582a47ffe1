"""What is known of somebody that speaks for a rung (rules/suggestions.py), and how much of it is asked for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from custlove.rules import inactivity, reciprocity
from custlove.rules.guard import Patience
from custlove.rules.harm import Ending, Wrongs
from custlove.rules.thresholds import USUAL, value


class Measures(NamedTuple):
    """How many facts a rule asks for; `rhythm_percent`: how far a gap may be from their usual one.

    `client_gap_days`: how long their usual gap may be.
    """

    client_purchases: int = USUAL["ladder.client_purchases"]
    rhythm_percent: int = USUAL["ladder.rhythm_percent"]
    client_gap_days: int = USUAL["ladder.client_gap_days"]
    bad_endings: int = USUAL["ladder.bad_endings"]
    of_endings: int = USUAL["ladder.of_endings"]
    patience: Patience = Patience()
    limits: inactivity.Limits = inactivity.Limits()
    taking: reciprocity.Measures = reciprocity.Measures()

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Measures":
        """What the settings say (`ladder.bad_endings` …), the defaults where they say nothing."""
        counts = {name: value(numbers, f"ladder.{name}") for name in cls._fields if f"ladder.{name}" in USUAL}
        return cls(
            **counts,
            patience=Patience.of(numbers),
            limits=inactivity.Limits.of(numbers),
            taking=reciprocity.Measures.of(numbers),
        )


USUAL_MEASURES = Measures()


class Named(NamedTuple):
    """A fact with its day, and what to call it in the evidence."""

    on: date
    text: str


class Endings(NamedTuple):
    """How the days on which they left with a feeling ended, oldest first; your side of it.

    `reached_out` are the days on which you reached out to them alone.
    """

    known: Sequence[Ending]
    wrongs: Wrongs = Wrongs()
    reached_out: Sequence[date] = ()


class Between(NamedTuple):
    """What is open between you, in words, and when they last gave a sign of life; of those who have gone as buyers."""

    open: Sequence[str] = ()
    heard_on: date | None = None


class Facts(NamedTuple):
    """What is known of somebody on a day: the rung, the day of their last move and whether it went down, the facts.

    `moved_on` is None if they were only placed, on `since`; on `stayed_on` you declined what was suggested last.
    `purchases` are days, oldest first, as are the others; `kind` is what brings somebody back from toxic or terrorist.
    """

    rung: str
    moved_on: date | None = None
    moved_down: bool = False
    purchases: Sequence[date] = ()
    praise: Sequence[Named] = ()
    sent: Sequence[Named] = ()
    endings: Endings | None = None
    owed: Sequence[str] = ()
    between: Between = Between()
    since: date | None = None
    stayed_on: date | None = None
    kind: Sequence[Named] = ()
