"""Making two people one."""

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from custlove.errors import Refused, UsageError
from custlove.plain import plain
from custlove.quoting import quoted
from custlove.reports.people import lookup, merge_comparison
from custlove.reports.people import people as report
from custlove.reports.people.lookup import PersonRef
from custlove.reports.people.merge_comparison import LABELS, TAKEABLE, Comparison
from custlove.reports.people.people import Person
from custlove.rules.names import fold
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
    "membership",
    "absence",
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
    "UPDATE circle_choice SET person_id = :keep WHERE person_id = :other",
    (
        "UPDATE person SET circle = (SELECT circle FROM circle_choice WHERE person_id = :keep"
        " ORDER BY day DESC, id DESC LIMIT 1) WHERE id = :keep"
    ),
)

# What only one of them can have: where they stood, the circles chosen for them. Of the other it goes.
_ONE_OF = (
    "DELETE FROM rung_move WHERE person_id = :less",
    "UPDATE rung_move SET person_id = :keep WHERE person_id = :more",
)
_FIRST_MOVE = """
UPDATE rung_move SET day = min(day, (SELECT added_on FROM person WHERE id = :keep))
WHERE id = (SELECT id FROM rung_move WHERE person_id = :keep ORDER BY day, id LIMIT 1)
"""
_CIRCLES_OF = (
    "DELETE FROM circle_choice WHERE person_id = :less AND EXISTS (SELECT 1 FROM circle_choice WHERE person_id = :more)"
)
_ORG = LABELS["organisation"]
# What of the two decides what the one who stays becomes.
_COLUMNS = (
    "name",
    "name_key",
    "added_on",
    "first_due_on",
    "spread_on",
    "came_by",
    "organisation_since",
    *columns.marked("person", "merged"),
)


class MergePeople(NamedTuple):
    """Who stays, with handle, name and ladder, and who becomes part of them (WHO both).

    `take`: the fields in which the second's value is taken where both have one (merge_comparison.TAKEABLE).
    """

    keep: str
    gone: str
    take: tuple[str, ...] = ()


class MergePlan(NamedTuple):
    """Who stays, who would be gone, how many rows of each noun would change hands, and what of the two competes."""

    keep: PersonRef
    gone: PersonRef
    moves: dict[str, int]
    comparison: Comparison
    take: tuple[str, ...] = ()

    def data(self) -> dict[str, object]:
        """The plan as JSON gives it."""
        compared = plain(self.comparison)
        return {"person": self.keep.handle, "merged": self.gone.handle, "moves": self.moves, **compared}


class PeopleMerged(NamedTuple):
    """The one who stayed as they stand, the name of the one who is part of them now, and what competed."""

    person: Person
    name: str
    handle: str
    comparison: Comparison
    noted: str = ""

    def data(self) -> dict[str, Any]:
        """The person as JSON gives them, and what became of the other."""
        compared = {"competing": plain(self.comparison.competing), "between": plain(self.comparison.between)}
        return {**plain(self.person), "merged": self.handle, "noted": self.noted or None, **compared}


def plan(connection: sqlite3.Connection, asked: MergePeople) -> MergePlan:
    """What making two people one would move; raises NotFound, Ambiguous, and Refused where both are one already."""
    keep, gone = _both(connection, asked)
    compared = merge_comparison.compare(connection, keep.id, gone.id)
    return MergePlan(keep, gone, report.holdings(connection, gone.id), compared, _taken(asked, compared))


def apply(change: Change, asked: MergePeople) -> PeopleMerged:
    """Make two people one: everything of the second becomes the first's, who keeps handle, name and ladder.

    Names and handle of the second become former names. Of what competes the first's is kept, or the second's where it
    is to be taken; the other stays in the notes. Raises as `plan` does, and UsageError for what cannot be taken.
    """
    connection = change.connection
    planned = plan(connection, asked)
    keep, gone = planned.keep, planned.gone
    ids = {"keep": keep.id, "other": gone.id}
    one, other = _values(connection, keep.id), _values(connection, gone.id)
    _join_histories(change, planned)
    for statement in _MERGE:
        connection.execute(statement, ids)
    noted = _note(planned, change)
    filled = _filled(one, other, planned, noted)
    rows.delete(connection, "person", gone.id)
    rows.update(connection, "person", keep.id, filled)
    if "rung" in planned.take:
        connection.execute(_FIRST_MOVE, ids)
    _keep_organisation(change, planned, one, other)
    _keep_names(change, planned, {**one, **filled})
    person = report.one(connection, keep.id, change.settings.cadences, change.today)
    return PeopleMerged(person, gone.name, gone.handle, planned.comparison, noted)


