"""Suggestions from the journal, taking them, who may help; asking changes nothing."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from custlove.context import Context
from custlove.reports.journal_wide import suggestions
from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def worked(custlove: Program) -> Program:
    """The people of docs/ladder.md: Anna buys steadily, Bela leaves badly, Carl has gone, Dora sent Emil."""
    _work(custlove)
    return custlove


def _work(custlove: Program) -> None:
    for name, rung in (("Anna", "prospect"), ("Bela", "customer"), ("Carl", "client"), ("Dora", "prospect")):
        custlove("person", "add", name, "--org", "X" if name in ("Bela", "Dora") else "", "--rung", rung,
                 "--on", "2026-01-01")  # fmt: skip
    for day in ("2026-11-03", "2026-08-01", "2026-10-01", "2026-09-02"):
        custlove("purchase", "add", "anna", "100", "--on", day)
    for day in ("2026-10-20", "2026-10-02", "2026-10-12"):
        custlove("log", "bela", "shouted", "--felt", "1", "--on", day)
    for day in ("2026-10-08", "2026-10-15", "2026-10-22"):
        custlove("log", "bela", "called", "--out", "--on", day)
    for day in ("2026-01-02", "2026-02-02", "2026-03-02"):
        custlove("purchase", "add", "carl", "100", "--on", day)
    custlove("purchase", "add", "dora", "5", "--on", "2026-10-01")
    custlove("introduction", "add", "dora", "Emil", "--on", "2026-11-01")


def asked(custlove: Program, day: str = "2026-11-22", *more: str) -> dict[str, str | None]:
    found = custlove("--today", day, "ladder", "suggest", *more, "--json").json
    return {each["person"]: each["suggested"] for each in found}


def test_each_with_its_evidence_and_the_command(worked: Program) -> None:
    assert worked("ladder", "suggest", "--json").json[1] == {
        "person": "anna",
        "name": "Anna",
        "rung": "prospect",
        "suggested": "client",
        "because": [
            "4 purchases at a steady rhythm: 2026-08-01, 2026-09-02, 2026-10-01, 2026-11-03",
            "about 32 days apart, 3 of 3 gaps within 50% of that",
        ],
        "command": "custlove ladder move anna --suggested",
        "circle": None,
    }
    assert asked(worked) == {"dora": "advocate", "anna": "client", "carl": "customer", "bela": "toxic"}
    for handle, rung in asked(worked).items():
        assert asked(worked, "2026-11-22", "--who", handle) == {handle: rung}
    assert asked(worked, "2026-11-22", "--who", "emil") == {}


def test_at_a_terminal_each_fact_has_a_line(worked: Program) -> None:
    said = worked("--no-color", "ladder", "suggest", "--who", "bela", tty=True).out
    lines = [
        line.rstrip() for line in said.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "").splitlines()
    ]
    assert lines == [
        "Bela: customer to toxic?   custlove ladder move bela --suggested",
        "  left hurt or upset on 3 of the last 3 days: 2026-10-02, 2026-10-12, 2026-10-20",
        "  nothing owed on your side, then or now",
        "  you reached out to them since: 2026-10-08, 2026-10-15, 2026-10-22",
        "  would some distance be better for both of you?",
    ]


def test_a_suggestion_is_taken_with_its_evidence(worked: Program, refused: Refusal) -> None:
    said = worked("ladder", "move", "anna", "--suggested")
    assert said.out == "Anna moved up from prospect to client, Sun 22 Nov 2026, today.\n"
    assert worked("ladder", "history", "anna", "--json").json[-1]["why"] == (
        "4 purchases at a steady rhythm: 2026-08-01, 2026-09-02, 2026-10-01, 2026-11-03;"
        " about 32 days apart, 3 of 3 gaps within 50% of that"
    )
    assert "anna" not in asked(worked)
    assert "No rung is suggested for Anna." in refused("ladder", "move", "anna", "--suggested")
    # In your words too; as of a day, what was known then.
    worked("ladder", "move", "dora", "--suggested", "--why", "they called", "--on", "2026-10-31")
    move = worked("ladder", "history", "dora", "--json").json[-1]
    assert (move["to"], move["why"]) == ("customer", "they called (first purchase on 2026-10-01)")
    # The question is no reason.
    assert "?" not in worked("ladder", "move", "bela", "--suggested", "--yes", "--json").json["why"]


def test_only_you_say_that_somebody_is_toxic(
    worked: Program, refused: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked("log", "bela", "laughed", "--felt", "5", "--on", "2026-09-30")
    worked("purchase", "add", "bela", "20", "--on", "2026-09-30")
    sides = (
        "Bela: left hurt or upset on 3 of the last 4 days: 2026-10-02, 2026-10-12, 2026-10-20; nothing owed on your"
        " side, then or now; you reached out to them since: 2026-10-08, 2026-10-15, 2026-10-22."
        " For them speaks: left glad 1 of 4 times, bought on 2026-09-30."
    )
    toxic = ("ladder", "move", "bela", "--suggested")
    assert refused(*toxic) == (
        f"custlove: {sides} Only you can say whether they are toxic.\n"
        "To say so: custlove --yes ladder move bela --suggested\n"
    )
    questions: list[str] = []
    answers = ["no", "Yes"]

    def answer(_run: Context, question: str) -> str:
        questions.append(question)
        return answers.pop(0)

    monkeypatch.setattr(Context, "at_terminal", property(lambda _run: True))
    monkeypatch.setattr(Context, "ask", answer)
    assert "Bela was not moved." in refused(*toxic)
    assert " For them spoke: left glad 1 of 4 times, bought on 2026-09-30." in worked(*toxic).out
    assert questions == [f"{sides}\nMove them to toxic? (yes or no) "] * 2
    worked("undo")
    # Neither is asked where you said so, nor of any other suggestion.
    assert "moved down" in worked("--yes", *toxic).out
    assert "moved up" in worked("ladder", "move", "anna", "--suggested").out


@pytest.mark.parametrize("typed", [(), ("client", "--suggested"), ("--why", "x")])
def test_where_to_is_said_once(worked: Program, refused: Refusal, typed: tuple[str, ...]) -> None:
    assert "Where to?" in refused("ladder", "move", "anna", *typed, code=2)


def test_what_you_owe_is_named_instead(worked: Program, refused: Refusal) -> None:
    worked("feedback", "hear", "carl", "bad", "--kind", "criticism")
    worked("promise", "add", "bela", "the draft", "--by", "2026-11-01", "--on", "2026-10-30")
    worked("ladder", "move", "dora", "advocate", "--why", "sends people")
    found = {each["person"]: each for each in worked("ladder", "suggest", "--json").json}
    assert found["carl"]["suggested"] is None
    assert found["carl"]["because"] == ["first what you owe them", "open criticism b1 of 2026-11-22: bad"]
    assert found["carl"]["command"] == "custlove feedback list --who carl"
    assert found["bela"]["because"][1:] == [
        "broken promise p1 due 2026-11-01: the draft",
        "advocates near them: Dora",
    ]
    assert found["bela"]["command"] == "custlove promise keep 1"
    assert "first what you owe them" in refused("ladder", "move", "carl", "--suggested")
    # Neither was owed yet.
    assert asked(worked, "2026-10-31") == {"dora": "customer", "anna": "client", "carl": "customer", "bela": "toxic"}


def test_a_backdated_move_down_meets_what_is_owed_today(worked: Program, refused: Refusal) -> None:
    worked("feedback", "hear", "carl", "bad", "--kind", "criticism", "--on", "2026-11-20")
    worked("feedback", "hear", "anna", "bad", "--kind", "criticism", "--on", "2026-11-20")
    past = ("--suggested", "--on", "2026-11-10")
    assert refused("ladder", "move", "carl", *past) == (
        "custlove: No rung is suggested for Carl: first what you owe them; open criticism b1 of 2026-11-20: bad.\n"
        "Name one yourself: custlove ladder move carl RUNG --why TEXT\n"
    )
    # What was suggested on that day is told as before, and up they go whatever is owed.
    assert asked(worked, "2026-11-10", "--who", "carl") == {"carl": "customer"}
    assert worked("ladder", "move", "anna", *past, "--json").json["to"] == "client"
    # Owed then and answered since: that day counts as well.
    worked("feedback", "thank", "1", "--anyway", "--on", "2026-11-22")
    assert "open criticism b1" in refused("ladder", "move", "carl", "--suggested", "--on", "2026-11-21")
    assert worked("ladder", "move", "carl", *past, "--json").json["to"] == "customer"


def test_what_is_owed_on_both_days_is_named_once(worked: Program, refused: Refusal) -> None:
    worked("promise", "add", "carl", "the draft", "--by", "2026-10-20", "--on", "2026-10-01")
    said = refused("ladder", "move", "carl", "--suggested", "--on", "2026-11-10")
    assert said.count("broken promise p1 due 2026-10-20: the draft") == 1


def test_who_was_moved_down_by_hand_stays_there(worked: Program) -> None:
    worked("ladder", "move", "anna", "client", "--why", "x", "--on", "2026-11-04")
    worked("ladder", "move", "anna", "prospect", "--why", "paid for by another", "--on", "2026-11-05")
    assert "anna" not in asked(worked)
    worked("purchase", "add", "anna", "100", "--on", "2026-11-20")
    assert asked(worked)["anna"] == "client"


def test_people_put_away_or_at_arms_length_are_left_alone(worked: Program) -> None:
    worked("person", "archive", "anna", "--on", "2026-11-20")
    worked("person", "edit", "dora", "--circle", "arms-length", "--on", "2026-11-20")
    assert asked(worked) == {"carl": "customer", "bela": "toxic"}
    assert set(asked(worked, "2026-11-19")) == {"anna", "dora", "carl", "bela"}
    # Of those at arm's length by their rung, a kind return alone is told.
    worked("ladder", "move", "bela", "--suggested", "--yes", "--on", "2026-11-20")
    worked("introduction", "add", "bela", "Fritz")
    assert asked(worked)["bela"] == "prospect"


def test_refunds_and_praise_that_was_asked_for_do_not_speak(worked: Program) -> None:
    worked("purchase", "add", "emil", "--", "-5", "EUR")
    worked("feedback", "ask", "emil", "how was it?")
    worked("feedback", "hear", "emil", "splendid", "--kind", "praise")
    assert "emil" not in asked(worked)
    worked("feedback", "hear", "emil", "splendid", "--kind", "praise", "--unasked", "--score", "6")
    assert "emil" not in asked(worked)
    worked("feedback", "hear", "emil", "splendid", "--kind", "praise", "--unasked")
    assert asked(worked)["emil"] == "supporter"


def test_a_good_ending_ends_the_question(worked: Program) -> None:
    worked("log", "bela", "laughed", "--felt", "4", "--on", "2026-11-01")
    assert "bela" not in asked(worked)
    assert asked(worked, "2026-10-31")["bela"] == "toxic"


def test_a_year_day_by_day(worked: Program, journal: Path) -> None:
    """Each day answers as it did before anything later was written, and as the days of the facts say."""
    before = journal.read_bytes()
    seen: list[tuple[str, dict[str, str | None]]] = []
    with closing(sqlite3.connect(journal)) as connection:
        for later in range(325):
            day = date(2026, 1, 1) + timedelta(days=later)
            found: dict[str, str | None] = {
                each.person: each.suggested for each in suggestions.suggestions(connection, day)
            }
            if not seen or seen[-1][1] != found:
                seen.append((day.isoformat(), found))
    assert seen == [
        ("2026-01-01", {}),
        ("2026-08-01", {"anna": "customer"}),
        # Three at a steady rhythm.
        ("2026-10-01", {"anna": "client", "dora": "customer"}),
        ("2026-10-24", {"anna": "client", "dora": "customer", "carl": "customer"}),
        ("2026-10-29", {"anna": "client", "dora": "customer", "carl": "customer", "bela": "toxic"}),
        ("2026-11-01", {"dora": "advocate", "anna": "client", "carl": "customer", "bela": "toxic"}),
    ]
    assert journal.read_bytes() == before


def test_allies(worked: Program) -> None:
    worked("ladder", "move", "dora", "advocate", "--why", "x", "--on", "2026-11-02")
    worked("ladder", "move", "carl", "supporter", "--why", "x", "--on", "2026-11-03")
    worked("link", "add", "carl", "bela", "friends", "--on", "2026-11-04")
    worked("introduction", "add", "carl", "bela", "--on", "2026-11-05")
    worked("link", "add", "anna", "bela", "cousins", "--on", "2026-11-04")
    assert worked("ladder", "allies", "bela", "--json").json == [
        {"person": "dora", "name": "Dora", "rung": "advocate", "because": ["same organisation: X"]},
        {
            "person": "carl",
            "name": "Carl",
            "rung": "supporter",
            "because": ["linked: friends", "sent them to you on 2026-11-05"],
        },
    ]
    assert [each["person"] for each in worked("--today", "2026-11-03", "ladder", "allies", "bela", "--json").json] == [
        "dora"
    ]
    assert worked("--today", "2026-11-01", "ladder", "allies", "bela", "--json").json == []
    assert worked("ladder", "suggest", "--who", "bela", "--json").json[0]["because"][-1] == "advocates near them: Dora"
    assert [each["because"] for each in worked("ladder", "allies", "emil", "--json").json] == [
        ["sent them to you on 2026-11-01"]
    ]
    worked("person", "archive", "dora")
    assert worked("ladder", "allies", "emil").out == "person\tname\trung\tbecause\n"


def test_the_movement_of_a_period(worked: Program) -> None:
    worked("ladder", "move", "anna", "client", "--why", "x", "--on", "2026-11-04")
    worked("ladder", "move", "dora", "client", "--why", "x", "--on", "2026-11-04")
    worked("ladder", "move", "dora", "prospect", "--why", "x", "--on", "2026-11-05")
    assert worked("ladder", "moves", "--table", "--json").json == {
        "since": None,
        "until": "2026-11-22",
        "up": 2,
        "down": 1,
        "net": 1,
        "rungs": 2,
        "table": [
            {"from": "client", "to": "prospect", "count": 1},
            {"from": "prospect", "to": "client", "count": 2},
        ],
    }
    assert worked("ladder", "moves", "--table").out == "from\tclient\tprospect\nclient\t0\t1\nprospect\t2\t0\n"
    said = worked("ladder", "moves", "--since", "2026-11-05", tty=True).out
    assert "0 up, 1 down: net -1, in rungs -2." in said
    assert "From each rung" in said
    assert worked("ladder", "moves", "--since", "2026-11-05", "--json").json[0]["to"] == "prospect"


def test_ways_up(custlove: Program) -> None:
    for number, day in enumerate(("2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"), start=1):
        custlove("person", "add", f"P{number}", "--as", f"person{number}", "--on", "2026-01-01")
        custlove("ladder", "move", f"person{number}", "customer", "--why", "x", "--on", day)
    # 31, 59, 90, 120 and 151 days.
    assert custlove("ladder", "path", "--json").json == [
        {"from": "prospect", "to": "customer", "count": 5, "median_days": 90}
    ]
    assert custlove("--today", "2026-05-31", "ladder", "path", "--json").json == []


def test_who_was_wronged_three_times_is_asked_nothing(custlove: Program) -> None:
    """Upset each time, owned, repaired, and a card each time: neither on that very day nor later."""
    custlove("person", "add", "Willi", "--rung", "client", "--on", "2026-01-01")
    for number, day in enumerate(("2026-09-01", "2026-09-15", "2026-10-01"), 1):
        custlove("log", "willi", "furious", "--in", "--felt", "upset", "--on", day)
        custlove("mistake", "add", "willi", "the wrong plan", "--on", day)
        for step in (("own",), ("repair",), ("followup", "--card")):
            custlove("mistake", step[0], str(number), "sorry", *step[1:], "--on", day)
    for day in ("2026-10-01", "2026-10-08", "2026-11-22"):
        assert asked(custlove, day) == {}
    # Neither where he was wronged once: then two days are left.
    custlove("log", "willi", "furious", "--in", "--felt", "upset", "--on", "2026-10-10")
    for day in ("2026-10-11", "2026-10-18", "2026-10-26"):
        custlove("log", "willi", "well?", "--out", "--on", day)
    assert asked(custlove) == {}


def test_three_upset_calls_and_three_mails_on_a_day_are_one_bad_day(custlove: Program, refused: Refusal) -> None:
    custlove("person", "add", "Willi", "--rung", "client", "--on", "2026-01-01")
    for hour in ("09:00", "12:00", "15:00"):
        custlove("log", "willi", "furious", "--in", "--felt", "upset", "--on", f"2026-10-01 {hour}")
        custlove("log", "willi", "well?", "--out", "--channel", "email", "--on", f"2026-10-01 {hour}")
    for day in ("2026-10-01", "2026-10-08", "2026-11-22"):
        assert asked(custlove, day) == {}
    assert "1 attempt of 3" in refused("ladder", "move", "willi", "toxic", "--why", "furious")


def test_the_furious_one_is_won_back(custlove: Program) -> None:
    custlove("person", "add", "Fred", "--rung", "customer", "--on", "2026-01-01")
    for day in ("2026-05-01", "2026-05-10", "2026-05-20"):
        custlove("log", "fred", "shouted", "--in", "--felt", "hurt", "--on", day)
    for day in ("2026-05-02", "2026-05-11", "2026-05-21"):
        custlove("log", "fred", "shall we talk?", "--out", "--on", day)
    assert asked(custlove, "2026-05-27") == {}
    assert asked(custlove, "2026-05-28") == {"fred": "toxic"}
    custlove("ladder", "move", "fred", "--suggested", "--yes", "--on", "2026-06-01")
    assert asked(custlove, "2026-07-31") == {}
    custlove("log", "fred", "he apologised", "--in", "--felt", "glad", "--on", "2026-08-01")
    returned = {"fred": "prospect"}
    assert asked(custlove, "2026-08-01") == asked(custlove, "2026-11-22") == returned
    assert custlove("ladder", "suggest", "--json").json[0]["because"] == [
        "came back kindly: left glad on 2026-08-01",
        "to prospect?",
    ]
    custlove("ladder", "move", "fred", "--suggested", "--on", "2026-08-05")
    assert (
        custlove("ladder", "history", "fred", "--json").json[-1]["why"] == "came back kindly: left glad on 2026-08-01"
    )
    custlove("feedback", "hear", "fred", "splendid", "--kind", "praise", "--unasked", "--on", "2026-09-01")
    assert asked(custlove, "2026-09-01") == {"fred": "supporter"}


def test_what_is_declined_does_not_speak_again(worked: Program, refused: Refusal) -> None:
    said = worked("ladder", "stay", "anna", "--why", "for her whole office", "--on", "2026-11-20")
    assert said.out == (
        "Anna stays prospect: the rung client was suggested, and not taken, Fri 20 Nov 2026, 2 days ago."
        " What was known by then does not suggest it again.\n"
    )
    worked("ladder", "stay", "bela", "--why", "her mother is ill", "--json")
    assert asked(worked) == {"dora": "advocate", "carl": "customer"}
    # Before, it was suggested.
    assert asked(worked, "2026-11-19")["anna"] == "client"
    declined = worked("ladder", "suggest", "--declined", "--json").json
    assert declined == [
        {
            "id": 1,
            "person": "anna",
            "name": "Anna",
            "rung": "prospect",
            "suggested": "client",
            "circle": None,
            "on": "2026-11-20",
            "why": "for her whole office",
        },
        {
            "id": 2,
            "person": "bela",
            "name": "Bela",
            "rung": "customer",
            "suggested": "toxic",
            "circle": None,
            "on": "2026-11-22",
            "why": "her mother is ill",
        },
    ]
    assert worked("ladder", "suggest", "--declined", "--who", "bela").out == (
        "on\tperson\tname\trung\tsuggested\tcircle\twhy\tid\n"
        "2026-11-22\tbela\tBela\tcustomer\ttoxic\t\ther mother is ill\t2\n"
    )
    assert len(worked("--today", "2026-11-21", "ladder", "suggest", "--declined", "--json").json) == 1
    timeline = worked("show", "anna", "--json").json["timeline"]
    assert ("rung_stay", "stays: client was suggested (for her whole office)") in {
        (each["kind"], each["text"]) for each in timeline
    }
    # What comes after it speaks.
    worked("purchase", "add", "anna", "100", "--on", "2026-11-21")
    assert asked(worked)["anna"] == "client"
    worked("undo")
    worked("undo")
    assert asked(worked)["bela"] == "toxic"
    assert "No rung is suggested for Anna." in refused("ladder", "move", "anna", "--suggested")


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        (("emil", "--why", "x"), 4, "Nothing is suggested for Emil that could be declined."),
        (("anna",), 2, "Staying has a reason"),
        (("anna", "--why", " "), 2, "The text is empty."),
        (("anna", "--why", "x", "--on", "tomorrow"), 4, "is in the future"),
        (("anna", "--why", "x", "--on", "2026-07-31"), 4, "Nothing is suggested for Anna that could be declined."),
        (("fritz", "--why", "x"), 3, "nobody called"),
    ],
)
def test_what_cannot_be_declined(
    worked: Program, refused: Refusal, typed: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("ladder", "stay", *typed, code=code)
    assert worked("ladder", "suggest", "--declined", tty=True).out == "No suggestion was declined.\n"


def test_what_you_owe_cannot_be_declined(worked: Program, refused: Refusal) -> None:
    worked("promise", "add", "carl", "the draft", "--by", "2026-10-20", "--on", "2026-10-01")
    said = refused("ladder", "stay", "carl", "--why", "x")
    assert "first what you owe them; broken promise p1 due 2026-10-20: the draft" in said


def test_a_stay_goes_out_and_comes_back(worked: Program, tmp_path: Path) -> None:
    worked("ladder", "stay", "anna", "--why", "for her whole office", "--on", "2026-11-20")
    exported = worked("export", "jsonl").out
    other = ("--journal", tmp_path / "other.db")
    worked("init", tmp_path / "other.db")
    worked(*other, "import", "jsonl", "-", stdin=exported)
    for listed in (("ladder", "suggest", "--json"), ("ladder", "suggest", "--declined", "--json")):
        assert worked(*other, *listed).json == worked(*listed).json
    # Two made one: what was declined for either is theirs.
    worked("person", "merge", "carl", "anna")
    assert [each["person"] for each in worked("ladder", "suggest", "--declined", "--json").json] == ["carl"]


def test_a_kind_return_is_told_for_seven_days(worked: Program) -> None:
    def returns(day: str) -> list[str]:
        return [each["person"] for each in worked("--today", day, "today", "--json").json["returns"]]

    worked("ladder", "move", "bela", "terrorist", "--why", "shouted", "--anyway", "--on", "2026-11-01")
    worked("log", "bela", "sent a cake", "--in", "--felt", "delighted", "--on", "2026-11-03")
    worked("feedback", "hear", "carl", "splendid", "--kind", "praise", "--on", "2026-11-03")
    assert [returns(day) for day in ("2026-11-02", "2026-11-03", "2026-11-09", "2026-11-10")] == [
        [], ["bela"], ["bela"], []
    ]  # fmt: skip
    assert asked(worked)["bela"] == "prospect"
    assert worked("--today", "2026-11-04", "today", "--json").json["returns"] == [
        {
            "person": "bela",
            "name": "Bela",
            "rung": "terrorist",
            "on": "2026-11-03",
            "because": "left delighted",
        }
    ]
    line = "returns\tbela\tBela\tcame back kindly: left delighted; to prospect?\t2026-11-03\t1\t\t"
    assert line in worked("--today", "2026-11-04", "today").out.splitlines()
    assert "1 person came back kindly" in worked("--today", "2026-11-04", "remind", "--only", "returns").out
    # A word of praise as well, asked for or not; and no more once they were moved, or stay.
    worked("feedback", "hear", "bela", "you were right", "--kind", "praise", "--on", "2026-11-15")
    assert returns("2026-11-15") == ["bela"]
    worked("ladder", "stay", "bela", "--why", "once is not enough", "--on", "2026-11-16")
    assert [returns(day) for day in ("2026-11-15", "2026-11-16", "2026-11-22")] == [["bela"], [], []]
    assert "bela" not in asked(worked)
    worked("log", "bela", "laughed", "--felt", "glad", "--on", "2026-11-20")
    assert (returns("2026-11-22"), asked(worked)["bela"]) == (["bela"], "prospect")
    worked("ladder", "move", "bela", "--suggested", "--on", "2026-11-21")
    assert returns("2026-11-22") == []
    # As it was on that day.
    assert returns("2026-11-20") == ["bela"]
    # A harsh word takes it back.
    worked("undo")
    worked("log", "bela", "shouted", "--felt", "hurt", "--on", "2026-11-21")
    assert returns("2026-11-22") == []


def test_who_is_kept_at_arms_length_may_come_back_kindly_too(worked: Program) -> None:
    worked("ladder", "move", "bela", "toxic", "--why", "shouted", "--anyway", "--on", "2026-11-01")
    worked("person", "edit", "bela", "--circle", "arms-length", "--on", "2026-11-02")
    worked("log", "bela", "sent a cake", "--in", "--felt", "glad", "--on", "2026-11-03")
    assert asked(worked)["bela"] == "prospect"
    worked("person", "archive", "bela", "--on", "2026-11-04")
    assert "bela" not in asked(worked)
    assert worked("--today", "2026-11-05", "today", "--json").json["returns"] == []
