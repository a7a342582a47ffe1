"""Noticing mistakes, owning them, making them right, asking how it is since."""

import pytest

from tests.conftest import Program, Refusal, written_once

WRONG = "the invoice went out twice"
SAID = f"Mistake m1 with Anna Karenina (real), “{WRONG}”"


@pytest.fixture
@written_once
def noticed(anna: Program) -> Program:
    """m1, noticed on Sunday, 1 November 2026."""
    anna("mistake", "add", "anna", WRONG, "--on", "2026-11-01")
    return anna


@pytest.fixture
@written_once
def broken(anna: Program) -> Program:
    """Promises: p1 broken, p2 kept late, p3 moved after its day, p4 kept early, p5 open, p6 theirs, p7 let go."""
    for number in range(1, 8):
        theirs = ["--theirs"] if number == 6 else []
        day = "2026-12-24" if number == 5 else "2026-11-10"
        anna("promise", "add", "anna", f"draft {number}", "--by", day, "--on", "2026-11-01", *theirs)
    anna("promise", "keep", "2", "--on", "2026-11-12")
    anna("promise", "move", "3", "--to", "2026-11-30", "--on", "2026-11-12")
    anna("promise", "keep", "4", "--on", "2026-11-09")
    anna("promise", "release", "7", "--on", "2026-11-09")
    return anna


def due(custlove: Program, day: str) -> list[tuple[int, str]]:
    """Of the mistakes that `today` lists on a day: the number and the next step."""
    owed = custlove("--today", day, "today", "--json").json["open_mistakes"]
    return [(each["id"], each["next_step"]) for each in owed]


def test_a_mistake_is_an_object(noticed: Program) -> None:
    assert noticed("mistake", "own", "1", "called her", "--on", "2026-11-02", "--json").json == {
        "id": 1,
        "ref": "m1",
        "person": "anna",
        "name": "Anna Karenina",
        "what": WRONG,
        "severity": 2,
        "noticed_on": "2026-11-01",
        "stage": "owned",
        "next_step": "make it right",
        "waiting_since": "2026-11-02",
        "due_on": "2026-11-09",
        "due": True,
        "steps": [{"stage": "owned", "on": "2026-11-02", "text": "called her"}],
        "promise": None,
        "feedback": None,
        "touchpoint": None,
        "hidden": False,
        "let_go_on": None,
        "let_go_why": None,
    }


def test_the_whole_way(anna: Program) -> None:
    assert anna("mistake", "add", "anna", WRONG).out == (
        f"{SAID}: noticed Sun 22 Nov 2026, today; next, own it (due Mon 23 Nov 2026, tomorrow).\n"
    )
    assert anna("mistake", "own", "1").out == (
        f"{SAID}: owned Sun 22 Nov 2026, today; next, make it right (due Sun 29 Nov 2026, in 7 days).\n"
    )
    assert anna("mistake", "repair", "anna", "invoice", "-", stdin="took it back\n").out == (
        f"{SAID}: repaired Sun 22 Nov 2026, today; next, ask how it is now (due Sun 6 Dec 2026, in 14 days).\n"
    )
    assert anna("mistake", "followup", "anna", "all is well").out == (
        f"{SAID}: followed up Sun 22 Nov 2026, today; that closes it.\n"
    )
    closed = anna("mistake", "list", "--all", "--json").json[0]
    assert [(step["stage"], step["text"]) for step in closed["steps"]] == [
        ("owned", None),
        ("repaired", "took it back"),
        ("followed_up", "all is well"),
    ]
    assert (closed["stage"], closed["next_step"], closed["due"]) == ("followed_up", None, False)


@pytest.mark.parametrize(("typed", "severity"), [("1", 1), ("2", 2), ("3", 3), ("small", 1), ("real", 2), ("GRAVE", 3)])
def test_how_bad_it_is_is_a_number_or_a_word(anna: Program, typed: str, severity: int) -> None:
    assert anna("mistake", "add", "anna", "x", "--severity", typed, "--json").json["severity"] == severity


