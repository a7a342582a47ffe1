"""What can be read and written, whatever the terminal, the pipe or the disk."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from custlove import streams
from custlove.errors import OutputFailed, UsageError

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def given(raw: bytes) -> TextIO:
    """A standard input that holds these bytes."""
    return io.TextIOWrapper(io.BytesIO(raw), encoding="ascii")


@pytest.fixture
def full() -> Iterator[TextIO]:
    """A disk that is full."""
    with FULL.open("w") as stream:
        yield stream
        # Nothing may be left in it that fails when it is closed.


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", ""),
        (b"one", "one"),
        (b"one\n", "one"),
        (b"one\r\n", "one"),
        (b"one\n\n", "one\n"),
        (b"one\r", "one\r"),
        (b"one\n\r", "one\n\r"),
        (b" one\ntwo \n", " one\ntwo "),
        ("Zoë 山 \U0001f98a \u202e\x1b".encode(), "Zoë 山 \U0001f98a \u202e\x1b"),
        (b"\xef\xbb\xbfone", "\ufeffone"),
        (b"x" * 100_000, "x" * 100_000),
    ],
)
def test_a_text_is_read_as_it_was_typed_whatever_the_terminal_speaks(raw: bytes, words: str) -> None:
    assert streams.read(given(raw)) == words


def test_an_input_without_bytes_is_read_too() -> None:
    assert streams.read(io.StringIO("Zoë\n")) == "Zoë"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"one\0two", "The text holds a NUL byte."),
        (b"caf\xe9", "The text is not UTF-8 (byte 4)."),
        (b"\xff", "The text is not UTF-8 (byte 1)."),
        (b"\xed\xa0\x80", "The text is not UTF-8 (byte 1)."),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        streams.read(given(raw))
    assert refused.value.message == sentence


def test_an_input_that_cannot_be_read_is_told() -> None:
    class Broken(io.StringIO):
        def read(self, _size: int | None = -1, /) -> str:
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))

    with pytest.raises(UsageError, match="Standard input cannot be read: Is a directory"):
        streams.read(Broken())


@needs_full
def test_a_full_device_tells_before_anything_is_written(full: TextIO) -> None:
    with pytest.raises(OutputFailed, match="The output cannot be written: No space left on device"):
        streams.check(full)


def test_a_pipe_or_a_file_or_no_file_at_all_can_be_written(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with (tmp_path / "out").open("w") as file, os.fdopen(write, "w") as pipe:
        for stream in (file, pipe, io.StringIO()):
            streams.check(stream)


def test_a_closed_output_fails_like_a_full_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdin", None)
    stdin, stdout, stderr = streams.standard()
    assert streams.read(stdin) == ""
    with pytest.raises(OutputFailed, match="Bad file descriptor"):
        streams.check(stdout)
    with pytest.raises(OSError, match="Bad file descriptor"):
        stdout.write("x")
    streams.silence(stdout)
    streams.write_or_drop(stderr, "a word beside the data")


def test_no_letter_is_too_much_for_an_output(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="ascii"))
    _, stdout, stderr = streams.standard()
    stdout.write("Zoë\n")
    stderr.write("Zoë\n")
    stdout.flush()
    stderr.flush()
    # Errors give back what was typed: there a letter stays readable.
    assert (out.getvalue(), err.getvalue()) == (b"Zo?\n", b"Zo\\xeb\n")


@needs_full
def test_a_word_that_cannot_be_said_is_dropped_for_good(full: TextIO) -> None:
    streams.write_or_drop(full, "a word")
    full.write("another")
    full.flush()


@pytest.mark.parametrize(
    ("columns", "cells"),
    [("80", 80), ("1", 1), ("0", 80), ("", 80), ("-5", 80), ("x", 80), ("٣", 80), ("9" * 5000, 10_000)],
)
def test_how_wide_a_table_may_be(columns: str, cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert streams.width({"COLUMNS": columns}) == cells
