"""What shows that two people were in touch, and who reached out to whom (DESIGN.md section 2)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from custlove.rules.thresholds import USUAL

# One that went out to more is shown, and is no contact: a mail to ten is not a word to one.
FEW = USUAL["contact.recipients"]


class Contact(NamedTuple):
    """One thing that shows contact with a person: its day, and from whom it came.

    `purchase`: it came from them, and is no word. `recipients`: to how many people at once you reached out, if it waits
    for an answer; None if it does not.
    """

    day: date
    from_them: bool = False
    from_you: bool = False
    purchase: bool = False
    recipients: int | None = None


def touchpoint(day: date, direction: str, people: int, *, closes: bool = False) -> Contact:
    """A touchpoint (`in out both`) with so many people; `closes`: thanks, or the last step of a mistake, wrote it."""
    if direction != "out":
        return Contact(day, from_them=True, from_you=direction == "both")
    few = people <= FEW
    return Contact(day, from_you=few, recipients=people if few and not closes else None)


def ask(day: date) -> Contact:
    """An ask for feedback by a channel."""
    return Contact(day, from_you=True, recipients=1)


def word(day: date) -> Contact:
    """Feedback heard, an introduction that they made, a promise of theirs that was kept."""
    return Contact(day, from_them=True)


def deed(day: date) -> Contact:
    """A promise of yours kept, feedback said back, a mistake owned, repaired or followed up: it waits for no answer."""
    return Contact(day, from_you=True)


def purchase(day: date) -> Contact:
    """They bought; money given back is no purchase."""
    return Contact(day, from_them=True, purchase=True)


class Last(NamedTuple):
    """The days of the last contacts with a person; None where there was none.

    `word` is the last one that came from them and is not a purchase.
    """

    word: date | None
    from_them: date | None
    from_you: date | None

    @property
    def contact(self) -> date | None:
        """The day of the last contact, from whomever it came."""
        return _latest(self.from_them, self.from_you)

    @property
    def word_either_way(self) -> date | None:
        """The day of the last contact that is not a purchase."""
        return _latest(self.word, self.from_you)


def last(contacts: Iterable[Contact], today: date) -> Last:
    """The last contacts up to a day."""
    known = [each for each in contacts if each.day <= today]
    return Last(
        max((each.day for each in known if each.from_them and not each.purchase), default=None),
        max((each.day for each in known if each.from_them), default=None),
        max((each.day for each in known if each.from_you), default=None),
    )


def reached_out(contacts: Iterable[Contact], today: date, most: int = FEW) -> set[date]:
    """The days up to a day on which you reached out, to at most so many people at once."""
    return {
        each.day for each in contacts if each.day <= today and each.recipients is not None and each.recipients <= most
    }


def unanswered(contacts: Iterable[Contact], today: date) -> int:
    """The days on which you reached out since the last contact from them; a day on which they came too is answered."""
    known = list(contacts)
    since = last(known, today).from_them
    return sum(1 for day in reached_out(known, today) if since is None or day > since)


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)
