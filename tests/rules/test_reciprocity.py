"""Who only takes: the freeloader worked out by hand, what speaks for somebody, and what never happens."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.rules import reciprocity
from custlove.rules.reciprocity import Broken, Credit, Day, Measures, Taking, in_favour, takes, wants_distance

TODAY = date(2026, 12, 31)
# Fifteen calls in a year, 24 days apart, all draining; an hour bought on 15 January; three promises broken.
CALLS = [Day(date(2026, 1, 1) + timedelta(days=24 * each), -1, 40) for each in range(15)]
BROKEN = [Broken("p1", date(2026, 3, 1)), Broken("p2", date(2026, 6, 1)), Broken("p3", date(2026, 9, 1))]
FREELOADER = Taking(date(2026, 1, 15), "bought last", days=CALLS, broken=BROKEN)
NOTHING = Credit()


def test_the_freeloader_takes() -> None:
    assert takes(FREELOADER, NOTHING, TODAY) == (
        "in touch on 14 days since 2026-01-25, 560 minutes",
        "14 of 14 days that say how they left you drained you",
        "broke 3 promises: p1 of 2026-03-01, p2 of 2026-06-01, p3 of 2026-09-01",
        "nothing given since: bought last on 2026-01-15",
    )
    assert wants_distance(FREELOADER, TODAY)


def test_only_after_six_months_without_anything() -> None:
    assert takes(FREELOADER, NOTHING, date(2026, 7, 14)) == ()
    assert takes(FREELOADER, NOTHING, date(2026, 7, 15)) != ()
    never = FREELOADER._replace(since=date(2026, 1, 1), gave="")
    assert takes(never, NOTHING, date(2026, 6, 30)) == ()
    assert takes(never, NOTHING, date(2026, 7, 1))[-1] == "nothing given so far"
    assert takes(FREELOADER._replace(since=date(2026, 7, 1)), NOTHING, TODAY) == ()


def test_what_you_decided_on_speaks_no_more() -> None:
    decided = FREELOADER._replace(decided_on=date(2026, 7, 1))
    assert takes(decided, NOTHING, TODAY) == ()
    assert (
        takes(decided._replace(decided_on=date(2026, 6, 30)), NOTHING, TODAY)[2] == "broke a promise: p3 of 2026-09-01"
    )
    # The last promise of theirs was broken before.
    again = decided._replace(decided_on=date(2026, 6, 30), broken=BROKEN[:2])
    assert takes(again, NOTHING, TODAY) != ()
    assert not wants_distance(again, TODAY)


@pytest.mark.parametrize(
    ("credit", "why"),
    [
        (Credit(praise=1), "praised you"),
        (Credit(ideas=1), "brought ideas"),
        (Credit(acted=1), "told you what to do better, and you did"),
        (Credit(influence=4), "is listened to (influence 4)"),
        (Credit(life_on=TODAY - timedelta(days=60)), "has a lot going on"),
        (Credit(resting=True), "is let be"),
    ],
)
def test_what_speaks_for_somebody(credit: Credit, why: str) -> None:
    assert in_favour(credit, TODAY) == (why,)
    assert takes(FREELOADER, credit, TODAY) == ()


def test_what_does_not() -> None:
    for credit in (Credit(influence=3), Credit(life_on=TODAY - timedelta(days=61))):
        assert in_favour(credit, TODAY) == ()
        assert takes(FREELOADER, credit, TODAY) != ()


def test_it_takes_days_and_energy_that_drains() -> None:
    few = FREELOADER._replace(days=CALLS[1:6])
    assert takes(few, NOTHING, TODAY) == ()
    assert takes(FREELOADER._replace(days=CALLS[1:7]), NOTHING, TODAY) != ()
    half = [day._replace(energy=1 if place % 2 else -2) for place, day in enumerate(CALLS)]
    assert takes(FREELOADER._replace(days=half), NOTHING, TODAY) == ()
    unknown = [day._replace(energy=-1 if place < 3 else None) for place, day in enumerate(CALLS)]
    assert takes(FREELOADER._replace(days=unknown), NOTHING, TODAY) == ()
    unknown[3] = unknown[3]._replace(energy=-2)
    assert takes(FREELOADER._replace(days=unknown), NOTHING, TODAY)[1].startswith("3 of 3 days")


def test_what_drained_has_to_be_twice_what_fed() -> None:
    assert takes(FREELOADER._replace(fed=7, drained=-14), NOTHING, TODAY) != ()
    assert takes(FREELOADER._replace(fed=7, drained=-13), NOTHING, TODAY) == ()


def test_without_a_broken_promise_they_take_and_arms_length_is_not_suggested() -> None:
    kept = FREELOADER._replace(broken=())
    assert [fact.split()[0] for fact in takes(kept, NOTHING, TODAY)] == ["in", "14", "nothing"]
    assert not wants_distance(kept, TODAY)
    # Due today is not broken yet; what was due before they gave something is forgiven.
    for due in (TODAY, date(2026, 1, 15)):
        assert not wants_distance(FREELOADER._replace(broken=[Broken("p9", due)]), TODAY)


def test_the_numbers_are_the_settings() -> None:
    given_ = {"balance.taking_months": 3, "balance.taking_days": 2, "balance.life_days": 5, "balance.months": 24}
    assert Measures.of(given_) == Measures(3, 2, 5, 24)
    assert Measures.of({}) == reciprocity.USUAL_MEASURES


a_day = st.integers(-20, 420).map(lambda back: TODAY - timedelta(days=back))
some_days = st.lists(
    st.builds(Day, on=a_day, energy=st.none() | st.integers(-2, 1), minutes=st.integers(0, 90)),
    max_size=20,
    unique_by=lambda day: day.on,
)
any_taking = st.builds(
    Taking,
    since=st.integers(0, 500).map(lambda back: TODAY - timedelta(days=back)),
    gave=st.sampled_from(["", "bought last"]),
    days=some_days,
    broken=st.lists(st.builds(Broken, ref=st.just("p1"), due=a_day), max_size=3),
)


@given(any_taking)
@settings(max_examples=200, deadline=None)
def test_what_never_happens(taking: Taking) -> None:
    found = takes(taking, NOTHING, TODAY)
    # What is dated later changes nothing, nor does what was before they gave something.
    past = [
        day for day in taking.days if taking.since < day.on <= TODAY or (not taking.gave and day.on == taking.since)
    ]
    assert takes(taking._replace(days=past), NOTHING, TODAY) == found
    if found:
        assert (TODAY - taking.since).days > 180
        assert sum((day.energy or 0) < 0 for day in past) >= 2
        assert len(past) >= 6
