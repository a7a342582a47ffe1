"""Whom an import leaves out, because they were forgotten for good: no file brings them back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from custlove.reports.people import identifiers
from custlove.services.imports.records import Person, Who
from custlove.store.forgotten import Forgotten

if TYPE_CHECKING:
    import sqlite3

    from custlove.reports.people.contact_index import Directory

# Why a record does not come in.
WHY = "forgotten for good; to bring them back: custlove person add"


class ForgottenPeople:
    """Those who were forgotten, as cards and records name them."""

    def __init__(self, connection: "sqlite3.Connection", directory: "Directory") -> None:
        self._forgotten = Forgotten(connection)
        self._directory = directory

    def has(self, card: Person) -> bool:
        """Whether a card is one of theirs."""
        return self._are(card.name, card.emails, card.phones, card.uid)

    def names(self, who: Who) -> bool:
        """Whether somebody who is named was forgotten."""
        return self._are(who.name or "", who.emails, who.phones, None)

    def without_links(self, card: Person) -> Person:
        """A card that says nothing of whom they know among those who were forgotten."""
        if not self._forgotten or not any(self.names(link.who) for link in card.links):
            return card
        return card._replace(links=tuple(link for link in card.links if not self.names(link.who)))

    def _are(self, name: str, emails: Iterable[str], phones: Iterable[str], uid: str | None) -> bool:
        if not self._forgotten:
            return False
        # An address that somebody has now came back by hand.
        strange = [email for email in emails if not self._directory.by_email(email)]
        return self._forgotten.knows(identifiers.of_card(name, strange, phones, uid))
