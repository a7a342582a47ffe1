"""Where people belong, from a day to a day: they come, they leave, and may belong to several organisations."""

from datetime import date
from typing import Any, NamedTuple

from custlove.errors import Refused
from custlove.quoting import quoted
from custlove.rules import names
from custlove.services.change import Change
from custlove.store import rows


class OrganisationEdits(NamedTuple):
    """What changes of where somebody belongs, from a day on.

    `also`: they belong to these as well; `left`: they left these; `never`: these were wrong.
    """

    on: date
    also: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class _Own(NamedTuple):
    name: str
    organisation: str | None
    organisation_key: str | None
    role: str | None
    organisation_since: date | None


class _Row(NamedTuple):
    id: int
    organisation: str
    organisation_key: str
    role: str | None
    since: date | None
    until: date | None


def written(change: Change, person_id: int, values: dict[str, Any], asked: OrganisationEdits) -> dict[str, Any]:
    """The columns of a person to write, once the organisations that they leave or come to have rows of their own.

    Raises Refused for an organisation that they do not belong to.
    """
    values = dict(values)
    for organisation in asked.never:
        values = {**_forget(change, person_id, organisation), **values}
    own = _own(change, person_id)
    if "organisation" in values and "organisation_since" not in values:
        wrong = own.organisation_key in {names.fold(each) for each in asked.never}
        values |= _moved(change, person_id, own, values, asked.on, keep=not wrong)
    for organisation in asked.also:
        _belong(change, person_id, organisation, {**own._asdict(), **values}, asked.on)
    for organisation in asked.left:
        values |= _leave(change, person_id, organisation, {**own._asdict(), **values}, asked.on)
    return values


def _moved(
    change: Change, person_id: int, own: _Own, values: dict[str, Any], on: date, *, keep: bool
) -> dict[str, Any]:
    """They belong to another organisation now, or to none; the one before stays as one that they left."""
    if own.organisation is None and _rows(change, person_id):
        return {"organisation_since": on if values["organisation"] else None}
    if own.organisation is None or own.organisation_key == values["organisation_key"] or not keep:
        return {} if values["organisation"] else {"organisation_since": None}
    _end(change, person_id, own, on)
    # What they are there is for whoever knows it to say.
    role = {} if "role" in values or (values["organisation"] is None and own.role is None) else {"role": None}
    _take_back(change, person_id, values["organisation_key"])
    return {"organisation_since": on if values["organisation"] else None, **role}


def _end(change: Change, person_id: int, own: _Own, on: date) -> None:
    # Whoever came on that very day was never there.
    if own.organisation is not None and (own.organisation_since is None or own.organisation_since < on):
        ended = {"organisation": own.organisation, "organisation_key": own.organisation_key, "role": own.role}
        rows.add(change.connection, "membership", person_id=person_id, since=own.organisation_since, until=on, **ended)


def _belong(change: Change, person_id: int, organisation: str, now: dict[str, Any], on: date) -> None:
    key = names.fold(organisation)
    if key == now["organisation_key"] or _present(change, person_id, key):
        raise Refused(f"{now['name']} belongs to {organisation} already.")
    told = {"organisation": " ".join(organisation.split()), "organisation_key": key}
    rows.add(change.connection, "membership", person_id=person_id, since=on, **told)


def _leave(change: Change, person_id: int, organisation: str, now: dict[str, Any], on: date) -> dict[str, Any]:
    """They left; if it was the one they belonged to first, one of the others takes its place."""
    key = names.fold(organisation)
    for each in _present(change, person_id, key):
        rows.update(change.connection, "membership", each.id, {"until": on})
        return {}
    if key != now["organisation_key"]:
        raise Refused(
            f"{now['name']} does not belong to {quoted(organisation)}.", "Where they belong: custlove show WHO"
        )
    own = _Own(*(now[name] for name in _Own._fields))
    _end(change, person_id, own, on)
    others = _present(change, person_id, None)
    if not others:
        return {"organisation": None, "organisation_key": None, "organisation_since": None, "role": None}
    heir = others[-1]
    rows.delete(change.connection, "membership", heir.id)
    return {
        "organisation": heir.organisation, "organisation_key": heir.organisation_key,
        "organisation_since": heir.since, "role": heir.role,
    }  # fmt: skip


def _forget(change: Change, person_id: int, organisation: str) -> dict[str, Any]:
    """It was never theirs."""
    key = names.fold(organisation)
    found = [each for each in _rows(change, person_id) if each.organisation_key == key]
    for each in found:
        rows.delete(change.connection, "membership", each.id)
    own = _own(change, person_id)
    if own.organisation_key != key:
        if not found:
            raise Refused(f"{own.name} never belonged to {quoted(organisation)}.")
        return {}
    return {"organisation": None, "organisation_key": None}


def _take_back(change: Change, person_id: int, key: str | None) -> None:
    """What they belonged to as well is now the one they belong to first."""
    for each in _present(change, person_id, key) if key else ():
        rows.delete(change.connection, "membership", each.id)


def _own(change: Change, person_id: int) -> _Own:
    return rows.get(change.connection, "person", _Own, person_id)


def _present(change: Change, person_id: int, key: str | None) -> list[_Row]:
    return [each for each in _rows(change, person_id) if each.until is None and key in (None, each.organisation_key)]


def _rows(change: Change, person_id: int) -> list[_Row]:
    condition = "person_id = ? ORDER BY since, id"
    return list(rows.select(change.connection, "membership", _Row, condition, (person_id,)))
