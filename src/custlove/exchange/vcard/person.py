"""What a card says of a person."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from custlove.exchange.jsonl import validators
from custlove.exchange.text import days
from custlove.exchange.text.values import email_in, named, single_spaced, texts
from custlove.exchange.vcard.lines import CardLine, every, first
from custlove.rules import name_order
from custlove.services.imports.records import Day, Link, Person, Who, key_of

_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
# Groups that Google makes itself.
_NO_TAGS = frozenset({"mycontacts", "* mycontacts", "imported", "starred"})
_ANNIVERSARIES = (
    "ANNIVERSARY",
    "X-ANNIVERSARY",
    "X-MS-ANNIVERSARY",
    "X-EVOLUTION-ANNIVERSARY",
    "X-KADDRESSBOOK-X-ANNIVERSARY",
)
_RELATIONS = {
    f"X-{maker}{name}": kind
    for kind in ("spouse", "manager", "assistant")
    for maker, name in (
        ("", kind.upper()),
        ("MS-", kind.upper()),
        ("EVOLUTION-", kind.upper()),
        ("KADDRESSBOOK-X-", f"{kind.upper()}SNAME"),
    )
}
_NO_KIND = frozenset({"pref", "work", "home", ""})


def person(lines: Sequence[CardLine]) -> tuple[Person, str]:
    """The person of a card, and the card's UID, empty if it has none; raises ValueError if nobody is named."""
    emails, phones = texts(_emails(lines)), texts(_phones(lines))
    organisation = ", ".join(filter(None, line.parts(";"))) if (line := first(lines, "ORG")) else ""
    name, borrowed = named(name_of(lines), organisation, emails, phones)
    birthday, unread = _birthday(lines)
    fields = {
        "nickname": next(iter(line.parts(",")), "") if (line := first(lines, "NICKNAME")) else "",
        "pronouns": _pronouns(lines),
        "organisation": organisation,
        "role": ", ".join(texts(line.text for line in (first(lines, "TITLE"), first(lines, "ROLE")) if line)),
        "birthday": birthday,
        "zone": _zone(lines),
        "notes": "\n".join(filter(None, (*texts(line.text for line in every(lines, "NOTE")), unread))),
    }
    uid = line.text if (line := first(lines, "UID")) else ""
    told = _UUID.fullmatch(uid)
    found = Person(
        name=name,
        fields={column: value for column, value in fields.items() if value},
        emails=emails,
        phones=phones,
        tags=_tags(lines),
        days=tuple(dict.fromkeys(_days(lines))),
        links=tuple(dict.fromkeys(_links(lines))),
        uid=told[1].lower() if told else None,
        borrowed=borrowed,
    )
    return found, uid


def _pronouns(lines: Sequence[CardLine]) -> str:
    """As the card says them, the preferred first; else the grammatical gender (RFC 9554)."""
    told = first(lines, "PRONOUNS", "X-PRONOUNS") or first(lines, "GRAMGENDER")
    return "" if told is None else told.text.lower() if told.name == "GRAMGENDER" else told.text


def name_of(lines: Sequence[CardLine]) -> str:
    """The name on a card, empty if there is none."""
    if (full := first(lines, "FN")) is not None and full.text:
        return full.text
    if (line := first(lines, "N")) is None:
        return ""
    family, given, middle = (*_name_parts(line), "", "", "")[:3]
    return name_order.whole(given, middle, family)


def _name_parts(line: CardLine) -> list[str]:
    """The parts of a name; older versions of ownCloud escaped what separates them."""
    if line.value.count("\\;") > 1 and not re.search(r"(?<!\\);", line.value):
        line = line._replace(value=line.value.replace("\\;", ";"))
    return line.parts(";")


def is_group(lines: Sequence[CardLine]) -> bool:
    """Whether a card is a list of people."""
    return any(line.text.lower() == "group" for line in every(lines, "KIND", "X-ADDRESSBOOKSERVER-KIND"))


