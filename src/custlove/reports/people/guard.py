"""What stands against moving somebody to toxic or terrorist, and what speaks for them (idea E3)."""

import sqlite3
from datetime import date, timedelta

from custlove.reports.people import harm, obligations
from custlove.rules import guard as rules
from custlove.rules.guard import USUAL_PATIENCE, Patience
from custlove.rules.harm import attempts


def against(
    connection: sqlite3.Connection, person_id: int, on: date, today: date, patience: Patience = USUAL_PATIENCE
) -> list[str]:
    """What stands against moving a person down there on a day, each in words.

    What is owed today counts as well as what was owed that day: a move is decided when it is written down.
    """
    owed = [
        str(each)
        for day in dict.fromkeys((on, today))
        for each in obligations.in_fairness(obligations.to_person(connection, person_id, day), day)
    ]
    first = on - timedelta(days=patience.attempt_days)
    tried = attempts((each for each in harm.reached_out(connection, person_id, on) if each > first), on)
    return rules.against(list(dict.fromkeys(owed)), tried, patience)
