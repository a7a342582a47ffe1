"""Where people belong, from a day to a day."""

from datetime import date

import pytest

from custlove import config
from custlove.errors import Refused
from custlove.reports import organisation
from custlove.reports.people import lookup, memberships
from custlove.reports.people import people as report
from custlove.services import people
from custlove.services.change import Change
from custlove.services.people import EditPerson, PersonFields
from tests.services.conftest import CAME, TODAY

MOVED = date(2026, 10, 1)


def _edit(
    change: Change,
    on: date,
    fields: PersonFields | None = None,
    also: tuple[str, ...] = (),
    left: tuple[str, ...] = (),
    never: tuple[str, ...] = (),
) -> None:
    people.edit(change, EditPerson("anna", on, fields or {}, also=also, left=left, never=never))


def _stands(change: Change, on: date) -> tuple[str | None, tuple[str, ...], str | None]:
    person = report.one(change.connection, 1, config.defaults().cadences, on)
    return person.organisation, person.organisations, person.role


def _page(change: Change, name: str, on: date) -> tuple[list[str], list[tuple[str, date | None]]]:
    meant = lookup.organisation(change.connection, name)
    page = organisation.page(change.connection, meant, config.defaults().cadences, on)
    return [each.person for each in page.people], [(each.person, each.left_on) for each in page.former]


@pytest.fixture
def moved(with_anna: Change) -> Change:
    """Anna, head of Acme, who went to Zenith."""
    _edit(with_anna, CAME, {"organisation": "Acme", "role": "head"})
    _edit(with_anna, MOVED, {"organisation": "Zenith"})
    return with_anna


def test_who_moves_left_the_one_before_with_the_role_they_had_there(moved: Change) -> None:
    assert _stands(moved, TODAY) == ("Zenith", ("Zenith",), None)
    assert _stands(moved, date(2026, 9, 30)) == ("Acme", ("Acme",), "head")
    assert _page(moved, "acme", TODAY) == ([], [("anna", MOVED)])
    assert _page(moved, "acme", date(2026, 9, 30)) == (["anna"], [])
    assert _page(moved, "zenith", date(2026, 9, 30)) == ([], [])


def test_several_at_once_and_the_next_takes_the_place_of_the_first(moved: Change) -> None:
    _edit(moved, TODAY, also=("Club",))
    assert _stands(moved, TODAY)[:2] == ("Zenith", ("Zenith", "Club"))
    _edit(moved, TODAY, left=("zenith",))
    assert _stands(moved, TODAY)[:2] == ("Club", ("Club",))
    assert _page(moved, "Zenith", TODAY) == ([], [("anna", TODAY)])
    _edit(moved, TODAY, left=("club",))
    assert _stands(moved, TODAY)[:2] == (None, ())


def test_back_again(moved: Change) -> None:
    _edit(moved, TODAY, {"organisation": "Acme"})
    assert _page(moved, "Acme", TODAY) == (["anna"], [])
    known = memberships.of_person(moved.connection, 1, TODAY)
    assert [(each.organisation, each.since, each.until) for each in known] == [
        ("Acme", TODAY, None), ("Zenith", MOVED, TODAY), ("Acme", None, MOVED),
    ]  # fmt: skip


def test_what_was_wrong_leaves_no_trace(moved: Change) -> None:
    _edit(moved, TODAY, {"organisation": "Zenith & Sons"}, never=("Zenith",))
    assert _stands(moved, TODAY) == ("Zenith & Sons", ("Zenith & Sons",), None)
    assert [each.name for each in lookup.organisations(moved.connection, "z")] == ["Zenith & Sons"]
    _edit(moved, TODAY, never=("acme",))
    assert lookup.organisations(moved.connection, "acme") == []


def test_who_left_is_not_of_the_group(moved: Change) -> None:
    with pytest.raises(Exception, match="Everybody has left Acme"):
        lookup.of_organisation(moved.connection, "acme", TODAY)
    assert [each.handle for each in lookup.of_organisation(moved.connection, "acme", CAME)] == ["anna"]


def test_only_what_is_so_can_end(moved: Change) -> None:
    for also, left, never in (((), ("Club",), ()), ((), (), ("Club",)), (("ZENITH",), (), ())):
        with pytest.raises(Refused):
            _edit(moved, TODAY, None, also, left, never)
