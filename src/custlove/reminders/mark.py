"""Once a day: a mark outside the journal that a reminder has been given."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from custlove import places
from custlove.errors import CannotCreate


def path(environ: Mapping[str, str], journal: Path) -> Path:
    """The mark of one journal; its name tells nothing of where the journal is."""
    from hashlib import sha256

    return Path(places.state(environ)) / f"reminded-{sha256(str(journal.absolute()).encode()).hexdigest()[:16]}"


@contextmanager
def once(mark: Path, today: date) -> Iterator[bool]:
    """Whether nothing has been given today; marked at the end, unless anything was raised.

    Two reminders at once wait for each other, so that only the first is given.
    """
    try:
        mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(mark, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        raise CannotCreate(f"The mark {mark} cannot be made: {fault.strerror}.") from fault
    with os.fdopen(handle, "r+", encoding="ascii", errors="replace") as file:
        _lock(file.fileno())
        fresh = file.read().strip() != today.isoformat()
        yield fresh
        if fresh:
            file.seek(0)
            file.truncate()
            file.write(f"{today.isoformat()}\n")


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX)
