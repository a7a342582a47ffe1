"""A year of eighteen people, walked day by day: the program says what a fair person would say of it (tests/year).

The journal is written as it was lived, and asked every evening; when the year is over, the whole of it is asked about
these days.
"""

import re
import shlex
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from custlove import config
from custlove.plain import plain
from custlove.reports import brief, ladder, today
from custlove.reports.journal_wide import balance, deeds_to_mend, lapsed, promise_rate, suggestions, trust
from custlove.reports.lists import feedback_due
from custlove.reports.mirror import questions
from custlove.reports.mirror.data import MirrorOptions
from custlove.reports.people import guard, lookup
from custlove.rules.mirror import Period
from custlove.rules.thresholds import USUAL
from custlove.store import file
from tests.conftest import ZONE, Program
from tests.test_schemas import validator
from tests.year import answers

# To live through it takes some seconds: once, in one process.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("year")]

HERE = Path(__file__).parent / "year"
BERLIN = ZoneInfo(ZONE)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
MONDAYS = [day for day in DAYS if day.weekday() == 0]
# Past days take longer to ask about: all Mondays, every third of the others.
PAST = sorted({*MONDAYS, *DAYS[::3]})
SETTINGS = config.defaults()
LABELS = {rung: rung for rung in ("terrorist", "toxic", "prospect", "customer", "client", "supporter", "advocate")}
WORTH = trust.rates(SETTINGS.numbers)


def the(day: str) -> date:
    """A day of the year, from month and day."""
    return date.fromisoformat(f"{FIRST.year}-{day}")


# On which days the accounts of trust and the rate of promises are asked for: all that the answers name, and Mondays.
ACCOUNTS = {*MONDAYS, *map(the, answers.RATE), *(the(day) for _, day in answers.TRUST)}


class Line(NamedTuple):
    """A command and the day on which it was typed."""

    day: date
    words: list[str]


def lines(name: str = "journal") -> list[Line]:
    """The commands of a text, in its order: of the year, a person after the other."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    typed = [line.partition(" ") for line in text.splitlines() if line and not line.startswith("#")]
    vcard = shlex.quote(str(HERE / "ivo.vcf"))
    return [Line(date.fromisoformat(day), shlex.split(words.replace("{ivo}", vcard))) for day, _, words in typed]


def evening(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), BERLIN)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), BERLIN).astimezone(UTC)


def said(connection: sqlite3.Connection, day: date) -> dict[str, Any]:
    """All that is said of a day, without the numbers of rows."""
    now = evening(day)
    people = connection.execute("SELECT id, handle FROM person WHERE added_on <= ?", (day.isoformat(),)).fetchall()
    found: dict[str, Any] = {
        "today": today.today(connection, SETTINGS.cadences, now),
        "suggest": suggestions.suggestions(connection, day),
        "lapsed": lapsed.lapsed(connection, day),
        "unasked": feedback_due.due(connection, USUAL["feedback.ask_months"], day),
    }
    if day in ACCOUNTS:
        found |= {
            "rate": promise_rate.rate(connection, promise_rate.PromiseRateOptions(), day),
            "trust": {handle: trust.statement(connection, number, WORTH, now) for number, handle in people},
        }
    if day in MONDAYS:
        since = max(day - timedelta(days=90), FIRST)
        asked = MirrorOptions(Period(since, day), now, SETTINGS.cadences, SETTINGS.numbers, (), ())
        found |= {
            "ladder": ladder.ladder(connection, LABELS, day),
            "mend": deeds_to_mend.deeds_to_mend(connection, WORTH, now),
            "balance": balance.balances(connection, balance.BalanceOptions(since, day)),
            "mirror": list(questions.reflections(connection, asked)),
            "briefs": {handle: brief.brief(connection, number, SETTINGS.cadences, now) for number, handle in people},
        }
    return {name: plain(each) for name, each in found.items()}


def spans(days: str) -> set[date]:
    """The days of a line of the answers."""
    found: set[date] = set()
    for span in days.split():
        first, _, last = span.partition("..")
        found |= {each for each in DAYS if the(first) <= each <= the(last or first)}
    return found


class Year(NamedTuple):
    """The journal when the year is over, and what was said each evening before the next day was written."""

    journal: bytes
    evenings: dict[date, dict[str, Any]]


@pytest.fixture(scope="module")
def _years() -> dict[str, Year]:
    return {}


@pytest.fixture
def year(custlove: Program, journal: Path, _years: dict[str, Year]) -> Year:
    """The year as it was lived: written once for all tests."""
    if not _years:
        typed = sorted(lines(), key=lambda line: line.day)
        evenings = {}
        by_day = {day: list(group) for day, group in groupby(typed, key=lambda line: line.day)}
        custlove("init", now=noon(FIRST))
        for day in DAYS:
            for line in by_day.get(day, ()):
                custlove(*line.words, now=noon(day))
            with closing(file.open_journal(journal)) as connection:
                evenings[day] = said(connection, day)
        _years["lived"] = Year(journal.read_bytes(), evenings)
    else:
        journal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        journal.write_bytes(_years["lived"].journal)
    return _years["lived"]


Answer = dict[str, Any]


def stood(
    year: Year,
    section: Callable[[Answer], Iterable[Answer]],
    who: Callable[[Answer], Any] = lambda each: each["person"],
) -> dict[Any, set[date]]:
    """Who stood in a part of the answers of an evening, and on which days."""
    found: dict[Any, set[date]] = {}
    for day, answer in year.evenings.items():
        for each in section(answer):
            found.setdefault(who(each), set()).add(day)
    return found


def differences(expected: Mapping[Any, str], found: Mapping[Any, set[date]]) -> dict[Any, tuple[str, str]]:
    """Days on which somebody is missing, and on which they are too much."""
    out = {}
    for who in expected.keys() | found.keys():
        right, got = spans(expected.get(who, "")), found.get(who, set())
        if right != got:
            out[who] = (in_spans(right - got), in_spans(got - right))
    return out


def in_spans(days: Iterable[date]) -> str:
    """Days as the answers have them."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    ends = [(f"{run[0]:%m-%d}", f"{run[-1]:%m-%d}") for run in runs]
    return " ".join(first if first == last else f"{first}..{last}" for first, last in ends)


