"""`custlove trust`: the account of a person, and everybody's."""

import re

import pytest

from tests.conftest import Program, Refusal, written_once


def shown(program: Program, *arguments: str) -> str:
    """What stands at a terminal, without its styles."""
    return re.sub(r"\x1b\[[\d;]*m", "", program(*arguments, tty=True).out)


@pytest.fixture
@written_once
def account(anna: Program) -> Program:
    """Half a year with Anna: promises kept in every way, criticism answered too late, a wow."""
    anna("promise", "add", "anna", "the plan", "--by", "2026-10-10", "--on", "2026-09-20")
    anna("promise", "keep", "1", "--on", "2026-10-07", "--extra", "a drawing")
    anna("promise", "add", "anna", "the figures", "--by", "2026-10-12", "--on", "2026-10-01")
    anna("promise", "keep", "2", "--on", "2026-10-14")
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-01", "--on", "2026-10-20")
    anna("promise", "add", "anna", "their logo", "--theirs", "--by", "2026-10-01", "--on", "2026-09-20")
    anna("feedback", "hear", "anna", "too slow", "--kind", "criticism", "--on", "2026-10-24 10:00")
    anna("feedback", "confirm", "1", "faster", "--on", "2026-10-26 09:00")
    anna("feedback", "act", "1", "a fixed day", "--on", "2026-10-27")
    anna("feedback", "thank", "1", "a card", "--on", "2026-10-30")
    anna("log", "anna", "the workshop", "--wow", "--on", "2026-09-05")
    return anna


def test_a_statement_is_an_account(account: Program) -> None:
    assert shown(account, "trust", "anna") == (
        "Anna Karenina: trust stands at -2\n\n"
        "on      what                              points  balance\n"
        "5 Sep   a wow: the workshop                   +2        2\n"
        "7 Oct   kept 3 days early: the plan           +3        5\n"
        "7 Oct   beyond the promise: a drawing         +1        6\n"
        "14 Oct  kept 2 days late: the figures         -2        4\n"
        "25 Oct  no answer for 24 hours: too slow      -3        1\n"
        "30 Oct  thanked: a card                       +2        3\n"
        "2 Nov   broken: the offer                     -5       -2\n"
    )


def test_json_has_the_lines(account: Program) -> None:
    found = account("trust", "anna", "--json").json
    assert (found["person"], found["name"], found["balance"]) == ("anna", "Anna Karenina", -2)
    assert found["lines"][0] == {
        "on": "2026-09-05", "what": "a wow: the workshop", "points": 2, "balance": 2, "kind": "wow",
    }  # fmt: skip


def test_since_brings_the_rest_forward(account: Program) -> None:
    found = account("trust", "anna", "--since", "2026-10-20", "--json").json
    assert (found["brought_forward"], found["balance"], len(found["lines"])) == (4, -2, 3)
    assert shown(account, "trust", "anna", "--since", "2026-10-20").startswith(
        "Anna Karenina: trust stands at -2, 4 of it from before 20 Oct\n"
    )
    account("trust", "--since", "90d", code=2)


def test_as_of_a_day_nothing_later_counts(account: Program) -> None:
    for day, balance in (("2026-09-04", 0), ("2026-10-07", 6), ("2026-10-13", 1), ("2026-10-14", 4), ("2026-11-01", 3)):
        assert account("--today", day, "trust", "anna", "--json").json["balance"] == balance, day
    assert shown(account, "--today", "2026-09-04", "trust", "anna") == (
        "Anna Karenina: trust stands at 0\n\nNothing on the account yet.\n".replace("\n\n", "\n")
    )


def test_a_day_without_an_answer_counts_hours_over_the_change_of_clocks(anna: Program) -> None:
    anna("feedback", "hear", "anna", "too slow", "--kind", "criticism", "--on", "2026-10-24 23:30")
    anna("feedback", "confirm", "1", "faster", "--on", "2026-10-25 22:45")
    # The 25th has 25 hours: 23:30 to 22:45 are 24 hours and a quarter.
    assert [line["kind"] for line in anna("trust", "anna", "--json").json["lines"]] == ["unanswered"]


def test_answered_within_the_day_costs_nothing(anna: Program) -> None:
    anna("feedback", "hear", "anna", "too slow", "--kind", "criticism", "--on", "2026-10-20 10:00")
    anna("feedback", "confirm", "1", "faster", "--on", "2026-10-21 09:59")
    assert anna("trust", "anna", "--json").json["lines"] == []


def test_the_settings_say_what_deeds_are_worth(account: Program) -> None:
    account("config", "set", "trust.broken", "--", "-9")
    account("config", "set", "trust.wow", "0")
    assert account("trust", "anna", "--json").json["balance"] == -8


def test_everybody_lowest_first(account: Program) -> None:
    account("person", "add", "Konstantin Levin", "--as", "levin", "--on", "2026-09-01")
    account("log", "levin", "harvest", "--wow", "--on", "2026-09-05")
    account("person", "add", "Nobody Yet", "--on", "2026-09-01")
    assert account("trust").out == (
        "person\tname\tdeposits\twithdrawals\tbalance\n"
        "anna\tAnna Karenina\t8\t-10\t-2\n"
        "levin\tKonstantin Levin\t2\t0\t2\n"
    )
    account("person", "archive", "levin")
    assert [row["person"] for row in account("trust", "--json").json] == ["anna"]
    assert len(account("--today", "2026-11-20", "trust", "--json").json) == 2


def test_who_has_no_line_has_no_account(anna: Program) -> None:
    anna("promise", "add", "anna", "the plan", "--by", "2026-12-01")
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-20", "--on", "2026-11-01")
    anna("promise", "release", "2", "--on", "2026-11-21")
    anna("feedback", "hear", "anna", "a joy", "--kind", "praise")
    assert anna("trust", "anna", "--json").json["lines"] == []
    assert anna("trust", "--json").json == []
    anna("promise", "keep", "1")
    assert [(each["person"], each["balance"]) for each in anna("trust", "--json").json] == [("anna", 3)]


def test_nobody_and_nothing(custlove: Program, anna: Program, refused: Refusal) -> None:
    assert anna("trust", "--json").json == []
    refused("trust", "boris", code=3)
