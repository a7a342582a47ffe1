"""Whether two promises say much the same (idea A4): one does not want to promise a thing twice, for two days.

By their folded words, without those that say nothing by themselves. Numbers tell things apart: chapter 3 is not 4.
"""

import re

from custlove.rules.names import fold

# Of the words of both, how many they share (Dice 1945): four fifths; or two thirds where one of them only says more of
# it. Starting points, by trying: "the draft" and "the revised draft" are one thing, "call Anna" and "call the printer"
# are two.
_ALIKE, _SAYS_MORE = 4 / 5, 2 / 3
# Two words are one where one only has a longer ending: "offer", "offers".
_STEM, _ENDING = 4, 2
_WORD = re.compile(r"\w+")
# Articles and the like, and that it is to be handed over, in English and German.
_EMPTY = frozenset({
    "a", "an", "the", "my", "your", "our", "his", "her", "their", "this", "that", "of", "for", "to", "with", "by",
    "on", "in", "at", "and", "or", "as", "it", "is", "be", "will", "me", "you", "him", "them", "us", "der", "die",
    "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "mein", "dein", "und", "oder", "mit", "von",
    "vom", "zum", "zur", "bis", "im", "am", "fur", "send", "deliver", "give", "bring", "mail", "schicken",
    "senden", "liefern",
})  # fmt: skip


def alike(one: str, other: str) -> bool:
    """Whether two texts promise much the same; the same either way round."""
    return _alike(_words(one), _words(other))


def _words(text: str) -> frozenset[str]:
    found = frozenset(_WORD.findall(fold(text)))
    # Who promises nothing but "a call to her" has to be compared by something.
    return found - _EMPTY or found


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    numbers, others = _numbers(one), _numbers(other)
    if not one or not other or (numbers and others and numbers != others):
        return False
    shared = min(_met(one, other), _met(other, one))
    share = 2 * shared / (len(one) + len(other))
    return share >= (_SAYS_MORE if shared == min(len(one), len(other)) else _ALIKE)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(letter.isdigit() for letter in word))


def _met(words: frozenset[str], among: frozenset[str]) -> int:
    return sum(any(_same(word, each) for each in among) for word in words)


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _STEM and long.startswith(short) and len(long) - len(short) <= _ENDING)
