"""Who came by an import and was never in touch: they are counted, and told of nowhere else (DESIGN.md, cadence)."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.people import absences, standing
from custlove.reports.rows import by_ids, day, sure_day
from custlove.rules import cadence
from custlove.rules.cadence import Arrival

COLUMNS = "came_by, every, circle, moved_on, spread_on, added_on"
# One seek by the index on those who are not met yet.
_COUNT = "SELECT count(*) FROM person WHERE unmet = 1 AND archived_on IS NULL AND added_on <= ?"
_UNMET = "SELECT id FROM person WHERE unmet = 1 AND archived_on IS NULL AND added_on <= ?"
_SELECT = f"SELECT id, last_word_on, last_from_them_on, last_from_you_on, {COLUMNS}, archived_on FROM person WHERE "
_THESE = f"{_SELECT}id IN ({{ids}}) AND came_by IS NOT NULL"
# Empty unless today lies in the past: who was met, moved, chosen for or archived since; a seek each.
_SINCE = f"""
{_SELECT}came_by IS NOT NULL AND added_on <= :day AND id IN (
    SELECT id FROM person WHERE last_contact_on > :day UNION ALL SELECT id FROM person WHERE rung_since > :day
    UNION ALL SELECT id FROM person WHERE archived_on > :day UNION ALL SELECT id FROM person WHERE spread_on > :day
    UNION ALL SELECT person_id FROM circle_choice WHERE day > :day
    UNION ALL SELECT person_id FROM absence WHERE restored_on > :day)
"""


class Waiting(NamedTuple):
    """One of them, with the organisation that tells namesakes apart."""

    person: str
    name: str
    organisation: str | None


def listing(connection: sqlite3.Connection, today: date) -> list[Waiting]:
    """All of them on a day, by name."""
    sql = "SELECT name_key, id, handle, name, organisation FROM person WHERE id IN ({ids})"
    return [Waiting(*row[2:]) for row in sorted(by_ids(connection, sql, people(connection, today)))]


def count(connection: sqlite3.Connection, today: date) -> int:
    """How many there are on a day."""
    (kept,) = connection.execute(_COUNT, (today.isoformat(),)).fetchone()
    later = _by_rule(connection, today)
    if not later:
        return int(kept)
    return len(people(connection, today))


def people(connection: sqlite3.Connection, today: date) -> set[int]:
    """Their numbers on a day."""
    kept = {number for (number,) in connection.execute(_UNMET, (today.isoformat(),))}
    for number, unmet in _by_rule(connection, today).items():
        (kept.add if unmet else kept.discard)(number)
    return kept


def among(connection: sqlite3.Connection, numbers: Iterable[int], today: date) -> set[int]:
    """Those of some people who are."""
    found = _judged(connection, by_ids(connection, _THESE, numbers), today)
    return {number for number, unmet in found.items() if unmet}


def arrival(columns: tuple[Any, ...], last_contact: date | None, circle: str | None, today: date) -> Arrival:
    """How somebody came, and what was chosen for them by a day; `columns` as COLUMNS."""
    came_by, every, _, moved_on, spread_on, added_on = columns
    moved, spread = day(moved_on), day(spread_on)
    chosen = circle is not None or every is not None or any(on is not None and on <= today for on in (moved, spread))
    return Arrival(came_by is not None, sure_day(added_on), last_contact, chosen)


def _by_rule(connection: sqlite3.Connection, today: date) -> dict[int, bool]:
    """Of whom what is kept may not hold on a day in the past, and whether they were not met by then."""
    return _judged(connection, connection.execute(_SINCE, {"day": today.isoformat()}), today)


def _judged(connection: sqlite3.Connection, rows: Iterable[Sequence[Any]], today: date) -> dict[int, bool]:
    found: dict[int, bool] = {}
    circles: dict[int, str | None] | None = None
    away: dict[int, date] | None = None
    for number, *kept in rows:
        away = absences.away(connection, today) if away is None else away
        circles = standing.circles_before(connection, today) if circles is None else circles
        last = standing.last_contacts_kept(connection, number, kept[:3], today)
        columns, archived = tuple(kept[3:9]), day(kept[9])
        came = arrival(columns, last.contact, circles.get(number, columns[2]), today)
        found[number] = cadence.never_in_touch(came) and not (archived and archived <= today) and number not in away
    return found
