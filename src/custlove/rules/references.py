"""References to a row by its number, as they are typed."""


def as_number(word: str) -> int | None:
    """The number that a word such as `12` or `#12` is."""
    digits = word.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
