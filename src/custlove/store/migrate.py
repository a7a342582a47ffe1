"""Schema steps: numbered SQL files, run whole or not at all."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from custlove.errors import NotAJournal
from custlove.store import locks
from custlove.store.version import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

# The code of SQLite for a statement that does not fit the schema.
_ERROR = 1
_WITH_DIGESTS = 5
# The schema since which names are folded as they are now.
_FOLDED = 5
_STEPS = os.path.join(os.path.dirname(__file__), "steps")
_Place = str | os.PathLike[str]


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one (executescript would commit the transaction it runs in)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending


def versions(connection: sqlite3.Connection) -> tuple[int, int]:
    """The application id and the schema version in the file."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application, connection.execute("PRAGMA user_version").fetchone()[0]


def run_steps(connection: sqlite3.Connection, start: int) -> None:
    """Bring a file from schema `start` to the newest, inside the caller's transaction.

    The history's triggers are off meanwhile: what a step does to a row belongs to nobody's change. So are the views
    for readers: no table could be made anew under them. They are always those of the newest schema, and the search
    index holds what this custlove looks for: an older one may have left texts out.

    Under the views that a step itself has made a table can be made anew: meanwhile a rename looks at nothing else.
    Triggers of such a table go with it, and the step makes them again.
    """
    from custlove.store import history_triggers

    connection.execute("PRAGMA legacy_alter_table=ON")
    history_triggers.uninstall(connection)
    drop_views(connection)
    for step in range(start + 1, SCHEMA_VERSION + 1):
        for statement in statements(_script(f"{step:04}.sql")):
            connection.execute(statement)
    connection.execute("PRAGMA legacy_alter_table=OFF")
    if 0 < start < _FOLDED:
        from custlove.store import folded_keys

        folded_keys.refold(connection)
    history_triggers.install(connection)
    make_views(connection)
    if start:
        from custlove.store import digests, search

        search.refill(connection)
        if start < _WITH_DIGESTS:
            digests.begin(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    if fault := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"a schema step left a reference without its row: {fault}")


def _script(name: str) -> str:
    with open(os.path.join(_STEPS, name), encoding="utf-8") as file:
        return file.read()


def make_views(connection: sqlite3.Connection) -> None:
    """Make the views for readers (docs/sql.md), inside the caller's transaction."""
    for statement in statements(_script("views.sql")):
        connection.execute(statement)


def drop_views(connection: sqlite3.Connection) -> None:
    """Take the views for readers away, inside the caller's transaction."""
    views = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB 'v_*'")
    for (name,) in views.fetchall():
        connection.execute(f"DROP VIEW {name}")


def upgrade(connection: sqlite3.Connection, path: _Place) -> None:
    """Bring an older journal to the newest schema: a backup next to it, then all steps in one transaction.

    Two programs may come at once: the one that gets the lock second finds the work done.
    Raises CannotCreate where the backup cannot be written; the journal is then as it was.
    """
    from pathlib import Path

    # Or no table that others refer to could be rebuilt (https://sqlite.org/lang_altertable.html#otheralter);
    # what a step leaves behind is checked at its end.
    connection.execute("PRAGMA foreign_keys=OFF")
    locks.begin(connection)
    try:
        if check(connection, path):
            start = versions(connection)[1]
            _refuse_wrong_version(connection, path, start)
            with _backed_up(Path(path), start):
                run_steps(connection, start)
    except BaseException:
        # SQLite may have rolled back by itself (disk full).
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    from custlove.store import commit

    commit.upgrade(connection, SCHEMA_VERSION)
    connection.execute("PRAGMA foreign_keys=ON")


def check(connection: sqlite3.Connection, path: _Place) -> bool:
    """Whether the file needs an upgrade; raises NotAJournal if it is another program's or a newer custlove's."""
    application, version = versions(connection)
    if application != APPLICATION_ID:
        raise NotAJournal(
            f"{path} is an SQLite file, but not a custlove journal.",
            "Nothing was changed. Name another with --journal.",
        )
    if version > SCHEMA_VERSION:
        raise NotAJournal(
            f"{path} was written by a newer custlove (schema {version}; this one knows {SCHEMA_VERSION}).",
            "Nothing was changed. Upgrade custlove on this machine.",
        )
    return version < SCHEMA_VERSION


def _refuse_wrong_version(connection: sqlite3.Connection, path: _Place, version: int) -> None:
    """Raise NotAJournal where a file has the newest tables and the number of older ones: nothing is to be upgraded."""
    from custlove.store import schema_check

    is_newest = not schema_check.differences(connection)
    if version < 1 or is_newest:
        mend = (
            "To set it right: custlove doctor --repair" if is_newest else "Put a backup in its place: custlove restore"
        )
        raise NotAJournal(
            f"{path} says that it has schema {version}, which its tables do not: another program changed the number.",
            f"Nothing was changed. {mend}",
        )


@contextmanager
def _backed_up(path: "Path", version: int) -> Iterator[None]:
    """A backup of the file for what is done to it, which goes again where that fails: the file is then as it was.

    Raises NotAJournal where the steps do not fit the tables.
    """
    from custlove.store import copies

    made, is_new = copies.keep(path, f"schema-{version}", "the upgrade")
    try:
        yield
    except BaseException as fault:
        if is_new:
            made.unlink(missing_ok=True)
        if isinstance(fault, sqlite3.OperationalError) and locks.code(fault) == _ERROR:
            raise NotAJournal(
                f"{path} says that it has schema {version}, but its tables are not those: {fault}.",
                "Nothing was changed. Keep the file as it is and put a backup in its place.",
            ) from fault
        raise
