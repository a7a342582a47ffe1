import io
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.exchange.mail import mbox

FROM = b"From a@x.example Mon Nov 16 10:00:00 2026\n"


def read(data: bytes, block: int = 1 << 19) -> list[tuple[int, bytes, bytes]]:
    kept, mbox._BLOCK = mbox._BLOCK, block
    try:
        return [each[:3] for each in mbox.messages(io.BytesIO(data), lambda _: None)]
    finally:
        mbox._BLOCK = kept


@pytest.mark.parametrize(
    ("data", "bodies"),
    [
        (FROM + b"A: 1\n\none\n\n" + FROM + b"A: 2\n\ntwo\n", [b"one\n\n", b"two\n"]),
        # No empty line before, but a date; none at the end.
        (FROM + b"A: 1\n\none\n" + FROM + b"A: 2\n\ntwo", [b"one\n", b"two"]),
        # The first of all needs no date.
        (b"From a\nA: 1\n\none\n\nFrom ???@??? Mon Nov 16 10:00:00 2026\nA: 2\n\ntwo", [b"one\n\n", b"two"]),
        # A text with a quoted mail in it.
        (FROM + b"A: 1\n\none\n\nFrom the archive:\nA: 2\n\ntwo", [b"one\n\nFrom the archive:\nA: 2\n\ntwo"]),
        # A text that begins so: no header follows, or nothing stands before it.
        (FROM + b"A: 1\n\nFrom there I went\nto the station.\n", [b"From there I went\nto the station.\n"]),
        (FROM + b"A: 1\n\none\nFrom there: I went\nA: 1\n", [b"one\nFrom there: I went\nA: 1\n"]),
        (FROM + b"A: 1\n\none\n\n>From b\nA: 2\n", [b"one\n\n>From b\nA: 2\n"]),
        (FROM + b">From c@x.example Mon Nov 16 10:00:00 2026\nA: 1\n\none", [b"one"]),
        (FROM + b"A: 1\n\none\n\n" + FROM + b"\nno headers", [b"one\n\n", b"no headers"]),
        (b"", []),
    ],
)
def test_where_messages_begin(data: bytes, bodies: Sequence[bytes]) -> None:
    assert [body for _, _, body in read(data)] == bodies
    windows = [body for _, _, body in read(data.replace(b"\n", b"\r\n"))]
    assert windows == [body.replace(b"\n", b"\r\n") for body in bodies]


def test_what_stands_before_the_first_message() -> None:
    assert [number for number, _, _ in read(b"stray\n\n" + FROM + b"A: 1\n\none")] == [0, 1]
    assert [number for number, _, _ in read(b"\n\n" + FROM + b"A: 1\n\none")] == [1]
    assert read(b"A: 1\n\nno mailbox")[0][0] == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([b"From me\n", FROM, b"A: 1\n", b"\n", b">From x\n", b"x" * 700 + b"\n"]), max_size=30),
       st.integers(1, 3000))  # fmt: skip
def test_a_block_may_end_anywhere(lines: list[bytes], block: int) -> None:
    data = b"".join(lines)
    assert read(data, block) == read(data)
    assert len(read(FROM + b"A: 1\n\n" + re.sub(rb"(?m)^From ", b">From ", data), block)) == 1


def test_a_long_message_is_not_kept_whole() -> None:
    long = FROM + b"A: 1\n\n" + b"attached\n" * 300_000 + b"\n"
    (first, second) = mbox.messages(io.BytesIO(long + FROM + b"A: " + b"x" * (1 << 20)), lambda _: None)
    assert len(first.body) <= 1 << 20
    assert first.whole
    assert not second.whole
