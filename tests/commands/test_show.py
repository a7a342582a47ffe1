"""Everything about somebody: at a terminal, in a pipe, as an object, as of any day."""

import pytest

from tests.conftest import Program, written_once

PAGE = """\
Anna Karenina  anna  head of design · Oblonsky & Co
  rung       client since 3 Nov, close
  rhythm     every 3 weeks, last in touch 20 Nov, best by call
  your word  1 of 2 promises kept on or before their day
  they left  ▄▁█  last: delighted
  need       drawings
             one invoice a quarter
  life       son plays goalkeeper
  days       their launch, 3 years: 14 Mar 2027, in 112 days
  called     Anjuta
  reach      anna@example.org, 030 1234
  birthday   1980-03-14
  tags       vip
  notes      likes trains

Promises  2
the plan                           20 Nov, 2 days late     p1
theirs: their figures              1 Dec, in 9 days        p3

Follow-ups  1
call about the plan                snoozed until 25 Nov    f1

Feedback  1
criticism: invoices come too late  22 h late, say it back  b1

Timeline  18
20 Nov  criticism                  invoices come too late (5/10)              b1
12 Nov  follow up snoozed          call about the plan (until 2026-11-25)     f1
3 Nov   rung move                  customer to client (third order)
2 Nov   in-person, delighted, wow  Dinner at the station, she told of her     t3
                                   son and the long way home, and that she
                                   would rather have had the plan last week
                                   than this one
        promise                    their figures (theirs, due 2026-12-01)     p3
        promise                    the plan (mine, due 2026-11-20)            p1
        follow up                  call about the plan (due 2026-11-20)       f1
19 Oct  promise kept               first draft (with drawings)                p2
10 Oct  ← email, hurt              Complaint                                  t2
7 Oct   fact resolved              challenge: the archive is full (they       k3
                                   built a room)
6 Oct   fact superseded            need: one invoice a quarter (before:       k5
                                   faster invoices)
5 Oct   fact                       life: son plays goalkeeper                 k4
        fact                       challenge: the archive is full             k3
        fact                       need: drawings                             k2
        fact                       need: faster invoices                      k1
1 Oct   in-person, fine            Kick-off                                   t1
        promise                    first draft (mine, due 2026-10-20)         p2
1 Sep   rung move                  placed on customer
"""
LINES = """\
on	kind	id	channel	direction	felt	wow	text	ref
2026-11-20	criticism	1					invoices come too late (5/10)	b1
2026-11-12	follow_up_snoozed	1					call about the plan (until 2026-11-25)	f1
2026-11-03	rung_move						customer to client (third order)\t
2026-11-02	touchpoint	3	in-person	both	5	yes	Dinner at the station, she told of her son and the long way \
home, and that she would rather have had the plan last week than this one	t3
2026-11-02	promise	3					their figures (theirs, due 2026-12-01)	p3
2026-11-02	promise	1					the plan (mine, due 2026-11-20)	p1
2026-11-02	follow_up	1					call about the plan (due 2026-11-20)	f1
2026-10-19	promise_kept	2					first draft (with drawings)	p2
2026-10-10	touchpoint	2	email	in	1	no	Complaint	t2
2026-10-07	fact_resolved	3					challenge: the archive is full (they built a room)	k3
2026-10-06	fact_superseded	5					need: one invoice a quarter (before: faster invoices)	k5
2026-10-05	fact	4					life: son plays goalkeeper	k4
2026-10-05	fact	3					challenge: the archive is full	k3
2026-10-05	fact	2					need: drawings	k2
2026-10-05	fact	1					need: faster invoices	k1
2026-10-01	touchpoint	1	in-person	both	3	no	Kick-off	t1
2026-10-01	promise	2					first draft (mine, due 2026-10-20)	p2
2026-09-01	rung_move						placed on customer\t
"""


