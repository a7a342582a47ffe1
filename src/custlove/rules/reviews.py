"""Looking back, sprint by sprint, and what you intend next (ideas B1 and B4)."""

from collections.abc import Mapping
from typing import Final

from custlove.rules.thresholds import USUAL
from custlove.schema import vocabulary
from custlove.schema.vocabulary import Outcome

# What became of an intention: as it is typed (and as JSON says it), and as the journal keeps it.
OUTCOMES: Final[Mapping[str, Outcome]] = {kept.replace(" ", "-"): kept for kept in vocabulary.OUTCOMES}
MOST_INTENTIONS = USUAL["review.intentions"]
_SHORT = {"d": "done", "p": "partly", "not": "not-done", "n": "not-done", "not done": "not-done", "drop": "dropped"}


def outcome(words: str) -> Outcome:
    """The outcome, as the journal keeps it, that a word such as `done` or `not` stands for; ValueError for others."""
    plain = " ".join(words.casefold().replace("_", "-").split())
    known = OUTCOMES.get(_SHORT.get(plain, plain))
    if known is None:
        raise ValueError(f"An intention is {', '.join([*OUTCOMES][:-1])} or {[*OUTCOMES][-1]}.")
    return known
