"""Making any text safe to show.

Everything that is shown passes through here; nothing that is kept does.
"""

from typing import Any

from custlove.quoting import is_hidden, visible

__all__ = ["is_hidden", "to_json", "visible", "visible_lines"]


def visible_lines(text: str) -> str:
    """The same with its line breaks and tabs kept as white space."""
    lines = text.replace("\r\n", "\n").expandtabs(4).split("\n")
    return "\n".join(visible(line) for line in lines)


def to_json(value: Any, *, indent: int | None = 2, encoding: str | None = "utf-8") -> str:
    """JSON that reads back to the very value and shows nothing hidden: such characters stand as escapes.

    So do all that go beyond ASCII where the `encoding` of the output does not hold them.
    """
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if not holds(encoding or "utf-8", text):
        return json.dumps(value, indent=indent)
    # Line breaks here are json.dumps' own; those of texts are escaped by it already. Most lines show all they hold.
    return "\n".join(line if line.isprintable() else "".join(map(_escaped, line)) for line in text.split("\n"))


def holds(encoding: str, text: str) -> bool:
    """Whether an encoding has every letter of a text."""
    if text.isascii() or encoding.lower().replace("-", "") == "utf8":
        return True
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _escaped(letter: str) -> str:
    if not is_hidden(letter):
        return letter
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
