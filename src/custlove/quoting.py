"""Any text made safe to show, and what was typed given back in a sentence.

What a person typed, or a mail brought in, may hold terminal escapes, right-to-left overrides or line breaks. Pure, and
without imports at the start: the ground and the rules stand on it, and every command loads it.
"""

# Joiners hold emoji and Indic or Persian words together and move nothing else.
_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LINE_BREAK = "\u23ce"


def visible(text: str) -> str:
    """A text on one line: control, format, bidi and unassigned characters made visible, joiners kept."""
    return text if text.isprintable() else "".join(map(_visible, text))


def quoted(typed: str, most: int | None = None) -> str:
    """What was typed, in its own letters between quotation marks, made visible; cut behind `most` characters."""
    cut = typed if most is None or len(typed) <= most else f"{typed[:most]}…"
    return f'"{visible(cut)}"'


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
