"""E-mail addresses of your own."""

import re

# RFC 5321: 64 for the mailbox, an @, 255 for the domain.
LONGEST = 320
_ADDRESS = re.compile(r"[^\s@<>]*@[^\s@<>]+")


def parse(words: str) -> tuple[str, ...]:
    """The addresses in a text, in small letters; `@domain` stands for all of a domain.

    Raises ValueError with a sentence if there is none, or something else.
    """
    found = words.replace(",", " ").replace(";", " ").lower().split()
    if not found or not all(map(_ADDRESS.fullmatch, found)):
        raise ValueError("Write one address or several: levin@example.com, or @example.com for a whole domain.")
    return tuple(found)


def is_one_of(address: str, own: frozenset[str]) -> bool:
    """Whether an address in small letters is one of your own."""
    return address in own or f"@{address.rpartition('@')[2]}" in own
