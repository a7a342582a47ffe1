"""Promises in bulk, by SQL, come to what the rules say of each."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from custlove import config
from custlove.reports import background_query
from custlove.reports.journal_wide import deeds_to_mend, promise_outcomes, promise_rate, trust
from custlove.reports.journal_wide.promise_outcomes import Outcome
from custlove.reports.lists import mistakes as mistake_report
from custlove.reports.lists import promises
from custlove.store import file

RATES = trust.rates(config.Settings({}, {}).numbers)
START = date(2026, 3, 1)
# A promise each: days of its due day, of being kept or released, of a move; what became of it, what mistake it was.
Drawn = list[tuple[int, ...]]
DRAWN = st.lists(st.tuples(*[st.integers(5, 40)] * 3, st.integers(0, 5), st.integers(0, 2)), max_size=6)


def _journal(folder: Path, drawn: Drawn) -> Path:
    """Promises, some moved, some released, some that became a mistake, written past the rules of the commands."""
    path = folder / "journal.db"
    path.unlink(missing_ok=True)
    file.create(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO change (at, zone, command) VALUES ('', '', 'drawn')")
        connection.execute(
            "INSERT INTO person (uid, handle, name, name_key, added_on) VALUES ('p', 'p', 'P', 'p', '2026-01-01')"
        )
        for number, (due, kept, moved, fate, mistake) in enumerate(drawn, 1):
            day = [(START + timedelta(days=each)).isoformat() for each in (due, kept, moved)]
            connection.execute(
                "INSERT INTO promise (id, uid, person_id, what, by, made_on, due_on, kept_on, released_on, extra)"
                " VALUES (?, ?, 1, 'w', ?, '2026-01-01', ?, ?, ?, ?)",
                (number, str(number), "theirs" if fate == 5 else "mine", day[0], day[1] if fate < 3 else None,
                 day[1] if fate == 3 else None, "more" if fate == 1 else None),
            )  # fmt: skip
            if moved % 3 == 0:
                was = (START + timedelta(days=due - 5)).isoformat()
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
    return path


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN, st.integers(0, 50))
def test_what_is_to_mend_is_what_is_open_and_costs_what_the_statement_says(
    tmp_path: Path, drawn: Drawn, today: int
) -> None:
    path = _journal(tmp_path, drawn)
    now = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Europe/Berlin")) + timedelta(days=today)
    with closing(file.open_journal(path)) as connection:
        one = trust.statement(connection, 1, RATES, now)
        to_mend = deeds_to_mend.deeds_to_mend(connection, RATES, now)
        broken = promises.listing(connection, promises.PromiseFilter(None, "mine", ("broken",)), now.date())
        mistakes = {each.id for each in mistake_report.listing(connection, mistake_report.MistakeFilter(), now.date())}
    worth = [line.points for line in one.lines]
    sums = (sum(each for each in worth if each > 0), sum(each for each in worth if each < 0))
    assert [(each.deposits, each.withdrawals, each.balance) for each in to_mend] == [(*sums, sum(sums))] * len(to_mend)
    open_ = {("promise", each.id) for each in broken if each.mistake is None} | {("mistake", each) for each in mistakes}
    assert {(each.kind, each.id) for each in to_mend} == open_
    assert [each.points for each in to_mend] == sorted(each.points for each in to_mend)
    assert sums[1] <= sum(each.points for each in to_mend) <= 0


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN, st.integers(0, 50), st.integers(0, 50))
@example([(10, 20, 1, 4, 0)], 30, 0).via("broken, and never moved")
@example([(10, 20, 1, 0, 0)], 30, 0).via("kept late")
@example([(10, 20, 1, 0, 0)], 15, 0).via("kept late, after today")
@example([(10, 8, 1, 0, 0), (10, 10, 1, 0, 0)], 30, 0).via("kept in time")
def test_the_rate_of_many_is_the_rate_of_each(tmp_path: Path, drawn: Drawn, today: int, since: int) -> None:
    path = _journal(tmp_path, drawn)
    on, first = START + timedelta(days=today), START + timedelta(days=since)
    with closing(file.open_journal(path)) as connection:
        found = promise_rate.rate(connection, promise_rate.PromiseRateOptions(since=first), on)
        each = promises.listing(connection, promises.PromiseFilter(), on)
        mine = promise_rate.mine(connection, first, on, background_query.directly(connection))
        came = {
            by: promise_outcomes.by_person(connection, by, first, on).get(1, Outcome()) for by in ("mine", "theirs")
        }
        missed = promise_outcomes.by_person(connection, "mine", first, on, missed=True).get(1, Outcome())
    inside = [one for one in each if one.due_on >= first]
    for by, tally in (("mine", found.mine), ("theirs", found.theirs)):
        assert (tally.kept, tally.due) == promises.keep_rate(inside, by, on)
        assert tally.due == tally.early + tally.on_day + tally.late + tally.broken
        assert tally.kept == tally.early + tally.on_day
        assert sum(came[by]) == tally.due
    assert mine._replace(moved=0, released=0) == found.mine._replace(moved=0, released=0)
    assert (missed.late, missed.broken) == (came["mine"].late, came["mine"].broken)
