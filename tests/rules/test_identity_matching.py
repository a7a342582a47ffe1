import pytest

from custlove.rules import identity_matching


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+49 30 1234567", "030 1234567"),
        ("+49 (0)30 1234567", "0049 30 1234567"),
        ("+1 905 555 1234", "905-555-1234"),
        ("905.555.1234", "(905) 555-1234"),
        ("tel:+1-418-656-9254;ext=102", "+1 418 656 9254"),
        ("+44 20 7946 0958", "020 7946 0958 ext. 12"),
        ("٠٣٠ ١٢٣٤٥٦٧", "030 1234567"),
    ],
)
def test_one_number_in_two_spellings(one: str, other: str) -> None:
    assert identity_matching.same_phone(one, other)
    assert identity_matching.same_phone(other, one)
    assert identity_matching.phone_tail(one) == identity_matching.phone_tail(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+49 30 1234567", "+43 30 1234567"),
        ("030 1234567", "040 1234567"),
        ("1234567", "+49 30 1234567"),
        ("12", "12"),
        ("", ""),
        ("110", "+49110"),
        ("030 1234567", "30 1234567"),
    ],
)
def test_two_numbers(one: str, other: str) -> None:
    assert not identity_matching.same_phone(one, other)
    assert not identity_matching.same_phone(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Karenina", "anna KARENINA"),
        ("Karenina, Anna", "Anna Karenina"),
        ("A. Karenina", "Anna Karenina"),
        ("Anna", "Anna Karenina"),
        ("Dr. Anna Karenina", "Anna M. Karenina"),
        ("Zoë Müller", "Zoe Muller"),
    ],
)
def test_names_that_can_be_one_persons(one: str, other: str) -> None:
    assert identity_matching.names_agree(one, other)
    assert identity_matching.names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna Karenina", "Maria Karenina"), ("A. K.", "Anna Karenina"), ("Bob Smith", "Robert Smith"), ("", "Anna")],
)
def test_names_that_cannot(one: str, other: str) -> None:
    assert not identity_matching.names_agree(one, other)
    assert not identity_matching.names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Meier", "Anna Huber"),
        ("Meier, Anna", "Anna Meier-Huber"),
        ("A. K.", "Anna Karenina"),
        ("Anna", "Anna Karenina"),
        ("Анна Каренина", "Anna Karenina"),
    ],
)
def test_names_that_can_share_an_address(one: str, other: str) -> None:
    assert identity_matching.can_share(one, other)
    assert identity_matching.can_share(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna Meier", "Bernd Meier"), ("Praxis Meier", "Anna Meier"), ("A. Meier", "A. Huber"), ("Anna", "Bernd Meier")],
)
def test_names_of_two_people_with_one_address(one: str, other: str) -> None:
    assert not identity_matching.can_share(one, other)
    assert not identity_matching.can_share(other, one)


def test_a_first_name_is_no_full_name() -> None:
    assert identity_matching.full_name("Anna") is None
    assert identity_matching.full_name("Dr. Anna") is None
    assert (
        identity_matching.full_name("Karenina, Anna")
        == identity_matching.full_name("Mrs Anna Karenina")
        == "anna karenina"
    )


def test_an_address_that_several_read() -> None:
    assert identity_matching.is_shared("Info@acme.example")
    assert identity_matching.is_shared("office+x@acme.example")
    assert not identity_matching.is_shared("anna@acme.example")


def test_a_name_without_titles() -> None:
    assert identity_matching.bare_name("Mr. John Doe Jr.") == "John Doe"
    assert identity_matching.bare_name("Dr.") == "Dr."
