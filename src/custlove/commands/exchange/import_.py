"""The command `custlove import`."""

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.exchange import import_ics, import_mail, import_others
from custlove.commands.exchange.import_options import (
    DryRun,
    Import,
    ImportOptions,
    Path,
    Paths,
    Proposal,
    Rejects,
    Strict,
    bring_in,
)
from custlove.commands.options import Json, On, get_context, group
from custlove.context import Context
from custlove.schema.vocabulary import Preset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from custlove.exchange.engine.files import Source
    from custlove.exchange.jsonl.reader import Outcome

app = group("Import people, touchpoints and other entries.")
app.command()(import_mail.mbox)
app.command()(import_mail.maildir)
app.command()(import_ics.ics)
_MOST_NAMED = 10
_AGREE = 'To bring it in so: custlove --yes import csv …; to say it better: --map name="Full Name",email=Mail'


@app.callback()
def import_() -> None:
    """Import people, touchpoints and other entries."""


@app.command()
def vcard(
    context: typer.Context,
    paths: Paths,
    on: On = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import an address book (.vcf), or a folder of cards: vCard 2.1, 3.0 and 4.0.

    Example: custlove import vcard contacts.vcf
    """
    run = get_context(context)
    day = str(run.past_moment(on).day)
    from custlove.exchange.vcard import reader as cards

    kept = Import("vcard", cards.read, paths, on=day, suffixes=(".vcf", ".vcard"))
    return bring_in(run, kept, ImportOptions(dry_run, strict, rejects, json))


@app.command()
def csv(
    context: typer.Context,
    path: Path,
    preset: Annotated[
        Preset | None,
        typer.Option("--preset", help="The program that wrote the file (default: detected from its headings)."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=HEADING,…", help='The column for each field: name="Full Name",email=Mail.'
        ),
    ] = None,
    rungs: Annotated[
        bool, typer.Option("--rungs", help="Set the rung of new people by their lifecycle stage.")
    ] = False,
    last_touch: Annotated[
        bool, typer.Option("--last-touch", help="Make the day of the last activity a first touchpoint.")
    ] = False,
    on: On = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import a table of people: an export of Google, Outlook, LinkedIn or HubSpot, or any other.

    For any other table, the guess at its columns is shown first; accept it with custlove --yes, or use --map.

    Example: custlove import csv Connections.csv --preset linkedin
    """
    run = get_context(context)
    day = str(run.past_moment(on).day)
    from custlove.exchange.jsonl.timestamps import LineClock
    from custlove.exchange.tables import columns as table_shapes
    from custlove.exchange.tables import reader

    mapping = table_shapes.mapping_of(columns or ())
    wanted = reader.TableOptions(preset, mapping, rungs, last_touch, run.settings.date_order)
    rows = reader.Table(wanted, LineClock(run.now, run.stamp.at, run.zone))

    def proposal() -> Proposal | None:
        if rows.shape is None or rows.shape.preset:
            return None
        found = rows.mapping()
        return Proposal(imports.mapping(found), {"mapping": found}, bool(mapping) or run.agreed, _AGREE)

    from custlove.render import imports

    kept = Import("csv", rows.read, [path], on=day, head=lambda: rows.head, proposal=proposal)
    code = bring_in(run, kept, ImportOptions(dry_run, strict, rejects, json))
    for warning in rows.warnings():
        run.note(warning)
    return code


for each in import_others.COMMANDS:
    app.command()(each)


@app.command()
def jsonl(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="PATH|-", help="The file, or - for standard input.")],
    new: Annotated[bool, typer.Option("--new", help="Add people who are not in the journal yet.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be new, and change nothing.")] = False,
    json: Json = False,
) -> None:
    """Import JSON lines: an export, or the output of a script. All or nothing; existing entries stay as they are.

    Example: custlove import jsonl journal.jsonl
    """
    run = get_context(context)
    with ExitStack() as stack:
        source = stack.enter_context(_opened(run, path))
        advance = stack.enter_context(_progress(run, source))
        outcome, number = _read_in(run, source, advance, add_unknown=new, keep=not dry_run)
    _say_notes(run, outcome)
    data = {"new": outcome.new, "known": outcome.known, "added": list(outcome.added), "change": number}
    run.answer(_line(outcome, dry_run=dry_run), data, json=json)


