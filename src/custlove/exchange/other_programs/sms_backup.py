"""Calls and text messages as SMS Backup & Restore writes them (XML), for Android: people by their phone numbers.

A call that was answered is a touchpoint, and so is one of yours that nobody took. The texts with a person on a day are
one touchpoint. What was missed, refused, blocked, a draft, or could not be sent is none.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple
from xml.parsers import expat
from zoneinfo import ZoneInfo

from custlove.errors import BadInput
from custlove.rules import identity_matching
from custlove.services.imports.records import Bad, Place, Read, Record, Skipped, Touchpoint, Who, key_of
from custlove.services.restore.origin import When

_BLOCK = 1 << 18
_INCOMING, _OUTGOING = "1", "2"
_ENTRIES = frozenset({"sms", "mms", "call"})
_SENDER = "137"
# It writes an emoji as two halves, which no XML may have; a block may end within one.
_HALVES = re.compile(rb"&#(55[2-9]\d\d|56[0-2]\d\d|563[01]\d);&#(56[3-9]\d\d|57[0-2]\d\d|573[0-3]\d|5734[0-3]);")
_CUT = re.compile(rb"&(?:#(?:\d{0,5}|(?:55[2-9]\d\d|56[0-2]\d\d|563[01]\d);(?:&(?:#\d{0,5})?)?)?)?\Z")
_UNKNOWN_NAMES = frozenset({"(unknown)", "null", ""})
_MOST_PEOPLE = 5
_LONGEST_TEXT = 600


class PhoneOptions(NamedTuple):
    """What a backup is read by: what counts as now, your zone, whether the texts are kept as well."""

    now: datetime
    zone: ZoneInfo
    bodies: bool = False


class _Message(NamedTuple):
    """A text message between you and others."""

    people: tuple[Who, ...]
    at: datetime
    is_yours: bool
    body: str
    place: Place


class Backup:
    """A backup as it is read."""

    def __init__(self, options: PhoneOptions) -> None:
        self._options = options

    def read(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[Read]:
        """The calls of a file, and its text messages by person and day; raises BadInput for another file."""
        days: dict[tuple[str, ...], list[_Message]] = {}
        for number, element in enumerate(_elements(stream, file, advance), 1):
            place = Place(file, "entry", number)
            try:
                at = self._moment(element.values.get("date", ""))
            except ValueError as fault:
                yield Bad(place, str(fault), "")
                continue
            if at > self._options.now:
                yield Skipped(place, "entry", _name(element.values), "dated after today")
            elif element.name == "call":
                yield self._call(element.values, at, place)
            elif (message := _message(element, at, place)) is None:
                yield Skipped(place, "message", _name(element.values), "a draft, or it was not sent")
            elif len(message.people) > _MOST_PEOPLE:
                yield Skipped(place, "message", "", f"to more than {_MOST_PEOPLE} people")
            else:
                key = (self._day(at), *sorted(_tail(who) for who in message.people))
                days.setdefault(key, []).append(message)
        for key, messages in days.items():
            yield self._texts(key, messages)

    def _call(self, values: Mapping[str, str], at: datetime, place: Place) -> Read:
        seconds = values.get("duration", "")
        was_taken = seconds.isdecimal() and int(seconds[:9]) > 0
        kind, number = values.get("type", ""), values.get("number", "")
        is_yours = kind == _OUTGOING
        if kind not in {_INCOMING, _OUTGOING} or not (was_taken or is_yours):
            return Skipped(place, "call", _name(values), "missed, refused or blocked")
        if not _has_number(number):
            return Skipped(place, "call", _name(values), "it has no number")
        fields = {
            "channel": "call",
            "direction": "both" if was_taken else "out",
            "text": "" if was_taken else "no answer",
        }
        minutes = {"minutes": max(1, round(int(seconds[:9]) / 60))} if was_taken else {}
        touch = Touchpoint((_who(number, values),), self._when(at), {**fields, **minutes})
        return Record(place, key_of("call", _tail(touch.people[0]), values["date"]), touch)

    def _texts(self, key: tuple[str, ...], messages: list[_Message]) -> Record:
        ways = {"out" if each.is_yours else "in" for each in messages}
        bodies = [each.body for each in messages if each.body]
        count = f"{len(messages)} text messages" if len(messages) > 1 else "a text message"
        text = "\n".join(bodies)[:_LONGEST_TEXT] if self._options.bodies and bodies else count
        last = messages[-1]
        fields = {"channel": "chat", "direction": ways.pop() if len(ways) == 1 else "both", "text": text}
        return Record(messages[0].place, key_of("texts", *key), Touchpoint(last.people, self._when(last.at), fields))

    def _moment(self, milliseconds: str) -> datetime:
        if not milliseconds.isdecimal() or len(milliseconds) > 14:
            raise ValueError("it does not say when it was")
        return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)

    def _day(self, at: datetime) -> str:
        return str(at.astimezone(self._options.zone).date())

    def _when(self, at: datetime) -> When:
        return When(at, self._day(at), self._options.zone.key)


class _Element(NamedTuple):
    """A call or message: its attributes, and of a message of several parts its texts and addresses."""

    name: str
    values: Mapping[str, str]
    texts: list[str]
    addresses: list[tuple[str, str]]


class _Elements:
    """The calls and messages of a file, as the parser tells of them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._open: list[_Element] = []
        self.found: list[_Element] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, name: str, values: dict[str, str]) -> None:
        if name in _ENTRIES:
            self._open.append(_Element(name, values, [], []))
        elif self._open and name == "part" and values.get("ct") == "text/plain":
            self._open[-1].texts.append(values.get("text", ""))
        elif self._open and name == "addr":
            self._open[-1].addresses.append((values.get("address", ""), values.get("type", "")))

    def _end(self, name: str) -> None:
        if name in _ENTRIES:
            self.found.append(self._open.pop())

    def _refuse(self, *_: object) -> None:
        raise BadInput(f"{self._file} declares a document type, which no backup does.", "Nothing was changed.")


