"""Keys and lines, from a terminal and from anything else."""

import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

import pytest

from custlove.cli.keyboard import ENTER, ESCAPE, Keyboard
from custlove.errors import UsageError

if sys.platform == "win32":
    pytest.skip("no terminals to open", allow_module_level=True)
import termios


@pytest.fixture
def terminal() -> Iterator[tuple[int, TextIO]]:
    """Where somebody types, and the standard input that it is."""
    master, slave = os.openpty()
    with os.fdopen(slave, encoding="utf-8") as stdin:
        yield master, stdin
    os.close(master)


def test_single_keys_and_lines_after_each_other(terminal: tuple[int, TextIO]) -> None:
    master, stdin = terminal
    keyboard = Keyboard(stdin, single=True)
    assert keyboard.single
    before = termios.tcgetattr(stdin.fileno())
    # All of it typed ahead.
    os.write(master, "dé\rsfriday\n\x1b[A".encode())
    assert [keyboard.key() for _ in range(4)] == ["d", "é", ENTER, "s"]
    assert keyboard.line() == "friday"
    assert keyboard.key() == ESCAPE
    assert termios.tcgetattr(stdin.fileno()) == before
    os.write(master, b"\x04")
    assert keyboard.key() == ""


def test_a_terminal_is_as_it_was_after_an_interruption(
    terminal: tuple[int, TextIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, stdin = terminal
    before = termios.tcgetattr(stdin.fileno())

    def interrupted(fd: int, _count: int) -> bytes:
        assert not termios.tcgetattr(fd)[3] & (termios.ICANON | termios.ECHO)
        raise KeyboardInterrupt

    monkeypatch.setattr("os.read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Keyboard(stdin, single=True).key()
    assert termios.tcgetattr(stdin.fileno()) == before


@pytest.mark.parametrize("single", [True, False])
def test_a_line_for_each_key_where_there_are_no_single_ones(terminal: tuple[int, TextIO], single: bool) -> None:
    typed = "d\n\ns friday\nx\nno need\nq"
    master, stdin = terminal
    if single:
        stdin = io.TextIOWrapper(io.BytesIO(typed.encode()))
    else:
        os.write(master, f"{typed}\n".encode())
    keyboard = Keyboard(stdin, single=single)
    assert not keyboard.single
    assert (keyboard.key(), keyboard.key()) == ("d", ENTER)
    # What stands behind a key answers what it asks for.
    assert (keyboard.key(), keyboard.line()) == ("s", "friday")
    assert (keyboard.key(), keyboard.line(), keyboard.key()) == ("x", "no need", "q")
    if single:
        assert (keyboard.key(), keyboard.line()) == ("", "")


def test_what_is_not_text_is_refused(terminal: tuple[int, TextIO]) -> None:
    master, stdin = terminal
    os.write(master, b"caf\xe9\n")
    with pytest.raises(UsageError):
        Keyboard(stdin, single=True).line()
