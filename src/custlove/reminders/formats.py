"""A message as text, Markdown, HTML or JSON. What was typed starts no line, and is markup in none of them."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from custlove.plain import plain
from custlove.reminders.message import WIDTH, Message
from custlove.reminders.wrap import fill
from custlove.render import safe
from custlove.render.namesakes import told_apart
from custlove.render.today import TodayLine

# Letters; a reminder is no place for a whole complaint.
_LONGEST = 240
# What CommonMark, or a chat's dialect of it, reads as markup: anywhere, and where a list or a code block may start.
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
_MARK_AT_START = re.compile(r"^([0-9]*)([-+=.):])")


def text(message: Message) -> str:
    """Plain text for a mail: no colour, no frames, no line longer than 72 cells."""
    parts = [message.subject]
    for section in message.sections:
        parts += ["", section.title]
        parts += [fill(line(row, message.shared), WIDTH, "  ", "    ") for row in section.rows]
    if message.left_out:
        parts += ["", f"and {message.left_out} more: custlove today"]
    if message.moves:
        parts += ["", fill(_line_of(message), WIDTH, "", "  ")]
    return "\n".join(parts) + "\n"


def markdown(message: Message) -> str:
    """Markdown: a heading a section, a point a line."""
    parts = [f"**{message.subject}**"]
    for section in message.sections:
        parts += ["", f"## {section.title}", ""]
        parts += [f"- {_unmarked(line(row, message.shared))}" for row in section.rows]
    if message.left_out:
        parts += ["", f"and {message.left_out} more: `custlove today`"]
    if message.moves:
        parts += ["", _unmarked(_line_of(message))]
    return "\n".join(parts) + "\n"


def html(message: Message) -> str:
    """HTML for a mail's body, in ASCII alone: it reads the same whatever encoding the mail claims."""
    from html import escape

    parts = [f"<p><strong>{escape(message.subject)}</strong></p>"]
    for section in message.sections:
        points = [f"<li>{escape(line(row, message.shared))}</li>" for row in section.rows]
        parts += [f"<h2>{escape(section.title)}</h2>", "<ul>", *points, "</ul>"]
    if message.left_out:
        parts.append(f"<p>and {message.left_out} more: <code>custlove today</code></p>")
    if message.moves:
        parts.append(f"<p>{escape(_line_of(message))}</p>")
    return "\n".join(parts).encode("ascii", "xmlcharrefreplace").decode() + "\n"


def json(message: Message) -> str:
    """JSON for scripts: counts, and the sections of `today` by their keys, texts whole."""
    data = {
        "today": message.today,
        "subject": message.subject,
        "count": message.total,
        "left_out": message.left_out,
        "sections": {section.key: _objects(section.rows) for section in message.sections},
        "moves": message.moves,
    }
    return safe.to_json(plain(data)) + "\n"


FORMS: Mapping[str, Callable[[Message], str]] = {"text": text, "markdown": markdown, "html": html, "json": json}


def line(row: TodayLine, shared: Collection[str] = ()) -> str:
    """One thing that is due, on one line: a long text is cut, never the name, the day or the number."""
    name = told_apart(row.name, row.person, shared)
    reference = f" ({row.ref})" if row.ref else ""
    return safe.visible(f"{_joined(name)}: {shortened(_joined(row.what))}, {row.when}{reference}")


def _line_of(message: Message) -> str:
    """Who moved on the ladder, on one line."""
    return safe.visible(_joined(message.moves))


def shortened(words: str, most: int = _LONGEST) -> str:
    """Words cut to so many letters, with an ellipsis."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _joined(words: str) -> str:
    return " ".join(words.split())


def _unmarked(words: str) -> str:
    return _MARK_AT_START.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", words))


def _objects(rows: Sequence[TodayLine]) -> list[dict[str, object]]:
    return [
        {
            "person": row.person,
            "name": row.name,
            "what": row.what,
            "on": row.on,
            "when": row.when,
            "id": row.number,
            "ref": row.ref,
        }
        for row in rows
    ]
