"""Finding the people that a command names."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from custlove.context import Context
from custlove.errors import NotFound

if TYPE_CHECKING:
    from custlove.journal.session import Writing
    from custlove.reports.who import Known


def person_or_new(run: Context, change: "Writing", words: str, on: date, *, new: bool) -> "Known":
    """The person meant, added on the way with --new."""
    from custlove.reports import who

    if new:
        add_missing(run, change, [words], on)
    try:
        return who.one(change.connection, words)
    except NotFound as fault:
        fault.hint = f"{fault.hint}\nTo add them on the way: --new".strip()
        raise


def people_or_new(run: Context, change: "Writing", words: Sequence[str], on: date, *, new: bool) -> "list[Known]":
    """The people meant, those who are not there added on the way with --new."""
    from custlove.reports import who

    if new:
        parts = [
            part.strip()
            for each in words
            for part in ([each] if who.matching(change.connection, each) else each.split(","))
            if part.strip()
        ]
        add_missing(run, change, parts, on)
    return who.several(change.connection, words)


def add_missing(run: Context, change: "Writing", names: Sequence[str], on: date) -> None:
    """Add those who answer to none of the people there are."""
    from custlove.journal import people
    from custlove.reports import who

    for name in names:
        if not who.matching(change.connection, name):
            added = people.add(change.session, people.NewPerson(name), on)
            run.note(f"Added {added.name} as {added.handle}.")
