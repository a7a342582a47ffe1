"""The folded columns by which people, their tags and addresses are found: what each is folded from."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import NamedTuple

from custlove.folding import fold


class FoldedKey(NamedTuple):
    """A column, the column that it is folded from, in which rows, and how."""

    table: str
    text: str
    key: str
    condition: str = "1"
    folded: Callable[[str], str] = fold

    def wrong(self, connection: sqlite3.Connection) -> Iterator[tuple[int, str | None]]:
        """The rows in which it is not what it should be, each with that."""
        # A damaged page may have turned a text into something else.
        sql = (
            f"SELECT id, {self.text}, {self.key} FROM {self.table}"
            f" WHERE {self.condition} AND typeof({self.text}) IN ('text', 'null')"
        )
        for number, text, kept in connection.execute(sql).fetchall():
            right = None if text is None else self.folded(text)
            if kept != right:
                yield number, right


FOLDED_KEYS = (
    FoldedKey("person", "name", "name_key"),
    FoldedKey("person", "nickname", "nickname_key"),
    FoldedKey("person", "organisation", "organisation_key"),
    FoldedKey("former_name", "value", "key", "kind = 'name'"),
    FoldedKey("membership", "organisation", "organisation_key"),
    FoldedKey("person_detail", "value", "key", "kind = 'email'"),
    FoldedKey("person_detail", "value", "key", "kind = 'tag'", lambda tag: fold(tag.lstrip("#+"))),
)


def refold(connection: sqlite3.Connection) -> None:
    """Put right the folded columns, inside the caller's transaction."""
    for each in FOLDED_KEYS:
        # Two that are one now stay as they are: neither is lost.
        connection.executemany(
            f"UPDATE OR IGNORE {each.table} SET {each.key} = ? WHERE id = ?",
            [(right, number) for number, right in each.wrong(connection)],
        )
