"""What an examination found, as sentences."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from custlove.services.doctor import Examined, Repaired

_TITLES = {
    "structure": "Structure",
    "content": "Content",
    "derived": "What is worked out",
    "place": "The file and its folder",
}
_MOST_NAMED = 20
_NEXT = {
    "salvage": "Bring what can be read into a new file: custlove doctor --repair (the old file is kept)",
    "repair": "Make anew what can be made anew: custlove doctor --repair (a backup is made first)",
    "accept": "Take what stands as right: custlove doctor --accept",
    "backup": "Put it right by hand, or put a backup in its place; nothing that custlove keeps tells how it was",
}


def lines(examined: "Examined") -> Iterator[str]:
    """What was looked at, what is hurt, what is to be known, what is safe, what to do next."""
    found = examined.findings
    yield f"{examined.path}: {found.rows:,} rows, {found.changes:,} changes."
    for area, title in _TITLES.items():
        here = [each for each in found.found if each.area == area]
        yield f"{title}: {'sound' if not any(each.hurt for each in here) else 'hurt'}."
        for each in sorted(here, key=lambda finding: not finding.hurt):
            yield f"  {'Hurt' if each.hurt else 'Note'}: {each.text}."
    yield from _next_deeds({each.mend for each in found.found})


def repaired(answer: "Repaired") -> Iterator[str]:
    """What a repair kept, and what is lost."""
    if answer.kept is None:
        yield "Nothing had to be made anew."
        return
    yield f"Made anew what can be made anew. The journal as it was: {answer.kept}"
    if answer.lost:
        yield "Lost:"
    for each in answer.lost:
        rows = ", ".join(map(str, each.rows[:_MOST_NAMED])) + (" …" if each.rows[_MOST_NAMED:] else "")
        yield f"  {each.table.replace('_', ' ')} {rows or '(all)'}: {each.why}."


def _next_deeds(mends: set[str]) -> Iterator[str]:
    # A new file has all of it made anew.
    if "salvage" in mends:
        mends -= {"repair"}
    told = [words for mend, words in _NEXT.items() if mend in mends]
    if told:
        yield "Next:"
    yield from (f"  {words}." for words in told)
