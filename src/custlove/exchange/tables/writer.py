"""The journal as tables for a spreadsheet: a file a noun, and one for each list that a noun has."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import IO, Any, NamedTuple

from custlove.exchange.engine.folders import Folder
from custlove.exchange.jsonl.writer import Source
from custlove.quoting import visible
from custlove.reports.journal_wide.export_rows import PERSON_MORE
from custlove.rules import csv_injection

ExportLine = dict[str, Any]
# Without it Excel takes UTF-8 for the encoding of its country.
_BYTE_ORDER_MARK = "\ufeff"


class Sheet(NamedTuple):
    """A file: its name, its columns; `of` is the field of a noun whose list it holds, one row an element."""

    name: str
    columns: Sequence[str]
    of: str = ""


# What import csv reads of people stands under the headings that it knows.
SHEETS: Mapping[str, Sequence[Sheet]] = {
    "person": [Sheet("people", (
        "person", "name", "nickname", "organisation", "role", "emails", "phones", "birthday", "rung", "rung_since",
        "circle", "circle_chosen", "every", "every_days", "last_touch_on", "tags", "channel", "zone", "met", "notes",
        "fit", "influence", "added_on", "archived", "archived_on", "first_due_on", "spread_on", "last_contact_on",
        "last_from_them_on", "came_by", *PERSON_MORE, "id", "uid",
    ))],
    "rung_move": [Sheet("rung_moves", (
        "person", "name", "on", "from", "to", "direction", "why", "anyway", "against", "id", "uid",
    ))],
    "circle_choice": [Sheet("circle_choices", ("person", "name", "on", "circle", "id", "uid"))],
    "rung_stay": [Sheet("rung_stays", ("person", "name", "on", "rung", "circle", "why", "id", "uid"))],
    "former_name": [Sheet("former_names", ("person", "name", "of", "value", "until", "id", "uid"))],
    "membership": [Sheet("memberships", ("person", "name", "organisation", "role", "since", "until", "id", "uid"))],
    "absence": [Sheet("absences", ("person", "name", "archived_on", "restored_on", "id", "uid"))],
    "let_be": [Sheet("let_be", ("person", "name", "made_on", "until", "why", "id", "uid"))],
    "touchpoint": [Sheet("touchpoints", (
        "on", "at", "zone", "people", "channel", "direction", "text", "felt", "energy", "minutes", "wow", "tags", "id",
        "uid",
    ))],
    "follow_up": [
        Sheet("follow_ups", (
            "person", "name", "why", "made_on", "due_on", "state", "days_late", "snoozed_until", "done_on",
            "closed_by", "let_go_why", "id", "uid",
        )),
        Sheet("follow_up_snoozes", ("follow_up", "on", "until", "id"), "snoozes"),
    ],
    "promise": [
        Sheet("promises", (
            "person", "name", "what", "by", "made_on", "due_on", "state", "kept_on", "days_late", "extra",
            "broken_once", "released_on", "release_why", "let_go", "id", "uid",
        )),
        Sheet("promise_moves", ("promise", "on", "from", "to", "why", "late", "id"), "moves"),
    ],
    "ask": [Sheet("asks", (
        "person", "name", "on", "at", "zone", "text", "channel", "answered_by", "dropped_on", "dropped_why", "id",
        "uid",
    ))],
    "feedback": [
        Sheet("feedback", (
            "person", "name", "feedback_kind", "text", "score", "asked", "ask", "heard_on", "heard_at", "zone", "stage",
            "hours_open", "overdue", "confirmed_on", "confirmed_at", "confirmed_text", "confirmed_agreed", "acted_on",
            "acted_at", "acted_text", "acted_wanted", "thanked_on", "thanked_at", "thanked_text", "thanked_touchpoint",
            "let_go_on", "let_go_at", "let_go_why", "id", "uid",
        )),
        Sheet("feedback_said_back", ("feedback", "on", "at", "text", "id"), "said_back"),
    ],
    "fact": [Sheet("facts", (
        "person", "name", "fact_kind", "text", "on", "touchpoint", "supersedes", "superseded_by", "resolved_on",
        "resolved_text", "id", "uid",
    ))],
    "day": [Sheet("days", ("person", "name", "what", "on", "yearly", "in_days", "turns", "added_on", "id", "uid"))],
    "mistake": [Sheet("mistakes", (
        "person", "name", "what", "severity", "noticed_on", "stage", "next_step", "owned_on", "owned_text",
        "repaired_on", "repaired_text", "followed_up_on", "followed_up_text", "followed_up_touchpoint", "promise",
        "feedback", "hidden", "let_go_on", "let_go_why", "id", "uid",
    ))],
    "ritual": [
        Sheet("rituals", (
            "person", "name", "what", "rule", "starts_on", "due_from", "last_kept_on", "added_on", "id", "uid",
        )),
        Sheet("ritual_events", ("ritual", "on", "kind", "occurrence", "text", "touchpoint", "id"), "events"),
    ],
    "purchase": [Sheet("purchases", ("person", "name", "on", "amount", "currency", "what", "id", "uid"))],
    "introduction": [Sheet("introductions", ("by", "by_name", "person", "name", "on", "text", "id", "uid"))],
    "link": [Sheet("links", ("person", "name", "other", "other_name", "link_kind", "on", "id", "uid"))],
    "review": [
        Sheet("reviews", ("on", "since", "id", "uid")),
        Sheet("intentions", (
            "review", "text", "made_on", "outcome", "settled_on", "note", "id", "uid",
        ), "intentions"),
    ],
    "imported": [Sheet("imported", ("source", "key", "noun", "of", "digest", "id"))],
    "inbox": [Sheet("inbox", (
        "on", "source", "who", "what", "data", "seen_on", "taken_on", "dropped_on", "key", "id", "uid",
    ))],
}  # fmt: skip
# Numbers that are kept as text: a minus before them is no formula.
_NUMBERS = frozenset({"amount"})


def write(source: Source, folder: Folder, *, raw: bool) -> int:
    """Write the tables; how many rows. `raw`: for programs, without guards and byte-order marks."""
    count = 0
    for noun, sheets in SHEETS.items():
        with ExitStack() as stack:
            writers = [_begun(stack.enter_context(_text(folder, sheet)), sheet, raw=raw) for sheet in sheets]
            for line in source.lines(noun):
                for sheet, writer in zip(sheets, writers, strict=True):
                    for row in _rows(line, sheet, noun):
                        writer.writerow([_cell(name, row[name], raw=raw) for name in sheet.columns])
                        count += 1
    return count


def _rows(line: ExportLine, sheet: Sheet, noun: str) -> Iterator[ExportLine]:
    """The line itself, or the elements of its list, each with the identity of what it belongs to."""
    if not sheet.of:
        yield line
        return
    for each in line[sheet.of]:
        yield {noun: line["uid"], **each}


def _text(folder: Folder, sheet: Sheet) -> Any:
    return folder.text(f"{sheet.name}.csv")


def _begun(stream: IO[str], sheet: Sheet, *, raw: bool) -> Any:
    if not raw:
        stream.write(_BYTE_ORDER_MARK)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    return writer


def _cell(name: str, value: Any, *, raw: bool) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    text = ",".join(map(_element, value)) if isinstance(value, list) else str(value)
    if raw or name in _NUMBERS:
        return text
    return csv_injection.guarded("\n".join(map(_shown, text.replace("\r\n", "\n").split("\n"))))


def _shown(line: str) -> str:
    """A line with whatever would hide or act in it made visible; a cell may have tabs."""
    return "\t".join(map(visible, line.split("\t")))


def _element(text: str) -> str:
    """One of several in a cell: a comma of its own is not a separator."""
    return text.replace("\\", "\\\\").replace(",", "\\,")
