"""Who is meant: handles, names, nicknames, e-mail addresses, and their beginnings."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from custlove.errors import Ambiguous, NotFound
from custlove.quoting import quoted
from custlove.rules.names import fold

_MOST_SHOWN = 8
_HIGHEST = "\U0010ffff"
_EXACT = """
SELECT id, handle, name, archived_on IS NOT NULL FROM person WHERE name_key = :key
UNION SELECT id, handle, name, archived_on IS NOT NULL FROM person WHERE nickname_key = :key
UNION SELECT person.id, handle, name, archived_on IS NOT NULL FROM person_detail
    JOIN person ON person.id = person_detail.person_id WHERE person_detail.kind = 'email' AND person_detail.key = :key
"""
_BEGINNING = """
SELECT id, handle, name, archived_on IS NOT NULL FROM person WHERE handle >= :key AND handle < :end
UNION SELECT id, handle, name, archived_on IS NOT NULL FROM person WHERE name_key >= :key AND name_key < :end
UNION SELECT id, handle, name, archived_on IS NOT NULL FROM person WHERE nickname_key >= :key AND nickname_key < :end
UNION SELECT person.id, handle, name, archived_on IS NOT NULL FROM person_detail
    JOIN person ON person.id = person_detail.person_id
    WHERE person_detail.kind = 'email' AND person_detail.key >= :key AND person_detail.key < :end
"""


class PersonRef(NamedTuple):
    """A person as a name finds them; `added`: only just now, by the command that names them."""

    id: int
    handle: str
    name: str
    archived: bool = False
    added: bool = False


def one(connection: sqlite3.Connection, words: str) -> PersonRef:
    """The person meant, whatever the case or accents; an exact handle comes first, then exact names, then beginnings.

    Raises Ambiguous with the candidates, NotFound with the nearest names.
    """
    matches = matching(connection, words)
    active = [match for match in matches if not match.archived] or matches
    if len(active) == 1:
        return active[0]
    if not matches:
        raise _nobody(connection, words)
    raise _several(words, active)


def called(connection: sqlite3.Connection, words: str) -> PersonRef | None:
    """The person whose very handle this is, in any case."""
    row = connection.execute(
        "SELECT id, handle, name FROM person WHERE handle = ?", (words.strip().lower(),)
    ).fetchone()
    return PersonRef(*row) if row else None


def matching(connection: sqlite3.Connection, words: str, *, whole: bool = False) -> list[PersonRef]:
    """Everybody whom these words stand for; with `whole`, no beginnings."""
    key = fold(words.removeprefix("@"))
    if not key:
        return []
    by_handle = connection.execute(
        "SELECT id, handle, name, archived_on IS NOT NULL FROM person WHERE handle = ?", (key,)
    )
    for sql in (None, _EXACT) if whole else (None, _EXACT, _BEGINNING):
        rows = by_handle if sql is None else connection.execute(sql, {"key": key, "end": key + _HIGHEST})
        if found := [PersonRef(number, handle, name, bool(archived)) for number, handle, name, archived in rows]:
            return sorted(found, key=lambda known: known.handle)
    return []


def several(connection: sqlite3.Connection, words: Iterable[str]) -> list[PersonRef]:
    """The people meant by several words, each of which may hold names joined by commas; nobody twice."""
    people: dict[int, PersonRef] = {}
    for each in words:
        parts = [each] if matching(connection, each) else [part for part in each.split(",") if part.strip()] or [each]
        for part in parts:
            known = one(connection, part.strip())
            people[known.id] = known
    return list(people.values())


def of_organisation(connection: sqlite3.Connection, words: str) -> list[PersonRef]:
    """The people of an organisation who are not archived; raises NotFound if there are none."""
    key = fold(words)
    sql = "SELECT id, handle, name FROM person WHERE organisation_key {} AND archived_on IS NULL ORDER BY handle"
    rows = connection.execute(sql.format("= ?"), (key,)).fetchall()
    if not rows and key:
        rows = connection.execute(sql.format(">= ? AND organisation_key < ?"), (key, key + _HIGHEST)).fetchall()
    if not rows:
        raise NotFound(f"Nobody is from an organisation called {quoted(words)}.", "Who is: custlove person list")
    return [PersonRef(*row) for row in rows]


def _several(words: str, matches: list[PersonRef]) -> Ambiguous:
    shown = [f"{match.handle} ({match.name})" for match in matches[:_MOST_SHOWN]]
    more = f" and {len(matches) - _MOST_SHOWN} more" if len(matches) > _MOST_SHOWN else ""
    return Ambiguous(
        f"{quoted(words)} may be {', '.join(shown)}{more}.",
        "Nothing was changed. Name one by the handle.",
        [m.handle for m in matches],
    )


def _nobody(connection: sqlite3.Connection, words: str) -> NotFound:
    import difflib

    names: dict[str, str] = {}
    for handle, name, name_key, nickname_key in connection.execute(
        "SELECT handle, name, name_key, nickname_key FROM person"
    ):
        label = f"{handle} ({name})"
        for key in (handle, name_key, nickname_key, *name_key.split()):
            if key:
                names.setdefault(key, label)
    near = difflib.get_close_matches(fold(words)[:80], names, n=3, cutoff=0.6)
    hint = (
        "Perhaps " + ", ".join(dict.fromkeys(names[key] for key in near)) + "?"
        if near
        else "Who is there: custlove person list"
    )
    return NotFound(f"There is nobody called {quoted(words)} here.", hint)
