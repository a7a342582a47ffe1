"""What dates.py reads, what it refuses, and what it says."""

import calendar
import subprocess
import sys
import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from custlove.dates import Lean, read_day, read_moment, say_day, say_short, say_weekday
from custlove.errors import UnreadableDate
from custlove.quoting import visible
from custlove.rules.moments import Moment

SUNDAY = date(2026, 11, 22)
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 22, 10, 15, 30, tzinfo=BERLIN)
DUE, PAST, ANY = Lean.DUE, Lean.PAST, Lean.ANY

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
middle_days = st.dates(date(1910, 1, 1), date(2190, 12, 31))
leans = st.sampled_from(Lean)
orders = st.sampled_from([None, "day-first", "month-first"])
weekdays = st.sampled_from(["mon", "tuesday", "wed", "thurs", "friday", "sat", "sun"])
month_names = st.sampled_from([*calendar.month_name[1:], *calendar.month_abbr[1:]])
relaxed = settings(deadline=None)  # the first word that loads pendulum is slow


def day(words: str, lean: Lean = DUE, today: date = SUNDAY, order: str | None = None) -> date:
    return read_day(words, today=today, lean=lean, order=order)


def moment(words: str, lean: Lean = PAST, now: datetime = NOW) -> Moment:
    return read_moment(words, now=now, lean=lean)


def refusal(words: str, lean: Lean = DUE, order: str | None = None) -> UnreadableDate:
    with pytest.raises(UnreadableDate) as caught:
        day(words, lean, order=order)
    return caught.value


# Days, table by table -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lean", Lean)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", "2026-11-22"),
        ("tonight", "2026-11-22"),
        ("in two weeks", "2026-12-06"),
        ("twelve days ago", "2026-11-10"),
        ("15.12.2026", "2026-12-15"),
        ("3.4.2026", "2026-04-03"),
        ("2026/12/15", "2026-12-15"),
        ("2026/1/5", "2026-01-05"),
        ("the 1st of december 2026", "2026-12-01"),
        ("tomorrow", "2026-11-23"),
        ("yesterday", "2026-11-21"),
        ("  ToDay ", "2026-11-22"),
        ("next friday", "2026-11-27"),
        ("next   FRI", "2026-11-27"),
        ("next sunday", "2026-11-29"),
        ("last friday", "2026-11-20"),
        ("last sunday", "2026-11-15"),
        ("in 2 weeks", "2026-12-06"),
        ("in a week", "2026-11-29"),
        ("in a day", "2026-11-23"),
        ("in 0 days", "2026-11-22"),
        ("in 10d", "2026-12-02"),
        ("3 days ago", "2026-11-19"),
        ("3d ago", "2026-11-19"),
        ("a month ago", "2026-10-22"),
        ("+2w", "2026-12-06"),
        ("+2 weeks", "2026-12-06"),
        ("-3d", "2026-11-19"),
        ("+0d", "2026-11-22"),
        ("+1mo", "2026-12-22"),
        ("-1 month", "2026-10-22"),
        ("in 3 months", "2027-02-22"),
        ("+1q", "2027-02-22"),
        ("2 quarters ago", "2026-05-22"),
        ("in a quarter", "2027-02-22"),
        ("a year ago", "2025-11-22"),
        ("+1y", "2027-11-22"),
        ("in 2 years", "2028-11-22"),
        ("next week", "2026-11-29"),
        ("next month", "2026-12-22"),
        ("next quarter", "2027-02-22"),
        ("next year", "2027-11-22"),
        ("last week", "2026-11-15"),
        ("last month", "2026-10-22"),
        ("last quarter", "2026-08-22"),
        ("last year", "2025-11-22"),
        ("eow", "2026-11-22"),
        ("end of week", "2026-11-22"),
        ("eom", "2026-11-30"),
        ("end of the month", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("end of quarter", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("end of year", "2026-12-31"),
        ("2026-12-01", "2026-12-01"),
        ("1 december 2026", "2026-12-01"),
        ("1 sept 2026", "2026-09-01"),
        ("1 september 2026", "2026-09-01"),
        ("Dec 1, 2026", "2026-12-01"),
        ("dec 1 2026", "2026-12-01"),
        ("1st dec 2026", "2026-12-01"),
        ("dec 2nd 2026", "2026-12-02"),
        ("11th dec 2026", "2026-12-11"),
        ("12th dec 2026", "2026-12-12"),
        ("23rd dec 2026", "2026-12-23"),
        ("Fri 27 Nov 2026", "2026-11-27"),
        ("friday, nov 27, 2026", "2026-11-27"),
        ("fri nov 27 2026", "2026-11-27"),
        ("01 jan 1900", "1900-01-01"),
        ("2200-12-31", "2200-12-31"),
    ],
)
def test_words_that_mean_one_day_whatever_the_lean(words: str, expected: str, lean: Lean) -> None:
    assert day(words, lean).isoformat() == expected


