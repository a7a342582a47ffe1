"""Tables of people: what Google, Outlook, LinkedIn and HubSpot export, and any other with a heading for each column."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from custlove.errors import BadInput
from custlove.exchange.jsonl import timestamps
from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.tables import columns as table_shapes
from custlove.exchange.tables import people, rows
from custlove.exchange.tables.columns import Shape
from custlove.exchange.tables.rows import Row
from custlove.exchange.text import days, encodings
from custlove.exchange.text.values import email_in
from custlove.quoting import quoted
from custlove.services.imports.records import Bad, Place, Read, Record, Skipped, Touchpoint, Who, key_of

# LinkedIn has three lines before the headings; more than that is found as well.
_LOOKED_AT = 20
# So many rows are looked at for the order of day and month; in fewer there is hardly ever a day past the twelfth.
_LOOKED_AT_FOR_ORDER = 5_000


class TableOptions(NamedTuple):
    """What the user says of a table: whose it is, its columns, whether stages are rungs and activities touchpoints."""

    preset: str | None = None
    mapping: Mapping[str, Sequence[str]] = {}
    rungs: bool = False
    last_touch: bool = False
    order: str | None = None


class Table:
    """A table as it is read; its shape is known once its headings are."""

    def __init__(self, options: TableOptions, clock: LineClock) -> None:
        self._options = options
        self._clock = clock
        self.shape: Shape | None = None
        self.head = ""
        self._unread: dict[int, str] = {}

    def read(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[Read]:
        """The rows of a table as people; raises BadInput where no column names anybody."""
        lines = encodings.lines(stream, advance)
        start = list(islice(lines, _LOOKED_AT))
        if not any(line.strip() for line in start):
            return
        at, delimiter = _head(start, self._options)
        heads = rows.rows(chain(start[at:], lines), delimiter, at + 1)
        head = next(heads, None)
        if head is None or head.fault:
            raise BadInput(f"{file} has no headings that can be read.", "Nothing was changed.")
        headings = [cell.strip().lstrip("\ufeff") for cell in head.cells]
        if not self._options.mapping and any(email_in(heading) for heading in headings):
            raise BadInput(
                f"{file} has no headings: its first row names somebody, {quoted(head.raw.strip()[:60])}.",
                "Nothing was changed. Write a row above it that says what the columns are, as Name,Email,Phone.",
            )
        preset = self._options.preset or (None if self._options.mapping else table_shapes.preset_of(headings))
        self.head = head.raw
        shape = table_shapes.shaped(headings, preset, self._options.mapping, self._options.order)
        first = list(islice(heads, _LOOKED_AT_FOR_ORDER))
        self.shape = shape = shape._replace(orders=_orders(first, shape))
        for row in chain(first, heads):
            yield from self._row(row, Place(file, "line", row.line), shape)

    def mapping(self) -> dict[str, list[str]]:
        """Which columns are taken for which field, and under `left_out` those of which nothing is taken."""
        if self.shape is None:
            return {}
        headings = self.shape.headings
        used = {field: [headings[column] for column in columns] for field, columns in self.shape.fields.items()}
        if self.shape.birth:
            used["birthday"] = [headings[column] for column in self.shape.birth]
        used = dict(sorted(used.items(), key=lambda field: headings.index(field[1][0])))
        return {**used, "left_out": self.shape.left_out}

    def warnings(self) -> list[str]:
        """What to know of how the table was read, as sentences; once it is read."""
        if self.shape is None:
            return []
        said = [
            f"“{self.shape.headings[column]}” has “{words}”, which is no day, or may be one of two: it is kept in the "
            "notes. To say which comes first: custlove config set date_order day-first"
            for column, words in self._unread.items()
        ]
        if "given" in self.shape.fields and not {"family", "name", "file_as"} & self.shape.fields.keys():
            said.append('There are first names, and no last names: say which column has them with --map family="…".')
        return said

    def _row(self, row: Row, place: Place, shape: Shape) -> Iterable[Read]:
        too_many = any(cell.strip() for cell in row.cells[len(shape.headings) :])
        fault = row.fault or (f"it has {len(row.cells)} cells for {len(shape.headings)} columns" if too_many else "")
        if fault:
            return [Bad(place, fault, row.raw)]
        try:
            options = people.RowOptions(self._options.rungs, self._clock.now.date())
            person, key, unread = people.person(row.cells, shape, options)
        except ValueError as wrong:
            # Exports are full of rows in which nobody is named.
            return [Skipped(place, "person", "", str(wrong) if any(map(str.strip, row.cells)) else "an empty row")]
        for column, words in unread:
            self._unread.setdefault(column, words)
        return [Record(place, key, person, row.raw), *self._last_touch(row, place, shape, key)]

    def _last_touch(self, row: Row, place: Place, shape: Shape, key: str) -> Iterable[Read]:
        columns = shape.fields.get("last_touch", ())
        words = next((row.cells[column].strip() for column in columns if column < len(row.cells)), "")
        if not self._options.last_touch or not words:
            return []
        try:
            when = timestamps.read(words, None, None, self._clock)
        except BadLine as fault:
            return [Bad(place, f"last activity: {fault}", row.raw)]
        touch = Touchpoint((Who(key=key),), when, {"text": f"Last activity in {shape.preset or 'the table'}"})
        return [Record(place, key_of(key, "last touch"), touch, row.raw)]


def _head(start: Sequence[str], options: TableOptions) -> tuple[int, str]:
    """In which of the first lines the headings stand, and what separates them.

    They are the first line with words; but not one of a single cell where what is known as a heading comes after it.
    """
    asked = {heading.casefold() for headings in options.mapping.values() for heading in headings}
    filled = [at for at, line in enumerate(start) if line.strip()]
    best = (0, 0, 0, ",")
    for delimiter in rows.DELIMITERS:
        split = {at: list(filter(None, rows.cells_of(start[at], delimiter))) for at in filled}
        at = next((at for at in filled if len(split[at]) > 1), filled[0])
        known = table_shapes.known(split[at]) + sum(cell.casefold() in asked for cell in split[at])
        if at != filled[0] and not known:
            at = filled[0]
        best = max(best, (known, len(split[at]), -at, delimiter))
    if best[0]:
        return -best[2], best[3]
    return filled[0], max(rows.DELIMITERS, key=start[filled[0]].count)


def _orders(read: Sequence[Row], shape: Shape) -> Mapping[int, str | None]:
    """In which order the columns of days have day and month: as the column says itself, else the table.

    One that says both has none.
    """
    said = {
        column: days.orders(row.cells[column] for row in read if not row.fault and column < len(row.cells))
        for column in shape.dated
    }
    whole = frozenset[str]().union(*said.values())
    usual = next(iter(whole)) if len(whole) == 1 else shape.usual
    return {column: usual if not own else next(iter(own)) if len(own) == 1 else None for column, own in said.items()}
