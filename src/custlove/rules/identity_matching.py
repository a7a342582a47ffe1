"""Whether two e-mail addresses, phone numbers or names are one and the same person's.

Merging wrongly costs more than a second card, which `person merge` mends: if it is not sure, the answer is no.
"""

import re
from collections.abc import Sequence
from itertools import permutations

from custlove.rules.names import digits, fold

# With an extension, a dialling pause and a word or two: whatever is longer is not a number (E.164 has 15 digits).
LONGEST_PHONE = 64
# A number of fewer digits is an extension, or a mistake.
_FEWEST_DIGITS = 7
# With no 0 in front, as in North America, only a whole national number tells enough.
_WHOLE_NATIONAL = 9
# Country codes have one to three digits (ITU-T E.164).
_LONGEST_COUNTRY = 3
# Addresses that several people of a house read (RFC 2142, and what small firms use).
_SHARED = frozenset({
    "abuse", "accounting", "accounts", "admin", "anfrage", "billing", "booking", "buchhaltung", "bureau", "buero",
    "contact", "contacto", "contatti", "courrier", "enquiries", "family", "familie", "hello", "hallo", "help", "hi",
    "hostmaster", "info", "invoice", "invoices", "jobs", "kontakt", "mail", "marketing", "news", "newsletter", "noc",
    "noreply", "no-reply", "office", "orders", "post", "postmaster", "press", "purchasing", "rechnung", "reception",
    "sales", "security", "service", "services", "studio", "support", "team", "vertrieb", "webmaster", "praxis",
    "kanzlei", "sekretariat", "secretary", "secretariat", "zentrale",
})  # fmt: skip
_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "herr", "frau", "ing", "dipl", "mag", "phd", "md",
    "jr", "sr", "ii", "iii", "iv",
})  # fmt: skip
_MOST_WORDS = 5


def phone_tail(phone: str) -> str | None:
    """The last digits of a phone number, which any two spellings of it share; None if it is too short to tell."""
    number = _number(phone)[0]
    return number[-_FEWEST_DIGITS:] if len(number) >= _FEWEST_DIGITS else None


def same_phone(one: str, other: str) -> bool:
    """Whether two numbers are one, with or without the country code, a 0 in front, or an extension behind `ext`."""
    (first, first_abroad), (second, second_abroad) = _number(one), _number(other)
    if min(len(first), len(second)) < _FEWEST_DIGITS:
        return False
    if first == second:
        return True
    if first_abroad == second_abroad:
        return False
    whole, national = (first, second) if first_abroad else (second, first)
    bare = national.lstrip("0")
    enough = _FEWEST_DIGITS if bare != national else _WHOLE_NATIONAL
    return len(bare) >= enough and whole.endswith(bare) and 1 <= len(whole) - len(bare) <= _LONGEST_COUNTRY


def _number(phone: str) -> tuple[str, bool]:
    """The digits of a number without its extension, those of one that begins with a country code without the prefix."""
    whole = " ".join(phone.split()).removeprefix("tel:")
    if len(whole) > LONGEST_PHONE:
        return "", False
    plain = re.split(r"(?i);|ext|x\d|durchwahl", whole, maxsplit=1)[0].strip()
    if plain.startswith("+"):
        # +49 (0)30 …: the 0 is dialled only at home.
        return digits(re.sub(r"\(0\)", "", plain)), True
    if plain.startswith("00"):
        return digits(re.sub(r"\(0\)", "", plain))[2:], True
    return digits(plain), False


def is_shared(email: str) -> bool:
    """Whether an address is one that several people read, as info@ and office@ are."""
    return fold(email).partition("@")[0].partition("+")[0] in _SHARED


def full_name(name: str) -> str | None:
    """A name as a key if it has at least a first and a last name, without titles; None if it has not."""
    words = _words(name)
    return " ".join(words) if len(words) > 1 else None


def bare_name(name: str) -> str:
    """A name without the titles before and after it."""
    words = name.split()
    while len(words) > 1 and fold(words[0]).rstrip(".") in _TITLES:
        words = words[1:]
    while len(words) > 1 and fold(words[-1]).rstrip(".") in _TITLES:
        words = words[:-1]
    return " ".join(words)


def names_agree(one: str, other: str) -> bool:
    """Whether two names can be the same person's: each word of the shorter is a word of the longer, or its initial."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    if not shorter or len(longer) > _MOST_WORDS:
        return shorter == longer
    return any(_fit(shorter, order) for order in permutations(longer, len(shorter)))


def can_share(one: str, other: str) -> bool:
    """Whether two names under one e-mail address can be the same person's.

    They can where they agree, if only by initials, and where the first name is the same: family names change, by
    marriage most of all. Names in scripts that have no letter in common say nothing against it.
    """
    if names_agree(one, other):
        return True
    first, second = _words(one), _words(other)
    if not first or not second or first[0].isascii() != second[0].isascii():
        return True
    shorter, longer = sorted((first, second), key=len)
    if len(longer) <= _MOST_WORDS and any(_pairs_fit(shorter, order) for order in permutations(longer, len(shorter))):
        return True
    return len(first[0]) > 1 and first[0] == second[0]


def _words(name: str) -> list[str]:
    given, comma, family = name.partition(",")
    words = re.findall(r"\w+", fold(f"{family} {given}" if comma else name))
    return [word for word in words if word not in _TITLES] or words


def _fit(words: Sequence[str], others: Sequence[str]) -> bool:
    # Initials alone say nothing.
    return _pairs_fit(words, others) and any(
        one == other and len(one) > 1 for one, other in zip(words, others, strict=True)
    )


def _pairs_fit(words: Sequence[str], others: Sequence[str]) -> bool:
    pairs = zip(words, others, strict=True)
    return all(one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]) for one, other in pairs)
