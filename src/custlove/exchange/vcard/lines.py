"""The lines of a card: unfolded, decoded, taken apart by vobject's grammar."""

import importlib
import quopri
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from custlove.exchange.text.encodings import mended

_PROPERTY = re.compile(r"(?:[\w-]+\.)?[A-Za-z][\w-]*(?:;[^:]*)?:")
_QUOTED = re.compile(r"[^:]*;\s*(?:ENCODING=)?QUOTED-PRINTABLE\b[^:]*:", re.IGNORECASE)
# Texts that programs break over lines without folding them.
_RUNNING = re.compile(r"(?:[\w-]+\.)?(?:NOTE|LABEL|ADR)[;:]", re.IGNORECASE)
_BROKEN = re.compile("[\udc80-\udcff]")
# Without a name in front, as 2.1 writes them.
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


class Line(NamedTuple):
    """A line of a card: its name, the types and the other parameters, the value, the group it belongs to."""

    name: str
    value: str
    types: frozenset[str] = frozenset()
    params: dict[str, str] = {}  # noqa: RUF012 - never changed
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
        pieces = re.findall(rf"(?:\\.|[^\\{separator}]|\\$)*(?:{separator}|$)", self.value, re.DOTALL)
        bare = [piece.removesuffix(separator) for piece in pieces]
        return [unescaped(piece, old=self.old).strip() for piece in bare]


def parsed(card: str, encoding: str) -> Iterator[Line]:
    """The lines of a card; raises ValueError with the first that cannot be read."""
    old = re.search(r"^VERSION:\s*2\.1", card, re.IGNORECASE | re.MULTILINE) is not None
    for text in _unfolded(card, old=old):
        if text.strip():
            yield _line(text, encoding, old=old)


def unescaped(value: str, *, old: bool) -> str:
    """A value without its backslashes; in 2.1 a backslash before a letter is one."""

    def plain(found: re.Match[str]) -> str:
        letter = found[1]
        if letter in "nN":
            return found[0] if old else "\n"
        return letter if not letter.isalnum() else found[0]

    return re.sub(r"\\(.)", plain, value, flags=re.DOTALL)


def _unfolded(card: str, *, old: bool) -> Iterator[str]:
    """Lines as they were before they were folded, or broken softly."""
    waiting: str | None = None
    for line in re.split(r"\r\n|\r|\n", card):
        if waiting is None:
            waiting = line
        elif _QUOTED.match(waiting) and waiting.endswith("=") and not re.match(r"(?i)END\s*:", line):
            waiting = waiting[:-1] + line.lstrip(" \t") if line[:1] in {" ", "\t"} else waiting[:-1] + line
        elif line[:1] in {" ", "\t"}:
            waiting += line if old and not waiting.endswith(":") else line[1:]
        elif line and not _PROPERTY.match(line) and _RUNNING.match(waiting):
            waiting += f"{'=0A' if _QUOTED.match(waiting) else chr(10)}{line}"
        else:
            yield waiting
            waiting = line
    if waiting is not None:
        yield waiting


def _line(text: str, encoding: str, *, old: bool) -> Line:
    grammar = _grammar()
    try:
        name, params, value, group = grammar.parseLine(text.lstrip("\ufeff").replace("\n", "\x0b"))
    except grammar.ParseError as fault:
        raise ValueError(f"{mended(text)[:60]!r} is no line of a card") from fault
    types = {
        word.strip().lower()
        for key, *words in params
        if key.upper() == "TYPE"
        for each in words
        for word in each.split(",")
    }
    bare = {key.upper() for key, *words in params if not words}
    single = {key.upper(): words[0] for key, *words in params if words and key.upper() != "TYPE"}
    single.setdefault("ENCODING", next(iter(bare & _BARE_ENCODINGS), ""))
    types |= {word.lower() for word in bare - _BARE_ENCODINGS}
    return Line(
        name.upper(),
        _decoded(value.replace("\x0b", "\n"), single, encoding),
        frozenset(types),
        single,
        group or "",
        old,
    )


def _decoded(value: str, params: dict[str, str], encoding: str) -> str:
    charset = params.get("CHARSET", "")
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


@cache
def _grammar() -> Any:
    # It brings no types.
    return importlib.import_module("vobject.base")


def first(lines: Sequence[Line], *names: str) -> Line | None:
    """The line of the first of these names that has a value, the preferred one of several."""
    for name in names:
        found = [line for line in lines if line.name == name and line.value.strip(" ;")]
        if found:
            return next((line for line in found if line.is_preferred), found[0])
    return None


def every(lines: Sequence[Line], *names: str) -> list[Line]:
    """The lines of these names, the preferred ones first."""
    found = [line for line in lines if line.name in names and line.value.strip()]
    return sorted(found, key=lambda line: (not line.is_preferred, _rank(line)))


def _rank(line: Line) -> int:
    rank = line.params.get("PREF", "")
    return int(rank) if rank.isdecimal() and len(rank) < 4 else 101
