"""The settings file: TOML in the user's configuration folder, every setting with a default."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from custlove.errors import BadSettings
from custlove.rules import cadence
from custlove.rules.cadence import Cadence
from custlove.rules.rungs import RUNGS

# How often each rung asks for contact where a person has no cadence of their own (idea B6): a starting point
# to be changed, closer for those who bring others. Nobody is chased who does harm.
DEFAULT_CADENCES = {
    "terrorist": "none",
    "toxic": "none",
    "prospect": "6 weeks",
    "customer": "quarter",
    "client": "6 weeks",
    "supporter": "2 months",
    "advocate": "month",
}
_SECTIONS = ("cadence", "labels")
_KEYS = ("zone", "date_order")


class Settings(NamedTuple):
    """What the user has set; cadences and labels by rung."""

    cadences: Mapping[str, Cadence]
    labels: Mapping[str, str]
    zone: str | None = None
    date_order: str | None = None


def load(file: Path) -> Settings:
    """The settings in a file, the defaults where there is none; raises BadSettings with what to mend."""
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return _settings({})
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSettings(f"The settings in {file} cannot be read: {fault}.") from fault
    import tomllib

    try:
        return _settings(tomllib.loads(text))
    except ValueError as fault:
        raise BadSettings(
            f"The settings in {file} cannot be used: {fault}", "Mend the file, or move it away."
        ) from fault


def _settings(data: Mapping[str, Any]) -> Settings:
    for key in data:
        if key not in (*_SECTIONS, *_KEYS):
            raise ValueError(f"There is no setting {key!a}; there are: {', '.join((*_KEYS, *_SECTIONS))}.")
    cadences = {**DEFAULT_CADENCES, **_by_rung(data, "cadence")}
    labels = {**dict(zip(RUNGS, RUNGS, strict=True)), **_by_rung(data, "labels")}
    return Settings(_cadences(cadences), labels, _zone(data.get("zone")), _date_order(data.get("date_order")))


def _by_rung(data: Mapping[str, Any], section: str) -> dict[str, str]:
    table = data.get(section, {})
    if not isinstance(table, dict):
        raise ValueError(f"[{section}] is a table with a line a rung.")  # noqa: TRY004 - as all that can be wrong here
    for rung, words in table.items():
        if rung not in RUNGS:
            raise ValueError(f"[{section}] has no rung {rung!a}; the rungs are: {', '.join(RUNGS)}.")
        if not isinstance(words, str) or not words.strip():
            raise ValueError(f"[{section}] {rung} wants words in quotes.")
    return dict(table)


def _cadences(words: Mapping[str, str]) -> dict[str, Cadence]:
    return {rung: cadence.parse(period) for rung, period in words.items()}


def _zone(name: object) -> str | None:
    if name is None:
        return None
    try:
        return ZoneInfo(str(name)).key
    except (ValueError, OSError) as fault:
        raise ValueError(f"zone = {name!a} is no time zone; one reads like: Europe/Berlin.") from fault


def _date_order(order: object) -> str | None:
    if order not in (None, "day-first", "month-first"):
        raise ValueError('date_order is "day-first" or "month-first".')
    return None if order is None else str(order)
