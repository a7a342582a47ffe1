"""What stands against moving somebody to toxic or terrorist (idea E3)."""

import sqlite3
from datetime import date, timedelta

from custlove.reports.people import obligations
from custlove.rules import guard as rules
from custlove.rules.guard import USUAL_PATIENCE, Patience
from custlove.rules.satisfaction import LOW

# What you said without an answer, or in a talk; a talk that left them hurt or upset is what there is to mend.
ATTEMPT = f"(direction = 'out' OR direction = 'both' AND (touchpoint.felt IS NULL OR touchpoint.felt > {LOW}))"
_ATTEMPTS = f"""
SELECT count(*) FROM touchpoint_person AS there JOIN touchpoint ON touchpoint.id = there.touchpoint_id
WHERE there.person_id = ? AND there.day > ? AND there.day <= ? AND {ATTEMPT}
"""


def against(
    connection: sqlite3.Connection, person_id: int, on: date, today: date, patience: Patience = USUAL_PATIENCE
) -> list[str]:
    """What stands against moving a person down there on a day, each in words.

    What is owed today counts as well as what was owed that day: a move is decided when it is written down.
    """
    open_then = obligations.to_person(connection, person_id, on)
    open_now = obligations.to_person(connection, person_id, today)
    first = on - timedelta(days=patience.attempt_days)
    tried = connection.execute(_ATTEMPTS, (person_id, first.isoformat(), on.isoformat())).fetchone()[0]
    return rules.against(list(dict.fromkeys(map(str, (*open_then, *open_now)))), tried, patience)
