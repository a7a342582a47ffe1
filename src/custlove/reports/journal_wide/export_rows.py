"""Every fact of the journal, noun by noun, in a stream: what an export is made of. The history is not a fact."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from custlove.schema import columns

_CHUNK = 500
# Of a person: what every export has had in this order, then whatever else is a column and no key.
_PERSON = (
    "name", "nickname", "organisation", "role", "birthday", "met", "zone", "channel", "rung", "rung_since", "circle",
    "every", "last_touch_on", "last_contact_on", "last_from_them_on", "notes", "added_on", "archived_on", "fit",
    "influence", "first_due_on", "spread_on", "came_by",
)  # fmt: skip
PERSON_MORE = columns.beside("person", _PERSON)


class ExportRow(NamedTuple):
    """One thing: its columns by name, and the rows of each of its parts in the order they were written."""

    columns: dict[str, Any]
    parts: Mapping[str, Sequence[tuple[Any, ...]]]


class _Noun(NamedTuple):
    """How a noun is read: its rows by number, and the rows of its parts by the numbers of their owners (`these`).

    `table` is where it is kept, if that is not called as the noun is; the second column of a row is its number, the
    first one of a part its owner's. `of` tells which rows are about a person; empty: none can be.
    """

    rows: str
    parts: Mapping[str, str] = {}
    table: str | None = None
    of: str = "{table}.person_id = :person"


_OF_PERSON = "FROM {noun} JOIN person ON person.id = {noun}.person_id"
_DETAIL = "SELECT person_id, id, value FROM person_detail WHERE person_id {{these}} AND kind = '{kind}' ORDER BY id"
_OF_TOUCHPOINT = "touchpoint.id IN (SELECT touchpoint_id FROM touchpoint_person WHERE person_id = :person)"
_OF_TWO = "(introduction.by_id = :person OR introduction.person_id = :person)"
_OF_LINKED = "(link.person_id = :person OR link.other_id = :person)"
# What an import can bring, and which rows of it are about a person.
_BROUGHT = {
    "person": "person.id = :person",
    "touchpoint": _OF_TOUCHPOINT,
    **{
        table: f"{table}.person_id = :person"
        for table in (
            "follow_up", "promise", "ask", "feedback", "fact", "special_day", "mistake", "ritual", "purchase",
        )
    },
    "introduction": _OF_TWO,
    "link": _OF_LINKED,
}  # fmt: skip
_UID_OF = " ".join(f"WHEN '{table}' THEN (SELECT uid FROM {table} WHERE id = row_id)" for table in _BROUGHT)
_OF_BROUGHT = " OR ".join(
    f"(noun = '{table}' AND row_id IN (SELECT id FROM {table} WHERE {of}))" for table, of in _BROUGHT.items()
)
# People come first: everything else names them. What is referred to comes before what refers to it.
_NOUNS = {
    "person": _Noun(
        f"SELECT uid, id, handle AS person, {', '.join((*_PERSON, *PERSON_MORE))} FROM person",
        {kind: _DETAIL.format(kind=kind) for kind in ("email", "phone", "tag")},
        of="person.id = :person",
    ),
    "rung_move": _Noun(
        "SELECT rung_move.uid, rung_move.id, person.handle AS person, person.name,"
        " (SELECT to_rung FROM rung_move AS earlier WHERE earlier.person_id = rung_move.person_id"
        "  AND (earlier.day, earlier.id) < (rung_move.day, rung_move.id)"
        '  ORDER BY earlier.day DESC, earlier.id DESC LIMIT 1) AS "from",'
        f' rung_move.to_rung AS "to", rung_move.day AS "on", rung_move.why, anyway, against'
        f" {_OF_PERSON.format(noun='rung_move')}"
    ),
    "circle_choice": _Noun(
        "SELECT circle_choice.uid, circle_choice.id, person.handle AS person, person.name, circle_choice.circle,"
        f' circle_choice.day AS "on" {_OF_PERSON.format(noun="circle_choice")}'
    ),
    "rung_stay": _Noun(
        'SELECT rung_stay.uid, rung_stay.id, person.handle AS person, person.name, rung_stay.day AS "on",'
        f" rung_stay.rung, rung_stay.circle, why {_OF_PERSON.format(noun='rung_stay')}"
    ),
    "let_be": _Noun(
        "SELECT let_be.uid, let_be.id, person.handle AS person, person.name, made_on, until, why"
        f" {_OF_PERSON.format(noun='let_be')}"
    ),
    "former_name": _Noun(
        "SELECT former_name.uid, former_name.id, person.handle AS person, person.name, former_name.kind AS of, value,"
        f" until {_OF_PERSON.format(noun='former_name')}"
    ),
    "membership": _Noun(
        "SELECT membership.uid, membership.id, person.handle AS person, person.name, membership.organisation,"
        f" membership.role, since, until {_OF_PERSON.format(noun='membership')}"
    ),
    "absence": _Noun(
        "SELECT absence.uid, absence.id, person.handle AS person, person.name, absence.archived_on, restored_on"
        f" {_OF_PERSON.format(noun='absence')}"
    ),
    "touchpoint": _Noun(
        'SELECT uid, id, at, day AS "on", zone, channel, direction, text, felt, energy, minutes, wow FROM touchpoint',
        {
            "people": (
                "SELECT touchpoint_id, link.id, handle FROM touchpoint_person AS link"
                " JOIN person ON person.id = person_id WHERE touchpoint_id {these} ORDER BY link.id"
            ),
            "tags": "SELECT touchpoint_id, id, tag FROM touchpoint_tag WHERE touchpoint_id {these} ORDER BY id",
        },
        of=_OF_TOUCHPOINT,
    ),
    "follow_up": _Noun(
        "SELECT follow_up.uid, follow_up.id, person.handle AS person, person.name, why, made_on, due_on, done_on,"
        " let_go_why, (SELECT uid FROM touchpoint WHERE id = closed_by) AS closed_by"
        f" {_OF_PERSON.format(noun='follow_up')}",
        {
            "snoozes": (
                "SELECT follow_up_id, id, made_on, until FROM follow_up_snooze WHERE follow_up_id {these}"
                " ORDER BY made_on, id"
            )
        },
    ),
    "promise": _Noun(
        "SELECT promise.uid, promise.id, person.handle AS person, person.name, what, by, made_on, due_on, kept_on,"
        f" extra, released_on, release_why, let_go {_OF_PERSON.format(noun='promise')}",
        {
            "moves": (
                "SELECT promise_id, id, moved_on, from_due, to_due, why FROM promise_move"
                " WHERE promise_id {these} ORDER BY moved_on, id"
            )
        },
    ),
    "ask": _Noun(
        'SELECT ask.uid, ask.id, person.handle AS person, person.name, text, ask.channel, at, day AS "on", ask.zone,'
        " dropped_on, dropped_why,"
        f" (SELECT id FROM feedback WHERE ask_id = ask.id) AS answered_by {_OF_PERSON.format(noun='ask')}"
    ),
    "feedback": _Noun(
        "SELECT feedback.uid, feedback.id, person.handle AS person, person.name, kind AS feedback_kind, text, score,"
        " asked, (SELECT uid FROM ask WHERE id = ask_id) AS ask, feedback.zone, heard_at, heard_day AS heard_on,"
        " confirmed_at, confirmed_day AS confirmed_on, confirmed_text, acted_at, acted_day AS acted_on, acted_text,"
        " thanked_at, thanked_day AS thanked_on, thanked_text, confirmed_agreed, acted_wanted, let_go_at,"
        " let_go_day AS let_go_on, let_go_why,"
        " (SELECT uid FROM touchpoint WHERE id = thanked_touchpoint) AS thanked_touchpoint"
        f" {_OF_PERSON.format(noun='feedback')}",
        {
            "said_back": (
                "SELECT feedback_id, id, at, day, text FROM feedback_said_back WHERE feedback_id {these}"
                " ORDER BY at, id"
            )
        },
    ),
    "fact": _Noun(
        'SELECT fact.uid, fact.id, person.handle AS person, person.name, kind AS fact_kind, text, day AS "on",'
        " (SELECT uid FROM touchpoint WHERE id = touchpoint_id) AS touchpoint,"
        " (SELECT uid FROM fact AS before WHERE before.id = fact.supersedes) AS supersedes,"
        " (SELECT id FROM fact AS later WHERE later.supersedes = fact.id) AS superseded_by, resolved_on, resolved_text"
        f" {_OF_PERSON.format(noun='fact')}"
    ),
    "day": _Noun(
        'SELECT special_day.uid, special_day.id, person.handle AS person, person.name, what, day AS "on", yearly,'
        f" special_day.added_on {_OF_PERSON.format(noun='special_day')}",
        table="special_day",
    ),
    "mistake": _Noun(
        "SELECT mistake.uid, mistake.id, person.handle AS person, person.name, what, severity,"
        " (SELECT uid FROM promise WHERE id = promise_id) AS promise,"
        " (SELECT uid FROM feedback WHERE id = feedback_id) AS feedback, noticed_on, owned_on, owned_text, repaired_on,"
        " repaired_text, followed_up_on, followed_up_text,"
        " (SELECT uid FROM touchpoint WHERE id = followed_up_touchpoint) AS followed_up_touchpoint, hidden,"
        " let_go_on, let_go_why"
        f" {_OF_PERSON.format(noun='mistake')}"
    ),
    "ritual": _Noun(
        "SELECT ritual.uid, ritual.id, person.handle AS person, person.name, what, rule, starts_on, ritual.added_on,"
        f" due_from {_OF_PERSON.format(noun='ritual')}",
        {
            "events": (
                "SELECT ritual_id, id, kind, day, occurrence, text,"
                " (SELECT uid FROM touchpoint WHERE id = touchpoint_id) FROM ritual_event"
                " WHERE ritual_id {these} ORDER BY id"
            )
        },
    ),
    "purchase": _Noun(
        'SELECT purchase.uid, purchase.id, person.handle AS person, person.name, day AS "on", amount, currency, what'
        f" {_OF_PERSON.format(noun='purchase')}"
    ),
    "introduction": _Noun(
        "SELECT introduction.uid, introduction.id, sender.handle AS by, sender.name AS by_name,"
        f' person.handle AS person, person.name, day AS "on", text {_OF_PERSON.format(noun="introduction")}'
        " JOIN person AS sender ON sender.id = by_id",
        of=_OF_TWO,
    ),
    "link": _Noun(
        "SELECT link.uid, link.id, person.handle AS person, person.name, other.handle AS other,"
        f' other.name AS other_name, kind AS link_kind, day AS "on" {_OF_PERSON.format(noun="link")}'
        " JOIN person AS other ON other.id = other_id",
        of=_OF_LINKED,
    ),
    "review": _Noun(
        'SELECT uid, id, day AS "on", since FROM review',
        {
            "intentions": (
                "SELECT review_id, id, uid, text, made_on, outcome, settled_on, note FROM intention"
                " WHERE review_id {these} ORDER BY id"
            )
        },
        of="",
    ),
    # None of what was removed since.
    "imported": _Noun(
        f"SELECT NULL, id, source, key, noun, CASE noun {_UID_OF} END AS of, digest FROM imported",
        of=f"({_OF_BROUGHT})",
    ),
    "inbox": _Noun(
        'SELECT uid, id, source, key, day AS "on", who, what, data, seen_on, taken_on, dropped_on FROM inbox',
        of="",
    ),
}
NOUNS = tuple(_NOUNS)


def count(connection: sqlite3.Connection) -> int:
    """How many things there are."""
    tables = [wanted.table or noun for noun, wanted in _NOUNS.items()]
    return sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


def stream(connection: sqlite3.Connection, noun: str, person_id: int | None = None) -> Iterator[ExportRow]:
    """All of a noun by number, or all that is about a person: a few hundred at a time in memory.

    `connection` is in a transaction of its own.
    """
    wanted = _NOUNS[noun]
    table = wanted.table or noun
    if person_id is not None and not wanted.of:
        return
    condition = "" if person_id is None else f" WHERE {wanted.of.format(table=table)}"
    cursor = connection.execute(f"{wanted.rows}{condition} ORDER BY {table}.id", {"person": person_id})
    names = [column[0] for column in cursor.description]
    while chunk := cursor.fetchmany(_CHUNK):
        numbers = [row[1] for row in chunk]
        # Of one person the rows lie far apart, and all that is between is about others.
        these, values = (
            ("BETWEEN ? AND ?", (numbers[0], numbers[-1]))
            if person_id is None
            else (f"IN ({','.join('?' * len(numbers))})", tuple(numbers))
        )
        parts = {
            name: _grouped(connection.execute(sql.format(these=these), values)) for name, sql in wanted.parts.items()
        }
        for row in chunk:
            yield ExportRow(
                dict(zip(names, row, strict=True)), {name: of.get(row[1], ()) for name, of in parts.items()}
            )


def changed_at(connection: sqlite3.Connection, person_id: int) -> str | None:
    """The moment at which a card was last changed, as the history keeps it; None if it does not know."""
    row = connection.execute(
        "SELECT max(at) FROM change WHERE id IN ("
        " SELECT change_id FROM change_row WHERE table_name = 'person' AND row_id = :person UNION"
        " SELECT change_id FROM change_row WHERE table_name = 'person_detail'"
        "  AND row_id IN (SELECT id FROM person_detail WHERE person_id = :person))",
        {"person": person_id},
    ).fetchone()
    return None if row[0] is None else str(row[0])


def _grouped(rows: sqlite3.Cursor) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for owner, *part in rows:
        found.setdefault(owner, []).append(tuple(part))
    return found
