"""JSON Lines into the journal: one change, all of it or nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from custlove.errors import BadInput, CustloveError
from custlove.exchange.jsonl import record_types
from custlove.exchange.jsonl.context import LineContext
from custlove.exchange.jsonl.fields import RECORD_TYPES
from custlove.exchange.jsonl.restore import RESTORE
from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.text import lines
from custlove.services.restore import records
from custlove.services.restore.named_people import LeftOut
from custlove.services.restore.origin import Origin
from custlove.store.bulk import WrongRows
from custlove.store.row_buffer import Fault

if TYPE_CHECKING:
    from custlove.exchange.text.lines import Batch
    from custlove.services.change import Change
    from custlove.services.restore.records import RestoreRecords, Target

_MOST_FAULTS = 10
_WHITE = " \t\r\n"
_NO_PARTS: dict[str, list[int]] = {}

# A line that has been read: its kind, where it comes from, what it says.
Line = tuple[str, Origin, dict[str, Any]]


class Outcome(NamedTuple):
    """What an import did, by kind: how many are new, how many were there; whom it added on the way; what to tell."""

    new: dict[str, int]
    known: dict[str, int]
    added: Sequence[str]
    notes: Sequence[str]


class _Enough(Exception):
    """There is no point in looking further."""


def read_in(
    change: "Change",
    asked: "RestoreRecords",
    stream: BinaryIO,
    name: str,
    clock: LineClock,
    advance: Callable[[int], None],
) -> Outcome:
    """Read the lines of a stream into the journal; raises BadInput with the first bad ones, and then nothing counts.

    `advance` is told how many bytes were read.
    """
    with records.restoring(change, asked) as target:
        reading = _Reading(target, clock)
        for batch in lines.batches(stream):
            if not reading.take(batch):
                break
            advance(batch.size)
        reading.finish()
        if reading.faults:
            raise _refusal(name, reading.faults)
        return reading.outcome()


def _refusal(name: str, faults: Sequence[Fault]) -> BadInput:
    shown = [f"{name}, line {fault.line}: {fault.reason}." for fault in sorted(faults)[:_MOST_FAULTS]]
    more = " There may be more." if len(faults) >= _MOST_FAULTS else ""
    return BadInput("\n".join(shown), f"Nothing was imported.{more}")


class _Reading:
    """The lines of one file on their way into the journal."""

    def __init__(self, target: "Target", clock: LineClock) -> None:
        self._target = target
        self._bulk, self._people = target.bulk, target.people
        self._clock = clock
        self._context = LineContext(target.bulk, clock, target.people, target.guard)
        self._identities = lines.Identities()
        self._new = dict.fromkeys(RECORD_TYPES, 0)
        self._known = dict.fromkeys(RECORD_TYPES, 0)
        self._strange = {
            kind for kind in RECORD_TYPES if not self._bulk.is_empty(RECORD_TYPES[kind].table)
        } - record_types.KEYED
        self._left_out = 0
        self.faults: list[Fault] = []

    def take(self, batch: "Batch") -> bool:
        """Read and write a batch of lines; False if there is no point in going on."""
        try:
            read = list(self._read(batch))
            known = self._there(read)
            for line in read:
                self._take(line, known)
            self._bulk.flush()
        except _Enough:
            return False
        except WrongRows as wrong:
            self.faults += wrong.faults
            return False
        return True

    def finish(self) -> None:
        """Write what has waited for the end of the file."""
        if self.faults:
            return
        try:
            self._target.finish()
        except WrongRows as wrong:
            self.faults += wrong.faults

    def outcome(self) -> Outcome:
        """What came of it."""
        new = {**self._new, "person": self._new["person"] + len(self._people.added)}
        one = self._left_out == 1
        left_out = f"{self._left_out:,} {'line is' if one else 'lines are'} about somebody who was forgotten for good:"
        told = [f"{left_out} {'it was' if one else 'they were'} left out."] if self._left_out else []
        return Outcome(new, self._known, self._people.added, [*self._people.renamed, *told])

    def _read(self, batch: "Batch") -> Iterator[Line]:
        identity = self._identities.of
        for number, text in enumerate(batch.texts, batch.first):
            bare = text.strip(_WHITE)
            if not bare:
                continue
            try:
                lines.refuse_unreadable(text)
                kind, fields = record_types.read(bare)
            except BadLine as fault:
                self._note(number, str(fault))
                continue
            pop = fields.pop
            uid = pop("uid", None)
            origin = Origin(number, uid or identity(kind, fields), pop("id", None), pop("rows", _NO_PARTS), uid is None)
            yield kind, origin, fields

    def _there(self, read: Iterable[Line]) -> dict[str, set[str]]:
        """Which identities of these lines are in the journal, by kind."""
        uids: dict[str, list[str]] = {kind: [] for kind in RECORD_TYPES}
        for kind, origin, _ in read:
            uids[kind].append(origin.uid)
            if not origin.by_hand:
                self._strange.add(kind)
        # Those made here differ from each other: where nothing was, and none was brought, none can be there.
        return {
            kind: self._bulk.known(RECORD_TYPES[kind].table, those) if kind in self._strange else set()
            for kind, those in uids.items()
        }

    def _take(self, line: Line, known: Mapping[str, set[str]]) -> None:
        kind, origin, fields = line
        try:
            if kind == "person":
                is_new = self._person(origin, fields)
            elif is_new := origin.uid not in known[kind]:
                is_new = RESTORE[kind](self._context, origin, fields) is not False
                known[kind].add(origin.uid)
        except BadLine as fault:
            self._note(origin.line, str(fault))
        except LeftOut:
            self._people.identities_left_out.add(origin.uid)
            self._left_out += 1
        except CustloveError as fault:
            self._note(origin.line, fault.message.rstrip("."))
        else:
            counts = self._new if is_new else self._known
            counts[kind] += 1

    def _note(self, number: int, reason: str) -> None:
        self.faults.append(Fault(number, reason))
        if len(self.faults) >= _MOST_FAULTS:
            raise _Enough

    def _person(self, origin: Origin, fields: dict[str, Any]) -> bool:
        self._context.past(fields)
        return self._people.read(origin, fields, self._clock.today())
