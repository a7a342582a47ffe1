"""What a spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection), and the guard."""

# The last four are = + - @ as East Asian keyboards type them.
_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_GUARD = "'"


def is_formula(text: str) -> bool:
    """Whether a cell with this text needs a guard: also one that looks guarded already, or the guard would be lost."""
    return text.lstrip(_GUARD).startswith(_SIGNS)


def guarded(text: str) -> str:
    """The text of a cell that is none to a spreadsheet: a quote before what is."""
    return f"{_GUARD}{text}" if is_formula(text) else text


def unguarded(text: str) -> str:
    """A text without the guard that was put before it."""
    return text[1:] if text.startswith(_GUARD) and is_formula(text) else text
