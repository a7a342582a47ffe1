"""The command `custlove forget`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Json, get_context
from custlove.context import Context
from custlove.errors import NotFound, Refused

if TYPE_CHECKING:
    from custlove.services.forgetting import ForgetPerson, ForgetPlan

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def forget(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False,
    keep_shared: Annotated[
        bool, typer.Option("--keep-shared", help="Keep the text of touchpoints with others, who stay.")
    ] = False,
    keep_backups: Annotated[
        bool, typer.Option("--keep-backups", help="Keep older backups, in which they still are.")
    ] = False,
    not_remembered: Annotated[
        bool, typer.Option("--not-remembered", help="Keep no digests of their addresses: an import brings them back.")
    ] = False,
    json: Json = False,
) -> None:
    """Forget somebody for good, as they may ask you to: their rows, the history about them, older backups, drafts.

    It cannot be undone. You are shown what would go, and asked to type the handle; in a script, give --yes.

    Example: custlove forget anna --dry-run
    """
    run = get_context(context)
    from custlove.services import forgetting

    asked = forgetting.ForgetPerson(who, _files(run), keep_shared, keep_backups, not not_remembered)
    if not dry_run and _finish_earlier(run, who, json=json):
        return
    with run.reading() as connection:
        planned = forgetting.plan(connection, asked, run.journal if run.begun else None)
    if dry_run:
        _show(run, planned, asked, json=json)
        return
    _agree(run, planned, asked, json=json)
    _forget(run, planned, asked._replace(who=f"@{planned.person.handle}"), json=json)


def _files(run: Context) -> tuple[str, ...]:
    """The files of the program's own that go."""
    from custlove.reminders import once_a_day
    from custlove.services import forgetting

    if not run.begun:
        return ()
    mark = once_a_day.path(run.environ, run.journal)
    with run.reading() as connection:
        return forgetting.files(connection, run.journal, run.state, mark, run.rejects)


def _finish_earlier(run: Context, who: str, *, json: bool) -> bool:
    """Finish a forgetting that was broken off; whether it was that one that was meant: nobody is called so any more."""
    from custlove.reports.people import lookup
    from custlove.services import forgetting

    with run.reading() as connection:
        if not forgetting.unfinished(connection):
            return False
        try:
            lookup.one(connection, who)
            is_here = True
        except NotFound:
            is_here = False
    stay = forgetting.finish(run.journal, run.lock_timeout)
    line = "What forgetting somebody had left to do is done."
    if is_here:
        run.note(line)
        return False
    run.answer(line, {"finished": True, "not_removed": stay}, json=json)
    _say_what_stays(run, stay)
    return True


def _show(run: Context, planned: "ForgetPlan", asked: "ForgetPerson", *, json: bool) -> None:
    from custlove.render import forgetting as render

    if json:
        run.answer("", planned.data(), json=True)
        return
    for line in render.plan(planned, asked, run.today):
        run.answer(line, None, json=False)


def _agree(run: Context, planned: "ForgetPlan", asked: "ForgetPerson", *, json: bool) -> None:
    """Have the handle typed, once what would go was shown; raises Refused where nobody can, or something else is."""
    if run.agreed:
        return
    handle = planned.person.handle
    if not run.at_terminal or json:
        raise Refused(
            f"Forgetting {planned.person.name} cannot be undone, and nobody is here to say that it is meant.",
            f"To see what would go: custlove forget {handle} --dry-run\nTo do it: custlove forget {handle} --yes",
        )
    _show(run, planned, asked, json=False)
    if run.ask(f"Type {handle} to forget them for good: ").removeprefix("@") != handle:
        raise Refused("That is not the handle: nobody was forgotten.", "Nothing was changed.")


def _forget(run: Context, planned: "ForgetPlan", asked: "ForgetPerson", *, json: bool) -> None:
    from custlove.render import forgetting as render
    from custlove.services import forgetting

    run.check_output()
    run.stands = f"{planned.person.name} was forgotten all the same."
    done = forgetting.forget(run.journal, asked, run.clock_stamp, run.now, run.settings, run.lock_timeout)
    run.answer(render.receipt(done.receipt, run.today), done, json=json)
    if not json:
        for line in render.notes(asked):
            run.note(line)
    _say_what_stays(run, done.stay)


def _say_what_stays(run: Context, stay: tuple[str, ...]) -> None:
    for each in stay:
        run.note(f"{each} could not be removed; remove it yourself, or the next write tries again.")
