"""Who the people are."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.people import absences, memberships, never_in_touch, standing
from custlove.reports.rows import by_ids, clause, day, sure_day
from custlove.rules import cadence, rungs
from custlove.rules.cadence import Cadence
from custlove.schema import columns
from custlove.schema.vocabulary import PersonOrder


class Person(NamedTuple):
    """A person as they stand on a day (DESIGN.md section 5)."""

    person: str
    name: str
    nickname: str | None
    organisation: str | None
    role: str | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    birthday: str | None
    rung: str
    rung_since: date | None
    circle: str
    every: str
    every_days: int | None
    last_touch_on: date | None
    tags: tuple[str, ...]
    channel: str | None
    zone: str | None
    met: str | None
    notes: str | None
    archived: bool
    added_on: date
    archived_on: date | None = None
    fit: int | None = None
    influence: int | None = None
    last_contact_on: date | None = None
    last_from_them_on: date | None = None
    pronouns: str | None = None
    organisations: tuple[str, ...] = ()


# What is a column of the table under the same name, and needs no more than a reading.
_COLUMNS = tuple(name for name in Person._fields if name in columns.of("person"))
_KEPT = ("id", "handle", "last_word_on", "last_from_you_on")
_SELECT = f"SELECT {', '.join((*_KEPT, *_COLUMNS))} FROM person"


class PersonFilter(NamedTuple):
    """Which people; `everybody` also brings the archived ones."""

    rung: str | None = None
    circle: str | None = None
    organisation_key: str | None = None
    tag_key: str | None = None
    everybody: bool = False


def one(connection: sqlite3.Connection, person_id: int, cadences: Mapping[str, Cadence], today: date) -> Person:
    """A person by number as they stand on a day."""
    found = load(connection, ["id = ?"], [person_id], cadences, today)
    if not found:
        raise NotFound("That person is not in the journal any more.")
    return found[0]


def listing(
    connection: sqlite3.Connection, wanted: PersonFilter, cadences: Mapping[str, Cadence], today: date
) -> list[Person]:
    """The people added up to a day, by name."""
    conditions, values = ["added_on <= ?"], [today.isoformat()]
    if wanted.organisation_key is not None:
        present = memberships.present(connection, wanted.organisation_key, today)
        conditions.append(f"id IN ({','.join(map(str, present))})")
    if wanted.tag_key is not None:
        conditions.append("id IN (SELECT person_id FROM person_detail WHERE kind = 'tag' AND key = ?)")
        values.append(wanted.tag_key)
    found = load(connection, conditions, values, cadences, today)
    return [person for person in found if _wanted(person, wanted)]


def of_numbers(
    connection: sqlite3.Connection, numbers: Iterable[int], cadences: Mapping[str, Cadence], today: date
) -> list[Person]:
    """People by their numbers as they stand on a day, by name."""
    wanted = f"id IN ({','.join(map(str, numbers))})"
    return load(connection, [wanted, "added_on <= ?"], [today.isoformat()], cadences, today)


def load(
    connection: sqlite3.Connection,
    conditions: Sequence[str],
    values: Sequence[Any],
    cadences: Mapping[str, Cadence],
    today: date,
) -> list[Person]:
    """People by SQL conditions, as they stand on a day, by name."""
    rows = connection.execute(f"{_SELECT}{clause(conditions)} ORDER BY name_key, id", values).fetchall()
    details = _details(connection, [row[0] for row in rows])
    circles = standing.circles_before(connection, today)
    belongs = memberships.on_day(connection, [row[0] for row in rows], today)
    away = absences.away(connection, today)
    found = [
        _person(connection, dict(zip((*_KEPT, *_COLUMNS), row, strict=True)), details.get(row[0], {}), cadences, today)
        for row in rows
    ]
    for at, row in enumerate(rows):
        if row[0] in belongs:
            found[at] = found[at]._replace(**belongs[row[0]]._asdict())
        if row[0] in away:
            found[at] = found[at]._replace(archived=True, archived_on=away[row[0]])
    unmet = never_in_touch.among(connection, [row[0] for row in rows], today)
    found = [
        person._replace(every=str(cadence.NO_CADENCE), every_days=None) if row[0] in unmet else person
        for person, row in zip(found, rows, strict=True)
    ]
    return [
        person._replace(circle=rungs.circle(person.rung, circles[row[0]])) if row[0] in circles else person
        for person, row in zip(found, rows, strict=True)
    ]


def _wanted(person: Person, wanted: PersonFilter) -> bool:
    return (
        (wanted.everybody or not person.archived)
        and (wanted.rung is None or person.rung == wanted.rung)
        and (wanted.circle is None or person.circle == wanted.circle)
    )


def _details(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    sql = "SELECT person_id, kind, value FROM person_detail WHERE person_id IN ({ids}) ORDER BY id"
    for person_id, kind, value in by_ids(connection, sql, ids):
        kinds = found.setdefault(person_id, {})
        kinds[kind] = (*kinds.get(kind, ()), value)
    return found


def _person(
    connection: sqlite3.Connection,
    row: Mapping[str, Any],
    details: Mapping[str, tuple[str, ...]],
    cadences: Mapping[str, Cadence],
    today: date,
) -> Person:
    number = row["id"]
    kept = (row["last_word_on"], row["last_from_them_on"], row["last_from_you_on"])
    last = standing.last_contacts_kept(connection, number, kept, today)
    rung, since, touch = row["rung"], day(row["rung_since"]), day(row["last_touch_on"])
    # The kept columns tell of the newest facts; a day in the past has to look for its own.
    if since is not None and since > today:
        rung, since = standing.rung_on(connection, number, today)
    if touch is not None and touch > today:
        touch = standing.last_touch(connection, number, today)
    archived = day(row["archived_on"])
    archived = archived if archived and archived <= today else None
    every = row["every"]
    rhythm = cadence.from_code(every) or cadences[rung] if every != "none" else cadence.NO_CADENCE
    told = {name: row[name] for name in _COLUMNS}
    worked_out = {
        "person": row["handle"],
        "emails": details.get("email", ()),
        "phones": details.get("phone", ()),
        "tags": details.get("tag", ()),
        "organisations": (row["organisation"],) if row["organisation"] else (),
        "rung": rung,
        "rung_since": since,
        "circle": rungs.circle(rung, row["circle"]),
        "every": str(rhythm),
        "every_days": rhythm.every_days,
        "last_touch_on": touch,
        "archived": archived is not None,
        "archived_on": archived,
        "added_on": sure_day(row["added_on"]),
        "last_contact_on": last.contact,
        "last_from_them_on": last.from_them,
    }
    return Person(**{**told, **worked_out})


def ordered(found: list[Person], by: PersonOrder) -> list[Person]:
    """People by name, by rung from the top, by organisation, by the longest time without contact, by newest."""
    keys: dict[PersonOrder, Callable[[Person], Any]] = {
        "name": lambda _person: 0,
        "rung": lambda person: -rungs.height(person.rung),
        "org": lambda person: (person.organisation is None, (person.organisation or "").casefold()),
        "touch": lambda person: person.last_contact_on or date.min,
        "added": lambda person: -person.added_on.toordinal(),
    }
    return sorted(found, key=keys[by])


def holdings(connection: sqlite3.Connection, person_id: int) -> dict[str, int]:
    """How many rows of each noun a person has."""
    found = {}
    for noun, (table, *ends) in _HELD.items():
        theirs = " OR ".join(f"{end} = :person" for end in ends)
        sql = f"SELECT count(*) FROM {table} WHERE {theirs}"
        found[noun] = connection.execute(sql, {"person": person_id}).fetchone()[0]
    return found


_HELD = {
    "touchpoints": ("touchpoint_person", "person_id"),
    "follow_ups": ("follow_up", "person_id"),
    "promises": ("promise", "person_id"),
    "feedback": ("feedback", "person_id"),
    "asks": ("ask", "person_id"),
    "mistakes": ("mistake", "person_id"),
    "facts": ("fact", "person_id"),
    "days": ("special_day", "person_id"),
    "rituals": ("ritual", "person_id"),
    "purchases": ("purchase", "person_id"),
    "introductions": ("introduction", "by_id", "person_id"),
    "links": ("link", "person_id", "other_id"),
}
