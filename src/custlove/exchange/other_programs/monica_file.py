"""The parts of an export of Monica 4.x: an account, in it collections, in them contacts with collections of their own.

Collections are {"count", "type": "contact", "values": [...]}; earlier versions call them by their plural instead of
giving a type.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from custlove.errors import BadInput
from custlove.exchange.text import json_file

_ORIGIN = "Monica 4 exports an account as JSON. Nothing was changed."
_OF_CONTACT = frozenset({"uuid", "properties", "created_at", "updated_at", "first_name"})


class Element(NamedTuple):
    """An element of a collection: its type, its number in it, what it says."""

    kind: str
    number: int
    value: Any


class MonicaFile:
    """An export that was read; raises BadInput if it is something else."""

    def __init__(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> None:
        values = json_file.values(stream, file, advance, _ORIGIN)
        objects = [each for each in values if not isinstance(each, list)]
        self._accounts = [each for each in objects if isinstance(each, dict) and not _is_contact(each)]
        # Contacts that stand alone, as those do that were rejected.
        self._contacts = [each for each in objects if not isinstance(each, dict) or _is_contact(each)]
        if not (self._contacts or any(map(_has_account, self._accounts))):
            raise BadInput(f"There is no account in {file}.", _ORIGIN)

    def elements(self, wanted: Collection[str]) -> Iterator[Element]:
        """The elements of the wanted collections, and the contacts that stand alone."""
        for each in self._accounts:
            yield from _elements(each, "", wanted)
        for number, each in enumerate(self._contacts, 1):
            yield Element("contact", number, each)


def _is_contact(value: Mapping[str, Any]) -> bool:
    return next(iter(value), "") in _OF_CONTACT


def _has_account(value: Mapping[str, Any]) -> bool:
    return "account" in value or next(_elements(value, "", {"contact"}), None) is not None


def _elements(holder: Mapping[str, Any], kind: str, wanted: Collection[str]) -> Iterator[Element]:
    """The wanted elements in an object, which is a collection of that kind, or holds some."""
    kind = singular(str(holder["type"])) if "type" in holder else kind
    for key, value in holder.items():
        name = singular(key)
        if isinstance(value, dict):
            if key != "properties":
                yield from _elements(value, name, wanted)
        elif isinstance(value, list):
            yield from _of_list(key, name if name in wanted or key != "values" else kind, value, wanted)


def _of_list(key: str, kind: str, values: Sequence[Any], wanted: Collection[str]) -> Iterator[Element]:
    if kind in wanted:
        yield from (Element(kind, number, each) for number, each in enumerate(values, 1))
    elif key == "data":
        for each in values:
            if isinstance(each, dict):
                yield from _elements(each, "", wanted)


def collections(holder: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """The collections of a contact, by their types, wherever its version keeps them."""
    data = holder.get("data")
    named = [(name, each) for each in (holder, holder.get("properties"), data) for name, each in _pairs(each)]
    named += [("", each) for each in data] if isinstance(data, list) else []
    for name, each in named:
        if isinstance(each, dict) and isinstance(each.get("values"), list):
            yield singular(str(each.get("type") or name)), each["values"]


def properties(holder: Any) -> dict[str, Any]:
    """What an element says, wherever its version says it."""
    if not isinstance(holder, dict):
        return {}
    own = holder.get("properties")
    return {**holder, **own} if isinstance(own, dict) else holder


def singular(name: str) -> str:
    """The type of a collection: `activities`, `Activity` and `activity` are one."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().replace("-", "_")
    if plain.endswith("ies"):
        return f"{plain[:-3]}y"
    return plain if plain.endswith("ss") else plain.removesuffix("es" if plain.endswith("sses") else "s")


def _pairs(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []
