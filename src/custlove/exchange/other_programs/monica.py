"""The JSON export of Monica 4.x: contacts, and all that was kept about them.

What a contact refers to may stand further down, so that all is gone through twice. Somebody who is in Monica only as
somebody's relation (a partial contact) is not somebody to be in touch with: they are what is known of the other, and
linked where somebody of that full name is here.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.other_programs import monica_contact, monica_entries, monica_file
from custlove.exchange.other_programs.monica_entries import MonicaOptions, Unwanted
from custlove.exchange.other_programs.monica_file import MonicaFile, properties
from custlove.exchange.other_programs.monica_relations import Relations
from custlove.exchange.text.json_file import text_of
from custlove.exchange.text.values import too_long
from custlove.services.imports.records import Bad, Entry, Place, Read, Record, Skipped, What, Who, key_of

_FIRST = frozenset({"contact", "contact_field_type", "relationship", "user"})
_SECOND = frozenset({"contact", "activity", "relationship"})


class Export:
    """An export as it is read."""

    def __init__(self, options: MonicaOptions) -> None:
        self._options = options
        self._types: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._self: set[str] = set()
        self._there: dict[str, list[str]] = {}
        self._relations = Relations(options.clock)
        self._introduced: list[tuple[Place, Mapping[str, Any], str]] = []

    def read(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[Read]:
        """The contacts, then what they did together and who knows whom; raises BadInput if it is not an export."""
        whole = MonicaFile(stream, file, advance)
        for each in whole.elements(_FIRST):
            self._look(each.kind, each.value)
        for each in whole.elements(_SECOND):
            place = Place(file, each.kind, each.number)
            if each.kind == "contact":
                yield from self._contact(each.value, place)
            elif each.kind == "activity":
                yield self._activity(each.value, place)
            else:
                yield from self._relation(each.value, place)
        for place, contact, introducer in self._introduced:
            yield self._introduction(place, contact, introducer)

    def _look(self, kind: str, value: Any) -> None:
        """Keep of an element what others refer to."""
        said, own = properties(value), value.get("uuid") if isinstance(value, dict) else None
        if kind == "contact_field_type":
            told = " ".join(str(said.get(name)) for name in ("type", "protocol", "name")).lower()
            known = next(
                (each for each, sign in (("email", "mail"), ("phone", "tel:"), ("phone", "phone")) if sign in told), ""
            )
            self._types[str(own)] = known or str(said.get("name") or "")
        elif kind == "relationship":
            self._relations.look(said)
        elif kind == "user":
            self._self.add(str(said.get("me_contact")))
        elif kind == "contact" and isinstance(value, dict):
            self._names[str(own)] = monica_contact.name_of(value)
            if said.get("is_partial"):
                self._relations.partial(str(own), monica_contact.name_of(value), said)
            for name, values in monica_file.collections(value):
                for each in values if name == "activity" else ():
                    self._there.setdefault(str(each.get("uuid") if isinstance(each, dict) else each), []).append(
                        str(own)
                    )

    def _contact(self, contact: Any, place: Place) -> Iterator[Read]:
        if not isinstance(contact, dict):
            yield Bad(place, "not a contact", text_of(contact))
            return
        said, own = properties(contact), str(contact.get("uuid") or key_of(text_of(contact)))
        if said.get("is_partial") or own in self._self:
            why = "it is you yourself" if own in self._self else "known only as a relation of somebody"
            yield Skipped(place, "person", monica_contact.name_of(contact), why)
            return
        card = {name: value for name, value in contact.items() if name != "data"}
        try:
            person = monica_contact.person(contact, self._types, self._relations.links(own), self._options.clock)
        except ValueError as fault:
            yield Bad(place, str(fault), text_of(contact))
            return
        yield Record(place, _key(own), person, text_of(card))
        who = Who(key=_key(own), name=person.name)
        facts = (*self._relations.facts(own, who), *monica_entries.preferences(contact, who, self._options.clock))
        for key, fact in facts:
            yield Record(place, key, fact)
        if introducer := said.get("first_met_through"):
            self._introduced.append((place, {"uuid": own, "name": person.name, **said}, str(introducer)))
        for kind, values in monica_file.collections(contact):
            for each in values:
                yield from self._thing(kind, each, place, who, contact)

    def _thing(self, kind: str, each: Any, place: Place, who: Who, contact: Mapping[str, Any]) -> Iterator[Read]:
        raw = text_of(_alone(kind, each, contact))
        try:
            what = monica_entries.thing(kind, each, who, contact, self._options)
        except BadLine as fault:
            yield Bad(place, f"{kind.replace('_', ' ')} of {who}: {fault}", raw)
            return
        except Unwanted as reason:
            title = monica_contact.text(properties(each), "title")
            yield Skipped(place, kind, f"{title} ({who})" if title else str(who), str(reason))
            return
        if what is not None:
            is_long = too_long(raw)
            yield (
                Bad(place, f"a {kind} of {who} is longer than 1 MB")
                if is_long
                else Record(place, key_of(*_identity(kind, each, who)), what, raw)
            )

    def _activity(self, value: Any, place: Place) -> Read:
        own = value.get("uuid") if isinstance(value, dict) else None
        people = tuple(self._who(each) for each in self._there.get(str(own), ()))
        try:
            what = monica_entries.activity(value, people, self._options.clock)
        except BadLine as fault:
            return Bad(place, str(fault), text_of(value))
        if not people:
            return Skipped(place, "touchpoint", str(what.fields["text"]), "nobody was there")
        return Record(place, key_of("activity", own or text_of(value)), what, text_of(value))

    def _relation(self, value: Any, place: Place) -> Iterator[Read]:
        found = self._relations.between(properties(value))
        if found is not None:
            one, other, kind, on = found
            fields = {"kind": kind, "day": on}
            what = Entry("link", self._who(one), fields, others={"other_id": self._who(other)})
            yield Record(place, key_of("relationship", one, other, kind), what, text_of(value))

    def _introduction(self, place: Place, contact: Mapping[str, Any], introducer: str) -> Record:
        clock, own = self._options.clock, str(contact["uuid"])
        on = monica_contact.day(contact, clock, "first_met_date", "created_at") or clock.today()
        who = Who(key=_key(own), name=str(contact["name"]))
        what: What = Entry("introduction", who, {"day": on}, others={"by_id": self._who(introducer)})
        return Record(place, key_of("introduction", own), what)

    def _who(self, own: str) -> Who:
        return Who(key=_key(own), name=self._names.get(own) or None)


def _key(own: str) -> str:
    return key_of("contact", own)


def _identity(kind: str, each: Any, who: Who) -> tuple[object, ...]:
    """By what a thing is known again: its identity; earlier versions give none, but say when it was written down."""
    own = each.get("uuid") or each.get("created_at") if isinstance(each, dict) else None
    return (kind, who.key, own) if own else (kind, who.key, json.dumps(each, sort_keys=True))


def _alone(kind: str, each: Any, contact: Mapping[str, Any]) -> dict[str, Any]:
    """A contact with this thing alone, which can be read again once it is mended."""
    card = {name: value for name, value in contact.items() if name != "data"}
    return {**card, "data": [{"count": 1, "type": kind, "values": [each]}]}
