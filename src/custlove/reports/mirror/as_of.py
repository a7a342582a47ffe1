"""Who stood out at the end of a period, for the mirror: on a day that may be past, among everybody at once."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache

from custlove.reports import as_of
from custlove.reports.background_query import Statement
from custlove.reports.mirror.data import View
from custlove.reports.people import candidates, ease_off, overdue_contact, satisfaction
from custlove.reports.people.ease_off import EaseOff
from custlove.reports.people.overdue_contact import GoneQuiet
from custlove.rules import contact_frequency


def statements(day: date) -> list[Statement]:
    """What takes longest to ask of a day that is past."""
    return [as_of.touched(day), as_of.out(day)]


def easing(view: View, today: date) -> list[EaseOff]:
    """With whom to ease off on a day."""
    cadences, was = view.asked.cadences, candidates.is_past(view.connection, today)
    maybe = _may_ease(view, today) if was else candidates.ease_off(view.connection, cadences, today)
    return ease_off.of_people(
        view.connection, [*maybe], cadences, today, lambda: view.owed_on(today), view.asked.numbers
    )


def _may_ease(view: View, today: date) -> Iterator[int]:
    rhythm = view.rhythms_on(today)
    starts = cache(lambda every: str(contact_frequency.window_start(every, today) or date.max))
    for number, in_a_row, seventh in view.rows(*as_of.out(today)):
        if in_a_row or seventh > starts(rhythm(number)):
            yield number


def low_or_quiet(view: View, people: Collection[int], today: date) -> Iterator[tuple[str, str]]:
    """Of these people, those whom the last time left low and those who have gone quiet, with which of it, in words."""
    low, gone = _low_and_quiet(view, people, today)
    yield from ((handle, "left low") for handle in low)
    yield from ((each.person, f"quiet for {each.days_quiet} days") for each in gone)


def _low_and_quiet(view: View, people: Collection[int], today: date) -> tuple[list[str], list[GoneQuiet]]:
    cadences = view.asked.cadences
    numbers = view.asked.numbers
    maybe = [each for each in candidates.left_low(view.connection, numbers, today) if each in people]
    low = satisfaction.who_left_low(view.connection, maybe, numbers, today)
    if not candidates.is_past(view.connection, today):
        return low, overdue_contact.gone_quiet(view.connection, cadences, today, numbers)
    rhythm = view.rhythms_on(today)
    latest = cache(lambda every: str(overdue_contact.latest_contact(every, today)))
    touched = ((number, day) for number, day in view.rows(*as_of.touched(today)) if number in people)
    maybe = [number for number, day in touched if day < latest(rhythm(number))]
    contacts = as_of.last(view.connection, maybe, today)
    gone = [number for number, contact in contacts if contact < latest(rhythm(number))]
    return low, overdue_contact.of_people(view.connection, gone, cadences, today, numbers)
