"""`custlove brief`: one page before a meeting, in three groups."""

import re

import pytest

from tests.conftest import Program, Refusal, written_once


def shown(program: Program, *arguments: str, columns: int = 80) -> list[str]:
    """What stands at a terminal, line by line, without its styles."""
    out = re.sub(r"\x1b\[[\d;]*m", "", program(*arguments, tty=True, columns=columns).out)
    return [line.rstrip() for line in out.splitlines()]


@pytest.fixture
@written_once
def known(anna: Program) -> Program:
    """What there is to know of Anna before a meeting."""
    anna("person", "edit", "anna", "--channel", "call", "--role", "head of design")
    anna("log", "anna", "They move in spring.", "--felt", "glad", "--channel", "call", "--on", "2026-10-05",
         "--need", "faster invoices", "--life", "her son plays goalkeeper")  # fmt: skip
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-01", "--on", "2026-10-05")
    anna("promise", "add", "anna", "a book", "--by", "2026-10-20", "--on", "2026-10-05")
    anna("promise", "keep", "anna", "book", "--on", "2026-10-12")
    anna("promise", "add", "anna", "the floor plans", "--theirs", "--by", "2026-12-01", "--on", "2026-10-05")
    anna("followup", "add", "anna", "2026-11-20", "ask about the move", "--on", "2026-10-06")
    anna("feedback", "hear", "anna", "too slow", "--kind", "criticism", "--on", "2026-11-21 20:30")
    anna("mistake", "add", "anna", "sent the wrong file", "--on", "2026-11-20")
    anna("fact", "add", "anna", "preference", "no calls before ten", "--on", "2026-10-07")
    anna("day", "add", "anna", "their launch", "2026-12-05")
    anna("ritual", "add", "anna", "Friday call", "--every", "week", "--on", "friday", "--from", "2026-11-20")
    anna("ladder", "move", "anna", "client", "--why", "third project", "--on", "2026-10-08")
    return anna


def test_what_you_told_them_and_what_you_had_told_them_before(anna: Program) -> None:
    anna("fact", "add", "anna", "told", "35 EUR a page", "--on", "2026-02-01")
    anna("fact", "supersede", "1", "38 EUR a page", "--on", "2026-11-03")
    anna("log", "anna", "Tea", "--told", "done by June", "--on", "2026-11-10")
    anna("fact", "add", "anna", "told", "no weekends", "--on", "2026-01-05")
    anna("fact", "resolve", "anna", "weekends", "--on", "2026-11-01")
    assert shown(anna, "brief", "anna")[2:6] == [
        "EFFORT · mindfulness · respect  3",
        "told    done by June            10 Nov              k3",
        "told    38 EUR a page           3 Nov               k2",
        "told    35 EUR a page           1 Feb, until 3 Nov  k1",
    ]
    told = anna("brief", "anna", "--json").json["effort"]["told"]
    assert [(each["id"], each["on"], each["superseded_on"]) for each in told] == [
        (3, "2026-11-10", None), (2, "2026-11-03", None), (1, "2026-02-01", "2026-11-03"),
    ]  # fmt: skip
    then = anna("--today", "2026-11-02", "brief", "anna", "--json").json["effort"]["told"]
    assert [each["text"] for each in then] == ["35 EUR a page"]


def test_a_page_at_a_terminal(known: Program) -> None:
    known("config", "set", "brand.promise", "You hear from me before you have to ask.")
    assert shown(known, "brief", "anna") == [
        "Anna Karenina, head of design · Oblonsky & Co, last in touch yesterday",
        "",
        "EFFORT · mindfulness · respect  4",
        "broken         the offer                         1 Nov, 21 days late     p1",
        "follow up      ask about the move                20 Nov, 2 days late     f1",
        "their promise  the floor plans                   1 Dec, in 9 days        p3",
        "last time      a book                            kept early, 12 Oct      p2",
        "",
        "effort · MINDFULNESS · respect  5",
        "need           faster invoices                   since 5 Oct             k1",
        "life           her son plays goalkeeper          since 5 Oct             k2",
        "ritual         Friday call, missed once, 20 Nov  27 Nov, in 5 days       r1",
        "day            their launch                      5 Dec, in 13 days       d1",
        "call           They move in spring.              5 Oct, glad             t1",
        "",
        "effort · mindfulness · RESPECT  6",
        "criticism      too slow                          10 h left, say it back  b1",
        "mistake        sent the wrong file               own it, 1 day late      m1",
        "best reached   call",
        "preference     no calls before ten               since 7 Oct             k3",
        "stands         client, close                     since 8 Oct",
        "moved up       from customer: third project",
        "",
        "your promise: You hear from me before you have to ask.",
    ]


