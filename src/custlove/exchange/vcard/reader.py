"""Address books: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as programs really write them.

Cards are told apart here, line by line, so that a damaged one stops only itself; person.py says what one means.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, NamedTuple

from custlove.errors import BadInput
from custlove.exchange.text import encodings
from custlove.exchange.text.values import too_long
from custlove.exchange.vcard import lines as vcard_lines
from custlove.exchange.vcard import person as vcard_person
from custlove.quoting import quoted
from custlove.services.imports.records import Bad, Place, Read, Record, Skipped, key_of

_BEGIN = re.compile(r"\ufeff?\s*BEGIN\s*:\s*(\w+)\s*", re.IGNORECASE)
_END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
# Pictures, sounds and keys are longer than all the rest, and nobody looks at them here.
_HEAVY = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-MS-CARDPICTURE|X-MS-OL-DESIGN)[;:]", re.IGNORECASE)
_PROPERTY = re.compile(r"(?:[\w-]+\.)?[A-Za-z][\w-]*(?:;[^:]*)?:")
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT(?:;[^:]*)?:\s*", re.IGNORECASE)
_NOTHING = " \t\r\n\ufeff\x1a\0"


class _CardText(NamedTuple):
    """The lines of a card from BEGIN to END, where it stands, and what is wrong with it as a whole."""

    number: int
    line: int
    text: str
    fault: str = ""


def read(stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[Read]:
    """The cards of a stream as people; raises BadInput if it is not an address book at all."""
    start = stream.tell()
    encoding = encodings.detected(stream)
    stream.seek(start)
    found = False
    for each in _CardReader(file).of(encodings.lines(stream, advance, encoding)):
        found |= isinstance(each, _CardText)
        if isinstance(each, Bad):
            yield each
        else:
            yield from _read(each, Place(file, "card", each.number), encoding)
    if not found and stream.tell() > start:
        raise BadInput(f"There is no card in {file}.", "An address book has lines BEGIN:VCARD. Nothing was changed.")


def _read(card: _CardText, place: Place, encoding: str) -> Iterator[Read]:
    if card.fault:
        yield Bad(place, f"{card.fault} (it begins in line {card.line})", card.text)
        return
    unread: list[str] = []
    lines = list(vcard_lines.parsed(card.text, encoding, unread))
    if vcard_person.is_group(lines):
        yield Skipped(place, "person", vcard_person.name_of(lines), "a group, and not a person")
        return
    try:
        person, uid = vcard_person.person(lines)
    except ValueError as fault:
        reason = f"{quoted(unread[0], 60)} is not a line of a card" if unread else str(fault)
        yield Bad(place, f"{reason} (it begins in line {card.line})", card.text)
        return
    key = key_of("uid", uid) if uid else key_of(sorted(person.fields.items()), *person._replace(fields={}))
    yield Record(place, key, person, card.text)
    for text in unread:
        yield Skipped(
            place, "line", f"a line of {person.name}", f"{quoted(text, 60)} is not a line of a card, and was left out"
        )


class _CardReader:
    """Cards out of lines, and what stands outside of them; nothing is kept of one that is too long."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._number = self._first = self._size = self._nested = 0
        self._kept: list[str] | None = None
        self._heavy = self._stray = False

    def of(self, lines: Iterable[str]) -> Iterator[_CardText | Bad]:
        """The cards in these lines."""
        for at, line in enumerate(lines, 1):
            begins = _BEGIN.fullmatch(line)
            kind = begins[1].upper() if begins else ""
            if self._kept is None:
                yield from self._outside(at, line, kind)
            elif kind == "VCARD":
                yield from self._again(at, line)
            elif _END.fullmatch(line):
                yield from self._ended(line)
            elif not self._nested:
                self._keep(line)
        if self._kept is not None:
            yield self._card("END:VCARD is missing")

    def _outside(self, at: int, line: str, kind: str) -> Iterator[Bad]:
        if kind == "VCARD":
            self._begin(at, line)
        elif kind and self._number == 0:
            raise BadInput(f"{self._file} is not an address book: it begins with BEGIN:{kind}.", _hint(kind))
        elif line.strip(_NOTHING) and not self._stray:
            self._stray = True
            yield Bad(Place(self._file, "line", at), "it is outside of every card", line)

    def _begin(self, at: int, line: str) -> None:
        self._number, self._first, self._kept, self._size = self._number + 1, at, [line], 0
        self._heavy = self._stray = False

    def _again(self, at: int, line: str) -> Iterator[_CardText]:
        # A card in a card is somebody's secretary (2.1, AGENT); else the end of the one before was lost.
        if self._nested or (self._kept and _AGENT.fullmatch(self._kept[-1].rstrip("\r\n"))):
            self._nested += 1
            return
        yield self._card("END:VCARD is missing")
        self._begin(at, line)

    def _ended(self, line: str) -> Iterator[_CardText]:
        if self._nested:
            self._nested -= 1
            return
        self._keep(line)
        yield self._card("")
        self._kept = None

    def _keep(self, line: str) -> None:
        self._heavy = bool(_HEAVY.match(line)) or (self._heavy and not _PROPERTY.match(line))
        if self._kept is not None and not self._heavy:
            self._size += len(line)
            if self._size <= encodings.LONGEST:
                self._kept.append(line)

    def _card(self, fault: str) -> _CardText:
        text = "".join(self._kept or ())
        is_long = self._size > encodings.LONGEST or too_long(text)
        return _CardText(self._number, self._first, text, "it is longer than 1 MB" if is_long else fault)


def _hint(kind: str) -> str:
    return "To bring in a calendar: custlove import ics" if kind.upper() == "VCALENDAR" else "Nothing was changed."
