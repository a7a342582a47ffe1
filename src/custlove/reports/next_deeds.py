"""The best next deeds: of all that `today` has to say, what would do most good, each with its command."""

from collections.abc import Iterator
from typing import NamedTuple

from custlove.reports.today import Today
from custlove.rules import feedback as loops

MOST = 3
# Of a text, as much as tells which one it is.
_LONGEST = 50
_LOOP = {"say it back to them": "confirm", "make it right": "act", "thank them": "thank"}
_MISTAKE = {"own it": "own", "make it right": "repair", "ask how it is now": "followup"}


class NextDeed(NamedTuple):
    """Something to do next: for whom, what, and the command for it."""

    person: str
    name: str
    what: str
    command: str


def best(owed: Today, most: int = MOST) -> list[NextDeed]:
    """The first few deeds, one a person: what is broken, then who waits for an answer, then who would like a word."""
    found: dict[str, NextDeed] = {}
    for deed in _deeds(owed):
        found.setdefault(deed.person, deed)
        if len(found) == most:
            break
    return list(found.values())


def _deeds(owed: Today) -> Iterator[NextDeed]:
    for promise in owed.broken_promises:
        if promise.by == "mine":
            what = f"keep “{_cut(promise.what)}”, or agree on a new day"
            yield NextDeed(promise.person, promise.name, what, f"custlove promise keep {promise.id}")
    yield from _listening(owed)
    for follow_up in owed.overdue_follow_ups:
        what = _cut(follow_up.why) or "follow up"
        yield NextDeed(follow_up.person, follow_up.name, what, f"custlove followup done {follow_up.id}")
    for low in owed.left_low:
        yield NextDeed(low.person, low.name, "call: they left low", f"custlove log {low.person}")
    for promise in owed.promises_due:
        if promise.by == "mine":
            what = f"keep “{_cut(promise.what)}”"
            yield NextDeed(promise.person, promise.name, what, f"custlove promise keep {promise.id}")
    for quiet in owed.gone_quiet:
        what = f"a word, after {quiet.days_quiet} days"
        yield NextDeed(quiet.person, quiet.name, what, f"custlove log {quiet.person}")
    for ask in owed.asks:
        yield NextDeed(ask.person, ask.name, "ask once more", f"custlove feedback ask {ask.person}")


def _listening(owed: Today) -> Iterator[NextDeed]:
    """Who waits for an answer, then the mistakes that want to be mended."""
    unhappy = [each for each in owed.open_feedback if loops.unhappy(each.kind, each.score)]
    for each in unhappy:
        if each.next_step:
            command = f"custlove feedback {_LOOP[each.next_step]} {each.id}"
            yield NextDeed(each.person, each.name, f"{each.next_step}: “{_cut(each.text)}”", command)
    for mistake in owed.open_mistakes:
        if mistake.next_step:
            command = f"custlove mistake {_MISTAKE[mistake.next_step]} {mistake.id}"
            yield NextDeed(mistake.person, mistake.name, f"{mistake.next_step}: “{_cut(mistake.what)}”", command)


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
