"""What is due as a message: a first line that can be a mail's subject, then the sections of `today`."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from custlove.render import today as lines
from custlove.render import today_counts
from custlove.render.namesakes import told_apart
from custlove.render.page import Section
from custlove.reports.today import Today
from custlove.reports.today_parts import SECTIONS

WIDTH = 72


class Message(NamedTuple):
    """A reminder: sections with at most so many lines, the people in them, how many lines there are and are not.

    `moves` is the line of who moved on the ladder, empty if nobody did; `shared` has the names of several people.
    """

    today: date
    subject: str
    sections: tuple[Section, ...]
    names: tuple[str, ...]
    total: int
    left_out: int
    moves: str = ""
    shared: frozenset[str] = frozenset()


def message(today: Today, only: Sequence[str], most: int, shared: frozenset[str] = frozenset()) -> Message | None:
    """The message about what is due, None if nothing is; `only` names sections, `most` counts lines.

    People with a name that is `shared` are told apart by the handle.
    """
    wanted = {SECTIONS[name] for name in only} or set(SECTIONS.values())
    due = [section for section in lines.page(today).sections if section.key in wanted and section.rows]
    if not due:
        return None
    shown = tuple(_cut(due, most))
    names = dict.fromkeys(told_apart(row.name, row.person, shared) for section in shown for row in section.rows)
    total = sum(len(section.rows) for section in due)
    moves = lines.moved(today.moves, today.today) if today.moves else ""
    subject = today_counts.line(due, WIDTH)
    return Message(today.today, subject, shown, tuple(names), total, max(0, total - most), moves, shared)


def _cut(sections: Sequence[Section], most: int) -> Iterator[Section]:
    left = most
    for section in sections:
        if left > 0:
            yield section._replace(rows=section.rows[:left])
        left -= len(section.rows)
