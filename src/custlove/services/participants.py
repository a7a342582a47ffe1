"""The people that a request names: those there are, and with `new` those who are added on the way."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from custlove.errors import NotFound
from custlove.reports.people import lookup
from custlove.reports.people.lookup import PersonRef
from custlove.services.change import Change


def one(change: Change, words: str, on: date, *, new: bool) -> PersonRef:
    """The person meant; raises NotFound or Ambiguous."""
    added = _add_missing(change, [words], on) if new else set()
    with _hinting_at_new():
        person = lookup.one(change.connection, words)
    return person._replace(added=person.id in added)


def several(change: Change, words: Sequence[str], on: date, *, new: bool) -> list[PersonRef]:
    """The people meant, nobody twice; each of the words may hold names joined by commas."""
    added: set[int] = set()
    if new:
        parts = [
            part.strip()
            for each in words
            for part in ([each] if lookup.is_one(change.connection, each) else each.split(","))
            if part.strip()
        ]
        added = _add_missing(change, parts, on)
    with _hinting_at_new():
        return [person._replace(added=person.id in added) for person in lookup.several(change.connection, words)]


@contextmanager
def _hinting_at_new() -> Iterator[None]:
    try:
        yield
    except NotFound as fault:
        fault.hint = f"{fault.hint}\nTo add them on the way: --new".strip()
        raise


def _add_missing(change: Change, names: Sequence[str], on: date) -> set[int]:
    """Add those who answer to none of the people there are; their numbers."""
    from custlove.services import people

    missing = (name for name in names if not lookup.matching(change.connection, name))
    return {people.write(change, people.AddPerson(name, on)) for name in missing}
