"""Who stood out on a day that is past, looked for among everybody at once.

What the database keeps of a person tells of the newest facts; on a past day nearly everybody would have to be looked at
one by one. Here a statement leaves those who may be named, and the reports have the last word.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from custlove.reports import candidates, ease_off, leaving, quiet, standing
from custlove.reports.ease_off import EaseOff
from custlove.reports.mirror_view import View
from custlove.reports.quiet import GoneQuiet
from custlove.reports.rows import sure_day
from custlove.rules import cadence, scarcity
from custlove.rules.cadence import Cadence
from custlove.rules.mirror import Period
from custlove.rules.quiet import GONE_AFTER

_OUTGOING = (
    "(SELECT day FROM touchpoint_person WHERE person_id = person.id AND outgoing = 1 AND day <= :day"
    " ORDER BY day DESC LIMIT 1 OFFSET {before})"
)
_OUT = (
    f"SELECT id, every, {_OUTGOING.format(before=scarcity.UNANSWERED - 1)}, {_OUTGOING.format(before=scarcity.MOST)}"
    " FROM person"
)
# Two of a day are told apart by their moments: the lowest of them is not missed.
_LAST = """
WITH last AS MATERIALIZED (
    SELECT id, every, added_on,
           (SELECT max(day) FROM touchpoint_person WHERE person_id = person.id AND day <= :day) AS day FROM person)
SELECT last.id, every, coalesce(last.day, added_on), min(felt), count(*)
FROM last LEFT JOIN touchpoint_person AS touch ON touch.person_id = last.id AND touch.day = last.day GROUP BY last.id
"""
# Up to 2 is low whatever was usual, 3 only after better times, above it nothing is (rules/leaving.py).
_LOW, _PERHAPS_LOW = 2, 3


def is_past(view: View, today: date) -> bool:
    """Whether anybody was touched after a day."""
    sql = "SELECT 1 FROM person WHERE last_touch_on > ? LIMIT 1"
    return view.connection.execute(sql, (today.isoformat(),)).fetchone() is not None


def easing(view: View, today: date) -> list[EaseOff]:
    """With whom to ease off on a day."""
    cadences = view.asked.cadences
    if not is_past(view, today):
        return ease_off.of_people(
            view.connection, candidates.ease_off(view.connection, cadences, today), cadences, today
        )
    return ease_off.of_people(view.connection, [*_may_ease(view, today)], cadences, today)


def _may_ease(view: View, today: date) -> Iterator[int]:
    there, spans = view.people_on(today), []
    for number, every, third, seventh in view.connection.execute(_OUT, {"day": today.isoformat()}):
        rhythm = _rhythm(view.asked.cadences, every, there[number].rung)
        start = scarcity.window_start(rhythm, today) if seventh else None
        if start is not None and sure_day(seventh) > start:
            yield number
        elif third is not None:
            spans.append((number, Period(sure_day(third) + timedelta(days=1), today)))
    # Three in a row: after the third-last outgoing one there were no more than the last two.
    for (number, _), since in zip(spans, view.efforts(spans), strict=True):
        if since.touchpoints < scarcity.UNANSWERED:
            yield number


def low_or_quiet(view: View, people: Collection[int], today: date) -> Iterator[tuple[str, str]]:
    """Of these people, those whom the last time left low and those who have gone quiet, with which of it, in words."""
    low, gone = _low_and_quiet(view, people, today)
    yield from ((handle, "left low") for handle in low)
    yield from ((each.person, f"quiet for {each.days_quiet} days") for each in gone)


def _low_and_quiet(view: View, people: Collection[int], today: date) -> tuple[list[str], list[GoneQuiet]]:
    cadences = view.asked.cadences
    if not is_past(view, today):
        maybe = [number for number in candidates.left_low(view.connection, today) if number in people]
        return _low(view, maybe, today), quiet.gone_quiet(view.connection, cadences, today)
    there = view.people_on(today)
    low: list[int] = []
    maybe_low: list[int] = []
    maybe_gone: list[int] = []
    for number, every, contact, felt, times in view.connection.execute(_LAST, {"day": today.isoformat()}):
        if number not in people:
            continue
        if felt is not None and felt <= _PERHAPS_LOW:
            (low if felt <= _LOW and times == 1 else maybe_low).append(number)
        rhythm = _rhythm(cadences, every, there[number].rung)
        due = cadence.due_on(sure_day(contact), rhythm) or sure_day(contact) + timedelta(days=GONE_AFTER)
        if due < today:
            maybe_gone.append(number)
    reached = [each.person for each in standing.in_reach(view.connection, low, today)]
    return [*reached, *_low(view, maybe_low, today)], quiet.of_people(view.connection, maybe_gone, cadences, today)


def _low(view: View, maybe: list[int], today: date) -> list[str]:
    return [each.person for each in leaving.left_low(view.connection, maybe, today)]


def _rhythm(cadences: Mapping[str, Cadence], every: str | None, rung: str | None) -> Cadence:
    own = cadence.from_code(every)
    return cadences[rung or "prospect"] if own is None else own
