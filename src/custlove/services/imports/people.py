"""What becomes of cards: somebody new, somebody who is there, somebody who came in before."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from custlove.reports.people.contact_index import Card, Directory, IdentityMatch, KnownPerson
from custlove.rules import identity_matching
from custlove.rules.names import fold, handle_from
from custlove.rules.rungs import FIRST_RUNG
from custlove.services.imports import former, provenance
from custlove.services.imports.provenance import Arrival, mark
from custlove.services.imports.records import Link, Person, Record, Who, link_mark
from custlove.services.people import DETAIL_KEYS
from custlove.services.restore import ladder, people
from custlove.services.restore.ladder import Placing
from custlove.services.restore.origin import Origin
from custlove.store.rows import new_uid

if TYPE_CHECKING:
    from custlove.store.bulk import Bulk

_DETAILS = {"email": "emails", "phone": "phones", "tag": "tags"}
_LONGEST_UID = 100
# What was decided, about whom, and why.
Decided = tuple[str, int | None, str]


class PersonImporter:
    """The people of an import: those there are, and those it brings."""

    def __init__(self, bulk: "Bulk", source: str, on: str) -> None:
        self.directory = Directory(bulk.connection)
        self._bulk = bulk
        self._source = source
        self._on = on
        self._handles: set[str] = set()
        self._own: dict[str, int] = {}
        self._links: list[tuple[int, int, Link]] = []
        self._more: dict[str, int] = {}

    def take(self, record: Record, card: Person, marks: frozenset[str], arrival: Arrival | None) -> Decided:
        """Decide on a card and write what it brings."""
        line = record.place.number
        if arrival is not None:
            self._own[record.key] = arrival.row_id
            all_marks = provenance.together(marks, arrival.marks)
            if all_marks == arrival.marks:
                return "unchanged", arrival.row_id, ""
            changed = self._fill(line, arrival.row_id, card, arrival.marks)
            if changed:
                provenance.remember_again(self._bulk, self._source, record.key, all_marks)
            return "changed" if changed else "unchanged", arrival.row_id, _changes(changed)
        found = self._by_name(card.name) if card.by_name else self.directory.find(_card(card))
        if found.several:
            handles = " or ".join(each.handle for each in found.several)
            return "skipped", None, f"may be {handles}, by {found.by}; if they are one, merge them first"
        if found.person is None:
            number = self._add(line, card)
            decided: Decided = "new", number, _may_be_one(found)
        else:
            number = found.person.id
            changed = self._fill(line, number, card, frozenset())
            decided = "merged", number, _because(found.person, found.by, changed)
        self._own[record.key] = number
        provenance.remember(self._bulk, line, self._source, record.key, "person", number, marks)
        return decided

    def who(self, who: Who) -> tuple[KnownPerson | None, str]:
        """The person a record names, or None and why; by the surest of what it says."""
        if who.key is not None and (number := self._by_key(who.key)) is not None:
            return self.directory.people.get(number), f"{who} was removed since"
        if who.handle is not None and (known := self.directory.by_handle(who.handle)) is not None:
            return known, ""
        return self._by_number(who) if who.phones and not who.by_name else self._by_address(who)

    def _by_address(self, who: Who) -> tuple[KnownPerson | None, str]:
        found = self.directory.find(Card(who.name or "", None, who.emails, who.phones, borrowed=who.name is None))
        if found.person is None and found.others and not who.by_name:
            return None, under_another_name(found.others)
        if not who.by_name and found.by != "e-mail":
            return None, f"nobody here has the address {' or '.join(who.emails)}"
        several = found.several or (() if found.person else self.directory.by_full_name(who.name or ""))
        if found.person is None and len(several) == 1:
            return several[0], ""
        handles = " or ".join(each.handle for each in several)
        return found.person, f"{who} may be {handles}" if handles else f"nobody here is {who}"

    def _by_number(self, who: Who) -> tuple[KnownPerson | None, str]:
        """Whose number it is; whom a phone has under it tells only which of several that is."""
        alone = self.directory.find(Card("", None, (), who.phones, borrowed=True))
        found = alone
        if alone.several and who.name:
            found = self.directory.find(Card(who.name, None, (), who.phones))
        if found.person is not None and found.by == "phone":
            return found.person, ""
        handles = " or ".join(each.handle for each in alone.several)
        return None, f"{who} may be {handles}" if handles else f"nobody here has the number {' or '.join(who.phones)}"

    def settle(self) -> dict[str, int]:
        """Write who knows whom, now that everybody is here; how many rows came in next to the people, by noun."""
        for line, number, link in self._links:
            other, _ = self.who(link.who)
            if other is None:
                self._keep_as_fact(line, number, link)
            elif other.id != number and not self._linked(number, other.id, link.kind):
                values = {"person_id": number, "other_id": other.id, "kind": link.kind, "day": self._on}
                provenance.add(self._bulk, line, "link", values)
                self._more["link"] = self._more.get("link", 0) + 1
                self._bulk.flush("link")
        return self._more

    def _keep_as_fact(self, line: int, number: int, link: Link) -> None:
        """What was said of somebody who is not here: it is still something to know of this person."""
        if not (link.who.name or link.who.emails):
            return
        values = {"person_id": number, "kind": "life", "text": f"{link.kind}: {link.who}", "day": self._on}
        provenance.add(self._bulk, line, "fact", values)
        self._more["fact"] = self._more.get("fact", 0) + 1

    def _by_name(self, name: str) -> IdentityMatch:
        """Who somebody is of whom nothing but the name is known."""
        known = self.directory.by_full_name(name)
        return IdentityMatch(known[0], "name") if len(known) == 1 else IdentityMatch(by="name", several=known)

    def _by_key(self, key: str) -> int | None:
        if key not in self._own and (arrival := provenance.find(self._bulk, self._source, key)) is not None:
            self._own[key] = arrival.row_id if arrival.noun == "person" else 0
        return self._own.get(key)

    def _add(self, line: int, card: Person) -> int:
        uid = card.uid if card.uid and len(card.uid) <= _LONGEST_UID else new_uid()
        fields = {**card.fields, "name": card.name, "added_on": card.added_on or self._on, "came_by": self._source}
        if card.archived_on:
            fields["archived_on"] = max(card.archived_on, fields["added_on"])
        details = {kind: _usable(kind, getattr(card, name)) for kind, name in _DETAILS.items()}
        handle = handle_from(identity_matching.bare_name(card.name))
        added = people.person(self._bulk, Origin(line, uid), handle, fields, details, self._handles)
        self._handles.add(added.handle)
        placing = Placing(card.rung or FIRST_RUNG, fields["added_on"])
        ladder.place(self._bulk, line, added.id, placing)
        organisation, nickname = card.fields.get("organisation"), card.fields.get("nickname")
        known = KnownPerson(added.id, added.handle, card.name, nickname, organisation, bool(card.archived_on))
        self.directory.add(known, uid)
        self.directory.add_details(added.id, details["email"], details["phone"])
        self._add_days(line, added.id, card, frozenset(), [])
        self._links += [(line, added.id, link) for link in card.links]
        return added.id

    def _fill(self, line: int, number: int, card: Person, earlier: frozenset[str]) -> list[str]:
        """Fill gaps, and bring up to date what is still as it was brought; the names of what changed."""
        self._bulk.flush("person", "person_detail", "special_day")
        now = provenance.current(self._bulk, "person", number)
        had = provenance.details(self._bulk, number)
        changes = {
            column: value
            for column, value in {"name": card.name, **card.fields}.items()
            if _may_write(column, now[column], value, earlier)
        }
        if not earlier:
            changes |= _fitting(now, had, card)
        if now["organisation"] and "organisation" in changes:
            changes |= former.organisation(self._bulk, line, number, now, changes["organisation"], self._on)
        if changes:
            provenance.update(self._bulk, "person", number, changes)
        known = self.directory.people[number]
        if not card.borrowed and (name := former.name(known, now["name"], changes.get("name"), card.name)):
            former.add_name(self._bulk, line, number, name, self._on)
            self.directory.add_former(number, "name", name)
        changed = [column for column in changes if column != "organisation_since"]
        self._add_details(line, number, card, had, earlier, changed)
        self._add_days(line, number, card, earlier, changed, provenance.special_days(self._bulk, number))
        self._links += [(line, number, link) for link in card.links if link_mark(link) not in earlier]
        self._know(number, changes, card)
        return changed

    def _know(self, number: int, changes: Mapping[str, Any], card: Person) -> None:
        known = self.directory.people[number]
        news = {column: value for column, value in changes.items() if column in {"name", "nickname", "organisation"}}
        self.directory.add(known._replace(**news), card.uid)
        self.directory.add_details(number, card.emails, _usable("phone", card.phones))

    def _add_details(
        self,
        line: int,
        number: int,
        card: Person,
        had: Iterable[tuple[str, str, str]],
        earlier: frozenset[str],
        changed: list[str],
    ) -> None:
        keys = {(kind, key) for kind, _, key in had}
        phones = [value for kind, value, _ in had if kind == "phone"]
        for kind, name in _DETAILS.items():
            for value in _usable(kind, getattr(card, name)):
                key = DETAIL_KEYS[kind](value)
                same = kind == "phone" and any(identity_matching.same_phone(value, other) for other in phones)
                # What came in before and is gone was taken away.
                if same or (kind, key) in keys or mark(kind, value) in earlier:
                    continue
                provenance.add_detail(self._bulk, line, number, kind, value, key)
                keys.add((kind, key))
                changed.append(kind)

    def _add_days(
        self,
        line: int,
        number: int,
        card: Person,
        earlier: frozenset[str],
        changed: list[str],
        had: Iterable[tuple[str, str]] = (),
    ) -> None:
        there = {(fold(what), day) for what, day in had}
        for each in card.days:
            if (fold(each.what), each.day) in there or mark("special_day", each) in earlier:
                continue
            there.add((fold(each.what), each.day))
            values = {"person_id": number, "what": each.what, "day": each.day, "yearly": True, "added_on": self._on}
            provenance.add(self._bulk, line, "special_day", values)
            self._more["special_day"] = self._more.get("special_day", 0) + 1
            changed.append(each.what)

    def _linked(self, one: int, other: int, kind: str) -> bool:
        pairs = ((one, other), (other, one))
        return any(
            provenance.has_row(self._bulk, "link", {"person_id": first, "other_id": second, "kind": kind})
            for first, second in pairs
        )


def _card(card: Person) -> Card:
    fields = card.fields
    return Card(
        card.name, fields.get("organisation"), card.emails, card.phones, card.uid, card.borrowed, fields.get("nickname")
    )


def _may_be_one(found: IdentityMatch) -> str:
    """Why somebody new may be one of those who are there."""
    twins = " and ".join(each.handle for each in found.twins)
    if twins:
        return f"same name as {twins}, and nothing shows that they are one"
    return f"same address as {_handles(found.others)}, under another name" if found.others else ""


def under_another_name(others: Iterable[KnownPerson]) -> str:
    """Why an address does not tell who somebody is."""
    return f"the address is that of {_handles(others)}, under another name"


def _handles(people: Iterable[KnownPerson]) -> str:
    return " and ".join(each.handle for each in people)


def _usable(kind: str, values: Iterable[str]) -> list[str]:
    """Details that have something to be found by: a phone number has digits."""
    return [value.lstrip("#+") if kind == "tag" else value for value in values if DETAIL_KEYS[kind](value)]


def _may_write(column: str, here: Any, value: Any, earlier: frozenset[str]) -> bool:
    """Whether a column takes a value: a gap that was never filled, or what an earlier import brought."""
    if here == value:
        return False
    if here is None:
        return not any(each.startswith(f"{column}:") for each in earlier)
    return mark(column, here) in earlier


def _fitting(now: Mapping[str, Any], had: Iterable[tuple[str, str, str]], card: Person) -> dict[str, str]:
    """What of a card fits next to what is there: more notes, the year of a birthday, a name if there was none."""
    fitting: dict[str, str] = {}
    notes, birthday = card.fields.get("notes"), card.fields.get("birthday", "")
    if notes and now["notes"] and notes not in now["notes"]:
        fitting["notes"] = f"{now['notes']}\n{notes}"
    if (now["birthday"] or "").startswith("--") and birthday.endswith(now["birthday"][1:]) and birthday[0] != "-":
        fitting["birthday"] = birthday
    is_address = any(fold(now["name"]) == fold(value) for _, value, _ in had)
    if is_address and not card.borrowed and fold(now["name"]) != fold(card.name):
        fitting["name"] = card.name
    return fitting


def _because(known: KnownPerson, by: str, changed: list[str]) -> str:
    archived = ", archived" if known.archived else ""
    return f"{known.handle}{archived}, by {by}; {_changes(changed) or 'nothing new'}"


def _changes(changed: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(changed))
