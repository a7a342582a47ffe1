"""Makes the journals that the benchmark runs on: `python -m bench.journals [S] [M] [L]` prints where they are.

Three sizes in which the same people are owed the same things today, so that `custlove today` answers with the
same lines in each. They are dated back from a day, made from a seed, and kept until either changes.
"""

import argparse
import os
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from bench import rows, rows_known
from custlove.store import digests, file, history_triggers, search
from custlove.store.version import SCHEMA_VERSION

FOLDER = Path(__file__).parent / "journals"
SEED = 7
SIZES = {
    "S": rows.Size(active=10, touchpoints=100, promises=40),
    "M": rows.Size(active=980, touchpoints=100_000, promises=20_000),
    "L": rows.Size(active=9_980, touchpoints=1_000_000, promises=200_000),
}


def path_of(name: str, day: date, folder: Path = FOLDER, seed: int = SEED) -> Path:
    """Where the journal of that size for that day is kept, once it is made."""
    return folder / f"{name}-{day}-{seed}-{SCHEMA_VERSION}-{_recipe():08x}.db"


def provide(name: str, day: date, folder: Path = FOLDER, seed: int = SEED) -> Path:
    """The journal of that size for that day, made when it is missing; those of other days are removed."""
    path = path_of(name, day, folder, seed)
    if not path.exists():
        folder.mkdir(exist_ok=True)
        for old in folder.glob(f"{name}-*"):
            old.unlink()
        make(path, SIZES[name], day, seed)
    return path


def make(path: Path, size: rows.Size, day: date, seed: int = SEED) -> None:
    """Write a journal of that size to a new file; what is left of a broken run never has its name."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        file.create(unfinished)
        _write(unfinished, rows.Recipe(size, day, seed))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(path: Path, recipe: rows.Recipe) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-200000", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        _without_triggers(connection, lambda: _fill(connection, recipe))
        digests.begin(connection, most=sys.maxsize)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _without_triggers(connection: sqlite3.Connection, write: Callable[[], None]) -> None:
    # A trigger a row would cost most of the time; what they keep right is written set by set instead.
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    write()
    for _, sql in triggers:
        connection.execute(sql)


def _fill(connection: sqlite3.Connection, recipe: rows.Recipe) -> None:
    for table, columns, values in chain(rows.tables(recipe), rows_known.tables(recipe)):
        _insert(connection, table, columns, values)
    for sql in _DERIVED:
        connection.execute(sql)
    _write_history(connection, recipe)


# As the schema's triggers derive them, row by row, and the verbs.
_DERIVED = (
    """
    UPDATE person SET circle = (SELECT circle FROM circle_choice WHERE person_id = person.id)
    """,
    """
    UPDATE person SET (rung, rung_since, moved_on) =
        (SELECT rung, rung_since, moved_on FROM person_rung WHERE person_id = person.id)
    """,
    """
    UPDATE touchpoint_person SET (day, outgoing, felt, minutes, energy, channel, from_you, recipients) =
        (SELECT day, outgoing, felt, minutes, energy, channel, from_you, recipients
         FROM participant WHERE participant.id = touchpoint_person.id)
    """,
    """
    UPDATE person SET
        (last_touch_on, last_word_on, last_from_them_on, last_from_you_on, unanswered, seventh_out_on, left_low_on) =
        (SELECT last_touch_on, last_word_on, last_from_them_on, last_from_you_on, unanswered, seventh_out_on,
            left_low_on
         FROM person_contact WHERE person_id = person.id)
    """,
)


def _insert(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], values: Iterable[Sequence[Any]]
) -> None:
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)  # noqa: S608


def _write_history(connection: sqlite3.Connection, recipe: rows.Recipe) -> None:
    """One change that wrote everything, as an import leaves it; the search index follows from that."""
    connection.execute(
        "INSERT INTO change (id, at, zone, command) VALUES (1, ?, ?, 'import jsonl -')",
        (f"{recipe.fixed.day(1)} 12:00:00.000000", rows.ZONE),
    )
    for table in history_triggers.logged_tables(connection):
        every_row = f"SELECT 1, '{table}', id, 'insert' FROM {table} ORDER BY id"  # noqa: S608
        connection.execute(f"INSERT INTO change_row (change_id, table_name, row_id, op) {every_row}")
    search.index_change(connection, 1)


def _recipe() -> int:
    sources = [Path(__file__).with_name(name) for name in ("journals.py", "rows.py", "rows_known.py", "words.py")]
    schema = sorted((Path(file.__file__).parent / "steps").glob("*.sql"))
    return zlib.crc32(b"".join(source.read_bytes() for source in [*sources, *schema]))


def main() -> None:
    """Provide the journals asked for, all of them unless named, and print their paths."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="*", choices=[*SIZES, []], help="which; all unless named")
    parser.add_argument("--day", type=date.fromisoformat, default=date.today(), help="dated back from this day")
    asked = parser.parse_args()
    for name in asked.size or SIZES:
        sys.stdout.write(f"{provide(name, asked.day)}\n")


if __name__ == "__main__":
    main()
