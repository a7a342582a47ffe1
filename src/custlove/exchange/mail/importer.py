"""Mailboxes as touchpoints: one for each person, thread and day.

The mails of all files are read first, sorted on the disk, and put together day by day. What an earlier import knew of a
person's day is kept with its touchpoints as marks (services/import_provenance.py): of each mail, of the threads it
belongs to, of the directions. So a mail is known again whatever the mailbox has grown by, and whatever zone its day was
reckoned in.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Self

from custlove.errors import BadInput
from custlove.exchange.mail import maildir, mbox
from custlove.exchange.mail import message as letters
from custlove.exchange.mail.days import Conversation, Earlier, conversations
from custlove.exchange.mail.external_sort import ExternalSort
from custlove.exchange.mail.mbox import Message
from custlove.exchange.mail.message import Letter, MailOptions, NotAContact
from custlove.exchange.mail.people import ContactBook
from custlove.exchange.text.values import named
from custlove.reports.people.contact_index import KnownPerson
from custlove.rules import identity_matching
from custlove.rules.addresses import canonical
from custlove.rules.names import fold
from custlove.services.imports.people import under_another_name
from custlove.services.imports.records import (
    NOWHERE,
    Bad,
    Person,
    Place,
    Read,
    Record,
    Skipped,
    Touchpoint,
    Who,
    key_of,
)
from custlove.services.restore.origin import When

if TYPE_CHECKING:
    from custlove.services.imports.importer import Importer

# What mailboxes of either kind are remembered under: who changes from one to the other keeps what came in.
SOURCE = "mail"
# Who wrote and was written to in the last quarter of a year is worth a question; more would be a flood.
_WAIT_DAYS = 90
_UNKNOWN = "nobody here has that address"
_FROM_LINE = "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n"
_LONGEST_HEAD = 1 << 16


class _Talk(NamedTuple):
    """Those who wrote to you from an address to which you wrote: the last day, and the names they go by.

    Names are one where one person can have them; who has which is told by the last of each.
    """

    day: str
    names: tuple[str, ...]
    address: str = ""

    @property
    def name(self) -> str:
        """The name of the last mail that has one."""
        return self.names[-1] if self.names else ""


class Correspondence:
    """The mails of an import. To be closed, by `with`. `new`: people are added with whom you wrote to each other."""

    def __init__(self, options: MailOptions, *, new: bool = False) -> None:
        self._options = options
        self._new = new
        self._letters, self._others = ExternalSort(), ExternalSort()
        self._written_to: set[str] = set()
        self._files = 0
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._letters)
        self._stack.enter_context(self._others)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def mbox(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> None:
        """Read a mailbox in one file, or a file of a single mail; raises BadInput if it is neither."""
        self._files += 1
        count = 0
        before: Message | None = None
        for message in mbox.messages(stream, advance):
            if message.number == 0:
                before = message
                continue
            count += 1
            self._read(message, file)
        if before is not None and (count or not letters.is_mail(before)):
            self._bad(Place(file, "message", 0), "it stands before the first message", before)
        elif before is not None:
            count = 1
            self._read(before._replace(number=1), file)
        if not count and stream.tell():
            raise BadInput(f"There is no message in {file}.", "A mailbox begins with a line From. Nothing was changed.")

    def maildir(self, _stream: BinaryIO, file: str, advance: Callable[[int], None]) -> None:
        """Read a mailbox in a folder; raises BadInput if it is not one."""
        self._files += 1
        for each in maildir.messages(Path(file), advance):
            if each.fault:
                self._bad(Place(file, "message", each.message.number), f"{each.name}: {each.fault}", each.message)
            else:
                self._read(each.message, file, f"{each.name}: ")

    def rest(self, engine: "Importer") -> Iterator[Read]:
        """What came of the mails that were read."""
        yield from self._left_out()
        book = ContactBook(engine)
        talks = self._talks()
        if self._new:
            yield from _newcomers(talks, book)
            book = ContactBook(engine)
        for _, day in groupby(self._in_order(), key=lambda letter: letter.day):
            yield from self._day(list(day), book, talks)

    def _read(self, message: Message, file: str, prefix: str = "") -> None:
        place = Place(file, "message", message.number)
        try:
            for letter in letters.read(message, file, self._options):
                if letter.way == "out":
                    self._written_to.add(canonical(letter.address))
                self._letters.add(letter)
        except NotAContact as why:
            self._others.add((*self._order(place), "skipped", str(why), letters.name_of(message)))
        except ValueError as fault:
            self._bad(place, f"{prefix}{fault}", message)

    def _bad(self, place: Place, reason: str, message: Message) -> None:
        head = message.head[:_LONGEST_HEAD].decode("utf-8", "surrogateescape")
        raw = f"{_FROM_LINE}{head.rstrip()}\n\n"
        self._others.add((*self._order(place), "bad", reason, raw))

    def _order(self, place: Place) -> tuple[str, str, int]:
        return f"{self._files:06}{place.number:012}", place.file, place.number

    def _left_out(self) -> Iterator[Read]:
        for _, file, number, kind, why, more in self._others:
            place = Place(file, "message", number)
            yield Bad(place, why, more) if kind == "bad" else Skipped(place, "mail", more, why)

    def _in_order(self) -> Iterator[Letter]:
        return (Letter(*row) for row in self._letters)

    def _talks(self) -> dict[str, _Talk]:
        """Who wrote to you and to whom you wrote, by address; both directions' last day."""
        talks: dict[str, _Talk] = {}
        both: set[str] = set()
        for letter in self._in_order():
            whose = canonical(letter.address)
            if whose in self._written_to:
                before = talks.get(whose, _Talk("", ()))
                wrote = letter.way == "in"
                # How they write themselves counts; how you wrote them, where they never did.
                says = letter.name if wrote or not before.names else ""
                if wrote and whose not in both:
                    before = before._replace(names=() if says else before.names)
                talks[whose] = _Talk(letter.day, _names(before.names, says), letter.address)
                if wrote:
                    both.add(whose)
        return {whose: talk for whose, talk in talks.items() if whose in both}

    def _day(self, day: list[Letter], book: ContactBook, talks: dict[str, _Talk]) -> Iterator[Read]:
        by_person: dict[int, list[Letter]] = {}
        strangers: dict[str, list[Letter]] = {}
        for letter in day:
            known = book.find(letter.address, letter.name).person
            if known is None:
                strangers.setdefault(canonical(letter.address), []).append(letter)
            else:
                by_person.setdefault(known.id, []).append(letter)
        for number, of_person in by_person.items():
            yield from self._of_person(book.person(number), of_person, book)
        for whose, of_stranger in strangers.items():
            yield from self._of_stranger(of_stranger[-1].address, of_stranger, book, talks.get(whose))

    def _of_person(self, known: KnownPerson, day: list[Letter], book: ContactBook) -> Iterator[Record]:
        who = Who(handle=known.handle, name=known.name)
        waits = {letter.address: book.waits(letter.address) for letter in day}
        for each in conversations(day, book.earlier(known.id, day)):
            touchpoint = self._touchpoint(each, who)
            yield Record(each.place, each.key, touchpoint, made_of=each.marks, waits=waits.get(each.address, NOWHERE))

    def _of_stranger(
        self, address: str, day: list[Letter], book: ContactBook, talk: _Talk | None
    ) -> Iterator[Record | Skipped]:
        found = book.find(address, day[-1].name)
        several = found.several
        why = f"may be {' or '.join(each.handle for each in several)}" if several else _UNKNOWN
        if found.others:
            why = under_another_name(found.others)
        latest, *others = sorted(conversations(day, Earlier({}, {})), key=lambda each: each.at, reverse=True)
        if talk and not several and talk.day == latest.day and talk.day >= self._recent():
            who = Who(name=talk.name or None, emails=(address,), by_name=False)
            what = self._touchpoint(latest, who)
            yield Record(latest.place, latest.key, what, made_of=latest.marks, waits=book.waits(address))
        else:
            others = [latest, *others]
        for each in others:
            yield Skipped(each.place, "touchpoint", _said(each.name, address), why)

    def _recent(self) -> str:
        return str(self._options.since or (self._options.now - timedelta(days=_WAIT_DAYS)).date())

    def _touchpoint(self, each: Conversation, who: Who) -> Touchpoint:
        fields = {"channel": "email", "direction": each.direction, "text": each.text}
        return Touchpoint((who,), When(each.at, each.day, each.zone or self._options.zone.key), fields)


def _newcomers(talks: dict[str, _Talk], book: ContactBook) -> Iterator[Record]:
    for number, (_, talk) in enumerate(sorted(talks.items()), 1):
        address = talk.address
        for at, each in enumerate(talk.names or ("",)):
            found = book.find(address, each)
            if found.person is None and not found.several:
                name, borrowed = named(each, "", [address], [])
                person = Person(name, emails=(address,), borrowed=borrowed)
                whose = canonical(address)
                key = key_of("person", whose, fold(name)) if at else key_of("person", whose)
                yield Record(Place("mails", "correspondent", number), key, person)


def _names(had: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The names of an address, those that one person can have as one: the last of them, the fuller where it is one."""
    if not name:
        return had
    full = identity_matching.full_name(name)
    same = [each for each in had if full is None or _can_be_one(each, name)]
    if full is None and same:
        return had
    return (*(each for each in had if each not in same), name)


def _can_be_one(one: str, other: str) -> bool:
    return identity_matching.full_name(one) is None or identity_matching.can_share(one, other)


def _said(name: str, address: str) -> str:
    return f"{name} <{address}>" if name else address
