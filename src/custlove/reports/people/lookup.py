"""Who is meant: handles, names, nicknames, e-mail addresses, former names, and the beginnings of their words."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from custlove.errors import Ambiguous, NotFound
from custlove.quoting import quoted
from custlove.rules import names
from custlove.rules.names import fold

_MOST_SHOWN = 8
_HIGHEST = "\U0010ffff"
# Before a handle, where a word would be somebody's name as well.
_HANDLE_SIGN = "@"
_COLUMNS = "SELECT person.id, handle, name, archived_on IS NOT NULL FROM "
_EXACT = f"""
{_COLUMNS} person WHERE handle = :key
UNION {_COLUMNS} person WHERE name_key = :key
UNION {_COLUMNS} person WHERE nickname_key = :key
UNION {_COLUMNS} person_detail JOIN person ON person.id = person_detail.person_id
    WHERE person_detail.kind = 'email' AND person_detail.key = :key
"""
_FORMER = f"{_COLUMNS} former_name JOIN person ON person.id = former_name.person_id WHERE former_name.key = :key"
_EMAIL_BEGUN = f"""
{_COLUMNS} person_detail JOIN person ON person.id = person_detail.person_id
    WHERE person_detail.kind = 'email' AND person_detail.key >= :key AND person_detail.key < :end
"""
_ORGANISATIONS = """
SELECT organisation_key, min(organisation) FROM
    (SELECT organisation_key, organisation FROM person WHERE organisation_key IS NOT NULL
     UNION ALL SELECT organisation_key, organisation FROM membership)