def _read_in(
    run: Context, source: "Source", advance: "Callable[[int], None]", *, add_unknown: bool, keep: bool
) -> "tuple[Outcome, int | None]":
    """What an import does, and the number of its change: none if it is not to be kept, or brought nothing new."""
    if keep:
        run.keep_backup("import")
    with run.changing() as change:
        from custlove.exchange.jsonl import reader
        from custlove.exchange.jsonl.timestamps import LineClock
        from custlove.services.restore.records import RestoreRecords

        clock = LineClock(run.now, run.stamp.at, run.zone)
        outcome = reader.read_in(change, RestoreRecords(add_unknown), source.stream, source.name, clock, advance)
        kept = keep and any(outcome.new.values())
        change.keep(when=kept)
    return outcome, change.number if kept else None


@contextmanager
def _opened(run: Context, path: str) -> "Iterator[Source]":
    from custlove.exchange.engine import files

    with files.spooled(run.stdin.buffer) if path == "-" else files.being_read(run.place(path)) as source:
        yield source


@contextmanager
def _progress(run: Context, source: "Source") -> "Iterator[Callable[[int], None]]":
    if not run.stderr.isatty():
        yield lambda _: None
        return
    from custlove.render import progress

    with progress.bar(run.stderr, "Importing", source.size) as advance:
        yield advance


def _say_notes(run: Context, outcome: "Outcome") -> None:
    if outcome.added:
        more = f" and {len(outcome.added) - _MOST_NAMED} more" if len(outcome.added) > _MOST_NAMED else ""
        run.note(f"Added {', '.join(outcome.added[:_MOST_NAMED])}{more}.")
    for note in outcome.notes:
        run.note(note)


def _line(outcome: "Outcome", *, dry_run: bool) -> str:
    new, known = _counted(outcome.new), _counted(outcome.known)
    there = f" Already there: {known}." if known else ""
    if not new:
        return f"Nothing new.{there}"
    if dry_run:
        return f"New would be {new}.{there} Nothing was changed."
    return f"Imported {new}.{there} To take it back: custlove undo"


def _counted(counts: dict[str, int]) -> str:
    from custlove.render import sentences

    words = [f"{count:,} {_NOUNS[kind][count != 1]}" for kind, count in counts.items() if count]
    return sentences.joined(words)


_NOUNS = {
    "person": ("person", "people"),
    "rung_move": ("move on the ladder", "moves on the ladder"),
    "circle_choice": ("choice of a circle", "choices of a circle"),
    "rung_stay": ("suggestion declined", "suggestions declined"),
    "let_be": ("person let be", "people let be"),
    "former_name": ("former name", "former names"),
    "membership": ("organisation of somebody", "organisations of people"),
    "absence": ("time archived", "times archived"),
    "touchpoint": ("touchpoint", "touchpoints"),
    "follow_up": ("follow-up", "follow-ups"),
    "promise": ("promise", "promises"),
    "ask": ("ask", "asks"),
    "feedback": ("piece of feedback", "pieces of feedback"),
    "fact": ("fact", "facts"),
    "day": ("day", "days"),
    "mistake": ("mistake", "mistakes"),
    "ritual": ("ritual", "rituals"),
    "purchase": ("purchase", "purchases"),
    "introduction": ("introduction", "introductions"),
    "link": ("link", "links"),
    "review": ("review", "reviews"),
    "imported": ("key of an earlier import", "keys of earlier imports"),
    "inbox": ("record in the inbox", "records in the inbox"),
}
