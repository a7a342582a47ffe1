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
        "Anna Karenina: trust stands at -4\n\n"
        "on      what                                            points  balance\n"
        "5 Sep   a wow: the workshop                                 +2        2\n"
        "7 Oct   kept 3 days early: the plan                         +2        4\n"
        "14 Oct  kept 2 days late, none kept since: the figures      -2        2\n"
        "25 Oct  no answer for 24 hours: too slow                    -3       -1\n"
        "30 Oct  thanked: a card                                     +2        1\n"
        "2 Nov   broken, none kept since: the offer                  -5       -4\n"
    )


def test_json_has_the_lines(account: Program) -> None:
    found = account("trust", "anna", "--json").json
    assert (found["person"], found["name"], found["balance"]) == ("anna", "Anna Karenina", -4)
    assert found["lines"][0] == {
        "on": "2026-09-05", "what": "a wow: the workshop", "points": 2, "balance": 2, "kind": "wow", "kept_since": None,
    }  # fmt: skip


def test_since_brings_the_rest_forward(account: Program) -> None:
    found = account("trust", "anna", "--since", "2026-10-20", "--json").json
    assert (found["brought_forward"], found["balance"], len(found["lines"])) == (2, -4, 3)
    assert shown(account, "trust", "anna", "--since", "2026-10-20").startswith(
        "Anna Karenina: trust stands at -4, 2 of it from before 20 Oct\n"
    )
    account("trust", "--since", "90d", code=2)


def test_as_of_a_day_nothing_later_counts(account: Program) -> None:
    for day, balance in (
        ("2026-09-04", 0),
        ("2026-10-07", 4),
        ("2026-10-13", -1),
        ("2026-10-14", 2),
        ("2026-11-01", 1),
    ):
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


def test_an_answer_of_the_next_day_without_a_time_is_in_time(anna: Program) -> None:
    anna("feedback", "hear", "anna", "too slow", "--kind", "criticism", "--on", "2026-10-20")
    assert [line["kind"] for line in anna("trust", "anna", "--json").json["lines"]] == ["unanswered"]
    anna("feedback", "confirm", "1", "faster", "--not-agreed", "--on", "2026-10-21")
    assert anna("trust", "anna", "--json").json["lines"] == []
    anna("undo")
    anna("feedback", "confirm", "1", "faster", "--on", "2026-10-21 12:01")
    assert [line["kind"] for line in anna("trust", "anna", "--json").json["lines"]] == ["unanswered"]


def test_the_settings_say_what_deeds_are_worth(account: Program) -> None:
    account("config", "set", "trust.broken", "--", "-9")
    account("config", "set", "trust.wow", "0")
    assert account("trust", "anna", "--json").json["balance"] == -10


def test_a_breach_says_how_many_were_kept_in_a_row_since(account: Program) -> None:
    for number, what in ((5, "the text"), (6, "the map")):
        account("promise", "add", "anna", what, "--by", "2026-11-10", "--on", "2026-11-05")
        account("promise", "keep", str(number), "--on", "2026-11-10")
        if number == 5:
            assert "broken, 1 kept since: the offer " in shown(account, "trust", "anna")
    assert "broken, 2 kept in a row since: the offer " in shown(account, "trust", "anna")
    lines = account("trust", "anna", "--json").json["lines"]
    assert {line["what"]: line["kept_since"] for line in lines if line["kept_since"] is not None} == {
        "kept 2 days late: the figures": 0, "broken: the offer": 2,
    }  # fmt: skip
    assert account("--today", "2026-11-09", "trust", "anna", "--json").json["lines"][-1]["kept_since"] == 0


