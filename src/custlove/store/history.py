"""The history: what was done to the journal, each write command a change."""

import sqlite3
from datetime import datetime


def record(connection: sqlite3.Connection, at: datetime, zone: str, command: str, undoes: int | None = None) -> int:
    """Begin a change inside the caller's transaction: from here on the triggers write its rows. Its number."""
    moment = at.strftime("%Y-%m-%d %H:%M:%S.%f")
    sql = "INSERT INTO change (at, zone, command, undoes) VALUES (?, ?, ?, ?)"
    return int(connection.execute(sql, (moment, zone, command, undoes)).lastrowid or 0)
