"""Files next to the journal: written whole or not at all, for their owner alone; and read as a stream."""

import errno
import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from custlove import private_files
from custlove.errors import BadInput, CannotCreate, CustloveError, NoPermission, NoSuchFile, OutputFailed

_COPY = 1 << 20


class Source(NamedTuple):
    """Where lines come from: the stream, its name in a sentence, its length in bytes if that is known.

    `members` are the files to read in place of it, where it is a folder.
    """

    stream: BinaryIO
    name: str
    size: int | None
    members: Sequence[Path] | None = None


@contextmanager
def being_written(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A new file of mode 0600, which takes its name only once all of it is on the disk.

    Raises CannotCreate if something is there, unless `force`d, and where the folder cannot be written. A device or
    a pipe is written to as it is.
    """
    target = path.resolve() if path.is_symlink() else path
    if _is_stream(target):
        with target.open("wb", buffering=_COPY) as stream:
            yield stream
        return
    if path.is_dir() or (path.exists() and not force):
        hint = "Name a file in it." if path.is_dir() else "To overwrite it: --force"
        raise CannotCreate(f"{path} already exists.", hint)
    temporary = private_files.unfinished(target)
    try:
        with _made(path, temporary) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _give_name(temporary, target, path, force=force)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def being_read(path: Path) -> Iterator[Source]:
    """A file to read; raises NoSuchFile, BadInput for a folder, NoPermission."""
    try:
        stream = path.open("rb")
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise NoSuchFile(f"There is no file {path}.", "Nothing was changed.") from fault
    except IsADirectoryError as fault:
        raise BadInput(f"{path} is a folder.", "Name a file in it.") from fault
    except OSError as fault:
        raise NoPermission(f"{path} cannot be read: {fault.strerror}.", "Nothing was changed.") from fault
    with stream:
        yield Source(stream, str(path), _size(stream))


def folder(path: Path) -> Source:
    """A folder to be read file by file: its name is all there is of it; raises NoSuchFile, BadInput for a file."""
    if not path.exists():
        raise NoSuchFile(f"There is no folder {path}.", "Nothing was changed.")
    if not path.is_dir():
        raise BadInput(f"{path} is not a folder.", "A mailbox in one file: custlove import mbox")
    return Source(io.BytesIO(), str(path), None)


def folder_of(path: Path, suffixes: Sequence[str]) -> Source:
    """A folder whose files with these suffixes are read one by one, those in its own folders too.

    Hidden ones are left alone, and what earlier imports put beside a file.
    """
    found = sorted(
        each
        for each in path.rglob("*")
        if each.suffix.lower() in suffixes
        and not any(part.startswith(".") for part in each.relative_to(path).parts)
        and not each.stem.endswith(".rejects")
        and each.is_file()
    )
    return Source(io.BytesIO(), str(path), sum(each.stat().st_size for each in found), found)


def each(sources: Iterable[Source]) -> Iterator[Source]:
    """The files of these sources, those of a folder opened in turn."""
    for source in sources:
        if source.members is None:
            yield source
            continue
        for member in source.members:
            with being_read(member) as opened:
                yield opened


@contextmanager
def spooled(stream: BinaryIO) -> Iterator[Source]:
    """The standard input, through a nameless file if it is a pipe: the journal is not held while somebody types."""
    if (size := _size(stream)) is not None:
        yield Source(stream, "standard input", size)
        return
    import tempfile

    with tempfile.TemporaryFile() as copy:
        while part := stream.read(_COPY):
            copy.write(part)
        copy.seek(0)
        yield Source(copy, "standard input", _size(copy))


def _size(stream: BinaryIO) -> int | None:
    try:
        about = os.fstat(stream.fileno())
    except OSError:
        return None
    return about.st_size if stat.S_ISREG(about.st_mode) else None


def _is_stream(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


@contextmanager
def _made(path: Path, temporary: Path) -> Iterator[BinaryIO]:
    try:
        stream = os.fdopen(private_files.new_file(temporary), "wb", buffering=_COPY)
    except OSError as fault:
        raise not_made(path, fault) from fault
    with stream:
        yield stream


def _give_name(temporary: Path, target: Path, path: Path, *, force: bool) -> None:
    if force:
        temporary.replace(target)
    else:
        try:
            private_files.give_name(temporary, target)
        except FileExistsError as fault:
            raise CannotCreate(f"{path} was just created by another program.", "To overwrite it: --force") from fault
    private_files.sync_folder(target.parent)


def not_made(path: Path, fault: OSError) -> CustloveError:
    """The sentence for a file or folder that could not be made."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputFailed(f"{path} cannot be written: {fault.strerror}.", "Nothing was written.")
    return CannotCreate(f"{path} cannot be made: {fault.strerror}.", "Name another place.")
