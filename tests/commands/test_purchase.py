"""Writing down what people bought."""

from pathlib import Path

import pytest

from tests.conftest import Program, Refusal


def test_a_purchase_says_what_is_now_true(anna: Program) -> None:
    said = anna("purchase", "add", "anna", "120,50", "chf", "the logo", "--on", "friday")
    assert said.out == "Purchase u1 by Anna Karenina: 120.50 CHF, “the logo”, Fri 20 Nov 2026, 2 days ago.\n"
    assert anna("purchase", "add", "anna", "900", "JPY", "--json").json == {
        "id": 2,
        "ref": "u2",
        "person": "anna",
        "name": "Anna Karenina",
        "on": "2026-11-22",
        "amount": "900",
        "currency": "JPY",
        "what": None,
    }


@pytest.mark.parametrize(
    ("typed", "amount", "currency", "what"),
    [
        (("80",), "80.00", "CHF", None),
        (("80", "the poster"), "80.00", "CHF", "the poster"),
        (("80", "usd"), "80.00", "USD", None),
        (("--repeat",), "120.00", "CHF", "the logo"),
        (("80", "--repeat"), "80.00", "CHF", "the logo"),
        (("80", "eur", "--repeat"), "80.00", "EUR", "the logo"),
        (("the poster", "--repeat"), "120.00", "CHF", "the poster"),
        (("80", "eur", "the poster", "--repeat"), "80.00", "EUR", "the poster"),
        (("--", "-20.50"), "-20.50", "CHF", None),
        # As of a day before the last one, the last one of then.
        (("--repeat", "--on", "2026-10-15"), "7.00", "EUR", "a card"),
    ],
)
def test_what_is_left_out_is_that_of_the_last(
    anna: Program, typed: tuple[str, ...], amount: str, currency: str, what: str | None
) -> None:
    anna("purchase", "add", "anna", "120", "CHF", "the logo", "--on", "2026-11-01")
    anna("purchase", "add", "anna", "7", "EUR", "a card", "--on", "2026-10-01")
    # Money given back is no purchase to repeat.
    anna("purchase", "add", "anna", "--on", "2026-11-02", "--", "-5", "USD")
    anna("purchase", "add", "anna", *((typed[0], "--json", *typed[1:]) if typed[0] != "--" else ("--json", *typed)))
    newest = max(anna("purchase", "list", "--json").json, key=lambda each: each["id"])
    assert (newest["amount"], newest["currency"], newest["what"]) == (amount, currency, what)


def test_the_first_is_in_the_currency_of_the_settings(anna: Program) -> None:
    assert anna("purchase", "add", "anna", "1", "--json").json["currency"] == "EUR"
    anna("undo")
    anna("config", "set", "currency", "chf")
    assert anna("purchase", "add", "anna", "1", "--json").json["currency"] == "CHF"


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ((), 2, "How much?"),
        (("a logo",), 2, "How much?"),
        (("1,200",), 2, "That may be 1200 or 1.200."),
        (("12", "XYZ"), 2, '"XYZ" is not a currency.'),
        (("12", "logo", "poster"), 2, '"logo" is not a currency.'),
        (("--repeat",), 4, "Anna Karenina bought nothing before that."),
        (("12", "EUR", "the logo", "--on", "smoday"), 2, "Your text was: the logo"),
        (("12", "--on", "tomorrow"), 4, "is in the future"),
    ],
)
def test_what_is_no_purchase(anna: Program, refused: Refusal, typed: tuple[str, ...], code: int, sentence: str) -> None:
    assert sentence in refused("purchase", "add", "anna", *typed, code=code)


def test_a_purchase_may_cost_nothing(anna: Program) -> None:
    assert anna("purchase", "add", "anna", "0", "EUR", "on a voucher").out == (
        "Purchase u1 by Anna Karenina: 0.00 EUR, “on a voucher”, Sun 22 Nov 2026, today.\n"
    )
    line = '{"kind": "purchase", "person": "anna", "on": "2026-11-01", "amount": "0.00", "currency": "EUR"}'
    anna("import", "jsonl", "-", stdin=line)
    assert [each["purchases"] for each in anna("lapsed", "--all", "--json").json] == [2]


def test_to_repeat_in_another_currency_needs_an_amount(anna: Program, refused: Refusal) -> None:
    anna("purchase", "add", "anna", "12", "EUR")
    assert "How much in CHF?" in refused("purchase", "add", "anna", "CHF", "--repeat", code=2)


def test_the_list_ends_with_a_sum_for_each_currency(anna: Program) -> None:
    for words in (("120", "EUR", "the logo"), ("80.50", "EUR"), ("7", "CHF")):
        anna("purchase", "add", "anna", *words)
    anna("purchase", "add", "anna", "--", "-20", "EUR")
    anna("purchase", "add", "Bela", "5", "EUR", "--new", "--on", "2026-11-01")
    assert anna("purchase", "list", "--who", "anna", tty=True).out.count("In all: 7.00 CHF, 180.50 EUR") == 1
    assert [each["id"] for each in anna("purchase", "--json").json] == [4, 3, 2, 1, 5]
    assert [each["id"] for each in anna("purchase", "list", "--since", "7d", "--json").json] == [4, 3, 2, 1]
    assert [each["id"] for each in anna("--today", "2026-11-01", "purchase", "list", "--json").json] == [5]
    assert anna("purchase", "list", "--who", "bela").out.splitlines() == [
        "on\tperson\tname\tamount\tcurrency\twhat\tid\tref",
        "2026-11-01\tbela\tBela\t5.00\tEUR\t\t5\tu5",
    ]


def test_a_purchase_that_was_none(anna: Program, refused: Refusal) -> None:
    anna("purchase", "add", "anna", "120", "EUR", "the logo")
    anna("purchase", "add", "anna", "80", "EUR", "the poster")
    assert anna("purchase", "remove", "anna", "logo").out.startswith("Removed: Purchase u1 by Anna Karenina: 120.00")
    assert "There is no purchase u1." in refused("purchase", "remove", "1", code=3)
    anna("undo")
    assert len(anna("purchase", "--json").json) == 2


def test_who_is_new_is_told(custlove: Program, journal: Path) -> None:
    assert custlove("purchase", "add", "Bela", "5", "--new").err.endswith("Added Bela as bela.\n")
