"""Making any text safe to show.

What a person typed, or a mail brought in, may hold terminal escapes, right-to-left overrides or line breaks.
Everything that is shown passes through here; nothing that is kept does.
"""

from typing import Any

# Joiners hold emoji and Indic or Persian words together and move nothing else.
_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LINE_BREAK = "\u23ce"


def visible(text: str) -> str:
    """A text on one line: control, format, bidi and unassigned characters made visible, joiners kept."""
    return text if text.isprintable() else "".join(map(_visible, text))


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
    if not _holds(encoding or "utf-8", text):
        return json.dumps(value, indent=indent)
    # Line breaks here are json.dumps' own; those of texts are escaped by it already. Most lines show all they hold.
    return "\n".join(line if line.isprintable() else "".join(map(_escaped, line)) for line in text.split("\n"))


def _holds(encoding: str, text: str) -> bool:
    if text.isascii() or encoding.lower().replace("-", "") == "utf8":
        return True
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_hidden(letter: str) -> bool:
    """Whether a character would act on a terminal or hide in a line instead of showing itself."""
    if letter.isprintable() or letter in _JOINERS:
        return False
    import unicodedata

    return unicodedata.category(letter) in _HIDDEN


def _visible(letter: str) -> str:
    if not is_hidden(letter):
        return letter
    code = ord(letter)
    if letter == "\n":
        return _LINE_BREAK
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _escaped(letter: str) -> str:
    if not is_hidden(letter):
        return letter
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
