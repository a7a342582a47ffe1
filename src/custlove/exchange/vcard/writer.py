"""People as cards: vCard 4.0 (RFC 6350) or 3.0 (RFC 2426), for Google, Apple and whatever reads those.

What has no place in a card stays here: where somebody stands, how often to be in touch, what you know of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from custlove.exchange.engine.selection import EVERYTHING
from custlove.exchange.jsonl.writer import Source
from custlove.exchange.text.content_lines import clean, line, one_line, stamp, text
from custlove.reports.journal_wide import export_rows
from custlove.rules import name_order

ExportLine = dict[str, Any]
# Of RFC 9554.
_GENDERS = ("animate", "common", "feminine", "inanimate", "masculine", "neuter")
_PRODUCT = "-//custlove//custlove//EN"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ANNIVERSARY = "anniversary"
# What RELATED may be of a person (RFC 6350, section 6.6.6); any other word is a label, as Apple writes them.
_RELATIONS = frozenset({
    "contact", "acquaintance", "friend", "met", "co-worker", "colleague", "co-resident", "neighbor", "child", "parent",
    "sibling", "spouse", "kin", "muse", "crush", "date", "sweetheart", "me", "agent", "emergency",
})  # fmt: skip


class _Card(NamedTuple):
    """Somebody, their days and whom they know, when that was last changed, and to what else they belong."""

    person: ExportLine
    days: Sequence[ExportLine]
    links: Sequence[ExportLine]
    changed_at: str
    also: Sequence[str] = ()


def cards(source: Source, version: str, *, everybody: bool) -> Iterator[str]:
    """The cards, in version 4.0 or 3.0; those who are archived only for `everybody`, or if they are named."""
    days, links = _by_person(source, "day"), _by_person(source, "link")
    people = list(source._replace(wanted=source.wanted._replace(since=None)).lines("person"))
    shown = everybody or source.wanted.people is not None
    told = [_card(source, each, days, links) for each in people if shown or not each["archived"]]
    belongs = _by_person(source, "membership")
    told = [
        each._replace(also=[of["organisation"] for of in belongs.get(each.person["person"], ()) if not of["until"]])
        for each in told
    ]
    since = source.wanted.since or ""
    wanted = [each for each in told if each.changed_at[:10] >= since]
    identities = {each.person["person"]: _identity(each.person["uid"]) for each in wanted}
    for each in wanted:
        yield "".join(_lines(each, version, identities))


def _by_person(source: Source, noun: str) -> Mapping[str, Sequence[ExportLine]]:
    found: dict[str, list[ExportLine]] = {}
    for each in source._replace(wanted=EVERYTHING).lines(noun):
        found.setdefault(each["person"], []).append(each)
    return found


def _card(
    source: Source,
    person: ExportLine,
    days: Mapping[str, Sequence[ExportLine]],
    links: Mapping[str, Sequence[ExportLine]],
) -> _Card:
    changed_at = export_rows.changed_at(source.connection, person["id"]) or f"{person['added_on']} 00:00:00"
    return _Card(person, days.get(person["person"], ()), links.get(person["person"], ()), changed_at)


def _lines(card: _Card, version: str, identities: Mapping[str, str]) -> Iterator[str]:
    yield "BEGIN:VCARD\r\n"
    yield from _named(card.person, version)
    # The first is the one they belong to first and foremost.
    yield from (line("ORG", text(each)) for each in card.also)
    yield from _reached(card.person, version)
    yield from _told(card, version)
    yield from _labelled(card, version, identities)
    yield line("REV", stamp(datetime.fromisoformat(card.changed_at)))
    yield "END:VCARD\r\n"


def _named(person: ExportLine, version: str) -> Iterator[str]:
    yield line("VERSION", version)
    yield line("PRODID", _PRODUCT)
    if version == "4.0":
        yield line("KIND", "individual")
    yield line("UID", _identity(person["uid"]) if version == "4.0" else text(person["uid"]))
    yield line("FN", one_line(person["name"]))
    yield line("N", _parts_of(person["name"]))
    if person["nickname"]:
        yield line("NICKNAME", text(person["nickname"]))
    if pronouns := person["pronouns"]:
        yield _pronouns(pronouns, version)
    if person["organisation"]:
        yield line("ORG", text(person["organisation"]))
    if person["role"]:
        yield line("TITLE", text(person["role"]))


def _pronouns(words: str, version: str) -> str:
    if words in _GENDERS and version == "4.0":
        return line("GRAMGENDER", words.upper())
    return line("PRONOUNS" if version == "4.0" else "X-PRONOUNS", text(words))


def _reached(person: ExportLine, version: str) -> Iterator[str]:
    for number, email in enumerate(person["emails"]):
        first = number == 0 and len(person["emails"]) > 1
        if version == "4.0":
            yield line("EMAIL;PREF=1" if first else "EMAIL", text(email))
        else:
            yield line("EMAIL;TYPE=INTERNET,PREF" if first else "EMAIL;TYPE=INTERNET", text(email))
    for number, phone in enumerate(person["phones"]):
        first = number == 0 and len(person["phones"]) > 1
        if version == "4.0":
            yield line("TEL;PREF=1" if first else "TEL", text(phone))
        else:
            yield line("TEL;TYPE=VOICE,PREF" if first else "TEL;TYPE=VOICE", text(phone))


def _told(card: _Card, version: str) -> Iterator[str]:
    person = card.person
    if person["birthday"]:
        yield _day("BDAY", person["birthday"], version)
    if person["zone"]:
        yield line("TZ" if version == "4.0" else "TZ;VALUE=text", person["zone"])
    if person["tags"]:
        yield line("CATEGORIES", ",".join(map(one_line, person["tags"])))
    if person["notes"]:
        yield line("NOTE", text(person["notes"]))


def _labelled(card: _Card, version: str, identities: Mapping[str, str]) -> Iterator[str]:
    """Days of every year and people they know; what has no word of its own in a card gets a label."""
    yearly = [each for each in card.days if each["yearly"]]
    married = next((each for each in yearly if each["what"] == _ANNIVERSARY), None) if version == "4.0" else None
    number = 0
    for each in yearly:
        if each is married:
            yield _day("ANNIVERSARY", each["on"], version)
        else:
            number += 1
            yield _day(f"item{number}.X-ABDATE", each["on"], version)
            yield line(f"item{number}.X-ABLABEL", _label(each["what"]))
    for each in card.links:
        kind, other = each["link_kind"], identities.get(each["other"])
        if version == "4.0" and kind in _RELATIONS:
            yield _related(f"RELATED;TYPE={kind}", other, each["other_name"])
            continue
        number += 1
        if version == "4.0":
            yield _related(f"item{number}.RELATED", other, each["other_name"])
        else:
            yield line(f"item{number}.X-ABRELATEDNAMES", text(each["other_name"]))
        yield line(f"item{number}.X-ABLABEL", _label(kind))


def _related(name: str, identity: str | None, called: str) -> str:
    """Somebody else: by the identity of their card where it stands in the same file, else by name."""
    if identity is not None and identity.startswith("urn:"):
        return line(name, identity)
    return line(f"{name};VALUE=text", text(called))


def _label(words: str) -> str:
    # Apple's own word is shown in the language of the reader.
    return "_$!<Anniversary>!$_" if words == _ANNIVERSARY else text(words)


def _day(name: str, day: str, version: str) -> str:
    if version == "4.0":
        return line(name, day.replace("-", "") if not day.startswith("--") else f"--{day[2:].replace('-', '')}")
    if day.startswith("--"):
        # As Apple writes it: 3.0 knows no day without a year.
        return line(f"{name};X-APPLE-OMIT-YEAR=1604", f"1604-{day[2:]}")
    return line(f"{name};VALUE=date", day)


def _identity(uid: str) -> str:
    return f"urn:uuid:{uid}" if _UUID.fullmatch(uid) else text(uid)


def _parts_of(name: str) -> str:
    family, given = name_order.parts(clean(name))
    return f"{text(family)};{text(given)};;;"
