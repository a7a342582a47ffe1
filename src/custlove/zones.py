"""The user's time zone, and wall clocks turned into instants.

Standard library only, and cheap: every command comes by here.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import re

# A name and whole hours, as in UTC+3, CET-1 or <+03>-3; in POSIX, as in Etc/GMT±N, plus is west of Greenwich.
_POSIX = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)(?P<hours>[+-]?[0-9]{1,2})(?::00){0,2}"
# 14:30, 14:30:05.25, 9am, 2:30 pm; then, if at all, Z, +01, +0100 or +01:00. A bare 9 is no time.
CLOCK = (
    r"(?=[0-9]+(?::| ?[ap]m))(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,6}))?)?)?"
    r"(?: ?(?P<half>am|pm))?(?: ?(?P<offset>z|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)
_WIDEST_OFFSET = 15  # hours; Manila once was 15:56 from Greenwich
_VARIANTS = ("posix/", "right/")
_NOT_ZONES = frozenset({"localtime", "posixrules"})
_LONGEST_CHAIN = 8


def local_zone(environ: Mapping[str, str], *, root: str | os.PathLike[str] = "/") -> ZoneInfo:
    """The zone whose calendar the user lives by; the first of these that can be read.

    `TZ` (a leading colon is dropped, `/usr/share/zoneinfo/…` and `/etc/localtime` are understood, an empty
    one means UTC, as for `date`), the link behind /etc/localtime, /etc/timezone. A POSIX `TZ` with whole
    hours and no summer time becomes Etc/GMT±N: `UTC+3` is three hours *west*, Etc/GMT+3. What cannot be read
    is passed over, so UTC is the last resort. `root` stands for `/`. Never raises.
    """
    for name in _candidates(environ, os.fspath(root)):
        if zone := _zone(name):
            return zone
    return ZoneInfo("UTC")


def settle(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the clocks of `zone` show `clock` on `day`.

    A time that is skipped moves forward by the gap (02:30 becomes 03:30), one that comes twice is the first.
    """
    # Both are what fold=0 means (PEP 495): the offset before the change holds.
    return datetime.combine(day, clock.replace(fold=0), tzinfo=zone).astimezone(UTC)


def typed_clock(found: "re.Match[str]") -> time:
    """The time of day in a match of CLOCK. Raises ValueError where no clock shows it: 24:00, 13pm, 9:60."""
    hour, half = int(found["hour"]), found["half"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "pm" else 0)
    fraction = (found["fraction"] or "0").ljust(6, "0")
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0), int(fraction))


def typed_offset(words: str) -> timezone:
    """The offset from UTC that z, +01, +0100 or +01:00 means. Raises ValueError for one no place had."""
    if words == "z":
        return UTC
    hours, minutes = int(words[1:3]), int(words[3:].removeprefix(":") or 0)
    if hours > _WIDEST_OFFSET or minutes > 59:
        raise ValueError(words)
    east = timedelta(hours=hours, minutes=minutes)
    return timezone(-east if words[0] == "-" else east)


def _candidates(environ: Mapping[str, str], root: str) -> Iterator[str]:
    if (typed := environ.get("TZ")) is not None:
        yield from _from_variable(typed.strip().removeprefix(":"), root)
    yield _behind_link(os.path.join(root, "etc/localtime"), root)
    yield _first_line(os.path.join(root, "etc/timezone"))


def _from_variable(typed: str, root: str) -> Iterator[str]:
    if typed.startswith("/"):
        yield _after_zoneinfo(typed)
        yield _behind_link(os.path.join(root, typed.lstrip("/")), root)
    else:
        yield typed or "UTC"
        yield _from_posix(typed)


def _from_posix(typed: str) -> str:
    import re

    found = re.fullmatch(_POSIX, typed)
    hours = int(found["hours"]) if found else None
    if hours is None or not -14 <= hours <= 12:
        return ""
    return f"Etc/GMT{hours:+d}" if hours else "UTC"


def _behind_link(link: str, root: str) -> str:
    """The first zone named along a chain of links: Europe/Zagreb is itself a link, to Belgrade."""
    try:
        for _ in range(_LONGEST_CHAIN):
            target = os.readlink(link)
            if name := _after_zoneinfo(target):
                return name
            absolute = target.startswith("/")
            link = os.path.join(root, target.lstrip("/")) if absolute else os.path.join(os.path.dirname(link), target)
    except (OSError, ValueError):
        pass
    return ""


def _after_zoneinfo(path: str) -> str:
    _, found, name = f"/{path}".rpartition("/zoneinfo/")
    return name if found else ""


def _first_line(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.readline().strip()
    except (OSError, ValueError):
        return ""


def _zone(name: str) -> ZoneInfo | None:
    for variant in _VARIANTS:
        name = name.removeprefix(variant)
    if name in _NOT_ZONES:
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):  # not there; a folder, too long; not a zone file, not a name
        return None
