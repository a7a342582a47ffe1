"""People with the same name, told apart by the handle wherever their name is said."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from custlove.render.page import Column, Page


def told_apart(name: str, handle: str | None, shared: Collection[str]) -> str:
    """A name, with the handle behind it where several people have it."""
    return f"{name} ({handle})" if handle and name in shared else name


def page(shown: Page, shared: Collection[str]) -> Page:
    """A page whose tables tell people apart, if the handle does not stand in them already."""
    person = next((column for column in shown.columns if column.heading == "person"), None)
    if not shared or (person is not None and person.table):
        return shown
    return shown._replace(columns=tuple(_column(column, person, shared) for column in shown.columns))


def _column(column: Column, person: Column | None, shared: Collection[str]) -> Column:
    if column.heading == "people":
        return column._replace(shown=lambda row: ", ".join(_several(row, shared)))
    if column.heading != "name" or person is None:
        return column
    before, handle = column.shown or column.value, person.value

    def shown(row: Any) -> str:
        name = column.value(row)
        said = str(before(row) or "")
        return said.replace(str(name), told_apart(str(name), str(handle(row)), shared)) if name in shared else said

    return column._replace(shown=shown)


def _several(row: Any, shared: Collection[str]) -> Iterator[str]:
    for name, handle in zip(row.names, row.people, strict=True):
        yield told_apart(name, handle, shared)


def sentence(line: str, data: Any, shared: Collection[str]) -> str:
    """What is now true, with the people that the data tells of told apart."""
    people = dict.fromkeys(each for each in _people(data) if each[0] in shared and not _stands(each[1], line))
    for name in {name for name, _ in people}:
        handles = iter([handle for each, handle in people if each == name])
        line = re.sub(re.escape(name), _named(name, handles, shared), line)
    return line


def _named(name: str, handles: Iterator[str], shared: Collection[str]) -> "Callable[[re.Match[str]], str]":
    # Each is told apart once, in the order in which the data has them.
    return lambda _: told_apart(name, next(handles, None), shared)


def _stands(handle: str, line: str) -> bool:
    """Whether a sentence has the handle already, as that of a person has: not in a text that was typed."""
    return f"({handle})" in line or f" is {handle}:" in line


def _people(data: Any) -> Iterator[tuple[str, str]]:
    """Name and handle of everybody that an answer's data tells of, itself first."""
    if hasattr(data, "_asdict"):
        fields: dict[str, Any] = data._asdict()
    elif isinstance(data, dict):
        fields = data
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for each in data:
            yield from _people(each)
        return
    else:
        return
    name, person = fields.get("name"), fields.get("person")
    if isinstance(name, str) and isinstance(person, str):
        yield name, person
    names, people = fields.get("names"), fields.get("people")
    if names and people and len(names) == len(people):
        yield from zip(names, people, strict=True)
    for each in fields.values():
        yield from _people(each)
