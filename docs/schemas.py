"""Make the JSON Schema files in docs/schema/ from the program's own types.

    python docs/schemas.py          writes them
    python docs/schemas.py --check  says which are not what they should be

The schemas hold what scripts may rely on: every field named is there, and more may come.
"""

import json
import re
import sys
import types
import typing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from custlove.render import lists, today_screen
from custlove.reports import agenda, brief, find, ladder, organisation, reviews, show, today
from custlove.reports.journal_wide import (
    balance,
    balance_facts,
    circles,
    deeds_to_mend,
    feedback_stats,
    ladder_moves,
    lapsed,
    lapsed_proof,
    promise_rate,
    suggestions,
    trust,
    weekly,
)
from custlove.reports.lists import (
    asks,
    days,
    facts,
    feedback,
    feedback_due,
    follow_ups,
    history,
    inbox,
    intentions,
    introductions,
    links,
    mistakes,
    promises,
    purchases,
    rituals,
    stays,
    touchpoints,
)
from custlove.reports.mirror import questions
from custlove.reports.people import connections, doubles, ease_off, never_in_touch, people, returns, satisfaction
from custlove.rules import feedback as loops
from custlove.rules import mistakes as mistake_rules
from custlove.rules import promises as promise_rules
from custlove.rules import rituals as ritual_rules
from custlove.schema import vocabulary
from custlove.services.imports import importer
from custlove.store.doctor import findings

FOLDER = Path(__file__).parent / "schema"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
SIMPLE: dict[Any, dict[str, str]] = {
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    object: {},
    types.NoneType: {"type": "null"},
}
# What `today` loads only on a day on which there is one.
LATE = {
    "Ally": connections.Ally,
    "EaseOff": ease_off.EaseOff,
    "Intention": intentions.Intention,
    "LeftLow": satisfaction.LeftLow,
    "Mistake": mistakes.Mistake,
    "Moved": ladder.Moved,
    "Returned": returns.Returned,
    "Ritual": rituals.Ritual,
    "Weekly": weekly.Weekly,
}
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "AgendaItem": {"kind": agenda.KINDS},
    "Promise": {"state": promise_rules.STATES, "by": vocabulary.SIDES},
    "FollowUp": {"state": ("open", "due", "overdue", "snoozed", "done")},
    "Mistake": {"stage": mistake_rules.STAGES},
    "Feedback": {"kind": vocabulary.FEEDBACK_KINDS, "stage": loops.STAGES},
    "Fact": {"kind": vocabulary.FACT_KINDS},
    "Touchpoint": {"direction": vocabulary.DIRECTIONS},
    "Ritual": {"state": ritual_rules.STATES},
    "Person": {"rung": vocabulary.RUNGS, "circle": vocabulary.CIRCLES},
    "Rung": {"rung": vocabulary.RUNGS},
}
ERROR = {
    "type": "object",
    "required": ["error", "message", "hint", "exit_code"],
    "properties": {
        "error": {"type": "string"},
        "message": {"type": "string"},
        "hint": {"type": "string"},
        "exit_code": {"type": "integer"},
        "candidates": {"type": "array", "items": {"type": "string"}},
        "typed": {"type": "array", "items": {"type": "string"}},
    },
}


def _simple(description: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "description": description, "required": list(properties), "properties": properties}


