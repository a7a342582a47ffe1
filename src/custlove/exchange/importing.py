"""JSON Lines into the journal: one change, all of it or nothing."""

import hashlib
from functools import lru_cache
from operator import itemgetter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from custlove.errors import BadInput, CustloveError
from custlove.exchange import kinds, moments
from custlove.exchange.kinds import BadLine
from custlove.exchange.moments import Clock
from custlove.exchange.people import People
from custlove.journal import bulk as bulks
from custlove.journal import incoming
from custlove.journal.bulk import Fault
from custlove.journal.incoming import Origin, Placing, When
from custlove.rules.feedback import STAGES

if TYPE_CHECKING:
    from custlove.journal.bulk import Bulk
    from custlove.journal.session import Writing

# Longer than any text that somebody types; a file without line breaks is not read into memory whole.
LONGEST_LINE = 16 << 20
_BLOCK = 1 << 17
_WHITE = " \t\r\n"
_MOST_FAULTS = 10
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What has been cannot lie ahead.
_PAST = ("added_on", "archived_on", "made_on", "done_on", "kept_on", "released_on", "on")
_NO_PARTS: dict[str, list[int]] = {}
_TOLD = ("what", "text")


class Outcome(NamedTuple):
    """What an import did, by kind: how many are new, how many were there; whom it added unasked; what to tell."""

    new: dict[str, int]
    known: dict[str, int]
    added: Sequence[str]
    notes: Sequence[str]


class Line(NamedTuple):
    """A line that has been read: its kind, where it comes from, what it says."""

    kind: str
    origin: Origin
    fields: dict[str, Any]


class _Enough(Exception):
    """There is no point in looking further."""


def read_in(
    change: "Writing", stream: BinaryIO, name: str, clock: Clock, advance: Callable[[int], None], *, add_unknown: bool
) -> Outcome:
    """Read the lines of a stream into the journal; raises BadInput with the first bad lines, and then nothing counts.

    `advance` is told how many bytes were read. `add_unknown` adds people who are not there yet.
    """
    with bulks.writing(change) as bulk:
        reading = _Reading(bulk, clock, add_unknown=add_unknown)
        for first, lines, size in _batches(stream):
            if not reading.take(first, lines):
                break
            advance(size)
        reading.finish()
        if reading.faults:
            raise _refusal(name, reading.faults)
        return reading.outcome()


def _refusal(name: str, faults: Sequence[Fault]) -> BadInput:
    shown = [f"{name}, line {fault.line}: {fault.reason}." for fault in sorted(faults)[:_MOST_FAULTS]]
    more = " There may be more." if len(faults) >= _MOST_FAULTS else ""
    return BadInput("\n".join(shown), f"Nothing was imported.{more}")


def _batches(stream: BinaryIO) -> Iterator[tuple[int, list[str], int]]:
    """The lines of a stream, some at a time: the number of the first, the lines, how many bytes they are.

    What is no UTF-8 stands in them as lone surrogates. A line without an end is given up as soon as it is too long.
    """
    number, rest = 1, stream.read(len(_BYTE_ORDER_MARK)).removeprefix(_BYTE_ORDER_MARK)
    while block := stream.read(_BLOCK):
        lines, end, tail = (rest + block).rpartition(b"\n")
        if end:
            yield number, lines.decode(errors="surrogateescape").split("\n"), len(lines)
            number += lines.count(b"\n") + 1
        rest = tail
        if len(rest) > LONGEST_LINE:
            break
    yield number, rest.decode(errors="surrogateescape").split("\n"), len(rest)


