"""What a contact of Monica says of a person."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from custlove.exchange.jsonl import validators
from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.other_programs.monica_file import collections, properties
from custlove.exchange.text import iso_dates
from custlove.exchange.text.values import named, single_spaced, texts
from custlove.rules.addresses import LONGEST
from custlove.rules.identity_matching import LONGEST_PHONE
from custlove.services.imports.records import Link, Person

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_PHONE = re.compile(r"\+?[\d ()/.-]{6,}(?:(?:ext|x)\.? ?\d+)?", re.IGNORECASE)
_ADDRESS = ("street", "postal_code", "city", "province", "country")


def name_of(contact: Any) -> str:
    """The name of a contact, empty if there is none."""
    said = properties(contact)
    return " ".join(" ".join(str(said.get(each) or "") for each in ("first_name", "middle_name", "last_name")).split())


def person(contact: Mapping[str, Any], types: Mapping[str, str], links: Sequence[Link], clock: LineClock) -> Person:
    """The person of a contact; `types`: what kinds of addresses are called. Raises ValueError if nobody is named."""
    said = properties(contact)
    emails, phones, others = _reached(contact, types)
    organisation = text(said, "company")
    name, borrowed = named(name_of(contact), organisation, emails, phones)
    birthday, about = _birthday(said.get("birthdate"))
    fields = {
        "nickname": text(said, "nickname"),
        "organisation": organisation,
        "role": text(said, "job"),
        "birthday": birthday,
        "met": _met(said),
        "every": _every(said.get("stay_in_touch_frequency")),
        "notes": "\n".join(texts([text(said, "description"), about, *others, *_addresses(contact)])),
    }
    return Person(
        name=name,
        fields={column: value for column, value in fields.items() if value},
        emails=emails,
        phones=phones,
        tags=_tags(said.get("tags")),
        links=tuple(dict.fromkeys(links)),
        added_on=day(said, clock, "created_at"),
        archived_on=_archived(said, clock),
        borrowed=borrowed,
    )


def text(said: Mapping[str, Any], *names: str) -> str:
    """The first of these that is a text, without white space around it; empty if there is none."""
    told = (said.get(name) for name in names)
    return next((value.strip() for value in told if isinstance(value, str) and value.strip()), "")


def day(said: Mapping[str, Any], clock: LineClock, *names: str) -> str | None:
    """The first of these that is a day which has been; None if there is none."""
    for name in names:
        value = said.get(name)
        try:
            found = iso_dates.day(
                value.get("date") if isinstance(value, dict) else value, clock, of_days=name != "created_at"
            )
        except BadLine:
            continue
        if found <= clock.today():
            return found
    return None


def special_day(said: Any) -> str | None:
    """A day as YYYY-MM-DD, or --MM-DD where the year is not known; None if there is none, or only an age."""
    if not isinstance(said, dict) or said.get("is_age_based"):
        return None
    found = re.match(r"\d{4}(-\d\d-\d\d)", str(said.get("date")))
    try:
        return validators.birthday(f"-{found[1]}" if said.get("is_year_unknown") else found[0]) if found else None
    except ValueError:
        return None


def _birthday(said: Any) -> tuple[str, str]:
    """The birthday, and as a note what is known of somebody's age alone."""
    if isinstance(said, dict) and said.get("is_age_based"):
        return "", f"Born about {str(said.get('date'))[:4]}"
    return special_day(said) or "", ""


def _reached(
    contact: Mapping[str, Any], types: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """The addresses and numbers of a contact, and as notes whatever else leads to them."""
    emails, phones, others = [], [], []
    for kind, values in collections(contact):
        for said in map(properties, values if kind == "contact_field" else ()):
            value, label = text(said, "data"), types.get(str(said.get("type")), "")
            number = single_spaced(value)
            if label == "email" or (not label and len(value) <= LONGEST and _EMAIL.fullmatch(value)):
                emails.append(value)
            elif label == "phone" or (not label and len(number) <= LONGEST_PHONE and _PHONE.fullmatch(number)):
                phones.append(number)
            elif value:
                others.append(f"{label}: {value}" if label else value)
    return texts(emails), texts(phones), others


def _addresses(contact: Mapping[str, Any]) -> Iterator[str]:
    for kind, values in collections(contact):
        for said in map(properties, values if kind == "address" else ()):
            if parts := ", ".join(filter(None, (text(said, name) for name in _ADDRESS))):
                label = text(said, "name")
                yield f"Address ({label}): {parts}" if label else f"Address: {parts}"


def _tags(said: Any) -> tuple[str, ...]:
    told = said.split(",") if isinstance(said, str) else said if isinstance(said, list) else ()
    return texts(
        tag if isinstance(tag, str) else str(tag.get("name") or "") for tag in told if isinstance(tag, str | dict)
    )


def _met(said: Mapping[str, Any]) -> str:
    found = special_day(said.get("first_met_date"))
    told = text(said, "first_met_additional_info", "first_met_where")
    return ", ".join(filter(None, (f"first met on {found}" if found else "", told)))


def _every(days: Any) -> str:
    try:
        return validators.every(f"{int(days)} days") if days else ""
    except (ValueError, TypeError):
        return ""


def _archived(said: Mapping[str, Any], clock: LineClock) -> str | None:
    """Since when nobody is to be in touch with them: they died, or were archived."""
    if said.get("is_dead") or said.get("is_active") in (False, "0"):
        return day(said, clock, "deceased_date", "updated_at", "created_at") or clock.today()
    return None
