"""A change to call services in, on a journal that is empty but for what a test writes."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from custlove import config
from custlove.rules.moments import Moment
from custlove.services import change as changes
from custlove.services import people
from custlove.services.change import Change
from custlove.store import file
from tests.conftest import NOW, ZONE

# The day of the change.
TODAY = date(2026, 11, 22)
# The day on which Anna came.
CAME = date(2026, 9, 1)


def moment(day: date, hour: int | None = None) -> Moment:
    """A moment of a day: the hour in UTC where a time was typed, noon where none was."""
    at = datetime(day.year, day.month, day.day, 12 if hour is None else hour, tzinfo=UTC)
    return Moment(at, day, ZONE, timed=hour is not None)


@pytest.fixture
def change(tmp_path: Path) -> Iterator[Change]:
    """A change of an empty journal, with the settings as they come, on Sunday 22 November 2026."""
    path, now = tmp_path / "journal.db", NOW.astimezone(ZoneInfo(ZONE))
    file.create(path)
    settings = config.defaults()
    stamp = Moment(NOW, now.date(), ZONE)
    with suppress(changes.Discarded), changes.writing(path, stamp, "a test", now, settings) as change:
        yield change


@pytest.fixture
def with_anna(change: Change) -> Change:
    """The change in which Anna Karenina was added as a customer of 1 September."""
    people.add(change, people.AddPerson("Anna Karenina", CAME, "anna", "customer"))
    return change