@pytest.fixture
@written_once
def known(anna: Program) -> Program:
    """Anna, known for three months."""
    anna(
        "person", "edit", "anna", "--nickname", "Anjuta", "--role", "head of design", "--email", "anna@example.org",
        "--phone", "030 1234", "--birthday", "1980-03-14", "--channel", "call", "--tag", "vip",
        "--notes", "likes trains",
    )  # fmt: skip
    anna("log", "anna", "Kick-off", "--on", "2026-10-01", "--felt", "3", "--channel", "in-person")
    anna("log", "anna", "Complaint", "--on", "2026-10-10", "--felt", "1", "--in", "--channel", "email")
    dinner = (
        "Dinner at the station, she told of her son and the long way home,"
        " and that she would rather have had the plan last week than this one"
    )
    anna("log", "anna", dinner, "--on", "2026-11-02", "--felt", "5", "--wow", "--channel", "in-person")
    anna("promise", "add", "anna", "the plan", "--by", "2026-11-20", "--on", "2026-11-02")
    anna("promise", "add", "anna", "first draft", "--by", "2026-10-20", "--on", "2026-10-01")
    anna("promise", "keep", "2", "--on", "2026-10-19", "--extra", "with drawings")
    anna("promise", "add", "anna", "their figures", "--by", "2026-12-01", "--on", "2026-11-02", "--theirs")
    anna("followup", "add", "anna", "2026-11-20", "call about the plan", "--on", "2026-11-02")
    anna("followup", "snooze", "1", "2026-11-25", "--on", "2026-11-12")
    anna(
        "feedback",
        "hear",
        "anna",
        "invoices come too late",
        "--kind",
        "criticism",
        "--score",
        "5",
        "--on",
        "2026-11-20",
    )
    anna("ladder", "move", "anna", "client", "--why", "third order", "--on", "2026-11-03")
    for kind, text in (("need", "faster invoices"), ("need", "drawings"), ("challenge", "the archive is full")):
        anna("fact", "add", "anna", kind, text, "--on", "2026-10-05")
    anna("fact", "add", "anna", "life", "son plays goalkeeper", "--on", "2026-10-05")
    anna("fact", "supersede", "1", "one invoice a quarter", "--on", "2026-10-06")
    anna("fact", "resolve", "3", "they built a room", "--on", "2026-10-07")
    anna("day", "add", "anna", "their launch", "2024-03-14")
    return anna


def test_at_a_terminal_of_80_columns(known: Program) -> None:
    shown = known("--no-color", "show", "anna", tty=True).out
    assert "".join(f"{line.rstrip()}\n" for line in shown.splitlines()) == PAGE


def test_in_a_pipe_the_timeline(known: Program) -> None:
    assert known("show", "anna").out == LINES


def test_how_things_stand(known: Program) -> None:
    standing = known("show", "anna", "--json").json["standing"]
    assert {key: standing[key] for key in ("rung", "since", "last_touch_on", "every_days", "keep_rate")} == {
        "rung": "client",
        "since": "2026-11-03",
        "last_touch_on": "2026-11-02",
        "every_days": 21,
        "keep_rate": {"kept": 1, "due": 2},
    }
    assert [(each["what"], each["by"], each["state"]) for each in standing["promises"]] == [
        ("the plan", "mine", "broken"),
        ("their figures", "theirs", "open"),
    ]
    assert [(each["why"], each["state"]) for each in standing["follow_ups"]] == [("call about the plan", "snoozed")]
    assert [(each["text"], each["overdue"]) for each in standing["feedback"]] == [("invoices come too late", True)]


def test_everything_that_happens_is_on_the_timeline(anna: Program) -> None:
    anna("log", "anna", "lunch", "--on", "2026-10-01")
    anna("promise", "add", "anna", "a", "--by", "2026-10-10", "--on", "2026-10-01")
    anna("promise", "add", "anna", "b", "--by", "2026-10-10", "--on", "2026-10-01")
    anna("promise", "move", "1", "--to", "2026-10-12", "--on", "2026-10-02", "--why", "their figures")
    anna("promise", "keep", "1", "--on", "2026-10-11", "--extra", "more")
    anna("promise", "release", "2", "--on", "2026-10-03", "--why", "no need")
    anna("followup", "add", "anna", "2026-10-05", "call", "--on", "2026-10-04")
    anna("followup", "snooze", "1", "2026-10-07", "--on", "2026-10-05")
    anna("followup", "done", "1", "--on", "2026-10-06")
    anna("feedback", "ask", "anna", "how?", "--on", "2026-10-13")
    anna("feedback", "hear", "anna", "so", "--kind", "criticism", "--on", "2026-10-14")
    anna("feedback", "confirm", "1", "so!", "--on", "2026-10-15")
    anna("feedback", "act", "1", "--on", "2026-10-16")
    anna("feedback", "thank", "1", "a card", "--on", "2026-10-17")
    anna("ladder", "move", "anna", "client", "--why", "x", "--on", "2026-10-18")
    anna("person", "archive", "anna", "--on", "2026-10-19")
    timeline = anna("show", "anna", "--json").json["timeline"]
    assert [(each["on"][5:], each["kind"], each["id"], each["text"]) for each in timeline] == [
        ("10-19", "archived", None, "put away"),
        ("10-18", "rung_move", None, "customer to client (x)"),
        ("10-17", "feedback_thanked", 1, "a card"),
        ("10-16", "feedback_acted", 1, "so"),
        ("10-15", "feedback_confirmed", 1, "so!"),
        ("10-14", "criticism", 1, "so"),
        ("10-13", "ask", 1, "how?"),
        ("10-11", "promise_kept", 1, "a (more)"),
        ("10-06", "follow_up_done", 1, "call"),
        ("10-05", "follow_up_snoozed", 1, "call (until 2026-10-07)"),
        ("10-04", "follow_up", 1, "call (due 2026-10-05)"),
        ("10-03", "promise_released", 2, "b (no need)"),
        ("10-02", "promise_moved", 1, "a: 2026-10-10 to 2026-10-12 (their figures)"),
        ("10-01", "touchpoint", 1, "lunch"),
        ("10-01", "promise", 2, "b (mine, due 2026-10-10)"),
        ("10-01", "promise", 1, "a (mine, due 2026-10-10)"),
        ("09-01", "rung_move", None, "placed on customer"),
    ]


