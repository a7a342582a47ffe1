"""Moments that come again."""

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def call(anna: Program) -> Program:
    """r1, a call every second Friday since 9 October: 23 October, 6 and 20 November, 4 December; Anton is there too."""
    anna("person", "add", "Anton Tschechow", "--as", "anton", "--every", "none", "--on", "2026-09-01")
    anna("ritual", "add", "anna", "the Friday call", "--every", "2 weeks", "--on", "friday", "--from", "2026-10-09")
    return anna


def ritual(program: Program, today: str = "2026-11-22") -> tuple[str, str | None, int]:
    """How r1 stands: its state, its next day, how often it was missed."""
    found = next(
        each for each in program("--today", today, "ritual", "list", "--all", "--json").json if each["id"] == 1
    )
    return found["state"], found["next_on"], found["missed"]


def test_a_ritual_begins_with_the_next_day_that_fits(anna: Program) -> None:
    added = anna("ritual", "add", "anna", "the Friday call", "--every", "2 weeks", "--on", "friday")
    assert added.out == (
        "Ritual r1 with Anna Karenina, “the Friday call”, every 2 weeks on Friday: next Fri 27 Nov 2026, in 5 days.\n"
    )
    assert anna("ritual", "list", "--json").json == [
        {
            "id": 1,
            "ref": "r1",
            "person": "anna",
            "name": "Anna Karenina",
            "what": "the Friday call",
            "next_on": "2026-11-27",
            "last_kept_on": None,
            "missed": 0,
            "missed_since": None,
            "state": "coming",
            "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            "rule_in_words": "every 2 weeks on Friday",
            "starts_on": "2026-11-27",
            "added_on": "2026-11-22",
            "paused_on": None,
        }
    ]


