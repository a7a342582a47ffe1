"""What is due as a message: a first line that can be a mail's subject, then the sections of `today`."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from custlove.render import today as lines
from custlove.render.page import Section
from custlove.reports.today import Today

WIDTH = 72
# What --only calls each section of `today`.
SECTIONS = {
    "broken": "broken_promises",
    "promises": "promises_due",
    "overdue": "overdue_follow_ups",
    "due": "follow_ups_due",
    "feedback": "open_feedback",
    "mistakes": "open_mistakes",
    "low": "left_low",
    "rituals": "rituals",
    "days": "days",
    "quiet": "gone_quiet",
    "ease-off": "ease_off",
    "returns": "returns",
    "asks": "asks",
}
_COUNTED = {
    "broken_promises": ("broken promise", "broken promises"),
    "promises_due": ("promise due", "promises due"),
    "overdue_follow_ups": ("follow-up overdue", "follow-ups overdue"),
    "follow_ups_due": ("follow-up due", "follow-ups due"),
    "open_feedback": ("feedback to answer", "feedback to answer"),
    "open_mistakes": ("mistake to mend", "mistakes to mend"),
    "left_low": ("person left low", "people left low"),
    "rituals": ("ritual", "rituals"),
    "days": ("day to remember", "days to remember"),
    "gone_quiet": ("person gone quiet", "people gone quiet"),
    "ease_off": ("person to ease off", "people to ease off"),
    "returns": ("person came back kindly", "people came back kindly"),
    "asks": ("ask without an answer", "asks without an answer"),
}


class Message(NamedTuple):
    """A reminder: sections with at most so many lines, the people in them, how many lines there are and are not.

    `moves` is the line of who moved on the ladder, empty if nobody did.
    """

    today: date
    subject: str
    sections: tuple[Section, ...]
    names: tuple[str, ...]
    total: int
    left_out: int
    moves: str = ""


def message(today: Today, only: Sequence[str], most: int) -> Message | None:
    """The message about what is due, None if nothing is; `only` names sections, `most` counts lines."""
    wanted = {SECTIONS[name] for name in only} or set(SECTIONS.values())
    due = [section for section in lines.page(today).sections if section.key in wanted and section.rows]
    if not due:
        return None
    shown = tuple(_cut(due, most))
    names = dict.fromkeys(row.name for section in shown for row in section.rows)
    total = sum(len(section.rows) for section in due)
    moves = lines.moved(today.moves, today.today) if today.moves else ""
    return Message(today.today, _subject(due), shown, tuple(names), total, max(0, total - most), moves)


def _subject(sections: Sequence[Section]) -> str:
    """The counts, section by section; those that would not fit on one line are added up."""
    counts = [f"{len(each.rows)} {_COUNTED[each.key][len(each.rows) > 1]}" for each in sections]
    kept = len(counts)
    while True:
        rest = sum(len(each.rows) for each in sections[kept:])
        subject = ", ".join([*counts[:kept], *([f"{rest} more"] if rest else [])])
        if len(subject) <= WIDTH or kept == 1:
            return subject
        kept -= 1


def _cut(sections: Sequence[Section], most: int) -> Iterator[Section]:
    left = most
    for section in sections:
        if left > 0:
            yield section._replace(rows=section.rows[:left])
        left -= len(section.rows)
