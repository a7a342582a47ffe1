"""The rows of a measured journal, table by table."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import Any, NamedTuple

from bench import words
from custlove.rules.names import fold

ZONE = "Europe/Berlin"
# What `today` has to say is the same in every size.
QUIET, OVERDUE, BROKEN = 20, 25, 15
# The first people are the same ones in every size: those who are quiet, then ten who are in touch.
FIXED = QUIET + 10
# Days back from the journal's own: how far it reaches, and since when everybody in touch was touched again.
REACH, _RECENT = 1_095, 10
_CADENCES = ("14d", "21d", "1m", "2m", "3m")
_RUNGS = ("prospect", "customer", "client", "supporter", "advocate")
_ROLES = ("owner", "buyer", "engineer", None)
_CHANNELS = ("in-person", "call", "video", "email", "chat", "letter")
# Nearly all go both ways: with how many to ease off would depend on the size.
_DIRECTIONS = ("in", "out", *("both",) * 28)
_TAGS = ("sales", "support", "private", "project", "event", "press")
_TIMES = [f"{hour:02}:{minute:02}:00.000000" for hour in range(7, 16) for minute in range(60)]

Table = tuple[str, Sequence[str], Iterable[Sequence[Any]]]


class Size(NamedTuple):
    """How large a journal is; `active` are the people in touch, beside those who have gone quiet."""

    active: int
    touchpoints: int
    promises: int


class Draw:
    """Draws from a seed: numbers, choices, texts, identities; days are counted back from the journal's own."""

    def __init__(self, seed: str, day: date) -> None:
        self._random = Random(seed)  # noqa: S311 - nothing secret
        self._speaker = words.Speaker(self._random)
        self._day = day
        self._days = [(day - timedelta(days=back)).isoformat() for back in range(2 * REACH)]

    def day(self, back: int) -> str:
        """The day so many days before the journal's own; a negative number lies ahead."""
        return self._days[back] if back >= 0 else (self._day - timedelta(days=back)).isoformat()

    def moment(self, back: int) -> str:
        """A moment of that day."""
        return f"{self.day(back)} {self.one_of(_TIMES)}"

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high."""
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """Whether it is so, in that share of all cases."""
        return self._random.random() < share

    def one_of(self, choices: Sequence[Any]) -> Any:
        """One of them."""
        return choices[int(self._random.random() * len(choices))]

    def text(self) -> str:
        """What was said."""
        return self._speaker.say()

    def uid(self, back: int) -> str:
        """A UUIDv7 of that day."""
        milliseconds = (self._day.toordinal() - back - date(1970, 1, 1).toordinal()) * 86_400_000
        bits = f"{milliseconds:012x}7{self._random.getrandbits(12):03x}8{self._random.getrandbits(60):015x}"
        return f"{bits[:8]}-{bits[8:12]}-{bits[12:16]}-{bits[16:20]}-{bits[20:]}"


class Recipe:
    """What a journal is made from: `fixed` draws what every size has in common, `draw` the rest."""

    def __init__(self, size: Size, day: date, seed: int) -> None:
        self.size = size
        self.fixed, self.draw = Draw(f"{seed} fixed", day), Draw(f"{seed} {size}", day)
        self.people = QUIET + size.active

    def numbered(self, start: int = 1) -> Iterator[tuple[int, Draw]]:
        """The people's numbers, each with what draws for them."""
        for person in range(start, self.people + 1):
            yield person, self.fixed if person <= FIXED else self.draw

    def in_touch(self) -> int:
        """Somebody in touch."""
        return self.draw.number(QUIET + 1, self.people)

    def spread(self, count: int, until: int) -> Iterator[tuple[int, int]]:
        """So many things evenly over the time from the reach of the journal to `until` days back: place, days back."""
        for place in range(count):
            yield place, REACH - (REACH - until) * place // count


def tables(recipe: Recipe) -> Iterator[Table]:
    """Every table with its columns and rows, in the order of their references."""
    yield "person", _PERSON, _people(recipe)
    yield "person_detail", ("person_id", "kind", "value", "key"), _details(recipe)
    yield "touchpoint", _TOUCHPOINT, _touchpoints(recipe)
    yield "touchpoint_person", ("touchpoint_id", "person_id"), _touched(recipe)
    yield "touchpoint_tag", ("touchpoint_id", "tag"), _touchpoint_tags(recipe)
    yield "follow_up", _FOLLOW_UP, chain(_overdue(recipe.fixed), _follow_ups(recipe))
    promises = [*_broken(recipe.fixed), *_promises(recipe)]
    yield "promise", _PROMISE, promises
    yield "promise_move", ("promise_id", "moved_on", "from_due", "to_due", "why"), _promise_moves(promises)
    yield "ask", _ASK, _asks(recipe)
    yield "feedback", _FEEDBACK, _feedback(recipe)
    yield "rung_move", ("uid", "person_id", "to_rung", "day", "why"), chain(_placings(recipe), _moves(recipe))


