"""The people that a command names: finding them, adding them on the way."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from custlove.context import Context
from custlove.errors import NotFound

if TYPE_CHECKING:
    from custlove.reports.people.lookup import PersonRef
    from custlove.services.session import Writing


def person_or_new(change: "Writing", words: str, on: date, *, new: bool) -> "PersonRef":
    """The person meant, added on the way with --new."""
    from custlove.reports.people import lookup

    added = _add_missing(change, [words], on) if new else set()
    with _hinting_at_new():
        known = lookup.one(change.connection, words)
    return known._replace(added=known.id in added)


def people_or_new(change: "Writing", words: Sequence[str], on: date, *, new: bool) -> "list[PersonRef]":
    """The people meant, those who are not there added on the way with --new."""
    from custlove.reports.people import lookup

    added: set[int] = set()
    if new:
        parts = [
            part.strip()
            for each in words
            for part in ([each] if lookup.matching(change.connection, each) else each.split(","))
            if part.strip()
        ]
        added = _add_missing(change, parts, on)
    with _hinting_at_new():
        return [known._replace(added=known.id in added) for known in lookup.several(change.connection, words)]


def say_added(run: Context, people: "Iterable[PersonRef]") -> None:
    """Tell whom a command added on the way, once it is written."""
    for person in people:
        if person.added:
            run.note(f"Added {person.name} as {person.handle}.")


@contextmanager
def _hinting_at_new() -> Iterator[None]:
    try:
        yield
    except NotFound as fault:
        fault.hint = f"{fault.hint}\nTo add them on the way: --new".strip()
        raise


def _add_missing(change: "Writing", names: Sequence[str], on: date) -> set[int]:
    """Add those who answer to none of the people there are; their numbers."""
    from custlove.reports.people import lookup
    from custlove.services import orm_people as people

    missing = (name for name in names if not lookup.matching(change.connection, name))
    return {people.number(people.add(change.session, people.NewPerson(name), on)) for name in missing}
