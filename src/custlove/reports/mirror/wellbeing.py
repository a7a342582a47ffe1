"""The mirror on how it leaves you: energy, and complaints in your own words (ideas B5 and D5)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from custlove.reports import find
from custlove.reports.mirror.data import Answer, View
from custlove.reports.rows import by_ids, sure_day
from custlove.rules import mirror as rules
from custlove.rules.mirror import Period
from custlove.rules.names import fold
from custlove.store import search

# Touchpoints of the period, and people of any day: their notes have none of their own.
_FOUND = (
    "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ?"
    f" AND (rowid >= ? OR {search.CODE} = {search.SEARCHED['person'].code}) ORDER BY rowid DESC"
)
_TOUCHPOINTS = (
    "SELECT touchpoint.id, person_id, touchpoint.day, touchpoint.energy FROM touchpoint"
    " JOIN touchpoint_person AS touch ON touch.touchpoint_id = touchpoint.id WHERE touchpoint.id IN ({ids})"
)
_NOTES = "SELECT id, added_on, notes FROM person WHERE notes IS NOT NULL AND id IN ({ids})"


class Complaint(NamedTuple):
    """A complaint in your own words: about whom, on which day, in which touchpoint (None: the notes), the words."""

    person: int
    on: date
    touchpoint: int | None
    energy: int | None
    words: tuple[str, ...]


def fulfilment(view: View) -> tuple[Answer, Answer]:
    """The share of touchpoints that leave you drained, or complaining, of those that say how they left you."""
    now, before = (_fulfilment(view, period) for period in view.periods)
    return now, before


def _fulfilment(view: View, period: Period) -> Answer:
    complaints, channels = _complaints(view, period), view.channels_in(period).values()
    energies = {each.touchpoint: each.energy for each in complaints if each.touchpoint is not None}
    noted = sum(each.noted for each in channels) + sum(energy is None for energy in energies.values())
    draining = sum(each.draining for each in channels)
    draining += sum(energy is None or energy >= 0 for energy in energies.values())
    says = f"{draining} of {noted} touchpoints that say how they left you"
    if not view.is_asked(period):
        return Answer(rules.percent(draining, noted), noted)
    touched = view.touched_in(period)
    heavy = Counter(each.person for each in complaints)
    heavy.update({person: -each.drained - each.fed for person, each in touched.items() if each.drained + each.fed < 0})
    people = sorted(heavy, key=lambda person: (-heavy[person], view.handles[person]))
    fed = [person for person, each in touched.items() if each.fed + each.drained > 0]
    fed.sort(key=lambda person: (-touched[person].fed - touched[person].drained, view.handles[person]))
    if fed:
        says += f"; fed by {', '.join(view.name(person) for person in fed[: rules.TELLING])}"
    because = [_said(view, each) for each in complaints]
    return Answer(rules.percent(draining, noted), noted, people, says, because)


def _said(view: View, each: Complaint) -> str:
    where = f"touchpoint #{each.touchpoint} of {each.on}" if each.touchpoint is not None else "notes"
    return f"{view.name(each.person)}: {', '.join(each.words)} ({where})"


def _complaints(view: View, period: Period) -> list[Complaint]:
    """Complaints in the touchpoints of a period and in the notes about people, newest first."""
    words: dict[tuple[str, int], list[str]] = {}
    for word in dict.fromkeys(view.asked.complaints):
        for found in _holding(view, word, period):
            words.setdefault(found, []).append(word)
    return [*_in_touchpoints(view, words), *_in_notes(view, words, period)]


def _holding(view: View, word: str, period: Period) -> Iterable[tuple[str, int]]:
    """What holds a whole word, as the index folds it: which table, which number."""
    quoted = '"' + word.replace('"', '""') + '"'
    end = find.first_rowid(period.until) + search.first_rowid(1)
    rows = view.connection.execute(_FOUND, (quoted, end, find.first_rowid(period.since)))
    return [search.unpack(rowid) for (rowid,) in rows]


def _in_touchpoints(view: View, words: dict[tuple[str, int], list[str]]) -> list[Complaint]:
    ids = [number for table, number in words if table == "touchpoint"]
    rows = by_ids(view.connection, _TOUCHPOINTS, ids)
    found = [
        Complaint(person, sure_day(on), number, energy, tuple(words["touchpoint", number]))
        for number, person, on, energy in rows
    ]
    return sorted(found, key=lambda each: (-each.on.toordinal(), -(each.touchpoint or 0), each.person))


def _in_notes(view: View, words: dict[tuple[str, int], list[str]], period: Period) -> list[Complaint]:
    """The index has the notes together with the name: only what stands in the notes counts."""
    ids = [number for table, number in words if table == "person"]
    found = []
    for number, added_on, notes in by_ids(view.connection, _NOTES, ids):
        there = _in_words(notes, words["person", number])
        if there and sure_day(added_on) <= period.until:
            found.append(Complaint(number, sure_day(added_on), None, None, there))
    return sorted(found, key=lambda each: view.handle(each.person))


def _in_words(text: str, words: Sequence[str]) -> tuple[str, ...]:
    there = set(re.findall(r"\w+", fold(text)))
    return tuple(word for word in words if set(re.findall(r"\w+", fold(word))) <= there)
