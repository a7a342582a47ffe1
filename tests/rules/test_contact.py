"""What shows contact, from whom it comes, and which of it waits for an answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import contact
from custlove.rules.contact import Contact, Last

DAY = date(2026, 6, 1)
TODAY = date(2026, 6, 24)


@pytest.mark.parametrize(
    ("made", "from_them", "from_you", "recipients"),
    [
        (contact.touchpoint(DAY, "in", 1), True, False, None),
        (contact.touchpoint(DAY, "both", 9), True, True, None),
        (contact.touchpoint(DAY, "out", 1), False, True, 1),
        (contact.touchpoint(DAY, "out", 3), False, True, 3),
        (contact.touchpoint(DAY, "out", 4), False, False, None),
        (contact.touchpoint(DAY, "out", 1, closes=True), False, True, None),
        (contact.ask(DAY), False, True, 1),
        (contact.word(DAY), True, False, None),
        (contact.deed(DAY), False, True, None),
        (contact.purchase(DAY), True, False, None),
    ],
)
def test_from_whom_it_came(made: Contact, from_them: bool, from_you: bool, recipients: int | None) -> None:
    assert (made.from_them, made.from_you, made.recipients) == (from_them, from_you, recipients)


def test_a_purchase_is_no_word() -> None:
    known = [contact.word(DAY), contact.purchase(DAY + timedelta(3)), contact.deed(DAY + timedelta(1))]
    last = contact.last(known, TODAY)
    assert last == Last(DAY, DAY + timedelta(3), DAY + timedelta(1))
    assert (last.contact, last.word_either_way) == (DAY + timedelta(3), DAY + timedelta(1))
    assert contact.last([], TODAY) == Last(None, None, None)


def test_what_is_dated_later_is_left_out() -> None:
    known = [contact.touchpoint(TODAY + timedelta(1), "out", 1), contact.word(TODAY + timedelta(1))]
    assert contact.last(known, TODAY).contact is None
    assert contact.reached_out(known, TODAY) == set()


def test_days_are_counted_and_not_entries() -> None:
    three = [contact.touchpoint(DAY, "out", 1)] * 3
    assert contact.unanswered(three, TODAY) == 1
    ten = [contact.touchpoint(DAY + timedelta(day), "out", 10) for day in range(5)]
    assert contact.unanswered([*three, *ten], TODAY) == 1
    assert contact.unanswered([*three, *ten, contact.word(DAY)], TODAY) == 0


def test_to_them_alone() -> None:
    known = [contact.touchpoint(DAY, "out", 2), contact.touchpoint(DAY + timedelta(1), "out", 1)]
    assert contact.reached_out(known, TODAY, 1) == {DAY + timedelta(1)}
    assert len(contact.reached_out(known, TODAY)) == 2


CONTACTS = st.lists(
    st.builds(
        lambda ago, make: make(TODAY - timedelta(ago)),
        st.integers(0, 60),
        st.sampled_from([
            contact.ask, contact.word, contact.deed, contact.purchase, lambda day: contact.touchpoint(day, "out", 1),
        ]),
    ),
    max_size=12,
)  # fmt: skip


@given(CONTACTS)
def test_whatever_comes_from_them_answers(known: list[Contact]) -> None:
    assert contact.unanswered([*known, contact.purchase(TODAY)], TODAY) == 0
    assert contact.unanswered([*known, contact.deed(TODAY)], TODAY) == contact.unanswered(known, TODAY)
