"""Once a day: a mark outside the journal that a reminder has been given."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from custlove import paths, private_files
from custlove.errors import CannotCreate, Locked

_PAUSE = 0.05


def path(environ: Mapping[str, str], journal: Path) -> Path:
    """The mark of one journal, however it is named; the mark's own name tells nothing of where the journal is."""
    from hashlib import sha256

    return Path(paths.state(environ)) / f"reminded-{sha256(os.fsencode(journal.resolve())).hexdigest()[:16]}"


@contextmanager
def once(mark: Path, today: date, patience: float) -> Iterator[bool]:
    """Whether nothing has been given today; marked at the end, unless anything was raised.

    Two reminders at once wait for each other, so that only the first is given; after `patience` in seconds the
    second raises Locked. Raises CannotCreate where the mark cannot be made or written.
    """
    with _opened(mark) as handle:
        _lock(handle, patience)
        given = os.read(handle, 32).strip() == today.isoformat().encode()
        yield not given
        if not given:
            _write(handle, today, mark)


@contextmanager
def _opened(mark: Path) -> Iterator[int]:
    try:
        private_files.make_folder(mark.parent)
        handle = os.open(mark, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        raise CannotCreate(f"The mark {mark} cannot be made: {fault.strerror}.") from fault
    try:
        yield handle
    finally:
        os.close(handle)


def _write(handle: int, today: date, mark: Path) -> None:
    try:
        # Days are equally long: a mark is replaced at one stroke.
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"{today.isoformat()}\n".encode())
    except OSError as fault:
        raise CannotCreate(f"The mark {mark} cannot be written: {fault.strerror}.") from fault


def _lock(handle: int, patience: float) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            if time.monotonic() >= end:
                raise Locked("Another reminder is being delivered right now; try again in a moment.") from fault
            time.sleep(_PAUSE)
        except OSError:
            # No locks on this filesystem: two at the same moment may both be given.
            return
        else:
            return
