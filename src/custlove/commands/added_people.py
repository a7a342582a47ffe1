"""The people that a command added on the way."""

from typing import TYPE_CHECKING

from custlove.context import Context

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from custlove.reports.people.lookup import PersonRef


def say_added(run: Context, people: "Iterable[PersonRef]") -> None:
    """Tell whom a command added on the way, and who of those it wrote about is archived, once it is written."""
    for person in people:
        if person.archived:
            say_put_away(run, person)
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
            say_put_away(run, person)


def archived(connection: "sqlite3.Connection", handles: "Iterable[str]") -> "list[PersonRef]":
    """Those of these people who are archived, by their handles."""
    from custlove.reports.people import lookup

    people = (lookup.called(connection, handle) for handle in handles)
    return [person for person in people if person is not None and person.archived]


def say_put_away(run: Context, person: "PersonRef") -> None:
    """Tell that somebody is archived, and how to bring them back."""
    run.note(
        f"{person.name} is archived: nothing is suggested for them."
        f" To bring them back: custlove person restore {person.handle}"
    )


def say_shared(run: Context, handle: str, emails: "Sequence[str] | None", phones: "Sequence[str] | None") -> None:
    """Tell who else has an address or a number that was typed."""
    if not emails and not phones:
        return
    from custlove.reports.people import shared_details

    with run.reading() as connection:
        shared = shared_details.of(connection, handle, emails or (), phones or ())
    for each in shared:
        others = ", ".join(f"{person.name} ({person.handle})" for person in each.people)
        run.note(
            f"{each.value} is also that of {others}."
            f" If they are one: custlove person merge {each.people[0].handle} {handle}"
        )


def say_namesakes(run: Context, handle: str, namesakes: "Sequence[str]") -> None:
    """Tell who had that very name before: to be merged with, or brought back."""
    from custlove.reports.people import lookup

    if not namesakes:
        return
    with run.reading() as connection:
        people = [lookup.one(connection, f"@{each}") for each in namesakes]
    run.note(
        f"Somebody of that name was there already: {', '.join(namesakes)}."
        f" If they are one: custlove person merge {namesakes[0]} {handle}"
    )
    for person in people:
        if person.archived:
            run.note(
                f"{person.handle} is archived. To bring them back instead: custlove undo, then custlove person restore"
                f" {person.handle}"
            )


def say_handle(run: Context, name: str, handle: str) -> None:
    """Tell how to choose another handle where the name is written in other letters than a handle can have."""
    from custlove.rules import names

    if names.in_other_letters(name):
        run.note(f"{name} is called {handle} here. For another handle: custlove person rename {handle} --as HANDLE")
