"""Asking, hearing, saying it back, acting on it, thanking."""

import pytest

from tests.conftest import Program, Refusal


@pytest.fixture
def heard(anna: Program) -> Program:
    """#1 criticism, #2 praise, #3 an idea; heard yesterday at nine."""
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
    }  # fmt: skip


def test_an_ask_is_an_object(anna: Program) -> None:
    asked = anna("feedback", "ask", "anna", "how was it?", "--channel", "call", "--on", "friday", "--json").json
    assert asked == {
        "id": 1,
        "person": "anna",
        "name": "Anna Karenina",
        "text": "how was it?",
        "channel": "call",
        "on": "2026-11-20",
        "answered_by": None,
    }
    assert anna("feedback", "ask", "Bela", "--new").out == "Asked Bela for feedback (#2), Sun 22 Nov 2026, today.\n"


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
        "Idea #3 from Anna Karenina, “c”: heard Sun 22 Nov 2026, today; next, thank them."
        " It answers what you asked (#2).\n"
    )
    waiting = anna("feedback", "list", "--waiting", "--json").json
    assert [(each["id"], each["text"]) for each in waiting] == [(3, "another's"), (1, "the second")]
    assert anna("feedback", "hear", "anna", "d", "--kind", "praise", "--json").json["answers"] == 1
    assert anna("feedback", "hear", "anna", "e", "--kind", "praise", "--json").json["answers"] is None
    assert anna("--today", "2026-11-21", "feedback", "list", "--waiting", "--who", "anna", "--json").json != []


def test_the_whole_loop(heard: Program) -> None:
    assert heard("feedback", "confirm", "1", "you want them by the 5th").out == (
        "Criticism #1 from Anna Karenina, “the invoices come too late”:"
        " confirmed Sun 22 Nov 2026, today; next, make it right.\n"
    )
    assert heard("feedback", "act", "anna", "invoices", "they go out on the 3rd").out == (
        "Criticism #1 from Anna Karenina, “the invoices come too late”:"
        " acted Sun 22 Nov 2026, today; next, thank them.\n"
    )
    assert heard("feedback", "thank", "anna", "invoices", "-", stdin="a card\n").out == (
        "Criticism #1 from Anna Karenina, “the invoices come too late”:"
        " thanked Sun 22 Nov 2026, today; the loop is closed.\n"
    )
    closed = heard("feedback", "list", "--all", "--kind", "criticism", "--json").json[0]
    assert (closed["stage"], closed["overdue"], closed["next_step"], closed["hours_open"]) == (
        "thanked",
        False,
        None,
        25,
    )
    assert closed["steps"] == [
        {"stage": "confirmed", "on": "2026-11-22", "text": "you want them by the 5th"},
        {"stage": "acted", "on": "2026-11-22", "text": "they go out on the 3rd"},
        {"stage": "thanked", "on": "2026-11-22", "text": "a card"},
    ]


@pytest.mark.parametrize("number", ["2", "3"])
def test_praise_and_ideas_need_only_thanks(heard: Program, number: str) -> None:
    assert heard("feedback", "thank", number, "--json").json["stage"] == "thanked"


def test_praise_with_a_low_score_is_thanked_at_once_too(anna: Program) -> None:
    anna("feedback", "hear", "anna", "fine, mostly", "--kind", "praise", "--score", "6")
    assert anna("feedback", "thank", "1", "--json").json["stage"] == "thanked"


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
        (("hear", "anna", "--kind", "idea"), 2, "There is no feedback."),
        (("hear", "anna", "x", "--kind", "idea", "--score", "11"), 2, "11 is not in the range 0<=x<=10"),
        (("hear", "anna", "x", "--kind", "gossip"), 2, "'gossip' is not one of 'criticism', 'praise', 'idea'."),
        (("hear", "anna", "x", "--kind", "idea", "--on", "tomorrow"), 4, "lies ahead"),
        (("hear", "bela", "x", "--kind", "idea"), 3, "To add them on the way: --new"),
        (("ask", "anna", "--on", "tomorrow"), 4, "lies ahead"),
        (("act", "1"), 4, "Feedback #1 has not been said back to them yet.\nFirst: custlove feedback confirm 1 TEXT."),
        (("thank", "1"), 4, "Feedback #1 has not been acted on yet.\nFirst: custlove feedback act 1 TEXT."),
        (("confirm", "1", "--on", "2026-11-20"), 4, "Feedback #1 had come so far only on 2026-11-21."),
        (("confirm", "1", "--on", "yesterday 08:59"), 4, "Feedback #1 had come so far only on 2026-11-21."),
        (("confirm", "1", "x", "y"), 2, "There is more than one text behind the number."),
        (("confirm", "anna", "x", "y", "z"), 2, "There is more than WHO, a word of it and a text."),
        (("confirm", "99"), 3, "There is no feedback #99.\nTheir numbers: custlove feedback list --all\n"),
        (("thank", "anna"), 3, "That may be #1 (the invoices come too late), #2 (lovely work), #3 (a newsletter)."),
        (("list", "--open", "--all"), 2, "--open, --overdue, --all and --waiting exclude each other."),
    ],
)
def test_what_is_refused(
    heard: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("feedback", *arguments, code=code)


def test_no_step_twice_and_none_back(heard: Program, refused: Refusal) -> None:
    heard("feedback", "confirm", "1")
    assert refused("feedback", "confirm", "1") == "custlove: Feedback #1 was confirmed already, on 2026-11-22.\n"
    assert "has not been acted on yet" in refused("feedback", "thank", "1")
    heard("feedback", "act", "1")
    assert refused("feedback", "act", "1") == "custlove: Feedback #1 was acted on already, on 2026-11-22.\n"
    heard("feedback", "thank", "1")
    for verb in ("confirm", "act", "thank"):
        assert (
            refused("feedback", verb, "1") == "custlove: Feedback #1 was closed with thanks already, on 2026-11-22.\n"
        )
    heard("feedback", "act", "2")
    assert "Feedback #2 was acted on already.\nWhat is left: custlove feedback thank 2" in refused(
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
    assert heard("feedback", "list", "--kind", "criticism").out.splitlines() == [
        "person\tname\tkind\ttext\tscore\theard_at\tstage\thours_open\toverdue\tid",
        "anna\tAnna Karenina\tcriticism\tthe invoices come too late\t\t2026-11-21T09:00:00+01:00\theard\t25\tyes\t1",
    ]
