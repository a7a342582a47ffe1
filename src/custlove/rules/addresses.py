"""E-mail addresses: your own, and which of others are one."""

import re

# RFC 5321: 64 for the mailbox, an @, 255 for the domain.
LONGEST = 320
_ADDRESS = re.compile(r"[^\s@<>]*@[^\s@<>]+")
_GOOGLE = frozenset({"gmail.com", "googlemail.com"})


def parse(words: str) -> tuple[str, ...]:
    """The addresses in a text, in small letters; `@domain` stands for all of a domain.

    Raises ValueError with a sentence if there is none, or something else.
    """
    found = words.replace(",", " ").replace(";", " ").lower().split()
    if not found or not all(map(_ADDRESS.fullmatch, found)):
        raise ValueError("Write one address or several: levin@example.com, or @example.com for a whole domain.")
    return tuple(found)


def canonical(address: str) -> str:
    """What all forms of an address have in common, in small letters.

    What stands behind a plus is a note of the owner's (RFC 5233); Google looks at no dots, and has two domains.
    """
    local, at, domain = address.lower().rpartition("@")
    if not at:
        return domain
    local = local.partition("+")[0] or local
    if domain in _GOOGLE:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def is_one_of(address: str, own: frozenset[str]) -> bool:
    """Whether an address is one of your own, which are in small letters."""
    return (
        address in own
        or f"@{address.rpartition('@')[2]}" in own
        or any(canonical(each) == canonical(address) for each in own if not each.startswith("@"))
    )
