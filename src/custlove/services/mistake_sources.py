"""What a mistake is taken over from: a broken promise of yours, or criticism."""

from datetime import date
from typing import NamedTuple

from custlove.errors import Refused, UsageError
from custlove.reports.lists import feedback as feedback_report
from custlove.reports.lists import promises as promise_report
from custlove.reports.lists.feedback import Feedback
from custlove.reports.lists.promises import Promise
from custlove.reports.people import lookup
from custlove.reports.people.lookup import PersonRef
from custlove.rules import feedback as loops
from custlove.schema.references import of_kind, read, ref_of
from custlove.services import references
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.store import rows


class _Owner(NamedTuple):
    person_id: int


def promise(change: Change, typed: str, person: PersonRef | None) -> Promise:
    """The promise that is taken over; whether it can be is looked at when it is known whose."""

    def late(person: int) -> list[tuple[int, str]]:
        found = promise_report.listing(change.connection, promise_report.PromiseFilter(person, "mine"), change.today)
        return [(each.id, each.what) for each in found if each.broken_once or each.state in ("broken", "kept_late")]

    number = _reference(change, typed, person, Noun("promise", late, all=True))
    return promise_report.one(change.connection, number, change.today)


def feedback(change: Change, typed: str, person: PersonRef | None) -> Feedback:
    """The feedback that is taken over."""

    def criticism(person: int) -> list[tuple[int, str]]:
        found = feedback_report.listing(change.connection, feedback_report.FeedbackFilter(person), change.now)
        return [(each.id, each.text) for each in found if each.kind == "criticism"]

    number = _reference(change, typed, person, Noun("feedback", criticism, all=True))
    return feedback_report.one(change.connection, number, change.now)


def _reference(change: Change, typed: str, person: PersonRef | None, noun: Noun) -> int:
    """The number behind a REF that is the value of an option: a number, a word of it, or `WHO word`."""
    ref: Ref
    if read(typed) is not None:
        ref = [typed]
    else:
        ref = [person.handle, typed] if person else typed.split(maxsplit=1) or [typed]
    return references.number(change.connection, ref, noun)


def whose(change: Change, source: Promise | Feedback | None) -> PersonRef:
    """Whose promise or feedback it is; raises UsageError where nothing is taken over."""
    if source is None:
        raise UsageError("With whom?", 'Like this: custlove mistake add anna "the invoice went out twice"')
    return lookup.one(change.connection, source.person)


def check_promise(change: Change, promise: Promise, whose: PersonRef, on: date) -> None:
    """Raise Refused unless a promise can be taken over: yours, theirs whom it is with, broken by then, once."""
    if promise.by != "mine":
        raise Refused(f"Promise {ref_of('promise', promise.id)} was theirs, so it is not a mistake of yours.")
    _check_whose(change, f"Promise {ref_of('promise', promise.id)}", "promise", promise.id, whose)
    check_broken(change, promise, on)
    _check_taken(change, "promise", promise.id)


def check_broken(change: Change, promise: Promise, on: date) -> None:
    """Raise Refused unless the promise was broken by a day."""
    standing = promise_report.one(change.connection, promise.id, on)
    if not (standing.broken_once or standing.state in ("broken", "kept_late")):
        state = standing.state.replace("_", " ")
        raise Refused(
            f"Promise {ref_of('promise', promise.id)} is not a broken one: on {on} it was {state}.",
            "A mistake of another kind: custlove mistake add WHO TEXT",
        )


def check_feedback(change: Change, feedback: Feedback, whose: PersonRef, on: date) -> None:
    """Raise Refused unless feedback can be taken over: criticism of theirs, heard by then, once."""
    _check_whose(change, f"Feedback {ref_of('feedback', feedback.id)}", "feedback", feedback.id, whose)
    if not loops.unhappy(feedback.kind, feedback.score):
        raise Refused(f"Feedback {ref_of('feedback', feedback.id)} is {_article(feedback.kind)}, not criticism.")
    check_heard(feedback, on)
    _check_taken(change, "feedback", feedback.id)


def check_heard(feedback: Feedback, on: date) -> None:
    """Raise Refused if it was heard later."""
    if feedback.heard_on > on:
        raise Refused(
            f"Feedback {ref_of('feedback', feedback.id)} was heard only on {feedback.heard_on}.",
            "Name a later day with --on.",
        )


def _check_whose(change: Change, what: str, table: str, number: int, whose: PersonRef) -> None:
    owner = rows.get(change.connection, table, _Owner, number).person_id
    if owner != whose.id:
        name, handle = change.connection.execute("SELECT name, handle FROM person WHERE id = ?", (owner,)).fetchone()
        raise Refused(f"{what} belongs to {name}.", f"Like this: custlove mistake add {handle} …")


def _check_taken(change: Change, noun: str, number: int) -> None:
    taken = change.connection.execute(f"SELECT id, what FROM mistake WHERE {noun}_id = ?", (number,)).fetchone()
    if taken is not None:
        raise Refused(
            f"{noun.capitalize()} {of_kind(noun, number)} is mistake"
            f" {ref_of('mistake', taken[0])} already, “{taken[1]}”.",
            "How far it has come: custlove mistake list --all",
        )


def _article(kind: str) -> str:
    return "an idea" if kind == "idea" else kind
