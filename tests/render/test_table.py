import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from custlove.render import table
from custlove.render.page import Column, Output, Page, Section, listing

COLUMNS = (
    Column("name", lambda row: row[0], style="bold"),
    Column("what", lambda row: row[1], cut=True),
    Column("due_on", lambda row: row[2]),
    Column("id", lambda row: row[3], shown=lambda row: f"#{row[3]}", right=True),
)
ROWS = [("Anna Karenina", "the revised offer, with a drawing", "27 Nov", 1), ("佐藤 由紀", "one page", "today", 12)]


def drawn(page: Page, width: int) -> list[str]:
    stream = io.StringIO()
    table.emit(page, Output(stream, "table", width, colour=False))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_everything_stands_in_columns_where_there_is_room() -> None:
    assert drawn(listing(COLUMNS, ROWS, ""), 80) == [
        "name           what                               due on   id",
        "Anna Karenina  the revised offer, with a drawing  27 Nov   #1",
        "佐藤 由紀      one page                           today   #12",
    ]


def test_the_text_gives_way_first() -> None:
    assert drawn(listing(COLUMNS, ROWS, ""), 51) == [
        "name           what                     due on   id",
        "Anna Karenina  the revised offer, wit…  27 Nov   #1",
        "佐藤 由紀      one page                 today   #12",
    ]


def test_a_text_that_would_say_nothing_goes_on_a_line_below() -> None:
    assert drawn(listing(COLUMNS, ROWS, ""), 44) == [
        "name           due on   id",
        "Anna Karenina  27 Nov   #1",
        "  the revised offer, with a drawing",
        "佐藤 由紀      today   #12",
        "  one page",
    ]


def test_a_text_of_which_nothing_may_be_cut_goes_on_lines_below() -> None:
    columns = (COLUMNS[0], COLUMNS[1]._replace(whole=True), *COLUMNS[2:])
    assert drawn(listing(columns, ROWS, ""), 80) == drawn(listing(COLUMNS, ROWS, ""), 80)
    # Where it would be cut elsewhere, and where it takes several.
    assert drawn(listing(columns, ROWS, ""), 51)[1:3] == [
        "Anna Karenina  27 Nov   #1",
        "  the revised offer, with a drawing",
    ]
    assert drawn(listing(columns, ROWS, ""), 26) == [
        "name           due on   id",
        "Anna Karenina  27 Nov   #1",
        "  the revised offer, with",
        "  a drawing",
        "佐藤 由紀      today   #12",
        "  one page",
    ]


def test_where_not_even_names_and_days_fit_side_by_side_they_flow() -> None:
    assert drawn(listing(COLUMNS, ROWS, ""), 22) == [
        "Anna Karenina · 27 Nov",
        "· #1",
        "  the revised offer, …",
        "佐藤 由紀 · today ·",
        "#12",
        "  one page",
    ]


def test_sections_share_their_columns_and_empty_ones_stand_together() -> None:
    sections = [
        Section("a", "Above", []),
        Section("b", "Between", []),
        Section("c", "First", ROWS[:1], "custlove do NUMBER"),
        Section("d", "Second", ROWS[1:]),
        Section("e", "Below", []),
    ]
    assert drawn(Page(COLUMNS, sections), 80) == [
        "Above  0",
        "Between  0",
        "",
        "First  1   custlove do NUMBER",
        "Anna Karenina  the revised offer, with a drawing  27 Nov   #1",
        "",
        "Second  1",
        "佐藤 由紀      one page                           today   #12",
        "",
        "Below  0",
    ]


def test_a_hint_that_does_not_fit_is_left_out() -> None:
    page = Page(COLUMNS, [Section("c", "First", ROWS, "a hint that is longer than the terminal is wide")])
    assert drawn(page, 50)[0] == "First  2"


def test_rows_beyond_the_limit_are_counted() -> None:
    page = Page(COLUMNS, [Section("c", "First", ROWS, limit=1)])
    assert drawn(page, 80)[-1] == "  and 1 more: custlove today --all"


def test_nothing_at_all_is_one_line() -> None:
    assert drawn(Page(COLUMNS, [Section("a", "Above", [])], "Nothing is due."), 80) == ["Nothing is due."]


@given(
    st.lists(st.tuples(*[st.text(max_size=60)] * 3, st.integers(0, 9999)), min_size=1, max_size=4),
    st.integers(12, 120),
)
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, str, int]], width: int) -> None:
    whole = tuple(column._replace(whole=column.cut) for column in COLUMNS)
    for columns in (COLUMNS, whole):
        assert all(cell_len(line) <= width for line in drawn(listing(columns, rows, ""), width))


@pytest.mark.parametrize("width", range(30, 100))
def test_names_days_and_numbers_are_never_cut(width: int) -> None:
    text = " ".join(drawn(listing(COLUMNS, ROWS, ""), width))
    for whole in ("Anna Karenina", "佐藤 由紀", "27 Nov", "today", "#1 ", "#12"):
        assert whole in f"{text} "
