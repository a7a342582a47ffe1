"""The people that a command added on the way."""

from typing import TYPE_CHECKING

from custlove.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterable

    from custlove.reports.people.lookup import PersonRef


def say_added(run: Context, people: "Iterable[PersonRef]") -> None:
    """Tell whom a command added on the way, once it is written."""
    for person in people:
        if person.added:
            run.note(f"Added {person.name} as {person.handle}.")
