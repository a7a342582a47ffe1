"""When a reminder is wanted and how it is run: what every scheduler is told."""

import os
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from custlove import paths, zones
from custlove.errors import UsageError
from custlove.quoting import quoted

# By date.weekday(): Monday is 0.
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED_DAYS = {"daily": "mon-sun", "weekdays": "mon-fri", "weekends": "sat,sun"}
_DAY_FORMS = "Days: mon-fri, mon,wed,fri, daily, weekdays, weekends."
# Control characters, line breaks among them, and bytes that are not UTF-8.
_NO_TEXT = ("Cc", "Cs", "Zl", "Zp")
_TIME_FORMS = "Times: 08:30, 17:05, 9am."


class Timing(NamedTuple):
    """A time of day on days of the week, 0 being Monday, each once and in order."""

    at: time
    days: tuple[int, ...]


class Plan(NamedTuple):
    """A timing, the command as an argument list, what its environment needs; the zone is None for the machine's own."""

    timing: Timing
    command: tuple[str, ...]
    environment: Mapping[str, str]
    zone: str | None = None


def read_days(words: str) -> tuple[int, ...]:
    """The days of the week that words such as `mon-fri` or `weekends` name; raises UsageError."""
    plain = _NAMED_DAYS.get(words.strip().lower(), words.strip().lower())
    found: set[int] = set()
    for part in plain.split(","):
        first, dash, last = (end.strip() for end in part.partition("-"))
        if first not in DAYS or (dash and last not in DAYS):
            raise UsageError(f"--days {quoted(words)} cannot be read.", _DAY_FORMS)
        start = DAYS.index(first)
        count = (DAYS.index(last) - start) % 7 if dash else 0
        found.update((start + ahead) % 7 for ahead in range(count + 1))
    return tuple(sorted(found))


def say_days(days: Sequence[int]) -> str:
    """Days as --days reads them, shortly: `mon-fri`, `daily`, `mon,wed`."""
    if len(days) == len(DAYS):
        return "daily"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
    return ",".join(DAYS[day] for day in days)


def read_time(words: str) -> time:
    """The time of day that --at means, to the minute; raises UsageError."""
    found = re.fullmatch(zones.CLOCK, words.strip().lower())
    try:
        if found and not (found["second"] or found["offset"]):
            return zones.typed_clock(found)
    except ValueError:
        found = None
    raise UsageError(f"--at {quoted(words)} cannot be read.", _TIME_FORMS)


def next_run(timing: Timing, now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after `now` at which clocks in a zone show that time on one of those days.

    A time that the clocks skip is as much later as they skip; one that they show twice is the first.
    """
    today = now.astimezone(zone).date()
    for ahead in range(9):
        day = today + timedelta(days=ahead)
        moment = zones.settle(day, timing.at, zone)
        if day.weekday() in timing.days and moment > now.astimezone(UTC):
            return moment.astimezone(zone)
    raise ValueError(timing)


def program(argv: Sequence[str]) -> tuple[str, ...]:
    """The full path of this very program, as an argument list: its script, else its interpreter with -m."""
    for script in (Path(argv[0]), Path(sys.executable).with_name("custlove")):
        if script.stem == "custlove" and script.is_file() and os.access(script, os.X_OK):
            return (str(script.absolute()),)
    return (str(Path(sys.executable).absolute()), "-m", "custlove")


def environment(environ: Mapping[str, str], journal: Path, now: datetime, *, named: bool) -> dict[str, str]:
    """What a scheduler must be told to reach the same journal and settings: it knows the user's home and no more."""
    bare = {"HOME": environ["HOME"]} if environ.get("HOME") else {}
    settings, zone = Path(paths.settings(environ)).absolute(), zones.local_zone(environ)
    found = {}
    if named or journal != Path(paths.journal(bare)):
        found["CUSTLOVE_JOURNAL"] = str(journal.absolute())
    if settings != Path(paths.settings(bare)):
        found["CUSTLOVE_CONFIG"] = str(settings)
    if not same_clock(zone, machine_zone(), now):
        found["TZ"] = zone.key
    return found


def machine_zone() -> ZoneInfo:
    """The zone of the machine's clock, whatever TZ says to this program: the one that schedulers go by."""
    return zones.local_zone({})


def same_clock(one: ZoneInfo, other: ZoneInfo, now: datetime) -> bool:
    """Whether the clocks of two zones, such as UTC and Etc/UTC, show the same time all the year from `now`."""
    moments = [now + timedelta(days=days) for days in range(0, 370, 7)]
    return all(moment.astimezone(one).utcoffset() == moment.astimezone(other).utcoffset() for moment in moments)


def check(plan: Plan) -> Plan:
    """The plan; raises UsageError for a path or an option that no table of jobs could hold."""
    for words in (*plan.command, *plan.environment.values()):
        if any(unicodedata.category(letter) in _NO_TEXT for letter in words):
            raise UsageError(f"{quoted(words)} cannot be scheduled: it contains characters that are not text.")
    return plan
