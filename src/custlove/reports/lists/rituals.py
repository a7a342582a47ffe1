"""Which rituals there are, and when they come next."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.people import absences, standing
from custlove.reports.rows import by_ids, clause, day, sure_day
from custlove.rules import recurrence, recurrence_words, rungs
from custlove.rules import rituals as rules
from custlove.schema import references

_COLUMNS = """
SELECT ritual.id, person.handle, person.name, ritual.what, ritual.rule, ritual.starts_on, ritual.added_on
FROM ritual JOIN person ON person.id = ritual.person_id
"""


class Ritual(NamedTuple):
    """A ritual as it stands on a day (DESIGN.md section 5); `missed` is 21 if it is more than 20."""

    id: int
    person: str
    name: str
    what: str
    next_on: date | None
    last_kept_on: date | None
    missed: int
    missed_since: date | None
    state: str
    rule: str
    rule_in_words: str
    starts_on: date
    added_on: date
    paused_on: date | None

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("ritual", self.id)


class Happened(NamedTuple):
    """What became of a ritual on a day: it was begun, kept, skipped (and why), paused or resumed."""

    id: int
    on: date
    kind: str
    what: str
    text: str | None


def one(connection: sqlite3.Connection, number: int, today: date) -> Ritual:
    """The ritual of that number as it stands; raises NotFound."""
    found = load(connection, ["ritual.id = ?"], [number], today)
    if not found:
        raise NotFound(
            f"There is no ritual {references.ref_of('ritual', number)}.", "Their references: custlove ritual list"
        )
    return found[0]


def listing(connection: sqlite3.Connection, person_id: int | None, today: date, *, over: bool) -> list[Ritual]:
    """The rituals there were on a day, what is next first; `over`: also those that have come to their end."""
    conditions, values = ["ritual.added_on <= ?"], [today.isoformat()]
    if person_id is not None:
        conditions.append("ritual.person_id = ?")
        values.append(str(person_id))
    found = load(connection, conditions, values, today)
    return sorted((each for each in found if over or each.state != "over"), key=_waits_since)


def of_person(connection: sqlite3.Connection, person_id: int, today: date) -> list[Ritual]:
    """The rituals that a person has on a day, what is next first; paused ones last."""
    return listing(connection, person_id, today, over=False)


def waiting(connection: sqlite3.Connection, until: date, today: date) -> list[Ritual]:
    """What was missed, and what comes up to a day, as of today; of nobody archived or at arm's length."""
    conditions, values = ["ritual.due_from <= ?"], [until.isoformat()]
    found = load(connection, conditions, values, today)
    # What became of one after today: a seek that is empty unless today lies in the past.
    since = "ritual.id IN (SELECT ritual_id FROM ritual_event WHERE day > ?)"
    found += load(connection, [since], [today.isoformat()], today)
    due = {each.id: each for each in found if each.added_on <= today and _is_due(each, until)}
    circles = standing.circles_before(connection, today)
    return sorted((each for each in due.values() if _is_near(connection, each, circles, today)), key=_waits_since)


def history(connection: sqlite3.Connection, person_id: int, today: date) -> Iterator[Happened]:
    """What became of a person's rituals up to a day, oldest first."""
    begun = "SELECT id, added_on, 'begun', what, rule, starts_on, 0 FROM ritual WHERE person_id = :person"
    events = (
        "SELECT ritual.id, day, kind, what, text, NULL, ritual_event.id FROM ritual_event"
        " JOIN ritual ON ritual.id = ritual_id WHERE person_id = :person"
    )
    values = {"person": person_id, "today": today.isoformat()}
    sql = f"SELECT * FROM ({begun} UNION ALL {events}) WHERE added_on <= :today ORDER BY added_on, 7, id"
    for number, on, kind, what, text, starts_on, _ in connection.execute(sql, values):
        said = _in_words(text, sure_day(starts_on)) if kind == "begun" else text
        yield Happened(number, sure_day(on), kind, what, said)


def load(connection: sqlite3.Connection, conditions: Sequence[str], values: Sequence[Any], today: date) -> list[Ritual]:
    """Rituals by SQL conditions, as they stand on a day, by number."""
    rows = connection.execute(f"{_COLUMNS}{clause(conditions)} ORDER BY ritual.id", values).fetchall()
    events = _events(connection, [row[0] for row in rows])
    return [_ritual(row, events.get(row[0], ()), today) for row in rows]


def _events(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[rules.Event, ...]]:
    found: dict[int, tuple[rules.Event, ...]] = {}
    sql = "SELECT ritual_id, kind, day, occurrence FROM ritual_event WHERE ritual_id IN ({ids}) ORDER BY day, id"
    for number, kind, on, occurrence in by_ids(connection, sql, ids):
        found[number] = (*found.get(number, ()), rules.Event(kind, sure_day(on), day(occurrence)))
    return found


def _ritual(row: Sequence[Any], events: Sequence[rules.Event], today: date) -> Ritual:
    number, handle, name, what, rule, starts_on, added_on = row
    facts = rules.Facts(rule, sure_day(starts_on), sure_day(added_on), events)
    stands = rules.standing(facts, today)
    return Ritual(
        id=number,
        person=handle,
        name=name,
        what=what,
        next_on=stands.next_on,
        last_kept_on=stands.last_kept_on,
        missed=stands.missed,
        missed_since=stands.missed_since,
        state=stands.state,
        rule=rule,
        rule_in_words=_in_words(rule, facts.starts_on),
        starts_on=facts.starts_on,
        added_on=facts.added_on,
        paused_on=stands.paused_on,
    )


def _in_words(rule: str, starts_on: date) -> str:
    return recurrence_words.in_words(recurrence.complete(recurrence.parse(rule), starts_on))


def _is_due(ritual: Ritual, until: date) -> bool:
    if ritual.state == "paused":
        return False
    return ritual.missed > 0 or (ritual.next_on is not None and ritual.next_on <= until)


def _waits_since(ritual: Ritual) -> tuple[bool, date, int]:
    return ritual.state == "paused", ritual.missed_since or ritual.next_on or date.max, ritual.id


def _is_near(connection: sqlite3.Connection, ritual: Ritual, circles: Mapping[int, str | None], today: date) -> bool:
    """Whether somebody was still there, and not at arm's length: nothing is suggested of them."""
    sql = "SELECT id, archived_on, circle, rung, rung_since FROM person WHERE handle = ?"
    number, archived_on, circle, rung, rung_since = connection.execute(sql, (ritual.person,)).fetchone()
    if rung_since is not None and sure_day(rung_since) > today:
        rung = standing.rung_on(connection, number, today)[0]
    gone = archived_on is not None and sure_day(archived_on) <= today
    gone = gone or number in absences.away(connection, today)
    return not gone and rungs.circle(rung, circles.get(number, circle)) != "arms-length"