@pytest.mark.parametrize(
    ("words", "due", "past", "whichever"),
    [
        ("friday", "2026-11-27", "2026-11-20", "2026-11-27"),
        ("sunday", "2026-11-29", "2026-11-15", "2026-11-29"),  # never today
        ("monday", "2026-11-23", "2026-11-16", "2026-11-23"),
        ("tues", "2026-11-24", "2026-11-17", "2026-11-24"),
        ("thur", "2026-11-26", "2026-11-19", "2026-11-26"),
        ("thurs", "2026-11-26", "2026-11-19", "2026-11-26"),
        ("1 dec", "2026-12-01", "2025-12-01", "2026-12-01"),
        ("15.12.", "2026-12-15", "2025-12-15", "2026-12-15"),
        ("the 15th", "2026-12-15", "2026-11-15", "2026-11-15"),
        ("22nd", "2026-11-22", "2026-11-22", "2026-11-22"),
        ("dec 1", "2026-12-01", "2025-12-01", "2026-12-01"),
        ("1st dec", "2026-12-01", "2025-12-01", "2026-12-01"),
        ("1 nov", "2027-11-01", "2026-11-01", "2026-11-01"),
        ("22 nov", "2026-11-22", "2026-11-22", "2026-11-22"),  # a named day may be today
        ("sun 22 nov", "2026-11-22", "2026-11-22", "2026-11-22"),
    ],
)
def test_words_that_lean(words: str, due: str, past: str, whichever: str) -> None:
    assert [day(words, lean).isoformat() for lean in (DUE, PAST, ANY)] == [due, past, whichever]


@pytest.mark.parametrize(
    ("words", "due", "past"),
    [
        ("2w", "2026-12-06", "2026-11-08"),
        ("2 weeks", "2026-12-06", "2026-11-08"),
        ("two weeks", "2026-12-06", "2026-11-08"),
        ("a month", "2026-12-22", "2026-10-22"),
        ("10d", "2026-12-02", "2026-11-12"),
    ],
)
def test_a_bare_length_goes_to_the_side_it_leans_to(words: str, due: str, past: str) -> None:
    assert [day(words, lean).isoformat() for lean in (DUE, PAST)] == [due, past]
    assert "that long ago or from now" in refusal(words, ANY).message


def test_this_friday_is_never_one_that_could_be_another() -> None:
    wednesday = date(2026, 11, 25)
    assert day("this friday", DUE, wednesday) == date(2026, 11, 27)
    assert day("this monday", PAST, wednesday) == date(2026, 11, 23)
    assert day("this friday", DUE) == date(2026, 11, 27)  # on a Sunday
    for words, lean, why in (("this wednesday", DUE, "today or a week"), ("this friday", PAST, "has not come yet")):
        with pytest.raises(UnreadableDate, match=why):
            day(words, lean, wednesday)


