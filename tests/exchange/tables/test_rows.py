import pytest

from custlove.exchange.tables import rows as table_rows
from custlove.exchange.tables.rows import Row
from custlove.exchange.text.encodings import LONGEST


def rows(text: str, delimiter: str = ",") -> list[Row]:
    return list(table_rows.rows(text.splitlines(keepends=True), delimiter))


def test_cells_in_quotes_run_over_lines_and_lines_are_counted() -> None:
    assert rows('a,"b\n""c""",d\n\ne,f\n') == [
        Row(1, ["a", 'b\n"c"', "d"], 'a,"b\n""c""",d\n'),
        Row(4, ["e", "f"], "e,f\n"),
    ]


def test_a_quote_that_is_not_closed_takes_only_its_own_line() -> None:
    assert rows('a,"b\nc,d\ne,f\n') == [
        Row(1, [], 'a,"b\n', "a quote is not closed"),
        Row(2, ["c", "d"], "c,d\n"),
        Row(3, ["e", "f"], "e,f\n"),
    ]


def test_a_quote_inside_a_word_is_a_letter() -> None:
    assert rows('5" pipe,x\n')[0].cells == ['5" pipe', "x"]


def test_what_is_longer_than_a_megabyte_is_named_and_the_rest_is_read() -> None:
    long = "x" * (LONGEST + 10)
    pieces = [f"a,{long}"[:LONGEST], f"a,{long}"[LONGEST:] + "\n", "b,c\n"]
    first, second = table_rows.rows(pieces, ",")
    assert first.fault == "it is longer than 1 MB"
    assert second.cells == ["b", "c"]
    filler = ["y,z\n"] * (LONGEST // 4 + 10)
    found = table_rows.rows(['a,"b\n', *filler], ",")
    assert next(found).fault == "a quote is not closed within 1 MB"
    assert next(found) == Row(2, ["y", "z"], "y,z\n")


def test_nul_is_no_end() -> None:
    assert rows("a\0b,c\n")[0].cells == ["a\ufffdb", "c"]


@pytest.mark.parametrize("delimiter", table_rows.DELIMITERS)
def test_every_delimiter(delimiter: str) -> None:
    assert rows(delimiter.join("abc") + "\n", delimiter)[0].cells == ["a", "b", "c"]
