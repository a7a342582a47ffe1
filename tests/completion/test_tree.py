from typing import get_args

from custlove.commands.background.completion import Shell
from custlove.completion import journal, scripts, words
from custlove.completion.tree import ROOT, Level
from tests.completion import make_tree

AGAIN = "the commands have changed: python -m tests.completion.make_tree"


def test_the_table_is_that_of_the_commands() -> None:
    assert make_tree.TABLE.read_text(encoding="utf-8").splitlines() == make_tree.text().splitlines(), AGAIN


def test_every_kind_is_known_to_who_answers() -> None:
    known = {"command", "file", "text", "", *words.DAYS, *journal.KINDS}
    kinds = {kind.removeprefix(",") for _, name, kind, _ in make_tree.rows() if name != "*"}
    assert {kind for kind in kinds if not kind.startswith("=")} <= known
    assert all(words.is_word(word) for kind in kinds if kind.startswith("=") for word in kind[1:].split("|"))


def test_a_noun_offers_the_options_of_its_list() -> None:
    assert "--state" in Level(f"{ROOT} promise").offered
    assert "--state" not in Level(f"{ROOT} promise").options
    assert "--ahead" in Level(ROOT).offered


def test_the_command_takes_the_shells_that_have_a_script() -> None:
    assert get_args(Shell) == scripts.SHELLS
