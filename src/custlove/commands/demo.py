"""The command `custlove demo`."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from custlove.commands.options import Csv, Json, Plain, here
from custlove.context import Context
from custlove.errors import CannotCreate

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_FURTHER = ("show tomas", "ladder", "promise list --who soren", "find queue", "history")


@app.command()
def demo(
    context: typer.Context,
    path: Annotated[Path | None, typer.Argument(metavar="[PATH]", help="Where; a temporary file if not said.")] = None,
    json: Json = False,
    csv: Csv = False,
    plain: Plain = False,
) -> None:
    """Look around in a sample journal: a consultant's year, made up. Your own journal is not touched.

    Example: custlove demo
    """
    run = here(context)
    run.output(json=json, csv=csv, plain=plain)
    run.check_output()
    place = _write(run, path)
    # From here on this run is about the sample, whatever else was named.
    run.named_journal = str(place)
    from custlove.commands.today import today

    today(context, json=json, csv=csv, plain=plain)
    run.stdout.flush()
    _say_further(run, place)


def _write(run: Context, path: Path | None) -> Path:
    from custlove.demo import build
    from custlove.store import file

    place = path.expanduser().absolute() if path else _private_folder() / "journal.db"
    try:
        with file.being_created(place) as temporary:
            build.write(temporary, run.today, run.clock_stamp, run.lock_timeout)
    except BaseException:
        if path is None:
            place.parent.rmdir()
        raise
    return place


def _private_folder() -> Path:
    import tempfile

    try:
        return Path(tempfile.mkdtemp(prefix="custlove-demo-"))
    except OSError as fault:
        raise CannotCreate(
            f"No temporary folder can be made: {fault.strerror}.", "Name a file: custlove demo PATH"
        ) from fault


def _say_further(run: Context, place: Path) -> None:
    asked = f" --today {shlex.quote(run.asked_today)}" if run.asked_today else ""
    begun = f"{_program(run)} --journal {shlex.quote(str(place))}{asked}"
    run.note("")
    run.note(f"This is a sample journal, at {place}. Your own is not touched. To look further:")
    for command in _FURTHER:
        run.note(f"  {begun} {command}")


def _program(run: Context) -> str:
    """How this program can be called again: by the path it was called by, where the shell would not find it."""
    called = sys.argv[0]
    known = shutil.which("custlove", path=run.environ.get("PATH"))
    return shlex.quote(called) if known is None and Path(called).name == "custlove" else "custlove"
