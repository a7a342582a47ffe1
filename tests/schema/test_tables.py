"""What is written down of the tables, against the classes that declare them and the file that keeps them."""

import runpy
import sqlite3
from contextlib import closing
from pathlib import Path

from custlove.schema import columns, tables
from custlove.store import file, migrate

SCRIPT = Path(__file__).parents[2] / "docs" / "tables.py"
_AFFINITY = {"int": "INTEGER", "bool": "INTEGER", "str": "TEXT", "date": "TEXT", "datetime": "TEXT"}


def _of_file(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, bool]]:
    info = connection.execute('SELECT name, type, "notnull" FROM pragma_table_info(?)', (table,))
    return sorted((name, kind, bool(required)) for name, kind, required in info)


def test_it_is_what_the_classes_say() -> None:
    script = runpy.run_path(str(SCRIPT))
    assert script["FILE"].read_text(encoding="utf-8") == script["text"]()


def test_it_is_what_the_file_keeps() -> None:
    with closing(file.empty()) as connection:
        migrate.drop_views(connection)
        for table in tables.TABLES:
            said = [(each.name, _AFFINITY[each.kind], each.required) for each in columns.of(table).values()]
            assert sorted(said) == _of_file(connection, table), table


def test_what_is_unique_is_unique_in_the_file() -> None:
    with closing(file.empty()) as connection:
        for table, wanted in tables.UNIQUE.items():
            indexes = connection.execute(
                "SELECT name FROM pragma_index_list(?) WHERE origin = 'u'", (table,)
            ).fetchall()
            found = {
                tuple(row[0] for row in connection.execute("SELECT name FROM pragma_index_info(?)", index))
                for index in indexes
            }
            assert {tuple(sorted(each)) for each in wanted} == {tuple(sorted(each)) for each in found}, table


def test_marks_are_asked_by_name() -> None:
    assert columns.marked("promise", "searched") == ("what", "extra", "release_why")
    assert "circle" in columns.marked("person", "cleared")
    assert "circle" not in columns.marked("person", "merged")
