"""Whether you complain of somebody in your own words (idea D5): the word itself, unless it is denied before it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from custlove.rules.names import fold
from custlove.rules.thresholds import USUAL

_WORD = re.compile(r"\w+(?:['’]\w+)*")
# What ends the reach of a negation: "he did not pay, and was rude" is a complaint.
_END = re.compile(
    r"[.,;:!?()\n\u2013\u2014]|\b(?:and|but|yet|because|which|who|und|aber|weil|et|mais|y|pero)\b", re.IGNORECASE
)
_REACH = USUAL["mirror.negation_words"]
_NEGATIONS = frozenset(
    (
        *("not", "no", "never", "none", "without", "hardly", "neither", "nor", "nothing", "nobody", "cannot", "less"),
        *("nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "ohne", "kaum", "weniger"),
        *("pas", "jamais", "sans", "aucun", "aucune", "nunca", "sin", "ningun", "ninguna", "non", "mai", "senza"),
    )
)
# "Not only rude" denies nothing.
_NO_DENIAL = frozenset({("not", "only"), ("not", "just"), ("no", "doubt"), ("no", "less"), ("nicht", "nur")})
_AROUND = USUAL["mirror.words_around"]


class Found(NamedTuple):
    """A complaint: the word from the settings, and the words around it as they were written."""

    word: str
    around: str


class _Token(NamedTuple):
    text: str
    begin: int
    end: int


def complaints(text: str, words: Sequence[str]) -> list[Found]:
    """The words of these that stand in a text as whole words and are not denied, each once, with those around it.

    A negation reaches up to five words on within its clause (NegEx: Chapman et al. 2001).
    """
    tokens = [_Token(fold(each[0]).replace("’", "'"), *each.span()) for each in _WORD.finditer(text)]
    denied = set(_denied(text, tokens))
    found = []
    for word in dict.fromkeys(words):
        wanted = _WORD.findall(fold(word))
        places = range(len(tokens) - len(wanted) + 1) if wanted else range(0)
        at = next((at for at in places if at not in denied and _stands(tokens, at, wanted)), None)
        if at is not None:
            found.append(Found(word, _around(text, tokens, at, at + len(wanted) - 1)))
    return found


def _stands(tokens: Sequence[_Token], at: int, wanted: Sequence[str]) -> bool:
    """Whether the words stand at a place, one behind the other; what hangs on an apostrophe does not matter."""
    there = tokens[at : at + len(wanted)]
    return all(token.text == word or word in token.text.split("'") for token, word in zip(there, wanted, strict=True))


def _denied(text: str, tokens: Sequence[_Token]) -> Iterator[int]:
    """The places of the tokens that a negation before them reaches."""
    left = 0
    for at, token in enumerate(tokens):
        if at and _END.search(text, tokens[at - 1].end, token.end):
            left = 0
        if left:
            yield at
            left -= 1
        negates = token.text in _NEGATIONS or token.text.endswith("n't")
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if negates and (token.text, after) not in _NO_DENIAL:
            left = _REACH


def _around(text: str, tokens: Sequence[_Token], begin: int, end: int) -> str:
    first, last = max(0, begin - _AROUND), min(len(tokens) - 1, end + _AROUND)
    said = " ".join(text[tokens[first].begin : tokens[last].end].split())
    return f"{'… ' if first else ''}{said}{' …' if last < len(tokens) - 1 else ''}"
