"""Reads purchases of many customers from a file, and splits them into what was known on a day and what came of it.

The format is that of the CDNOW data (Fader, Hardie and Lee 2005), one purchase a line, fields apart by blanks:

    customer  [number in the sample]  YYYYMMDD  units  amount

The number in the sample is there in the tenth of the customers that is usually handed round, and not in all of them.
"""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple


class Purchase(NamedTuple):
    """Who bought, and on what day; how many units and for how much is not asked."""

    customer: str
    on: date


class Customer(NamedTuple):
    """What was known of a customer on the day: when they had bought (a line each, oldest first); and if they did again.

    Customers who had not bought by then are unknown.
    """

    bought_on: list[date]
    came_back: bool

    @property
    def days(self) -> list[date]:
        """The days on which they had bought, each once."""
        return sorted(set(self.bought_on))

    @property
    def repeated(self) -> bool:
        """Whether they had bought on more than one day."""
        return len(self.days) > 1


class Odd(NamedTuple):
    """A line that is no purchase: which, counted from 1, and what is wrong with it."""

    number: int
    why: str


def read(file: Path) -> tuple[list[Purchase], list[Odd]]:
    """The purchases in a file, and the lines that are none; empty lines are neither. Raises OSError."""
    purchases, odd = [], []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            fields = line.decode().split()
            if fields:
                purchases.append(_purchase(fields))
        except ValueError as fault:
            odd.append(Odd(number, " ".join(str(fault).split())))
    return purchases, odd


def _purchase(fields: list[str]) -> Purchase:
    if len(fields) not in (4, 5):
        raise ValueError(f"{len(fields)} fields, not 4 or 5")
    customer, (day, units, amount) = fields[0], fields[-3:]
    if len(day) != 8 or not day.isascii() or not day.isdigit():
        raise ValueError(f"{day!a} is no day; one reads like 19970131")
    float(units)
    float(amount)
    return Purchase(customer, date(int(day[:4]), int(day[4:6]), int(day[6:])))


def customers(
    purchases: Iterable[Purchase], learnt: tuple[date, date], until: date, without: Container[str] = ()
) -> Iterator[Customer]:
    """Everybody who bought between the two days that are learnt from, and whether they did after them, until a day."""
    first, last = learnt
    days: dict[str, list[date]] = {}
    for purchase in purchases:
        if first <= purchase.on <= until and purchase.customer not in without:
            days.setdefault(purchase.customer, []).append(purchase.on)
    for bought in days.values():
        known = sorted(day for day in bought if day <= last)
        if known:
            yield Customer(known, len(known) < len(bought))
