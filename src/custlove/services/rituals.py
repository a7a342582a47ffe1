"""Rituals: begun, kept by a touchpoint, skipped, paused, resumed, corrected, removed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypedDict

from custlove.errors import AlreadyDone, Refused
from custlove.plain import plain
from custlove.reports.lists import rituals as report
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.rituals import Ritual
from custlove.reports.lists.touchpoints import Touchpoint
from custlove.reports.people.lookup import PersonRef
from custlove.rules import rituals as rules
from custlove.rules.moments import Moment
from custlove.schema.references import ref_of
from custlove.schema.vocabulary import Channel, RitualEventKind
from custlove.services import participants, references
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.store import rows


class AddRitual(NamedTuple):
    """With whom (WHO), what, by which rule (RFC 5545), its first day, noted on which day; `new` adds the person."""

    who: str
    what: str
    rule: str
    starts_on: date
    added_on: date
    new: bool = False


class RitualAdded(NamedTuple):
    """The ritual as it stands, and with whom."""

    ritual: Ritual
    person: PersonRef


class KeepRitual(NamedTuple):
    """Which ritual, with the text behind its reference, kept when, how you were in touch, and how they left."""

    ref: Ref
    moment: Moment
    channel: Channel | None = None
    felt: int | None = None


class RitualKept(NamedTuple):
    """The ritual as it stands, the touchpoint that kept it, the follow-ups that this closed."""

    ritual: Ritual
    touchpoint: Touchpoint
    closed: tuple[FollowUp, ...]

    def data(self) -> dict[str, Any]:
        """The ritual, with its touchpoint and the numbers of the follow-ups."""
        own: dict[str, Any] = plain(self.ritual)
        return {
            **own,
            "touchpoint": plain(self.touchpoint),
            "closed_follow_ups": [each.id for each in self.closed],
        }  # fmt: skip


class SkipRitual(NamedTuple):
    """Which ritual, skipped on which day, and why."""

    ref: Ref
    on: date
    why: str | None = None


class RitualEdits(TypedDict, total=False):
    """What to correct of a ritual; what is absent stays. A rule comes with its first day."""

    what: str
    rule: str
    starts_on: date


class _Row(NamedTuple):
    id: int
    person_id: int
    what: str
    rule: str
    starts_on: date
    added_on: date


class _Event(NamedTuple):
    id: int
    ritual_id: int
    kind: RitualEventKind
    day: date
    occurrence: date | None


def add(change: Change, asked: AddRitual) -> RitualAdded:
    """Begin a ritual with a person; raises NotFound, Ambiguous, UsageError."""
    change.past(asked.added_on)
    person = participants.one(change, asked.who, asked.added_on, new=asked.new)
    number = rows.add(
        change.connection, "ritual",
        person_id=person.id, what=asked.what, rule=asked.rule, starts_on=asked.starts_on, added_on=asked.added_on,
    )  # fmt: skip
    return RitualAdded(_settled(change, number), person)


def keep(change: Change, asked: KeepRitual) -> RitualKept:
    """Log a touchpoint that keeps a ritual, its text the ritual's unless one was given; raises NotFound, Refused."""
    from custlove.reports.lists import follow_ups, touchpoints
    from custlove.services import touchpoints as contacts

    number, text = references.number_and_text(change.connection, asked.ref, noun(change))
    ritual = rows.get(change.connection, "ritual", _Row, number)
    fields = contacts.TouchpointFields(
        text=text or ritual.what, channel=asked.channel, direction="both", felt=asked.felt
    )  # fmt: skip
    logged = contacts.write(change, contacts.NewTouchpoint([ritual.person_id], asked.moment, fields))
    return RitualKept(
        keep_by(change, number, asked.moment.day, logged.id),
        touchpoints.one(change.connection, logged.id),
        tuple(follow_ups.one(change.connection, each, change.today) for each in logged.closed),
    )


