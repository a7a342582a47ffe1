"""Calendars as touchpoints: meetings that have been, with people who are there.

All files are read first, since one that was moved or cancelled may stand anywhere. A meeting is known again by its UID
and, in a series, the day that it was meant for (RECURRENCE-ID), so that another hour changes it and does not double it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from custlove.errors import BadInput
from custlove.exchange.ics import events, guests
from custlove.exchange.ics import series as ics_series
from custlove.exchange.ics.components import Component, ComponentReader, text_of
from custlove.exchange.ics.events import Event, Guest, NotAMeeting
from custlove.exchange.ics.time_zones import Zones
from custlove.exchange.mail.people import ContactBook
from custlove.exchange.text import encodings
from custlove.rules import addresses
from custlove.services.imports.records import NOWHERE, Bad, Place, Read, Record, Skipped, Touchpoint, Who, key_of
from custlove.services.restore.origin import When

if TYPE_CHECKING:
    from custlove.services.imports.importer import Importer

SOURCE = "ics"
# Series are looked at for a year back; who was met in the last quarter of a year and is not known is worth a question.
_SERIES_DAYS, _WAIT_DAYS = 365, 90
# More than these are an audience.
_MOST_STRANGERS = 5
_NEVER = "9999-99-99"
_UNKNOWN = "nobody here has that address"


class CalendarOptions(NamedTuple):
    """What calendars are read by: your own addresses, what counts as now, your zone, the first and the last day."""

    me: frozenset[str]
    now: datetime
    zone: ZoneInfo
    since: date | None = None
    until: date | None = None


class _FoundEvent(NamedTuple):
    """An event and where it stands; `raw`, of a series, in case its rule cannot be read."""

    place: Place
    event: Event
    raw: str


class _Overrides(NamedTuple):
    """The days of a series for which another event stands; from which of them on it stands for all that follow."""

    days: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()

    def end(self, day: str) -> str:
        """The first day after this one from which on another event stands; later than all days if there is none."""
        return min((each for each in self.later if each > day), default=_NEVER)


class _Company(NamedTuple):
    """With whom a meeting was: people who are there, else unknown people; `waits`: the key they wait under."""

    people: tuple[Who, ...]
    strangers: tuple[Guest, ...]
    waits: str


class Meetings:
    """The meetings of an import."""

    def __init__(self, options: CalendarOptions) -> None:
        self._options = options
        self._zones = Zones(options.zone)
        self._found: list[_FoundEvent] = []
        self._others: list[Read] = []
        # Who is not known, by the key under which they wait: the last meeting.
        self._waiting: dict[str, Record] = {}

    def gather(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> None:
        """Read a calendar; raises BadInput if it is not one."""
        start = stream.tell()
        encoding = encodings.detected(stream)
        stream.seek(start)
        # A zone may be defined behind the events that are in it.
        for component in ComponentReader().of(encodings.lines(stream, encoding=encoding)):
            if isinstance(component, Component) and component.kind == "VTIMEZONE":
                self._zones.define(component)
        stream.seek(start)
        components = ComponentReader()
        for component in components.of(encodings.lines(stream, advance, encoding)):
            if not isinstance(component, Component):
                self._others.append(
                    Bad(Place(file, "line", component.line), "it is outside of every calendar", component.raw)
                )
            elif component.kind == "VEVENT":
                self._read(component, Place(file, "event", component.number))
        if not components.calendars and stream.tell() > start:
            raise BadInput(f"There is no calendar in {file}.", "One has a line BEGIN:VCALENDAR. Nothing was changed.")

    def rest(self, engine: "Importer") -> Iterator[Read]:
        """What came of the events that were read."""
        yield from self._others
        book = ContactBook(engine)
        chosen = self._chosen()
        overrides = _overrides(chosen)
        for found in chosen.values():
            try:
                yield from self._meetings(found, chosen, overrides, book)
            except NotAMeeting as why:
                yield Skipped(found.place, "touchpoint", found.event.title, str(why))
            except ValueError as fault:
                yield Bad(found.place, str(fault), found.raw)
        yield from sorted(self._waiting.values(), key=lambda record: record.place)

    def _read(self, component: Component, place: Place) -> None:
        raw = f"BEGIN:VCALENDAR\nVERSION:2.0\n{component.raw}END:VCALENDAR\n"
        try:
            event = events.read(component, self._zones)
        except NotAMeeting as why:
            title = next((text_of(each) for each in component.properties if each.name == "SUMMARY"), "")
            self._others.append(Skipped(place, "touchpoint", " ".join(title.split()), str(why)))
        except (ValueError, OverflowError) as fault:
            self._others.append(Bad(place, f"{fault} (it begins in line {component.line})", raw))
        else:
            self._found.append(_FoundEvent(place, event, raw if event.rule or event.and_later else ""))

    def _chosen(self) -> "dict[tuple[str, date | None], _FoundEvent]":
        """Of each meeting the latest version, by what it says of itself, else the last one read."""
        chosen: dict[tuple[str, date | None], _FoundEvent] = {}
        for found in self._found:
            event = found.event
            key = event.uid, _utc(event, event.replaces)
            before = chosen.get(key)
            if before is None or event.sequence >= before.event.sequence:
                chosen[key] = found
        return chosen

    def _meetings(
        self,
        found: _FoundEvent,
        chosen: "dict[tuple[str, date | None], _FoundEvent]",
        overrides: Mapping[str, _Overrides],
        book: ContactBook,
    ) -> Iterator[Record]:
        event = found.event
        series = chosen.get((event.uid, None))
        if event.is_cancelled or (series and series.event.is_cancelled):
            raise NotAMeeting("it was cancelled")
        company = self._company(event, book)
        starts = list(self._starts(event, series, overrides.get(event.uid, _Overrides())))
        if not starts:
            raise NotAMeeting("it has not been yet, or lies before the days asked for")
        for day, start in starts if company.people else starts[-1:]:
            record = self._record(found, start, day, company)
            if company.people:
                yield record
            else:
                self._wait(record, company)

    def _starts(
        self, event: Event, series: _FoundEvent | None, overrides: _Overrides
    ) -> Iterator[tuple[str, datetime]]:
        """When the meetings of an event were that have been, each with the day that it was meant for in its series."""
        if event.replaces is None:
            is_series, end = bool(event.rule or event.also), overrides.end("")
            for start in self._been(event, event, timedelta(0)):
                day = str(start.date())
                if day not in overrides.days and day < end:
                    yield day if is_series else "", start
            return
        own = _day_of(event, series)
        yield from ((own, start) for start in self._been(event, event, timedelta(0)))
        if event.and_later and series is not None:
            moved_by = _wall(event, event.start, series.event) - _wall(event, event.replaces, series.event)
            on_wall = event._replace(zone=series.event.zone)
            for start in self._been(on_wall, series.event, moved_by):
                day = str((start - moved_by).date())
                if own < day < overrides.end(own) and day not in overrides.days:
                    yield day, start

    def _been(self, event: Event, series: Event, moved_by: timedelta) -> Iterator[datetime]:
        """When the meetings of a series were that have been, each moved by so much, on the wall of the event."""
        today = self._options.now.date()
        is_series = bool(series.rule or series.also)
        back = today - timedelta(days=_SERIES_DAYS) if is_series else date.min
        since, until = self._options.since or back, min(self._options.until or today, today)
        # A day on another wall may be a day earlier or later, and so may one that was moved by hours.
        for meant in ics_series.times(series, _near(since, -2 - moved_by.days), _near(until, 2 - moved_by.days)):
            start = meant + moved_by
            if event.ends(start) > self._options.now:
                return
            day = event.at(start).astimezone(self._options.zone).date()
            if since <= day <= until:
                yield start

    def _company(self, event: Event, book: ContactBook) -> _Company:
        me = [guest for guest in event.guests if addresses.is_one_of(guest.address, self._options.me)]
        if me and all(guest.away for guest in me):
            raise NotAMeeting("you declined")
        others = [guest for guest in event.guests if guest not in me]
        came = [guest for guest in others if not guest.away]
        strangers = tuple(guest for guest in came if guest.address)
        waits = key_of("guests", sorted(guest.address for guest in strangers)) if strangers else NOWHERE
        known = dict.fromkeys(guests.known(guest, book) for guest in came)
        people = tuple(Who(handle=each.handle, name=each.name) for each in known if each is not None)
        people = people or tuple(guests.in_title(event.title, book))
        if people:
            return _Company(people, (), waits)
        if others and not came:
            raise NotAMeeting("everybody else declined")
        if not strangers:
            raise NotAMeeting("it names nobody who is here")
        return _Company((), strangers, waits)

    def _wait(self, record: Record, company: _Company) -> None:
        """Have the last meeting with unknown people wait; raises NotAMeeting if it is not worth it."""
        what = record.what
        if not isinstance(what, Touchpoint):
            raise TypeError("a meeting is a touchpoint")
        recent = self._options.since or (self._options.now - timedelta(days=_WAIT_DAYS)).date()
        if not self._options.me or len(company.strangers) > _MOST_STRANGERS or what.when.day < str(recent):
            raise NotAMeeting(_UNKNOWN)
        before = self._waiting.get(company.waits)
        if before is not None and isinstance(before.what, Touchpoint) and before.what.when.at >= what.when.at:
            raise NotAMeeting(_UNKNOWN)
        self._waiting[company.waits] = record

    def _record(self, found: _FoundEvent, start: datetime, day: str, company: _Company) -> Record:
        event = found.event
        at = event.at(start)
        who = company.people or tuple(
            Who(name=guest.name or None, emails=(guest.address,), by_name=False) for guest in company.strangers
        )
        fields = {"channel": event.channel, "direction": "both", "text": event.title}
        when = When(at, str(at.astimezone(self._options.zone).date()), self._options.zone.key)
        minutes = {"minutes": event.minutes} if event.minutes else {}
        touchpoint = Touchpoint(who, when, {**fields, **minutes})
        return Record(found.place, key_of("meeting", event.uid, day), touchpoint, waits=company.waits)


def _utc(event: Event, when: date | None) -> date | None:
    return event.at(when) if isinstance(when, datetime) else when


def _overrides(chosen: "dict[tuple[str, date | None], _FoundEvent]") -> dict[str, _Overrides]:
    """For each series the days for which another event stands."""
    found: dict[str, _Overrides] = {}
    for (uid, when), each in chosen.items():
        if when is not None:
            day, before = _day_of(each.event, chosen.get((uid, None))), found.get(uid, _Overrides())
            later = before.later | {day} if each.event.and_later else before.later
            found[uid] = _Overrides(before.days | {day}, later)
    return found


def _wall(event: Event, when: date, series: Event) -> datetime:
    """A time of an event on the wall of its series; of a day the time at which the series starts."""
    if isinstance(when, datetime):
        return event.at(when).astimezone(series.zone).replace(tzinfo=None)
    return datetime.combine(when, series.start.time())


def _day_of(event: Event, series: _FoundEvent | None) -> str:
    """The day in its series that an event stands for, on the series' own wall; nothing where it stands for none."""
    if isinstance(event.replaces, datetime):
        zone = series.event.zone if series else event.zone
        return str(event.at(event.replaces).astimezone(zone).date())
    return str(event.replaces or "")


def _near(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
