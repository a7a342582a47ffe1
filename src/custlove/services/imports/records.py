"""What a format yields, in plain values: records, each with a key that stays the same, and bad ones with a reason.

A reader of a format is a function that yields `Record`, `Skipped` and `Bad`, one after the other and never a whole
file; it knows nothing of the journal. `importer.py` decides what becomes of each. What one is about stands in `what`:

- `Person`: a card. Those of a file come before whatever refers to them by key.
- `Touchpoint`: one contact with one or more people.
- `Entry`: a row of another noun (fact, special_day, follow_up, promise, introduction, link), by its columns.

People are named by a `Who`, as much of it as the format knows.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from custlove.services.imports.provenance import mark
from custlove.services.restore.origin import When
from custlove.store.bulk import stored

_NOTHING: Mapping[str, Any] = {}
# Where a record `waits` that is not worth it: it is skipped where nobody is found for it.
NOWHERE = "nowhere"


class Place(NamedTuple):
    """Where in its file a record stands: the `unit` is what the format counts (line, card, message).

    The number 0 stands for the file as a whole.
    """

    file: str
    unit: str
    number: int

    def __str__(self) -> str:
        return f"{self.file}, {self.unit} {self.number}" if self.number else self.file


class Bad(NamedTuple):
    """A record that cannot be read, with the reason and, as far as it was read, what it said."""

    place: Place
    reason: str
    raw: str = ""


class Skipped(NamedTuple):
    """A record that can be read and is none to bring in, with the reason: a group, a newsletter, an empty row."""

    place: Place
    noun: str
    name: str
    why: str


class Who(NamedTuple):
    """Somebody as a record names them: by the key of their own record in the same source, or as a person would.

    `by_name`: where the address is nobody's, the full name alone may tell who it is.
    """

    key: str | None = None
    handle: str | None = None
    name: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    by_name: bool = True

    def __str__(self) -> str:
        return self.name or self.handle or ", ".join(self.emails or self.phones) or "somebody"


class Day(NamedTuple):
    """A day that matters every year, YYYY-MM-DD or --MM-DD, and what it is."""

    what: str
    day: str


class Link(NamedTuple):
    """Somebody whom a person knows, and as what."""

    kind: str
    who: Who


class Person(NamedTuple):
    """A card: `fields` are columns of the person table; `borrowed`: the name is an organisation's, an address or so.

    `added_on`, `archived_on` and `rung` are for somebody new. `by_name`: the format knows people by nothing else, so
    that a full name which only one of those who are there has is that one's.
    """

    name: str
    fields: Mapping[str, str] = _NOTHING
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    links: tuple[Link, ...] = ()
    uid: str | None = None
    rung: str | None = None
    added_on: str | None = None
    borrowed: bool = False
    archived_on: str | None = None
    by_name: bool = False


class Touchpoint(NamedTuple):
    """One contact: `fields` are columns of the touchpoint table (channel, direction, text, minutes, felt …)."""

    people: tuple[Who, ...]
    when: When
    fields: Mapping[str, Any] = _NOTHING
    tags: tuple[str, ...] = ()


class Entry(NamedTuple):
    """A row of another noun: its table, the person it is about, its columns; `others` are columns that name people.

    `first`: columns of a new row of which the record says nothing itself. `only_again`: where it never came in before,
    the reason for which it does not now (it was deleted meanwhile).
    """

    noun: str
    who: Who
    fields: Mapping[str, Any]
    others: Mapping[str, Who] = _NOTHING
    first: Mapping[str, Any] = _NOTHING
    only_again: str = ""


What = Person | Touchpoint | Entry


class Record(NamedTuple):
    """One thing that a file brings, under a key that is the same the next time.

    `made_of`: marks of the mails or so that it was put together from, of which more may come; the only one of its key.
    `waits`: the key under which it waits in the inbox, if that is not its own: one for all that it stands for there.
    """

    place: Place
    key: str
    what: What
    raw: str = ""
    made_of: frozenset[str] | None = None
    waits: str = ""


Read = Record | Skipped | Bad


def key_of(*parts: object) -> str:
    """A key out of what tells a record apart: an identity of its source, else all that it says.

    It is a digest, so that what somebody asked to be forgotten does not live on as a key.
    """
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def marks_of(what: What) -> frozenset[str]:
    """The marks of all that a record says, by which it is seen whether it says something else the next time."""
    if isinstance(what, Person):
        links = [link_mark(link) for link in what.links]
        details = _marks({}, email=what.emails, phone=what.phones, tag=what.tags, special_day=what.days)
        return _marks({"name": what.name, **what.fields}).union(details, links)
    if isinstance(what, Touchpoint):
        return _marks(columns_of(what), who=what.people, tag=what.tags)
    return _marks(what.fields, who=(what.who, *what.others.values()))


def first_marks(what: What) -> frozenset[str]:
    """The marks of what a new row begins with, and the record does not say."""
    return _marks(what.first) if isinstance(what, Entry) else frozenset()


def columns_of(what: Touchpoint | Entry) -> Mapping[str, Any]:
    """The columns of its own row that a record fills."""
    if isinstance(what, Entry):
        return what.fields
    return {**what.fields, "at": stored(what.when.at), "day": what.when.day}


def link_mark(link: Link) -> str:
    """The mark of somebody known."""
    return mark("link", (link.kind, str(link.who)))


def _marks(fields: Mapping[str, Any], **several: Iterable[Any]) -> frozenset[str]:
    single = (mark(name, value) for name, value in fields.items() if value is not None)
    return frozenset(single) | {mark(name, value) for name, values in several.items() for value in values}


def packed(record: Record) -> str:
    """A touchpoint or entry without its people as JSON, for the inbox: whom it is given to is said later.

    Whom it named goes along, so that their address can be kept, and its key, so that it is known again.
    """
    what = record.what
    if isinstance(what, Person):
        raise TypeError("a person does not wait")
    about: dict[str, Any] = {"fields": dict(what.fields), "key": record.key, "made_of": sorted(record.made_of or ())}
    if isinstance(what, Touchpoint):
        about["when"] = {"at": what.when.at.isoformat(), "day": what.when.day, "zone": what.when.zone}
        about["tags"] = what.tags
        named = what.people
    else:
        about["noun"], about["fields"] = what.noun, {**what.first, **what.fields}
        named = (what.who,)
    about["named"] = [{"name": who.name, "emails": who.emails} for who in named]
    return json.dumps(about, ensure_ascii=False)


def named_in(data: str) -> tuple[Who, ...]:
    """Whom what was `packed` named."""
    named = json.loads(data).get("named", ())
    return tuple(Who(name=each["name"], emails=tuple(each["emails"]), by_name=False) for each in named)


def unpacked(data: str, place: Place, *people: Who) -> Record:
    """The record that was `packed`, given to these people; a noun other than a touchpoint to the first.

    Raises ValueError if it is not one.
    """
    try:
        given = json.loads(data)
        what: What
        if "when" in given:
            when = given["when"]
            at = datetime.fromisoformat(when["at"])
            what = Touchpoint(people, When(at, when["day"], when["zone"]), given["fields"], tuple(given["tags"]))
        else:
            what = Entry(given["noun"], people[0], given["fields"])
        return Record(place, given["key"], what, made_of=frozenset(given["made_of"]))
    except (KeyError, TypeError, IndexError) as fault:
        raise ValueError("the entry is damaged") from fault
