"""Closing things and putting them off by their references, whatever they are: promises, follow-ups, rituals, asks."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from custlove.errors import AlreadyDone, Refused
from custlove.rules.moments import Moment
from custlove.schema.references import Reference, ref_of
from custlove.services import references
from custlove.services.change import Change
from custlove.services.references import Ref, says

if TYPE_CHECKING:
    # Of these nouns few are meant at once: the others are not loaded.
    from custlove.reports.lists.asks import Ask
    from custlove.reports.lists.follow_ups import FollowUp
    from custlove.reports.lists.promises import Promise
    from custlove.reports.lists.rituals import Ritual
    from custlove.services.rituals import RitualKept

_ONLY_BY_ITS_OWN = {
    "feedback": "What was said or done is told by its own command: custlove feedback confirm|act|thank {0}",
    "mistake": "What was said or done is told by its own command: custlove mistake own|repair|followup {0}",
    "intention": "What became of it: custlove review settle {0} done",
    "fact": "If it does not hold any more: custlove fact resolve {0}",
    "inbox entry": "Whose it is: custlove inbox take {0} WHO. To be rid of it: custlove inbox drop {0}",
}
# More at once is a pause.
_MOST_SKIPPED = 100
_CLOSED = "promises, follow-ups, rituals and asks"
_PUT_OFF = "follow-ups, promises and rituals"


class PutOff(NamedTuple):
    """Which thing is put off, on which day, until which day, why."""

    ref: Ref
    on: date
    until: date
    why: str | None = None


def done(change: Change, ref: Ref, moment: Moment) -> "Promise | FollowUp | RitualKept | Ask":
    """Mark what a reference means as done: a promise kept, a ritual kept, an ask not waited for any more.

    Raises AlreadyDone, NotFound, Ambiguous, and Refused for what takes a command of its own.
    """
    found = _meant(change, ref)
    word = [ref_of(found.noun, found.number)] if found.noun else ref
    if found.noun == "promise":
        return _keep(change, word, moment.day)
    if found.noun == "follow-up":
        from custlove.services import follow_ups

        return follow_ups.done(change, follow_ups.FinishFollowUp(word, moment.day))
    if found.noun == "ritual":
        from custlove.services import rituals

        return rituals.keep(change, rituals.KeepRitual(word, moment))
    if found.noun == "ask":
        from custlove.services import asks

        return asks.drop(change, asks.DropAsk(word, moment.day))
    raise _refusal(found, f"{_CLOSED} can be closed with done")


def put_off(change: Change, asked: PutOff) -> "FollowUp | Promise | Ritual":
    """Put off what a reference means: a follow-up is snoozed, a promise moved, a ritual skipped until then.

    Raises AlreadyDone, NotFound, and Refused for what takes a command of its own.
    """
    found = _meant(change, asked.ref)
    if found.noun == "follow-up":
        from custlove.services import follow_ups

        return follow_ups.snooze(change, follow_ups.SnoozeFollowUp(asked.ref, asked.on, asked.until))
    if found.noun == "promise":
        from custlove.services import promises

        return promises.move(change, promises.MovePromise(asked.ref, asked.on, asked.until, asked.why))
    if found.noun == "ritual":
        return _skip_until(change, asked)
    if found.noun == "ask":
        raise Refused(
            f"{says(found)}, which waits for them and cannot be put off.",
            f"To wait no more: custlove done {asked.ref[0]}. To ask once more: custlove feedback ask WHO",
        )
    raise _refusal(found, f"{_PUT_OFF} can be put off with snooze")


def _skip_until(change: Change, asked: PutOff) -> "Ritual":
    """Let go everything of a ritual that comes up before a day."""
    from custlove.reports.lists import rituals as report
    from custlove.services import rituals

    if asked.until <= asked.on:
        raise Refused(f"A ritual cannot be put off on {asked.on} until {asked.until}.", "Name a later day.")
    number = references.number(change.connection, asked.ref, rituals.noun(change))
    stands = report.one(change.connection, number, change.today)
    if not _comes_before(stands, asked.until):
        raise AlreadyDone(f"Nothing of ritual {stands.ref} comes up before {asked.until}.", thing=stands)
    for _ in range(_MOST_SKIPPED):
        stands = rituals.skip(change, rituals.SkipRitual([stands.ref], asked.on, asked.why))
        if not _comes_before(stands, asked.until):
            return stands
    raise Refused(
        f"Ritual {stands.ref} comes more than {_MOST_SKIPPED} times before {asked.until}.",
        f"To let it rest: custlove ritual pause {stands.ref}",
    )


def _comes_before(stands: "Ritual", until: date) -> bool:
    return stands.paused_on is None and bool(stands.missed or (stands.next_on is not None and stands.next_on < until))


def _keep(change: Change, ref: Ref, on: date) -> "Promise":
    from custlove.services import promises

    stands = promises.found(change, ref)
    if stands.released_on is not None:
        raise AlreadyDone(f"Promise {stands.ref} was released on {stands.released_on} already.", thing=stands)
    return promises.keep(change, promises.KeepPromise(ref, on))


def _meant(change: Change, ref: Ref) -> Reference:
    if references.is_one(ref):
        return references.meant(change.connection, ref, ())
    from custlove.services import asks, follow_ups, promises, rituals

    nouns = [promises.noun(change), follow_ups.noun(change), rituals.noun(change), asks.noun(change)]
    return references.meant(change.connection, ref, nouns)


def _refusal(found: Reference, only: str) -> Refused:
    ref = ref_of(found.noun, found.number) if found.noun else str(found.number)
    return Refused(
        f"{says(found)}; only {only}.",
        _ONLY_BY_ITS_OWN.get(found.noun or "", "To correct it: custlove {1} edit {0}").format(ref, found.noun),
    )
