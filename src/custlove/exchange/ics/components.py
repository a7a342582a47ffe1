"""The parts of calendars (iCalendar, RFC 5545), line by line, so that a damaged one stops only itself.

Of an event only the lines are kept that tell of a meeting; alarms are in it and are left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from custlove.exchange.text import content_lines
from custlove.exchange.text.content_lines import ContentLine
from custlove.exchange.text.encodings import LONGEST, mended

_ESCAPED = re.compile(r"\\([\\;,nN])")
_NEEDED = frozenset({
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY",
    "LOCATION", "DESCRIPTION", "URL", "ORGANIZER", "ATTENDEE", "CONFERENCE", "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK", "X-MICROSOFT-CDO-ALLDAYEVENT",
})  # fmt: skip
# Longer than all the rest, and not looked at.
_HEAVY = re.compile(r"(?:ATTACH|X-ALT-DESC|DESCRIPTION|COMMENT)[;:]", re.IGNORECASE)
_LONGEST_VALUE = 1 << 13
_MOST_LINES = 10_000
_NOTHING = " \t\r\n\ufeff\x1a\0"


class Component(NamedTuple):
    """An event or the definition of a time zone; `calendar`: the properties of the calendar it stands in.

    `fault` says what is wrong with it as a whole.
    """

    kind: str
    number: int
    line: int
    properties: tuple[ContentLine, ...]
    calendar: Mapping[str, str]
    raw: str
    fault: str = ""


class StrayLine(NamedTuple):
    """A line that stands outside of every calendar."""

    line: int
    raw: str


class ComponentReader:
    """The events and time zones in the lines of a file, in their order; events are numbered, calendars counted."""

    def __init__(self) -> None:
        self.calendars = 0
        self._calendar: dict[str, str] = {}
        self._depth = self._events = 0
        self._stray = False
        self._open: _Open | None = None

    def of(self, lines: Iterable[str]) -> Iterator[Component | StrayLine]:
        """What stands in these lines."""
        for at, line in content_lines.unfolded(lines):
            name, _, rest = line.partition(":")
            word, of = name.strip(_NOTHING).upper(), rest.strip().upper()
            if word == "BEGIN":
                yield from self._begin(at, line, of)
            elif word == "END":
                yield from self._end(line, of)
            elif self._open is not None:
                self._open.add(line)
            elif self._depth:
                self._describe(line)
            elif line.strip(_NOTHING) and not self._stray:
                self._stray = True
                yield StrayLine(at, line)
        if self._open is not None:
            yield self._open.part(self._calendar, f"END:{self._open.kind} is missing")

    def _begin(self, at: int, line: str, of: str) -> Iterator[Component]:
        if self._open is not None:
            if of not in {"VEVENT", "VCALENDAR"}:
                self._open.nest(line)
                return
            # The end of the one before was lost.
            yield self._open.part(self._calendar, f"END:{self._open.kind} is missing")
            self._open = None
        if of == "VCALENDAR":
            self.calendars += 1
            self._depth, self._calendar = 1, {}
        else:
            self._events += of == "VEVENT"
            self._open = _Open(of, self._events, at, line)

    def _end(self, line: str, of: str) -> Iterator[Component]:
        if self._open is None:
            self._depth = 0 if of == "VCALENDAR" else self._depth
        elif self._open.nested and of != "VEVENT":
            self._open.leave(line)
        elif of == self._open.kind:
            self._open.add(line)
            yield self._open.part(self._calendar, "")
            self._open = None

    def _describe(self, line: str) -> None:
        found = _property(line)
        if found is not None:
            self._calendar[found.name] = found.value.strip()


class _Open:
    """A part whose end has not come yet."""

    def __init__(self, kind: str, number: int, line: int, first: str) -> None:
        self.kind = kind
        self.nested = 0
        self._number = number
        self._line = line
        self._raw = [first]
        self._size = len(first)
        self._properties: list[ContentLine] = []

    def nest(self, line: str) -> None:
        self.nested += 1
        self._keep(line)

    def leave(self, line: str) -> None:
        self.nested -= 1
        self._keep(line)

    def add(self, line: str) -> None:
        self._keep(line)
        if self.nested or self.kind != "VEVENT":
            return
        name = line[:40].upper().replace(";", ":").partition(":")[0].strip()
        if name in _NEEDED and len(self._properties) < _MOST_LINES and (found := _property(line)) is not None:
            self._properties.append(found)

    def part(self, calendar: Mapping[str, str], fault: str) -> Component:
        raw = "".join(each if each.endswith("\n") else f"{each}\n" for each in self._raw)
        fault = "it is longer than 1 MB" if self._size > LONGEST else fault
        return Component(self.kind, self._number, self._line, tuple(self._properties), calendar, raw, fault)

    def _keep(self, line: str) -> None:
        if not _HEAVY.match(line):
            self._size += len(line)
            if self._size <= LONGEST:
                self._raw.append(line)


def text_of(line: ContentLine) -> str:
    """The value of a line as text, with what is escaped in it read."""
    return mended(_ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], line.value)).strip()


def _property(line: str) -> ContentLine | None:
    return content_lines.parsed(line[:_LONGEST_VALUE])
