"""The touchpoint that a step was: by which channel, and what is said of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.context import Context
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.journal.session import Writing
    from custlove.journal.touchpoints import Logged

Card = Annotated[bool, typer.Option("--card", help="By a card or a letter; logs the touchpoint that it is.")]
Call = Annotated[bool, typer.Option("--call", help="By a call; logs the touchpoint.")]
Video = Annotated[bool, typer.Option("--video", help="By a video call; logs the touchpoint.")]
Email = Annotated[bool, typer.Option("--email", help="By e-mail; logs the touchpoint.")]
Chat = Annotated[bool, typer.Option("--chat", help="By a message; logs the touchpoint.")]
InPerson = Annotated[bool, typer.Option("--in-person", help="In person; logs the touchpoint.")]
Gift = Annotated[bool, typer.Option("--gift", help="With a gift; logs the touchpoint.")]
# A card is a letter to the journal.
_CHANNELS = {"card": "letter"}


def channel(given: Mapping[str, bool]) -> str | None:
    """The channel among the options given, by their names; None where no touchpoint is to be logged.

    Raises UsageError for more than one.
    """
    named = [name for name, wanted in given.items() if wanted]
    if len(named) > 1:
        raise UsageError(f"--{named[0]} and --{named[1]} exclude each other.", "It is one touchpoint.")
    return _CHANNELS.get(named[0], named[0]) if named else None


def line(run: Context, change: "Writing", logged: "Logged") -> str:
    """What is said of a touchpoint that was logged on the way: its number, and the follow-ups that it closed."""
    from custlove.reports import touchpoints as report

    written = report.one(change.connection, logged.id)
    closed = f" {closed_line(run, change, logged.closed)}" if logged.closed else ""
    return f"Touchpoint #{written.id}, {written.channel}.{closed}"


def closed_line(run: Context, change: "Writing", closed: Sequence[int]) -> str:
    """Which follow-ups a touchpoint closed."""
    from custlove.render import sentences
    from custlove.reports import follow_ups as report

    shown = [report.one(change.connection, number, run.today) for number in closed]
    named = [f"follow-up #{each.id}" + (f" ({sentences.cut(each.why)})" if each.why else "") for each in shown]
    return f"Closed {sentences.joined(named)}."
