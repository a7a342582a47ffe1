"""Mistakes of yours, and how they are made right: noticed, owned, repaired, followed up (ideas C4 and D2)."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypedDict

from custlove.errors import AlreadyDone, Refused, UsageError
from custlove.reports.lists import feedback as feedback_report
from custlove.reports.lists import mistakes as report
from custlove.reports.lists import promises as promise_report
from custlove.reports.lists.mistakes import Mistake
from custlove.reports.people.lookup import PersonRef
from custlove.rules.mistakes import STAGES, USUAL_SEVERITY, Waits, stages_of
from custlove.schema.references import ref_of
from custlove.services import mistake_sources, participants, references, workflow
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.services.removal import Hanging, Removed
from custlove.services.workflow import Step, Touched
from custlove.store import rows

# What takes it to each stage.
_COMMANDS = {"owned": "own {}", "repaired": "repair {} TEXT"}


class AddMistake(NamedTuple):
    """What went wrong, with whom (optional if it is taken over), noticed on which day, how bad (1 to 3).

    `promise` and `feedback` are references to what it is taken over from, by WHO if one was said. `hidden`: it was
    denied or concealed.
    """

    who: str | None
    what: str
    on: date
    severity: int = USUAL_SEVERITY
    promise: str | None = None
    feedback: str | None = None
    new: bool = False
    hidden: bool = False


class MistakeEdits(TypedDict, total=False):
    """What to correct of a mistake; what is absent stays. `hidden`: it was denied or concealed."""

    what: str
    severity: int
    noticed_on: date
    hidden: bool


class MistakeAdded(NamedTuple):
    """The mistake as it stands, and with whom."""

    mistake: Mistake
    person: PersonRef


class MistakeStep(NamedTuple):
    """A mistake after a step, and the touchpoint that the step was."""

    mistake: Mistake
    touched: Touched | None = None


class _Row(NamedTuple):
    id: int
    person_id: int
    noticed_on: date
    owned_on: date | None
    repaired_on: date | None
    followed_up_on: date | None
    hidden: bool
    promise_id: int | None
    feedback_id: int | None


def add(change: Change, asked: AddMistake) -> MistakeAdded:
    """Note a mistake; raises NotFound, Ambiguous, and Refused where what it is taken over from cannot be one."""
    change.past(asked.on)
    person = None if asked.who is None else participants.one(change, asked.who, asked.on, new=asked.new)
    promise = None if asked.promise is None else mistake_sources.promise(change, asked.promise, person)
    feedback = None if asked.feedback is None else mistake_sources.feedback(change, asked.feedback, person)
    whose = person or mistake_sources.whose(change, promise or feedback)
    if promise is not None:
        mistake_sources.check_promise(change, promise, whose, asked.on)
    if feedback is not None:
        mistake_sources.check_feedback(change, feedback, whose, asked.on)
    what = asked.what or (f"broken promise: {promise.what}" if promise else feedback.text if feedback else "")
    number = rows.add(
        change.connection, "mistake",
        person_id=whose.id, what=what, severity=asked.severity, noticed_on=asked.on,
        promise_id=promise.id if promise else None, feedback_id=feedback.id if feedback else None,
        hidden=asked.hidden,
    )  # fmt: skip
    return MistakeAdded(_standing(change, number), whose)


def edit(change: Change, ref: Ref, edits: MistakeEdits) -> Mistake:
    """Correct a mistake; raises NotFound, Ambiguous, and Refused where its day would come after its steps."""
    number = references.number(change.connection, ref, Noun("mistake", _all_of(change), all=True))
    mistake = rows.get(change.connection, "mistake", _Row, number)
    if (noticed := edits.get("noticed_on")) is not None:
        change.past(noticed)
        _check_noticed(change, mistake, noticed)
    rows.update(change.connection, "mistake", number, edits)
    return _standing(change, number)


def remove(change: Change, ref: Ref) -> Removed[Mistake]:
    """Take a mistake out of the journal, as it stood; raises NotFound, Ambiguous.

    The promise or feedback that it was taken over from stays, and so does the touchpoint of a step.
    """
    number = references.number(change.connection, ref, Noun("mistake", _all_of(change), all=True))
    stood = _standing(change, number)
    row = change.connection.execute(
        "SELECT promise_id, feedback_id, followed_up_touchpoint FROM mistake WHERE id = ?", (number,)
    ).fetchone()
    rows.delete(change.connection, "mistake", number)
    named = zip(("promise", "feedback", "touchpoint"), row, strict=True)
    return Removed(stood, tuple(Hanging(noun, each) for noun, each in named if each is not None))


def _all_of(change: Change) -> Callable[[int], list[tuple[int, str]]]:
    def every(person: int) -> list[tuple[int, str]]:
        return [(each.id, each.what) for each in report.of_person(change.connection, person, change.today)]

    return every


def _check_noticed(change: Change, mistake: _Row, noticed: date) -> None:
    later = [day for day in (mistake.owned_on, mistake.repaired_on, mistake.followed_up_on) if day]
    if later and min(later) < noticed:
        raise Refused(f"Mistake {ref_of('mistake', mistake.id)} was on its way on {min(later)}, before {noticed}.")
    if mistake.promise_id is not None:
        promise = promise_report.one(change.connection, mistake.promise_id, change.today)
        mistake_sources.check_broken(change, promise, noticed)
    if mistake.feedback_id is not None:
        mistake_sources.check_heard(feedback_report.one(change.connection, mistake.feedback_id, change.now), noticed)


def own(change: Change, asked: Step) -> MistakeStep:
    """Say sorry, with no excuses; after it was repaired only `anyway`. Raises Refused out of order."""
    return _step(change, asked, "owned")


def repair(change: Change, asked: Step) -> MistakeStep:
    """Make it right; raises Refused if it was not owned, unless `anyway`, and UsageError without a text."""
    return _step(change, asked, "repaired")


def follow_up(change: Change, asked: Step) -> MistakeStep:
    """Ask how it is since, which closes it; raises Refused if it was not repaired, unless `anyway`.

    By a channel it is a touchpoint, which closes what was due with them.
    """
    return _step(change, asked, "followed_up")


def _step(change: Change, asked: Step, stage: str) -> MistakeStep:
    number, words = references.number_and_text(change.connection, asked.ref, noun(change))
    text, on = words or None, asked.moment.day
    change.past(asked.moment)
    if stage == "repaired" and text is None:
        raise UsageError("What made it right?", f'Like this: custlove mistake repair {number} "a new invoice"')
    mistake = rows.get(change.connection, "mistake", _Row, number)
    _check_order(change, mistake, stage, anyway=asked.anyway)
    last = max(day for day in (mistake.noticed_on, mistake.owned_on, mistake.repaired_on) if day)
    if on < last:
        raise Refused(
            f"Mistake {ref_of('mistake', number)} reached this step only on {last}.", "Name a later day with --on."
        )
    rows.update(change.connection, "mistake", number, {f"{stage}_on": on, f"{stage}_text": text})
    if asked.channel is None:
        return MistakeStep(_standing(change, number))
    touched = workflow.touch(change, mistake.person_id, asked.channel, asked.moment, text)
    rows.update(change.connection, "mistake", number, {f"{stage}_touchpoint": touched.touchpoint.id})
    return MistakeStep(_standing(change, number), touched)


def noun(change: Change) -> Noun:
    """What a reference to a mistake may mean: of a person those that are not made right to the end."""

    def owed(person: int) -> list[tuple[int, str]]:
        return [(each.id, each.what) for each in report.owed(change.connection, person, change.today)]

    return Noun("mistake", owed)


def _standing(change: Change, number: int) -> Mistake:
    return report.one(change.connection, number, change.today, Waits.of(change.settings.numbers))


def _check_order(change: Change, mistake: _Row, stage: str, *, anyway: bool) -> None:
    done = {step: day for step in STAGES[1:] if (day := getattr(mistake, f"{step}_on")) is not None}
    for step in ("followed_up", stage):
        if step in done:
            raise AlreadyDone(
                f"Mistake {ref_of('mistake', mistake.id)} was {_words(step)} already, on {done[step]}.",
                "To take that back: custlove history, then custlove undo NUMBER",
                MistakeStep(_standing(change, mistake.id)),
            )
    if stage == "repaired" and mistake.hidden:
        raise Refused(
            f"Mistake {ref_of('mistake', mistake.id)} was denied or concealed:"
            f" it can be followed up, and not made right.",
            f"What is left: custlove mistake followup {mistake.id}",
        )
    stages = stages_of(hidden=mistake.hidden)
    before = stages[1 : stages.index(stage)]
    if before and before[-1] not in done and not anyway:
        first = next(step for step in before if step not in done)
        raise Refused(
            f"Mistake {ref_of('mistake', mistake.id)} has not been {_words(first)} yet.",
            f"First: custlove mistake {_COMMANDS[first].format(mistake.id)}. To skip that on purpose: --anyway",
        )
    if stage == "owned" and "repaired" in done and not mistake.hidden and not anyway:
        raise Refused(
            f"Mistake {ref_of('mistake', mistake.id)} was repaired already.",
            f"What is left: custlove mistake followup {mistake.id}. To say sorry all the same: --anyway",
        )


def _words(stage: str) -> str:
    return stage.replace("_", " ")
