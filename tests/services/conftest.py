"""A change to call services in, on a journal that is empty but for what a test writes."""

from collections.abc import Iterator
from datetime import date
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

# The day on which Anna came.
CAME = date(2026, 9, 1)


@pytest.fixture
def change(tmp_path: Path) -> Iterator[Change]:
    """A change of an empty journal, with the settings as they come, on Sunday 22 November 2026."""
    path, now = tmp_path / "journal.db", NOW.astimezone(ZoneInfo(ZONE))
    file.create(path)
    settings = config.defaults()
    with changes.writing(path, Moment(NOW, now.date(), ZONE), "a test", now, settings) as change:
        yield change


@pytest.fixture
def with_anna(change: Change) -> Change:
    """The change in which Anna Karenina was added as a customer of 1 September."""
    people.add(change, people.AddPerson("Anna Karenina", CAME, "anna", "customer"))
    return change
