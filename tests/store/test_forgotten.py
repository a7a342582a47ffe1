"""Digests by which somebody who was forgotten is known again, and nobody else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from custlove.store import file, forgotten
from custlove.store.forgotten import Forgotten


@pytest.fixture
def journal() -> Iterator[sqlite3.Connection]:
    """An empty journal in which somebody was forgotten."""
    with closing(file.empty()) as connection:
        connection.execute("INSERT INTO forgotten (day, counts) VALUES ('2026-11-22', '{}')")
        yield connection


def test_what_was_remembered_is_known_and_nothing_else(journal: sqlite3.Connection) -> None:
    assert not Forgotten(journal).knows(["email:anna@x.example"])
    assert forgotten.remember(journal, 1, ["email:anna@x.example", "uid:1", "uid:1"]) == 2
    known = Forgotten(journal)
    assert known
    assert known.knows(["email:boris@x.example", "email:anna@x.example"])
    assert not known.knows(["email:boris@x.example", "anna@x.example"])


def test_the_digest_is_scrypts_of_the_cost_that_the_page_names(journal: sqlite3.Connection) -> None:
    from hashlib import scrypt

    forgotten.remember(journal, 1, ["email:anna@x.example"])
    salt, digest = journal.execute("SELECT salt, digest FROM forgotten, forgotten_digest").fetchone()
    assert digest == scrypt(b"email:anna@x.example", salt=salt, n=16384, r=8, p=1, maxmem=64 << 20, dklen=16)


def test_only_words_with_a_hint_cost_a_digest(journal: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten.remember(journal, 1, ["email:anna@x.example"])
    tried: list[str] = []

    def digest(word: str, _salt: bytes) -> bytes:
        tried.append(word)
        return b""

    monkeypatch.setattr(forgotten, "_digest", digest)
    known = Forgotten(journal)
    assert not known.knows([f"email:{number}@x.example" for number in range(20_000)] * 2)
    # One in 16,384, and none twice.
    assert len(tried) < 20
    assert len(set(tried)) == len(tried)


def test_what_another_journal_knows_can_be_taken_over(
    journal: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgotten, "_N", 2)
    forgotten.remember(journal, 1, ["uid:1"])
    with closing(file.empty()) as other:
        other.execute("INSERT INTO forgotten (day, counts) VALUES ('2026-11-01', '{}')")
        forgotten.remember(other, 1, ["uid:2"])
        for _ in range(2):
            forgotten.take_over(journal, other)
    known = Forgotten(journal)
    assert all(known.knows([word]) for word in ("uid:1", "uid:2"))
    assert journal.execute("SELECT count(*) FROM forgotten").fetchone() == (2,)
