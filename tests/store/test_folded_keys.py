"""The folded columns by which people are found."""

import sqlite3
from contextlib import closing
from pathlib import Path

from custlove.store import file, folded_keys
from tests.store import frozen


def test_an_upgrade_folds_names_as_they_are_folded_now(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    frozen.load(4, path)
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("UPDATE person SET name = 'D’Angelo', name_key = 'd’angelo' WHERE id = 1")
    with closing(file.open_journal(path)) as journal:
        assert journal.execute("SELECT name_key FROM person WHERE id = 1").fetchall() == [("d'angelo",)]
        assert [list(each.wrong(journal)) for each in folded_keys.FOLDED_KEYS] == [[]] * len(folded_keys.FOLDED_KEYS)


def test_two_tags_that_are_one_now_stay(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    file.create(path)
    with closing(file.open_journal(path)) as journal:
        journal.execute(
            "INSERT INTO person (id, uid, handle, name, name_key, added_on)"
            " VALUES (1, 'u', 'a', 'A', 'a', '2026-01-01')"
        )
        journal.execute(
            "INSERT INTO person_detail (person_id, kind, value, key)"
            " VALUES (1, 'tag', 'it''s', 'it''s'), (1, 'tag', '#it’s', 'it’s')"
        )
        folded_keys.refold(journal)
        assert journal.execute("SELECT key FROM person_detail ORDER BY id").fetchall() == [("it's",), ("it’s",)]
