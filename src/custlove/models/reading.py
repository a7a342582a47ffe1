"""A SQLModel session that only reads, on a connection that belongs to somebody else."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session


class _Lent:
    """A connection that is lent: whoever it belongs to begins, ends and closes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """Nothing: the transaction is not the session's."""

    def rollback(self) -> None:
        """Nothing: the transaction is not the session's."""

    def close(self) -> None:
        """Nothing: the connection is not the session's."""


@contextmanager
def session_on(connection: sqlite3.Connection, refusal: Exception) -> Iterator[Session]:
    """A session that sees what the connection sees; raises `refusal` for what would change something."""

    def refuse(session: Session, *_: object) -> None:
        if session.new or session.dirty or session.deleted:
            raise refusal

    engine = create_engine("sqlite://", creator=lambda: _Lent(connection), poolclass=StaticPool)
    with Session(engine, expire_on_commit=False) as session:
        event.listen(session, "before_flush", refuse)
        try:
            yield session
        except DBAPIError as fault:
            if isinstance(fault.orig, sqlite3.Error):
                raise fault.orig from fault
            raise
