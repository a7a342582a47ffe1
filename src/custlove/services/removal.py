"""What was taken out of the journal, and what hung together with it."""

from typing import Any, Generic, Literal, NamedTuple, TypeVar

from custlove.plain import plain
from custlove.services.change import Change

Thing = TypeVar("Thing")
# What became of it: it stays, without pointing to what is gone; it is open, or holds, again.
Became = Literal["stays", "waits", "holds"]


class Hanging(NamedTuple):
    """Something else that what was removed had to do with, and what became of it."""

    noun: str
    id: int
    became: Became = "stays"


class Removed(NamedTuple, Generic[Thing]):
    """What was removed, as it stood, and what hung together with it."""

    thing: Thing
    hanging: tuple[Hanging, ...] = ()

    def data(self) -> dict[str, Any]:
        """The thing, with what hung together with it."""
        own: dict[str, Any] = plain(self.thing)
        return {**own, "hanging": plain(self.hanging)}


def let_go(change: Change, table: str, column: str, number: int) -> tuple[int, ...]:
    """Have the rows that point to a number point to nothing; their own numbers."""
    pointing = f"SELECT id FROM {table} WHERE {column} = ? ORDER BY id"
    numbers = tuple(each for (each,) in change.connection.execute(pointing, (number,)))
    change.connection.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} = ?", (number,))
    return numbers


def drop_parts(change: Change, table: str, column: str, number: int) -> None:
    """Take out the rows that are a part of what is removed: the moves of a promise, the snoozes of a follow-up."""
    change.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))
