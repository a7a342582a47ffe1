"""The mirror on how it leaves you: energy, and complaints in your own words (ideas B5 and D5)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from custlove.reports import find
from custlove.reports.mirror.data import Answer, View
from custlove.reports.rows import by_ids, sure_day
from custlove.rules import mirror as rules
from custlove.rules import search_terms
from custlove.rules.complaints import Found, complaints
from custlove.rules.mirror import Period
from custlove.schema import references
from custlove.store import search

# Touchpoints of the period, and people of any day: their notes have none of their own.
_FOUND = (
    "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ?"
    f" AND (rowid >= ? OR {search.CODE} = {search.SEARCHED['person'].code}) ORDER BY rowid DESC"
)
_TOUCHPOINTS = (
    "SELECT touchpoint.id, person_id, touchpoint.day, touchpoint.energy, touchpoint.text FROM touchpoint"
    " JOIN touchpoint_person AS touch ON touch.touchpoint_id = touchpoint.id WHERE touchpoint.id IN ({ids})"
)
_NOTES = "SELECT id, added_on, notes FROM person WHERE notes IS NOT NULL AND id IN ({ids})"


class Complaint(NamedTuple):
    """A complaint in your own words: about whom, on which day, in which touchpoint (None: the notes), the words."""

    person: int
    on: date
    touchpoint: int | None
    energy: int | None
    words: tuple[Found, ...]


def fulfilment(view: View) -> tuple[Answer, Answer]:
    """The share of touchpoints that leave you drained, or complaining, of those that say how they left you."""
    now, before = (_fulfilment(view, period) for period in view.periods)
    return now, before


def _fulfilment(view: View, period: Period) -> Answer:
    heard, channels = _complaints(view, period), view.channels_in(period).values()
    # Where an energy was given, that is how it left you; a word is only asked where none was.
    worded = {each.touchpoint for each in heard if each.touchpoint is not None and each.energy is None}
    noted = sum(each.noted for each in channels) + len(worded)
    draining = sum(each.draining for each in channels) + len(worded)
    says = f"{draining} of {noted} touchpoints that say how they left you"
    if not view.is_asked(period):
        return Answer(rules.percent(draining, noted), noted)
    touched = view.touched_in(period)
    heavy = Counter(each.person for each in heard if each.energy is None)
    heavy.update({person: -each.drained - each.fed for person, each in touched.items() if each.drained + each.fed < 0})
    people = sorted(heavy, key=lambda person: (-heavy[person], view.handles[person]))
    fed = [person for person, each in touched.items() if each.fed + each.drained > 0]
    fed.sort(key=lambda person: (-touched[person].fed - touched[person].drained, view.handles[person]))
    if fed:
        says += f"; fed by {', '.join(view.name(person) for person in fed[: rules.TELLING])}"
    because = [_said(view, each) for each in heard]
    return Answer(rules.percent(draining, noted), noted, people, says, because)


def _said(view: View, each: Complaint) -> str:
    where = (
        f"touchpoint {references.ref_of('touchpoint', each.touchpoint)} of {each.on}"
        if each.touchpoint is not None
        else "notes"
    )
    said = ", ".join(f"“{found.around}”" for found in each.words)
    return f"{view.name(each.person)}: {', '.join(found.word for found in each.words)} in {said} ({where})"


def _complaints(view: View, period: Period) -> list[Complaint]:
    """Complaints in the touchpoints of a period and in the notes about people, newest first."""
    holding: dict[tuple[str, int], None] = {}
    for word in dict.fromkeys(view.asked.complaints):
        holding |= dict.fromkeys(_holding(view, word, period))
    return [*_in_touchpoints(view, holding), *_in_notes(view, holding, period)]


def _holding(view: View, word: str, period: Period) -> Iterable[tuple[str, int]]:
    """What holds a whole word, as the index folds it: which table, which number."""
    end = find.first_rowid(period.until) + search.first_rowid(1)
    rows = view.connection.execute(_FOUND, (search_terms.phrase(word), end, find.first_rowid(period.since)))
    return [search.unpack(rowid) for (rowid,) in rows]


def _in_touchpoints(view: View, holding: Iterable[tuple[str, int]]) -> list[Complaint]:
    """Those that did not leave you even or fed: of such hours a word says nothing."""
    ids = [number for table, number in holding if table == "touchpoint"]
    found = [
        Complaint(person, sure_day(on), number, energy, words)
        for number, person, on, energy, text in by_ids(view.connection, _TOUCHPOINTS, ids)
        if (energy is None or energy < 0) and (words := tuple(complaints(text, view.asked.complaints)))
    ]
    return sorted(found, key=lambda each: (-each.on.toordinal(), -(each.touchpoint or 0), each.person))


def _in_notes(view: View, holding: Iterable[tuple[str, int]], period: Period) -> list[Complaint]:
    """The index has the notes together with the name: only what stands in the notes counts."""
    ids = [number for table, number in holding if table == "person"]
    found = [
        Complaint(number, sure_day(added_on), None, None, words)
        for number, added_on, notes in by_ids(view.connection, _NOTES, ids)
        if sure_day(added_on) <= period.until and (words := tuple(complaints(notes, view.asked.complaints)))
    ]
    return sorted(found, key=lambda each: view.handle(each.person))
