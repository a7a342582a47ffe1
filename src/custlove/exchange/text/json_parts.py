"""JSON texts of any length, part by part: only the part in hand is in memory, and a damaged one stops only itself.

A reader walks down to the list whose elements it wants; each of these is read whole, whatever else there is is passed
over. Where an element cannot be read, it ends where its brackets do, or where a line begins as its own did: programs
write the elements of a list each on a line of its own, or indent them all alike.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple

from custlove.exchange.text import encodings
from custlove.exchange.text.encodings import LONGEST

_decode = json.JSONDecoder().raw_decode
_BLOCK = 1 << 18
_SPACE = re.compile("[ \t\r\n,\ufeff\x1a\0]*")
_SPECIAL = re.compile(r'["\\{}\[\]\n]')
_KEY = re.compile(r'\s*("(?:[^"\\\n]|\\.)*")\s*:\s*')
_LONGEST_KEY = 1024
# Halves of a character, but for those that stand for a byte that is no UTF-8.
_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_OPENS = {"}": "{", "]": "["}
# What a text may break off in, and still go on: \ud83d, -1.5e+300, false.
_LONGEST_TOKEN = 32


class Part(NamedTuple):
    """An element: its number, the line it begins in, what it says, how it is written; or what is wrong with it."""

    number: int
    line: int
    value: Any
    text: str
    fault: str = ""


class Json:
    """A JSON text, or several one after the other, as it is walked through.

    `line` is where it stands; `broken`: it ended too early.
    """

    def __init__(self, stream: BinaryIO, advance: Callable[[int], None] = lambda _: None) -> None:
        self._lines = encodings.lines(stream, advance)
        self._text = ""
        self._at = 0
        self.line = 1
        self._ended = False
        self.broken = False

    def next(self) -> str:
        """The character with which the next value begins, past white space and commas; empty at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._step(found.end() if found else self._at)
            if self._at < len(self._text) or not self._more(1):
                return self._text[self._at : self._at + 1]

    def elements(self, longest: int = LONGEST) -> Iterator[Part]:
        """The elements of the list that comes next; where there is none, whatever stands there one after the other."""
        for number in self.items():
            yield self.element(number, longest)

    def items(self) -> Iterator[int]:
        """The same by their numbers alone, each before it, which has to be read or passed over then."""
        is_list = self.next() == "["
        if is_list:
            self._step(self._at + 1)
        number = 0
        while (letter := self.next()) and not (is_list and letter == "]"):
            number += 1
            yield number
        if is_list:
            self._close(letter)

    def members(self) -> Iterator[str]:
        """The keys of the object that comes next, each before its value, which has to be read or passed over then."""
        self._step(self._at + 1)
        while self.next() == '"' and (found := self._key()) is not None:
            self._step(found.end())
            yield _name(found[1])
        self._close(self.next())

    def first_key(self) -> str:
        """The first key of the object that comes next, which is not gone into yet; empty where it has none."""
        found = self._key(1)
        return _name(found[1]) if found else ""

    def value(self) -> Any:
        """The value that comes next, read whole; None where it cannot be read or is too long."""
        self.next()
        return self.element(0).value

    def skip(self) -> None:
        """Pass over the value that comes next, however long it is."""
        if self.next() in ("{", "["):
            self._past(None, 0)
        else:
            self.element(0)

    def element(self, number: int, longest: int = LONGEST) -> Part:
        """The value that comes next as a part, read whole unless it is longer than `longest`."""
        line, indent = self.line, self._indent()
        value, end, fault = self._decoded(longest)
        if not fault and end - self._at > longest:
            fault = _too_long(longest)
        if fault:
            text = self._past(_bounds(indent), longest, len(indent) + 2).rstrip(" \t\r\n,")
            return Part(number, line, None, text, "the file ends in the middle of it" if self.broken else fault)
        text = self._text[self._at : end]
        self._step(end)
        return Part(number, line, clean(value), text)

    def _decoded(self, longest: int) -> tuple[Any, int, str]:
        """The value that comes next and where it ends, or what is wrong with it; reads on until that is certain."""
        while True:
            try:
                value, end = _decode(self._text, self._at)
            except json.JSONDecodeError as wrong:
                have = len(self._text) - self._at
                goes_on = wrong.msg.startswith("Unterminated") or wrong.pos >= len(self._text) - _LONGEST_TOKEN
                if goes_on and have > longest:
                    return None, 0, _too_long(longest)
                if not goes_on or not self._more(have):
                    what = wrong.msg.lower().removesuffix(" at").removesuffix(" starting")
                    return None, 0, f"not JSON: {what}"
            except (ValueError, RecursionError):
                return None, 0, "not JSON that can be read: a number of too many digits, or too deep"
            else:
                # A number may go on.
                if end < len(self._text) or not self._more(_BLOCK):
                    return value, end, ""

    def _past(self, bounds: "re.Pattern[str] | None", longest: int, ahead: int = 0) -> str:
        """Go past an element by its brackets, or to one of its bounds; the beginning of its text."""
        end, kept = _End(bounds), ""
        while True:
            # A line may have to be looked into to its first letter.
            stop = len(self._text) if self._ended else max(len(self._text) - ahead, self._at)
            found = end.within(self._text, self._at, stop)
            to = stop if found is None else found
            kept += self._text[self._at : to][: max(longest - len(kept), 0)]
            self._step(to)
            if found is not None:
                return kept
            if self._ended:
                self.broken = True
                return kept
            self._more(_BLOCK)

    def _close(self, letter: str) -> None:
        if letter in _OPENS:
            self._step(self._at + 1)
        else:
            self.broken = True

    def _key(self, ahead: int = 0) -> "re.Match[str] | None":
        if len(self._text) - self._at < _LONGEST_KEY:
            self._more(_BLOCK)
        return _KEY.match(self._text, self._at + ahead)

    def _indent(self) -> str:
        """The white space before what comes next, where nothing else stands before it in its line."""
        before = self._text[self._text.rfind("\n", 0, self._at) + 1 : self._at]
        return "" if before.strip() else before

    def _step(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self, wanted: int) -> bool:
        """Read at least so many characters more; whether there were any. What was gone past is let go."""
        # The beginning of the line in hand is kept: it says how it is indented.
        cut = max(self._text.rfind("\n", 0, self._at), self._at - _LONGEST_KEY, 0)
        parts, size = [self._text[cut:]], 0
        for line in self._lines:
            parts.append(line)
            size += len(line)
            if size >= max(wanted, _BLOCK):
                break
        self._text, self._at = "".join(parts), self._at - cut
        self._ended |= not size
        return size > 0


