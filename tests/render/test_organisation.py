"""How the page of an organisation reads."""

from tests.conftest import Program

LINES = """\
section\tperson\tname\twhat\ton\tref
people\tanna\tAnna Karenina\thead of design, customer, acquaintance\t\t
people\tuwe-kurz\tUwe Kurz\tprospect, acquaintance, archived\t\t
open\tanna\tAnna Karenina\tyour promise: the draft\t2026-11-27\tp1
connections\tanna\tAnna Karenina\tand Uwe Kurz (uwe-kurz): friend\t2026-11-22\t
"""


def test_an_organisation_is_shown_where_no_person_is_called_so(anna: Program) -> None:
    anna("person", "edit", "anna", "--org", "Mehta Dental", "--role", "head of design")
    anna("person", "add", "Uwe Kurz", "--org", "Mehta Dental")
    anna("person", "archive", "uwe")
    anna("promise", "add", "anna", "the draft", "--by", "friday")
    anna("link", "add", "anna", "uwe", "friend")
    assert anna("show", "Mehta Dental").out == LINES
    assert anna("show", "dental").out == LINES
    assert "no contact yet" in anna("show", "mehta", tty=True).out
    assert anna("show", "mehta", "--json").json["open"][0]["ref"] == "p1"
    # A person goes before it, but for its very name.
    anna("person", "add", "Mehta Dentalis")
    assert anna("show", "mehta", "--json").json["person"]["name"] == "Mehta Dentalis"
    assert anna("show", "mehta dental").out == LINES


def test_a_name_alone_is_shown(anna: Program) -> None:
    for words in ("anna", "KARENINA", "Anna Karenina"):
        assert anna(words, "--json").json == anna("show", "anna", "--json").json
    # The beginning of a name may be a mistyped command.
    assert "No such command" in anna("karen", code=2).err
    assert "No such command" in anna("anna", "hello", code=2).err
    assert "Did you mean 'show'?" in anna("shw", code=2).err.replace('"', "'")
    anna("person", "add", "Shw", "--as", "other")
    assert anna("shw", "--json").json["person"]["person"] == "other"
    anna("person", "add", "Log Person")
    assert "With whom?" in anna("log", code=2).err