_TEXT, _COUNT, _FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
_COUNTS = {"type": "object", "additionalProperties": _COUNT}
_LIST_OF_TEXTS = {"type": "array", "items": _TEXT}
_DECIDED = dict.fromkeys(importer.DECISIONS, _COUNTS)
_RECORD = _simple(
    "A record and what became of it.",
    place=_TEXT,
    decision={"enum": list(importer.DECISIONS)},
    noun=_TEXT,
    person={"anyOf": [_TEXT, {"type": "null"}]},
    name=_TEXT,
    why=_TEXT,
)
_FINDING = _simple(
    "Something that was found: hurt, or a note.",
    area={"enum": list(typing.get_args(findings.Area))},
    kind=_TEXT,
    hurt={"type": "boolean"},
    text=_TEXT,
    mend={"enum": list(typing.get_args(findings.Mend))},
    table={"anyOf": [_TEXT, {"type": "null"}]},
    rows={"type": "array", "items": _COUNT},
)
# Answers that no type of the reports stands behind.
SIMPLE_ANSWERS = {
    "undo": _simple("A change that was taken back, or brought back.", id=_COUNT, undoes=_COUNT, command=_TEXT),
    "doctor": _simple(
        "What an examination of the journal found.",
        journal=_TEXT,
        sound={"type": "boolean"},
        rows=_COUNT,
        changes=_COUNT,
        chain={"anyOf": [_TEXT, {"type": "null"}]},
        findings={"type": "array", "items": _FINDING},
    ),
    "backup": _simple(
        "A backup that was made, or was there already.",
        name=_TEXT,
        day=_TEXT,
        why=_TEXT,
        bytes=_COUNT,
        chain=_TEXT,
        path=_TEXT,
        rows=_COUNT,
        changes=_COUNT,
        examined={"type": "boolean"},
        new={"type": "boolean"},
    ),
    "restore": _simple(
        "What restoring a backup did, or would do.",
        backup=_TEXT,
        lost={"type": "array", "items": {"type": "object"}},
        gained={"type": "array", "items": {"type": "object"}},
        readable={"type": "boolean"},
    ),
    "init": _simple("A journal that was started.", journal=_TEXT),
    "forget": _simple(
        "Somebody was forgotten for good: a receipt without a name.",
        on={"type": "string", "format": "date"},
        counts=_COUNTS,
        remembered={"type": "boolean"},
        change=_COUNT,
        not_removed=_LIST_OF_TEXTS,
    ),
    "forget-plan": _simple(
        "What would go, and what stays, if somebody was forgotten.",
        person=_TEXT,
        name=_TEXT,
        counts=_COUNTS,
        shared=_COUNT,
        changes=_COUNT,
        files=_LIST_OF_TEXTS,
        mentions={"type": "array", "items": {"type": "object"}},
    ),
    "person-merge": _simple(
        "What a merge would do.",
        person=_TEXT,
        merged=_TEXT,
        moves=_COUNTS,
        details=_COUNTS,
        fills={"type": "object"},
        competing={"type": "array", "items": {"type": "object"}},
        between={"type": "array", "items": {"type": "object"}},
        names={"type": "array", "items": _TEXT},
    ),
    "import": _simple(
        "What an import brought.", new=_COUNTS, known=_COUNTS, change={"anyOf": [_COUNT, {"type": "null"}]}
    ),
    "person-spread": _simple(
        "First due days that were staggered.",
        first={"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        last={"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        moved=_COUNT,
        people={"type": "array", "items": {"type": "object"}},
    ),
    "import-records": _simple(
        "What became of the records of other programs' files, by noun, and of each of them.",
        source=_TEXT,
        **_DECIDED,
        records={"type": "array", "items": _RECORD},
        rejects=_LIST_OF_TEXTS,
        change={"anyOf": [_COUNT, {"type": "null"}]},
    ),
    "remind": _simple(
        "What is due, as a message.",
        today={"type": "string", "format": "date"},
        subject=_TEXT,
        count=_COUNT,
        left_out=_COUNT,
        sections={"type": "object", "additionalProperties": {"type": "array", "items": {"type": "object"}}},
    ),
    "schedule": _simple(
        "A reminder that is, or would be, installed.",
        **{"with": _TEXT},
        state=_TEXT,
        at=_TEXT,
        days={"type": "array", "items": _TEXT},
        next={"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
        pieces={"type": "array", "items": {"type": "object"}},
    ),
}
# What answers which commands: the name of the file, the type behind it.
ANSWERS: dict[str, Any] = {
    "today": today.Today,
    "today-by-person": today_screen.TodayByPerson,
    "agenda": agenda.Agenda,
    "promise": promises.Promise,
    "promise-list": list[promises.Promise],
    "promise-rate": promise_rate.Rate,
    "follow-up": follow_ups.FollowUp,
    "follow-up-list": list[follow_ups.FollowUp],
    "feedback": feedback.Feedback,
    "feedback-list": list[feedback.Feedback],
    "day": days.Day,
    "day-list": list[days.Day],
    "fact": facts.Fact,
    "fact-list": list[facts.Fact],
    "mistake": mistakes.Mistake,
    "mistake-list": list[mistakes.Mistake],
    "feedback-stats": feedback_stats.Stats,
    "feedback-due": list[feedback_due.Unasked],
    "ask": asks.Ask,
    "ask-list": list[asks.Ask],
    "touchpoint": touchpoints.Touchpoint,
    "touchpoint-list": list[touchpoints.Touchpoint],
    "person": people.Person,
    "person-list": list[people.Person],
    "ritual": rituals.Ritual,
    "ritual-list": list[rituals.Ritual],
    "circles": circles.Circles,
    "ladder": ladder.Ladder,
    "ladder-moves": list[ladder.Moved],
    "ladder-movement": ladder_moves.Movement,
    "ladder-path": list[ladder_moves.Way],
    "lapsed": list[lapsed.Lapsed],
    "lapsed-all": list[lapsed.Buyer],
    "lapsed-proof": lapsed_proof.Proof,
    "ladder-suggest": list[suggestions.Suggested],
    "ladder-declined": list[stays.Stay],
    "ladder-allies": list[connections.Ally],
    "purchase": purchases.Purchase,
    "purchase-list": list[purchases.Purchase],
    "introduction": introductions.Introduction,
    "introduction-list": list[introductions.Introduction],
    "link": links.Link,
    "link-list": list[links.Link],
    "show": show.Portrait,
    "show-organisation": organisation.OrganisationPage,
    "person-doubles": list[doubles.Double],
    "person-choose": list[never_in_touch.Waiting],
    "find": list[find.Hit],
    "inbox-list": list[inbox.Waiting],
    "history": list[history.HistoryEntry],
    "brief": brief.Brief,
    "balance": list[balance.Balance],
    "balance-facts": list[balance_facts.Behind],
    "review": reviews.LookBack,
    "review-list": list[reviews.Review],
    "intention": intentions.Intention,
    "mirror": list[questions.Reflection],
    "trust": trust.Statement,
    "trust-all": list[deeds_to_mend.DeedToMend],
    "config-list": list[lists.SettingRow],
}


def schema(kind: Any) -> dict[str, Any]:
    """The schema of a type that an answer is made of."""
    if kind in SIMPLE:
        return dict(SIMPLE[kind])
    if hasattr(kind, "_fields"):
        return _object(kind)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return {"enum": list(inner)}
    if origin in (list, tuple):
        return {"type": "array", "items": schema(inner[0])}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [schema(each) for each in inner]}
    raise TypeError(kind)


def _object(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind, localns=LATE)
    properties = {name.rstrip("_"): schema(hints[name]) for name in kind._fields}
    for name, choices in CHOICES.get(kind.__name__, {}).items():
        properties[name] = {"enum": list(choices)}
    if "id" in properties and isinstance(reference := getattr(kind, "ref", None), property):
        properties["ref"] = schema(typing.get_type_hints(reference.fget)["return"])
    return {
        "type": "object",
        "description": re.sub(r" \(DESIGN\.md[^)]*\)", "", (kind.__doc__ or "").partition("\n")[0]),
        "required": list(properties),
        "properties": properties,
    }


def files() -> dict[Path, str]:
    """Every schema file with what it should hold."""
    made = {name: schema(kind) for name, kind in ANSWERS.items()} | SIMPLE_ANSWERS | {"error": ERROR}
    return {
        FOLDER / f"{name}.json": json.dumps({"$schema": DRAFT, "title": name, **body}, indent=2) + "\n"
        for name, body in made.items()
    }


def overview() -> str:
    """The page that lists the schema files, each with what it describes."""
    lines = []
    for path, text in files().items():
        body = json.loads(text)
        described = body if "description" in body else body.get("items", {})
        lines.append(f"- [{path.stem}]({path.name}): {described.get('description', 'What went wrong, under --json.')}")
    promise = "JSON Schema (2020-12) of every answer under `--json`. Fields may be added, never removed or renamed."
    return "\n".join(["# Schemas", "", promise, "", *lines]) + "\n"


def stale() -> list[str]:
    """Which files are not what they should be, or are there without a type behind them."""
    wanted = {**files(), FOLDER / "README.md": overview()}
    wrong = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    return sorted(path.name for path in {*wrong, *FOLDER.glob("*.json")} - (wanted.keys() - set(wrong)))


def main() -> None:
    """Write the files, or check them."""
    if "--check" in sys.argv[1:]:
        sys.exit(", ".join(stale()) or 0)
    FOLDER.mkdir(exist_ok=True)
    for path, text in {**files(), FOLDER / "README.md": overview()}.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
