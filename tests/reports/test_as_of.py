"""On a day that is past nobody is left out whom the rules would name, and few are left to be looked at."""

from collections.abc import Iterable

import pytest

from tests.conftest import Program, written_once


def log(program: Program, days: Iterable[int], *options: str) -> None:
    """Touchpoints on days of March."""
    for day in days:
        program("log", "anna", f"of {day}", "--on", f"2026-03-{day:02}", *options)


def later(program: Program, *options: str) -> None:
    """What came long after, so that nothing the journal keeps of Anna tells of March."""
    for day in range(10, 18):
        program("log", "anna", "later", "--on", f"2026-11-{day}", "--out")
    program("log", "anna", "today", "--on", "2026-11-20", "--in", *options)


def named(program: Program, section: str, day: str = "2026-03-31") -> list[str]:
    """Who stands in a section of `today` as of a day."""
    return [each["person"] for each in program("--today", day, "today", "--json").json[section]]


@pytest.fixture
@written_once
def long_ago(custlove: Program) -> Program:
    """Anna, a prospect since winter, who is to be in touch every ten days."""
    custlove("person", "add", "Anna", "--every", "10 days", "--on", "2026-01-01")
    return custlove


@pytest.mark.parametrize(("times", "found"), [(6, []), (7, ["anna"])])
def test_more_than_twice_the_cadence_was_too_much_then(long_ago: Program, times: int, found: list[str]) -> None:
    log(long_ago, range(10, 10 + times), "--out")
    log(long_ago, [20], "--in")
    later(long_ago)
    assert named(long_ago, "ease_off") == found


@pytest.mark.parametrize("every", [None, "10 days"])
def test_by_the_rhythm_of_the_rung_as_well(custlove: Program, every: str | None) -> None:
    own = ("--every", every) if every else ()
    custlove("person", "add", "Anna", *own, "--on", "2026-01-01")
    custlove("config", "set", "cadence.prospect", "10 days")
    log(custlove, range(10, 17), "--out")
    log(custlove, [20], "--in")
    later(custlove)
    assert named(custlove, "ease_off") == ["anna"]


@pytest.mark.parametrize(("answered", "found"), [(False, ["anna"]), (True, [])])
def test_three_in_a_row_were_three_in_a_row_then(long_ago: Program, answered: bool, found: list[str]) -> None:
    log(long_ago, [10, 11, 12], "--out")
    if answered:
        log(long_ago, [13], "--in")
    later(long_ago)
    assert named(long_ago, "ease_off") == found


@pytest.mark.parametrize(
    ("felt", "found"), [("5553", ["anna"]), ("4443", []), ("53", []), ("52", ["anna"]), ("25", []), ("5433", [])]
)
def test_low_is_what_was_low_then(long_ago: Program, felt: str, found: list[str]) -> None:
    for day, how in enumerate(felt, 10):
        log(long_ago, [day], "--felt", how)
    later(long_ago, "--felt", "5")
    assert named(long_ago, "left_low") == found


def test_of_one_day_the_last_moment_counts(long_ago: Program) -> None:
    for at, how in (("09:00", "1"), ("10:00", "5")):
        long_ago("log", "anna", at, "--on", f"2026-03-10 {at}", "--felt", how)
        long_ago("log", "anna", at, "--on", f"2026-03-20 {at}", "--felt", str(6 - int(how)))
    later(long_ago)
    assert named(long_ago, "left_low", "2026-03-12") == []
    assert named(long_ago, "left_low") == ["anna"]
