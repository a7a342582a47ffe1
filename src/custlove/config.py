"""The settings file: TOML in the user's configuration folder, every setting with a default and a check."""

import math
import os
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from custlove.errors import BadSettings, NotFound, UsageError
from custlove.quoting import quoted
from custlove.rules import addresses, cadence
from custlove.rules.cadence import Cadence
from custlove.rules.thresholds import NUMBERS, SETTABLE, USUAL
from custlove.schema.vocabulary import CHANNELS, RUNGS

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

# Words with which one complains of people: a starting point, to be made your own.
COMPLAINTS = "annoyed annoying exhausting impolite insufferable nagging nightmare rude stingy unfair ungrateful whining"


class Setting(NamedTuple):
    """One setting: its key (`section.name` in a section), its default, what it does, and what checks a value.

    `check` raises ValueError with a sentence for a value that cannot be used.
    """

    key: str
    default: str | None
    what: str
    check: Callable[[str], object]


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError) as fault:
        raise ValueError("That is not a time zone; use a name like Europe/Berlin.") from fault


def _date_order(order: str) -> str:
    if order not in ("day-first", "month-first"):
        raise ValueError("Use day-first or month-first.")
    return order


def _label(words: str) -> str:
    if not words.strip():
        raise ValueError("A label needs at least one word.")
    return words


def _channels(names: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(names.replace(",", " ").split()))
    if not chosen or not set(chosen) <= set(CHANNELS):
        raise ValueError(f"Channels are {', '.join(CHANNELS)}.")
    return chosen


def _backups(word: str) -> str:
    if word not in ("daily", "off"):
        raise ValueError("Use daily or off.")
    return word


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _currency(words: str) -> str:
    from custlove.rules import money

    known = money.code(words)
    if known is None:
        raise ValueError("A currency is three letters: EUR, CHF, USD.")
    return known


def _whole(lowest: int, highest: int) -> Callable[[str], object]:
    def check(words: str) -> int:
        # By hand: every command reads the settings.
        bare = words.removeprefix("-")
        if not bare.isdecimal() or len(bare) > 9 or not lowest <= int(words) <= highest:
            raise ValueError(f"It has to be a whole number from {lowest} to {highest}.")
        return int(words)

    return check


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("It has to be a text; leave the line out for no value.")
    return text


# What `brief` and `review` end with (ideas B2 and B4).
BRAND = {
    "promise": "What your name promises; shown at the end of brief.",
    "guidelines": "How you want to treat people; shown at the end of brief.",
    "values": "What you stand for; shown at the end of brief.",
}
SETTINGS = (
    Setting("zone", None, "Your time zone, if not the system's: Europe/Berlin.", _zone),
    Setting("date_order", None, "How 3/4 is read: day-first or month-first (default: refused).", _date_order),
    Setting("me", None, "Your own e-mail addresses, to tell mails from you from mails to you.", addresses.parse),
    Setting("backups", "daily", "Automatic backups beside the journal: daily, or off.", _backups),
    Setting("currency", "EUR", "The default currency of a purchase if the person bought nothing before.", _currency),
    Setting("channels", None, "The few channels you chose to use well: in-person call letter.", _channels),
    Setting("complaints", COMPLAINTS, "Words that the mirror takes for complaints about people.", _several),
    *(
        Setting(
            f"cadence.{rung}",
            period,
            f"How often to be in touch on the rung {rung}, if a person has no cadence.",
            cadence.parse,
        )
        for rung, period in DEFAULT_CADENCES.items()
    ),
    *(Setting(f"labels.{rung}", rung, f"The name of the rung {rung} in tables.", _label) for rung in RUNGS),
    *(Setting(f"brand.{name}", None, what, _words) for name, what in BRAND.items()),
    *(
        Setting(key, str(default), what, _whole(lowest, highest))
        for key, (lowest, highest, default, what) in SETTABLE.items()
    ),
)
# What the environment sets, for those who want it so.
VARIABLES = {
    "CUSTLOVE_JOURNAL": "The journal, in place of the default one.",
    "CUSTLOVE_CONFIG": "The settings file, in place of the default one.",
    "CUSTLOVE_LOCK_TIMEOUT": "How many seconds to wait for another program that holds the journal (default: 30).",
    "CUSTLOVE_BACKUPS": "off: no automatic backups, whatever the settings say.",
    "NO_COLOR": "No colour, if it is set to anything.",
    "COLUMNS": "The width of tables.",
    "TZ": "The time zone, if the settings have none.",
    "VISUAL": "The editor.",
    "EDITOR": "The editor, if VISUAL is not set.",
}
# SQLite counts the milliseconds in 32 bits.
_LONGEST_WAIT = 2_000_000.0
BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings(NamedTuple):
    """What the user has set; cadences and labels by rung, numbers by key (`today.days_ahead`), fixed ones as well."""

    cadences: Mapping[str, Cadence]
    labels: Mapping[str, str]
    zone: str | None = None
    date_order: str | None = None
    numbers: Mapping[str, int] = USUAL
    currency: str = "EUR"
    brand: Mapping[str, str] = MappingProxyType({})
    channels: tuple[str, ...] = ()
    complaints: tuple[str, ...] = tuple(COMPLAINTS.split())
    me: tuple[str, ...] = ()
    backups: bool = True


