"""What time it is for one run, and what words for days mean in it. The clock is read here, once."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from custlove.rules.moments import Moment

if TYPE_CHECKING:
    from custlove.config import Settings
    from custlove.dates import Lean

_UTC = ZoneInfo("UTC")
# A period alone, as in `--since week`.
_UNITS = frozenset({"day", "week", "month", "quarter", "year"})


class Clock:
    """The user's time: their zone, now, and the day that was asked about with --today."""

    def __init__(self, environ: Mapping[str, str], clock: datetime | None = None) -> None:
        self.environ = environ
        self.clock = clock
        self.asked_today: str | None = None

    @cached_property
    def settings(self) -> "Settings":
        """The settings file, or the defaults if there is none."""
        from custlove import config, paths

        return config.load(paths.tidy(paths.settings(self.environ)))

    @cached_property
    def zone(self) -> ZoneInfo:
        """The user's time zone: from the settings, else from the system."""
        from custlove import zones

        return ZoneInfo(self.settings.zone) if self.settings.zone else zones.local_zone(self.environ)

    @cached_property
    def clock_now(self) -> datetime:
        """The moment at which the program was started, in the user's zone."""
        return (self.clock or datetime.now(_UTC)).astimezone(self.zone)

    @cached_property
    def now(self) -> datetime:
        """The moment that reports are asked about: the clock, or the end of the day given with --today."""
        if self._asked_day is None:
            return self.clock_now
        return datetime.combine(self._asked_day, time(23, 59, 59), self.zone)

    @property
    def today(self) -> date:
        """The day that reports are asked about."""
        return self.now.date()

    @cached_property
    def _asked_day(self) -> date | None:
        if self.asked_today is None:
            return None
        from custlove import dates

        actual = self.clock_now.date()
        day = dates.read_day(self.asked_today, today=actual, lean=dates.Lean.ANY, order=self.settings.date_order)
        return None if day == actual else day

    @property
    def stamp(self) -> Moment:
        """The moment at which something is written down: now, or noon of the day given with --today."""
        if self._asked_day is None:
            return Moment(self.clock_now.astimezone(_UTC), self.today, self.zone.key, timed=True)
        noon = datetime.combine(self._asked_day, time(12), self.zone)
        return Moment(noon.astimezone(_UTC), self._asked_day, self.zone.key)

    def day(self, words: str, lean: "Lean") -> date:
        """The day that words stand for."""
        from custlove import dates

        return dates.read_day(words, today=self.today, lean=lean, order=self.settings.date_order)

    def due_day(self, words: str) -> date:
        """A day ahead, seen from today even if something is backdated: words never mean the past by accident."""
        from custlove.dates import Lean

        return self.day(words, Lean.DUE)

    def past_moment(self, words: str | None) -> Moment:
        """When something was, by `--on`; refused where that lies ahead."""
        from custlove import dates
        from custlove.errors import Refused

        if words is None:
            return self.stamp
        seen_from = (
            self.clock_now if self._asked_day is None else datetime.combine(self._asked_day, time(12), self.zone)
        )
        moment = dates.read_moment(words, now=seen_from, lean=dates.Lean.PAST, order=self.settings.date_order)
        if moment.day > self.today or (moment.timed and moment.at > self.now):
            raise Refused(
                f"{dates.say_day(moment.day, self.today)} is in the future; only past events can be recorded.",
                "For a future date use: custlove followup add, or custlove promise add --by",
            )
        return moment

    def moment_of(self, on: date | datetime | None) -> Moment:
        """When something was, by a day, or a moment (in the user's zone unless it has one); now where None."""
        if on is None:
            return self.stamp
        if isinstance(on, datetime):
            at = on.replace(tzinfo=on.tzinfo or self.zone).astimezone(self.zone)
            return Moment(at.astimezone(_UTC), at.date(), self.zone.key, timed=True)
        noon = datetime.combine(on, time(12), self.zone)
        return Moment(noon.astimezone(_UTC), on, self.zone.key)

    def since(self, words: str | None) -> date | None:
        """The first day of a period, by `--since`; a bare period such as 90d counts back from today."""
        from custlove.dates import Lean

        return None if words is None else self.day(_period(words), Lean.PAST)

    def days_ahead(self, words: str, option: str) -> int:
        """How many days a period such as `7d`, `2 weeks` or `week` reaches from today, or a day lies ahead of it.

        Raises UsageError for a day in the past, naming the option.
        """
        from custlove.errors import UsageError
        from custlove.quoting import quoted

        days = (self.due_day(_period(words)) - self.today).days
        if days < 0:
            raise UsageError(
                f"{option} {quoted(words)} lies in the past.", "Name a period or a future date: 7d, week, friday."
            )
        return days

    @property
    def clock_stamp(self) -> Moment:
        """The clock's own moment, whatever day is asked about: the history tells when things were written."""
        return Moment(self.clock_now.astimezone(_UTC), self.clock_now.date(), self.zone.key, timed=True)


def _period(words: str) -> str:
    """A unit alone as one of it; any other words as they are."""
    plain = " ".join(words.split()).casefold()
    return f"a {plain}" if plain in _UNITS else words
