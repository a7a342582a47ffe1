"""The command `custlove introduction`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs
from custlove.commands.options import Json, On, OnUndated, Ref, Since, Who, get_context, group, reporting
from custlove.commands.resolve_people import person_or_new

if TYPE_CHECKING:
    import sqlite3

    from custlove.render.page import Output

app = group("Who sent whom: advocates bring people.")


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="Who sent them.")],
    person: Annotated[
        str, typer.Argument(metavar="NEWPERSON", help="Whom they sent; added as a prospect if not there yet.")
    ],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="How; - reads the standard input.")] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Somebody sent you somebody.

    Example: custlove introduction add anna "Stepan Oblonsky" "her brother, looking for a studio"
    """
    run = get_context(context)
    words = run.text(text) or None
    day = run.past_moment(on).day
    with run.writing() as change:
        from custlove.render import introductions as render
        from custlove.reports.lists import introductions as report
        from custlove.reports.people import lookup as people
        from custlove.services import introductions as verbs

        by = people.one(change.connection, who)
        sent = person_or_new(change, person, day, new=True)
        number = verbs.add(change.session, by.id, sent.id, day, words).id or 0
        written = report.one(change.connection, number)
    added = f" {sent.name} is new here, as {sent.handle}: prospect." if sent.added else ""
    run.answer(render.said(written, run.today) + added, written, json=json)


@app.command("list")
@reporting
def list_(context: typer.Context, who: Who = None, since: Since = None, *, output: "Output") -> int:
    """Who sent whom, newest first.

    Example: custlove introduction list --who anna
    """
    run = get_context(context)
    from custlove.render import introductions as render
    from custlove.reports.lists import introductions as report
    from custlove.reports.people import lookup as people

    first = run.since(since)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, person, first, run.today)
    return run.show(render.page(found, run.today), found, output)


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Take an introduction out of the journal; both people stay.

    Example: custlove introduction remove 1
    """
    run = get_context(context)
    run.past_moment(on)
    with run.writing() as change:
        from custlove.render import introductions as render
        from custlove.reports.lists import introductions as report
        from custlove.services import introductions as verbs

        noun = refs.Noun("introduction", lambda person: _all(change.connection, person), all=True)
        number = refs.number(change.connection, ref, noun)
        removed = report.one(change.connection, number)
        verbs.remove(change.session, number)
    run.answer(f"Removed: {render.said(removed, run.today)}", removed, json=json)


def _all(connection: "sqlite3.Connection", person: int) -> list[tuple[int, str]]:
    from datetime import date

    from custlove.reports.lists import introductions as report

    found = report.listing(connection, person, None, date.max)
    return [(each.id, f"{each.by_name} sent {each.name} {each.text or ''}".rstrip()) for each in found]
