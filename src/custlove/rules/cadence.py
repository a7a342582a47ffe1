"""How often to be in touch (idea B6), and who has gone quiet."""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from custlove.rules.contact import Last
from custlove.rules.thresholds import USUAL

PURCHASE_PERIODS = USUAL["contact.purchase_periods"]
_UNITS = {
    "day": ("d", 1), "days": ("d", 1), "d": ("d", 1),
    "week": ("d", 7), "weeks": ("d", 7), "w": ("d", 7),
    "month": ("m", 1), "months": ("m", 1), "mo": ("m", 1),
    "quarter": ("m", 3), "quarters": ("m", 3), "q": ("m", 3),
    "year": ("m", 12), "years": ("m", 12), "y": ("m", 12),
}  # fmt: skip
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_COUNTS = {
    "a": 1, "other": 2, "second": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_NEVER = frozenset({"none", "never", "off"})
_DIGITS, _MOST_DIGITS = "0123456789", 4
_LONGEST_DAYS, _LONGEST_MONTHS = 3660, 120
# The Gregorian calendar repeats after 400 years of 146,097 days.
_DAYS_PER_MONTH = 146_097 / 4800


class Cadence(NamedTuple):
    """A period of whole days or of calendar months; neither means that no rhythm is asked for."""

    days: int = 0
    months: int = 0

    def __str__(self) -> str:
        if not self:
            return "none"
        count, unit = (self.months, "month") if self.months else (self.days, "day")
        for size, larger in ((12, "year"), (3, "quarter")) if self.months else ((7, "week"),):
            if count % size == 0:
                count, unit = count // size, larger
                break
        return unit if count == 1 else f"{count} {unit}s"

    def __bool__(self) -> bool:
        return bool(self.days or self.months)

    @property
    def code(self) -> str:
        """How the journal keeps it: `21d`, `2m` or `none`."""
        return f"{self.months}m" if self.months else f"{self.days}d" if self.days else "none"

    @property
    def average_days(self) -> float:
        """The period in days, a month counted as the calendar's average; 0 if there is no rhythm."""
        return self.days or self.months * _DAYS_PER_MONTH

    @property
    def every_days(self) -> int | None:
        """The period in whole days; None if there is no rhythm."""
        return round(self.average_days) if self else None


NO_CADENCE = Cadence()


def parse(words: str) -> Cadence:
    """The cadence that words such as `10 days`, `every 3 weeks`, `every other week`, `quarter` or `none` stand for.

    Raises ValueError with a sentence for anything else.
    """
    plain = " ".join(words.casefold().split())
    if plain in _NEVER:
        return NO_CADENCE
    # By hand: every command reads the settings, and a pattern takes longer to compile than all of them to read.
    period = _ADVERBS.get(plain, plain).removeprefix("every ")
    if period in _WEEKDAYS:
        raise ValueError("A cadence has no weekday: write week, or keep a ritual: custlove ritual add --every friday.")
    first, _, rest = period.partition(" ")
    if first in _COUNTS:
        period = f"{_COUNTS[first]} {rest}"
    unit = period.lstrip(_DIGITS)
    number, known = period.removesuffix(unit), _UNITS.get(unit.lstrip())
    if known is None or len(number) > _MOST_DIGITS:
        raise ValueError("Write a cadence like: 10 days, 3 weeks, 2 months, quarter, year, none.")
    letter, size = known
    count = int(number or 1) * size
    if not 1 <= count <= (_LONGEST_DAYS if letter == "d" else _LONGEST_MONTHS):
        raise ValueError("A cadence is at least a day and at most ten years.")
    return Cadence(days=count) if letter == "d" else Cadence(months=count)


@cache
def from_code(code: str | None) -> Cadence | None:
    """The cadence behind the journal's code; None where the person has none of their own."""
    if code is None or code == "none":
        return None if code is None else NO_CADENCE
    return Cadence(months=int(code[:-1])) if code.endswith("m") else Cadence(days=int(code[:-1]))


def add_months(day: date, months: int) -> date:
    """The same day of the month so many calendar months later, the month's last day if it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    try:
        return date(year, month, day.day)
    except ValueError:
        # A month that has no such day is never the year's last. (calendar would load locale with it.)
        return date(year, month + 1, 1) - timedelta(days=1)


def due_on(contact: date, cadence: Cadence) -> date | None:
    """The last day on which a person is not yet quiet, from their last contact; None if there is no rhythm."""
    if not cadence:
        return None
    return add_months(contact, cadence.months) if cadence.months else contact + timedelta(days=cadence.days)


def restarts_on(contacts: Last, added: date, rhythm: Cadence, today: date) -> date:
    """The day from which a rhythm is counted: that of the last contact, or on which they were added if there is none.

    A purchase restarts it no more where nothing but purchases came from them for two periods (DESIGN.md section 2).
    """
    word = contacts.word_either_way or added
    return word if pays_only(contacts, added, rhythm, today) else max(word, contacts.contact or added)


def pays_only(contacts: Last, added: date, rhythm: Cadence, today: date) -> bool:
    """Whether somebody bought since their last word, and nothing but purchases came from them for two periods."""
    if contacts.from_them is None or contacts.from_them == contacts.word:
        return False
    end = due_on(contacts.word or added, Cadence(rhythm.days * PURCHASE_PERIODS, rhythm.months * PURCHASE_PERIODS))
    return end is not None and today > end


class Arrival(NamedTuple):
    """How somebody came into the journal: by an import or by hand, and when; the last contact, whether one chose."""

    imported: bool
    added: date
    last_contact: date | None
    # A rhythm, a circle, a move on the ladder, or a first due day (person spread).
    chosen: bool


def never_in_touch(arrival: Arrival) -> bool:
    """Whether somebody came by an import and was not met: no contact since, nor in the year before it, nothing chosen.

    They have no cadence from their rung: whom an address book holds is not yet somebody you care for (DESIGN.md
    section 2).
    """
    if not arrival.imported or arrival.chosen:
        return False
    return arrival.last_contact is None or arrival.last_contact < add_months(arrival.added, -12)


class Quiet(NamedTuple):
    """How quiet: days since the last contact, and lateness in periods (days past what was due ÷ period)."""

    days_quiet: int
    lateness: float


def quiet(contact: date, cadence: Cadence, today: date, first_due: date | None = None) -> Quiet | None:
    """Whether a person has gone quiet: today is past the last contact plus the cadence. None when not.

    `first_due` puts off the day of somebody with whom there was no contact yet (person spread).
    """
    due = due_on(contact, cadence)
    put_off = due if first_due is None or due is None else max(due, first_due)
    if due is None or put_off is None or today <= put_off:
        return None
    return Quiet((today - contact).days, round((today - put_off).days / (due - contact).days, 2))
