"""The parts of an export of Monica 4.x: an account, in it collections, in them contacts with collections of their own.

Collections are {"count", "type": "contact", "values": [...]}; earlier versions call them by their plural instead of
giving a type. Photos and documents, which make up most of a file, are passed over.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, BinaryIO

from custlove.errors import BadInput
from custlove.exchange.text.json_parts import Json, Part

# A contact holds all that was written about it.
_LONGEST_CONTACT = 16 << 20
_OF_CONTACT = frozenset({"uuid", "properties", "created_at", "updated_at", "first_name"})


def parts(
    stream: BinaryIO, file: str, advance: Callable[[int], None], wanted: Collection[str]
) -> Iterator[tuple[str, Part]]:
    """The elements of the wanted collections, each with its type; of type "" what shows that the file is not whole.

    Contacts that stand alone, as those do that were rejected, are read as well. Raises BadInput where it is something
    else.
    """
    json = Json(stream, advance)
    if json.next() not in ("", "{", "["):
        raise BadInput(f"There is no export of Monica in {file}.", "It begins with a brace. Nothing was changed.")
    walk, number = _Walk(json, wanted), 0
    while letter := json.next():
        if letter == "[":
            json.skip()
        elif letter == "{" and json.first_key() not in _OF_CONTACT:
            yield from walk.object("")
        else:
            number += 1
            yield "contact", json.element(number, _LONGEST_CONTACT)
    if not (walk.found or number):
        raise BadInput(f"There is no account in {file}.", "Monica 4 exports it as JSON. Nothing was changed.")
    if json.broken:
        yield "", Part(0, json.line, None, "", "the file ends too early: it is not whole")


class _Walk:
    """The way through an account; `found`: there was one."""

    def __init__(self, json: Json, wanted: Collection[str]) -> None:
        self._json = json
        self._wanted = wanted
        self.found = False

    def object(self, kind: str) -> Iterator[tuple[str, Part]]:
        """The wanted elements of the object that comes next, which is a collection of that kind, or holds some."""
        for key in self._json.members():
            letter, name = self._json.next(), singular(key)
            self.found |= key == "account"
            if key == "type":
                kind = singular(str(self._json.value()))
            elif letter == "[" and (name in self._wanted or (key == "values" and kind in self._wanted)):
                yield from self._elements(name if name in self._wanted else kind)
            elif letter == "[" and key == "data":
                for _ in self._json.items():
                    if self._json.next() == "{":
                        yield from self.object("")
                    else:
                        self._json.skip()
            elif letter == "{" and key != "properties":
                yield from self.object(name)
            else:
                self._json.skip()

    def _elements(self, kind: str) -> Iterator[tuple[str, Part]]:
        self.found = True
        for part in self._json.elements(_LONGEST_CONTACT):
            yield kind, part


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
