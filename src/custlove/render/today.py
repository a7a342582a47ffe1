"""`today` as a page."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove import dates
from custlove.render import days_off, loops
from custlove.render.page import BROKEN, ID, LATE, REF, Column, Page, Section
from custlove.reports.lists.days import Day
from custlove.reports.lists.feedback import Feedback
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.promises import Promise
from custlove.reports.people.overdue_contact import GoneQuiet
from custlove.reports.today import Next, Today
from custlove.rules.satisfaction import DROP
from custlove.schema.vocabulary import FELT

if TYPE_CHECKING:
    from custlove.reports.ladder import Moved
    from custlove.reports.lists.asks import Ask
    from custlove.reports.lists.intentions import Intention
    from custlove.reports.lists.mistakes import Mistake
    from custlove.reports.lists.rituals import Ritual
    from custlove.reports.people.connections import Ally
    from custlove.reports.people.ease_off import EaseOff
    from custlove.reports.people.returns import Returned
    from custlove.reports.people.satisfaction import LeftLow

# More than a screen of quiet people, or of those to ease off with, would push what is owed out of sight.
_MOST_QUIET = _MOST_TO_EASE = 12
_MOST_ALLIES = 3
# One line names no more.
_MOST_MOVES = 5
# Not said where the name stands in the same line.
_TO_THEM = " to them"
# At 80 columns it has room behind the title.
_OWN_IT = "custlove done|snooze REF, mistake add --promise REF"
_SLOWER = "let them come to you, or slower: custlove person edit WHO --every WHEN"


class TodayLine(NamedTuple):
    """One thing that needs you: who, what, when, how many days late or away, the reference to act on it."""

    person: str
    name: str
    what: str
    on: date | None
    days: int
    when: str
    ref: str | None
    style: str = ""

    @property
    def number(self) -> int | None:
        """The number of its reference."""
        return int(self.ref[1:]) if self.ref else None


COLUMNS = (
    Column("person", lambda line: line.person, table=False),
    Column("name", lambda line: line.name, style="bold"),
    Column("what", lambda line: line.what, cut=True),
    Column("on", lambda line: line.on, shown=lambda line: line.when, style=lambda line: line.style),
    Column("days", lambda line: line.days, table=False),
    ID._replace(value=lambda line: line.number),
    REF,
)


def page(today: Today, coming: Next | None = None, *, nobody: bool = False) -> Page:
    """What is owed, section by section, empty ones left out; `nobody`: there is no person in the journal."""
    sections = [
        Section(
            kind.key,
            kind.title,
            [kind.line(row, today.today) for row in rows],
            _hint(kind, rows),
            kind.limit,
            aside=kind.key == "intentions",
        )
        for kind in _KINDS
        if (rows := getattr(today, kind.key))
    ]
    title = dates.say_day(today.today, today.today).removesuffix(", today")
    return Page(COLUMNS, sections, _nothing(coming, today, nobody=nobody), title, named=True, foot=_foot(today))


def _foot(today: Today) -> str:
    lines = [moved(today.moves, today.today)] if today.moves else []
    if today.weekly is not None:
        from custlove.render import weekly

        lines.append(weekly.line(today.weekly))
    if today.inbox:
        from custlove.render import inbox

        lines.append(inbox.waits(today.inbox))
    if today.never_in_touch:
        lines.append(f"{today.never_in_touch:,} imported and never in touch: custlove person choose")
    return "\n".join(lines)


def moved(moves: "Sequence[Moved]", today: date) -> str:
    """Who moved on the ladder lately, in one line."""
    named = [f"{each.name} {each.direction} to {each.to} ({dates.say_short(each.on, today)})" for each in moves]
    more = f", and {len(named) - _MOST_MOVES} more: custlove ladder moves" if len(named) > _MOST_MOVES else ""
    return f"Moved this week: {', '.join(named[-_MOST_MOVES:])}{more}"


def _hint(kind: "_Kind", rows: list[Any]) -> str:
    """What one can do about a section.

    A broken promise of yours that nobody took over as a mistake may be one; who left low after you had come too often
    may be better off with a slower rhythm.
    """
    if kind.key == "broken_promises" and any(each.by == "mine" and each.mistake is None for each in rows):
        return _OWN_IT
    if kind.key == "ease_off" and any(each.slower for each in rows):
        return _SLOWER
    return kind.hint


def _nothing(coming: Next | None, owed: Today, *, nobody: bool) -> str:
    today = owed.today
    if nobody:
        return 'Nobody is in the journal yet. Begin with: custlove person add "Anna Karenina"'
    if coming is None:
        # Of whoever came by an import nothing is known.
        return "Nothing is due." if owed.never_in_touch else "Nothing is due. Everybody is well looked after."
    what = f" ({coming.what})" if coming.what else ""
    return f"Nothing is due. Next: {coming.name}{what}, {dates.say_day(coming.on, today)}."


def promise(promise: Promise, today: date) -> TodayLine:
    """A promise that is open or broken."""
    broken = promise.state == "broken"
    what = promise.what if promise.by == "mine" else f"theirs: {promise.what}"
    days = promise.days_late if broken else (promise.due_on - today).days
    once = ", broken once" if promise.broken_once and not broken else ""
    return TodayLine(
        promise.person,
        promise.name,
        what,
        promise.due_on,
        days,
        days_off.due(promise.due_on, today) + once,
        promise.ref,
        BROKEN if broken else "",
    )


def follow_up(follow_up: FollowUp, today: date) -> TodayLine:
    """A follow-up that is not done."""
    overdue = follow_up.state == "overdue"
    days = follow_up.days_late if overdue else (follow_up.due_on - today).days
    when = days_off.due(follow_up.due_on, today)
    if follow_up.state == "snoozed" and follow_up.snoozed_until:
        when = f"snoozed until {dates.say_short(follow_up.snoozed_until, today)}"
    return TodayLine(
        follow_up.person,
        follow_up.name,
        follow_up.why or "follow up",
        follow_up.due_on,
        days,
        when,
        follow_up.ref,
        LATE if overdue else "",
    )


def feedback(feedback: Feedback, today: date) -> TodayLine:
    """A loop that is open, and its next step."""
    on = feedback.heard_on
    step = (feedback.next_step or "").removesuffix(_TO_THEM)
    when = f"{loops.open_for(feedback, today)}, {step}"
    style = LATE if feedback.overdue else ""
    return TodayLine(
        feedback.person,
        feedback.name,
        f"{feedback.kind}: {feedback.text}{_near_them(feedback.allies)}",
        on,
        (today - on).days,
        when,
        feedback.ref,
        style,
    )


def mistake(mistake: "Mistake", today: date) -> TodayLine:
    """A mistake whose next step is due."""
    due = mistake.due_on or today
    late = (today - due).days
    when = f"{mistake.next_step}, {f'{days_off.counted(late)} late' if late > 0 else days_off.near(due, today)}"
    style = LATE if late > 0 else ""
    return TodayLine(mistake.person, mistake.name, mistake.what, due, late, when, mistake.ref, style)


def _near_them(near: "Sequence[Ally]") -> str:
    """The advocates and supporters near somebody: at most three names, and how many more."""
    more = len(near) - _MOST_ALLIES
    names = [each.name for each in near[:_MOST_ALLIES]]
    return f" · near them: {', '.join([*names, *([f'and {more} more'] if more > 0 else [])])}" if near else ""


def how_low(low: "LeftLow") -> str:
    """How somebody left low, how they usually leave where that is why, and what was said."""
    usual = "" if low.usual < low.felt + DROP else f", mostly {FELT[int(low.usual)]}"
    return f"{FELT[low.felt]}{usual}" + (f": {low.text}" if low.text else "")


def _low(low: "LeftLow", today: date) -> TodayLine:
    days = (today - low.on).days
    what = f"{how_low(low)}{_near_them(low.allies)}"
    return TodayLine(low.person, low.name, what, low.on, days, days_off.ago(low.on, today), None)


def _ask(ask: "Ask", today: date) -> TodayLine:
    what = ask.text or "for feedback"
    return TodayLine(ask.person, ask.name, what, ask.on, ask.days_waiting, days_off.ago(ask.on, today), ask.ref)


def _ease(ease: "EaseOff", today: date) -> TodayLine:
    days = (today - ease.last_out_on).days
    when = f"last {days_off.ago(ease.last_out_on, today)}"
    return TodayLine(ease.person, ease.name, ease.because, ease.last_out_on, days, when, None)


def _returned(back: "Returned", today: date) -> TodayLine:
    days = (today - back.on).days
    what = f"came back kindly: {back.because}; to prospect?"
    return TodayLine(back.person, back.name, what, back.on, days, days_off.ago(back.on, today), None)


def ritual(ritual: "Ritual", today: date) -> TodayLine:
    """A ritual that comes up or was missed."""
    from custlove.render import rituals

    missed = rituals.missed(ritual, today)
    if missed and ritual.missed_since and ritual.state != "due":
        on, days, when = ritual.missed_since, (today - ritual.missed_since).days, missed
    else:
        on = ritual.next_on or today
        days = (on - today).days
        when = days_off.near(on, today) + (f", {missed}" if missed else "")
    return TodayLine(ritual.person, ritual.name, ritual.what, on, days, when, ritual.ref)


def _day(day: Day, today: date) -> TodayLine:
    from custlove.render import days

    return TodayLine(day.person, day.name, days.said(day), day.on, day.in_days, days_off.near(day.on, today), day.ref)


def _quiet(quiet: GoneQuiet, today: date) -> TodayLine:
    last = quiet.last_contact_on
    when = "never in touch" if last is None else f"since {dates.say_short(last, today)}"
    every = "no cadence" if quiet.every_days is None else f"every {quiet.every_days} days"
    what = f"{every}, quiet for {quiet.days_quiet}"
    if quiet.pays_only:
        word = quiet.last_word_on
        what = f"{every}, pays, but no word {f'since {dates.say_short(word, today)}' if word else 'yet'}"
        when = f"quiet for {quiet.days_quiet}"
    return TodayLine(quiet.person, quiet.name, what, last, quiet.days_quiet, when, None)


def _intention(intention: "Intention", today: date) -> TodayLine:
    on = intention.made_on
    return TodayLine(
        "", "", intention.text, on, (today - on).days, f"since {dates.say_short(on, today)}", intention.ref
    )


class _Kind(NamedTuple):
    """A section of the page: the field of the report it shows, how a row becomes a line, what one can do about it."""

    key: str
    title: str
    line: Callable[[Any, date], TodayLine]
    hint: str = ""
    limit: int | None = None


_KINDS = (
    _Kind("broken_promises", "Broken promises", promise, "custlove done|snooze REF"),
    _Kind("promises_due", "Promises due", promise, "custlove done|snooze REF"),
    _Kind("overdue_follow_ups", "Overdue follow-ups", follow_up, "custlove log WHO, done|snooze REF"),
    _Kind("follow_ups_due", "Follow-ups due", follow_up, "custlove log WHO, done|snooze REF"),
    _Kind("open_feedback", "Feedback to answer", feedback, "custlove feedback confirm|act|thank REF"),
    _Kind("open_mistakes", "Mistakes to make right", mistake, "custlove mistake own|repair|followup REF"),
    _Kind("left_low", "Left low", _low, "worth a call: custlove log WHO"),
    _Kind("rituals", "Rituals", ritual, "custlove done|snooze REF"),
    _Kind("days", "Days to remember", _day),
    _Kind("gone_quiet", "Gone quiet", _quiet, "worth a word: custlove log WHO", _MOST_QUIET),
    _Kind("ease_off", "Ease off", _ease, "let them come to you", _MOST_TO_EASE),
    _Kind("returns", "Came back kindly", _returned, "custlove ladder move WHO --suggested, ladder stay WHO"),
    _Kind("asks", "Asked, no answer yet", _ask, "custlove feedback ask|hear WHO, done REF"),
    _Kind("intentions", "Intentions", _intention, "custlove review"),
)
BY_SECTION = {kind.key: kind for kind in _KINDS}
