"""What is to come as a calendar (RFC 5545): follow-ups and promises, birthdays and other days, rituals.

All of it is on days, without a time and a zone. Two exports of one journal are equal: the stamp of an entry is the
last day on which something of it was written down.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from custlove.exchange.engine.selection import EVERYTHING
from custlove.exchange.jsonl.writer import Source
from custlove.exchange.text.content_lines import line, text
from custlove.reports.rows import sure_day
from custlove.rules import days, occurrences, recurrence
from custlove.schema.vocabulary import DueAs

ExportLine = dict[str, Any]
HEAD = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//custlove//custlove//EN\r\nCALSCALE:GREGORIAN\r\n"
    "X-WR-CALNAME:custlove\r\n"
)
END = "END:VCALENDAR\r\n"
# A leap year, for days of which the year is not known.
_SOME_YEAR = "2000"
_LEAP_DAY = "02-29"
_TO_DO = ("follow_up", "promise")
_DATED = ("person", "day", "ritual")


class CalendarExportOptions(NamedTuple):
    """How: what is to be done as tasks or as events, with what was written or without, and who is archived."""

    to_do_as: DueAs = "todo"
    texts: bool = False
    everybody: bool = False


class _Entry(NamedTuple):
    """An entry of a calendar; `more` are its other lines."""

    kind: str
    uid: str
    written_on: str
    summary: str
    on: str
    more: tuple[str, ...] = ()
    sequence: int = 0


def entries(source: Source, options: CalendarExportOptions) -> Iterator[str]:
    """The entries of a calendar, which stand between its head and its end."""
    people = {each["person"]: each for each in source._replace(wanted=EVERYTHING).lines("person")}
    for each in source.lines(*_TO_DO, *_DATED):
        if (entry := _entry(each, people[each["person"]], source, options)) is not None:
            yield _written(entry, options)


def _entry(each: ExportLine, person: ExportLine, source: Source, options: CalendarExportOptions) -> _Entry | None:
    if person["archived"] and not options.everybody and source.wanted.people is None:
        return None
    if each["kind"] in _DATED and person["circle"] == "arms-length":
        # As in today: nothing is suggested, but promises count.
        return None
    makers = {"follow_up": _follow_up, "promise": _promise, "person": _birthday, "day": _special_day, "ritual": _ritual}
    entry = makers[each["kind"]](each, options)
    is_settled = entry is not None and any(part.startswith("STATUS:C") for part in entry.more)
    # An event cannot be done.
    return None if is_settled and options.to_do_as == "event" else entry


def _follow_up(each: ExportLine, options: CalendarExportOptions) -> _Entry:
    due = each["snoozed_until"] if each["state"] == "snoozed" else each["due_on"]
    return _Entry(
        "follow-up",
        each["uid"],
        max(filter(None, (each["made_on"], each["done_on"], *(snooze["on"] for snooze in each["snoozes"])))),
        _summary(f"Follow up with {each['name']}", each["why"], options),
        due,
        _status(done_on=each["done_on"]),
        len(each["snoozes"]) + (each["done_on"] is not None),
    )


def _promise(each: ExportLine, options: CalendarExportOptions) -> _Entry:
    days_of = (each["made_on"], each["kept_on"], each["released_on"], *(move["on"] for move in each["moves"]))
    words = f"Promise to {each['name']}" if each["by"] == "mine" else f"Promise of {each['name']}"
    return _Entry(
        "promise",
        each["uid"],
        max(filter(None, days_of)),
        _summary(words, each["what"], options),
        each["due_on"],
        _status(done_on=each["kept_on"], released=each["released_on"] is not None),
        len(each["moves"]) + (each["state"] in ("kept_early", "kept", "kept_late", "released")),
    )


def _birthday(each: ExportLine, _options: CalendarExportOptions) -> _Entry | None:
    if each["birthday"] is None:
        return None
    on, rule = _yearly(each["birthday"])
    return _Entry("birthday", each["uid"], each["added_on"], f"Birthday of {each['name']}", on, (rule,))


def _special_day(each: ExportLine, options: CalendarExportOptions) -> _Entry:
    on, rule = _yearly(each["on"]) if each["yearly"] else (each["on"], "")
    summary = _summary(f"A day of {each['name']}", each["what"], options)
    return _Entry("day", each["uid"], each["added_on"], summary, on, (rule,) if rule else ())


def _ritual(each: ExportLine, options: CalendarExportOptions) -> _Entry | None:
    # None while it is paused, or over.
    if each["due_from"] is None:
        return None
    starts_on = sure_day(each["starts_on"])
    course = occurrences.course(recurrence.parse(each["rule"]), starts_on)
    first = next(occurrences.days(course, starts_on), None)
    if first is None:
        return None
    summary = _summary(f"Ritual with {each['name']}", each["what"], options)
    rule = line("RRULE", str(course.rule))
    return _Entry("ritual", each["uid"], each["added_on"], summary, first.isoformat(), (rule,))


def _yearly(day: str) -> tuple[str, str]:
    """The first of a day that comes every year, and its rule: 29 February is the 28th in other years."""
    first = day if days.known_year(day) is not None else f"{_SOME_YEAR}-{day[2:]}"
    # In this rule's years the last day of the month is the 29th where there is one.
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if day.endswith(_LEAP_DAY) else "FREQ=YEARLY"
    return first, line("RRULE", rule)


def _summary(words: str, private: str, options: CalendarExportOptions) -> str:
    said = " ".join(private.split())
    return f"{words}: {said}" if options.texts and said else words


def _status(*, done_on: str | None, released: bool = False) -> tuple[str, ...]:
    if released:
        return (line("STATUS", "CANCELLED"),)
    if done_on is None:
        return (line("STATUS", "NEEDS-ACTION"),)
    # The day is what is known; a moment has to be given.
    return (
        line("STATUS", "COMPLETED"),
        line("COMPLETED", f"{_compact(done_on)}T120000Z"),
        line("PERCENT-COMPLETE", "100"),
    )


def _written(entry: _Entry, options: CalendarExportOptions) -> str:
    is_task = entry.kind in ("follow-up", "promise") and options.to_do_as == "todo"
    component = "VTODO" if is_task else "VEVENT"
    more = entry.more if is_task else tuple(part for part in entry.more if part.startswith("RRULE"))
    return "".join((
        line("BEGIN", component),
        line("UID", text(f"{entry.kind}-{entry.uid}@custlove")),
        line("DTSTAMP", f"{_compact(entry.written_on)}T000000Z"),
        line("SEQUENCE", str(entry.sequence)),
        line("SUMMARY", text(" ".join(entry.summary.split()))),
        line("DUE;VALUE=DATE" if is_task else "DTSTART;VALUE=DATE", _compact(entry.on)),
        *more,
        "" if is_task else line("TRANSP", "TRANSPARENT"),
        line("CATEGORIES", f"custlove,{entry.kind}"),
        line("CLASS", "PRIVATE"),
        line("END", component),
    ))  # fmt: skip


def _compact(day: str) -> str:
    return day.replace("-", "")
