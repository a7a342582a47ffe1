"""How it was over time, as one line."""

import pytest

from custlove.render.show import sparkline
from custlove.schema.vocabulary import ENERGY, FELT


@pytest.mark.parametrize("encoding", [None, "utf-8", "UTF8"])
def test_bars_where_there_are_bars(encoding: str | None) -> None:
    assert sparkline([2, None, 5, 4, 4], FELT, encoding) == "▆▆█▂  last: upset"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_the_levels_themselves_where_there_are_none(encoding: str) -> None:
    assert sparkline([2, None, 5, 4, 4], FELT, encoding) == "4 4 5 2  last: upset"
    assert sparkline([-2, 0, 2], ENERGY, encoding) == "2 0 -2  last: drained"


def test_nothing_where_nothing_is_known() -> None:
    assert sparkline([None, None], FELT) == ""
