import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]


def card(name: str, *lines: str) -> str:
    return "\n".join(["BEGIN:VCARD", "VERSION:3.0", *([f"FN:{name}"] if name else []), *lines, "END:VCARD", ""])


BOOK = (
    card(
        "Anna Karenina",
        "UID:1",
        "ORG:Oblonsky & Co",
        "EMAIL:anna@x.example",
        "BDAY:--0314",
        "RELATED:mailto:k@x.example",
    )
    + card(
        "Konstantin Levin", "UID:2", "EMAIL:k@x.example", "TEL:030 1234567", "CATEGORIES:farm", "ANNIVERSARY:20090808"
    )
    + card("", "UID:3", "NOTE:nobody")
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.vcf"
    path.write_text(BOOK, encoding="utf-8")
    return path


def test_a_dry_run_says_what_an_import_does_and_the_second_changes_nothing(
    anna: Program, book: Path, rows: Rows, journal: Path
) -> None:
    before, start = rows(), journal.read_bytes()
    shown = anna("import", "vcard", book, "--dry-run")
    assert shown.out == (
        "decision\tnoun\tperson\tname\twhy\tplace\n"
        f"merged\tperson\tanna\tAnna Karenina\tanna, by name and organisation; birthday, email\t{book}, card 1\n"
        f"new\tperson\tkonstantin-levin\tKonstantin Levin\t\t{book}, card 2\n"
        "bad\trecord\t\t\tit names nobody: no name, organisation, e-mail address or phone number (it begins in line 19)"
        f"\t{book}, card 3\n"
    )
    assert journal.read_bytes() == start
    said = anna("import", "vcard", book, "--json").json
    assert [said[key] for key in ("new", "merged", "bad")] == [
        {"person": 1, "special_day": 1, "link": 1},
        {"person": 1},
        {"record": 1},
    ]
    assert (said["change"], said["rejects"]) == (2, [])
    assert said["records"][1] == {
        "place": f"{book}, card 2",
        "decision": "new",
        "noun": "person",
        "person": "konstantin-levin",
        "name": "Konstantin Levin",
        "why": "",
    }
    there = anna("person", "list", "--json").json
    assert [(each["person"], each["emails"], each["birthday"], each["tags"]) for each in there] == [
        ("anna", ["anna@x.example"], "--03-14", []),
        ("konstantin-levin", ["k@x.example"], None, ["farm"]),
    ]
    once = journal.read_bytes()
    again = anna("import", "vcard", book)
    assert again.out == "Nothing new. 2 people unchanged and 1 record not readable.\n"
    assert again.err.startswith(f"{book}, card 3: it names nobody")
    assert journal.read_bytes() == once
    assert anna("import", "vcard", book, "--json").json["change"] is None
    anna("undo")
    assert rows() == before


def test_what_the_user_wrote_stays_and_what_the_file_changed_is_brought_up_to_date(
    anna: Program, tmp_path: Path
) -> None:
    path = tmp_path / "a.vcf"
    first = ("UID:7", "ORG:Old", "TITLE:old", "EMAIL:a@x.example", "EMAIL:b@x.example")
    path.write_text(card("Dolly Oblonskaya", *first), encoding="utf-8")
    anna("import", "vcard", path)
    anna("person", "edit", "dolly", "--role", "mine", "--no-email", "b@x.example")
    second = ("UID:7", "ORG:New", "TITLE:new", "EMAIL:b@x.example", "EMAIL:c@x.example")
    path.write_text(card("Dolly Oblonskaya", *second), encoding="utf-8")
    assert anna("import", "vcard", path).out == "Imported: 1 person changed. To take it back: custlove undo 4\n"
    dolly = anna("show", "dolly", "--json").json["person"]
    assert (dolly["organisation"], dolly["role"]) == ("New", "mine")
    belongs = anna("show", "dolly", "--json").json["standing"]["organisations"]
    assert [(each["organisation"], each["until"]) for each in belongs][1:] == [("Old", "2026-11-22")]
    assert dolly["emails"] == ["a@x.example", "c@x.example"]
    assert anna("import", "vcard", path).out == "Nothing new. 1 person unchanged.\n"


@pytest.mark.parametrize(
    ("there", "lines", "merged"),
    [
        (("Anna Karenina", "--email", "a@x.example"), ("Anna K.", "EMAIL:A@X.example"), True),
        (("Anna Karenina", "--email", "info@x.example"), ("Maria Stahl", "EMAIL:info@x.example"), False),
        (("Anna Karenina", "--phone", "+49 30 1234567"), ("A. Karenina", "TEL:030 1234567"), True),
        (("Anna Karenina", "--phone", "+49 30 1234567"), ("Maria Stahl", "TEL:030 1234567"), False),
        (("Anna Karenina", "--org", "Acme"), ("anna karenina", "ORG:ACME"), True),
        (("Anna Karenina", "--org", "Acme"), ("Anna Karenina", "ORG:Other"), False),
        (("Anna Karenina", "--org", "Acme"), ("Anna Karenina",), False),
        (("Anna Karenina",), ("Anna Karenina", "EMAIL:a@x.example"), True),
        (("Anna Karenina", "--email", "b@x.example"), ("Anna Karenina", "EMAIL:a@x.example"), False),
        (("Anna", "--org", "Acme"), ("Anna", "ORG:Acme"), False),
        (("Anna",), ("Anna",), False),
    ],
)
def test_who_is_who(custlove: Program, there: tuple[str, ...], lines: tuple[str, ...], merged: bool) -> None:
    custlove("person", "add", *there)
    said = custlove("import", "vcard", "-", "--json", stdin=card(*lines)).json
    assert said["merged" if merged else "new"] == {"person": 1}


def test_an_archived_person_is_known_and_stays_archived(anna: Program) -> None:
    anna("person", "edit", "anna", "--email", "a@x.example")
    anna("person", "archive", "anna")
    said = anna("import", "vcard", "-", "--json", stdin=card("Anna Karenina", "EMAIL:a@x.example", "TITLE:x")).json
    assert said["records"][0]["why"] == "anna, archived, by e-mail; role"
    assert anna("person", "list").out.count("\n") == 1


def test_two_cards_of_one_person_become_one(custlove: Program) -> None:
    two = card("Anna Karenina", "EMAIL:a@x.example", "NOTE:one") + card("Anna K.", "EMAIL:a@x.example", "NOTE:two")
    said = custlove("import", "vcard", "-", "--json", stdin=two).json
    assert (said["new"], said["merged"]) == ({"person": 1}, {"person": 1})
    assert custlove("show", "anna", "--json").json["person"]["notes"] == "one\ntwo"
    assert custlove("import", "vcard", "-", "--json", stdin=two).json["change"] is None


def test_the_same_name_twice_is_said(custlove: Program) -> None:
    two = card("Anna Karenina", "EMAIL:a@x.example") + card("Anna Karenina", "EMAIL:b@x.example")
    said = custlove("import", "vcard", "-", stdin=two)
    assert said.err.splitlines()[-1] == (
        "standard input, card 2: Anna Karenina is new as anna-karenina-2; same name as anna-karenina, and nothing shows"
        " that they are one. If they are one: custlove person doubles"
    )


def test_a_couple_with_one_address_is_two_people(custlove: Program) -> None:
    couple = card("Anna Meier", "EMAIL:meiers@x.example", "TEL:+49 30 111") + card(
        "Bernd Meier", "EMAIL:meiers@x.example", "TEL:+49 30 112", "BDAY:1970-02-03"
    )
    said = custlove("import", "vcard", "-", stdin=couple)
    assert said.err.splitlines()[-1] == (
        "standard input, card 2: Bernd Meier is new as bernd-meier; same address as anna-meier, under another name."
        " If they are one: custlove person doubles"
    )
    anna, bernd = (custlove("show", name, "--json").json["person"] for name in ("anna", "bernd"))
    assert (anna["nickname"], anna["birthday"], anna["phones"]) == (None, None, ["+49 30 111"])
    assert (bernd["birthday"], bernd["phones"]) == ("1970-02-03", ["+49 30 112"])
    assert custlove("import", "vcard", "-", stdin=couple).out == "Nothing new. 2 people unchanged.\n"


def test_a_marriage_is_one_person_and_both_names_find(custlove: Program) -> None:
    custlove("person", "add", "Anna Meier", "--email", "anna@x.example")
    said = custlove("import", "vcard", "-", stdin=card("Anna Huber", "EMAIL:anna@x.example", "TITLE:head"))
    assert said.err.splitlines()[-1] == (
        "standard input, card 1: Anna Huber was merged into anna-meier, by e-mail; role."
    )
    found = custlove("show", "Anna Huber", "--json").json["person"]
    assert (found["person"], found["nickname"], found["role"]) == ("anna-meier", None, "head")


def test_somebody_who_may_be_two_is_skipped(custlove: Program) -> None:
    for name in ("Anna Karenina", "Anna Stahl"):
        custlove("person", "add", name, "--email", "both@x.example")
    said = custlove("import", "vcard", "-", "--json", stdin=card("Anna Pavlova", "EMAIL:both@x.example")).json
    assert (
        said["records"][0]["why"] == "may be anna-karenina or anna-stahl, by e-mail; if they are one, merge them first"
    )
    assert said["change"] is None


def test_strictly_nothing_comes_in(custlove: Program, anna: Program, book: Path, journal: Path) -> None:
    before = journal.read_bytes()
    said = anna("import", "vcard", book, "--strict", code=65)
    assert "card 3: it names nobody" in said.err
    assert "Nothing was imported." in said.err
    assert said.out == ""
    assert journal.read_bytes() == before


def test_rejects_are_kept_beside_the_input_and_never_over_another_file(anna: Program, book: Path) -> None:
    said = anna("import", "vcard", book, "--rejects")
    kept = book.with_name("book.rejects.vcf")
    assert said.err.splitlines()[-1] == f"Kept what is not readable in {kept}."
    assert kept.read_text(encoding="utf-8") == card("", "UID:3", "NOTE:nobody")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    anna("import", "vcard", book, "--rejects")
    assert [path.name for path in sorted(book.parent.glob("*.rejects*"))] == ["book.rejects.vcf"]
    kept.write_text("mine", encoding="utf-8")
    assert "book.rejects-2.vcf" in anna("import", "vcard", book, "--rejects").err
    assert kept.read_text(encoding="utf-8") == "mine"


def test_the_standard_input_has_no_place_for_rejects(custlove: Program) -> None:
    assert "standard input has no folder to save them in" in custlove("import", "vcard", "-", "--rejects", code=2).err


def test_a_removed_person_stays_removed(anna: Program, book: Path, journal: Path) -> None:
    anna("import", "vcard", book)
    anna("person", "merge", "anna", "konstantin-levin")
    assert anna("import", "vcard", book).out.startswith("Nothing new. 2 people unchanged")
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("UPDATE imported SET row_id = 99 WHERE id = 2")
        connection.commit()
    said = anna("import", "vcard", book, "--json").json
    assert said["records"][1]["why"] == "removed since"
    assert said["change"] is None


def test_a_calendar_and_a_missing_file_are_said(custlove: Program, tmp_path: Path) -> None:
    assert "is not an address book" in custlove("import", "vcard", "-", stdin="BEGIN:VCALENDAR\n", code=65).err
    assert "There is no card in" in custlove("import", "vcard", "-", stdin="name,mail\n", code=65).err
    custlove("import", "vcard", tmp_path / "none.vcf", code=66)


def test_a_table_at_a_terminal(anna: Program, book: Path) -> None:
    shown = anna("import", "vcard", book, "--dry-run", tty=True, columns=120)
    assert "Konstantin Levin" in shown.out
    assert shown.err.endswith(
        "It would be 1 person, 1 day and 1 link new, 1 person merged. 1 record not readable. Nothing was changed.\n"
    )
