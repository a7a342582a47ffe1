"""`custlove trust`: the account of a person, and everybody's."""

import re
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custlove import config
from custlove.reports import trust as report
from custlove.store import file
from tests.conftest import Program, Refusal

RATES = report.rates(config.Settings({}, {}).numbers)


def shown(program: Program, *arguments: str) -> str:
    """What stands at a terminal, without its styles."""
    return re.sub(r"\x1b\[[\d;]*m", "", program(*arguments, tty=True).out)


@pytest.fixture
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


def test_nobody_and_nothing(custlove: Program, anna: Program, refused: Refusal) -> None:
    assert anna("trust", "--json").json == []
    refused("trust", "boris", code=3)


def _journal(path: Path, drawn: list[tuple[int, ...]]) -> None:
    """Promises, some moved, some released, some that became a mistake, written past the rules of the commands."""
    start = date(2026, 3, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO change (at, zone, command) VALUES ('', '', 'drawn')")
        connection.execute(
            "INSERT INTO person (uid, handle, name, name_key, added_on) VALUES ('p', 'p', 'P', 'p', '2026-01-01')"
        )
        for number, (due, kept, moved, fate, mistake) in enumerate(drawn, 1):
            day = [(start + timedelta(days=each)).isoformat() for each in (due, kept, moved)]
            connection.execute(
                "INSERT INTO promise (id, uid, person_id, what, by, made_on, due_on, kept_on, released_on, extra)"
                " VALUES (?, ?, 1, 'w', ?, '2026-01-01', ?, ?, ?, ?)",
                (number, str(number), "theirs" if fate == 5 else "mine", day[0], day[1] if fate < 3 else None,
                 day[1] if fate == 3 else None, "more" if fate == 1 else None),
            )  # fmt: skip
            if moved % 3 == 0:
                was = (start + timedelta(days=due - 5)).isoformat()
                connection.execute(
                    "INSERT INTO promise_move (promise_id, moved_on, from_due, to_due) VALUES (?, ?, ?, ?)",
                    (number, day[2], was, day[0]),
                )
            if mistake:
                connection.execute(
                    "INSERT INTO mistake (uid, person_id, what, severity, promise_id, noticed_on, owned_on)"
                    " VALUES (?, 1, 'm', 2, ?, ?, ?)",
                    (f"m{number}", number, day[2], day[2] if mistake == 1 else None),
                )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(*[st.integers(5, 40)] * 3, st.integers(0, 5), st.integers(0, 2)), max_size=6),
    st.integers(0, 50),
)
def test_everybody_is_the_sum_of_the_statements(tmp_path: Path, drawn: list[tuple[int, ...]], today: int) -> None:
    path = tmp_path / "journal.db"
    path.unlink(missing_ok=True)
    file.create(path)
    _journal(path, drawn)
    now = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Europe/Berlin")) + timedelta(days=today)
    with closing(file.open_journal(path)) as connection:
        one = report.statement(connection, 1, RATES, now)
        accounts = report.everybody(connection, RATES, now)
    worth = [line.points for line in one.lines]
    sums = (sum(each for each in worth if each > 0), sum(each for each in worth if each < 0))
    found = [(each.deposits, each.withdrawals) for each in accounts]
    assert found in ([sums], [] if sums == (0, 0) else [sums])
