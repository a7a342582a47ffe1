"""Whom a request names: who is there is found, and only with `new` who is not is added."""

import pytest

from custlove.errors import Ambiguous, NotFound
from custlove.services import participants, people
from custlove.services.change import Change
from tests.services.conftest import CAME, TODAY


def _said(change: Change, *words: str, new: bool) -> list[tuple[str, bool]]:
    return [(each.handle, each.added) for each in participants.several(change, words, TODAY, new=new)]


def _handles(change: Change) -> list[str]:
    return [handle for (handle,) in change.connection.execute("SELECT handle FROM person ORDER BY id")]


def test_who_is_there_is_not_added_again(with_anna: Change) -> None:
    for new in (True, False):
        found = participants.one(with_anna, "Anna Karenina", TODAY, new=new)
        assert (found.handle, found.added) == ("anna", False)
    assert _handles(with_anna) == ["anna"]


def test_who_is_not_there_is_added_only_when_asked_for(with_anna: Change) -> None:
    for find in (
        lambda: participants.one(with_anna, "Bela", TODAY, new=False),
        lambda: participants.several(with_anna, ["anna, Bela"], TODAY, new=False),
    ):
        with pytest.raises(NotFound, match="Bela") as fault:
            find()
        assert "--new" in fault.value.hint
    assert _handles(with_anna) == ["anna"]
    assert participants.one(with_anna, "Bela", TODAY, new=True).added
    added = with_anna.connection.execute("SELECT rung, added_on FROM person WHERE handle = 'bela'").fetchone()
    assert added == ("prospect", TODAY.isoformat())


def test_names_are_joined_by_commas_and_nobody_is_there_twice(with_anna: Change) -> None:
    assert _said(with_anna, "anna, Bela ,, Clara", "bela", new=True) == [
        ("anna", False),
        ("bela", True),
        ("clara", True),
    ]
    assert _said(with_anna, "anna,bela", "Anna Karenina", new=False) == [("anna", False), ("bela", False)]


def test_a_name_may_have_a_comma_of_its_own(with_anna: Change) -> None:
    people.add(with_anna, people.AddPerson("Karenin, Alexei", CAME))
    assert _said(with_anna, "Karenin, Alexei", new=True) == [("karenin-alexei", False)]
    assert _handles(with_anna) == ["anna", "karenin-alexei"]


def test_where_several_answer_to_a_name_nobody_is_added(with_anna: Change) -> None:
    people.add(with_anna, people.AddPerson("Anna Karenina", CAME))
    before = _handles(with_anna)
    for new in (True, False):
        with pytest.raises(Ambiguous):
            participants.one(with_anna, "Anna Karenina", TODAY, new=new)
    assert _handles(with_anna) == before
