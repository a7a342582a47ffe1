"""What headings mean."""

import pytest

from custlove.exchange.tables import headings


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-Mail 2: Adresse", "email"),
        ("E-Mail: Angezeigter Name", None),
        ("E-Mail-Typ", None),
        ("Adresse de messagerie 3", "email"),
        ("Email Opt Out", None),
        ("Contact Email", "email"),
        ("Telefon geschäftlich 2", "phone"),
        ("Telefon Assistent", None),
        ("Fax geschäftlich", None),
        ("Nº de teléfono móvil", "phone"),
        ("Phone Extension", None),
        ("Person - Name", "any"),
        ("Contact Owner", None),
        ("Customer name:", "name"),
        ("Prénom", "given"),
        ("Shoe size", None),
        ("", None),
    ],
)
def test_what_a_heading_means(heading: str, field: str | None) -> None:
    assert headings.meaning(heading) == field


@pytest.mark.parametrize(
    ("row", "language"),
    [
        (["Name", "Email"], "en"),
        (["Name", "Vorname", "Geburtstag"], "de"),
        (["Nom", "Prénom"], "fr"),
        (["Nombre", "Apellidos", "Notas"], "es"),
        (["Nome", "Email"], "other"),
        (["Shoe size"], "en"),
    ],
)
def test_the_language_of_headings(row: list[str], language: str) -> None:
    assert headings.language(row) == language


def test_every_language_knows_the_same() -> None:
    needed = {"given", "family", "organisation", "birthday", "role", "notes", "nickname", "tags", "any"}
    assert [language for language, fields in headings._HEADINGS.items() if not needed <= fields.keys()] == []
