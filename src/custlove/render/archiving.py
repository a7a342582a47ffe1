"""Somebody was archived: what is still open with them, or was let go."""

from datetime import date
from typing import TYPE_CHECKING

from custlove.render import sentences

if TYPE_CHECKING:
    from custlove.reports.people.open_between import OpenItem
    from custlove.services.archiving import PersonArchived

_WORDS = {"mine promise": "your promise", "theirs promise": "their promise", "ask": "what you asked"}


def said(archived: "PersonArchived", today: date) -> str:
    """The person, and what is open or was let go."""
    person = sentences.person(archived.person, today)
    if not archived.open:
        return person
    items = "; ".join(map(_item, archived.open))
    head = "Still open" if archived.let_go is None else f"Let go ({archived.let_go})"
    return f"{person} {head}: {items}."


def hint(archived: "PersonArchived") -> str:
    """How to let go what is still open; empty where nothing is."""
    if not archived.open or archived.let_go is not None:
        return ""
    return f'To let all of it go: custlove person archive {archived.person.person} --let-go --why "…"'


def _item(each: "OpenItem") -> str:
    ref = "" if each.kind == "ask" else f"{each.ref} "
    return f"{ref}{_WORDS.get(each.kind, each.kind)}, “{sentences.cut(each.text)}” ({each.on})"
