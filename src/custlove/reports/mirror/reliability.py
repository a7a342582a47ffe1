"""The mirror on your word: asking, listening, promises, mistakes."""

from collections.abc import Iterable
from itertools import islice

from custlove.reports.journal_wide import promise_outcomes, promise_rate
from custlove.reports.lists import feedback, mistakes
from custlove.reports.lists import feedback_due as asks
from custlove.reports.lists import promises as promise_list
from custlove.reports.mirror import deeds
from custlove.reports.mirror.data import Answer, View, days_of
from custlove.reports.mirror.deeds import Deed
from custlove.rules import mirror as rules
from custlove.rules.feedback import measured, median
from custlove.rules.mirror import Period
from custlove.rules.mistakes import USUAL_WAITS

# Whom one asks what could be better: those who buy regularly, or speak for you.
_ASKED_RUNGS = ("client", "supporter", "advocate")


def asking(view: View) -> tuple[Answer, Answer]:
    """How many clients, supporters and advocates were not asked in six months; all praise, no criticism (idea C3)."""
    now, before = (_asking(view, period) for period in view.periods)
    return now, before


def _asking(view: View, period: Period) -> Answer:
    months, standing = view.asked.numbers["feedback.ask_months"], view.rungs_on(period.until)
    archived, last = view.archived_on(period.until), period.until.isoformat()
    whom = [number for number, rung in standing.items() if rung in _ASKED_RUNGS and number not in archived]
    added = [
        (number, standing[number], each.circle, each.added_on)
        for number in whom
        if (each := view.people[number]).added_on <= last
    ]
    due = asks.unasked(view.connection, months, period.until, added)
    stats = view.feedback_in(period)
    says = f"{len(due)} of {len(whom)} not asked in {months} months"
    if stats.praise and not stats.criticism:
        says += f"; praise {rules.times(stats.praise)} and no criticism: what do they not say?"
    longest = sorted(due, key=lambda number: (due[number][0], view.handles[number])) if view.is_asked(period) else ()
    because = [f"{view.name(number)}: {_unasked(*due[number])}" for number in longest]
    return Answer(len(due), len(whom), longest, says, because)


def _unasked(since: str, asked: str | None) -> str:
    return f"asked last on {asked}" if asked else f"never asked, here since {since}"


def listening(view: View) -> tuple[Answer, Answer]:
    """The share of what was heard whose loop is closed, and the hours to the first answer (ideas C3 and D4)."""
    now, before = (_listening(view, period) for period in view.periods)
    return now, before


def _listening(view: View, period: Period) -> Answer:
    stats = view.feedback_in(period)
    says = f"{stats.loops_closed} of {stats.heard} loops closed"
    if stats.median_hours is not None:
        number, unit = measured(stats.median_hours)
        says += f"; {number:g} {unit} to the first answer (median of {stats.first_answers})"
    act_days, now = view.asked.numbers["feedback.act_days"], view.now_of(period)
    waiting = feedback.open_loops(view.connection, now, act_days) if stats.loops_closed < stats.heard else []
    those = [each for each in waiting if each.heard_on >= period.since]
    people = view.numbers(each.person for each in those)
    because = [f"{each.name}: {each.kind} {each.ref} of {each.heard_on}, next: {each.next_step}" for each in those]
    deed = deeds.answer_feedback(those[0].id, those[0].name, those[0].next_step or "") if those else None
    return Answer(rules.percent(stats.loops_closed, stats.heard), stats.heard, people, says, because, deed=deed)


def promises(view: View) -> tuple[Answer, Answer]:
    """The keep rate of your promises, and its margin in days (ideas A4 and C5)."""
    now, before = (_promises(view, period) for period in view.periods)
    return now, before


def _promises(view: View, period: Period) -> Answer:
    mine = promise_rate.mine(view.connection, *period, view.rows)
    says = f"{mine.kept} of {mine.due} kept on or before their day"
    if mine.margin_days is not None:
        says += f"; margin {mine.margin_days:+g} days"
    if not view.is_asked(period):
        return Answer(mine.percent, mine.due, (), says)
    came = promise_outcomes.by_person(view.connection, "mine", period.since, period.until, missed=True)
    missed = {number: each for number, each in came.items() if each.late + each.broken}
    people = sorted(missed, key=lambda number: (-missed[number].late - missed[number].broken, number))
    because = [f"{view.name(number)}: {_missed(missed[number])}" for number in people]
    return Answer(mine.percent, mine.due, people, says, because, deed=_owed(view, people, period))


def _missed(came: promise_outcomes.Outcome) -> str:
    counts = (("late", came.late), ("broken", came.broken))
    return ", ".join(f"{count} {what}" for what, count in counts if count)


def _owed(view: View, people: Iterable[int], period: Period) -> Deed | None:
    """To keep what is still owed to the first of these people to whom something is."""
    for number in islice(people, rules.TELLING):
        asked = promise_list.PromiseFilter(number, "mine", ("broken",))
        for each in promise_list.listing(view.connection, asked, period.until):
            return deeds.keep_promise(each.id, each.name)
    return None


def mistakes_made(view: View) -> tuple[Answer, Answer]:
    """The share of mistakes that were made right; owned, and in how many days (idea C4)."""
    now, before = (_mistakes(view, period) for period in view.periods)
    return now, before


def _mistakes(view: View, period: Period) -> Answer:
    made = mistakes.load(
        view.connection,
        ["mistake.noticed_on BETWEEN :since AND :until"],
        days_of(period),
        period.until,
        USUAL_WAITS,
    )
    done = [{step.stage: step.on for step in each.steps} for each in made]
    owned, repaired = (sum(stage in steps for steps in done) for stage in ("owned", "repaired"))
    days = [
        (on - each.noticed_on).days for each, steps in zip(made, done, strict=True) if (on := steps.get("repaired"))
    ]
    left = [
        each
        for each, steps in zip(made, done, strict=True)
        if "repaired" not in steps and not (each.hidden and "followed_up" in steps)
    ]
    left.sort(key=lambda each: (-each.severity, each.noticed_on, each.id))
    says = f"of {len(made)}: {owned} owned, {repaired} made right"
    middle = median(days)
    if middle is not None:
        says += f" in {middle:g} days (median)"
    if hidden := sum(each.hidden for each in made):
        says += f"; {hidden} denied or concealed, which nothing makes right"
    people = view.numbers(each.person for each in left)
    because = [f"{each.name}: {' '.join(each.what.split())} ({each.stage} {each.noticed_on})" for each in left]
    first = left[0] if left else None
    deed = deeds.mend_mistake(first.id, first.name, first.next_step) if first and first.next_step else None
    return Answer(rules.percent(repaired, len(made)), len(made), people, says, because, deed=deed)
