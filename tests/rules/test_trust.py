"""What deeds are worth, and that one story costs once."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from custlove.config import Settings
from custlove.rules import trust
from custlove.rules.trust import Deed

POINTS = {
    key.removeprefix("trust."): worth for key, worth in Settings({}, {}).numbers.items() if key.startswith("trust.")
}
START = date(2026, 1, 1)
DEEDS = st.lists(
    st.builds(
        Deed,
        on=st.dates(START, START + timedelta(days=40)),
        kind=st.sampled_from(sorted(POINTS)),
        what=st.sampled_from("abc"),
        story=st.integers(0, 3),
    ),
    max_size=12,
)


def deed(day: int, kind: str, story: object = None) -> Deed:
    return Deed(date(2026, 3, day), kind, kind, story)


def test_a_statement_runs_from_the_first_deed_to_the_last() -> None:
    lines = trust.statement([deed(9, "early", 1), deed(2, "kept", 2), deed(9, "thanked", 1), deed(20, "wow")], POINTS)
    assert [(line.on.day, line.what, line.points, line.balance) for line in lines] == [
        (2, "kept", 2, 2), (9, "early", 2, 4), (9, "thanked", 2, 6), (20, "wow", 2, 8),
    ]  # fmt: skip


def test_early_is_worth_what_on_the_day_is_and_what_went_beyond_it_nothing() -> None:
    """Gneezy & Epley 2014."""
    assert POINTS["early"] == POINTS["kept"]
    assert trust.statement([deed(2, "extra", 1)], POINTS) == []


def test_a_breach_is_followed_by_how_many_were_kept_in_a_row_since() -> None:
    told = [deed(1, "kept", 1), deed(2, "broken", 2), deed(3, "kept", 3), deed(4, "early", 4), deed(4, "wow"),
            deed(5, "late", 5), deed(5, "kept", 6), deed(6, "kept", 7)]  # fmt: skip
    lines = trust.statement(reversed(told), POINTS)
    assert [(line.kind, line.kept_since) for line in lines if line.kept_since is not None] == [
        ("broken", 3), ("late", 1),
    ]  # fmt: skip
    # Kept counts as kept, whatever it is worth.
    worth_nothing = trust.statement(told, {**POINTS, "kept": 0})
    assert [line.kept_since for line in worth_nothing if line.kept_since is not None] == [3, 1]
    assert trust.kept_in_a_row([deed(1, "kept", 1), deed(2, "unowned", 2)]) == {}


@given(DEEDS)
def test_no_promise_kept_is_counted_for_two_breaches(deeds: list[Deed]) -> None:
    counted = trust.kept_in_a_row(deeds)
    assert counted.keys() == {each.on for each in deeds if each.kind in ("late", "broken")}
    assert 0 <= sum(counted.values()) <= sum(each.kind in ("kept", "early") for each in deeds)
    assert trust.kept_in_a_row(reversed(deeds)) == counted


def test_of_one_story_only_the_heaviest_withdrawal_counts() -> None:
    story = [deed(2, "late", "s"), deed(5, "unowned", "s"), deed(9, "unanswered", "s"), deed(12, "repaired", "s")]
    lines = trust.statement(story, POINTS)
    assert [(line.what, line.points) for line in lines] == [("unowned", -3), ("repaired", 3)]


def test_different_stories_cost_each() -> None:
    lines = trust.statement([deed(2, "late", 1), deed(3, "late", 2)], POINTS)
    assert [line.balance for line in lines] == [-2, -4]


def test_what_is_worth_nothing_is_no_line() -> None:
    assert trust.statement([deed(2, "wow"), deed(3, "late", 1)], {**POINTS, "wow": 0, "late": 0}) == []


@given(DEEDS)
def test_the_balance_is_the_sum_of_the_lines_and_order_does_not_matter(deeds: list[Deed]) -> None:
    lines = trust.statement(deeds, POINTS)
    assert [line.on for line in lines] == sorted(line.on for line in lines)
    assert all(after.balance - before.balance == after.points for before, after in pairwise(lines))
    assert sum(line.points for line in lines) == (lines[-1].balance if lines else 0)
    assert trust.statement(reversed(deeds), POINTS) == lines


@given(DEEDS)
def test_no_story_costs_more_than_its_heaviest_deed(deeds: list[Deed]) -> None:
    costs = [each for each in trust.counted(deeds, POINTS) if POINTS[each.kind] < 0]
    assert len({each.story for each in costs}) == len(costs)
    for each in costs:
        assert POINTS[each.kind] == min(POINTS[other.kind] for other in deeds if other.story == each.story)


def test_a_promise_comes_to_one_thing() -> None:
    due, before, after = date(2026, 3, 10), date(2026, 3, 8), date(2026, 3, 12)
    assert trust.promise_deeds("kept_early", due, before, None) == [(before, "early")]
    assert trust.promise_deeds("kept", due, due, None) == [(due, "kept")]
    assert trust.promise_deeds("kept_late", due, after, None) == [(after, "late")]
    assert trust.promise_deeds("broken", due, None, None) == [(date(2026, 3, 11), "broken")]
    assert trust.promise_deeds("kept", due, due, before) == [(before, "late")]
    assert trust.promise_deeds("broken", due, None, before) == [(before, "late"), (date(2026, 3, 11), "broken")]
    assert trust.promise_deeds("released", due, None, None, due) == []
    assert trust.promise_deeds("released", due, None, None, after) == [(after, "late")]
    assert trust.promise_deeds("released", due, None, before, after) == [(before, "late")]
    assert trust.promise_deeds("open", due, None, None) == []


def test_a_mistake_is_unowned_once_its_time_is_over() -> None:
    noticed = date(2026, 2, 27)
    assert trust.unowned_on(noticed, None, 1, date(2026, 2, 28)) is None
    assert trust.unowned_on(noticed, None, 1, date(2026, 3, 1)) == date(2026, 3, 1)
    assert trust.unowned_on(noticed, date(2026, 2, 28), 1, date(2026, 6, 1)) is None
    assert trust.unowned_on(noticed, date(2026, 3, 1), 1, date(2026, 6, 1)) == date(2026, 3, 1)
    # Owned in time, but only after the day asked about.
    assert trust.unowned_on(noticed, date(2026, 3, 5), 1, date(2026, 3, 2)) == date(2026, 3, 1)
