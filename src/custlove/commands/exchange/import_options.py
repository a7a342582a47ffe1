"""What the commands that bring records in share: their options, opening files, one change, saying what came of it.

A command of its own looks like this:

    def vcard(context, paths: Paths, dry_run: DryRun = False, strict: Strict = False, rejects: Rejects = False,
              json: Json = False) -> int:
        from custlove.exchange import vcard
        wanted = Import("vcard", vcard.read, paths)
        return bring_in(get_context(context), wanted, Manner(dry_run, strict, rejects, json))
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, NamedTuple

import typer

from custlove.context import Context
from custlove.errors import BadInput, UsageError

if TYPE_CHECKING:
    from custlove.exchange.engine.files import Source
    from custlove.exchange.engine.importer import Decision, Engine
    from custlove.exchange.engine.records import Read

Paths = Annotated[list[str], typer.Argument(metavar="PATH|-…", help="The files, or - for standard input.")]
Path = Annotated[str, typer.Argument(metavar="PATH|-", help="The file, or - for standard input.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen to each record, and change nothing.")]
Strict = Annotated[bool, typer.Option("--strict", help="Import nothing if any record is invalid.")]
Rejects = Annotated[
    bool, typer.Option("--rejects", help="Save invalid records next to the input, as NAME.rejects.EXT.")
]
_MOST_FAULTS = 10


class Manner(NamedTuple):
    """How an import is made: the options that all of them take."""

    dry_run: bool = False
    strict: bool = False
    rejects: bool = False
    json: bool = False


class Proposal(NamedTuple):
    """What the program took a file for, in words and for JSON, and whether somebody has agreed to it."""

    words: Sequence[str]
    data: Mapping[str, Any]
    is_agreed: bool
    hint: str


def _no_proposal() -> Proposal | None:
    return None


def _nothing_more(_engine: "Engine") -> "Iterable[Read]":
    return ()


def nothing(_stream: BinaryIO, _file: str, _advance: Callable[[int], None]) -> "Iterable[Read]":
    """The reader of an import that gathers."""
    return ()


class Import(NamedTuple):
    """A reader of a format and its files.

    `read` is given a stream that can be read twice, the name of its file for `Place`, and a function to tell of the
    bytes read. `source` is under what the keys are kept: the format. `unmatched`: skip or inbox (engine.py). `on`: the
    day from which new people are here. `head` is what a reject file begins with. `proposal`, asked once all is read,
    is what has to be agreed to (custlove --yes) before anything is kept.

    `gather` is for records that are put together from several: it is given each file before the journal is locked, and
    `rest`, in place of `read`, yields what came of all of them. `brief`: what is skipped is only counted, by reason.
    """

    source: str
    read: "Callable[[BinaryIO, str, Callable[[int], None]], Iterable[Read]]"
    paths: Sequence[str]
    unmatched: Literal["skip", "inbox"] = "skip"
    on: str | None = None
    head: Callable[[], str] = str
    proposal: "Callable[[], Proposal | None]" = _no_proposal
    gather: "Callable[[BinaryIO, str, Callable[[int], None]], None] | None" = None
    rest: "Callable[[Engine], Iterable[Read]]" = _nothing_more
    brief: bool = False
    folders: bool = False


class _TakenBack(Exception):
    """Ends a change that is not to be kept."""


class _Told:
    """What became of each record, as far as it will be said; and the reject files that were written."""

    def __init__(self, *, everything: bool, brief: bool) -> None:
        self.rows: list[Decision] = []
        self.kept: list[str] = []
        self.skipped: Counter[str] = Counter()
        self._everything = everything
        self._brief = brief

    def __call__(self, decision: "Decision") -> None:
        if self._brief and decision.decision == "skipped":
            self.skipped[decision.why] += 1
            if not self._everything:
                return
        if self._everything or (decision.why and decision.decision != "unchanged"):
            self.rows.append(decision)


def bring_in(run: Context, wanted: Import, manner: Manner) -> int:
    """Read files into the journal and say what came of it; the exit code."""
    if manner.rejects and "-" in wanted.paths:
        raise UsageError("There is no place beside the standard input for --rejects.", "Name a file in place of -.")
    everything = manner.dry_run or manner.json or wanted.proposal is not _no_proposal
    told = _Told(everything=everything, brief=wanted.brief)
    engine, number = _written(run, wanted, manner, told)
    from custlove.render import imports

    proposal = wanted.proposal()
    for words in proposal.words if proposal else ():
        run.note(words)
    if proposal and not proposal.is_agreed:
        manner = manner._replace(dry_run=True)
    line = imports.summary(engine.counts, number, dry_run=manner.dry_run)
    for note in imports.notes(told.rows, told.kept, told.skipped) if not manner.dry_run else ():
        run.note(note)
    if manner.json:
        data = _data(wanted, engine, told, number)
        run.answer(line, {**data, **(proposal.data if proposal else {})}, json=True)
    elif manner.dry_run:
        run.show(imports.decisions(told.rows), told.rows, run.output())
        run.note(line)
        if proposal and not proposal.is_agreed:
            run.note(proposal.hint)
    else:
        run.answer(line, None, json=False)
    return 0


def _data(wanted: Import, engine: "Engine", told: _Told, number: int | None) -> dict[str, Any]:
    return {"source": wanted.source, **engine.counts, "records": told.rows, "rejects": told.kept, "change": number}


def _written(run: Context, wanted: Import, manner: Manner, told: _Told) -> "tuple[Engine, int | None]":
    """The engine after its work, and the number of the change: none where nothing was written."""
    engine: Engine | None = None
    number: int | None = None
    with ExitStack() as stack:
        sources = [stack.enter_context(_opened(run, path, folders=wanted.folders)) for path in wanted.paths]
        advance = stack.enter_context(_progress(run, sources))
        if wanted.gather:
            for source in sources:
                wanted.gather(source.stream, source.name, advance)
        try:
            with run.changing() as change:
                from custlove.exchange.engine import importer as engines
                from custlove.exchange.jsonl.timestamps import Clock
                from custlove.store import bulk as bulks

                with bulks.writing(change.connection, change.number, careful=True) as bulk:
                    clock = Clock(run.now, run.stamp.at, run.zone)
                    engine = engines.Engine(bulk, wanted.source, clock, told, on=wanted.on, unmatched=wanted.unmatched)
                    for source in sources if not wanted.gather else ():
                        _read(engine, wanted.read(source.stream, source.name, advance), manner)
                        _judge(engine, source.name, wanted, manner, told)
                    _read(engine, wanted.rest(engine), manner)
                    for source in sources if wanted.gather else ():
                        _judge(engine, source.name, wanted, manner, told)
                    engine.finish()
                proposal = wanted.proposal()
                unclear = proposal is not None and not proposal.is_agreed
                _take_back_if(unclear or manner.dry_run or not engine.writes)
                number = change.number
        except _TakenBack:
            run.committed = None
    if engine is None:
        raise UsageError("There is nothing to read.")
    return engine, number


def _take_back_if(unwanted: bool) -> None:
    if unwanted:
        raise _TakenBack


def _read(engine: "Engine", reads: "Iterable[Read]", manner: Manner) -> None:
    for each in reads:
        engine.take(each)
        if manner.strict and len(engine.bad) >= _MOST_FAULTS:
            break


def _judge(engine: "Engine", file: str, wanted: Import, manner: Manner, told: _Told) -> None:
    """Refuse a file for its bad records, or keep them beside it, where that was asked for."""
    bad = [each for each in engine.bad if each.place.file == file]
    if bad and manner.strict:
        lines = [f"{each.place}: {each.reason}." for each in bad[:_MOST_FAULTS]]
        more = " There may be more." if len(bad) >= _MOST_FAULTS else ""
        raise BadInput("\n".join(lines), f"Nothing was imported.{more}")
    if bad and manner.rejects and not manner.dry_run:
        from pathlib import Path as FilePath

        from custlove.exchange.engine import rejects

        told.kept.append(str(rejects.keep(FilePath(file), bad, wanted.head())))


@contextmanager
def _opened(run: Context, path: str, *, folders: bool = False) -> "Iterator[Source]":
    from custlove.exchange.engine import files

    if folders:
        yield files.folder(run.place(path))
        return
    if path == "-":
        with files.spooled(run.stdin.buffer) as source:
            yield source
        return
    with files.being_read(run.place(path)) as source:
        if source.size is not None:
            yield source
            return
        # A pipe by name: which encoding it is in is found out by reading it twice.
        with files.spooled(source.stream) as copy:
            yield copy._replace(name=source.name)


@contextmanager
def _progress(run: Context, sources: "Sequence[Source]") -> "Iterator[Callable[[int], None]]":
    if not run.stderr.isatty():
        yield lambda _: None
        return
    from custlove.render import progress

    with progress.bar(run.stderr, "Importing", sum(source.size or 0 for source in sources) or None) as advance:
        yield advance
