"""The command `custlove fact`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs
from custlove.commands.options import Json, On, Who, choices, get_context, group, reporting
from custlove.commands.resolve_people import person_or_new, say_added
from custlove.context import Context
from custlove.errors import UsageError
from custlove.rules import facts as rules

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date

    from custlove.render.page import Output
    from custlove.services.session import Writing

app = group("What you know of them: needs, visions, challenges, life, and how they like things.")
_KINDS = "|".join(rules.KINDS)
_LIKE_THIS = 'Like this: custlove fact add anna need "faster invoices"'


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="Of whom.")],
    kind: Annotated[str, typer.Argument(metavar=_KINDS, help="What it is.")],
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What; - reads the standard input.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="REF", help="The touchpoint it comes from: its number.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not there yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Note what you know of somebody; with --source it is as old as that touchpoint.

    Example: custlove fact add anna need "faster invoices"
    """
    run = get_context(context)
    words = None if text is None else run.required_text(text, "fact")
    chosen = _kind(kind)
    words = words or run.required_text(None, "fact")
    day = run.past_moment(on).day
    with run.writing() as change:
        from custlove.services import orm_facts as verbs

        touchpoint, day = _source(change, source, day, dated=on is not None)
        person = person_or_new(change, who, day, new=new)
        written = verbs.add(change.session, verbs.NewFact(person.id, chosen, words, touchpoint), day)
        line, data = _standing(run, change, written.id or 0)
    run.answer(line, data, json=json)
    say_added(run, [person])


@app.command()
def supersede(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="REF TEXT", help="Its number, or WHO and a word of it; then what is so now, or -."),
    ],
    on: On = None,
    json: Json = False,
) -> None:
    """Something else is so now: a new fact in the place of the old one, which keeps its days.

    Example: custlove fact supersede 1 "invoices by the 5th"
    """
    run = get_context(context)
    said = [*words[:-1], run.required_text(words[-1] if len(words) > 1 else None, "new text")]
    said = [words[0], *said] if len(words) == 1 else said

    def act(change: "Writing", number: int, day: "date", text: str | None) -> int:
        from custlove.services import orm_facts as verbs

        if text is None:
            raise UsageError("What is so now?", 'Like this: custlove fact supersede 1 "invoices by the 5th"')
        return verbs.supersede(change.session, number, text, day).id or 0

    _change(run, said, act, on, json=json)


@app.command()
def resolve(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="REF [TEXT]", help="Its number, or WHO and a word of it; then how, - for stdin."),
    ],
    on: On = None,
    json: Json = False,
) -> None:
    """It is settled: a need is met, a challenge mastered.

    Example: custlove fact resolve anna archive "they built a reading room"
    """
    run = get_context(context)
    said = [*words[:-1], run.text(words[-1])] if len(words) > 1 else words

    def act(change: "Writing", number: int, day: "date", text: str | None) -> int:
        from custlove.services import orm_facts as verbs

        return verbs.resolve(change.session, number, day, text or None).id or 0

    _change(run, said, act, on, json=json)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    who: Who = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar=_KINDS, help="Only of this kind; may be given again.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what was superseded or resolved.")] = False,
    changed_since: Annotated[
        str | None,
        typer.Option("--changed-since", metavar="WHEN", help="What is new, superseded or resolved from this day on."),
    ] = None,
    *,
    output: "Output",
) -> int:
    """What is so of people, by person and kind.

    Example: custlove fact list --who anna --changed-since 90d
    """
    run = get_context(context)
    from custlove.render import facts as render
    from custlove.reports.lists import facts as report
    from custlove.reports.people import lookup as people

    kinds, since = choices(kind, "--kind", rules.KINDS), run.since(changed_since)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, report.Filter(person, kinds, everything, since), run.today)
    return run.show(render.page(found, run.today, since), found, output)


def _kind(words: str) -> str:
    try:
        return rules.kind(words)
    except ValueError as fault:
        raise UsageError(f"{words!a} is no kind of fact. {fault}", _LIKE_THIS) from fault


def _source(change: "Writing", typed: str | None, day: "date", *, dated: bool) -> "tuple[int | None, date]":
    """The touchpoint that a fact comes from, and the day that the fact has: the touchpoint's unless one was typed."""
    if typed is None:
        return None, day
    from custlove.reports.lists import touchpoints

    number = refs.touchpoint(change.connection, typed.split(maxsplit=1))
    was_on = touchpoints.one(change.connection, number).on
    return number, day if dated else min(day, was_on)


def _change(
    run: Context,
    words: list[str],
    act: "Callable[[Writing, int, date, str | None], int]",
    on: str | None,
    *,
    json: bool,
) -> None:
    day = run.past_moment(on).day
    asked = refs.several(run, words)
    if not asked:
        run.note("Nothing to change: no references on the standard input.")
        return
    with run.writing() as change:
        noun = refs.Noun("fact", lambda person: _present(run, change.connection, person))
        told = []
        for one in asked:
            number, text = refs.number_and_text(change.connection, one, noun)
            told.append(_standing(run, change, act(change, number, day, text)))
    run.answers(told, json=json, several=words[0] == "-")


def _present(run: Context, connection: "sqlite3.Connection", person: int) -> list[tuple[int, str]]:
    from custlove.reports.lists import facts as report

    return [(each.id, f"{each.kind}: {each.text}") for each in report.present(connection, person, run.today)]


def _standing(run: Context, change: "Writing", number: int) -> tuple[str, object]:
    from custlove.render import facts as render
    from custlove.reports.lists import facts as report

    written = report.one(change.connection, number, run.today)
    return render.sentence(written, run.today), written
