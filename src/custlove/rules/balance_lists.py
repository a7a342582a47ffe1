"""In which of three lists of `balance` somebody stands (idea E1): who gives much, who costs time and cares, who takes.

Nobody stands in two, and most stand in none. There is no single number: each list is in the order of how many things
speak for a place in it, fit and influence among them, and names them.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from custlove.rules.reciprocity import HIGH, LOW
from custlove.rules.thresholds import USUAL

BalanceList = Literal["gives", "cares", "takes"]
LISTS: tuple[BalanceList, ...] = ("gives", "cares", "takes")
# Less costs no time worth naming.
_OFTEN, _LONG = USUAL["balance.often"], USUAL["balance.long_minutes"]
_KINDS = 2
# What a fit or an influence does to a place: one up, one down, nothing.
_SUIT: Mapping[int | None, int] = {score: (score >= HIGH) - (score <= LOW) for score in range(1, 6)} | {None: 0}


class Sides(NamedTuple):
    """What somebody gave and took in a period.

    `bought`: how much they spent, in words, "" for nothing; `much`: at least as much as the middle one of all buyers.
    `takes`: the facts by which they only take (rules/reciprocity.py), nothing if they do not. `distant`: they are at
    arm's length.
    """

    bought: str = ""
    much: bool = False
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
    fit: int | None = None
    influence: int | None = None
    takes: Sequence[str] = ()
    distant: bool = False


class Standing(NamedTuple):
    """A list, and how many things speak for a place in it: the more, the higher."""

    list: BalanceList
    weight: int


def standing(sides: Sides) -> Standing | None:
    """The list in which somebody stands, None if in none of them.

    Who only takes first. Then who bought at least as much as the middle one of all buyers. Of the others, who was in
    touch three times or more, or for two hours, and cares; then who gave in two ways or more. Of whoever is at arm's
    length no more is said than that they take: the other two lists end in a word to them.
    """
    if sides.takes:
        return Standing("takes", sides.promises_broken - _SUIT[sides.fit])
    if sides.distant:
        return None
    suits = _SUIT[sides.fit] + _SUIT[sides.influence]
    spoke = bool(sides.praise) + bool(sides.ideas)
    ways = bool(sides.bought) + bool(sides.introductions) + spoke + bool(sides.promises_kept)
    ways += sides.fed + sides.drained > 0
    if sides.much:
        return Standing("gives", ways + suits)
    cares = spoke + bool(sides.acted) + bool(sides.introductions) + ((sides.influence or 0) >= HIGH)
    if cares and (sides.touchpoints >= _OFTEN or sides.minutes >= _LONG):
        return Standing("cares", cares + suits)
    return Standing("gives", ways + suits) if ways >= _KINDS else None


def because(sides: Sides, list_: BalanceList) -> tuple[str, ...]:
    """The facts by which somebody stands in a list; fit and influence, where they had a say."""
    if list_ == "takes":
        return (*sides.takes, *_said((("fit", sides.fit),), turned=True))
    said = _said((("fit", sides.fit), ("influence", sides.influence)))
    if list_ == "gives":
        return (*_gave(sides), *_took(sides), *said)
    little = f"bought little: {sides.bought}" if sides.bought else "bought nothing"
    return (*_took(sides), little, *_cares(sides), *said)


def _cares(sides: Sides) -> list[str]:
    """What shows that somebody cares, or that others listen to them."""
    return [
        *([_counted(sides.praise, "word of praise", "words of praise")] if sides.praise else []),
        *([_counted(sides.ideas, "idea", "ideas")] if sides.ideas else []),
        *(["told you what to do better, and you did"] if sides.acted else []),
        *([f"sent {_counted(sides.introductions, 'person', 'people')}"] if sides.introductions else []),
        *(["is listened to"] if (sides.influence or 0) >= HIGH else []),
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
    left = sides.fed + sides.drained
    often = [_counted(sides.touchpoints, "touchpoint", "touchpoints")] if sides.touchpoints else []
    return [
        *([f"{sides.minutes} minutes"] if sides.minutes else often),
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
