"""Erasing for good: rows out of the history, words out of the index, pages out of the file, files beside it.

What is done inside the change is done whole or not at all. The rest comes after the commit, and stands as *pending* in
the journal until it is done: whoever was killed meanwhile is followed by any other write, which finishes it.
"""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from custlove import private_files
from custlove.errors import CannotCreate, Locked, OutputFailed
from custlove.store import digests, forgotten, locks

if TYPE_CHECKING:
    from pathlib import Path

Place = str | os.PathLike[str]
# What stands in the history in the place of a command about somebody who was forgotten.
BLANK = "(forgotten)"
_STEPS: tuple[str, ...] = ("vacuum", "backups")
_HINT = "They are out of the journal; whatever is written next finishes the rest, and so does: custlove forget"
_OF_ROWS = "table_name = ? AND row_id IN (SELECT value FROM json_each(?))"
# The newest digest of a row that is there says how it is now.
_BLANKED = """
UPDATE change_row SET before = NULL, after = NULL, digest = CASE WHEN id = (
    SELECT max(id) FROM change_row AS newest
    WHERE newest.table_name = change_row.table_name AND newest.row_id = change_row.row_id) THEN digest END
"""


class Pending(NamedTuple):
    """What is still to be done for a forgetting: which files go, which steps come after that."""

    number: int
    files: tuple[str, ...]
    steps: tuple[str, ...]

    def told(self) -> str | None:
        """As the journal keeps it; None where nothing is left."""
        import json

        return json.dumps({"files": self.files, "steps": self.steps}) if self.files or self.steps else None


class Receipt(NamedTuple):
    """What was forgotten: the day, how much of what, whether an import knows them again. No name."""

    day: str
    counts: Mapping[str, int]
    remembered: bool


def record(
    connection: sqlite3.Connection,
    change: int,
    receipt: Receipt,
    words: Iterable[str],
    files: Sequence[str],
    *,
    keep_backups: bool,
) -> int:
    """Write down that somebody is forgotten, inside their change, and what is to be done after it; the number."""
    import json

    told = Pending(0, tuple(files), _STEPS[:1] if keep_backups else _STEPS).told()
    written = connection.execute(
        "INSERT INTO forgotten (day, change_id, counts, pending) VALUES (?, ?, ?, ?)",
        (receipt.day, change, json.dumps(receipt.counts), told),
    )
    number = int(written.lastrowid or 0)
    if receipt.remembered:
        forgotten.remember(connection, number, words)
    return number


def blank(
    connection: sqlite3.Connection,
    change: int,
    rows: Mapping[str, Collection[int]],
    entries: Collection[int],
    commands: Collection[int],
    receipt: str,
) -> None:
    """Take what the history tells of rows, and the commands that wrote them, out of it; at the end of the change.

    `receipt` is what stands in the history of the change itself. The changes are marked with the number of this one.
    They get a new seal, of what is left of them; the chain, made of the seals that they had, goes on as it was.
    """
    import json

    changes = set(commands)
    for table, numbers in rows.items():
        values = (table, json.dumps(sorted(numbers)))
        found = connection.execute(f"SELECT DISTINCT change_id FROM change_row WHERE {_OF_ROWS}", values)
        changes.update(number for (number,) in found.fetchall())
        connection.execute(f"{_BLANKED} WHERE {_OF_ROWS}", values)
    of_entries = "id IN (SELECT value FROM json_each(?))"
    numbered = (json.dumps(sorted(entries)),)
    found = connection.execute(f"SELECT DISTINCT change_id FROM change_row WHERE {of_entries}", numbered)
    changes.update(number for (number,) in found.fetchall())
    connection.execute(f"{_BLANKED} WHERE {of_entries}", numbered)
    connection.executemany(
        "UPDATE change SET command = ?, forgotten_by = ? WHERE id = ?",
        [(BLANK, change, number) for number in sorted(changes - {change})],
    )
    connection.execute("UPDATE change SET command = ?, forgotten_by = id WHERE id = ?", (receipt, change))
    for number in sorted(changes - {change}):
        digests.reseal(connection, number)
    # Words that were taken out stay in the segments of the index until they are merged.
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def obstacle(connection: sqlite3.Connection, change: int) -> str | None:
    """Why a change cannot be brought back, where somebody was forgotten by it or with what was in it; else None."""
    row = connection.execute(
        "SELECT change.forgotten_by = change.id, forgotten.day FROM change"
        " LEFT JOIN forgotten ON forgotten.change_id = change.forgotten_by"
        " WHERE change.id = ? AND change.forgotten_by IS NOT NULL",
        (change,),
    ).fetchone()
    if row is None:
        return None
    on = f" on {row[1]}" if row[1] else ""
    return "it forgot somebody, for good" if row[0] else f"it was about somebody who was forgotten{on}"