@pytest.mark.parametrize(
    ("words", "today", "lean", "expected"),
    [
        ("the 31st", "2026-11-22", DUE, "2026-12-31"),
        ("the 31st", "2026-12-01", PAST, "2026-10-31"),
        ("the 30th", "2027-02-10", DUE, "2027-03-30"),
        ("the 31st", "2027-03-01", PAST, "2027-01-31"),
        ("29 feb", "2026-11-22", DUE, "2028-02-29"),
        ("29 feb", "2026-11-22", PAST, "2024-02-29"),
        ("29 feb", "2028-02-29", DUE, "2028-02-29"),
        ("29 feb", "2028-02-29", PAST, "2028-02-29"),
        ("29 feb", "2096-03-01", DUE, "2104-02-29"),  # 2100 has none
        ("29 feb", "2104-02-28", PAST, "2096-02-29"),
        ("29 feb", "2028-11-22", ANY, "2028-02-29"),
        ("next year", "2028-02-29", DUE, "2029-02-28"),
        ("last year", "2028-02-29", DUE, "2027-02-28"),
        ("+1mo", "2027-01-31", DUE, "2027-02-28"),
        ("+1mo", "2028-01-31", DUE, "2028-02-29"),
        ("-1mo", "2027-03-31", DUE, "2027-02-28"),
        ("+1q", "2026-11-30", DUE, "2027-02-28"),
        ("eom", "2028-02-01", DUE, "2028-02-29"),
        ("eow", "2026-11-23", PAST, "2026-11-29"),
        ("eoq", "2026-09-30", DUE, "2026-09-30"),
        ("eoy", "2026-12-31", DUE, "2026-12-31"),
        ("tomorrow", "2026-12-31", DUE, "2027-01-01"),
        ("yesterday", "2027-01-01", DUE, "2026-12-31"),
        ("friday", "2026-12-31", DUE, "2027-01-01"),
        ("thursday", "2027-01-01", PAST, "2026-12-31"),
        ("1 jan", "2026-12-31", DUE, "2027-01-01"),
        ("31 dec", "2027-01-01", PAST, "2026-12-31"),
        ("eow", "2026-12-30", DUE, "2027-01-03"),
        ("+1mo", "2026-12-31", DUE, "2027-01-31"),
    ],
)
def test_leap_days_and_the_turn_of_the_year(words: str, today: str, lean: Lean, expected: str) -> None:
    assert day(words, lean, date.fromisoformat(today)).isoformat() == expected


@pytest.mark.parametrize(
    ("words", "day_first", "month_first"),
    [
        ("3/4", "2027-04-03", "2027-03-04"),
        ("3/4/2026", "2026-04-03", "2026-03-04"),
        ("03/12", "2026-12-03", "2027-03-12"),
    ],
)
def test_figures_are_read_in_the_order_of_the_settings(words: str, day_first: str, month_first: str) -> None:
    assert day(words, order="day-first").isoformat() == day_first
    assert day(words, order="month-first").isoformat() == month_first
    for order in (None, "", "year-first"):
        assert "whether the day or the month comes first" in refusal(words, order=order).message


def test_figures_with_one_possible_reading_are_still_not_guessed() -> None:
    assert "comes first" in refusal("25/12").message
    assert "not in the calendar" in refusal("12/25", order="day-first").message
    assert day("25/12", order="day-first") == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("+2m", "minutes or months"),
        ("2m", "minutes or months"),
        ("the 15st", "15 goes with th"),
        ("the 32nd", "not in the calendar"),
        ("2026/13/01", "not in the calendar"),
        ("tomorrow noon", "a day is wanted"),
        ("2 hours ago", "a day is wanted"),
        ("in 1 m", "minutes or months"),
        ("2m ago", "minutes or months"),
        ("Fri 28 Nov 2026", "that day is Sat 28 Nov 2026"),
        ("monday, 22 nov", "that day is Sun 22 Nov 2026"),
        ("2st dec", "2 goes with nd"),
        ("11st dec", "11 goes with th"),
        ("1 dec 26", "no full year"),
        ("dec 1, 26", "no full year"),
        ("1 dec 202", "no full year"),
        ("1 dec 6", "no full year"),
        ("30 feb", "not in the calendar"),
        ("0 dec", "not in the calendar"),
        ("29 feb 2027", "not in the calendar"),
        ("2027-02-29", "not in the calendar"),
        ("2026-13-01", "not in the calendar"),
        ("0000-01-01", "not in the calendar"),
        ("1899-12-31", "outside the years 1900 to 2200"),
        ("2201-01-01", "outside the years 1900 to 2200"),
        ("in 200 years", "outside the years 1900 to 2200"),
        ("+999999y", "not in the calendar"),
        ("-999999w", "not in the calendar"),
        ("999999 months ago", "not in the calendar"),
        ("yesterday 14:30", "a day is wanted"),
        ("2026-12-01T09:00", "a day is wanted"),
        ("9am", "a day is wanted"),
        ("now", "a day is wanted"),
    ],
)
def test_a_refusal_says_why(words: str, sentence: str) -> None:
    refused = refusal(words)
    assert sentence in refused.message
    assert refused.message.startswith(f'"{words}" ')
    assert refused.hint
    assert refused.exit_code == 2


