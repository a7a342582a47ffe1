"""Promising, keeping, moving, releasing, correcting, listing, and the rate."""

import re
from typing import Any

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def promised(anna: Program) -> Program:
    """One in each state: p1 broken, p2 due, p3 open, p4 kept early, p5 kept, p6 kept late, p7 released, p8 theirs."""
    for what, due in (
        ("draft", "2026-11-20"),
        ("offer", "2026-11-22"),
        ("plan", "2026-12-01"),
        ("early", "2026-11-10"),
        ("on its day", "2026-11-10"),
        ("late", "2026-11-10"),
        ("let go", "2026-11-10"),
    ):
        anna("promise", "add", "anna", what, "--by", due, "--on", "2026-11-01")
    anna("promise", "keep", "4", "--on", "2026-11-07", "--extra", "with a drawing")
    anna("promise", "keep", "5", "--on", "2026-11-10")
    anna("promise", "keep", "6", "--on", "2026-11-13")
    anna("promise", "release", "7", "--on", "2026-11-09", "--why", "no longer needed")
    anna("promise", "add", "anna", "their figures", "--by", "2026-11-15", "--theirs", "--on", "2026-11-01")
    return anna


def test_a_promise_is_an_object(anna: Program) -> None:
    assert anna("promise", "add", "anna", "the offer", "--by", "friday", "--json").json == {
        "id": 1,
        "ref": "p1",
        "person": "anna",
        "name": "Anna Karenina",
        "what": "the offer",
        "by": "mine",
        "made_on": "2026-11-22",
        "due_on": "2026-11-27",
        "state": "open",
        "kept_on": None,
        "days_late": 0,
        "extra": None,
        "moves": [],
        "released_on": None,
        "release_why": None,
        "broken_once": False,
        "mistake": None,
        "let_go": False,
        "alike": [],
        "record": None,
    }


def test_it_says_which_day_would_hold_and_leaves_the_typed_one(anna: Program) -> None:
    for day in range(1, 9):
        anna("promise", "add", "anna", f"sheet {day}", "--by", f"2026-11-{day:02}", "--on", "2026-10-20")
        anna("promise", "keep", str(day), "--on", f"2026-11-{day + 2:02}")
    assert anna("promise", "add", "anna", "the plan", "--by", "tuesday").out == (
        "Promise p9 to Anna Karenina, “the plan”: due Tue 24 Nov 2026, in 2 days."
        " Your last 8 came 2 days late (median): Thursday would hold.\n"
    )
    logged = anna("log", "anna", "talked", "--promise", "the map", "--by", "2026-12-01", "--json").json
    assert (logged["promise"]["due_on"], logged["record"]["would_hold_on"]) == ("2026-12-01", "2026-12-03")
    assert anna("log", "anna", "talked", "--promise", "the text", "--by", "2026-12-01").out.endswith(
        "Your last 8 came 2 days late (median): Thu 3 Dec would hold.\n"
    )


