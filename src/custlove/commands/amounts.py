"""An amount of money as it is typed: the amount, its currency, what it was for."""

from collections.abc import Sequence
from typing import NamedTuple

from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.rules import money

_THOUSANDS = 3


class Typed(NamedTuple):
    """What was typed, each in its place; None where it was not."""

    amount: str | None
    currency: str | None
    text: str | None


def arguments(given: Sequence[str]) -> Typed:
    """The arguments AMOUNT [CURRENCY] [TEXT], where any of them may be left out; raises UsageError."""
    words = list(given)
    found = Typed(words.pop(0) if words and money.looks_like_amount(words[0]) else None, None, None)
    if words and (code := money.code(words[0])):
        found = found._replace(currency=code)
        words.pop(0)
    elif words and (len(words) > 1 or _may_be_code(words[0])):
        raise UsageError(
            f"{quoted(words[0])} is not a currency.",
            "A currency is three letters; then what was bought: 120 EUR WORKSHOP",
        )
    if len(words) > 1:
        raise UsageError("Too many arguments: expected AMOUNT [CURRENCY] [TEXT].", "Put the text in quotes.")
    return found._replace(text=words[0] if words else None)


def option(typed: str, name: str) -> Typed:
    """The same in one option, `1200 EUR the workshop`; raises UsageError where it does not begin with an amount."""
    words = typed.split()
    if not words or not money.looks_like_amount(words[0]):
        raise UsageError(f"{name} {quoted(typed)} has no amount.", f'Like this: {name} "1200 EUR"')
    rest = words[1:]
    if rest and rest[0].isdigit() and len(rest[0]) == _THOUSANDS:
        raise UsageError(
            f"{name} {quoted(typed)} cannot be read.",
            f"Write the amount without a sign between the thousands: {name} 1200",
        )
    if rest and money.code(rest[0]) is None and not _may_be_code(rest[0]):
        return Typed(words[0], None, " ".join(rest))
    return arguments([words[0], *rest[:1], *([" ".join(rest[1:])] if rest[1:] else [])])


def _may_be_code(word: str) -> bool:
    return len(word) == 3 and word.isascii() and word.isalpha() and word.isupper()
