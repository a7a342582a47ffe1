"""Letting people be until a day: from which day on, until which, and not any more."""

from datetime import date, timedelta

import pytest

from custlove.errors import NotFound, Refused
from custlove.reports.people import let_be as report
from custlove.reports.people.let_be import LetBe
from custlove.services import merging, people
from custlove.services.change import Change
from custlove.services.let_be import LetPeopleBe, let_be
from tests.services.conftest import TODAY

A_DAY = timedelta(days=1)
EARLIER, SOON = date(2026, 11, 10), date(2026, 12, 15)


def _until(change: Change, on: date = TODAY) -> date | None:
    found = report.of_person(change.connection, 1, on)
    return None if found is None else found.until


def test_until_a_day_and_why(with_anna: Change) -> None:
    said = let_be(with_anna, LetPeopleBe(["anna"], TODAY, SOON, "in mourning"))
    assert said == (LetBe(1, "anna", "Anna Karenina", TODAY, SOON, "in mourning"),)
    assert report.of_person(with_anna.connection, 1, TODAY) == said[0]
    assert [_until(with_anna, day) for day in (TODAY - A_DAY, SOON - A_DAY, SOON)] == [None, SOON, None]
    assert report.people(with_anna.connection, TODAY) == {1}


def test_several_at_once(with_anna: Change) -> None:
    people.add(with_anna, people.AddPerson("Bela", EARLIER))
    said = let_be(with_anna, LetPeopleBe(["anna,bela"], TODAY, SOON))
    assert [(each.person, each.why) for each in said] == [("anna", None), ("bela", None)]
    with pytest.raises(NotFound):
        let_be(with_anna, LetPeopleBe(["anna,nobody"], TODAY, SOON))


def test_a_new_one_takes_its_place_and_off_ends_it(with_anna: Change) -> None:
    let_be(with_anna, LetPeopleBe(["anna"], EARLIER, SOON))
    let_be(with_anna, LetPeopleBe(["anna"], TODAY - A_DAY, date(2026, 12, 1)))
    assert (_until(with_anna, EARLIER), _until(with_anna)) == (SOON, date(2026, 12, 1))
    let_be(with_anna, LetPeopleBe(["anna"], TODAY, None, "back early"))
    assert (_until(with_anna, TODAY - A_DAY), _until(with_anna)) == (date(2026, 12, 1), None)
    assert [each.why for each in report.history(with_anna.connection, 1, TODAY)] == [None, None, "back early"]
    assert len(report.history(with_anna.connection, 1, EARLIER)) == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (LetPeopleBe(["anna"], TODAY, TODAY), r"^Nobody can be let be from 2026-11-22 until 2026-11-22\.$"),
        (LetPeopleBe(["anna"], TODAY, None), r"^Anna Karenina is not let be on 2026-11-22\.$"),
        (LetPeopleBe(["anna"], TODAY + A_DAY, SOON), "is in the future"),
    ],
)
def test_what_says_nothing_is_refused(with_anna: Change, asked: LetPeopleBe, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        let_be(with_anna, asked)


def test_it_goes_with_them_where_two_become_one(with_anna: Change) -> None:
    people.add(with_anna, people.AddPerson("Anna K", EARLIER, "annak"))
    let_be(with_anna, LetPeopleBe(["annak"], TODAY, SOON))
    merging.apply(with_anna, merging.MergePeople("anna", "annak"))
    assert _until(with_anna) == SOON
