"""By what a person is told apart: handles, names, addresses, identities, of now and of before."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from custlove.rules import addresses, identity_matching
from custlove.rules.names import fold
from custlove.store.history_triggers import read_row

Row = Mapping[str, str | int | None]
# An address of fewer letters stands in too many words.
_SHORTEST = 5


class Identifiers(NamedTuple):
    """What tells somebody apart, as a key each: what they are called, their addresses and numbers, their identities."""

    handles: frozenset[str]
    names: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]
    uids: frozenset[str]

    def are(self, row: Row) -> bool:
        """Whether a row of a person is theirs: the same handle, name or identity."""
        name = fold(str(row.get("name") or ""))
        return row.get("handle") in self.handles or row.get("uid") in self.uids or name in self.names

    def are_named(self, words: Iterable[str]) -> bool:
        """Whether one of these words is a handle, a whole name or an address of theirs."""
        wanted = self.handles | self.names | self.emails
        return any(fold(word.removeprefix("@")) in wanted for word in words)

    def are_in(self, text: str) -> bool:
        """Whether an address of theirs, or a name of at least two words, stands in a text."""
        told = fold(text)
        looked_for = (*self.emails, *(name for name in self.names if " " in name))
        return any(len(each) >= _SHORTEST and each in told for each in looked_for)

    def are_in_record(self, who: str, what: str, data: str) -> bool:
        """Whether a record of the inbox names them, or has an address or a whole name of theirs in it."""
        try:
            named = [str(each.get("name") or "") for each in json.loads(data).get("named", ())]
        except (ValueError, AttributeError):
            # What is damaged names nobody; its letters are looked through all the same.
            named = []
        return self.are_named((who, *who.split(","), *named)) or self.are_in(f"{who}\n{what}\n{data}")

    def remembered(self) -> list[str]:
        """What an import brings of them, in the form of which digests are kept: addresses, identities, no names.

        A phone number goes with a name: a family and a firm share one.
        """
        names = [name for name in map(_whole_name, self.names) if name]
        phones = [f"phone:{phone} {name}" for phone in self.phones for name in names]
        emails = sorted({addresses.canonical(each) for each in self.emails})
        return [*(f"email:{each}" for each in emails), *(f"uid:{each}" for each in self.uids), *phones]


def of_card(name: str, emails: Iterable[str], phones: Iterable[str], uid: str | None) -> list[str]:
    """The same of a card that comes in."""
    tails = {tail for phone in phones if (tail := identity_matching.phone_tail(phone))}
    names = frozenset({fold(name)})
    uids = frozenset({uid} if uid else ())
    sure = frozenset(fold(email) for email in emails if not identity_matching.is_shared(email)) - {""}
    return Identifiers(frozenset(), names, sure, frozenset(tails), uids).remembered()


def _whole_name(name: str) -> str:
    return identity_matching.full_name(name) or fold(name)


def of(connection: sqlite3.Connection, people: Collection[int]) -> Identifiers:
    """What told these people apart at any time."""
    numbers = json.dumps(sorted(people))
    persons = list(_rows(connection, "person", "id", ("handle", "name", "nickname", "uid"), numbers))
    details = list(_rows(connection, "person_detail", "person_id", ("kind", "value"), numbers))
    former = list(_rows(connection, "former_name", "person_id", ("kind", "value"), numbers))

    def detail(kind: str) -> list[str]:
        return [str(row["value"]) for row in details if row["kind"] == kind]

    handles = _keys([*(row["handle"] for row in persons), *(row["value"] for row in former if row["kind"] == "handle")])
    names = _keys([
        *(row[column] for row in persons for column in ("name", "nickname")),
        *(row["value"] for row in former if row["kind"] == "name"),
    ])  # fmt: skip
    emails = _keys(value for value in detail("email") if not identity_matching.is_shared(value))
    phones = {tail for phone in detail("phone") if (tail := identity_matching.phone_tail(phone))}
    uids = {str(row["uid"]) for row in persons if row["uid"]}
    return Identifiers(handles, names, emails, frozenset(phones), frozenset(uids))


def _keys(values: Iterable[str | int | None]) -> frozenset[str]:
    return frozenset(fold(str(value)) for value in values if value) - {""}


def _rows(
    connection: sqlite3.Connection, table: str, owner: str, names: tuple[str, ...], numbers: str
) -> Iterable[Row]:
    """The rows of people as they stand, and as the history has them."""
    theirs = f"{owner} IN (SELECT value FROM json_each(?))"
    for values in connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {theirs}", (numbers,)):
        yield dict(zip(names, values, strict=True))
    people = set(json.loads(numbers))
    for sides in connection.execute(
        "SELECT before, after FROM change_row WHERE table_name = ? AND (before IS NOT NULL OR after IS NOT NULL)",
        (table,),
    ):
        for side in filter(None, sides):
            row = read_row(side)
            if row.get(owner) in people:
                yield row
