"""Who knows whom: once for each kind, whichever of the two is named first."""

from datetime import date

import pytest

from custlove.errors import Refused
from custlove.reports.lists.links import Link
from custlove.services import links, people
from custlove.services.change import Change
from custlove.services.links import AddLink

TODAY = date(2026, 11, 22)


@pytest.fixture
def two(with_anna: Change) -> Change:
    """Anna and Bela."""
    people.add(with_anna, people.AddPerson("Bela", TODAY))
    return with_anna


def test_which_comes_first_does_not_matter(two: Change) -> None:
    link = links.add(two, AddLink("anna", "bela", "friends", date(2026, 11, 1)))
    assert link == Link(1, "anna", "Anna Karenina", "bela", "Bela", "friends", date(2026, 11, 1))
    with pytest.raises(Refused, match=r"^That link already exists, since 2026-11-01 \(l1\)\.$"):
        links.add(two, AddLink("bela", "anna", "Friends", TODAY))
    assert links.add(two, AddLink("bela", "anna", "neighbours", TODAY)).id == 2


def test_nobody_knows_themselves(two: Change) -> None:
    with pytest.raises(Refused, match=r"^Both names mean the same person\.$"):
        links.add(two, AddLink("anna", "Anna Karenina", "friends", TODAY))


def test_a_link_is_taken_out_by_either_of_them(two: Change) -> None:
    links.add(two, AddLink("anna", "bela", "friends", TODAY))
    assert links.remove(two, ["bela", "friends"]).kind == "friends"
    assert two.connection.execute("SELECT count(*) FROM link").fetchone() == (0,)


def test_a_link_is_corrected_but_not_to_one_that_is_there(with_anna: Change) -> None:
    people.add(with_anna, people.AddPerson("Bela", TODAY))
    for kind in ("friends", "cousins"):
        links.add(with_anna, AddLink("anna", "bela", kind, TODAY))
    edited = links.edit(with_anna, ["1"], links.LinkEdits(kind="Friends", day=date(2026, 11, 1)))
    assert (edited.kind, edited.on) == ("Friends", date(2026, 11, 1))
    with pytest.raises(Refused, match="already exists"):
        links.edit(with_anna, ["1"], links.LinkEdits(kind="COUSINS"))