def test_it_names_an_open_one_that_is_much_the_same_with_its_day(anna: Program) -> None:
    anna("promise", "add", "anna", "the draft", "--by", "2026-12-04")
    again = "Promise p2 to Anna Karenina, “send her the Draft”: due Wed 9 Dec 2026, in 17 days."
    already = "You promised “the draft” by 4 Dec already, p1."
    assert anna("promise", "add", "anna", "send her the Draft", "--by", "2026-12-09").out == f"{again} {already}\n"
    theirs = anna("promise", "add", "anna", "the draft", "--theirs", "--by", "friday").out
    assert theirs == "Promise p3 by Anna Karenina, “the draft”: due Fri 27 Nov 2026, in 5 days.\n"
    logged = anna("log", "anna", "tea", "--promise", "the revised draft", "--by", "2026-12-11")
    assert logged.out == (
        "Touchpoint t1 with Anna Karenina, Sun 22 Nov 2026, today."
        " Promised Anna Karenina “the revised draft” by Fri 11 Dec 2026, in 19 days (p4)."
        f" {already} You promised “send her the Draft” by 9 Dec already, p2.\n"
    )
    found = anna("promise", "add", "anna", "draft", "--by", "friday", "--json").json
    assert (found["id"], [each["id"] for each in found["alike"]]) == (5, [1, 2, 4])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("the offer", "--by", "friday"),
            "Promise p1 to Anna Karenina, “the offer”: due Fri 27 Nov 2026, in 5 days.\n",
        ),
        (("the offer", "--by", "today"), "Promise p1 to Anna Karenina, “the offer”: due Sun 22 Nov 2026, today.\n"),
        (
            ("figures", "--by", "2026-11-20", "--on", "2026-11-01", "--theirs"),
            "Promise p1 by Anna Karenina, “figures”: broken, it was due Fri 20 Nov 2026, 2 days ago.\n",
        ),
    ],
)
def test_the_answer_says_the_day_and_how_it_stands(anna: Program, arguments: tuple[str, ...], sentence: str) -> None:
    assert anna("promise", "add", "anna", *arguments).out == sentence


def test_somebody_new_can_be_promised_something(anna: Program) -> None:
    said = anna("promise", "add", "Bela Bartók", "-", "--by", "friday", "--new", stdin="a quartet\n")
    assert said.out == "Promise p1 to Bela Bartók, “a quartet”: due Fri 27 Nov 2026, in 5 days.\n"
    assert said.err == "Added Bela Bartók as bela-bartok.\n"


@pytest.mark.parametrize(
    ("on", "state", "late", "words"),
    [
        ("2026-11-17", "kept_early", 0, "kept 3 days early, Tue 17 Nov 2026, 5 days ago"),
        ("2026-11-20", "kept", 0, "kept on its day, Fri 20 Nov 2026, 2 days ago"),
        ("2026-11-21", "kept_late", 1, "kept 1 day late, Sat 21 Nov 2026, yesterday"),
    ],
)
def test_keeping(promised: Program, on: str, state: str, late: int, words: str) -> None:
    said = promised("promise", "keep", "anna", "draft", "--on", on, "--extra", "more")
    assert said.out == f"Promise p1 to Anna Karenina, “draft”: {words}.\n"
    kept = promised("promise", "list", "--who", "anna", "--state", state, "--json").json
    mine = next(each for each in kept if each["id"] == 1)
    assert (mine["kept_on"], mine["days_late"], mine["extra"]) == (on, late, "more")


def test_moving_before_its_day_is_no_break(promised: Program) -> None:
    moved = promised(
        "promise", "move", "1", "--to", "friday", "--on", "2026-11-20", "--why", "their figures", "--json"
    ).json
    assert (moved["state"], moved["due_on"], moved["broken_once"]) == ("open", "2026-11-27", False)
    assert moved["moves"] == [
        {"on": "2026-11-20", "from": "2026-11-20", "to": "2026-11-27", "why": "their figures", "late": False}
    ]


def test_moving_after_its_day_says_that_it_was_broken_once(promised: Program) -> None:
    assert promised("promise", "move", "1", "--to", "friday").out == (
        "Promise p1 to Anna Karenina, “draft”: due Fri 27 Nov 2026, in 5 days (broken once).\n"
    )
    kept = promised("promise", "keep", "1", "--json").json
    assert (kept["state"], kept["broken_once"], kept["moves"][0]["late"]) == ("kept_early", True, True)


def test_moving_nearer(promised: Program) -> None:
    assert promised("promise", "move", "3", "--to", "tomorrow", "--json").json["due_on"] == "2026-11-23"


def test_letting_go(promised: Program) -> None:
    said = promised("promise", "release", "1", "--on", "yesterday", "--why", "they changed their mind")
    assert said.out == (
        "Promise p1 to Anna Karenina, “draft”: released Sat 21 Nov 2026, yesterday;"
        " it was due Fri 20 Nov 2026, 2 days ago (broken once).\n"
    )
    released = promised("promise", "list", "--state", "released", "--json").json
    assert [(each["released_on"], each["release_why"]) for each in released] == [
        ("2026-11-09", "no longer needed"),
        ("2026-11-21", "they changed their mind"),
    ]


