"""What readers of many formats make of what they read: names, texts, how long a record may be."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from custlove.exchange.text.encodings import LONGEST, mended
from custlove.rules import addresses
from custlove.rules.names import fold
from custlove.services.imports.records import key_of

# Looked for where a word begins, not at each of its letters; possessive, so that none is looked at twice.
_EMAIL = re.compile(r"(?<![^\s@<>,;])[^\s@<>,;]++@[^\s@<>,;]++")


def single_spaced(text: str) -> str:
    """A text of one line, in which each run of white space is a blank: patterns then look at each blank once."""
    return " ".join(text.split())


def email_in(text: str) -> str | None:
    """The first e-mail address in a text, as in `Anna <anna@example.com>`; None if there is none."""
    found = _EMAIL.search(text)
    return found[0] if found and len(found[0]) <= addresses.LONGEST else None


def profile_key(url: str) -> str:
    """The key of somebody by the address of their profile, however it is written."""
    parts = urlsplit(url if "//" in url else f"//{url}")
    return key_of("url", f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}".lower())


def named(own: str, organisation: str, emails: Sequence[str], phones: Sequence[str]) -> tuple[str, bool]:
    """What to call somebody: their own name, else their organisation's, an address or a number; whether it is such.

    Raises ValueError if there is none of these.
    """
    name = own or organisation or next(iter((*emails, *phones)), "")
    if not name.strip():
        raise ValueError("it names nobody: no name, organisation, e-mail address or phone number")
    others = {fold(each) for each in (organisation, *emails, *phones)}
    return " ".join(name.split()), not own or fold(own) in others


def too_long(text: str) -> bool:
    """Whether a record is longer than any that is read."""
    return len(text) > LONGEST or (not text.isascii() and len(text.encode("utf-8", "surrogatepass")) > LONGEST)


def texts(values: Iterable[str | None]) -> tuple[str, ...]:
    """Texts without white space around them, each once and none empty."""
    return tuple(dict.fromkeys(mended(value).strip() for value in values if value and value.strip()))
