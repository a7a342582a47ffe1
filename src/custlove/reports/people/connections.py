"""Who is near whom: of the same organisation, linked, or one sent the other (ideas A7 and E6)."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.people import standing
from custlove.reports.rows import by_ids, day

# Advocates first: who speaks well of you may soften others.
_ALLIES = ("advocate", "supporter")
_NEAR = f"""
WITH near (id, way) AS (
SELECT ally.id, 'same organisation: ' || ally.organisation FROM person AS me
JOIN person AS ally ON ally.organisation_key = me.organisation_key AND ally.id <> me.id WHERE me.id = :person
UNION ALL
SELECT other_id, 'linked: ' || kind FROM link WHERE person_id = :person AND day <= :day
UNION ALL
SELECT person_id, 'linked: ' || kind FROM link WHERE other_id = :person AND day <= :day
UNION ALL
SELECT by_id, 'sent them to you on ' || day FROM introduction WHERE person_id = :person AND day <= :day
UNION ALL
SELECT person_id, 'was sent to you by them on ' || day FROM introduction WHERE by_id = :person AND day <= :day)
SELECT person.id, handle, name, rung, rung_since, way FROM near CROSS JOIN person ON person.id = near.id
WHERE (rung IN {_ALLIES} OR rung_since > :day) AND (archived_on IS NULL OR archived_on > :day)
"""
_NUMBER = "SELECT id FROM person WHERE handle = ?"
_ADVOCATES = """
SELECT id, name, organisation_key FROM person
WHERE rung = 'advocate' AND rung_since <= :day AND (archived_on IS NULL OR archived_on > :day)
UNION ALL
SELECT id, name, organisation_key FROM person
WHERE rung_since > :day AND (archived_on IS NULL OR archived_on > :day) AND (
    SELECT to_rung FROM rung_move WHERE person_id = person.id AND rung_move.day <= :day
    ORDER BY rung_move.day DESC, rung_move.id DESC LIMIT 1) = 'advocate'
"""
_PAIRS = """
SELECT person_id, other_id FROM link WHERE day <= :day UNION ALL SELECT other_id, person_id FROM link WHERE day <= :day
UNION ALL SELECT by_id, person_id FROM introduction WHERE day <= :day
UNION ALL SELECT person_id, by_id FROM introduction WHERE day <= :day
"""
_NAMES = "SELECT id, name FROM person WHERE id IN ({ids})"
_MOST_NAMED = 3


class Ally(NamedTuple):
    """An advocate or supporter near somebody, and how they are connected."""

    person: str
    name: str
    rung: str
    because: tuple[str, ...]


def allies(connection: sqlite3.Connection, person_id: int, today: date) -> list[Ally]:
    """The advocates and supporters near a person on a day, advocates first; nobody who is archived."""
    ways: dict[tuple[Any, ...], list[str]] = {}
    for *person, way in connection.execute(_NEAR, {"person": person_id, "day": today.isoformat()}):
        ways.setdefault(tuple(person), []).append(way)
    found = []
    for (number, handle, name, rung, since), because in ways.items():
        placed = day(since)
        stood = rung if placed is None or placed <= today else standing.rung_on(connection, number, today)[0]
        if stood in _ALLIES:
            found.append(Ally(handle, name, stood, tuple(dict.fromkeys(because))))
    return sorted(found, key=lambda each: (_ALLIES.index(each.rung), each.name, each.person))


def near(connection: sqlite3.Connection, handles: Iterable[str], today: date) -> dict[str, tuple[Ally, ...]]:
    """The advocates and supporters near each of several people, by handle; without those near whom there is nobody."""
    found = {}
    for handle in dict.fromkeys(handles):
        (number,) = connection.execute(_NUMBER, (handle,)).fetchone()
        if those := allies(connection, number, today):
            found[handle] = tuple(those)
    return found


def advocates(connection: sqlite3.Connection, people: Mapping[int, str | None], today: date) -> dict[int, list[str]]:
    """The names of the advocates near each of several people, given with the keys of their organisations; all at once.

    At most three names each, and how many more there are.
    """
    if not people:
        return {}
    given = {"day": today.isoformat()}
    known = {number: (name, key) for number, name, key in connection.execute(_ADVOCATES, given)}
    of: dict[str | None, list[int]] = {}
    for number, (_, key) in known.items():
        of.setdefault(key, []).append(number)
    near = {number: set(of.get(key, ())) if key else set() for number, key in people.items()}
    for one, other in connection.execute(_PAIRS, given):
        if one in near and other in known:
            near[one].add(other)
    names = {number: sorted(known[each][0] for each in found - {number}) for number, found in near.items()}
    return {number: named(found) for number, found in names.items() if found}


def acquaintances(connection: sqlite3.Connection, people: Collection[int], today: date) -> dict[int, list[str]]:
    """The names of those with whom each of several people is linked, or of whom one sent the other; all at once.

    At most three names each, and how many more there are.
    """
    near: dict[int, set[int]] = {}
    for one, other in connection.execute(_PAIRS, {"day": today.isoformat()}):
        if one in people:
            near.setdefault(one, set()).add(other)
    names = dict(by_ids(connection, _NAMES, set().union(*near.values())))
    return {number: named(sorted(names[each] for each in found)) for number, found in near.items()}


def named(names: Sequence[str]) -> list[str]:
    """Names for a sentence: the first few, and how many more there are."""
    more = len(names) - _MOST_NAMED
    return [*names[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])]
