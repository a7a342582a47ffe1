"""How the sample is told: a calendar that ends on a day, and the steps of which the year is made.

Days are counted back from the day it is made: 3 is three days ago, -3 in three days.
"""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from custlove.rules.moments import Moment
from custlove.services.change import Change
from custlove.zones import settle

_FRIDAY = 4


class Calendar(NamedTuple):
    """Days and moments of a story that ends on a day."""

    today: date
    zone: ZoneInfo

    def day(self, ago: int) -> date:
        """The working day so many days ago, or ahead: Friday for a weekend past, Monday for one to come."""
        day = self.today - timedelta(days=ago)
        beyond = day.weekday() - _FRIDAY
        if beyond <= 0 or ago == 0:
            return day
        return day - timedelta(days=beyond) if ago > 0 else day + timedelta(days=3 - beyond)

    def ahead(self, days: int) -> date:
        """The day in so many days, a weekend or not."""
        return self.today + timedelta(days=days)

    def ago(self, day: date) -> int:
        """How many days ago a day was."""
        return (self.today - day).days

    def moment(self, ago: int) -> Moment:
        """Some time in the working hours of that day, always the same."""
        return self.moment_on(self.day(ago), ago)

    def moment_on(self, day: date, ago: int) -> Moment:
        """Some time in the working hours of a day that is not moved to a working day."""
        clock = time(9 + ago * 5 % 9, ago * 7 % 4 * 15)
        return Moment(settle(day, clock, self.zone), day, self.zone.key)


class Told(NamedTuple):
    """What a step writes with: the change, and the numbers of what was told, by its text."""

    change: Change
    numbers: dict[str, int]

    def remember(self, text: str, number: int) -> None:
        """Keep the number of something that a later step is about; no two things of the sample have one text."""
        self.numbers[text] = number

    def ref(self, text: str, words: str | None = None) -> tuple[str, ...]:
        """What refers to something that was told, with words behind it."""
        number = str(self.numbers[text])
        return (number, words) if words else (number,)


class Step(NamedTuple):
    """One thing to write, so many days ago."""

    ago: int
    write: Callable[[Told], object]
