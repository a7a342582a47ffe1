"""A moment as the journal knows it."""

from datetime import date, datetime
from typing import NamedTuple


class Moment(NamedTuple):
    """When something was: the instant in UTC, the user's own day, their IANA zone, whether a time was typed."""

    at: datetime
    day: date
    zone: str
    timed: bool = False