def test_somebody_is_added_on_the_way(anna: Program) -> None:
    said = anna("mistake", "add", "Bela", "x", "--new")
    assert said.err == "Added Bela as bela.\n"
    assert anna("mistake", "list", "--who", "bela", "--ids").out == "m1\n"


def test_out_of_order_is_refused_with_the_next_step(noticed: Program, refused: Refusal) -> None:
    first = "custlove: Mistake m1 has not been owned yet.\nFirst: custlove mistake own 1. To skip that on purpose: "
    assert refused("mistake", "repair", "1", "x").startswith(first)
    assert refused("mistake", "followup", "1").startswith(first)
    noticed("mistake", "own", "1")
    assert noticed("mistake", "own", "1").out == "Mistake m1 was owned already, on 2026-11-22.\n"
    assert "has not been repaired yet.\nFirst: custlove mistake repair 1 TEXT." in refused("mistake", "followup", "1")
    noticed("mistake", "repair", "1", "x")
    assert "was repaired already, on 2026-11-22." in refused("mistake", "repair", "1", "x")
    noticed("mistake", "followup", "1")
    for verb in ("own", "repair", "followup"):
        assert "was followed up already, on 2026-11-22." in refused("mistake", verb, "1", "x", "--anyway")


def test_steps_are_skipped_on_purpose(noticed: Program, refused: Refusal) -> None:
    assert noticed("mistake", "followup", "1", "--anyway", "--json").json["stage"] == "followed_up"
    noticed("undo")
    noticed("mistake", "repair", "1", "a new one", "--on", "2026-11-05", "--anyway")
    assert "was repaired already.\nWhat is left: custlove mistake followup 1." in refused("mistake", "own", "1")
    # First mended, then said sorry.
    assert "reached this step only on 2026-11-05" in refused("mistake", "own", "1", "--anyway", "--on", "2026-11-04")
    owned = noticed("mistake", "own", "1", "late, but meant", "--anyway", "--on", "2026-11-07", "--json").json
    assert [step["stage"] for step in owned["steps"]] == ["repaired", "owned"]
    assert (owned["stage"], owned["waiting_since"]) == ("repaired", "2026-11-05")


