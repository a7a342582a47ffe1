"""What an import replaces of somebody, and names them by besides: it still finds them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from custlove.reports.people.contact_index import KnownPerson
from custlove.rules import identity_matching
from custlove.rules.names import fold
from custlove.services.imports import provenance

if TYPE_CHECKING:
    from custlove.store.bulk import Bulk


def name(known: KnownPerson, before: str, after: str | None, on_card: str) -> str | None:
    """A name that somebody does not have any more, or that only their card has; None where there is none to keep."""
    other, stays = (on_card, before) if after is None else (before, after)
    if known.borrowed or any(fold(other) == fold(each) for each in (stays, *known.names[1:])):
        return None
    return other if after is not None or not identity_matching.names_agree(stays, other) else None


def add_name(bulk: "Bulk", line: int, person: int, value: str, on: str) -> None:
    """Keep a name that they had until a day."""
    values = {"person_id": person, "kind": "name", "value": value, "key": fold(value), "until": on}
    provenance.add(bulk, line, "former_name", values)


def organisation(bulk: "Bulk", line: int, person: int, now: Mapping[str, Any], after: str, on: str) -> dict[str, Any]:
    """Keep the organisation that a source does not name any more as one that they left; what else changes of them."""
    if fold(now["organisation"]) == fold(after) or (now["organisation_since"] or "") >= on:
        return {}
    ended = {name: now[name] for name in ("organisation", "organisation_key", "role")}
    values = {"person_id": person, **ended, "since": now["organisation_since"], "until": on}
    provenance.add(bulk, line, "membership", values)
    return {"organisation_since": on}
