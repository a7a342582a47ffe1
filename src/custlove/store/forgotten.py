"""Digests of what tells somebody who was forgotten apart, so that the next import does not bring them back.

A digest is scrypt's (RFC 7914, N=16384, r=8, p=1: 16 MB and about 50 ms), with a salt that the journal keeps. For every
card of an import that would be too slow, so a *hint* is asked first: 14 bits of a keyed BLAKE2b. One word in 16,384 for
each digest costs an scrypt: with 50,000 cards and one person forgotten, two seconds in all. What that gives away:
whoever has the journal and a list of addresses to try has to work out an scrypt for one in 16,384 of them only.
"""

import os
import sqlite3
from collections.abc import Iterable

try:
    # A tenth of what hashlib costs to load, which brings OpenSSL.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_N, _R, _P, _SIZE = 1 << 14, 8, 1, 16
_MEMORY = 64 << 20
_HINT_BITS = 14
_DIGESTS = "SELECT salt, hint, digest FROM forgotten_digest JOIN forgotten ON forgotten.id = forgotten_id"


class Forgotten:
    """Who was forgotten, by digests: whether somebody is among them. Each word is worked out once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        # By salt, of which a journal has one, unless it took over what another kept; then by hint.
        self._digests: dict[bytes, dict[int, set[bytes]]] = {}
        for salt, hint, digest in connection.execute(_DIGESTS):
            self._digests.setdefault(salt, {}).setdefault(hint, set()).add(digest)
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        """Whether anybody is remembered so."""
        return bool(self._digests)

    def knows(self, words: Iterable[str]) -> bool:
        """Whether one of these is somebody's who was forgotten, as `remember` was given it."""
        return bool(self._digests) and any(map(self._knows, words))

    def _knows(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = any(
                (near := digests.get(_hint(word, salt))) is not None and _digest(word, salt) in near
                for salt, digests in self._digests.items()
            )
        return self._known[word]


def remember(connection: sqlite3.Connection, number: int, words: Iterable[str]) -> int:
    """Keep digests of words for the `forgotten` row of that number, inside the caller's transaction; how many."""
    wanted = sorted(set(words))
    if not wanted:
        return 0
    salt = _salt(connection) or os.urandom(16)
    connection.execute("UPDATE forgotten SET salt = ? WHERE id = ?", (salt, number))
    connection.executemany(
        "INSERT INTO forgotten_digest (forgotten_id, hint, digest) VALUES (?, ?, ?)",
        [(number, _hint(word, salt), _digest(word, salt)) for word in wanted],
    )
    return len(wanted)


def _salt(connection: sqlite3.Connection) -> bytes:
    row = connection.execute("SELECT salt FROM forgotten WHERE salt IS NOT NULL ORDER BY id LIMIT 1").fetchone()
    return bytes(row[0]) if row else b""


def _hint(word: str, salt: bytes) -> int:
    told = blake2b(word.encode("utf-8", "surrogatepass"), key=salt, digest_size=2).digest()
    return int.from_bytes(told, "big") >> 16 - _HINT_BITS


def _digest(word: str, salt: bytes) -> bytes:
    from hashlib import scrypt

    told = word.encode("utf-8", "surrogatepass")
    return scrypt(told, salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=_SIZE)


def take_over(connection: sqlite3.Connection, kept: sqlite3.Connection) -> None:
    """Know those who are known as forgotten in another journal, too, inside the caller's transaction."""
    known = set(connection.execute("SELECT digest FROM forgotten_digest"))
    for number, day, counts, salt in kept.execute("SELECT id, day, counts, salt FROM forgotten ORDER BY id").fetchall():
        digests = kept.execute(
            "SELECT hint, digest FROM forgotten_digest WHERE forgotten_id = ? ORDER BY id", (number,)
        ).fetchall()
        new = [(hint, digest) for hint, digest in digests if (digest,) not in known]
        if not new:
            continue
        written = connection.execute(
            "INSERT INTO forgotten (day, counts, salt) VALUES (?, ?, ?)", (day, counts, salt)
        ).lastrowid
        connection.executemany(
            "INSERT INTO forgotten_digest (forgotten_id, hint, digest) VALUES (?, ?, ?)",
            [(written, hint, digest) for hint, digest in new],
        )
