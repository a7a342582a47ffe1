"""Amounts of money: whole numbers of a currency's smallest unit, never fractions, never added up across currencies."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

# The currencies of ISO 4217 that are money in use.
_IN_USE = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP
CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR
IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG
SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV
WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
# How many decimals a currency has, where it is not two (ISO 4217, minor units).
_WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
CURRENCIES = frozenset(_IN_USE.split())
_DECIMALS = {**dict.fromkeys(_WITHOUT.split(), 0), **dict.fromkeys(_WITH_THREE.split(), 3)}
_USUAL_DECIMALS = 2
# Far below what the file can hold, and far above what anybody is paid.
_MOST_DIGITS = 15
_DIGITS = frozenset("0123456789")
# As a spreadsheet copies it.
_MINUS = "\u2212"
_LIKE_THIS = "An amount reads like 120 or 120.50, without a sign between the thousands."


def decimals(currency: str) -> int:
    """How many decimals a currency has."""
    return _DECIMALS.get(currency, _USUAL_DECIMALS)


def code(words: str) -> str | None:
    """The currency that a word in any case is; None for a word that is not one."""
    upper = words.strip().upper()
    return upper if upper in CURRENCIES else None


def looks_like_amount(words: str) -> bool:
    """Whether somebody meant an amount by this, readable or not: it begins with a digit, behind a sign or not."""
    return words.strip().lstrip(f"-+.,{_MINUS}")[:1] in _DIGITS and bool(words.strip())


def parse(words: str, currency: str) -> int:
    """The amount in the currency's smallest unit that `120`, `120.50`, `120,50` or `-20` stand for.

    A comma with one or two digits behind it can only be a decimal comma; with three it may be either, and is refused
    like every sign between thousands. Raises ValueError with a sentence for what cannot be read.
    """
    plain = words.strip().replace(_MINUS, "-")
    digits = plain.removeprefix("-")
    whole, mark, fraction = digits.partition("," if "," in digits else ".")
    if not _only_digits(whole) or bool(mark) != _only_digits(fraction):
        raise ValueError(_LIKE_THIS)
    places = decimals(currency)
    if mark == "," and len(fraction) == 3:
        raise ValueError(f"That may be {whole}{fraction} or {whole}.{fraction}. {_LIKE_THIS}")
    if len(fraction) > places:
        raise ValueError(f"{currency} has {_counted(places)}. {_LIKE_THIS}")
    units = whole + fraction.ljust(places, "0")
    if len(units.lstrip("0")) > _MOST_DIGITS:
        raise ValueError("The amount is too large.")
    return -int(units) if plain.startswith("-") else int(units)


def written(units: int, currency: str) -> str:
    """An amount of smallest units with the currency's decimals, a point before them: `120.00`."""
    places = decimals(currency)
    digits = str(abs(units)).rjust(places + 1, "0")
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


class Sum(NamedTuple):
    """A sum of money in one currency, as it is written."""

    amount: str
    currency: str


def each_written(units: Mapping[str, int]) -> list[Sum]:
    """Sums of smallest units by currency, as they are written."""
    amounts = units.items() if len(units) < 2 else sorted(units.items())
    return [Sum(written(amount, currency), currency) for currency, amount in amounts]


def sums(amounts: Iterable[tuple[int, str]]) -> dict[str, int]:
    """The sum of each currency among amounts in smallest units, by currency."""
    found: dict[str, int] = {}
    for units, currency in amounts:
        found[currency] = found.get(currency, 0) + units
    return dict(sorted(found.items()))


def _only_digits(text: str) -> bool:
    return bool(text) and _DIGITS.issuperset(text)


def _counted(places: int) -> str:
    return "no decimals" if places == 0 else f"{places} decimals"