def test_it_is_walked_undone_and_walked_again(noticed: Program) -> None:
    steps = (("own", "sorry", "owned"), ("repair", "mended", "repaired"), ("followup", "well?", "followed_up"))
    for _ in range(2):
        for verb, text, stage in steps:
            noticed("mistake", verb, "1", text, "--on", "2026-11-10", "--json")
            assert noticed("mistake", "list", "--all", "--json").json[0]["stage"] == stage
        for stage in ("repaired", "owned", "noticed"):
            noticed("undo")
            found = noticed("mistake", "list", "--json").json[0]
            assert (found["stage"], found["touchpoint"]) == (stage, None)
    noticed("undo")
    assert noticed("mistake", "list", "--all", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("add",), 2, "With whom?"),
        (("add", "anna"), 2, "The mistake is missing."),
        (("add", "anna", "x", "--severity", "4"), 2, "It is one of: 1 small, 2 real, 3 grave."),
        (("add", "bela", "x"), 3, "To add them on the way: --new"),
        (("add", "anna", "x", "--on", "tomorrow"), 4, "is in the future"),
        (("own", "1", "--on", "2026-10-31"), 4, "Mistake m1 reached this step only on 2026-11-01."),
        (("own", "9"), 3, "There is no mistake m9.\nTheir references: custlove mistake list --all\n"),
        (("own", "anna", "nothing", "like it"), 3, 'has no open mistake with "nothing" in it.'),
        (("repair", "1"), 2, "What made it right?"),
        (("followup", "1", "--card", "--call"), 2, "--card and --call exclude each other."),
        (("list", "--open", "--all"), 2, "--open, --overdue and --all exclude each other."),
        (("add", "--promise", "9"), 3, "There is no promise p9."),
        (("add", "--feedback", "9"), 3, "There is no feedback b9."),
        (("add", "anna", "--promise", "draft"), 3, 'Anna Karenina has no promise with "draft" in it.'),
    ],
)
def test_what_is_refused(
    noticed: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("mistake", *arguments, code=code)


def test_a_text_is_kept_when_the_day_cannot_be_read(noticed: Program, refused: Refusal) -> None:
    assert "Your text was: it was me" in refused("mistake", "own", "1", "it was me", "--on", "someday", code=2)
    # Nor when it is said to have gone two ways.
    twice = refused("mistake", "followup", "1", "is it well?", "--card", "--call", code=2)
    assert "Your text was: is it well?" in twice


@pytest.mark.parametrize("reference", [("--promise", "1"), ("anna", "--promise", "1"), ("--promise", "anna draft 1")])
def test_a_broken_promise_is_taken_over_in_one_command(broken: Program, reference: tuple[str, ...]) -> None:
    taken = broken("mistake", "add", *reference, "--json").json
    assert (taken["person"], taken["what"], taken["promise"]) == ("anna", "broken promise: draft 1", 1)
    promise = broken("promise", "list", "--state", "broken", "--mine", "--json").json[0]
    assert (promise["id"], promise["mistake"]) == (1, 1)
    assert broken("--today", "2026-11-21", "promise", "list", "--json").json[0]["mistake"] is None


@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_what_was_broken_once_or_kept_late_can_be_a_mistake(broken: Program, number: str) -> None:
    assert broken("mistake", "add", "anna", "mine", "--promise", number, "--json").json["what"] == "mine"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--promise", "4"), "Promise p4 is not a broken one: on 2026-11-22 it was kept early."),
        (("--promise", "5"), "Promise p5 is not a broken one: on 2026-11-22 it was open."),
        (("--promise", "6"), "Promise p6 was theirs, so it is not a mistake of yours."),
        (("--promise", "7"), "Promise p7 is not a broken one: on 2026-11-22 it was released."),
        (("--promise", "1", "--on", "2026-11-10"), "Promise p1 is not a broken one: on 2026-11-10 it was due."),
        (("bela", "--promise", "1"), "Promise p1 belongs to Anna Karenina."),
    ],
)
def test_no_other_promise_is(broken: Program, refused: Refusal, arguments: tuple[str, ...], sentence: str) -> None:
    broken("person", "add", "Bela")
    assert sentence in refused("mistake", "add", *arguments)


def test_nothing_is_taken_over_twice(broken: Program, refused: Refusal) -> None:
    broken("mistake", "add", "--promise", "1")
    assert "Promise p1 is mistake m1 already, “broken promise: draft 1”." in refused("mistake", "add", "--promise", "1")
    broken("undo")
    assert broken("mistake", "add", "anna", "--promise", "draft 1", "--json").json["promise"] == 1


def test_criticism_is_taken_over(anna: Program, refused: Refusal) -> None:
    for text, kind in (("too slow", "criticism"), ("lovely", "praise"), ("blue?", "idea")):
        anna("feedback", "hear", "anna", text, "--kind", kind, "--on", "2026-11-10")
    taken = anna("mistake", "add", "anna", "--feedback", "slow", "--severity", "grave", "--json").json
    assert (taken["what"], taken["feedback"], taken["severity"]) == ("too slow", 1, 3)
    assert "Feedback b1 is mistake m1 already" in refused("mistake", "add", "--feedback", "1")
    assert "Feedback b2 is praise, not criticism." in refused("mistake", "add", "--feedback", "2")
    assert "Feedback b3 is an idea, not criticism." in refused("mistake", "add", "--feedback", "3")
    anna("undo")
    assert "Feedback b1 was heard only on 2026-11-10." in refused(
        "mistake", "add", "--feedback", "1", "--on", "2026-11-09"
    )


