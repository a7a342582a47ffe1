"""Rules that are read, and rules that are not."""

import pytest

from custlove.rules.recurrence import Rule, Weekday, parse
from custlove.rules.recurrence_words import in_words

FRIDAY = 4


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=MONTHLY;BYDAY=1FR", Rule("MONTHLY", weekdays=(Weekday(1, FRIDAY),))),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", Rule("WEEKLY", 2, (Weekday(0, FRIDAY),))),
        (" freq=daily ", Rule("DAILY")),
        ("FREQ=MONTHLY;BYDAY=+1FR,-1FR,+1FR", Rule("MONTHLY", weekdays=(Weekday(1, FRIDAY), Weekday(-1, FRIDAY)))),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;COUNT=3", Rule("YEARLY", month_days=(24,), months=(12,), times=3)),
        ("FREQ=YEARLY;BYDAY=53MO", Rule("YEARLY", weekdays=(Weekday(53, 0),))),
        ("FREQ=WEEKLY;BYDAY=SU;WKST=SU", Rule("WEEKLY", weekdays=(Weekday(0, 6),), week_start=6)),
    ],
)
def test_a_rule_is_read(text: str, rule: Rule) -> None:
    assert parse(text) == rule
    assert parse(str(rule)) == rule


def test_an_end_is_a_day() -> None:
    assert str(parse("FREQ=DAILY;UNTIL=2027-12-31")) == "FREQ=DAILY;UNTIL=20271231"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "not part of a rule"),
        ("every friday", "single line"),
        ("FREQ", "not part of a rule"),
        ("FREQ=", "not part of a rule"),
        ("FREQ=DAILY;", "not part of a rule"),
        ("BYDAY=FR", "has no FREQ"),
        ("FREQ=HOURLY", "is not one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("FREQ=SECONDLY;INTERVAL=1", "is not one of"),
        ("FREQ=DAILY;FREQ=WEEKLY", "says FREQ twice"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR is not supported"),
        ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO is not supported"),
        ("FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY is not supported"),
        ("FREQ=YEARLY;BYEASTER=0", "BYEASTER is not supported"),
        ("DTSTART=20260101;FREQ=DAILY", "DTSTART is not supported"),
        ("DTSTART:20260101T090000\nRRULE:FREQ=DAILY", "single line"),
        ("FREQ=DAILY\nEXRULE:FREQ=WEEKLY", "single line"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0 is not a whole number from 1 to 3660"),
        ("FREQ=DAILY;INTERVAL=999999999", "from 1 to 3660"),
        ("FREQ=YEARLY;INTERVAL=11", "from 1 to 10"),
        ("FREQ=DAILY;INTERVAL=-1", "is not a whole number"),
        ("FREQ=DAILY;INTERVAL=1e3", "is not a whole number"),
        ("FREQ=DAILY;INTERVAL=\u0661", "single line"),
        (f"FREQ=DAILY;INTERVAL={'9' * 5000}", "single line"),
        ("FREQ=DAILY;COUNT=0", "from 1 to 1000"),
        ("FREQ=DAILY;COUNT=1001", "from 1 to 1000"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "exclude each other"),
        ("FREQ=DAILY;UNTIL=20270230", "is not a day"),
        ("FREQ=DAILY;UNTIL=20270101T000000Z", "is not a day"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "from -31 to 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "has no 0"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,,2", "is not a whole number"),
        ("FREQ=YEARLY;BYMONTH=13", "from 1 to 12"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "does not go with FREQ=WEEKLY"),
        ("FREQ=WEEKLY;BYDAY=1FR", "goes with FREQ=MONTHLY or YEARLY"),
        ("FREQ=DAILY;BYDAY=-1FR", "goes with FREQ=MONTHLY or YEARLY"),
        ("FREQ=MONTHLY;BYDAY=6FR", "at most 5 of them"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=10FR", "at most 5 of them"),
        ("FREQ=YEARLY;BYDAY=54FR", "is not a whole number"),
        ("FREQ=MONTHLY;BYDAY=0FR", "has no 0"),
        ("FREQ=MONTHLY;BYDAY=XX", "is not a weekday"),
        ("FREQ=WEEKLY;WKST=XX", "is not a weekday"),
        ("FREQ=MONTHLY;BYSETPOS=1", "to pick from"),
        ("FREQ=DAILY;BYDAY=MO;BYSETPOS=1", "does not go with FREQ=DAILY"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366", "at most 31"),
        ("FREQ=YEARLY;BYDAY=MO;BYSETPOS=367", "from -366 to 366"),
        ("FREQ=YEARLY;BYDAY=MO;BYSETPOS=0", "has no 0"),
    ],
)
def test_what_is_no_rule_for_days_is_refused_with_a_sentence(text: str, because: str) -> None:
    with pytest.raises(ValueError, match=because):
        parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=10", "every 10 days"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every week on Monday to Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks on Friday"),
        ("FREQ=MONTHLY;BYDAY=1FR", "every month on the first Friday"),
        ("FREQ=MONTHLY;BYDAY=2TU,-1FR", "every month on the second Tuesday and the last Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on the 1st and 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "every month on the 3rd day from the end"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "every month on the 31st or the month's last day"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "every year on 29 February or the month's last day"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "every year on 24 December"),
        ("FREQ=YEARLY;BYMONTH=3,6;BYDAY=1MO", "every year on the first Monday in March and June"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month on Friday that is the 13th"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday"),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1", "every month on the first of Saturday and Sunday"),
        ("FREQ=MONTHLY;BYDAY=MO;COUNT=1", "every month on Monday, once"),
        ("FREQ=DAILY;COUNT=10", "every day, 10 times"),
        ("FREQ=DAILY;UNTIL=20271231", "every day, until 31 December 2027"),
        ("FREQ=YEARLY;BYDAY=11MO,22MO", "every year on the 11th Monday and the 22nd Monday"),
    ],
)
def test_a_rule_in_words(text: str, words: str) -> None:
    assert in_words(parse(text)) == words
