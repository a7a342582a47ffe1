"""The journal as JSON Lines: everything, one object a line, in an order in which it can be read back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.exchange.engine.selection import EVERYTHING, Selection, selected
from custlove.reports.journal_wide import export_rows
from custlove.reports.journal_wide.export_rows import ExportRow
from custlove.reports.rows import day, moment, sure_day, sure_moment
from custlove.rules import cadence, money, rungs
from custlove.rules import days as day_rules
from custlove.rules import feedback as feedback_rules
from custlove.rules import follow_ups as follow_up_rules
from custlove.rules import mistakes as mistake_rules
from custlove.rules import promises as promise_rules
from custlove.rules.cadence import Cadence

if TYPE_CHECKING:
    import sqlite3

Line = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False).encode
# What a person has several of: how the parts are called in a line.
DETAILS = {"email": "emails", "phone": "phones", "tag": "tags"}


class Source(NamedTuple):
    """What an export is made from: the journal, the rungs' cadences, the moment asked about, and the part of it wanted.

    `advance` is told of every thing that was looked at.
    """

    connection: "sqlite3.Connection"
    cadences: Mapping[str, Cadence]
    now: datetime
    wanted: Selection = EVERYTHING
    advance: Callable[[int], None] = lambda _: None

    def lines(self, *nouns: str) -> Iterator[Line]:
        """The things of these nouns, of all unless named, in their order; what is derived stands as of now."""
        shapes = _shapes(self.cadences, self.now)
        return selected(self._told(shapes, nouns or export_rows.NOUNS), self.wanted)

    def of_person(self, number: int) -> Iterator[Line]:
        """Everything about the person of that number."""
        shapes = _shapes(self.cadences, self.now)
        for noun in export_rows.NOUNS:
            for fact in export_rows.stream(self.connection, noun, number):
                yield {"kind": noun, **shapes[noun](fact)}

    def _told(self, shapes: Mapping[str, Callable[[ExportRow], Line]], nouns: Iterable[str]) -> Iterator[Line]:
        for noun in nouns:
            for fact in export_rows.stream(self.connection, noun):
                self.advance(1)
                yield {"kind": noun, **shapes[noun](fact)}


def lines(source: Source, safe: Callable[[Line], str]) -> Iterator[str]:
    """The lines of an export, without their line breaks.

    `safe` writes a line that holds hidden characters, so that none reaches a terminal.
    """
    for line in source.lines():
        text = _encode(line)
        yield text if text.isprintable() else safe(line)


def _shapes(cadences: Mapping[str, Cadence], now: datetime) -> dict[str, Callable[[ExportRow], Line]]:
    return {
        "person": lambda fact: _person(fact, cadences),
        "rung_move": _rung_move,
        "circle_choice": lambda fact: fact.columns,
        "rung_stay": lambda fact: fact.columns,
        "let_be": lambda fact: fact.columns,
        "former_name": lambda fact: fact.columns,
        "membership": lambda fact: fact.columns,
        "absence": lambda fact: fact.columns,
        "touchpoint": _touchpoint,
        "follow_up": lambda fact: _follow_up(fact, now.date()),
        "promise": lambda fact: _promise(fact, now.date()),
        "ask": _ask,
        "feedback": lambda fact: _feedback(fact, now),
        "fact": lambda fact: fact.columns,
        "day": lambda fact: _day(fact, now.date()),
        "mistake": lambda fact: _mistake(fact, now.date()),
        "ritual": _ritual,
        "purchase": _purchase,
        "introduction": lambda fact: fact.columns,
        "link": lambda fact: fact.columns,
        "review": _review,
        "imported": _imported,
        "inbox": lambda fact: fact.columns,
    }


def _person(fact: ExportRow, cadences: Mapping[str, Cadence]) -> Line:
    line = fact.columns
    own = cadence.from_code(line["every"])
    rhythm = cadences[line["rung"]] if own is None else own
    details = {name: fact.parts[kind] for kind, name in DETAILS.items()}
    return {
        **line,
        "circle": rungs.circle(line["rung"], line["circle"]),
        "circle_chosen": line["circle"],
        "every": None if own is None else str(own),
        "every_days": rhythm.every_days,
        **{name: [value for _, value in rows] for name, rows in details.items()},
        "archived": line["archived_on"] is not None,
        "rows": {name: [number for number, _ in rows] for name, rows in details.items() if rows},
    }


def _rung_move(fact: ExportRow) -> Line:
    line = fact.columns
    before = line["from"]
    direction = None if before is None else rungs.direction(before, line["to"])
    return {**line, "anyway": bool(line["anyway"]), "direction": direction}


def _touchpoint(fact: ExportRow) -> Line:
    line = fact.columns
    line["at"] = sure_moment(line["at"], line["zone"]).isoformat()
    line["wow"] = bool(line["wow"])
    line["people"] = [handle for _, handle in fact.parts["people"]]
    line["tags"] = [tag for _, tag in fact.parts["tags"]]
    line["rows"] = {name: [row[0] for row in rows] for name, rows in fact.parts.items() if rows}
    return line


def _follow_up(fact: ExportRow, today: date) -> Line:
    line, snoozes = fact.columns, fact.parts["snoozes"]
    put_off = [follow_up_rules.Snooze(sure_day(on), sure_day(until)) for _, on, until in snoozes]
    standing = follow_up_rules.standing(sure_day(line["due_on"]), day(line["done_on"]), put_off, today)
    return {
        **line,
        "state": standing.state,
        "days_late": standing.days_late,
        "snoozed_until": _iso(standing.snoozed_until),
        "snoozes": [{"id": number, "on": on, "until": until} for number, on, until in snoozes],
    }


def _promise(fact: ExportRow, today: date) -> Line:
    line = fact.columns
    moves = [
        (number, promise_rules.PromiseMove(sure_day(on), sure_day(before), sure_day(after), why))
        for number, on, before, after, why in fact.parts["moves"]
    ]
    facts = promise_rules.PromiseFacts(
        sure_day(line["made_on"]), sure_day(line["due_on"]), day(line["kept_on"]), day(line["released_on"]),
        tuple(move for _, move in moves),
    )  # fmt: skip
    standing = promise_rules.standing(facts, today)
    return {
        **line,
        "let_go": bool(line["let_go"]),
        "state": standing.state,
        "days_late": standing.days_late,
        "broken_once": standing.broken_once,
        "moves": [_move(number, move) for number, move in moves],
    }


def _move(number: int, move: promise_rules.PromiseMove) -> Line:
    return {
        "id": number,
        "on": _iso(move.on),
        "from": _iso(move.from_due),
        "to": _iso(move.to_due),
        "why": move.why,
        "late": move.late,
    }


def _ask(fact: ExportRow) -> Line:
    line = fact.columns
    line["at"] = sure_moment(line["at"], line["zone"]).isoformat()
    return line


def _feedback(fact: ExportRow, now: datetime) -> Line:
    line = fact.columns
    moments = {stage: moment(line[f"{stage}_at"], line["zone"]) for stage in feedback_rules.STAGES}
    said_back = min((at for _, at, _, _ in fact.parts["said_back"]), default=None)
    answers = feedback_rules.Answers(moment(said_back, line["zone"]), day(line["confirmed_on"]))
    done = {stage: feedback_rules.done_by(at, now) for stage, at in moments.items()}
    standing = feedback_rules.standing(line["feedback_kind"], line["score"], done, now, answers)
    if line["let_go_on"]:
        standing = standing.let_go()
    return {
        **line,
        "asked": bool(line["asked"]),
        **{f"{stage}_at": _iso(at) for stage, at in moments.items()},
        "let_go_at": _iso(moment(line["let_go_at"], line["zone"])),
        "confirmed_agreed": None if line["confirmed_agreed"] is None else bool(line["confirmed_agreed"]),
        "said_back": [
            {"id": number, "at": sure_moment(at, line["zone"]).isoformat(), "on": on, "text": text}
            for number, at, on, text in fact.parts["said_back"]
        ],
        "stage": standing.stage,
        "hours_open": standing.hours_open,
        "overdue": standing.overdue,
    }


def _day(fact: ExportRow, today: date) -> Line:
    line = fact.columns
    comes_on = day_rules.next_on(line["on"], today, yearly=bool(line["yearly"]))
    return {
        **line,
        "yearly": bool(line["yearly"]),
        "in_days": (comes_on - today).days,
        "turns": day_rules.turns(line["on"], comes_on),
    }


def _mistake(fact: ExportRow, today: date) -> Line:
    line = fact.columns
    hidden = bool(line["hidden"])
    days = [day(line[f"{stage}_on"]) for stage in mistake_rules.STAGES]
    standing = mistake_rules.standing(days, today, hidden=hidden)
    if line["let_go_on"]:
        standing = standing.let_go()
    return {**line, "hidden": hidden, "stage": standing.stage, "next_step": standing.next_step}


def _ritual(fact: ExportRow) -> Line:
    names = ("id", "kind", "on", "occurrence", "text", "touchpoint")
    events = [dict(zip(names, event, strict=True)) for event in fact.parts["events"]]
    kept = [event["on"] for event in events if event["kind"] == "kept"]
    return {**fact.columns, "events": events, "last_kept_on": max(kept, default=None)}


def _purchase(fact: ExportRow) -> Line:
    line = fact.columns
    return {**line, "amount": money.written(line["amount"], line["currency"])}


def _review(fact: ExportRow) -> Line:
    names = ("id", "uid", "text", "made_on", "outcome", "settled_on", "note")
    return {**fact.columns, "intentions": [dict(zip(names, each, strict=True)) for each in fact.parts["intentions"]]}


def _imported(fact: ExportRow) -> Line:
    return {name: value for name, value in fact.columns.items() if name != "NULL"}


def _iso(each: date | None) -> str | None:
    return None if each is None else each.isoformat()
