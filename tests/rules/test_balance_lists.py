"""In which list of balance somebody stands, worked out by hand, and what never happens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.rules.balance_lists import LISTS, Sides, Standing, because, standing

BUYER = Sides("900.00 EUR", times=1.5)
TAKER = Sides(takes=("in touch on 9 days",), promises_broken=2, touchpoints=9, minutes=400, drained=-9)
CARES = Sides("10.00 EUR", times=0.25, praise=1, ideas=2, touchpoints=5, came=5, minutes=300, drained=-4, fed=1)


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        (Sides(), None),
        (BUYER, Standing("gives", 1.5, 0)),
        (BUYER._replace(fit=5, influence=4), Standing("gives", 6, 0)),
        (BUYER._replace(fit=1, influence=2), Standing("gives", 0.375, 0)),
        (BUYER._replace(fit=3, influence=3, praise=2, fed=2, drained=-1), Standing("gives", 1.5, 3)),
        (BUYER._replace(introductions=2), Standing("gives", 3.5, 0)),
        (CARES, Standing("cares", 3, 300)),
        (CARES._replace(times=1), Standing("gives", 1, 3)),
        (CARES._replace(influence=5), Standing("cares", 6, 300)),
        # Two days of an hour in all cost no time worth naming: what is left is what was given.
        (CARES._replace(came=2, minutes=60), Standing("gives", 0.25, 3)),
        (CARES._replace(came=2, minutes=120), Standing("cares", 3, 120)),
        # What you only sent them took none of their time.
        (Sides(touchpoints=9, praise=1), None),
        (Sides(touchpoints=9, praise=1, came=3), Standing("cares", 1, 0)),
        (Sides(touchpoints=3, came=3), None),
        # Others listen to them: nothing that they did.
        (Sides(touchpoints=3, came=3, minutes=400, influence=5), None),
        (Sides(touchpoints=3, came=3, acted=1), Standing("cares", 1, 0)),
        (CARES._replace(distant=True), None),
        (BUYER._replace(distant=True, praise=1), None),
        (TAKER._replace(distant=True), Standing("takes", 2, 9)),
        (Sides(touchpoints=9, came=9, fed=5), None),
        (Sides(touchpoints=9, came=9, fed=5, promises_kept=1), Standing("gives", 0, 6)),
        # More was given back than was spent.
        (Sides("-5.00 EUR", times=-0.5, praise=1), Standing("gives", 0, 1)),
        (TAKER, Standing("takes", 2, 9)),
        (TAKER._replace(fit=1), Standing("takes", 3, 9)),
        (TAKER._replace(fit=4), Standing("takes", 1, 9)),
    ],
)
def test_where_somebody_stands(sides: Sides, found: Standing | None) -> None:
    assert standing(sides) == found


def test_the_facts() -> None:
    assert because(BUYER._replace(introductions=2, fed=3, drained=-1, fit=5, influence=2), "gives") == (
        "bought for 900.00 EUR",
        "sent 2 people",
        "left you fed (+2)",
        "fit 5: higher",
        "influence 2: lower",
    )
    assert because(CARES._replace(acted=1), "cares") == (
        "300 minutes",
        "left you drained (-3)",
        "bought little: 10.00 EUR",
        "1 word of praise",
        "2 ideas",
        "told you what to do better, and you did",
    )
    # Long hours say more than days; of short ones both are told. Influence is told once, as what it did to the place.
    assert because(Sides(praise=1, came=4, minutes=30, touchpoints=9, influence=5), "cares") == (
        "in touch on 4 days",
        "30 minutes",
        "bought nothing",
        "1 word of praise",
        "influence 5: higher",
    )
    assert because(TAKER._replace(fit=2), "takes") == ("in touch on 9 days", "fit 2: higher")


counts = st.integers(0, 5)
any_sides = st.builds(
    Sides,
    bought=st.sampled_from(["", "10.00 EUR"]),
    times=st.sampled_from([-0.5, 0, 0.25, 1, 80]),
    introductions=counts,
    praise=counts,
    ideas=counts,
    acted=counts,
    promises_kept=counts,
    promises_broken=counts,
    fed=counts,
    drained=counts.map(lambda drained: -drained),
    minutes=st.integers(0, 300),
    touchpoints=counts,
    came=counts,
    fit=st.none() | st.integers(1, 5),
    influence=st.none() | st.integers(1, 5),
    takes=st.just(()) | st.just(("in touch on 9 days",)),
).map(lambda sides: sides._replace(times=sides.times if sides.bought else 0))


@given(any_sides)
@settings(max_examples=200, deadline=None)
def test_what_never_happens(sides: Sides) -> None:
    found = standing(sides)
    if found is None:
        return
    assert found.list in LISTS
    assert because(sides, found.list)
    assert (found.list == "takes") is bool(sides.takes)
    # A better fit never puts somebody lower among those who give or care, nor higher among those who take.
    better = standing(sides._replace(fit=5))
    assert better is not None
    assert better.list == found.list
    assert (better.size <= found.size) if found.list == "takes" else (better.size >= found.size)


@given(any_sides, st.none() | st.integers(1, 5), st.none() | st.integers(1, 5))
@settings(max_examples=200, deadline=None)
def test_fit_and_influence_put_nobody_into_a_list(sides: Sides, fit: int | None, influence: int | None) -> None:
    lists = [at and at.list for at in (standing(sides), standing(sides._replace(fit=fit, influence=influence)))]
    assert lists[0] == lists[1]


def test_who_gives_much_stands_by_size_and_not_by_kind() -> None:
    # Of three buyers the middle one spent 150 EUR; then of one who spent as much as the large one.
    for large, small in ((80, 1), (1, 0.0125)):
        orders = Sides("12000.00 EUR", times=large, fed=2)
        heard = Sides("150.00 EUR", times=small, praise=1, promises_kept=1, fed=1, influence=5, fit=5)
        assert (standing(orders) or TAKER) > (standing(heard) or TAKER)
