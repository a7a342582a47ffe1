"""What `log` notices at once: somebody left low again, nobody answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from custlove.context import Context
from custlove.rules.thresholds import USUAL

if TYPE_CHECKING:
    from custlove.render.log_warnings import LowAgain
    from custlove.reports.lists.touchpoints import Touchpoint
    from custlove.reports.people.ease_off import EaseOff
    from custlove.reports.people.lookup import PersonRef
    from custlove.services.session import Writing


def by_log(
    run: Context, change: "Writing", people: "Sequence[PersonRef]", written: "Touchpoint"
) -> tuple[list[str], dict[str, Any]]:
    """What is to be said of the people in a touchpoint just written, and the same as data.

    Only where it is the last one with them: what was written down late says nothing of how things are now.
    """
    known = {person.id: person for person in people}
    low = _low_again(run, change, list(known.values()), written) if (written.felt or 5) <= USUAL["leaving.low"] else []
    easing = _ease_off(run, change, list(known), written) if written.direction == "out" else []
    data = {"low_again": low, "ease_off": easing}
    if not (low or easing):
        return [], data
    from custlove.plain import plain
    from custlove.render import log_warnings

    return [*map(log_warnings.low_again, low), *map(log_warnings.ease_off, easing)], plain(data)


def _low_again(
    run: Context, change: "Writing", people: "Sequence[PersonRef]", written: "Touchpoint"
) -> "list[LowAgain]":
    from custlove.render.log_warnings import LowAgain
    from custlove.reports.people import satisfaction

    times = (
        (person, satisfaction.low_in_a_row(change.connection, person.id, written.id, run.today)) for person in people
    )
    return [
        LowAgain(person.handle, person.name, count)
        for person, count in times
        if count >= run.settings.numbers["log.low_in_a_row"]
    ]


def _ease_off(run: Context, change: "Writing", people: Sequence[int], written: "Touchpoint") -> "list[EaseOff]":
    from custlove.reports.people import candidates

    numbers = candidates.to_ease_off_with(change.connection, people, run.today)
    if not numbers:
        return []
    from custlove.reports.people import ease_off

    found = (
        ease_off.of_person(change.connection, number, run.settings.cadences, run.today)
        for number in numbers
        if ease_off.is_last(change.connection, number, written.id, run.today)
    )
    return [each for each in found if each is not None]
