"""What waits in the inbox: given to people as the import would have done, or dropped."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import AlreadyDone, Refused, UsageError
from custlove.reports.lists import inbox as report
from custlove.reports.lists.inbox import Kept, Waiting
from custlove.reports.people import lookup
from custlove.reports.people.lookup import PersonRef
from custlove.rules import identity_matching
from custlove.rules.names import fold
from custlove.schema.references import ref_of
from custlove.services import participants
from custlove.services.change import Change
from custlove.services.imports import provenance
from custlove.services.imports.importer import Decision, Importer
from custlove.services.imports.records import Place, Who, named_in, unpacked
from custlove.services.people import DETAIL_KEYS
from custlove.store import bulk, rows
from custlove.store.bulk import Bulk


class TakeFromInbox(NamedTuple):
    """Which record, and whose it is (WHO, several joined by commas); `new` adds them, or whom the record names."""

    number: int
    who: str | None = None
    new: bool = False


class InboxTaken(NamedTuple):
    """The record as it stands, whose it is, its touchpoint (none where it became another noun), the new addresses."""

    record: Waiting
    people: Sequence[PersonRef]
    touchpoint: int | None
    addresses: Sequence[str]

    def data(self) -> dict[str, Any]:
        """The object for JSON."""
        people = [each.handle for each in self.people]
        return {**self.record._asdict(), "people": people, "touchpoint": self.touchpoint, "noted": self.addresses}


class _Row(NamedTuple):
    taken_on: date | None
    dropped_on: date | None


def take(change: Change, asked: TakeFromInbox) -> InboxTaken:
    """Give what waits to people, and note the address it came from; raises NotFound, UsageError, Refused."""
    waiting = report.one(change.connection, asked.number, change.today)
    _check_waits(change, asked.number)
    words = asked.who or _named(waiting, new=asked.new)
    people = participants.several(change, [words], change.today, new=asked.new)
    kept = report.kept(change.connection, asked.number)
    with bulk.writing(change.connection, change.number, careful=True) as writing:
        number = _import(change, writing, kept, people)
        _keep_name(change, writing, kept.data, people)
        addresses = [each for known in people for each in _add_addresses(writing, kept.data, known, len(people))]
    return InboxTaken(report.one(change.connection, asked.number, change.today), people, number, addresses)


def drop(change: Change, number: int) -> Waiting:
    """Have a record wait no more, and never come in again; raises NotFound, and Refused if it is settled."""
    stands = report.one(change.connection, number, change.today)
    if stands.state == "dropped":
        raise AlreadyDone(f"{stands.ref} of the inbox was dropped already.", thing=stands)
    _check_waits(change, number)
    rows.update(change.connection, "inbox", number, {"dropped_on": change.today})
    return report.one(change.connection, number, change.today)


def _check_waits(change: Change, number: int) -> None:
    row = rows.get(change.connection, "inbox", _Row, number)
    settled_on = row.taken_on or row.dropped_on
    if settled_on is not None:
        how = "taken" if row.taken_on else "dropped"
        raise Refused(
            f"{ref_of('inbox entry', number)} of the inbox was {how} on {settled_on}.",
            "To take that back: custlove undo",
        )


def _named(waiting: Waiting, *, new: bool) -> str:
    """Whom it names, to be added by that name; raises UsageError where nobody said so, or it names several."""
    if not new:
        raise UsageError("Whose is it?", f"Like this: custlove inbox take {waiting.id} anna, or --new")
    if len(waiting.emails) > 1:
        raise UsageError(
            "This entry names several people.", f'Say who: custlove inbox take {waiting.id} "Anna Karenina" --new'
        )
    return waiting.who


def _import(change: Change, writing: Bulk, kept: Kept, people: Sequence[PersonRef]) -> int | None:
    """The number of the touchpoint that it became, None where it became another noun; raises Refused."""
    decisions: list[Decision] = []
    importer = Importer(writing, kept.source, str(change.today), decisions.append)
    try:
        who = [Who(handle=known.handle, name=known.name) for known in people]
        record = unpacked(kept.data, Place("inbox", "record", 0), *who)
    except ValueError as fault:
        raise Refused(f"It cannot be taken: {fault}.", "To be rid of it: custlove inbox drop") from fault
    importer.take(record._replace(waits=kept.key))
    importer.finish()
    if decisions[0].decision not in {"new", "unchanged", "changed"}:
        raise Refused(f"It cannot be taken: {decisions[0].why}.", "Nothing was changed.")
    provenance.settle_waiting(writing, kept.source, kept.key, str(change.today))
    arrival = provenance.find(writing, kept.source, record.key)
    return arrival.row_id if arrival and arrival.noun == "touchpoint" else None


def _keep_name(change: Change, writing: Bulk, data: str, people: Sequence[PersonRef]) -> None:
    """Keep the name somebody wrote under where it is not like theirs: you said who it is, so it finds them."""
    named = named_in(data)
    if not len(named) == len(people) == 1 or not (name := named[0].name):
        return
    if not any(
        identity_matching.can_share(name, theirs) for theirs in lookup.names_of(change.connection, people[0].id)
    ):
        row = {"kind": "name", "value": name, "key": fold(name), "until": str(change.today)}
        provenance.add(writing, 0, "former_name", {"person_id": people[0].id, **row})


def _add_addresses(writing: Bulk, data: str, known: PersonRef, several: int) -> list[str]:
    """The addresses that become a person's: of the only one who was named, else of those with a name like theirs."""
    named = named_in(data)
    alone = len(named) == several == 1
    theirs = [each for each in named if alone or (each.name and identity_matching.names_agree(each.name, known.name))]
    here = {key for kind, _, key in provenance.details(writing, known.id) if kind == "email"}
    key_of = DETAIL_KEYS["email"]
    new = [email for who in theirs for email in who.emails if key_of(email) and key_of(email) not in here]
    for email in dict.fromkeys(new):
        provenance.add_detail(writing, 0, known.id, "email", email, key_of(email))
    writing.flush()
    return list(dict.fromkeys(new))
