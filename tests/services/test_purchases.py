"""What was bought: amounts in a currency, the same again, money given back."""

from datetime import date

import pytest

from custlove.errors import Refused, UsageError
from custlove.reports.lists.purchases import Purchase
from custlove.services import purchases
from custlove.services.change import Change
from custlove.services.purchases import AddPurchase

TODAY = date(2026, 11, 22)


def test_a_purchase_is_kept_in_the_smallest_unit(with_anna: Change) -> None:
    added = purchases.add(with_anna, AddPurchase("anna", TODAY, "1200,50", "EUR", "the workshop"))
    assert added.purchase == Purchase(1, "anna", "Anna Karenina", TODAY, "1200.50", "EUR", "the workshop")
    assert with_anna.connection.execute("SELECT amount FROM purchase").fetchall() == [(120_050,)]


def test_the_currency_is_that_of_the_last_purchase_up_to_that_day(with_anna: Change) -> None:
    def currency(on: date) -> str:
        return purchases.add(with_anna, AddPurchase("anna", on, "1")).purchase.currency

    assert currency(date(2026, 10, 1)) == "EUR"
    purchases.add(with_anna, AddPurchase("anna", date(2026, 11, 1), "10", "CHF"))
    # Money given back is no purchase.
    purchases.add(with_anna, AddPurchase("anna", date(2026, 11, 2), "-5", "USD"))
    assert (currency(date(2026, 10, 2)), currency(TODAY)) == ("EUR", "CHF")
    # What cost nothing is one.
    purchases.add(with_anna, AddPurchase("anna", TODAY, "0", "GBP"))
    assert currency(TODAY) == "GBP"


def test_the_same_again_takes_what_is_given_in_place_of_the_last(with_anna: Change) -> None:
    purchases.add(with_anna, AddPurchase("anna", date(2026, 11, 1), "120", "CHF", "a lesson"))
    again = AddPurchase("anna", TODAY, repeat=True)

    def added(asked: AddPurchase) -> tuple[str, str, str | None]:
        purchase = purchases.add(with_anna, asked).purchase
        return purchase.amount, purchase.currency, purchase.what

    assert added(again) == ("120.00", "CHF", "a lesson")
    assert added(again._replace(amount="90")) == ("90.00", "CHF", "a lesson")
    assert added(again._replace(what="two lessons")) == ("90.00", "CHF", "two lessons")
    with pytest.raises(UsageError, match=r"^How much in EUR\?$") as fault:
        added(again._replace(currency="EUR"))
    assert fault.value.hint == "Their last purchase was in CHF."


def test_what_is_not_a_purchase(with_anna: Change) -> None:
    with pytest.raises(Refused, match=r"^Anna Karenina bought nothing before that\.$"):
        purchases.add(with_anna, AddPurchase("anna", TODAY, repeat=True))
    for amount in (None, "ten", "1.234"):
        with pytest.raises(UsageError):
            purchases.add(with_anna, AddPurchase("anna", TODAY, amount, "EUR"))
    purchases.add(with_anna, AddPurchase("anna", TODAY, "1", "EUR"))
    with pytest.raises(UsageError, match=r"^How much\?$"):
        purchases.add(with_anna, AddPurchase("anna", TODAY))


def test_a_purchase_is_taken_out_by_a_word_of_it(with_anna: Change) -> None:
    for what in ("a lesson", "a book"):
        purchases.add(with_anna, AddPurchase("anna", TODAY, "120", "EUR", what))
    assert purchases.remove(with_anna, ["anna", "lesson"]).what == "a lesson"
    assert with_anna.connection.execute("SELECT what FROM purchase").fetchall() == [("a book",)]


def test_a_purchase_is_corrected(with_anna: Change) -> None:
    purchases.add(with_anna, AddPurchase("anna", TODAY, "120", "EUR", "a workshop"))
    edits = purchases.PurchaseEdits(amount="1200,50", what=None, day=date(2026, 11, 1))
    edited = purchases.edit(with_anna, ["anna", "workshop"], edits)
    assert (edited.amount, edited.currency, edited.what, edited.on) == ("1200.50", "EUR", None, date(2026, 11, 1))
    other = purchases.edit(with_anna, ["1"], purchases.PurchaseEdits(currency="CHF"))
    assert (other.amount, other.currency) == ("1200.50", "CHF")
    with pytest.raises(UsageError, match="cannot be read"):
        purchases.edit(with_anna, ["1"], purchases.PurchaseEdits(amount="much"))
    with pytest.raises(Refused, match="in the future"):
        purchases.edit(with_anna, ["1"], purchases.PurchaseEdits(day=date(2026, 11, 23)))
