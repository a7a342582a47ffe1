"""The command `custlove import`."""

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from custlove.commands.options import Json, group, here
from custlove.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custlove.exchange.files import Source
    from custlove.exchange.importing import Outcome

app = group("Read people and touchpoints in.")
_MOST_NAMED = 10


class _TakenBack(Exception):
    """Ends a change that is not to be kept."""


@app.callback()
def import_() -> None:
    """Read people and touchpoints in."""


@app.command()
def jsonl(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="PATH|-", help="The file; - reads the standard input.")],
    new: Annotated[bool, typer.Option("--new", help="Add people who are not there yet.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be new.")] = False,
    json: Json = False,
) -> None:
    """Read JSON lines: an export, or what a script wrote. All of it or nothing; what is there already stays.

    Example: custlove import jsonl journal.jsonl
    """
    run = here(context)
    number: int | None = None
    with ExitStack() as stack:
        source = stack.enter_context(_opened(run, path))
        advance = stack.enter_context(_progress(run, source))
        try:
            with run.writing() as change:
                from custlove.exchange import importing
                from custlove.exchange.moments import Clock

                clock = Clock(run.now, run.stamp.at, run.zone)
                outcome = importing.read_in(change, source.stream, source.name, clock, advance, add_unknown=new)
                number = change.change
                if dry_run or not any(outcome.new.values()):
                    raise _TakenBack
        except _TakenBack:
            number = None
    _say_notes(run, outcome)
    run.answer(_line(outcome, dry_run=dry_run), _data(outcome, number), json=json)


@contextmanager
def _opened(run: Context, path: str) -> "Iterator[Source]":
    from custlove.exchange import files

    with files.spooled(run.stdin.buffer) if path == "-" else files.being_read(Path(path).expanduser()) as source:
        yield source


@contextmanager
def _progress(run: Context, source: "Source") -> "Iterator[Any]":
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
    "touchpoint": ("touchpoint", "touchpoints"),
    "follow_up": ("follow-up", "follow-ups"),
    "promise": ("promise", "promises"),
    "ask": ("ask", "asks"),
    "feedback": ("piece of feedback", "pieces of feedback"),
}


def _data(outcome: "Outcome", number: int | None) -> dict[str, Any]:
    return {"new": outcome.new, "known": outcome.known, "added": list(outcome.added), "change": number}