def test_two_digit_years_are_refused_in_figures_too() -> None:
    assert "no full year" in refusal("3/4/26", order="day-first").message
    assert "no full year" in refusal("3.4.26").message


def test_a_29_feb_of_this_year_is_not_moved() -> None:
    assert "not in the calendar" in refusal("29 feb", ANY).message


@pytest.mark.parametrize(
    "words",
    [
        *("", " ", "\t", "friiday", "fr", "this week", "on friday", "next", "next next friday", "last day"),
        *("week", "in weeks", "in thirteen weeks", "+two weeks", "twoweeks", "+2", "2", "++2w", "+-2w", "in -2 weeks"),
        *("+aw", "aw ago", "in 2 weeks ago", "-2w ago", "in 1.5 weeks", "in 1000000000 days", "in 2 hours"),
        *("2h", "eo", "eod", "end of", "end of day", "endofmonth"),
        *("dec", "dec 2026", "1 dez", "1dec", "1. dec"),
        *("dec 1,", "1 dec 20266", "2026-1-5", "26-12-01", "20261201", "26/12/01/1", "2026-12", "2026-12-0"),
        *("3.4", "3-4", "3/4.", "3/4/", "1/2/3/4", "friday friday", "today tomorrow", "today.", "0x1 dec"),
        *("1_0 dec", "today\0", "to\0day", "fr\u0131day", "FR\u0130DAY", "\uff12 days ago", "in \u0663 days"),
        *("next wee\u212a", "001 dec", "003/4", "3/004", "\u2460dec", "\U0001f494", "to\u0301day"),
        *("\x1b[31mtoday", "today\u202e", "\ud800", "'today'", "(a+)+$", "None", "1 dec 2026 or so"),
    ],
)
def test_what_is_not_in_the_grammar_is_refused_by_both(words: str) -> None:
    assert "cannot be read" in refusal(words).message
    with pytest.raises(UnreadableDate):
        moment(words)


def test_the_hint_lists_the_forms_and_each_of_them_is_read() -> None:
    with pytest.raises(UnreadableDate) as caught:
        moment("blah")
    days_line, times_line = caught.value.hint.splitlines()
    assert refusal("blah").hint == days_line
    for form in days_line.removeprefix("Days: ").removesuffix(", Dec 1, 2026.").split(", "):
        assert day(form)
    assert day("Dec 1, 2026")
    for form in times_line.removeprefix("Times: ").removesuffix(".").split(", "):
        assert moment(form).timed


def test_what_was_typed_is_echoed_without_control_characters_and_cut() -> None:
    message = refusal("\x1b]0;owned\x07 \u202efri\u2066 \x85\n" + "x" * 10_000).message
    assert message.isprintable()
    assert message.startswith('"␛]0;owned␇ \\u202efri')
    assert len(message) < 200
    assert f'"{"x" * 60}"' in refusal("x" * 60).message
    assert f'"{"x" * 60}…"' in refusal("x" * 61).message


