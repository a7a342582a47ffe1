"""The sentences a user can act on, each with its exit code."""

import errno
from collections.abc import Sequence
from typing import NamedTuple


class CustloveError(Exception):
    """Something the user can mend: one sentence, a next step, an exit code.

    `message` says what is wrong, `hint` what to do about it, `kind` is the stable word for scripts.
    Raising one promises that nothing was changed, but for Unconfirmed.
    """

    exit_code = 1
    kind = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Question(NamedTuple):
    """What is missing on a command line and can be asked for: a kind of word, as the completion calls it.

    The answer stands behind `option`, or at the end as an argument.
    """

    kind: str
    option: str = ""


class UsageError(CustloveError):
    """The command line cannot be understood; with a `question` something is missing that can be asked for."""

    exit_code = 2
    kind = "usage"

    def __init__(self, message: str, hint: str = "", question: Question | None = None) -> None:
        super().__init__(message, hint)
        self.question = question


class UnreadableDate(UsageError):
    """A day or a moment that the grammar of dates.py does not read."""

    kind = "unreadable_date"


class NotFound(CustloveError):
    """Nobody, or nothing, by that name or number."""

    exit_code = 3
    kind = "not_found"


class Ambiguous(CustloveError):
    """Several people, or several things, answer to it.

    `words` are those that were typed, if people were meant, `ref` those of a reference; `labels` say more of each
    candidate.
    """

    exit_code = 3
    kind = "ambiguous"

    def __init__(
        self, message: str, hint: str = "", candidates: Sequence[str] = (), words: str = "", labels: Sequence[str] = ()
    ) -> None:
        super().__init__(message, hint)
        self.candidates = tuple(candidates)
        self.ref: tuple[str, ...] = ()
        self.words = words
        self.labels = tuple(labels)


class Refused(CustloveError):
    """A rule of the journal stands against it."""

    exit_code = 4
    kind = "refused"


class AlreadyDone(Refused):
    """What was asked for is so already: nothing to do, and no reason to stop; `thing` is what it is so of."""

    def __init__(self, message: str, hint: str = "", thing: object = None) -> None:
        super().__init__(message, hint)
        self.thing = thing


class NotAJournal(CustloveError):
    """A foreign, damaged or empty file, one from a newer custlove, or import lines that cannot be read."""

    exit_code = 65
    kind = "not_a_journal"


class BadInput(NotAJournal):
    """A file to be read in that is not what it should be."""

    kind = "bad_input"


class NoSuchFile(CustloveError):
    """A path that was named and is not there."""

    exit_code = 66
    kind = "no_such_file"


class CannotCreate(CustloveError):
    """A file or folder that cannot be made, or already exists."""

    exit_code = 73
    kind = "cannot_create"


class OutputFailed(CustloveError):
    """The disk is full, or the output could not be written."""

    exit_code = 74
    kind = "output_failed"


class Unconfirmed(OutputFailed):
    """The disk failed in a commit: what was asked for is `written`, or something else was, or nobody knows."""

    kind = "unconfirmed"

    def __init__(self, message: str, hint: str = "", *, written: bool = False) -> None:
        super().__init__(message, hint)
        self.written = written


class Locked(CustloveError):
    """Another program holds the journal; worth trying again."""

    exit_code = 75
    kind = "locked"


class NoPermission(CustloveError):
    """The file may not be read or written by this user."""

    exit_code = 77
    kind = "no_permission"


class BadSettings(CustloveError):
    """The settings file cannot be used."""

    exit_code = 78
    kind = "bad_settings"


class Interrupted(CustloveError):
    """The user broke it off."""

    exit_code = 130
    kind = "interrupted"


class InternalError(CustloveError):
    """A mistake of the program."""

    exit_code = 70
    kind = "internal"


def of_file(fault: OSError) -> CustloveError | None:
    """The sentence for a file or folder that failed; None where a stream did, which has no name."""
    if fault.filename is None and fault.errno != errno.ENOENT:
        return None
    kinds = {errno.ENOENT: NoSuchFile, errno.EACCES: NoPermission, errno.EPERM: NoPermission}
    kind = kinds.get(fault.errno or 0, OutputFailed)
    # Only the folder that the program runs in can be gone without being named.
    return kind(f"{fault.filename or 'The folder this runs in'} cannot be used: {fault.strerror or fault}.")
