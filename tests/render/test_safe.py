"""Whatever a text holds, it is shown and does nothing: in every form, in messages, in the history."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from custlove.errors import Ambiguous, Refused
from custlove.render import errors, lines, safe, table
from custlove.render.page import Column, Output, Page, Section, listing
from tests.conftest import Program

JOINERS = "\u200c\u200d"
ANYTHING = st.text(st.characters(exclude_categories=[]))
NASTY = (
    "\x1b[2J\x1b]0;owned\x07",
    "\x9b31m",
    "\u202eevil\u2066",
    "\u2028\u2029\x85\x0b\x0c",
    "a\nb\r\nc\rd\te",
    "[red]not red[/red] [/x] [link=http://example.org]x[/link] :coffee: :boom:",
    "=1+1",
    "@SUM(A1)",
    "-2+3",
    "\u200bzero\ufeffwidth\u00ad",
    "e\u0301\u0300\u0323 \u0e33 \u200d",
    "👩\u200d👩\u200d👧\u200d👦 \U000e0001\U000f0000\u0378",
    "'; DROP TABLE person; --",
    '"quoted", and a comma',
    "\\u001b \\x1b",
)


def hidden(text: str) -> list[str]:
    """The characters of a text that would act or hide instead of showing themselves."""
    categories = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return [each for each in text if unicodedata.category(each) in categories and each not in JOINERS]


def test_there_is_something_to_see_through() -> None:
    assert all(hidden(each) for each in NASTY[:5])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain, “quoted” — ünïcödé 山田", "plain, “quoted” — ünïcödé 山田"),
        ("a\nb", "a⏎b"),
        ("a\tb\rc\x1b[0m\x07", "a␉b␍c␛[0m␇"),
        ("\x7f\x00", "␡␀"),
        ("\x85\x9b", "\\u0085\\u009b"),
        ("\u202e\u200b\ufeff", "\\u202e\\u200b\\ufeff"),
        ("\U000e0001\ud800", "\\U000e0001\\ud800"),
        ("👩\u200d👧 \u0645\u06cc\u200c\u062e", "👩\u200d👧 \u0645\u06cc\u200c\u062e"),
        ("e\u0301 \xa0", "e\u0301 \xa0"),
    ],
)
def test_what_a_line_shows(text: str, shown: str) -> None:
    assert safe.visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"), [("a\nb\r\nc", "a\nb\nc"), ("a\tb", "a   b"), ("a\rb\x1b", "a␍b␛"), ("\n\n", "\n\n")]
)
def test_lines_stay_lines_where_they_may(text: str, shown: str) -> None:
    assert safe.visible_lines(text) == shown


@given(ANYTHING)
@example("".join(NASTY))
def test_nothing_hidden_is_left(text: str) -> None:
    assert hidden(safe.visible(text)) == []
    assert [each for each in hidden(safe.visible_lines(text)) if each != "\n"] == []
    assert safe.visible_lines(text).count("\n") == text.count("\n")


@given(ANYTHING)
def test_what_shows_itself_is_left_alone(text: str) -> None:
    assert safe.visible(safe.visible(text)) == safe.visible(text)
    assert [each for each in text if not hidden(each)] == [each for each in text if not safe.is_hidden(each)]
    if not hidden(text):
        assert safe.visible(text) == text


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(VALUES, st.sampled_from([None, 2]), st.sampled_from(["utf-8", "UTF8", "ascii", "cp1252", "latin-1", None]))
@example("".join(NASTY), 2, "ascii")
@example("\ud800", None, "utf-8")
def test_json_reads_back_and_hides_nothing(value: Any, indent: int | None, encoding: str | None) -> None:
    raw = safe.to_json(value, indent=indent, encoding=encoding)
    assert json.loads(raw) == value
    assert [each for each in hidden(raw) if each != "\n"] == []
    # What is written is what was said, whatever the output can hold.
    assert raw.encode(encoding or "utf-8", "strict").decode(encoding or "utf-8") == raw
    assert indent is not None or "\n" not in raw


def test_json_says_what_it_can_in_letters() -> None:
    assert safe.to_json("Zoë 山田 👩\u200d👧", encoding="utf-8") == '"Zoë 山田 👩\u200d👧"'
    assert safe.to_json("Zoë", encoding="cp1252") == '"Zoë"'
    assert safe.to_json("Zoë 山", encoding="cp1252") == '"Zo\\u00eb \\u5c71"'
    assert safe.to_json("\x1b\x7f\u202e\U000e0001") == '"\\u001b\\u007f\\u202e\\udb40\\udc01"'


def drawn(page: Page, form: str) -> str:
    """A page in one form, without colour, on a screen that is wide enough for all of it."""
    stream = io.StringIO(newline="")
    output = Output(stream, form, 2000, colour=False)
    (table if form == "table" else lines).emit(page, output)
    return stream.getvalue()


COLUMNS = (Column("name", lambda row: row[0], style="bold"), Column("what", lambda row: row[1], cut=True))
ROWS = st.lists(st.tuples(ANYTHING, ANYTHING), min_size=1, max_size=4)


@given(ROWS)
@example([(each, each) for each in NASTY])
def test_lines_have_as_many_cells_as_the_header(rows: list[tuple[str, str]]) -> None:
    shown = drawn(Page(COLUMNS, [Section("one", "One", rows), Section("two", "Two", rows[:1])], named=True), "plain")
    cells = [line.split("\t") for line in shown.removesuffix("\n").split("\n")]
    assert cells[0] == ["section", "name", "what"]
    assert cells[1:-1] == [["one", safe.visible(name), safe.visible(what)] for name, what in rows]
    assert cells[-1] == ["two", *map(safe.visible, rows[0])]


@given(ROWS)
@example([(each, each) for each in NASTY])
def test_csv_reads_back_and_starts_no_formula(rows: list[tuple[str, str]]) -> None:
    shown = drawn(listing(COLUMNS, rows, ""), "csv")
    assert [each for each in hidden(shown) if each != "\n"] == []
    read = list(csv.reader(io.StringIO(shown, newline="")))
    assert read[0] == ["name", "what"]
    assert len(read) == len(rows) + 1
    for cell, text in zip(
        (cell for row in read[1:] for cell in row), (each for row in rows for each in row), strict=True
    ):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
        assert cell in (safe.visible_lines(text), f"'{safe.visible_lines(text)}")


def test_numbers_below_zero_stay_numbers_in_csv() -> None:
    page = listing((Column("energy", lambda row: row), Column("text", str)), [-2], "")
    assert drawn(page, "csv") == "energy,text\n-2,'-2\n"


@given(ROWS)
@example([(each, each) for each in NASTY])
def test_a_table_shows_the_very_letters(rows: list[tuple[str, str]]) -> None:
    shown = drawn(listing(COLUMNS, rows, "", title="[bold]title[/x] :coffee:"), "table")
    assert [each for each in hidden(shown) if each != "\n"] == []
    assert len(shown.splitlines()) == len(shown.split("\n")) - 1 == len(rows) + 3
    assert shown.startswith("[bold]title[/x] :coffee:\n")
    for line, (name, what) in zip(shown.split("\n")[3:], rows, strict=False):
        assert safe.visible(name) in line
        assert safe.visible(what).rstrip() in line


@given(ANYTHING, ANYTHING, ANYTHING)
@example(NASTY[0], NASTY[4], NASTY[5])
def test_an_error_is_a_sentence_whatever_is_in_it(message: str, hint: str, typed: str) -> None:
    said = errors.text(Refused(message, hint), [typed], as_json=False)
    assert [each for each in hidden(said) if each != "\n"] == []
    assert said.split("\n")[0] == f"custlove: {safe.visible(message)}"
    assert said.endswith(f"Your text was: {safe.visible_lines(typed)}\n")
    told = json.loads(errors.text(Ambiguous(message, hint, [typed]), [typed], as_json=True))
    assert told == {
        "error": "ambiguous",
        "message": message,
        "hint": hint,
        "exit_code": 3,
        "candidates": [typed],
        "typed": [typed],
    }


# What can be typed on a command line: no NUL, nothing that is no text.
TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30) | st.sampled_from(NASTY)
NAMED = TYPED.filter(lambda name: name.strip() and name != "-")
NUMBERS = count()

ASKED = (
    ("today", "--ahead", "30d"),
    ("show", "x"),
    ("find", "word"),
    ("ladder",),
    ("ladder", "moves"),
    ("ladder", "history", "x"),
    ("person", "list"),
    ("touchpoint", "list"),
    ("followup", "list"),
    ("promise", "list"),
    ("promise", "rate"),
    ("feedback", "list"),
    ("feedback", "list", "--waiting"),
    ("history",),
)


def written(custlove: Program, journal: Path, name: str, text: str) -> None:
    """A journal in which everything that can be typed is this name or this text, with a word to find it by."""
    here = ("--journal", journal)
    said = f"{text} word"
    custlove("init", journal)
    card = ("--as", "x", "--nickname", name, "--org", name, "--role", text, "--met", text, "--notes", said)
    custlove(
        *here, "person", "add", *card, "--email", f"{name}@x", "--tag", f"t{text}", "--on", "2026-01-01", "--", name
    )
    custlove(*here, "log", "--tag", f"t{text}", "--next", "+2w", "--why", said, "--on", "yesterday", "--", "x", said)
    custlove(*here, "log", "--promise", said, "--by", "friday", "--felt", "glad", "--", "x")
    custlove(*here, "promise", "keep", "--extra", said, "1")
    custlove(*here, "promise", "add", "--by", "today", "--theirs", "--", "x", said)
    custlove(*here, "feedback", "ask", "--", "x", said)
    custlove(*here, "feedback", "hear", "--kind", "criticism", "--unasked", "--on", "2026-11-01", "--", "x", said)
    custlove(*here, "feedback", "confirm", "--", "1", said)
    custlove(*here, "ladder", "move", "x", "client", f"--why={said}")


def looked_at(custlove: Program, journal: Path) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Every report in every form: the command, the form, what was shown."""
    for asked in ASKED:
        for form in ("--plain", "--csv", "--json"):
            yield asked, form, custlove("--journal", journal, *asked, form).out
        yield asked, "table", custlove("--no-color", "--journal", journal, *asked, tty=True, columns=200).out


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMED, TYPED)
@example("[red]Anna[/x]\x1b[31m :coffee:", "\x1b]0;t\x07\u202e[/x]\ta\nb\r\n=1+1 :boom:")
@example("=HYPERLINK(1)\n-", '-\t"a","b"\u2028\x85\u200b')
def test_whatever_is_written_does_no_harm_anywhere(custlove: Program, tmp_path: Path, name: str, text: str) -> None:
    journal = tmp_path / f"{next(NUMBERS)}.db"
    written(custlove, journal, name, text)
    for asked, form, shown in looked_at(custlove, journal):
        where = (asked, form)
        between = "\t\n" if form == "--plain" else "\n"
        assert [each for each in hidden(shown) if each not in between] == [], where
        if form == "--plain":
            tabs = {line.count("\t") for line in shown.removesuffix("\n").split("\n")}
            assert len(tabs) == 1, where
        elif form == "--csv":
            read = list(csv.reader(io.StringIO(shown, newline="")))
            assert len({len(row) for row in read}) == 1, where
            assert not [cell for row in read for cell in row if cell.startswith(("=", "+", "@"))], where
        elif form == "--json":
            json.loads(shown)
    person = custlove("--journal", journal, "show", "x", "--json").json["person"]
    assert person["name"] == " ".join(name.split())
    assert person["notes"] == f"{text} word"