@pytest.mark.parametrize("piece", ["x", "1", " ", "a ", "in ", "1 dec ", "at ", "9:", "+1", "/1", "\0", "é"])
def test_ten_thousand_characters_are_refused_at_once(piece: str) -> None:
    long = piece * (10_000 // len(piece))
    begun = stopwatch.perf_counter()
    for words in (long, long[:60], long[:59] + "!"):
        refusal(words)
        with pytest.raises(UnreadableDate):
            moment(words)
    assert stopwatch.perf_counter() - begun < 1


def test_any_amount_of_space_is_tolerated() -> None:
    assert day(" " * 10_000 + "in \t 2 \n weeks" + " " * 10_000) == date(2026, 12, 6)


# Days, in general -----------------------------------------------------------------------------------------


@relaxed
@given(days, days, leans)
def test_a_day_written_in_full_comes_back(wanted: date, today: date, lean: Lean) -> None:
    said = say_day(wanted, today).partition(",")[0]
    for words in (wanted.isoformat(), f"{wanted:%d %b %Y}", f"{wanted:%A, %B %d, %Y}", said, said.upper()):
        assert read_day(words, today=today, lean=lean) == wanted


@relaxed
@given(middle_days, middle_days)
def test_a_short_day_comes_back_when_it_lies_in_this_year(wanted: date, today: date) -> None:
    assert read_day(say_short(wanted, today), today=today, lean=ANY) == wanted


@relaxed
@given(middle_days, weekdays, leans)
def test_a_weekday_is_within_a_week_on_the_side_it_leans_to(today: date, weekday: str, lean: Lean) -> None:
    found = read_day(weekday, today=today, lean=lean)
    away = (found - today).days
    assert 1 <= (-away if lean is PAST else away) <= 7
    assert f"{found:%a}".lower() == weekday[:3]
    assert read_day(f"next {weekday}", today=today, lean=lean) == read_day(weekday, today=today, lean=DUE)
    assert read_day(f"last {weekday}", today=today, lean=lean) == read_day(weekday, today=today, lean=PAST)


@relaxed
@given(middle_days, st.sampled_from(list(calendar.day_name)), leans)
def test_weekdays_and_weeks_are_those_of_pendulum(today: date, weekday: str, lean: Lean) -> None:
    start = pendulum.Date(today.year, today.month, today.day)
    wanted = pendulum.WeekDay(list(calendar.day_name).index(weekday))
    before, after = start.previous(wanted), start.next(wanted)
    assert day(weekday, lean, today) == (before if lean is PAST else after)
    assert (day(f"last {weekday}", lean, today), day(f"next {weekday}", lean, today)) == (before, after)
    assert day("eow", lean, today) == start.end_of("week")
    assert day("next week", lean, today) == start.add(weeks=1)
    assert day("last week", lean, today) == start.subtract(weeks=1)


@relaxed
@given(middle_days, month_names, st.integers(1, 31))
@example(date(2026, 11, 22), "feb", 29)
def test_a_day_of_a_month_is_the_nearest_on_its_side(today: date, month: str, number: int) -> None:
    words, wanted = f"{number} {month}", (datetime.strptime(month[:3], "%b").month, number)  # noqa: DTZ007
    if number > calendar.monthrange(2000, wanted[0])[1]:
        refusal(words)
        return
    due, past = (read_day(words, today=today, lean=lean) for lean in (DUE, PAST))
    assert past <= today <= due
    assert (due.month, due.day) == (past.month, past.day) == wanted
    between = [date(year, 1, 1) for year in range(past.year + 1, due.year)]
    leap_years = sum(calendar.isleap(year.year) for year in between)
    assert leap_years == 0 if wanted == (2, 29) else not between


@relaxed
@given(middle_days, st.integers(0, 500), st.sampled_from(["d", " days", "w", " week"]))
def test_days_and_weeks_ahead_and_ago_undo_each_other(today: date, count: int, unit: str) -> None:
    ahead = read_day(f"+{count}{unit}", today=today, lean=DUE)
    assert (ahead - today).days == count * (7 if "w" in unit else 1)
    assert read_day(f"in {count}{unit}", today=today, lean=PAST) == ahead
    assert read_day(f"-{count}{unit}", today=ahead, lean=DUE) == today
    assert read_day(f"{count}{unit} ago", today=ahead, lean=DUE) == today


@relaxed
@given(middle_days, st.integers(-36, 36), st.sampled_from([("mo", 1), ("q", 3)]))
def test_a_month_is_a_calendar_month_and_clamps(today: date, count: int, unit: tuple[str, int]) -> None:
    found = read_day(f"{count:+d}{unit[0]}", today=today, lean=DUE)
    months = today.year * 12 + today.month - 1 + count * unit[1]
    assert found.year * 12 + found.month - 1 == months
    assert found.day == min(today.day, calendar.monthrange(found.year, found.month)[1])


@relaxed
@given(middle_days, middle_days, st.integers(-100, 100))
def test_shifting_by_months_keeps_the_order_of_days(one: date, other: date, count: int) -> None:
    early, late = (read_day(f"{count:+d}mo", today=today, lean=DUE) for today in sorted((one, other)))
    assert early <= late


@relaxed
@given(middle_days, st.sampled_from(["w", "m", "q", "y"]))
def test_the_end_of_a_period_is_its_last_day_and_never_past(today: date, unit: str) -> None:
    last = read_day(f"eo{unit}", today=today, lean=PAST)
    after = last + timedelta(days=1)
    assert last >= today
    assert after.weekday() == 0 if unit == "w" else after.day == 1
    assert after.month in {"q": (1, 4, 7, 10), "y": (1,)}.get(unit, range(1, 13))
    assert (last - today).days < {"w": 7, "m": 31, "q": 92, "y": 366}[unit]


fragments = st.sampled_from(
    [
        *("next", "last", "in", "a", "ago", "+", "-", "2", "12", "31", "99", "2026", "w", "mo"),
        *("m", "days", "year", "friday", "fri", "dec", "29", "feb", "st", "nd", ",", ":", "/", ".", "T", "Z"),
        *("at", "9:00", "am", "pm", "14:30", "24:00", "2026-12-01", "+01:00"),
        *("today", "now", "eo", "end of", "the month", "\0", "é"),
    ],
)
grammatical = st.lists(st.one_of(fragments, st.just(" ")), max_size=8).map("".join)
spaced = st.lists(fragments, max_size=5).map(" ".join)


@pytest.mark.slow
@settings(deadline=None, max_examples=1000)
@given(st.one_of(st.text(), grammatical, spaced), days, leans, orders)
def test_any_text_is_read_or_refused(words: str, today: date, lean: Lean, order: str | None) -> None:
    try:
        found = read_day(words, today=today, lean=lean, order=order)
    except UnreadableDate as refused:
        assert visible(refused.message) == refused.message  # noqa: PT017
    else:
        assert type(found) is date
        assert 1900 <= found.year <= 2200
    now = datetime.combine(today, time(3, 30), tzinfo=NEW_YORK)
    try:
        instant = read_moment(words, now=now, lean=lean, order=order)
    except UnreadableDate:
        return
    assert (type(instant.at), type(instant.day), instant.at.tzinfo) == (datetime, date, UTC)
    assert instant.at.astimezone(NEW_YORK).date() == instant.day
    assert instant.zone == "America/New_York"


# Moments --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("yesterday 14:30", "2026-11-21 13:30:00"),
        ("friday at 9:00", "2026-11-20 08:00:00"),
        ("Friday, 9:00", "2026-11-20 08:00:00"),
        ("last fri at 9am", "2026-11-20 08:00:00"),
        ("2026-12-01 09:00", "2026-12-01 08:00:00"),
        ("2026-12-01T09:00", "2026-12-01 08:00:00"),
        ("2026-12-01t09:00:05", "2026-12-01 08:00:05"),
        ("2026-12-01T09:00Z", "2026-12-01 09:00:00"),
        ("2026-12-01T09:00:00+00:00", "2026-12-01 09:00:00"),
        ("2026-12-01 09:00 +05:45", "2026-12-01 03:15:00"),
        ("2026-12-01T09:00-0330", "2026-12-01 12:30:00"),
        ("2026-12-01T09:00-05", "2026-12-01 14:00:00"),
        ("2026-12-01T09:00-15:59", "2026-12-02 00:59:00"),
        ("14:30", "2026-11-22 13:30:00"),
        ("at 14:30", "2026-11-22 13:30:00"),
        ("today 00:00", "2026-11-21 23:00:00"),
        ("9am", "2026-11-22 08:00:00"),
        ("noon", "2026-11-22 11:00:00"),
        ("friday at noon", "2026-11-20 11:00:00"),
        ("2 hours ago", "2026-11-22 07:15:30"),
        ("an hour ago", "2026-11-22 08:15:30"),
        ("90 min ago", "2026-11-22 07:45:30"),
        ("2:30pm", "2026-11-22 13:30:00"),
        ("2:30 PM", "2026-11-22 13:30:00"),
        ("12am", "2026-11-21 23:00:00"),
        ("12:30am", "2026-11-21 23:30:00"),
        ("12pm", "2026-11-22 11:00:00"),
        ("12:05 pm", "2026-11-22 11:05:00"),
        ("dec 1 9pm", "2025-12-01 20:00:00"),
        ("1 dec 2026 9 pm", "2026-12-01 20:00:00"),
        ("3 days ago 8:15:07", "2026-11-19 07:15:07"),
        ("-3d 8:15", "2026-11-19 07:15:00"),
    ],
)
def test_a_day_with_a_time_of_day(words: str, expected: str) -> None:
    found = moment(words)
    assert f"{found.at:%Y-%m-%d %H:%M:%S}" == expected
    assert found.at.tzinfo is UTC
    assert found.day == found.at.astimezone(BERLIN).date()
    assert (found.zone, found.timed) == ("Europe/Berlin", True)