def test_today_suggests_to_own_a_broken_promise_once(broken: Program) -> None:
    broken("promise", "add", "anna", "another", "--by", "2026-11-15", "--on", "2026-11-01")
    hint = "Broken promises  3   custlove done|snooze REF, mistake add --promise REF"
    assert broken("--no-color", "today", tty=True).out.count("mistake add") == 1
    broken("mistake", "add", "--promise", "1")
    assert hint in broken("--no-color", "today", tty=True).out
    broken("mistake", "add", "--promise", "8")
    # What is left is theirs.
    assert "Broken promises  3   custlove done|snooze REF" in broken("--no-color", "today", tty=True).out


@pytest.mark.parametrize(
    ("steps", "first_due", "step"),
    [
        ((), "2026-11-02", "own it"),
        ((("own", "2026-11-03"),), "2026-11-10", "make it right"),
        ((("own", "2026-11-03"), ("repair", "2026-11-04")), "2026-11-18", "ask how it is now"),
    ],
)
def test_today_lists_what_waits_from_its_day_on(
    noticed: Program, steps: tuple[tuple[str, str], ...], first_due: str, step: str
) -> None:
    for verb, day in steps:
        noticed("mistake", verb, "1", "x", "--on", day)
    from datetime import date, timedelta

    before = (date.fromisoformat(first_due) - timedelta(days=1)).isoformat()
    assert due(noticed, before) == []
    assert due(noticed, first_due) == [(1, step)]
    assert due(noticed, "2026-12-31") == [(1, step)]
    ahead = noticed("--today", before, "today", "--ahead", "1d", "--json").json["open_mistakes"]
    assert [each["due"] for each in ahead] == [False]


def test_each_day_sees_what_was_done_by_then(noticed: Program) -> None:
    noticed("mistake", "own", "1", "x", "--on", "2026-11-03")
    noticed("mistake", "repair", "1", "x", "--on", "2026-11-12")
    noticed("mistake", "followup", "1", "x", "--card", "--on", "2026-11-20")
    seen = {
        f"2026-{day}": [step for _, step in due(noticed, f"2026-{day}")]
        for day in ("10-31", "11-01", "11-02", "11-03", "11-09", "11-10", "11-11", "11-12", "11-22")
    }
    assert seen == {
        "2026-10-31": [], "2026-11-01": [], "2026-11-02": ["own it"], "2026-11-03": [], "2026-11-09": [],
        "2026-11-10": ["make it right"], "2026-11-11": ["make it right"], "2026-11-12": [], "2026-11-22": [],
    }  # fmt: skip
    assert noticed("--today", "2026-11-19", "mistake", "list", "--json").json[0]["touchpoint"] is None


def test_the_days_are_those_of_the_settings(noticed: Program) -> None:
    noticed("config", "set", "mistakes.own_days", "30")
    assert due(noticed, "2026-11-30") == []
    assert due(noticed, "2026-12-01") == [(1, "own it")]
    assert noticed("mistake", "list", "--json").json[0]["due_on"] == "2026-12-01"


def test_the_longest_due_comes_first_then_the_gravest(anna: Program) -> None:
    for severity, day in (("1", "2026-11-10"), ("3", "2026-11-10"), ("2", "2026-11-03")):
        anna("mistake", "add", "anna", "x", "--severity", severity, "--on", day)
    assert [number for number, _ in due(anna, "2026-11-22")] == [3, 2, 1]


@pytest.mark.parametrize("away", [("person", "archive", "anna"), ("person", "edit", "anna", "--circle", "arms-length")])
def test_what_you_owe_counts_however_far_somebody_is(noticed: Program, away: tuple[str, ...]) -> None:
    noticed(*away)
    assert due(noticed, "2026-11-22") == [(1, "own it")]


