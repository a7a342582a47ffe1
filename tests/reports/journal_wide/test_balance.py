"""The facts behind the figures."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from custlove.reports.journal_wide import balance, balance_facts
from custlove.schema.vocabulary import FIGURES, Figure
from custlove.store import file


@pytest.fixture
def journal() -> Iterator[sqlite3.Connection]:
    """An empty journal in memory."""
    with closing(file.empty()) as connection:
        yield connection


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_can_be_opened(journal: sqlite3.Connection, figure: Figure) -> None:
    assert figure.replace("-", "_") in balance.Balance._fields
    period = balance.BalanceOptions(date(2026, 1, 1), date(2026, 6, 30), None)
    assert balance_facts.facts(journal, figure, period) == []
