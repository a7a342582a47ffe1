"""Names as keys: what makes two spellings the same, and handles made from names."""

import re
import unicodedata

HANDLE = re.compile(r"[a-z0-9][a-z0-9-]*")
_FALLBACK = "person"
# Letters that Unicode does not decompose into a letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h"})


def fold(text: str) -> str:
    """A text as a key: compatible forms, case and accents folded, white space as single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFKC", bare).translate(_PLAIN).split())


def handle_from(name: str) -> str:
    """The handle that a name makes: `Zoë O'Neil` becomes `zoe-oneil`; `person` where no letter or digit is left."""
    plain = re.sub(r"['’`]", "", fold(name))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or _FALLBACK


def digits(phone: str) -> str:
    """A phone number as a key: its digits, whatever script they are typed in."""
    return "".join(str(unicodedata.decimal(letter)) for letter in phone if letter.isdecimal())


def tag_key(tag: str) -> str:
    """A tag as a key: folded, without a leading `#` or `+`."""
    return fold(tag.lstrip("#+"))