def test_on_one_day_the_newest_first_too(anna: Program) -> None:
    anna("log", "anna", "noon", "--on", "yesterday 12:00")
    anna("log", "anna", "morning", "--on", "yesterday 08:00")
    anna("promise", "add", "anna", "p", "--by", "today", "--on", "yesterday")
    anna("promise", "keep", "1", "--on", "yesterday")
    timeline = anna("show", "anna", "--json").json["timeline"]
    kinds = [each["text"] if each["kind"] == "touchpoint" else each["kind"] for each in timeline]
    assert kinds == ["noon", "morning", "promise_kept", "promise", "rung_move"]


def test_as_of_an_earlier_day(known: Program) -> None:
    then = known("--today", "2026-10-15", "show", "anna", "--json").json
    kinds = [each["kind"] for each in then["timeline"] if not each["kind"].startswith("fact")]
    assert kinds == ["touchpoint", "touchpoint", "promise", "rung_move"]
    standing = then["standing"]
    assert (standing["rung"], standing["since"], standing["last_touch_on"]) == ("customer", "2026-09-01", "2026-10-10")
    assert [(each["what"], each["state"]) for each in standing["promises"]] == [("first draft", "open")]
    assert (standing["keep_rate"], standing["follow_ups"], standing["feedback"]) == ({"kept": 0, "due": 0}, [], [])


def test_a_long_timeline_is_cut_at_a_terminal_only(anna: Program) -> None:
    for number in range(45):
        anna("log", "anna", f"number {number}", "--felt", str(number % 5 + 1))
    assert "and 6 more: --all" in anna("show", "anna", tty=True).out
    assert "more: --all" not in anna("show", "anna", "--all", tty=True).out
    assert len(anna("show", "anna").out.splitlines()) == 47
    assert len(anna("show", "anna", "--json").json["timeline"]) == 46
    # The sparkline keeps to the newest.
    assert "▂▄▆█▁▂▄▆█▁▂▄▆█▁▂▄▆█▁▂▄▆█  last: delighted" in anna("show", "anna", tty=True).out


def test_somebody_of_whom_nothing_is_known(custlove: Program) -> None:
    custlove("person", "add", "Bela", "--every", "none")
    shown = custlove("--no-color", "show", "bela", tty=True).out
    assert [line.rstrip() for line in shown.splitlines()] == [
        "Bela  bela",
        "  rung    prospect since 22 Nov, acquaintance",
        "  rhythm  no cadence, never in touch",
        "",
        "Timeline  1",
        "22 Nov  rung move  placed on prospect",
    ]


def test_a_spreadsheet_of_the_timeline(known: Program) -> None:
    lines = known("show", "anna", "--csv").out.splitlines()
    assert lines[0] == "on,kind,id,channel,direction,felt,wow,text,ref"
    assert lines[-1] == "2026-09-01,rung_move,,,,,,placed on customer,"


def test_what_they_bought_and_whom_they_know_stands_in_the_timeline(anna: Program) -> None:
    anna("person", "add", "Boris", "--on", "2026-09-01")
    anna("purchase", "add", "anna", "120", "EUR", "a plan", "--on", "2026-10-05")
    anna("purchase", "add", "anna", "80.50", "EUR", "--on", "2026-10-12")
    anna("introduction", "add", "anna", "boris", "over lunch", "--on", "2026-10-07")
    anna("link", "add", "boris", "anna", "cousins", "--on", "2026-10-06")
    commands = {
        "anna": ("show", "anna", "--json"),
        "boris": ("show", "boris", "--json"),
        "before": ("--today", "2026-10-06", "show", "anna", "--json"),
    }
    told = {
        who: [(each["on"], each["kind"], each["id"], each["text"]) for each in anna(*command).json["timeline"]]
        for who, command in commands.items()
    }
    link = ("2026-10-06", "link", 1)
    assert told["anna"][:4] == [
        ("2026-10-12", "purchase", 2, "80.50 EUR"),
        ("2026-10-07", "introduction", 1, "sent Boris (over lunch)"),
        (*link, "knows Boris (cousins)"),
        ("2026-10-05", "purchase", 1, "120.00 EUR (a plan)"),
    ]
    assert told["boris"][:2] == [
        ("2026-10-07", "introduction", 1, "sent by Anna Karenina (over lunch)"),
        (*link, "knows Anna Karenina (cousins)"),
    ]
    assert told["before"][:2] == told["anna"][2:4]
