"""What is now true, in one line, after a write."""

from collections.abc import Mapping
from datetime import date

from custlove.dates import say_day
from custlove.reports.feedback import Ask, Feedback
from custlove.reports.follow_ups import FollowUp
from custlove.reports.ladder import Moved
from custlove.reports.people import Person
from custlove.reports.promises import Promise
from custlove.reports.touchpoints import Touchpoint


def joined(names: tuple[str, ...] | list[str]) -> str:
    """Several names as a sentence says them."""
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def days(count: int) -> str:
    """A number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def touchpoint(each: Touchpoint, today: date) -> str:
    """A touchpoint: with whom, how, when."""
    channel = f", {each.channel}" if each.channel else ""
    return f"Touchpoint #{each.id} with {joined(each.names)}{channel}, {say_day(each.on, today)}."


def promise(each: Promise, today: date) -> str:
    """A promise and how it stands."""
    side = f"to {each.name}" if each.by == "mine" else f"by {each.name}"
    return f"Promise #{each.id} {side}, “{each.what}”: {_promise_state(each, today)}."


def _promise_state(each: Promise, today: date) -> str:
    due = say_day(each.due_on, today)
    kept = say_day(each.kept_on, today) if each.kept_on else ""
    early = days((each.due_on - each.kept_on).days) if each.kept_on else ""
    return {
        "open": f"due {due}",
        "due": f"due {due}",
        "broken": f"broken, it was due {due}",
        "kept_early": f"kept {early} early, {kept}",
        "kept": f"kept on its day, {kept}",
        "kept_late": f"kept {days(each.days_late)} late, {kept}",
        "released": f"released, it was due {due}",
    }[each.state] + (" (broken once)" if each.broken_once and each.state != "broken" else "")


def follow_up(each: FollowUp, today: date) -> str:
    """A follow-up and how it stands."""
    why = f", “{each.why}”" if each.why else ""
    due = say_day(each.due_on, today)
    state = {
        "done": f"done{f' {say_day(each.done_on, today)}' if each.done_on else ''}",
        "snoozed": f"snoozed until {say_day(each.snoozed_until, today)}" if each.snoozed_until else "snoozed",
        "overdue": f"overdue, it was due {due}",
    }.get(each.state, f"due {due}")
    return f"Follow-up #{each.id} with {each.name}{why}: {state}."


def feedback(each: Feedback, today: date) -> str:
    """Feedback, the stage its loop has reached, and the step that comes next."""
    score = "" if each.score is None else f" ({each.score}/10)"
    begun = f"{each.kind.capitalize()} #{each.id} from {each.name}{score}, {say_day(each.heard_on, today)}"
    if each.next_step is None:
        return f"{begun}: thanked, the loop is closed."
    return f"{begun}: {each.stage}; next, {each.next_step}."


def ask(each: Ask, today: date) -> str:
    """An ask that waits."""
    return f"Asked {each.name} for feedback (#{each.id}), {say_day(each.on, today)}."


def moved(each: Moved, labels: Mapping[str, str], today: date) -> str:
    """A move on the ladder."""
    before = labels[each.from_] if each.from_ else "nowhere"
    return f"{each.name} moved {each.direction or 'in'} from {before} to {labels[each.to]}, {say_day(each.on, today)}."


def person(each: Person) -> str:
    """A person: the handle to call them by, the rung, the cadence."""
    organisation = f" of {each.organisation}" if each.organisation else ""
    rhythm = "no cadence" if each.every == "none" else f"in touch every {each.every}"
    archived = ", archived" if each.archived else ""
    return f"{each.name}{organisation} is {each.person}: {each.rung}, {rhythm}{archived}."
