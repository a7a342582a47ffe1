import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]


def entry(title: str, *tags: str, body: str = "", date: str = "2026-10-02", time: str = "12:30") -> dict[str, Any]:
    return {"title": title, "body": body, "date": date, "time": time, "tags": list(tags), "starred": False}


def journal_of(*entries: dict[str, Any]) -> str:
    tags = {tag: 1 for each in entries for tag in each["tags"]}
    return json.dumps({"tags": tags, "entries": entries}, indent=2)


ENTRIES = (
    entry("Lunch with @anna and @kitty.", "@anna", "@kitty", "@work", body="About @work."),
    entry("Alone.", date="2026-10-03"),
    entry("A call from @anna.", "@anna", date="2026-09-20", time="09:00"),
)


def touchpoints(program: Program) -> list[tuple[str, str, list[str], list[str]]]:
    found = program("touchpoint", "list", "--json").json
    return [(each["on"], each["text"], each["people"], each["tags"]) for each in found]


def test_entries_tagged_with_handles_are_touchpoints_once(anna: Program, rows: Rows, tmp_path: Path) -> None:
    path, before = tmp_path / "jrnl.json", rows()
    path.write_text(journal_of(*ENTRIES), encoding="utf-8")
    said = anna("import", "jrnl", path)
    assert said.out == "Imported: 2 touchpoints new. 1 entry skipped. To take it back: custlove undo 2\n"
    assert said.err == f"{path}, entry 2: Alone. was skipped: none of its tags is the handle or name of anybody.\n"
    assert touchpoints(anna) == [
        ("2026-10-02", "Lunch with @anna and @kitty.\nAbout @work.", ["anna"], ["kitty", "work"]),
        ("2026-09-20", "A call from @anna.", ["anna"], []),
    ]
    at = anna("touchpoint", "list", "--json").json[0]["at"]
    assert at == "2026-10-02T12:30:00+02:00"
    assert anna("import", "jrnl", path).out == "Nothing new. 2 touchpoints unchanged and 1 entry skipped.\n"
    anna("undo")
    assert rows() == before


def test_new_people_come_in_by_their_tags_and_topics_do_not(anna: Program) -> None:
    anna("import", "jrnl", "-", "--new", "--topic", "@Work", stdin=journal_of(*ENTRIES))
    assert touchpoints(anna)[0][2:] == (["anna", "kitty"], ["work"])
    kitty = anna("show", "kitty", "--json").json["person"]
    assert (kitty["name"], kitty["added_on"]) == ("Kitty", "2026-10-02")
    again = anna("import", "jrnl", "-", "--new", "--topic", "work", stdin=journal_of(*ENTRIES))
    assert again.out.startswith("Nothing new.")


def test_somebody_added_later_joins_and_what_was_written_since_comes_in(anna: Program) -> None:
    anna("import", "jrnl", "-", stdin=journal_of(*ENTRIES))
    anna("person", "add", "Kitty Shcherbatskaya", "--as", "kitty", "--on", "2026-09-01")
    assert anna("import", "jrnl", "-", stdin=journal_of(*ENTRIES)).out.startswith("Imported: 1 touchpoint changed.")
    assert touchpoints(anna)[0][2] == ["anna", "kitty"]
    assert anna("show", "kitty", "--json").json["person"]["last_touch_on"] == "2026-10-02"
    more = ({**ENTRIES[0], "body": "About @work, at length."}, *ENTRIES[1:])
    assert anna("import", "jrnl", "-", stdin=journal_of(*more)).out.startswith("Imported: 1 touchpoint changed.")
    assert touchpoints(anna)[0][1].endswith("at length.")
    assert anna("import", "jrnl", "-", stdin=journal_of(*more)).out.startswith("Nothing new.")


def test_a_first_name_is_enough_where_one_has_it(anna: Program) -> None:
    anna("person", "add", "Kitty Shcherbatskaya", "--as", "shcherbatskaya")
    given = journal_of(entry("a", "@kitty"), entry("b", "@kitty_shcherbatskaya"))
    anna("import", "jrnl", "-", stdin=given)
    assert sorted((each[1], each[2]) for each in touchpoints(anna)) == [
        ("a", ["shcherbatskaya"]),
        ("b", ["shcherbatskaya"]),
    ]


@pytest.mark.parametrize(
    "wrong",
    [entry("x", "@anna", date="2026-13-01"), entry("x", "@anna", date="2027-01-01"), {"title": "x"}, ["x"]],
    ids=range(4),
)
def test_a_bad_entry_stops_only_itself_and_can_be_mended(anna: Program, tmp_path: Path, wrong: Any) -> None:
    path = tmp_path / "jrnl.json"
    text = json.dumps({"tags": {}, "entries": [ENTRIES[0], wrong, ENTRIES[2]]}, indent=2)
    path.write_text(text, encoding="utf-8")
    said = anna("import", "jrnl", path, "--rejects")
    assert f"{path}, entry 2: " in said.err
    assert len(touchpoints(anna)) == 2
    kept = tmp_path / "jrnl.rejects.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == wrong
    kept.write_text(json.dumps(entry("mended", "@anna")), encoding="utf-8")
    anna("import", "jrnl", kept)
    assert len(touchpoints(anna)) == 3


def test_something_else_and_half_a_file_are_refused(anna: Program) -> None:
    assert "written by: jrnl" in anna("import", "jrnl", "-", stdin="2026-10-02 Lunch\n", code=65).err
    half = journal_of(*ENTRIES)
    said = anna("import", "jrnl", "-", stdin=half[: half.index("Alone") + 3], code=65)
    assert "is not valid JSON: unterminated string in line " in said.err
    assert touchpoints(anna) == []


def test_a_tag_is_a_word_of_a_name_or_says_who_may_be_meant(anna: Program) -> None:
    anna("person", "add", "Dr. Petra Vogel", "--as", "pv")
    text = journal_of(entry("Tea with @vogel.", "@vogel"))
    anna("import", "jrnl", "-", stdin=text)
    assert touchpoints(anna)[0][2] == ["pv"]
    anna("undo")
    anna("person", "add", "Udo Vogel", "--as", "uv")
    said = anna("import", "jrnl", "-", stdin=text)
    assert said.err == "standard input, entry 1: Tea with @vogel. was skipped: its tags may be pv or uv.\n"
