"""Rules for who has gone: the one of the program, the published model, and those that were dropped."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from math import exp2, log, log2
from statistics import median
from typing import NamedTuple

from bench.purchases import Customer
from custlove.rules import inactivity

# BG/NBD of Fader, Hardie and Lee (2005), fitted by them to the sample of 2,357 customers, in weeks.
_R, _ALPHA, _A, _B = 0.243, 4.414, 0.793, 2.426
_WEEK = 7
# A series is summed until its terms no longer count.
_MOST_TERMS, _SMALLEST_TERM = 10_000, 1e-17


class Asked(NamedTuple):
    """What is asked: as of which day, and who buys in how many days after it."""

    today: date
    ahead: int


class Rule(NamedTuple):
    """A rule in words, and its score: higher for who has more surely gone, None where it has nothing to go by."""

    what: str
    score: Callable[[Customer, Asked], float | None]


def _program(customer: Customer, asked: Asked) -> float | None:
    silence = inactivity.silence(customer.bought_on, asked.today)
    return silence.quiet if silence else None


def _by_line(customer: Customer, asked: Asked) -> float:
    return inactivity.score(_away(customer, asked), _pauses(customer.bought_on))


def _model(customer: Customer, asked: Asked) -> float:
    days = customer.days
    seen, known = (days[-1] - days[0]).days / _WEEK, (asked.today - days[0]).days / _WEEK
    return -expected_purchases(len(days) - 1, seen, known, asked.ahead / _WEEK)


def expected_purchases(repeats: int, last: float, known: float, ahead: float) -> float:
    """How many purchases BG/NBD expects of a customer in the weeks ahead.

    They have bought `repeats` times after the first, the last time in week `last` of the `known` weeks since the first.
    """
    made = _A + _B + repeats - 1
    shrunk = (_ALPHA + known) / (_ALPHA + known + ahead)
    some: float = 1 - shrunk ** (_R + repeats) * _hypergeometric(_R + repeats, _B + repeats, made, 1 - shrunk)
    gone: float = _A / (_B + repeats - 1) * ((_ALPHA + known) / (_ALPHA + last)) ** (_R + repeats) if repeats else 0
    return made / (_A - 1) * some / (1 + gone)


def _hypergeometric(a: float, b: float, c: float, z: float) -> float:
    total, term = 1.0, 1.0
    for n in range(_MOST_TERMS):
        term *= (a + n) * (b + n) / (c + n) * z / (n + 1)
        total += term
        if abs(term) <= _SMALLEST_TERM * abs(total):
            break
    return total


def _away(customer: Customer, asked: Asked) -> int:
    return (asked.today - customer.bought_on[-1]).days


def _pauses(days: Sequence[date]) -> list[int]:
    return [(later - earlier).days for earlier, later in pairwise(days)]


def _by_own_gap(customer: Customer, asked: Asked) -> float | None:
    pauses = _pauses(customer.days)
    return _away(customer, asked) / median(pauses) if pauses else None


def _without_pause(customer: Customer, asked: Asked) -> float:
    return _away(customer, asked) - inactivity.USUAL_LIMITS.days_for_doubling * log2(len(customer.days))


def _by_count(customer: Customer, asked: Asked) -> float:
    return (_away(customer, asked) + 30) / len(customer.days)


def _faded(customer: Customer, asked: Asked) -> float:
    return -sum(exp2(-(asked.today - day).days / 90) for day in customer.days)


def _last_two(customer: Customer, asked: Asked) -> float:
    pauses = _pauses(customer.days)
    return _away(customer, asked) + (pauses[-1] if pauses else 365) / 2


def _odds(customer: Customer, asked: Asked) -> float:
    return log(_away(customer, asked) + 1) / log(len(customer.days) + 1)


RULES = {
    "quiet": Rule("days away + 1/3 of the last pause - 60 for every doubling of the days bought on", _program),
    "model": Rule("BG/NBD, expected purchases", _model),
    "by-line": Rule("as the first, every line counted as a purchase", _by_line),
    "no-pause": Rule("days away - 60 for every doubling", _without_pause),
    "last-two": Rule("days since the last two purchases, on average (a missing one a year earlier)", _last_two),
    "faded": Rule("purchases, each worth half for every quarter gone by", _faded),
    "by-count": Rule("(days away + 30) ÷ number of purchases", _by_count),
    "logs": Rule("log of days away ÷ log of number of purchases", _odds),
    "away": Rule("days since the last purchase", _away),
    "count": Rule("number of purchases", lambda customer, _: -len(customer.days)),
    "own-gap": Rule("days away ÷ own median gap", _by_own_gap),
}