GROUP BY organisation_key
"""


class PersonRef(NamedTuple):
    """A person as a name finds them; `added`: only just now, by the command that names them."""

    id: int
    handle: str
    name: str
    archived: bool = False
    added: bool = False


class Organisation(NamedTuple):
    """An organisation as a name finds it."""

    key: str
    name: str


def one(connection: sqlite3.Connection, words: str, *, archived: bool = False) -> PersonRef:
    """The person meant, whatever the case or accents; exact handles and names come before beginnings of words.

    Of several one who is not archived is meant, or with `archived` one who is. Raises Ambiguous with the candidates,
    NotFound with the nearest names.
    """
    matches = matching(connection, words)
    active = [match for match in matches if match.archived == archived] or matches
    if len(active) == 1:
        return active[0]
    if not matches:
        raise _nobody(connection, words)
    raise _several(words, active)


def one_or_organisation(connection: sqlite3.Connection, words: str) -> "PersonRef | Organisation":
    """Who or what is meant: a person by an exact name before an organisation by one, then either by beginnings.

    Raises Ambiguous with the candidates, NotFound with the nearest names.
    """
    if matching(connection, words, whole=True):
        return one(connection, words)
    near = organisations(connection, words)
    wanted = names.words(words)
    exact = [each for each in near if names.words(each.key) == wanted]
    if exact or (near and not matching(connection, words)):
        return organisation(connection, words)
    return one(connection, words)


def called(connection: sqlite3.Connection, words: str) -> PersonRef | None:
    """The person whose very handle this is, in any case."""
    row = connection.execute(f"{_COLUMNS} person WHERE handle = ?", (words.strip().lower(),)).fetchone()
    return PersonRef(row[0], row[1], row[2], bool(row[3])) if row else None


def matching(connection: sqlite3.Connection, words: str, *, whole: bool = False) -> list[PersonRef]:
    """Everybody whom these words stand for; with `whole`, no beginnings."""
    if words.startswith(_HANDLE_SIGN) and (holder := called(connection, words[1:])) is not None:
        return [holder]
    key = fold(words.removeprefix(_HANDLE_SIGN))
    if not key:
        return []
    given = {"key": key, "end": key + _HIGHEST}
    found = _refs(connection, _EXACT, given) or _refs(connection, _FORMER, given)
    return found if found or whole else _begun(connection, words.removeprefix(_HANDLE_SIGN), given)


def names_of(connection: sqlite3.Connection, number: int) -> list[str]:
    """All names that somebody has or had, without the handles."""
    sql = (
        "SELECT name FROM person WHERE id = :person UNION ALL SELECT nickname FROM person WHERE id = :person"
        " UNION ALL SELECT value FROM former_name WHERE person_id = :person AND kind = 'name'"
    )
    return [name for (name,) in connection.execute(sql, {"person": number}) if name]


def answers_to(connection: sqlite3.Connection, word: str) -> bool:
    """Whether somebody has this very handle, or this very word in a name or nickname."""
    from custlove.reports.people import name_search

    return called(connection, word) is not None or name_search.has_word(connection, word)


def _begun(connection: sqlite3.Connection, words: str, given: dict[str, str]) -> list[PersonRef]:
    # Most that is typed is a handle.
    from custlove.reports.people import name_search

    named = [PersonRef(*each[:4]) for each in name_search.find(connection, words)]
    return _unique([*named, *_refs(connection, _EMAIL_BEGUN, given)])


def _refs(connection: sqlite3.Connection, sql: str, given: dict[str, str]) -> list[PersonRef]:
    rows = connection.execute(sql, given)
    return _unique([PersonRef(number, handle, name, bool(archived)) for number, handle, name, archived in rows])


def _unique(found: Iterable[PersonRef]) -> list[PersonRef]:
    return sorted({each.id: each for each in found}.values(), key=lambda known: known.handle)


def several(connection: sqlite3.Connection, words: Iterable[str]) -> list[PersonRef]:
    """The people meant by several words, each of which may hold names joined by commas; nobody twice."""
    people: dict[int, PersonRef] = {}
    for each in words:
        parts = [each] if is_one(connection, each) else [part for part in each.split(",") if part.strip()]
        for part in parts:
            known = one(connection, part.strip())
            people[known.id] = known
    return list(people.values())


def is_one(connection: sqlite3.Connection, words: str) -> bool:
    """Whether words that may hold a comma are one name, as `Berg, Anna` is, and not several joined by it."""
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if len(parts) < 2:
        return "," not in words or not parts
    from custlove.reports.people import name_search

    if matching(connection, words, whole=True):
        return True
    return not all(matching(connection, part, whole=True) for part in parts) and name_search.has_word(connection, words)


def organisation(connection: sqlite3.Connection, words: str) -> Organisation:
    """The organisation meant: its exact name, else one with words that begin so.

    Raises Ambiguous with the candidates, NotFound.
    """
    found = organisations(connection, words)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"Nobody is from an organisation called {quoted(words)}.", "Who is: custlove person list")
    raise Ambiguous(
        f"{quoted(words)} may be {_listed([each.name for each in found])}.",
        "Nothing was changed. Give the whole name.",
        [each.name for each in found],
    )


def organisations(connection: sqlite3.Connection, words: str) -> list[Organisation]:
    """The organisations that these words stand for: one of that very name, else all with words that begin so."""
    key, wanted = fold(words), names.words(words)
    known = [Organisation(*row) for row in connection.execute(_ORGANISATIONS)]
    for which in (
        [each for each in known if each.key == key],
        [each for each in known if names.words(each.key) == wanted],
        [each for each in known if wanted and names.begins(wanted, names.words(each.key))],
    ):
        if which:
            return sorted(which, key=lambda each: each.key)
    return []


def of_organisation(connection: sqlite3.Connection, words: str, today: date) -> list[PersonRef]:
    """The people of an organisation on a day who are not archived; raises NotFound if there are none, Ambiguous."""
    from custlove.reports.people import memberships

    meant = organisation(connection, words)
    present = memberships.present(connection, meant.key, today)
    if not present:
        raise NotFound(f"Everybody has left {meant.name}.", f"Who was there: custlove show {quoted(meant.name)}")
    numbers = ",".join(map(str, present))
    sql = f"SELECT id, handle, name FROM person WHERE id IN ({numbers}) AND archived_on IS NULL ORDER BY handle"
    rows = connection.execute(sql).fetchall()
    if not rows:
        raise NotFound(f"Everybody from {meant.name} is archived.", "Who is there: custlove person list --all")
    return [PersonRef(*row) for row in rows]


def _several(words: str, matches: list[PersonRef]) -> Ambiguous:
    labels = [f"{match.handle} ({match.name})" for match in matches]
    is_handle = any(match.handle == fold(words) for match in matches)
    hint = f"Name one by the handle{f', as {_HANDLE_SIGN}{fold(words)}' if is_handle else ''}."
    return Ambiguous(
        f"{quoted(words)} may be {_listed(labels)}.",
        f"Nothing was changed. {hint}",
        [each.handle for each in matches],
        words,
        labels,
    )


def _listed(shown: list[str]) -> str:
    more = f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return f"{', '.join(shown[:_MOST_SHOWN])}{more}"


def _nobody(connection: sqlite3.Connection, words: str) -> NotFound:
    import difflib

    known: dict[str, str] = {}
    for handle, name, name_key, nickname_key in connection.execute(
        "SELECT handle, name, name_key, nickname_key FROM person"
    ):
        label = f"{handle} ({name})"
        for key in (handle, name_key, nickname_key, *name_key.split()):
            if key:
                known.setdefault(key, label)
    near = difflib.get_close_matches(fold(words)[:80], known, n=3, cutoff=0.6)
    hint = (
        "Perhaps " + ", ".join(dict.fromkeys(known[key] for key in near)) + "?"
        if near
        else "Who is there: custlove person list"
    )
    return NotFound(f"There is nobody called {quoted(words)} here.", hint)
