"""Everybody in the journal, for telling whether a card is somebody who is there.

By identity, else by e-mail address or phone number and a name that can be theirs, else by full name and organisation
(rules/identity_matching.py); the archived ones too, and never by a first name. A couple, a practice, a boss and an
assistant have one address: it speaks for one person only as far as the names can be one person's.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from custlove.rules import addresses, identity_matching
from custlove.rules.names import fold


class KnownPerson(NamedTuple):
    """Somebody who is there, as far as telling them apart needs it."""

    id: int
    handle: str
    name: str
    nickname: str | None
    organisation: str | None
    archived: bool = False
    former: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """All names they have or had."""
        return [name for name in (self.name, self.nickname, *self.former) if name]

    @property
    def borrowed(self) -> bool:
        """Whether their name is not one of a person: an address, a number, or that of their organisation."""
        is_name = "@" not in self.name and any(letter.isalpha() for letter in self.name)
        return not is_name or fold(self.name) == fold(self.organisation or "")


class Card(NamedTuple):
    """Somebody who may be there; `borrowed`: the name is the organisation's, an address or a number."""

    name: str
    organisation: str | None = None
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    uid: str | None = None
    borrowed: bool = False
    nickname: str | None = None

    @property
    def names(self) -> list[str]:
        """The names on it."""
        return [name for name in (self.name, self.nickname) if name]


class IdentityMatch(NamedTuple):
    """Who a card is: the person and by what, or several who may be; `twins` have the name and may be the same.

    `others` have an address of it, under a name that cannot be the same person's.
    """

    person: KnownPerson | None = None
    by: str = ""
    several: Sequence[KnownPerson] = ()
    twins: Sequence[KnownPerson] = ()
    others: Sequence[KnownPerson] = ()


