"""Where somebody is named in texts about others: their names, searched for in everything that was written."""

import sqlite3
from collections.abc import Container, Iterator, Mapping
from datetime import date

from custlove.reports import find
from custlove.reports.find import Hit, SearchOptions
from custlove.reports.people.identifiers import Identifiers
from custlove.rules import names

_SHORTEST = 3


def of(
    connection: sqlite3.Connection, known_as: Identifiers, people: Container[int], own: Mapping[str, Container[int]]
) -> list[Hit]:
    """What names them and is not theirs, newest first: a whole name, an address, a word that nobody else is called by.

    `people` are they, `own` what is theirs, by table.
    """
    found: dict[tuple[str, int], Hit] = {}
    for words in sorted(_looked_for(connection, known_as, people)):
        for hit in find.find(connection, SearchOptions(words.split(), date.max)):
            if hit.id not in own.get(find.table_of(hit.kind), ()):
                found[hit.kind, hit.id] = hit
    return sorted(found.values(), key=lambda hit: (hit.on, hit.kind, hit.id), reverse=True)


def _looked_for(connection: sqlite3.Connection, known_as: Identifiers, people: Container[int]) -> Iterator[str]:
    yield from known_as.emails
    for name in {*known_as.names, *(handle.replace("-", " ") for handle in known_as.handles)}:
        told = names.without_titles(names.words(name))
        if len(told) > 1:
            yield " ".join(told)
        yield from (word for word in told if len(word) >= _SHORTEST and not _of_others(connection, word, people))


def _of_others(connection: sqlite3.Connection, word: str, people: Container[int]) -> bool:
    """Whether somebody else has this word in a name."""
    rows = connection.execute("SELECT id, name_key, nickname_key FROM person WHERE instr(known_as, ?)", (f" {word}",))
    return any(
        number not in people and word in (*names.words(name), *names.words(nickname or ""))
        for number, name, nickname in rows
    )
