"""Who sent whom: once, never themselves, and the one who was sent is added."""

from datetime import date

import pytest

from custlove.errors import NotFound, Refused
from custlove.reports.lists.introductions import Introduction
from custlove.services import introductions
from custlove.services.change import Change
from custlove.services.introductions import AddIntroduction

TODAY = date(2026, 11, 22)


def test_who_was_sent_is_added_as_a_prospect(with_anna: Change) -> None:
    added = introductions.add(with_anna, AddIntroduction("anna", "Stepan Oblonsky", TODAY, "her brother"))
    assert added.introduction == Introduction(
        1, "anna", "Anna Karenina", "stepan-oblonsky", "Stepan Oblonsky", TODAY, "her brother"
    )
    assert added.person.added
    rung = with_anna.connection.execute("SELECT rung, added_on FROM person WHERE handle = 'stepan-oblonsky'")
    assert rung.fetchone() == ("prospect", TODAY.isoformat())


def test_who_sent_has_to_be_there(with_anna: Change) -> None:
    with pytest.raises(NotFound):
        introductions.add(with_anna, AddIntroduction("Stepan", "anna", TODAY))


def test_once_and_never_themselves(with_anna: Change) -> None:
    introductions.add(with_anna, AddIntroduction("anna", "Bela", date(2026, 11, 1)))
    with pytest.raises(Refused, match=r"^That introduction already exists, from 2026-11-01 \(i1\)\.$"):
        introductions.add(with_anna, AddIntroduction("anna", "bela", TODAY))
    with pytest.raises(Refused, match=r"^Both names mean the same person\.$"):
        introductions.add(with_anna, AddIntroduction("anna", "Anna Karenina", TODAY))
    # The other way round is another one.
    assert introductions.add(with_anna, AddIntroduction("bela", "anna", TODAY)).introduction.id == 2


def test_both_people_stay_when_it_is_taken_out(with_anna: Change) -> None:
    introductions.add(with_anna, AddIntroduction("anna", "Bela", TODAY, "after the talk"))
    assert introductions.remove(with_anna, ["bela", "talk"]).person == "bela"
    assert with_anna.connection.execute("SELECT handle FROM person ORDER BY id").fetchall() == [("anna",), ("bela",)]


def test_an_introduction_is_corrected(with_anna: Change) -> None:
    introductions.add(with_anna, AddIntroduction("anna", "Stepan Oblonsky", TODAY, "her brother"))
    edits = introductions.IntroductionEdits(text=None, day=date(2026, 11, 1))
    edited = introductions.edit(with_anna, ["1"], edits)
    assert (edited.text, edited.on) == (None, date(2026, 11, 1))
    with pytest.raises(Refused, match="in the future"):
        introductions.edit(with_anna, ["1"], introductions.IntroductionEdits(day=date(2026, 11, 23)))
