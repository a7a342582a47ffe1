"""The times of a series of meetings within a window; every question is bounded, however hostile the rule."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from itertools import islice

from custlove.exchange.ics.events import Event, NotAMeeting
from custlove.rules import occurrences, recurrence

# Five years of every day: what is asked for beyond is not brought in.
_MOST = 2000
_MOST_TIMES = 1000
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_OF_A_DAY = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})


def times(event: Event, since: date, until: date) -> Iterator[datetime]:
    """When the meetings of an event start, on the wall of its zone, from one day to another, at most 2,000.

    Raises NotAMeeting for what comes more often than daily, ValueError for a rule that cannot be read.
    """
    generated = _generated(event, since, until) if event.rule else iter(())
    several = {event.start, *event.also, *islice(generated, _MOST)}
    for start in sorted(several):
        if since <= start.date() <= until and start.date() not in event.without:
            yield start


def _generated(event: Event, since: date, until: date) -> Iterator[datetime]:
    parts = _parts(event.rule)
    if parts.get("FREQ") in _TOO_OFTEN or any("," in parts.get(name, "") for name in _OF_A_DAY):
        raise NotAMeeting("it comes more often than once a day")
    last = _last(parts.pop("UNTIL", ""), event.zone)
    for name in (*_OF_A_DAY, *(name for name in parts if name.startswith("X-"))):
        parts.pop(name, None)
    # A number of times beyond all windows is no end.
    if parts.get("COUNT", "0").isdecimal() and (
        len(parts.get("COUNT", "")) > 9 or int(parts.get("COUNT", 0)) > _MOST_TIMES
    ):
        del parts["COUNT"]
    try:
        rule = recurrence.parse(";".join(f"{name}={value}" for name, value in parts.items()))
    except ValueError as fault:
        raise ValueError(f"how it recurs cannot be read: {event.rule[:80]}") from fault
    course = occurrences.course(rule, event.start.date())
    for day in occurrences.days(course, max(since, event.start.date())):
        start = datetime.combine(day, event.start.time())
        if day > until or (last is not None and start > last):
            return
        yield start


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule.upper().replace(" ", "").split(";") if part)
    return {name: value for name, _, value in pairs}


def _last(words: str, zone: tzinfo) -> datetime | None:
    """The last moment of a series on the wall of its zone; None where it never ends, or says so in no way."""
    digits = words.replace("-", "").replace(":", "")
    for form in ("%Y%m%dT%H%M%SZ", "%Y%m%dT%H%M%S", "%Y%m%d"):
        try:
            found = datetime.strptime(digits, form)  # noqa: DTZ007 - on the wall
        except ValueError:
            continue
        if form.endswith("Z"):
            return found.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
        return found if "T" in form else found.replace(hour=23, minute=59, second=59)
    return None
