"""Journals of earlier schemas, as text: `python -m tests.store.frozen` writes the one of the present schema.

A released schema is frozen once, with a row of everything, and its file is never made anew: what a journal of that
age looks like does not change any more. The dump is plain SQL. The search index keeps no text, so its own tables are
copied as they are.
"""

import os
import shlex
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from custlove.cli import app
from custlove.store import digests, file, history, locks, migrate, search, version
from tests.conftest import NOW, ZONE

FOLDER = Path(__file__).parent / "schemas"
# A made-up year: every table gets rows, every column of a person too, and one change is undone.
COMMANDS = """
person add "Anna Karenina" --as anna --pronouns she/her --nickname Anya --org "Oblonsky & Co" \
--role "head of design" --email anna@oblonsky.example --phone "+49 30 123456" \
--birthday 1980-03-14 --met "at a fair" --zone Europe/Berlin \
--channel call --every "3 weeks" --circle close --notes "likes trains" --rung prospect --tag design --on 2025-09-01
person add "Konstantin Levin" --as levin --org Pokrovskoye --on 2025-10-01
person add "Anton Wronski" --as anton --on 2025-10-02
person archive anton --on 2026-02-01
ladder move anna customer --why "first project" --on 2025-11-03
ladder move anna client --why "third project this year" --on 2026-05-04
log anna,levin "Kick-off: they said “it's urgent”" --channel in-person \
--felt glad --energy 1 --minutes 90 --wow --tag kick-off --next 2026-01-20 --why "send minutes" \
--promise "the plan" --by 2026-01-16 --on "2026-01-12 14:30"
log anna "Called back" --in --channel call --on 2026-01-21 --keep-followups
log anna "Lunch" --on 2026-02-10 --felt 3
followup add levin 2026-03-02 "ask how the harvest went" --on 2026-02-10
followup snooze levin harvest 2026-04-01 --on 2026-03-02
promise keep anna plan --extra "with a drawing" --on 2026-01-15
promise add anna "the revised offer" --by 2026-11-01 --on 2026-10-01
promise move anna offer --to 2026-11-15 --why "waiting for their figures" --on 2026-10-20
promise add levin "a reference" --theirs --by 2026-06-01 --on 2026-05-01
promise release levin reference --why "no longer needed" --on 2026-05-20
promise add levin "a quote" --by 2026-12-24 --on 2026-11-02
feedback ask anna "what should we do differently?" --channel email --on 2026-06-01
feedback hear anna "the invoices come too late" --kind criticism --score 6 --on 2026-06-03
feedback confirm anna invoices "you want them by the 5th" --on 2026-06-03
feedback act anna invoices "they go out on the 3rd from now on" --on 2026-06-05
feedback thank anna invoices "a card" --on 2026-06-10
feedback hear levin "a joy to work with" --kind praise --unasked --on 2026-10-30
rows
feedback ask levin "how was the harvest?" --on 2026-10-10
feedback drop-ask levin harvest --why "he told me on the phone" --on 2026-10-20
feedback ask levin "how was the workshop?" --on 2026-11-10
person edit levin --role farmer
undo
"""
# What no command of the time wrote alone: one change, in the place of the word "rows".
ROWS = """
INSERT INTO fact VALUES (1, 'fact-1', 1, 'need', 'faster invoices', '2026-01-12', 1, NULL, NULL, NULL);
INSERT INTO fact VALUES (2, 'fact-2', 1, 'need', 'invoices by the 5th', '2026-06-03', NULL, 1, '2026-07-01', 'done');
INSERT INTO special_day VALUES (1, 'day-1', 2, 'the harvest', '--09-14', 1, '2025-10-01');
INSERT INTO mistake VALUES
(1, 'mistake-1', 1, 'two late bills', 2, NULL, 1, '2026-06-03',
'2026-06-03', 'told her so', '2026-06-05', 'sent both', '2026-06-20', 'all is well', 2, 0, NULL, NULL);
INSERT INTO membership VALUES (1, 'membership-1', 2, 'Kashin', 'kashin', 'heir', '2025-10-01', '2026-01-01');
INSERT INTO absence VALUES (1, 'absence-1', 2, '2025-10-05', '2025-10-09');
INSERT INTO feedback_said_back VALUES (1, 1, '2026-06-03 09:00:00.000000', '2026-06-03', 'you want them sooner?');
INSERT INTO ritual VALUES
(1, 'ritual-1', 2, 'a letter at New Year', 'FREQ=YEARLY', '2026-01-01', '2025-12-01', '2027-01-01');
INSERT INTO ritual_event VALUES (1, 1, 'kept', '2026-01-02', '2026-01-01', 'with a photo', 1);
INSERT INTO purchase VALUES (1, 'purchase-1', 1, '2025-11-03', 120000, 'EUR', 'the first project');
INSERT INTO introduction VALUES (1, 'introduction-1', 1, 2, '2025-10-01', 'at the fair');
INSERT INTO link VALUES (1, 'link-1', 1, 2, 'cousin', '2025-10-01');
INSERT INTO review VALUES (1, 'review-1', '2026-11-01', '2026-10-18');
INSERT INTO intention VALUES
(1, 'intention-1', 1, 'ask before they call', '2026-11-01', 'partly', '2026-11-08', 'twice');
INSERT INTO rung_stay VALUES (1, 'stay-1', 2, '2026-10-01', 'supporter', NULL, 'one kind word');
INSERT INTO let_be VALUES (1, 'let-be-1', 2, '2026-09-01', '2026-09-20', 'the harvest');
INSERT INTO former_name VALUES (1, 'former-name-1', 2, 'name', 'Kostya Levin', 'kostya levin', '2025-11-11');
INSERT INTO imported VALUES (1, 'vcard', 'urn:uuid:1', 'person', 1, 'abc');
INSERT INTO inbox VALUES
(1, 'inbox-1', 'mbox', '<1@x.example>', '2026-11-02', 'A. K.', 'Re: offer', '{}', '2026-11-03', '2026-11-04', NULL);
INSERT INTO forgotten VALUES (1, '2026-11-05', 1, '{"people": 1}', x'01', NULL);
INSERT INTO forgotten_digest VALUES (1, 1, 1, x'02');
"""


