"""`custlove person doubles`, and the merge that it names."""

import pytest

from custlove.context import Context
from tests.conftest import Program


def test_a_double_is_named_with_why_and_what_to_do(anna: Program) -> None:
    anna("person", "add", "Anna Karenin")
    assert anna("person", "doubles").out == (
        "person\tname\tother\tother_name\tbecause\tcommand\n"
        "anna\tAnna Karenina\tanna-karenin\tAnna Karenin\tnear name\tcustlove person merge anna anna-karenin\n"
    )
    assert anna("--today", "2026-01-01", "person", "doubles", "--json").json == []
    anna("link", "add", "anna", "anna-karenin", "sisters")
    assert anna("person", "doubles", "--json").json == []


def test_at_a_terminal_what_competes_is_chosen(anna: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Context, "at_terminal", property(lambda run: run.terminal))
    anna("person", "edit", "anna", "--role", "head", "--birthday", "1980-03-14")
    anna("person", "add", "Anna Karenin", "--role", "chief", "--birthday", "1981-03-14")
    said = anna("person", "merge", "anna", "anna-karenin", tty=True, stdin="2\nx\n\n")
    person = anna("show", "anna", "--json").json["person"]
    assert (person["role"], person["birthday"]) == ("chief", "1980-03-14"), said
    assert (
        person["notes"]
        == "2026-11-22: merged with Anna Karenin (anna-karenin), not taken: role head; birthday 1981-03-14"
    )


def test_a_dry_run_tells_what_competes(anna: Program) -> None:
    anna("person", "edit", "anna", "--role", "head")
    anna("person", "add", "Anna Karenin", "--role", "chief", "--email", "a@x.example")
    assert anna("person", "merge", "anna", "anna-karenin", "--dry-run").out == (
        "Anna Karenin (anna-karenin) would become part of Anna Karenina (anna), with 1 email. Both have: role head"
        " (chief would stay in the notes). To take the second's: --take FIELD. Also found as: Anna Karenin;"
        " anna-karenin. Nothing was changed.\n"
    )
