"""The command `custlove find`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Since, Who, get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def find(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help="Words or their beginnings; an entry has to contain all of them. In quotation marks: '\"a phrase\"'.",
        ),
    ],
    who: Who = None,
    since: Since = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="The maximum number of entries, the newest first.")
    ] = 100,
    *,
    output: "Output",
) -> int:
    """Search everything you wrote, newest first: touchpoints, promises, feedback, facts, names, tags, addresses, notes.

    Example: custlove find invoice --who anna
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports import find as report
    from custlove.reports.people import lookup as people

    if not report.searchable(words):
        run.note("Only letters and digits can be searched for.")
    first = run.since(since)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        # One more than is shown tells whether there are more.
        found = report.find(connection, report.SearchOptions(words, run.today, first, person, limit + 1))
    if len(found) > limit:
        run.note(f"These are the newest {limit}; for more: --limit {limit * 10}")
    page = lists.hits(found[:limit], run.today, colour=output.colour, encoding=output.stream.encoding)
    return run.show(page, found[:limit], output)
