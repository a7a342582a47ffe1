"""Which addresses are one."""

import pytest

from custlove.rules import addresses


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("Anna@X.example", "anna@x.example"),
        ("anna+list@x.example", "anna@x.example"),
        ("a.n.n.a+x@googlemail.com", "anna@gmail.com"),
        ("a.b@x.example", "a.b@x.example"),
        ("+x@x.example", "+x@x.example"),
        ("", ""),
    ],
)
def test_all_forms_of_an_address_are_one(written: str, canonical: str) -> None:
    assert addresses.canonical(written) == canonical


@pytest.mark.parametrize(
    ("address", "own", "mine"),
    [
        ("me@x.example", {"me@x.example"}, True),
        ("me+shop@x.example", {"me@x.example"}, True),
        ("m.e@gmail.com", {"me@googlemail.com"}, True),
        ("you@x.example", {"@x.example"}, True),
        ("you@x.example", {"me@x.example"}, False),
        ("", {"me@x.example"}, False),
    ],
)
def test_an_address_of_your_own(address: str, own: set[str], mine: bool) -> None:
    assert addresses.is_one_of(address, frozenset(own)) is mine
