"""Who else has an address or a number."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from custlove.reports.people.lookup import PersonRef
from custlove.rules import identity_matching
from custlove.rules.names import fold

_EMAIL = """
SELECT person.id, handle, name, archived_on IS NOT NULL FROM person_detail JOIN person ON person.id = person_id
WHERE kind = 'email' AND key = ? AND handle <> ? ORDER BY handle
"""
_PHONES = """
SELECT person.id, handle, name, archived_on IS NOT NULL, value FROM person_detail JOIN person ON person.id = person_id
WHERE kind = 'phone' AND handle <> ? ORDER BY handle
"""


class Shared(NamedTuple):
    """An address or a number that others have as well."""

    value: str
    people: tuple[PersonRef, ...]


def of(connection: sqlite3.Connection, handle: str, emails: Sequence[str], phones: Sequence[str]) -> list[Shared]:
    """Which of these addresses and numbers of somebody others have too."""
    found = [Shared(email, _having_email(connection, handle, email)) for email in emails]
    found += [Shared(phone, _having_phone(connection, handle, phone)) for phone in phones]
    return [each for each in found if each.people]


def _having_email(connection: sqlite3.Connection, handle: str, email: str) -> tuple[PersonRef, ...]:
    return tuple(PersonRef(*row) for row in connection.execute(_EMAIL, (fold(email), handle)))


def _having_phone(connection: sqlite3.Connection, handle: str, phone: str) -> tuple[PersonRef, ...]:
    rows = connection.execute(_PHONES, (handle,))
    return tuple(PersonRef(*row[:4]) for row in rows if identity_matching.same_phone(phone, row[4]))
