"""What an import did, or would do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from custlove.render.page import BROKEN, GOOD, LATE, Column, Page, listing
from custlove.render.sentences import joined

if TYPE_CHECKING:
    from custlove.services.imports.importer import Decision

_STYLES = {"new": GOOD, "bad": BROKEN, "skipped": LATE}
_MOST_NAMED = 10
_MOST_ALIKE = 3
_FIELD_WORDS = {
    "file_as": "shown as",
    "given": "first name",
    "family": "last name",
    "left_out": "left out",
    "last_touch": "last touch",
}
_NOUNS = {
    "person": ("person", "people"),
    "special_day": ("day", "days"),
    "follow_up": ("follow-up", "follow-ups"),
    "promise": ("promise", "promises"),
    "entry": ("entry", "entries"),
    "activity": ("activity", "activities"),
    "call": ("call", "calls"),
    "message": ("message", "messages"),
}


def decisions(rows: "Sequence[Decision]") -> Page:
    """Record by record, what becomes of it and why."""
    # At a terminal the reason needs the room: what is the same in every row is left out.
    nouns, files = {row.noun for row in rows} - {"record"}, {row.place.rpartition(", ")[0] for row in rows}
    columns = (
        Column("decision", lambda row: row.decision, style=lambda row: _STYLES.get(row.decision, "")),
        Column("noun", lambda row: row.noun.replace("_", "-"), style="dim", table=len(nouns) > 1),
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("why", lambda row: row.why, cut=True),
        Column("place", lambda row: row.place, shown=lambda row: _place(row, short=len(files) == 1), style="dim"),
    )
    return listing(columns, rows, "There is nothing in it.")


def _place(row: "Decision", *, short: bool) -> str:
    return row.place.rpartition(", ")[2] if short else row.place


def summary(counts: Mapping[str, Mapping[str, int]], number: int | None, *, dry_run: bool) -> str:
    """What came in, what changed, what did not; `number`: the change, none if nothing was written."""
    told = [f"{_counted(counts[key])} {words}" for key, words in _WORDS if counts[key]]
    rest = [f"{_counted(counts[key])} {words}" for key, words in _REST if counts[key]]
    beside = f" {joined(rest)}." if rest else ""
    if not told:
        return f"Nothing new.{beside}"
    if dry_run:
        return f"It would be {', '.join(told)}.{beside} Nothing was changed."
    return (
        f"Imported: {', '.join(told)}.{beside} To take it back: custlove undo{'' if number is None else f' {number}'}"
    )


_WORDS = (("new", "new"), ("changed", "changed"), ("merged", "merged"), ("waiting", "waiting in the inbox"))
_REST = (("unchanged", "unchanged"), ("skipped", "skipped"), ("bad", "not readable"))


def notes(rows: "Sequence[Decision]", kept: Sequence[str], reasons: Mapping[str, int]) -> list[str]:
    """What to say of an import next to its sum: the first of the bad and the skipped records, who may be one.

    Where there are `reasons`, what was skipped is only counted by them.
    """
    bad = [f"{row.place}: {row.why}." for row in rows if row.decision == "bad"]
    skipped = _skipped([row for row in rows if row.decision == "skipped"])
    if reasons:
        skipped = [f"Skipped {count:,}: {why}." for why, count in sorted(reasons.items(), key=lambda each: -each[1])]
    twins = [
        f"{row.place}: {row.name} is new as {row.person}; {row.why}. If they are one: custlove person doubles"
        for row in rows
        if _may_be_twin(row)
    ]
    merged = [
        f"{row.place}: {row.name} was merged into {row.why}."
        for row in sorted(rows, key=_is_of_one_name)
        if row.decision == "merged" and row.noun == "person"
    ]
    return [
        *_first(bad),
        *_first(skipped),
        *_first(twins),
        *_first(merged),
        *(f"Kept what is not readable in {name}." for name in kept),
    ]


def mapping(found: Mapping[str, Sequence[str]]) -> list[str]:
    """Which columns are taken for what, and which are left out."""
    lines = [
        f"{_FIELD_WORDS.get(field, field)}: {', '.join(headings)}" for field, headings in found.items() if headings
    ]
    return ["The columns seem to be:", *(f"  {line}" for line in lines)]


def _skipped(rows: "Sequence[Decision]") -> list[str]:
    """The skipped ones, in one line where several were for the same reason."""
    counts = Counter(row.why for row in rows)
    single = [row for row in rows if counts[row.why] <= _MOST_ALIKE]
    return [
        *(f"{row.place}: {row.name or row.noun} was skipped: {row.why}." for row in single),
        *(f"{count:,} were skipped: {why}. Each: --dry-run" for why, count in counts.items() if count > _MOST_ALIKE),
    ]


def _may_be_twin(row: "Decision") -> bool:
    return row.decision == "new" and row.noun == "person" and bool(row.why)


def _is_of_one_name(row: "Decision") -> bool:
    from custlove.rules.names import fold

    return fold(row.name).replace(" ", "-") == row.person


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - _MOST_NAMED
    return [*lines[:_MOST_NAMED], f"… and {more:,} more; each of them: --dry-run"] if more > 0 else lines


def _counted(counts: Mapping[str, int]) -> str:
    return joined([f"{count:,} {_noun(noun, count)}" for noun, count in counts.items()])


def _noun(noun: str, count: int) -> str:
    one, several = _NOUNS.get(noun, (noun.replace("_", "-"), f"{noun.replace('_', '-')}s"))
    return one if count == 1 else several