def load(schema: int, path: Path) -> None:
    """Make the file of a frozen schema, as the program of its time left it."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript((FOLDER / f"{schema}.sql").read_text(encoding="utf-8"))
    finally:
        connection.close()


def dump(path: Path) -> Iterator[str]:
    """A journal as SQL: its marks, tables with their rows, indexes, views, triggers."""
    connection = sqlite3.connect(path)
    try:
        for mark in ("application_id", "user_version"):
            yield f"PRAGMA {mark} = {connection.execute(f'PRAGMA {mark}').fetchone()[0]};"
        yield "BEGIN;"
        tables = connection.execute(
            "SELECT made.name, listed.type, made.sql FROM sqlite_schema AS made JOIN pragma_table_list AS listed"
            " ON listed.schema = 'main' AND listed.name = made.name WHERE made.type = 'table' ORDER BY made.rowid"
        ).fetchall()
        for name, kind, sql in tables:
            # The shadows of a virtual table come with it, and with rows of their own.
            yield f"DELETE FROM {name};" if kind == "shadow" else f"{sql};"
            if kind != "virtual":
                yield from _rows(connection, name)
        rest = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE type IN ('index', 'view', 'trigger') AND sql <> ''"
        )
        yield from (f"{sql};" for (sql,) in rest)
        yield "COMMIT;"
    finally:
        connection.close()


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    quoted = " || ', ' || ".join(f"quote({column})" for column in columns)
    for (values,) in connection.execute(f"SELECT {quoted} FROM {table}"):
        yield f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values});"


def _write_rows(path: Path) -> None:
    connection = file.open_journal(path)
    try:
        locks.begin(connection)
        change = history.record(connection, NOW, ZONE, "import jsonl -")
        for statement in migrate.statements(ROWS.strip()):
            connection.execute(statement)
        search.index_change(connection, change)
        digests.close(connection, change)
        connection.execute("COMMIT")
    finally:
        connection.close()


def main() -> None:
    """Write the frozen file of the present schema, made by the program itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        os.environ |= {"HOME": folder, "XDG_CONFIG_HOME": folder, "TZ": ZONE, "CUSTLOVE_JOURNAL": str(path)}
        for line in (f"init {path}", *COMMANDS.strip().splitlines()):
            if line == "rows":
                _write_rows(path)
            elif app.run(shlex.split(line), clock=NOW) != 0:
                raise SystemExit(f"refused: {line}")
        (FOLDER / f"{version.SCHEMA_VERSION}.sql").write_text("\n".join(dump(path)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
