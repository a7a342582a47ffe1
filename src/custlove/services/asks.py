"""Asks that wait for an answer: corrected, not waited for any more, removed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypedDict

from custlove.errors import AlreadyDone, NotFound, Refused
from custlove.reports.lists import asks as report
from custlove.reports.lists.asks import Ask
from custlove.rules.moments import Moment
from custlove.schema.references import ref_of
from custlove.schema.vocabulary import Channel
from custlove.services import references, removal
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.services.removal import Hanging, Removed
from custlove.store import rows


class AskEdits(TypedDict, total=False):
    """What to correct of an ask; what is absent stays."""

    text: str
    channel: Channel | None
    moment: Moment


class DropAsk(NamedTuple):
    """Which ask, not waited for any more from which day on, and why."""

    ref: Ref
    on: date
    why: str | None = None


def edit(change: Change, ref: Ref, edits: AskEdits) -> Ask:
    """Correct an ask; raises NotFound, Ambiguous, and Refused where it would come after its answer or its end."""
    ask = _found(change, ref)
    values: dict[str, Any] = {key: edits[key] for key in ("text", "channel") if key in edits}
    if moment := edits.get("moment"):
        change.past(moment)
        _check_day(change, ask, moment.day)
        values |= {"at": moment.at, "day": moment.day, "zone": moment.zone}
    return _changed(change, ask, values)


def drop(change: Change, asked: DropAsk) -> Ask:
    """Wait for the answer no more; raises NotFound, Ambiguous, AlreadyDone if nothing waits, Refused."""
    change.past(asked.on)
    ask = _found(change, asked.ref)
    if ask.dropped_on is not None:
        raise AlreadyDone(f"Ask {ask.ref} was dropped on {ask.dropped_on} already.", thing=ask)
    if ask.answered_by is not None:
        answer = ref_of("feedback", ask.answered_by)
        raise AlreadyDone(f"Ask {ask.ref} was answered by feedback {answer} already.", thing=ask)
    if asked.on < ask.on:
        raise Refused(f"Ask {ref_of('ask', ask.id)} was made only on {ask.on}.", "Name a later day with --on.")
    return _changed(change, ask, {"dropped_on": asked.on, "dropped_why": asked.why})


def remove(change: Change, ref: Ref) -> Removed[Ask]:
    """Take an ask out of the journal, as it stood; feedback that answered it stays, as unasked. Raises NotFound."""
    ask = _found(change, ref)
    answers = removal.let_go(change, "feedback", "ask_id", ask.id)
    for each in answers:
        rows.update(change.connection, "feedback", each, {"asked": False})
    rows.delete(change.connection, "ask", ask.id)
    return Removed(ask, tuple(Hanging("feedback", each) for each in answers))


def _changed(change: Change, ask: Ask, values: Mapping[str, Any]) -> Ask:
    rows.update(change.connection, "ask", ask.id, values)
    return report.one(change.connection, ask.id, change.today)


def _check_day(change: Change, ask: Ask, on: date) -> None:
    if ask.dropped_on is not None and on > ask.dropped_on:
        raise Refused(f"Ask {ref_of('ask', ask.id)} was dropped on {ask.dropped_on}, before {on}.")
    if ask.answered_by is None:
        return
    heard = change.connection.execute("SELECT heard_day FROM feedback WHERE id = ?", (ask.answered_by,)).fetchone()[0]
    if on.isoformat() > heard:
        raise Refused(
            f"Ask {ref_of('ask', ask.id)} was answered on {heard}, before {on}.", "Name an earlier day with --on."
        )


def noun(change: Change, *, waiting: bool = True) -> Noun:
    """What a reference to an ask may mean: of a person those that wait, or all of them."""

    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, person, change.today, waiting_only=waiting)
        return [(each.id, each.text) for each in found]

    return Noun("ask", candidates, all=not waiting, listed="feedback list --waiting")


def _found(change: Change, ref: Ref) -> Ask:
    """The ask that a reference means, one that waits before all others; raises NotFound, Ambiguous."""
    try:
        number = references.number(change.connection, ref, noun(change))
    except NotFound:
        number = references.number(change.connection, ref, noun(change, waiting=False))
    return report.one(change.connection, number, change.today)
