"""Making two people one."""

from sqlalchemy import text
from sqlmodel import Session

from custlove.errors import Refused
from custlove.models.people import Person
from custlove.services import rows

# What the one who stays takes over where they have none of it.
_SINGLE = (
    "nickname", "nickname_key", "organisation", "organisation_key", "role", "birthday", "met", "zone", "channel",
    "every", "notes", "fit", "influence",
)  # fmt: skip
# What is theirs alone, and changes hands as it is.
_OWN = ("follow_up", "promise", "ask", "feedback", "mistake", "fact", "special_day", "ritual", "purchase")
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


def merge(session: Session, keep_id: int, other_id: int) -> Person:
    """Make two people one: everything of the second becomes the first's, who keeps name, handle and ladder."""
    if keep_id == other_id:
        raise Refused("Both names stand for the same person.")
    keep, other = rows.get(session, Person, keep_id), rows.get(session, Person, other_id)
    ids = {"keep": keep_id, "other": other_id}
    for statement in _MERGE:
        session.connection().execute(text(statement), ids)
    session.expire_all()
    _fill_gaps(keep, other)
    keep.added_on = min(keep.added_on, other.added_on)
    session.add(keep)
    session.delete(other)
    session.flush()
    return keep


def _fill_gaps(keep: Person, other: Person) -> None:
    for column in _SINGLE:
        if getattr(keep, column) is None:
            setattr(keep, column, getattr(other, column))
    if keep.spread_on is None:
        keep.first_due_on, keep.spread_on = other.first_due_on, other.spread_on
    if other.notes and keep.notes != other.notes:
        keep.notes = f"{keep.notes}\n{other.notes}"
    # Their other name must still find them.
    if keep.nickname is None and other.name_key != keep.name_key:
        keep.nickname, keep.nickname_key = other.name, other.name_key
