"""Bringing in what files hold: all of their records in one change, or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal, NamedTuple

from custlove.errors import BadInput
from custlove.services.change import Change, Discarded
from custlove.services.imports.importer import Decision, Importer
from custlove.services.imports.records import Bad, Read
from custlove.store import bulk

_MOST_FAULTS = 10


def _always() -> bool:
    return True


class ImportRecords(NamedTuple):
    """What to bring in: the files by their names, and their records, in this order.

    `records` is given the importer, for formats that look at what came in before. `source`: under what their keys are
    kept. `on`: the day from which new people are here. `unmatched`: what is about nobody who is there is skipped, or
    waits in the inbox. `strict`: nothing comes in where a record is bad. `explain`: the result holds every decision;
    else those that need a word. `count_skipped`: what was skipped is only counted, unless `explain`ed. `keep` is asked
    at the end: if it says no, nothing comes in, and the result tells what would have.
    """

    source: str
    files: Sequence[str]
    records: Callable[[Importer], Iterable[Read]]
    on: str | None = None
    unmatched: Literal["skip", "inbox"] = "skip"
    strict: bool = False
    explain: bool = False
    count_skipped: bool = False
    keep: Callable[[], bool] = _always


class ImportResult(NamedTuple):
    """What became of the records.

    `counts`: how many, by decision and noun. `skipped`: how many for which reason, if they are only counted. What
    brought nothing new is not `kept`.
    """

    source: str
    counts: Mapping[str, Mapping[str, int]]
    decisions: Sequence[Decision]
    skipped: Mapping[str, int]
    bad: Sequence[Bad]
    kept: bool

    def data(self, rejects: Sequence[str], change: int | None) -> dict[str, Any]:
        """The object for JSON, with the files that bad records were put into and the number of the change."""
        counted = {"source": self.source, **self.counts}
        return {**counted, "records": self.decisions, "rejects": rejects, "change": change if self.kept else None}


def bring_in(change: Change, asked: ImportRecords) -> ImportResult:
    """Bring records in; raises BadInput with the first bad ones if it is strict, and then nothing comes in."""
    decisions: list[Decision] = []
    skipped: Counter[str] = Counter()

    def note(decision: Decision) -> None:
        if asked.count_skipped and decision.decision == "skipped":
            skipped[decision.why] += 1
            if not asked.explain:
                return
        if asked.explain or (decision.why and decision.decision != "unchanged"):
            decisions.append(decision)

    result = ImportResult(asked.source, {}, decisions, skipped, [], kept=False)
    with suppress(Discarded), bulk.writing(change.connection, change.number, careful=True) as rows:
        importer = Importer(rows, asked.source, str(change.today), note, on=asked.on, unmatched=asked.unmatched)
        _take(importer, asked)
        importer.finish()
        kept = asked.keep() and importer.writes
        result = result._replace(counts=importer.counts, bad=importer.bad, kept=kept)
        change.keep(when=kept)
    return result


def _take(importer: Importer, asked: ImportRecords) -> None:
    for each in asked.records(importer):
        importer.take(each)
        if asked.strict and len(importer.bad) >= _MOST_FAULTS:
            break
    for file in asked.files if asked.strict else ():
        if bad := [each for each in importer.bad if each.place.file == file]:
            lines = [f"{each.place}: {each.reason}." for each in bad[:_MOST_FAULTS]]
            more = " There may be more." if len(bad) >= _MOST_FAULTS else ""
            raise BadInput("\n".join(lines), f"Nothing was imported.{more}")
