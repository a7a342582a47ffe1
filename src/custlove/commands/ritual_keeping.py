"""Keeping a ritual: by a touchpoint of its own, or by one that is logged anyway."""

from typing import TYPE_CHECKING, Any

from custlove.commands import refs, workflow
from custlove.context import Context
from custlove.errors import Refused
from custlove.rules.moments import Moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from custlove.reports.people.lookup import PersonRef
    from custlove.services.session import Writing


def as_touchpoint(
    run: Context, change: "Writing", number: int, moment: Moment, fields: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Log a touchpoint that keeps a ritual; its text is the ritual's unless `fields` have one. What is now true."""
    from custlove.plain import plain
    from custlove.render import rituals as render
    from custlove.reports.lists import rituals as report
    from custlove.reports.lists import touchpoints as touchpoint_report
    from custlove.reports.people import lookup
    from custlove.services import orm_rituals as verbs
    from custlove.services import orm_touchpoints as touchpoints

    ritual = report.one(change.connection, number, run.today)
    person = lookup.one(change.connection, ritual.person)
    told = {**fields, "text": fields.get("text") or ritual.what, "direction": "both"}
    logged = touchpoints.log(change.session, touchpoints.NewTouchpoint([person.id], moment, told))
    verbs.keep(change.session, number, moment.day, logged.id)
    kept = report.one(change.connection, number, run.today)
    said = [f"Kept, touchpoint #{logged.id}.", render.sentence(kept, run.today)]
    if logged.closed:
        said.append(workflow.closed_line(run, change, logged.closed))
    touchpoint = plain(touchpoint_report.one(change.connection, logged.id))
    return " ".join(said), {**plain(kept), "touchpoint": touchpoint, "closed_follow_ups": logged.closed}


def by_log(
    run: Context, change: "Writing", people: "Sequence[PersonRef]", words: str, moment: Moment, touchpoint: int
) -> tuple[list[str], dict[str, Any]]:
    """Have a touchpoint keep the ritual meant: a number, or a word of its text, of one of the people in it."""
    from custlove.plain import plain
    from custlove.render import rituals as render
    from custlove.render.sentences import cut
    from custlove.reports.lists import rituals as report
    from custlove.services import orm_rituals as verbs

    number = _meant(run, change, people, words)
    verbs.keep(change.session, number, moment.day, touchpoint)
    kept = report.one(change.connection, number, run.today)
    line = f"It keeps ritual #{number} (“{cut(kept.what)}”), {render.comes(kept, run.today)}."
    return [line], {"ritual": plain(kept)}


def noun(run: Context, connection: "sqlite3.Connection", *, over: bool = False) -> refs.Noun:
    """What a reference to a ritual can mean; `over`: also one that has come to its end."""
    from custlove.reports.lists import rituals as report

    def candidates(person: int) -> list[tuple[int, str]]:
        return [(each.id, each.what) for each in report.listing(connection, person, run.today, over=over)]

    return refs.Noun("ritual", candidates, all=over)


def _meant(run: Context, change: "Writing", people: "Sequence[PersonRef]", words: str) -> int:
    from custlove.reports.lists import rituals as report

    number = refs.as_number(words)
    if number is None:
        return refs.among(people, words, noun(run, change.connection))
    ritual = report.one(change.connection, number, run.today)
    if ritual.person not in {person.handle for person in people}:
        raise Refused(
            f"Ritual #{number} is with {ritual.name}, who is not in this touchpoint.",
            f"Name them too, or keep it by itself: custlove ritual keep {number}",
        )
    return number
