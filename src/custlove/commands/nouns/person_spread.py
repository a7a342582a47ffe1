"""The command `custlove person spread`."""

from typing import Annotated

import typer

from custlove.commands.options import Json, get_context
from custlove.context import Context
from custlove.errors import UsageError

_LONGEST = 730


def spread(
    context: typer.Context,
    over: Annotated[str, typer.Option("--over", metavar="PERIOD", help="Over how long: 60d, 3 months.")] = "60d",
    tag: Annotated[str | None, typer.Option("--tag", help="Only with this tag.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Also those who were not brought in by an import.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who would be due when, and change nothing.")] = False,
    json: Json = False,
) -> int:
    """Stagger when people who were brought in are first due, so that they do not all go quiet on one morning.

    Only those never touched; nobody becomes due sooner. A first touchpoint starts their cadence as always.

    Example: custlove person spread --over 60d
    """
    run = get_context(context)
    days = _days(run, over)
    from custlove.render import spread as render
    from custlove.reports.journal_wide import spread as report
    from custlove.rules.names import fold

    key = fold(tag.lstrip("#+")) if tag else None
    with run.reading() as connection:
        found = report.plan(connection, run.settings.cadences, run.today, days, key, everybody=everybody)
    moved = {each.id: each.due_on for each in found.people if each.due_on != each.was_due_on}
    if moved and not dry_run:
        with run.writing() as change:
            from custlove.services import spread as verbs

            found = report.plan(change.connection, run.settings.cadences, run.today, days, key, everybody=everybody)
            moved = {each.id: each.due_on for each in found.people if each.due_on != each.was_due_on}
            verbs.first_due(change.session, moved, run.today)
    line = render.sentence(found, len(moved), run.today, dry_run=dry_run)
    if dry_run and not json and found.people:
        run.show(render.page(found.people, run.today), found, run.output())
        run.note(line)
    else:
        people = [{field: value for field, value in each._asdict().items() if field != "id"} for each in found.people]
        run.answer(line, {"first": found.first, "last": found.last, "moved": len(moved), "people": people}, json=json)
    return 0


def _days(run: Context, over: str) -> int:
    days = (run.due_day(f"+{over.strip()}" if over.strip()[:1].isdigit() else over) - run.today).days
    if not 1 <= days <= _LONGEST:
        raise UsageError(f"--over {over!a} is no time to spread over.", f"Name 1 to {_LONGEST} days, like 60d.")
    return days
