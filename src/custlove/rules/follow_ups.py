"""What a follow-up comes to on a day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Snooze(NamedTuple):
    """A follow-up put off: on which day, until which day."""

    on: date
    until: date


class FollowUpStanding(NamedTuple):
    """State `open`, `due`, `overdue`, `snoozed` or `done`; days_late in days since it was due."""

    state: str
    days_late: int
    snoozed_until: date | None


def standing(due_on: date, done_on: date | None, snoozes: Iterable[Snooze], today: date) -> FollowUpStanding:
    """A follow-up as it stands on a day: overdue when open, due before today, not snoozed past today."""
    until = None
    for snooze in snoozes:
        if snooze.on <= today:
            until = snooze.until
    if done_on is not None and done_on <= today:
        return FollowUpStanding("done", max(0, (done_on - due_on).days), until)
    late = max(0, (today - due_on).days)
    if until is not None and until > today:
        return FollowUpStanding("snoozed", late, until)
    return FollowUpStanding("overdue" if late else "due" if due_on == today else "open", late, until)
