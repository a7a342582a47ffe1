"""Whose an address is, and what earlier imports brought of their mails."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from custlove.exchange.mail.days import Earlier, day_key
from custlove.exchange.mail.message import Letter
from custlove.reports.people.contact_index import Card, IdentityMatch, KnownPerson
from custlove.rules import identity_matching
from custlove.rules.addresses import canonical
from custlove.services.imports.records import key_of

if TYPE_CHECKING:
    from custlove.services.imports.importer import Importer


class ContactBook:
    """Who is there, and what earlier imports brought of whom."""

    def __init__(self, engine: "Importer") -> None:
        self._engine = engine
        self._directory = engine.people.directory
        # Most people write often, and the same names come again day after day.
        self.find = lru_cache(maxsize=20_000)(self._find)
        self._addresses = lru_cache(maxsize=2_000)(self._addresses_of)
        self._any_earlier = engine.has_any()

    def person(self, number: int) -> KnownPerson:
        """The person of that number."""
        return self._directory.people[number]

    def _find(self, address: str, name: str) -> IdentityMatch:
        # A single word tells whom of several an address stands for, and denies nobody's.
        full = identity_matching.full_name(name)
        found = self._directory.find(Card(name, None, (address,), borrowed=full is None))
        return found if found.by == "e-mail" else IdentityMatch(others=found.others)

    def by_full_name(self, name: str) -> list[KnownPerson]:
        """The people of that first and last name; nobody for a first name alone."""
        return self._directory.by_full_name(name)

    def waits(self, address: str) -> str:
        """The key under which somebody unknown waits in the inbox, with the last of their mails."""
        return key_of("mail of", canonical(address))

    def earlier(self, number: int, day: list[Letter]) -> Earlier:
        """What was brought of a person's mails, of that day and of those next to it."""
        if not self._any_earlier:
            return Earlier({}, {})
        # Keys were once made of addresses as they stood in the mails.
        written = [*(letter.address for letter in day), *self._addresses(number)]
        addresses = dict.fromkeys([*map(canonical, written), *written])
        on = datetime.fromisoformat(day[0].day)
        near = [str((on + timedelta(days=days)).date()) for days in (-1, 1)]
        there = self._engine.earlier(*(day_key(address, day[0].day) for address in addresses))
        beside = self._engine.earlier(*(day_key(address, each) for address in addresses for each in near))
        return Earlier(there, beside)

    def _addresses_of(self, number: int) -> tuple[str, ...]:
        return tuple(email.lower() for email in self._engine.emails(number))
