"""What the commands that bring records in share: their options, opening files, one change, saying what came of it.

A command of its own looks like this:

    def vcard(context, paths: Paths, dry_run: DryRun = False, strict: Strict = False, rejects: Rejects = False,
              json: Json = False) -> int:
        from custlove.exchange import vcard
        wanted = Import("vcard", vcard.read, paths)
        return bring_in(get_context(context), wanted, ImportOptions(dry_run, strict, rejects, json))
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, NamedTuple

import typer

from custlove.context import Context
from custlove.errors import BadInput, Refused, UsageError

if TYPE_CHECKING:
    from custlove.exchange.engine.files import Source
    from custlove.services.imports.batch import ImportRecords, ImportResult
    from custlove.services.imports.importer import Importer
    from custlove.services.imports.records import Bad, Read

Paths = Annotated[list[str], typer.Argument(metavar="PATH|-…", help="The files or folders, or - for standard input.")]
Path = Annotated[str, typer.Argument(metavar="PATH|-", help="The file, or - for standard input.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen to each record, and change nothing.")]
Strict = Annotated[bool, typer.Option("--strict", help="Import nothing if any record is invalid.")]
# Records of so many bytes of files are kept in memory, which takes some ten times as much.
_AT_ONCE = 8 << 20
Rejects = Annotated[
    bool, typer.Option("--rejects", help="Save invalid records next to the input, as NAME.rejects.EXT.")
]


class ImportOptions(NamedTuple):
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


def _nothing_more(_importer: "Importer") -> "Iterable[Read]":
    return ()


def nothing(_stream: BinaryIO, _file: str, _advance: Callable[[int], None]) -> "Iterable[Read]":
    """The reader of an import that gathers."""
    return ()


class Import(NamedTuple):
    """A reader of a format and its files.

    `read` is given a stream that can be read twice, the name of its file for `Place`, and a function to tell of the
    bytes read. `source` is under what the keys are kept: the format. `unmatched`: skip or inbox. `on`: the day
    from which new people are here. `head` is what a reject file begins with. `proposal`, asked once all is read,
    is what has to be agreed to (custlove --yes) before anything is kept.

    `gather` is for records that are put together from several: it is given each file before the journal is locked, and
    `rest`, in place of `read`, yields what came of all of them. `brief`: what is skipped is only counted, by reason.
    `suffixes` are those of the files to read where a folder is named.
    """

    source: str
    read: "Callable[[BinaryIO, str, Callable[[int], None]], Iterable[Read]]"
    paths: Sequence[str]
    unmatched: Literal["skip", "inbox"] = "skip"
    on: str | None = None
    head: Callable[[], str] = str
    proposal: "Callable[[], Proposal | None]" = _no_proposal
    gather: "Callable[[BinaryIO, str, Callable[[int], None]], None] | None" = None
    rest: "Callable[[Importer], Iterable[Read]]" = _nothing_more
    brief: bool = False
    folders: bool = False
    suffixes: Sequence[str] = ()


def bring_in(run: Context, wanted: Import, options: ImportOptions) -> int:
    """Read files into the journal and say what came of it; the exit code."""
    if options.rejects and "-" in wanted.paths:
        raise UsageError(
            "--rejects needs a file: standard input has no folder to save them in.", "Name a file in place of -."
        )
    result, rejects, number = _write(run, wanted, options)
    from custlove.render import imports

    proposal = wanted.proposal()
    for words in proposal.words if proposal else ():
        run.note(words)
    is_held = proposal is not None and not proposal.is_agreed
    # At a terminal somebody reads the question; a script has to be told that nothing came in.
    code = Refused.exit_code if is_held and not options.dry_run and not run.terminal else 0
    if is_held:
        options = options._replace(dry_run=True)
    line = imports.summary(result.counts, number if result.kept else None, dry_run=options.dry_run)
    for note in imports.notes(result.decisions, rejects, result.skipped) if not options.dry_run else ():
        run.note(note)
    if options.json:
        data = result.data(rejects, number)
        run.answer(line, {**data, **(proposal.data if proposal else {})}, json=True)
    elif options.dry_run:
        run.show(imports.decisions(result.decisions), result.decisions, run.output())
        run.note(line)
        if proposal and is_held:
            run.note(proposal.hint)
    else:
        run.answer(line, None, json=False)
        _offer_choice(run, result.counts["new"].get("person", 0))
    return code


def _offer_choice(run: Context, new: int) -> None:
    """At a terminal, offer the walk over people who are new: until something is chosen, nobody is told of them."""
    if not new or not run.at_terminal:
        return
    from custlove.commands.nouns import person_choose

    if run.ask("Choose a circle and a rhythm for them now? (y, or Enter for later) ").casefold() in ("y", "yes"):
        person_choose.walk(run)
    else:
        run.note("Later: custlove person choose")


def _write(run: Context, wanted: Import, options: ImportOptions) -> "tuple[ImportResult, list[str], int]":
    """What came of it, the files that bad records were put into, the number of the change."""
    with ExitStack() as stack:
        sources = [stack.enter_context(_opened(run, path, wanted)) for path in wanted.paths]
        advance = stack.enter_context(_progress(run, sources))
        read = _read(wanted, sources, advance, strict=options.strict)
        if not options.dry_run:
            run.keep_backup("import")
        with run.changing() as change:
            from custlove.services.imports import batch

            result = batch.bring_in(change, _request(wanted, options, sources, read))
            rejects = _put_beside(run, wanted, result.bad, sources) if options.rejects and not options.dry_run else []
            change.keep(when=result.kept)
        return result, rejects, change.number


def _read(
    wanted: Import, sources: "Sequence[Source]", advance: Callable[[int], None], *, strict: bool
) -> "Iterable[Read]":
    """The records of files: read and checked at once, before the journal is locked, unless they are very large."""
    found = _of_files(wanted, sources, advance, strict=strict)
    at_once = wanted.gather or sum(source.size or 0 for source in sources) <= _AT_ONCE
    return list(found) if at_once else found


def _of_files(
    wanted: Import, sources: "Sequence[Source]", advance: Callable[[int], None], *, strict: bool
) -> "Iterator[Read]":
    """The records of each file; one of several that is of another kind is a bad record, and stops nothing else."""
    from custlove.exchange.engine import files
    from custlove.services.imports.records import Bad, Place

    is_alone = len(sources) == 1 and sources[0].members is None
    for source in files.each(sources):
        try:
            if wanted.gather:
                wanted.gather(source.stream, source.name, advance)
            else:
                yield from wanted.read(source.stream, source.name, advance)
        except BadInput as fault:
            if is_alone or strict:
                raise
            yield Bad(Place(source.name, "file", 0), fault.message.rstrip("."), "")


def _request(
    wanted: Import, options: ImportOptions, sources: "Sequence[Source]", read: "Iterable[Read]"
) -> "ImportRecords":
    from custlove.services.imports.batch import ImportRecords

    def records(importer: "Importer") -> "Iterator[Read]":
        yield from read
        yield from wanted.rest(importer)

    def is_wanted() -> bool:
        proposal = wanted.proposal()
        return not options.dry_run and (proposal is None or proposal.is_agreed)

    explain = options.dry_run or options.json or wanted.proposal is not _no_proposal
    return ImportRecords(
        wanted.source, [source.name for source in sources], records, wanted.on, wanted.unmatched,
        options.strict, explain, wanted.brief, is_wanted,
    )  # fmt: skip


def _put_beside(run: Context, wanted: Import, bad: "Sequence[Bad]", sources: "Sequence[Source]") -> list[str]:
    """Keep the bad records of each file next to it; where."""
    from pathlib import Path as FilePath

    from custlove.exchange.engine import rejects

    names = [str(member) for source in sources for member in source.members or (source.name,)]
    kept: dict[str, list[Bad]] = {name: [] for name in names}
    for each in bad:
        if each.raw:
            kept[each.place.file].append(each)
    put = [rejects.keep(FilePath(name), of_it, wanted.head()) for name, of_it in kept.items() if of_it]
    if put:
        rejects.note(run.rejects, put)
    return [str(each) for each in put]


@contextmanager
def _opened(run: Context, path: str, wanted: Import) -> "Iterator[Source]":
    from custlove.exchange.engine import files

    if wanted.suffixes and path != "-" and run.place(path).is_dir():
        yield files.folder_of(run.place(path), wanted.suffixes)
        return
    if wanted.folders:
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
