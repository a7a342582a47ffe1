"""The rows of a measured journal: what is known of people, what went between you, what was looked back on."""

from collections.abc import Iterator, Sequence
from typing import Any

from bench.rows import QUIET, REACH, Recipe, Table, added

_KINDS = ("need", "need", "vision", "challenge", "life", "life", "preference")
_RHYTHMS = ("FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=2")
_CURRENCIES = ("EUR", "EUR", "EUR", "CHF", "USD")
# Reviews are as old as the journal and two weeks apart, in every size.
_SPRINT = 14


def tables(recipe: Recipe) -> Iterator[Table]:
    """Every table with its columns and rows, in the order of their references; people and contacts are there."""
    yield "purchase", ("uid", "person_id", "day", "amount", "currency", "what"), _purchases(recipe)
    yield "introduction", ("uid", "by_id", "person_id", "day"), _introductions(recipe)
    yield "link", ("uid", "person_id", "other_id", "kind", "day"), _links(recipe)
    facts = [*_facts(recipe)]
    yield "fact", _FACT, facts
    yield "special_day", ("uid", "person_id", "what", "day", "yearly", "added_on"), _days(recipe)
    yield "mistake", _MISTAKE, _mistakes(recipe)
    rituals = [*_rituals(recipe)]
    yield "ritual", _RITUAL, rituals
    yield "ritual_event", ("ritual_id", "kind", "day", "occurrence"), _kept(rituals)
    yield "circle_choice", ("uid", "person_id", "circle", "day"), _circles(recipe)
    yield "review", ("uid", "day", "since"), _reviews(recipe)
    yield "intention", _INTENTION, _intentions(recipe)


def _purchases(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """Of everybody in touch, of some more often than of others."""
    draw = recipe.draw
    for place, back in recipe.spread(recipe.size.touchpoints // 20, 1):
        person = QUIET + 1 + min(place * 7 % recipe.size.active, draw.number(0, recipe.size.active - 1))
        yield draw.uid(back), person, draw.day(back), draw.number(1_000, 500_000), draw.one_of(_CURRENCIES), draw.text()


def _introductions(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """One in ten was sent by the one before."""
    for person in range(QUIET + 2, recipe.people, 10):
        back = added(person)
        yield recipe.draw.uid(back), person - 1, person, recipe.draw.day(back)


def _links(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """One in five knows somebody."""
    for person in range(QUIET + 1, recipe.people, 5):
        other = recipe.in_touch()
        if other != person:
            back = added(person)
            yield recipe.draw.uid(back), person, other, "friends", recipe.draw.day(back)


_FACT = ("uid", "person_id", "kind", "text", "day", "supersedes", "resolved_on")


def _facts(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """One for thirty touchpoints; one in five takes the place of one before it, one in ten is settled."""
    draw = recipe.draw
    whose: list[tuple[int, str]] = []
    for place, back in recipe.spread(recipe.size.touchpoints // 30, 1):
        # Three in a row are of one person, and the third takes the place of the first.
        again = place % 5 == 2
        person, kind = whose[place - 2] if again else (recipe.in_touch(), draw.one_of(_KINDS))
        whose.append((person, kind))
        resolved = draw.day(back // 2) if place % 10 == 9 else None
        yield draw.uid(back), person, kind, draw.text(), draw.day(back), place - 1 if again else None, resolved


def _days(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """A day that matters to every fifth, near for nobody: for how many would depend on the size."""
    for person, draw in recipe.numbered():
        if person % 5 == 0:
            day = draw.day(draw.number(30, 330)).replace("-02-29", "-02-28")
            yield draw.uid(added(person)), person, draw.text(), day, True, draw.day(added(person))


_MISTAKE = (
    "uid", "person_id", "what", "severity", "noticed_on", "owned_on", "owned_text", "repaired_on", "repaired_text",
    "followed_up_on", "followed_up_text",
)  # fmt: skip


def _mistakes(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """One for two hundred touchpoints, all of them made right and followed up."""
    draw = recipe.draw
    for _, back in recipe.spread(recipe.size.touchpoints // 200, 30):
        owned = back - draw.number(0, 3)
        repaired = owned - draw.number(0, 7)
        followed = repaired - draw.number(3, 14)
        steps = [value for step in (owned, repaired, followed) for value in (draw.day(step), draw.text())]
        yield draw.uid(back), recipe.in_touch(), draw.text(), draw.number(1, 3), draw.day(back), *steps


_RITUAL = ("uid", "person_id", "what", "rule", "starts_on", "added_on", "due_from")
_STARTS_COLUMN = _RITUAL.index("starts_on")


def _rituals(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """With every twentieth in touch, kept this year and not due again for a long time."""
    draw = recipe.draw
    for person in range(QUIET + 1, recipe.people + 1, 20):
        # A year from then is far from now.
        starts = draw.day(draw.number(1, 150)).replace("-02-29", "-02-28")
        rule = draw.one_of(_RHYTHMS)
        following = f"{int(starts[:4]) + (2 if 'INTERVAL' in rule else 1)}{starts[4:]}"
        yield draw.uid(added(person)), person, draw.text(), rule, starts, starts, following


def _kept(rituals: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for number, ritual in enumerate(rituals, 1):
        yield number, "kept", ritual[_STARTS_COLUMN], ritual[_STARTS_COLUMN]


def _circles(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """Chosen for every twentieth in touch; nobody is kept at arm's length: how many are quiet would depend on it."""
    draw = recipe.draw
    for person in range(QUIET + 3, recipe.people + 1, 20):
        back = added(person) - draw.number(1, 500)
        yield draw.uid(back), person, draw.one_of(("close", "acquaintance")), draw.day(back)


def _reviews(recipe: Recipe) -> Iterator[Sequence[Any]]:
    for back in range(REACH, _SPRINT, -_SPRINT):
        yield recipe.fixed.uid(back - _SPRINT), recipe.fixed.day(back - _SPRINT), recipe.fixed.day(back)


_INTENTION = ("uid", "review_id", "text", "made_on", "outcome", "settled_on", "note")


def _intentions(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """Two of each review, all settled in the next one."""
    draw = recipe.fixed
    for number, back in enumerate(range(REACH, _SPRINT, -_SPRINT), 1):
        made, settled = draw.day(back - _SPRINT), draw.day(max(back - 2 * _SPRINT, 0))
        for _ in range(2):
            outcome = draw.one_of(("done", "partly", "not done", "dropped"))
            yield draw.uid(back - _SPRINT), number, draw.text(), made, outcome, settled, None
