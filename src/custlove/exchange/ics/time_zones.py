"""Time zones as calendars name them: IANA names, those of Windows and Outlook, and those that a file defines itself."""

import re
from contextlib import suppress
from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from custlove.exchange.ics.components import Component
from custlove.exchange.jsonl.validators import LONGEST_ZONE

# Definitions that can be read in a moment: rules that come once a year, and not too many of them.
_LONGEST = 30_000
_TIMES_A_DAY = re.compile(r"^RRULE[^:\n]*+:(?!.*FREQ=YEARLY)", re.IGNORECASE | re.MULTILINE)
_TZID = re.compile(r"^TZID[^:\n]*+:(.*)", re.IGNORECASE | re.MULTILINE)
_LOCATION = re.compile(r"^(?:X-LIC-LOCATION|TZID)[^:\n]*+:[ \t]*+(\S.*)", re.IGNORECASE | re.MULTILINE)


class Zones:
    """The zones of an import: `home` is the user's own, which a time without a zone is in."""

    def __init__(self, home: ZoneInfo) -> None:
        self._home = home
        self._defined: dict[str, str] = {}
        self._read: dict[str, tzinfo | None] = {}

    def define(self, component: Component) -> None:
        """Remember how a file defines a zone."""
        found = _TZID.search(component.raw)
        if found and not component.fault:
            self._defined.setdefault(found[1].strip().strip('"'), component.raw)

    def of(self, name: str | None, calendar: str | None) -> tzinfo:
        """The zone of that name, else the one of the calendar, else the user's."""
        for each in (name, calendar):
            if each and (zone := named(each.strip().strip('"')) or self._by_definition(each.strip().strip('"'))):
                return zone
        return self._home

    def _by_definition(self, name: str) -> tzinfo | None:
        if name not in self._read:
            self._read[name] = _defined(self._defined.get(name, ""))
        return self._read[name]


@lru_cache(maxsize=1000)
def named(name: str) -> tzinfo | None:
    """The zone of an IANA name, with whatever before it, or of a name of Windows; None for any other."""
    if len(name) > LONGEST_ZONE:
        return None
    # Evolution and Mozilla write /domain/version/Europe/Berlin.
    parts = name.split("/")
    for at in range(len(parts)):
        with suppress(KeyError, ValueError, OSError):
            if parts[at]:
                return ZoneInfo("/".join(parts[at:]))
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    known = {each.casefold(): zone for each, zone in WINDOWS_TO_OLSON.items()}
    with suppress(KeyError, ValueError, OSError):
        return ZoneInfo(known[name.casefold()])
    return None


def _defined(raw: str) -> tzinfo | None:
    if not raw or len(raw) > _LONGEST or _TIMES_A_DAY.search(raw):
        return None
    for found in _LOCATION.finditer(raw):
        if zone := named(found[1].strip()):
            return zone
    from icalendar import Timezone

    # Whatever is wrong with it, the times in it are read as those of the calendar.
    with suppress(Exception):
        defined = Timezone.from_ical(raw)
        return defined.to_tz() if isinstance(defined, Timezone) else None
    return None