@pytest.mark.parametrize(
    ("options", "rule", "next_on"),
    [
        (("--every", "week"), "FREQ=WEEKLY;BYDAY=SU", "2026-11-22"),
        (("--every", "friday"), "FREQ=WEEKLY;BYDAY=FR", "2026-11-27"),
        (("--every", "every other Friday"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-27"),
        (("--every", "month", "--on", "first friday"), "FREQ=MONTHLY;BYDAY=1FR", "2026-12-04"),
        (("--every", "year", "--on", "24 dec"), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "2026-12-24"),
        (
            ("--every", "year", "--on", "29 feb"),
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
            "2027-02-28",
        ),
        (("--every", "year", "--from", "in 3 weeks"), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=13", "2026-12-13"),
        (("--rule", "RRULE:FREQ=MONTHLY;BYDAY=1FR"), "FREQ=MONTHLY;BYDAY=1FR", "2026-12-04"),
        (("--rule", "freq=monthly", "--from", "2027-01-31"), "FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-31"),
    ],
)
def test_how_often_in_words_and_as_a_rule(anna: Program, options: tuple[str, ...], rule: str, next_on: str) -> None:
    added = anna("ritual", "add", "anna", "x", *options, "--json").json
    assert (added["rule"], added["next_on"]) == (rule, next_on)


@pytest.mark.parametrize(
    ("options", "code", "because"),
    [
        ((), 2, "How often? Say --every or --rule."),
        (("--every", "week", "--rule", "FREQ=DAILY"), 2, "How often?"),
        (("--every", "sometimes"), 2, '--every "sometimes" cannot be used.'),
        (("--every", "10 days", "--on", "friday"), 2, '--every "10 days" --on "friday" cannot be used.'),
        (("--every", "year", "--on", "friday"), 2, "A yearly ritual needs a day such as 24 dec."),
        (("--every", "year", "--on", "someday"), 2, "cannot be read as a day"),
        (("--rule", "FREQ=HOURLY"), 2, "FREQ=HOURLY is not one of"),
        (("--rule", "FREQ=WEEKLY", "--on", "friday"), 2, "--on goes with --every"),
        (("--rule", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), 4, "has no day in the ten years from Sun 22 Nov 2026"),
        (("--rule", "FREQ=DAILY;UNTIL=20261121"), 4, "an UNTIL may lie before that day"),
    ],
)
def test_what_is_no_rhythm_is_refused_and_the_text_given_back(
    anna: Program, refused: Refusal, options: tuple[str, ...], code: int, because: str
) -> None:
    said = refused("ritual", "add", "anna", "the Friday call", *options, code=code)
    assert because in said
    assert "Your text was: the Friday call" in said


def test_with_somebody_new(custlove: Program) -> None:
    added = custlove("ritual", "add", "Bela", "walk", "--every", "week", "--new")
    assert "Added Bela as bela." in added.err


def test_keeping_it_is_a_touchpoint_and_settles_what_was_missed(call: Program) -> None:
    assert ritual(call) == ("missed", "2026-12-04", 4)
    call("followup", "add", "anna", "2026-11-20", "ask her", "--on", "2026-11-01")
    kept = call("ritual", "keep", "anna", "call", "She laughed.", "--felt", "glad", "--channel", "video")
    assert kept.out == (
        "Kept, touchpoint t1. Ritual r1 with Anna Karenina, “the Friday call”, every 2 weeks on Friday:"
        " next Fri 4 Dec 2026, in 12 days; last kept 22 Nov. Closed follow-up f1 (ask her).\n"
    )
    touched = call("touchpoint", "list", "--json").json[0]
    assert (touched["text"], touched["felt"], touched["channel"], touched["people"]) == (
        "She laughed.",
        4,
        "video",
        ["anna"],
    )
    assert call("person", "list", "--json").json[0]["last_touch_on"] == "2026-11-22"


def test_without_a_text_it_is_the_ritual_s(call: Program) -> None:
    answer = call("ritual", "keep", "1", "--on", "2026-11-19", "--json").json
    assert (answer["touchpoint"]["text"], answer["touchpoint"]["on"]) == ("the Friday call", "2026-11-19")
    # Kept the day before: the Friday is settled.
    assert (answer["missed"], answer["next_on"], answer["last_kept_on"]) == (0, "2026-12-04", "2026-11-19")


def test_a_late_note_settles_only_what_came_before_it(call: Program) -> None:
    call("ritual", "keep", "1", "--on", "2026-10-24")
    assert ritual(call) == ("missed", "2026-12-04", 2)


def test_skipping(call: Program) -> None:
    call("ritual", "skip", "anna", "call", "--why", "she is away")
    assert ritual(call) == ("coming", "2026-12-04", 0)
    said = call("ritual", "skip", "1").out
    assert said.endswith(": next Fri 18 Dec 2026, in 26 days.\n")
    assert call("touchpoint", "list", "--json").json == []


def test_a_pause(call: Program, refused: Refusal) -> None:
    call("ritual", "keep", "1", "--on", "2026-10-09")
    paused = call("ritual", "pause", "1", "--on", "2026-10-20")
    assert paused.out.endswith(": paused since Tue 20 Oct 2026, 33 days ago; last kept 9 Oct.\n")
    assert ritual(call) == ("paused", None, 0)
    assert call("ritual", "pause", "1").out == "Ritual r1 is paused since 2026-10-20 already.\n"
    assert "To go on: custlove ritual resume 1" in refused("ritual", "skip", "1")
    assert "was paused on 2026-10-20, after 2026-10-19" in refused("ritual", "resume", "1", "--on", "2026-10-19")
    assert "paused" in call("ritual", "list").out
    call("ritual", "resume", "anna", "call", "--on", "2026-11-10")
    # What fell into the pause was not missed.
    assert ritual(call) == ("missed", "2026-12-04", 1)
    assert call("ritual", "resume", "1").out == "Ritual r1 is not paused.\n"


def test_what_is_dated_before_it_began_is_refused(call: Program, refused: Refusal) -> None:
    for verb in ("keep", "skip", "pause"):
        assert "started only on 2026-10-09" in refused("ritual", verb, "1", "--on", "2026-10-08")


def test_what_is_over_is_listed_on_demand(call: Program, refused: Refusal) -> None:
    call("ritual", "add", "anna", "two talks", "--rule", "FREQ=DAILY;COUNT=1")
    call("ritual", "keep", "anna", "talks")
    assert "two talks" not in call("ritual", "list").out
    assert call("ritual", "list", "--all", "--who", "anna", "--json").json[-1]["state"] == "over"
    assert call("ritual", "list", "--who", "anton", "--all", "--json").json == []
    assert "is over: no day is left to skip" in refused("ritual", "skip", "2")


def test_editing_begins_anew(call: Program, refused: Refusal) -> None:
    call("ritual", "edit", "1", "--text", "the Monday call")
    assert ritual(call) == ("missed", "2026-12-04", 4)
    edited = call("ritual", "edit", "anna", "monday", "--every", "week", "--on", "monday").out
    assert "“the Monday call”, every week on Monday: next Mon 23 Nov 2026, tomorrow." in edited
    assert ritual(call) == ("coming", "2026-11-23", 0)
    assert "Nothing to correct was given." in refused("ritual", "edit", "1", code=2)
    assert "--on and --from go with --every" in refused("ritual", "edit", "1", "--on", "friday", code=2)


def test_removing_leaves_the_touchpoints(call: Program, refused: Refusal) -> None:
    call("ritual", "keep", "1")
    assert call("ritual", "remove", "anna", "call").out.startswith("Removed: Ritual r1 with Anna Karenina")
    assert call("ritual", "list", "--all", "--json").json == []
    assert [each["text"] for each in call("touchpoint", "list", "--json").json] == ["the Friday call"]
    assert "There is no ritual r1." in refused("ritual", "keep", "1", code=3)


def test_a_touchpoint_that_is_logged_anyway_may_keep_one(call: Program, refused: Refusal) -> None:
    logged = call("log", "anton,anna", "We met at the fair", "--keeps", "call")
    assert logged.out == (
        "Touchpoint t1 with Anton Tschechow and Anna Karenina, Sun 22 Nov 2026, today."
        " It keeps ritual r1 (“the Friday call”), next Fri 4 Dec 2026, in 12 days.\n"
    )
    answer = call("log", "anna", "x", "--keeps", "#1", "--on", "2026-11-21", "--json").json
    assert answer["ritual"]["id"] == 1
    assert "Ritual r1 is with Anna Karenina, who is not in this touchpoint." in refused("log", "anton", "--keeps", "1")
    assert 'Anton Tschechow has no open ritual with "call" in it.' in refused(
        "log", "anton", "x", "--keeps", "call", code=3
    )
    call("ritual", "add", "anton", "another call", "--every", "month")
    both = refused("log", "anna,anton", "x", "--keeps", "call", code=3)
    assert "That may be r1 (the Friday call), r2 (another call)." in both
    assert 'Anna Karenina and Anton Tschechow have no open ritual with "walk" in it.' in refused(
        "log", "anna,anton", "x", "--keeps", "walk", code=3
    )


def test_a_touchpoint_that_is_gone_has_kept_nothing(call: Program) -> None:
    call("ritual", "keep", "1")
    removed = call("touchpoint", "remove", "1")
    assert removed.out.endswith(" Open again: ritual r1.\n")
    assert ritual(call) == ("missed", "2026-12-04", 4)
    call("undo")
    assert ritual(call) == ("coming", "2026-12-04", 0)


def test_a_touchpoint_of_another_day_has_kept_another_one(call: Program) -> None:
    call("ritual", "keep", "1")
    moved = call("touchpoint", "edit", "1", "--on", "2026-11-05", "--json").json
    assert moved["reopened_rituals"] == []
    # On 5 November it was the call of the 6th.
    assert ritual(call) == ("missed", "2026-12-04", 1)
    early = call("touchpoint", "edit", "1", "--on", "2026-10-01")
    assert early.out.endswith(" Open again: ritual r1.\n")
    assert ritual(call) == ("missed", "2026-12-04", 4)


def test_a_touchpoint_with_others_has_kept_nothing(call: Program) -> None:
    call("log", "anna,anton", "x", "--keeps", "1")
    assert call("touchpoint", "edit", "1", "--without", "anna", "--json").json["reopened_rituals"] == [1]
    assert ritual(call) == ("missed", "2026-12-04", 4)


@pytest.mark.parametrize(
    "command",
    [
        ("keep", "1"),
        ("skip", "1"),
        ("pause", "1"),
        ("edit", "1", "--every", "month"),
        ("remove", "1"),
        ("add", "anna", "x", "--every", "week"),
    ],
)
def test_each_can_be_undone(call: Program, command: tuple[str, ...]) -> None:
    before = call("ritual", "list", "--json").json, call("touchpoint", "list", "--json").json
    call("ritual", *command)
    assert (call("ritual", "list", "--json").json, call("touchpoint", "list", "--json").json) != before
    call("undo")
    assert (call("ritual", "list", "--json").json, call("touchpoint", "list", "--json").json) == before


def test_several_from_the_standard_input(call: Program) -> None:
    call("ritual", "add", "anton", "a walk", "--every", "week")
    numbers = call("ritual", "list", "--ids").out
    assert len(call("ritual", "keep", "-", stdin=numbers, code=0, env={}).out.splitlines()) == 2
    assert [each["missed"] for each in call("ritual", "skip", "-", "--json", stdin=numbers).json] == [0, 0]
    assert "Nothing to change" in call("ritual", "keep", "-", stdin="").err


@pytest.mark.parametrize(
    ("today", "line"),
    [
        ("2026-10-09", "Anna Karenina  the Friday call    today  r1"),
        ("2026-10-16", "Anna Karenina  the Friday call    missed once, 9 Oct  r1"),
        ("2026-11-06", "Anna Karenina  the Friday call    today, missed twice since 9 Oct  r1"),
        ("2026-11-22", "Anna Karenina  the Friday call    missed 4 times since 9 Oct  r1"),
        ("2027-12-01", "Anna Karenina  the Friday call    missed more than 20 times since 9 Oct 2026  r1"),
    ],
)
def test_today_tells_what_was_missed_in_one_line(call: Program, today: str, line: str) -> None:
    shown = call("--no-color", "--today", today, "today", tty=True, columns=100).out.splitlines()
    at = next(number for number, each in enumerate(shown) if "Rituals" in each)
    assert " ".join(shown[at + 1].split()) == " ".join(line.split())
    assert [each for each in shown if "the Friday call" in each] == [shown[at + 1]]


def test_today_tells_what_comes_up_but_of_nobody_far_away(call: Program) -> None:
    call("ritual", "skip", "1")
    ahead = call("--today", "2026-11-26", "today", "--json").json["rituals"]
    assert ahead == []
    assert [each["id"] for each in call("--today", "2026-11-27", "today", "--json").json["rituals"]] == [1]
    assert [each["id"] for each in call("today", "--ahead", "12d", "--json").json["rituals"]] == [1]
    call("person", "archive", "anna", "--on", "2026-11-22")
    assert call("today", "--ahead", "30d", "--json").json["rituals"] == []
    call("undo")
    call("person", "edit", "anna", "--circle", "arms-length")
    assert call("today", "--ahead", "30d", "--json").json["rituals"] == []


def test_show_has_it_in_its_head_and_in_its_timeline(call: Program) -> None:
    call("ritual", "keep", "1", "--on", "2026-11-20")
    call("ritual", "skip", "1", "--why", "a fair")
    call("ritual", "pause", "1")
    portrait = call("show", "anna", "--json").json
    assert [(each["kind"], each["id"], each["text"]) for each in portrait["timeline"] if "ritual" in each["kind"]] == [
        ("ritual_paused", 1, "the Friday call"),
        ("ritual_skipped", 1, "the Friday call (a fair)"),
        ("ritual_kept", 1, "the Friday call"),
        ("ritual", 1, "the Friday call (every 2 weeks on Friday)"),
    ]
    assert portrait["standing"]["rituals"][0]["state"] == "paused"
    assert "the Friday call: paused since Sun 22 Nov 2026, today" in call("show", "anna", tty=True, columns=100).out


def test_a_text_is_no_markup(call: Program) -> None:
    call("ritual", "add", "anna", "[red]\x1b[31m call", "--every", "day")
    for shown in (call("ritual", "list", tty=True), call("today", tty=True), call("show", "anna", tty=True)):
        assert "[red]" in shown.out
        assert "\x1b[31m call" not in shown.out
