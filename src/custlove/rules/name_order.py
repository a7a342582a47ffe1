"""In which order the parts of a name are written: in Chinese, Japanese and Korean the family name comes first."""

import re

# Han, Hiragana, Katakana, Hangul and the signs that stand between and after them.
_EAST_ASIAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff65-\uff9f\U00020000-\U0003ffff\\s·・]+"
)


def is_family_first(text: str) -> bool:
    """Whether all letters of a name are Chinese, Japanese or Korean ones."""
    return bool(text.strip()) and _EAST_ASIAN.fullmatch(text) is not None


def whole(given: str, middle: str, family: str) -> str:
    """A name of its parts, as it is written: `Anna Berg`, but `山田太郎`."""
    if is_family_first(f"{family}{given}{middle}"):
        return f"{family}{given}{middle}"
    return " ".join(filter(None, (given, middle, family)))


def parts(name: str) -> tuple[str, str]:
    """The family name of a name, and the rest; put together again by `whole` or with a blank, they are the name.

    A small word before a family name belongs to it (`van der Berg`).
    """
    words = name.split()
    if len(words) > 1 and is_family_first(name):
        return words[0], " ".join(words[1:])
    at = len(words) - 1
    while at > 1 and words[at - 1].islower():
        at -= 1
    given, family = (words[:at], words[at:]) if at > 0 else (words, [])
    return " ".join(family), " ".join(given)