def test_a_mistake_in_the_page_of_the_day(noticed: Program) -> None:
    lines = noticed("--no-color", "today", tty=True).out.splitlines()
    assert "Mistakes to make right  1   custlove mistake own|repair|followup REF" in lines
    assert f"Anna Karenina  {WRONG}                own it, 20 days late  m1".split() in [each.split() for each in lines]


def test_a_card_is_a_touchpoint(noticed: Program) -> None:
    noticed("mistake", "own", "1")
    noticed("mistake", "repair", "1", "a new one")
    noticed("followup", "add", "anna", "today", "ask her")
    said = noticed("mistake", "followup", "1", "a card: is it well?", "--card", "--on", "today 09:00").out
    assert said.endswith("that closes it. Touchpoint t1, letter. Closed follow-up f1 (ask her).\n")
    touched = noticed("touchpoint", "list", "--json").json[0]
    assert (touched["channel"], touched["direction"], touched["text"]) == ("letter", "out", "a card: is it well?")
    assert noticed("mistake", "list", "--all", "--json").json[0]["touchpoint"] == 1


def test_a_removed_touchpoint_leaves_the_step(noticed: Program) -> None:
    noticed("mistake", "followup", "1", "--in-person", "--anyway")
    noticed("touchpoint", "remove", "1")
    found = noticed("mistake", "list", "--all", "--json").json[0]
    assert (found["stage"], found["touchpoint"]) == ("followed_up", None)
    noticed("undo")
    assert noticed("mistake", "list", "--all", "--json").json[0]["touchpoint"] == 1
    noticed("undo")
    assert noticed("mistake", "list", "--all", "--json").json[0]["stage"] == "noticed"
    assert noticed("touchpoint", "list", "--json").json == []


def test_show_tells_of_it(noticed: Program) -> None:
    noticed("mistake", "own", "1", "no excuses", "--on", "2026-11-02")
    shown = noticed("show", "anna", "--json").json
    assert [each["id"] for each in shown["standing"]["mistakes"]] == [1]
    told = [(each["on"], each["kind"], each["text"]) for each in shown["timeline"] if "mistake" in each["kind"]]
    assert told == [("2026-11-02", "mistake_owned", "no excuses"), ("2026-11-01", "mistake", WRONG)]
    assert "make it right, 13 days late" in noticed("--no-color", "show", "anna", tty=True).out
    noticed("mistake", "followup", "1", "--anyway")
    assert noticed("show", "anna", "--json").json["standing"]["mistakes"] == []


def test_a_mistake_made_right_moves_nobody(noticed: Program) -> None:
    before = noticed("ladder", "history", "anna", "--json").json
    for verb in ("own", "repair", "followup"):
        noticed("mistake", verb, "1", "x")
    assert noticed("ladder", "history", "anna", "--json").json == before


def test_mistakes_go_along_when_two_become_one(noticed: Program) -> None:
    noticed("person", "add", "Bela")
    assert noticed("person", "merge", "bela", "anna", "--dry-run", "--json").json["moves"]["mistakes"] == 1
    noticed("person", "merge", "bela", "anna")
    assert noticed("mistake", "list", "--who", "bela", "--ids").out == "m1\n"
    noticed("undo")
    assert noticed("mistake", "list", "--who", "anna", "--ids").out == "m1\n"


def test_a_list_in_lines_and_at_a_terminal(noticed: Program) -> None:
    noticed("mistake", "add", "anna", "forgot her birthday", "--severity", "3")
    noticed("mistake", "followup", "1", "--anyway")
    assert noticed("mistake", "list").out.splitlines() == [
        "person\tname\twhat\tseverity\tnoticed_on\tstage\tnext_step\tdue_on\thidden\tid\tref",
        "anna\tAnna Karenina\tforgot her birthday\t3\t2026-11-22\tnoticed\town it\t2026-11-23\tno\t2\tm2",
    ]
    shown = noticed("--no-color", "mistake", "list", "--all", tty=True).out.splitlines()
    assert [line.rstrip() for line in shown] == [
        "name           what                        severity  next step           ref",
        "Anna Karenina  the invoice went out twice  real      followed up 22 Nov   m1",
        "Anna Karenina  forgot her birthday         grave     own it, due 23 Nov   m2",
    ]


