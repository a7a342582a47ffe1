"""In which list of balance somebody stands, worked out by hand, and what never happens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.rules.balance_lists import LISTS, Sides, Standing, because, standing

BUYER = Sides("900.00 EUR", much=True)
TAKER = Sides(takes=("in touch on 9 days",), promises_broken=2, touchpoints=9, minutes=400, drained=-9)
CARES = Sides("10.00 EUR", praise=1, ideas=2, touchpoints=5, minutes=300, drained=-4, fed=1)


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        (Sides(), None),
        (BUYER, Standing("gives", 1)),
        (BUYER._replace(fit=5, influence=4), Standing("gives", 3)),
        (BUYER._replace(fit=1, influence=2), Standing("gives", -1)),
        (BUYER._replace(fit=3, influence=3), Standing("gives", 1)),
        (CARES, Standing("cares", 2)),
        (CARES._replace(much=True), Standing("gives", 3)),
        (CARES._replace(influence=5), Standing("cares", 4)),
        # Two touchpoints of an hour in all cost no time worth naming: what is left is what was given.
        (CARES._replace(touchpoints=2, minutes=60), Standing("gives", 3)),
        (CARES._replace(touchpoints=2, minutes=120), Standing("cares", 2)),
        (Sides(touchpoints=3), None),
        (Sides(touchpoints=3, influence=4), Standing("cares", 2)),
        (Sides(touchpoints=3, acted=1), Standing("cares", 1)),
        (CARES._replace(distant=True), None),
        (BUYER._replace(distant=True, praise=1), None),
        (TAKER._replace(distant=True), Standing("takes", 2)),
        (Sides(touchpoints=9, fed=5), None),
        (Sides(touchpoints=9, fed=5, promises_kept=1), Standing("gives", 2)),
        (TAKER, Standing("takes", 2)),
        (TAKER._replace(fit=1), Standing("takes", 3)),
        (TAKER._replace(fit=4), Standing("takes", 1)),
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
    assert because(TAKER._replace(fit=2), "takes") == ("in touch on 9 days", "fit 2: higher")


counts = st.integers(0, 5)
any_sides = st.builds(
    Sides,
    bought=st.sampled_from(["", "10.00 EUR"]),
    much=st.booleans(),
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
    fit=st.none() | st.integers(1, 5),
    influence=st.none() | st.integers(1, 5),
    takes=st.just(()) | st.just(("in touch on 9 days",)),
).map(lambda sides: sides._replace(much=sides.much and bool(sides.bought)))


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
    assert (better.weight <= found.weight) if found.list == "takes" else (better.weight >= found.weight)
