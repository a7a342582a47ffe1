"""In which of three lists of `balance` somebody stands (idea E1): who gives much, who costs time and cares, who takes.

Nobody stands in two, and most stand in none. Within a list it goes by how much somebody gave, did or broke, not by how
many kinds of it there are; a fit or an influence counts as twice as much of it or half, and never puts anybody in.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from custlove.rules.reciprocity import HIGH, LOW
from custlove.rules.thresholds import USUAL

BalanceList = Literal["gives", "cares", "takes"]
LISTS: tuple[BalanceList, ...] = ("gives", "cares", "takes")
# Less costs no time worth naming.
OFTEN, LONG = USUAL["balance.often"], USUAL["balance.long_minutes"]
_KINDS = 2
# What a fit or an influence does to a place: one up, one down, nothing.
_SUIT: Mapping[int | None, int] = {score: (score >= HIGH) - (score <= LOW) for score in range(1, 6)} | {None: 0}


class Sides(NamedTuple):
    """What somebody gave and took in a period.

    `bought`: how much they spent, in words, "" for nothing; `times`: how many times what the middle one of all buyers
    spent that is. `came`: on how many days they were in touch, without what you only sent them. `takes`: the facts by
    which they only take (rules/reciprocity.py), nothing if they do not. `distant`: they are at arm's length.
    """

    bought: str = ""
    times: float = 0
    introductions: int = 0
    praise: int = 0
    ideas: int = 0
    acted: int = 0
    promises_kept: int = 0
    promises_broken: int = 0
    fed: int = 0
    drained: int = 0
    minutes: int = 0
    touchpoints: int = 0
    came: int = 0
    fit: int | None = None
    influence: int | None = None
    takes: Sequence[str] = ()
    distant: bool = False


class Standing(NamedTuple):
    """A list, and what the place in it goes by: the first number, then the second; the more, the higher."""

    list: BalanceList
    size: float
    rest: float


def standing(sides: Sides) -> Standing | None:
    """The list in which somebody stands, None if in none of them.

    Who only takes first. Then who bought at least as much as the middle one of all buyers. Of the others, who was there
    on three days or more, or for two hours, and did something that shows they care; then who gave in two ways or more.
    Of whoever is at arm's length no more is said than that they take: the other two lists end in a word to them.
    """
    if sides.takes:
        return Standing("takes", sides.promises_broken - _SUIT[sides.fit], -sides.drained)
    if sides.distant:
        return None
    if sides.times < 1 and is_costly(sides) and (cared := _cared(sides)):
        return Standing("cares", cared * _suits(sides), sides.minutes)
    said = sides.praise + sides.ideas
    left = max(sides.fed + sides.drained, 0)
    given = (sides.bought, sides.introductions, said, sides.promises_kept, left)
    if sides.times < 1 and sum(map(bool, given)) < _KINDS:
        return None
    # Whoever was sent may buy as much as the middle buyer does.
    worth = max(sides.times, 0) + sides.introductions
    return Standing("gives", worth * _suits(sides), (said + sides.promises_kept + left) * _suits(sides))


def is_costly(sides: Sides) -> bool:
    """Whether they cost time worth naming: what you only sent them took none of it, unless minutes were noted."""
    return sides.came >= OFTEN or sides.minutes >= LONG


def _cared(sides: Sides) -> int:
    """How much they did that shows they care."""
    return sides.praise + sides.ideas + sides.acted + sides.introductions


def _suits(sides: Sides) -> float:
    """What fit and influence make of it: each that is high doubles, each that is low halves."""
    return 2.0 ** (_SUIT[sides.fit] + _SUIT[sides.influence])


def because(sides: Sides, list_: BalanceList) -> tuple[str, ...]:
    """The facts by which somebody stands in a list; fit and influence, where they had a say."""
    if list_ == "takes":
        return (*sides.takes, *_said((("fit", sides.fit),), turned=True))
    said = _said((("fit", sides.fit), ("influence", sides.influence)))
    if list_ == "gives":
        return (*_gave(sides), *_took(sides), *said)
    little = f"bought little: {sides.bought}" if sides.bought else "bought nothing"
    return (*_cost(sides), *_strained(sides), little, *_cares(sides), *said)


def _cares(sides: Sides) -> list[str]:
    """What shows that somebody cares."""
    return [
        *([_counted(sides.praise, "word of praise", "words of praise")] if sides.praise else []),
        *([_counted(sides.ideas, "idea", "ideas")] if sides.ideas else []),
        *(["told you what to do better, and you did"] if sides.acted else []),
        *([f"sent {_counted(sides.introductions, 'person', 'people')}"] if sides.introductions else []),
    ]


def _gave(sides: Sides) -> list[str]:
    """What somebody gave, each kind once."""
    left = sides.fed + sides.drained
    return [
        *([f"bought for {sides.bought}"] if sides.bought else []),
        *([f"sent {_counted(sides.introductions, 'person', 'people')}"] if sides.introductions else []),
        *([_counted(sides.praise, "word of praise", "words of praise")] if sides.praise else []),
        *([_counted(sides.ideas, "idea", "ideas")] if sides.ideas else []),
        *([f"kept {_counted(sides.promises_kept, 'promise', 'promises')}"] if sides.promises_kept else []),
        *([f"left you fed (+{left})"] if left > 0 else []),
    ]


def _took(sides: Sides) -> list[str]:
    """What it cost you, where it is worth naming."""
    often = [_counted(sides.touchpoints, "touchpoint", "touchpoints")] if sides.touchpoints else []
    return [*([f"{sides.minutes} minutes"] if sides.minutes else often), *_strained(sides)]


def _cost(sides: Sides) -> list[str]:
    """The time that it cost you: minutes where they are many, else the days, with minutes where some were noted."""
    minutes = [f"{sides.minutes} minutes"] if sides.minutes else []
    days = [] if sides.minutes >= LONG else [f"in touch on {_counted(sides.came, 'day', 'days')}"]
    return days + minutes


def _strained(sides: Sides) -> list[str]:
    """What else it cost you."""
    left = sides.fed + sides.drained
    return [
        *([f"broke {_counted(sides.promises_broken, 'promise', 'promises')}"] if sides.promises_broken else []),
        *([f"left you drained ({left})"] if left < 0 else []),
    ]


def _said(scores: Sequence[tuple[str, int | None]], *, turned: bool = False) -> list[str]:
    """What fit and influence did to a place; `turned`: a low one puts somebody higher."""
    return [
        f"{name} {score}: {'higher' if (way > 0) is not turned else 'lower'}"
        for name, score in scores
        if (way := _SUIT[score])
    ]


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