def test_who_is_let_off_only_afterwards_has_broken_it_once(promised: Program) -> None:
    before = promised("promise", "rate", "--json").json["mine"]
    assert (before["due"], before["late"], before["broken"]) == (4, 1, 1)
    promised("promise", "release", "1")
    assert promised("promise", "rate", "--json").json["mine"] == before | {"late": 2, "broken": 0}
    assert promised("promise", "rate", "--who", "anna", "--json").json["mine"] == before | {"late": 2, "broken": 0}
    [by_person] = promised("promise", "rate", "--per", "person", "--json").json["groups"]
    assert by_person["mine"] == before | {"late": 2, "broken": 0}
    found = promised("promise", "list", "--state", "released", "--json").json
    assert [(each["id"], each["broken_once"]) for each in found] == [(7, False), (1, True)]
    assert promised("show", "anna", "--json").json["standing"]["keep_rate"] == {"kept": 2, "due": 4}
    lines = promised("trust", "anna", "--json").json["lines"]
    assert [(each["on"], each["points"]) for each in lines if each["what"] == "released only after its day: draft"] == [
        ("2026-11-22", -2)
    ]


def test_what_washes_a_record_says_so(promised: Program) -> None:
    said = promised("promise", "edit", "1", "--by", "2026-12-04")
    assert said.out == "Promise p1 to Anna Karenina, “draft”: due Fri 4 Dec 2026, in 12 days.\n"
    assert said.err == (
        "It was broken, due Fri 20 Nov 2026, 2 days ago: now it counts as due on the new day all along. If that is a"
        " new agreement: custlove undo, then custlove promise move 1 --to 2026-12-04\n"
    )
    promised("undo")
    assert promised("promise", "edit", "1", "--by", "2026-11-19").err == ""
    assert promised("promise", "edit", "3", "--by", "2026-12-04").err == ""
    assert promised("promise", "edit", "6", "--by", "2026-11-13", "--json").err.startswith("It was kept late, due ")
    assert promised("promise", "edit", "1", "--theirs").err == (
        "It was broken, and counts as theirs, no longer yours. To take that back: custlove undo\n"
    )
    promised("undo")
    for verb in (("move", "1", "--to", "2026-12-04"), ("release", "1")):
        assert promised("promise", *verb, "--on", "2026-11-18").err == (
            "It was broken; as agreed on Wed 18 Nov 2026, 4 days ago, before its due date, it counts as never broken."
            " To take that back: custlove undo\n"
        )
        promised("undo")
        assert promised("promise", *verb).err == ""
        promised("undo")


def test_correcting(promised: Program) -> None:
    edited = promised(
        "promise", "edit", "3", "--text", "the plan", "--by", "2026-12-02", "--on", "2026-10-30", "--theirs", "--json"
    ).json  # fmt: skip
    assert [edited[key] for key in ("what", "due_on", "made_on", "by")] == [
        "the plan",
        "2026-12-02",
        "2026-10-30",
        "theirs",
    ]
    assert promised("promise", "edit", "3", "--mine", "--json").json["by"] == "mine"
    assert promised("promise", "edit", "4", "--extra", "two drawings", "--json").json["extra"] == "two drawings"
    assert promised("promise", "edit", "4", "--extra", "", "--json").json["extra"] is None


def test_a_corrected_day_may_change_how_it_was_kept(promised: Program) -> None:
    edited = promised("promise", "edit", "6", "--by", "2026-11-13")
    assert edited.out == "Promise p6 to Anna Karenina, “late”: kept on its day, Fri 13 Nov 2026, 9 days ago.\n"


