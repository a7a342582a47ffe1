"""A journal with Anna, into which records are restored."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from custlove.services.change import Change
from custlove.services.restore import records
from custlove.services.restore.origin import Origin
from custlove.services.restore.records import RestoreRecords, Target

ANNA = 1
Asked = Callable[[str], list[tuple[Any, ...]]]


def exported(number: int, **more: Any) -> Origin:
    """Where a record of an export comes from, with the number that it had."""
    return Origin(number, f"uid-{number}", number, **more)


def by_hand(line: int) -> Origin:
    """Where a record comes from that somebody wrote."""
    return Origin(line, f"hand-{line}", by_hand=True)


@pytest.fixture
def target(with_anna: Change) -> Iterator[Target]:
    """What records are restored into; only those who are there may be named."""
    assert with_anna.today == date(2026, 11, 22)
    with records.restoring(with_anna, RestoreRecords()) as target:
        yield target


@pytest.fixture
def asked(target: Target) -> Asked:
    """What a statement finds once all records are written."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        target.finish()
        return target.bulk.connection.execute(sql).fetchall()

    return ask
