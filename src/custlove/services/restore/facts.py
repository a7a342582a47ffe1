"""What is known of people: facts, and days that matter to them."""

from collections.abc import Mapping
from typing import Any

from custlove.errors import Refused
from custlove.services.restore.origin import Origin, not_before, put, referred
from custlove.store.bulk import Bulk


def fact(bulk: Bulk, origin: Origin, person_id: int, fields: dict[str, Any]) -> None:
    """What is known of somebody; raises Refused if it cannot take the place of the fact that it names."""
    not_before({**fields, "on": fields["day"]}, "on", "resolved_on")
    if "resolved_text" in fields and "resolved_on" not in fields:
        raise Refused("resolved_on is missing")
    fields["touchpoint_id"] = referred(bulk, "touchpoint", fields.pop("touchpoint", None))
    fields["supersedes"] = before = referred(bulk, "fact", fields.pop("supersedes", None))
    if before is not None:
        if not bulk.claim("fact", supersedes=before):
            raise Refused("the fact that it supersedes has been superseded")
        _check_superseded(bulk, origin, before, person_id, fields["day"])
    put(bulk, "fact", origin, person_id=person_id, **fields)


def special_day(bulk: Bulk, origin: Origin, person_id: int, fields: Mapping[str, Any]) -> None:
    """A day that matters to somebody; raises Refused for one that comes once and has no year."""
    if not fields["yearly"] and fields["day"].startswith("--"):
        raise Refused("a day that comes once has a year")
    put(bulk, "special_day", origin, person_id=person_id, **fields)


def _check_superseded(bulk: Bulk, origin: Origin, number: int, person_id: int, day: str) -> None:
    bulk.flush("fact")
    row = bulk.connection.execute("SELECT person_id, day, resolved_on FROM fact WHERE id = ?", (number,)).fetchone()
    if row[0] != person_id:
        raise Refused("the fact that it supersedes is of somebody else")
    if origin.by_hand and row[1] > day:
        raise Refused(f"the fact that it supersedes is known only since {row[1]}")
    if origin.by_hand and row[2] is not None:
        raise Refused(f"the fact that it supersedes was resolved on {row[2]}")
