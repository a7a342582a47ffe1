"""What a row of a table says of a person."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from custlove.exchange.jsonl import validators
from custlove.exchange.tables.columns import Shape
from custlove.exchange.text import days
from custlove.exchange.text.values import email_in, named, profile_key, single_spaced, texts
from custlove.rules import csv_injection, name_order
from custlove.rules.names import fold
from custlove.schema.vocabulary import CHANNELS, RUNGS
from custlove.services.imports.records import Day, Link, Person, Who, key_of

# The stages of a lead in HubSpot (its default pipeline), on the ladder.
_STAGES = {
    "subscriber": "prospect", "lead": "prospect", "marketingqualifiedlead": "prospect", "mql": "prospect",
    "salesqualifiedlead": "prospect", "sql": "prospect", "opportunity": "prospect", "customer": "customer",
    "evangelist": "advocate",
}  # fmt: skip
_NO_TAGS = frozenset({"mycontacts", "starred", "imported"})


class RowOptions(NamedTuple):
    """How rows are read: whether stages become rungs, and the day by which two digits of a year are told."""

    rungs: bool
    today: date


class Found(NamedTuple):
    """The person of a row, the key by which it is known again, and the days that could not be read for sure."""

    person: Person
    key: str
    unread: Sequence[tuple[int, str]]


def person(cells: Sequence[str], shape: Shape, options: RowOptions) -> Found:
    """The person of a row; raises ValueError if nobody is named."""
    row = _Cells(cells, shape)
    organisation = ", ".join(filter(None, (row.one("organisation"), row.one("department"))))
    emails = texts(map(email_in, row.several("email")))
    phones = texts(map(single_spaced, row.several("phone")))
    name, borrowed = named(_name(row), organisation, emails, phones)
    unread: list[tuple[int, str]] = []
    dated = tuple(_days(row, options, unread))
    fields = {
        "nickname": row.one("nickname"),
        "pronouns": row.one("pronouns"),
        "organisation": organisation,
        "role": row.one("role"),
        "birthday": _birthday(row, options, unread),
        "met": row.one("met") or _connected(row, options),
        "zone": _checked(validators.zone, row.one("zone")),
        "channel": row.one("channel") if row.one("channel") in CHANNELS else "",
        "every": _checked(validators.every, row.one("every")),
    }
    # What cannot be read for a day is kept as it stands.
    kept = (f"{shape.headings[column]}: {words}" for column, words in unread)
    fields["notes"] = "\n".join(filter(None, (*texts(row.all("notes")), *kept)))
    found = Person(
        name=name,
        fields={column: value for column, value in fields.items() if value},
        emails=emails,
        phones=phones,
        tags=tuple(tag for tag in texts(_bare(each) for each in row.several("tags")) if fold(tag) not in _NO_TAGS),
        days=dated,
        links=tuple(_links(row)),
        uid=row.one("uid") or None,
        rung=_rung(row.one("rung")) if options.rungs or shape.preset == "custlove" else None,
        added_on=_checked(validators.day, row.one("added")) or None,
        borrowed=borrowed,
    )
    return Found(found, _key(row, found), unread)


class _Cells:
    """The cells of a row by field."""

    def __init__(self, cells: Sequence[str], shape: Shape) -> None:
        self.shape = shape
        guarded = shape.preset == "custlove"
        self._cells = [csv_injection.unguarded(cell) if guarded else cell for cell in cells]

    def __len__(self) -> int:
        return len(self._cells)

    def at(self, column: int) -> str:
        """A cell, empty where the row is shorter."""
        return self._cells[column].strip() if column < len(self._cells) else ""

    def all(self, field: str) -> list[str]:
        """What stands in the columns of a field, the one that is marked as the main one first."""
        columns = sorted(self.shape.fields.get(field, ()), key=lambda column: not self._is_main(column))
        return [value for column in columns if (value := self.at(column))]

    def one(self, field: str) -> str:
        """The first value of a field."""
        return next(iter(self.all(field)), "")

    def several(self, field: str) -> list[str]:
        """The values of a field, where a cell may hold several."""
        found = [part for value in self.all(field) for part in _parts(value, self.shape.separators.get(field))]
        told = [value.strip() for value in found if value.strip()]
        starred = sorted(told, key=lambda value: not value.startswith("* "))
        return [_bare(value) for value in starred]

    def _is_main(self, column: int) -> bool:
        return self.at(self.shape.main.get(column, len(self._cells))).startswith("* ")


def _parts(value: str, separator: str | None) -> list[str]:
    """The values in a cell; a backslash before a comma, as our own tables write it, says that it separates nothing."""
    if separator == ",":
        found = re.findall(r"(?:\\[\\,]|[^,])+", value)
        return [re.sub(r"\\([\\,])", r"\1", part) for part in found]
    if '"' in value:
        # Quoted once more inside of the cell, as Mailchimp has its tags.
        return next(csv.reader([value], skipinitialspace=True), [])
    return re.split(separator, value) if separator else [value]


def _bare(value: str) -> str:
    # Google's star for the main one, and for its own groups.
    return value.strip().removeprefix("* ").strip()


def _name(row: _Cells) -> str:
    if whole := row.one("name"):
        return whole
    # Spanish tables have two columns of family names.
    if parts := name_order.whole(row.one("given"), row.one("middle"), " ".join(row.all("family"))):
        return parts
    family, comma, given = row.one("file_as").partition(",")
    return f"{given.strip()} {family.strip()}" if comma else family


def _birthday(row: _Cells, options: RowOptions, unread: list[tuple[int, str]]) -> str:
    parts = [row.at(column) for column in row.shape.birth]
    if parts:
        return days.of_parts(*parts) or ""
    return next(_read_days(row, row.shape.fields.get("birthday", ()), options, unread), (0, ""))[1]


def _connected(row: _Cells, options: RowOptions) -> str:
    column = next(iter(row.shape.fields.get("connected", ())), len(row))
    words = row.at(column)
    day = days.read(words, row.shape.order_of(column), options.today) if words else None
    return f"connected on LinkedIn, {day or words}" if words else ""


def _days(row: _Cells, options: RowOptions, unread: list[tuple[int, str]]) -> Iterator[Day]:
    for _, day in _read_days(row, row.shape.fields.get("anniversary", ()), options, unread):
        yield Day("anniversary", day)
    labels = {column: label for label, column in row.shape.events}
    for column, day in _read_days(row, list(labels), options, unread):
        yield Day(_label(row, labels[column]), day)


def _read_days(
    row: _Cells, columns: Iterable[int], options: RowOptions, unread: list[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    """The days in these columns, each with its column; what is no day for sure comes into `unread`."""
    for column in columns:
        words = row.at(column)
        if not words or days.is_none(words):
            continue
        day = days.read(words, row.shape.order_of(column), options.today)
        if day is None:
            unread.append((column, words))
        else:
            yield column, day


def _links(row: _Cells) -> Iterator[Link]:
    for label, column in row.shape.relations:
        for name in texts(row.at(column).split(" ::: ")):
            yield Link(_label(row, label), Who(name=name))


def _label(row: _Cells, label: int | str) -> str:
    return label if isinstance(label, str) else _bare(row.at(label)).lower() or "contact"


def _rung(stage: str) -> str | None:
    key = re.sub(r"[^a-z]", "", stage.lower())
    return key if key in RUNGS else _STAGES.get(key)


def _checked(check: validators.Check, value: str) -> str:
    try:
        return str(check(value)) if value else ""
    except (ValueError, TypeError):
        return ""


def _key(row: _Cells, found: Person) -> str:
    """The profile's address, the record's number, the identity; else all that the row says."""
    if url := row.one("url"):
        return profile_key(url)
    if own := row.one("uid") or row.one("key"):
        return key_of("id", row.shape.preset or row.shape.headings, own)
    return key_of(sorted(found.fields.items()), *found._replace(fields=_NO_FIELDS))


_NO_FIELDS: Mapping[str, str] = {}
