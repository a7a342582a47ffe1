"""What is owed today: the sections, their order, what each line says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custlove.render import today as render
from tests.conftest import NOW, Program, written_once

SECTIONS = [
    "today", "broken_promises", "promises_due", "overdue_follow_ups", "follow_ups_due", "open_feedback",
    "open_mistakes", "left_low", "rituals", "days", "gone_quiet", "ease_off", "asks", "intentions", "inbox", "weekly",
    "returns", "moves", "never_in_touch"
]  # fmt: skip

QUIET = ("person", "name", "last_touch_on", "every_days", "days_quiet", "lateness")


@pytest.fixture
@written_once
def owed(anna: Program) -> Program:
    """Something in every section that exists so far; Anton has gone quiet."""
    anna(
        "person", "add", "Anton Tschechow", "--as", "anton", "--birthday", "1960-11-29", "--every", "month",
        "--on", "2026-09-20",
    )  # fmt: skip
    anna("log", "anna", "call", "--on", "2026-10-01")
    for what, by, more in (
        ("theirs, broken long ago", "2026-10-01", ("--theirs",)),
        ("mine, broken", "2026-11-20", ()),
        ("due today", "2026-11-22", ()),
        ("to come", "2026-11-26", ()),
        ("kept", "2026-11-10", ()),
    ):
        anna("promise", "add", "anna", what, "--by", by, "--on", "2026-09-25", *more)
    anna("promise", "keep", "5", "--on", "2026-11-09")
    coming_back = {"overdue": "2026-11-15", "due today": "2026-11-22", "put off": "2026-11-01", "to come": "2026-11-24"}
    for why, due in coming_back.items():
        anna("followup", "add", "anton", due, why, "--on", "2026-10-21")
    anna("followup", "snooze", "3", "2026-11-25", "--on", "2026-11-02")
    anna("feedback", "hear", "anna", "lovely", "--kind", "praise", "--on", "2026-11-01")
    anna("feedback", "hear", "anna", "too late", "--kind", "criticism", "--on", "2026-11-20")
    anna("feedback", "hear", "anna", "said back", "--kind", "criticism", "--on", "2026-11-19")
    anna("feedback", "confirm", "3", "--on", "2026-11-19")
    return anna


def test_the_sections_and_their_order(owed: Program) -> None:
    today = owed("today", "--json").json
    assert list(today) == SECTIONS
    assert today["today"] == "2026-11-22"
    found = {key: [_what(each) for each in rows] for key, rows in today.items() if isinstance(rows, list)}
    assert (today["inbox"], today["weekly"], today["moves"]) == (0, None, [])
    assert found == {
        "broken_promises": ["mine, broken", "theirs, broken long ago"],
        "promises_due": ["due today"],
        "overdue_follow_ups": ["overdue"],
        "follow_ups_due": ["due today"],
        "open_feedback": ["too late", "said back", "lovely"],
        "open_mistakes": [],
        "left_low": [],
        "rituals": [],
        "days": ["birthday"],
        "gone_quiet": ["anton"],
        "ease_off": [],
        "asks": [],
        "intentions": [],
        "returns": [],
        "moves": [],
    }


def test_an_ask_that_waits_for_two_weeks_is_shown_until_one_may_ask_again(anna: Program) -> None:
    anna("feedback", "ask", "anna", "how was it?", "--on", "2026-11-08")
    [ask] = anna("today", "--json").json["asks"]
    assert (ask["person"], ask["text"], ask["on"], ask["days_waiting"]) == ("anna", "how was it?", "2026-11-08", 14)
    assert "asks\tanna\tAnna Karenina\thow was it?\t2026-11-08\t14\t1\ta1\n" in anna("today").out
    assert (
        "Asked, no answer yet  1   custlove feedback ask|hear WHO, done REF"
        in anna("--no-color", "today", tty=True).out
    )
    asked = [len(anna("--today", day, "today", "--json").json["asks"]) for day in (
        "2026-11-21", "2026-11-22", "2027-05-08", "2027-05-09",
    )]  # fmt: skip
    assert asked == [0, 1, 1, 0]
    # Asked once more, the wait begins anew; an answer ends it.
    anna("feedback", "ask", "anna", "once more", "--on", "2026-11-22")
    assert anna("today", "--json").json["asks"] == []
    anna("feedback", "hear", "anna", "well", "--kind", "praise", "--on", "2026-11-22")
    later = anna("--today", "2026-12-06", "today", "--json").json["asks"]
    assert [each["text"] for each in later] == ["once more"]
    anna("feedback", "hear", "anna", "very well", "--kind", "praise", "--on", "2026-11-22")
    assert anna("--today", "2026-12-06", "today", "--json").json["asks"] == []


def test_nobody_at_arms_length_is_waited_for(anna: Program) -> None:
    anna("feedback", "ask", "anna", "--on", "2026-11-01")
    anna("person", "edit", "anna", "--circle", "arms-length")
    assert anna("today", "--json").json["asks"] == []


def test_on_mondays_one_line_points_to_other_reports(anna: Program) -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    anna("person", "add", "Bela", "--rung", "prospect")
    anna("purchase", "add", "bela", "100", "--on", "2026-11-20")
    assert anna("today", "--json", now=monday).json["weekly"] == {"suggestions": 1, "lapsed": 0, "feedback_due": 0}
    line = "For a quiet hour this week: custlove ladder suggest (1)\n"
    assert anna("today", now=monday).err.endswith(line)
    assert anna("--no-color", "today", tty=True, now=monday).out.endswith(line)
    # It is nothing that needs you.
    assert "quiet hour" not in anna("remind", now=monday).out
    anna("log", "anna", "a call")
    assert (anna("remind", now=monday).out, anna("today", "--exit-code", now=monday).code) == ("", 0)
    assert "quiet hour" not in anna("today").err
    anna("purchase", "remove", "1")
    assert anna("today", "--json", now=monday).json["weekly"] is None
    assert "quiet hour" not in anna("today", now=monday).err


def _what(each: dict[str, Any]) -> Any:
    return each.get("what") or each.get("why") or each.get("text") or each["person"]


def test_every_line_in_a_pipe(owed: Program) -> None:
    assert owed("today").out.splitlines() == [
        "section\tperson\tname\twhat\ton\tdays\tid\tref",
        "broken_promises\tanna\tAnna Karenina\tmine, broken\t2026-11-20\t2\t2\tp2",
        "broken_promises\tanna\tAnna Karenina\ttheirs: theirs, broken long ago\t2026-10-01\t52\t1\tp1",
        "promises_due\tanna\tAnna Karenina\tdue today\t2026-11-22\t0\t3\tp3",
        "overdue_follow_ups\tanton\tAnton Tschechow\toverdue\t2026-11-15\t7\t1\tf1",
        "follow_ups_due\tanton\tAnton Tschechow\tdue today\t2026-11-22\t0\t2\tf2",
        "open_feedback\tanna\tAnna Karenina\tcriticism: too late\t2026-11-20\t2\t2\tb2",
        "open_feedback\tanna\tAnna Karenina\tcriticism: said back\t2026-11-19\t3\t3\tb3",
        "open_feedback\tanna\tAnna Karenina\tpraise: lovely\t2026-11-01\t21\t1\tb1",
        "days\tanton\tAnton Tschechow\tbirthday, turns 66\t2026-11-29\t7\t\t",
        "gone_quiet\tanton\tAnton Tschechow\tevery 30 days, quiet for 63\t\t63\t\t",
    ]


def _shown(program: Program, *arguments: str, lines: int) -> list[str]:
    shown = program("--no-color", "today", *arguments, tty=True, env={"LINES": str(lines)}).out.splitlines()
    return [line.rstrip() for line in shown]


def test_on_a_small_screen_each_section_keeps_a_line(owed: Program) -> None:
    assert _shown(owed, lines=16) == [
        "Sun 22 Nov 2026",
        "Broken promises  2   custlove done|snooze REF, mistake add --promise REF",
        "Anna Karenina    mine, broken                     20 Nov, 2 days late  p2",
        "Anna Karenina    theirs: theirs, broken long ago  1 Oct, 52 days late  p1",
        "Promises due  1   custlove done|snooze REF",
        "Anna Karenina    due today                        today                p3",
        "Overdue follow-ups  1   custlove log WHO, done|snooze REF",
        "Anton Tschechow  overdue                          15 Nov, 7 days late  f1",
        "Follow-ups due  1   Anton Tschechow · due today · today · f2",
        "Feedback to answer  3   Anna Karenina · criticism: too…   custlove feedback list",
        "Days to remember  1   Anton Tschechow · birthday, turns 66 · 29 Nov, in 7 days",
        "Gone quiet  1   Anton Tschechow · every 30 days, quiet for 63 · never in touch",
        "",
        "10 things: 2 broken, 1 promise, 1 overdue, 1 due, 3 feedback, 1 day, 1 quiet",
    ]
    whole = _shown(owed, lines=100)
    assert _shown(owed, "--all", lines=16) == whole
    assert "more" not in " ".join(whole)
    # What stands in a pipe is never cut.
    assert owed("today", "--plain", tty=True, env={"LINES": "5"}).out == owed("today").out


def test_the_commands_for_the_rest_keep_to_what_was_asked(owed: Program) -> None:
    for number in range(20):
        owed("promise", "add", "anna", f"page {number}", "--by", "2026-11-25")
    asked = ("--today", "2026-11-24", "--no-color", "today", "--ahead", "2d", "--only", "promises")
    shown = owed(*asked, tty=True, columns=100, env={"LINES": "9"}).out
    assert "\n  and 20 more: custlove --today 2026-11-24 today --ahead 2d --only promises --all\n" in shown
    assert len(shown.splitlines()) <= 7


def test_one_section_or_several(owed: Program) -> None:
    lines = owed("today").out.splitlines()
    wanted = [line for line in lines[1:] if line.startswith(("broken_promises", "gone_quiet"))]
    assert owed("today", "--only", "broken,quiet").out.splitlines() == [lines[0], *wanted]
    found = owed("today", "--only", "quiet", "--only", "broken", "--json").json
    assert list(found) == SECTIONS
    assert [key for key, value in found.items() if value] == ["today", "broken_promises", "gone_quiet"]
    owed("today", "--only", "low", "--exit-code")
    owed("today", "--only", "days", "--exit-code", code=1)
    assert owed("today", "--only", "low").err == "Nothing of this is due.\n"
    said = owed("today", "--only", "late", code=2).err
    assert "broken, promises, overdue, due, feedback, mistakes, low, rituals, days, quiet, ease-off" in said


def test_one_person(owed: Program) -> None:
    lines = owed("today").out.splitlines()
    assert owed("today", "--who", "Anton").out.splitlines() == [
        lines[0],
        *(each for each in lines if "\tanton\t" in each),
    ]
    assert owed("today", "anton", "--count").out == "4\n"
    assert owed("today", "anton", "--json").json["broken_promises"] == []


def test_all_that_concerns_one_person_together(owed: Program) -> None:
    lines = owed("today").out.splitlines()
    of_anna, of_anton = ([line for line in lines if f"\t{each}\t" in line] for each in ("anna", "anton"))
    assert owed("today", "--by-person").out.splitlines() == [lines[0], *of_anna, *of_anton]
    found = owed("today", "--by-person", "--json").json
    assert list(found) == ["today", "people"]
    assert [(each["person"], each["name"], len(each["things"])) for each in found["people"]] == [
        ("anna", "Anna Karenina", 6),
        ("anton", "Anton Tschechow", 4),
    ]
    first = found["people"][1]["things"][0]
    assert (first["section"], first["what"], first["on"], first["days"]) == (
        "overdue_follow_ups",
        "overdue",
        "2026-11-15",
        7,
    )
    assert _shown(owed, "--by-person", lines=16) == [
        "Sun 22 Nov 2026",
        "",
        "Anna Karenina  6   custlove brief anna",
        "broken     mine, broken                     20 Nov, 2 days late  p2",
        "broken     theirs: theirs, broken long ago  1 Oct, 52 days late  p1",
        "promise    due today                        today                p3",
        "  and 3 more: custlove today anna",
        "",
        "Anton Tschechow  4   custlove brief anton",
        "overdue    overdue                          15 Nov, 7 days late  f1",
        "follow up  due today                        today                f2",
        "  and 2 more: custlove today anton",
        "",
        "10 things: 2 broken, 1 promise, 1 overdue, 1 due, 3 feedback, 1 day, 1 quiet",
    ]


def test_what_falls_due_in_the_days_ahead(owed: Program) -> None:
    for ahead, promises, follow_ups in (
        ("1d", ["due today"], ["due today"]),
        ("2 days", ["due today"], ["due today", "to come"]),
        ("3d", ["due today"], ["put off", "due today", "to come"]),
        ("7d", ["due today", "to come"], ["put off", "due today", "to come"]),
        ("friday", ["due today", "to come"], ["put off", "due today", "to come"]),
    ):
        today = owed("today", "--ahead", ahead, "--json").json
        assert [each["what"] for each in today["promises_due"]] == promises
        assert [each["why"] for each in today["follow_ups_due"]] == follow_ups
        assert [each["what"] for each in today["broken_promises"]] == ["mine, broken", "theirs, broken long ago"]


def test_birthdays_are_told_a_week_ahead_or_as_far_as_asked(anna: Program) -> None:
    for name, birthday in (("Bela", "11-22"), ("Dora", "11-29"), ("Emil", "2000-11-30"), ("Fay", "2004-02-29")):
        anna("person", "add", name, "--birthday", birthday)
    assert [(each["person"], each["in_days"], each["turns"]) for each in anna("today", "--json").json["days"]] == [
        ("bela", 0, None),
        ("dora", 7, None),
    ]
    far = anna("today", "--ahead", "100d", "--json").json["days"]
    assert [(each["person"], each["on"], each["in_days"], each["turns"]) for each in far[2:]] == [
        ("emil", "2026-11-30", 8, 26),
        ("fay", "2027-02-28", 98, 23),
    ]
    leap = anna("--today", "2028-02-28", "today", "--json").json["days"]
    assert [(each["person"], each["on"]) for each in leap] == [("fay", "2028-02-29")]


def test_at_arms_length_nothing_is_suggested_but_what_is_owed_counts(anna: Program) -> None:
    anna("person", "edit", "anna", "--circle", "arms-length", "--birthday", "11-23")
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-20", "--on", "2026-11-01")
    today = anna("today", "--json").json
    assert (today["gone_quiet"], today["days"]) == ([], [])
    assert [each["what"] for each in today["broken_promises"]] == ["the offer"]


def test_of_archived_people_only_what_is_owed(anna: Program) -> None:
    anna("person", "edit", "anna", "--birthday", "11-23")
    anna("followup", "add", "anna", "2026-11-20", "call", "--on", "2026-11-01")
    anna("person", "archive", "anna", "--on", "2026-11-21")
    today = anna("today", "--json").json
    assert (today["gone_quiet"], today["days"]) == ([], [])
    assert [each["why"] for each in today["overdue_follow_ups"]] == ["call"]
    before = anna("--today", "2026-11-20", "today", "--json").json
    assert [each["person"] for each in before["days"]] == ["anna"]
    assert [each["person"] for each in before["gone_quiet"]] == ["anna"]


def test_gone_quiet_by_lateness_in_periods(custlove: Program) -> None:
    for name, every, on in (
        ("Adam", "10 days", "2026-11-12"),
        ("Bela", "10 days", "2026-11-11"),
        ("Cleo", "month", "2026-08-31"),
        ("Dora", "year", "2025-11-21"),
        ("Emil", "none", "2020-01-01"),
    ):
        custlove("person", "add", name, "--every", every, "--on", on)
    found = custlove("today", "--json").json["gone_quiet"]
    assert [{name: each[name] for name in QUIET} for each in found] == [
        # Due on 30 September, the last day of a shorter month: 53 days ago, the period had 30.
        {"person": "cleo", "name": "Cleo", "last_touch_on": None, "every_days": 30, "days_quiet": 83, "lateness": 1.77},
        {"person": "bela", "name": "Bela", "last_touch_on": None, "every_days": 10, "days_quiet": 11, "lateness": 0.1},
        {
            "person": "dora",
            "name": "Dora",
            "last_touch_on": None,
            "every_days": 365,
            "days_quiet": 366,
            "lateness": 0.0,
        },
    ]


def test_nothing_due_and_nothing_to_come(custlove: Program) -> None:
    custlove("person", "add", "Anna", "--every", "none")
    assert custlove("today", tty=True, env={"NO_COLOR": "1"}).out == (
        "Sun 22 Nov 2026\nNothing is due. Everybody is well looked after.\n"
    )
    said = custlove("today")
    assert said.out == "section\tperson\tname\twhat\ton\tdays\tid\tref\n"
    assert said.err == "Nothing is due. Everybody is well looked after.\n"


def test_an_empty_journal_says_how_to_begin(anna: Program) -> None:
    begin = 'Nobody is in the journal yet. Begin with: custlove person add "Anna Karenina"\n'
    before = ("--today", "2026-08-01", "today")
    assert anna(*before, tty=True, env={"NO_COLOR": "1"}).out == f"Sat 1 Aug 2026\n{begin}"
    assert anna(*before).err == begin
    assert anna("--today", "2026-09-02", "today").err == "Nothing is due. Everybody is well looked after.\n"


@pytest.mark.parametrize(
    ("commands", "day", "coming"),
    [
        (
            [("promise", "add", "anna", "the offer", "--by", "friday")],
            None,
            "Anna (the offer), Fri 27 Nov 2026, in 5 days",
        ),
        (
            [("promise", "add", "anna", "b", "--by", "+9d"), ("followup", "add", "anna", "+8d", "a")],
            None,
            "Anna (a), Mon 30 Nov 2026, in 8 days",
        ),
        # What was put off comes when it was put off to.
        (
            [
                ("followup", "add", "anna", "2026-11-20", "put off", "--on", "2026-11-01"),
                ("followup", "snooze", "1", "+2d"),
                ("followup", "add", "anna", "+1d", "put off too"),
                ("followup", "snooze", "2", "+4d"),
                ("promise", "add", "anna", "p", "--by", "+3d"),
            ],
            None,
            "Anna (put off), Tue 24 Nov 2026, in 2 days",
        ),
        # Whatever its kind: a ritual, a day that matters, a birthday, the step of a mistake.
        (
            [
                ("ritual", "add", "anna", "the call", "--every", "4 weeks", "--from", "2026-12-02"),
                ("promise", "add", "anna", "p", "--by", "2026-12-03"),
            ],
            None,
            "Anna (the call), Wed 2 Dec 2026, in 10 days",
        ),
        (
            [
                ("day", "add", "anna", "their launch", "2020-12-20"),
                ("ritual", "add", "anna", "the call", "--every", "4 weeks", "--from", "2027-06-01"),
            ],
            None,
            "Anna (their launch), Sun 20 Dec 2026, in 28 days",
        ),
        (
            [("person", "edit", "anna", "--birthday", "1980-11-10"), ("promise", "add", "anna", "p", "--by", "+1y")],
            None,
            "Anna (birthday), Wed 10 Nov 2027, in 353 days",
        ),
        (
            [("day", "add", "anna", "the fair", "2029-05-01", "--once")],
            None,
            "Anna (the fair), Tue 1 May 2029, in 891 days",
        ),
        (
            [
                ("mistake", "add", "anna", "a wrong bill"),
                ("followup", "add", "anna", "+2d", "call"),
            ],
            None,
            "Anna (own it: a wrong bill), Mon 23 Nov 2026, tomorrow",
        ),
        # Of one day what is promised comes first.
        (
            [
                ("day", "add", "anna", "their launch", "2020-12-20"),
                ("promise", "add", "anna", "p", "--by", "2026-12-20"),
            ],
            None,
            "Anna (p), Sun 20 Dec 2026, in 28 days",
        ),
        # A ritual that is paused does not come, nor the birthday of somebody at arm's length.
        (
            [
                ("ritual", "add", "anna", "the call", "--every", "4 weeks", "--from", "2026-12-02"),
                ("ritual", "pause", "1"),
                ("person", "add", "Bela", "--every", "none", "--birthday", "1980-12-01", "--circle", "arms-length"),
                ("promise", "add", "anna", "p", "--by", "2026-12-03"),
            ],
            None,
            "Anna (p), Thu 3 Dec 2026, in 11 days",
        ),
        # As of an earlier day, what was settled or moved since is still to come.
        (
            [
                ("promise", "add", "anna", "kept since", "--by", "2026-11-10", "--on", "2026-11-01"),
                ("promise", "keep", "1", "--on", "2026-11-05"),
            ],
            "2026-11-02",
            "Anna (kept since), Tue 10 Nov 2026, in 8 days",
        ),
        (
            [
                ("promise", "add", "anna", "moved since", "--by", "2026-11-12", "--on", "2026-11-01"),
                ("promise", "move", "1", "--to", "2026-11-30", "--on", "2026-11-11"),
                ("promise", "add", "anna", "another", "--by", "2026-11-20", "--on", "2026-11-01"),
            ],
            "2026-11-10",
            "Anna (moved since), Thu 12 Nov 2026, in 2 days",
        ),
    ],
)
def test_the_next_thing_coming(
    custlove: Program, commands: list[tuple[str, ...]], day: str | None, coming: str
) -> None:
    custlove("person", "add", "Anna", "--every", "none", "--on", "2026-01-01")
    for command in commands:
        custlove(*command)
    asked = () if day is None else ("--today", day)
    assert custlove(*asked, "today").err == f"Nothing is due. Next: {coming}.\n"


def test_criticism_waits_by_the_hour(anna: Program) -> None:
    anna("feedback", "hear", "anna", "late", "--kind", "criticism")
    for hours, overdue in ((23, False), (24, True)):
        found = anna("today", "--json", now=NOW + timedelta(hours=hours)).json["open_feedback"][0]
        assert (found["hours_open"], found["overdue"]) == (hours, overdue)


def test_the_day_turns_at_the_users_own_midnight(anna: Program) -> None:
    anna("promise", "add", "anna", "the offer", "--by", "today")
    # 23:30 and 00:30 in Berlin are 22:30 and 23:30 in UTC.
    late = NOW.replace(hour=22, minute=30)
    assert anna("today", "--json", now=late).json["promises_due"] != []
    assert anna("today", "--json", now=late + timedelta(hours=1)).json["broken_promises"] != []


def _without_cadence(custlove: Program, *rungs: str) -> Program:
    for rung in rungs:
        custlove("config", "set", f"cadence.{rung}", "none")
    return custlove


def _in_touch(custlove: Program, name: str, *days: str, rung: str = "customer", every: str = "") -> None:
    custlove("person", "add", name, "--on", days[0], *(("--every", every) if every else ()))
    for day in days:
        custlove("log", name, "called them", "--on", day)
    custlove("ladder", "move", name, rung, "--why", "so it is", "--on", days[-1], "--anyway")


def _quiet(custlove: Program, *when: str) -> list[str]:
    return [each["person"] for each in custlove(*when, "today", "--json").json["gone_quiet"]]


def test_without_a_cadence_those_have_gone_quiet_who_were_in_touch_and_no_longer_are(custlove: Program) -> None:
    _without_cadence(custlove, "customer")
    # Four times, 30 days apart: gone when away + 10 - 60 is above 150. 19 February was 276 days ago.
    _in_touch(custlove, "Anna", "2025-11-21", "2025-12-21", "2026-01-20", "2026-02-19")
    # The same, up to 5 May, 201 days ago, and 6 May, 200 days ago.
    _in_touch(custlove, "Bela", "2026-02-04", "2026-03-06", "2026-04-05", "2026-05-05")
    _in_touch(custlove, "Cleo", "2026-02-05", "2026-03-07", "2026-04-06", "2026-05-06")
    # Too few to have a habit.
    _in_touch(custlove, "Dora", "2025-01-06", "2025-02-05")
    found = custlove("today", "--json").json["gone_quiet"]
    assert [{name: each[name] for name in QUIET} for each in found] == [
        # 226 and 151 are above 150, by 76 and by 1.
        {
            "person": "anna",
            "name": "Anna",
            "last_touch_on": "2026-02-19",
            "every_days": None,
            "days_quiet": 276,
            "lateness": 0.51,
        },
        {
            "person": "bela",
            "name": "Bela",
            "last_touch_on": "2026-05-05",
            "every_days": None,
            "days_quiet": 201,
            "lateness": 0.01,
        },
    ]
    assert [line for line in custlove("today").out.splitlines() if line.startswith("gone_quiet")] == [
        "gone_quiet\tanna\tAnna\tno cadence, quiet for 276\t2026-02-19\t276\t\t",
        "gone_quiet\tbela\tBela\tno cadence, quiet for 201\t2026-05-05\t201\t\t",
    ]
    assert _quiet(custlove, "--today", "2026-11-23") == ["anna", "bela", "cleo"]


def test_without_a_cadence_nobody_is_told_of_who_is_not_to_be(custlove: Program) -> None:
    _without_cadence(custlove, "customer", "client")
    days = ("2024-01-10", "2024-02-10", "2024-03-10")
    _in_touch(custlove, "Anna", *days)
    _in_touch(custlove, "Bela", *days, every="none")
    _in_touch(custlove, "Cleo", *days, rung="toxic")
    _in_touch(custlove, "Dora", *days)
    custlove("person", "edit", "dora", "--circle", "arms-length")
    _in_touch(custlove, "Emil", *days)
    custlove("person", "archive", "emil")
    _in_touch(custlove, "Fred", *days, rung="client")
    # A cadence that is set says so before.
    _in_touch(custlove, "Greta", *days, every="10 years")
    assert sorted(_quiet(custlove)) == ["anna", "fred"]


def test_without_a_cadence_letters_of_yours_do_not_hide_their_silence(custlove: Program) -> None:
    """The mean of two clocks: all contacts, and theirs alone."""
    _without_cadence(custlove, "customer")
    _in_touch(custlove, "Anna", "2025-06-01", "2025-07-01", "2025-08-01")
    custlove("log", "anna", "a letter", "--out", "--on", "2026-05-01")
    custlove("log", "anna", "a letter", "--out", "--on", "2026-06-01")
    (found,) = custlove("today", "--json").json["gone_quiet"]
    assert (found["person"], found["days_quiet"], found["last_from_them_on"]) == ("anna", 174, "2025-08-01")
    # On 18 July: (47 + 31 / 3 - 69.66 + 351 + 31 / 3 - 47.55) / 2, while one clock says -12.
    assert _quiet(custlove, "--today", "2026-07-17") == []
    assert _quiet(custlove, "--today", "2026-07-18") == ["anna"]


def test_without_a_cadence_nothing_later_counts(custlove: Program) -> None:
    _without_cadence(custlove, "customer")
    _in_touch(custlove, "Anna", "2025-01-10", "2025-02-09", "2025-03-11")
    custlove("log", "anna", "called at last", "--on", "2026-11-20")
    assert _quiet(custlove) == []
    # Away + 10 - 47.5 is above 150 from 188 days on: 15 September 2025.
    assert _quiet(custlove, "--today", "2025-09-14") == []
    assert _quiet(custlove, "--today", "2025-09-15") == ["anna"]
    assert _quiet(custlove, "--today", "2026-11-19") == ["anna"]


def test_every_hint_has_room_on_80_columns() -> None:
    for kind in render.BY_SECTION.values():
        assert len(f"{kind.title}  99   {kind.hint}") <= 80
