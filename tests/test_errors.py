"""The sentences a user can act on, each with its exit code."""

import errno
import os

import pytest

from custlove import errors
from custlove.errors import CustloveError


def kinds(kind: type[CustloveError] = CustloveError) -> list[type[CustloveError]]:
    """Every kind of error that scripts are told of by a word of its own."""
    found = [each for child in kind.__subclasses__() for each in (child, *kinds(child))]
    return [each for each in found if "kind" in vars(each)]


def test_each_kind_has_the_code_that_the_design_gives_it() -> None:
    # DESIGN.md section 5; 70 is a mistake of the program itself (sysexits.h, EX_SOFTWARE).
    assert {kind.__name__: kind.exit_code for kind in kinds()} == {
        "UsageError": 2,
        "UnreadableDate": 2,
        "NotFound": 3,
        "Ambiguous": 3,
        "Refused": 4,
        "NotAJournal": 65,
        "BadInput": 65,
        "NoSuchFile": 66,
        "InternalError": 70,
        "CannotCreate": 73,
        "OutputFailed": 74,
        "Unconfirmed": 74,
        "Locked": 75,
        "NoPermission": 77,
        "BadSettings": 78,
        "Interrupted": 130,
    }


def test_each_kind_has_a_word_of_its_own_for_scripts() -> None:
    words = [kind.kind for kind in kinds()]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("number", "name", "code", "sentence"),
    [
        (errno.ENOENT, "/x/y", 66, "/x/y cannot be used: No such file or directory."),
        (errno.EACCES, "/x/y", 77, "/x/y cannot be used: Permission denied."),
        (errno.EPERM, "/x/y", 77, "/x/y cannot be used: Operation not permitted."),
        (errno.EIO, "/x/y", 74, "/x/y cannot be used: Input/output error."),
        # os.getcwd() in a folder that is gone.
        (errno.ENOENT, None, 66, "The folder this runs in cannot be used: No such file or directory."),
    ],
)
def test_a_file_that_fails_is_named(number: int, name: str | None, code: int, sentence: str) -> None:
    found = errors.of_file(OSError(number, os.strerror(number), name))
    assert found is not None
    assert (found.exit_code, found.message) == (code, sentence)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EBADF, errno.EIO, errno.EPIPE])
def test_a_stream_that_fails_has_no_name(number: int) -> None:
    assert errors.of_file(OSError(number, os.strerror(number))) is None
