"""What two people have that is to become one's: what fills a gap, what competes, what was between them."""

import sqlite3
from typing import Any, NamedTuple

from custlove.rules.names import fold
from custlove.rules.rungs import FIRST_RUNG
from custlove.schema import columns

_FIELDS = tuple(
    name for name in columns.marked("person", "merged") if not name.endswith("_key") and name not in ("notes", "uid")
)
LABELS = {name: columns.of("person")[name].label for name in (*_FIELDS, "circle")}
# What --take can name: the fields, and what both always have.
TAKEABLE = (*LABELS.values(), "rung", "name", "handle")
_PERSON = f"SELECT {', '.join(_FIELDS)}, circle, rung, rung_since, name, handle FROM person WHERE id = ?"
_LINKS = """
SELECT id, kind, day FROM link WHERE person_id IN (:keep, :gone) AND other_id IN (:keep, :gone) ORDER BY id
"""
_INTRODUCTIONS = """
SELECT id, text, day FROM introduction WHERE person_id IN (:keep, :gone) AND by_id IN (:keep, :gone) ORDER BY id
"""
_DETAILS = """
SELECT kind, count(*) FROM person_detail AS theirs WHERE person_id = :gone AND NOT EXISTS
    (SELECT 1 FROM person_detail WHERE person_id = :keep AND kind = theirs.kind AND key = theirs.key)
GROUP BY kind ORDER BY kind
"""


class Competing(NamedTuple):
    """A field in which the two differ; `keep` is the value of the one who stays."""

    field: str
    keep: str
    gone: str


class Between(NamedTuple):
    """What was between the two, and cannot be between one."""

    ref: str
    text: str
    on: str

    def __str__(self) -> str:
        return f"{self.text} ({self.ref}, {self.on})"


class Comparison(NamedTuple):
    """What the one who stays would get, by the name of the field; what competes; the names that still find them.

    `details`: how many addresses, numbers and tags are new to them, by kind.
    """

    fills: dict[str, str]
    competing: tuple[Competing, ...]
    names: tuple[str, ...]
    between: tuple[Between, ...]
    details: dict[str, int]


def compare(connection: sqlite3.Connection, keep: int, gone: int) -> Comparison:
    """What is the same of two people and what is not, by their numbers."""
    one, other = _person(connection, keep), _person(connection, gone)
    fills = {label: str(other[name]) for name, label in LABELS.items() if one[name] is None and other[name] is not None}
    competing = [
        Competing(label, str(one[name]), str(other[name]))
        for name, label in LABELS.items()
        if None not in (one[name], other[name]) and one[name] != other[name]
    ]
    moves = connection.execute("SELECT count(*) FROM rung_move WHERE person_id = ?", (gone,)).fetchone()[0]
    # A first placing as a prospect says nothing.
    if one["rung"] != other["rung"] and (moves > 1 or other["rung"] != FIRST_RUNG):
        competing.append(Competing("rung", one["rung"], f"{other['rung']} since {other['rung_since']}"))
    ids = {"keep": keep, "gone": gone}
    links = [Between(f"l{number}", f"link: {kind}", on) for number, kind, on in connection.execute(_LINKS, ids)]
    sent = [
        Between(f"i{number}", f"introduction: {text}" if text else "introduction", on)
        for number, text, on in connection.execute(_INTRODUCTIONS, ids)
    ]
    names = [other[name] for name in ("name", "nickname", "handle") if other[name]]
    taken = {fold(str(one[name])) for name in ("name", "nickname", "handle")}
    return Comparison(
        fills,
        tuple(competing),
        tuple(dict.fromkeys(name for name in names if fold(name) not in taken)),
        (*links, *sent),
        {f"{kind}s": count for kind, count in connection.execute(_DETAILS, ids)},
    )


def _person(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    names = (*_FIELDS, "circle", "rung", "rung_since", "name", "handle")
    return dict(zip(names, connection.execute(_PERSON, (number,)).fetchone(), strict=True))