def test_a_fraction_of_a_second_is_kept() -> None:
    assert moment("2026-12-01T09:00:00.5Z").at == datetime(2026, 12, 1, 9, 0, 0, 500_000, tzinfo=UTC)
    assert moment("2026-12-01T09:00:00.000001Z").at.microsecond == 1


def test_an_offset_moves_the_day_to_the_users_own_calendar() -> None:
    assert moment("2026-12-01T23:30Z").day == date(2026, 12, 2)
    assert moment("2026-12-01T00:30+09:00").day == date(2026, 11, 30)


def test_without_a_time_today_is_now_and_other_days_are_their_noon() -> None:
    now = Moment(NOW.astimezone(UTC), SUNDAY, "Europe/Berlin", timed=False)
    assert moment("now") == now._replace(timed=True)
    for words in ("today", "+0d", "2026-11-22", "22 nov", "eow"):
        assert moment(words) == now
    noon = datetime(2026, 11, 20, 11, tzinfo=UTC)
    assert moment("friday") == Moment(noon, date(2026, 11, 20), "Europe/Berlin", timed=False)


def test_the_users_day_is_not_the_day_in_utc() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=NEW_YORK)
    assert moment("now", now=late).day == SUNDAY
    assert moment("23:30", now=late).at.date() == date(2026, 11, 23)
    assert moment("yesterday 23:30", now=late).day == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("24:00", "no clock shows"),
        ("9:60", "no clock shows"),
        ("9:00:60", "no clock shows"),
        ("13pm", "no clock shows"),
        ("0am", "no clock shows"),
        ("14:30pm", "no clock shows"),
        ("2026-12-01T09:00+16:00", "no clock shows"),
        ("2026-12-01T09:00+01:60", "no clock shows"),
        ("friday 9:00Z", "goes only with a day like 2026-12-01"),
        ("14:30+01:00", "goes only with a day like 2026-12-01"),
        ("30 feb 9:00", "not in the calendar"),
        ("3/4 9:00", "comes first"),
        ("2201-01-01 09:00", "outside the years"),
        ("2200-12-31T23:30-05:00", "outside the years"),
        ("1900-01-01T00:00+05:00", "outside the years"),
    ],
)
def test_a_moment_that_cannot_be_says_why(words: str, sentence: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        moment(words)
    assert sentence in caught.value.message
    assert caught.value.message.startswith(f'"{words}" ')


@pytest.mark.parametrize(
    "words",
    [
        *("friday 9", "friday at", "at", "at at 9:00", "blah 9:00", ", 9:00", "9:0", "9:00 friday"),
        *("now 9:00", "9:00:00.", "9.30", "0900", "9am9", "friday9:00", "fridayt9:00", "2026-12-01TT09:00"),
        *("2026-12-01T09:00+", "2026-12-01T09:00+1", "2026-12-01T09:00+01:", "2026-12-01T09:00ZZ"),
        *("2026-12-01T", "14:30 9am"),
    ],
)
def test_times_that_are_not_in_the_grammar_are_refused(words: str) -> None:
    with pytest.raises(UnreadableDate):
        moment(words)


def test_now_without_a_named_zone_is_the_callers_mistake() -> None:
    for now in (datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 22)):  # noqa: DTZ001
        with pytest.raises(TypeError):
            moment("now", now=now)