def test_what_was_concealed_is_never_repaired_only_followed_up(anna: Program, refused: Refusal) -> None:
    anna("mistake", "add", "anna", "the lost file", "--hidden", "--on", "2026-11-01")
    assert anna("mistake", "own", "1", "told her", "--on", "2026-11-02").out == (
        "Mistake m1 with Anna Karenina (real, hidden), “the lost file”: owned Mon 2 Nov 2026, 20 days ago;"
        " next, ask how it is now (due Mon 16 Nov 2026, 6 days ago).\n"
    )
    said = refused("mistake", "repair", "1", "a new copy", code=4)
    assert "was denied or concealed: it can be followed up, and not made right." in said
    closed = anna("mistake", "followup", "1", "a call", "--on", "2026-11-16", "--json").json
    assert (closed["stage"], closed["hidden"]) == ("followed_up", True)
    assert [line["kind"] for line in anna("trust", "anna", "--json").json["lines"]] == []


def test_marked_as_hidden_later_it_was_never_repaired_and_marked_back_it_was(anna: Program) -> None:
    anna("mistake", "add", "anna", "the lost file", "--on", "2026-11-01")
    anna("mistake", "own", "1", "--on", "2026-11-01")
    anna("mistake", "repair", "1", "a new copy", "--on", "2026-11-03")
    repaired = anna("trust", "anna", "--json").json["lines"]
    assert [line["kind"] for line in repaired] == ["repaired"]
    hidden = anna("mistake", "edit", "anna", "lost", "--hidden", "--json").json
    assert (hidden["stage"], hidden["next_step"], hidden["due_on"]) == ("owned", "ask how it is now", "2026-11-15")
    assert [step["stage"] for step in hidden["steps"]] == ["owned"]
    assert anna("trust", "anna", "--json").json["lines"] == []
    assert [each["command"] for each in anna("trust", "--json").json] == ["custlove mistake followup 1"]
    for what in ("two", "three"):
        anna("mistake", "add", "anna", what, "--on", "2026-11-20")
    mirror = {each["key"]: each for each in anna("mirror", "--json").json}["mistakes"]
    assert mirror["says"] == "of 3: 1 owned, 0 made right; 1 denied or concealed, which nothing makes right"
    anna("mistake", "edit", "1", "--not-hidden")
    assert anna("trust", "anna", "--json").json["lines"][:1] == repaired


def test_a_mistake_is_corrected(anna: Program, refused: Refusal) -> None:
    anna("mistake", "add", "anna", "the lost file", "--on", "2026-11-10")
    anna("mistake", "own", "1", "--on", "2026-11-12")
    edited = anna(
        "mistake", "edit", "1", "--text", "two lost files", "--severity", "grave", "--on", "2026-11-09", "--json"
    ).json
    assert (edited["what"], edited["severity"], edited["noticed_on"]) == ("two lost files", 3, "2026-11-09")
    refused("mistake", "edit", "1", "--on", "2026-11-13", code=4)
    refused("mistake", "edit", "1", "--hidden", "--not-hidden", code=2)
    refused("mistake", "edit", "1", code=2)
    anna("undo")
    assert anna("mistake", "list", "--json").json[0]["what"] == "the lost file"


def test_a_taken_over_promise_was_broken_by_the_corrected_day(anna: Program, refused: Refusal) -> None:
    anna("promise", "add", "anna", "the plan", "--by", "2026-11-05", "--on", "2026-11-01")
    anna("mistake", "add", "--promise", "1", "--on", "2026-11-08")
    refused("mistake", "edit", "1", "--on", "2026-11-05", code=4)
    assert anna("mistake", "edit", "1", "--on", "2026-11-06", "--json").json["noticed_on"] == "2026-11-06"
