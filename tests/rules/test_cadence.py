"""How often to be in touch, and who has gone quiet."""

import sqlite3
from calendar import monthrange
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import cadence
from custlove.rules.cadence import NO_CADENCE, Cadence, Quiet
from custlove.rules.contact import Last
from custlove.store import file

ANY_DAY = st.dates(date(1900, 1, 1), date(2199, 12, 31))
# Months are clamped at their ends: half of the days are one of their last.
DAYS = ANY_DAY | st.builds(
    lambda year, month, back: date(year, month, monthrange(year, month)[1] - back),
    st.integers(1900, 2199),
    st.integers(1, 12),
    st.integers(0, 2),
)
CADENCES = st.integers(1, 3660).map(lambda days: Cadence(days=days)) | st.integers(1, 120).map(
    lambda months: Cadence(months=months)
)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("10 days", "10d", "10 days"),
        ("1 day", "1d", "day"),
        ("every day", "1d", "day"),
        ("daily", "1d", "day"),
        ("3 weeks", "21d", "3 weeks"),
        ("21d", "21d", "3 weeks"),
        ("every 3 weeks", "21d", "3 weeks"),
        ("weekly", "7d", "week"),
        ("2 months", "2m", "2 months"),
        ("2mo", "2m", "2 months"),
        ("quarter", "3m", "quarter"),
        ("quarterly", "3m", "quarter"),
        ("every 2 quarters", "6m", "2 quarters"),
        ("year", "12m", "year"),
        ("yearly", "12m", "year"),
        ("18 months", "18m", "6 quarters"),
        ("10 years", "120m", "10 years"),
        ("3660 days", "3660d", "3660 days"),
        ("  Every   3  WEEKS ", "21d", "3 weeks"),
        ("two weeks", "14d", "2 weeks"),
        ("every other week", "14d", "2 weeks"),
        ("a month", "1m", "month"),
        ("none", "none", "none"),
        ("never", "none", "none"),
    ],
)
def test_words_for_a_cadence(words: str, code: str, said: str) -> None:
    read = cadence.parse(words)
    assert (read.code, str(read)) == (code, said)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "0 days",
        "3661 days",
        "11 years",
        "1m",
        "m",
        "-3 weeks",
        "1.5 weeks",
        "3 weeks ago",
        "٣ days",
        "every",
        "every none",
        "10",
        "99999 days",
        "weeks 3",
        "3 fortnights",
        "every 3 weeks 2 days",
    ],
)
def test_what_is_no_cadence_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"^(Write a cadence like|A cadence is at least)"):
        cadence.parse(words)


@given(CADENCES | st.just(NO_CADENCE))
def test_said_or_kept_it_is_the_same_cadence_again(rhythm: Cadence) -> None:
    assert cadence.parse(str(rhythm)) == rhythm
    if rhythm:
        assert cadence.parse(f"every {rhythm}") == rhythm
    assert cadence.from_code(rhythm.code) == rhythm


def test_a_person_without_a_cadence_of_their_own() -> None:
    assert cadence.from_code(None) is None
    assert cadence.from_code("none") == NO_CADENCE
    assert not NO_CADENCE
    assert NO_CADENCE.every_days is None


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        ("10 days", 10),
        ("3 weeks", 21),
        ("month", 30),
        ("2 months", 61),
        ("quarter", 91),
        ("year", 365),
        ("10 years", 3652),
    ],
)
def test_a_month_in_days_is_the_calendars_average(rhythm: str, days: int) -> None:
    assert cadence.parse(rhythm).every_days == days


@pytest.mark.parametrize(
    ("contact", "rhythm", "due"),
    [
        ("2026-11-01", "3 weeks", "2026-11-22"),
        ("2026-01-31", "month", "2026-02-28"),
        ("2024-01-31", "month", "2024-02-29"),
        ("2026-01-30", "month", "2026-02-28"),
        ("2026-03-31", "month", "2026-04-30"),
        ("2026-01-31", "2 months", "2026-03-31"),
        ("2026-11-30", "quarter", "2027-02-28"),
        ("2027-11-30", "quarter", "2028-02-29"),
        ("2024-02-29", "year", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2026-12-15", "month", "2027-01-15"),
        ("1900-01-31", "month", "1900-02-28"),
        ("2000-01-31", "month", "2000-02-29"),
    ],
)
def test_the_last_day_that_is_not_quiet(contact: str, rhythm: str, due: str) -> None:
    assert cadence.due_on(date.fromisoformat(contact), cadence.parse(rhythm)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-21", None),
        ("2026-11-22", None),
        ("2026-11-23", Quiet(22, 0.05)),
        ("2026-12-13", Quiet(42, 1.0)),
        ("2026-12-23", Quiet(52, 1.48)),
    ],
)
def test_quiet_is_past_the_last_touch_and_the_cadence(today: str, expected: Quiet | None) -> None:
    assert cadence.quiet(date(2026, 11, 1), cadence.parse("3 weeks"), date.fromisoformat(today)) == expected


