"""The people that a command added on the way."""

from typing import TYPE_CHECKING

from custlove.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterable

    from custlove.reports.people.lookup import PersonRef


def say_added(run: Context, people: "Iterable[PersonRef]") -> None:
    """Tell whom a command added on the way, and who of those it wrote about is archived, once it is written."""
    for person in people:
        if person.archived:
            _say_archived(run, person)
        if person.added:
            run.note(f"Added {person.name} as {person.handle}.")
            say_handle(run, person.name, person.handle)


def say_archived(run: Context, handles: "Iterable[str]") -> None:
    """Tell who of those that were written about is archived, by their handles."""
    from custlove.reports.people import lookup

    with run.reading() as connection:
        people = [lookup.one(connection, f"@{handle}") for handle in handles]
    for person in people:
        if person.archived:
            _say_archived(run, person)


def _say_archived(run: Context, person: "PersonRef") -> None:
    run.note(
        f"{person.name} is archived: nothing is suggested for them."
        f" To bring them back: custlove person restore {person.handle}"
    )


def say_handle(run: Context, name: str, handle: str) -> None:
    """Tell how to choose another handle where the name is written in other letters than a handle can have."""
    from custlove.rules import names

    if names.in_other_letters(name):
        run.note(f"{name} is called {handle} here. For another handle: custlove person rename {handle} --as HANDLE")
