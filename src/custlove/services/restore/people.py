"""People, their details, and which circle they were given."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.rules import names
from custlove.services.people import DETAIL_KEYS
from custlove.services.restore.origin import Fields, Origin, not_before, numbered, put
from custlove.store.bulk import Bulk


class Added(NamedTuple):
    """A person who was added: their number, and the handle they were given."""

    id: int
    handle: str


def person(
    bulk: Bulk, origin: Origin, handle: str, fields: Fields, details: Mapping[str, Sequence[str]], taken: Container[str]
) -> Added:
    """A new person; a handle that is taken, here or by those not flushed yet, is given a number."""
    name = " ".join(fields["name"].split())
    number = bulk.number("person", origin.id, origin.uid)
    handle = _free_handle(bulk, handle, taken)
    keys = {f"{column}_key": _key(fields.get(column)) for column in ("name", "nickname", "organisation")}
    bulk.put("person", origin.line, {**fields, **keys, "id": number, "uid": origin.uid, "handle": handle, "name": name})
    for kind, values in details.items():
        for value, key, wanted in _details(kind, values, origin.parts.get(kind, ())):
            part = {"person_id": number, "kind": kind, "value": value, "key": key}
            bulk.put("person_detail", origin.line, {"id": bulk.number("person_detail", wanted), **part})
    return Added(number, handle)


def circle_choice(bulk: Bulk, origin: Origin, person_id: int, circle: str | None, day: str) -> None:
    """The circle chosen for a person from a day on."""
    put(bulk, "circle_choice", origin, person_id=person_id, circle=circle, day=day)


def let_be(bulk: Bulk, origin: Origin, person_id: int, fields: Fields) -> None:
    """A person let be until a day."""
    put(bulk, "let_be", origin, person_id=person_id, **fields)


def former_name(bulk: Bulk, origin: Origin, person_id: int, fields: Fields) -> None:
    """A name or a handle that somebody had until a day."""
    put(bulk, "former_name", origin, person_id=person_id, key=names.fold(fields["value"]), **fields)


def membership(bulk: Bulk, origin: Origin, person_id: int, fields: Fields) -> None:
    """An organisation that somebody belonged to, or belongs to as well."""
    if fields.get("since"):
        not_before(fields, "since", "until")
    key = names.fold(fields["organisation"])
    put(bulk, "membership", origin, person_id=person_id, organisation_key=key, **fields)


def absence(bulk: Bulk, origin: Origin, person_id: int, fields: Fields) -> None:
    """The days for which somebody was archived."""
    not_before(fields, "archived_on", "restored_on")
    put(bulk, "absence", origin, person_id=person_id, **fields)


def settle_circles(bulk: Bulk, people: Iterable[int]) -> None:
    """Give people the circle that was chosen for them last; all choices have to be flushed."""
    bulk.connection.executemany(_LAST_CHOSEN, ({"person": person} for person in sorted(people)))


_LAST_CHOSEN = """
UPDATE person
SET circle = (SELECT circle FROM circle_choice WHERE person_id = :person ORDER BY day DESC, id DESC LIMIT 1)
WHERE id = :person
"""


def _details(kind: str, values: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[str, str, int | None]]:
    keys = [DETAIL_KEYS[kind](value) for value in values]
    if "" in keys:
        raise UsageError(f"{quoted(values[keys.index('')])} is no {kind}")
    value_of = dict(zip(reversed(keys), reversed(values), strict=True))
    for key, wanted in numbered(keys, numbers):
        yield value_of[key].strip(), key, wanted


def _key(text: str | None) -> str | None:
    return names.fold(text) if text else None


def _free_handle(bulk: Bulk, wanted: str, taken: Container[str]) -> str:
    if not names.HANDLE.fullmatch(wanted):
        raise UsageError(f"{quoted(wanted)} is not a valid handle: use a-z, 0-9 and -, starting with a letter or digit")
    handles = chain([wanted], (f"{wanted}-{suffix}" for suffix in count(2)))
    return next(handle for handle in handles if handle not in taken and bulk.find("person", "handle", handle) is None)
