"""One bit that flips in what somebody wrote is named (bench/flips.py tries thousands)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from custlove.store.doctor import examine

# Of a touchpoint, of the history, of a promise, of a name, of what a command said; each still reads as a text.
WRITTEN = [b"urgent", b"the revised offer", b"Konstantin Levin", b"feedback thank anna", b"likes trains"]


@pytest.mark.parametrize("text", WRITTEN)
@pytest.mark.parametrize("bit", [0, 5, 7])
def test_a_flipped_bit_is_named(path: Path, text: bytes, bit: int) -> None:
    content = bytearray(path.read_bytes())
    places, start = [], 0
    while (start := content.find(text, start)) >= 0:
        places.append(start)
        start += 1
    # Wherever it stands: in the row, or in what the history keeps of it.
    for place in (places[0], places[-1]):
        flipped = bytearray(content)
        flipped[place + 2] ^= 1 << bit
        path.write_bytes(flipped)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            assert not examine.examine(connection).sound
