"""How many entries the reports have that nobody opens every day; `today` points to them once a week."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from custlove.rules.thresholds import USUAL, value

# Of more people it would take longer to count them than all that `today` has to say.
_FEW_PEOPLE = USUAL["today.monday_people"]
_PEOPLE = f"SELECT count(*) FROM (SELECT 1 FROM person WHERE archived_on IS NULL LIMIT {_FEW_PEOPLE + 1})"


class Weekly(NamedTuple):
    """How many entries there are in `ladder suggest`, `lapsed` and `feedback due`; None where it was not counted."""

    suggestions: int | None
    lapsed: int | None
    feedback_due: int | None


def weekly(connection: sqlite3.Connection, today: date, numbers: Mapping[str, int] = USUAL) -> Weekly | None:
    """The entries of other reports; None if there are none, and uncounted among many people."""
    (people,) = connection.execute(_PEOPLE).fetchone()
    if people > _FEW_PEOPLE:
        return Weekly(None, None, None)
    from custlove.reports.journal_wide import lapsed, suggestions
    from custlove.reports.lists import feedback_due
    from custlove.rules.inactivity import Limits
    from custlove.rules.ladder_facts import Measures

    found = Weekly(
        len(suggestions.suggestions(connection, today, Measures.of(numbers))),
        len(lapsed.lapsed(connection, today, Limits.of(numbers))),
        len(feedback_due.due(connection, value(numbers, "feedback.ask_months"), today)),
    )
    return found if any(found) else None
