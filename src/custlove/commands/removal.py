"""Taking things out of the journal: which, what hung together with them, what is said of it."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from custlove.commands import refs
from custlove.context import Context

if TYPE_CHECKING:
    from custlove.services.change import Change
    from custlove.services.removal import Removed

Thing = TypeVar("Thing")


def remove(
    run: Context,
    ref: list[str],
    take: "Callable[[Change, list[str]], Removed[Thing]]",
    say: Callable[[Thing, date], str],
    lost: Callable[[Thing], str] = lambda _: "",
    *,
    json: bool,
) -> None:
    """Take out what the references mean, as one change; `lost` says what a record forgets by it."""
    asked = refs.typed(run, ref)
    if not asked:
        return
    from custlove.render import removals

    with run.changing() as change:
        gone = [take(change, each) for each in asked]
    told = [(removals.sentence(say(each.thing, run.today), each.hanging), each) for each in gone]
    run.answers(told, json=json, several=ref[0] == "-")
    for each in gone:
        if line := lost(each.thing):
            run.note(line)
