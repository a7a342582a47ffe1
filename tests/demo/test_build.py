import re
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from custlove import config
from custlove.demo import build
from custlove.demo.people import PEOPLE
from custlove.demo.telling import Calendar
from custlove.demo.touchpoints import LAST, TOUCHES
from custlove.rules.moments import Moment
from custlove.store import file
from tests.conftest import NOW, ZONE, Program

# A week of days to make it on, the ends of months and years, a leap day near.
WEEK = [date(2026, 11, 22) + timedelta(days=ahead) for ahead in range(7)]
DAYS = [*WEEK, date(2028, 2, 26), date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 30)]
TABLES = (
    "person", "person_detail", "touchpoint", "follow_up", "promise", "ask", "feedback", "feedback_said_back", "fact",
    "special_day", "mistake", "ritual", "ritual_event", "purchase", "introduction", "link", "rung_move",
    "circle_choice", "review", "intention",
)  # fmt: skip
SECTIONS = {
    "broken_promises": ["rohan", "tomas"],
    "promises_due": ["ines"],
    "overdue_follow_ups": ["soren"],
    "follow_ups_due": ["oksana"],
    "open_feedback": ["soren", "rohan"],
    "open_mistakes": ["greta"],
    "left_low": ["rohan"],
    "rituals": ["minh"],
    "gone_quiet": ["yuki"],
    "ease_off": ["layla"],
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample as it is made at the moment of the tests, once."""
    path = tmp_path_factory.mktemp("demo") / "sample.db"
    with file.being_created(path) as temporary:
        build.write(temporary, NOW.astimezone(ZoneInfo(ZONE)), Moment(NOW, NOW.date(), ZONE), config.defaults())
    return path.read_bytes()


@pytest.fixture
def sample(written: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "sample.db"
    path.write_bytes(written)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_today_shows_the_same_sections_whichever_day_it_is_made(custlove: Program, tmp_path: Path, day: date) -> None:
    now = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    owed = custlove("demo", tmp_path / "sample.db", "--json", now=now).json
    assert {section: [row["person"] for row in owed[section]] for section in SECTIONS} == SECTIONS
    assert ("oksana", 3, 44) in [(each["person"], each["in_days"], each["turns"]) for each in owed["days"]]


def test_every_state_of_a_promise_is_there_on_both_sides(custlove: Program, sample: Path) -> None:
    promises = custlove("--journal", sample, "promise", "list", "--json").json
    states = {"open", "due", "broken", "kept_early", "kept", "kept_late", "released"}
    # What they owe on the day itself would be a line too many of today.
    for side, seen in (("mine", states), ("theirs", states - {"due"})):
        assert {each["state"] for each in promises if each["by"] == side} == seen
    assert {each["broken_once"] for each in promises if each["moves"]} == {True, False}
    assert any(each["extra"] for each in promises)


def test_every_state_of_a_follow_up_is_there(custlove: Program, sample: Path) -> None:
    found = custlove("--journal", sample, "followup", "list", "--all", "--json").json
    assert {each["state"] for each in found} == {"open", "due", "overdue", "snoozed", "done"}


def test_every_kind_and_every_stage_of_feedback_is_there(custlove: Program, sample: Path) -> None:
    found = custlove("--journal", sample, "feedback", "list", "--all", "--json").json
    assert {each["kind"] for each in found} == {"criticism", "praise", "idea"}
    assert {each["stage"] for each in found} == {"heard", "confirmed", "thanked"}
    assert {step["stage"] for each in found for step in each["steps"]} >= {"confirmed", "acted", "thanked"}
    assert {each["asked"] for each in found} == {True, False}
    assert len(custlove("--journal", sample, "feedback", "list", "--waiting", "--json").json) == 2


def test_what_was_said_back_and_not_agreed_to_is_there(custlove: Program, sample: Path) -> None:
    found = custlove("--journal", sample, "feedback", "list", "--all", "--json").json
    tried = [each for each in found if any(step["stage"] == "said_back" for step in each["steps"])]
    assert {each["person"]: each["stage"] for each in tried} == {"minh": "thanked", "soren": "confirmed"}


def test_needs_change_and_are_settled(custlove: Program, sample: Path) -> None:
    facts = custlove("--journal", sample, "fact", "list", "--all", "--json").json
    assert {each["kind"] for each in facts} == {"need", "vision", "challenge", "life", "preference"}
    assert sum(each["superseded_by"] is not None for each in facts) > 3
    assert sum(each["resolved_on"] is not None for each in facts) > 3


def test_mistakes_are_on_their_way_and_a_broken_promise_may_be_one(custlove: Program, sample: Path) -> None:
    found = custlove("--journal", sample, "mistake", "list", "--all", "--json").json
    assert {each["person"]: each["stage"] for each in found} == {
        "minh": "followed_up",
        "soren": "followed_up",
        "greta": "owned",
    }
    owed = custlove("--journal", sample, "--no-color", "today", tty=True).out
    assert "mistake add --promise REF" in owed.splitlines()[2]


def test_rituals_are_due_missed_and_paused(custlove: Program, sample: Path) -> None:
    found = custlove("--journal", sample, "ritual", "list", "--json").json
    assert {each["person"]: each["state"] for each in found} == {"tomas": "coming", "minh": "missed", "ewan": "paused"}
    assert all(each["last_kept_on"] for each in found)


def test_somebody_has_lapsed_and_somebody_buys_at_a_rhythm(custlove: Program, sample: Path) -> None:
    assert [each["person"] for each in custlove("--journal", sample, "lapsed", "--json").json] == ["yuki"]
    suggested = custlove("--journal", sample, "ladder", "suggest", "--json").json
    assert {each["person"]: each["suggested"] for each in suggested} == {
        "ondrej": "supporter",
        "soren": "client",
        "rohan": "client",
    }
    bought = custlove("--journal", sample, "purchase", "list", "--json").json
    assert {each["currency"] for each in bought} == {"EUR", "GBP"}


def test_nobody_is_called_toxic_whom_the_guard_would_hold(custlove: Program, sample: Path) -> None:
    assert all("anyway" not in each["why"] for each in custlove("--journal", sample, "ladder", "moves", "--json").json)
    moved = custlove("--journal", sample, "ladder", "history", "viktor", "--json").json[-1]
    custlove("--journal", sample, "ladder", "move", "viktor", "customer", "--on", moved["on"], "--why", "to try again")
    custlove("--journal", sample, "ladder", "move", "viktor", "toxic", "--on", moved["on"], "--why", "as before")
    refused = custlove("--journal", sample, "ladder", "move", "rohan", "toxic", "--why", "he sighs", code=4)
    assert "broken promise" in refused.err


def test_three_reviews_and_what_became_of_the_intentions(custlove: Program, sample: Path) -> None:
    outcomes = [
        intention["outcome"]
        for review in custlove("--journal", sample, "review", "list", "--json").json
        for intention in review["intentions"]
    ]
    assert Counter(outcomes) == {None: 1, "done": 2, "partly": 1, "not-done": 1}


def test_the_mirror_has_enough_to_say(custlove: Program, sample: Path) -> None:
    found = custlove("--journal", sample, "mirror", "--json").json
    assert [each["key"] for each in found if not each["enough"]] == ["mistakes"]


def test_one_person_is_at_arms_length_and_one_chosen_to_be_close(custlove: Program, sample: Path) -> None:
    people = custlove("--journal", sample, "person", "list", "--json").json
    assert [each["person"] for each in people if each["circle"] == "arms-length"] == ["viktor"]
    assert len(custlove("--journal", sample, "introduction", "list", "--json").json) == 5
    assert [each["person"] for each in custlove("--journal", sample, "ladder", "allies", "rohan", "--json").json] == [
        "layla"
    ]


def test_today_is_one_screen(custlove: Program, sample: Path) -> None:
    shown = custlove("--journal", sample, "--no-color", "today", tty=True, env={"COLUMNS": "80"}).out.splitlines()
    # Of 40 lines the shell takes one for its prompt.
    assert len(shown) <= 39
    assert max(map(len, shown)) <= 80
    # Nothing has gone onto a line of its own: each line has its number, its day or its heading.
    assert not [line for line in shown if re.match("  \\S", line)]


def test_touchpoints_use_every_word_there_is(custlove: Program, sample: Path) -> None:
    found = custlove("--journal", sample, "touchpoint", "list", "--json").json
    channels = {"in-person", "call", "video", "email", "chat", "letter", "social", "gift"}
    assert {each["channel"] for each in found} == channels
    assert {each["felt"] for each in found} == {None, 1, 2, 3, 4, 5}
    assert {each["energy"] for each in found} == {-2, -1, 0, 1, 2}
    assert {each["direction"] for each in found} == {"in", "out", "both"}
    assert {each["wow"] for each in found} == {True, False}
    assert Counter(len(each["people"]) for each in found)[2] > 5
    assert any(each["tags"] for each in found)


def test_people_move_up_and_down_each_with_a_reason(custlove: Program, sample: Path) -> None:
    moves = custlove("--journal", sample, "ladder", "moves", "--json").json
    assert {each["direction"] for each in moves} == {"up", "down"}
    assert all(each["why"] for each in moves)
    everybody = custlove("--journal", sample, "person", "list", "--all", "--json").json
    assert len(everybody) == len(PEOPLE)
    assert [each["person"] for each in everybody if each["archived"]] == ["ewan"]


def test_nobody_is_called_at_a_weekend() -> None:
    calendar = Calendar(NOW.date(), ZoneInfo(ZONE))
    days = {calendar.moment(each.ago).day for each in (*TOUCHES, LAST)}
    assert {day.weekday() for day in days} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("today", WEEK, ids=str)
def test_working_days_keep_their_order_and_their_side_of_today(today: date) -> None:
    calendar = Calendar(today, ZoneInfo(ZONE))
    days = [calendar.day(ago) for ago in range(30, -31, -1)]
    assert days == sorted(days)
    assert calendar.day(1) < calendar.day(0) == today < calendar.day(-1)


def test_it_can_be_taken_back_change_by_change(custlove: Program, sample: Path) -> None:
    changes = custlove("--journal", sample, "history", "--json").json
    assert len(changes) == 5
    assert changes[0]["command"].startswith("log ondrej ")
    for _ in changes:
        custlove("--journal", sample, "undo")
    with closing(sqlite3.connect(sample)) as connection:
        left = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    assert left == dict.fromkeys(TABLES, 0)
