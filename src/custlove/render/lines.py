"""Plain tab-separated lines, and CSV: nothing cut, nothing wrapped."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from custlove.errors import UsageError
from custlove.plain import iso
from custlove.render import safe
from custlove.render.page import Output, Page, Section, Value
from custlove.rules import csv_injection


def emit(page: Page, output: Output) -> None:
    """A header, then a line a row; several sections are told apart by a first column."""
    if output.form == "ids":
        output.stream.writelines(f"{reference}\n" for reference in references(page))
        return
    named = ["section"] if page.named else []
    headings = [*named, *(column.heading for column in page.columns)]
    if output.form == "csv":
        _emit_csv(headings, page, output)
        return
    output.stream.write("\t".join(headings) + "\n")
    for section in page.sections:
        output.stream.writelines(_lines(section, page))


def references(page: Page) -> Iterator[str]:
    """What later commands call each row by: its reference, a person in a list of people by the handle.

    Raises UsageError where there is neither.
    """
    columns = {column.heading: column for column in page.columns}
    column = columns.get("ref") or columns.get("person")
    if column is None:
        raise UsageError("This report does not have references.", "Ask a list for them: custlove followup list --ids")
    values = (column.value(row) for section in page.sections for row in section.rows)
    return (text_of(value) for value in values if value is not None)


def _lines(section: Section, page: Page) -> Iterator[str]:
    # Column by column, since a list may have thousands of rows.
    columns = [_texts(map(column.value, section.rows)) for column in page.columns]
    if page.named:
        columns.insert(0, [section.key] * len(section.rows))
    return ("\t".join(cells) + "\n" for cells in zip(*columns, strict=True))


def _texts(values: Iterable[Value]) -> list[str]:
    values = list(values)
    kinds = set(map(type, values))
    if kinds in _AS_THEY_ARE:
        texts = list(map(str, values))
    elif kinds == {str, type(None)}:
        texts = [str(value or "") for value in values]
    else:
        texts = [value if isinstance(value, str) else _SHORT_WAY.get(type(value), text_of)(value) for value in values]
    return texts if "".join(texts).isprintable() else list(map(safe.visible, texts))


def text_of(value: Value) -> str:
    """A value as plain text: nothing for None, yes or no, ISO days, several joined by commas."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return iso(value)
    return ",".join(value) if isinstance(value, Sequence) else str(value)


# What most columns hold, and what most values of the others are; anything else takes the long way.
_AS_THEY_ARE: Sequence[set[type]] = ({str}, {int}, {date})
_SHORT_WAY: Mapping[type, Callable[[Any], str]] = {int: str, date: date.isoformat, type(None): lambda _: ""}


def _emit_csv(headings: list[str], page: Page, output: Output) -> None:
    import csv

    writer = csv.writer(output.stream, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_guarded(value) for value in row] for row in _rows(page))


def _rows(page: Page) -> Iterator[list[Value]]:
    for section in page.sections:
        first: list[Value] = [section.key] if page.named else []
        for row in section.rows:
            yield first + [column.value(row) for column in page.columns]


def _guarded(value: Value) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = text_of(value)
    guarded = safe.visible_lines(text)
    return f"'{guarded}" if csv_injection.is_formula(text) else guarded
