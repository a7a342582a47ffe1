"""Days that matter: every year or once, and taken out again."""

from datetime import date

import pytest

from custlove.errors import Ambiguous, NotFound, UsageError
from custlove.reports.lists.days import Day
from custlove.services import days
from custlove.services.change import Change
from custlove.services.days import AddDay

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "yearly", "kept"),
    [
        # A day that was comes back, one that comes is once; one without a year comes back.
        ("2020-03-14", None, ("2020-03-14", 1)),
        ("2026-11-22", None, ("2026-11-22", 1)),
        ("2026-11-23", None, ("2026-11-23", 0)),
        ("--03-14", None, ("--03-14", 1)),
        # As asked for, whatever the day.
        ("2026-11-23", True, ("2026-11-23", 1)),
        ("2020-03-14", False, ("2020-03-14", 0)),
        # Once, without a year: the next one that has it.
        ("--03-14", False, ("2027-03-14", 0)),
        ("--12-24", False, ("2026-12-24", 0)),
    ],
)
def test_every_year_or_once(with_anna: Change, day: str, yearly: bool | None, kept: tuple[str, int]) -> None:
    days.add(with_anna, AddDay("anna", "their launch", day, TODAY, yearly))
    assert with_anna.connection.execute("SELECT day, yearly FROM special_day").fetchall() == [kept]


def test_it_is_told_as_it_comes_next(with_anna: Change) -> None:
    added = days.add(with_anna, AddDay("anna", "the founding", "2016-12-01", TODAY))
    assert added.day == Day(
        1, "anna", "Anna Karenina", "the founding", date(2026, 12, 1), 9, 10, yearly=True, since=date(2016, 12, 1)
    )
    assert (added.person.handle, added.person.added) == ("anna", False)


def test_the_person_is_added_only_when_that_is_asked_for(change: Change) -> None:
    with pytest.raises(NotFound) as fault:
        days.add(change, AddDay("Bela", "x", "--03-14", TODAY))
    assert fault.value.hint.endswith("To add them on the way: --new")
    added = days.add(change, AddDay("Bela", "x", "--03-14", TODAY, new=True))
    assert (added.person.handle, added.person.added) == ("bela", True)


@pytest.mark.parametrize("day", ["someday", "14 march", "2026-3-1", "2026-02-30", "--13-01"])
@pytest.mark.parametrize("yearly", [True, False])
def test_what_is_not_a_day(with_anna: Change, day: str, *, yearly: bool) -> None:
    with pytest.raises(UsageError, match="is not in the calendar"):
        days.add(with_anna, AddDay("anna", "x", day, TODAY, yearly))


def test_a_day_is_taken_out_by_a_word_or_by_its_number(with_anna: Change) -> None:
    for what in ("the launch", "the second launch"):
        days.add(with_anna, AddDay("anna", what, "--03-14", TODAY))
    with pytest.raises(Ambiguous):
        days.remove(with_anna, ["anna", "launch"])
    assert days.remove(with_anna, ["anna", "second"]).what == "the second launch"
    assert days.remove(with_anna, ["#1"]).what == "the launch"
    with pytest.raises(NotFound, match=r"^There is no day d1\.$"):
        days.remove(with_anna, ["1"])


def test_a_day_is_corrected(with_anna: Change) -> None:
    days.add(with_anna, AddDay("anna", "their launch", "2026-03-14", TODAY))
    edited = days.edit(with_anna, ["anna", "launch"], days.DayEdits(what="the fair", day="--04-15"))
    assert (edited.what, edited.on) == ("the fair", date(2027, 4, 15))
    assert days.edit(with_anna, ["1"], days.DayEdits(yearly=False)).on == date(2027, 4, 15)
    with pytest.raises(UsageError):
        days.edit(with_anna, ["1"], days.DayEdits(day="2026-02-30"))