def test_lateness_is_days_past_over_the_very_period() -> None:
    # From 31 January to 28 February a month has 28 days: 7 days past it are a quarter of that.
    assert cadence.quiet(date(2026, 1, 31), Cadence(months=1), date(2026, 3, 7)) == Quiet(35, 0.25)


@given(DAYS, st.integers(0, 4000))
def test_without_a_cadence_nobody_goes_quiet(contact: date, days: int) -> None:
    assert cadence.due_on(contact, NO_CADENCE) is None
    assert cadence.quiet(contact, NO_CADENCE, contact + timedelta(days=days)) is None


@given(DAYS, CADENCES, st.integers(-10, 5000))
def test_lateness_only_grows(contact: date, rhythm: Cadence, days: int) -> None:
    today = contact + timedelta(days=days)
    before, after = (cadence.quiet(contact, rhythm, each) for each in (today, today + timedelta(days=1)))
    due = cadence.due_on(contact, rhythm)
    assert due is not None
    assert (before is not None) == (today > due > contact)
    if before is not None:
        assert after is not None
        assert after.days_quiet == before.days_quiet + 1
        assert after.lateness >= before.lateness >= 0


@pytest.mark.parametrize(("first_due", "since"), [(-1, 10), (0, 10), (10, 10), (11, 11), (40, 40)])
def test_who_was_never_touched_is_put_off_but_never_due_earlier(first_due: int, since: int) -> None:
    came = date(2026, 3, 1)
    put_off = came + timedelta(days=first_due)
    last_day, rhythm = came + timedelta(days=since), Cadence(days=10)
    assert cadence.quiet(came, rhythm, last_day, put_off) is None
    assert cadence.quiet(came, rhythm, last_day + timedelta(days=5), put_off) == (since + 5, 0.5)


@given(DAYS, DAYS, CADENCES)
def test_a_later_touch_is_never_due_earlier(first: date, second: date, rhythm: Cadence) -> None:
    early, late = (cadence.due_on(each, rhythm) for each in sorted((first, second)))
    assert early is not None
    assert late is not None
    assert early <= late


@given(DAYS, st.integers(-1200, 1200))
def test_months_are_the_calendars(day: date, months: int) -> None:
    moved = cadence.add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    """An empty journal in memory."""
    with closing(file.empty()) as connection:
        # Every row belongs to a change.
        connection.execute("INSERT INTO change (at, zone, command) VALUES ('', 'UTC', 'test')")
        yield connection


@given(DAYS, CADENCES | st.just(NO_CADENCE), st.booleans())
def test_the_database_counts_as_the_rule_does(
    empty: sqlite3.Connection, contact: date, rhythm: Cadence, touched: bool
) -> None:
    # The column by which `today` seeks the quiet: person.quiet_on.
    added = contact if not touched else date(1900, 1, 1)
    empty.execute("DELETE FROM person")
    empty.execute(
        "INSERT INTO person (id, uid, handle, name, name_key, added_on, every, last_word_on)"
        " VALUES (1, 'u', 'anna', 'Anna', 'anna', ?, ?, ?)",
        (added.isoformat(), rhythm.code, contact.isoformat() if touched else None),
    )
    due = cadence.due_on(contact, rhythm)
    found = empty.execute("SELECT quiet_on, word_on FROM person").fetchone()
    assert found == (due.isoformat() if due else None, contact.isoformat())


WORD, ADDED = date(2026, 2, 8), date(2026, 1, 1)


@pytest.mark.parametrize(
    ("last", "today", "restarts", "pays_only"),
    [
        # For two periods a purchase counts as any contact.
        (Last(WORD, date(2026, 4, 1), None), date(2026, 4, 8), date(2026, 4, 1), False),
        (Last(WORD, date(2026, 4, 1), None), date(2026, 4, 9), WORD, True),
        # What came from you restarts the clock whatever they bought.
        (Last(WORD, date(2026, 4, 1), date(2026, 3, 20)), date(2026, 4, 9), date(2026, 3, 20), True),
        # A word and a purchase on one day.
        (Last(WORD, WORD, None), date(2026, 9, 1), WORD, False),
        (Last(None, date(2026, 2, 20), None), date(2026, 3, 1), date(2026, 2, 20), False),
        (Last(None, date(2026, 2, 20), None), date(2026, 3, 2), ADDED, True),
        (Last(None, None, None), date(2026, 9, 1), ADDED, False),
    ],
)
def test_whether_a_purchase_restarts_it(last: Last, today: date, restarts: date, *, pays_only: bool) -> None:
    monthly = Cadence(months=1)
    assert cadence.restarts_on(last, ADDED, monthly, today) == restarts
    assert cadence.pays_only(last, ADDED, monthly, today) == pays_only
