"""The command `custlove done`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs
from custlove.commands.options import Json, On, get_context

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def done(
    context: typer.Context,
    ref: Annotated[
        list[str],
        typer.Argument(metavar="REF", help="Its reference (p12), several, or WHO and a word of its text."),
    ],
    on: On = None,
    json: Json = False,
) -> None:
    """Mark promises, follow-ups and rituals as done, and asks as no longer open, by their references.

    Example: custlove done p12 f3 r1
    """
    run = get_context(context)
    from custlove.services import closing

    moment = run.past_moment(on)
    refs.change(
        run,
        refs.read(run, ref, None),
        lambda change, each: closing.done(change, each, moment),
        say(run.today),
        about=lambda each: getattr(each, "ritual", each),
        json=json,
    )


def say(today: "date") -> "Callable[[object], str]":
    """What is now true of a thing that was closed or put off."""
    from custlove.render import closing

    return lambda each: closing.sentence(each, today)
