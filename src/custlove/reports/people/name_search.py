"""Who has a name with words that begin so, by one look through an index of the words of all names."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from custlove.rules import names

# The index alone is read for this, some dozen bytes a person; that each begins with a blank has SQLite take it.
BEGUN = "id IN (SELECT id FROM person WHERE known_as > '' AND {conditions})"
_SELECT = "SELECT id, handle, name, archived_on IS NOT NULL, name_key, nickname_key FROM person WHERE {condition}"
_FORMER = "SELECT person_id, key FROM former_name"


class Named(NamedTuple):
    """Somebody with the words of each of their names, folded."""

    id: int
    handle: str
    name: str
    archived: bool
    name_words: list[str]
    nickname_words: list[str]

    @property
    def whole(self) -> list[str]:
        """The words of name, nickname and handle."""
        return [*self.name_words, *self.nickname_words, *self.handle.split("-")]

    @property
    def bare(self) -> list[str]:
        """The same, without the titles of the name."""
        return [
            *names.without_titles(self.name_words),
            *self.nickname_words,
            *names.without_titles(self.handle.split("-")),
        ]


def find(connection: sqlite3.Connection, typed: str) -> list[Named]:
    """Those whom words mean that are nobody's whole name as it is written.

    First those whose name it is but for titles, apostrophes or a family name in front; then those who have words that
    begin so; then those who had, under a former name; then those whom another spelling would mean.
    """
    wanted = names.without_titles(names.words(names.in_order(typed)))
    if not wanted:
        return []
    near = begun(connection, wanted)
    looks: Iterable[Callable[[], list[Named]]] = (
        lambda: [each for each in near if wanted in (names.without_titles(each.name_words), each.nickname_words)],
        lambda: [each for each in near if names.begins(wanted, each.bare)],
        lambda: [each for each in near if names.begins(wanted, each.whole)],
        lambda: _formerly(connection, wanted),
        lambda: _loosely(connection, wanted),
    )
    return next((found for look in looks if (found := look())), [])


def has_word(connection: sqlite3.Connection, word: str) -> bool:
    """Whether somebody has this very word in a name or nickname."""
    wanted = names.words(word)
    return bool(wanted) and any(
        set(wanted) <= {*each.name_words, *each.nickname_words} for each in begun(connection, wanted)
    )


def begun(connection: sqlite3.Connection, wanted: Sequence[str]) -> list[Named]:
    """Those who may have words that begin so, titles among them."""
    conditions = " AND ".join("instr(known_as, ?)" for _ in wanted)
    condition = BEGUN.format(conditions=conditions)
    return _named(connection, condition, [f" {word}" for word in wanted])


def _formerly(connection: sqlite3.Connection, wanted: Sequence[str]) -> list[Named]:
    held = connection.execute(_FORMER).fetchall()
    people = {person for person, key in held if names.begins(wanted, names.words(key))}
    return _those(connection, people)


def _loosely(connection: sqlite3.Connection, wanted: Sequence[str]) -> list[Named]:
    """Those whose words, run together and with umlauts in one letter, begin so; in scripts without blanks, hold it."""
    joined = names.loose(wanted)
    found = {
        number
        for number, name, nickname in connection.execute("SELECT id, name_key, nickname_key FROM person")
        if any(_alike(joined, names.words(key)) for key in (name, nickname) if key)
    }
    return _those(connection, found)


def _alike(joined: str, named: Sequence[str]) -> bool:
    if not joined.isascii() and joined in "".join(named):
        return True
    return any(names.loose(named[at:]).startswith(joined) for at in range(len(named)))


def _those(connection: sqlite3.Connection, people: Iterable[int]) -> list[Named]:
    # Whole numbers of our own, of which there may be more than SQLite takes as values.
    wanted = ",".join(str(number) for number in people)
    return _named(connection, f"id IN ({wanted})", ()) if wanted else []


def _named(connection: sqlite3.Connection, condition: str, values: Sequence[str]) -> list[Named]:
    rows = connection.execute(_SELECT.format(condition=condition), values)
    return [
        Named(number, handle, name, bool(archived), names.words(key), names.words(nickname or ""))
        for number, handle, name, archived, key, nickname in rows
    ]
