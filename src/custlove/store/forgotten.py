"""Digests of what tells somebody who was forgotten apart, so that the next import does not bring them back.

A digest is scrypt's (RFC 7914, N=16384, r=8, p=1: 16 MB and about 50 ms), with a salt that the journal keeps. For every
card of an import that would be too slow, so a *hint* is asked first: ten bits of a keyed BLAKE2b. One card in 1,024 for
each digest costs an scrypt. What that gives away: whoever has the journal and a list of addresses to try has to work
out one scrypt for every 1,024 of them.
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
_HINT_BITS = 10


class Forgotten:
    """Who was forgotten, by digests: whether somebody is among them. Each word is worked out once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._digests: dict[int, set[bytes]] = {}
        for hint, digest in connection.execute("SELECT hint, digest FROM forgotten_digest"):
            self._digests.setdefault(hint, set()).add(digest)
        self._salt = _salt(connection) if self._digests else b""
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        """Whether anybody is remembered so."""
        return bool(self._digests)

    def knows(self, words: Iterable[str]) -> bool:
        """Whether one of these is somebody's who was forgotten, as `remember` was given it."""
        return bool(self._digests) and any(map(self._knows, words))

    def _knows(self, word: str) -> bool:
        if word not in self._known:
            near = self._digests.get(_hint(word, self._salt), ())
            self._known[word] = bool(near) and _digest(word, self._salt) in near
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