def pending(connection: sqlite3.Connection, after: int = 0) -> Pending | None:
    """What is still to be done for somebody who was forgotten, of those after a number; None where all is done."""
    sql = "SELECT id, pending FROM forgotten WHERE pending IS NOT NULL AND id > ? ORDER BY id"
    row = connection.execute(sql, (after,)).fetchone()
    if row is None:
        return None
    import json

    told = json.loads(row[1])
    return Pending(row[0], tuple(told["files"]), tuple(told["steps"]))


def finish(connection: sqlite3.Connection, path: Place) -> tuple[str, ...]:
    """Do what is still to be done for those who were forgotten, outside of a transaction; the files that do not go.

    Each step can be done again: whoever is killed in one is followed by one who begins it anew. Raises OutputFailed,
    Locked, where the journal itself could not be written; a file that cannot be removed stops nothing, and is tried
    again with the next write.
    """
    stay: list[str] = []
    number = 0
    while (left := pending(connection, number)) is not None:
        number = left.number
        with _explained(path):
            stay += _finish(connection, path, left)
    return tuple(stay)


def _finish(connection: sqlite3.Connection, path: Place, left: Pending) -> tuple[str, ...]:
    files = remove(left.files)
    if files != left.files:
        left = _settled(connection, left._replace(files=files))
    if "vacuum" in left.steps:
        # What was deleted is zeroed already (secure_delete); this takes the order of what is left as well.
        locks.patiently(connection, lambda: connection.execute("VACUUM"))
        left = _settled(connection, left._replace(steps=tuple(step for step in left.steps if step != "vacuum")))
    if "backups" not in left.steps:
        return files
    older, is_sound = _renewed(connection, path)
    if is_sound:
        older = remove(older)
        files = (*files, *older)
    # Where the journal is hurt, an older one may be the last good one: it stays, and that is told.
    _settled(connection, left._replace(files=files, steps=()))
    return files if is_sound else (*files, *older)


def _renewed(connection: sqlite3.Connection, path: Place) -> tuple[tuple[str, ...], bool]:
    """Make a backup without them and look at it; the older ones, and whether the new one is sound."""
    from pathlib import Path

    from custlove.store import copies

    older = backups(path)
    locks.begin(connection)
    try:
        made, _ = copies.keep(Path(path), "forget", "the older ones go")
    except CannotCreate as fault:
        raise OutputFailed(f"Forgetting somebody is not finished: {fault.message}", _HINT) from fault
    finally:
        connection.execute("ROLLBACK")
    is_sound = _is_sound(made)
    if not is_sound and made not in older:
        made.unlink()
    return tuple(str(each) for each in older if each != made), is_sound


def _is_sound(backup: "Path") -> bool:
    from contextlib import closing

    from custlove.store.doctor import examine

    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        return examine.examine(connection, full=False).sound


def _settled(connection: sqlite3.Connection, left: Pending) -> Pending:
    locks.begin(connection)
    connection.execute("UPDATE forgotten SET pending = ? WHERE id = ?", (left.told(), left.number))
    connection.execute("COMMIT")
    return left


@contextmanager
def _explained(path: Place) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as fault:
        if locks.code(fault) in locks.BUSY:
            raise Locked(f"{path} is in use by another program: forgetting somebody is not finished.", _HINT) from fault
        raise OutputFailed(
            f"Forgetting somebody is not finished: {path} could not be written ({fault}).", _HINT
        ) from fault


def backups(path: Place) -> "list[Path]":
    """The backups of a journal that custlove made."""
    from glob import escape
    from pathlib import Path

    from custlove.store import backup_schedule

    place = Path(path)
    stem = escape(place.stem)
    in_folder = (place.parent / backup_schedule.FOLDER).glob(f"{stem}-*.db*")
    return sorted((*place.parent.glob(f"{escape(place.name)}.*.bak"), *in_folder))


def remove(files: Iterable[str]) -> tuple[str, ...]:
    """Remove files, and have that outlast a power cut; those that could not be removed."""
    from pathlib import Path

    stay, folders = [], set()
    for file in map(Path, files):
        try:
            file.unlink()
        except FileNotFoundError:
            continue
        except OSError:
            stay.append(str(file))
        folders.add(file.parent)
    for folder in sorted(folders):
        private_files.sync_folder(folder)
    return tuple(stay)
