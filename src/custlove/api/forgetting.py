"""Forgetting somebody for good, from a program of one's own."""

import os
from pathlib import Path

from custlove import paths
from custlove.api.writing import Json, json
from custlove.clock import Clock
from custlove.services import forgetting
from custlove.store import reading
from custlove.store.file import LOCK_TIMEOUT


def forget(
    who: str,
    path: str | os.PathLike[str] | None = None,
    *,
    keep_shared: bool = False,
    keep_backups: bool = False,
    remember: bool = True,
    timeout: float = LOCK_TIMEOUT,
) -> Json:
    """Forget somebody for good, as `custlove forget WHO --yes` does; a receipt without a name. It cannot be undone.

    The journal is that of the command line unless another is named. Raises NotFound, Ambiguous, Locked.
    """
    place = Path(paths.expanded(os.fspath(path))) if path is not None else Path(paths.journal(os.environ))
    clock, state = Clock(os.environ), Path(paths.state(os.environ))
    with reading.reading(place, timeout) as connection:
        files = forgetting.files(connection, place, state, state / "reminded", state / "rejects")
    asked = forgetting.ForgetPerson(who, files, keep_shared, keep_backups, remember)
    done = forgetting.forget(place, asked, clock.clock_stamp, clock.now, clock.settings, timeout)
    return json(done.data())
