"""A page cut to a screen: never longer than it, and a line at least of everything there is."""

import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.render import screen, table
from custlove.render.page import Column, Output, Page, Section

COLUMNS = (
    Column("name", lambda row: row[0], style="bold"),
    Column("what", lambda row: row[1], cut=True),
    Column("on", lambda row: row[2]),
    Column("id", lambda row: row[3], right=True),
)
NAMES = ("Anna Karenina", "佐藤 由紀", "محمد الفارسي", "Wolfgang Amadeus von und zu Hohenlohe-Schillingsfürst", "Bo")
TOTAL = "so many things"


def page(counts: Sequence[int], foot: str = "") -> Page:
    sections = [
        Section(f"k{at}", f"Section {at}", [_row(at + number) for number in range(count)], "a hint", more=f"list {at}")
        for at, count in enumerate(counts)
    ]
    return Page(COLUMNS, sections, title="Sun 22 Nov 2026", foot=foot)


def _row(number: int) -> tuple[str, str, str, str]:
    return NAMES[number % len(NAMES)], f"the offer {number}, with drawings", "1 Sep, 91 days late", f"p{number}"


def drawn(page: Page, width: int) -> list[str]:
    stream = io.StringIO()
    table.emit(page, Output(stream, "table", width, colour=False))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_what_fits_is_left_as_it_is() -> None:
    small = page([1, 2], foot="and a foot")
    assert drawn(screen.fit(small, 80, 24, TOTAL), 80) == drawn(small, 80)


def test_each_section_is_cut_and_names_where_the_rest_is() -> None:
    assert drawn(screen.fit(page([9, 1, 9]), 80, 22, TOTAL), 80) == [
        "Sun 22 Nov 2026",
        "",
        "Section 0  9   a hint",
        "Anna Karenina                the offer 0, with drawings  1 Sep, 91 days late  p0",
        "佐藤 由紀                    the offer 1, with drawings  1 Sep, 91 days late  p1",
        "محمد الفارسي                 the offer 2, with drawings  1 Sep, 91 days late  p2",
        "Wolfgang Amadeus von und z…  the offer 3, with drawings  1 Sep, 91 days late  p3",
        "  and 5 more: list 0",
        "",
        "Section 1  1   a hint",
        "佐藤 由紀                    the offer 1, with drawings  1 Sep, 91 days late  p1",
        "",
        "Section 2  9   a hint",
        "محمد الفارسي                 the offer 2, with drawings  1 Sep, 91 days late  p2",
        "Wolfgang Amadeus von und z…  the offer 3, with drawings  1 Sep, 91 days late  p3",
        "Bo                           the offer 4, with drawings  1 Sep, 91 days late  p4",
        "Anna Karenina                the offer 5, with drawings  1 Sep, 91 days late  p5",
        "  and 5 more: list 2",
        "",
        "so many things",
    ]


def test_where_there_is_no_room_for_headings_the_last_sections_are_a_line_each() -> None:
    assert drawn(screen.fit(page([9, 1, 9, 3]), 80, 12, TOTAL), 80) == [
        "Sun 22 Nov 2026",
        "Section 0  9   a hint",
        "Anna Karenina  the offer 0, with drawings  1 Sep, 91 days late  p0",
        "  and 8 more: list 0",
        "Section 1  1   a hint",
        "佐藤 由紀      the offer 1, with drawings  1 Sep, 91 days late  p1",
        "Section 2  9   محمد الفارسي · the offer 2, with drawings · 1 Sep, 91 d…   list 2",
        "Section 3  3   Wolfgang Amadeus von und zu Hohenlohe-Schillingsfürst ·…   list 3",
        "",
        "so many things",
    ]


def test_what_has_no_line_at_all_is_counted() -> None:
    shown = drawn(screen.fit(page([9] * 9), 80, 9, TOTAL, "sections: today --all"), 80)
    assert shown[1:] == [
        *(f"Section {at}  9   {shown[1 + at][15:]}" for at in range(3)),
        "",
        "and 6 more sections: today --all",
        "so many things",
    ]


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=14),
    st.integers(40, 130),
    st.integers(20, 60),
    st.sampled_from(["", "one line\nand another"]),
)
def test_it_is_never_longer_than_the_screen_and_leaves_out_no_section(
    counts: list[int], width: int, height: int, foot: str
) -> None:
    shown = drawn(screen.fit(page(counts, foot), width, height, TOTAL, "sections"), width)
    assert len(shown) <= height - 2
    room = height - 2 - 3 - len(foot.splitlines())
    titles = [line for line in shown if line.startswith("Section ")]
    assert len(titles) == len(counts) or len(counts) > room


@pytest.mark.parametrize("height", [1, 2, 3, 5])
def test_on_hardly_a_screen_something_is_said_all_the_same(height: int) -> None:
    assert drawn(screen.fit(page([9, 9]), 80, height, TOTAL, "sections"), 80)[-1] == TOTAL
