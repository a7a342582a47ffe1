"""Who is whose what in Monica: each relation stands there twice, once from each side."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.other_programs import monica_contact
from custlove.rules import identity_matching
from custlove.services.imports.records import Entry, Link, Who, key_of

# What the other is, where it is not the same.
_OTHER = {
    "parent": "child", "grandparent": "grandchild", "uncle": "nephew", "godfather": "godson",
    "stepparent": "stepchild", "inlovewith": "lovedby", "boss": "subordinate", "mentor": "protege",
}  # fmt: skip
_BACK = {other: one for one, other in _OTHER.items()}


class _Partial(NamedTuple):
    """Somebody whom Monica knows only as a relation."""

    name: str
    birthday: str | None


class Relations:
    """The relations of a file."""

    def __init__(self, clock: LineClock) -> None:
        self._clock = clock
        self._partial: dict[str, _Partial] = {}
        self._of: dict[str, dict[tuple[str, str], str]] = {}
        self._told: set[tuple[str, str, str]] = set()

    def look(self, said: Mapping[str, Any]) -> None:
        """Keep who is whose what."""
        one, other, kind = _read(said)
        on = monica_contact.day(said, self._clock, "created_at") or self._clock.today()
        # one is the kind (parent) of other, and so other has one as such, and one has other as the reverse (child).
        self._of.setdefault(other, {}).setdefault((one, kind), on)
        self._of.setdefault(one, {}).setdefault((other, _OTHER.get(kind) or _BACK.get(kind) or kind), on)

    def partial(self, own: str, name: str, said: Mapping[str, Any]) -> None:
        """Somebody who is not a contact of their own."""
        self._partial[own] = _Partial(name, monica_contact.special_day(said.get("birthdate")))

    def links(self, own: str) -> list[Link]:
        """The partial contacts whom somebody has, where somebody of that full name may be here."""
        found = [(kind, self._partial[other].name) for other, kind in self._of.get(own, ()) if other in self._partial]
        return [Link(kind, Who(name=name)) for kind, name in found if identity_matching.full_name(name)]

    def facts(self, own: str, who: Who) -> Iterator[tuple[str, Entry]]:
        """What is known of somebody by the partial contacts they have, each with a key."""
        for (other, kind), on in self._of.get(own, {}).items():
            if (partial := self._partial.get(other)) is not None and partial.name:
                born = f", born {partial.birthday}" if partial.birthday else ""
                told = f"{kind}: {partial.name}{born}"
                yield key_of(own, other, kind), Entry("fact", who, {"kind": "life", "text": told, "day": on})

    def between(self, said: Mapping[str, Any]) -> tuple[str, str, str, str] | None:
        """The two people of a relation, what they are to each other, since when; None if it was told already.

        A relation to a partial contact is told by that of the other alone.
        """
        one, other, kind = _read(said)
        if kind in _BACK:
            one, other, kind = other, one, _BACK[kind]
        elif kind not in _OTHER:
            one, other = sorted((one, other))
        if not (one and other and kind) or {one, other} & self._partial.keys() or (one, other, kind) in self._told:
            return None
        self._told.add((one, other, kind))
        words = f"{kind} and {_OTHER[kind]}" if kind in _OTHER else kind
        return one, other, words, monica_contact.day(said, self._clock, "created_at") or self._clock.today()


def _read(said: Mapping[str, Any]) -> tuple[str, str, str]:
    one, other = (str(said.get(name) or "") for name in ("contact_is", "of_contact"))
    return one, other, str(said.get("type") or said.get("relationship_type") or "").replace("_", " ").strip()