@pytest.mark.parametrize(
    ("zone", "words", "expected"),
    [
        (BERLIN, "2026-03-29 02:30", "03:30+0200"),
        (BERLIN, "2026-03-29 02:00", "03:00+0200"),
        (BERLIN, "2026-03-29 01:59", "01:59+0100"),
        (BERLIN, "2026-10-25 02:30", "02:30+0200"),
        (BERLIN, "2026-10-25 03:00", "03:00+0100"),
        (NEW_YORK, "2026-03-08 2:30am", "03:30-0400"),
        (NEW_YORK, "2026-11-01 1:30am", "01:30-0400"),
        (NEW_YORK, "2026-11-01 02:00", "02:00-0500"),
    ],
)
def test_skipped_times_move_on_and_doubled_ones_are_first(zone: ZoneInfo, words: str, expected: str) -> None:
    found = moment(words, now=NOW.astimezone(zone))
    assert f"{found.at.astimezone(zone):%H:%M%z}" == expected
    assert found.day.isoformat() == words[:10]


@pytest.mark.parametrize(("typed", "fold"), [("2026-10-25T02:30+02:00", 0), ("2026-10-25T02:30+01:00", 1)])
def test_an_offset_chooses_between_doubled_times(typed: str, fold: int) -> None:
    local = moment(typed).at.astimezone(BERLIN)
    assert (local.hour, local.minute, local.fold) == (2, 30, fold)


