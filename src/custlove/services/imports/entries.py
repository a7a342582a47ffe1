"""What becomes of touchpoints and entries: given to the people they name, once and not again."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from custlove.services.imports import forgotten_people, provenance
from custlove.services.imports.forgotten_people import ForgottenPeople
from custlove.services.imports.people import Decided, PersonImporter
from custlove.services.imports.provenance import Arrival, mark
from custlove.services.imports.records import (
    NOWHERE,
    Entry,
    Person,
    Record,
    Touchpoint,
    Who,
    columns_of,
    first_marks,
    packed,
)
from custlove.services.restore import touchpoints
from custlove.services.restore.origin import Origin
from custlove.store.rows import new_uid

if TYPE_CHECKING:
    from custlove.store.bulk import Bulk

# Between two people there is one of a kind.
_PAIRS = {"link": ("person_id", "other_id", "kind"), "introduction": ("by_id", "person_id")}
_SETTLED = {"taken": "taken from the inbox", "dropped": "dropped from the inbox"}


class EntryImporter:
    """The touchpoints and entries of an import; `wait`: what nobody is found for waits in the inbox."""

    def __init__(
        self,
        bulk: "Bulk",
        source: str,
        today: str,
        people: PersonImporter,
        forgotten: ForgottenPeople,
        *,
        wait: bool,
    ) -> None:
        self._bulk = bulk
        self._source = source
        self._today = today
        self._people = people
        self._forgotten = forgotten
        self._wait = wait
        self._put: set[str] = set()

    def take(self, record: Record, what: Touchpoint | Entry, marks: frozenset[str], arrival: Arrival | None) -> Decided:
        """Decide on a touchpoint or an entry and write what it brings."""
        if arrival is not None:
            return self._again(record, what, marks, arrival)
        waiting = self._waiting(record)
        if waiting == "dropped" and not record.waits:
            return "skipped", None, "dropped from the inbox"
        found, missing = self._found(what)
        if isinstance(what, Entry) and what.only_again:
            return "skipped", found[0] if found else None, what.only_again
        if not found or (missing and isinstance(what, Entry)):
            return self._unmatched(record, what, missing, waiting)
        if isinstance(what, Touchpoint):
            noun, number = "touchpoint", self._touchpoint(record, what, found)
        else:
            noun, number = what.noun, self._entry(record, what, found)
            if number == 0:
                return "skipped", found[0], "there already"
        marks |= first_marks(what)
        provenance.remember(self._bulk, record.place.number, self._source, record.key, noun, number, marks)
        if waiting == "open":
            # Somebody is there by now to whom it can be given.
            self._bulk.flush("inbox")
            provenance.settle_waiting(self._bulk, self._source, record.waits or record.key, self._today)
        return "new", found[0], "; ".join(missing)

    @staticmethod
    def named(record: Record) -> str:
        """Whom a record names, in words."""
        what = record.what
        if isinstance(what, Person):
            return what.name
        return ", ".join(map(str, what.people)) if isinstance(what, Touchpoint) else str(what.who)

    def _found(self, what: Touchpoint | Entry) -> tuple[list[int], list[str]]:
        """The people it is about, and why others are not."""
        looked = [self._people.who(who) for who in _named_in(what)]
        found = list(dict.fromkeys(known.id for known, _ in looked if known is not None))
        return found, [why for known, why in looked if known is None]

    def _waiting(self, record: Record) -> str:
        """How it is in the inbox under the record's key: `open`, `taken` or `dropped`, nothing if it is not."""
        key = record.waits or record.key
        return "open" if key in self._put else provenance.waiting(self._bulk, self._source, key)

    def _unmatched(self, record: Record, what: Touchpoint | Entry, missing: list[str], waiting: str) -> Decided:
        if any(map(self._forgotten.names, _named_in(what))):
            return "skipped", None, forgotten_people.WHY
        why = "; ".join(missing) or "it names nobody"
        if not self._wait or record.waits == NOWHERE:
            return "skipped", None, why
        if waiting:
            return ("unchanged" if waiting == "open" else "skipped"), None, _SETTLED.get(waiting, why)
        text = str(what.fields.get("text") or what.fields.get("what") or what.fields.get("why") or "")
        day = what.when.day if isinstance(what, Touchpoint) else str(what.fields.get("day") or self._today)
        key = record.waits or record.key
        self._put.add(key)
        row = {"source": self._source, "key": key, "day": day, "who": self.named(record), "what": text}
        row |= {"data": packed(record), "seen_on": self._today, "uid": new_uid()}
        self._bulk.put("inbox", record.place.number, {**row, "id": self._bulk.number("inbox")})
        return "waiting", None, why

    def _touchpoint(self, record: Record, what: Touchpoint, people: list[int]) -> int:
        row = {"direction": "both", "text": "", **what.fields, "tags": list(what.tags)}
        touchpoints.touchpoint(self._bulk, Origin(record.place.number, new_uid()), people, what.when, row)
        return int(row["id"])

    def _entry(self, record: Record, what: Entry, people: list[int]) -> int:
        """The number of a new row; 0 where between these two people it is there already, or they are one."""
        values: dict[str, Any] = {**what.first, **what.fields, "person_id": people[0]}
        for column, who in what.others.items():
            known, _ = self._people.who(who)
            values[column] = known.id if known else 0
        pair = _PAIRS.get(what.noun)
        if pair is not None:
            self._bulk.flush("person", what.noun)
            same = len(people) == 1
            if same or provenance.has_row(self._bulk, what.noun, {column: values[column] for column in pair}):
                return 0
        return provenance.add(self._bulk, record.place.number, what.noun, values)

    def _again(self, record: Record, what: Touchpoint | Entry, marks: frozenset[str], arrival: Arrival) -> Decided:
        """A record that came in before: brought up to date where the user has not touched it."""
        found, _ = self._found(what)
        person = found[0] if found else None
        begun = what.first if isinstance(what, Entry) else ()
        all_marks = provenance.together(marks, arrival.marks)
        all_marks |= {each for each in arrival.marks if each.partition(":")[0] in begun}
        if all_marks == arrival.marks:
            return "unchanged", person, ""
        now = provenance.current(self._bulk, arrival.noun, arrival.row_id)
        changes = _updates(now, columns_of(what), arrival.marks)
        joining = self._joining(what, arrival) if isinstance(what, Touchpoint) else []
        if changes:
            provenance.update(self._bulk, arrival.noun, arrival.row_id, changes)
        if joining:
            touchpoints.join(self._bulk, record.place.number, arrival.row_id, joining, {**now, **changes})
        if not changes and not joining:
            return "unchanged", person, ""
        provenance.remember_again(self._bulk, self._source, record.key, all_marks)
        return "changed", person, ", ".join([*changes, *(["people"] if joining else [])])

    def _joining(self, what: Touchpoint, arrival: Arrival) -> list[int]:
        """The people whom a touchpoint names now and did not name before."""
        there = set(provenance.parts(self._bulk, "touchpoint_person", "person_id", arrival.row_id))
        new = (self._people.who(who)[0] for who in what.people if mark("who", who) not in arrival.marks)
        return list(dict.fromkeys(known.id for known in new if known is not None and known.id not in there))


def _named_in(what: Touchpoint | Entry) -> tuple[Who, ...]:
    return what.people if isinstance(what, Touchpoint) else (what.who, *what.others.values())


def _updates(now: Mapping[str, Any], columns: Mapping[str, Any], earlier: frozenset[str]) -> dict[str, Any]:
    """Which columns take another value: gaps never filled, and what is still as it was brought."""
    changes = {}
    for column, value in columns.items():
        here = now[column]
        never = not any(each.startswith(f"{column}:") for each in earlier)
        ours = never if here is None or here == "" else mark(column, here) in earlier
        if ours and here != value:
            changes[column] = value
    return changes