def test_the_day_of_a_moved_promise_is_the_one_agreed_last(promised: Program, refused: Refusal) -> None:
    promised("promise", "move", "3", "--to", "2026-12-10")
    edited = promised("promise", "edit", "3", "--by", "2026-12-11", "--json").json
    assert (edited["due_on"], edited["moves"][0]["to"]) == ("2026-12-11", "2026-12-11")
    assert (
        promised("--today", "2026-11-21", "promise", "list", "--state", "open", "--json").json[1]["due_on"]
        == "2026-12-01"
    )
    for day in ("2026-11-21", "2026-12-01"):
        assert refused("promise", "edit", "3", "--by", day).startswith(
            f"custlove: Promise p3 was moved on 2026-11-22 from 2026-12-01, so it cannot be due on {day}."
        )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("keep", "5"), "Promise p5 was kept on 2026-11-10 already."),
        (("move", "5", "--to", "friday"), "Promise p5 was kept on 2026-11-10 already."),
        (("move", "7", "--to", "friday"), "Promise p7 was released on 2026-11-09 already."),
        (("move", "3", "--to", "2026-12-01"), "Promise p3 is due on 2026-12-01 already."),
        (("release", "7"), "Promise p7 was released on 2026-11-09 already."),
    ],
)
def test_what_is_done_already_is_told(promised: Program, words: tuple[str, ...], told: str) -> None:
    assert promised("promise", *words).out == f"{told}\n"


def test_a_text_for_what_is_done_already_is_not_lost(promised: Program, refused: Refusal) -> None:
    assert refused("promise", "keep", "5", "--extra", "with a bow").splitlines()[-1] == "Your text was: with a bow"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("add", "anna", "x"), 2, "By when?"),
        (("add", "anna", "", "--by", "friday"), 2, "The promise is missing."),
        (("add", "anna", "x", "--by", "yesterday"), 4, "A promise made on 2026-11-22 cannot be due on 2026-11-21"),
        (("add", "anna", "x", "--by", "2026-11-01", "--on", "2026-11-02"), 4, "made on 2026-11-02 cannot be due on"),
        (("add", "anna", "x", "--by", "soon"), 2, '"soon" cannot be read as a day.'),
        (("add", "anna", "x", "--by", "friday", "--on", "tomorrow"), 4, "is in the future"),
        (("add", "anna,bela", "x", "--by", "friday"), 3, 'There is nobody called "anna,bela" here.'),
        (("keep", "7"), 4, "Promise p7 was released on 2026-11-09 already."),
        (("keep", "1", "--on", "2026-10-31"), 4, "Promise p1 was made only on 2026-11-01."),
        (("keep", "1", "--on", "tomorrow"), 4, "is in the future"),
        (("keep", "99"), 3, "There is no promise p99.\nTheir references: custlove promise list\n"),
        (("keep", "anna"), 3, "That may be p8 (their figures), p1 (draft), p2 (offer), p3 (plan)."),
        (("keep", "anna", "late"), 3, 'Anna Karenina has no open promise with "late" in it.'),
        (("move", "3", "--to", "yesterday"), 4, "A promise moved on 2026-11-22 cannot become due on 2026-11-21"),
        (("move", "3", "--to", "2026-10-31"), 4, "A promise made on 2026-11-01 cannot be due on 2026-10-31"),
        (("move", "3"), 2, "Until when?"),
        (("release", "6"), 4, "Promise p6 was kept on 2026-11-13 already."),
        (("release", "1", "--on", "2026-10-31"), 4, "Promise p1 was made only on 2026-11-01."),
        (("edit", "1"), 2, "Nothing to correct was given."),
        (("edit", "1", "--mine", "--theirs"), 2, "--mine and --theirs exclude each other."),
        (("edit", "1", "--text", " "), 2, "The promise is missing."),
        (("edit", "1", "--on", "2026-11-21"), 4, "A promise made on 2026-11-21 cannot be due on 2026-11-20"),
        (("edit", "1", "--extra", "x"), 4, "Promise p1 is not kept yet, so nothing went beyond it."),
        (("edit", "4", "--on", "2026-11-08"), 4, "Promise p4 was moved or settled on 2026-11-07, before 2026-11-08."),
        (("list", "--state", "lost"), 2, '--state "lost" is not one of: open, due, broken, kept_early,'),
    ],
)
def test_what_is_refused(
    promised: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("promise", *arguments, code=code)


@pytest.mark.parametrize("verb", ["keep", "release", "move"])
def test_nothing_comes_before_the_last_move(promised: Program, refused: Refusal, verb: str) -> None:
    promised("promise", "move", "1", "--to", "friday", "--on", "2026-11-20")
    more = ("--to", "+1w") if verb == "move" else ()
    said = refused("promise", verb, "1", "--on", "2026-11-19", *more)
    assert said == "custlove: Promise p1 was moved on 2026-11-20, after 2026-11-19.\nName a later day with --on.\n"


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ((), [4, 5, 6, 7, 8, 1, 2, 3]),
        (("--state", "broken"), [8, 1]),
        (("--state", "broken", "--mine"), [1]),
        (("--state", "broken", "--theirs"), [8]),
        (("--mine", "--theirs", "--state", "open,due", "--state", "broken"), [8, 1, 2, 3]),
        (("--state", "kept_early,kept,kept_late"), [4, 5, 6]),
        (("--state", "released"), [7]),
        (("--who", "karenjna"), None),
        (("--who", "Anna K", "--state", "due"), [2]),
    ],
)  # fmt: skip
def test_lists_in_the_order_in_which_they_are_due(
    promised: Program, arguments: tuple[str, ...], numbers: list[int] | None
) -> None:
    if numbers is None:
        assert "Perhaps anna (Anna Karenina)?" in promised("promise", "list", *arguments, code=3).err
    else:
        assert [each["id"] for each in promised("promise", "list", *arguments, "--json").json] == numbers


