"""What is now true, in one line, after a write."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from custlove.dates import say_day, say_short, say_weekday
from custlove.schema import references

if TYPE_CHECKING:
    # One of them is said: to load the others as well would cost a write one part in a hundred.
    from custlove.reports.lists.asks import Ask
    from custlove.reports.lists.feedback import Feedback
    from custlove.reports.lists.follow_ups import FollowUp
    from custlove.reports.lists.promises import Promise
    from custlove.reports.lists.stays import Stay
    from custlove.reports.lists.touchpoints import Touchpoint
    from custlove.reports.people.people import Person
    from custlove.rules.promise_record import PromiseRecord
    from custlove.services.ladder import LadderMove
    from custlove.services.promises import PromiseAdded
    from custlove.services.workflow import Touched

# Of a text, as much as tells which one it is.
_LONGEST = 80


def joined(names: tuple[str, ...] | list[str]) -> str:
    """Several names as a sentence says them."""
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def cut(text: str) -> str:
    """A text shortened if it is long."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def days(count: int) -> str:
    """A number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def touchpoint(each: "Touchpoint", today: date) -> str:
    """A touchpoint: with whom, how, when."""
    channel = f", {each.channel}" if each.channel else ""
    return f"Touchpoint {each.ref} with {joined(each.names)}{channel}, {say_day(each.on, today)}."


def promise(each: "Promise", today: date) -> str:
    """A promise and how it stands."""
    side = f"to {each.name}" if each.by == "mine" else f"by {each.name}"
    return f"Promise {each.ref} {side}, “{cut(each.what)}”: {_promise_state(each, today)}."


def promised(each: "PromiseAdded", today: date) -> str:
    """A promise that was added, what was promised already that is much like it, and which day would hold."""
    return " ".join(
        [promise(each.promise, today), *promised_already(each.alike, today), *would_hold(each.record, today)]
    )


def promised_already(alike: "Sequence[Promise]", today: date) -> list[str]:
    """What was promised already, by which day: nobody wants to promise a thing twice, for two days."""
    return [
        f"{'You' if each.by == 'mine' else each.name} promised “{cut(each.what)}” by {say_short(each.due_on, today)}"
        f" already, {each.ref}."
        for each in alike
    ]


def would_hold(record: "PromiseRecord | None", today: date) -> list[str]:
    """Which day would hold by the last promises, where they came late."""
    if record is None:
        return []
    late = "1 day" if record.median_days_late == 1 else f"{record.median_days_late:g} days"
    return [
        f"Your last {record.promises} came {late} late (median): {say_weekday(record.would_hold_on, today)} would hold."
    ]


def _promise_state(each: "Promise", today: date) -> str:
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
        "released": f"{_released(each, today)}; it was due {due}",
    }[each.state] + (" (broken once)" if each.broken_once and each.state != "broken" else "")


def _released(each: "Promise", today: date) -> str:
    on = say_day(each.released_on, today) if each.released_on else ""
    return f"{'let go' if each.let_go else 'released'} {on}"


def unbroken(before: "Promise", after: "Promise", today: date) -> str:
    """What a change did to the record of a promise that was broken or late, and how to leave it there; else nothing."""
    was, now = ("kept late" if before.state == "kept_late" else "broken"), (_missed(after), after.by)
    if not _missed(before) or now == (True, before.by):
        return ""
    if after.by != before.by:
        whose = "theirs, no longer yours" if after.by == "theirs" else "yours, no longer theirs"
        return f"It was {was}, and counts as {whose}. To take that back: custlove undo"
    if after.due_on != before.due_on and len(after.moves) == len(before.moves):
        due = say_day(before.due_on, today)
        return (
            f"It was {was}, due {due}: now it counts as due on the new day all along. If that is a new agreement:"
            f" custlove undo, then custlove promise move {after.id} --to {after.due_on}"
        )
    on = after.released_on or (after.moves[-1].on if after.moves else None)
    agreed = f"agreed on {say_day(on, today)}, before its due date" if on else "settled by its due date"
    return f"It was {was}; as {agreed}, it counts as never broken. To take that back: custlove undo"


def _missed(each: "Promise") -> bool:
    return each.broken_once or each.state in ("broken", "kept_late")


def follow_up(each: "FollowUp", today: date) -> str:
    """A follow-up and how it stands."""
    why = f", “{cut(each.why)}”" if each.why else ""
    due = say_day(each.due_on, today)
    done = "done" if each.let_go_why is None else "let go"
    state = {
        "done": f"{done}{f' {say_day(each.done_on, today)}' if each.done_on else ''}",
        "snoozed": f"snoozed until {say_day(each.snoozed_until, today)}" if each.snoozed_until else "snoozed",
        "overdue": f"overdue, it was due {due}",
    }.get(each.state, f"due {due}")
    return f"Follow-up {each.ref} with {each.name}{why}: {state}."


def feedback(each: "Feedback", today: date) -> str:
    """Feedback, the stage its loop has reached and when, and the step that comes next."""
    score = "" if each.score is None else f" ({each.score}/10)"
    begun = f"{each.kind.capitalize()} {each.ref} from {each.name}{score}, “{cut(each.text)}”"
    last = each.steps[-1] if each.steps else None
    stage, on = (last.stage.replace("_", " "), last.on) if last else (each.stage, each.heard_on)
    reached = f"{begun}: {stage} {say_day(on, today)}"
    if last and last.agreed is not None:
        reached += ", and they agreed" if last.agreed else ", and they did not agree"
    if each.let_go_on:
        return f"{reached}; let go {say_day(each.let_go_on, today)}."
    return f"{reached}; next, {each.next_step}." if each.next_step else f"{reached}; the loop is closed."


def heard(each: "Feedback", today: date) -> str:
    """Feedback that was written down, and which ask it answers."""
    answers = "" if each.answers is None else f" It answers what you asked ({references.ref_of('ask', each.answers)})."
    return feedback(each, today) + answers


def with_touch(said: str, touched: "Touched | None") -> str:
    """A sentence, and the touchpoint that was logged on the way with the follow-ups that it closed."""
    if touched is None:
        return said
    told = f"{said} Touchpoint {touched.touchpoint.ref}, {touched.touchpoint.channel}."
    return f"{told} {closed(touched.closed)}" if touched.closed else told


def closed(follow_ups: "Sequence[FollowUp]") -> str:
    """Which follow-ups a touchpoint closed."""
    named = [f"follow-up {each.ref}" + (f" ({cut(each.why)})" if each.why else "") for each in follow_ups]
    return f"Closed {joined(named)}."


def ask(each: "Ask", today: date) -> str:
    """An ask that waits, or that is not waited for any more."""
    if each.dropped_on:
        return f"Asked {each.name} for feedback ({each.ref}): dropped {say_day(each.dropped_on, today)}."
    return f"Asked {each.name} for feedback ({each.ref}), {say_day(each.on, today)}."


def moved(made: "LadderMove", labels: Mapping[str, str], today: date) -> str:
    """A move on the ladder; where it led to toxic or terrorist, what changes from now on and what still counts."""
    each = made.moved
    before = labels[each.from_] if each.from_ else "nowhere"
    against = f" Anyway; against it stood: {'; '.join(each.against)}." if each.anyway else ""
    spoke = f" For them spoke: {', '.join(made.in_favour)}." if made.in_favour else ""
    moved = f"{each.name} moved {each.direction or 'in'} from {before} to {labels[each.to]}"
    return f"{moved}, {say_day(each.on, today)}.{against}{spoke}{_from_now_on(made.circle)}"


def stays(each: "Stay", labels: Mapping[str, str], today: date) -> str:
    """A suggestion declined."""
    suggested = f"the circle {each.circle}" if each.suggested is None else f"the rung {labels[each.suggested]}"
    where = labels[each.rung] if each.rung else "where they are"
    return (
        f"{each.name} stays {where}: {suggested} was suggested, and not taken, {say_day(each.on, today)}."
        " What was known by then does not suggest it again."
    )


def _from_now_on(circle: str | None) -> str:
    if circle is None:
        return ""
    counts = "What you promised them, their criticism and your mistakes still count."
    if circle == "arms-length":
        far = "From now on they are at arm's length: no silence is told of them and nothing is suggested"
        return f" {far} but a kind return. {counts}"
    kept = f"You chose the circle {circle} for them, which stays: silences are told, and nothing is suggested"
    return f" {kept} but a kind return. {counts}"


def person(each: "Person", today: date) -> str:
    """A person: the handle to call them by, the rung and since when, the cadence."""
    organisation = f" of {each.organisation}" if each.organisation else ""
    rhythm = "no cadence" if each.every == "none" else f"in touch every {each.every}"
    since = f" since {say_day(each.rung_since, today)}" if each.rung_since else ""
    archived = f"; archived {say_day(each.archived_on, today)}" if each.archived_on else ""
    return f"{each.name}{organisation} is {each.person}: {each.rung}{since}; {rhythm}{archived}."


def particulars(each: "Person", named: Iterable[str]) -> str:
    """Of a person, the fields that a command named, as they are now."""
    values = {field: getattr(each, field) for field in named}
    said = (f"{field.replace('_', ' ')}: {_particular(value)}" for field, value in values.items())
    return f"Now {', '.join(said)}."


def _particular(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value) or "none"
    return "none" if value is None else cut(str(value))
