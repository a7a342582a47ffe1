"""What is noted in the same breath as a touchpoint: the next step, a promise, what one learned."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.commands.options import first_line
from custlove.context import Context
from custlove.dates import say_day
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.reports.people.lookup import PersonRef
    from custlove.services.session import Writing

# A sentence each for the answer, and what the object under --json has of it.
Said = tuple[list[str], dict[str, Any]]


class Breath(NamedTuple):
    """What was typed beside the touchpoint: when to come back and why, what was promised by when, kinds and facts."""

    follow_up: tuple[str, str] | None = None
    promise: tuple[str, str] | None = None
    facts: Sequence[tuple[str, str]] = ()


class Touched(NamedTuple):
    """The touchpoint that was written, with whom and on which day."""

    number: int
    people: "Sequence[PersonRef]"
    day: date


def follow_up(when: str | None, why: str | None, text: str) -> tuple[str, str] | None:
    """When to come back and why, the touchpoint's first line unless told; raises UsageError."""
    if why is not None and when is None:
        raise UsageError(
            "--why says why to come back to it, so it goes with --next.",
            'Like this: --next "in 2 weeks" --why "ask how it went"',
        )
    return None if when is None else (when, why or first_line(text))


def promise(what: str | None, by: str | None) -> tuple[str, str] | None:
    """What was promised and by when; raises UsageError where one of them is missing."""
    if (what is None) != (by is None):
        raise UsageError("--promise and --by go together.", 'Like this: --promise "the draft" --by friday')
    if what is None or by is None:
        return None
    if not what.strip():
        raise UsageError("What did you promise?", 'Like this: --promise "the draft" --by friday')
    return what, by


def facts(typed: Mapping[str, Sequence[str] | None]) -> list[tuple[str, str]]:
    """Each fact with its kind; raises UsageError for one without words."""
    found = [(kind, text) for kind, texts in typed.items() for text in texts or ()]
    for kind, text in found:
        if not text.strip():
            raise UsageError(f"--{kind} has no words.", 'Like this: --need "faster invoices"')
    return found


def write(run: Context, change: "Writing", touched: Touched, breath: Breath) -> Said:
    """Write all of it; promises and facts are of the first person named."""
    said: list[str] = []
    data: dict[str, Any] = {"follow_ups": [], "promise": None, "facts": []}
    for words, steps in (
        _follow_ups(run, change, touched, breath.follow_up),
        _promise(run, change, touched, breath.promise),
        _facts(run, change, touched, breath.facts),
    ):
        said += words
        data |= steps
    return said, data


def _follow_ups(run: Context, change: "Writing", touched: Touched, asked: tuple[str, str] | None) -> Said:
    if asked is None:
        return [], {}
    from custlove.plain import plain
    from custlove.reports.lists import follow_ups as report
    from custlove.services import orm_follow_ups as verbs

    words, why = asked
    due = run.due_day(words)
    made = [verbs.add(change.session, person.id, touched.day, due, why) for person in touched.people]
    numbers = ", ".join(f"#{each.id}" for each in made)
    data = [plain(report.one(change.connection, each.id or 0, run.today)) for each in made]
    return [f"Follow up {say_day(due, run.today)} ({numbers})."], {"follow_ups": data}


def _promise(run: Context, change: "Writing", touched: Touched, promised: tuple[str, str] | None) -> Said:
    if promised is None:
        return [], {}
    from custlove.plain import plain
    from custlove.render import sentences
    from custlove.reports.lists import promises as report
    from custlove.services import orm_promises as verbs

    what, words = promised
    due, to = run.due_day(words), touched.people[0]
    made = verbs.add(change.session, to.id, what, "mine", touched.day, due)
    data = plain(report.one(change.connection, made.id or 0, run.today))
    said = f"Promised {to.name} “{sentences.cut(what)}” by {say_day(due, run.today)} (#{made.id})."
    return [said], {"promise": data}


def _facts(run: Context, change: "Writing", touched: Touched, learned: Sequence[tuple[str, str]]) -> Said:
    if not learned:
        return [], {}
    from custlove.plain import plain
    from custlove.render import sentences
    from custlove.reports.lists import facts as report
    from custlove.services import orm_facts as verbs

    of = touched.people[0]
    new = (verbs.NewFact(of.id, kind, text, touched.number) for kind, text in learned)
    made = [verbs.add(change.session, each, touched.day).id or 0 for each in new]
    data = [report.one(change.connection, number, run.today) for number in made]
    named = [f"{each.kind} “{sentences.cut(each.text)}” (#{each.id})" for each in data]
    return [f"Noted of {of.name}: {sentences.joined(named)}."], {"facts": plain(data)}
