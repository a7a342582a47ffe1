"""Taking things out of the journal: which, what hung together with them, what is said of it."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from custlove.commands import refs
from custlove.context import Context

if TYPE_CHECKING:
    from custlove.schema.references import Noun
    from custlove.services.change import Change
    from custlove.services.references import Ref
    from custlove.services.removal import Removed

Thing = TypeVar("Thing")


def remove(
    run: Context,
    ref: list[str],
    noun: "Noun",
    take: "Callable[[Change, Ref], Removed[Thing]]",
    say: Callable[[Thing, date], str],
    lost: Callable[[Thing], str] = lambda _: "",
    *,
    json: bool,
) -> None:
    """Take out what the references mean, as one change; `lost` says what a record forgets by it."""
    from custlove.render import removals

    gone = refs.change(
        run,
        refs.read(run, ref, noun),
        take,
        lambda each: removals.sentence(say(each.thing, run.today), each.hanging),
        about=lambda each: each.thing,
        json=json,
    )
    for each in gone:
        if line := lost(each.thing.thing):
            run.note(line)