def keep_by(change: Change, number: int, on: date, touchpoint: int) -> Ritual:
    """Have a touchpoint of that day keep a ritual; raises NotFound, and Refused where it began later."""
    ritual = _begun(change, number, on)
    _happened(change, number, "kept", on, rules.kept(_facts(change, ritual), on), touchpoint_id=touchpoint)
    return _settled(change, number)


def meant(change: Change, people: Sequence[PersonRef], words: str) -> int:
    """The number of the ritual of these people that words mean: its number, or a word of its text.

    Raises NotFound, Ambiguous, and Refused if it is somebody else's.
    """
    if (number := references.numbered(words, "ritual")) is None:
        return references.among(people, words, noun(change))
    ritual = report.one(change.connection, number, change.today)
    if ritual.person not in {person.handle for person in people}:
        raise Refused(
            f"Ritual {ref_of('ritual', number)} is with {ritual.name}, who is not in this touchpoint.",
            f"Name them too, or keep it by itself: custlove ritual keep {number}",
        )
    return number


def skip(change: Change, asked: SkipRitual) -> Ritual:
    """Let go what has come up, else the next time; raises Refused if it is paused, over, or began later."""
    ritual = _begun(change, _number(change, asked.ref), asked.on)
    facts = _facts(change, ritual)
    if since := rules.paused_on(facts, asked.on):
        raise Refused(
            f"Ritual {ref_of('ritual', ritual.id)} is paused since {since}.",
            f"To go on: custlove ritual resume {ritual.id}",
        )
    if (settled := rules.skipped(facts, asked.on)) is None:
        raise Refused(f"Ritual {ref_of('ritual', ritual.id)} is over: no day is left to skip.")
    _happened(change, ritual.id, "skipped", asked.on, settled, text=asked.why)
    return _settled(change, ritual.id)


def pause(change: Change, ref: Ref, on: date) -> Ritual:
    """Let a ritual rest from that day on; raises AlreadyDone if it does, Refused if it was resumed later."""
    ritual = _begun(change, _number(change, ref, paused=False), on)
    if since := rules.paused_on(_facts(change, ritual)):
        stands = report.one(change.connection, ritual.id, change.today)
        raise AlreadyDone(f"Ritual {stands.ref} is paused since {since} already.", thing=stands)
    return _turn(change, ritual, "paused", on)


def resume(change: Change, ref: Ref, on: date) -> Ritual:
    """Take a ritual up again on that day; raises AlreadyDone if it is not paused, Refused if it was only later."""
    ritual = _begun(change, _number(change, ref, paused=True), on)
    if rules.paused_on(_facts(change, ritual)) is None:
        raise AlreadyDone(f"Ritual {ref_of('ritual', ritual.id)} is not paused.", thing=_settled(change, ritual.id))
    return _turn(change, ritual, "resumed", on)


def edit(change: Change, ref: Ref, edits: RitualEdits) -> Ritual:
    """Correct what was written down wrongly; raises NotFound, Ambiguous, UsageError."""
    number = _number(change, ref, over=True)
    ritual = rows.get(change.connection, "ritual", _Row, number)._replace(**edits)
    due_from = rules.due_from(_facts(change, ritual))
    rows.update(change.connection, "ritual", number, {**edits, "due_from": due_from})
    return report.one(change.connection, number, change.today)


def remove(change: Change, ref: Ref) -> Ritual:
    """Take a ritual out of the journal, and with it when it was kept; the touchpoints stay. As it stood."""
    number = _number(change, ref, over=True)
    stood = report.one(change.connection, number, change.today)
    for event in sorted(_events(change, number)):
        rows.delete(change.connection, "ritual_event", event.id)
    rows.delete(change.connection, "ritual", number)
    return stood


def open_kept_by(change: Change, touchpoint: int) -> tuple[int, ...]:
    """Open again what a touchpoint had kept. Their numbers."""
    return _open_again(change, _kept_by(change, touchpoint))