class _Reading:
    """The lines of one file on their way into the journal."""

    def __init__(self, bulk: "Bulk", clock: Clock, *, add_unknown: bool) -> None:
        self._bulk = bulk
        self._clock = clock
        self._people = People(bulk, self._flush, add_unknown=add_unknown)
        self._new = dict.fromkeys(kinds.KINDS, 0)
        self._known = dict.fromkeys(kinds.KINDS, 0)
        self._seen: dict[int, int] = {}
        self.faults: list[Fault] = []
        self._write: dict[str, Callable[[Origin, dict[str, Any]], None]] = {
            "touchpoint": self._touchpoint,
            "rung_move": self._rung_move,
            "follow_up": self._follow_up,
            "promise": self._promise,
            "ask": self._ask,
            "feedback": self._feedback,
        }

    def take(self, first: int, texts: Sequence[str]) -> bool:
        """Read and write lines, of which the first has this number; False where there is no point in going on."""
        try:
            lines = list(self._read(first, texts))
            known = {kind: self._bulk.known(kind, uids) for kind, uids in _by_kind(lines).items()}
            for line in lines:
                self._take(line, known[line.kind])
            self._flush()
        except _Enough:
            return False
        return True

    def finish(self) -> None:
        """Write what has waited for the end of the file."""
        if not self.faults:
            self._people.settle()
            self._flush()

    def outcome(self) -> Outcome:
        """What came of it."""
        new = {**self._new, "person": self._new["person"] + len(self._people.added)}
        return Outcome(new, self._known, self._people.added, self._people.renamed)

    def _read(self, first: int, texts: Iterable[str]) -> Iterator[Line]:
        for number, text in enumerate(texts, first):
            bare = text.strip(_WHITE)
            if not bare:
                continue
            try:
                _refuse_unreadable(text)
                kind, fields = kinds.read(bare)
            except BadLine as fault:
                self._note(number, fault)
                continue
            uid, own, parts = fields.pop("uid", None), fields.pop("id", None), fields.pop("rows", _NO_PARTS)
            yield Line(kind, Origin(number, uid or self._identity(kind, fields), own, parts, uid is None), fields)

    def _take(self, line: Line, known: set[str]) -> None:
        uid = line.origin.uid
        try:
            if line.kind == "person":
                is_new = self._person(line)
            elif is_new := uid not in known:
                self._write[line.kind](line.origin, line.fields)
                known.add(uid)
        except BadLine as fault:
            self._note(line.origin.line, fault)
        except CustloveError as fault:
            self._note(line.origin.line, BadLine(fault.message.rstrip(".")))
        else:
            counts = self._new if is_new else self._known
            counts[line.kind] += 1

    def _note(self, number: int, fault: BadLine) -> None:
        self.faults.append(Fault(number, str(fault)))
        if len(self.faults) >= _MOST_FAULTS:
            raise _Enough

    def _flush(self, *only: str) -> None:
        if faults := self._bulk.flush(*only):
            self.faults += faults
            raise _Enough

    def _identity(self, kind: str, fields: dict[str, Any]) -> str:
        """The identity of a line that has none: what it says, and how many lines before it say just the same."""
        names, values = _ordered(tuple(fields))
        # ascii() writes a value the same way in every version of Python, at half the price of JSON.
        said = f"{kind} {names} {ascii(values(fields))}".encode()
        digits = hashlib.blake2b(said, digest_size=15).hexdigest()
        first = int(digits[:15], 16)
        before = self._seen[first] = self._seen.get(first, -1) + 1
        if before:
            digits = hashlib.blake2b(said, digest_size=15, salt=before.to_bytes(8, "big")).hexdigest()
        # A UUID of version 8 (RFC 9562), whose variant is one of 8, 9, a and b.
        return f"{digits[:8]}-{digits[8:12]}-8{digits[12:15]}-a{digits[15:18]}-{digits[18:]}"

    def _past(self, *holders: dict[str, Any]) -> None:
        today = self._clock.today()
        for holder in holders:
            for name in _PAST:
                if holder.get(name, "") > today:
                    raise BadLine(f"{name} {holder[name]} lies ahead: only what has been can be written down")

    def _about(self, origin: Origin, fields: dict[str, Any]) -> int:
        """The person that a line is about, once its days and texts are found to be in order."""
        self._past(fields, *fields.get("moves", ()), *fields.get("snoozes", ()))
        for name in _TOLD:
            if origin.by_hand and not fields.get(name, "x").strip():
                raise BadLine(f"{name} is empty")
        return self._people.meant(fields.pop("person"), origin.line, fields.get("made_on") or self._clock.today())

    def _person(self, line: Line) -> bool:
        self._past(line.fields)
        return self._people.read(line.origin, line.fields, self._clock.today())

    def _rung_move(self, origin: Origin, fields: dict[str, Any]) -> None:
        person = self._about(origin, fields)
        self._people.placed(person)
        if origin.by_hand:
            self._flush("rung_move")
        incoming.rung_move(self._bulk, origin, person, Placing(fields["to"], fields["on"]), fields.get("why"))

    def _touchpoint(self, origin: Origin, fields: dict[str, Any]) -> None:
        when = self._moment(fields)
        people = [self._people.meant(words, origin.line, when.day) for words in fields.pop("people")]
        incoming.touchpoint(self._bulk, origin, people, when, fields)

    def _follow_up(self, origin: Origin, fields: dict[str, Any]) -> None:
        fields.setdefault("made_on", self._clock.today())
        person = self._about(origin, fields)
        if "closed_by" in fields:
            self._flush("touchpoint")
        incoming.follow_up(self._bulk, origin, person, fields)

    def _promise(self, origin: Origin, fields: dict[str, Any]) -> None:
        fields.setdefault("made_on", self._clock.today())
        incoming.promise(self._bulk, origin, self._about(origin, fields), fields)

    def _ask(self, origin: Origin, fields: dict[str, Any]) -> None:
        person = self._about(origin, fields)
        incoming.ask(self._bulk, origin, person, self._moment(fields), fields)

    def _feedback(self, origin: Origin, fields: dict[str, Any]) -> None:
        person, steps = self._about(origin, fields), self._steps(fields)
        if "ask" in fields:
            self._flush("ask", "feedback")
        fields["kind"] = fields.pop("feedback_kind")
        incoming.feedback(self._bulk, origin, person, steps, fields)

    def _moment(self, fields: dict[str, Any]) -> When:
        return moments.read(fields.pop("at"), fields.pop("on", None), fields.pop("zone", None), self._clock)

    def _steps(self, fields: dict[str, Any]) -> dict[str, When]:
        zone, steps = fields.pop("zone", None), {}
        for stage in STAGES:
            at, on = fields.pop(f"{stage}_at", None), fields.pop(f"{stage}_on", None)
            if at is None and on is None:
                if f"{stage}_text" in fields:
                    raise BadLine(f"{stage}_at is missing")
                continue
            when = moments.read(at or on, on, zone, self._clock)
            # A day without a time stands at its noon, which may lie before the step it follows.
            earliest = max((step.at for step in steps.values()), default=when.at)
            steps[stage] = when if moments.is_timed(at) else when._replace(at=max(when.at, earliest))
        return steps


def _by_kind(lines: Sequence[Line]) -> dict[str, list[str]]:
    uids: dict[str, list[str]] = {}
    for line in lines:
        uids.setdefault(line.kind, []).append(line.origin.uid)
    return uids


def _refuse_unreadable(text: str) -> None:
    # A letter is four bytes at most: only a very long text has to be measured.
    if len(text) > LONGEST_LINE // 4 and len(text.encode(errors="surrogateescape")) > LONGEST_LINE:
        raise BadLine(f"longer than {LONGEST_LINE >> 20} MB")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as fault:
            raise BadLine(f"not UTF-8 (byte {len(text[: fault.start].encode()) + 1})") from fault


@lru_cache(maxsize=4096)
def _ordered(names: tuple[str, ...]) -> tuple[str, Callable[[dict[str, Any]], Any]]:
    """The names of fields in order, and how their values are taken out in that order."""
    ordered = sorted(names)
    return " ".join(ordered), itemgetter(*ordered)
