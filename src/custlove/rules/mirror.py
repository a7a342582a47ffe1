"""Looking at yourself: the twelve questions of the mirror, how many facts each wants, and the figures they come to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple, Protocol

from custlove.rules import cadence, rungs
from custlove.rules.promise_rate import ENOUGH
from custlove.rules.thresholds import USUAL, given

# The Gregorian calendar repeats after 400 years of 146,097 days.
DAYS_OF_MONTH = 146_097 / 4800
# More names than these in a line say less.
TELLING = 3


class Measures(NamedTuple):
    """The numbers of the mirror, as the settings have them; rules/thresholds.py says where each comes from."""

    courtship_months: int = USUAL["mirror.courtship_months"]
    least_after_days: int = USUAL["mirror.least_after_days"]
    carrying_percent: int = USUAL["mirror.carrying_percent"]
    given_times: int = USUAL["mirror.given_times"]
    cost_months: int = USUAL["mirror.cost_months"]

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Measures":
        """What the settings say (`mirror.courtship_months` …), the defaults where they say nothing."""
        return cls(*given(numbers, "mirror", cls._fields))


USUAL_MEASURES = Measures()


class Question(NamedTuple):
    """A question of the mirror: its key, its words, the unit of its figure, the fewest facts it is answered from."""

    key: str
    question: str
    unit: str
    fewest: int


# A share of fewer than ENOUGH says more than one knows (as for the keep rate); of what is rare, a few, so that one slip
# is no verdict; where people are counted, one is one.
FEWEST = USUAL["mirror.fewest"]
QUESTIONS = (
    # Touchpoints in the courtships that are compared.
    Question("courtship", "Does your effort last after the deal?", "percent", FEWEST),
    # Touchpoints with prospects, customers and up.
    Question("prospects", "How much of it goes to prospects?", "percent", ENOUGH),
    # Touchpoints with a channel.
    Question("offline", "How much of it is offline?", "percent", ENOUGH),
    # Touchpoints with a channel; percent of them where channels are chosen in the settings.
    Question("channels", "How many channels do you use?", "channels", ENOUGH),
    # Clients, supporters and advocates.
    Question("asking", "Whom have you not asked lately?", "people", 1),
    # What was heard.
    Question("listening", "Do you close the loop?", "percent", FEWEST),
    # Promises of yours that fell due.
    Question("promises", "Do you keep your promises?", "percent", ENOUGH),
    # Mistakes that were noticed.
    Question("mistakes", "Do you make mistakes right?", "percent", FEWEST),
    # People who were touched at all.
    Question("scarcity", "With whom is it too much?", "people", 1),
    # Customers and up with whom there was anything.
    Question("give_and_take", "With how many is it one-sided?", "people", FEWEST),
    # Touchpoints that say how they left you.
    Question("fulfilment", "How much of it drains you?", "percent", FEWEST),
    # Purchases in the last twelve months.
    Question("cost", "What would it cost to lose them?", "money", 1),
)


class Period(NamedTuple):
    """The days from `since` to `until`, both of them."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    @property
    def before(self) -> "Period":
        """The period before: as long, and over the day before; cut off where the calendar begins."""
        length = min(timedelta(days=self.days), self.since - date.min)
        return Period(self.since - length, self.since - timedelta(days=min(1, length.days)))


class Effort(NamedTuple):
    """What you put in: touchpoints, those whose minutes are known, their minutes."""

    touchpoints: int = 0
    timed: int = 0
    minutes: int = 0


NO_EFFORT = Effort()


class Spent(Protocol):
    """Whatever says how much of you somebody got: an effort, or all that there was with them."""

    @property
    def touchpoints(self) -> int:
        """How often."""

    @property
    def timed(self) -> int:
        """How often for known minutes."""

    @property
    def minutes(self) -> int:
        """For how many minutes in all."""


ByChannel = Mapping[str | None, Effort]


def estimated(of: ByChannel, side: ByChannel, everybody: ByChannel) -> float:
    """Minutes in all; one without minutes counts as the average of those over the same channel.

    Of those with that person or, where none of these has minutes, of all on this `side` of what is compared, then of
    everybody; of all channels only where nobody noted any over this one: a mail is no meeting.
    """
    wider = (of, side, everybody)
    total: float = 0
    for channel, effort in of.items():
        total += effort.minutes
        if untimed := effort.touchpoints - effort.timed:
            known = effort if effort.timed else next((each for each in _alike(channel, wider) if each.timed), NO_EFFORT)
            total += untimed * known.minutes / known.timed if known.timed else 0
    return total


def _alike(channel: str | None, wider: Sequence[ByChannel]) -> Iterator[Effort]:
    yield from (each.get(channel, NO_EFFORT) for each in wider)
    yield from (sum_of(each.values()) for each in wider)


