"""`brief` as a page: one screen for a meeting, what matters first, and how much more there is."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from custlove import dates
from custlove.render import colours, days_off, let_be, loops, safe
from custlove.render import today as lines
from custlove.render.page import Column, Output, Page, Section
from custlove.reports.brief import Brief, Common, Effort, Meeting, Mindfulness, Respect
from custlove.reports.lists.facts import Fact
from custlove.reports.lists.feedback import Feedback
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.promises import Promise
from custlove.schema.vocabulary import FELT

# Said three times, each time with another one in front of you.
_WORDS = ("effort", "mindfulness", "respect")
# Of a screen of 40 lines the shell's prompt takes one or two. The other 38: five of head and headings, six between
# them, and the three that the settings may end with.
_LINES = {"effort": 8, "mindfulness": 9, "respect": 7}
_ENDING_LINES, _FEWEST_LINES = 3, 4
_MOST_ALLIES = 3
_ENDING = {"promise": "your promise", "guidelines": "your guidelines", "values": "your values"}


class BriefLine(NamedTuple):
    """One thing to have in mind: what it is, its text, when, its number."""

    kind: str
    text: str
    when: str = ""
    on: date | None = None
    number: int | None = None
    style: str = ""


COLUMNS = (
    Column("kind", lambda line: line.kind, style="dim"),
    Column("text", lambda line: line.text, cut=True),
    Column("on", lambda line: line.on, shown=lambda line: line.when, style=lambda line: line.style),
    Column("id", lambda line: line.number, lambda line: f"#{line.number}" if line.number else "", "dim", right=True),
)


def page(brief: Brief, labels: Mapping[str, str], today: date, *, whole: bool, ending: int = 0) -> Page:
    """The three groups; unless `whole`, as much of each as one screen holds above so many lines of an ending."""
    most = _most(ending - _ENDING_LINES)
    groups = {
        "effort": list(_effort(brief.effort, today)),
        "mindfulness": list(_mindfulness(brief.mindfulness, most["mindfulness"], today)),
        "respect": list(_respect(brief.respect, labels, today)),
    }
    room = _room({key: len(rows) for key, rows in groups.items()}, most)
    sections = [
        Section(key, _heading(key), rows, limit=None if whole else room[key], more=f"custlove show {brief.person}")
        for key, rows in groups.items()
    ]
    about = " · ".join(part for part in (brief.pronouns, brief.role, brief.organisation) if part)
    last = f"last in touch {days_off.ago(brief.last_contact_on, today)}" if brief.last_contact_on else "never in touch"
    title = ", ".join(part for part in (brief.name, about, last) if part)
    return Page(COLUMNS, sections, title=title, named=True)


def _heading(key: str) -> str:
    return " · ".join(word.upper() if word == key else word for word in _WORDS)


def _most(taken: int) -> dict[str, int]:
    """How many lines each group may have where so many are taken from them: the longest gives way first."""
    most = dict(_LINES)
    for _ in range(taken):
        longest = max(most, key=most.__getitem__)
        most[longest] = max(most[longest] - 1, _FEWEST_LINES)
    return most


def _room(wanted: Mapping[str, int], most: Mapping[str, int]) -> dict[str, int]:
    """How many lines each group gets: what one does not need goes to the others."""
    room = {key: min(count, most[key]) for key, count in wanted.items()}
    spare = sum(most.values()) - sum(room.values())
    for key in wanted:
        more = min(spare, wanted[key] - room[key])
        room[key], spare = room[key] + more, spare - more
    return room


def _effort(effort: Effort, today: date) -> Iterator[BriefLine]:
    """What is broken or overdue first, then as it falls due, then what was promised last time and is settled."""
    open_ = [(_urgency(each.state), each.due_on, _promise(each, today)) for each in effort.promises]
    open_ += [(_urgency(each.state), each.due_on, _follow_up(each, today)) for each in effort.follow_ups]
    yield from (line for _, _, line in sorted(open_, key=lambda each: each[:2]))
    for fact in effort.told:
        yield BriefLine(fact.kind, fact.text, _told_on(fact, today), fact.on, fact.id)
    for promise in effort.promised_last:
        settled = promise.kept_on or promise.released_on
        said = promise.state.replace("_", " ") + (f", {dates.say_short(settled, today)}" if settled else "")
        whose = "" if promise.by == "mine" else " (theirs)"
        yield BriefLine("last time", f"{promise.what}{whose}", said, promise.due_on, promise.id)


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
    return BriefLine(kind, promise.what, shown.when, promise.due_on, promise.id, shown.style)


def _follow_up(follow_up: FollowUp, today: date) -> BriefLine:
    shown = lines.follow_up(follow_up, today)
    return BriefLine("follow up", follow_up.why, shown.when, follow_up.due_on, follow_up.id, shown.style)


def _mindfulness(mindful: Mindfulness, most: int, today: date) -> Iterator[BriefLine]:
    # The last touchpoints come before the tail of what is known: that can be looked up.
    others = len(mindful.touchpoints) + len(mindful.rituals) + len(mindful.days)
    first = max(most - others, 4 if most == _LINES["mindfulness"] else 2)
    head, tail = mindful.facts[:first], mindful.facts[first:]
    facts = [
        BriefLine(each.kind, each.text, f"since {dates.say_short(each.on, today)}", each.on, each.id) for each in head
    ]
    yield from facts
    yield from _coming(mindful, today)
    for touch in mindful.touchpoints:
        left = "" if touch.felt is None else f", {FELT[touch.felt]}"
        kind = "wow" if touch.wow else touch.channel or "touch"
        yield BriefLine(kind, touch.text, f"{dates.say_short(touch.on, today)}{left}", touch.on, touch.id)
    for each in tail:
        yield BriefLine(each.kind, each.text, f"since {dates.say_short(each.on, today)}", each.on, each.id)


def _coming(mindful: Mindfulness, today: date) -> Iterator[BriefLine]:
    for ritual in mindful.rituals:
        from custlove.render import rituals

        missed = rituals.missed(ritual, today)
        when = days_off.near(ritual.next_on, today) if ritual.next_on else rituals.comes(ritual, today)
        yield BriefLine(
            "ritual", f"{ritual.what}, {missed}" if missed else ritual.what, when, ritual.next_on, ritual.id
        )
    for day in mindful.days:
        from custlove.render import days

        yield BriefLine("day", days.said(day), days_off.near(day.on, today), day.on, day.id)


def _respect(respect: Respect, labels: Mapping[str, str], today: date) -> Iterator[BriefLine]:
    for each in respect.feedback:
        style = colours.LATE if each.overdue else ""
        yield BriefLine(each.kind, each.text, _waits(each, today), each.heard_on, each.id, style)
    for mistake in respect.mistakes:
        shown = lines.mistake(mistake, today)
        yield BriefLine("mistake", mistake.what, shown.when, mistake.noticed_on, mistake.id, shown.style)
    if respect.let_be:
        yield BriefLine("let be", let_be.said(respect.let_be, today), "", respect.let_be.on)
    if (low := respect.left_low) is not None:
        yield BriefLine("left low", lines.how_low(low), days_off.ago(low.on, today), low.on, low.id)
    if respect.ease_off:
        yield BriefLine("ease off", respect.ease_off.because)
    if respect.preferred_channel:
        yield BriefLine(
            "best reached", "in person" if respect.preferred_channel == "in-person" else respect.preferred_channel
        )
    for fact in respect.preferences:
        yield BriefLine("preference", fact.text, f"since {dates.say_short(fact.on, today)}", fact.on, fact.id)
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


def ending(brand: Mapping[str, str]) -> list[str]:
    """What the settings let every page end with: the promise you make, your guidelines, your values."""
    return [f"{said}: {text}" for key, said in _ENDING.items() if (text := brand.get(key))]


def common(found: Common, today: date) -> Page:
    """What several people have in common."""
    rows = [BriefLine("organisation", found.organisation)] if found.organisation else []
    rows += [
        BriefLine("together", touch.text, dates.say_short(touch.on, today), touch.on, touch.id)
        for touch in found.touchpoints
    ]
    more = found.touchpoints_shared - len(found.touchpoints)
    if more:
        rows.append(BriefLine("", f"and {more} more touchpoints together"))
    return Page(COLUMNS, [Section("common", "In common", rows)], "Nothing in common yet.", named=True, gap=True)


def emit(found: Meeting, brand: Mapping[str, str], labels: Mapping[str, str], today: date, output: Output) -> None:
    """The pages at a terminal, one after the other."""
    from rich.text import Text

    from custlove.render import table

    screen = table.console(output)
    said = [Text(safe.visible_lines(line), style="dim") for line in ending(brand)]
    # Of several people each has a screen, and the ending stands by itself.
    below = sum(len(text.wrap(screen, screen.width)) for text in said) if len(found.people) == 1 else 0
    for at, brief in enumerate(found.people):
        if at:
            screen.print()
        table.show(page(brief, labels, today, whole=False, ending=below), screen)
    if len(found.people) > 1:
        table.show(common(found.common, today), screen)
    if said:
        screen.print()
    for text in said:
        screen.print(text)


def whole(found: Meeting, labels: Mapping[str, str], today: date) -> Page:
    """Everything in lines, nothing left out: with several people, the name before each group's."""
    several = len(found.people) > 1
    sections: list[Section] = []
    for brief in found.people:
        for section in page(brief, labels, today, whole=True).sections:
            key = f"{brief.person} {section.key}" if several else section.key
            sections.append(section._replace(key=key))
    if several:
        sections += common(found.common, today).sections
    return Page(COLUMNS, sections, named=True)
