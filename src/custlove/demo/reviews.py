"""The looks back of the sample, and what was intended then."""

from collections.abc import Iterator
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step, Told
from custlove.schema.vocabulary import Outcome
from custlove.services import reviews


class Meant(NamedTuple):
    """An intention: in which words, what became of it (when, how, a note)."""

    text: str
    settled: tuple[int, Outcome, str | None] | None = None


class Back(NamedTuple):
    """A look back over so many days, and what was intended then."""

    ago: int
    days: int
    intentions: tuple[Meant, ...]


REVIEWS = (
    Back(
        35,
        14,
        (
            Meant("ask somebody what I do not see", settled=(21, "done", "Tomáš, over coffee")),
            Meant("no letters after eight", settled=(21, "partly", "twice, to Rohan")),
        ),
    ),
    Back(
        21,
        14,
        (
            Meant("one visit a week without an agenda", settled=(7, "done", None)),
            Meant("say no in the first minute", settled=(7, "not done", "said yes to a second shop")),
        ),
    ),
    Back(7, 14, (Meant("promise a day later than I hope"),)),
)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each look back as a step: what became of the intentions before, then the new ones."""
    for each in REVIEWS:
        for intention in each.intentions:
            if intention.settled is not None:
                yield _settled(intention.text, intention.settled, calendar)
        yield _written(each, calendar)


def _written(each: Back, calendar: Calendar) -> Step:
    on = calendar.day(each.ago)
    texts = [intention.text for intention in each.intentions]

    def review(told: Told) -> None:
        since = calendar.day(each.ago + each.days)
        written = reviews.write(told.change, reviews.WriteReview(since, on, intentions=texts))
        for intention in written.review.intentions:
            told.remember(intention.text, intention.id)

    return Step(each.ago, review)


def _settled(text: str, settled: tuple[int, Outcome, str | None], calendar: Calendar) -> Step:
    ago, outcome, note = settled
    on = calendar.day(ago)

    def settle(told: Told) -> None:
        reviews.settle(told.change, reviews.SettleIntention(told.numbers[text], outcome, note), on)

    return Step(ago, settle)
