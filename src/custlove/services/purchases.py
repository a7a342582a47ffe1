"""What people bought: added, removed."""

from datetime import date
from typing import NamedTuple, TypedDict

from custlove.errors import Refused, UsageError
from custlove.quoting import quoted
from custlove.reports.lists import purchases as report
from custlove.reports.lists.purchases import Purchase
from custlove.reports.people.lookup import PersonRef
from custlove.rules import money
from custlove.services import participants, references
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.store import rows


class AddPurchase(NamedTuple):
    """Who bought (WHO), on which day, for how much (`1200.50`; below zero: money given back), what.

    Without a currency: that of their last purchase, else the usual one. `repeat`: what is not given is as in their last
    purchase. `new` adds the person.
    """

    who: str
    on: date
    amount: str | None = None
    currency: str | None = None
    what: str | None = None
    repeat: bool = False
    new: bool = False


class PurchaseAdded(NamedTuple):
    """The purchase, and whose it is."""

    purchase: Purchase
    person: PersonRef


class PurchaseEdits(TypedDict, total=False):
    """What to correct of a purchase; what is absent stays. The amount is as it is typed (`1200.50`)."""

    amount: str
    currency: str
    what: str | None
    day: date


class _Row(NamedTuple):
    amount: int
    currency: str
    what: str | None


def add(change: Change, asked: AddPurchase) -> PurchaseAdded:
    """Note a purchase; it may cost nothing, on a voucher or in a series that was paid for before.

    Raises NotFound, Ambiguous, Refused where there is nothing to repeat, UsageError for an amount that cannot be read.
    """
    change.past(asked.on)
    person = participants.one(change, asked.who, asked.on, new=asked.new)
    last = _last(change, person.id, asked.on)
    if asked.repeat and last is None:
        raise Refused(
            f"{person.name} bought nothing before that.", f"Say how much: custlove purchase add {person.handle} 120"
        )
    currency = asked.currency or (last.currency if last else change.settings.currency)
    what = last.what if asked.repeat and last and asked.what is None else asked.what
    number = rows.add(
        change.connection, "purchase",
        person_id=person.id, day=asked.on, amount=_units(asked, currency, last), currency=currency, what=what,
    )  # fmt: skip
    return PurchaseAdded(report.one(change.connection, number), person)


def edit(change: Change, ref: Ref, edits: PurchaseEdits) -> Purchase:
    """Correct a purchase; raises NotFound, Ambiguous, Refused for a day ahead, UsageError for what is no amount.

    Another currency alone takes the same amount in it.
    """
    number = _number(change, ref)
    if "day" in edits:
        change.past(edits["day"])
    stood, values = report.one(change.connection, number), dict(edits)
    if "amount" in edits or "currency" in edits:
        typed, currency = edits.get("amount", str(stood.amount)), edits.get("currency", stood.currency)
        values |= {"amount": _parsed(typed, currency), "currency": currency}
    rows.update(change.connection, "purchase", number, values)
    return report.one(change.connection, number)


def remove(change: Change, ref: Ref) -> Purchase:
    """Take a purchase out of the journal; as it was. Raises NotFound, Ambiguous."""
    number = _number(change, ref)
    gone = report.one(change.connection, number)
    rows.delete(change.connection, "purchase", number)
    return gone


def _number(change: Change, ref: Ref) -> int:
    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, person, None, date.max)
        return [(each.id, f"{each.amount} {each.currency} {each.what or ''}".rstrip()) for each in found]

    return references.number(change.connection, ref, Noun("purchase", candidates, all=True))


def _last(change: Change, person: int, until: date) -> _Row | None:
    """What a person bought last up to a day; money given back is not a purchase."""
    condition = "person_id = ? AND day <= ? AND amount >= 0 ORDER BY day DESC, id DESC LIMIT 1"
    found = rows.select(change.connection, "purchase", _Row, condition, (person, until.isoformat()))
    return next(found, None)


def _units(asked: AddPurchase, currency: str, last: _Row | None) -> int:
    """The amount in the currency's smallest unit."""
    if asked.amount is not None:
        return _parsed(asked.amount, currency)
    if last is None or not asked.repeat:
        raise UsageError("How much?", "Like this: custlove purchase add anna 120 EUR; --repeat for the same again")
    if last.currency != currency:
        raise UsageError(f"How much in {currency}?", f"Their last purchase was in {last.currency}.")
    return last.amount


def _parsed(amount: str, currency: str) -> int:
    try:
        return money.parse(amount, currency)
    except ValueError as fault:
        raise UsageError(f"The amount {quoted(amount)} cannot be read. {fault}") from fault
