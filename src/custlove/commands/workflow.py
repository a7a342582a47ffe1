"""A step towards closing something, and the touchpoint that it was: by which channel, and what is said of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

import typer

from custlove.commands import refs
from custlove.context import Context
from custlove.errors import UsageError
from custlove.rules.moments import Moment

if TYPE_CHECKING:
    from custlove.schema.references import Noun
    from custlove.schema.vocabulary import Channel

Card = Annotated[bool, typer.Option("--card", help="By a card or a letter; also logs a touchpoint.")]
Call = Annotated[bool, typer.Option("--call", help="By a call; also logs a touchpoint.")]
Video = Annotated[bool, typer.Option("--video", help="By a video call; also logs a touchpoint.")]
Email = Annotated[bool, typer.Option("--email", help="By e-mail; also logs a touchpoint.")]
Chat = Annotated[bool, typer.Option("--chat", help="By a message; also logs a touchpoint.")]
InPerson = Annotated[bool, typer.Option("--in-person", help="In person; also logs a touchpoint.")]
Gift = Annotated[bool, typer.Option("--gift", help="With a gift; also logs a touchpoint.")]
# A card is a letter to the journal.
_CHANNELS = {"card": "letter"}


class Typed(NamedTuple):
    """What was typed for a step: the references with the texts behind them, and when it was."""

    refs: refs.Refs
    moment: Moment


def typed(run: Context, words: list[str], on: str | None, noun: "Noun") -> Typed:
    """The references meant, each with the text behind it, and the moment; tells where the standard input has none."""
    # The standard input is read before the journal is locked, and the text before a day that cannot be read.
    said = refs.with_text(run, words)
    moment = run.past_moment(on)
    return Typed(refs.read(run, said, noun, "maybe text"), moment)


def channel(given: Mapping[str, bool]) -> "Channel | None":
    """The channel among the options given, by their names; None where no touchpoint is to be logged.

    Raises UsageError for more than one.
    """
    named = [name for name, wanted in given.items() if wanted]
    if len(named) > 1:
        raise UsageError(f"--{named[0]} and --{named[1]} exclude each other.", "It is one touchpoint.")
    return cast("Channel", _CHANNELS.get(named[0], named[0])) if named else None
