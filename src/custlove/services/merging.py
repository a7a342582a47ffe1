"""Making two people one."""

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from custlove.errors import Refused
from custlove.reports.people import lookup
from custlove.reports.people import people as report
from custlove.reports.people.lookup import PersonRef
from custlove.reports.people.people import Person
from custlove.schema import columns
from custlove.services.change import Change
from custlove.store import rows

# What is theirs alone, and changes hands as it is.
_OWN = (
    "follow_up",
    "promise",
    "ask",
    "feedback",
    "mistake",
    "fact",
    "special_day",
    "ritual",
    "purchase",
    "rung_stay",
    "let_be",
    "former_name",
)
# What is between two people: either may be the one who goes.
_PAIRS = (("link", "person_id"), ("link", "other_id"), ("introduction", "person_id"), ("introduction", "by_id"))
_MERGE = (
    (
        "DELETE FROM touchpoint_person WHERE person_id = :other"
        " AND touchpoint_id IN (SELECT touchpoint_id FROM touchpoint_person WHERE person_id = :keep)"
    ),
    "UPDATE touchpoint_person SET person_id = :keep WHERE person_id = :other",
    (
        "DELETE FROM person_detail WHERE person_id = :other AND EXISTS"
        " (SELECT 1 FROM person_detail AS mine WHERE mine.person_id = :keep"
        " AND mine.kind = person_detail.kind AND mine.key = person_detail.key)"
    ),
    "UPDATE person_detail SET person_id = :keep WHERE person_id = :other",
    *(f"UPDATE {table} SET person_id = :keep WHERE person_id = :other" for table in _OWN),
    # On the ladder they stand where the one who stays has stood.
    "DELETE FROM rung_move WHERE person_id = :other",
    # Nobody knows or sends themselves.
    "DELETE FROM link WHERE person_id IN (:keep, :other) AND other_id IN (:keep, :other)",
    "DELETE FROM introduction WHERE person_id IN (:keep, :other) AND by_id IN (:keep, :other)",
    # A third whom both know, as the same: which of two comes first does not matter.
    (
        "DELETE FROM link WHERE :other IN (person_id, other_id) AND EXISTS (SELECT 1 FROM link AS mine"
        " WHERE mine.kind = link.kind AND :keep IN (mine.person_id, mine.other_id)"
        " AND link.person_id + link.other_id - :other IN (mine.person_id, mine.other_id))"
    ),
    # A third whom both sent, or who sent both.
    *(
        f"DELETE FROM introduction WHERE {mine} = :other"
        f" AND {third} IN (SELECT {third} FROM introduction WHERE {mine} = :keep)"
        for mine, third in (("by_id", "person_id"), ("person_id", "by_id"))
    ),
    *(f"UPDATE {table} SET {mine} = :keep WHERE {mine} = :other" for table, mine in _PAIRS),
    # What came from elsewhere as the other is known again as the one who stays.
    "UPDATE imported SET row_id = :keep WHERE noun = 'person' AND row_id = :other",
    (
        "DELETE FROM circle_choice WHERE person_id = :other AND EXISTS"
        " (SELECT 1 FROM circle_choice AS mine WHERE mine.person_id = :keep)"
    ),
    "UPDATE circle_choice SET person_id = :keep WHERE person_id = :other",
    (
        "UPDATE person SET circle = (SELECT circle FROM circle_choice WHERE person_id = :keep"
        " ORDER BY day DESC, id DESC LIMIT 1) WHERE id = :keep"
    ),
)


# What of the two decides what the one who stays becomes.
_COLUMNS = ("name", "name_key", "added_on", "first_due_on", "spread_on", "came_by", *columns.marked("person", "merged"))


class MergePeople(NamedTuple):
    """Who stays, with handle, name and ladder, and who becomes part of them (WHO both)."""

    keep: str
    gone: str


class MergePlan(NamedTuple):
    """Who stays, who would be gone, and how many rows of each noun would change hands."""

    keep: PersonRef
    gone: PersonRef
    moves: dict[str, int]

    def data(self) -> dict[str, object]:
        """The plan as JSON gives it."""
        return {"person": self.keep.handle, "merged": self.gone.handle, "moves": self.moves}


class PeopleMerged(NamedTuple):
    """The one who stayed as they stand, and the name of the one who is part of them now."""

    person: Person
    name: str


def plan(connection: sqlite3.Connection, asked: MergePeople) -> MergePlan:
    """What making two people one would move; raises NotFound, Ambiguous, and Refused where both are one already."""
    keep, gone = _both(connection, asked)
    return MergePlan(keep, gone, report.holdings(connection, gone.id))


def apply(change: Change, asked: MergePeople) -> PeopleMerged:
    """Make two people one: everything of the second becomes the first's, who keeps name, handle and ladder.

    Raises as `plan` does.
    """
    connection = change.connection
    keep, gone = _both(connection, asked)
    ids = {"keep": keep.id, "other": gone.id}
    for statement in _MERGE:
        connection.execute(statement, ids)
    rows.update(connection, "person", keep.id, _filled(_values(connection, keep.id), _values(connection, gone.id)))
    rows.delete(connection, "person", gone.id)
    return PeopleMerged(report.one(connection, keep.id, change.settings.cadences, change.today), gone.name)


def _both(connection: sqlite3.Connection, asked: MergePeople) -> tuple[PersonRef, PersonRef]:
    keep, gone = lookup.one(connection, asked.keep), lookup.one(connection, asked.gone)
    if keep.id == gone.id:
        raise Refused("Both names mean the same person.")
    return keep, gone


def _values(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    row = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM person WHERE id = ?", (number,)).fetchone()
    return dict(zip(_COLUMNS, row, strict=True))


def _filled(keep: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """What changes of the one who stays."""
    filled = {column: other[column] for column in columns.marked("person", "merged") if keep[column] is None}
    filled["added_on"] = min(keep["added_on"], other["added_on"])
    if keep["spread_on"] is None:
        filled |= {"first_due_on": other["first_due_on"], "spread_on": other["spread_on"]}
    if other["came_by"] is None:
        # Whoever was added by hand, under whichever name, was chosen by hand.
        filled["came_by"] = None
    if keep["notes"] is not None and other["notes"] and keep["notes"] != other["notes"]:
        filled["notes"] = f"{keep['notes']}\n{other['notes']}"
    # Their other name must still find them.
    if keep["nickname"] is None and other["nickname"] is None and other["name_key"] != keep["name_key"]:
        filled |= {"nickname": other["name"], "nickname_key": other["name_key"]}
    return filled
