import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
Write = Callable[..., Path]


def task(number: int, **given: Any) -> dict[str, Any]:
    usual = {"id": number, "uuid": f"0000-{number}", "entry": "20261101T090000Z", "status": "pending", "tags": ["anna"]}
    return {**usual, "description": f"task {number}", "modified": "20261101T090000Z", "urgency": 4.2, **given}


def listed(*tasks: dict[str, Any]) -> str:
    return "[\n" + ",\n".join(json.dumps(each) for each in tasks) + "\n]\n"


TASKS = (
    task(
        1,
        due="20261130T230000Z",
        tags=["work", "anna"],
        annotations=[{"entry": "20261102T090000Z", "description": "by post"}],
    ),
    task(2),
    task(3, status="completed", entry="20261001T090000Z", due="20261002T220000Z", end="20261003T090000Z"),
    task(4, status="deleted", end="20261003T090000Z"),
    task(5, status="waiting", wait="20261224T090000Z"),
    task(6, status="recurring", due="20261224T090000Z", recur="weekly", mask="-"),
    task(7, tags=["work"]),
)


def follow_ups(program: Program) -> list[tuple[str, str, str | None]]:
    found = program("followup", "list", "--all", "--json").json
    return sorted((each["why"], each["due_on"], each["done_on"]) for each in found)


def test_tagged_tasks_are_follow_ups_once_and_can_be_taken_back(anna: Program, rows: Rows, tmp_path: Path) -> None:
    path, before = tmp_path / "tasks.json", rows()
    path.write_text(listed(*TASKS), encoding="utf-8")
    tried = anna("import", "taskwarrior", path, "--dry-run").out.splitlines()
    assert [line.split("\t")[0] for line in tried[1:]] == ["new", "new", "new", "skipped", "new", "skipped", "skipped"]
    assert rows() == before
    said = anna("import", "taskwarrior", path, "--due", "2026-12-10")
    assert said.out == (
        "Imported: 4 follow-ups new. 1 follow-up and 2 tasks skipped. To take it back: custlove undo 2\n"
    )
    assert follow_ups(anna) == [
        ("task 1\nby post", "2026-12-01", None),
        ("task 2", "2026-12-10", None),
        ("task 3", "2026-10-03", "2026-10-03"),
        ("task 5", "2026-12-24", None),
    ]
    # On another day, and with another day for what has none: still nothing.
    assert anna("import", "taskwarrior", path).out.startswith("Nothing new. 4 follow-ups unchanged")
    anna("undo")
    assert rows() == before


def test_what_was_done_moved_or_deleted_since_is_brought_up_to_date(anna: Program) -> None:
    anna("import", "taskwarrior", "-", stdin=listed(*TASKS))
    later = (
        task(1, status="completed", due="20261130T230000Z", tags=["anna"], end="20261120T090000Z"),
        task(2, due="20261214T230000Z"),
        task(5, status="deleted", end="20261121T090000Z"),
    )
    said = anna("import", "taskwarrior", "-", stdin=listed(*later))
    assert said.out.startswith("Imported: 3 follow-ups changed.")
    assert follow_ups(anna) == [
        ("task 1", "2026-12-01", "2026-11-20"),
        ("task 2", "2026-12-15", None),
        ("task 3", "2026-10-03", "2026-10-03"),
        ("task 5", "2026-12-24", "2026-11-21"),
    ]
    assert anna("import", "taskwarrior", "-", stdin=listed(*later)).out == "Nothing new. 3 follow-ups unchanged.\n"


def test_a_day_that_comes_after_another_change_is_taken(anna: Program) -> None:
    for given in (task(2), task(2, description="call"), task(2, description="call", due="20261214T230000Z")):
        anna("import", "taskwarrior", "-", stdin=listed(given))
    assert follow_ups(anna) == [("call", "2026-12-15", None)]


def test_what_the_user_moved_stays(anna: Program) -> None:
    promised = ("import", "taskwarrior", "-", "--as", "promise")
    anna(*promised, stdin=listed(task(2)))
    anna("promise", "move", "1", "--to", "2026-12-20")
    said = anna(*promised, stdin=listed(task(2, due="20261214T230000Z")))
    assert said.out == "Nothing new. 1 promise unchanged.\n"
    assert anna("promise", "list", "--json").json[0]["due_on"] == "2026-12-20"


def test_as_promises(anna: Program) -> None:
    anna("import", "taskwarrior", "-", "--as", "promise", stdin=listed(*TASKS))
    found = anna("promise", "list", "--json").json
    assert sorted((each["what"], each["by"], each["due_on"], each["state"]) for each in found) == [
        ("task 1\nby post", "mine", "2026-12-01", "open"),
        ("task 2", "mine", "2026-11-22", "due"),
        ("task 3", "mine", "2026-10-03", "kept"),
        ("task 5", "mine", "2026-12-24", "open"),
    ]
    anna(
        "import", "taskwarrior", "-", "--as", "promise", stdin=listed(task(2, status="deleted", end="20261121T090000Z"))
    )
    assert anna("promise", "list", "--state", "released", "--ids").out == "p2\n"


def test_a_task_a_line_and_handles_as_tags_can_have_them(anna: Program) -> None:
    anna("person", "add", "Konstantin Levin", "--as", "k-levin")
    lines = [task(1, tags=["k_levin", "anna"]), task(2, tags="konstantin_levin")]
    anna("import", "taskwarrior", "-", stdin="\n".join(map(json.dumps, lines)))
    found = anna("followup", "list", "--json").json
    assert sorted((each["person"], each["why"]) for each in found) == [
        ("anna", "task 1"),
        ("k-levin", "task 1"),
        ("k-levin", "task 2"),
    ]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (json.dumps(task(9, entry="yesterday")), '"yesterday" is not a day or a moment'),
        (json.dumps(task(9, entry="20990101T000000Z")), "entry or end is in the future"),
        (json.dumps(task(9, status="completed")), "it is completed, and end is missing"),
        ('["a"]', "not a task, which looks like"),
    ],
)
def test_a_bad_task_stops_only_itself(anna: Program, tmp_path: Path, wrong: str, why: str) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(f"[\n{json.dumps(task(1))},\n{wrong},\n{json.dumps(task(2))}\n]\n", encoding="utf-8")
    said = anna("import", "taskwarrior", path, "--rejects")
    assert f"{path}, task 2: {why}" in said.err
    assert len(follow_ups(anna)) == 2
    assert (tmp_path / "tasks.rejects.json").read_text(encoding="utf-8") == f"{wrong}\n"
    strictly = anna("import", "taskwarrior", path, "--strict", code=65)
    assert strictly.out == ""


def test_something_else_and_a_damaged_file_are_refused(anna: Program) -> None:
    assert "Tasks are written by: task export" in anna("import", "taskwarrior", "-", stdin="BEGIN:VCARD\n", code=65).err
    damaged = listed(task(1)).replace('"description": "task 1"', '"description": "task" 1"')
    said = anna("import", "taskwarrior", "-", stdin=damaged, code=65)
    assert "is not valid JSON: expecting ',' delimiter in line 2, column " in said.err
    assert follow_ups(anna) == []
