"""The command `custlove feedback`."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from custlove.commands import refs
from custlove.commands.options import Anyway, Json, On, OnChannel, Who, group, here, reporting
from custlove.commands.persons import person_or_new, say_added
from custlove.context import Context
from custlove.errors import UsageError
from custlove.rules.moments import Moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from custlove.journal.session import Writing
    from custlove.render.page import Output

app = group("What they say of your work: ask, hear, say it back, act on it, thank them.")
Kind = Literal["criticism", "praise", "idea"]
RefText = Annotated[
    list[str],
    typer.Argument(
        metavar="REF [TEXT]", help="Its number, or WHO and a word of it; then your words, - for standard input."
    ),
]
New = Annotated[bool, typer.Option("--new", help="Add the person if they are not there yet.")]
FromWho = Annotated[str, typer.Argument(metavar="WHO", help="The person.")]


@app.command()
def ask(
    context: typer.Context,
    who: FromWho,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What you asked; - reads the standard input.")
    ] = None,
    channel: OnChannel = None,
    new: New = False,
    on: On = None,
    json: Json = False,
) -> None:
    """You asked for feedback.

    Example: custlove feedback ask anna "what should we do differently?" --channel call
    """
    run = here(context)
    words = run.text(text)
    moment = run.past_moment(on)
    with run.writing() as change:
        from custlove.journal import feedback as verbs
        from custlove.render import sentences
        from custlove.reports import feedback as report

        person = person_or_new(change, who, moment.day, new=new)
        number = verbs.ask(change.session, person.id, words, channel, moment).id
        asked = report.asks(change.connection, person.id, max(run.today, moment.day))
        written = next(each for each in asked if each.id == number)
        line = sentences.ask(written, run.today)
    run.answer(line, written, json=json)
    say_added(run, [person])


@app.command()
def hear(
    context: typer.Context,
    who: FromWho,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="What they said; - reads the standard input.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What it is.")] = None,
    score: Annotated[int | None, typer.Option("--score", min=0, max=10, help="How likely they recommend you.")] = None,
    unasked: Annotated[bool, typer.Option("--unasked", help="It came by itself, though an ask is waiting.")] = False,
    new: New = False,
    on: On = None,
    json: Json = False,
) -> None:
    """They told you what they think; it answers your oldest waiting ask.

    Example: custlove feedback hear anna "the invoices come too late" --kind criticism --score 6
    """
    run = here(context)
    words = run.required_text(text, "feedback")
    if kind is None:
        raise UsageError("What is it?", "Say --kind criticism, --kind praise or --kind idea.")
    moment = run.past_moment(on)
    with run.writing() as change:
        from custlove.journal import feedback as verbs

        person = person_or_new(change, who, moment.day, new=new)
        written = verbs.hear(change.session, verbs.Heard(person.id, kind, words, score, unasked), moment)
        line, data = _standing(run, change, written.id or 0)
        if written.ask_id is not None:
            line += f" It answers what you asked (#{written.ask_id})."
    run.answer(line, data, json=json)
    say_added(run, [person])


@app.command()
def confirm(context: typer.Context, words: RefText, on: On = None, json: Json = False) -> None:
    """You said it back to them: "let me say this back to you".

    Example: custlove feedback confirm 4 "you want invoices by the 5th"
    """

    def act(change: "Writing", number: int, moment: Moment, text: str | None) -> None:
        from custlove.journal import feedback as verbs

        verbs.confirm(change.session, number, moment, text)

    _change(here(context), words, act, on, json=json)


@app.command("act")
def act_(context: typer.Context, words: RefText, anyway: Anyway = False, on: On = None, json: Json = False) -> None:
    """You made it right.

    Example: custlove feedback act 4 "invoices go out on the 3rd from now on"
    """

    def act(change: "Writing", number: int, moment: Moment, text: str | None) -> None:
        from custlove.journal import feedback as verbs

        verbs.act(change.session, number, moment, text, anyway=anyway)

    _change(here(context), words, act, on, json=json)


@app.command()
def thank(context: typer.Context, words: RefText, anyway: Anyway = False, on: On = None, json: Json = False) -> None:
    """You thanked them, which closes the loop; praise and ideas need only this.

    Example: custlove feedback thank anna invoices "a card"
    """

    def act(change: "Writing", number: int, moment: Moment, text: str | None) -> None:
        from custlove.journal import feedback as verbs

        verbs.thank(change.session, number, moment, text, anyway=anyway)

    _change(here(context), words, act, on, json=json)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="Loops that are not closed (the default).")] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Criticism that has waited for more than 24 hours.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also the closed ones.")] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help="What you asked and nobody has answered yet.")] = False,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only of this kind.")] = None,
    who: Who = None,
    *,
    output: "Output",
) -> int:
    """What was said, oldest first.

    Example: custlove feedback list --overdue
    """
    run = here(context)
    if open_ + overdue + everything + waiting > 1:
        raise UsageError("--open, --overdue, --all and --waiting exclude each other.")
    from custlove.render import views
    from custlove.reports import feedback as report
    from custlove.reports import who as people

    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        if waiting:
            asked = report.asks(connection, person, run.today)
            return run.show(views.asks(asked, run.today), asked, output)
        wanted = report.Filter(person, kind, open=not everything, overdue=overdue)
        found = report.listing(connection, wanted, run.now)
    return run.show(views.feedback(found, run.today), found, output)


def _change(
    run: Context,
    words: list[str],
    act: "Callable[[Writing, int, Moment, str | None], None]",
    on: str | None,
    *,
    json: bool,
) -> None:
    # The standard input is read before the journal is locked, and the text before a day that cannot be read.
    said = [*words[:-1], run.text(words[-1])] if len(words) > 1 else words
    moment = run.past_moment(on)
    asked = refs.several(run, said)
    if not asked:
        run.note("Nothing to change: no references on the standard input.")
        return
    with run.writing() as change:
        noun = refs.Noun("feedback", lambda person: _open(run, change.connection, person))
        told = []
        for one in asked:
            number, text = refs.number_and_text(change.connection, one, noun)
            act(change, number, moment, text or None)
            told.append(_standing(run, change, number))
    run.answers(told, json=json, several=words[0] == "-")


def _open(run: Context, connection: "sqlite3.Connection", person: int) -> list[tuple[int, str]]:
    from custlove.reports import feedback as report

    found = report.listing(connection, report.Filter(person, open=True), run.now)
    return [(each.id, each.text) for each in found]


def _standing(run: Context, change: "Writing", number: int) -> tuple[str, object]:
    from custlove.render import sentences
    from custlove.reports import feedback as report

    written = report.one(change.connection, number, run.now)
    return sentences.feedback(written, run.today), written
