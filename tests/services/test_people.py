"""Who is added, edited, renamed, archived and restored, and what is refused."""

from datetime import date

import pytest

from custlove.errors import Ambiguous, CustloveError, NotFound, Refused, UsageError
from custlove.services import archiving, people, placements
from custlove.services.archiving import ArchivePerson, RestorePerson
from custlove.services.change import Change
from custlove.services.people import AddPerson, Details, EditPerson, RenamePerson
from tests.services.conftest import CAME

TODAY = date(2026, 11, 22)


def _history(change: Change) -> list[tuple[str, str]]:
    """Which rows the change wrote, in which order."""
    return change.connection.execute("SELECT table_name, op FROM change_row ORDER BY id").fetchall()


def test_a_person_is_placed_on_their_rung_from_that_day(change: Change) -> None:
    fields: people.PersonFields = {"organisation": "Oblonsky & Co", "every": "21d", "circle": "close"}
    details = Details(("a@example.org",), ("+49 30 1234",), ("#VIP",))
    added = people.add(change, AddPerson(" Anna  Karenina ", CAME, None, "client", fields, details)).person
    assert (added.person, added.name, added.rung, added.rung_since) == (
        "anna-karenina",
        "Anna Karenina",
        "client",
        CAME,
    )
    assert (added.organisation, added.every_days, added.circle) == ("Oblonsky & Co", 21, "close")
    assert (added.emails, added.phones, added.tags) == (("a@example.org",), ("+49 30 1234",), ("VIP",))
    assert _history(change) == [
        ("person", "insert"),
        ("person_detail", "insert"),
        ("person_detail", "insert"),
        ("person_detail", "insert"),
        ("rung_move", "insert"),
        ("circle_choice", "insert"),
    ]


def test_namesakes_are_told_of_and_get_handles_of_their_own(with_anna: Change) -> None:
    second = people.add(with_anna, AddPerson("anna KARENINA", TODAY))
    assert (second.person.person, second.namesakes) == ("anna-karenina", ("anna",))
    third = people.add(with_anna, AddPerson("Anna Karenina", TODAY))
    assert (third.person.person, third.namesakes) == ("anna-karenina-2", ("anna", "anna-karenina"))
    assert people.add(with_anna, AddPerson("Anna", TODAY)).namesakes == ()


@pytest.mark.parametrize(
    ("asked", "kind", "sentence"),
    [
        (AddPerson("  ", TODAY), UsageError, "A person needs a name."),
        (AddPerson("B", TODAY, "B!"), UsageError, '"B!" is not a valid handle.'),
        (AddPerson("B", TODAY, "anna"), Refused, "The handle anna is taken by Anna Karenina."),
        (AddPerson("B", TODAY, details=Details(phone=("none",))), UsageError, '"none" is not a valid phone.'),
        (AddPerson("B", TODAY, fields={"fit": 6}), UsageError, "fit: it should be at most 5."),
        (AddPerson("B", TODAY, fields={"every": "often"}), UsageError, "every: its form is invalid"),
    ],
)
def test_who_cannot_be_added(with_anna: Change, asked: AddPerson, kind: type[CustloveError], sentence: str) -> None:
    with pytest.raises(kind, match=f"^{sentence}"):
        people.add(with_anna, asked)


def test_what_is_absent_stays_and_none_clears(with_anna: Change) -> None:
    people.edit(with_anna, EditPerson("anna", TODAY, {"role": "chef", "nickname": "Anjuta", "fit": 4}))
    edited = people.edit(with_anna, EditPerson("anjuta", TODAY, {"nickname": None, "fit": 5}))
    assert (edited.role, edited.nickname, edited.fit) == ("chef", None, 5)
    with pytest.raises(NotFound):
        people.edit(with_anna, EditPerson("anjuta", TODAY, {"fit": 1}))


def test_an_edit_that_changes_nothing_writes_nothing(with_anna: Change) -> None:
    before = _history(with_anna)
    people.edit(with_anna, EditPerson("anna", TODAY, {"role": None}, Details()))
    assert _history(with_anna) == before


def test_a_circle_holds_from_its_day_on_whatever_was_written_last(with_anna: Change) -> None:
    edit = EditPerson("anna", date(2026, 11, 1), {"circle": "close"})
    assert people.edit(with_anna, edit).circle == "close"
    earlier = EditPerson("anna", date(2026, 10, 1), {"circle": "arms-length"})
    assert people.edit(with_anna, earlier).circle == "close"
    assert people.edit(with_anna, EditPerson("anna", TODAY, {"circle": None})).circle == "acquaintance"


