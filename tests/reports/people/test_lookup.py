"""Who is meant by a word: handles and names first, then any word of them, in whatever script and spelling."""

import pytest

from custlove.errors import Ambiguous, NotFound
from custlove.reports.people import lookup
from custlove.services import archiving, people
from custlove.services.change import Change
from tests.services.conftest import CAME, TODAY

# In nine scripts: a name, and words that find it.
SCRIPTS = {
    "Dr. Petra Vogel": ["vogel", "VOG", "dr. petra vogel", "Frau Vogel", "Vogel, Petra", "petra v"],
    "Ольга Чехова": ["чехова", "ОЛЬГА", "Чех", "olga-chekhova"],
    "Γιώργος Παπαδόπουλος": ["παπαδοπουλος", "γιωργος"],
    "محمد علي": ["علي", "محمد"],
    "דוד לוי": ["לוי", "דוד"],
    "김민수": ["김민", "김민수"],
    "अनिता शर्मा": ["शर्मा", "अनिता"],
    "สมชาย ใจดี": ["ใจดี", "สมชาย"],
    "山田 太郎": ["太郎", "山田"],
    "გიორგი ბერიძე": ["ბერიძე"],
}
SPELLINGS = {
    "Shane O'Neill": ["oneill", "o'neill", "O’Nei", "o neill", "O'NEILL, Shane"],
    "Jean-Luc Picard": ["jeanluc", "jean luc", "jean-luc", "luc", "picard j"],
    "Jürgen Müller": ["mueller", "muller", "MÜL", "juergen", "jürgen m"],
    "Anna Weiß": ["weiss", "WEISS", "weiß"],
    "ﬁlip Ёлкин": ["filip", "елкин", "ЁЛКИН"],
    "Işıl Çelik": ["isil", "ISIL", "celik"],
}


@pytest.fixture
def everybody(change: Change) -> Change:
    for name in (*SCRIPTS, *SPELLINGS):
        people.add(change, people.AddPerson(name, CAME))
    return change


@pytest.mark.parametrize(("name", "found_by"), [*SCRIPTS.items(), *SPELLINGS.items()])
def test_any_word_of_a_name_finds_it(everybody: Change, name: str, found_by: list[str]) -> None:
    assert {lookup.one(everybody.connection, words).name for words in [name, *found_by]} == {name}


def _add(change: Change, *names: str, **fields: str) -> list[str]:
    known = people.PersonFields(**fields)  # type: ignore[typeddict-item]
    return [people.add(change, people.AddPerson(name, CAME, fields=known)).person.person for name in names]


def _found(change: Change, words: str) -> list[str]:
    return [each.handle for each in lookup.matching(change.connection, words)]


def test_an_exact_name_wins_over_beginnings(change: Change) -> None:
    _add(change, "Anna", "Anna Berg", "Annabel Klein", "Dr. Anna Berg-Klein")
    assert _found(change, "anna") == ["anna"]
    assert _found(change, "Berg, Anna") == ["anna-berg"]
    assert _found(change, "anna b") == ["anna-berg", "dr-anna-berg-klein"]
    assert _found(change, "ann") == ["anna", "anna-berg", "annabel-klein", "dr-anna-berg-klein"]
    assert _found(change, "klein") == ["annabel-klein", "dr-anna-berg-klein"]


def test_an_exact_handle_of_one_and_an_exact_name_of_another_are_ambiguous(change: Change) -> None:
    people.add(change, people.AddPerson("Anna Karenina", CAME, "berg"))
    _add(change, "Berg")
    with pytest.raises(Ambiguous) as fault:
        lookup.one(change.connection, "Berg")
    assert fault.value.candidates == ("berg", "berg-2")
    assert fault.value.labels == ("berg (Anna Karenina)", "berg-2 (Berg)")
    assert fault.value.hint == "Nothing was changed. Name one by the handle, as @berg."
    assert lookup.one(change.connection, "@berg").name == "Anna Karenina"
    assert lookup.one(change.connection, "berg-2").name == "Berg"


