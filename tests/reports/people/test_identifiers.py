"""By what somebody is told apart: of themselves, of a card, and in a text."""

from custlove.reports.people import identifiers
from custlove.reports.people.identifiers import Identifiers

ANNA = Identifiers(
    frozenset({"anna"}),
    frozenset({"anna karenina", "anya"}),
    frozenset({"anna@x.example"}),
    frozenset({"0123456"}),
    frozenset({"urn:1"}),
)


def test_a_row_is_theirs_by_handle_name_or_identity() -> None:
    assert ANNA.are({"handle": "anna", "name": "A", "uid": "2"})
    assert ANNA.are({"handle": "a", "name": "Ánna  Karenina", "uid": "2"})
    assert ANNA.are({"handle": "a", "name": "A", "uid": "urn:1"})
    assert not ANNA.are({"handle": "a", "name": "A", "uid": "2"})


def test_words_name_them_whole() -> None:
    assert ANNA.are_named(["@anna"])
    assert ANNA.are_named(["x", "ANNA@x.example"])
    assert not ANNA.are_named(["annabel", "karenina", ""])


def test_a_text_has_them_by_an_address_or_a_whole_name() -> None:
    assert ANNA.are_in("Lunch with Anna Karenina on Friday")
    assert ANNA.are_in('{"emails": ["Anna@X.example"]}')
    assert not ANNA.are_in("Anya was there, and an Anna")


def test_a_record_that_is_damaged_is_looked_through_all_the_same() -> None:
    assert ANNA.are_in_record("Boris", "Re: offer", '{"named": [{"name": "Anna Karenina", "emails": []}]}')
    assert ANNA.are_in_record("Boris", "Re: offer", "[broken anna@x.example")
    assert not ANNA.are_in_record("Boris", "Re: offer", "[]")


def test_what_is_remembered_is_what_a_card_brings() -> None:
    card = identifiers.of_card("Anna Karenina", ["Anna+news@X.example"], ["0123456"], "urn:1")
    assert set(card) <= set(ANNA.remembered())
    assert sorted(card) == ["email:anna@x.example", "phone:0123456 anna karenina", "uid:urn:1"]


def test_a_number_alone_and_an_address_of_a_firm_tell_nobody_apart() -> None:
    family = identifiers.of_card("Alexei Karenin", ["info@x.example"], ["0123456"], None)
    assert not set(family) & set(ANNA.remembered())