def test_details_are_there_once_and_go_by_any_spelling(with_anna: Change) -> None:
    more = Details(("A@example.org", "a@example.org"), ("+49 (30) 1234",), ("vip", "#VIP"))
    edited = people.edit(with_anna, EditPerson("anna", TODAY, add=more))
    assert (edited.emails, edited.phones, edited.tags) == (("A@example.org",), ("+49 (30) 1234",), ("vip",))
    less = Details(("a@EXAMPLE.org",), ("+49301234",), ("+Vip",))
    edited = people.edit(with_anna, EditPerson("anna", TODAY, drop=less))
    assert (edited.emails, edited.phones, edited.tags) == ((), (), ())
    with pytest.raises(Refused, match=r"^Anna Karenina has no tag vip\.$"):
        people.edit(with_anna, EditPerson("anna", TODAY, drop=Details(tag=("vip",))))


def test_another_day_of_coming_moves_the_first_rung_and_circle(change: Change) -> None:
    people.add(change, AddPerson("Anna", CAME, fields={"circle": "close"}))
    edited = people.edit(change, EditPerson("anna", TODAY, {"added_on": date(2026, 8, 1)}))
    assert (edited.added_on, edited.rung_since) == (date(2026, 8, 1), date(2026, 8, 1))
    assert change.connection.execute("SELECT day FROM circle_choice").fetchall() == [("2026-08-01",)]
    archiving.archive(change, ArchivePerson("anna", date(2026, 10, 1)))
    with pytest.raises(Refused, match=r"^Anna was archived on 2026-10-01, before 2026-10-02\.$"):
        people.edit(change, EditPerson("anna", TODAY, {"added_on": date(2026, 10, 2)}))
    assert people.edit(change, EditPerson("anna", TODAY, {"added_on": date(2026, 10, 1)})).added_on == date(2026, 10, 1)


def test_the_first_rung_comes_before_the_second(with_anna: Change) -> None:
    anna = with_anna.connection.execute("SELECT id FROM person").fetchone()[0]
    placements.place(with_anna, anna, "client", date(2026, 10, 1))
    with pytest.raises(Refused, match=r"^Anna Karenina moved to client on 2026-10-01, before 2026-10-02\.$"):
        people.edit(with_anna, EditPerson("anna", TODAY, {"added_on": date(2026, 10, 2)}))


def test_names_and_handles_change_together_or_alone(with_anna: Change) -> None:
    assert people.rename(with_anna, RenamePerson("anna", " Anna  Oblonskaya")).name == "Anna Oblonskaya"
    assert people.rename(with_anna, RenamePerson("Anna Obl", handle="anya")).person == "anya"
    assert people.rename(with_anna, RenamePerson("anya", handle="anya")).person == "anya"
    people.add(with_anna, AddPerson("Bob", TODAY))
    with pytest.raises(Refused, match="The handle bob is taken by Bob"):
        people.rename(with_anna, RenamePerson("anya", handle="bob"))
    with pytest.raises(UsageError, match=r"^A person needs a name\.$"):
        people.rename(with_anna, RenamePerson("anya", " "))


def test_archived_from_a_day_and_restored(with_anna: Change) -> None:
    gone = archiving.archive(with_anna, ArchivePerson("anna", date(2026, 11, 1))).person
    assert (gone.archived, gone.archived_on) == (True, date(2026, 11, 1))
    with pytest.raises(Refused, match=r"was archived on 2026-11-01 already\.$"):
        archiving.archive(with_anna, ArchivePerson("anna", TODAY))
    with pytest.raises(Refused, match=r"was archived only on 2026-11-01\.$"):
        archiving.restore(with_anna, RestorePerson("anna", date(2026, 10, 31)))
    assert not archiving.restore(with_anna, RestorePerson("anna", date(2026, 11, 1))).archived
    with pytest.raises(Refused, match=r"is not archived\.$"):
        archiving.restore(with_anna, RestorePerson("anna", TODAY))
    with pytest.raises(Refused, match=r"was added only on 2026-09-01\.$"):
        archiving.archive(with_anna, ArchivePerson("anna", date(2026, 8, 31)))


def test_who_may_be_two_people_is_neither(with_anna: Change) -> None:
    people.add(with_anna, AddPerson("Anna Pavlovna", TODAY, "pavlovna"))
    people.rename(with_anna, RenamePerson("Anna Karenina", handle="karenina"))
    with pytest.raises(Ambiguous):
        archiving.archive(with_anna, ArchivePerson("ann", TODAY))
