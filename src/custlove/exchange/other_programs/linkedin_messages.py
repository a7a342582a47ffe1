"""LinkedIn's messages.csv: what you wrote to each other there, one touchpoint for each conversation and day.

Which of the names is yours the file does not say: it is the one that takes part in every conversation.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from custlove.errors import BadInput
from custlove.exchange.tables import rows
from custlove.exchange.text import encodings
from custlove.exchange.text.values import profile_key
from custlove.rules.names import fold
from custlove.services.imports.records import Bad, Place, Read, Record, Skipped, Touchpoint, Who, key_of
from custlove.services.restore.origin import When

_NEEDED = ("conversation id", "from", "to", "date", "content")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?: UTC)?")
_TAG = re.compile(r"<[^<>]{1,200}>")
_ASIDE = frozenset({"spam", "trash", "drafts"})
_MOST_PEOPLE = 5
_LONGEST_TEXT = 600


class MessageOptions(NamedTuple):
    """What messages are read by: what counts as now, your zone, your name if it is said, whether texts are kept."""

    now: datetime
    zone: ZoneInfo
    me: str = ""
    bodies: bool = False


class _Message(NamedTuple):
    """A message as it stands in the file; the people by name and profile, the sender first."""

    talk: str
    people: tuple[tuple[str, str], ...]
    at: datetime
    subject: str
    text: str
    place: Place


class Messages:
    """The messages of a file as they are read."""

    def __init__(self, options: MessageOptions) -> None:
        self._options = options

    def read(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[Read]:
        """The conversations of a file, day by day; raises BadInput for another file."""
        found: list[_Message] = []
        for each in _messages(stream, file, advance):
            if isinstance(each, _Message):
                found.append(each)
            else:
                yield each
        me = self._me(found)
        days: dict[tuple[str, str], list[_Message]] = {}
        for each in sorted(found, key=lambda message: message.at):
            if each.at <= self._options.now:
                days.setdefault((each.talk, self._day(each.at)), []).append(each)
            else:
                yield Skipped(each.place, "message", each.people[0][0], "dated after today")
        for (talk, day), messages in days.items():
            yield self._of_day(talk, day, messages, me)

    def _me(self, messages: Sequence[_Message]) -> str:
        """Your own name as the file has it, folded; raises BadInput where two take part in everything."""
        if self._options.me:
            return fold(self._options.me)
        talks: dict[str, set[str]] = {}
        for each in messages:
            talks.setdefault(each.talk, set()).update(fold(name) for name, _ in each.people)
        taking_part = Counter(name for names in talks.values() for name in names)
        most = taking_part.most_common(2)
        if not most or (len(most) > 1 and most[0][1] == most[1][1]):
            if not most:
                return ""
            raise BadInput(
                "Which of the names in it is yours cannot be told from so few conversations.",
                'Say it: --me "Your Name". Nothing was changed.',
            )
        return most[0][0]

    def _of_day(self, talk: str, day: str, messages: Sequence[_Message], me: str) -> Read:
        others = dict.fromkeys(who for each in messages for who in each.people if fold(who[0]) != me)
        place = messages[0].place
        if not others:
            return Skipped(place, "message", messages[0].subject, "to nobody but you")
        if len(others) > _MOST_PEOPLE:
            return Skipped(place, "message", messages[0].subject, f"to more than {_MOST_PEOPLE} people")
        ways = {"out" if fold(each.people[0][0]) == me else "in" for each in messages}
        subject = next((each.subject for each in messages if each.subject), "")
        bodies = "\n".join(each.text for each in messages if each.text) if self._options.bodies else ""
        count = f"{len(messages)} messages on LinkedIn" if len(messages) > 1 else "a message on LinkedIn"
        text = "\n".join(filter(None, (subject, bodies))) or count
        direction = ways.pop() if len(ways) == 1 else "both"
        fields = {"channel": "chat", "direction": direction, "text": text[:_LONGEST_TEXT]}
        people = tuple(Who(key=profile_key(url) if url else None, name=name) for name, url in others)
        at = messages[-1].at
        when = When(at, self._day(at), self._options.zone.key)
        return Record(place, key_of("linkedin", talk, day), Touchpoint(people, when, fields))

    def _day(self, at: datetime) -> str:
        return str(at.astimezone(self._options.zone).date())


def _messages(stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[_Message | Bad | Skipped]:
    table = rows.rows(encodings.lines(stream, advance), ",")
    head = next(table, None)
    names = [cell.strip().lstrip("\ufeff").lower() for cell in head.cells] if head else []
    if head is None or not set(_NEEDED) <= set(names):
        raise BadInput(f"{file} is not LinkedIn's messages.csv.", "It has the columns CONVERSATION ID, FROM, TO, DATE.")
    for row in table:
        place = Place(file, "line", row.line)
        cells = dict(zip(names, row.cells, strict=False))
        stamp = _DATE.fullmatch(cells.get("date", "").strip())
        if row.fault or stamp is None:
            yield Bad(place, row.fault or "DATE is not a moment such as 2026-03-12 09:15:33 UTC", row.raw)
            continue
        is_aside = cells.get("folder", "").strip().lower() in _ASIDE
        if is_aside or cells.get("is message draft", "").strip().lower() in {"yes", "true"}:
            yield Skipped(place, "message", cells["from"], "deleted, a draft or spam")
            continue
        sender = zip([cells["from"]], [cells.get("sender profile url", "")], strict=True)
        people = tuple(
            (name.strip(), url.strip())
            for name, url in (*sender, *_recipients(cells["to"], cells.get("recipient profile urls", "")))
            if name.strip()
        )
        if not people:
            yield Skipped(place, "message", "", "it names nobody")
            continue
        at = datetime.fromisoformat(f"{stamp[1]}T{stamp[2]}+00:00").astimezone(UTC)
        subject = cells.get("subject", "").strip()
        yield _Message(cells["conversation id"], people, at, subject, _TAG.sub("", cells["content"]).strip(), place)


def _recipients(names: str, urls: str) -> Iterable[tuple[str, str]]:
    """Several are parted by commas, and so are their profiles; a name may have a comma itself (Anna Berg, PhD)."""
    profiles = [url.strip() for url in urls.split(",") if url.strip()]
    if len(profiles) <= 1:
        return [(names, profiles[0] if profiles else "")]
    several = names.split(",")
    return zip(several, profiles, strict=True) if len(several) == len(profiles) else [(name, "") for name in several]
