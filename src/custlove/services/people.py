"""People: added, edited, renamed."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypedDict

from custlove.errors import Refused, UsageError
from custlove.quoting import quoted
from custlove.reports.people import identifiers, lookup
from custlove.reports.people import people as report
from custlove.reports.people.people import Person
from custlove.rules import names
from custlove.schema.vocabulary import Channel, Circle, DetailKind, Rung
from custlove.services import circles, memberships, placements
from custlove.services.change import Change
from custlove.services.memberships import OrganisationEdits
from custlove.store import rows
from custlove.store.forgotten import Forgotten

_FOLDED = ("name", "nickname", "organisation")


def tag_key(tag: str) -> str:
    """A tag as it is found: folded, without a leading `#` or `+`."""
    return names.fold(tag.lstrip("#+"))


# What makes two of a person's details the same.
DETAIL_KEYS = {"email": names.fold, "phone": names.digits, "tag": tag_key}


class Details(NamedTuple):
    """E-mail addresses, phone numbers and tags."""

    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()

    def pairs(self) -> Iterator[tuple[DetailKind, str]]:
        """Each detail with its kind."""
        yield from (("email", value) for value in self.email)
        yield from (("phone", value) for value in self.phone)
        yield from (("tag", value) for value in self.tag)


class PersonFields(TypedDict, total=False):
    """What is known of a person; absent: unchanged, None: cleared."""

    nickname: str | None
    organisation: str | None
    role: str | None
    birthday: str | None
    met: str | None
    zone: str | None
    channel: Channel | None
    every: str | None
    circle: Circle | None
    notes: str | None
    fit: int | None
    influence: int | None
    pronouns: str | None
    added_on: date


class AddPerson(NamedTuple):
    """Whom to add, from which day on; without a handle the name makes one."""

    name: str
    on: date
    handle: str | None = None
    rung: Rung = "prospect"
    fields: PersonFields = PersonFields()
    details: Details = Details()


class PersonAdded(NamedTuple):
    """The person as they stand, the handles of those who had that very name before, whether they were forgotten once.

    The latter is known where digests of their addresses were kept (services/forgetting.py).
    """

    person: Person
    namesakes: tuple[str, ...] = ()
    was_forgotten: bool = False


class EditPerson(NamedTuple):
    """What to change of a person (WHO) from which day on: circles and organisations are dated; details to add, to drop.

    `fields` may name the organisation that they belong to now, in place of the one before, which they left. `also`:
    others that they belong to as well; `left`: those that they left; `never`: those that were wrong.
    """

    who: str
    on: date
    fields: PersonFields = PersonFields()
    add: Details = Details()
    drop: Details = Details()
    also: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class RenamePerson(NamedTuple):
    """Whose name, handle or both to change (WHO)."""

    who: str
    name: str | None = None
    handle: str | None = None


class _Row(NamedTuple):
    id: int
    handle: str
    name: str
    added_on: date
    archived_on: date | None


class _Detail(NamedTuple):
    id: int


def add(change: Change, asked: AddPerson) -> PersonAdded:
    """Add a person, placed on their rung that day; raises Refused where the handle is somebody else's."""
    found = lookup.matching(change.connection, asked.name, whole=True)
    namesakes = tuple(each.handle for each in found if each.name.casefold() == asked.name.casefold())
    words = identifiers.of_card(asked.name, asked.details.email, asked.details.phone, None)
    was_forgotten = Forgotten(change.connection).knows(words)
    return PersonAdded(_standing(change, write(change, asked)), namesakes, was_forgotten)


def write(change: Change, asked: AddPerson) -> int:
    """The number of a person who is added on the way; raises as `add` does."""
    change.past(asked.fields.get("added_on", asked.on))
    name = " ".join(asked.name.split())
    handle = _free_handle(change, name) if asked.handle is None else _given_handle(change, asked.handle)
    values = _with_keys({**asked.fields, "name": name})
    number = rows.add(change.connection, "person", **{"added_on": asked.on, **values, "handle": handle})
    _add_details(change, number, asked.details)
    placements.place(change, number, asked.rung, asked.on)
    if (circle := asked.fields.get("circle")) is not None:
        circles.choose(change, number, circle, asked.on)
    return number


