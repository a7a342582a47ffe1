"""One folding for names and texts, on both sides: of what is kept and of what is looked for.

Pure: the rules and the file stand on it.
"""

import re
import unicodedata
from functools import cache

# Written in many ways, and meant as one.
APOSTROPHES = "'\u2019\u2018`\u02bc\u02bb\u02b9\u2032"
# Letters that Unicode does not decompose into a letter and an accent; what shows nothing of its own; apostrophes.
_PLAIN = str.maketrans({
    "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t",
    **dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), ""), "\u0640": "",
    **dict.fromkeys(APOSTROPHES.replace("`", ""), "'"),
})  # fmt: skip
# Thai, Lao, Burmese, Khmer, Chinese, Japanese: no blanks between words. A letter, with the signs that stand on it.
UNSPACED = (
    "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf\u1000-\u102a\u103f"
    "\u1050-\u1055\u1780-\u17b3\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u303c\u3041-\u3096\u309d"
    "-\u309f\u30a1-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
    "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3]*"
)
# A word with apostrophes inside.
WITH_APOSTROPHES = r"[^\s']+(?:'[^\s']+)+"
# Shorter numbers are no phone numbers, longer ones neither (ITU-T E.164 has 15 digits, an extension more).
_FEWEST_DIGITS, _MOST_DIGITS = 5, 20


def letters(text: str) -> str:
    """A text in compatible forms, without case, accents and what hides in it; white space as it is."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join([each for each in decomposed if each.isascii() or _counts(each)])
    return unicodedata.normalize("NFKC", bare).translate(_PLAIN)


def fold(text: str) -> str:
    """A text as a key: as `letters`, with white space as single blanks."""
    return " ".join(letters(text).split())


def spaced(text: str) -> str:
    """A text for the search index or of a query: folded, with blanks around letters of scripts that have none."""
    plain = letters(text)
    return plain if plain.isascii() else _unspaced().sub(r" \g<0> ", plain)


def search_text(text: str) -> str:
    """What the search index gets of a text: its words, and at the end those with apostrophes as one word each.

    The index itself parts words at apostrophes and lowers the case of ASCII.
    """
    if text.isascii() and "'" not in text:
        return text
    plain = letters(text)
    return " ".join((spaced(text), *(joined(each) for each in re.findall(WITH_APOSTROPHES, plain))))


def joined(word: str) -> str:
    """A folded word without its apostrophes."""
    return word.replace("'", "")


def number_words(text: str) -> str:
    """What the search index gets of a phone number besides: its digits from each place on, so that any part begins one.

    `(0)` is left out: it is dialled or not.
    """
    digits = number(text)
    last = len(digits) - _FEWEST_DIGITS + 1
    return " ".join(digits[at:] for at in range(last)) if len(digits) <= _MOST_DIGITS else ""


def number(text: str) -> str:
    """The digits of a phone number, without a `(0)`."""
    return "".join(str(unicodedata.decimal(each)) for each in text.replace("(0)", "") if each.isdecimal())


def looked_up_number(text: str) -> str:
    """The digits of a phone number that is looked for, without zeros in front; "" for what is too short to be one."""
    digits = number(text).lstrip("0")
    return digits if len(digits) >= _FEWEST_DIGITS else ""


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(UNSPACED)


def _counts(letter: str) -> bool:
    return not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
