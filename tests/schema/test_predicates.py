"""The conditions in SQL say of each row what the rules say of its plain values, and their seeks leave nobody out."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from custlove.reports.rows import stored
from custlove.rules import feedback, follow_ups, mistakes, promises
from custlove.schema import predicates
from custlove.schema.vocabulary import FEEDBACK_KINDS
from custlove.store import file

TODAY = date(2026, 3, 20)
ZONE = ZoneInfo("Europe/Berlin")
# Around the change of the clocks, at 02:00 on 29 March.
NOW = datetime(2026, 3, 29, 12, tzinfo=ZONE)
DAYS = st.integers(-6, 6).map(lambda days: TODAY + timedelta(days=days))
MAYBE = st.none() | DAYS
MADE = TODAY - timedelta(days=30)
A_DAY = timedelta(days=1)
# On the hour, a second and a microsecond beside it.
MOMENTS = st.builds(
    lambda hours, beside: NOW.astimezone(UTC) + timedelta(hours=hours) + beside,
    st.integers(-30, 3),
    st.sampled_from([timedelta(), timedelta(seconds=1), timedelta(microseconds=-1)]),
)
_BEFORE = {hours: NOW.astimezone(UTC) - timedelta(hours=hours) for hours in (20, 24, 25, 29, 30)}
PROMISES = st.lists(st.tuples(DAYS, MAYBE, MAYBE, st.lists(st.tuples(DAYS, DAYS), max_size=3)), max_size=4)
FOLLOW_UPS = st.lists(st.tuples(DAYS, MAYBE, st.lists(st.tuples(DAYS, DAYS), max_size=3)), max_size=4)
# Kind, score, heard, confirmed, acted, thanked, said back without their agreeing.
SAID = st.tuples(st.sampled_from(FEEDBACK_KINDS), st.none() | st.integers(0, 10), MOMENTS, *[st.none() | MOMENTS] * 4)
MISTAKES = st.lists(st.tuples(DAYS, MAYBE, MAYBE, MAYBE, st.booleans()), max_size=4)
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def journal() -> Iterator[sqlite3.Connection]:
    with closing(file.empty()) as connection:
        # Rows that no command would write are judged as well.
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("INSERT INTO change (at, zone, command) VALUES ('', '', 'drawn')")
        connection.execute(
            "INSERT INTO person (uid, handle, name, name_key, added_on) VALUES ('p', 'p', 'P', 'p', '2026-01-01')"
        )
        yield connection


def put(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    kept = [each.isoformat() if isinstance(each, date) else each for each in values.values()]
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", kept)


def clear(connection: sqlite3.Connection, *tables: str) -> None:
    for table in tables:
        connection.execute(f"DELETE FROM {table}")


def numbers(connection: sqlite3.Connection, table: str, condition: str, **given_: Any) -> set[int]:
    sql = f"SELECT id FROM {table} WHERE {condition}"
    return {number for (number,) in connection.execute(sql, {"today": TODAY.isoformat(), **given_})}


def put_promises(connection: sqlite3.Connection, drawn: Sequence[Any]) -> dict[int, promises.PromiseFacts]:
    clear(connection, "promise_move", "promise")
    facts = {}
    for number, (due, kept, released, moved) in enumerate(drawn, 1):
        put(
            connection, "promise", id=number, uid=str(number), person_id=1, what="w", by="mine", made_on=MADE,
            due_on=due, kept_on=kept, released_on=released,
        )  # fmt: skip
        moves = [promises.PromiseMove(on, before, due) for on, before in sorted(moved, key=lambda move: move[0])]
        for move in moves:
            put(
                connection, "promise_move", promise_id=number, moved_on=move.on, from_due=move.from_due,
                to_due=move.to_due,
            )  # fmt: skip
        facts[number] = promises.PromiseFacts(MADE, due, kept, released, tuple(moves))
    return facts


def test_every_state_of_a_promise_has_its_condition() -> None:
    assert tuple(predicates.PROMISE_STATES) == promises.STATES


@MANY
@given(PROMISES)
@example([(TODAY, None, None, []), (TODAY, TODAY, None, []), (TODAY, None, TODAY, [])]).via("all on the day itself")
@example([(TODAY, None, None, [(day, TODAY)]) for day in (TODAY, TODAY + A_DAY)]).via("moved on the day and after")
def test_promises(journal: sqlite3.Connection, drawn: Sequence[Any]) -> None:
    facts = put_promises(journal, drawn)
    standing = {number: promises.standing(each, TODAY) for number, each in facts.items()}
    for state, condition in predicates.PROMISE_STATES.items():
        found = numbers(journal, "promise", condition())
        assert found == {number for number, each in standing.items() if each.state == state}
        if state in predicates.PROMISE_UNSETTLED:
            assert found <= numbers(journal, "promise", f"id IN ({predicates.promise_ids(state)})")
    agreed = journal.execute(
        f"SELECT id, {predicates.promise_agreed_on()} FROM promise", {"today": TODAY.isoformat()}
    ).fetchall()
    assert dict(agreed) == {number: each.due_on.isoformat() for number, each in standing.items()}
    lapsed = numbers(journal, "promise", predicates.promise_lapsed())
    assert lapsed == {number for number, each in standing.items() if each.broken_once}


@MANY
@given(PROMISES)
def test_a_promise_is_told_of_under_another_name_and_day(journal: sqlite3.Connection, drawn: Sequence[Any]) -> None:
    facts = put_promises(journal, drawn)
    broken = {number for number, each in facts.items() if promises.standing(each, TODAY).state == "broken"}
    condition = predicates.promise_broken("p", f"'{TODAY}'")
    sql = f"SELECT p.id FROM promise AS p JOIN person ON person.id = person_id WHERE {condition}"
    assert {number for (number,) in journal.execute(sql)} == broken


@MANY
@given(FOLLOW_UPS)
@example([(TODAY, None, []), (TODAY, TODAY, []), (TODAY, None, [(TODAY, TODAY)])]).via("all on the day itself")
@example([(TODAY, None, [(TODAY - A_DAY, TODAY + A_DAY), (TODAY, TODAY)])]).via("put off anew, for less")
def test_follow_ups(journal: sqlite3.Connection, drawn: Sequence[Any]) -> None:
    clear(journal, "follow_up_snooze", "follow_up")
    states = {}
    for number, (due, done, put_off) in enumerate(drawn, 1):
        put(
            journal, "follow_up", id=number, uid=str(number), person_id=1, why="w", made_on=MADE, due_on=due,
            done_on=done,
        )  # fmt: skip
        snoozes = [follow_ups.Snooze(*each) for each in sorted(put_off, key=lambda each: each[0])]
        for snooze in snoozes:
            put(journal, "follow_up_snooze", follow_up_id=number, made_on=snooze.on, until=snooze.until)
        states[number] = follow_ups.standing(due, done, snoozes, TODAY).state
    for state, condition in predicates.FOLLOW_UP_STATES.items():
        found = numbers(journal, "follow_up", condition())
        assert found == {number for number, each in states.items() if each == state}
        assert found <= numbers(journal, "follow_up", f"id IN ({predicates.follow_up_ids(state)})")
    assert set(states.values()) <= predicates.FOLLOW_UP_STATES.keys()


@MANY
@given(st.lists(SAID, max_size=4), st.integers(0, 2))
@example([("criticism", None, _BEFORE[24], None, None, None, None)], 14).via("a day to the moment")
@example([("praise", score, _BEFORE[25], None, None, None, None) for score in (6, 7)], 14).via("scores")
@example([("criticism", None, _BEFORE[30], None, None, None, _BEFORE[29])], 0).via("said back, not agreed")
@example([("criticism", None, _BEFORE[30], _BEFORE[20], None, None, None)], 0).via("confirmed the day before")
def test_feedback(journal: sqlite3.Connection, drawn: Sequence[Any], act_days: int) -> None:
    clear(journal, "feedback_said_back", "feedback")
    stands = {}
    for number, (kind, score, *moments, said_back) in enumerate(drawn, 1):
        steps = dict(zip(feedback.STAGES, moments, strict=True))
        written: dict[str, Any] = {}
        for stage, at in steps.items():
            day = at and at.astimezone(ZONE).date()
            written |= {f"{stage}_at": at and stored(at), f"{stage}_day": day}
        put(
            journal, "feedback", id=number, uid=str(number), person_id=1, kind=kind, text="t", score=score, asked=0,
            zone=str(ZONE), **written,
        )  # fmt: skip
        if said_back:
            day = said_back.astimezone(ZONE).date()
            put(journal, "feedback_said_back", feedback_id=number, at=stored(said_back), day=day)
        answers = feedback.Answers(said_back, written["confirmed_day"], act_days)
        stands[number] = feedback.standing(kind, score, steps, NOW, answers)
    given_ = {
        "now": stored(NOW),
        "unhappy_score": feedback.UNHAPPY_SCORE,
        "answer_limit": stored(NOW.astimezone(UTC) - timedelta(hours=feedback.ANSWER_WITHIN_HOURS)),
        "act_limit": str(NOW.date() - timedelta(days=act_days)),
    }
    still_open = numbers(journal, "feedback", predicates.feedback_open(), **given_)
    assert still_open == {number for number, each in stands.items() if each.stage != "thanked"}
    assert still_open <= numbers(journal, "feedback", f"id IN ({predicates.feedback_ids()})", **given_)
    overdue = numbers(journal, "feedback", predicates.feedback_overdue(), **given_)
    assert overdue == {number for number, each in stands.items() if each.overdue}


@MANY
@given(MISTAKES)
@example([(TODAY - A_DAY, None, None, None, False), (TODAY, None, None, TODAY, False)]).via("due, and closed, that day")
@example([(MADE, TODAY - 2 * A_DAY, None, None, False), (MADE, None, TODAY - 3 * A_DAY, None, False)]).via("due later")
@example([(MADE, TODAY - 3 * A_DAY, TODAY, None, True), (MADE, None, TODAY, None, True)]).via("hidden")
def test_mistakes(journal: sqlite3.Connection, drawn: Sequence[Any]) -> None:
    clear(journal, "mistake")
    waits = mistakes.Waits(1, 2, 3)
    stands = {}
    for number, (*days, hidden) in enumerate(drawn, 1):
        written = dict(zip(("noticed_on", "owned_on", "repaired_on", "followed_up_on"), days, strict=True))
        put(journal, "mistake", id=number, uid=str(number), person_id=1, what="w", severity=2, hidden=hidden, **written)
        if days[0] <= TODAY:
            stands[number] = mistakes.standing(days, TODAY, waits, hidden=hidden)
    given_ = {"own_days": 1, "repair_days": 2, "follow_up_days": 3}
    noticed = f"noticed_on <= :today AND {predicates.mistake_open()}"
    still_open = numbers(journal, "mistake", noticed)
    assert still_open == {number for number, each in stands.items() if each.next_step}
    assert still_open <= numbers(journal, "mistake", f"id IN ({predicates.mistake_ids()})")
    due = numbers(journal, "mistake", f"noticed_on <= :today AND {predicates.mistake_due()}", **given_)
    assert due == {number for number, each in stands.items() if each.due_on and each.due_on <= TODAY}


@MANY
@given(PROMISES, FOLLOW_UPS)
def test_the_views_say_the_same(journal: sqlite3.Connection, drawn: Sequence[Any], waiting: Sequence[Any]) -> None:
    # The views know today, and nothing that is dated later.
    (today,) = journal.execute("SELECT date('now', 'localtime')").fetchone()
    past = date.fromisoformat(today) - TODAY

    def dated(day: date | None) -> date | None:
        return day and min(day, TODAY) + past

    unmoved: list[Any] = [
        (due + past, dated(kept), None if kept else dated(released), []) for due, kept, released, _ in drawn
    ]
    put_promises(journal, unmoved)
    clear(journal, "follow_up_snooze", "follow_up")
    for number, (due, done, put_off) in enumerate(waiting, 1):
        put(
            journal, "follow_up", id=number, uid=str(number), person_id=1, why="w", made_on=MADE, due_on=due + past,
            done_on=dated(done),
        )  # fmt: skip
        for on, until in put_off:
            put(journal, "follow_up_snooze", follow_up_id=number, made_on=dated(on), until=until + past)
    for table, view, states in (
        ("promise", "v_promises", predicates.PROMISE_STATES),
        ("follow_up", "v_follow_ups", predicates.FOLLOW_UP_STATES),
    ):
        for state, condition in states.items():
            said = {number for (number,) in journal.execute(f"SELECT id FROM {view} WHERE state = '{state}'")}
            assert numbers(journal, table, condition(), today=today) == said


@MANY
@given(st.lists(st.tuples(DAYS, MAYBE, st.booleans()), max_size=4))
@example([(TODAY, None, False)]).via("seen on the day that is asked about")
def test_the_inbox(journal: sqlite3.Connection, drawn: Sequence[Any]) -> None:
    clear(journal, "inbox")
    for number, (seen, settled, taken) in enumerate(drawn, 1):
        put(
            journal, "inbox", id=number, uid=str(number), source="s", key=str(number), day=MADE, who="w", what="w",
            data="{}", seen_on=seen, taken_on=settled if taken else None, dropped_on=None if taken else settled,
        )  # fmt: skip
    found = numbers(journal, "inbox", f"id IN ({predicates.inbox_ids()})")
    waits = {number for number, (seen, settled, _) in enumerate(drawn, 1) if settled is None and seen <= TODAY}
    since = {number for number, (_, settled, _) in enumerate(drawn, 1) if settled is not None and settled > TODAY}
    assert found == waits | since
