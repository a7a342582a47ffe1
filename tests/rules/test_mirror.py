"""What was not noted is estimated within its channel, and says so; who only takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.mirror import ByChannel, Effort, about, estimated, noted, sum_of, takes, together

CHANNELS = st.sampled_from(["call", "email", "in-person", None])


def effort(timed: int, untimed: int, each: int) -> Effort:
    """So many touchpoints with these minutes each, and so many without."""
    return Effort(timed + untimed, timed, timed * each)


EFFORTS = st.builds(effort, st.integers(0, 4), st.integers(0, 4), st.integers(0, 90))
SIDES = st.dictionaries(CHANNELS, EFFORTS)


def test_a_mail_without_minutes_is_no_meeting() -> None:
    hers: ByChannel = {"in-person": effort(2, 0, 90), "email": effort(1, 3, 5)}
    nobody: ByChannel = {}
    assert estimated(hers, hers, hers) == 180 + 4 * 5
    # She noted no mail: those of the others on her side say how long one takes, then those of everybody.
    hers = {"in-person": effort(2, 0, 90), "email": effort(0, 3, 0)}
    side: ByChannel = {"email": effort(2, 0, 10)}
    everybody: ByChannel = {"email": effort(2, 0, 20)}
    assert estimated(hers, side, everybody) == 180 + 3 * 10
    assert estimated(hers, nobody, everybody) == 180 + 3 * 20
    # Only where nobody noted any is it what her other hours took.
    assert estimated(hers, hers, hers) == 180 + 3 * 90
    assert estimated({"email": effort(0, 3, 0)}, nobody, nobody) == 0


@given(SIDES, SIDES)
def test_what_was_noted_counts_as_it_was(hers: dict[str | None, Effort], others: dict[str | None, Effort]) -> None:
    side = together([hers, others])
    whole, known = estimated(hers, side, side), sum_of(hers.values())
    assert whole >= known.minutes
    if known.timed == known.touchpoints:
        assert whole == known.minutes
    assert sum_of(side.values()) == sum_of([*hers.values(), *others.values()])
    assert bool(about(known, "minutes")) == bool(noted(known, "minutes")) == (known.timed < known.touchpoints)
    assert about(known, "touchpoints") == noted(known, "touchpoints") == ""


def test_how_many_were_noted_is_told() -> None:
    assert (about(effort(4, 1, 10), "minutes"), noted(effort(4, 1, 10), "minutes")) == (
        "about ", " (minutes noted for 4 of 5)",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("energies", "times", "found"),
    [
        ([-1, -1, -1], 3, True),
        ([-1, -1, -1], 4, False),
        ([None, None, None], 3, False),
        ([-1, -1, None, None], 3, False),
        ([-2, -1, None, None, -1], 3, True),
        # Half of the days that are known are not most of them.
        ([-1, -1, 0, 0], 3, False),
        ([-1, -1, -1, 0, 0], 3, True),
        # Where one day is enough, one that is known is.
        ([-1], 1, True),
        ([None], 1, False),
    ],
)
def test_who_only_takes_left_you_drained(energies: list[int | None], times: int, found: bool) -> None:
    assert takes(energies, times) is found
