"""Who came back kindly from toxic or terrorist, of those whom `today` may have to tell of (idea E3)."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from custlove.reports.journal_wide import suggestions


class Returned(NamedTuple):
    """Somebody who came back kindly: on which rung they stand, the day of their last kind deed, which it was."""

    person: str
    name: str
    rung: str
    on: date
    because: str


def lately(connection: sqlite3.Connection, people: Iterable[int], since: date, today: date) -> list[Returned]:
    """Those of these people who came back kindly from a day on, the last one first."""
    found = []
    for number in people:
        kind = suggestions.kind_return(connection, number, today)
        if kind and kind.deeds[-1].on >= since:
            last = kind.deeds[-1]
            found.append(Returned(kind.person, kind.name, kind.rung, last.on, last.text))
    return sorted(found, key=lambda each: (-each.on.toordinal(), each.person))