def redate_kept_by(change: Change, touchpoint: int, people: Collection[int], on: date) -> tuple[int, ...]:
    """Date what a touchpoint has kept by its corrected day; what it can no longer have kept is open again.

    The numbers of those: with people who were not there, or begun later.
    """
    lost = []
    for event in _kept_by(change, touchpoint):
        ritual = rows.get(change.connection, "ritual", _Row, event.ritual_id)
        if ritual.person_id not in people or on < ritual.added_on:
            lost.append(event)
        elif event.day != on:
            occurrence = rules.kept(_facts(change, ritual), on)
            rows.update(change.connection, "ritual_event", event.id, {"day": on, "occurrence": occurrence})
            _settle(change, ritual.id)
    return _open_again(change, lost)


def _settled(change: Change, number: int) -> Ritual:
    """A ritual as it stands, after it is noted from when on something of it is due."""
    _settle(change, number)
    return report.one(change.connection, number, change.today)


def _settle(change: Change, number: int) -> None:
    ritual = rows.get(change.connection, "ritual", _Row, number)
    due_from = rules.due_from(_facts(change, ritual))
    rows.update(change.connection, "ritual", number, {"due_from": due_from})


def _number(change: Change, ref: Ref, *, over: bool = False, paused: bool | None = None) -> int:
    return references.number(change.connection, ref, noun(change, over=over, paused=paused))


def noun(change: Change, *, over: bool = False, paused: bool | None = None) -> Noun:
    """What a reference to a ritual may mean: of a person those that go on, or all of them; paused, or not."""

    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, person, change.today, over=over)
        meant = [each for each in found if paused in (None, each.state == "paused")] or found
        return [(each.id, each.what) for each in meant]

    return Noun("ritual", candidates, all=over)


def _begun(change: Change, number: int, on: date) -> _Row:
    change.past(on)
    ritual = rows.get(change.connection, "ritual", _Row, number)
    if on < ritual.added_on:
        raise Refused(
            f"Ritual {ref_of('ritual', number)} started only on {ritual.added_on}.", "Name a later day with --on."
        )
    return ritual


def _turn(change: Change, ritual: _Row, kind: RitualEventKind, on: date) -> Ritual:
    turns = [each for each in _events(change, ritual.id) if each.kind in ("paused", "resumed")]
    if turns and on < turns[-1].day:
        raise Refused(
            f"Ritual {ref_of('ritual', ritual.id)} was {turns[-1].kind} on {turns[-1].day}, after {on}.",
            "Name a later day with --on.",
        )
    _happened(change, ritual.id, kind, on)
    return _settled(change, ritual.id)


def _happened(
    change: Change, number: int, kind: RitualEventKind, on: date, occurrence: date | None = None, **more: Any
) -> None:
    rows.add(change.connection, "ritual_event", ritual_id=number, kind=kind, day=on, occurrence=occurrence, **more)


def _facts(change: Change, ritual: _Row) -> rules.Facts:
    events = [rules.Event(each.kind, each.day, each.occurrence) for each in _events(change, ritual.id)]
    return rules.Facts(ritual.rule, ritual.starts_on, ritual.added_on, events)


def _events(change: Change, number: int) -> list[_Event]:
    return list(rows.select(change.connection, "ritual_event", _Event, "ritual_id = ? ORDER BY day, id", (number,)))


def _kept_by(change: Change, touchpoint: int) -> list[_Event]:
    return list(rows.select(change.connection, "ritual_event", _Event, "touchpoint_id = ?", (touchpoint,)))


def _open_again(change: Change, events: Iterable[_Event]) -> tuple[int, ...]:
    lost = list(events)
    for event in lost:
        rows.delete(change.connection, "ritual_event", event.id)
    numbers = tuple(dict.fromkeys(event.ritual_id for event in lost))
    for number in numbers:
        _settle(change, number)
    return numbers
