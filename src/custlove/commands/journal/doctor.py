"""The command `custlove doctor`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Json, get_context

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from custlove.context import Context

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_HURT = 65


@app.command()
def doctor(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make anew what can be made anew; the journal as it was is kept.")
    ] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Take what another program wrote as it stands.")] = False,
    json: Json = False,
) -> int:
    """Examine the journal: what is hurt, what is safe, what to do next. Ends with exit code 65 if anything is hurt.

    Example: custlove doctor
    """
    run = get_context(context)
    from custlove.errors import NoSuchFile
    from custlove.render import doctor as render
    from custlove.render import progress
    from custlove.services import doctor as service

    if not run.begun:
        raise NoSuchFile("There is no journal yet: nothing can be hurt.", "The first command that writes starts one.")
    if repair or accept:
        run.check_output()
    path, others, timeout = run.journal, _elsewhere(run), run.lock_timeout
    answer: service.Repaired | service.Examined
    with progress.late(run.stderr, "Examining", service.units(path, timeout)) as advance:
        if repair:
            answer = service.repair(path, others, run.clock_stamp, run.command, timeout, advance)
        elif not accept:
            answer = service.examine(path, others, timeout, advance)
        if accept:
            answer = service.accept(path, run.clock_stamp, run.command, timeout)
    examined = answer.now if isinstance(answer, service.Repaired) else answer
    head = render.repaired(answer) if isinstance(answer, service.Repaired) else ()
    _tell(run, (*head, *render.lines(examined)), answer, json=json)
    return 0 if examined.findings.sound else _HURT


def _tell(run: "Context", lines: "Iterable[str]", data: object, *, json: bool) -> None:
    if json:
        run.answer("", data, json=True)
    else:
        run.answers([(line, None) for line in lines], json=False)


def _elsewhere(run: "Context") -> "tuple[Path, ...]":
    """The settings and drafts: who may read them matters as well."""
    from pathlib import Path

    from custlove import paths

    return Path(paths.settings(run.environ)), Path(paths.state(run.environ)) / "drafts"
