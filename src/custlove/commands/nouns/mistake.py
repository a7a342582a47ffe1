"""The command `custlove mistake`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from custlove.commands import refs, workflow
from custlove.commands.options import Anyway, Json, On, Who, get_context, group, level, reporting
from custlove.commands.resolve_people import person_or_new, say_added
from custlove.context import Context
from custlove.errors import UsageError
from custlove.rules.mistakes import SEVERITY, USUAL_SEVERITY, Waits
from custlove.rules.moments import Moment

if TYPE_CHECKING:
    import sqlite3

    from custlove.render.page import Output
    from custlove.reports.people.lookup import PersonRef
    from custlove.services.orm_touchpoints import Logged
    from custlove.services.session import Writing

app = group("What went wrong on your side, until it is made right: notice, own, repair, follow up.")
RefText = Annotated[
    list[str],
    typer.Argument(
        metavar="REF [TEXT]", help="Its number, or WHO and a word of it; then your words, - for standard input."
    ),
]


@app.command()
def add(
    context: typer.Context,
    who: Annotated[
        str | None, typer.Argument(metavar="[WHO]", help="With whom; goes without saying with --promise or --feedback.")
    ] = None,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What went wrong; - reads the standard input.")
    ] = None,
    severity: Annotated[
        str | None, typer.Option("--severity", metavar="1-3", help="How bad: small, real (unless given) or grave.")
    ] = None,
    promise: Annotated[
        str | None, typer.Option("--promise", metavar="REF", help="The broken promise of yours that it is.")
    ] = None,
    feedback: Annotated[
        str | None, typer.Option("--feedback", metavar="REF", help="The criticism that it was told in.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not there yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Something went wrong on your side; a broken promise can be taken over as it is.

    Example: custlove mistake add anna "the invoice went out twice" --severity small
    """
    run = get_context(context)
    taken_over = promise is not None or feedback is not None
    if who is None and not taken_over:
        raise UsageError("With whom?", 'Like this: custlove mistake add anna "the invoice went out twice"')
    words = run.text(text) if taken_over else run.required_text(text, "mistake")
    weight = level(severity, "--severity", SEVERITY) or USUAL_SEVERITY
    day = run.past_moment(on).day
    with run.writing() as change:
        from custlove.services import mistakes as verbs

        person = None if who is None else person_or_new(change, who, day, new=new)
        broken, criticism = _promise(run, change, promise, person), _feedback(run, change, feedback, person)
        source = broken or criticism
        whose = person or _person(change, source.person if source else "")
        what = words or (f"broken promise: {broken.what}" if broken else criticism.text if criticism else "")
        made = verbs.NewMistake(
            whose.id, what, weight, broken.id if broken else None, criticism.id if criticism else None
        )
        line, data = _standing(run, change, verbs.add(change.session, made, day).id or 0)
    run.answer(line, data, json=json)
    say_added(run, [whose])


@app.command()
def own(context: typer.Context, words: RefText, anyway: Anyway = False, on: On = None, json: Json = False) -> None:
    """You said sorry, and made no excuses.

    Example: custlove mistake own 1 "called her, no excuses"
    """

    def act(change: "Writing", number: int, moment: Moment, text: str | None) -> None:
        from custlove.services import mistakes as verbs

        verbs.own(change.session, number, moment.day, text, anyway=anyway)

    workflow.take(get_context(context), _loop(), words, act, on, json=json)


@app.command()
def repair(context: typer.Context, words: RefText, anyway: Anyway = False, on: On = None, json: Json = False) -> None:
    """You made it right.

    Example: custlove mistake repair anna figures "brought them myself"
    """

    def act(change: "Writing", number: int, moment: Moment, text: str | None) -> None:
        from custlove.services import mistakes as verbs

        if text is None:
            raise UsageError("What made it right?", f'Like this: custlove mistake repair {number} "a new invoice"')
        verbs.repair(change.session, number, moment.day, text, anyway=anyway)

    workflow.take(get_context(context), _loop(), words, act, on, json=json)