def edit(change: Change, asked: EditPerson) -> Person:
    """Change what is known of a person; another `added_on` places them from that day. Raises Refused, NotFound."""
    change.past(asked.on)
    person = _called(change, asked.who)
    values = _with_keys(dict(asked.fields))
    if added_on := asked.fields.get("added_on"):
        change.past(added_on)
        _check_added(person, added_on)
        placements.redate_first(change, person.id, person.name, added_on)
        circles.redate_first(change, person.id, person.added_on, added_on)
    if "circle" in values:
        circles.choose(change, person.id, asked.fields.get("circle"), asked.on)
        del values["circle"]
    belongs = OrganisationEdits(asked.on, asked.also, asked.left, asked.never)
    values = memberships.written(change, person.id, values, belongs)
    rows.update(change.connection, "person", person.id, values)
    for kind, value in asked.drop.pairs():
        _drop_detail(change, person, kind, value)
    _add_details(change, person.id, asked.add)
    return _standing(change, person.id)


def rename(change: Change, asked: RenamePerson) -> Person:
    """Give a person another name, another handle, or both; raises Refused, NotFound, UsageError."""
    person = _called(change, asked.who)
    values = {} if asked.name is None else _with_keys({"name": " ".join(asked.name.split())})
    if asked.handle and asked.handle != person.handle:
        values["handle"] = _given_handle(change, asked.handle)
    rows.update(change.connection, "person", person.id, values)
    for kind, before in (("name", person.name), ("handle", person.handle)):
        if kind in values and names.fold(before) != names.fold(str(values[kind])):
            _keep_former(change, person.id, kind, before)
    return _standing(change, person.id)


def _called(change: Change, who: str) -> _Row:
    return rows.get(change.connection, "person", _Row, lookup.one(change.connection, who).id)


def _standing(change: Change, number: int) -> Person:
    return report.one(change.connection, number, change.settings.cadences, change.today)


def _check_added(person: _Row, on: date) -> None:
    if person.archived_on is not None and person.archived_on < on:
        raise Refused(f"{person.name} was archived on {person.archived_on}, before {on}.", "Name an earlier day.")


def _with_keys(values: dict[str, object]) -> dict[str, object]:
    for column in _FOLDED:
        if column in values:
            values[f"{column}_key"] = names.fold(str(values[column])) if values[column] else None
    if "name" in values and not values["name"]:
        raise UsageError("A person needs a name.", "Like this: custlove person add 'Anna Karenina'")
    return values


def _given_handle(change: Change, handle: str) -> str:
    if not names.HANDLE.fullmatch(handle):
        raise UsageError(
            f"{quoted(handle)} is not a valid handle.", "Use a-z, 0-9 and -, starting with a letter or digit."
        )
    if names.is_reserved(handle):
        raise Refused(f"{quoted(handle)} would be read as a command or as a reference.", "Give another with --as.")
    taken = change.connection.execute("SELECT name FROM person WHERE handle = ?", (handle,)).fetchone()
    if taken is not None:
        raise Refused(f"The handle {handle} is taken by {taken[0]}.", "Give another with --as.")
    return handle


def _keep_former(change: Change, person_id: int, kind: str, value: str) -> None:
    row = {"kind": kind, "value": value, "key": names.fold(value), "until": change.today}
    rows.add(change.connection, "former_name", person_id=person_id, **row)


def _free_handle(change: Change, name: str) -> str:
    wanted, suffix = names.handle_from(name), 2
    handle = wanted
    while change.connection.execute("SELECT 1 FROM person WHERE handle = ?", (handle,)).fetchone():
        handle, suffix = f"{wanted}-{suffix}", suffix + 1
    return handle


def _add_details(change: Change, person_id: int, details: Details) -> None:
    for kind, value in details.pairs():
        key = DETAIL_KEYS[kind](value)
        if not key:
            raise UsageError(f"{quoted(value)} is not a valid {kind}.")
        if _detail(change, person_id, kind, key) is None:
            shown = value.strip().lstrip("#+") if kind == "tag" else value.strip()
            rows.add(change.connection, "person_detail", person_id=person_id, kind=kind, value=shown, key=key)


def _drop_detail(change: Change, person: _Row, kind: DetailKind, value: str) -> None:
    found = _detail(change, person.id, kind, DETAIL_KEYS[kind](value))
    if found is None:
        raise Refused(f"{person.name} has no {kind} {value}.")
    rows.delete(change.connection, "person_detail", found)


def _detail(change: Change, person_id: int, kind: DetailKind, key: str) -> int | None:
    condition = "person_id = ? AND kind = ? AND key = ?"
    found = next(rows.select(change.connection, "person_detail", _Detail, condition, (person_id, kind, key)), None)
    return None if found is None else found.id
