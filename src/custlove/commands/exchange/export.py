"""The command `custlove export`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.exchange.export_options import Force, OfPeople, Since, check_answer, counted, source, whole_file
from custlove.commands.options import Json, choices, get_context, group
from custlove.errors import UsageError
from custlove.schema.vocabulary import DueAs

if TYPE_CHECKING:
    from collections.abc import Iterator

app = group("Export everything, or some people.")
FilePath = Annotated[str, typer.Argument(metavar="PATH|-", help="The file, or - for standard output.")]
FolderPath = Annotated[str, typer.Argument(metavar="DIR", help="The folder: new, empty, or with --force.")]
Everybody = Annotated[bool, typer.Option("--all", help="Include archived people.")]


@app.callback()
def export() -> None:
    """Export everything, or some people."""


@app.command()
def jsonl(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="[PATH|-]", help="The file, or - for standard output.")] = "-",
    who: OfPeople = None,
    since: Since = None,
    force: Force = False,
    json: Json = False,
) -> None:
    """Export everything except the history as JSON lines, for import jsonl.

    Example: custlove export jsonl journal.jsonl
    """
    run = get_context(context)
    check_answer(path, json=json)

    def lines() -> "Iterator[str]":
        from custlove.exchange.jsonl import writer
        from custlove.render import safe

        with source(run, who, since, showing=path == "-") as journal:
            for line in writer.lines(journal, partial(safe.to_json, indent=None)):
                yield f"{line}\n"

    place, count = whole_file(run, path, lines(), force=force)
    if place is not None:
        run.answer(f"Wrote {count:,} lines to {place}.", {"path": str(place), "lines": count}, json=json)


@app.command()
def csv(
    context: typer.Context,
    folder: FolderPath,
    who: OfPeople = None,
    since: Since = None,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="Keep formulas and control characters, without a byte-order mark."),
    ] = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Export everything as tables for a spreadsheet, one file for each noun: people.csv, promises.csv and so on.

    Read people.csv back with import csv.

    Example: custlove export csv tables
    """
    run = get_context(context)
    from custlove.exchange.engine import folders
    from custlove.exchange.tables import writer

    place = run.place(folder)
    with folders.being_filled(place, force=force) as filled, source(run, who, since) as journal:
        rows = writer.write(journal, filled, raw=raw)
    words = f"Wrote {counted(rows, 'row')} in {counted(len(filled.names), 'table')} to {place}."
    run.answer(words, {"path": str(place), "files": filled.names, "rows": rows}, json=json)


@app.command()
def vcard(
    context: typer.Context,
    path: FilePath,
    version: Annotated[
        str, typer.Option("--version", metavar="4.0|3.0", help="The version of vCard; Google and Apple read 3.0 best.")
    ] = "4.0",
    who: OfPeople = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="Only cards that changed since this date.")
    ] = None,
    everybody: Everybody = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Export people as an address book, without your opinion of them.

    Example: custlove export vcard contacts-out.vcf --version 3.0
    """
    run = get_context(context)
    check_answer(path, json=json)
    [wanted] = choices([version], "--version", ("4.0", "3.0"))

    def cards() -> "Iterator[str]":
        from custlove.exchange.vcard import writer

        with source(run, who, since, showing=path == "-") as journal:
            yield from writer.cards(journal, wanted, everybody=everybody)

    place, count = whole_file(run, path, cards(), force=force)
    if place is not None:
        run.answer(f"Wrote {counted(count, 'card')} to {place}.", {"path": str(place), "cards": count}, json=json)


@app.command()
def ics(
    context: typer.Context,
    path: FilePath,
    to_do_as: Annotated[
        DueAs, typer.Option("--as", help="Write follow-ups and promises as tasks, or as all-day events.")
    ] = "todo",
    texts: Annotated[bool, typer.Option("--texts", help="Include the texts (default: only the names).")] = False,
    who: OfPeople = None,
    since: Since = None,
    everybody: Everybody = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Export a calendar: follow-ups, promises, birthdays, other days, rituals.

    Example: custlove export ics custlove.ics --as event
    """
    run = get_context(context)
    check_answer(path, json=json)
    from custlove.exchange.ics import writer

    def entries() -> "Iterator[str]":
        options = writer.CalendarExportOptions(to_do_as, texts, everybody)
        with source(run, who, since, showing=path == "-") as journal:
            yield from writer.entries(journal, options)

    place, count = whole_file(run, path, entries(), force=force, head=writer.HEAD, end=writer.END)
    if place is not None:
        words = f"Wrote {counted(count, 'entry')} to {place}."
        run.answer(words, {"path": str(place), "entries": count}, json=json)


@app.command()
def markdown(
    context: typer.Context,
    folder: FolderPath,
    who: OfPeople = None,
    since: Since = None,
    force: Force = False,
    json: Json = False,
) -> None:
    """Export a page in Markdown for each person, for Obsidian.

    Example: custlove export markdown people
    """
    run = get_context(context)
    from custlove.exchange.engine import folders
    from custlove.exchange.text import markdown_writer
    from custlove.render import safe

    place = run.place(folder)
    with folders.being_filled(place, force=force) as filled, source(run, who, since) as journal:
        pages = markdown_writer.write(journal, filled, safe.visible)
    run.answer(f"Wrote {counted(pages, 'page')} to {place}.", {"path": str(place), "files": filled.names}, json=json)


@app.command()
def person(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    path: Annotated[
        str | None, typer.Argument(metavar="[PATH|-]", help="The folder (default: named by the handle), or the file.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Required: yes, everything, including your opinion of them.")
    ] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Only the page, to PATH or standard output.")] = False,
    force: Force = False,
    json: Annotated[bool, typer.Option("--json", help="Only the JSON, to PATH or standard output.")] = False,
) -> None:
    """Export everything about one person, as JSON and as a page in Markdown: they may ask for it.

    Example: custlove export person anna --all
    """
    run = get_context(context)
    if not everything:
        raise UsageError("An export of a person contains everything about them.", "Confirm that with: --all")
    if json and as_markdown:
        raise UsageError("--json and --markdown exclude each other.", "Without either, both are written to a folder.")
    from custlove.exchange.engine import folders
    from custlove.exchange.jsonl import subject_access
    from custlove.exchange.text import markdown_writer
    from custlove.render import safe
    from custlove.reports.people import lookup as people

    with source(run) as journal:
        known = people.one(journal.connection, who)
        files = {
            f"{known.handle}.json": f"{safe.to_json(subject_access.of(journal, known.id))}\n",
            f"{known.handle}.md": markdown_writer.page(markdown_writer.things(journal, known.id), safe.visible),
        }
    if json or as_markdown:
        text = files[f"{known.handle}.{'json' if json else 'md'}"]
        place, _ = whole_file(run, path or "-", [text], force=force)
        if place is not None:
            run.answer(f"Wrote everything about {known.name} to {place}.", {"path": str(place)}, json=False)
        return
    if path == "-":
        raise UsageError("Two files cannot both go to standard output.", "Ask for one: --json or --markdown")
    folder = run.place(path or known.handle)
    with folders.being_filled(folder, force=force) as filled:
        for name, text in files.items():
            with filled.text(name) as stream:
                stream.write(text)
    run.answer(f"Wrote everything about {known.name} to {folder}: {' and '.join(files)}.", None, json=False)