def together(sides: Iterable[ByChannel]) -> ByChannel:
    """The efforts of several, added up channel by channel."""
    found: dict[str | None, Effort] = {}
    for side in sides:
        for channel, effort in side.items():
            touchpoints, timed, minutes = found.get(channel, NO_EFFORT)
            found[channel] = Effort(touchpoints + effort.touchpoints, timed + effort.timed, minutes + effort.minutes)
    return found


def about(spent: Spent, basis: str) -> str:
    """The word before minutes of which some were estimated."""
    return "about " if basis == "minutes" and spent.timed < spent.touchpoints else ""


def noted(spent: Spent, basis: str) -> str:
    """Behind minutes of which some were estimated: for how many touchpoints they were noted."""
    return f" (minutes noted for {spent.timed} of {spent.touchpoints})" if about(spent, basis) else ""


def sum_of(efforts: Iterable[Spent]) -> Effort:
    """All of them together; by columns, since there may be ten thousand."""
    of_each = list(efforts)
    return Effort(*(sum(map(attrgetter(column), of_each)) for column in Effort._fields))


def basis(compared: Iterable[Effort]) -> str:
    """`minutes` where on each side that is compared most touchpoints have them, else `touchpoints`."""
    sides = [side for side in compared if side.touchpoints]
    return "minutes" if sides and all(2 * side.timed > side.touchpoints for side in sides) else "touchpoints"


def percent(part: float, whole: float) -> int | None:
    """A share in whole percent; None of nothing. All and nothing are said only where it is so, up to a whole."""
    if not whole:
        return None
    share = round(100 * part / whole)
    return share if part > whole else min(max(share, int(part > 0)), 100 if part == whole else 99)


def times(count: int) -> str:
    """How often something was."""
    return "once" if count == 1 else f"{count} times"


def days(count: int) -> str:
    """So many days, as one says it."""
    return "1 day" if count == 1 else f"{count} days"


def months(count: int) -> str:
    """How many months back, as one says it."""
    return "month" if count == 1 else f"{count} months"


def became_customer(placings: Sequence[tuple[date, str]]) -> date | None:
    """The day of the first move up to customer (or past it); None if they were placed there, or never came to it.

    `placings` are day and rung, oldest first.
    """
    if not placings or placings[0][1] in rungs.CUSTOMERS:
        return None
    return next((day for day, rung in placings if rung in rungs.CUSTOMERS), None)


class Courtship(NamedTuple):
    """A person's courtship and what of a period lies after it, each with its effort."""

    person: int
    courted: Spent
    rest: Period
    after: Spent

    @property
    def months(self) -> float:
        """How many months the time after it has."""
        return self.rest.days / DAYS_OF_MONTH


def courted(moved: date, months: int = USUAL_MEASURES.courtship_months) -> Period:
    """The courtship: so many months before a day."""
    return Period(cadence.add_months(moved, -months), moved - timedelta(days=1))


def after(moved: date, period: Period, least_days: int = USUAL_MEASURES.least_after_days) -> Period | None:
    """What of a period lies after a move; None if that is too short to compare."""
    rest = Period(max(moved, period.since), period.until)
    return rest if rest.days >= least_days else None


def carrying(counts: Mapping[str, int], percent: int = USUAL_MEASURES.carrying_percent) -> list[str]:
    """The fewest channels that carry so much of the touchpoints together, the most used first."""
    total, carried, found = sum(counts.values()), 0, []
    for channel, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        if 100 * carried >= percent * total:
            break
        carried += count
        found.append(channel)
    return found


def takes(energies: Sequence[int | None], given_times: int = USUAL_MEASURES.given_times) -> bool:
    """Whether somebody who gave nothing only takes: they were in touch again and again, and most of it drained you.

    `energies` are those of the days in touch, None where none was noted. Of such days nothing is said: three have to
    tell how they left you (fewer where fewer days are enough), and more than half of these drained you.
    """
    known = [energy for energy in energies if energy is not None]
    enough = len(energies) >= given_times and len(known) >= min(FEWEST, given_times)
    return enough and 2 * drained(energies) > len(known)


def drained(energies: Sequence[int | None]) -> int:
    """On how many days you were left drained."""
    return sum(energy is not None and energy < 0 for energy in energies)


def stretches(placings: Sequence[tuple[date, str]], period: Period) -> list[tuple[str, Period]]:
    """On which rung somebody stood from when to when in a period; before they were placed, on the first rung.

    `placings` are day and rung, oldest first; a day counts for the rung on which it ends.
    """
    begun = [(date.min, rungs.FIRST_RUNG), *placings]
    ends = [day for day, _ in begun[1:]] + [None]
    found = []
    for (day, rung), end in zip(begun, ends, strict=True):
        until = period.until if end is None else min(period.until, end - timedelta(days=1))
        stretch = Period(max(day, period.since), until)
        if stretch.days > 0:
            found.append((rung, stretch))
    return found
