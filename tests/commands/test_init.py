"""Starting a journal where one is wanted."""

import json
import stat
from pathlib import Path

from tests.conftest import Program


def test_in_the_usual_place(custlove: Program, journal: Path) -> None:
    assert custlove("init").out == f"Started a journal at {journal}.\n"
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    assert stat.S_IMODE(journal.parent.stat().st_mode) == 0o700
    assert custlove("person", "add", "Anna").err == ""


def test_in_another_place_and_how_to_use_it(custlove: Program, journal: Path, tmp_path: Path) -> None:
    place = tmp_path / "clients of mine" / "work.db"
    said = custlove("init", place)
    assert said.out == f"Started a journal at {place}. To use it: --journal {place}, or CUSTLOVE_JOURNAL.\n"
    assert custlove("--journal", place, "person", "add", "Anna", "--json").json["person"] == "anna"
    assert custlove("person", "list", "--json", env={"CUSTLOVE_JOURNAL": str(place)}).json[0]["person"] == "anna"
    assert not journal.exists()


def test_as_an_object(custlove: Program, journal: Path) -> None:
    assert custlove("init", "--json").json == {"journal": str(journal)}


def test_nothing_is_started_over_something(custlove: Program, journal: Path) -> None:
    custlove("person", "add", "Anna")
    before = journal.read_bytes()
    said = custlove("init", "--json", code=73)
    assert json.loads(said.err)["error"] == "cannot_create"
    assert journal.read_bytes() == before


def test_where_none_can_be_made(custlove: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "cannot be made" in custlove("init", tmp_path / "file" / "journal.db", code=73).err


def test_a_named_journal_that_is_not_there_is_no_new_one(custlove: Program, tmp_path: Path) -> None:
    place = tmp_path / "gone.db"
    for arguments in (("today",), ("log", "anna", "x"), ("undo",)):
        said = custlove("--journal", place, *arguments, code=66)
        assert said.err.startswith(
            f"custlove: There is no journal at {place}.\nTo start one there: custlove init {place}\n"
        )
    assert not place.exists()
