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
from custlove.exchange.text import encodings
from custlove.services.imports.records import Bad, Place, Read, Record, Skipped, Touchpoint, Who, key_of

# LinkedIn has three lines before the headings; more than that is found as well.
_LOOKED_AT = 20


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
        preset = self._options.preset or (None if self._options.mapping else table_shapes.preset_of(headings))
        self.head = head.raw
        self.shape = table_shapes.shaped(headings, preset, self._options.mapping, self._options.order)
        for row in heads:
            yield from self._row(row, Place(file, "line", row.line), self.shape)

    def mapping(self) -> dict[str, list[str]]:
        """Which columns are taken for which field, and under `left_out` those of which nothing is taken."""
        if self.shape is None:
            return {}
        headings = self.shape.headings
        used = {field: [headings[column] for column in columns] for field, columns in self.shape.fields.items()}
        return {**used, "left_out": self.shape.left_out}

    def _row(self, row: Row, place: Place, shape: Shape) -> Iterable[Read]:
        too_many = any(cell.strip() for cell in row.cells[len(shape.headings) :])
        fault = row.fault or (f"it has {len(row.cells)} cells for {len(shape.headings)} columns" if too_many else "")
        if fault:
            return [Bad(place, fault, row.raw)]
        try:
            person, key = people.person(
                row.cells, shape, people.RowOptions(self._options.rungs, self._clock.now.date())
            )
        except ValueError as wrong:
            # Exports are full of rows in which nobody is named.
            return [Skipped(place, "person", "", str(wrong) if any(map(str.strip, row.cells)) else "an empty row")]
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
    """In which of the first lines the headings stand, and what separates them."""
    asked = {heading.casefold() for headings in options.mapping.values() for heading in headings}
    best = (0, 0, 0, ",")
    for at, line in enumerate(start):
        for delimiter in rows.DELIMITERS:
            if delimiter not in line and delimiter != ",":
                continue
            cells = rows.cells_of(line, delimiter)
            known = table_shapes.known(cells) + sum(cell.casefold() in asked for cell in cells)
            best = max(best, (known, len(cells) if known else 0, -at, delimiter))
    if best[0]:
        return -best[2], best[3]
    first = next(at for at, line in enumerate(start) if line.strip())
    return first, max(rows.DELIMITERS, key=start[first].count)
