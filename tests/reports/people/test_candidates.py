"""The partial indexes miss nobody whom the rules name: today's answers are those of asking about everybody."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.reports.people import candidates, ease_off, overdue_contact, satisfaction
from custlove.rules import cadence
from custlove.rules.thresholds import USUAL
from custlove.schema.vocabulary import RUNGS
from custlove.store import file, history_triggers

FIRST = date(2026, 1, 1)
RHYTHMS = ("none", "none", "week", "3 days", "2 weeks", "month", "2 months")
CADENCES: dict[str, cadence.Cadence] = {
    rung: cadence.parse(rhythm) for rung, rhythm in zip(RUNGS, RHYTHMS, strict=True)
}
CIRCLES = (None, "close", "arms-length")


class Somebody(NamedTuple):
    """A person: the cadence of their own, moves (day, rung), circles (day, circle), when they were archived."""

    every: str | None
    moves: Sequence[tuple[int, str]]
    circles: Sequence[tuple[int, str | None]]
    archived: int | None


class Touch(NamedTuple):
    """A touchpoint: the day and the hour, with whom, in which direction, how it left them."""

    day: int
    hour: int
    people: frozenset[int]
    direction: str
    felt: int | None


DAYS = 60


class Other(NamedTuple):
    """What else shows contact: its day, with whom, in which table."""

    day: int
    person: int
    table: str


class Journal(NamedTuple):
    """Three people and what was between you and them."""

    people: Sequence[Somebody]
    touched: Sequence[Touch]
    others: Sequence[Other] = ()


def journal(seed: int) -> Journal:
    """A journal in which much goes out and little comes in: most of those that Hypothesis draws are too calm."""
    random = Random(seed)
    people = [
        Somebody(
            random.choice([None, None, "none", "5d", "1m"]),
            [(random.randrange(2 * DAYS), random.choice(RUNGS)) for _ in range(random.randrange(3))],
            [(random.randrange(2 * DAYS), random.choice(CIRCLES)) for _ in range(random.randrange(3))],
            random.choice([None, random.randrange(3 * DAYS)]),
        )
        for _ in range(3)
    ]
    others = [
        Other(random.randrange(DAYS), random.randrange(3), random.choice(["purchase", "ask", "feedback", "mistake"]))
        for _ in range(random.randrange(8))
    ]
    return Journal(people, [_touch(random) for _ in range(random.randrange(60))], others)


def _touch(random: Random) -> Touch:
    there = frozenset(random.sample(range(3), random.choice([1, 1, 2])))
    direction = random.choice(["out", "out", "out", "in", "both"])
    return Touch(
        random.randrange(DAYS), random.randrange(8, 11), there, direction, random.choice([None, 1, 3, 5, 5, 5])
    )


journals = st.integers(0, 1 << 32).map(journal)


@contextmanager
def written(drawn: Journal) -> Iterator[sqlite3.Connection]:
    with closing(file.empty()) as connection:
        history_triggers.uninstall(connection)
        for who, each in enumerate(drawn.people):
            _person(connection, who + 1, each)
        for number, touch in enumerate(drawn.touched, 1):
            day = _day(touch.day)
            connection.execute(
                "INSERT INTO touchpoint (id, uid, at, zone, day, direction, text, felt)"
                " VALUES (?, ?, ?, 'UTC', ?, ?, '', ?)",
                (number, f"t{number}", f"{day} {touch.hour:02}:00:00.000000", day, touch.direction, touch.felt),
            )
            for who in sorted(touch.people):
                connection.execute(
                    "INSERT INTO touchpoint_person (touchpoint_id, person_id) VALUES (?, ?)", (number, who + 1)
                )
        for number, other in enumerate(drawn.others, 1):
            connection.execute(
                _OTHERS[other.table], {"uid": f"o{number}", "person": other.person + 1, "day": _day(other.day)}
            )
        yield connection


_OTHERS = {
    "purchase": "INSERT INTO purchase (uid, person_id, day, amount, currency) VALUES (:uid, :person, :day, 100, 'EUR')",
    "ask": (
        "INSERT INTO ask (uid, person_id, day, text, channel, at, zone)"
        " VALUES (:uid, :person, :day, '', 'call', '', 'UTC')"
    ),
    "feedback": (
        "INSERT INTO feedback (uid, person_id, heard_day, kind, text, asked, zone, heard_at, thanked_at, thanked_day)"
        " VALUES (:uid, :person, :day, 'idea', '', 0, 'UTC', :day, :day, :day)"
    ),
    "mistake": (
        "INSERT INTO mistake (uid, person_id, noticed_on, owned_on, followed_up_on, what, severity)"
        " VALUES (:uid, :person, :day, :day, :day, 'w', 1)"
    ),
}


def _person(connection: sqlite3.Connection, number: int, each: Somebody) -> None:
    present = max(enumerate(each.circles), key=lambda choice: (choice[1][0], choice[0]), default=(0, (0, None)))[1][1]
    archived = None if each.archived is None else _day(each.archived)
    connection.execute(
        "INSERT INTO person (id, uid, handle, name, name_key, every, circle, added_on, archived_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, f"p{number}", f"p{number}", f"P{number}", f"p{number}", each.every, present, _day(0), archived),
    )
    for at, (day, rung) in enumerate([(0, "client"), *each.moves]):
        connection.execute(
            "INSERT INTO rung_move (uid, person_id, to_rung, day) VALUES (?, ?, ?, ?)",
            (f"m{number}-{at}", number, rung, _day(day)),
        )
    for at, (day, circle) in enumerate(each.circles):
        connection.execute(
            "INSERT INTO circle_choice (uid, person_id, circle, day) VALUES (?, ?, ?, ?)",
            (f"c{number}-{at}", number, circle, _day(day)),
        )


def _day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(journals, st.integers(0, 3 * DAYS))
def test_nobody_is_missed_on_any_day(drawn: Journal, day: int) -> None:
    today = FIRST + timedelta(days=day)
    everybody = [1, 2, 3]
    with written(drawn) as connection:
        low = satisfaction.left_low(connection, candidates.left_low(connection, USUAL, today), USUAL, today)
        assert low == satisfaction.left_low(connection, everybody, USUAL, today)
        numbers = candidates.ease_off(connection, CADENCES, today)
        easing = ease_off.of_people(connection, numbers, CADENCES, today)
        assert easing == ease_off.of_people(connection, everybody, CADENCES, today)
        alone = [ease_off.of_person(connection, number, CADENCES, today) for number in everybody]
        assert sorted(filter(None, alone)) == sorted(easing)
        gone = overdue_contact.gone_quiet(connection, CADENCES, today)
        assert sorted(gone) == sorted(overdue_contact.of_people(connection, everybody, CADENCES, today))
        written_to = {f"p{number}" for number in candidates.to_ease_off_with(connection, everybody, today)}
        assert {each.person for each in easing} <= written_to


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(journals, st.integers(0, DAYS + 10))
def test_nothing_dated_later_counts(drawn: Journal, day: int) -> None:
    today = FIRST + timedelta(days=day)
    with written(drawn) as whole, written(_up_to(drawn, day)) as cut:
        found = [
            (
                [
                    low._replace(id=0)
                    for low in satisfaction.left_low(told, candidates.left_low(told, USUAL, today), USUAL, today)
                ],
                ease_off.of_people(told, candidates.ease_off(told, CADENCES, today), CADENCES, today),
                overdue_contact.gone_quiet(told, CADENCES, today),
            )
            for told in (whole, cut)
        ]
        assert found[0] == found[1]


def _up_to(drawn: Journal, day: int) -> Journal:
    people = [
        each._replace(
            moves=[move for move in each.moves if move[0] <= day],
            circles=[choice for choice in each.circles if choice[0] <= day],
            archived=each.archived if each.archived is not None and each.archived <= day else None,
        )
        for each in drawn.people
    ]
    others = [other for other in drawn.others if other.day <= day]
    return Journal(people, [touch for touch in drawn.touched if touch.day <= day], others)
