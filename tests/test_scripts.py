"""What scripts rely on: counts, references, exit codes, references on the standard input, silence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program, written_once

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]


@pytest.fixture
@written_once
def owing(anna: Program) -> Program:
    """Two promises broken, two follow-ups overdue, one ahead."""
    for what, due in (("offer", "2026-11-01"), ("plan", "2026-11-20")):
        anna("promise", "add", "anna", what, "--by", due, "--on", "2026-10-01")
    for due, why in (("2026-11-02", "call"), ("2026-11-21", "write"), ("2026-12-01", "visit")):
        anna("followup", "add", "anna", due, why, "--on", "2026-10-01")
    return anna


LISTS = [
    (("today",), 5),
    (("promise", "list"), 2),
    (("promise", "list", "--state", "broken"), 2),
    (("promise", "list", "--state", "kept"), 0),
    (("followup", "list"), 3),
    (("followup", "list", "--overdue"), 2),
    (("feedback", "list"), 0),
    (("touchpoint", "list"), 0),
    (("person", "list"), 1),
    (("ladder",), 1),
    (("ladder", "moves"), 0),
    (("find", "offer"), 1),
    (("history",), 6),
]


@pytest.mark.parametrize(("command", "count"), LISTS)
def test_count_and_exit_code_go_together(owing: Program, command: tuple[str, ...], count: int) -> None:
    assert owing(*command, "--count").out == f"{count}\n"
    with_code = owing(*command, "--count", "--exit-code", code=1 if count else 0)
    assert with_code.out == f"{count}\n"
    owing(*command, "--json", "--exit-code", code=1 if count else 0)


@pytest.mark.parametrize(
    "command",
    [
        "promise list", "followup list --all", "feedback list --all", "feedback list --waiting", "feedback due",
        "mistake list", "fact list --all", "day list", "ritual list", "ladder moves", "ladder path", "ladder suggest",
        "purchase list", "introduction list", "link list", "lapsed --all", "wows", "balance", "trust", "mirror",
        "review list", "touchpoint list", "person list", "find e", "history", "inbox list",
    ],
)  # fmt: skip
def test_what_is_counted_is_what_json_lists(stocked: Program, command: str) -> None:
    words = command.split()
    listed = len(stocked(*words, "--json").json)
    assert stocked(*words, "--count", "--exit-code", code=1 if listed else 0).out == f"{listed}\n"


def test_ids_are_references_one_a_line(owing: Program) -> None:
    assert owing("followup", "list", "--overdue", "--ids").out == "f1\nf2\n"
    assert owing("promise", "list", "--ids").out == "p1\np2\n"
    assert owing("person", "list", "--ids").out == "anna\n"
    assert owing("ladder", "--ids").out == "anna\n"
    assert owing("feedback", "list", "--ids").out == ""


@pytest.mark.parametrize(
    ("command", "ids"),
    [
        (("today",), "p1 p2 f1 f2"),
        (("show", "anna"), "p2 p1 f3 f2 f1"),
        (("find", "offer"), "p1"),
        (("brief", "anna"), "p1 p2 f1 f2 f3"),
    ],
)
def test_ids_of_several_nouns_have_their_letters(owing: Program, command: tuple[str, ...], ids: str) -> None:
    assert owing(*command, "--ids").out.split() == ids.split()


def test_a_report_without_references_says_so(owing: Program) -> None:
    assert owing("mirror", "--ids", code=2).err == (
        "custlove: This report does not have references.\nAsk a list for them: custlove followup list --ids\n"
    )


def test_two_forms_at_once_are_refused(owing: Program) -> None:
    assert owing("today", "--json", "--count", code=2).out == ""


def test_references_from_the_standard_input_are_one_change_and_one_undo(owing: Program, rows: Rows) -> None:
    before = rows()
    ids = owing("followup", "list", "--overdue", "--ids").out
    said = owing("followup", "snooze", "-", "+1w", stdin=ids)
    assert said.out == (
        "Follow-up f1 with Anna Karenina, “call”: snoozed until Sun 29 Nov 2026, in 7 days.\n"
        "Follow-up f2 with Anna Karenina, “write”: snoozed until Sun 29 Nov 2026, in 7 days.\n"
    )
    assert owing("followup", "list", "--overdue", "--count").out == "0\n"
    owing("undo")
    assert rows() == before


@pytest.mark.parametrize(
    ("command", "stdin", "count"),
    [
        (("followup", "done", "-", "--json"), "1\n#2\n", 2),
        (("promise", "keep", "-", "--json"), "1\n2\n", 2),
        (("promise", "keep", "-", "--json"), "2", 1),
        (("promise", "release", "-", "--why", "over", "--json"), "1 2", 2),
        (("promise", "move", "-", "--to", "+1w", "--json"), "1\n2\n", 2),
    ],
)
def test_several_answers_are_a_list(owing: Program, command: tuple[str, ...], stdin: str, count: int) -> None:
    assert len(owing(*command, stdin=stdin).json) == count


def test_no_references_at_all_change_nothing_and_are_no_fault(owing: Program, journal: Path) -> None:
    before = journal.read_bytes()
    said = owing("followup", "done", "-", stdin="\n")
    assert (said.out, said.err) == ("", "Nothing to change: no references on the standard input.\n")
    assert journal.read_bytes() == before


def test_one_wrong_reference_takes_the_others_back(owing: Program, rows: Rows) -> None:
    before = rows()
    assert '"two" on standard input is not a reference' in owing("promise", "keep", "-", stdin="1\ntwo\n", code=2).err
    owing("promise", "keep", "-", stdin="1\n99\n", code=3)
    assert rows() == before


@pytest.mark.parametrize("place", ["before", "after"])
def test_quiet_says_only_what_was_asked_for(owing: Program, place: str) -> None:
    def quietly(*command: str, code: int = 0) -> tuple[str, str]:
        words = ("--quiet", *command) if place == "before" else (*command, "--quiet")
        said = owing(*words, code=code)
        return said.out, said.err

    assert quietly("log", "anna", "hello", "--keep-followups") == ("", "")
    assert quietly("promise", "list", "--count") == ("2\n", "")
    assert quietly("person", "add", "Anna Karenina") == ("", "")
    assert quietly("show", "nobody", code=3)[1].startswith('custlove: There is nobody called "nobody" here.')


def test_a_text_that_looks_like_a_flag_stays_a_text(owing: Program) -> None:
    owing("log", "anna", "--", "--quiet")
    assert owing("touchpoint", "list", "--json").json[0]["text"] == "--quiet"


def test_without_input_no_editor_is_started(owing: Program) -> None:
    said = owing("--no-input", "promise", "add", "anna", "--by", "friday", tty=True, code=2, env={"EDITOR": "false"})
    assert said.err.startswith("custlove: The promise is missing.")
