"""Who the guests of a meeting are."""

import re
from collections.abc import Iterator

from custlove.exchange.ics.events import Guest
from custlove.exchange.mail.people import ContactBook
from custlove.reports.people.contact_index import KnownPerson
from custlove.rules.names import in_order
from custlove.services.imports.records import Who

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_LONGEST_NAME = 4


def known(guest: Guest, book: ContactBook) -> KnownPerson | None:
    """Who a guest is: by the address, or where there is none by a full name that is one person's."""
    if guest.address:
        return book.find(guest.address, guest.name).person
    several = book.by_full_name(in_order(guest.name))
    return several[0] if len(several) == 1 else None


def in_title(title: str, book: ContactBook) -> Iterator[Who]:
    """The people whose full names stand in a title; never by a first name alone."""
    words = _WORD.findall(title)
    seen: set[int] = set()
    for length in range(_LONGEST_NAME, 1, -1):
        for at in range(len(words) - length + 1):
            several = book.by_full_name(" ".join(words[at : at + length]))
            if len(several) == 1 and several[0].id not in seen:
                seen.add(several[0].id)
                yield Who(handle=several[0].handle, name=several[0].name)
