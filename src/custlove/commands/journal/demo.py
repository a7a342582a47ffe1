"""The command `custlove demo`."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context, reporting
from custlove.context import Context
from custlove.errors import CannotCreate

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_WORDS_BELOW = 5
_FIRST, *_THEN = (
    "show tomas",
    "brief rohan",
    "ladder suggest",
    "trust rohan",
    "mirror",
    "circles",
    "lapsed",
    "history",
)


@app.command()
@reporting
def demo(
    context: typer.Context,
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help="Where to make it (default: a temporary file).")
    ] = None,
    *,
    output: "Output",
) -> int:
    """Look around in a sample journal: a made-up year of a consultant. Your own journal is not touched.

    Example: custlove demo
    """
    run = get_context(context)
    run.check_output()
    with _sample(run, path) as place:
        # From here on this run is about the sample, whatever else was named.
        run.named_journal = str(place)
        code = _show(run, output)
    _say_further(run, place)
    return code


def _show(run: Context, output: "Output") -> int:
    from custlove.render import today as render
    from custlove.render import today_screen
    from custlove.reports import today as report

    with run.reading() as connection:
        owed = report.today(connection, run.settings.cadences, run.now)
    page = render.page(owed)
    if output.form == "table":
        # What is said below it belongs on the same screen.
        room = output._replace(height=max(output.height - _WORDS_BELOW, 1) if output.height else 0)
        page = today_screen.fitted(page, room, today_screen.Asked("custlove today", (), plainly=True), page.sections)
    code = run.show(page, owed, output)
    run.stdout.flush()
    return code


@contextmanager
def _sample(run: Context, path: Path | None) -> Iterator[Path]:
    """The sample, made; gone again where it could not be shown, unless nobody read to the end."""
    from custlove.demo import build
    from custlove.store import file

    place = run.place(path).absolute() if path else _private_folder() / "demo.db"
    with ExitStack() as undo:
        if path is None:
            undo.callback(place.parent.rmdir)
        with file.being_created(place) as temporary:
            build.write(temporary, run.now, run.clock_stamp, run.settings, run.lock_timeout)
        undo.callback(place.unlink)
        try:
            yield place
        except BrokenPipeError:
            undo.pop_all()
            raise
        undo.pop_all()


def _private_folder() -> Path:
    import tempfile

    try:
        return Path(tempfile.mkdtemp(prefix="custlove-"))
    except OSError as fault:
        raise CannotCreate(
            f"No temporary folder can be made: {fault.strerror}.", "Name a file: custlove demo PATH"
        ) from fault


def _say_further(run: Context, place: Path) -> None:
    asked = f" --today {shlex.quote(run.asked_today)}" if run.asked_today else ""
    run.note("")
    run.note("This is a sample; your own journal is not touched. To look further, paste:")
    run.note(f"  {_export(str(place), run.environ.get('SHELL', ''))}")
    run.note(f"  {_program(run)}{asked} {_FIRST}")
    run.note(f"  or {', '.join(_THEN)}")


def _export(place: str, shell: str) -> str:
    """The line to paste that has every later command look at this journal."""
    if Path(shell).name == "fish":
        # Between its single quotes a backslash means something.
        escaped = place.replace("\\", "\\\\").replace("'", "\\'")
        return f"set -gx CUSTLOVE_JOURNAL '{escaped}'"
    return f"export CUSTLOVE_JOURNAL={shlex.quote(place)}"


def _program(run: Context) -> str:
    """How this program can be called again: by the path it was called by, where the shell would not find it."""
    called = sys.argv[0]
    known = shutil.which("custlove", path=run.environ.get("PATH"))
    return shlex.quote(called) if known is None and Path(called).name == "custlove" else "custlove"