class _End:
    """Where an element ends that cannot be read, or is not wanted: looked for block by block."""

    def __init__(self, bounds: "re.Pattern[str] | None") -> None:
        self._bounds = bounds
        self._brackets: list[str] = []
        self._quoted = self._escaped = False

    def within(self, text: str, start: int, stop: int) -> int | None:
        """Its end between these two, None where it is not there."""
        escaped = start if self._escaped else -1
        for found in _SPECIAL.finditer(text, start, stop):
            letter, at = found[0], found.start()
            if letter == "\n":
                # No string goes over the end of a line.
                self._quoted = False
                if self._bounds and self._bounds.match(text, at):
                    return at
            elif at != escaped and letter == "\\":
                escaped = at + 1
            elif at != escaped and letter == '"':
                self._quoted = not self._quoted
            elif at != escaped and not self._quoted and (end := self._closed(letter, at)) is not None:
                # A bracket that closes nothing is itself what is wrong.
                return max(end, start + 1)
        self._escaped = escaped == stop
        return None

    def _closed(self, letter: str, at: int) -> int | None:
        if letter in "{[":
            self._brackets.append(letter)
            return None
        if _OPENS[letter] not in self._brackets:
            # It closes what the element stands in.
            return at
        while self._brackets.pop() != _OPENS[letter]:
            pass
        return None if self._brackets else at + 1


def clean(value: Any) -> Any:
    """A value whose texts hold nothing that no text can hold in the journal."""
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else encodings.mended(_HALF.sub("\ufffd", value))
    if isinstance(value, list):
        return [clean(each) for each in value]
    if isinstance(value, dict):
        return {clean(name): clean(each) for name, each in value.items()}
    return value


def _bounds(indent: str) -> "re.Pattern[str]":
    """Where an element of this indentation ends at the latest: at the next one, or the end of its list."""
    return re.compile(rf"\n(?:{indent}\{{|[ \t]{{0,{max(len(indent) - 1, 0)}}}\])")


def _too_long(longest: int) -> str:
    return f"it is longer than {longest >> 20} MB"


def _name(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return quoted
