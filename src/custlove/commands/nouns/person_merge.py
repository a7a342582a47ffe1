"""The command `custlove person merge`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Json, OnUndated, get_context
from custlove.context import Context
from custlove.errors import UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    from custlove.services.merging import MergePlan


def merge(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person to keep, with handle, name and ladder.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The person to merge into the first.")],
    take: Annotated[
        list[str] | None,
        typer.Option(
            "--take",
            metavar="FIELD[=second]",
            help="Where both have one, take the second's: role, birthday, every, rung, name …; can be repeated.",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")] = False,
    on: OnUndated = None,
    json: Json = False,
) -> None:
    """Merge two people: everything of the second becomes the first's.

    Where both have a birthday, a role or so, the first's is kept (choose with --take, or when asked at a terminal), and
    the other stays in the notes. All names and handles of both find the one.

    Example: custlove person merge anna anna-2
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import merging as render
    from custlove.services import merging

    asked = merging.MergePeople(who, other, _fields(take))
    if dry_run or (run.at_terminal and not json):
        with run.reading() as connection:
            planned = merging.plan(connection, asked)
        if dry_run:
            run.answer(render.would_merge(planned), planned.data(), json=json)
            return
        asked = asked._replace(take=(*asked.take, *_chosen(run, planned)))
    run.keep_backup("merge")
    with run.changing() as change:
        merged = merging.apply(change, asked)
    run.answer(render.merged(merged, run.today), merged.data(), json=json)


def _fields(typed: "list[str] | None") -> tuple[str, ...]:
    """The fields to take of the second; `FIELD=first` is what is kept anyway. Raises UsageError."""
    found = []
    for each in (part.strip() for one in typed or () for part in one.split(",")):
        field, equals, which = each.partition("=")
        if equals and which not in ("first", "second"):
            raise UsageError(f"{quoted(each)} names neither the first nor the second.", "Like this: --take role=second")
        if which != "first":
            found.append("every" if field == "cadence" else field.lower())
    return tuple(dict.fromkeys(found))


def _chosen(run: Context, planned: "MergePlan") -> list[str]:
    """Which of the fields that compete are the second's, as somebody at the terminal says."""
    if run.agreed:
        return []
    taken = []
    for each in planned.comparison.competing:
        if each.field in planned.take:
            continue
        question = f"{each.field}: 1 {each.keep}, 2 {each.gone}? (Enter for 1; the other stays in the notes) "
        answer = run.ask(question)
        while answer not in ("", "1", "2"):
            answer = run.ask("1 or 2? ")
        if answer == "2":
            taken.append(each.field)
    return taken
