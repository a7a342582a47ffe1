"""What a promise comes to on a day: the words of DESIGN.md section 2, worked by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.promises import STATES, KeepRate, PromiseFacts, PromiseMove, keep_rate, standing

JAN = date(2026, 1, 1)
FEB = date(2026, 2, 1)
MAR = date(2026, 3, 1)
APR = date(2026, 4, 1)


def day(ordinal: str) -> date:
    """A day of 2026: `02-14`."""
    return date.fromisoformat(f"2026-{ordinal}")


@pytest.mark.parametrize(
    ("kept", "released", "today", "state", "days_late"),
    [
        (None, None, "01-31", "open", 0),
        (None, None, "02-01", "due", 0),
        (None, None, "02-02", "broken", 1),
        (None, None, "03-01", "broken", 28),
        ("01-30", None, "02-05", "kept_early", 0),
        ("02-01", None, "02-05", "kept", 0),
        ("02-04", None, "02-05", "kept_late", 3),
        # Not kept yet on the day that is asked about.
        ("03-05", None, "03-01", "broken", 28),
        ("03-05", None, "03-05", "kept_late", 32),
        (None, "01-20", "02-05", "released", 0),
        (None, "02-03", "02-05", "released", 0),
        (None, "02-03", "02-02", "broken", 1),
        (None, "02-03", "02-03", "released", 0),
    ],
)
def test_the_state_on_a_day(kept: str | None, released: str | None, today: str, state: str, days_late: int) -> None:
    facts = PromiseFacts(JAN, FEB, day(kept) if kept else None, day(released) if released else None)
    found = standing(facts, day(today))
    assert (found.state, found.days_late, found.due_on, found.broken_once) == (
        state,
        days_late,
        FEB,
        state == "released" and released == "02-03",
    )
    assert found.kept_on == (facts.kept_on if state.startswith("kept") else None)


@pytest.mark.parametrize(
    ("moved_on", "today", "state", "due", "broken_once", "days_late"),
    [
        # Moved before it fell due, or on that very day: renegotiated, never broken.
        ("01-20", "02-15", "open", MAR, False, 0),
        ("02-01", "02-15", "open", MAR, False, 0),
        # Moved after: it was broken once, and says so.
        ("02-02", "02-15", "open", MAR, True, 0),
        ("02-02", "03-01", "due", MAR, True, 0),
        ("02-02", "03-03", "broken", MAR, True, 2),
        # As of a day before the move it is what it was then.
        ("02-10", "01-31", "open", FEB, False, 0),
        ("02-10", "02-09", "broken", FEB, False, 8),
        ("02-10", "02-10", "open", MAR, True, 0),
    ],
)
def test_a_moved_promise(moved_on: str, today: str, state: str, due: date, broken_once: bool, days_late: int) -> None:
    facts = PromiseFacts(JAN, MAR, moves=(PromiseMove(day(moved_on), FEB, MAR),))
    found = standing(facts, day(today))
    assert (found.state, found.due_on, found.broken_once, found.days_late) == (state, due, broken_once, days_late)
    assert found.moves == (facts.moves if day(today) >= day(moved_on) else ())


def test_each_day_has_the_date_agreed_by_then() -> None:
    moves = (PromiseMove(day("01-20"), FEB, MAR), PromiseMove(day("03-04"), MAR, APR))
    facts = PromiseFacts(JAN, APR, kept_on=day("04-01"), moves=moves)
    days = ["01-19", "01-20", "03-03", "03-04", "04-01"]
    found = [standing(facts, day(each)) for each in days]
    assert [each.due_on for each in found] == [FEB, MAR, MAR, APR, APR]
    assert [each.state for each in found] == ["open", "open", "broken", "open", "kept"]
    assert [each.broken_once for each in found] == [False, False, False, True, True]


def test_the_keep_rate_counts_what_fell_due() -> None:
    today = day("02-10")
    promises = {
        "kept early, its day is over": PromiseFacts(JAN, FEB, kept_on=day("01-30")),
        "kept on its day": PromiseFacts(JAN, FEB, kept_on=FEB),
        "kept late": PromiseFacts(JAN, FEB, kept_on=day("02-02")),
        "broken": PromiseFacts(JAN, FEB),
        "renegotiated in time and kept": PromiseFacts(JAN, day("02-05"), FEB, moves=(_moved("01-31", FEB, "02-05"),)),
        "broken once, then kept on the new day": PromiseFacts(
            JAN, day("02-05"), day("02-05"), moves=(_moved("02-03", FEB, "02-05"),)
        ),
        "broken once, the new day ahead": PromiseFacts(JAN, APR, moves=(_moved("02-03", FEB, "04-01"),)),
        "due today and kept today": PromiseFacts(JAN, today, kept_on=today),
        "released after its day": PromiseFacts(JAN, FEB, released_on=day("02-02")),
        "released after it was broken once": PromiseFacts(
            JAN, APR, released_on=day("02-05"), moves=(_moved("02-03", FEB, "04-01"),)
        ),
    }
    left_out = {
        "released": PromiseFacts(JAN, FEB, released_on=FEB),
        "due today and open": PromiseFacts(JAN, today),
        "ahead": PromiseFacts(JAN, MAR),
        "ahead and kept already": PromiseFacts(JAN, MAR, kept_on=FEB),
    }
    assert keep_rate((standing(each, today) for each in promises.values()), today) == KeepRate(kept=4, due=10)
    assert keep_rate((standing(each, today) for each in left_out.values()), today) == KeepRate(kept=0, due=0)
    everything = [*promises.values(), *left_out.values()]
    assert keep_rate((standing(each, today) for each in everything), today) == KeepRate(kept=4, due=10)


def _moved(on: str, before: date, after: str) -> PromiseMove:
    return PromiseMove(day(on), before, day(after))


DAYS = st.integers(0, 400).map(lambda ahead: JAN + timedelta(days=ahead))


@st.composite
def promises(draw: st.DrawFn) -> PromiseFacts:
    """A promise as the journal can hold it: days in their order, settled at most once and after its last move."""
    made = draw(DAYS)
    agreed = [made + timedelta(days=draw(st.integers(0, 60)))]
    moves: list[PromiseMove] = []
    on = made
    for _ in range(draw(st.integers(0, 3))):
        on += timedelta(days=draw(st.integers(0, 60)))
        to = on + timedelta(days=draw(st.integers(0, 60)))
        moves.append(PromiseMove(on, agreed[-1], to))
        agreed.append(to)
    settled = on + timedelta(days=draw(st.integers(0, 90)))
    kept, released = draw(st.sampled_from([(None, None), (settled, None), (None, settled)]))
    return PromiseFacts(made, agreed[-1], kept, released, tuple(moves))


@given(promises(), DAYS)
def test_every_promise_is_in_one_state(facts: PromiseFacts, today: date) -> None:
    found = standing(facts, today)
    due, kept = found.due_on, found.kept_on
    released = facts.released_on is not None and facts.released_on <= today
    holds = {
        "open": kept is None and not released and today < due,
        "due": kept is None and not released and today == due,
        "broken": kept is None and not released and today > due,
        "kept_early": kept is not None and kept < due,
        "kept": kept is not None and kept == due,
        "kept_late": kept is not None and kept > due,
        "released": released,
    }
    assert tuple(holds) == STATES
    assert [state for state, is_so in holds.items() if is_so] == [found.state]


@given(promises(), DAYS)
def test_a_day_knows_nothing_of_what_came_later(facts: PromiseFacts, today: date) -> None:
    by_then = tuple(move for move in facts.moves if move.on <= today)
    later = next((move for move in facts.moves if move.on > today), None)
    told_then = PromiseFacts(
        facts.made_on,
        facts.due_on if later is None else later.from_due,
        facts.kept_on if facts.kept_on and facts.kept_on <= today else None,
        facts.released_on if facts.released_on and facts.released_on <= today else None,
        by_then,
    )
    assert standing(facts, today) == standing(told_then, today)


@given(promises(), DAYS)
def test_what_is_broken_grows_later_by_a_day_a_day(facts: PromiseFacts, today: date) -> None:
    now, then = standing(facts, today), standing(facts, today + timedelta(days=1))
    if now.state == then.state == "broken" and now.due_on == then.due_on:
        assert then.days_late == now.days_late + 1
    assert now.broken_once <= then.broken_once
    assert (now.days_late > 0) == (now.state in ("broken", "kept_late"))


@given(st.lists(promises(), max_size=8), DAYS)
def test_the_keep_rate_never_keeps_more_than_fell_due(facts: list[PromiseFacts], today: date) -> None:
    standings = [standing(each, today) for each in facts]
    rate = keep_rate(standings, today)
    assert 0 <= rate.kept <= rate.due <= len(facts)
    assert rate == KeepRate(*map(sum, zip((0, 0), *(keep_rate([each], today) for each in standings), strict=True)))
