"""Writing people."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlmodel import Session, col, delete, select

from custlove.errors import Refused, UsageError
from custlove.models.people import Person, PersonDetail
from custlove.quoting import quoted
from custlove.rules import names
from custlove.services import orm_circles as circles
from custlove.services import orm_ladder as ladder
from custlove.services import rows


def tag_key(tag: str) -> str:
    """A tag as it is found: folded, without a leading `#` or `+`."""
    return names.fold(tag.lstrip("#+"))


DETAIL_KEYS = {"email": names.fold, "phone": names.digits, "tag": tag_key}


class Details(NamedTuple):
    """E-mail addresses, phone numbers and tags."""

    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()

    def pairs(self) -> Iterable[tuple[str, str]]:
        """Each detail with its kind."""
        for kind in DETAIL_KEYS:
            for value in getattr(self, kind):
                yield kind, value


class NewPerson(NamedTuple):
    """What is known of a person when they are added; `fields` are columns of the person table."""

    name: str
    handle: str | None = None
    rung: str = "prospect"
    fields: Mapping[str, Any] = MappingProxyType({})
    details: Details = Details()
    uid: str | None = None


def add(session: Session, new: NewPerson, on: date) -> Person:
    """A new person, placed on their rung that day; raises Refused where the handle is somebody else's."""
    name = " ".join(new.name.split())
    handle = _free_handle(session, name) if new.handle is None else _given_handle(session, new.handle)
    values = _with_keys({**new.fields, "name": name})
    person = rows.add(session, Person, handle=handle, added_on=on, uid=new.uid, **values)
    _add_details(session, person, new.details)
    ladder.place(session, number(person), new.rung, on)
    if person.circle is not None:
        circles.choose(session, person, person.circle, on)
    return person


def edit(
    session: Session, person_id: int, changes: Mapping[str, Any], add_details: Details, drop: Details, on: date
) -> Person:
    """Change what is known of a person; a value of None clears it, another `added_on` places them from that day.

    A circle is chosen from the day `on` on; nothing else that changes here is dated.
    """
    person = rows.get(session, Person, person_id)
    values = _with_keys(dict(changes))
    rows.check(Person, {**person.model_dump(), **values})
    if "added_on" in values:
        _check_added(person, values["added_on"])
        ladder.redate_first(session, person_id, person.name, values["added_on"])
        circles.redate_first(session, person, values["added_on"])
    if "circle" in values:
        circles.choose(session, person, values.pop("circle"), on)
    for column, value in values.items():
        setattr(person, column, value)
    session.add(person)
    session.flush()
    for kind, value in drop.pairs():
        _drop_detail(session, person, kind, value)
    _add_details(session, person, add_details)
    return person


def rename(session: Session, person_id: int, name: str | None, handle: str | None) -> Person:
    """Give a person another name, another handle, or both."""
    person = rows.get(session, Person, person_id)
    changes = {} if name is None else _with_keys({"name": " ".join(name.split())})
    if handle and handle != person.handle:
        changes["handle"] = _given_handle(session, handle)
    for column, value in changes.items():
        setattr(person, column, value)
    session.add(person)
    session.flush()
    return person


def archive(session: Session, person_id: int, on: date) -> Person:
    """Put a person away from that day on: nothing is suggested for them, what is owed still counts."""
    person = rows.get(session, Person, person_id)
    if person.archived_on is not None:
        raise Refused(f"{person.name} was archived on {person.archived_on} already.")
    if on < person.added_on:
        raise Refused(f"{person.name} was added only on {person.added_on}.")
    person.archived_on = on
    session.add(person)
    session.flush()
    return person


def restore(session: Session, person_id: int, on: date) -> Person:
    """Bring an archived person back; the journal does not keep when they were away."""
    person = rows.get(session, Person, person_id)
    if person.archived_on is None:
        raise Refused(f"{person.name} is not archived.")
    if on < person.archived_on:
        raise Refused(f"{person.name} was archived only on {person.archived_on}.", "Name a later day with --on.")
    person.archived_on = None
    session.add(person)
    session.flush()
    return person


def _check_added(person: Person, on: date) -> None:
    if person.archived_on is not None and person.archived_on < on:
        raise Refused(f"{person.name} was archived on {person.archived_on}, before {on}.", "Name an earlier day.")


def number(person: Person) -> int:
    """The person's row number, which a written person always has."""
    if person.id is None:
        raise ValueError("a person that is not written yet has no number")
    return person.id


def _with_keys(values: dict[str, Any]) -> dict[str, Any]:
    for column in ("name", "nickname", "organisation"):
        if column in values:
            values[f"{column}_key"] = names.fold(values[column]) if values[column] else None
    if "name" in values and not values["name"]:
        raise UsageError("A person needs a name.", "Like this: custlove person add 'Anna Karenina'")
    return values


def _given_handle(session: Session, handle: str) -> str:
    if not names.HANDLE.fullmatch(handle):
        raise UsageError(
            f"{quoted(handle)} is no handle.", "A handle is made of a-z, 0-9 and -, and begins with a letter or digit."
        )
    taken = session.exec(select(Person).where(Person.handle == handle)).first()
    if taken is not None:
        raise Refused(f"The handle {handle} is taken by {taken.name}.", "Give another with --as.")
    return handle


def _free_handle(session: Session, name: str) -> str:
    wanted, suffix = names.handle_from(name), 2
    handle = wanted
    while session.exec(select(Person.id).where(Person.handle == handle)).first() is not None:
        handle, suffix = f"{wanted}-{suffix}", suffix + 1
    return handle


def _add_details(session: Session, person: Person, details: Details) -> None:
    for kind, value in details.pairs():
        key = DETAIL_KEYS[kind](value)
        if not key:
            raise UsageError(f"{quoted(value)} is no {kind}.")
        if _detail(session, person, kind, key) is None:
            shown = value.strip().lstrip("#+") if kind == "tag" else value.strip()
            rows.add(session, PersonDetail, person_id=person.id, kind=kind, value=shown, key=key)


def _drop_detail(session: Session, person: Person, kind: str, value: str) -> None:
    found = _detail(session, person, kind, DETAIL_KEYS[kind](value))
    if found is None:
        raise Refused(f"{person.name} has no {kind} {value}.")
    session.exec(delete(PersonDetail).where(col(PersonDetail.id) == found.id))


def _detail(session: Session, person: Person, kind: str, key: str) -> PersonDetail | None:
    return session.exec(
        select(PersonDetail).where(
            PersonDetail.person_id == person.id, PersonDetail.kind == kind, PersonDetail.key == key
        )
    ).first()
