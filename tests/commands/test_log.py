"""Logging a touchpoint, and the next step in the same breath."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program, Refusal, written_once

WIDE = "he said “no”, 'maybe', \"yes\"\n\n\tnot [red]markup[/red] :coffee: \\ $HOME 100%"
TEXTS = {
    "quotes, brackets, line breaks": WIDE,
    "emoji": "👩‍👩‍👧 came 🎉🇩🇪",
    "right to left": "שלום עולם — مرحبا",
    "an override": "abc\u202egnp.exe\u202c",
    "combining": "Zoe\u0308 a\u0301\u0323 ក្រ",
    "escape": "\x1b[31mred\x1b[0m\x1b]8;;https://example.org\x07link",
    "spaces around": "  two  spaces  ",
}


@pytest.fixture
@written_once
def both(anna: Program) -> Program:
    """Anna and Anton, both of Oblonsky & Co."""
    anna("person", "add", "Anton Tschechow", "--as", "anton", "--org", "oblonsky & co", "--on", "2026-09-01")
    return anna


def test_everything_that_can_be_said_of_a_touchpoint(both: Program) -> None:
    logged = both(
        "log", "anna", "Coffee", "--with", "anton", "--on", "yesterday 14:30", "--channel", "in-person", "--in",
        "--felt", "glad", "--energy", "-1", "--minutes", "45", "--wow", "--tag", "#Move", "--tag", "office", "--json",
    ).json  # fmt: skip
    assert logged == {
        "id": 1,
        "ref": "t1",
        "people": ["anna", "anton"],
        "names": ["Anna Karenina", "Anton Tschechow"],
        "at": "2026-11-21T14:30:00+01:00",
        "on": "2026-11-21",
        "channel": "in-person",
        "direction": "in",
        "text": "Coffee",
        "felt": 4,
        "energy": -1,
        "minutes": 45,
        "wow": True,
        "tags": ["move", "office"],
        "closed_follow_ups": [],
        "follow_ups": [],
        "promise": None,
        "alike": [],
        "record": None,
        "ritual": None,
        "low_again": [],
        "ease_off": [],
        "facts": [],
        "feedback": [],
        "kept": [],
        "purchase": None,
    }


def test_the_least_that_can_be_said(anna: Program) -> None:
    logged = anna("log", "anna", "--json").json
    assert (logged["text"], logged["direction"], logged["at"]) == ("", "both", "2026-11-22T10:30:00+01:00")
    assert anna("log", "anna", "--channel", "call", "--on", "friday").out == (
        "Touchpoint t2 with Anna Karenina, call, Fri 20 Nov 2026, 2 days ago.\n"
    )


@pytest.mark.parametrize(("word", "number"), [("hurt", 1), ("2", 2), ("Fine", 3), ("glad", 4), ("delighted", 5)])
def test_how_they_left_as_a_number_or_a_word(anna: Program, word: str, number: int) -> None:
    assert anna("log", "anna", "--felt", word, "--json").json["felt"] == number


@pytest.mark.parametrize(("word", "number"), [("drained", -2), ("-1", -1), ("even", 0), ("+1", 1), ("fed", 2)])
def test_how_it_left_you_as_a_number_or_a_word(anna: Program, word: str, number: int) -> None:
    assert anna("log", "anna", "--energy", word, "--json").json["energy"] == number


def test_the_next_step_in_the_same_breath(both: Program) -> None:
    said = both(
        "log", "anna,anton", "Kick-off\nand more", "--next", "in 2 weeks", "--promise", "the plan", "--by", "friday"
    )
    assert said.out == (
        "Touchpoint t1 with Anna Karenina and Anton Tschechow, Sun 22 Nov 2026, today."
        " Follow up Sun 6 Dec 2026, in 14 days (f1, f2)."
        " Promised Anna Karenina “the plan” by Fri 27 Nov 2026, in 5 days (p1).\n"
    )
    follow_ups = both("followup", "list", "--json").json
    assert [(each["person"], each["why"], each["due_on"]) for each in follow_ups] == [
        ("anna", "Kick-off", "2026-12-06"),
        ("anton", "Kick-off", "2026-12-06"),
    ]
    promised = both("promise", "list", "--json").json
    assert [(each["person"], each["what"], each["by"], each["due_on"]) for each in promised] == [
        ("anna", "the plan", "mine", "2026-11-27")
    ]


def test_the_next_step_of_a_backdated_touchpoint_lies_ahead(anna: Program) -> None:
    logged = anna(
        "log", "anna", "Coffee", "--on", "2026-11-02", "--next", "friday", "--why", "the plan?",
        "--promise", "the plan", "--by", "+1w", "--json",
    ).json  # fmt: skip
    follow_up = logged["follow_ups"][0]
    assert (follow_up["made_on"], follow_up["due_on"], follow_up["why"]) == ("2026-11-02", "2026-11-27", "the plan?")
    assert (logged["promise"]["made_on"], logged["promise"]["due_on"]) == ("2026-11-02", "2026-11-29")


def test_what_it_brought_in_the_same_change(anna: Program) -> None:
    for what in ("the draft", "the plan", "the offer"):
        anna("promise", "add", "anna", what, "--by", "today")
    said = anna(
        "log", "anna", "met", "--criticism", "late bills", "--praise", "fine lines", "--kept", "1, #2",
        "--kept", "the offer", "--bought", "120 EUR a poster",
    ).out  # fmt: skip
    today = "Sun 22 Nov 2026, today"
    assert said == (
        f"Touchpoint t1 with Anna Karenina, {today}."
        f" Promise p1 to Anna Karenina, “the draft”: kept on its day, {today}."
        f" Promise p2 to Anna Karenina, “the plan”: kept on its day, {today}."
        f" Promise p3 to Anna Karenina, “the offer”: kept on its day, {today}."
        f" Criticism b1 from Anna Karenina, “late bills”: heard {today}; next, say it back to them."
        f" Praise b2 from Anna Karenina, “fine lines”: heard {today}; next, thank them."
        f" Purchase u1 by Anna Karenina: 120.00 EUR, “a poster”, {today}.\n"
    )
    # What was kept already is told, and stops nothing.
    assert f"Touchpoint t2 with Anna Karenina, {today}. Promise p1 was kept on 2026-11-22 already." in (
        anna("log", "anna", "--kept", "p1").out
    )
    anna("undo")
    anna("undo")
    assert [anna(noun, "list", "--json").json for noun in ("touchpoint", "feedback", "purchase")] == [[], [], []]
    assert {each["state"] for each in anna("promise", "list", "--json").json} == {"due"}


def test_people_are_named_in_many_ways_and_once(both: Program) -> None:
    for who in (
        ("anna,anton",),
        ("anna", "--with", "anton"),
        ("Anna Karenina, ANTON",),
        ("anna", "--with", "anna,anton"),
    ):
        assert both("log", *who, "--json").json["people"] == ["anna", "anton"]
    assert both("log", "--org", "Oblonsky", "lunch", "--json").json["people"] == ["anna", "anton"]
    assert both("log", "--org", "OBLONSKY & CO", "--json").json["text"] == ""
    together = both("log", "anton", "lunch", "--org", "oblonsky & co", "--json").json
    assert (together["people"], together["text"]) == (["anton", "anna"], "lunch")


def test_with_an_organisation_a_handle_is_no_text(both: Program, refused: Refusal) -> None:
    assert refused("log", "--org", "oblonsky", "anton", code=2) == (
        'custlove: With --org the one word "anton" is the text, and it is somebody\'s handle.\n'
        "To have Anton Tschechow there too: --with anton\nYour text was: anton\n"
    )


def test_people_are_added_on_the_way(custlove: Program) -> None:
    said = custlove("log", "Anna Karenina,Zoë", "Met at the fair", "--new", "--on", "yesterday")
    assert said.out == "Touchpoint t1 with Anna Karenina and Zoë, Sat 21 Nov 2026, yesterday.\n"
    assert said.err.endswith("Added Anna Karenina as anna-karenina.\nAdded Zoë as zoe.\n")
    known = custlove("person", "list", "--json").json
    assert [(each["person"], each["rung"], each["added_on"]) for each in known] == [
        ("anna-karenina", "prospect", "2026-11-21"),
        ("zoe", "prospect", "2026-11-21"),
    ]
    again = custlove("log", "zoe", "again", "--new")
    assert again.err == ""


def test_nobody_is_added_by_a_command_that_is_refused(anna: Program, refused: Refusal) -> None:
    assert "Added" not in refused("log", "Bela", "x", "--new", "--next", "yesterday")


def test_what_was_due_is_closed_and_named(anna: Program) -> None:
    anna("followup", "add", "anna", "2026-11-20", "the plan?", "--on", "2026-11-01")
    anna("followup", "add", "anna", "2026-11-22", "--on", "2026-11-01")
    anna("followup", "add", "anna", "2026-11-23", "not yet due", "--on", "2026-11-01")
    said = anna("log", "anna", "call")
    assert said.out == (
        "Touchpoint t1 with Anna Karenina, Sun 22 Nov 2026, today. Closed follow-up f1 (the plan?) and follow-up f2.\n"
    )
    states = {each["id"]: (each["state"], each["done_on"]) for each in anna("followup", "list", "--all", "--json").json}
    assert states == {1: ("done", "2026-11-22"), 2: ("done", "2026-11-22"), 3: ("open", None)}


def test_due_follow_ups_are_kept_when_told(anna: Program) -> None:
    anna("followup", "add", "anna", "2026-11-20", "--on", "2026-11-01")
    assert anna("log", "anna", "--keep-followups", "--json").json["closed_follow_ups"] == []
    assert anna("followup", "list", "--json").json[0]["state"] == "overdue"


def test_what_is_put_off_past_the_day_stays_open(anna: Program) -> None:
    anna("followup", "add", "anna", "2026-11-10", "put off", "--on", "2026-11-01")
    anna("followup", "add", "anna", "2026-11-11", "put off until today", "--on", "2026-11-01")
    anna("followup", "snooze", "1", "2026-11-23", "--on", "2026-11-12")
    anna("followup", "snooze", "2", "2026-11-22", "--on", "2026-11-12")
    # The day before they were put off, both were due.
    assert anna("log", "anna", "--on", "2026-11-22", "--json").json["closed_follow_ups"] == [2]
    assert anna("log", "anna", "--on", "2026-11-11", "--json").json["closed_follow_ups"] == [1]


def test_what_was_made_later_or_due_later_or_with_others_stays_open(both: Program) -> None:
    both("followup", "add", "anna", "2026-11-05", "made later", "--on", "2026-11-04")
    both("followup", "add", "anna", "2026-11-04", "due later", "--on", "2026-11-01")
    both("followup", "add", "anton", "2026-11-02", "with Anton", "--on", "2026-11-01")
    both("followup", "add", "anna", "2026-11-02", "settled", "--on", "2026-11-01")
    assert both("log", "anna", "--on", "2026-11-03", "--json").json["closed_follow_ups"] == [4]
    done = both("followup", "list", "--all", "--who", "anna", "--json").json
    assert [(each["id"], each["done_on"]) for each in done] == [(4, "2026-11-03"), (2, None), (1, None)]


def test_each_of_several_people_has_their_follow_ups_closed(both: Program) -> None:
    both("followup", "add", "anna,anton", "2026-11-10", "call", "--on", "2026-11-01")
    both("followup", "add", "anton", "2026-11-20", "call", "--on", "2026-11-01")
    assert both("log", "anton,anna", "--json").json["closed_follow_ups"] == [1, 2, 3]


def test_a_touchpoint_restarts_the_clock_in_either_direction(anna: Program) -> None:
    assert [each["person"] for each in anna("today", "--json").json["gone_quiet"]] == ["anna"]
    for direction in ("--in", "--out"):
        anna("log", "anna", direction)
        assert anna("today", "--json").json["gone_quiet"] == []
        anna("undo")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_texts_are_kept_as_typed_and_shown_safely(anna: Program, text: str) -> None:
    anna("log", "anna", text)
    assert anna("touchpoint", "list", "--json").json[0]["text"] == text
    for arguments in (("show", "anna"), ("touchpoint", "list"), ("find", "anna")):
        for tty in (False, True):
            out = anna(*arguments, tty=tty, env={"NO_COLOR": "1"}).out
            assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(out)
    assert len(anna("touchpoint", "list").out.splitlines()) == 2


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_texts_from_the_standard_input_are_kept_as_typed(anna: Program, text: str) -> None:
    assert anna("log", "anna", "-", "--json", stdin=f"{text}\n").json["text"] == text


def test_a_very_long_text(anna: Program) -> None:
    text = "wörd [x] " * 12_500 + "the very last"
    assert anna("log", "anna", "-", stdin=text).out == "Touchpoint t1 with Anna Karenina, Sun 22 Nov 2026, today.\n"
    assert anna("touchpoint", "list", "--json").json[0]["text"] == text
    assert anna("find", "very last", "--json").json[0]["text"] == text
    assert len(anna("show", "anna", tty=True).out) < 5_000
    said = anna("promise", "add", "anna", "-", "--by", "friday", stdin=text).out
    assert said.startswith("Promise p1 to Anna Karenina, “wörd [x] wörd")
    assert len(said) < 200


def test_texts_that_look_like_options(anna: Program) -> None:
    assert anna("log", "anna", "--json", "--", "-5 degrees, --felt cold").json["text"] == "-5 degrees, --felt cold"
    assert anna("log", "--json", "anna", "--", "--json").json["text"] == "--json"


@pytest.mark.parametrize("raw", [b"a\0b", b"caf\xe9"])
def test_what_is_no_text_is_refused(anna: Program, rows: Callable[[], dict[str, Any]], raw: bytes) -> None:
    before = rows()
    said = anna("log", "anna", "-", stdin=raw, code=2)
    assert said.err.startswith("custlove: The text ")
    assert rows() == before


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((), 2, "With whom?"),
        (("anna", "x", "y"), 2, "Too many arguments: expected WHO [TEXT]."),
        (("anna", "x", "--in", "--out"), 2, "--in and --out exclude each other."),
        (("anna", "x", "--promise", "y"), 2, "--promise and --by go together."),
        (("anna", "x", "--by", "friday"), 2, "--promise and --by go together."),
        (("anna", "x", "--promise", " ", "--by", "friday"), 2, "What did you promise?"),
        (("anna", "x", "--praise", " "), 2, "--praise is empty."),
        (("anna", "x", "--kept", " , "), 2, "--kept is empty."),
        (("anna", "x", "--kept", "7"), 3, "There is no promise p7."),
        (("anna", "x", "--bought", "EUR"), 2, '--bought "EUR" has no amount.'),
        (("anna", "x", "--why", "y"), 2, "--why says why to come back to it, so it goes with --next."),
        (("anna", "x", "--felt", "6"), 2, '--felt "6" cannot be read. It is one of: 1 hurt, 2 upset,'),
        (("anna", "x", "--energy", "3"), 2, '--energy "3" cannot be read.'),
        (("anna", "x", "--minutes", "-1"), 2, '--minutes "-1" cannot be read.\nWrite minutes like 45, 90m'),
        (("anna", "x", "--channel", "pigeon"), 2, "'pigeon' is not one of"),
        (("anna", "x", "--on", "tomorrow"), 4, "Mon 23 Nov 2026, tomorrow is in the future"),
        (("anna", "x", "--on", "11:00"), 4, "is in the future"),
        (("anna", "x", "--on", "one day"), 2, '"one day" cannot be read as a day or a moment.'),
        (("anna", "x", "--next", "2026-11-21"), 4, "cannot be due on 2026-11-21"),
        (("anna", "x", "--promise", "y", "--by", "2026-11-21"), 4, "cannot be due on 2026-11-21"),
        (("anna", "x", "--org", "Acme"), 3, 'Nobody is from an organisation called "Acme".'),
        (("", "x"), 3, 'There is nobody called "" here.'),
        (("anna,nobody", "x"), 3, 'There is nobody called "nobody" here.'),
    ],
)
def test_what_cannot_be_logged(
    anna: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("log", *arguments, code=code)


def test_a_text_is_given_back_when_a_day_cannot_be_read(anna: Program, refused: Refusal) -> None:
    for arguments in (("--on", "one day"), ("--next", "one day"), ("--promise", "y", "--by", "one day")):
        assert refused("log", "anna", "long and dear", *arguments, code=2).endswith("Your text was: long and dear\n")


def test_nothing_is_begun_by_a_log_with_nobody_there(custlove: Program, journal: Path) -> None:
    assert "To add them on the way: --new" in custlove("log", "anna", "x", code=3).err
    assert not journal.exists()


def test_in_the_hour_that_the_clocks_skip(anna: Program) -> None:
    gap = anna("log", "anna", "--on", "2026-03-29 02:30", "--json").json
    assert (gap["at"], gap["on"]) == ("2026-03-29T03:30:00+02:00", "2026-03-29")
    twice = anna("log", "anna", "--on", "2026-10-25 02:30", "--json").json
    assert (twice["at"], twice["on"]) == ("2026-10-25T02:30:00+02:00", "2026-10-25")
    noon = anna("log", "anna", "--on", "2026-10-25", "--json").json
    assert noon["at"] == "2026-10-25T12:00:00+01:00"


def test_what_one_learned_is_noted_on_the_way(anna: Program) -> None:
    said = anna(
        "log", "anna,Bela", "Lunch", "--new", "--on", "2026-11-20", "--life", "son plays goalkeeper",
        "--need", "faster invoices", "--need", "drawings", "--promise", "the plan", "--by", "friday",
    )  # fmt: skip
    assert said.out == (
        "Touchpoint t1 with Anna Karenina and Bela, Fri 20 Nov 2026, 2 days ago. Promised Anna Karenina “the plan” by"
        " Fri 27 Nov 2026, in 5 days (p1). Noted of Anna Karenina: need “faster invoices” (k1), need “drawings” (k2)"
        " and life “son plays goalkeeper” (k3).\n"
    )
    facts = anna("fact", "list", "--json").json
    assert [(each["kind"], each["on"], each["source"]) for each in facts] == [
        ("need", "2026-11-20", 1), ("need", "2026-11-20", 1), ("life", "2026-11-20", 1),
    ]  # fmt: skip
    told = anna("log", "anna", "--vision", "a bakery", "--challenge", "no oven", "--preference", "mornings", "--json")
    assert [(each["id"], each["kind"], each["text"]) for each in told.json["facts"]] == [
        (4, "vision", "a bakery"), (5, "challenge", "no oven"), (6, "preference", "mornings"),
    ]  # fmt: skip
    anna("undo")
    assert anna("fact", "list", "--json").json == facts
    assert anna("log", "anna", "x", "--json").json["facts"] == []


def test_nothing_learned_is_lost_to_a_mistyped_day(anna: Program, refused: Refusal) -> None:
    learned = ("--need", "faster invoices", "--life", "son plays goalkeeper")
    for wrong in (("--on", "someday"), ("--next", "someday")):
        said = refused("log", "anna", "Lunch", *learned, *wrong, code=2)
        for text in ("faster invoices", "son plays goalkeeper", "Lunch"):
            assert f"Your text was: {text}\n" in said
    assert "--need is empty." in refused("log", "anna", "Lunch", "--need", " ", code=2)


@pytest.fixture
def writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """An editor that runs some lines of shell, `$1` being the draft; the mark tells whether it was opened."""

    def make(body: str) -> Path:
        editor, mark = tmp_path / "editor", tmp_path / "opened"
        editor.write_text(f"#!/bin/sh\n: >'{mark}'\n{body}\n", encoding="utf-8")
        editor.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(editor))
        return mark

    return make


def _drafts(home: Path) -> list[Path]:
    return sorted(home.rglob("drafts/*.txt"))


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("nobody",), 3, "nobody"),
        (("anna", "--on", "someday"), 2, "someday"),
        (("anna", "--on", "tomorrow"), 4, "is in the future"),
        (("anna", "--felt", "odd"), 2, "--felt"),
        (("anna", "--promise", "the plan"), 2, "--promise and --by go together."),
        (("anna", "--keeps", "football"), 3, "football"),
    ],
)
def test_who_and_when_are_checked_before_the_editor_opens(
    anna: Program, refused: Refusal, writes: Callable[[str], Path], arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    mark = writes("echo a page of words >$1")
    assert sentence in refused("log", *arguments, "--edit", code=code)
    assert not mark.exists()


def test_a_draft_is_written_once_and_gone(anna: Program, writes: Callable[[str], Path], home: Path) -> None:
    mark = writes("printf ', and more' >>$1")
    assert anna("log", "anna", "begun", "--edit", "--json").json["text"] == "begun, and more"
    assert mark.exists()
    assert _drafts(home) == []
    assert [each["text"] for each in anna("touchpoint", "list", "--json").json] == ["begun, and more"]
    edited = anna("touchpoint", "edit", "1", "--edit", "--json").json
    assert edited["text"] == "begun, and more, and more"


def test_the_first_journal_is_started_by_what_was_written(
    custlove: Program, writes: Callable[[str], Path], journal: Path
) -> None:
    mark = writes("echo hello >$1")
    assert "nobody" in custlove("log", "anna", "--edit", code=3).err
    assert not mark.exists()
    assert not journal.exists()
    assert custlove("log", "Anna", "--new", "--edit", "--json").json["text"] == "hello"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("echo a page >$1; exit 1", "ended with code 1"),
        ("printf 'Gr\\374\\337e' >$1", "not UTF-8"),
        ("printf 'a page\\000' >$1", "NUL"),
    ],
)
def test_what_was_written_is_kept_and_named_when_it_goes_wrong(
    anna: Program, refused: Refusal, writes: Callable[[str], Path], home: Path, body: str, sentence: str
) -> None:
    writes(body)
    said = refused("log", "anna", "--edit", code=2)
    (draft,) = _drafts(home)
    assert sentence in said
    assert f"Your draft is kept: {draft}\n" in said


@pytest.mark.parametrize("body", [":", "printf ' \\n\\n' >$1", "rm $1"])
def test_an_emptied_draft_writes_nothing(
    anna: Program, refused: Refusal, writes: Callable[[str], Path], home: Path, body: str
) -> None:
    writes(body)
    assert "The draft is empty." in refused("log", "anna", "--edit", code=2)
    assert _drafts(home) == []


@pytest.mark.parametrize("text", ["", "  ", "-"])
def test_blanks_write_nothing(anna: Program, refused: Refusal, text: str) -> None:
    assert "is empty." in refused("log", "anna", text, code=2)