_PERSON = (
    "uid", "handle", "name", "name_key", "organisation", "organisation_key",
    "role", "birthday", "every", "notes", "added_on", "fit", "influence",
)  # fmt: skip


def _people(recipe: Recipe) -> Iterator[Sequence[Any]]:
    for (person, draw), name in zip(recipe.numbered(), words.names(), strict=False):
        organisation = f"{draw.text().split()[0].title()} & Co"
        # No birthday comes up now: how many do would depend on the size.
        month_day = draw.day(draw.number(30, 330))[5:].replace("02-29", "02-28")
        yield (
            draw.uid(added(person)), name.lower().replace(" ", "-"), name, fold(name),
            organisation, fold(organisation), draw.one_of(_ROLES), f"{draw.number(1950, 2000)}-{month_day}",
            _CADENCES[person % len(_CADENCES)], draw.text(), draw.day(added(person)),
            *((draw.number(1, 5), draw.number(1, 5)) if person % 2 else (None, None)),
        )  # fmt: skip


def added(person: int) -> int:
    """How many days back a person was added."""
    return REACH + 30 + person % 300


def _details(recipe: Recipe) -> Iterator[Sequence[Any]]:
    for person, _ in recipe.numbered():
        address = f"person{person}@example.org"
        yield person, "email", address, address
        if person % 2:
            tag = _TAGS[person % len(_TAGS)]
            yield person, "tag", tag, tag


_TOUCHPOINT = ("uid", "at", "zone", "day", "channel", "direction", "text", "felt", "energy", "minutes", "wow")


def _touchpoints(recipe: Recipe) -> Iterator[Sequence[Any]]:
    for place in range(QUIET):
        yield _touchpoint(recipe.fixed, _quiet_since(place), recipe.fixed.text())
    between = recipe.size.touchpoints - QUIET - recipe.size.active
    for place, back in recipe.spread(between, _RECENT + 1):
        text = recipe.draw.text()
        yield _touchpoint(recipe.draw, back, f"{text} {words.RARE}" if place < words.PLANTED else text)
    for place in range(recipe.size.active):
        back = _RECENT - _RECENT * place // recipe.size.active
        yield _left_well(_touchpoint(recipe.draw, back, recipe.draw.text()))


def _left_well(touchpoint: Sequence[Any]) -> Sequence[Any]:
    # How many the last time left low, or without an answer, would depend on the size.
    *moment, _, text, felt, energy, minutes, wow = touchpoint
    return (*moment, "both", text, max(felt or 4, 4), energy, minutes, wow)


def _quiet_since(place: int) -> int:
    return 260 - 7 * place


def _touchpoint(draw: Draw, back: int, text: str) -> Sequence[Any]:
    felt = draw.number(1, 5) if draw.chance(0.5) else None
    energy = draw.number(-2, 2) if draw.chance(0.3) else None
    minutes = draw.number(5, 120) if draw.chance(0.5) else None
    channel, direction = draw.one_of(_CHANNELS), draw.one_of(_DIRECTIONS)
    return (
        draw.uid(back), draw.moment(back), ZONE, draw.day(back), channel, direction, text,
        felt, energy, minutes, draw.chance(0.01),
    )  # fmt: skip