def test_what_matters_goes_over_several_lines(anna: Program) -> None:
    talk = (
        "The move in spring, and whether the drawings can be ready before the board meets in March; she laughed a lot."
    )
    anna(
        "log", "anna", talk, "--channel", "call", "--on", "2026-11-10", "--life", "her son " + "plays goalkeeper " * 20
    )
    anna("log", "anna", "東京の新しいオフィスへの引っ越しについて長い話をした。", "--on", "2026-11-11")
    assert shown(anna, "brief", "anna")[4:13] == [
        "effort · MINDFULNESS · respect  3",
        "life    her son plays goalkeeper plays goalkeeper plays         since 10 Nov  k1",
        "        goalkeeper plays goalkeeper plays goalkeeper plays",
        "        goalkeeper plays goalkeeper plays goalkeeper plays",
        "        goalkeeper plays goalkeeper plays goalkeeper plays…",
        "touch   東京の新しいオフィスへの引っ越しについて長い話をした。  11 Nov        t2",
        "call    The move in spring, and whether the drawings can be     10 Nov        t1",
        "        ready before the board meets in March; she laughed a",
        "        lot.",
    ]


def test_what_the_settings_end_with_stands_in_lines_too(anna: Program) -> None:
    anna("config", "set", "brand.promise", "You hear from me first.")
    anna("config", "set", "brand.guidelines", "Listen. Say it back.")
    assert anna("brief", "anna").out.splitlines()[-2:] == [
        "brand\tyour promise\tYou hear from me first.\t\t\t",
        "brand\tyour guidelines\tListen. Say it back.\t\t\t",
    ]
    assert anna("brief", "anna", "--json").json["brand"] == {
        "promise": "You hear from me first.",
        "guidelines": "Listen. Say it back.",
    }
    # They are nothing to have in mind of this person.
    assert anna("brief", "anna", "--count").out == "1\n"


def test_lines_leave_nothing_out(known: Program) -> None:
    lines = known("brief", "anna").out.splitlines()
    assert lines[0] == "section\tkind\ttext\ton\tid\tref"
    assert lines[1] == "effort\tbroken\tthe offer\t2026-11-01\t1\tp1"
    assert lines[-1] == "respect\tmoved up\tfrom customer: third project\t2026-10-08\t\t"
    assert known("brief", "anna", "--count").out == "15\n"


def test_json_has_the_three_groups(known: Program) -> None:
    found = known("brief", "anna", "--json").json
    assert (found["person"], found["name"], found["brand"]) == ("anna", "Anna Karenina", {})
    assert [each["what"] for each in found["effort"]["promises"]] == ["the offer", "the floor plans"]
    assert [each["what"] for each in found["effort"]["promised_last"]] == ["a book"]
    assert [each["text"] for each in found["mindfulness"]["facts"]] == ["faster invoices", "her son plays goalkeeper"]
    assert [each["what"] for each in found["mindfulness"]["rituals"]] == ["Friday call"]
    respect = found["respect"]
    assert (respect["preferred_channel"], respect["rung"], respect["circle"]) == ("call", "client", "close")
    assert (respect["last_move"]["from"], respect["last_move"]["why"], respect["ease_off"]) == (
        "customer", "third project", None,
    )  # fmt: skip


def test_as_of_a_day_nothing_later_is_known(known: Program) -> None:
    found = known("--today", "2026-10-06", "brief", "anna", "--json").json
    assert [each["state"] for each in found["effort"]["promises"]] == ["open", "open", "open"]
    assert found["effort"]["promised_last"] == []
    assert (found["mindfulness"]["rituals"], found["respect"]["feedback"], found["respect"]["preferences"]) == (
        [],
        [],
        [],
    )
    assert (found["respect"]["rung"], found["respect"]["last_move"]) == ("customer", None)
    before = known("--today", "2026-09-30", "brief", "anna", "--json").json
    assert (before["last_touch_on"], before["mindfulness"]["touchpoints"]) == (None, [])


