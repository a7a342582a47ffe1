"""What becomes of the records of a file: one change, all of it or nothing.

Each record is decided on alone:

- `new`: nobody and nothing of this kind was there.
- `merged`: somebody who is there (reports/people/contact_index.py says how that is told). Gaps are filled: an empty
  field, another
  address, number, tag or day; notes are added to notes. What is there stays.
- `unchanged`: it came in before, by its source and key, and says the same.
- `changed`: it came in before and says something else now. A value that is still what was brought then is brought up to
  date, a gap is filled; what the user wrote or took away since stays as it is (provenance.py).
- `skipped`, with the reason: removed since, the same twice, nobody to give it to, somebody who may be two people, or
  who was forgotten for good.
- `waiting`: nobody to give it to for sure, and it was put into the inbox.
- `bad`: it cannot be read. It is named, and stops nothing but itself, unless the import is strict.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from custlove.errors import CustloveError
from custlove.services.imports import forgotten_people, provenance
from custlove.services.imports.entries import EntryImporter
from custlove.services.imports.forgotten_people import ForgottenPeople
from custlove.services.imports.people import PersonImporter
from custlove.services.imports.provenance import Arrival, Brought
from custlove.services.imports.records import Bad, Person, Place, Read, Record, Skipped, key_of, marks_of

if TYPE_CHECKING:
    from custlove.store.bulk import Bulk

DECISIONS = ("new", "changed", "merged", "unchanged", "skipped", "waiting", "bad")
# What is kept in memory before it is written.
_AT_ONCE = 2000


class Decision(NamedTuple):
    """What became of a record, and why: `person` is the handle of whom it is about, where there is one."""

    place: str
    decision: str
    noun: str
    person: str | None
    name: str
    why: str


class Importer:
    """The records of one or more files of a source, on their way into the journal.

    `told` is called with every decision. `unmatched`: what happens to a touchpoint or entry about somebody who is not
    there: it is skipped, or waits in the inbox.
    """

    def __init__(
        self,
        bulk: "Bulk",
        source: str,
        today: str,
        told: Callable[[Decision], None],
        *,
        on: str | None = None,
        unmatched: Literal["skip", "inbox"] = "skip",
    ) -> None:
        self._bulk = bulk
        self._source = source
        self._told = told
        self._seen: dict[str, tuple[Place, frozenset[str]]] = {}
        self._since = 0
        self.people = PersonImporter(bulk, source, on or today)
        self._forgotten = ForgottenPeople(bulk.connection, self.people.directory)
        self._entries = EntryImporter(bulk, source, today, self.people, self._forgotten, wait=unmatched == "inbox")
        self.counts: dict[str, dict[str, int]] = {decision: {} for decision in DECISIONS}
        self.bad: list[Bad] = []

    def take(self, each: Read) -> None:
        """Decide on a record and write what it brings."""
        if isinstance(each, Bad):
            self._reject(each)
        elif isinstance(each, Skipped):
            self._tell(Decision(str(each.place), "skipped", each.noun, None, each.name, each.why))
        else:
            self._take(each)

    def _take(self, each: Record) -> None:
        noun = "person" if isinstance(each.what, Person) else getattr(each.what, "noun", "touchpoint")
        try:
            decision, person, why = self._decide(each)
        except CustloveError as fault:
            self._reject(Bad(each.place, fault.message.rstrip("."), each.raw))
            return
        known = self.people.directory.people.get(person or 0)
        name = each.what.name if isinstance(each.what, Person) else known.name if known else self._entries.named(each)
        self._tell(Decision(str(each.place), decision, noun, known.handle if known else None, name, why))
        self._since += 1
        if self._since >= _AT_ONCE:
            self._flush()

    def finish(self) -> None:
        """Write what has waited for the end of the files."""
        self._flush()
        for noun, count in self.people.settle().items():
            self._count("new", noun, count)
        self._flush()

    @property
    def writes(self) -> bool:
        """Whether anything was written."""
        return any(self.counts[decision] for decision in ("new", "changed", "merged", "waiting"))

    def has_any(self) -> bool:
        """Whether anything of this source came in before."""
        return provenance.has_row(self._bulk, "imported", {"source": self._source})

    def earlier(self, *prefixes: str) -> dict[str, Brought]:
        """What came in before under keys that begin so."""
        found: dict[str, Brought] = {}
        for prefix in prefixes:
            for key, arrival in provenance.under(self._bulk, self._source, prefix).items():
                row = provenance.current(self._bulk, arrival.noun, arrival.row_id) if arrival.there else {}
                found[key] = Brought(arrival, row)
        return found

    def emails(self, person: int) -> list[str]:
        """The addresses of somebody who is there."""
        self._bulk.flush("person", "person_detail")
        return [value for kind, value, _ in provenance.details(self._bulk, person) if kind == "email"]

    def _decide(self, record: Record) -> tuple[str, int | None, str]:
        marks = marks_of(record.what)
        key = record.key
        if record.made_of is not None:
            marks |= record.made_of
            return self._bring(record, marks, provenance.find(self._bulk, self._source, key))
        before = self._seen.get(key)
        if before is not None:
            if before[1] == marks:
                return "skipped", None, f"the same as {before[0].unit} {before[0].number}"
            # Two of one key that say different things are told apart by what they say.
            key = key_of(key, sorted(marks))
        self._seen[key] = record.place, marks
        arrival = provenance.find(self._bulk, self._source, key)
        if arrival is not None and isinstance(record.what, Person) and not arrival.marks & marks:
            # A number that another export of the same program gave to somebody else.
            key = key_of(key, sorted(marks))
            arrival = provenance.find(self._bulk, self._source, key)
        return self._bring(record._replace(key=key), marks, arrival)

    def _bring(self, record: Record, marks: frozenset[str], arrival: Arrival | None) -> tuple[str, int | None, str]:
        if arrival is not None and not arrival.there:
            return "skipped", None, "removed since"
        if isinstance(record.what, Person):
            if arrival is None and self._forgotten.has(record.what):
                return "skipped", None, forgotten_people.WHY
            return self.people.take(record, self._forgotten.without_links(record.what), marks, arrival)
        return self._entries.take(record, record.what, marks, arrival)

    def _reject(self, bad: Bad) -> None:
        self.bad.append(bad)
        self._tell(Decision(str(bad.place), "bad", "record", None, "", bad.reason))

    def _tell(self, decision: Decision) -> None:
        self._count(decision.decision, decision.noun)
        self._told(decision)

    def _count(self, decision: str, noun: str, more: int = 1) -> None:
        counts = self.counts[decision]
        if more:
            counts[noun] = counts.get(noun, 0) + more

    def _flush(self) -> None:
        self._since = 0
        self._bulk.flush()
