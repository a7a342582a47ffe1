"""The program's start: what has to be so before the command line is there."""

import os
import subprocess
import sys
from collections import Counter

import pytest

# Ctrl-C at the nth module that is looked for, then the program.
_INTERRUPTED = """
import os, signal, sys

class Interrupting:
    looked_for = 0

    @classmethod
    def find_spec(cls, *_):
        cls.looked_for += 1
        if cls.looked_for == {number}:
            os.kill(os.getpid(), signal.SIGINT)

from custlove.__main__ import main
sys.argv = ["custlove", *{words}]
sys.meta_path.insert(0, Interrupting)
main()
"""
_DROPPED = """
import os, signal, sys, weakref

class Thing:
    pass

class Interrupting:
    @staticmethod
    def find_spec(name, *_):
        if name == "custlove.commands.journal.history":
            thing = Thing()
            watch = weakref.ref(thing, lambda _: (os.kill(os.getpid(), signal.SIGINT), None)[1])
            del thing

from custlove.__main__ import main
sys.argv = ["custlove", "history"]
sys.meta_path.insert(0, Interrupting)
main()
"""


def _run(program: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=os.environ)
    return done.returncode, done.stderr


@pytest.mark.slow  # Starts the program a dozen times.
@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("words", [["today"], ["person", "list"], ["prompt"]])
def test_an_interruption_while_modules_load_ends_in_silence(words: list[str]) -> None:
    told = Counter(_run(_INTERRUPTED.format(number=number, words=words)) for number in (1, 3, 8, 15))
    assert told == {(130, ""): 4}


@pytest.mark.slow  # Starts the program.
@pytest.mark.usefixtures("home")
def test_an_interruption_that_python_drops_is_made_again() -> None:
    assert _run(_DROPPED) == (130, "")
