from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import doubles
from custlove.rules.doubles import Known


def known(number: int, name: str, firm: str | None = None, email: str = "", phone: str = "") -> Known:
    return Known(number, (name,), firm, (email,) if email else (), (phone,) if phone else ())


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        (known(1, "Bob Smith", email="S@x.example"), known(2, "Robert Smith", email="s@x.example"), ("same address",)),
        (known(1, "Anna", email="info@x.example"), known(2, "Bernd", email="info@x.example"), None),
        (
            known(1, "A. Karenina", phone="+49 30 1234567"), known(2, "Anna Karenina", phone="030 1234567"),
            ("same phone", "near name"),
        ),
        (known(1, "Anna Karenina", phone="030 1234567"), known(2, "Bernd Bein", phone="030 1234567"), None),
        (known(1, "Karenina, Anna", "Acme"), known(2, "Dr. Anna Karenina", "Other"), ("same name",)),
        (known(1, "Anna Karenina"), known(2, "Anna Karenyna"), ("near name",)),
        (known(1, "Jörg Müller"), known(2, "Joerg Mueller"), ("near name",)),
        (known(1, "Anna Karenina", "Acme"), known(2, "Anna Karenyna", "Other"), None),
        (known(1, "A. Karenina"), known(2, "Anna Karenina"), ("near name",)),
        (known(1, "Alexei Karenin"), known(2, "Anna Karenin"), None),
        (known(1, "Anna"), known(2, "Anna"), None),
    ],
)  # fmt: skip
def test_who_may_be_one(one: Known, other: Known, because: tuple[str, ...] | None) -> None:
    assert doubles.pairs([one, other]) == ({} if because is None else {(1, 2): because})


def test_the_surest_come_first() -> None:
    people = [
        known(1, "Anna Berg"),
        known(2, "Anna Bergh"),
        known(3, "Ben Ort", email="b@x"),
        known(4, "Benn Ort", email="b@x"),
    ]
    assert list(doubles.pairs(people)) == [(3, 4), (1, 2)]


def test_many_of_one_name_are_not_held_against_each_other() -> None:
    people = [known(number, "Anna Berg") for number in range(2000)]
    assert len(doubles.pairs(people)) == 1999


@given(st.lists(st.sampled_from(["Anna Berg", "Anna Burg", "A. Berg", "Ben Ort", "Bern Ort"]), max_size=12))
def test_pairs_do_not_depend_on_the_order(names: Sequence[str]) -> None:
    people = [known(number, name) for number, name in enumerate(names)]
    assert doubles.pairs(people) == doubles.pairs(people[::-1])
