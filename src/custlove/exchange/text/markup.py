"""Texts in Markdown and in YAML: whatever they hold, they stay if they are put.

Markdown as CommonMark and Obsidian read it. A text takes one line of the file, its own line breaks are `<br>`.
"""

import re
from collections.abc import Callable, Iterable

# Shows a text on one line, with what would hide in it made visible.
Visible = Callable[[str], str]
Value = str | int | list[str] | None
# What begins something inside a line: emphasis, code, links, HTML, tags (#), mathematics ($), comments (%%), marks
# (==), footnotes and block names (^), tables (|), embeds (!).
_INLINE = re.compile(r"([\\`*_{}\[\]<>#$%^=~|!&])")
_NUMBER = re.compile(r"^(\d+)([.)])")
_NO_ALIAS = re.compile(r"[\[\]|#^\\<>]")
_NO_TAG = re.compile(r"[^\w/-]+")


def plain(words: str, visible: Visible) -> str:
    """A text as Markdown that shows it and nothing else."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    return "<br>".join(_line(visible(line.strip())) for line in lines)


def _line(words: str) -> str:
    escaped = _INLINE.sub(r"\\\1", words)
    escaped = _NUMBER.sub(r"\1\\\2", escaped)
    # A bare address would become a link.
    escaped = re.sub(r"(?i)(https?|ftp)://", r"\1:\\/\\/", escaped)
    return f"\\{escaped}" if escaped[:1] in {"-", "+", ":"} else escaped


def link(handle: str, name: str, visible: Visible) -> str:
    """A link to somebody's page, by their handle, showing their name."""
    shown = visible(" ".join(name.split()))
    if _NO_ALIAS.search(shown):
        return f"[[{handle}]] ({plain(name, visible)})"
    return f"[[{handle}|{shown}]]"


def tag(words: str) -> str:
    """A tag as Obsidian knows them: letters, digits, - and _, and not digits alone."""
    bare = _NO_TAG.sub("-", words.strip()).strip("-") or "tag"
    return f"{bare}-" if bare.isdecimal() else bare


def quoted(words: str, visible: Visible) -> str:
    """A text as a YAML scalar in quotes: on one line, whatever it holds."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(_in_yaml(letter, visible) for letter in escaped) + '"'


def _in_yaml(letter: str, visible: Visible) -> str:
    # What is not shown as it is stands as an escape, and reads back to the very letter.
    return letter if visible(letter) == letter else f"\\U{ord(letter):08x}"


def front_matter(fields: Iterable[tuple[str, Value]], visible: Visible) -> str:
    """The head of a page in YAML; what is not known is left out."""
    lines = [f"{name}: {_value(value, visible)}\n" for name, value in fields if value not in (None, [])]
    return f"---\n{''.join(lines)}---\n"


def _value(value: Value, visible: Visible) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(quoted(each, visible) for each in value)}]"
    return quoted(value or "", visible)
