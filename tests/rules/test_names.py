"""Names as keys, and handles made from names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import names

# What a command line or a file in UTF-8 can hold.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Anna Karenina", "anna karenina"),
        ("  Anna\t\nKarenina ", "anna karenina"),
        ("Zoë", "zoe"),
        ("Zoe\u0308", "zoe"),
        ("JOSÉ", "jose"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Łódź", "lodz"),
        ("Søren Ærø", "soren aero"),
        ("İstanbul", "istanbul"),
        ("ısırgan", "isirgan"),
        ("ﬁne", "fine"),
        ("\uff21\uff4e\uff4e\uff41", "anna"),
        ("Ἀλέξανδρος", "αλεξανδροσ"),
        ("Александра", "александра"),
        ("山田", "山田"),
        ("", ""),
    ],
)
def test_what_a_name_is_found_by(text: str, key: str) -> None:
    assert names.fold(text) == key


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Anna Karenina", "anna-karenina"),
        ("Zoë O'Neil", "zoe-oneil"),
        ("Zoë O’Neil", "zoe-oneil"),
        ("Dr. Müller-Lüdenscheidt", "dr-muller-ludenscheidt"),
        ("  -- Ann --  ", "ann"),
        ("山田 太郎", "shantian-tailang"),
        ("美咲 Fischer", "meixiao-fischer"),
        ("Ольга Чехова", "olga-chekhova"),
        ("Γιώργος Παππάς", "giorgos-pappas"),
        ("محمد علي", "mhmd-ly"),
        ("דוד לוי", "dvd-lvy"),
        ("김민수", "gimminsu"),
        ("अनिता शर्मा", "anita-srma"),
        ("สมชาย ใจดี", "smchay-aichdi"),
        ("王小明", "wangxiaoming"),
        ("🦊", "fox"),
        ("'", "somebody"),
        ("Person", "person-1"),
        ("Snooze", "snooze-1"),
        ("K9", "k9-1"),
        ("4 Elements", "4-elements"),
        ("a" * 60, "a" * 40),
        ("a" * 39 + " bcd", "a" * 39),
    ],
)
def test_the_handle_that_a_name_makes(name: str, handle: str) -> None:
    assert names.handle_from(name) == handle


@given(TEXT)
def test_a_handle_is_always_a_handle(name: str) -> None:
    handle = names.handle_from(name)
    assert names.HANDLE.fullmatch(handle)
    assert len(handle) <= 40
    assert not handle.endswith("-")
    assert names.handle_from(handle) == handle


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Jean-Luc O'Neill", ["jean", "luc", "oneill"]),
        ("D\u2019Angelo, Maria", ["dangelo", "maria"]),
        ("Dr. med. Petra Vogel", ["dr", "med", "petra", "vogel"]),
        ("Weiß Straße", ["weiss", "strasse"]),
        ("ﬁlip Ёлкин", ["filip", "елкин"]),
        ("  ", []),
    ],
)
def test_the_words_of_a_name(name: str, found: list[str]) -> None:
    assert names.words(name) == found


def test_titles_are_left_aside_unless_nothing_else_is_there() -> None:
    assert names.without_titles(["dr", "petra", "vogel", "jr"]) == ["petra", "vogel"]
    assert names.without_titles(["frau"]) == ["frau"]


def test_a_family_name_before_a_comma_goes_behind() -> None:
    assert names.in_order("Berg, Anna") == " Anna Berg"
    assert names.in_order("anna,anton,bob") == "anna,anton,bob"


@given(TEXT)
def test_no_handle_is_read_as_something_else(name: str) -> None:
    assert not names.is_reserved(names.handle_from(name))


@given(TEXT)
def test_a_key_is_its_own_key(text: str) -> None:
    key = names.fold(text)
    assert names.fold(key) == key
    assert key == " ".join(key.split())


@given(TEXT)
def test_spelling_makes_no_difference(text: str) -> None:
    key = names.fold(text)
    assert names.fold(unicodedata.normalize("NFD", text)) == key
    assert names.fold(unicodedata.normalize("NFC", text)) == key
    assert names.fold(f"  {text}\n") == key


@pytest.mark.parametrize(
    ("phone", "key"), [("+49 (0)30 / 123-456", "49030123456"), ("ext. 7", "7"), ("none", ""), ("٠١٢", "012")]
)
def test_a_phone_is_found_by_its_digits(phone: str, key: str) -> None:
    assert names.digits(phone) == key
