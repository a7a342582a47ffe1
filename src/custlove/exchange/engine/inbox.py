"""Taking out of the inbox: what waited is given to people as the import would have done, and their address is kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from custlove.errors import Refused
from custlove.exchange.engine.importer import Decision, Engine
from custlove.exchange.engine.records import Place, Who, named_in, unpacked
from custlove.rules import identity_matching
from custlove.services import import_provenance
from custlove.services.people import DETAIL_KEYS
from custlove.store import bulk

if TYPE_CHECKING:
    from custlove.exchange.jsonl.timestamps import Clock
    from custlove.reports.lists.inbox import Kept
    from custlove.reports.people.lookup import PersonRef
    from custlove.services.change import Change
    from custlove.store.bulk import Bulk


class Taken(NamedTuple):
    """What it became: the number of its touchpoint, none where it is of another noun; the addresses that are new."""

    touchpoint: int | None
    addresses: Sequence[str]


def take(change: "Change", kept: "Kept", people: "Sequence[PersonRef]", clock: "Clock") -> Taken:
    """Give what waits to people; raises Refused where it cannot be."""
    told: list[Decision] = []
    who = [Who(handle=known.handle, name=known.name) for known in people]
    with bulk.writing(change.connection, change.number, careful=True) as rows:
        engine = Engine(rows, kept.source, clock, told.append)
        try:
            record = unpacked(kept.data, Place("inbox", "record", 0), *who)
        except ValueError as fault:
            raise Refused(f"It cannot be taken: {fault}.", "To be rid of it: custlove inbox drop") from fault
        engine.take(record._replace(waits=kept.key))
        engine.finish()
        if told[0].decision not in {"new", "unchanged", "changed"}:
            raise Refused(f"It cannot be taken: {told[0].why}.", "Nothing was changed.")
        import_provenance.settle_waiting(rows, kept.source, kept.key, clock.today())
        arrival = import_provenance.find(rows, kept.source, record.key)
        number = arrival.row_id if arrival and arrival.noun == "touchpoint" else None
        return Taken(number, [each for known in people for each in _addresses(rows, kept.data, known, len(people))])


def _addresses(rows: "Bulk", data: str, known: "PersonRef", several: int) -> list[str]:
    """The addresses that become a person's: of the only one who was named, else of those with a name like theirs."""
    named = named_in(data)
    alone = len(named) == several == 1
    theirs = [each for each in named if alone or (each.name and identity_matching.names_agree(each.name, known.name))]
    here = {key for kind, _, key in import_provenance.details(rows, known.id) if kind == "email"}
    key_of = DETAIL_KEYS["email"]
    new = [email for who in theirs for email in who.emails if key_of(email) and key_of(email) not in here]
    for email in dict.fromkeys(new):
        import_provenance.add_detail(rows, 0, known.id, "email", email, key_of(email))
    rows.flush()
    return list(dict.fromkeys(new))