@relaxed
@given(days, st.times().map(lambda at: at.replace(fold=0)), st.sampled_from([BERLIN, NEW_YORK]))
@example(date(2026, 3, 29), time(2, 30), BERLIN)
@example(date(2026, 10, 25), time(2, 30), BERLIN)
@example(date(2026, 3, 8), time(2, 30), NEW_YORK)
@example(date(2026, 11, 1), time(1, 30), NEW_YORK)
def test_a_clock_time_comes_back_unless_the_clocks_skip_it(on: date, at: time, zone: ZoneInfo) -> None:
    found = moment(f"{on} {at}", now=NOW.astimezone(zone))
    wall, first = datetime.combine(on, at), datetime.combine(on, at, tzinfo=zone)
    gap = (first.replace(fold=1).utcoffset() or timedelta()) - (first.utcoffset() or timedelta())
    assert found.at.astimezone(zone).replace(tzinfo=None, fold=0) == wall + max(gap, timedelta())


# Saying ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (5, "Fri 27 Nov 2026, in 5 days"),
        (2, "Tue 24 Nov 2026, in 2 days"),
        (1, "Mon 23 Nov 2026, tomorrow"),
        (0, "Sun 22 Nov 2026, today"),
        (-1, "Sat 21 Nov 2026, yesterday"),
        (-3, "Thu 19 Nov 2026, 3 days ago"),
        (9, "Tue 1 Dec 2026, in 9 days"),
        (365, "Mon 22 Nov 2027, in 365 days"),
    ],
)
def test_every_answer_says_the_day_it_understood(away: int, said: str) -> None:
    assert say_day(SUNDAY + timedelta(days=away), SUNDAY) == said


def test_a_day_within_a_week_is_called_by_its_weekday() -> None:
    said = [say_weekday(SUNDAY + timedelta(days=away), SUNDAY) for away in (0, 1, 2, 6, 7, -1, 365)]
    assert said == ["today", "tomorrow", "Tuesday", "Saturday", "Sun 29 Nov", "Sat 21 Nov", "Mon 22 Nov 2027"]


def test_a_table_leaves_this_year_out() -> None:
    assert say_short(date(2026, 1, 1), SUNDAY) == "1 Jan"
    assert say_short(date(2027, 11, 27), SUNDAY) == "27 Nov 2027"


# What it costs --------------------------------------------------------------------------------------------

_PROBE = """
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo
from custlove.dates import Lean, read_day, read_moment, say_day
now = datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Europe/Berlin"))
for words in sys.argv[1:]:
    found = read_moment(words, now=now, lean=Lean.DUE)
    if ":" not in words and words != "now":
        assert read_day(words, today=now.date(), lean=Lean.DUE) == found.day
        say_day(found.day, now.date())
print("pendulum" in sys.modules)
"""


def loads_pendulum(*words: str) -> bool:
    command = [sys.executable, "-c", _PROBE, *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return ran.stdout.strip() == "True"


def test_plain_words_never_load_pendulum() -> None:
    near = ["today", "tomorrow", "yesterday", "now", "2026-12-01", "1 dec", "next week"]
    counted = ["+2w", "-3d", "in 2 weeks", "in a day", "3 days ago", "2w ago"]
    named = ["friday", "next mon", "last sunday", "eow", "end of the week", "friday at 9:00"]
    assert not loads_pendulum(*near, *counted, *named, "14:30", "yesterday 14:30", "2026-03-29 02:30")


@pytest.mark.parametrize("words", ["+1mo", "eom", "next quarter", "end of year"])
def test_months_do(words: str) -> None:
    assert loads_pendulum(words)


@pytest.mark.parametrize(
    "words",
    ["friday", "last mon", "eow", "eom", "+1mo", "next year", "1 dec", "2026-12-01", "+2w", "tomorrow"],
)
def test_only_plain_days_are_handed_out(words: str) -> None:
    assert type(day(words)) is date
    assert (type(moment(words).day), type(moment(words).at)) == (date, datetime)
