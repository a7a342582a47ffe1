"""Who sent whom, who knows whom, who bought what."""

from collections.abc import Mapping
from typing import Any

from custlove.errors import Refused
from custlove.rules.names import fold
from custlove.services.restore.origin import Origin, put
from custlove.store.bulk import Bulk


def purchase(bulk: Bulk, origin: Origin, person_id: int, fields: Mapping[str, Any]) -> None:
    """What somebody bought; `amount` is in the currency's smallest unit."""
    put(bulk, "purchase", origin, person_id=person_id, **fields)


def introduction(bulk: Bulk, origin: Origin, by_id: int, person_id: int, fields: Mapping[str, Any]) -> bool:
    """Who sent whom; False if that is there already."""
    if by_id == person_id:
        raise Refused("by and person stand for the same person")
    if not bulk.claim("introduction", by_id=by_id, person_id=person_id):
        return False
    put(bulk, "introduction", origin, by_id=by_id, person_id=person_id, **fields)
    return True


def link(bulk: Bulk, origin: Origin, person_id: int, other_id: int, kind: str, day: str) -> bool:
    """Two people who know each other; False if that is there already."""
    if person_id == other_id:
        raise Refused("person and other stand for the same person")
    if origin.by_hand and _linked(bulk, person_id, other_id, kind):
        return False
    if not bulk.claim("link", person_id=person_id, other_id=other_id, kind=kind):
        return False
    put(bulk, "link", origin, person_id=person_id, other_id=other_id, kind=kind, day=day)
    return True


def _linked(bulk: Bulk, person_id: int, other_id: int, kind: str) -> bool:
    """Whether two people are linked as this, whichever of them comes first."""
    bulk.flush("link")
    rows = bulk.connection.execute(
        "SELECT kind FROM link WHERE ? IN (person_id, other_id) AND ? IN (person_id, other_id)", (person_id, other_id)
    )
    return any(fold(known) == fold(kind) for (known,) in rows)
