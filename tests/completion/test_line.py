import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.completion.line import place, split


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", [""]),
        ("custlove ", ["custlove", ""]),
        ("custlove  show an", ["custlove", "show", "an"]),
        ("custlove show 'Anna K", ["custlove", "show", "Anna K"]),
        ('custlove show "it\'s" ', ["custlove", "show", "it's", ""]),
        ("custlove log a\\ b", ["custlove", "log", "a b"]),
        ("custlove log '' x", ["custlove", "log", "", "x"]),
        ("custlove log 'a\\'b", ["custlove", "log", "a\\b"]),
        ("custlove show $(touch pwned)", ["custlove", "show", "$(touch", "pwned)"]),
        ("a\\", ["a"]),
    ],
)
def test_a_line_is_split_as_a_shell_splits_it(line: str, words: list[str]) -> None:
    assert split(line) == words


@given(st.lists(st.text(st.characters(exclude_categories=("Zs", "Zl", "Zp", "Cc")) | st.sampled_from("'\"\\ $`"))))
def test_words_come_back_from_how_they_are_quoted(words: list[str]) -> None:
    assert split(" ".join([*map(shlex.quote, words), ""])) == [*words, ""]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("custlove ", "command"),
        ("custlove sh", "command"),
        ("custlove --jou", "option"),
        ("custlove --journal ", "file"),
        ("custlove --journal=", "file"),
        ("custlove --journal x.db sh", "command"),
        ("custlove --no-color --today 2026-03-01 show ", "who"),
        ("custlove show ", "who"),
        ("custlove show --all an", "who"),
        ("custlove show anna ", "text"),
        ("custlove show -- -", "who"),
        ("custlove log ", "who"),
        ("custlove log anna ", "text"),
        ("custlove log anna x --with ", "who"),
        ("custlove log --with=", "who"),
        ("custlove log --felt ", "=hurt|upset|fine|glad|delighted"),
        ("custlove log --on 12:30 ", "who"),
        ("custlove log --wow ", "who"),
        ("custlove log --next ", "due"),
        ("custlove promise ", "command"),
        ("custlove promise keep ", "promise"),
        ("custlove promise keep --on friday 1", "promise"),
        ("custlove promise keep 12 ", "promise"),
        ("custlove promise --mine --who ", "who"),
        ("custlove promise --", "option"),
        ("custlove promise list --since", "option"),
        ("custlove followup add anna ", "due"),
        ("custlove followup snooze 3 ", "due"),
        ("custlove followup snooze anna call ", "due"),
        ("custlove feedback thank ", "feedback"),
        ("custlove mistake own ", "mistake"),
        ("custlove mistake add --promise ", "promise"),
        ("custlove mistake add anna --severity ", "=small|real|grave"),
        ("custlove touchpoint remove ", "touchpoint"),
        ("custlove ladder move anna ", "=terrorist|toxic|prospect|customer|client|supporter|advocate"),
        ("custlove ladder --rung client mov", "command"),
        ("custlove person restore ", "archived"),
        ("custlove person add 'Anna K' --tag ", "person_tag"),
        ("custlove touchpoint list --tag ", "touchpoint_tag"),
        ("custlove find --since ", "since"),
        ("custlove init ", "file"),
        ("custlove undo ", "change"),
        ("custlove nonsense ", "text"),
        ("custlove nonsense show ", "text"),
        ("custlove --ahead ", "ahead"),
        ("FOO=1 BAR= custlove show ", "who"),
        ("sudo -u x /usr/bin/custlove show ", "who"),
        ("cl show ", "who"),
        ("", "command"),
    ],
)
def test_what_may_stand_at_the_cursor(line: str, kind: str) -> None:
    words = split(line)
    assert place(words[:-1], words[-1]).kind == kind


@pytest.mark.parametrize(
    ("line", "head", "begun", "listed"),
    [
        ("custlove log an", "", "an", []),
        ("custlove log Anna,Anton,be", "Anna,Anton,", "be", ["anna", "anton"]),
        ("custlove log --with=anna,", "--with=anna,", "", ["anna"]),
        ("custlove show anna,an", "", "anna,an", []),
        ("custlove promise list --state open,br", "open,", "br", ["open"]),
    ],
)
def test_what_is_typed_already_stays(line: str, head: str, begun: str, listed: list[str]) -> None:
    words = split(line)
    here = place(words[:-1], words[-1])
    assert (here.head, here.begun, here.listed) == (head, begun, listed)


def test_the_journal_on_the_line_is_seen() -> None:
    assert place(["custlove", "--journal", "a b.db", "show"], "").journal == "a b.db"
    assert place(["custlove", "--journal=x.db", "show"], "").journal == "x.db"
    assert place(["custlove", "show"], "").journal is None


@given(
    st.lists(st.text(max_size=8) | st.sampled_from(["show", "log", "promise", "keep", "--who", "--journal", "--", "-"]))
)
def test_any_line_has_an_answer(words: list[str]) -> None:
    here = place(words, words[-1] if words else "")
    assert here.kind
