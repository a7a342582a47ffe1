"""A step towards closing something, and the touchpoint that it was: by which channel, and what is said of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from custlove.commands import refs
from custlove.context import Context
from custlove.errors import UsageError
from custlove.rules.moments import Moment

if TYPE_CHECKING:
    import sqlite3

    from custlove.services.orm_touchpoints import Logged
    from custlove.services.session import Writing

Card = Annotated[bool, typer.Option("--card", help="By a card or a letter; logs the touchpoint that it is.")]
Call = Annotated[bool, typer.Option("--call", help="By a call; logs the touchpoint.")]
Video = Annotated[bool, typer.Option("--video", help="By a video call; logs the touchpoint.")]
Email = Annotated[bool, typer.Option("--email", help="By e-mail; logs the touchpoint.")]
Chat = Annotated[bool, typer.Option("--chat", help="By a message; logs the touchpoint.")]
InPerson = Annotated[bool, typer.Option("--in-person", help="In person; logs the touchpoint.")]
Gift = Annotated[bool, typer.Option("--gift", help="With a gift; logs the touchpoint.")]
# A card is a letter to the journal.
_CHANNELS = {"card": "letter"}


class Loop(NamedTuple):
    """What goes through steps: its noun, what of a person's is open (number, text), and how one stands after a step."""

    noun: str
    open: "Callable[[Context, sqlite3.Connection, int], Sequence[tuple[int, str]]]"
    standing: "Callable[[Context, Writing, int], tuple[str, object]]"


# Takes a step: the change, the number, the moment, the words; the touchpoint that it logged, if it was one.
Step = Callable[["Writing", int, Moment, str | None], "Logged | None"]


def take(run: Context, loop: Loop, words: list[str], step: Step, on: str | None, *, json: bool) -> None:
    """Take a step with each of what the words refer to, and say how each stands and what was logged on the way."""
    # The standard input is read before the journal is locked, and the text before a day that cannot be read.
    said = [*words[:-1], run.text(words[-1])] if len(words) > 1 else words
    moment = run.past_moment(on)
    asked = refs.several(run, said)
    if not asked:
        run.note("Nothing to change: no references on the standard input.")
        return
    with run.writing() as change:
        noun = refs.Noun(loop.noun, lambda person: loop.open(run, change.connection, person))
        told = []
        for one in asked:
            number, text = refs.number_and_text(change.connection, one, noun)
            logged = step(change, number, moment, text or None)
            said_of_it, data = loop.standing(run, change, number)
            told.append((f"{said_of_it} {line(run, change, logged)}" if logged else said_of_it, data))
    run.answers(told, json=json, several=words[0] == "-")


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
    from custlove.reports.lists import touchpoints as report

    written = report.one(change.connection, logged.id)
    closed = f" {closed_line(run, change, logged.closed)}" if logged.closed else ""
    return f"Touchpoint #{written.id}, {written.channel}.{closed}"


def closed_line(run: Context, change: "Writing", closed: Sequence[int]) -> str:
    """Which follow-ups a touchpoint closed."""
    from custlove.render import sentences
    from custlove.reports.lists import follow_ups as report

    shown = [report.one(change.connection, number, run.today) for number in closed]
    named = [f"follow-up #{each.id}" + (f" ({sentences.cut(each.why)})" if each.why else "") for each in shown]
    return f"Closed {sentences.joined(named)}."
