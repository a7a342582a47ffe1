"""Days and moments as lines give them: ISO 8601, to the microsecond where there is a time."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from custlove.exchange.jsonl import validators
from custlove.exchange.jsonl.validators import BadLine
from custlove.services.restore.origin import When

_DAY = len("2026-12-01")
_FIRST, _LAST = 1900, 2200
# A day is the user's own, wherever on earth they were: 26 hours lie between the first and the last zone.
_FURTHEST = timedelta(days=2)


class LineClock:
    """What lines are read by: the moment that counts as now, that of a thing done today, the user's zone."""

    def __init__(self, now: datetime, stamp: datetime, zone: ZoneInfo) -> None:
        self.now = now
        self.stamp = stamp
        self.zone = zone.key
        self._zones = {zone.key: zone}
        self._today: dict[str, str] = {}

    def zone_of(self, key: str) -> ZoneInfo:
        """The zone of that name, which is known to be one."""
        return self._zones.get(key) or self._zones.setdefault(key, ZoneInfo(key))

    def today(self, key: str | None = None) -> str:
        """Today, in the user's zone or in another."""
        key = key or self.zone
        return self._today.get(key) or self._today.setdefault(key, str(self.now.astimezone(self.zone_of(key)).date()))


def read(words: str, on: str | None, zone: str | None, clock: LineClock) -> When:
    """When something was, from the day or moment given, the day it counts for and the zone; raises BadLine.

    A time without an offset is that of the zone; a day without a time is its noon, or now if it is today.
    """
    key = zone or clock.zone
    today = clock.today(key)
    if len(words) == _DAY:
        day = _day(words)
        at = clock.stamp if day == today else _noon(day, key)
    else:
        there = clock.zone_of(key)
        at = _instant(words, there)
        day = str(at.astimezone(there).date())
    if on is not None:
        if abs(date.fromisoformat(on) - at.date()) > _FURTHEST:
            raise BadLine(f"{words} is not on {on}")
        day = on
    if day > today:
        raise BadLine(f"{day} is in the future; only past events can be recorded")
    return When(at, day, key)


def is_timed(words: str | None) -> bool:
    """Whether a moment has a time of day, or is only a day."""
    return words is not None and len(words) != _DAY


def _day(words: str) -> str:
    try:
        return validators.day(words)
    except ValueError as fault:
        raise BadLine(f"{validators.say(words)} is not a day; {fault}") from fault


@lru_cache(maxsize=4096)
def _noon(day: str, zone: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), ZoneInfo(zone)).astimezone(UTC)


def _instant(words: str, zone: ZoneInfo) -> datetime:
    try:
        # fromisoformat() also reads 20261201 and 2026-W49-2, and any letter before the time.
        if words[4] == words[7] == "-" and words[_DAY] in "T " and words.isascii():
            at = datetime.fromisoformat(words)
            if _FIRST <= at.year <= _LAST:
                return (at.replace(tzinfo=zone) if at.tzinfo is None else at).astimezone(UTC)
    except (ValueError, IndexError):
        pass
    raise BadLine(f"{validators.say(words)} is not a moment; write it like 2026-12-01T14:30:00+01:00, or 2026-12-01")
