"""Trust is capital (idea A6): what you did for it and what you did to it, each worth points from the settings."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

# A promise that is broken: from the day after it was due on.
_A_DAY = timedelta(days=1)
_BREACHES, _KEPT = ("late", "broken"), ("kept", "early")


class Deed(NamedTuple):
    """Something you did, or left undone: its day, its kind (a key of the points), what it was.

    `story`: what belongs together. Of one story only the heaviest withdrawal counts: a late promise that became a
    mistake is one disappointment, not two.
    """

    on: date
    kind: str
    what: str
    story: object


class TrustLine(NamedTuple):
    """A line of the statement: the day, what it was, its points, the balance after it.

    `kept_since`: of a promise that you broke, or kept or moved late, how many you kept in a row since, up to the next
    that you did not; None of all else.
    """

    on: date
    what: str
    points: int
    balance: int
    kind: str
    kept_since: int | None = None


def promise_deeds(
    state: str, due_on: date, kept_on: date | None, moved_late_on: date | None, released_on: date | None = None
) -> list[tuple[date, str]]:
    """What a promise of yours comes to: `kept`, `early`, `late` or `broken`, each with its day.

    One moved or released only after its day was late then, and keeping the new day earns nothing; those released by
    their day count neither way.
    """
    if state == "released":
        late = moved_late_on or (released_on if released_on and released_on > due_on else None)
        return [(late, "late")] if late else []
    broken = [(due_on + _A_DAY, "broken")] if state == "broken" else []
    if moved_late_on is not None:
        return [(moved_late_on, "late"), *broken]
    kind = {"kept_early": "early", "kept": "kept", "kept_late": "late"}.get(state)
    return [(kept_on, kind)] if kind and kept_on else broken


def unowned_on(noticed_on: date, owned_on: date | None, own_within: int, today: date) -> date | None:
    """The day on which a mistake had not been owned for longer than `own_within` days; None if it was in time."""
    late = noticed_on + timedelta(days=own_within + 1)
    owned = owned_on is not None and owned_on <= today
    return late if late <= today and not (owned and owned_on is not None and owned_on < late) else None


def counted(deeds: Iterable[Deed], points: Mapping[str, int]) -> list[Deed]:
    """The deeds that count, by day: all that earn, and of every story the heaviest that costs (the first of equals)."""
    earning: list[Deed] = []
    costing: dict[object, Deed] = {}
    for deed in sorted(deeds, key=lambda each: (each.on, each.kind, each.what)):
        if points[deed.kind] > 0:
            earning.append(deed)
        elif points[deed.kind] < 0:
            before = costing.get(deed.story)
            if before is None or points[deed.kind] < points[before.kind]:
                costing[deed.story] = deed
    return sorted(
        (*earning, *costing.values()), key=lambda each: (each.on, points[each.kind] < 0, each.kind, each.what)
    )


def statement(deeds: Iterable[Deed], points: Mapping[str, int]) -> list[TrustLine]:
    """The account: every deed that counts with its points and the balance after it. Nothing decays."""
    told = list(deeds)
    those = counted(told, points)
    balances = accumulate(points[deed.kind] for deed in those)
    since = kept_in_a_row(told)
    return [
        TrustLine(
            deed.on,
            deed.what,
            points[deed.kind],
            balance,
            deed.kind,
            since[deed.on] if deed.kind in _BREACHES else None,
        )
        for deed, balance in zip(those, balances, strict=True)
    ]


def kept_in_a_row(deeds: Iterable[Deed]) -> dict[date, int]:
    """By each day on which a promise was not kept in time, how many were in a row since, up to the next such day.

    A promise alone mends little; a series of words kept brings trust back (Schweitzer, Hershey & Bradlow 2006).
    What was kept on the very day of the breach does not count as since.
    """
    found: dict[date, int] = {}
    last: date | None = None
    for deed in sorted(deeds, key=lambda each: (each.on, each.kind in _BREACHES)):
        if deed.kind in _BREACHES:
            last = deed.on
            found[last] = 0
        elif last is not None and deed.kind in _KEPT:
            found[last] += 1
    return found
