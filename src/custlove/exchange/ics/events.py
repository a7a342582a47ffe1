"""What an event of a calendar says: when, how often, with whom, where; or why it is not a meeting."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from custlove.exchange.ics.components import Component, text_of
from custlove.exchange.ics.time_zones import Zones
from custlove.exchange.text.content_lines import ContentLine
from custlove.quoting import quoted
from custlove.services.imports.records import key_of

_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z)?)?", re.IGNORECASE)
_DURATION = re.compile(
    r"\+?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"[^\s<>@,;:\"()]{1,128}@[^\s<>@,;:\"()]{1,255}")
_VIDEO = re.compile(
    r"\b(?:zoom(?:gov)?\.(?:us|com)|meet\.google\.com|teams\.(?:microsoft|live)\.com|webex\.com|whereby\.com"
    r"|meet\.jit\.si|jitsi|gotomeet(?:ing)?\.|bluejeans\.com|skype|facetime|(?:microsoft |ms )teams|google meet|zoom"
    r"|webex|video ?(?:call|konferenz|chat))\b"
    r"|\b(?:bbb|bigbluebutton|conf|meet)\.[\w.-]{1,255}+/",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_CONFERENCES = (
    "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK",
)  # fmt: skip
_THINGS = frozenset({"ROOM", "RESOURCE"})
_AWAY = frozenset({"DECLINED", "DELEGATED"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_WHOLE_DAY = timedelta(days=1)
# What programs put before the title of a meeting that was called off, and say nowhere else.
_CANCELLED = re.compile(
    r"(?:(?:event|meeting|termin|événement|evento) )?(?:cancell?ed|abgesagt|annulée?|cancelad[oa]|annullat[oa]"
    r"|geannuleerd|afgelast|inställd?t?|aflyst|avlyst|peruttu|odwołan[eoa]|zrušeno|lemondva|отменен\w?|iptal edildi"
    r"|キャンセル(?:済み)?|已取消|취소됨)\s*[:\uff1a]",
    re.IGNORECASE,
)
_LONGEST_NAME, _LONGEST_TEXT = 200, 500


class NotAMeeting(Exception):
    """An event that is none of the meetings looked for, with the reason."""


class Guest(NamedTuple):
    """Somebody who was asked to come: name, address in small letters, whether they said that they would not.

    Some servers know nobody's address, and say the name alone.
    """

    name: str
    address: str
    away: bool


class Event(NamedTuple):
    """A meeting, or a series of them. Times are those of the wall in `zone`.

    `replaces`: which one of its series it stands for, as a day or a time, `and_later`: and for all that follow;
    `without`: the days that fell out.
    """

    uid: str
    start: datetime
    zone: tzinfo
    minutes: int
    title: str
    channel: str
    guests: tuple[Guest, ...]
    rule: str
    also: tuple[datetime, ...]
    without: frozenset[date]
    replaces: date | None
    sequence: int
    number: int
    is_cancelled: bool = False
    and_later: bool = False

    def ends(self, start: datetime) -> datetime:
        """When the one that starts then ends, in UTC."""
        return self.at(start) + timedelta(minutes=self.minutes)

    def at(self, start: datetime) -> datetime:
        """The moment of a time on the wall, in UTC."""
        return start.replace(tzinfo=self.zone).astimezone(UTC)


def read(component: Component, zones: Zones) -> Event:
    """An event; raises NotAMeeting for anything else, ValueError for what cannot be read."""
    if component.fault:
        raise ValueError(component.fault)
    found = _by_name(component)
    start = found.get("DTSTART")
    if start is None:
        raise ValueError("it does not say when it starts")
    method = component.calendar.get("METHOD", "").upper()
    if method in {"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"}:
        raise NotAMeeting("an answer to an invitation")
    begins, zone = _moment(start, component, zones)
    replaces = _moment(found["RECURRENCE-ID"], component, zones, zone)[0] if "RECURRENCE-ID" in found else None
    title = _line(found, "SUMMARY")
    is_cancelled = method == "CANCEL" or _word(found, "STATUS") == "CANCELLED" or bool(_CANCELLED.match(title))
    if not isinstance(begins, datetime):
        if is_cancelled or replaces:
            begins = datetime.combine(begins, time(0))
        else:
            raise NotAMeeting("it lasts all day")
    minutes = 0 if is_cancelled else _minutes(found, component, zones, begins.replace(tzinfo=zone))
    all_day = minutes >= _WHOLE_DAY / timedelta(minutes=1) or _word(found, "X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
    if all_day and not replaces:
        raise NotAMeeting("it lasts all day")
    uid = found["UID"].value.strip() if "UID" in found else ""
    sequence = _word(found, "SEQUENCE")
    return Event(
        uid=uid or key_of(begins.isoformat(), title),
        start=begins,
        zone=zone,
        minutes=minutes,
        title=title[:_LONGEST_TEXT],
        channel=_channel(found),
        guests=_guests(component),
        rule="" if replaces else found["RRULE"].value.strip() if "RRULE" in found else "",
        also=tuple(each for each in _several(component, "RDATE", zones, zone) if isinstance(each, datetime)),
        without=frozenset(_day(each) for each in _several(component, "EXDATE", zones, zone)),
        replaces=replaces,
        sequence=int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0,
        number=component.number,
        is_cancelled=is_cancelled or (all_day and replaces is not None),
        and_later=replaces is not None and found["RECURRENCE-ID"].parameter("RANGE").upper() == "THISANDFUTURE",
    )


def _by_name(component: Component) -> dict[str, ContentLine]:
    """The first line of each name."""
    found: dict[str, ContentLine] = {}
    for each in component.properties:
        found.setdefault(each.name, each)
    return found


def _word(found: Mapping[str, ContentLine], name: str) -> str:
    return found[name].value.strip().upper() if name in found else ""


def _line(found: Mapping[str, ContentLine], name: str) -> str:
    return " ".join(text_of(found[name]).split()) if name in found else ""


def _moment(
    line: ContentLine, component: Component, zones: Zones, zone: tzinfo | None = None, value: str | None = None
) -> tuple[date | datetime, tzinfo]:
    """A day, or a time on the wall of its own zone, or of `zone`; raises ValueError."""
    words = (line.value if value is None else value).strip()
    found = _MOMENT.fullmatch(words)
    if found is None:
        raise ValueError(f"{line.name} {quoted(words, 40)} is not a time")
    day = date(int(found[1]), int(found[2]), int(found[3]))
    named = zones.of(line.parameter("TZID"), component.calendar.get("X-WR-TIMEZONE"))
    if found[4] is None:
        return day, zone or named
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"{line.name} {quoted(words, 40)} lies too far away")
    at = datetime.combine(day, time(int(found[4]), int(found[5]), min(int(found[6] or 0), 59)))
    own = UTC if found[7] else named
    if zone is None or own is zone:
        return at, own
    return at.replace(tzinfo=own).astimezone(zone).replace(tzinfo=None), zone


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _several(component: Component, name: str, zones: Zones, zone: tzinfo) -> list[date | datetime]:
    """The days and moments of all lines of a name, on the wall of `zone`; what cannot be read is left out."""
    found: list[date | datetime] = []
    for line in component.properties:
        for value in line.value.split(",") if line.name == name else ():
            try:
                found.append(_moment(line, component, zones, zone, value.partition("/")[0])[0])
            except ValueError:
                continue
    return found


def _minutes(found: Mapping[str, ContentLine], component: Component, zones: Zones, start: datetime) -> int:
    if "DTEND" in found:
        end, zone = _moment(found["DTEND"], component, zones)
        if not isinstance(end, datetime):
            end = datetime.combine(end, time(0))
        lasts = end.replace(tzinfo=zone).astimezone(UTC) - start.astimezone(UTC)
    elif "DURATION" in found:
        parts = _DURATION.fullmatch(found["DURATION"].value.strip())
        if parts is None:
            raise ValueError(f"DURATION {quoted(found['DURATION'].value, 40)} is not a duration")
        weeks, days, hours, minutes, seconds = (int(each or 0) for each in parts.groups())
        lasts = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    else:
        return 0
    if lasts < timedelta(0):
        raise ValueError("it ends before it starts")
    return int(lasts / timedelta(minutes=1))


def _guests(component: Component) -> tuple[Guest, ...]:
    """Who was asked, and who asked; rooms and things are nobody."""
    found: dict[str, Guest] = {}
    for line in component.properties:
        if line.name not in {"ATTENDEE", "ORGANIZER"} or line.parameter("CUTYPE").upper() in _THINGS:
            continue
        words = _ADDRESS.search(line.value.partition(":")[2] or line.value) or _ADDRESS.search(line.parameter("EMAIL"))
        address = words[0].lower() if words else ""
        name = " ".join(line.parameter("CN").split())[:_LONGEST_NAME]
        name = "" if "@" in name else name
        if not (address or name):
            continue
        away = line.parameter("PARTSTAT").upper() in _AWAY
        before = found.get(address or name)
        if before is not None:
            name, away = before.name or name, before.away or away
        found[address or name] = Guest(name, address, away)
    return tuple(found.values())


def _channel(found: Mapping[str, ContentLine]) -> str:
    """`video` where the place or a link to a conference says so; any other place is a place."""
    place = _line(found, "LOCATION")
    if place:
        return "video" if _VIDEO.search(place) or _LINK.fullmatch(place) else "in-person"
    if any(name in found and found[name].value.strip() for name in _CONFERENCES):
        return "video"
    about = f"{_line(found, 'URL')} {_line(found, 'DESCRIPTION')}"
    return "video" if any(_VIDEO.search(link) for link in _LINK.findall(about)) else "in-person"