def test_years_of_history_are_one_screen(anna: Program) -> None:
    for number in range(1, 13):
        day = f"2026-10-{number:02}"
        facts = ("--need", f"need {number}", "--challenge", f"challenge {number}", "--life", f"life {number}")
        anna("log", "anna", "x" * 300, "--on", day, *facts)
        anna("promise", "add", "anna", f"draft {number}", "--by", "2026-12-01", "--on", day)
        anna("feedback", "hear", "anna", f"too slow {number}", "--kind", "criticism", "--on", day)
        anna("fact", "add", "anna", "preference", f"preference {number}", "--on", day)
    for name in ("promise", "guidelines", "values"):
        anna("config", "set", f"brand.{name}", "a line")
    page = shown(anna, "brief", "anna")
    # Of 40 lines the shell's prompt takes one or two.
    assert len(page) == 38
    assert max(map(len, page)) <= 80
    # What matters most is there: the newest of each kind, how the last three went.
    assert [line.split()[1:3] for line in page if line.startswith(("need", "challenge", "life"))][:3] == [
        ["need", "12"], ["challenge", "12"], ["life", "12"],
    ]  # fmt: skip
    assert sum(line.startswith("touch") for line in page) == 3
    assert [line for line in page if line.startswith("  and")] == [
        "  and 6 more: custlove show anna",
        "  and 33 more: custlove show anna",
        "  and 20 more: custlove show anna",
    ]


@pytest.mark.parametrize("words", [30, 90])
def test_an_ending_of_many_lines_leaves_it_one_screen(anna: Program, words: int) -> None:
    for number in range(1, 13):
        day = f"2026-10-{number:02}"
        anna("log", "anna", f"talk {number}", "--on", day, "--need", f"need {number}")
        anna("promise", "add", "anna", f"draft {number}", "--by", "2026-12-01", "--on", day)
        anna("feedback", "hear", "anna", f"too slow {number}", "--kind", "criticism", "--on", day)
    anna("config", "set", "brand.promise", "You hear from me before you have to ask.")
    anna("config", "set", "brand.guidelines", " ".join(["listen"] * words))
    page = shown(anna, "brief", "anna")
    assert len(page) <= 38
    assert sum(line.startswith("touch") for line in page) == 3


def test_the_exit_code_says_at_a_terminal_too_that_there_is_something(known: Program) -> None:
    for command in ("brief", "show"):
        known(command, "anna", "--exit-code", tty=True, code=1)


def test_several_people_and_what_they_have_in_common(known: Program) -> None:
    known("person", "add", "Stiva Oblonsky", "--as", "stiva", "--org", "Oblonsky & Co", "--on", "2026-10-01")
    known("log", "anna,stiva", "Lunch for three", "--on", "2026-11-02")
    found = known("brief", "anna", "stiva", "--json").json
    assert [each["person"] for each in found["people"]] == ["anna", "stiva"]
    assert found["common"]["organisation"] == "Oblonsky & Co"
    assert [each["text"] for each in found["common"]["touchpoints"]] == ["Lunch for three"]
    assert known("brief", "--org", "Oblonsky", "--json").json == found
    assert shown(known, "brief", "anna,stiva")[-3:] == [
        "In common  2",
        "organisation  Oblonsky & Co",
        "together      Lunch for three  2 Nov  t2",
    ]
    lines = known("brief", "anna", "stiva").out.splitlines()
    assert lines[1].startswith("anna effort\tbroken")
    assert lines[-1] == "common\ttogether\tLunch for three\t2026-11-02\t2\tt2"
    # Before that lunch they had not met.
    assert known("--today", "2026-11-01", "brief", "anna", "stiva", "--json").json["common"]["touchpoints"] == []


def test_ease_off_is_respect(anna: Program) -> None:
    for day in ("01", "02", "03"):
        anna("log", "anna", "hello?", "--out", "--on", f"2026-11-{day}")
    found = anna("brief", "anna", "--json").json["respect"]["ease_off"]
    assert (found["unanswered"], found["person"]) == (3, "anna")
    assert any(line.startswith("ease off") for line in shown(anna, "brief", "anna"))


def test_nobody_is_nobody(anna: Program, refused: Refusal) -> None:
    refused("brief", code=2)
    refused("brief", "boris", code=3)
    assert shown(anna, "brief", "anna")[-1].startswith("stands")
