"""Choosing circle and rhythm for imported people: one by one at a terminal, or as a list to be filled in."""

from pathlib import Path

import pytest

from custlove.context import Context
from tests.conftest import Program, written_once

CARDS = "".join(f"BEGIN:VCARD\nFN:Person {number}x\nORG:Firm {number}\nEND:VCARD\n" for number in range(4))
LIST = (
    "person\tname\torganisation\tcircle\tevery\n"
    + "".join(f"person-{number}x\tPerson {number}x\tFirm {number}\t\t\n" for number in range(4))
)  # fmt: skip


@pytest.fixture
@written_once
def imported(custlove: Program) -> Program:
    custlove("import", "vcard", "-", stdin=CARDS)
    return custlove


def _chosen(program: Program) -> list[tuple[str, int | None]]:
    return [(each["circle"], each["every_days"]) for each in program("person", "list", "--json").json]


NOTHING = ("acquaintance", None)


@pytest.fixture
def _somebody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Context, "at_terminal", property(lambda run: not run.no_input))


@pytest.mark.usefixtures("_somebody_types")
def test_a_walk_with_a_key_each(imported: Program) -> None:
    said = imported("person", "choose", stdin="cm\n\nzz\nl\nu\na\nq\n")
    assert _chosen(imported) == [("close", 30), NOTHING, ("acquaintance", 42), NOTHING]
    assert "Person 0x of Firm 0 (1 of 4): " in said.err
    assert said.err.endswith("Chosen for 2 of 4.\n")
    assert [line.split(" is ")[0] for line in said.out.splitlines()] == [
        "Person 0x of Firm 0", "Person 2x of Firm 2", "Person 2x of Firm 2"
    ]  # fmt: skip
    # Each answer is a change of its own.
    imported("undo")
    assert _chosen(imported) == [("close", 30), NOTHING, NOTHING, NOTHING]
    assert imported("person", "choose", stdin="").err.endswith("Chosen for 0 of 3.\n")
    assert imported("today", "--json").json["never_in_touch"] == 3


@pytest.mark.usefixtures("_somebody_types")
def test_it_is_offered_after_an_import(custlove: Program, tmp_path: Path) -> None:
    cards = tmp_path / "cards.vcf"
    cards.write_text(CARDS, encoding="utf-8")
    said = custlove("import", "vcard", cards, stdin="y\nc\nq\n")
    assert "Choose a circle and a rhythm for them now?" in said.err
    assert _chosen(custlove)[0] == ("close", 42)
    assert "Choose" not in custlove("import", "vcard", cards, stdin="y\n").err
    cards.write_text(CARDS.replace("Person", "Another"), encoding="utf-8")
    assert custlove("import", "vcard", cards, stdin="\n").err.endswith("Later: custlove person choose\n")


def test_a_list_is_filled_in_and_given_back(imported: Program, tmp_path: Path) -> None:
    said = imported("person", "choose")
    assert said.out == LIST
    assert said.err == "Fill in circle and every, then: custlove person choose FILE (or - for standard input).\n"
    assert imported("person", "choose", "--json").json[0] == {
        "person": "person-0x", "name": "Person 0x", "organisation": "Firm 0"
    }  # fmt: skip
    edited = LIST.replace("Firm 0\t\t", "Firm 0\tclose\t2 weeks").replace("Firm 3\t\t", "Firm 3\t\tquarter")
    file = tmp_path / "new.tsv"
    file.write_text(edited, encoding="utf-8")
    assert imported("person", "choose", file).out == "Chosen for 2 people. To take it back: custlove undo\n"
    assert _chosen(imported) == [("close", 14), NOTHING, NOTHING, ("acquaintance", 91)]
    imported("undo")
    assert _chosen(imported) == [NOTHING] * 4
    imported("person", "choose", "-", stdin=edited)
    assert imported("today", "--json").json["never_in_touch"] == 2


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        (LIST, 2, "The list chooses nothing."),
        ("", 2, "needs the columns"),
        (LIST.replace("Firm 0\t\t", "Firm 0\tfar\t"), 2, '"far" is not one of'),
        (LIST.replace("Firm 0\t\t", "Firm 0\t\tsoon"), 2, "cannot be read"),
        (LIST.replace("Firm 1\t\t", "Firm 1\tclose\t").replace("person-1x", "zzz"), 3, "nobody called"),
    ],
)
def test_a_list_that_cannot_be_taken_changes_nothing(imported: Program, text: str, code: int, reason: str) -> None:
    assert reason in imported("person", "choose", "-", stdin=text, code=code).err
    assert _chosen(imported) == [NOTHING] * 4
