"""Writing people down: adding, editing, renaming, putting away, making two one, listing."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Program, Refusal, written_once

FULL = (
    "person", "add", "Anna Karenina", "--as", "anna", "--nickname", "Anjuta", "--org", "Oblonsky & Co",
    "--role", "head of design", "--email", "anna@example.org", "--email", "A@Example.com", "--phone", "+49 30 1234",
    "--birthday", "1980-03-14", "--met", "at the station", "--zone", "Europe/Berlin", "--channel", "call",
    "--every", "3 weeks", "--circle", "close", "--rung", "customer", "--tag", "VIP", "--tag", "#opera",
    "--notes", "likes trains", "--fit", "4", "--pronouns", "she/her", "--on", "2026-09-01",
)  # fmt: skip


def test_everything_that_can_be_known_of_a_person(custlove: Program) -> None:
    assert custlove(*FULL, "--json").json == {
        "person": "anna",
        "name": "Anna Karenina",
        "nickname": "Anjuta",
        "organisation": "Oblonsky & Co",
        "role": "head of design",
        "emails": ["anna@example.org", "A@Example.com"],
        "phones": ["+49 30 1234"],
        "birthday": "1980-03-14",
        "rung": "customer",
        "rung_since": "2026-09-01",
        "circle": "close",
        "every": "3 weeks",
        "every_days": 21,
        "last_touch_on": None,
        "last_contact_on": None,
        "last_from_them_on": None,
        "pronouns": "she/her",
        "organisations": ["Oblonsky & Co"],
        "tags": ["VIP", "opera"],
        "channel": "call",
        "zone": "Europe/Berlin",
        "met": "at the station",
        "notes": "likes trains",
        "archived": False,
        "added_on": "2026-09-01",
        "archived_on": None,
        "fit": 4,
        "influence": None,
    }


def test_the_answer_says_the_handle_the_rung_and_the_day(custlove: Program, journal: Any) -> None:
    said = custlove("person", "add", "Zoë O'Neil", "--rung", "client", "--on", "last friday")
    assert said.out == "Zoë O'Neil is zoe-oneil: client since Fri 20 Nov 2026, 2 days ago; in touch every 6 weeks.\n"
    assert said.err == f"Started a journal at {journal}\n"


def test_what_is_not_said_comes_from_the_rung(custlove: Program) -> None:
    known = custlove("person", "add", "Anton", "--json").json
    assert (known["rung"], known["circle"], known["every_days"]) == ("prospect", "acquaintance", 42)


def test_a_namesake_gets_a_handle_of_their_own_and_a_hint(anna: Program) -> None:
    said = anna("person", "add", "anna KARENINA")
    assert said.out.startswith("anna KARENINA is anna-karenina: prospect")
    assert said.err == (
        "Somebody of that name was there already: anna. If they are one: custlove person merge anna anna-karenina\n"
    )
    assert anna("person", "add", "Anna Karenina", "--json").json["person"] == "anna-karenina-2"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1980-03-14", "1980-03-14"),
        ("03-14", "--03-14"),
        ("--03-14", "--03-14"),
        ("02-29", "--02-29"),
        ("14 march", "--03-14"),
        ("14 mar 1980", "1980-03-14"),
    ],
)
def test_birthdays_with_and_without_a_year(custlove: Program, typed: str, kept: str) -> None:
    assert custlove("person", "add", "Anton", "--birthday", typed, "--json").json["birthday"] == kept


@pytest.mark.parametrize(
    ("words", "days", "shown"),
    [
        ("10 days", 10, "10 days"),
        ("3 weeks", 21, "3 weeks"),
        ("every 2 months", 61, "2 months"),
        ("quarter", 91, "quarter"),
        ("year", 365, "year"),
        ("monthly", 30, "month"),
        ("none", None, "none"),
    ],
)
def test_cadences(custlove: Program, words: str, days: int | None, shown: str) -> None:
    known = custlove("person", "add", "Anton", "--every", words, "--json").json
    assert (known["every_days"], known["every"]) == (days, shown)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("",), 2, "A person needs a name."),
        (("   ",), 2, "A person needs a name."),
        (("Bob", "--as", "Bob"), 2, '"Bob" is not a valid handle.'),
        (("Bob", "--as", "-b"), 2, '"-b" is not a valid handle.'),
        (("Bob", "--as", "anna"), 4, "The handle anna is taken by Anna Karenina."),
        (("Bob", "--every", "fortnight"), 2, '--every "fortnight" cannot be read.'),
        (("Bob", "--every", "0 days"), 2, "A cadence is at least a day and at most ten years."),
        (("Bob", "--zone", "Mars"), 2, '"Mars" is not a time zone.'),
        (("Bob", "--birthday", "13-45"), 2, '"13-45" is not in the calendar.'),
        (("Bob", "--birthday", "friday"), 2, "Birthdays: 1980-03-14, 14 mar 1980"),
        (("Bob", "--birthday", "someday"), 2, "Birthdays: 1980-03-14, 14 mar 1980"),
        (("Bob", "--birthday", "2030-01-01"), 2, '"2030-01-01" is not a possible birthday.'),
        (("Bob", "--birthday", "someday"), 2, '"someday" cannot be read as a day.'),
        (("Bob", "--phone", "none"), 2, '"none" is not a valid phone.'),
        (("Bob", "--on", "tomorrow"), 4, "is in the future; only past events can be recorded."),
        (("Bob", "--circle", "far"), 2, "'far' is not one of 'close', 'acquaintance', 'arms-length'."),
        (("Bob", "--rung", "king"), 2, "'king' is not one of 'terrorist'"),
        (("Bob", "--channel", "pigeon"), 2, "'pigeon' is not one of 'in-person'"),
    ],
)
def test_what_cannot_be_a_person(
    anna: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("person", "add", *arguments, code=code)


def test_editing_says_what_is_there_now(anna: Program) -> None:
    said = anna(
        "person", "edit", "anna", "--role", "chef", "--tag", "vip", "--tag", "+new", "--email", "a@example.org",
        "--every", "none",
    )  # fmt: skip
    assert said.out == (
        "Anna Karenina of Oblonsky & Co is anna: customer since Tue 1 Sep 2026, 82 days ago; no cadence."
        " Now role: chef, every: none, emails: a@example.org, tags: vip new.\n"
    )


def test_details_are_taken_away_whatever_their_case(anna: Program) -> None:
    anna("person", "edit", "anna", "--email", "A@Example.org", "--phone", "030 12", "--tag", "VIP")
    left = anna(
        "person", "edit", "anna", "--no-email", "a@EXAMPLE.org", "--no-phone", "(030) 12", "--no-tag", "#vip", "--json"
    ).json  # fmt: skip
    assert (left["emails"], left["phones"], left["tags"]) == ([], [], [])


def test_the_same_detail_is_not_kept_twice(anna: Program) -> None:
    anna("person", "edit", "anna", "--email", "a@example.org", "--tag", "vip")
    again = anna("person", "edit", "anna", "--email", "A@example.org", "--tag", "#VIP", "--json").json
    assert (again["emails"], again["tags"]) == (["a@example.org"], ["vip"])


def test_fit_and_influence_from_one_to_five(anna: Program, refused: Refusal) -> None:
    added = anna("person", "add", "Bela", "--fit", "5", "--influence", "1", "--json").json
    assert (added["fit"], added["influence"]) == (5, 1)
    assert (
        anna("person", "edit", "anna", "--fit", "4", "--influence", "2")
        .out.strip()
        .endswith("Now fit: 4, influence: 2.")
    )
    shown = anna("--no-color", "show", "anna", tty=True).out
    assert "fit        4 of 5" in shown
    assert "influence  2 of 5" in shown
    cleared = anna("person", "edit", "anna", "--clear", "fit", "--json").json
    assert (cleared["fit"], cleared["influence"]) == (None, 2)
    anna("undo")
    assert anna("show", "anna", "--json").json["person"]["fit"] == 4
    for wrong in ("0", "6", "high"):
        assert "--fit" in refused("person", "edit", "anna", "--fit", wrong, code=2)


def test_clearing_goes_back_to_what_the_rung_says(anna: Program) -> None:
    anna("person", "edit", "anna", "--circle", "close", "--nickname", "Anjuta", "--notes", "x", "--birthday", "03-14")
    bare = anna(
        "person", "edit", "anna", "--clear", "every,circle,org", "--clear", "nickname", "--notes", "", "--json"
    ).json
    assert (bare["every"], bare["circle"], bare["organisation"]) == ("quarter", "acquaintance", None)
    assert (bare["nickname"], bare["notes"], bare["birthday"]) == (None, None, "--03-14")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((), 2, "Nothing to change was given."),
        (("--clear", "name"), 2, '--clear "name" is not one of: nickname, org,'),
        (("--no-tag", "vip"), 4, "Anna Karenina has no tag vip."),
        (("--role", "chef", "--on", "tomorrow"), 4, "is in the future"),
    ],
)
def test_what_cannot_be_edited(
    anna: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("person", "edit", "anna", *arguments, code=code)


def test_notes_are_kept_as_typed(anna: Program) -> None:
    typed = "  first line\n\n\ttabbed “quoted” [red]not red[/red]  "
    assert anna("person", "edit", "anna", "--notes", "-", "--json", stdin=typed + "\n").json["notes"] == typed


def test_a_card_is_not_dated_so_on_changes_nothing_else(anna: Program) -> None:
    edited = anna("person", "edit", "anna", "--role", "chef", "--on", "yesterday", "--json").json
    assert (edited["role"], edited["added_on"], edited["rung_since"]) == ("chef", "2026-09-01", "2026-09-01")


def test_the_day_they_came_can_be_corrected(anna: Program, refused: Refusal) -> None:
    moved = anna("person", "edit", "anna", "--added", "2026-08-01", "--json").json
    assert (moved["added_on"], moved["rung_since"]) == ("2026-08-01", "2026-08-01")
    anna("ladder", "move", "anna", "client", "--why", "more work", "--on", "2026-10-01")
    assert refused("person", "edit", "anna", "--added", "2026-10-02") == (
        "custlove: Anna Karenina moved to client on 2026-10-01, before 2026-10-02.\nName an earlier day.\n"
    )
    anna("person", "archive", "anna", "--on", "2026-09-10")
    assert "was archived on 2026-09-10, before 2026-09-20" in refused("person", "edit", "anna", "--added", "2026-09-20")


def test_another_name_and_another_handle(anna: Program, refused: Refusal) -> None:
    said = anna("person", "rename", "anna", "Anna  Oblonskaya ", "--as", "anya", "--on", "yesterday")
    assert said.out.startswith("Anna Oblonskaya of Oblonsky & Co is anya: customer")
    # By the name they had, by any word of the one they have.
    for words in ("anna-k", "Karenina, Anna", "@anna", "oblonskaya", "anna o"):
        assert anna("show", words, "--json").json["person"]["person"] == "anya"
    assert anna("show", "karenin anton", code=3).err.startswith('custlove: There is nobody called "karenin anton"')
    anna("person", "add", "Bob")
    assert "The handle bob is taken by Bob." in refused("person", "rename", "anya", "--as", "bob")
    assert "What is the new name?" in refused("person", "rename", "anya", code=2)
    assert "A person needs a name." in refused("person", "rename", "anya", " ", code=2)


def test_put_away_and_brought_back(anna: Program, refused: Refusal) -> None:
    assert anna("person", "archive", "anna", "--on", "2026-11-01").out == (
        "Anna Karenina of Oblonsky & Co is anna: customer since Tue 1 Sep 2026, 82 days ago; in touch every 3 weeks;"
        " archived Sun 1 Nov 2026, 21 days ago.\n"
    )
    assert refused("person", "archive", "anna") == "custlove: Anna Karenina was archived on 2026-11-01 already.\n"
    assert "was archived only on 2026-11-01" in refused("person", "restore", "anna", "--on", "2026-10-31")
    assert anna("person", "restore", "anna", "--json").json["archived"] is False
    assert refused("person", "restore", "anna") == "custlove: Anna Karenina is not archived.\n"
    assert "was added only on 2026-09-01" in refused("person", "archive", "anna", "--on", "2026-08-31")


@pytest.fixture
@written_once
def crowd(anna: Program) -> Program:
    anna(
        "person", "add", "Anton Tschechow", "--as", "anton", "--org", "Oblonsky & Co", "--rung", "advocate",
        "--tag", "VIP", "--on", "2026-10-01",
    )  # fmt: skip
    anna("person", "add", "Bela", "--circle", "close", "--rung", "client", "--on", "2026-08-01")
    anna("person", "add", "Zoë", "--as", "zoe", "--rung", "toxic", "--on", "2026-07-01")
    anna("log", "anton", "call", "--on", "2026-11-01")
    anna("log", "bela", "call", "--on", "2026-11-10")
    anna("person", "archive", "zoe", "--on", "2026-11-05")
    return anna


@pytest.mark.parametrize(
    ("arguments", "handles"),
    [
        ((), ["anna", "anton", "bela"]),
        (("--all",), ["anna", "anton", "bela", "zoe"]),
        (("--rung", "advocate"), ["anton"]),
        (("--rung", "toxic"), []),
        (("--rung", "toxic", "--all"), ["zoe"]),
        (("--circle", "close"), ["anton", "bela"]),
        (("--circle", "arms-length", "--all"), ["zoe"]),
        (("--org", "OBLONSKY & co"), ["anna", "anton"]),
        (("--tag", "#vip"), ["anton"]),
        (("--sort", "rung"), ["anton", "bela", "anna"]),
        (("--sort", "touch"), ["anna", "anton", "bela"]),
        (("--sort", "added"), ["anton", "anna", "bela"]),
        (("--sort", "org"), ["anna", "anton", "bela"]),
    ],
)
def test_lists(crowd: Program, arguments: tuple[str, ...], handles: list[str]) -> None:
    assert [each["person"] for each in crowd("person", "list", *arguments, "--json").json] == handles


def test_a_list_as_of_an_earlier_day(crowd: Program) -> None:
    then = crowd("--today", "2026-09-30", "person", "list", "--json").json
    assert [(each["person"], each["last_touch_on"], each["archived"]) for each in then] == [
        ("anna", None, False),
        ("bela", None, False),
        ("zoe", None, False),
    ]


def test_a_list_in_lines(crowd: Program) -> None:
    lines = crowd("person", "list", "--rung", "advocate").out.splitlines()
    assert lines[0].split("\t") == [
        *("person", "name", "organisation", "role", "emails", "phones", "rung", "circle", "every_days"),
        *("last_touch_on", "tags", "archived", "last_contact_on", "last_from_them_on"),
    ]
    assert lines[1:] == [
        "anton\tAnton Tschechow\tOblonsky & Co\t\t\t\tadvocate\tclose\t30\t2026-11-01\tVIP\tno\t2026-11-01\t2026-11-01",
    ]


def test_two_people_become_one(crowd: Program, rows: Callable[[], dict[str, Any]]) -> None:
    crowd("person", "edit", "anton", "--email", "a@example.org", "--notes", "his note", "--tag", "chess")
    crowd("person", "edit", "anna", "--notes", "her note", "--tag", "vip")
    crowd("promise", "add", "anton", "the play", "--by", "friday")
    crowd("log", "anton,anna", "together", "--on", "2026-11-12")
    before = rows()
    said = crowd("person", "merge", "anna", "anton", "--dry-run")
    assert said.out == (
        "Anton Tschechow (anton) would become part of Anna Karenina (anna), with 2 touchpoints, 1 promise,"
        " 1 email, 1 tag. Both have: rung customer (advocate since 2026-10-01 would stay in the notes). To take the"
        " second's: --take FIELD. Also found as: Anton Tschechow; anton. Nothing was changed.\n"
    )
    assert rows() == before
    assert crowd("person", "merge", "anna", "anton").out == (
        "Anton Tschechow is part of Anna Karenina now. Anna Karenina of Oblonsky & Co is anna:"
        " customer since Tue 1 Sep 2026, 82 days ago; in touch every 3 weeks. Also found as: Anton Tschechow; anton."
        " In the notes: 2026-11-22: merged with Anton Tschechow (anton), not taken: rung advocate since 2026-10-01.\n"
    )
    merged = crowd("show", "anton", "--json").json
    assert merged["person"]["person"] == "anna"
    noted = "2026-11-22: merged with Anton Tschechow (anton), not taken: rung advocate since 2026-10-01"
    assert (merged["person"]["nickname"], merged["person"]["notes"]) == (None, f"her note\nhis note\n{noted}")
    assert (merged["person"]["tags"], merged["person"]["emails"]) == (["chess", "vip"], ["a@example.org"])
    assert merged["standing"]["last_touch_on"] == "2026-11-12"
    assert [each["what"] for each in merged["standing"]["promises"]] == ["the play"]
    assert [each["people"] for each in crowd("touchpoint", "list", "--who", "anna", "--json").json] == [
        ["anna"],
        ["anna"],
    ]
    crowd("undo")
    assert rows() == before


def test_nobody_is_merged_with_themselves(anna: Program, refused: Refusal) -> None:
    assert refused("person", "merge", "anna", "Anna Karenina") == "custlove: Both names mean the same person.\n"
    assert refused("person", "merge", "anna", "anna", "--dry-run") == "custlove: Both names mean the same person.\n"
