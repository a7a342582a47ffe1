"""Asking, hearing, saying it back, acting on it, thanking."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from custlove.context import Context
from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def heard(anna: Program) -> Program:
    """b1 criticism, b2 praise, b3 an idea; heard yesterday at nine."""
    for text, kind in (
        ("the invoices come too late", "criticism"),
        ("lovely work", "praise"),
        ("a newsletter", "idea"),
    ):
        anna("feedback", "hear", "anna", text, "--kind", kind, "--on", "yesterday 09:00")
    return anna


def test_what_was_heard_is_an_object(anna: Program) -> None:
    assert anna(
        "feedback", "hear", "anna", "the invoices come too late", "--kind", "criticism", "--score", "6",
        "--on", "2026-11-20 09:00", "--json",
    ).json == {
        "id": 1,
        "ref": "b1",
        "person": "anna",
        "name": "Anna Karenina",
        "kind": "criticism",
        "text": "the invoices come too late",
        "score": 6,
        "asked": False,
        "heard_at": "2026-11-20T09:00:00+01:00",
        "stage": "heard",
        "hours_open": 49,
        "overdue": True,
        "next_step": "say it back to them",
        "heard_on": "2026-11-20",
        "steps": [],
        "answers": None,
        "touchpoint": None,
        "allies": [],
        "answered": False,
        "act_by": None,
        "let_go_on": None,
        "let_go_why": None,
    }  # fmt: skip


def test_an_ask_is_an_object(anna: Program) -> None:
    asked = anna("feedback", "ask", "anna", "how was it?", "--channel", "call", "--on", "friday", "--json").json
    assert asked == {
        "id": 1,
        "ref": "a1",
        "person": "anna",
        "name": "Anna Karenina",
        "text": "how was it?",
        "channel": "call",
        "on": "2026-11-20",
        "answered_by": None,
        "days_waiting": 2,
        "dropped_on": None,
        "dropped_why": None,
    }
    assert anna("feedback", "ask", "Bela", "--new").out == "Asked Bela for feedback (a2), Sun 22 Nov 2026, today.\n"


def test_what_is_heard_answers_the_oldest_waiting_ask(anna: Program) -> None:
    anna("feedback", "ask", "anna", "the second", "--on", "2026-11-10")
    anna("feedback", "ask", "anna", "the first", "--on", "2026-11-01")
    anna("feedback", "ask", "bela", "another's", "--on", "2026-10-01", "--new")
    # Nothing was asked of Anna before then.
    assert (
        anna("feedback", "hear", "anna", "a", "--kind", "idea", "--on", "2026-10-31", "--json").json["asked"] is False
    )
    assert anna("feedback", "hear", "anna", "b", "--kind", "idea", "--unasked", "--json").json["asked"] is False
    said = anna("feedback", "hear", "anna", "c", "--kind", "idea")
    assert said.out == (
        "Idea b3 from Anna Karenina, “c”: heard Sun 22 Nov 2026, today; next, thank them."
        " It answers what you asked (a2).\n"
    )
    waiting = anna("feedback", "list", "--waiting", "--json").json
    assert [(each["id"], each["text"]) for each in waiting] == [(3, "another's"), (1, "the second")]
    assert anna("feedback", "hear", "anna", "d", "--kind", "praise", "--json").json["answers"] == 1
    assert anna("feedback", "hear", "anna", "e", "--kind", "praise", "--json").json["answers"] is None
    assert anna("--today", "2026-11-21", "feedback", "list", "--waiting", "--who", "anna", "--json").json != []


def test_the_whole_loop(heard: Program) -> None:
    assert heard("feedback", "confirm", "1", "you want them by the 5th").out == (
        "Criticism b1 from Anna Karenina, “the invoices come too late”:"
        " confirmed Sun 22 Nov 2026, today; next, make it right.\n"
    )
    assert heard("feedback", "act", "anna", "invoices", "they go out on the 3rd").out == (
        "Criticism b1 from Anna Karenina, “the invoices come too late”:"
        " acted Sun 22 Nov 2026, today; next, thank them.\n"
    )
    assert heard("feedback", "thank", "anna", "invoices", "-", stdin="a card\n").out == (
        "Criticism b1 from Anna Karenina, “the invoices come too late”:"
        " thanked Sun 22 Nov 2026, today; the loop is closed.\n"
    )
    closed = heard("feedback", "list", "--all", "--kind", "criticism", "--json").json[0]
    assert (closed["stage"], closed["overdue"], closed["next_step"], closed["hours_open"]) == (
        "thanked",
        False,
        None,
        25,
    )
    untold = {"agreed": None, "wanted": None}
    assert closed["steps"] == [
        {"stage": "confirmed", "on": "2026-11-22", "text": "you want them by the 5th", **untold},
        {"stage": "acted", "on": "2026-11-22", "text": "they go out on the 3rd", **untold},
        {"stage": "thanked", "on": "2026-11-22", "text": "a card", **untold},
    ]


@pytest.mark.parametrize("number", ["2", "3"])
def test_praise_and_ideas_need_only_thanks(heard: Program, number: str) -> None:
    assert heard("feedback", "thank", number, "--json").json["stage"] == "thanked"


@pytest.mark.parametrize("kind", ["praise", "idea"])
def test_a_score_up_to_six_takes_the_steps_in_order_whatever_the_kind(
    anna: Program, refused: Refusal, kind: str
) -> None:
    heard = anna("feedback", "hear", "anna", "fine, mostly", "--kind", kind, "--score", "6", "--json").json
    assert heard["next_step"] == "say it back to them"
    assert "has not been acted on yet.\nFirst: custlove feedback act 1 TEXT." in refused("feedback", "thank", "1")
    assert "has not been said back to them yet.\nFirst: custlove feedback confirm 1 TEXT." in refused(
        "feedback", "act", "1"
    )
    assert anna("feedback", "thank", "1", "--anyway", "--json").json["stage"] == "thanked"
    anna("feedback", "hear", "anna", "fine", "--kind", kind, "--score", "7")
    assert anna("feedback", "thank", "2", "--json").json["stage"] == "thanked"


def test_who_is_unhappy_comes_first_whatever_the_kind(anna: Program) -> None:
    for hour, kind, *score in (("06", "idea"), ("07", "praise", "--score", "5"), ("08", "criticism")):
        anna("feedback", "hear", "anna", kind, "--kind", kind, *score, "--on", f"today {hour}:00")
    waiting = ["praise", "criticism", "idea"]
    assert [each["kind"] for each in anna("today", "--json").json["open_feedback"]] == waiting
    assert [each["kind"] for each in anna("brief", "anna", "--json").json["respect"]["feedback"]] == waiting


def test_steps_are_skipped_on_purpose(heard: Program) -> None:
    assert heard("feedback", "act", "1", "--anyway", "--json").json["stage"] == "acted"
    heard("undo")
    assert heard("feedback", "thank", "1", "--anyway", "--json").json["stage"] == "thanked"


def test_words_stand_for_feedback(heard: Program) -> None:
    assert heard("feedback", "confirm", "anna", "too late", "--json").json["steps"][0]["text"] is None
    heard("feedback", "thank", "anna", "lovely")
    heard("feedback", "thank", "anna", "newsletter", "a “card”")
    # Only one is open now, so what follows WHO is the text.
    acted = heard("feedback", "act", "anna", "we changed it", "--json").json
    assert (acted["id"], acted["steps"][1]["text"]) == (1, "we changed it")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("hear", "anna", "x"), 2, "Say --kind criticism, --kind praise or --kind idea."),
        (("hear", "anna", "--kind", "idea"), 2, "The feedback is missing."),
        (("hear", "anna", "x", "--kind", "idea", "--score", "11"), 2, "11 is not in the range 0<=x<=10"),
        (("hear", "anna", "x", "--kind", "gossip"), 2, "'gossip' is not one of 'criticism', 'praise', 'idea'."),
        (("hear", "anna", "x", "--kind", "idea", "--on", "tomorrow"), 4, "is in the future"),
        (("hear", "bela", "x", "--kind", "idea"), 3, "To add them on the way: --new"),
        (("ask", "anna", "--on", "tomorrow"), 4, "is in the future"),
        (("act", "1"), 4, "Feedback b1 has not been said back to them yet.\nFirst: custlove feedback confirm 1 TEXT."),
        (("thank", "1"), 4, "Feedback b1 has not been acted on yet.\nFirst: custlove feedback act 1 TEXT."),
        (("confirm", "1", "--on", "2026-11-20"), 4, "Feedback b1 reached this step only on 2026-11-21."),
        (("confirm", "1", "--on", "yesterday 08:59"), 4, "Feedback b1 reached this step only on 2026-11-21."),
        (("confirm", "1", "x", "y"), 2, "Too many arguments: expected REF TEXT."),
        (("confirm", "anna", "x", "y", "z"), 2, "Too many arguments: expected WHO WORD TEXT."),
        (("confirm", "99"), 3, "There is no feedback b99.\nTheir references: custlove feedback list --all\n"),
        (("thank", "anna"), 3, "That may be b1 (the invoices come too late), b2 (lovely work), b3 (a newsletter)."),
        (("thank", "2", "--card", "--gift"), 2, "--card and --gift exclude each other.\nIt is one touchpoint."),
        (("thank", "2", "for this", "--card", "--call"), 2, "It is one touchpoint.\nYour text was: for this\n"),
        (("list", "--stats", "--kind", "praise"), 2, "--stats counts every kind."),
        (("list", "--since", "30d"), 2, "--since goes with --stats."),
        (("list", "--open", "--all"), 2, "--open, --overdue, --all, --waiting and --stats exclude each other."),
    ],
)
def test_what_is_refused(
    heard: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("feedback", *arguments, code=code)


def test_no_step_twice_and_none_back(heard: Program, refused: Refusal) -> None:
    heard("feedback", "confirm", "1")
    assert heard("feedback", "confirm", "1").out == "Feedback b1 was confirmed already, on 2026-11-22.\n"
    assert "has not been acted on yet" in refused("feedback", "thank", "1")
    heard("feedback", "act", "1")
    assert heard("feedback", "act", "1").out == "Feedback b1 was acted on already, on 2026-11-22.\n"
    heard("feedback", "thank", "1")
    for verb in ("confirm", "act", "thank"):
        told = "Feedback b1 was closed with thanks already, on 2026-11-22.\n"
        assert heard("feedback", verb, "1").out == told
        assert refused("feedback", verb, "1", "x") == f"custlove: {told}Your text was: x\n"
    heard("feedback", "act", "2")
    assert "Feedback b2 was acted on already.\nWhat is left: custlove feedback thank 2" in refused(
        "feedback", "confirm", "2"
    )


def test_a_step_without_a_time_follows_the_one_before_on_its_day(anna: Program) -> None:
    anna("feedback", "hear", "anna", "x", "--kind", "criticism", "--on", "2026-11-10 18:00")
    confirmed = anna("feedback", "confirm", "1", "--on", "2026-11-10", "--json").json
    assert (confirmed["stage"], confirmed["steps"][0]["on"]) == ("confirmed", "2026-11-10")


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ((), [4, 1, 2]),
        (("--open",), [4, 1, 2]),
        (("--all",), [4, 1, 2, 3]),
        (("--overdue",), [4, 1]),
        (("--kind", "praise"), [2]),
        (("--kind", "idea"), [4]),
        (("--kind", "idea", "--all"), [4, 3]),
        (("--who", "bela"), [4]),
    ],
)
def test_lists_oldest_first(heard: Program, arguments: tuple[str, ...], numbers: list[int]) -> None:
    heard("feedback", "thank", "3")
    heard("feedback", "hear", "bela", "so so", "--kind", "idea", "--score", "3", "--on", "2026-11-19", "--new")
    assert [each["id"] for each in heard("feedback", "list", *arguments, "--json").json] == numbers


@pytest.mark.parametrize(
    ("heard_on", "now", "hours"),
    [
        # The clocks go back on 25 October 2026 and forward on 29 March.
        ("2026-10-24 12:00", "2026-10-25", 36),
        ("2026-03-28 12:00", "2026-03-29", 34),
        ("2026-03-27 12:00", "2026-03-28", 35),
    ],
)
def test_hours_are_counted_across_the_clocks_changes(anna: Program, heard_on: str, now: str, hours: int) -> None:
    anna("feedback", "hear", "anna", "x", "--kind", "criticism", "--on", heard_on)
    found = anna("--today", now, "feedback", "list", "--json").json[0]
    # Asked about a day in the past, the moment is its last second.
    assert (found["hours_open"], found["overdue"]) == (hours, True)


def test_overdue_after_24_hours_and_not_before(anna: Program) -> None:
    anna("feedback", "hear", "anna", "x", "--kind", "criticism", "--on", "yesterday 10:31")
    anna("feedback", "hear", "anna", "y", "--kind", "idea", "--score", "6", "--on", "yesterday 10:30")
    anna("feedback", "hear", "anna", "z", "--kind", "praise", "--score", "7", "--on", "yesterday 10:30")
    found = anna("feedback", "list", "--json").json
    assert {each["text"]: (each["hours_open"], each["overdue"]) for each in found} == {
        "x": (23, False),
        "y": (24, True),
        "z": (24, False),
    }


def test_a_list_in_lines(heard: Program) -> None:
    assert heard("feedback", "list", "--kind", "criticism").out == (
        "person\tname\tkind\ttext\tscore\theard_at\tstage\thours_open\toverdue\tid\tref\n"
        "anna\tAnna Karenina\tcriticism\tthe invoices come too late\t\t2026-11-21T09:00:00+01:00\t"
        "heard\t25\tyes\t1\tb1\n"
    )


def test_what_they_do_not_agree_to_leaves_the_loop_where_it_was(heard: Program, refused: Refusal) -> None:
    said = "Criticism b1 from Anna Karenina, “the invoices come too late”: said back Sun 22 Nov 2026, today"
    for text in ("you want fewer of them", "you want them by mail"):
        assert heard("feedback", "confirm", "1", text, "--not-agreed").out == (
            f"{said}, and they did not agree; next, say it back to them.\n"
        )
    found = heard("feedback", "list", "--kind", "criticism", "--json").json[0]
    # Said back is an answer: it stays open, and is not late.
    assert (found["stage"], found["overdue"], found["answered"]) == ("heard", False, True)
    assert "not agreed yet, say it back" in heard("--no-color", "today", tty=True).out
    assert [(each["stage"], each["text"], each["agreed"]) for each in found["steps"]] == [
        ("said_back", "you want fewer of them", False),
        ("said_back", "you want them by mail", False),
    ]
    assert "  heard, said back twice  " in heard("--no-color", "feedback", "list", tty=True, columns=120).out
    assert "Feedback b1 was said back, and they have not agreed yet.\nFirst: custlove feedback confirm 1" in refused(
        "feedback", "act", "1"
    )
    assert heard("feedback", "confirm", "1", "you want them by the 5th", "--agreed").out.endswith(
        ": confirmed Sun 22 Nov 2026, today, and they agreed; next, make it right.\n"
    )
    told = [(each["kind"], each["text"]) for each in heard("show", "anna", "--json").json["timeline"]][:3]
    assert told == [
        ("feedback_confirmed", "you want them by the 5th"),
        ("feedback_said_back", "you want them by mail"),
        ("feedback_said_back", "you want fewer of them"),
    ]
    assert "was confirmed already" in refused("feedback", "confirm", "1", "again", "--not-agreed")


def test_what_was_said_back_has_its_place_in_time(heard: Program, refused: Refusal) -> None:
    heard("feedback", "confirm", "1", "so?", "--not-agreed", "--on", "2026-11-22 08:00")
    assert "reached this step only on 2026-11-22" in refused("feedback", "confirm", "1", "--on", "2026-11-21 12:00")
    assert "reached this step only on 2026-11-22" in refused("feedback", "confirm", "1", "--on", "2026-11-22 07:59")
    assert heard("--today", "2026-11-21", "feedback", "list", "--kind", "criticism", "--json").json[0]["steps"] == []


def test_a_loop_is_walked_undone_and_walked_again(heard: Program) -> None:
    steps = (
        (("confirm", "1", "no?", "--not-agreed"), "heard", 1),
        (("confirm", "1", "yes?", "--agreed"), "confirmed", 2),
        (("act", "1", "sent", "--wanted", "on time"), "acted", 3),
        (("thank", "1", "--card"), "thanked", 4),
    )
    for _ in range(2):
        seen = [("heard", 0)]
        for arguments, stage, count in steps:
            done = heard("feedback", *arguments, "--json").json
            assert (done["stage"], len(done["steps"])) == (stage, count)
            seen.append((stage, count))
        for stage, count in reversed(seen[:-1]):
            heard("undo")
            found = heard("feedback", "list", "--all", "--kind", "criticism", "--json").json[0]
            assert (found["stage"], len(found["steps"]), found["touchpoint"]) == (stage, count, None)
        assert heard("touchpoint", "list", "--json").json == []


def test_what_would_make_it_right_is_kept_in_their_words(heard: Program) -> None:
    heard("feedback", "confirm", "1")
    acted = heard("feedback", "act", "1", "out on the 3rd", "--wanted", "-", "--json", stdin="before my rent").json
    assert (acted["steps"][1]["text"], acted["steps"][1]["wanted"]) == ("out on the 3rd", "before my rent")
    assert heard("show", "anna", "--json").json["timeline"][0]["text"] == "out on the 3rd (they wanted: before my rent)"
    assert [each["id"] for each in heard("find", "rent", "--json").json] == [1]


@pytest.mark.parametrize("words", [("1",), ("anna", "invoices"), ("1", ""), ("-",)])
def test_what_they_want_is_not_yet_what_you_did(heard: Program, refused: Refusal, words: tuple[str, ...]) -> None:
    heard("feedback", "confirm", "1")
    if words == ("-",):
        assert heard("feedback", "act", "-", "--wanted", "sooner", code=2, stdin="1\n").out == ""
    else:
        assert refused("feedback", "act", *words, "--wanted", "sooner", code=2).startswith(
            "custlove: The text of what you did is missing.\n"
            "Give it as TEXT. To note what they want before you do it: custlove fact add WHO need TEXT\n"
            "Your text was: sooner\n"
        )
    assert heard("feedback", "list", "--json").json[0]["stage"] == "confirmed"


@pytest.mark.parametrize("words", [("1",), ("anna", "invoices")])
def test_what_you_did_is_asked_for_at_a_terminal(
    heard: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
) -> None:
    heard("feedback", "confirm", "1")
    monkeypatch.setattr(Context, "at_terminal", True)
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho invoices >$1\n")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    # What was written there is the text, though it would be a word of the feedback behind WHO.
    acted = heard("feedback", "act", *words, "--wanted", "sooner", "--json").json
    assert (acted["id"], acted["steps"][1]["text"], acted["steps"][1]["wanted"]) == (1, "invoices", "sooner")
    heard("undo")
    editor.write_text("#!/bin/sh\n")
    assert "The draft is empty." in heard("feedback", "act", *words, "--wanted", "sooner", code=2).err
    assert heard("feedback", "act", *words, "done", "--wanted", "sooner", "--json").json["stage"] == "acted"


@pytest.mark.parametrize(
    ("option", "channel"),
    [
        ("--card", "letter"), ("--call", "call"), ("--video", "video"), ("--email", "email"), ("--chat", "chat"),
        ("--in-person", "in-person"), ("--gift", "gift"),
    ],
)  # fmt: skip
def test_thanks_are_a_touchpoint(heard: Program, option: str, channel: str) -> None:
    heard("followup", "add", "anna", "2026-11-20", "--on", "2026-11-01")
    said = heard("feedback", "thank", "2", "how kind", option, "--on", "today 09:00").out
    assert said.endswith(f"; the loop is closed. Touchpoint t1, {channel}. Closed follow-up f1.\n")
    touched = heard("touchpoint", "list", "--json").json[0]
    assert (touched["channel"], touched["direction"], touched["text"]) == (channel, "out", "how kind")
    assert touched["at"] == "2026-11-22T09:00:00+01:00"
    assert heard("feedback", "list", "--all", "--kind", "praise", "--json").json[0]["touchpoint"] == 1
    heard("touchpoint", "remove", "1")
    kept = heard("feedback", "list", "--all", "--kind", "praise", "--json").json[0]
    assert (kept["stage"], kept["touchpoint"]) == ("thanked", None)
    heard("undo")
    assert heard("feedback", "list", "--all", "--kind", "praise", "--json").json[0]["touchpoint"] == 1


def test_today_says_the_next_step_and_the_hours(anna: Program) -> None:
    # Over a weekend, a night and the change of the clocks: real hours, all of them.
    anna("feedback", "hear", "anna", "too late", "--kind", "criticism", "--on", "2026-10-24 10:30")
    for now, when in (
        (datetime(2026, 10, 24, 8, 30, tzinfo=UTC), "24 h left, say it back"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "6 h left, say it back"),
        (datetime(2026, 10, 25, 8, 29, tzinfo=UTC), "1 h left, say it back"),
        # 9:30 by the clock, 24 hours after 10:30.
        (datetime(2026, 10, 25, 8, 30, tzinfo=UTC), "0 h late, say it back"),
        (datetime(2026, 10, 30, 8, 30, tzinfo=UTC), "5 days late, say it back"),
    ):
        assert when in anna("--no-color", "today", tty=True, now=now).out, now
    anna("feedback", "confirm", "1", "--on", "2026-10-26")
    assert "13 days late, make it right" in anna("--no-color", "today", tty=True).out


def test_stats_are_counts_and_shares_only_of_ten(anna: Program) -> None:
    anna("feedback", "ask", "anna", "how?", "--on", "2026-11-01")
    for score in (6, 7, 8, 9, 10, 10, 9, 0, None):
        said = ("--score", str(score)) if score is not None else ()
        kind = "criticism" if score == 0 else "idea" if score is None else "praise"
        anna("feedback", "hear", "anna", "x", "--kind", kind, *said, "--on", "2026-11-10 09:00")
    anna("feedback", "confirm", "8", "--not-agreed", "--on", "2026-11-10 11:00")
    anna("feedback", "thank", "1", "--anyway", "--on", "2026-11-10 19:30")
    anna("feedback", "thank", "9", "--on", "2026-11-11 09:00")
    counted = anna("feedback", "list", "--stats", "--json").json
    assert counted == {
        "since": None, "asked": 1, "answered": 1, "heard": 9, "praise": 7, "criticism": 1, "ideas": 1,
        "score_0_6": 2, "score_7_8": 2, "score_9_10": 4, "loops_closed": 2, "first_answers": 3, "median_hours": 10.5,
        "closed_percent": None, "closed_missing": 1, "nps": None, "nps_missing": 2,
    }  # fmt: skip
    for _ in range(2):
        anna("feedback", "hear", "anna", "x", "--kind", "praise", "--score", "10", "--on", "2026-11-20")
    later = anna("feedback", "list", "--stats", "--json").json
    assert (later["closed_percent"], later["closed_missing"]) == (18, 0)
    assert (later["nps"], later["nps_missing"]) == (40, 0)
    assert anna("--today", "2026-11-10", "feedback", "list", "--stats", "--json").json["loops_closed"] == 1
    since = anna("feedback", "list", "--stats", "--since", "2026-11-11", "--json").json
    assert (since["since"], since["asked"], since["heard"]) == ("2026-11-11", 0, 2)


def test_stats_as_a_table_and_of_one_person(anna: Program) -> None:
    anna("feedback", "hear", "bela", "x", "--kind", "praise", "--score", "9", "--new")
    anna("feedback", "hear", "anna", "x", "--kind", "idea")
    assert anna("feedback", "list", "--stats", "--who", "anna").out.splitlines()[2] == "heard\t1\t"
    lines = anna("--no-color", "feedback", "list", "--stats", tty=True).out.splitlines()
    assert [line.rstrip() for line in lines[-3:]] == [
        "loops closed                   0  8 more answers needed for a share",
        "hours to the first answer         nothing was answered yet",
        "net promoter score                9 more scores needed for it",
    ]


@pytest.fixture
@written_once
def crowd(custlove: Program) -> Program:
    """People on every rung, there since 1 January 2026."""
    for rung in ("toxic", "prospect", "customer", "client", "supporter", "advocate"):
        custlove("person", "add", rung.capitalize(), "--rung", rung, "--on", "2026-01-01")
    return custlove


def unasked(custlove: Program, today: str = "2026-11-22") -> list[tuple[str, str | None]]:
    """Whom to ask on a day, and when they were asked last."""
    found = custlove("--today", today, "feedback", "due", "--json").json
    return [(each["person"], each["last_asked_on"]) for each in found]


def test_whom_to_ask_again(crowd: Program) -> None:
    crowd("feedback", "ask", "client", "how?", "--on", "2026-03-01")
    crowd("feedback", "ask", "advocate", "how?", "--on", "2026-05-23")
    # The longest unasked first; nobody at arm's length, and nobody who has not bought yet.
    assert unasked(crowd) == [("supporter", None), ("client", "2026-03-01"), ("customer", None)]
    assert unasked(crowd, "2026-11-23") == [
        ("supporter", None), ("client", "2026-03-01"), ("advocate", "2026-05-23"), ("customer", None),
    ]  # fmt: skip
    # Who was never asked counts from the day they came.
    assert unasked(crowd, "2026-06-30") == []
    assert unasked(crowd, "2026-07-01") == [("supporter", None), ("customer", None)]


def test_whom_not_to_ask(crowd: Program) -> None:
    crowd("person", "archive", "supporter", "--on", "2026-10-01")
    crowd("person", "edit", "client", "--circle", "arms-length")
    crowd("ladder", "move", "prospect", "customer", "--why", "bought", "--on", "2026-09-01")
    assert unasked(crowd) == [("advocate", None), ("customer", None), ("prospect", None)]
    assert ("supporter", None) in unasked(crowd, "2026-09-30")
    assert ("prospect", None) not in unasked(crowd, "2026-08-31")
    crowd("config", "set", "feedback.ask_months", "11")
    assert unasked(crowd) == []


def test_months_end_where_the_calendar_has_them_end(custlove: Program) -> None:
    custlove("person", "add", "Anna", "--rung", "client", "--on", "2025-08-31")
    assert unasked(custlove, "2026-02-27") == []
    assert unasked(custlove, "2026-02-28") == [("anna", None)]


def test_whom_to_ask_in_lines_and_at_a_terminal(crowd: Program) -> None:
    assert crowd("feedback", "due", "--limit", "1").out.splitlines() == [
        "person\tname\trung\tlast_asked_on\tdays",
        "advocate\tAdvocate\tadvocate\t\t325",
    ]
    assert crowd("feedback", "due", "--ids").out == "advocate\nclient\nsupporter\ncustomer\n"
    assert "never, here since 1 Jan" in crowd("feedback", "due", tty=True).out
    assert crowd("feedback", "due", "--exit-code", code=1).out != ""
