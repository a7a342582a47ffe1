"""Days and moments as other programs' files have them: ISO 8601 in its long and its short form."""

import re
from datetime import datetime

from custlove.exchange.jsonl import timestamps, validators
from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.services.restore.origin import When

_STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,6})\d*)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
# A day without a time, as programs write it that keep days as moments.
_MIDNIGHT = re.compile(r"[T ]00:?00(?::?00(?:[.,]0+)?)?\s*(?:Z|[+-]00(?::?00)?)?$", re.ASCII)


def moment(words: object, clock: LineClock, *, of_days: bool = False) -> When:
    """When something was; a time without an offset is the user's own. Raises BadLine.

    `of_days`: midnight in UTC stands for the day, and not for a moment of the day before or after.
    """
    plain = _plain(words, of_days=of_days)
    return timestamps.read(plain, None, None, clock)


def day(words: object, clock: LineClock, *, of_days: bool = False) -> str:
    """The user's own calendar day, past or to come, as YYYY-MM-DD; raises BadLine."""
    plain = _plain(words, of_days=of_days)
    if timestamps.is_timed(plain):
        at = datetime.fromisoformat(plain)
        zone = clock.zone_of(clock.zone)
        try:
            plain = str((at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(zone).date())
        except OverflowError as fault:
            raise BadLine(f"{validators.say(words)} is not a day") from fault
    try:
        return validators.day(plain)
    except ValueError as fault:
        raise BadLine(f"{validators.say(words)} is not a day; {fault}") from fault


def _plain(words: object, *, of_days: bool) -> str:
    """A day as 2026-12-01, or a moment as 2026-12-01T14:30:00.000000+00:00."""
    text = words.strip() if isinstance(words, str) else ""
    found = _STAMP.fullmatch(text)
    if found is None:
        raise BadLine(
            f"{validators.say(words)} is not a day or a moment; write it like 2026-12-01T14:30:00Z, or 2026-12-01"
        )
    year, month, day_, hour, minute, second, part, offset = found.groups()
    if hour is None or (of_days and _MIDNIGHT.search(text)):
        return f"{year}-{month}-{day_}"
    offset = "+00:00" if offset == "Z" else offset or ""
    plain = f"{year}-{month}-{day_}T{hour}:{minute}:{second or '00'}.{(part or '').ljust(6, '0')}{offset}"
    try:
        datetime.fromisoformat(plain)
    except ValueError as fault:
        raise BadLine(f"{validators.say(words)} is not a moment: there is no such day or time") from fault
    return plain
