"""What is due as a message for a mail: a first line that can be its subject, then the sections of `today`."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from custlove.render import safe
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
    "days": "days",
    "quiet": "gone_quiet",
}
_COUNTED = {
    "broken_promises": ("broken promise", "broken promises"),
    "promises_due": ("promise due", "promises due"),
    "overdue_follow_ups": ("follow-up overdue", "follow-ups overdue"),
    "follow_ups_due": ("follow-up due", "follow-ups due"),
    "open_feedback": ("feedback to answer", "feedback to answer"),
    "days": ("day to remember", "days to remember"),
    "gone_quiet": ("person gone quiet", "people gone quiet"),
}


class Message(NamedTuple):
    """A reminder: the subject, the sections with at most so many lines, how many lines were left out."""

    subject: str
    sections: tuple[Section, ...]
    left_out: int
    names: tuple[str, ...]


def message(today: Today, only: Sequence[str], most: int) -> Message | None:
    """The message about what is due, None where nothing is; `only` names sections, `most` counts lines."""
    wanted = {SECTIONS[name] for name in only} or set(SECTIONS.values())
    sections = [section for section in lines.page(today).sections if section.key in wanted and section.rows]
    if not sections:
        return None
    names = dict.fromkeys(row.name for section in sections for row in section.rows)
    total = sum(len(section.rows) for section in sections)
    return Message(_subject(sections), tuple(_cut(sections, most)), max(0, total - most), tuple(names))


def _subject(sections: Sequence[Section]) -> str:
    return ", ".join(f"{len(each.rows)} {_COUNTED[each.key][len(each.rows) > 1]}" for each in sections)


def _cut(sections: Sequence[Section], most: int) -> Iterator[Section]:
    left = most
    for section in sections:
        if left > 0:
            yield section._replace(rows=section.rows[:left])
        left -= len(section.rows)


def text(message: Message) -> str:
    """Plain text: no colour, no box characters, no line longer than 72 characters."""
    parts = [_wrapped(message.subject)]
    for section in message.sections:
        parts += ["", section.title]
        parts += [_wrapped(_line(row), indent="  ") for row in section.rows]
    if message.left_out:
        parts += ["", f"and {message.left_out} more: custlove today"]
    return "\n".join(parts) + "\n"


def markdown(message: Message) -> str:
    """Markdown: a heading a section, a point a line."""
    parts = [f"**{message.subject}**"]
    for section in message.sections:
        parts += ["", f"## {section.title}", ""]
        parts += [f"- {_marked_down(_line(row))}" for row in section.rows]
    if message.left_out:
        parts += ["", f"and {message.left_out} more: `custlove today`"]
    return "\n".join(parts) + "\n"


def html(message: Message) -> str:
    """HTML for a mail's body, everything that was typed escaped."""
    from html import escape

    parts = [f"<p><strong>{escape(message.subject)}</strong></p>"]
    for section in message.sections:
        items = "".join(f"<li>{escape(_line(row))}</li>" for row in section.rows)
        parts.append(f"<h2>{escape(section.title)}</h2>\n<ul>{items}</ul>")
    if message.left_out:
        parts.append(f"<p>and {message.left_out} more: <code>custlove today</code></p>")
    return "\n".join(parts) + "\n"


def _line(row: lines.Line) -> str:
    number = f" (#{row.number})" if row.number else ""
    return safe.visible(f"{row.name}: {row.what}, {row.when}{number}")


def _marked_down(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in text)


def _wrapped(line: str, indent: str = "") -> str:
    return textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
