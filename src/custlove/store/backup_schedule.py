"""When the backup of a day is due. Alone in a module: every write asks, and most need no more than the names."""

import os
from datetime import date, timedelta

FOLDER = "backups"
# A backup of the day is made of a larger journal only once a week.
LARGE = 200 << 20
_ISO = 10


def period(journal: str | os.PathLike[str]) -> timedelta:
    """How far apart automatic backups are."""
    return timedelta(days=7 if os.path.getsize(journal) > LARGE else 1)


def is_due(journal: str, today: date) -> bool:
    """Whether a journal has no backup that is young enough, by the days in their names."""
    folder, name = os.path.split(journal)
    begins = f"{os.path.splitext(name)[0]}-"
    try:
        names = os.listdir(os.path.join(folder, FOLDER))
    except OSError:
        # Where something is wrong with the folder, whoever makes one says so.
        return True
    days = (each[len(begins) : len(begins) + _ISO] for each in names if each.startswith(begins))
    return max(days, default="") <= str(today - period(journal))