def test_a_list_in_lines(promised: Program) -> None:
    assert promised("promise", "--state", "kept_late").out.splitlines() == [
        "person\tname\twhat\tby\tstate\tmade_on\tdue_on\tkept_on\tdays_late\tid\tref",
        "anna\tAnna Karenina\tlate\tmine\tkept_late\t2026-11-01\t2026-11-10\t2026-11-13\t3\t6\tp6",
    ]


def counts(tally: dict[str, Any]) -> tuple[int, int]:
    return tally["kept"], tally["due"]


def test_the_rate_has_its_counts(promised: Program) -> None:
    # Mine that fell due: p1 broken, p4 and p5 kept, p6 late. p2 is due today, p7 was released.
    found = promised("promise", "rate", "--json").json
    assert found["mine"] == {
        "kept": 2, "due": 4, "early": 1, "on_day": 1, "late": 1, "broken": 1, "moved": 0, "released": 1,
        "margin_days": 0.0, "percent": None,
    }  # fmt: skip
    assert (found["since"], counts(found["theirs"]), found["word"], found["groups"]) == (None, (0, 1), None, [])
    assert promised("promise", "rate", "--who", "anna").out == (
        "by\tkept\tdue\trate\tearly\ton_day\tlate\tbroken\tmoved\treleased\tmargin_days\n"
        "mine\t2\t4\t\t1\t1\t1\t1\t0\t1\t0.0\n"
        "theirs\t0\t1\t\t0\t0\t0\t1\t0\t0\t\n"
    )
    since = promised("promise", "rate", "--since", "2026-11-16", "--json").json
    assert (since["since"], counts(since["mine"]), counts(since["theirs"])) == ("2026-11-16", (0, 1), (0, 0))