def _elements(stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[_Element]:
    """The calls and messages of a file, which may be gigabytes, pictures included; raises BadInput for another file."""
    elements, count, rest, block = _Elements(file), 0, b"", b" "
    try:
        while block:
            block = stream.read(_BLOCK)
            advance(len(block))
            data = rest + block
            cut = _CUT.search(data, max(0, len(data) - 16)) if block else None
            data, rest = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
            elements.parser.Parse(_HALVES.sub(_whole, data), not block)
            count += len(elements.found)
            yield from elements.found
            elements.found.clear()
    except expat.ExpatError as fault:
        raise BadInput(f"{file} cannot be read as XML: {fault}.", "Nothing was changed.") from fault
    if not count:
        raise BadInput(f"There is no call and no message in {file}.", "It is written by SMS Backup & Restore, as XML.")


def _whole(found: re.Match[bytes]) -> bytes:
    high, low = int(found[1]), int(found[2])
    return b"&#%d;" % (0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _message(element: _Element, at: datetime, place: Place) -> _Message | None:
    values = element.values
    kind = values.get("type") or values.get("msg_box") or ""
    if kind not in {_INCOMING, _OUTGOING}:
        return None
    is_yours = kind == _OUTGOING
    if element.name == "sms":
        numbers = [values.get("address", "")]
        body = values.get("body", "")
    else:
        # 137 is who sent it, the others who got it; yourself among them where there are several.
        numbers = values.get("address", "").split("~")
        senders = [address for address, kind in element.addresses if kind == _SENDER]
        numbers = numbers if is_yours else [each for each in senders if _has_number(each)] or numbers
        body = "\n".join(filter(None, element.texts))
    people = tuple(_who(number, values if len(numbers) == 1 else {}) for number in numbers if _has_number(number))
    return _Message(people, at, is_yours, "" if body == "null" else body.strip(), place) if people else None


def _has_number(number: str) -> bool:
    return identity_matching.phone_tail(number) is not None


def _tail(who: Who) -> str:
    return identity_matching.phone_tail(who.phones[0]) or who.phones[0]


def _who(number: str, values: Mapping[str, str]) -> Who:
    return Who(name=_name(values) or None, phones=(number[:64],), by_name=False)


def _name(values: Mapping[str, str]) -> str:
    name = " ".join(values.get("contact_name", "").split())
    return "" if name.lower() in _UNKNOWN_NAMES else name
