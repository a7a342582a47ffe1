"""What was bought in the sample, in two currencies."""

from collections.abc import Iterator
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step
from custlove.rules import money
from custlove.services import purchases


class Sold(NamedTuple):
    """The same, bought on several days: by whom, for how much in the currency's smallest unit."""

    who: str
    units: int
    what: str
    days: tuple[int, ...]
    currency: str = "EUR"


PURCHASES = (
    Sold("amara", 1_800_00, "a month of her shop", (345, 288, 226, 165, 104, 45), "GBP"),
    Sold("tomas", 640_00, "a day in the workshop", (338, 196, 149, 40)),
    Sold("ewan", 4_200_00, "the visitors' book", (349, 232)),
    Sold("minh", 5_500_00, "a warehouse, set up", (326, 176, 23)),
    Sold("lupe", 380_00, "a day of my time", (300, 213, 119)),
    Sold("layla", 900_00, "the price form", (317, 222, 74)),
    Sold("yuki", 3_600_00, "the enquiry page", (252,)),
    Sold("viktor", 1_200_00, "the telephone list", (274,)),
    Sold("oksana", 150_00, "badges, at half the rate", (190, 92)),
    Sold("rohan", 1_450_00, "letters", (258, 160, 46)),
    Sold("soren", 980_00, "a piece of the taproom page", (188, 114, 33)),
    Sold("ondrej", 220_00, "an afternoon", (56,)),
    Sold("ines", 1_100_00, "the first shop", (18,)),
)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each purchase as a step."""
    for each in PURCHASES:
        yield from (_step(each, ago, calendar) for ago in each.days)


def _step(each: Sold, ago: int, calendar: Calendar) -> Step:
    amount = money.written(each.units, each.currency)
    asked = purchases.AddPurchase(each.who, calendar.day(ago), amount, each.currency, each.what)
    return Step(ago, lambda told: purchases.add(told.change, asked))