def test_namesakes_are_told_apart_by_their_handles(change: Change) -> None:
    assert _add(change, "Anna Berg", "Anna Berg") == ["anna-berg", "anna-berg-2"]
    assert _found(change, "anna berg") == ["anna-berg", "anna-berg-2"]
    assert _found(change, "anna-berg") == ["anna-berg"]


def test_whoever_is_archived_gives_way(change: Change) -> None:
    _add(change, "Anna Berg", "Anna Klein")
    archiving.archive(change, archiving.ArchivePerson("anna-berg", CAME))
    assert lookup.one(change.connection, "anna").handle == "anna-klein"
    assert lookup.one(change.connection, "berg").archived


def test_a_title_is_a_word_only_where_nothing_else_begins_so(change: Change) -> None:
    _add(change, "Dr. Petra Vogel", "Drew Barr")
    assert _found(change, "dr") == ["drew-barr"]
    _add(change, "Sir Toby")
    assert _found(change, "sir") == ["sir-toby"]


def test_no_handle_made_of_leftovers_stands_before_a_name(change: Change) -> None:
    assert _add(change, "美咲 Fischer", "Fischer") == ["meixiao-fischer", "fischer"]
    assert _found(change, "fischer") == ["fischer"]


def test_a_former_name_or_handle_finds_them_behind_those_who_have_it(change: Change) -> None:
    _add(change, "Petra Vogel", "Anna Berg")
    people.rename(change, people.RenamePerson("vogel", "Petra Sommer", "sommer"))
    for words in ("petra-vogel", "Petra Vogel", "vogel", "vog", "@petra-vogel"):
        assert _found(change, words) == ["sommer"]
    assert _add(change, "Uwe Vogel") == ["uwe-vogel"]
    assert _found(change, "vogel") == ["uwe-vogel"]
    people.rename(change, people.RenamePerson("sommer", "Petra Vogel"))
    assert _found(change, "petra vogel") == ["sommer"]


@pytest.mark.parametrize("words", ["", "  ", "-", "@", "zzz", "dr. nobody"])
def test_nobody_is_meant(everybody: Change, words: str) -> None:
    with pytest.raises(NotFound):
        lookup.one(everybody.connection, words)


def test_a_name_with_a_comma_is_one_and_a_list_is_several(change: Change) -> None:
    _add(change, "Anna Berg", "Anton Klein")
    connection = change.connection
    assert [each.handle for each in lookup.several(connection, ["Berg, Anna"])] == ["anna-berg"]
    assert [each.handle for each in lookup.several(connection, ["berg, klein"])] == ["anna-berg", "anton-klein"]
    assert [each.handle for each in lookup.several(connection, ["anna-berg,anton-klein"])] == [
        "anna-berg",
        "anton-klein",
    ]
    # A handle and a handle, even where somebody has both words.
    people.add(change, people.AddPerson("X", CAME, "anna"))
    people.add(change, people.AddPerson("Y", CAME, "berg"))
    assert [each.handle for each in lookup.several(connection, ["anna,berg"])] == ["anna", "berg"]


def test_one_lookup_of_organisations(change: Change) -> None:
    _add(change, "Anna Berg", organisation="Mehta Dental")
    _add(change, "Anton Klein", organisation="Mehta & Söhne")
    _add(change, "Uwe Kurz", organisation="Dental")
    connection = change.connection
    assert lookup.organisation(connection, "dental").name == "Dental"
    assert lookup.organisation(connection, "sohne").name == "Mehta & Söhne"
    assert [each.handle for each in lookup.of_organisation(connection, "MEHTA D", TODAY)] == ["anna-berg"]
    with pytest.raises(Ambiguous) as fault:
        lookup.organisation(connection, "mehta")
    assert fault.value.candidates == ("Mehta & Söhne", "Mehta Dental")
    with pytest.raises(NotFound, match="Nobody is from"):
        lookup.organisation(connection, "acme")


def test_a_whole_word_answers_and_a_beginning_does_not(change: Change) -> None:
    _add(change, "Anna Berg", nickname="Nane")
    answers = {word: lookup.answers_to(change.connection, word) for word in ("anna", "nane", "anna-berg", "ann", "")}
    assert answers == {"anna": True, "nane": True, "anna-berg": True, "ann": False, "": False}
