"""What a reference stands for: a number, or a person and what tells one of their things from the others."""

import pytest

from custlove.errors import Ambiguous, NotFound, UsageError
from custlove.services import references
from custlove.services.change import Change
from custlove.services.references import Noun

THINGS = [(4, "the draft"), (5, "the drafts of May"), (6, "an offer"), (12, "Coffee, 5 cups")]
NOUN = Noun("promise", lambda person: THINGS if person == 1 else [])
ONE = Noun("promise", lambda _: THINGS[:1])


@pytest.mark.parametrize(
    ("ref", "number"),
    [
        # A number is taken as it is, whether there is such a thing or not.
        (["27"], 27),
        (["#27"], 27),
        (["p27"], 27),
        (["anna", "offer"], 6),
        (["anna", "OFFÉR"], 6),
        # A whole word comes before a part of one, a part of one is enough.
        (["anna", "draft"], 4),
        (["anna", "drafts"], 5),
        (["anna", "ffer"], 6),
        (["anna", "of", "May"], 5),
        # Behind a person a number is a word of the text.
        (["anna", "5"], 12),
    ],
)
def test_one_thing(with_anna: Change, ref: list[str], number: int) -> None:
    assert references.number(with_anna.connection, ref, NOUN) == number


@pytest.mark.parametrize(
    ("ref", "candidates"),
    [(["anna"], ["p4", "p5", "p6", "p12"]), (["anna", "the"], ["p4", "p5"]), (["anna", "dra"], ["p4", "p5"])],
)
def test_several_things_are_named(with_anna: Change, ref: list[str], candidates: list[str]) -> None:
    with pytest.raises(Ambiguous) as fault:
        references.number(with_anna.connection, ref, NOUN)
    assert list(fault.value.candidates) == candidates


@pytest.mark.parametrize("ref", [["anna", "invoice"], ["nobody"], ["nobody", "draft"], ["27", "draft"]])
def test_nothing(with_anna: Change, ref: list[str]) -> None:
    with pytest.raises(NotFound):
        references.number(with_anna.connection, ref, NOUN)


@pytest.mark.parametrize(
    ("ref", "noun", "found"),
    [
        (["12"], NOUN, (12, None)),
        (["12", "sent it"], NOUN, (12, "sent it")),
        (["anna", "offer"], NOUN, (6, None)),
        (["anna", "offer", "sent it"], NOUN, (6, "sent it")),
        # Where one is open the word is a text, unless the one has it.
        (["anna"], ONE, (4, None)),
        (["anna", "sent it"], ONE, (4, "sent it")),
        (["anna", "draft"], ONE, (4, None)),
    ],
)
def test_a_text_behind_it(with_anna: Change, ref: list[str], noun: Noun, found: tuple[int, str | None]) -> None:
    assert references.number_and_text(with_anna.connection, ref, noun) == found


@pytest.mark.parametrize(
    ("ref", "fault"),
    [
        (["12", "sent", "it"], UsageError),
        (["anna", "offer", "sent", "it"], UsageError),
        (["anna", "invoice", "sent it"], NotFound),
        (["anna", "sent it"], Ambiguous),
    ],
)
def test_a_text_that_is_behind_nothing(with_anna: Change, ref: list[str], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        references.number_and_text(with_anna.connection, ref, NOUN)
