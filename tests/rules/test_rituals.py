"""How a ritual stands, and which of its days keeping and skipping it settle."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.rules.rituals import (
    MOST_MISSED,
    Event,
    Facts,
    RitualStanding,
    due_from,
    kept,
    paused_on,
    skipped,
    standing,
)

# Fridays from 2 October 2026 on: 2, 9, 16, 23, 30 October, 6, 13, 20, 27 November.
FIRST = date(2026, 10, 2)


def on(day: int, month: int = 10) -> date:
    return date(2026, month, day)


def weekly(*events: Event, rule: str = "FREQ=WEEKLY;BYDAY=FR") -> Facts:
    return Facts(rule, FIRST, FIRST, events)


@pytest.mark.parametrize(
    ("today", "state", "next_on", "missed", "since"),
    [
        (on(2), "due", on(2), 0, None),
        (on(3), "missed", on(9), 1, on(2)),
        (on(9), "due", on(9), 1, on(2)),
        (on(10), "missed", on(16), 2, on(2)),
        (on(30, 9), "coming", on(2), 0, None),
    ],
)
def test_what_is_past_and_not_settled_was_missed(
    today: date, state: str, next_on: date, missed: int, since: date | None
) -> None:
    assert standing(weekly(), today) == RitualStanding(state, next_on, None, missed, since, None)


def test_what_was_missed_is_counted_so_far_only() -> None:
    assert standing(weekly(rule="FREQ=DAILY"), on(20)).missed == 18
    assert standing(weekly(rule="FREQ=DAILY"), date(2100, 1, 1)).missed == MOST_MISSED


@pytest.mark.parametrize(
    ("day", "settled"),
    [
        (on(2), on(2)),
        # Nearer to the one before, and half-way is not nearer to the next (there is no half-way of seven days).
        (on(5), on(2)),
        # Nearer to the next.
        (on(6), on(9)),
        (on(9), on(9)),
        # Before the first one: as if there had been one on 25 September.
        (on(28, 9), None),
        (on(29, 9), on(2)),
    ],
)
def test_keeping_settles_all_up_to_the_day_and_the_next_where_that_is_nearer(day: date, settled: date | None) -> None:
    assert kept(weekly(), day) == settled


def test_half_way_belongs_to_the_one_before() -> None:
    assert kept(weekly(rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), on(9)) == on(2)
    assert kept(weekly(rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), on(10)) == on(16)


def test_after_the_last_one_there_is_no_next() -> None:
    twice = "FREQ=WEEKLY;BYDAY=FR;COUNT=2"
    assert kept(weekly(rule=twice), on(31)) == on(9)
    over = weekly(Event("kept", on(9), on(9)), rule=twice)
    assert standing(over, on(20)) == RitualStanding("over", None, on(9), 0, None, None)
    assert due_from(over) is None
    # Missed to the end, it is still to be told.
    assert standing(weekly(rule=twice), on(20)) == RitualStanding("missed", None, None, 2, on(2), None)


def test_skipping_lets_go_what_has_come_up_else_the_next() -> None:
    assert skipped(weekly(), on(30, 9)) == on(2)
    assert skipped(weekly(), on(17)) == on(16)
    # On one of its days that one has come up.
    assert skipped(weekly(), on(16)) == on(16)
    assert skipped(weekly(Event("skipped", on(17), on(16))), on(17)) == on(23)
    assert skipped(weekly(Event("kept", on(17), on(16)), rule="FREQ=WEEKLY;BYDAY=FR;COUNT=3"), on(17)) is None


def test_what_falls_into_a_pause_is_not_missed() -> None:
    pause = Event("paused", on(9))
    # Paused on the day itself: nothing of it is due.
    assert standing(weekly(pause), on(9)) == RitualStanding("paused", None, None, 1, on(2), on(9))
    assert standing(weekly(pause), on(30)) == RitualStanding("paused", None, None, 1, on(2), on(9))
    assert due_from(weekly(pause)) is None
    assert paused_on(weekly(pause)) == on(9)
    both = weekly(pause, Event("resumed", on(23)))
    assert standing(both, on(24)) == RitualStanding("missed", on(30), None, 2, on(2), None)
    settled = weekly(Event("kept", on(3), on(2)), pause, Event("resumed", on(24)))
    assert standing(settled, on(24)) == RitualStanding("coming", on(30), on(3), 0, None, None)
    assert due_from(settled) == on(30)


def test_what_was_dated_later_did_not_count_yet() -> None:
    facts = weekly(Event("kept", on(9), on(9)), Event("paused", on(12)))
    assert standing(facts, on(8)) == standing(weekly(), on(8))
    assert standing(facts, on(11)).state == "coming"


KINDS = st.sampled_from(("keep", "skip", "pause", "resume"))
STEPS = st.lists(st.tuples(KINDS, st.integers(0, 20)), max_size=8)
RULES = st.sampled_from(
    ("FREQ=WEEKLY;BYDAY=FR", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYMONTHDAY=2", "FREQ=WEEKLY;BYDAY=FR;COUNT=4")
)


@settings(max_examples=60, deadline=None)
@given(rule=RULES, steps=STEPS, day=st.integers(-5, 90))
def test_a_ritual_stands_as_a_count_of_its_days_says(rule: str, steps: list[tuple[str, int]], day: int) -> None:
    facts = lived(rule, steps)
    today = FIRST + timedelta(days=day)
    known = [each for each in facts.events if each.on <= today]
    settled = max((each.occurrence for each in known if each.occurrence), default=date.min)
    every = [each for each in plain_days(rule) if each > settled and not in_a_pause(known, each)]
    found = standing(facts, today)
    missed = [each for each in every if each < today]
    assert (found.missed, found.missed_since) == (min(len(missed), MOST_MISSED), missed[0] if missed else None)
    assert found.next_on == next((each for each in every if each >= today), None)
    if not any(each.on > today for each in facts.events):
        # What today looks for: nothing is due or missed before that day.
        first = due_from(facts)
        assert first == (None if found.state == "paused" else next(iter(every), None))


def lived(rule: str, steps: list[tuple[str, int]]) -> Facts:
    """A ritual to which these things happened, so many days after each other, as the verbs would write them."""
    facts, day = weekly(rule=rule), FIRST
    for kind, later in steps:
        day += timedelta(days=later)
        event = {
            "keep": Event("kept", day, kept(facts, day)),
            "skip": Event("skipped", day, skipped(facts, day)),
            "pause": Event("paused", day),
            "resume": Event("resumed", day),
        }[kind]
        facts = facts._replace(events=[*facts.events, event])
    return facts


def plain_days(rule: str) -> list[date]:
    every = [FIRST + timedelta(days=each) for each in range(400)]
    if "MONTHLY" in rule:
        return [each for each in every if each.day == 2]
    step = 3 if "INTERVAL=3" in rule else 7
    return every[::step][: 4 if "COUNT" in rule else None]


def in_a_pause(events: list[Event], day: date) -> bool:
    """Whether a day was in a pause: the last turn up to it, the last of that day, began one."""
    paused = False
    for each in events:
        if each.on <= day and each.kind in ("paused", "resumed"):
            paused = each.kind == "paused"
    return paused
