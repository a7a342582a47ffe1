"""A change being written: what every service is given."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from custlove.rules.moments import Moment
from custlove.store import file, transaction

if TYPE_CHECKING:
    from custlove.config import Settings


class Change(NamedTuple):
    """A change being written: the journal's connection, its number in the history, the day asked about, the settings.

    Whoever opens it brings moment and settings: a service reads no clock.
    """

    connection: sqlite3.Connection
    number: int
    today: date
    settings: "Settings"


@contextmanager
def writing(
    path: Path, stamp: Moment, command: str, today: date, settings: "Settings", timeout: float = file.LOCK_TIMEOUT
) -> Iterator[Change]:
    """Open the journal for one change and commit it at the end; anything raised inside leaves the file as it was.

    `stamp` is when it is written, `command` what the history says of it. `timeout` in seconds.
    """
    with transaction.writing(path, stamp.at, stamp.zone, command, timeout) as (connection, number):
        yield Change(connection, number, today, settings)
