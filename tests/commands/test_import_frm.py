from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Program

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
LOG = """\
{"contact":"Anna Karenina","path":"/book/a.vcf","time":"2026-02-17T10:11:12.123456789Z","note":"coffee"}
{"contact":"Anna","time":"2026-03-01T00:00:00Z"}
{"contact":"Anna Vronskaya","path":"/book/a.vcf","time":"2026-04-01T18:00:00+02:00"}
{"contact":"Kitty Levin","time":"2026-04-02T18:00:00Z","note":"skating"}
{"contact":"Kitty Levin","time":"2026-04-0
{"contact":" ","time":"2026-04-02T18:00:00Z"}
{"contact":"Kitty Levin","time":"2099-04-02T18:00:00Z"}
"""
BAD = ("not JSON: unterminated string in column 33", "contact is missing", "2099-04-02 is in the future")


def touchpoints(program: Program) -> list[tuple[str, str, list[str]]]:
    found = program("touchpoint", "list", "--json").json
    return [(each["on"], each["text"], each["people"]) for each in found]


def test_the_log_is_given_to_those_who_are_there(anna: Program, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(LOG, encoding="utf-8")
    anna("person", "rename", "anna", "Anna Vronskaya")
    said = anna("import", "frm", path, "--rejects")
    # The card in the address book says that they are one, whatever they are called now.
    assert touchpoints(anna) == [("2026-04-01", "", ["anna"]), ("2026-02-17", "coffee", ["anna"])]
    assert [why in said.err for why in BAD] == [True] * 3
    assert f"{path}, line 2: Anna was skipped: nobody here is Anna." in said.err
    kept = (tmp_path / "log.rejects.jsonl").read_text(encoding="utf-8")
    assert kept.splitlines() == LOG.splitlines()[4:]
    assert anna("import", "frm", path).out.startswith("Nothing new. 2 touchpoints unchanged")


def test_new_people_come_in_once_and_can_be_taken_back(anna: Program, rows: Rows) -> None:
    before = rows()
    said = anna("import", "frm", "-", "--new", stdin=LOG)
    assert said.out.startswith("Imported: 3 people and 4 touchpoints new.")
    assert [each[2] for each in touchpoints(anna)] == [
        ["kitty-levin"],
        ["anna-vronskaya"],
        ["anna-2"],
        ["anna-vronskaya"],
    ]
    assert anna("show", "kitty-levin", "--json").json["person"]["added_on"] == "2026-04-02"
    assert anna("import", "frm", "-", "--new", stdin=LOG).out.startswith("Nothing new. 3 people and 4 touchpoints")
    assert anna("import", "frm", "-", stdin=LOG).out.startswith("Nothing new. 4 touchpoints unchanged")
    anna("undo")
    assert rows() == before


def test_a_full_name_of_two_is_nobodys(anna: Program) -> None:
    for handle in ("one", "two"):
        anna("person", "add", "Kitty Levin", "--as", handle)
    said = anna("import", "frm", "-", stdin=LOG.splitlines()[3])
    assert "Kitty Levin may be one or two" in said.err
    assert touchpoints(anna) == []
