"""custlove prompt, where it stands behind a global option; alone it is answered before the command line is built."""

from typing import Annotated

import typer

from custlove.commands.options import here

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def prompt(
    context: typer.Context,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="TEXT", help="With {broken} {overdue} {due} {feedback} {total}, counts as numbers."
        ),
    ] = None,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="No sign outside ASCII.")] = False,
) -> None:
    """One short line for a shell prompt, tmux or a status bar; nothing when nothing is due.

    Example: custlove prompt --format "{broken} {overdue} {due}"
    """
    run = here(context)
    from custlove import prompt as quick

    arguments = [*(["--format", form] if form is not None else []), *(["--ascii"] if ascii_only else [])]
    quick.run(arguments, {**run.environ, "CUSTLOVE_JOURNAL": str(run.journal)})
