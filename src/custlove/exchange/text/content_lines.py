"""Content lines, of which vCard (RFC 6350, RFC 2426) and iCalendar (RFC 5545) are made: read and written.

A line is a name, parameters and a value, `item1.TEL;TYPE=WORK,VOICE:+49 30 123`, folded if it is long.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from custlove.exchange.text.encodings import LONGEST

# Possessive throughout: a line that does not fit is refused in a time that grows with its length alone.
_LINE = re.compile(
    r"(?:([\w-]++)\.)?+([\w-]++)"
    r'((?:;[\w-]*+(?:[=,](?:"[^"]*+"|[^";:,]*+))*+)*+)'
    r":(.*+)",
    re.ASCII | re.DOTALL,
)
_PARAMETER = re.compile(r';([\w-]*+)(=(?:"[^"]*+"|[^";:,]*+)(?:,(?:"[^"]*+"|[^";:,]*+))*+)?+', re.ASCII)
_PARAMETER_VALUE = re.compile(r'[=,](?:"([^"]*+)"|([^";:,]*+))')
# More than any name with its parameters; which kind of line it is can be told from so many characters.
HEAD = 1000
_LONGEST = 75
# What breaks a line for some reader of Unicode.
_BREAKS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


class ContentLine(NamedTuple):
    """A line that was read: its group, its name and its parameters' names in capitals.

    A parameter without values stands there by its name alone, as vCard 2.1 has them (`TEL;WORK:`).
    """

    group: str
    name: str
    parameters: Mapping[str, tuple[str, ...]]
    value: str

    def parameter(self, name: str) -> str:
        """The values of a parameter as one text, empty if it has none."""
        return ",".join(self.parameters.get(name, ()))


def parsed(text: str) -> ContentLine | None:
    """A line, unfolded and without its end; None for what is not one. Of a parameter given twice the last counts."""
    found = _LINE.fullmatch(text)
    if found is None:
        return None
    group, name, several, value = found.groups()
    parameters = {each.upper(): _values(values) for each, values in _PARAMETER.findall(several) if each}
    # Lotus Notes writes names with underscores.
    return ContentLine(group or "", name.upper().replace("_", "-"), parameters, value)


def _values(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (quoted or plain for quoted, plain in _PARAMETER_VALUE.findall(text))))


def folded(_head: str, _last: str, line: str) -> str | None:
    """What a line adds to the one before it: the rest behind its first blank; None where it begins anew."""
    return line[1:] if line[:1] in {" ", "\t"} else None


def unfolded(
    lines: Iterable[str], continued: Callable[[str, str, str], str | None] = folded
) -> Iterator[tuple[int, str]]:
    """Each line with those that it was folded into, and its number; nothing is kept of what is too long.

    `continued` is given the first HEAD characters of a line, the last piece added to it and the next line.
    """
    first, head, size = 0, "", 0
    pieces: list[str] = []
    for at, given in enumerate(lines, 1):
        line = given.rstrip("\r\n")
        more = continued(head, pieces[-1], line) if pieces else None
        if more is None:
            if pieces:
                yield first, "".join(pieces)
            first, head, pieces, size = at, line[:HEAD], [line], len(line)
        elif more and (size := size + len(more)) <= LONGEST:
            head += more[: HEAD - len(head)]
            pieces.append(more)
    if pieces:
        yield first, "".join(pieces)


def line(name: str, value: str) -> str:
    """A line with its end: not longer than 75 octets, folded if it is, and never inside a letter."""
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
