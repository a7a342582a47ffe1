"""What jrnl exports as JSON: entries, of which those tagged with a handle are touchpoints of that person.

The file is {"tags": …, "entries": [{"title", "body", "date", "time", "tags", "starred"}]}; the entries alone, one after
the other, are read as well.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.other_programs.handles import Handles, bare, spoken
from custlove.exchange.text import iso_dates, json_file
from custlove.rules.names import fold
from custlove.services.imports.records import Bad, Person, Place, Read, Record, Skipped, Touchpoint, Who, key_of
from custlove.services.restore.origin import When

_OF_JOURNAL = frozenset({"entries", "tags"})


class JrnlOptions(NamedTuple):
    """What the user says of a journal: whether people come in with it, and which tags are not people."""

    new: bool = False
    topics: Collection[str] = ()


class _Entry(NamedTuple):
    """An entry as it stands in the file."""

    when: When
    text: str
    tags: tuple[str, ...]
    key: str


class Entries:
    """The entries of a journal as they are read."""

    def __init__(self, options: JrnlOptions, clock: LineClock, handles: Handles) -> None:
        self._new = options.new
        self._topics = frozenset(fold(bare(tag)) for tag in options.topics)
        self._clock = clock
        self._handles = handles

    def read(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[Read]:
        """The people of a journal if they are wanted, and its entries; raises BadInput for another file."""
        values = json_file.values(stream, file, advance, "It is written by: jrnl --format json")
        entries = list(_entries(values))
        added = dict(self._newcomers(entries, file)) if self._new else {}
        yield from added.values()
        for number, value in enumerate(entries, 1):
            yield self._of(value, Place(file, "entry", number), added)

    def _of(self, value: Any, place: Place, added: Mapping[str, Record]) -> Read:
        raw = json_file.text_of(value)
        try:
            entry = self._entry(value)
        except BadLine as fault:
            return Bad(place, str(fault), raw)
        named = {tag: self._who(tag, added) for tag in entry.tags}
        people = tuple(dict.fromkeys(who for who in named.values() if who is not None))
        if not people:
            near = sorted({handle for tag in entry.tags for handle in self._handles.near(tag)})
            why = (
                f"its tags may be {' or '.join(near)}" if near else "none of its tags is the handle or name of anybody"
            )
            return Skipped(place, "entry", entry.text.partition("\n")[0], why)
        topics = tuple(bare(tag) for tag, who in named.items() if who is None)
        return Record(place, entry.key, Touchpoint(people, entry.when, {"text": entry.text}, topics), raw)

    def _who(self, tag: str, added: Mapping[str, Record]) -> Who | None:
        key = fold(bare(tag))
        if key in self._topics:
            return None
        return Who(key=added[key].key, name=spoken(tag)) if key in added else self._handles.who(tag, by_word=True)

    def _newcomers(self, values: Sequence[Any], file: str) -> Iterator[tuple[str, Record]]:
        """Those whom a tag names and who are not there yet, by the tag; they are here since their first entry."""
        since: dict[str, tuple[str, Place, str]] = {}
        for number, value in enumerate(values, 1):
            try:
                entry = self._entry(value)
            except BadLine:
                continue
            for tag in entry.tags:
                key, day = fold(bare(tag)), entry.when.day
                if key in self._topics or self._handles.who(tag, by_word=True) is not None:
                    continue
                first, place, name = since.get(key, (day, Place(file, "entry", number), spoken(tag)))
                since[key] = min(first, day), place, name
        for key, (day, place, name) in since.items():
            yield key, Record(place, key_of("tag", key), Person(name, added_on=day, by_name=True))

    def _entry(self, value: Any) -> _Entry:
        if not isinstance(value, dict) or not isinstance(value.get("date"), str):
            raise BadLine('not an entry, which looks like {"title": …, "date": …, "tags": […]}')
        day, time = value["date"], value.get("time")
        when = iso_dates.moment(f"{day}T{time}" if time else day, self._clock)
        title, body = (str(value.get(name) or "").strip() for name in ("title", "body"))
        tags = value.get("tags")
        told = tuple(tag for tag in tags if isinstance(tag, str) and bare(tag)) if isinstance(tags, list) else ()
        own = value.get("uuid")
        key = key_of("uuid", own) if own else key_of(day, time, title)
        return _Entry(when, "\n".join(filter(None, (title, body))), told, key)


def _entries(values: Iterable[Any]) -> Iterator[Any]:
    """The entries of the journals in a file, or those that stand there alone."""
    for value in values:
        if isinstance(value, list):
            yield from value
        elif isinstance(value, dict) and next(iter(value), "") in _OF_JOURNAL:
            entries = value.get("entries")
            yield from entries if isinstance(entries, list) else ()
        else:
            yield value