def load(file: str | os.PathLike[str]) -> Settings:
    """The settings in a file, the defaults if there is none; raises BadSettings with what to mend."""
    return _settings(read(file))


def defaults() -> Settings:
    """The settings as they come."""
    return _settings({})


def _settings(given: Mapping[str, str]) -> Settings:
    values = {key: given.get(key, setting.default) for key, setting in BY_KEY.items()}
    cadences: dict[str, Cadence] = {rung: cadence.parse(values[f"cadence.{rung}"] or "none") for rung in RUNGS}
    labels: dict[str, str] = {rung: values[f"labels.{rung}"] or rung for rung in RUNGS}
    numbers = {**USUAL, **{key: int(given[key]) for key in given.keys() & SETTABLE.keys()}}
    currency = (values["currency"] or "EUR").strip().upper()
    brand = {name: text for name in BRAND if (text := values[f"brand.{name}"])}
    channels = _channels(values["channels"]) if values["channels"] else ()
    complaints = _several(values["complaints"] or "")
    me = addresses.parse(values["me"]) if values["me"] else ()
    return Settings(
        cadences,
        labels,
        values["zone"],
        values["date_order"],
        numbers,
        currency,
        brand,
        channels,
        complaints,
        me,
        values["backups"] != "off",
    )


def read(file: str | os.PathLike[str]) -> dict[str, str]:
    """What a settings file sets, by key; nothing if there is no file.

    Raises BadSettings, with the line, for a file that is no TOML, an unknown key or a value that cannot be used.
    """
    try:
        with open(file, encoding="utf-8-sig") as stream:
            text = stream.read()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSettings(f"The settings in {file} cannot be read: {fault}.") from fault
    import tomllib

    try:
        found = dict(_flat(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as fault:
        raise BadSettings(f"The settings in {file} are not valid TOML: {fault}.", _MEND) from fault
    for key, value in found.items():
        if (wrong := _wrong(key, value)) is not None:
            raise BadSettings(f"{file}, line {_line_of(text, key)}: {wrong}", _MEND)
    return {key: str(value) for key, value in found.items()}


def lock_timeout(environ: Mapping[str, str]) -> float:
    """How many seconds to wait for another program that holds the journal; raises UsageError for what is no time."""
    words = environ.get("CUSTLOVE_LOCK_TIMEOUT") or "30"
    try:
        seconds = float(words)
    except ValueError:
        seconds = math.nan
    if not seconds >= 0:
        wrong = f"CUSTLOVE_LOCK_TIMEOUT is {quoted(words)}, not a number of seconds."
        raise UsageError(wrong, "Set it to one, or unset it.")
    return min(seconds, _LONGEST_WAIT)


def setting(key: str) -> Setting:
    """The setting of that key; raises NotFound with those there are, or with why a number is none."""
    if key not in BY_KEY:
        if key in NUMBERS:
            raise NotFound(_fixed(key), "All that can be set: custlove config list")
        import difflib

        near = difflib.get_close_matches(key, BY_KEY, n=1)
        hint = f"Perhaps {near[0]}?" if near else "All: custlove config list"
        raise NotFound(f"There is no setting {quoted(key)}.", hint)
    return BY_KEY[key]


_MEND = "Mend it with: custlove config edit"


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{name}", each) for name, each in value.items())
        else:
            yield key, value


def _fixed(key: str) -> str:
    """Why a number cannot be set."""
    return f"{key} is {USUAL[key]} and cannot be set. {NUMBERS[key][-1]}"


def _wrong(key: str, value: object) -> str | None:
    if key in NUMBERS and key not in SETTABLE:
        return _fixed(key)
    if key not in BY_KEY:
        sections = dict.fromkeys(known.partition(".")[0] for known in BY_KEY)
        return f"there is no setting {quoted(key)}; there are {', '.join(sections)}."
    if type(value) is not str and not (key in SETTABLE and type(value) is int):
        return f"{key} wants a {'whole number' if key in SETTABLE else 'text in quotes'}, not {value}."
    try:
        BY_KEY[key].check(str(value))
    except ValueError as fault:
        return f"{key} = {quoted(value) if isinstance(value, str) else value}. {fault}"
    return None


def _line_of(text: str, key: str) -> int:
    """The line on which a key stands, counted from 1."""
    import re

    section, _, name = key.rpartition(".")
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\s*([^\]]*?)\s*\]", line):
            current = header[1].strip("'\"")
        written = line.partition("=")[0].strip().strip("'\"")
        if (current == section and written == name) or (not current and written == key):
            return number
    return 1