@app.command("followup")
def follow_up(
    context: typer.Context,
    words: RefText,
    card: workflow.Card = False,
    call: workflow.Call = False,
    email: workflow.Email = False,
    in_person: workflow.InPerson = False,
    anyway: Anyway = False,
    on: On = None,
    json: Json = False,
) -> None:
    """You asked how it is since, which closes it; a card by hand turns an error into loyalty.

    Example: custlove mistake followup 3 "a card: are the invoices on time now?" --card
    """

    def act(change: "Writing", number: int, moment: Moment, text: str | None) -> "Logged | None":
        from custlove.services import mistakes as verbs

        # Only here, where the text is known: a second way must not lose it.
        channel = workflow.channel({"card": card, "call": call, "email": email, "in-person": in_person})
        mistake = verbs.follow_up(change.session, number, moment.day, text, anyway=anyway)
        return verbs.touch(change.session, mistake, channel, moment) if channel else None

    workflow.take(get_context(context), _loop(), words, act, on, json=json)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="Those not made right to the end (the default).")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are.")] = False,
    who: Who = None,
    *,
    output: "Output",
) -> int:
    """The mistakes, oldest first, each with its next step.

    Example: custlove mistake list --who anna --all
    """
    run = get_context(context)
    if open_ and everything:
        raise UsageError("--open and --all exclude each other.")
    from custlove.render import mistakes as render
    from custlove.reports.lists import mistakes as report
    from custlove.reports.people import lookup as people

    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, report.Filter(person, open=not everything), run.today, _waits(run))
    return run.show(render.page(found, run.today), found, output)


def _promise(run: Context, change: "Writing", typed: str | None, person: "PersonRef | None") -> Any:
    """The promise that is taken over, None where none is; whether it can be is for the verb to say."""
    if typed is None:
        return None
    from custlove.reports.lists import promises as report

    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, report.Filter(person, "mine"), run.today)
        late = (each for each in found if each.broken_once or each.state in ("broken", "kept_late"))
        return [(each.id, each.what) for each in late]

    number = _reference(change.connection, typed, person, refs.Noun("promise", candidates, all=True))
    return report.one(change.connection, number, run.today)


def _feedback(run: Context, change: "Writing", typed: str | None, person: "PersonRef | None") -> Any:
    if typed is None:
        return None
    from custlove.reports.lists import feedback as report

    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, report.Filter(person), run.now)
        return [(each.id, each.text) for each in found if each.kind == "criticism"]

    number = _reference(change.connection, typed, person, refs.Noun("feedback", candidates, all=True))
    return report.one(change.connection, number, run.now)


def _reference(connection: "sqlite3.Connection", typed: str, person: "PersonRef | None", noun: refs.Noun) -> int:
    """The number behind a REF that is the value of an option: a number, a word of it, or `WHO word`."""
    if refs.as_number(typed) is not None:
        words = [typed]
    else:
        words = [person.handle, typed] if person else typed.split(maxsplit=1) or [typed]
    return refs.number(connection, words, noun)


def _person(change: "Writing", handle: str) -> "PersonRef":
    from custlove.reports.people import lookup

    return lookup.one(change.connection, handle)


def _open(run: Context, connection: "sqlite3.Connection", person: int) -> list[tuple[int, str]]:
    from custlove.reports.lists import mistakes as report

    return [(each.id, each.what) for each in report.owed(connection, person, run.today)]


def _standing(run: Context, change: "Writing", number: int) -> tuple[str, object]:
    from custlove.render import mistakes as render
    from custlove.reports.lists import mistakes as report

    written = report.one(change.connection, number, run.today, _waits(run))
    return render.sentence(written, run.today), written


def _waits(run: Context) -> Waits:
    return Waits.of(run.settings.numbers)


def _loop() -> workflow.Loop:
    return workflow.Loop("mistake", _open, _standing)
