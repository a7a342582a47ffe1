"""Plain tab-separated lines, and CSV: nothing cut, nothing wrapped."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from custlove.render import safe
from custlove.render.page import Output, Page, Value, iso

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def emit(page: Page, output: Output) -> None:
    """A header, then a line a row; several sections are told apart by a first column."""
    named = ["section"] if page.named else []
    headings = [*named, *(column.heading for column in page.columns)]
    if output.form == "csv":
        _emit_csv(headings, page, output)
        return
    output.stream.write("\t".join(headings) + "\n")
    output.stream.writelines("\t".join(map(_cell, row)) + "\n" for row in _rows(page))


def _rows(page: Page) -> Iterator[list[Value]]:
    for section in page.sections:
        first: list[Value] = [section.key] if page.named else []
        for row in section.rows:
            yield first + [column.value(row) for column in page.columns]


def _cell(value: Value) -> str:
    return safe.visible(text_of(value))


def text_of(value: Value) -> str:
    """A value as plain text: nothing for None, yes or no, ISO days, several joined by commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(value)
    return str(value)


def _emit_csv(headings: list[str], page: Page, output: Output) -> None:
    import csv

    writer = csv.writer(output.stream, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_guarded(value) for value in row] for row in _rows(page))


def _guarded(value: Value) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = text_of(value)
    guarded = safe.visible_lines(text)
    return f"'{guarded}" if text.startswith(_FORMULA) else guarded