def test_today_names_whom_a_fair_person_would_name(year: Year) -> None:
    found = {name: differences(expected, stood(year, of_today(name))) for name, expected in answers.TODAY.items()}
    # Missing, then too much.
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def of_today(section: str) -> Callable[[Answer], list[Answer]]:
    """A section of today, out of what was said of an evening."""
    return lambda answer: list(answer["today"][section])


def test_what_is_a_contact_and_what_is_none(custlove: Program, journal: Path) -> None:
    for line in lines("edges"):
        custlove(*line.words, now=noon(line.day))
    with closing(file.open_journal(journal)) as connection:
        days = DAYS[: DAYS.index(the("04-10")) + 1]
        asked = {day: {"today": plain(today.today(connection, SETTINGS.cadences, evening(day)))} for day in days}
    edges = Year(b"", asked)
    found = {name: differences(expected, stood(edges, of_today(name))) for name, expected in answers.EDGES.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_no_section_of_today_is_left_out_of_the_answers(year: Year) -> None:
    lists = {name for name, value in year.evenings[LAST]["today"].items() if isinstance(value, list)}
    assert lists - {"intentions"} == set(answers.TODAY)


def test_nobody_is_asked_for_a_word_in_two_ways(year: Year) -> None:
    for day, answer in year.evenings.items():
        people = [each["person"] for name in ("left_low", "ease_off", "gone_quiet") for each in answer["today"][name]]
        assert len(people) == len(set(people)), day


def test_what_the_ladder_suggests(year: Year) -> None:
    found = stood(
        year, lambda answer: answer["suggest"], lambda each: (each["person"], each["suggested"] or each["circle"])
    )
    assert differences(answers.SUGGEST, found) == {}
    assert all(each["because"] and each["command"] for day in DAYS for each in year.evenings[day]["suggest"])


def test_who_has_gone_as_a_buyer_and_who_was_not_asked(year: Year) -> None:
    assert differences(answers.LAPSED, stood(year, lambda answer: answer["lapsed"])) == {}
    assert differences(answers.UNASKED, stood(year, lambda answer: answer["unasked"])) == {}


def test_criticism_is_late_where_it_had_no_answer(year: Year) -> None:
    found = stood(year, lambda answer: (each for each in answer["today"]["open_feedback"] if each["overdue"]))
    assert differences(answers.LATE_CRITICISM, found) == {}


def test_the_line_of_mondays_counts_what_the_reports_say(year: Year) -> None:
    for day, answer in year.evenings.items():
        counts = [len(answer[name]) for name in ("suggest", "lapsed", "unasked")]
        weekly = answer["today"]["weekly"]
        said = None if weekly is None else [weekly[name] for name in ("suggestions", "lapsed", "feedback_due")]
        assert said == (counts if day.weekday() == 0 and any(counts) else None), day


@pytest.mark.parametrize(("day", "person"), answers.QUIET)
def test_for_how_long_somebody_has_been_quiet(year: Year, day: str, person: str) -> None:
    [quiet] = [each for each in year.evenings[the(day)]["today"]["gone_quiet"] if each["person"] == person]
    last, days = answers.QUIET[day, person]
    assert (quiet["last_contact_on"], quiet["days_quiet"]) == (last and the(last).isoformat(), days)


def test_the_accounts_of_trust(year: Year) -> None:
    found = {(who, day): year.evenings[the(day)]["trust"][who]["balance"] for who, day in answers.TRUST}
    assert found == answers.TRUST


def test_how_many_promises_were_kept(year: Year) -> None:
    rates = {day: year.evenings[the(day)]["rate"] for day in answers.RATE}
    sides = {
        day: tuple((rate[side]["kept"], rate[side]["due"]) for side in ("mine", "theirs"))
        for day, rate in rates.items()
    }
    assert sides == answers.RATE


def test_what_stands_against_a_move_to_toxic(year: Year, journal: Path) -> None:
    with closing(file.open_journal(journal)) as connection:
        for (who, day), expected in answers.GUARD.items():
            found = guard.against(connection, lookup.one(connection, who).id, the(day), the(day))
            assert len(found) == len(expected), (who, day, found)
            assert all(word in words for word, words in zip(expected, found, strict=True)), (who, day, found)


def test_who_gives_who_cares_and_who_takes(year: Year, journal: Path) -> None:
    with closing(file.open_journal(journal)) as connection:
        found = balance.balances(connection, balance.BalanceOptions(FIRST, LAST))
    lists = {each.person: each.list for each in found}
    assert {who: lists[who] for who in answers.BALANCE} == answers.BALANCE
    assert [who for who, where in lists.items() if where == "takes"] == ["freddy"]
    assert [each.person for each in balance.ordered(found, "list") if each.list == "gives"] == answers.GIVES


def test_nobody_cares_by_influence_or_takes_by_what_is_not_known(year: Year) -> None:
    cares, takes = set(), set()
    for day in MONDAYS:
        cares |= {row["person"] for row in year.evenings[day]["balance"] if row["list"] == "cares"}
        [found] = [each for each in year.evenings[day]["mirror"] if each["key"] == "give_and_take"]
        told = zip(found["people"], found["because"], strict=True)
        takes |= {who for who, line in told if "only takes" in line}
    assert (cares, takes) == (answers.CARES, answers.ONLY_TAKES)


def test_nobody_is_to_thank_or_to_ask_the_liar(year: Year) -> None:
    found = {row["list"] for day in MONDAYS for row in year.evenings[day]["balance"] if row["rung"] == "terrorist"}
    assert found == {None}


def test_nothing_depends_on_what_came_later(year: Year, journal: Path) -> None:
    with closing(file.open_journal(journal)) as connection:
        assert [day for day in PAST if said(connection, day) != year.evenings[day]] == []


def test_an_export_says_the_same_of_each_day(year: Year, custlove: Program, tmp_path: Path) -> None:
    exported, other = custlove("export", "jsonl", now=noon(LAST)).out, tmp_path / "other.db"
    custlove("--journal", other, "init", other, now=noon(LAST))
    custlove("--journal", other, "import", "jsonl", "-", stdin=exported, now=noon(LAST))
    with closing(file.open_journal(other)) as connection:
        different = [day for day in MONDAYS if _unnumbered(said(connection, day)) != _unnumbered(year.evenings[day])]
    assert different == []


# The numbers of things, which a second journal counts in its own order.
_NUMBERS = ("id", "ref", "answers", "touchpoint", "promise", "mistake", "answered_by")


def _unnumbered(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _unnumbered(value) for key, value in data.items() if key not in _NUMBERS}
    if isinstance(data, list):
        return [_unnumbered(each) for each in data]
    return re.sub(r"(?<=\b[a-z])[0-9]+\b|(?<=#)[0-9]+|(?<= )[0-9]+$", "…", data) if isinstance(data, str) else data


@pytest.mark.parametrize("day", MONDAYS[::8])
def test_every_verdict_ends_in_a_command_that_is_there(year: Year, custlove: Program, day: date) -> None:
    pages = [
        custlove(*command, tty=True, columns=300, now=noon(day)).out
        for command in (["today"], ["ladder", "suggest"], ["lapsed"], ["trust"], ["mirror"], ["balance"], ["review"])
    ]
    commands = {named for page in pages for named in _commands(page)}
    assert commands
    for command in commands:
        custlove(*command, "--help", now=noon(day))


def _commands(page: str) -> Iterator[tuple[str, ...]]:
    """The commands that a page names, each without what it is given."""
    for noun, verb in re.findall(r"custlove ([a-z]+)(?: ([a-z|]+))?", page):
        if noun in ("promise", "followup", "feedback", "mistake", "ladder", "person", "purchase", "fact"):
            yield from ((noun, each) for each in verb.split("|"))
        else:
            yield (noun,)


ANSWERS: Sequence[tuple[str, list[str]]] = [
    ("today", ["today"]),
    ("ladder-suggest", ["ladder", "suggest"]),
    ("ladder-declined", ["ladder", "suggest", "--declined"]),
    ("ladder-moves", ["ladder", "history", "lia"]),
    ("lapsed", ["lapsed"]),
    ("trust-all", ["trust"]),
    ("trust", ["trust", "furio"]),
    ("balance", ["balance"]),
    ("mirror", ["mirror"]),
    ("review", ["review"]),
    ("brief", ["brief", "mona"]),
    ("show", ["show", "tess"]),
]


@pytest.mark.parametrize(("name", "command"), ANSWERS, ids=[" ".join(command) for _, command in ANSWERS])
def test_json_is_what_the_schema_says(year: Year, custlove: Program, name: str, command: list[str]) -> None:
    check = validator(name)
    for day in MONDAYS[17::12]:
        check.validate(custlove(*command, "--json", now=noon(day)).json)
