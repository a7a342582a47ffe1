"""What the columns of a table are: those of known programs, else as their headings suggest, or as the user says.

The headings are those of each program's own export: Google Contacts (before and since 2024), Outlook (classic and on
the web), LinkedIn's Connections.csv, HubSpot's contacts, and custlove's own `person list --csv`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from custlove.errors import BadInput, UsageError
from custlove.quoting import quoted
from custlove.rules.names import fold

# What a column can be. The first seven can name somebody.
FIELDS = (
    "name", "given", "family", "file_as", "organisation", "email", "phone",
    "middle", "nickname", "department", "role", "birthday", "anniversary", "notes", "tags", "met", "zone", "channel",
    "every", "rung", "added", "last_touch", "connected", "url", "key", "uid",
)  # fmt: skip
NAMING = FIELDS[:7]
_ORG = "organisation"
# Headings in any table, folded; the languages are those in which such exports are common here.
_COMMON: Mapping[str, Sequence[str]] = {
    "name": (
        "name", "full name", "fullname", "contact", "contact name", "display name", "kontakt", "kontaktname",
        "customer", "customer name", "client", "client name", "kunde", "kundin",
    ),
    "given": ("first name", "firstname", "given name", "givenname", "forename", "vorname", "prenom", "nombre"),
    "middle": ("middle name", "additional name", "zweiter vorname"),
    "family": ("last name", "lastname", "family name", "familyname", "surname", "nachname", "familienname"),
    "nickname": ("nickname", "spitzname", "rufname"),
    "organisation": (
        "organisation", "organization", "organisation name", "organization name", "organization 1 - name", "company",
        "company name", "associated company", "primary company", "account", "account name", "employer", "firma",
        "unternehmen", "societe", "empresa", "org",
    ),
    "department": ("department", "organization department", "organization 1 - department", "abteilung"),
    "role": (
        "role", "job title", "jobtitle", "position", "title", "organization title", "organization 1 - title",
        "funktion", "beruf",
    ),
    "email": (
        "email", "e-mail", "mail", "emails", "e-mails", "email address", "e-mail address", "mail address",
        "work email", "email 1", "email 2", "additional email addresses", "e-mail-adresse", "emailadresse",
    ),
    "phone": (
        "phone", "phones", "telephone", "tel", "phone number", "telephone number", "mobile", "mobile phone",
        "mobile phone number", "cell", "cell phone", "work phone", "home phone", "business phone", "telefon",
        "telefonnummer", "handy", "mobil", "mobiltelefon",
    ),
    "birthday": ("birthday", "birth date", "birthdate", "date of birth", "bday", "geburtstag", "geburtsdatum"),
    "anniversary": ("anniversary", "jahrestag"),
    "notes": ("notes", "note", "comment", "comments", "remarks", "notizen", "notiz", "bemerkung", "bemerkungen"),
    "tags": ("tags", "tag", "labels", "categories", "category", "groups", "group membership", "kategorien"),
    "met": ("met", "how we met"),
    "zone": ("zone", "time zone", "timezone"),
    "channel": ("channel", "preferred channel"),
    "every": ("every", "cadence"),
    "rung": ("rung", "lifecycle stage"),
    "added": ("added_on",),
    "key": ("record id", "record id - contact", "contact id", "id"),
    "uid": ("uid",),
}  # fmt: skip
_NUMBERED = {
    "email": re.compile(r"e-?mail \d+(?: - value| address)?"),
    "phone": re.compile(
        r"phone \d+ - value|(?:business|home|mobile|car|other|primary|company main|work|radio) phone(?: \d)?"
    ),
}
_RELATED = {"spouse": "spouse", "assistant's name": "assistant", "manager's name": "manager"}


class Shape(NamedTuple):
    """A table's columns: which program's, the field of each column, what separates several values in a cell.

    `order` is how 3/4 is read. `known` are columns of a label and a value (relation, event); `main` tells for a column
    of values in which column the main one is marked.
    """

    preset: str
    headings: Sequence[str]
    fields: Mapping[str, Sequence[int]]
    separators: Mapping[str, str] = {}
    order: str | None = None
    relations: Sequence[tuple[int | str, int]] = ()
    events: Sequence[tuple[int | str, int]] = ()
    main: Mapping[int, int] = {}

    @property
    def left_out(self) -> list[str]:
        """The headings of which nothing is taken."""
        used = {column for columns in self.fields.values() for column in columns}
        used |= {column for pair in (*self.relations, *self.events) for column in pair if isinstance(column, int)}
        return [heading for number, heading in enumerate(self.headings) if heading and number not in used]


def known(cells: Iterable[str]) -> int:
    """How many of these cells are headings that are known."""
    return sum(_field(fold(cell), "") is not None for cell in cells if cell)


def preset_of(headings: Sequence[str]) -> str | None:
    """The program whose export has these headings, or None."""
    keys = {fold(heading) for heading in headings}
    if "connected on" in keys and "first name" in keys:
        return "linkedin"
    if any(re.fullmatch(r"(?:e-mail|phone|organization) 1 - \w+", key) for key in keys):
        return "google"
    if keys & {"record id", "record id - contact"} and keys & {"lifecycle stage", "email", "first name"}:
        return "hubspot"
    if "e-mail address" in keys and keys & {"e-mail 2 address", "e-mail display name", "business phone", "job title"}:
        return "outlook"
    return "custlove" if {"person", "name", "emails", "phones"} <= keys else None


def shaped(
    headings: Sequence[str], preset: str | None, mapping: Mapping[str, Sequence[str]], order: str | None
) -> Shape:
    """The shape of a table with these headings; `mapping` says what the user wants of them, and adds to a preset's.

    Raises UsageError for a heading that is not there, BadInput if nobody is named.
    """
    keys = [fold(heading) for heading in headings]
    fields: dict[str, list[int]] = {}
    if preset is not None or not mapping:
        for number, key in enumerate(keys):
            if key and (field := _field(key, preset or "")) is not None:
                fields.setdefault(field, []).append(number)
    for field, wanted in mapping.items():
        fields[field] = [_column(keys, heading) for heading in wanted]
    if not any(field in fields for field in NAMING):
        raise BadInput(
            f"No column has names: {', '.join(filter(None, headings)) or 'there are none'}.",
            'To say which one does: --map name="Full Name",email=Mail',
        )
    return Shape(
        preset or "",
        headings,
        fields,
        _separators(preset),
        "month-first" if preset == "outlook" and order is None else order,
        _pairs(keys, "relation") + [(kind, keys.index(key)) for key, kind in _RELATED.items() if key in keys],
        _pairs(keys, "event"),
        _main(keys),
    )


def mapping_of(typed: Iterable[str]) -> dict[str, list[str]]:
    """What --map says: `name="Full Name",email=Mail,email=Mail 2`; raises UsageError."""
    found: dict[str, list[str]] = {}
    for pairs in typed:
        for each in re.findall(r'(?:"[^"]*"|[^,"])+', pairs):
            field, equals, heading = each.partition("=")
            name = field.strip().lower().replace("-", "_")
            name = {"org": _ORG, "organization": _ORG, "emails": "email", "phones": "phone"}.get(name, name)
            if not equals or name not in FIELDS:
                raise UsageError(
                    f"--map {quoted(each.strip())} is not of the form FIELD=COLUMN.",
                    f'Like this: --map name="Full Name",email=Mail; the fields: {", ".join(FIELDS)}',
                )
            found.setdefault(name, []).append(heading.strip().strip('"'))
    return found


def _field(key: str, preset: str) -> str | None:
    """What a heading means, in a preset where it differs."""
    key = key.rstrip(".:*")
    own = _OWN.get(preset, {})
    if key in own:
        return own[key]
    for field, headings in _COMMON.items():
        if key in headings:
            return field
    return next((field for field, pattern in _NUMBERED.items() if pattern.fullmatch(key)), None)


# Where a program means something else by a heading. Outlook's title is Mr. and Mrs.; nothing is taken of what is None.
_OWN: Mapping[str, Mapping[str, str | None]] = {
    "google": {"file as": "file_as", "name": "name", "labels": "tags"},
    "outlook": {"title": None, "account": None},
    "linkedin": {"url": "url", "connected on": "connected", "position": "role"},
    "hubspot": {"lifecycle stage": "rung", "last activity date": "last_touch", "create date": None},
    "custlove": {
        "person": None,
        "every": "every",
        "every_days": None,
        "last_touch_on": None,
        "last_contact_on": None,
        "last_from_them_on": None,
        "id": None,
    },
}


def _separators(preset: str | None) -> Mapping[str, str]:
    own = {"google": " ::: ", "hubspot": ";", "custlove": ","}.get(preset or "")
    several = ("email", "phone", "tags")
    if own is not None:
        return dict.fromkeys(several, own)
    # In a table of no known program several addresses stand as a person types them.
    return {"email": r"[;,\s]+", "phone": r"[;,]", "tags": r"[;,]"} if preset is None else {"tags": ";"}


def _column(keys: Sequence[str], heading: str) -> int:
    try:
        return keys.index(fold(heading))
    except ValueError as fault:
        raise UsageError(
            f"There is no column {quoted(heading)}.", f"The columns: {', '.join(key for key in keys if key)}"
        ) from fault


def _pairs(keys: Sequence[str], what: str) -> list[tuple[int | str, int]]:
    """Columns of a label and a value, as Google numbers them."""
    found: list[tuple[int | str, int]] = []
    at = _places(keys)
    for number, key in enumerate(keys):
        if match := re.fullmatch(rf"{what} (\d+) - value", key):
            labels = [f"{what} {match[1]} - {word}" for word in ("label", "type")]
            found.append((next((at[label] for label in labels if label in at), "contact"), number))
    return found


def _main(keys: Sequence[str]) -> Mapping[int, int]:
    found, at = {}, _places(keys)
    for number, key in enumerate(keys):
        if match := re.fullmatch(r"((?:e-mail|phone) \d+) - value", key):
            label = next((each for each in (f"{match[1]} - label", f"{match[1]} - type") if each in at), None)
            if label is not None:
                found[number] = at[label]
    return found


def _places(keys: Sequence[str]) -> Mapping[str, int]:
    """In which column each heading stands first."""
    return {key: number for number, key in reversed(list(enumerate(keys)))}
