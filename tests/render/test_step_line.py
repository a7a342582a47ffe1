"""The rung over time as a line: what it shows, where it has no room, and that it never leaves its width."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from custlove.render import step_line
from custlove.reports.ladder import Moved
from custlove.schema.vocabulary import RUNGS

FIRST = date(2026, 1, 1)
LABELS: dict[str, str] = {rung: rung for rung in RUNGS}


def moves(*placed: tuple[int, str]) -> list[Moved]:
    return [Moved("anna", "Anna", None, rung, FIRST + timedelta(days=days), None, None) for days, rung in placed]


def test_it_rises_and_falls() -> None:
    placed = moves((0, "prospect"), (10, "client"), (20, "customer"))
    assert step_line.drawn(placed, FIRST + timedelta(days=30), LABELS, 41) == [
        "  client ┤          ┌─────────┐",
        "customer ┤          │         └──────────",
        "prospect ┤──────────┘",
        "         └───────────────────────────────",
        "          1 Jan                     today",
    ]


def test_where_a_terminal_has_no_letters_for_it_it_is_drawn_in_ascii() -> None:
    placed = moves((0, "toxic"), (15, "prospect"))
    assert step_line.drawn(placed, FIRST + timedelta(days=30), LABELS, 41, plain=True) == [
        "prospect |               +---------------",
        "   toxic |---------------+",
        "         +-------------------------------",
        "          1 Jan                     today",
    ]


def test_where_nothing_moved_or_there_is_no_room_there_is_no_line() -> None:
    assert step_line.drawn([], FIRST, LABELS, 80) == []
    assert step_line.drawn(moves((0, "client")), FIRST, LABELS, 80) == []
    placed = moves((0, "client"), (3, "customer"))
    assert step_line.drawn(placed, FIRST + timedelta(days=9), LABELS, 21) == []
    assert step_line.drawn(placed, FIRST + timedelta(days=9), LABELS, 22) != []


@example(placed=[(0, "toxic"), (22, "terrorist")], later=1, width=23, plain=False)
@given(
    st.lists(st.tuples(st.integers(0, 900), st.sampled_from(RUNGS)), min_size=2, max_size=12),
    st.integers(0, 900),
    st.integers(0, 200),
    st.booleans(),
)
def test_it_never_leaves_its_width_and_ends_where_they_stand(
    placed: list[tuple[int, str]], later: int, width: int, plain: bool
) -> None:
    found = moves(*sorted(placed, key=lambda each: each[0]))
    lines = step_line.drawn(found, found[-1].on + timedelta(days=later), LABELS, width, plain=plain)
    assert all(len(line) <= max(width, 0) for line in lines)
    if lines and found[-1].on + timedelta(days=later) > found[-1].on:
        # The line that they left may end in the same cell, with its corner.
        reached = next(line for line in lines[:-2] if line.split()[0] == found[-1].to)
        assert len(reached) == max(map(len, lines[:-2]))
        assert not plain or all(line.isascii() for line in lines)
