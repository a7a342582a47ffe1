"""What was written, and what of it was undone."""

from datetime import datetime, timedelta

from tests.conftest import NOW, Program


def test_newest_first_in_the_words_of_the_command(anna: Program) -> None:
    anna("log", "anna", "it's 5 o'clock", "--json", now=NOW + timedelta(minutes=5))
    anna("--today", "2026-11-20", "promise", "add", "anna", "the offer", "--by", "friday")
    found = anna("history", "--json").json
    assert [each["id"] for each in found] == [3, 2, 1]
    assert [each["command"] for each in found[:2]] == [
        "promise add anna 'the offer' --by friday",
        """log anna 'it'"'"'s 5 o'"'"'clock'""",
    ]
    assert found[2]["command"].startswith("person add 'Anna Karenina' --as anna --org 'Oblonsky & Co'")
    # The history tells when it was written, whatever day was asked about.
    assert [datetime.fromisoformat(each["at"]) for each in found] == [NOW, NOW + timedelta(minutes=5), NOW]
    assert found[0]["at"] == "2026-11-22T10:30:00+01:00"
    assert [(each["undoes"], each["undone_by"]) for each in found] == [(None, None)] * 3


def test_at_most_so_many(anna: Program) -> None:
    anna("log", "anna")
    assert [each["id"] for each in anna("history", "--limit", "1", "--json").json] == [2]
    assert "1 is not in the range" not in anna("history", "--limit", "0", code=2).out


def test_what_was_undone_and_brought_back(anna: Program) -> None:
    anna("log", "anna")
    anna("undo")
    anna("undo", "3")
    found = {
        each["id"]: (each["command"], each["undoes"], each["undone_by"]) for each in anna("history", "--json").json
    }
    assert found[4] == ("undo 3", 3, None)
    assert found[3] == ("undo", 2, 4)
    assert found[2] == ("log anna", None, None)
    lines = anna("history", "--limit", "2").out.splitlines()
    assert lines == [
        "id\tat\tcommand\trows\tundoes\tundone_by\tref",
        "4\t2026-11-22T10:30:00+01:00\tundo 3\t2\t3\t\tc4",
        "3\t2026-11-22T10:30:00+01:00\tundo\t2\t2\t4\tc3",
    ]


def test_a_refused_command_leaves_no_trace(anna: Program) -> None:
    anna("promise", "add", "anna", "x", "--by", "yesterday", code=4)
    anna("log", "anna", "x", "--on", "someday", code=2)
    assert len(anna("history", "--json").json) == 1


def test_long_texts_are_cut_in_the_history_alone(anna: Program) -> None:
    anna("log", "anna", "x" * 1000)
    assert len(anna("history", "--json").json[0]["command"]) < 300
    assert len(anna("touchpoint", "list", "--json").json[0]["text"]) == 1000


def test_nothing_was_written_yet(custlove: Program) -> None:
    assert custlove("history", "--json").json == []
    assert custlove("history", tty=True).out == "Nothing was written yet.\n"


def test_it_is_asked_by_person_and_by_words_also_of_what_is_gone(custlove: Program) -> None:
    for name in ("anna", "bela"):
        custlove("person", "add", name)
    custlove("promise", "add", "anna", "Der Entwurf", "--by", "friday")
    custlove("log", "bela", "hello")
    custlove("promise", "remove", "1")
    custlove("log", "anna,bela", "both")
    custlove("touchpoint", "edit", "2", "--text", "all of us")

    def found(*asked: str) -> list[int]:
        return [each["id"] for each in custlove("history", *asked, "--json").json]

    assert found("--who", "anna") == [7, 6, 5, 3, 1]
    assert found("--who", "bela") == [7, 6, 4, 2]
    assert found("promise", "entwurf") == [3]
    assert found("promise", "--who", "anna", "--limit", "1") == [5]
    assert found("nothing", "so") == []
    assert custlove("history", "--who", "anna", "--count").out == "5\n"
