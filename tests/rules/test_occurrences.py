"""The days of a rule, next to the plainest reading of RFC 5545: every day is looked at."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, takewhile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from custlove.rules import recurrence_phrases
from custlove.rules.occurrences import Course, before, begin, course, days, up_to
from custlove.rules.recurrence import FREQUENCIES, Rule, Weekday, complete, parse

SUNDAY = date(2026, 11, 22)


def all_days(rule: Rule, start: date, until: date) -> list[date]:
    """The days of a complete rule from its first one on, by looking at every period that has begun."""
    found: list[date] = []
    for number, period in enumerate(periods(rule, start, until)):
        if number % rule.interval == 0:
            fitting = [day for day in period if fits(rule, day)]
            picked = fitting if not rule.positions else sorted(set(pick(fitting, rule.positions)))
            found += [day for day in picked if start <= day <= until]
    ended = [day for day in found if rule.until is None or day <= rule.until]
    return ended[: rule.times] if rule.times else ended


def periods(rule: Rule, start: date, until: date) -> Iterator[list[date]]:
    # From well before the first day to well after the last, so that the periods at both ends are whole.
    every = [start + timedelta(days=each) for each in range(-400, (until - start).days + 400)]
    names = [first_day(rule, day) for day in every]
    grouped: dict[date, list[date]] = {}
    for name, day in zip(names, every, strict=True):
        grouped.setdefault(name, []).append(day)
    return (period for name, period in grouped.items() if name >= first_day(rule, start))


def first_day(rule: Rule, day: date) -> date:
    """The first day of the period in which a day lies."""
    match rule.frequency:
        case "DAILY":
            return day
        case "WEEKLY":
            return day - timedelta(days=(day.weekday() - rule.week_start) % 7)
        case "MONTHLY":
            return day.replace(day=1)
    return day.replace(month=1, day=1)


def fits(rule: Rule, day: date) -> bool:
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    by_day = not rule.month_days or day.day in rule.month_days or day.day - last.day - 1 in rule.month_days
    by_month = not rule.months or day.month in rule.months
    return by_day and by_month and (not rule.weekdays or any(is_one(rule, each, day) for each in rule.weekdays))


def is_one(rule: Rule, weekday: Weekday, day: date) -> bool:
    if day.weekday() != weekday.day:
        return False
    yearly = rule.frequency == "YEARLY" and not rule.months
    first = day.replace(month=1, day=1) if yearly else day.replace(day=1)
    after = date(day.year + 1, 1, 1) if yearly else (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    nth = (day - first).days // 7 + 1
    from_end = -((after - timedelta(days=1) - day).days // 7) - 1
    return weekday.nth in (0, nth, from_end)


def pick(fitting: list[date], positions: tuple[int, ...]) -> Iterator[date]:
    for position in positions:
        if 0 < position <= len(fitting):
            yield fitting[position - 1]
        elif 0 < -position <= len(fitting):
            yield fitting[position]


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    frequency = draw(st.sampled_from(FREQUENCIES))
    numbered = frequency in ("MONTHLY", "YEARLY")
    nth = st.sampled_from((0, 0, 1, 2, 5, -1, -2)) if numbered else st.just(0)
    weekdays = draw(st.lists(st.builds(Weekday, nth, st.integers(0, 6)), max_size=3, unique=True))
    month_days = (
        [] if frequency == "WEEKLY" else draw(st.lists(st.sampled_from((1, 13, 28, 29, 31, -1, -31)), max_size=3))
    )
    months = draw(st.lists(st.sampled_from((1, 2, 3, 12)), max_size=2, unique=True))
    some = weekdays or month_days or months
    positions = draw(st.lists(st.sampled_from((1, 2, 5, -1, -3)), max_size=2)) if some and frequency != "DAILY" else []
    return Rule(
        frequency,
        draw(st.integers(1, 5)),
        tuple(weekdays),
        tuple(dict.fromkeys(month_days)),
        tuple(months),
        tuple(dict.fromkeys(positions)),
        times=draw(st.none() | st.integers(1, 6)),
        week_start=draw(st.sampled_from((0, 6, 3))),
    )


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(rule=rules(), since=st.dates(date(1999, 1, 1), date(2100, 3, 1)), far=st.integers(0, 2500))
def test_the_days_are_those_of_the_plain_reading(rule: Rule, since: date, far: int) -> None:
    found = begin(rule, since)
    assume(found is not None)
    assert found is not None
    until = found.start + timedelta(days=3000)
    expected = all_days(complete(rule, since), found.start, until)
    # Every second Friday begins with the first Friday there is.
    alone = complete(rule, since)._replace(interval=1, times=None)
    assert found.start == all_days(alone, since, found.start)[0]
    assert list(takewhile(until.__ge__, days(found, date.min))) == expected
    later = found.start + timedelta(days=far)
    ahead = [day for day in expected if day >= later]
    assert list(islice(takewhile(until.__ge__, days(found, later)), 3)) == ahead[:3]
    past = [day for day in expected if day <= later]
    assert up_to(found, later) == (past[-1] if past else None)
    assert course(parse(str(found.rule)), found.start) == found


def test_before_its_first_day_a_rule_goes_on_backwards() -> None:
    found = begin(parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), SUNDAY)
    assert found is not None
    assert found.start == date(2026, 11, 27)
    assert before(found, SUNDAY) == date(2026, 11, 13)
    assert up_to(found, SUNDAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31;INTERVAL=3660",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=-30",
        "FREQ=MONTHLY;BYDAY=5FR;BYMONTHDAY=1",
        "FREQ=YEARLY;BYDAY=MO;BYSETPOS=366",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=7",
        "FREQ=DAILY;UNTIL=20261121",
        # It comes, but in 2032, 2060 and 2088.
        "FREQ=YEARLY;BYMONTH=2;BYDAY=5SU;UNTIL=20311231",
    ],
)
@pytest.mark.parametrize("since", [date(1900, 1, 1), SUNDAY, date(1999, 12, 31), date(2200, 12, 31)])
def test_a_rule_without_a_day_is_found_out_at_once(text: str, since: date) -> None:
    if "UNTIL" in text and since < SUNDAY:
        return
    assert begin(parse(text), since) is None


def test_the_last_days_of_the_calendar_are_reached() -> None:
    found = begin(parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), date(2196, 3, 1))
    assert found == Course(parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), date(2204, 2, 29), None)


@pytest.mark.parametrize(
    ("every", "on", "first", "expected"),
    [
        ("2 weeks", "friday", SUNDAY, ["2026-11-27", "2026-12-11", "2026-12-25"]),
        ("2 weeks", None, SUNDAY, ["2026-11-22", "2026-12-06", "2026-12-20"]),
        ("weekly", "Mon", SUNDAY, ["2026-11-23", "2026-11-30"]),
        ("10 days", None, SUNDAY, ["2026-11-22", "2026-12-02"]),
        ("month", None, date(2026, 10, 31), ["2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
        ("month", None, date(2028, 1, 30), ["2028-01-30", "2028-02-29", "2028-03-30"]),
        ("month", "15", SUNDAY, ["2026-12-15", "2027-01-15"]),
        ("month", "the 1st", SUNDAY, ["2026-12-01"]),
        ("month", "last day", SUNDAY, ["2026-11-30", "2026-12-31"]),
        ("month", "friday", SUNDAY, ["2026-12-04", "2027-01-01"]),
        ("month", "last friday", SUNDAY, ["2026-11-27", "2026-12-25"]),
        ("quarter", "second tuesday", SUNDAY, ["2026-12-08", "2027-03-09"]),
        ("year", None, date(2028, 2, 29), ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        ("year", None, date(2026, 12, 31), ["2026-12-31", "2027-12-31"]),
        ("2 years", None, SUNDAY, ["2026-11-22", "2028-11-22"]),
    ],
)
def test_a_rhythm_in_words(every: str, on: str | None, first: date, expected: list[str]) -> None:
    found = begin(recurrence_phrases.rule(every, on, first), first)
    assert found is not None
    assert [day.isoformat() for day in islice(days(found, first), len(expected))] == expected


@pytest.mark.parametrize(
    ("every", "on", "because"),
    [
        ("none", None, "has a rhythm"),
        ("fortnight", None, "Write a cadence like"),
        ("10 days", "friday", "goes with weeks, months and years"),
        ("week", "15", "not a day for this rhythm"),
        ("week", "t", "not a day for this rhythm"),
        ("week", "first friday", "not a day for this rhythm"),
        ("month", "32", "1 to 31"),
        ("month", "fifth friday", "not a day for this rhythm"),
        ("month", "24 dec", "not a day for this rhythm"),
        ("year", "friday", "such as 24 dec"),
    ],
)
def test_what_does_not_go_together_is_refused(every: str, on: str | None, because: str) -> None:
    with pytest.raises(ValueError, match=because):
        recurrence_phrases.rule(every, on, SUNDAY)
