"""Looking back: what became of the intentions, and the new ones (ideas B1 and B4)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import Refused
from custlove.reports import reviews as report
from custlove.reports.lists import intentions
from custlove.reports.lists.intentions import Intention
from custlove.reports.reviews import Review
from custlove.rules.reviews import MOST_INTENTIONS
from custlove.schema.references import ref_of
from custlove.schema.vocabulary import Outcome
from custlove.services.change import Change
from custlove.store import rows


class SettleIntention(NamedTuple):
    """What became of the intention of a number, and a word about it."""

    number: int
    outcome: Outcome
    note: str | None = None


class WriteReview(NamedTuple):
    """A look back over the days from `since` to `on`: what became of intentions, and what you intend next."""

    since: date
    on: date
    settled: Sequence[SettleIntention] = ()
    intentions: Sequence[str] = ()


class ReviewWritten(NamedTuple):
    """The review as it stands, and the intentions that were settled."""

    review: Review
    settled: Sequence[Intention]

    def data(self) -> dict[str, Any]:
        """What --json answers: the review with what was settled."""
        return {**self.review._asdict(), "settled": list(self.settled)}


class _Row(NamedTuple):
    id: int
    made_on: date
    outcome: Outcome | None
    settled_on: date | None


def write(change: Change, asked: WriteReview) -> ReviewWritten:
    """Write a review down; raises NotFound, and Refused for more than three new intentions on one day."""
    change.past(asked.on)
    for each in asked.settled:
        settle(change, each, asked.on)
    today = "SELECT count(*) FROM intention WHERE made_on = ?"
    wanted = change.connection.execute(today, (asked.on.isoformat(),)).fetchone()[0] + len(asked.intentions)
    if wanted > MOST_INTENTIONS:
        raise Refused(
            f"You can have at most {MOST_INTENTIONS} open intentions; this would make {wanted}.",
            "Choose the ones that matter most; the next review asks again.",
        )
    number = rows.add(change.connection, "review", day=asked.on, since=asked.since)
    for text in asked.intentions:
        rows.add(change.connection, "intention", review_id=number, text=text, made_on=asked.on)
    return ReviewWritten(
        report.one(change.connection, number, change.today),
        [intentions.one(change.connection, each.number, change.today) for each in asked.settled],
    )


def settle(change: Change, asked: SettleIntention, on: date) -> Intention:
    """Note what became of an intention; raises NotFound, and Refused if that is said, or before it was made."""
    change.past(on)
    intention = rows.get(change.connection, "intention", _Row, asked.number)
    if intention.outcome is not None:
        raise Refused(
            f"Intention {ref_of('intention', asked.number)} was settled on {intention.settled_on}:"
            f" {intention.outcome}.",
            "To take that back: custlove undo",
        )
    if on < intention.made_on:
        raise Refused(f"Intention {ref_of('intention', asked.number)} was made only on {intention.made_on}.")
    settled = {"outcome": asked.outcome, "settled_on": on, "note": asked.note}
    rows.update(change.connection, "intention", asked.number, settled)
    return intentions.one(change.connection, asked.number, change.today)


def edit_intention(change: Change, number: int, text: str) -> Intention:
    """Correct the words of an intention; raises NotFound."""
    rows.update(change.connection, "intention", number, {"text": text})
    return intentions.one(change.connection, number, change.today)


def remove_intention(change: Change, number: int) -> Intention:
    """Take an intention out of the journal, as it stood; its review stays. Raises NotFound.

    What was given up is settled as dropped, and not removed.
    """
    stood = intentions.one(change.connection, number, change.today)
    rows.delete(change.connection, "intention", number)
    return stood
