"""What the columns of a table are: those of known programs, else as their headings suggest, or as the user says.

Known are each program's own exports: Google Contacts (before and since 2024), Outlook (classic and on the web),
LinkedIn's Connections.csv, HubSpot's contacts, and custlove's own `person list --csv`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from custlove.errors import BadInput, UsageError
from custlove.exchange.tables import headings
from custlove.quoting import quoted
from custlove.rules.names import fold

# What a column can be. The first seven can name somebody.
FIELDS = (
    "name", "given", "family", "file_as", "organisation", "email", "phone",
    "middle", "nickname", "pronouns", "department", "role", "birthday", "anniversary", "notes", "tags", "met", "zone",
    "channel", "every", "rung", "added", "last_touch", "connected", "url", "key", "uid",
)  # fmt: skip
NAMING = FIELDS[:7]
_ORG = "organisation"
# The columns that stand for other people, and what these are.
_RELATED = ("spouse", "assistant", "manager")
_BIRTH_PARTS = ("birth_year", "birth_month", "birth_day")
# How Outlook calls the name that it shows with an address, in its languages.
_OUTLOOK = frozenset({
    "email display name", "email angezeigter name", "nom complet de l adresse de messagerie",
    "nombre para mostrar del correo electronico", "nombre de pantalla de correo electronico",
    "nome visualizzato posta elettronica", "weergavenaam voor email", "nome para exibicao do email",
})  # fmt: skip


class Shape(NamedTuple):
    """A table's columns: which program's, the field of each column, what separates several values in a cell.

    `order` is how 3/4 is read, where the user has said so; else `orders` has what each column says of itself, else
    `usual` is as the language of the headings has it. `relations` and `events` are columns of a label and a value;
    `birth` are those of a birthday's year, month and day; `main` tells for a column of values in which column the main
    one is marked.
    """

    preset: str
    headings: Sequence[str]
    fields: Mapping[str, Sequence[int]]
    separators: Mapping[str, str] = {}
    order: str | None = None
    relations: Sequence[tuple[int | str, int]] = ()
    events: Sequence[tuple[int | str, int]] = ()
    main: Mapping[int, int] = {}
    birth: Sequence[int] = ()
    usual: str | None = None
    orders: Mapping[int, str | None] = {}

    def order_of(self, column: int) -> str | None:
        """How 3/4 is read in a column; None where nothing says it."""
        return self.order or self.orders.get(column)

    @property
    def dated(self) -> list[int]:
        """The columns that hold days."""
        fields = ("birthday", "anniversary", "connected", "last_touch", "added")
        return [*(column for field in fields for column in self.fields.get(field, ())), *(at for _, at in self.events)]

    @property
    def left_out(self) -> list[str]:
        """The headings of which nothing is taken."""
        used = {column for columns in self.fields.values() for column in columns}
        used |= {column for pair in (*self.relations, *self.events) for column in pair if isinstance(column, int)}
        used |= set(self.birth)
        return [heading for number, heading in enumerate(self.headings) if heading and number not in used]


def known(cells: Iterable[str]) -> int:
    """How many of these cells are headings that are known."""
    return sum(headings.meaning(cell) is not None or fold(cell) in _OWN_HEADINGS for cell in cells if cell)


def preset_of(names: Sequence[str]) -> str | None:
    """The program whose export has these headings, or None."""
    keys = {fold(heading) for heading in names}
    if "connected on" in keys and "first name" in keys:
        return "linkedin"
    if any(re.fullmatch(r"(?:e-mail|phone|organization) 1 - \w+", key) for key in keys):
        return "google"
    if "record id - contact" in keys or ("record id" in keys and keys & _HUBSPOT):
        return "hubspot"
    spelled = {headings.key(heading) for heading in names}
    if spelled & _OUTLOOK or ("e-mail address" in keys and keys & {"e-mail 2 address", "business phone", "job title"}):
        return "outlook"
    return "custlove" if {"person", "name", "emails", "phones"} <= keys else None


def shaped(names: Sequence[str], preset: str | None, mapping: Mapping[str, Sequence[str]], order: str | None) -> Shape:
    """The shape of a table with these headings; `mapping` says what the user wants of them, and adds to a preset's.

    Raises UsageError for a heading that is not there, BadInput if nobody is named.
    """
    keys = [fold(heading) for heading in names]
    found = _told_apart(names, preset or "") if preset is not None or not mapping else {}
    fields: dict[str, list[int]] = {field: columns for field, columns in found.items() if field in FIELDS}
    for field, wanted in mapping.items():
        fields[field] = [_column(keys, heading) for heading in wanted]
    if not any(field in fields for field in NAMING):
        raise BadInput(
            f"No column has names: {', '.join(filter(None, names)) or 'there are none'}.",
            'To say which one does: --map name="Full Name",email=Mail',
        )
    birth = [column for part in _BIRTH_PARTS for column in found.get(part, ())[:1]]
    if len(birth) == len(_BIRTH_PARTS):
        fields.pop("birthday", None)
    return Shape(
        preset or "",
        names,
        fields,
        _separators(preset),
        order,
        _pairs(keys, "relation") + [(kind, column) for kind in _RELATED for column in found.get(kind, ())[:1]],
        _pairs(keys, "event"),
        _main(keys),
        birth if len(birth) == len(_BIRTH_PARTS) else (),
        None if headings.language(names) == "en" else "day-first",
    )


def _told_apart(names: Sequence[str], preset: str) -> dict[str, list[int]]:
    """The columns of each field, those that mean one thing or another by what stands beside them decided."""
    found: dict[str, list[int]] = {}
    for number, heading in enumerate(names):
        if heading and (field := _field(heading, preset)) is not None:
            found.setdefault(field, []).append(number)
    spelled = [headings.key(heading) for heading in names]
    for heading, meant in _BY_OTHERS.items():
        if heading in spelled:
            found.setdefault(meant(found), []).append(spelled.index(heading))
    if alone := found.pop("any", None):
        found.setdefault(_part_of_name(found), []).extend(alone)
    if len(roles := found.get("role", [])) > 1:
        # Beside a job's title it is Dr. or Mrs.; where both are called so, it is the first.
        found["role"] = [column for column in roles if spelled[column] not in _SALUTATIONS] or roles[1:]
    if "birth_year" in found and "birth_day" not in found and (days := found.get("birthday")):
        found["birth_day"] = days
    return found


def _part_of_name(found: Mapping[str, Sequence[int]]) -> str:
    """What a column called "Name" or "Nombre" holds: what the other columns of names leave."""
    if "given" in found and "family" not in found:
        return "family"
    return "given" if "family" in found and "given" not in found else "name"


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


def _field(heading: str, preset: str) -> str | None:
    """What a heading means, in a preset where it differs."""
    own, key = _OWN.get(preset, {}), fold(heading).rstrip(".:*")
    return own[key] if key in own else headings.meaning(heading)


# Where a program means something else by a heading; nothing is taken of what is None.
_OWN: Mapping[str, Mapping[str, str | None]] = {
    "google": {"name": "name"},
    "outlook": {"title": None, "account": None, "anrede": None, "konto": None},
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
_OWN_HEADINGS = frozenset({"connected on", "url", "last activity date"})
_HUBSPOT = frozenset({"lifecycle stage", "lead status", "associated company", "company name"})
_SALUTATIONS = frozenset({"title", "titre", "titulo", "titolo"})
_BY_OTHERS: Mapping[str, Callable[[Mapping[str, Sequence[int]]], str]] = {
    # A surname in Portugal, a nickname in Brazil.
    "apelido": lambda found: "nickname" if "family" in found else "family",
    # A birthday in Portuguese, an anniversary in Spanish, which has a word of its own for the other.
    "aniversario": lambda found: "anniversary" if "birthday" in found else "birthday",
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
