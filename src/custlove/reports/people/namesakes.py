"""Names that several people have."""

import sqlite3
from datetime import date

# The index of the keys has it all; whoever has one of them is a seek each.
_SHARED = "SELECT name_key FROM person GROUP BY name_key HAVING count(*) > 1"
_BEARERS = f"SELECT name_key, name FROM person WHERE name_key IN ({_SHARED}) AND added_on <= ?"


def shared(connection: sqlite3.Connection, today: date) -> frozenset[str]:
    """The names, as they are written, that more than one person had on a day, whatever the case or accents."""
    bearers: dict[str, list[str]] = {}
    for key, name in connection.execute(_BEARERS, (today.isoformat(),)):
        bearers.setdefault(key, []).append(name)
    return frozenset(name for names in bearers.values() if len(names) > 1 for name in names)
