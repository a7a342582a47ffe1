"""What readers of many formats make of what they read: names, texts, how long a record may be."""

from collections.abc import Iterable, Sequence

from custlove.exchange.text.encodings import LONGEST, mended
from custlove.rules.names import fold


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
