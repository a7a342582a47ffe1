"""`brief` as a page: one screen for a meeting, what matters first, and how much more there is."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from custlove import dates
from custlove.render import days_off, let_be, loops
from custlove.render import today as lines
from custlove.render.page import ID, LATE, REF, Column, Page, Section
from custlove.reports.brief import Brief, Common, Effort, Meeting, Mindfulness, Respect
from custlove.reports.lists.facts import Fact
from custlove.reports.lists.feedback import Feedback
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.promises import Promise
from custlove.schema.vocabulary import FELT

# Said three times, each time with another one in front of you.
_WORDS = ("effort", "mindfulness", "respect")
# More of what comes would push out how the last times went.
_MOST_COMING = 4
_LAST_TURN = 100
_MOST_ALLIES = 3
_ENDING = {"promise": "your promise", "guidelines": "your guidelines", "values": "your values"}


class BriefLine(NamedTuple):
    """One thing to have in mind: what it is, its text, when, its reference.

    `lines`: over so many its text may go; `first`: its text goes on before a line that can be looked up is shown;
    `turn`: when it may take a line more, those with the lowest first.
    """

    kind: str
    text: str
    when: str = ""
    on: date | None = None
    ref: str | None = None
    style: str = ""
    lines: int = 1
    first: bool = True
    turn: int = _LAST_TURN

    @property
    def number(self) -> int | None:
        """The number of its reference."""
        return int(self.ref[1:]) if self.ref else None


COLUMNS = (
    Column("kind", lambda line: line.kind, style="dim"),
    Column("text", lambda line: line.text, cut=True, lines=lambda line: line.lines),
    Column("on", lambda line: line.on, shown=lambda line: line.when, style=lambda line: line.style),
    ID._replace(value=lambda line: line.number),
    REF,
)


def page(brief: Brief, labels: Mapping[str, str], today: date) -> Page:
    """The three groups, with all there is in them, what matters most first."""
    groups = {
        "effort": _effort(brief.effort, today),
        "mindfulness": _mindfulness(brief.mindfulness, today),
        "respect": _respect(brief.respect, labels, today),
    }
    sections = [
        Section(key, _heading(key), list(rows), more=f"custlove show {brief.person}") for key, rows in groups.items()
    ]
    about = " · ".join(part for part in (brief.pronouns, brief.role, brief.organisation) if part)
    last = f"last in touch {days_off.ago(brief.last_contact_on, today)}" if brief.last_contact_on else "never in touch"
    title = ", ".join(part for part in (brief.name, about, last) if part)
    return Page(COLUMNS, sections, title=title, named=True)


def _heading(key: str) -> str:
    return " · ".join(word.upper() if word == key else word for word in _WORDS)


def _effort(effort: Effort, today: date) -> Iterator[BriefLine]:
    """What is broken or overdue first, then as it falls due, then what was promised last time and is settled."""
    open_ = [(_urgency(each.state), each.due_on, _promise(each, today)) for each in effort.promises]
    open_ += [(_urgency(each.state), each.due_on, _follow_up(each, today)) for each in effort.follow_ups]
    yield from (line for _, _, line in sorted(open_, key=lambda each: each[:2]))
    for fact in effort.told:
        yield BriefLine(fact.kind, fact.text, _told_on(fact, today), fact.on, fact.ref)
    for promise in effort.promised_last:
        settled = promise.kept_on or promise.released_on
        said = promise.state.replace("_", " ") + (f", {dates.say_short(settled, today)}" if settled else "")
        whose = "" if promise.by == "mine" else " (theirs)"
        yield BriefLine("last time", f"{promise.what}{whose}", said, promise.due_on, promise.ref)


def _told_on(fact: Fact, today: date) -> str:
    """When you told them so, and until when, where you told them something else since."""
    on = dates.say_short(fact.on, today)
    return on if fact.superseded_on is None else f"{on}, until {dates.say_short(fact.superseded_on, today)}"


def _urgency(state: str) -> int:
    return ("broken", "overdue").index(state) if state in ("broken", "overdue") else 2


def _promise(promise: Promise, today: date) -> BriefLine:
    shown = lines.promise(promise, today)
    mine, broken = promise.by == "mine", promise.state == "broken"
    kind = ("broken" if mine else "broken, theirs") if broken else "promised" if mine else "their promise"
    return BriefLine(kind, promise.what, shown.when, promise.due_on, promise.ref, shown.style)


def _follow_up(follow_up: FollowUp, today: date) -> BriefLine:
    shown = lines.follow_up(follow_up, today)
    return BriefLine("follow up", follow_up.why, shown.when, follow_up.due_on, follow_up.ref, shown.style)


def _mindfulness(mindful: Mindfulness, today: date) -> Iterator[BriefLine]:
    """The newest of each kind of fact, what comes, how the last times went; then what can be looked up."""
    # They stand in turn: the newest of each kind first.
    newest = len({each.kind for each in mindful.facts})
    coming = list(_coming(mindful, today))
    yield from (_fact(each, today)._replace(turn=2 * at) for at, each in enumerate(mindful.facts[:newest]))
    yield from coming[:_MOST_COMING]
    for at, touch in enumerate(mindful.touchpoints):
        left = "" if touch.felt is None else f", {FELT[touch.felt]}"
        kind = "wow" if touch.wow else touch.channel or "touch"
        when = f"{dates.say_short(touch.on, today)}{left}"
        yield BriefLine(kind, touch.text, when, touch.on, touch.ref, turn=2 * at + 1)
    yield from (_fact(each, today)._replace(first=False) for each in mindful.facts[newest:])
    yield from (each._replace(first=False) for each in coming[_MOST_COMING:])


def _fact(fact: Fact, today: date) -> BriefLine:
    return BriefLine(fact.kind, fact.text, f"since {dates.say_short(fact.on, today)}", fact.on, fact.ref)


def _coming(mindful: Mindfulness, today: date) -> Iterator[BriefLine]:
    for ritual in mindful.rituals:
        from custlove.render import rituals

        missed = rituals.missed(ritual, today)
        when = days_off.near(ritual.next_on, today) if ritual.next_on else rituals.comes(ritual, today)
        yield BriefLine(
            "ritual", f"{ritual.what}, {missed}" if missed else ritual.what, when, ritual.next_on, ritual.ref
        )
    for day in mindful.days:
        from custlove.render import days

        yield BriefLine("day", days.said(day), days_off.near(day.on, today), day.on, day.ref)


def _respect(respect: Respect, labels: Mapping[str, str], today: date) -> Iterator[BriefLine]:
    for each in respect.feedback:
        style = LATE if each.overdue else ""
        yield BriefLine(each.kind, each.text, _waits(each, today), each.heard_on, each.ref, style)
    for mistake in respect.mistakes:
        shown = lines.mistake(mistake, today)
        yield BriefLine("mistake", mistake.what, shown.when, mistake.noticed_on, mistake.ref, shown.style)
    if respect.let_be:
        yield BriefLine("let be", let_be.said(respect.let_be, today), "", respect.let_be.on)
    if (low := respect.left_low) is not None:
        yield BriefLine("left low", lines.how_low(low), days_off.ago(low.on, today), low.on, low.ref)
    if respect.ease_off:
        yield BriefLine("ease off", respect.ease_off.because)
    if respect.preferred_channel:
        yield BriefLine(
            "best reached", "in person" if respect.preferred_channel == "in-person" else respect.preferred_channel
        )
    for fact in respect.preferences:
        yield BriefLine("preference", fact.text, f"since {dates.say_short(fact.on, today)}", fact.on, fact.ref)
    if respect.allies:
        named = [f"{each.name} ({labels[each.rung]})" for each in respect.allies[:_MOST_ALLIES]]
        more = len(respect.allies) - len(named)
        yield BriefLine("near them", ", ".join([*named, *([f"and {more} more"] if more else [])]))
    circle = respect.circle.replace("arms-length", "at arm's length")
    yield BriefLine("stands", f"{labels[respect.rung]}, {circle}", _since(respect.since, today), respect.since)
    if (move := respect.last_move) is not None:
        why = f": {move.why}" if move.why else ""
        yield BriefLine(f"moved {move.direction}", f"from {labels[move.from_ or respect.rung]}{why}", "", move.on)


def _waits(feedback: Feedback, today: date) -> str:
    step = (feedback.next_step or "").removesuffix(" to them")
    return f"{loops.open_for(feedback, today)}, {step}"


def _since(day: date | None, today: date) -> str:
    return f"since {dates.say_short(day, today)}" if day else ""


def ending(brand: Mapping[str, str]) -> list[BriefLine]:
    """What the settings let every page end with: the promise you make, your guidelines, your values."""
    return [BriefLine(said, text) for key, said in _ENDING.items() if (text := brand.get(key))]


def common(found: Common, today: date) -> Page:
    """What several people have in common."""
    rows = [BriefLine("organisation", found.organisation)] if found.organisation else []
    rows += [
        BriefLine("together", touch.text, dates.say_short(touch.on, today), touch.on, touch.ref)
        for touch in found.touchpoints
    ]
    more = found.touchpoints_shared - len(found.touchpoints)
    if more:
        rows.append(BriefLine("", f"and {more} more touchpoints together"))
    return Page(COLUMNS, [Section("common", "In common", rows)], "Nothing in common yet.", named=True, gap=True)


def whole(found: Meeting, brand: Mapping[str, str], labels: Mapping[str, str], today: date) -> Page:
    """Everything in lines, nothing left out: with several people, the name before each group's."""
    several = len(found.people) > 1
    sections: list[Section] = []
    for brief in found.people:
        for section in page(brief, labels, today).sections:
            key = f"{brief.person} {section.key}" if several else section.key
            sections.append(section._replace(key=key))
    if several:
        sections += common(found.common, today).sections
    sections.append(Section("brand", "", ending(brand), aside=True))
    return Page(COLUMNS, sections, named=True)