def _join_histories(change: Change, planned: MergePlan) -> None:
    """Leave of the ladder and of the circles those of the one, or of the other."""
    ids = {"keep": planned.keep.id, "other": planned.gone.id}

    def ends(field: str) -> dict[str, int]:
        less, more = ("keep", "other") if field in planned.take else ("other", "keep")
        return {"keep": ids["keep"], "less": ids[less], "more": ids[more]}

    for statement in _ONE_OF:
        change.connection.execute(statement, ends("rung"))
    change.connection.execute(_CIRCLES_OF, ends("circle"))


def _taken(asked: MergePeople, compared: Comparison) -> tuple[str, ...]:
    """The fields to take of the second; raises UsageError for one that is unknown or does not compete."""
    competing = {each.field for each in compared.competing} | {"name", "handle"}
    for field in asked.take:
        if field not in TAKEABLE:
            raise UsageError(f"{quoted(field)} is not a field to take.", f"Fields: {', '.join(TAKEABLE)}.")
        if field not in competing and field not in compared.fills:
            raise UsageError(f"Both have the same {field}, or only the first has one.", "Nothing was changed.")
    return asked.take


def _note(planned: MergePlan, change: Change) -> str:
    """What was not taken, and what was between them, as a line for the notes; empty where there is nothing."""
    left = [
        f"{each.field} {each.keep if each.field in planned.take else each.gone}"
        for each in planned.comparison.competing
        if each.field != _ORG
    ]
    left += [str(each) for each in planned.comparison.between]
    gone = planned.gone
    return f"{change.today}: merged with {gone.name} ({gone.handle}), not taken: {'; '.join(left)}" if left else ""


def _keep_organisation(change: Change, planned: MergePlan, one: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    """Of two organisations they belong to both: the one that does not come first is one that they belong to as well."""
    if _ORG not in {each.field for each in planned.comparison.competing}:
        return
    second = one if _ORG in planned.take else other
    told = {name: second[name] for name in ("organisation", "organisation_key", "role")}
    rows.add(change.connection, "membership", person_id=planned.keep.id, since=second["organisation_since"], **told)


def _keep_names(change: Change, planned: MergePlan, now: Mapping[str, Any]) -> None:
    """Have every name and handle of both find the one who stays."""
    keep, gone = planned.keep, planned.gone
    nicknames = [
        name for each in planned.comparison.competing if each.field == "nickname" for name in (each.keep, each.gone)
    ]
    handle = gone.handle if "handle" in planned.take else keep.handle
    there = {now["name_key"], now["nickname_key"], fold(handle)}
    kept = [("name", name) for name in (keep.name, gone.name, *nicknames)] + [
        ("handle", each) for each in (keep.handle, gone.handle)
    ]
    for kind, value in kept:
        if (key := fold(value)) not in there:
            there.add(key)
            row = {"kind": kind, "value": value, "key": key, "until": change.today}
            rows.add(change.connection, "former_name", person_id=keep.id, **row)


def _both(connection: sqlite3.Connection, asked: MergePeople) -> tuple[PersonRef, PersonRef]:
    keep, gone = lookup.one(connection, asked.keep), lookup.one(connection, asked.gone)
    if keep.id == gone.id:
        raise Refused("Both names mean the same person.")
    return keep, gone


def _values(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    row = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM person WHERE id = ?", (number,)).fetchone()
    return dict(zip(_COLUMNS, row, strict=True))


def _filled(keep: Mapping[str, Any], other: Mapping[str, Any], planned: MergePlan, noted: str) -> dict[str, Any]:
    """What changes of the one who stays."""
    taken = {name for name, label in LABELS.items() if label in planned.take} | set(planned.take)
    taken |= {f"{name}_key" for name in taken}
    fields = (*columns.marked("person", "merged"), "name", "name_key")
    filled = {column: other[column] for column in fields if keep[column] is None or column in taken}
    if "handle" in planned.take:
        filled["handle"] = planned.gone.handle
    filled["added_on"] = min(keep["added_on"], other["added_on"])
    if "organisation" in filled:
        filled["organisation_since"] = other["organisation_since"]
    if keep["spread_on"] is None:
        filled |= {"first_due_on": other["first_due_on"], "spread_on": other["spread_on"]}
    if other["came_by"] is None:
        # Whoever was added by hand, under whichever name, was chosen by hand.
        filled["came_by"] = None
    notes = dict.fromkeys(each for each in (keep["notes"], other["notes"], noted) if each)
    return {**filled, "notes": "\n".join(notes) or None}
