"""Who may be one and the same person twice: by what both have, and by names that are nearly one.

No pair is looked at that shares nothing: people are put together by what they have in common, a slip of one letter
among it (two words that differ by one share a word with one letter left out).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from custlove.rules import identity_matching
from custlove.rules.names import fold, loose, without_titles, words

# Of more people who share an address or a number than these, it is a switchboard, and only names tell.
_MOST_SHARING = 30
# In a shorter name one letter is too much of it.
_FEWEST_LETTERS = 7
REASONS = ("same address", "same phone", "same name", "near name")


class Known(NamedTuple):
    """Somebody, as far as it tells whether they are there twice; `names` without those that are borrowed."""

    id: int
    names: tuple[str, ...]
    organisation: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def pairs(people: Sequence[Known]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Pairs of numbers, the smaller first, with the reasons why they may be one; the surest first."""
    by_id = {each.id: each for each in people}
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for reason, buckets in (
        ("same address", _by_email(people)), ("same phone", _by_phone(people)), ("same name", _by_name(people)),
        ("near name", _by_near_name(people)),
    ):  # fmt: skip
        for bucket in buckets:
            for one, other in _pairs_of(bucket):
                if reason not in (had := found[one, other]) and _holds(reason, by_id[one], by_id[other], had):
                    had.append(reason)
    kept = {pair: tuple(reasons) for pair, reasons in found.items() if reasons}
    return dict(sorted(kept.items(), key=lambda each: (REASONS.index(each[1][0]), -len(each[1]), each[0])))


def _holds(reason: str, one: Known, other: Known, had: Sequence[str]) -> bool:
    """Whether what two have in common speaks for one person."""
    match reason:
        case "same address":
            shared = {fold(each) for each in one.emails} & {fold(each) for each in other.emails}
            return not all(map(identity_matching.is_shared, shared)) or _agree(one, other)
        case "same phone":
            same = any(identity_matching.same_phone(mine, theirs) for mine in one.phones for theirs in other.phones)
            return same and _agree(one, other)
        case "same name":
            return True
    firms = {fold(each.organisation) for each in (one, other) if each.organisation}
    return "same name" not in had and len(firms) < 2 and (_agree(one, other) or _is_slip(one, other))


def _agree(one: Known, other: Known) -> bool:
    return any(identity_matching.names_agree(mine, theirs) for mine in one.names for theirs in other.names)


def _is_slip(one: Known, other: Known) -> bool:
    mine, theirs = ({loose(key.split()) for key in _keys(each) if " " in key} for each in (one, other))
    return any(_slips(name) & _slips(near) for name in mine for near in theirs if len(name) >= _FEWEST_LETTERS)


def _pairs_of(bucket: set[int]) -> Iterable[tuple[int, int]]:
    """Each with each, of many each with the first alone."""
    first, *others = sorted(bucket)
    if len(bucket) > _MOST_SHARING:
        return ((first, other) for other in others)
    return combinations((first, *others), 2)


def _by_email(people: Iterable[Known]) -> Iterator[set[int]]:
    return _buckets(((fold(email), each.id) for each in people for email in each.emails), _MOST_SHARING)


def _by_phone(people: Iterable[Known]) -> Iterator[set[int]]:
    tails = ((identity_matching.phone_tail(phone), each.id) for each in people for phone in each.phones)
    return _buckets(((tail, number) for tail, number in tails if tail), _MOST_SHARING)


def _by_name(people: Iterable[Known]) -> Iterator[set[int]]:
    return _buckets(((key, each.id) for each in people for key in _keys(each) if " " in key), None)


def _by_near_name(people: Sequence[Known]) -> Iterator[set[int]]:
    yield from _buckets(((key, each.id) for each in people for key in _initials(each)), _MOST_SHARING)
    names = {(loose(key.split()), each.id) for each in people for key in _keys(each) if " " in key}
    slips = ((slip, number) for name, number in names if len(name) >= _FEWEST_LETTERS for slip in _slips(name))
    yield from _buckets(slips, _MOST_SHARING)


def _keys(known: Known) -> set[str]:
    """The names in an order of their own, without titles."""
    return {" ".join(sorted(without_titles(words(name)))) for name in known.names}


def _initials(known: Known) -> Iterator[tuple[str, str]]:
    """The family name and the first letter, where somebody has that letter alone: A. Karenina, Anna Karenina."""
    for name in known.names:
        told = without_titles(words(name))
        if len(told) == 2:
            yield told[1], told[0][:1]


def _slips(name: str) -> set[str]:
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def _buckets(held: Iterable[tuple[Hashable, int]], most: int | None) -> Iterator[set[int]]:
    found: Mapping[Hashable, set[int]] = defaultdict(set)
    for key, number in held:
        found[key].add(number)
    return (bucket for bucket in found.values() if 1 < len(bucket) <= (most or len(bucket)))
