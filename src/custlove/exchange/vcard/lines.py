"""The lines of a card: unfolded, taken apart and decoded, as the three versions and their programs write them."""

import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from custlove.exchange.text import content_lines
from custlove.exchange.text.content_lines import ContentLine
from custlove.exchange.text.encodings import mended

_PROPERTY = re.compile(r"(?:[\w-]+\.)?[A-Za-z][\w-]*(?:;[^:]*)?:")
_QUOTED = re.compile(r";\s*+(?:ENCODING=)?QUOTED-PRINTABLE\b", re.IGNORECASE)
_END = re.compile(r"END\s*:", re.IGNORECASE)
# Texts that programs break over lines without folding them.
_RUNNING = re.compile(r"(?:[\w-]+\.)?(?:NOTE|LABEL|ADR)[;:]", re.IGNORECASE)
_BROKEN = re.compile("[\udc80-\udcff]")
# Without a name in front, as 2.1 writes them.
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


class CardLine(NamedTuple):
    """A line of a card: its name, the types and the other parameters, the value, the group it belongs to."""

    name: str
    value: str
    types: frozenset[str] = frozenset()
    params: Mapping[str, str] = MappingProxyType({})
    group: str = ""
    old: bool = False

    @property
    def text(self) -> str:
        """The value as one text."""
        return unescaped(self.value, old=self.old).strip()

    @property
    def is_preferred(self) -> bool:
        """Whether it is the one of several that is meant first."""
        return "pref" in self.types or self.params.get("PREF") == "1"

    def parts(self, separator: str) -> list[str]:
        """The value taken apart at a separator that is not escaped."""
        # An escaped separator may be the last letter of all.
        pieces = re.findall(rf"((?:\\.|[^\\{separator}]|\\$)*)(?:{separator}|$)", self.value, re.DOTALL)
        return [unescaped(piece, old=self.old).strip() for piece in pieces]


def parsed(card: str, encoding: str, unread: list[str]) -> Iterator[CardLine]:
    """The lines of a card; those that cannot be read come into `unread`."""
    old = re.search(r"^VERSION:\s*2\.1", card, re.IGNORECASE | re.MULTILINE) is not None
    lines = re.split(r"\r\n|\r|\n", card)
    for _, text in content_lines.unfolded(lines, partial(_continued, old=old)):
        if not text.strip():
            continue
        found = content_lines.parsed(text.lstrip("\ufeff"))
        if found is None:
            unread.append(mended(text))
        else:
            yield _line(found, encoding, old=old)


def unescaped(value: str, *, old: bool) -> str:
    """A value without its backslashes; in 2.1 a backslash before a letter is one."""

    def plain(found: re.Match[str]) -> str:
        letter = found[1]
        if letter in "nN":
            return found[0] if old else "\n"
        return letter if not letter.isalnum() else found[0]

    return re.sub(r"\\(.)", plain, value, flags=re.DOTALL)


def _continued(head: str, last: str, line: str, *, old: bool) -> str | None:
    """What a line adds to the one before it, which was folded, broken softly, or runs on; None where it begins anew."""
    if last.endswith("=") and _is_quoted(head) and not _END.match(line):
        # The decoder joins them again.
        return "\n" + line.lstrip(" \t")
    if line[:1] in {" ", "\t"}:
        return line if old and not last.endswith(":") else line[1:]
    if line and _RUNNING.match(head) and not _PROPERTY.match(line):
        return f"=0A{line}" if _is_quoted(head) else f"\n{line}"
    return None


def _is_quoted(head: str) -> bool:
    name, colon, _ = head.partition(":")
    return bool(colon) and _QUOTED.search(name) is not None


def _line(found: ContentLine, encoding: str, *, old: bool) -> CardLine:
    if not found.parameters:
        return CardLine(found.name, mended(found.value), group=found.group, old=old)
    bare = {name for name, values in found.parameters.items() if not values}
    single = {name: values[0] for name, values in found.parameters.items() if values and name != "TYPE"}
    single.setdefault("ENCODING", next(iter(bare & _BARE_ENCODINGS), ""))
    types = {word.strip().lower() for word in found.parameter("TYPE").split(",") if word}
    types |= {word.lower() for word in bare - _BARE_ENCODINGS}
    return CardLine(found.name, _decoded(found, single, encoding), frozenset(types), single, found.group, old)


def _decoded(line: ContentLine, params: Mapping[str, str], encoding: str) -> str:
    value, charset = line.value, params.get("CHARSET", "")
    if params["ENCODING"].upper() == "QUOTED-PRINTABLE":
        return _read_as(quopri.decodestring(value.encode("utf-8", "surrogateescape")), charset or "utf-8")
    if charset and not value.isascii():
        if _BROKEN.search(value):
            return _read_as(value.encode("utf-8", "surrogateescape"), charset)
        if encoding in {"cp1252", "latin-1"}:
            return _read_as(value.encode(encoding, "replace"), charset)
    return mended(value)


def _read_as(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return mended(data.decode(name))
        except (LookupError, ValueError):
            continue
    return mended(data.decode("utf-8", "surrogateescape"))


def first(lines: Sequence[CardLine], *names: str) -> CardLine | None:
    """The line of the first of these names that has a value, the preferred one of several."""
    for name in names:
        found = [line for line in lines if line.name == name and line.value.strip(" ;")]
        if found:
            return next((line for line in found if line.is_preferred), found[0])
    return None


def every(lines: Sequence[CardLine], *names: str) -> list[CardLine]:
    """The lines of these names, the preferred ones first."""
    found = [line for line in lines if line.name in names and line.value.strip()]
    return sorted(found, key=lambda line: (not line.is_preferred, _rank(line)))


def _rank(line: CardLine) -> int:
    rank = line.params.get("PREF", "")
    return int(rank) if rank.isdecimal() and len(rank) < 4 else 101