def test_the_rate_by_person_and_by_month(promised: Program) -> None:
    promised("person", "add", "Konstantin Levin", "--as", "levin", "--on", "2026-09-01")
    promised("promise", "add", "levin", "seed", "--by", "2026-10-05", "--on", "2026-10-01")
    promised("promise", "keep", "levin", "seed", "--on", "2026-10-02")
    people = promised("promise", "rate", "--per", "person", "--json").json["groups"]
    assert [(each["person"], counts(each["mine"])) for each in people] == [("anna", (2, 4)), ("levin", (1, 1))]
    months = promised("promise", "rate", "--per", "month", "--json").json["groups"]
    assert [(each["month"], counts(each["mine"])) for each in months] == [("2026-10", (1, 1)), ("2026-11", (2, 4))]
    assert promised("promise", "rate", "--per", "month").out.splitlines()[1] == "2026-10\t1\t1\t\t1\t0\t0\t0\t0\t0\t3.0"


def test_by_person_a_row_is_a_line_of_eighty_columns(promised: Program) -> None:
    lines = re.sub(r"\x1b\[[\d;]*m", "", promised("promise", "rate", "--per", "person", tty=True).out).splitlines()
    assert [line.rstrip() for line in lines] == [
        "name           kept  due  early  on day  late  broken  moved  margin",
        "Anna Karenina     2    4      1       1     1       1      0      +0",
    ]
    for number in range(1, 3):
        promised("promise", "add", "anna", f"more {number}", "--by", "2026-11-10", "--on", "2026-10-01")
    assert "rate" in promised("promise", "rate", "--per", "person", tty=True).out


def test_the_reasons_are_told_and_a_word_where_all_is_always_kept(anna: Program) -> None:
    for number in range(1, 6):
        anna("promise", "add", "anna", f"draft {number}", "--by", f"2026-11-0{number}", "--on", "2026-10-01")
    anna("promise", "move", "5", "--to", "2026-11-08", "--why", "she was ill", "--on", "2026-11-02")
    for number in range(1, 5):
        anna("promise", "keep", str(number), "--on", "2026-10-30")
    anna("promise", "keep", "5", "--on", "2026-11-08")
    found = anna("promise", "rate", "--json").json
    assert (found["mine"]["percent"], found["mine"]["margin_days"], found["mine"]["moved"]) == (100, 3.0, 1)
    assert found["reasons"] == [{
        "on": "2026-11-02", "kind": "moved", "id": 5, "ref": "p5", "person": "anna", "name": "Anna Karenina",
        "what": "draft 5",
        "by": "mine", "why": "she was ill",
    }]  # fmt: skip
    assert anna("promise", "rate", tty=True).err == (
        "All 5 kept: perhaps you may promise a little more.\n2 Nov, Anna Karenina, moved: draft 5 (she was ill)\n"
    )
    assert anna("promise", "rate").err == ""
    # Before it was kept, one of five was missing.
    earlier = anna("--today", "2026-11-09", "promise", "rate", "--json").json
    assert (earlier["mine"]["percent"], earlier["word"] is None) == (100, False)
    assert anna("--today", "2026-11-07", "promise", "rate", "--json").json["word"] is None


def test_the_rate_counts_today_once_it_is_kept_and_tomorrow_when_it_is_not(promised: Program) -> None:
    promised("promise", "keep", "2")
    assert counts(promised("promise", "rate", "--json").json["mine"]) == (3, 5)
    promised("undo")
    assert counts(promised("--today", "2026-11-23", "promise", "rate", "--json").json["mine"]) == (2, 5)


def test_what_was_moved_after_its_day_is_missed_and_before_it_is_not(promised: Program) -> None:
    promised("promise", "move", "1", "--to", "2026-11-22", "--on", "2026-11-21")
    promised("promise", "keep", "1")
    assert counts(promised("promise", "rate", "--json").json["mine"]) == (2, 4)
    promised("undo")
    promised("undo")
    promised("promise", "move", "1", "--to", "2026-11-22", "--on", "2026-11-20")
    promised("promise", "keep", "1")
    assert counts(promised("promise", "rate", "--json").json["mine"]) == (3, 4)
