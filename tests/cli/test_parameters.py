"""Words in any case, what people also say for them, and nothing given twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.cli.parameters import Words
from custlove.schema import synonyms, vocabulary
from tests.conftest import Program

CHANNEL = Words(vocabulary.CHANNELS)


@given(st.sampled_from([*vocabulary.CHANNELS, *synonyms.CHANNEL_SYNONYMS]), st.randoms())
def test_a_channel_in_any_case(word: str, chance: st.DataObject) -> None:
    typed = "".join(chance.choice((letter.upper(), letter)) for letter in word)  # type: ignore[attr-defined]
    assert CHANNEL.convert(typed, None, None) == synonyms.CHANNEL_SYNONYMS.get(word, word)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (synonyms.CHANNEL_SYNONYMS, vocabulary.CHANNELS),
        (synonyms.KIND_SYNONYMS, vocabulary.FEEDBACK_KINDS),
        (synonyms.FACT_SYNONYMS, vocabulary.FACT_KINDS),
        (synonyms.FELT_SYNONYMS, tuple(vocabulary.FELT.values())),
        (synonyms.ENERGY_SYNONYMS, tuple(vocabulary.ENERGY.values())),
    ],
)
def test_synonyms_stand_for_words_of_their_list_and_are_none(said: dict[str, str], words: tuple[str, ...]) -> None:
    assert set(said.values()) <= set(words)
    assert not set(said) & set(words)


def test_what_is_kept_is_the_word_itself(anna: Program) -> None:
    anna("log", "anna", "x", "--channel", "Phone", "--felt", "Happy", "--energy", "OK")
    found = anna("touchpoint", "list", "--channel", "CALL", "--json").json
    assert [(each["channel"], each["felt"], each["energy"]) for each in found] == [("call", 4, 0)]
    anna("ladder", "move", "anna", "Client", "--why", "third order")
    assert anna("person", "list", "--rung", "CLIENT", "--json").json[0]["person"] == "anna"
    anna("person", "edit", "anna", "--circle", "Arm's length")
    assert anna("person", "list", "--json").json[0]["circle"] == "arms-length"
    anna("feedback", "hear", "anna", "too late", "--kind", "Complaint")
    assert anna("feedback", "list", "--kind", "CRITICISM", "--json").json[0]["kind"] == "criticism"
    anna("fact", "add", "anna", "Needs", "faster invoices")
    assert anna("fact", "list", "--kind", "NEED", "--json").json[0]["kind"] == "need"
    assert anna("promise", "list", "--state", "Broken", "--json").json == []


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        (("log", "anna", "x", "--channel", "call", "--channel", "email"), "--channel"),
        (("log", "anna", "x", "--on", "today", "--on=yesterday"), "--on"),
        (("promise", "add", "anna", "x", "--by", "friday", "--by", "monday"), "--by"),
        (("promise", "move", "1", "--to", "friday", "--by", "monday"), "--to/--by"),
        (("touchpoint", "edit", "1", "--wow", "--no-wow"), "--wow/--no-wow"),
        (("--today", "2026-01-01", "--today", "2026-01-02", "person"), "--today"),
    ],
)
def test_an_option_of_one_value_is_given_once(anna: Program, typed: tuple[str, ...], option: str) -> None:
    assert f"{option} can be given only once." in anna(*typed, code=2).err


def test_others_can_be_repeated(anna: Program) -> None:
    anna("log", "anna", "x", "--tag", "a", "--tag", "b", "--wow", "--wow")
    assert anna("touchpoint", "list", "--json", "--json").json[0]["tags"] == ["a", "b"]