@pytest.mark.parametrize("nasty", NASTY)
def test_messages_and_notes_are_shown_and_do_nothing(anna: Program, nasty: str) -> None:
    anna("person", "add", "--as", "twin", "--", f"Twin {nasty}")
    said = [
        anna("log", "--", f"nobody {nasty}", f"my {nasty}", code=3).err,
        anna("log", "--", "twin", "", "--new").err if nasty == "--new" else "",
        anna("log", "--on", nasty, "--", "anna", f"my {nasty}", code=2).err,
        anna("person", "add", "--as", nasty, "--", "B", code=2).err,
        anna("person", "add", "--every", f"x{nasty}", "--", "B", code=2).err,
        anna("promise", "list", f"--state={nasty}", code=2).err,
        anna("show", "--", f"nobody {nasty}", code=3).err,
        anna(f"no-such-{nasty}", code=2).err,
        anna("person", "add", "--as", "twain", "--", f"Twin {nasty}").err,
        anna("log", "--", f"nobody {nasty}", code=3).err,
        anna("log", "--new", "--as", "y", "--", nasty, code=2).err,
        anna("--journal", f"/nowhere/{nasty}", "today", code=66).err,
    ]
    assert [each for each in hidden("".join(said)) if each != "\n"] == []


def test_the_text_that_was_typed_is_given_back_readably(anna: Program) -> None:
    said = anna("log", "--on", "sometime", "--", "anna", "first line\nsecond \x1b[31mline", code=2).err
    assert said.endswith("Your text was: first line\nsecond ␛[31mline\n")
    assert said.startswith('custlove: "sometime" cannot be read as a day or a moment.\n')