def _touched(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """Who was there: each quiet person once, then anybody in touch, then each of them once more."""
    yield from ((place + 1, place + 1) for place in range(QUIET))
    last = recipe.size.touchpoints - recipe.size.active
    for number in range(QUIET + 1, last + 1):
        first = recipe.in_touch()
        yield number, first
        if recipe.draw.chance(0.05) and (second := recipe.in_touch()) != first:
            yield number, second
    yield from ((last + place, QUIET + place) for place in range(1, recipe.size.active + 1))


def _touchpoint_tags(recipe: Recipe) -> Iterator[Sequence[Any]]:
    for number in range(1, recipe.size.touchpoints + 1, 10):
        yield number, recipe.draw.one_of(_TAGS)


_FOLLOW_UP = ("uid", "person_id", "why", "made_on", "due_on", "done_on")


def _overdue(draw: Draw) -> Iterator[Sequence[Any]]:
    for place in range(OVERDUE):
        yield draw.uid(90), place % FIXED + 1, draw.text(), draw.day(90), draw.day(3 * place + 1), None


def _follow_ups(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """Done, or due in days to come."""
    draw = recipe.draw
    for _, made in recipe.spread(recipe.size.touchpoints // 20, 1):
        due = _not_today(made - draw.number(3, 30))
        done = None if due < 0 else draw.day(max(due - draw.number(0, 3), 0))
        yield draw.uid(made), recipe.in_touch(), draw.text(), draw.day(made), draw.day(due), done


def _not_today(back: int) -> int:
    return back or -1


_PROMISE = ("uid", "person_id", "what", "by", "made_on", "due_on", "kept_on", "extra", "released_on")
_DUE_COLUMN = _PROMISE.index("due_on")


def _broken(draw: Draw) -> Iterator[Sequence[Any]]:
    for place in range(BROKEN):
        by = "theirs" if place % 5 == 4 else "mine"
        yield (
            draw.uid(120), FIXED - place, draw.text(), by, draw.day(120), draw.day(5 * place + 1), None, None, None
        )  # fmt: skip


def _promises(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """Kept early, on the day or late, released, or due in days to come."""
    draw = recipe.draw
    for _, made in recipe.spread(recipe.size.promises - BROKEN, 1):
        due = _not_today(made - draw.number(2, 45))
        settled = draw.day(min(max(due - draw.number(-2, 2), 0), made)) if due >= 0 else None
        released = draw.chance(0.02)
        yield (
            draw.uid(made), recipe.in_touch(), draw.text(), "theirs" if draw.chance(0.2) else "mine",
            draw.day(made), draw.day(due), None if released else settled,
            draw.text() if settled and draw.chance(0.05) else None, settled if released else None,
        )  # fmt: skip


def _promise_moves(promises: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """One in twenty was agreed anew on the day it was made."""
    for number in range(BROKEN + 5, len(promises) + 1, 20):
        made, due = promises[number - 1][_DUE_COLUMN - 1 : _DUE_COLUMN + 1]
        yield number, made, made, due, None


_ASK = ("uid", "person_id", "text", "channel", "at", "zone", "day")
_FEEDBACK = (
    "uid", "person_id", "ask_id", "kind", "text", "score", "asked", "zone", "heard_at", "heard_day",
    "confirmed_at", "confirmed_day", "acted_at", "acted_day", "acted_text", "thanked_at", "thanked_day",
)  # fmt: skip
_LOOP = 30


def _asked(recipe: Recipe) -> Iterator[tuple[int, int, int]]:
    for place, back in recipe.spread(recipe.size.touchpoints // 100, _LOOP):
        yield place, back, QUIET + 1 + place % recipe.size.active


def _asks(recipe: Recipe) -> Iterator[Sequence[Any]]:
    draw = recipe.draw
    for place, back, person in _asked(recipe):
        if place % 2 == 0:
            yield draw.uid(back), person, draw.text(), draw.one_of(_CHANNELS), draw.moment(back), ZONE, draw.day(back)


def _feedback(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """What was heard, every other time because it was asked for; all of it thanked."""
    draw = recipe.draw
    for place, asked, person in _asked(recipe):
        ask = place // 2 + 1 if place % 2 == 0 else None
        heard = asked - draw.number(1, 7)
        steps = [draw.moment(heard - after) for after in (1, 3, 5)]
        confirmed, acted, thanked = ((at, at[:10]) for at in steps)
        yield (
            draw.uid(heard), person, ask, draw.one_of(("criticism", "praise", "idea")), draw.text(),
            draw.number(0, 10), ask is not None, ZONE, draw.moment(heard), draw.day(heard),
            *confirmed, *acted, draw.text(), *thanked,
        )  # fmt: skip


def _placings(recipe: Recipe) -> Iterator[Sequence[Any]]:
    for person, draw in recipe.numbered():
        yield draw.uid(added(person)), person, _first_rung(person), draw.day(added(person)), None


def _moves(recipe: Recipe) -> Iterator[Sequence[Any]]:
    """Every other person moved once, a rung up or down."""
    for person, draw in recipe.numbered():
        if person % 2:
            back, step = REACH - person * 7 % (REACH - _RECENT), draw.one_of((1, -1))
            rung = _RUNGS[(_RUNGS.index(_first_rung(person)) + step) % len(_RUNGS)]
            yield draw.uid(back), person, rung, draw.day(back), draw.text()


def _first_rung(person: int) -> str:
    return _RUNGS[person % len(_RUNGS)]
