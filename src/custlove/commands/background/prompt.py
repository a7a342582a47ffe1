"""custlove prompt, where it stands behind a global option; alone it is answered before the command line is built."""

from typing import Annotated

import typer

from custlove.commands.options import get_context
from custlove.context import Context

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def prompt(
    context: typer.Context,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="TEXT",
            help="A template with {broken} {overdue} {due} {feedback} {total}, replaced by their counts.",
        ),
    ] = None,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Use only ASCII characters.")] = False,
) -> None:
    """Print one short line with what is due, for a shell prompt or status bar; print nothing when nothing is due.

    Example: custlove prompt --format "{broken} {overdue} {due}"
    """
    run = get_context(context)
    from custlove.cli import prompt as quick

    if run.asked_today is not None:
        counts = _as_of(run)
        if any(counts.values()):
            text = quick.line(counts, ascii_only=ascii_only) if form is None else quick.filled(form, counts)
            run.stdout.write(f"{text}\n")
        return
    arguments = [*(["--format", form] if form is not None else []), *(["--ascii"] if ascii_only else [])]
    quick.run(arguments, {**run.environ, "CUSTLOVE_JOURNAL": str(run.journal)})


def _as_of(run: Context) -> dict[str, int]:
    """The counts as of the day given with --today, by the report: the quick way knows only how things stand now."""
    from custlove.reports import today as report

    with run.reading() as connection:
        owed = report.today(connection, run.settings.cadences, run.now, numbers=run.settings.numbers)
    return {
        "broken": len(owed.broken_promises),
        "overdue": len(owed.overdue_follow_ups),
        "due": len(owed.promises_due) + len(owed.follow_ups_due),
        "feedback": sum(each.overdue for each in owed.open_feedback),
        "mistakes": len(owed.open_mistakes),
    }
