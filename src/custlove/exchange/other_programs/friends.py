"""The Markdown file of friends: activities, notes, friends and locations, a line each under its heading.

    - 2018-11-01: **Grace Hopper** and I went to _Martha's Vineyard_. @holidays
    - Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science

Names between asterisks are friends, whether the file lists them or not, as the program itself has it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from custlove.errors import BadInput
from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.text import encodings, iso_dates
from custlove.exchange.text.values import single_spaced, too_long
from custlove.schema.vocabulary import NotesAs
from custlove.services.imports.records import (
    Bad,
    Entry,
    Person,
    Place,
    Read,
    Record,
    Skipped,
    Touchpoint,
    What,
    Who,
    key_of,
)
from custlove.services.restore.origin import When

# Possessive: of a line that does not fit no blank is looked at twice.
_HEADING = re.compile(r"\s*+#{1,6}\s*+(Activities|Notes|Friends|Locations)\s*+:?\s*+", re.IGNORECASE)
_EVENT = re.compile(r"(\d{4}-\d\d-\d\d)\s*:\s*(.*)", re.DOTALL)
# Not in a name: what begins the nicknames, the place and the tags.
_NO_NAME = frozenset("([@")
_ALSO = re.compile(r" ?\ba\.k\.a\. ")
_BOLD = re.compile(r"\*\*([^*\n]+?)\*\*")
_LOCATION = re.compile(r"(?<![^\W_])_([^_\n]+)_(?![^\W_])")
_TAG = re.compile(r"(?<![^\W_])@([^\W_](?:[:-]?[^\W_])*)")
_WORD = re.compile(r"\S+")


class _SectionLine(NamedTuple):
    """A line of a section, without the hyphen that it begins with."""

    number: int
    section: str
    text: str
    raw: str


class _Friend(NamedTuple):
    """A friend as listed, or as an activity names them."""

    line: int
    raw: str
    person: Person


class Friends:
    """A friends file as it is read; `notes`: what its notes become."""

    def __init__(self, clock: LineClock, notes: NotesAs = "facts", on: str | None = None) -> None:
        self._clock = clock
        self._notes = notes
        self._on = on or clock.today()

    def read(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[Read]:
        """The friends of a file, then what was done and noted; raises BadInput if there is no section."""
        start = stream.tell()
        friends = self._friends(_lines(stream, lambda _: None, file))
        for each in friends.values():
            yield Record(Place(file, "line", each.line), _key(each.person.name), each.person, each.raw)
        stream.seek(start)
        for line in _lines(stream, advance, file):
            yield from self._of(line, Place(file, "line", line.number))

    def _friends(self, lines: Iterable[_SectionLine]) -> Mapping[str, _Friend]:
        """Everybody in the file by name; they are here since they were first named, at the latest."""
        listed: dict[str, _Friend] = {}
        named: dict[str, _Friend] = {}
        since: dict[str, str] = {}
        for line in lines:
            if line.section == "friends" and (person := _person(line.text)) is not None:
                listed.setdefault(person.name, _Friend(line.number, line.raw, person))
            elif line.section in ("activities", "notes") and (event := _EVENT.fullmatch(line.text)):
                for name in _names(event[2]):
                    named.setdefault(name, _Friend(line.number, line.raw, Person(name, by_name=True)))
                    since[name] = min(event[1], since.get(name, self._on))
        found = {**listed, **{name: each for name, each in named.items() if name not in listed}}
        return {
            name: each._replace(person=each.person._replace(added_on=self._since(since.get(name))))
            for name, each in found.items()
        }

    def _since(self, day: str | None) -> str:
        try:
            return iso_dates.day(day, self._clock) if day else self._on
        except BadLine:
            return self._on

    def _of(self, line: _SectionLine, place: Place) -> Iterator[Read]:
        # Of a longer line there is only the first piece.
        if len(line.raw) >= encodings.LONGEST or too_long(line.raw):
            yield Bad(place, "it is longer than 1 MB")
        elif line.section == "friends" and _person(line.text) is None:
            yield Bad(place, "not a friend; one looks like Grace Hopper (a.k.a. Amazing Grace) [Paris] @navy", line.raw)
        elif line.section == "":
            yield Bad(place, "it is not in any section", line.raw)
        elif line.section in ("activities", "notes"):
            yield from self._event(line, place)

    def _event(self, line: _SectionLine, place: Place) -> Iterator[Read]:
        event = _EVENT.fullmatch(line.text)
        if event is None:
            yield Bad(place, "it does not begin with a day and a colon, as 2026-11-01: does", line.raw)
            return
        try:
            when = iso_dates.moment(event[1], self._clock)
        except BadLine as fault:
            yield Bad(place, str(fault), line.raw)
            return
        names = _names(event[2])
        if not names:
            noun = "note" if line.section == "notes" else "activity"
            yield Skipped(place, noun, _plain(event[2]), "it names nobody (**Grace Hopper**)")
        for number, what in enumerate(self._whats(line.section, names, when, event[2])):
            # A note of several people is a fact of each.
            yield Record(
                place, key_of(line.section, event[1], event[2], names[number] if number else ""), what, line.raw
            )

    def _whats(self, section: str, names: tuple[str, ...], when: When, said: str) -> Iterator[What]:
        people = tuple(Who(key=_key(name), name=name) for name in names)
        text, tags = _plain(said), tuple(dict.fromkeys(_TAG.findall(said)))
        whole = " ".join([text, *(f"@{tag}" for tag in tags if f"@{tag}" not in text)])
        if section == "notes" and self._notes == "facts":
            for who in people:
                yield Entry("fact", who, {"kind": "life", "text": whole, "day": when.day})
        elif people:
            channel = {"channel": "other"} if section == "notes" else {}
            yield Touchpoint(people, when, {"text": text, **channel}, tags)


def _lines(stream: BinaryIO, advance: Callable[[int], None], file: str) -> Iterator[_SectionLine]:
    section, found, number, begins = "", False, 0, True
    for piece in encodings.lines(stream, advance):
        # Of a line that is too long there are several pieces.
        number += begins
        was_begun, begins = not begins, piece.endswith(("\n", "\r"))
        heading = None if was_begun else _HEADING.fullmatch(piece.lstrip("\ufeff"))
        if heading:
            section, found = heading[1].lower(), True
        elif not was_begun and (text := encodings.mended(piece).strip()):
            yield _SectionLine(number, section, text.removeprefix("- ").strip(), piece)
    if not found and number:
        raise BadInput(f"{file} is not a file of friends.", "It has headings like ### Activities: Nothing was changed.")


def _person(text: str) -> Person | None:
    """A friend as the file lists them; the first nickname is theirs, others are noted."""
    words, tags = single_spaced(text).split(" "), []
    while len(words) > 1 and words[-1].startswith("@") and words[-1] != "@":
        tags.append(words.pop().lstrip("@"))
    whole, place = _without_place(" ".join(words))
    name, bracket, known_as = whole.partition(" (")
    known_too = not bracket or (known_as.startswith("a.k.a. ") and known_as.endswith(")"))
    if not name or not known_too or not _NO_NAME.isdisjoint(name):
        return None
    also = [each.strip() for each in _ALSO.split(known_as[:-1]) if each.strip()]
    notes = [f"Also known as: {', '.join(also[1:])}"] if also[1:] else []
    notes += [f"Lives in: {place.strip()}"] if place else []
    fields = {"nickname": also[0] if also else "", "notes": "\n".join(notes)}
    return Person(
        name=name,
        fields={column: value for column, value in fields.items() if value},
        tags=tuple(reversed(tags)),
        by_name=True,
    )


def _without_place(text: str) -> tuple[str, str]:
    """A friend without the place in brackets at the end, and that place."""
    head, _, place = text[:-1].rpartition(" [")
    return (head, place) if head and place and text.endswith("]") and "]" not in place else (text, "")


def _key(name: str) -> str:
    return key_of("friend", name)


def _names(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(name.split()) for name in _BOLD.findall(said) if name.strip()))


def _plain(said: str) -> str:
    """What was said, without the marks for names and places, and the tags at its end."""
    text = _LOCATION.sub(r"\1", _BOLD.sub(r"\1", said)).replace("\\", "")
    words = list(_WORD.finditer(text))
    while len(words) > 1 and _TAG.fullmatch(words[-1][0]):
        del words[-1]
    return text[: words[-1].end()].strip() if words else ""
