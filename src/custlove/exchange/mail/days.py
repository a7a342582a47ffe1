"""A person's mails of one day, put together by thread, with what was brought of them before."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from custlove.exchange.mail.message import Letter
from custlove.rules.addresses import canonical
from custlove.services.imports.provenance import Brought, mark
from custlove.services.imports.records import Place, key_of

_WAYS = {mark("way", way): way for way in ("in", "out")}


class Earlier(NamedTuple):
    """What was brought of somebody's mails, by key: of the day, and of the days before and after it."""

    there: Mapping[str, Brought]
    beside: Mapping[str, Brought]


class Conversation(NamedTuple):
    """What becomes of the mails of a person, a thread and a day: one touchpoint, as it stood at the end of the day."""

    key: str
    place: Place
    address: str
    name: str
    at: datetime
    day: str
    zone: str
    direction: str
    text: str
    marks: frozenset[str]


class _Thread:
    """Mails that hang together, and what was brought of them."""

    def __init__(self, threads: set[str]) -> None:
        self.threads = threads
        self.letters: list[Letter] = []
        self.brought: list[str] = []

    def join(self, other: "_Thread") -> None:
        self.threads |= other.threads
        self.letters += other.letters
        self.brought += other.brought


def day_key(address: str, day: str) -> str:
    """What the keys of the touchpoints begin with that are made of mails with an address on a day."""
    return key_of("mail", address, day)


def conversations(letters: Sequence[Letter], earlier: Earlier) -> Iterator[Conversation]:
    """The mails of a person and a day as touchpoints, the first of them first."""
    once = {letter.mail: letter for letter in sorted(letters, key=_order, reverse=True)}
    taken = set(earlier.there)
    threads = _threads(sorted(once.values(), key=_order), earlier.there)
    for thread in sorted(threads, key=lambda each: _order(each.letters[0])):
        yield _conversation(thread, earlier, taken)


def _order(letter: Letter) -> tuple[str, str, str]:
    return letter.at, letter.text, letter.mail


def _threads(letters: Sequence[Letter], there: Mapping[str, Brought]) -> list[_Thread]:
    found: list[_Thread] = []
    for key, brought in there.items():
        old = _Thread(set(brought.marks("thread") | brought.marks("mail")))
        old.brought.append(key)
        _add(found, old)
    for letter in letters:
        new = _Thread({*letter.threads, letter.mail})
        new.letters.append(letter)
        _add(found, new)
    return [each for each in found if each.letters]


def _add(found: list[_Thread], new: _Thread) -> None:
    related = [each for each in found if not each.threads.isdisjoint(new.threads)]
    for each in related:
        found.remove(each)
        each.join(new)
        new = each
    found.append(new)


def _conversation(thread: _Thread, earlier: Earlier, taken: set[str]) -> Conversation:
    known = {**earlier.beside, **{key: earlier.there[key] for key in thread.brought}}
    mails = frozenset[str]().union(*(brought.marks("mail") for brought in known.values()))
    fresh = [letter for letter in thread.letters if letter.mail not in mails]
    if fresh:
        key = next(iter(thread.brought), None)
        return _grown(fresh, key or _next_key(fresh[0], taken), earlier.there.get(key or ""))
    # Nothing new: as it stands, under the key of what has its mails.
    mail = thread.letters[0].mail
    key = next(key for key in (*thread.brought, *earlier.beside) if mail in known[key].arrival.marks)
    return _grown([each for each in thread.letters if each.mail in known[key].arrival.marks], key, known[key])


def _grown(letters: Sequence[Letter], key: str, brought: Brought | None) -> Conversation:
    """A touchpoint of these mails and of what was brought before."""
    last = letters[-1]
    at, day, text, zone = last.moment, last.day, last.text, ""
    marks = frozenset(mark("way", letter.way) for letter in letters)
    marks |= {each for letter in letters for each in (letter.mail, *letter.threads)}
    if brought is not None:
        marks |= brought.marks("way") | brought.marks("mail") | brought.marks("thread")
        row = brought.row
        if row and (before := datetime.fromisoformat(row["at"]).replace(tzinfo=UTC), row["text"]) >= (at, text):
            at, day, text, zone = before, row["day"], row["text"], row["zone"]
    ways = [way for each, way in _WAYS.items() if each in marks]
    direction = ways[0] if len(ways) == 1 else "both"
    place = Place(letters[0].file, "message", letters[0].number)
    return Conversation(key, place, letters[0].address, last.name, at, day, zone, direction, text, marks)


def _next_key(letter: Letter, taken: set[str]) -> str:
    prefix = day_key(canonical(letter.address), letter.day)
    numbers = [int(key.rpartition(":")[2]) for key in taken if key.startswith(prefix)]
    key = f"{prefix}:{max(numbers, default=-1) + 1}"
    taken.add(key)
    return key
