"""What was brought in before: by the source and the key, the row it became, and marks of what it said.

A mark is a short digest of one value (`role:3f2a9c01`). With them a second import tells what the file changed from what
the user changed since: a value that is still what was brought may be brought up to date, any other is the user's; what
was brought and is gone was taken away by the user, and stays away. The marks tell nobody what the values were.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from custlove.errors import Refused, UsageError
from custlove.rules import names
from custlove.schema import columns
from custlove.store import rows
from custlove.store.bulk import Bulk

NOUNS = ("person", "touchpoint", "fact", "special_day", "follow_up", "promise", "introduction", "link")
# Days that cannot come before the first of them.
_ORDER = {
    "follow_up": ("made_on", "due_on", "done_on"),
    "promise": ("made_on", "due_on", "kept_on", "released_on"),
    "fact": ("day", "resolved_on"),
}
# What somebody has several of.
_SEVERAL = frozenset({"email", "phone", "tag", "special_day", "link", "who", "mail", "thread", "way"})
_KEYED = ("name", "nickname", "organisation")


class Arrival(NamedTuple):
    """A record that came in before: what it became, whether that is still there, and the marks of what it said."""

    noun: str
    row_id: int
    there: bool
    marks: frozenset[str]


class Brought(NamedTuple):
    """A touchpoint that an earlier import made: its arrival, and its row, empty if it was removed since."""

    arrival: Arrival
    row: Mapping[str, Any]

    def marks(self, kind: str) -> frozenset[str]:
        """Those of its marks that are of that kind: `mail`, `thread` or `way`."""
        return frozenset(each for each in self.arrival.marks if each.startswith(f"{kind}:"))


def mark(name: str, value: Any) -> str:
    """A value's mark; a flag is marked as the file keeps it."""
    said = f"{name}={int(value) if isinstance(value, bool) else value!r}"
    return f"{name}:{hashlib.blake2b(said.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def together(marks: frozenset[str], earlier: frozenset[str]) -> frozenset[str]:
    """The marks to keep of a record that came in again: what it says now, and whatever it once said of several."""
    return marks | {each for each in earlier if each.partition(":")[0] in _SEVERAL}


def find(bulk: Bulk, source: str, key: str) -> Arrival | None:
    """What a record became when it came in before, or None; what was put before has to be flushed."""
    sql = "SELECT noun, row_id, digest FROM imported WHERE source = ? AND key = ?"
    row = bulk.connection.execute(sql, (source, key)).fetchone()
    if row is None:
        return None
    noun, number, digest = row
    there = noun in NOUNS and bulk.find(noun, "id", number) is not None
    return Arrival(noun, number, there, frozenset((digest or "").split()))


def under(bulk: Bulk, source: str, prefix: str) -> dict[str, Arrival]:
    """What became of the records whose keys are a prefix, a colon and more, by these keys; all flushed."""
    sql = "SELECT key FROM imported WHERE source = ? AND key > ? AND key < ? ORDER BY id"
    keys = bulk.connection.execute(sql, (source, f"{prefix}:", f"{prefix};")).fetchall()
    found = ((key, find(bulk, source, key)) for (key,) in keys)
    return {key: arrival for key, arrival in found if arrival is not None}


def waiting(bulk: Bulk, source: str, key: str) -> str:
    """How a record is in the inbox: `open`, `taken` or `dropped`, nothing if it is not in it."""
    sql = "SELECT taken_on, dropped_on FROM inbox WHERE source = ? AND key = ?"
    row = bulk.connection.execute(sql, (source, key)).fetchone()
    if row is None:
        return ""
    return "taken" if row[0] else "dropped" if row[1] else "open"


def settle_waiting(bulk: Bulk, source: str, key: str, day: str) -> None:
    """A record that waited in the inbox was given to somebody."""
    sql = "UPDATE inbox SET taken_on = ? WHERE source = ? AND key = ?"
    bulk.connection.execute(sql, (day, source, key))


