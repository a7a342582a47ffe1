"""What Monica keeps of a contact besides the card: calls, notes, tasks, reminders and the like."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.other_programs.monica_contact import day, special_day, text
from custlove.exchange.other_programs.monica_file import properties
from custlove.exchange.text import iso_dates
from custlove.quoting import quoted
from custlove.schema.vocabulary import NotesAs
from custlove.services.imports.records import Entry, Touchpoint, What, Who, key_of
from custlove.services.restore.origin import When


class MonicaOptions(NamedTuple):
    """How contacts are read: what notes become, the day on which a task without one is due, the user's clock."""

    notes: NotesAs
    due_on: str
    clock: LineClock


class Unwanted(Exception):
    """Something that can be read and has no place here, with the reason."""


class _Of(NamedTuple):
    """One such thing: what it says, whose it is, how it is read."""

    said: Mapping[str, Any]
    who: Who
    contact: Mapping[str, Any]
    options: MonicaOptions

    def past(self, *names: str) -> str:
        """The first of these that is a day which has been; raises BadLine."""
        found = day(self.said, self.options.clock, *names)
        if found is None:
            told = next((self.said[name] for name in names if self.said.get(name)), None)
            wrong = f"is {quoted(str(told))}; it has to be a day that has been" if told else "is missing"
            raise BadLine(f"{names[0]} {wrong}")
        return found

    def moment(self, name: str) -> When:
        """When it was; raises BadLine."""
        return iso_dates.moment(self.said.get(name), self.options.clock, of_days=True)

    def fact(self, told: str, on: str, kind: str = "life") -> Entry:
        """What is known of them since a day; raises BadLine if it says nothing."""
        if not told:
            raise BadLine("it says nothing")
        return Entry("fact", self.who, {"kind": kind, "text": told, "day": on})


def thing(kind: str, said: Any, who: Who, contact: Mapping[str, Any], options: MonicaOptions) -> What | None:
    """What an element of a contact's collection is; None where nothing of that kind comes in.

    Raises BadLine if it cannot be read, Unwanted if it has no place here.
    """
    read = _READ.get(kind)
    return read(_Of(properties(said), who, properties(contact), options)) if read else None


def activity(said: Any, people: tuple[Who, ...], clock: LineClock) -> Touchpoint:
    """What was done together; raises BadLine."""
    told = properties(said)
    when = iso_dates.moment(told.get("happened_at") or told.get("date_it_happened"), clock, of_days=True)
    words = "\n".join(filter(None, (text(told, "summary"), text(told, "description"))))
    return Touchpoint(people, when, {"text": words, "channel": "in-person"})


def preferences(contact: Any, who: Who, clock: LineClock) -> Iterator[tuple[str, Entry]]:
    """What somebody likes to eat, as they have it on their card, with a key."""
    said = properties(contact)
    if told := text(said, "food_preferences"):
        on = day(said, clock, "created_at", "updated_at") or clock.today()
        yield key_of(who.key, "food"), Entry("fact", who, {"kind": "preference", "text": told}, first={"day": on})


def _call(of: _Of) -> Touchpoint:
    called = of.said.get("contact_called")
    fields = {"text": text(of.said, "content"), "channel": "call", "direction": "in" if called else "out"}
    return Touchpoint((of.who,), of.moment("called_at"), fields)


def _conversation(of: _Of) -> Touchpoint:
    messages = of.said.get("messages")
    told = [properties(each) for each in messages] if isinstance(messages, list) else []
    lines = [f"{'I' if each.get('written_by_me') else of.who}: {text(each, 'content')}" for each in told]
    return Touchpoint((of.who,), of.moment("happened_at"), {"text": "\n".join(lines), "channel": "chat"})


def _note(of: _Of) -> What:
    told = text(of.said, "body")
    if of.options.notes == "facts" or not told:
        return of.fact(told, of.past("created_at"))
    return Touchpoint((of.who,), of.moment("created_at"), {"text": told, "channel": "other"})


def _reminder(of: _Of) -> Entry:
    on = str(of.said.get("initial_date"))[:10]
    title = text(of.said, "title") or text(of.said, "description")
    often, frequency = of.said.get("frequency_number") or 1, of.said.get("frequency_type")
    if of.said.get("inactive") in (True, 1):
        raise Unwanted("an inactive reminder")
    birthday = special_day(of.contact.get("birthdate"))
    if birthday and birthday[-5:] == on[-5:] and of.said.get("delible") in (False, 0):
        raise Unwanted("their birthday, which the card has")
    if frequency not in (None, "one_time", "year"):
        rhythm = f"every {frequency}" if str(often) == "1" else f"every {often} {frequency}s"
        raise Unwanted(f"it comes {rhythm}; for that there is custlove ritual add")
    if not title:
        raise BadLine("it has no title")
    yearly = frequency == "year" and str(often) == "1"
    fields = {"what": title, "day": iso_dates.day(on, of.options.clock), "yearly": yearly}
    return Entry(
        "special_day",
        of.who,
        fields,
        first={"added_on": day(of.said, of.options.clock, "created_at") or of.options.clock.today()},
    )


def _task(of: _Of) -> Entry:
    told = "\n".join(filter(None, (text(of.said, "title"), text(of.said, "description"))))
    if not told:
        raise BadLine("it says nothing")
    made = of.past("created_at") if of.said.get("created_at") else of.options.clock.today()
    fields: dict[str, Any] = {"why": told, "made_on": made}
    if of.said.get("completed"):
        fields["done_on"] = max(made, of.past("completed_at", "updated_at", "created_at"))
    return Entry("follow_up", of.who, fields, first={"due_on": fields.get("done_on") or max(of.options.due_on, made)})


def _life_event(of: _Of) -> Entry:
    told = ": ".join(filter(None, (text(of.said, "name"), text(of.said, "note"))))
    return of.fact(told, of.past("happened_at"))


def _pet(of: _Of) -> Entry:
    told = " ".join(filter(None, (text(of.said, "category") or "pet", text(of.said, "name"))))
    return of.fact(f"has a pet: {told}", of.past("created_at"))


_READ: Mapping[str, Callable[[_Of], What]] = {
    "call": _call,
    "conversation": _conversation,
    "note": _note,
    "reminder": _reminder,
    "task": _task,
    "life_event": _life_event,
    "pet": _pet,
}
