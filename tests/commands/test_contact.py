"""Contact is said once: whatever shows that two people were in touch counts, wherever silence is spoken of."""

from typing import Any

import pytest

from tests.conftest import Program


@pytest.fixture
def uma(custlove: Program) -> Program:
    """Uma, with whom to be in touch every two weeks, last touched on 1 June."""
    custlove(
        "person", "add", "Uma Thorn", "--as", "uma", "--rung", "customer", "--every", "2 weeks", "--on", "2026-01-05"
    )
    custlove("log", "uma", "Kick-off", "--on", "2026-06-01")
    return custlove


def quiet(custlove: Program, day: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = custlove("--today", day, "today", "--json").json["gone_quiet"]
    return found


def test_what_is_no_touchpoint_is_contact_too(uma: Program) -> None:
    assert [each["days_quiet"] for each in quiet(uma, "2026-06-24")] == [23]
    uma("promise", "add", "uma", "the plan", "--by", "2026-06-19", "--on", "2026-06-02")
    uma("promise", "keep", "uma", "plan", "--on", "2026-06-19")
    uma("feedback", "hear", "uma", "too slow", "--kind", "criticism", "--on", "2026-06-20")
    uma("feedback", "confirm", "uma", "slow", "you want it sooner", "--on", "2026-06-20")
    uma("purchase", "add", "uma", "100", "EUR", "--on", "2026-06-22")
    assert quiet(uma, "2026-06-24") == []
    # As of the day before, and after two weeks without anything.
    assert [each["days_quiet"] for each in quiet(uma, "2026-06-18")] == [17]
    [later] = quiet(uma, "2026-07-10")
    assert {name: later[name] for name in ("last_touch_on", "last_contact_on", "last_from_them_on", "days_quiet")} == {
        "last_touch_on": "2026-06-01", "last_contact_on": "2026-06-22", "last_from_them_on": "2026-06-22",
        "days_quiet": 18,
    }  # fmt: skip
    standing = uma("--today", "2026-06-24", "show", "uma", "--json").json["standing"]
    assert (standing["last_touch_on"], standing["last_contact_on"]) == ("2026-06-01", "2026-06-22")
    assert uma("--today", "2026-06-24", "brief", "uma", "--json").json["last_contact_on"] == "2026-06-22"


def test_three_offers_and_then_she_buys_and_praises(uma: Program) -> None:
    for day in ("2026-11-10", "2026-11-12", "2026-11-14"):
        uma("log", "uma", "an offer", "--out", "--on", day)
    assert [each["unanswered"] for each in uma("today", "--json").json["ease_off"]] == [3]
    uma("purchase", "add", "uma", "100", "EUR", "--on", "2026-11-16")
    uma("feedback", "hear", "uma", "a joy", "--kind", "praise", "--on", "2026-11-17")
    thanked = uma("feedback", "thank", "uma", "joy", "with a card", "--card", "--on", "2026-11-18")
    assert "without an answer" not in thanked.out + thanked.err
    assert uma("today", "--json").json["ease_off"] == []
    # As of the day before she bought it was so.
    assert [each["unanswered"] for each in uma("--today", "2026-11-15", "today", "--json").json["ease_off"]] == [3]
    again = uma("log", "uma", "How is it?", "--out", "--on", "2026-11-20")
    assert "without an answer" not in again.out + again.err


def test_heard_two_days_ago_is_in_touch(custlove: Program) -> None:
    custlove("person", "add", "Cleo", "--rung", "client", "--on", "2026-01-05")
    custlove("feedback", "hear", "cleo", "more of this", "--kind", "idea", "--on", "2026-11-20")
    shown = [custlove(command, "cleo").out for command in ("show", "brief")]
    assert ["never in touch" in page for page in shown] == [False, False]
    [cleo] = custlove("person", "list", "--json").json
    assert (cleo["last_touch_on"], cleo["last_contact_on"], cleo["last_from_them_on"]) == (
        None, "2026-11-20", "2026-11-20",
    )  # fmt: skip


def test_a_mail_to_ten_is_shown_and_is_no_contact(uma: Program) -> None:
    names = [f"person{number}" for number in range(9)]
    for name in names:
        uma("person", "add", name.upper(), "--as", name, "--on", "2026-01-05")
    for day in ("2026-06-20", "2026-06-21", "2026-06-22"):
        uma("log", ",".join(["uma", *names]), "News", "--out", "--on", day)
    found = next(each for each in quiet(uma, "2026-06-24") if each["person"] == "uma")
    assert (found["last_touch_on"], found["last_contact_on"]) == ("2026-06-22", "2026-06-01")
    assert uma("--today", "2026-06-24", "today", "--json").json["ease_off"] == []
    # To three it is a word to each.
    uma("log", "uma,person1,person2", "Only you", "--out", "--on", "2026-06-23")
    assert [each["person"] for each in quiet(uma, "2026-06-24") if each["person"] == "uma"] == []


def test_what_was_delivered_waits_for_no_answer(uma: Program) -> None:
    for day in ("2026-06-05", "2026-06-06", "2026-06-07"):
        uma("promise", "add", "uma", f"report {day}", "--by", day, "--on", "2026-06-01")
        uma("promise", "keep", "uma", day, "--on", day)
    assert uma("--today", "2026-06-08", "today", "--json").json["ease_off"] == []
    assert quiet(uma, "2026-06-21") == []


def test_who_only_pays_is_not_in_touch(custlove: Program) -> None:
    custlove("person", "add", "Pia", "--rung", "client", "--every", "1 month", "--on", "2026-01-05")
    custlove("log", "pia", "Lunch", "--on", "2026-02-08")
    for month in range(3, 7):
        custlove("purchase", "add", "pia", "10", "EUR", "--on", f"2026-0{month}-20")
    assert quiet(custlove, "2026-04-08") == []
    [found] = quiet(custlove, "2026-06-24")
    assert (found["last_contact_on"], found["last_word_on"], found["days_quiet"], found["pays_only"]) == (
        "2026-06-20", "2026-02-08", 136, True,
    )  # fmt: skip
    assert "pays, but no word since 8 Feb" in custlove("--today", "2026-06-24", "today").out
    # A word of yours restarts it.
    custlove("log", "pia", "How are you?", "--out", "--on", "2026-06-23")
    assert quiet(custlove, "2026-06-24") == []
    custlove("undo")
    assert len(quiet(custlove, "2026-06-24")) == 1
