"""Every command's real answer under --json is what docs/schema/ says."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import Program, written_once

DOCS = Path(__file__).parent.parent / "docs"
ANSWERS = [
    ("today", ["today", "--json", "--ahead", "60d"]),
    ("promise", ["promise", "add", "anna", "x", "--by", "friday", "--json"]),
    ("promise", ["promise", "keep", "1", "--extra", "more", "--json"]),
    ("promise", ["promise", "move", "2", "--to", "+3d", "--json"]),
    ("promise", ["promise", "release", "2", "--json"]),
    ("promise", ["promise", "edit", "2", "--text", "y", "--json"]),
    ("promise-list", ["promise", "list", "--json"]),
    ("promise-rate", ["promise", "rate", "--json"]),
    ("follow-up", ["followup", "add", "anna", "+2w", "call", "--json"]),
    ("follow-up", ["followup", "snooze", "1", "+3d", "--json"]),
    ("follow-up", ["followup", "done", "1", "--json"]),
    ("follow-up-list", ["followup", "list", "--all", "--json"]),
    ("ask", ["feedback", "ask", "anna", "how was it?", "--json"]),
    ("ask-list", ["feedback", "list", "--waiting", "--json"]),
    ("feedback", ["feedback", "hear", "anna", "late", "--kind", "criticism", "--score", "5", "--json"]),
    ("feedback", ["feedback", "confirm", "1", "so it is late", "--json"]),
    ("feedback-list", ["feedback", "list", "--all", "--json"]),
    (
        "touchpoint",
        ["log", "anna", "hello", "--felt", "glad", "--next", "+2w", "--promise", "z", "--by", "+1w", "--json"],
    ),
    ("touchpoint", ["touchpoint", "edit", "1", "--wow", "--json"]),
    ("feedback-stats", ["feedback", "list", "--stats", "--json"]),
    ("feedback-due", ["--today", "2027-06-01", "feedback", "due", "--json"]),
    ("mistake", ["mistake", "add", "anna", "x", "--json"]),
    ("mistake", ["mistake", "followup", "1", "--card", "--anyway", "--json"]),
    ("mistake-list", ["mistake", "list", "--json"]),
    ("forget-plan", ["forget", "anna", "--dry-run", "--json"]),
    ("forget", ["forget", "anna", "--yes", "--json"]),
    ("touchpoint-list", ["touchpoint", "list", "--json"]),
    ("day", ["day", "add", "anna", "their launch", "2024-03-14", "--json"]),
    ("day", ["day", "remove", "1", "--json"]),
    ("day-list", ["day", "list", "--json"]),
    ("fact", ["fact", "add", "anna", "need", "faster invoices", "--source", "1", "--json"]),
    ("fact", ["fact", "supersede", "1", "cheaper ones", "--json"]),
    ("fact", ["fact", "resolve", "1", "both", "--json"]),
    ("fact-list", ["fact", "list", "--all", "--json"]),
    ("person", ["person", "edit", "anna", "--email", "a@example.com", "--birthday", "1980-03-14", "--json"]),
    ("person", ["person", "add", "Anton", "--json"]),
    ("person-list", ["person", "list", "--json"]),
    ("ladder", ["ladder", "--json"]),
    ("ladder-moves", ["ladder", "moves", "--json"]),
    ("ladder-moves", ["ladder", "history", "anna", "--json"]),
    ("ladder-movement", ["ladder", "moves", "--table", "--json"]),
    ("ladder-path", ["ladder", "path", "--json"]),
    ("ladder-suggest", ["ladder", "suggest", "--json"]),
    ("lapsed", ["lapsed", "--json"]),
    ("lapsed-all", ["lapsed", "--all", "--json"]),
    ("lapsed-proof", ["lapsed", "--proof", "--json"]),
    ("touchpoint-list", ["wows", "--json"]),
    ("ladder-allies", ["ladder", "allies", "levin", "--json"]),
    ("purchase", ["purchase", "add", "anna", "120", "EUR", "the logo", "--json"]),
    ("purchase-list", ["purchase", "list", "--json"]),
    ("introduction", ["introduction", "add", "anna", "Stiva", "--json"]),
    ("introduction-list", ["introduction", "list", "--json"]),
    ("link", ["link", "add", "anna", "levin", "friends", "--json"]),
    ("link-list", ["link", "list", "--json"]),
    ("show", ["show", "anna", "--json"]),
    ("brief", ["brief", "anna", "--json"]),
    ("balance", ["balance", "--json"]),
    ("balance-facts", ["balance", "anna", "--open", "touchpoints", "--json"]),
    ("trust", ["trust", "anna", "--json"]),
    ("trust-all", ["trust", "--json"]),
    ("find", ["find", "hello", "--json"]),
    ("history", ["history", "--json"]),
    ("undo", ["undo", "--json"]),
    ("init", ["init", "elsewhere.db", "--json"]),
    ("person-merge", ["person", "merge", "anna", "vronsky", "--dry-run", "--json"]),
    ("import", ["import", "jsonl", "-", "--json"]),
    ("remind", ["remind", "--format", "json"]),
    ("schedule", ["schedule", "show", "--with", "systemd", "--json"]),
    ("config-list", ["config", "list", "--json"]),
]


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((DOCS / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture
@written_once
def lived(anna: Program) -> Program:
    """A journal with one of everything and a little more."""
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-20", "--on", "2026-11-01")
    anna("promise", "add", "anna", "the plan", "--by", "2026-11-30", "--on", "2026-11-01")
    anna("promise", "move", "2", "--to", "2026-12-10", "--why", "waiting for them", "--on", "2026-11-10")
    anna("followup", "add", "anna", "2026-11-20", "call", "--on", "2026-11-01")
    anna(
        "log",
        "anna",
        "hello there",
        "--on",
        "2026-10-01",
        "--felt",
        "4",
        "--energy",
        "1",
        "--minutes",
        "30",
        "--tag",
        "x",
    )
    anna("feedback", "hear", "anna", "lovely", "--kind", "praise", "--on", "2026-11-02")
    anna("mistake", "add", "anna", "late", "--on", "2026-11-02")
    anna("ladder", "move", "anna", "client", "--why", "third order", "--on", "2026-11-03")
    anna("fact", "add", "anna", "life", "likes trains", "--on", "2026-11-03")
    anna("person", "add", "Konstantin Levin", "--as", "levin", "--on", "2026-11-03")
    anna("purchase", "add", "anna", "900", "--on", "2026-11-04")
    anna("introduction", "add", "anna", "levin", "at lunch", "--on", "2026-11-04")
    anna("link", "add", "anna", "levin", "neighbours", "--on", "2026-11-04")
    anna("day", "add", "anna", "name day", "12-09", "--on", "2026-11-03")
    return anna


@pytest.mark.parametrize(("name", "command"), ANSWERS, ids=[" ".join(command[:2]) for _, command in ANSWERS])
def test_the_answer_is_what_the_schema_says(
    lived: Program, name: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = _answer(lived, command)
    assert answer
    validator(name).validate(answer)


def _answer(lived: Program, command: list[str]) -> Any:
    if command[:2] == ["feedback", "list"] and "--waiting" in command:
        lived("feedback", "ask", "anna", "how was it?")
    if command[:2] == ["person", "merge"]:
        lived("person", "add", "Alexei Vronsky", "--as", "vronsky")
    if command[0] == "lapsed":
        lived("purchase", "add", "levin", "5", "--on", "2024-01-01")
    if command[0] == "wows":
        lived("touchpoint", "edit", "1", "--wow")
    if command[:2] == ["ladder", "allies"]:
        lived("ladder", "move", "anna", "advocate", "--why", "brings people")
    if command[:2] == ["ladder", "path"]:
        for number in range(5):
            lived("person", "add", f"P{number}", "--on", "2026-11-01")
            lived("ladder", "move", f"p{number}", "customer", "--why", "bought")
    if command[0] == "import":
        line = '{"kind": "touchpoint", "people": ["anna"], "at": "2026-03-01", "text": "x"}'
        return lived(*command, stdin=line).json
    if command[:2] == ["feedback", "confirm"]:
        command = [*command[:2], "anna", "lovely", *command[3:]]
    return lived(*command).json


def test_an_error_is_what_the_schema_says(lived: Program) -> None:
    for command, code in (
        (["show", "nobody"], 3),
        (["log", "anna", "x", "--on", "someday"], 2),
        (["promise", "keep", "99"], 3),
    ):
        said = lived(*command, "--json", code=code)
        assert said.out == ""
        validator("error").validate(json.loads(said.err))


def test_a_wrong_answer_is_not_let_through(lived: Program) -> None:
    answer = lived("promise", "list", "--json").json
    del answer[0]["state"]
    assert not validator("promise-list").is_valid(answer)
    answer[0]["state"] = "lost"
    assert not validator("promise-list").is_valid(answer)
    assert not validator("promise-list").is_valid([{**answer[0], "state": "open", "due_on": "soon"}])


def test_the_schema_files_are_those_of_the_program() -> None:
    assert runpy.run_path(str(DOCS / "schemas.py"))["stale"]() == []
