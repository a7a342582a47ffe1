"""Content lines, of which vCard (RFC 6350, RFC 2426) and iCalendar (RFC 5545) are made: escaped and folded."""

import unicodedata
from datetime import datetime

_LONGEST = 75
# What breaks a line for some reader of Unicode.
_BREAKS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


def line(name: str, value: str) -> str:
    """A line with its end: not longer than 75 octets, folded where it is, and never inside a letter."""
    text = f"{name}:{value}"
    if len(text.encode()) <= _LONGEST:
        return f"{text}\r\n"
    pieces, piece, size = [], "", 0
    for letter in text:
        width = len(letter.encode())
        if size + width > _LONGEST:
            pieces.append(piece)
            # The space before what goes on counts.
            piece, size = "", 1
        piece += letter
        size += width
    return "\r\n ".join([*pieces, piece]) + "\r\n"


def text(words: str) -> str:
    """A text as a value: nothing in it ends the value, the line or the card. Control characters are left out."""
    escaped = clean(words).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def one_line(words: str) -> str:
    """A text as a value that has no line breaks: a name."""
    return text(" ".join(clean(words).split()))


def clean(words: str) -> str:
    """A text without control characters but line breaks and tabs: the formats know no others."""
    plain = words.replace("\r\n", "\n").translate(_BREAKS)
    return "".join(letter for letter in plain if letter in "\n\t" or unicodedata.category(letter) != "Cc")


def stamp(at: datetime) -> str:
    """A moment in UTC."""
    return at.strftime("%Y%m%dT%H%M%SZ")