def remember(bulk: Bulk, line: int, source: str, key: str, noun: str, row_id: int, marks: Iterable[str]) -> None:
    """A record came in and became this row."""
    values = {"source": source, "key": key, "noun": noun, "row_id": row_id, "digest": " ".join(sorted(marks))}
    bulk.put("imported", line, {"id": bulk.number("imported"), **values})


def remember_again(bulk: Bulk, source: str, key: str, marks: Iterable[str]) -> None:
    """A record that came in before says something else now."""
    sql = "UPDATE imported SET digest = ? WHERE source = ? AND key = ?"
    bulk.connection.execute(sql, (" ".join(sorted(marks)), source, key))


def current(bulk: Bulk, noun: str, number: int) -> dict[str, Any]:
    """A flushed row by its columns."""
    names_ = list(columns.of(noun))
    row = bulk.connection.execute(f"SELECT {', '.join(names_)} FROM {noun} WHERE id = ?", (number,)).fetchone()
    return dict(zip(names_, row, strict=True))


def add(bulk: Bulk, line: int, noun: str, values: Mapping[str, Any], uid: str | None = None) -> int:
    """A new row of a noun that needs no others next to it; its number. Raises Refused where it contradicts itself."""
    _check_order(noun, values)
    number = bulk.number(noun)
    bulk.put(noun, line, {**values, "id": number, "uid": uid or rows.new_uid()})
    return number


def update(bulk: Bulk, noun: str, number: int, changes: Mapping[str, Any]) -> None:
    """Other values for columns of a flushed row; raises Refused if they are not allowed, and nothing changed."""
    values = dict(changes)
    for column in _KEYED if noun == "person" else ():
        if column in values:
            values[f"{column}_key"] = names.fold(values[column]) if values[column] else None
    whole = {**current(bulk, noun, number), **values}
    _check_order(noun, whole)
    try:
        rows.update(bulk.connection, noun, number, values)
    except UsageError as fault:
        raise Refused(fault.message) from fault
    except sqlite3.IntegrityError as fault:
        raise Refused("what it says now contradicts what is written down") from fault


def details(bulk: Bulk, person_id: int) -> list[tuple[str, str, str]]:
    """The addresses, numbers and tags of somebody: kind, value, key."""
    sql = "SELECT kind, value, key FROM person_detail WHERE person_id = ? ORDER BY id"
    return bulk.connection.execute(sql, (person_id,)).fetchall()


def add_detail(bulk: Bulk, line: int, person_id: int, kind: str, value: str, key: str) -> None:
    """One more address, number or tag."""
    row = {"id": bulk.number("person_detail"), "person_id": person_id, "kind": kind, "value": value, "key": key}
    bulk.put("person_detail", line, row)


def special_days(bulk: Bulk, person_id: int) -> list[tuple[str, str]]:
    """The days that matter to somebody: what and when."""
    return bulk.connection.execute("SELECT what, day FROM special_day WHERE person_id = ?", (person_id,)).fetchall()


def has_row(bulk: Bulk, noun: str, values: Mapping[str, Any]) -> bool:
    """Whether there is a flushed row with these values."""
    conditions = " AND ".join(f"{column} IS ?" for column in values)
    sql = f"SELECT 1 FROM {noun} WHERE {conditions} LIMIT 1"
    return bulk.connection.execute(sql, tuple(values.values())).fetchone() is not None


def parts(bulk: Bulk, table: str, column: str, touchpoint_id: int) -> Sequence[Any]:
    """What a touchpoint has several of: its people (`touchpoint_person`) or its tags."""
    rows_ = bulk.connection.execute(f"SELECT {column} FROM {table} WHERE touchpoint_id = ?", (touchpoint_id,))
    return [value for (value,) in rows_]


def _check_order(noun: str, values: Mapping[str, Any]) -> None:
    first, *later = _ORDER.get(noun, ("",))
    for column in later:
        # Days as YYYY-MM-DD compare as texts.
        if (values.get(column) or "9999") < values[first]:
            raise Refused(f"{column} {values[column]} lies before {first} {values[first]}")
