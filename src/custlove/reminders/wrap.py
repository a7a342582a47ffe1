"""Lines of at most so many cells, as a mail reader shows them.

Rich can count cells too, at five times the price of this whole program's start.
"""

import unicodedata
from collections.abc import Iterator

_JOINERS = "\u200c\u200d"
_EMOJI_SIGN = "\ufe0f"  # shows the letter before it as an emoji, which is wider


def cells(text: str) -> int:
    """How wide a text is at most: an East Asian letter or an emoji takes two cells, a combining mark none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def fill(text: str, width: int, indent: str = "", hanging: str = "") -> str:
    """A text in lines of at most `width` cells, broken at spaces, or inside a word that has no room on a line."""
    lines, line = [], indent
    for word in _words(text, width - max(len(indent), len(hanging))):
        start = line if line.isspace() or not line else f"{line} "
        if cells(start) + cells(word) > width:
            lines.append(line)
            start = hanging
        line = start + word
    return "\n".join([*lines, line])


def _words(text: str, room: int) -> Iterator[str]:
    for word in text.split(" "):
        if word:
            yield from [word] if cells(word) <= room else _pieces(word, room)


def _pieces(word: str, room: int) -> Iterator[str]:
    piece, wide = "", 0
    for letter in word:
        more = _cells(letter)
        if wide + more > room:
            yield piece
            piece, wide = "", 0
        piece, wide = piece + letter, wide + more
    yield piece


def _cells(letter: str) -> int:
    if letter in _JOINERS:
        return 0
    category = unicodedata.category(letter)
    if category in ("Mn", "Me"):
        return 1 if letter == _EMOJI_SIGN else 0
    # Symbols have become wide from one version of Unicode to the next, and fonts differ: room for two does no harm.
    return 2 if category in ("So", "No") or unicodedata.east_asian_width(letter) in "WF" else 1
