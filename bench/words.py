"""What the people in the measured journals are called, and what was said: some words everywhere, most of them rare."""

from collections.abc import Iterator
from itertools import accumulate, cycle, product
from random import Random

# In one text of three, and in three texts of a whole journal: what searches are timed with.
COMMON, RARE = "invoice", "kaleidoscope"
PLANTED = 3
_EVERYDAY = (
    "invoice office draft offer budget deadline team workshop call project launch delay thanks plan numbers contract"
    " holiday coffee lunch review meeting question website feedback logo training move problem answer idea garden"
    " daughter son football school sailing winter summer spring autumn Berlin train harbour kitchen novel concert"
    " strategy hiring partner colleague board supplier printer server backup migration report slides interview visit"
    " proposal quarter price discount estimate scope change quality support ticket release prototype sketch photo"
    " letter card birthday anniversary running knee doctor dog bicycle moving house neighbour choir cooking bread"
    " worried happy tired proud late early urgent quiet careful open new old second final next happily slowly again"
).split()
_FIRST = (
    "Anna Anton Bela Carla Dario Elif Emil Fatma Greta Hugo Ines Ivan Jana Jonas Karim Lena Luca Mara Milan Nora"
    " Omar Petra Quentin Rosa Samir Tessa Umut Vera Wim Zoe"
).split()
_LAST = (
    "Adler Brandt Castro Dahl Eriksen Fischer Garcia Horvat Ivanov Jansen Keller Lindqvist Meyer Novak Okafor Petrov"
    " Quist Rossi Schulz Tanaka Ulrich Virtanen Weber Xu Yilmaz Zeman"
).split()
_SYLLABLES = "ba de fi go ku la me ni po ru sa te vi wo xa ye zi bro cle dra fle gri ple sta tro".split()
_SELDOM = 12_000
_SELDOM_SHARE = 0.1


class Speaker:
    """Draws texts: everyday words by Zipf's law, one word in ten out of thousands."""

    def __init__(self, random: Random) -> None:
        self._random = random
        made_up = Random("words")  # noqa: S311 - nothing secret
        seldom = ["".join(made_up.choices(_SYLLABLES, k=made_up.randint(3, 5))) for _ in range(_SELDOM)]
        weights = [1 / (rank + 5) for rank in range(1, len(_EVERYDAY) + 1)]
        each_seldom = sum(weights) * _SELDOM_SHARE / (1 - _SELDOM_SHARE) / _SELDOM
        self._words = [*_EVERYDAY, *seldom]
        self._cumulative = list(accumulate([*weights, *[each_seldom] * _SELDOM]))

    def say(self, least: int = 4, most: int = 14) -> str:
        """A text of so many words."""
        count = least + int(self._random.random() * (most - least + 1))
        return " ".join(self._random.choices(self._words, cum_weights=self._cumulative, k=count))


def names() -> Iterator[str]:
    """Names without end: the first 780 stand for themselves, later ones carry a number."""
    pairs = [f"{first} {last}" for last, first in product(_LAST, _FIRST)]
    for count, name in enumerate(cycle(pairs)):
        yield name if count < len(pairs) else f"{name} {count // len(pairs) + 1}"
