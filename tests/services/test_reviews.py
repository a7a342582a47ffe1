"""Looking back: three intentions a day, each settled once."""

from datetime import date

import pytest

from custlove.errors import NotFound, Refused
from custlove.services import reviews
from custlove.services.change import Change
from custlove.services.reviews import SettleIntention, WriteReview
from tests.services.conftest import CAME, TODAY

BEFORE, ON = date(2026, 11, 13), date(2026, 11, 14)


def _count(change: Change) -> tuple[int, int]:
    sql = "SELECT (SELECT count(*) FROM review), (SELECT count(*) FROM intention)"
    found: tuple[int, int] = change.connection.execute(sql).fetchone()
    return found


def test_there_are_three_intentions_a_day_at_most(change: Change) -> None:
    with pytest.raises(Refused):
        reviews.write(change, WriteReview(CAME, BEFORE, intentions=["a", "b", "c", "d"]))
    assert _count(change) == (0, 0)
    reviews.write(change, WriteReview(CAME, BEFORE, intentions=["a", "b", "c"]))
    # Those of another day do not count, those of another review do.
    reviews.write(change, WriteReview(BEFORE, ON, intentions=["d", "e"]))
    with pytest.raises(Refused):
        reviews.write(change, WriteReview(BEFORE, ON, intentions=["f", "g"]))
    written = reviews.write(change, WriteReview(BEFORE, ON, intentions=["f"]))
    assert _count(change) == (3, 6)
    assert [each.text for each in written.review.intentions] == ["f"]


def test_an_intention_is_settled_once_from_the_day_it_was_made(change: Change) -> None:
    reviews.write(change, WriteReview(CAME, ON, intentions=["one letter a week"]))
    asked = SettleIntention(1, "partly", "two of three")
    with pytest.raises(Refused):
        reviews.settle(change, asked, BEFORE)
    settled = reviews.settle(change, asked, ON)
    assert (settled.outcome, settled.settled_on, settled.note) == ("partly", ON, "two of three")
    with pytest.raises(Refused):
        reviews.settle(change, asked, TODAY)
    with pytest.raises(NotFound):
        reviews.settle(change, SettleIntention(2, "done"), TODAY)


def test_a_review_settles_on_its_own_day(change: Change) -> None:
    reviews.write(change, WriteReview(CAME, BEFORE, intentions=["one letter a week"]))
    written = reviews.write(change, WriteReview(BEFORE, ON, [SettleIntention(1, "done")]))
    assert [(each.id, each.outcome, each.settled_on) for each in written.settled] == [(1, "done", ON)]
    assert (written.review.since, written.review.on) == (BEFORE, ON)


def test_an_intention_is_corrected_and_removed(change: Change) -> None:
    reviews.write(change, WriteReview(CAME, BEFORE, intentions=["ask before they call"]))
    assert reviews.edit_intention(change, 1, "call before they do").text == "call before they do"
    assert reviews.remove_intention(change, 1).text == "call before they do"
    assert _count(change) == (1, 0)
    with pytest.raises(NotFound):
        reviews.edit_intention(change, 1, "a")