class Directory:
    """The people by whatever tells them apart. Those who come in are added, so that a file is held against itself."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.people: dict[int, KnownPerson] = {}
        self._uids: dict[str, int] = {}
        self._handles: dict[str, int] = {}
        self._emails: dict[str, list[int]] = defaultdict(list)
        self._phones: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._names: dict[str, list[int]] = defaultdict(list)
        self._former_names: dict[str, list[int]] = defaultdict(list)
        self._former_handles: dict[str, list[int]] = defaultdict(list)
        self._with_email: set[int] = set()
        columns = (
            "SELECT id, handle, name, nickname, organisation, archived_on IS NOT NULL, uid FROM person ORDER BY id"
        )
        for row in connection.execute(columns):
            self.add(KnownPerson(row[0], row[1], row[2], row[3], row[4], bool(row[5])), row[6])
        details = "SELECT person_id, kind, value FROM person_detail WHERE kind IN ('email', 'phone') ORDER BY id"
        for number, kind, value in connection.execute(details):
            self.add_details(number, **{f"{kind}s": [value]})
        for number, kind, value in connection.execute("SELECT person_id, kind, value FROM former_name ORDER BY id"):
            self.add_former(number, kind, value)

    def add(self, known: KnownPerson, uid: str | None) -> None:
        """Somebody more."""
        self.people[known.id] = known
        self._handles[known.handle] = known.id
        if uid:
            self._uids[uid] = known.id
        for name in filter(None, (known.name, known.nickname)):
            for key in _name_keys(name):
                if known.id not in self._names[key]:
                    self._names[key].append(known.id)

    def add_details(self, number: int, emails: Iterable[str] = (), phones: Iterable[str] = ()) -> None:
        """More addresses and numbers of somebody."""
        for email in emails:
            self._emails[addresses.canonical(fold(email))].append(number)
            self._with_email.add(number)
        for phone in phones:
            if (tail := identity_matching.phone_tail(phone)) is not None:
                self._phones[tail].append((number, phone))

    def add_former(self, number: int, kind: str, value: str) -> None:
        """A name or handle that somebody had."""
        known = self.people[number]
        if kind == "handle":
            self._former_handles[fold(value)].append(number)
            return
        self.people[number] = known._replace(former=(*known.former, value))
        for key in _name_keys(value):
            self._former_names[key].append(number)

    def by_handle(self, handle: str) -> KnownPerson | None:
        """The person of that handle, else the only one who had it."""
        key = handle.removeprefix("@").casefold()
        if (number := self._handles.get(key)) is not None:
            return self.people[number]
        had = self._known(self._former_handles.get(fold(key), ()))
        return had[0] if len(had) == 1 else None

    def by_email(self, email: str) -> list[KnownPerson]:
        """The people who have that address."""
        return self._known(self._emails.get(addresses.canonical(fold(email)), ()))

    def by_full_name(self, name: str) -> list[KnownPerson]:
        """The people of that first and last name, in any order of the two, else those who had it.

        Nobody for a first name alone.
        """
        full = identity_matching.full_name(name)
        return self._known(self._names.get(full) or self._former_names.get(full) or ()) if full else []

    def find(self, card: Card) -> IdentityMatch:
        """Who a card is; by what is surest, and nobody where two of them contradict each other."""
        if card.uid and (number := self._uids.get(card.uid)):
            return IdentityMatch(self.people[number], "identity")
        for by, ways in (("e-mail", self._having_email(card)), ("phone", self._having_phone(card))):
            if ways:
                return self._one_of(ways, card, by)
        same = self._named(card)
        sure = [each for each in same if self._of_one_house(each, card)]
        if sure:
            return self._one_of(sure, card, "name and organisation" if card.organisation else "name")
        twins = [each for each in same if identity_matching.full_name(card.name)]
        return IdentityMatch(twins=twins, others=self._sharing(card))

    def _one_of(self, found: list[KnownPerson], card: Card, by: str) -> IdentityMatch:
        if len(found) > 1 and card.names:
            agreeing = [each for each in found if _any_pair(identity_matching.names_agree, each, card)]
            found = agreeing if len(agreeing) == 1 else found
        return IdentityMatch(found[0], by) if len(found) == 1 else IdentityMatch(by=by, several=found)

    def _having_email(self, card: Card) -> list[KnownPerson]:
        sure = (email for email in card.emails if not identity_matching.is_shared(email))
        own = [each for email in sure for each in self.by_email(email) if self._can_be(each, card)]
        shared = [each for email in card.emails for each in self.by_email(email) if self._agrees(each, card)]
        return list(dict.fromkeys(own)) or list(dict.fromkeys(shared))

    def _sharing(self, card: Card) -> list[KnownPerson]:
        """Those who have an address of a card that several do not usually read."""
        sure = (email for email in card.emails if not identity_matching.is_shared(email))
        return list(dict.fromkeys(each for email in sure for each in self.by_email(email)))

    def _having_phone(self, card: Card) -> list[KnownPerson]:
        found: list[int] = []
        for phone in card.phones:
            near = self._phones.get(identity_matching.phone_tail(phone) or "", ())
            found += [number for number, other in near if identity_matching.same_phone(phone, other)]
        # Colleagues share a switchboard, a family its line at home.
        return [each for each in self._known(found) if self._agrees(each, card)]

    def _named(self, card: Card) -> list[KnownPerson]:
        keys = sorted(_name_keys(card.name))
        return self._known(number for key in keys for number in self._names.get(key, ())) or self._known(
            number for key in keys for number in self._former_names.get(key, ())
        )

    def _agrees(self, known: KnownPerson, card: Card) -> bool:
        return card.borrowed or _any_pair(identity_matching.names_agree, known, card)

    def _can_be(self, known: KnownPerson, card: Card) -> bool:
        return card.borrowed or known.borrowed or _any_pair(identity_matching.can_share, known, card)

    def _of_one_house(self, known: KnownPerson, card: Card) -> bool:
        """Whether somebody of the same name is the same: of the same organisation, or neither of any.

        With no organisation, addresses that differ tell them apart.
        """
        if card.borrowed or identity_matching.full_name(card.name) is None:
            return card.borrowed and fold(known.name) == fold(card.name)
        if known.organisation or card.organisation:
            return fold(known.organisation or "") == fold(card.organisation or "")
        return not (card.emails and known.id in self._with_email)

    def _known(self, numbers: Iterable[int]) -> list[KnownPerson]:
        return [self.people[number] for number in dict.fromkeys(numbers)]


def _name_keys(name: str) -> set[str]:
    return {fold(name), identity_matching.full_name(name) or ""} - {""}


def _any_pair(fits: Callable[[str, str], bool], known: KnownPerson, card: Card) -> bool:
    return any(fits(theirs, named) for theirs in known.names for named in card.names)
