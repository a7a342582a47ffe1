"""What a contact brought besides: what they said of your work, promises that were kept with it, a purchase."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.errors import NotFound, Refused, UsageError
from custlove.plain import plain
from custlove.quoting import quoted
from custlove.reports.people.lookup import PersonRef
from custlove.rules.moments import Moment
from custlove.schema.references import read, ref_of
from custlove.schema.vocabulary import FeedbackKind
from custlove.services import references
from custlove.services.change import Change
from custlove.services.references import Outcome, Ref

if TYPE_CHECKING:
    # One of them is asked for: the others are not loaded.
    from custlove.reports.lists.feedback import Feedback
    from custlove.reports.lists.promises import Promise
    from custlove.reports.lists.purchases import Purchase

# Of a text, as much as tells which one it is.
_LONGEST = 40


class Bought(NamedTuple):
    """What they bought: the amount as it is typed (`1200.50`), its currency unless it is their usual one, what."""

    amount: str
    currency: str | None = None
    what: str | None = None


class LogItems(NamedTuple):
    """What a contact brought: feedback (kind, text), references of promises kept, a purchase."""

    feedback: Sequence[tuple[FeedbackKind, str]] = ()
    kept: Sequence[Ref] = ()
    bought: Bought | None = None


class ItemsLogged(NamedTuple):
    """The feedback, the promises as they stand, the purchase; `already` says of a promise that it was kept before."""

    feedback: "tuple[Feedback, ...]" = ()
    kept: "tuple[Promise, ...]" = ()
    purchase: "Purchase | None" = None
    already: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """What stands next to the touchpoint in JSON."""
        return {name: plain(getattr(self, name)) for name in ("feedback", "kept", "purchase")}


def write(change: Change, people: Sequence[PersonRef], moment: Moment, asked: LogItems) -> ItemsLogged:
    """Write all of it down as of the moment of the contact.

    Raises NotFound, Ambiguous, Refused, and UsageError where several people were there and one of them is meant.
    """
    if asked.feedback:
        _one_person(people, "Feedback comes from one person", "feedback hear WHO TEXT")
    if asked.bought:
        _one_person(people, "A purchase is of one person", "purchase add WHO AMOUNT")
    kept = [_keep(change, people, ref, moment) for ref in asked.kept]
    heard = _heard(change, people[0], moment, asked.feedback)
    return ItemsLogged(
        heard,
        tuple(each.thing for each in kept),
        _purchase(change, people[0], moment, asked.bought),
        tuple(each.already for each in kept),
    )


def _one_person(people: Sequence[PersonRef], sentence: str, command: str) -> None:
    if len(people) > 1:
        raise UsageError(
            f"{sentence}, and {len(people)} were there.", f"Say whose in a command of its own: custlove {command}"
        )


def _keep(change: Change, people: Sequence[PersonRef], ref: Ref, moment: Moment) -> "Outcome[Promise]":
    from custlove.services import promises

    number = _meant(change, people, ref)
    kept = references.each([[str(number)]], lambda each: promises.keep(change, promises.KeepPromise(each, moment.day)))[
        0
    ]
    promise = kept.thing
    if promise.person not in {person.handle for person in people}:
        side = "to" if promise.by == "mine" else "by"
        raise Refused(
            f"Promise {ref_of('promise', number)} ({quoted(promise.what, _LONGEST)}) is {side} {promise.name},"
            f" who was not there.",
            f"To mark it as kept all the same: custlove promise keep {promise.ref}",
        )
    return kept


def _meant(change: Change, people: Sequence[PersonRef], ref: Ref) -> int:
    """The number of the promise to these people that a reference means, WHO left out or not.

    Raises NotFound, Ambiguous.
    """
    from custlove.services import promises

    if read(ref[0]) is None:
        try:
            return references.among(people, " ".join(ref), promises.noun(change))
        except NotFound:
            if len(ref) == 1:
                raise
    return references.number(change.connection, ref, promises.noun(change))


def _heard(
    change: Change, person: PersonRef, moment: Moment, said: Sequence[tuple[FeedbackKind, str]]
) -> "tuple[Feedback, ...]":
    if not said:
        return ()
    from custlove.services import feedback

    asked = (feedback.HearFeedback(f"@{person.handle}", kind, text, moment) for kind, text in said)
    return tuple(feedback.hear(change, each).feedback for each in asked)


def _purchase(change: Change, person: PersonRef, moment: Moment, bought: Bought | None) -> "Purchase | None":
    if bought is None:
        return None
    from custlove.services import purchases

    return purchases.add(change, purchases.AddPurchase(f"@{person.handle}", moment.day, *bought)).purchase