def _emails(lines: Sequence[CardLine]) -> Iterator[str]:
    for line in every(lines, "EMAIL"):
        value = unquote(line.text[7:]) if line.text.lower().startswith("mailto:") else line.text
        if found := email_in(value):
            yield found


def _phones(lines: Sequence[CardLine]) -> Iterator[str]:
    for line in every(lines, "TEL"):
        text = line.text
        if text.lower().startswith("tel:"):
            number, _, rest = unquote(text[4:]).partition(";")
            extension = re.search(r"(?i)(?:^|;)ext=([^;]+)", rest)
            text = f"{number} ext. {extension[1]}" if extension else number
        yield single_spaced(text)


def _tags(lines: Sequence[CardLine]) -> tuple[str, ...]:
    found = texts(tag for line in every(lines, "CATEGORIES", "X-CATEGORIES") for tag in line.parts(","))
    return tuple(tag for tag in found if tag.casefold() not in _NO_TAGS)


def day_of(line: CardLine) -> str | None:
    """The day of a line as YYYY-MM-DD, or --MM-DD without the year; None if it is not one."""
    omitted = line.params.get("X-APPLE-OMIT-YEAR")
    words = line.text
    if omitted and words.startswith(omitted):
        words = f"--{words.removeprefix(omitted).lstrip('-')}"
    return days.read(words, None, None)


def _birthday(lines: Sequence[CardLine]) -> tuple[str, str]:
    """The birthday, and as a note what was given for one and cannot be read."""
    line = first(lines, "BDAY")
    if line is None:
        return "", ""
    day = day_of(line)
    return (day, "") if day else ("", f"Birthday: {line.text}")


def _days(lines: Sequence[CardLine]) -> Iterator[Day]:
    for line in every(lines, *_ANNIVERSARIES):
        if day := day_of(line):
            yield Day("anniversary", day)
    labels = _labels(lines)
    for line in every(lines, "X-ABDATE"):
        if day := day_of(line):
            yield Day(labels.get(line.group) or "anniversary", day)


def _links(lines: Sequence[CardLine]) -> Iterator[Link]:
    labels = _labels(lines)
    for line in every(lines, "RELATED"):
        kind = labels.get(line.group) or next(iter(sorted(line.types - _NO_KIND)), "contact")
        yield from _known(kind, line.text)
    for line in every(lines, "X-ABRELATEDNAMES"):
        yield from _known(labels.get(line.group) or "contact", line.text)
    for line in every(lines, *_RELATIONS):
        yield from _known(_RELATIONS[line.name], line.text)


def _known(kind: str, value: str) -> Iterable[Link]:
    """Somebody whom a card names: by identity, address, number or name."""
    if value.lower().startswith("mailto:"):
        return [Link(kind, Who(emails=(unquote(value[7:]),)))]
    if value.lower().startswith("tel:"):
        return [Link(kind, Who(phones=(unquote(value[4:]),)))]
    if value.lower().startswith(("urn:", "http:", "https:")):
        return [Link(kind, Who(key=key_of("uid", value)))]
    if email_in(value) == value:
        return [Link(kind, Who(emails=(value,)))]
    return [Link(kind, Who(name=value))]


def _labels(lines: Sequence[CardLine]) -> Mapping[str, str]:
    """What the lines of a group are called in its label, as Apple writes it; words of its own stand in signs there."""
    labels: dict[str, str] = {}
    for line in lines:
        if line.group and line.name == "X-ABLABEL" and line.group not in labels:
            own = re.fullmatch(r"_\$!<(.*)>!\$_", line.text)
            labels[line.group] = own[1].strip().lower() if own else line.text
    return labels


def _zone(lines: Sequence[CardLine]) -> str:
    line = first(lines, "TZ")
    try:
        return validators.zone(line.text) if line and "/" in line.text else ""
    except ValueError:
        return ""
