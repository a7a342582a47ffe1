"""Staggering first due days: people who came in together are not all due on one morning."""

from collections.abc import Sequence
from datetime import date, timedelta


def staggered(dues: Sequence[date], today: date, days: int) -> list[date]:
    """A first due day for each of these, evenly over so many days from the first on, and tomorrow at the soonest.

    `dues` are the days on which they would be due, the earliest first. Nobody is due sooner than that.
    """
    if not dues:
        return []
    first = max(dues[0], today + timedelta(days=1))
    return [max(due, first + timedelta(days=number * days // len(dues))) for number, due in enumerate(dues)]
