"""Who is near whom: of the same organisation, linked, or one sent the other (ideas A7 and E6)."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.people import memberships, standing
from custlove.reports.rows import by_ids, day
from custlove.rules.names import fold
from custlove.schema import predicates

# Advocates first: who speaks well of you may soften others.
_ALLIES = ("advocate", "supporter")
_SAME_AS = "same organisation: "
_SAME = f"'{_SAME_AS}' || ally.organisation"
# Whose, who, and how they are connected, but for the organisation.
_WAYS = """
SELECT person_id, other_id, 'linked: ' || kind FROM link WHERE person_id {whose} AND day <= :day
UNION ALL
SELECT other_id, person_id, 'linked: ' || kind FROM link WHERE other_id {whose} AND day <= :day
UNION ALL
SELECT person_id, by_id, 'sent them to you on ' || day FROM introduction WHERE person_id {whose} AND day <= :day
UNION ALL
SELECT by_id, person_id, 'was sent to you by them on ' || day FROM introduction WHERE by_id {whose} AND day <= :day
"""
_MAYBE = f"(ally.rung IN {_ALLIES} OR ally.rung_since > :day) AND {predicates.person_here('ally', ':day')}"
_NEAR = f"""
WITH near (me, id, way) AS (
SELECT me.id, ally.id, {_SAME} FROM person AS me
JOIN person AS ally ON ally.organisation_key = me.organisation_key AND ally.id <> me.id WHERE me.id = :person
UNION ALL {_WAYS.format(whose="= :person")})
SELECT ally.id, handle, name, rung, rung_since, way FROM near CROSS JOIN person AS ally ON ally.id = near.id
WHERE {_MAYBE}
"""
# Of so many people it is quicker to read everybody who may be named than to look near each.
_MANY = 50
_POOL = f"SELECT id, handle, name, rung, rung_since, organisation_key, {_SAME} FROM person AS ally WHERE {_MAYBE}"
_WAYS_OF = _WAYS.format(whose="IN ({ids})")
_KEYS = "SELECT id, organisation_key FROM person WHERE id IN ({ids}) AND organisation_key IS NOT NULL"
_NUMBER = "SELECT id FROM person WHERE handle = ?"
_ADVOCATES = f"""
SELECT id, name, organisation_key FROM person
WHERE rung = 'advocate' AND rung_since <= :day AND {predicates.person_here(day=":day")}
UNION ALL
SELECT id, name, organisation_key FROM person
WHERE rung_since > :day AND {predicates.person_here(day=":day")} AND (
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
    if memberships.moved_since(connection, today):
        return list(_near_many(connection, [person_id], today)[person_id])
    ways: dict[tuple[Any, ...], list[str]] = {}
    for *person, way in connection.execute(_NEAR, {"person": person_id, "day": today.isoformat()}):
        ways.setdefault(tuple(person), []).append(way)
    found = []
    for (number, handle, name, rung, since), because in ways.items():
        placed = day(since)
        stood = rung if placed is None or placed <= today else standing.rung_on(connection, number, today)[0]
        if stood in _ALLIES:
            found.append(Ally(handle, name, stood, tuple(dict.fromkeys(because))))
    return sorted(found, key=_order)


def _order(each: Ally) -> tuple[int, str, str]:
    return _ALLIES.index(each.rung), each.name, each.person


def allies_of(connection: sqlite3.Connection, people: Collection[int], today: date) -> dict[int, tuple[Ally, ...]]:
    """The same of several people, by number."""
    if len(people) < _MANY:
        return {number: tuple(allies(connection, number, today)) for number in people}
    return _near_many(connection, people, today)


def _near_many(connection: sqlite3.Connection, people: Collection[int], today: date) -> dict[int, tuple[Ally, ...]]:
    pool, colleagues = _pool(connection, today)
    ways: dict[int, dict[int, list[str]]] = {}
    for number, other, way in by_ids(connection, _WAYS_OF, people, {"day": today.isoformat()}):
        if other in pool:
            ways.setdefault(number, {}).setdefault(other, []).append(way)
    keys: dict[int, str] = dict(by_ids(connection, _KEYS, people))
    keys |= {number: fold(name or "") for number, name in memberships.moved_since(connection, today).items()}
    # Whoever has no other ways shares what is known of the organisation.
    shared = {key: _sorted(pool[each] for each in those) for key, those in colleagues.items()}
    found: dict[int, tuple[Ally, ...]] = {}
    for number in people:
        key = keys.get(number, "")
        if number not in ways and number not in pool:
            found[number] = shared.get(key, ())
            continue
        own = {each: list(pool[each].because) for each in colleagues.get(key, ()) if each != number}
        for other, because in ways.get(number, {}).items():
            own.setdefault(other, []).extend(because)
        found[number] = _sorted(
            pool[each]._replace(because=tuple(dict.fromkeys(because))) for each, because in own.items()
        )
    return found


def _pool(connection: sqlite3.Connection, today: date) -> tuple[dict[int, Ally], dict[str, list[int]]]:
    """Whoever is an advocate or supporter on a day, near those of the same organisation; who these are, by its key."""
    last = today.isoformat()
    rows = connection.execute(_POOL, {"day": last}).fetchall()
    then = standing.rungs_on(connection, [row[0] for row in rows if (row[4] or "") > last], today)
    moved = memberships.moved_since(connection, today)
    pool: dict[int, Ally] = {}
    colleagues: dict[str, list[int]] = {}
    for number, handle, name, rung, _, *firm in rows:
        stood = then.get(number, rung)
        key, way = (fold(moved[number] or ""), f"{_SAME_AS}{moved[number]}") if number in moved else firm
        if stood in _ALLIES:
            pool[number] = Ally(handle, name, stood, (way,) if key else ())
            if key:
                colleagues.setdefault(key, []).append(number)
    return pool, colleagues


def _sorted(found: Iterable[Ally]) -> tuple[Ally, ...]:
    return tuple(sorted(found, key=_order))


def near(connection: sqlite3.Connection, handles: Iterable[str], today: date) -> dict[str, tuple[Ally, ...]]:
    """The advocates and supporters near each of several people, by handle; without those near whom there is nobody."""
    numbers = {handle: connection.execute(_NUMBER, (handle,)).fetchone()[0] for handle in dict.fromkeys(handles)}
    found = allies_of(connection, numbers.values(), today)
    return {handle: those for handle, number in numbers.items() if (those := found[number])}


def advocates(connection: sqlite3.Connection, people: Mapping[int, str | None], today: date) -> dict[int, list[str]]:
    """The names of the advocates near each of several people, given with the keys of their organisations; all at once.

    At most three names each, and how many more there are.
    """
    if not people:
        return {}
    given = {"day": today.isoformat()}
    moved = {number: fold(name or "") for number, name in memberships.moved_since(connection, today).items()}
    people = {number: moved.get(number, key) for number, key in people.items()}
    rows = connection.execute(_ADVOCATES, given)
    known = {number: (name, moved.get(number, key)) for number, name, key in rows}
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
