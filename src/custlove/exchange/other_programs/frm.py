"""The log of frm, which keeps its contacts in an address book: a line of JSON for each time you were in touch.

Its fields are `contact` (the name), `path` (the contact's card in the address book, where frm had found it), `time` and
`note`; contacts themselves come in by `import vcard`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.text import iso_dates, json_file
from custlove.exchange.text.json_file import JsonLine
from custlove.services.imports.records import Bad, Person, Place, Read, Record, Touchpoint, Who, key_of
from custlove.services.restore.origin import When


class _Contact(NamedTuple):
    """Somebody in the log: the name that was used last, and since when they are in it."""

    name: str
    since: str
    place: Place


class Log:
    """The log as it is read; `new`: people come in with it."""

    def __init__(self, clock: LineClock, *, new: bool = False) -> None:
        self._clock = clock
        self._new = new

    def read(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[Read]:
        """The people of a log if they are wanted, and its lines as touchpoints."""
        start = stream.tell()
        contacts = self._contacts(stream, file)
        stream.seek(start)
        if self._new:
            for key, each in contacts.items():
                person = Person(each.name, added_on=each.since, by_name=True)
                yield Record(each.place, key, person)
        for line in json_file.lines(stream, advance):
            yield self._line(line, Place(file, "line", line.number), contacts)

    def _contacts(self, stream: BinaryIO, file: str) -> Mapping[str, _Contact]:
        """Everybody in the log; a contact who was renamed has one card all the same."""
        found: dict[str, _Contact] = {}
        for line in json_file.lines(stream):
            try:
                key, name, day = _key(line.value), _name(line.value), self._when(line.value).day
            except BadLine:
                continue
            before = found.get(key)
            since = min(before.since, day) if before else day
            found[key] = _Contact(name, since, before.place if before else Place(file, "line", line.number))
        return found

    def _line(self, line: JsonLine, place: Place, contacts: Mapping[str, _Contact]) -> Read:
        if line.fault:
            return Bad(place, line.fault, line.text)
        try:
            key, name, when = _key(line.value), _name(line.value), self._when(line.value)
        except BadLine as fault:
            return Bad(place, str(fault), line.text)
        known = contacts.get(key)
        who = Who(key=key, name=known.name if known else name)
        note = str(line.value.get("note") or "")
        touch = Touchpoint((who,), when, {"text": note.strip()})
        return Record(place, key_of(key, str(line.value["time"]), note), touch, line.text)

    def _when(self, value: Any) -> When:
        return iso_dates.moment(value.get("time"), self._clock, of_days=True)


def _name(value: Any) -> str:
    name = value.get("contact")
    if not isinstance(name, str) or not name.strip():
        raise BadLine("contact is missing")
    return " ".join(name.split())


def _key(value: Any) -> str:
    """By what a contact is known again: the card in the address book, else the name."""
    if not isinstance(value, dict):
        raise BadLine('not an entry, which looks like {"contact": …, "time": …}')
    return key_of("contact", str(value.get("path") or "") or _name(value))