@pytest.fixture
def mending(account: Program) -> Program:
    """Next to Anna's broken offer a criticism, a mistake not owned, and one, owned, with somebody else."""
    account("feedback", "hear", "anna", "too dear", "--kind", "criticism", "--on", "2026-11-22 08:00")
    account("mistake", "add", "anna", "the wrong date", "--on", "2026-11-10")
    account("person", "add", "Konstantin Levin", "--as", "levin", "--on", "2026-09-01")
    account("mistake", "add", "levin", "a lost letter", "--on", "2026-11-19")
    account("mistake", "own", "2", "called", "--on", "2026-11-19")
    account("log", "levin", "harvest", "--wow", "--on", "2026-09-05")
    account("person", "add", "Nobody Yet", "--on", "2026-09-01")
    return account


def test_alone_it_lists_your_deeds_to_mend_what_cost_most_first(mending: Program) -> None:
    assert shown(mending, "trust") == (
        "name              what            on      custlove …           points\n"
        "Anna Karenina     the offer       1 Nov   promise keep|move 3      -5\n"
        "Anna Karenina     the wrong date  10 Nov  mistake own 1            -3\n"
        "Konstantin Levin  a lost letter   19 Nov  mistake repair 2          0\n"
        "Anna Karenina     too dear        22 Nov  feedback confirm 2        0\n"
    )
    first = mending("trust").out.splitlines()[:2]
    heading = "person\tname\tkind\twhat\ton\tnext_step\tcommand\tpoints\tdeposits\twithdrawals\tbalance\tid\tref"
    broken = "anna\tAnna Karenina\tpromise\tthe offer\t2026-11-01\tkeep it, or agree another day\t"
    assert first == [heading, f"{broken}custlove promise keep|move 3\t-5\t6\t-13\t-7\t3\tp3"]
    assert mending("trust", "--json").json[2] == {
        "person": "levin", "name": "Konstantin Levin", "kind": "mistake", "id": 2, "ref": "m2", "what": "a lost letter",
        "on": "2026-11-19", "points": 0, "next_step": "make it right", "command": "custlove mistake repair 2",
        "deposits": 2, "withdrawals": 0, "balance": 2,
    }  # fmt: skip


def test_one_story_is_one_deed_to_mend(account: Program) -> None:
    account("mistake", "add", "--promise", "3", "--on", "2026-11-04")
    account("mistake", "own", "1", "--on", "2026-11-04")
    found = account("trust", "--json").json
    assert [(each["kind"], each["points"], each["command"]) for each in found] == [
        ("mistake", -5, "custlove mistake repair 1")
    ]
    before = account("--today", "2026-11-03", "trust", "--json").json
    assert [(each["kind"], each["points"]) for each in before] == [("promise", -5)]
    # Followed up, and still not kept: the promise waits, and has cost what its story did.
    account("mistake", "repair", "1", "a day off the bill", "--on", "2026-11-05")
    account("mistake", "followup", "1", "all well", "--on", "2026-11-20")
    assert [(each["kind"], each["points"]) for each in account("trust", "--json").json] == [("promise", -5)]


def test_nothing_is_to_mend_with_who_is_archived_and_nothing_later_counts(mending: Program) -> None:
    mending("person", "archive", "levin")
    assert {each["person"] for each in mending("trust", "--json").json} == {"anna"}
    assert [each["id"] for each in mending("--today", "2026-11-21", "trust", "--json").json] == [3, 1, 2]
    assert shown(mending, "--today", "2026-10-01", "trust") == (
        "Nothing to mend: no broken promise of yours, no open criticism, no open mistake.\n"
    )


def test_what_is_open_or_released_earns_and_costs_nothing(anna: Program) -> None:
    anna("promise", "add", "anna", "the plan", "--by", "2026-12-01")
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-20", "--on", "2026-11-01")
    anna("promise", "release", "2", "--on", "2026-11-20")
    anna("feedback", "hear", "anna", "a joy", "--kind", "praise")
    assert anna("trust", "anna", "--json").json["lines"] == []
    anna("promise", "keep", "1")
    assert anna("trust", "anna", "--json").json["balance"] == 2
    assert anna("trust", "--json").json == []


def test_nobody_and_nothing(custlove: Program, anna: Program, refused: Refusal) -> None:
    assert anna("trust", "--json").json == []
    refused("trust", "boris", code=3)
