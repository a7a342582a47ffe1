"""The headers of a mail, as programs really write them: folded, broken, encoded (RFC 5322, RFC 2047)."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, mktime_tz, parsedate_tz

from custlove.exchange.text.encodings import mended

_HEADER = re.compile(r"([!-9;-~]+)[ \t]*:[ \t]*(.*)", re.DOTALL)
# The lengths of RFC 5321; without them a hostile header would be read for hours.
_ADDRESS = re.compile(r"[^\s<>@,;:\"()\[\]]{1,128}@[^\s<>@,;:\"()\[\]]{1,255}")
_ID = re.compile(r"<\s{0,9}([^<>\s]{1,998})\s{0,9}>")
# RFC 2047 wants white space between encoded words and around them; not everybody does.
_GLUED = re.compile(r"(=\?[\w.*+-]+\?[bBqQ]\?[^?]*\?=)(?=\S)")
_PREFIX = re.compile(
    r"^\s*(?:(?:re|aw|antw|sv|vs|wg|fw|fwd|tr|rif|r|i|odp|res|enc|ref)\s*(?:\[\d+\]|\(\d+\))?\s*[:\uff1a]\s*"
    r"|\[[^\]]{1,40}\]\s*(?=\S))+",
    re.IGNORECASE,
)
# RFC 822 was written in 1982: what says it is older was written by a clock that had stopped.
_FIRST_YEAR, _LAST_YEAR = 1982, 2200
_LONGEST_SUBJECT = 300
# Of a single value; names and addresses beyond it are more than anybody writes to.
_LONGEST_VALUE = 1 << 14

Headers = Mapping[str, Sequence[str]]


def parsed(head: bytes) -> Headers:
    """The values of the headers by their names in small letters; a line that is not one is left out."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in _text(head).splitlines():
        if line[:1] in " \t":
            if current and line.strip() and len(current[-1]) < _LONGEST_VALUE:
                current[-1] = f"{current[-1]} {line.strip()}".strip()
            continue
        match = _HEADER.match(line)
        current = found.setdefault(match[1].lower(), []) if match else None
        if match and current is not None:
            current.append(match[2].strip())
    return {name: [value[:_LONGEST_VALUE] for value in values] for name, values in found.items()}


def _text(head: bytes) -> str:
    try:
        text = head.decode()
    except UnicodeDecodeError:
        text = head.decode("utf-8", "surrogateescape")
    # The other line separators of Unicode do not end a header.
    return re.sub(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", text)


def words(value: str) -> str:
    """A header as text: its encoded words read, broken ones left as they are, white space made single."""
    value = mended(value)
    if "=?" in value:
        with suppress(HeaderParseError, ValueError, LookupError):
            value = "".join(map(_decoded, decode_header(_GLUED.sub(r"\1 ", value))))
    return " ".join(mended(value).split())


def _decoded(part: tuple[bytes | str, str | None]) -> str:
    data, charset = part
    if isinstance(data, str):
        return data
    with suppress(LookupError, UnicodeDecodeError):
        return data.decode(charset or "utf-8")
    with suppress(UnicodeDecodeError):
        return data.decode()
    return mended(data.decode("utf-8", "surrogateescape"))


def addresses(values: Sequence[str]) -> list[tuple[str, str]]:
    """The people in headers such as To: name and address in small letters, each address once."""
    found = [(words(name), address) for name, address in _pairs(values) if _ADDRESS.fullmatch(address)]
    if not found:
        found = [("", address) for value in values for address in _ADDRESS.findall(words(value))]
    once = {address.strip("'").lower(): name.strip("'\" ") for name, address in reversed(found)}
    return [(name if "@" not in name else "", address) for address, name in reversed(once.items())]


def _pairs(values: Sequence[str]) -> list[tuple[str, str]]:
    clean = [mended(value) for value in values]
    # Newer ones refuse, all or nothing, what they call unsafe; here nothing is sent anywhere.
    try:
        return _lenient(clean)
    except (ValueError, IndexError, HeaderParseError, RecursionError):
        return []


def _lenient(values: Sequence[str]) -> list[tuple[str, str]]:
    try:
        return getaddresses(values, strict=False)
    except TypeError:
        return getaddresses(values)


def ids(values: Sequence[str]) -> list[str]:
    """The identities in headers such as References, in their order."""
    found = [each for value in values for each in _ID.findall(mended(value))]
    return found or [value.strip().strip("<>") for value in values[:1] if value.strip() and " " not in value.strip()]


def subject(headers: Headers) -> str:
    """The subject as text, empty if there is none."""
    return words(next(iter(headers.get("subject", ())), ""))[:_LONGEST_SUBJECT]


def bare_subject(subject: str) -> str:
    """A subject without Re:, Fwd:, their like in other languages and the names of lists."""
    return _PREFIX.sub("", subject).casefold().strip()


def moment(headers: Headers, latest: datetime, envelope: bytes = b"") -> datetime | None:
    """When a mail was sent, in UTC: by Date, else by Received if that is wrong, else by its `envelope`.

    Wrong is what comes before there was mail, and after `latest`; None where all are. The envelope is the line `From `
    of a mailbox, whose time is in UTC (RFC 4155).
    """
    received = [value.rpartition(";")[2] for value in headers.get("received", ())]
    found = [_moment(value) for value in (*headers.get("date", ()), *reversed(received))]
    stamp = envelope.decode("latin-1").split(None, 2)[2:]
    found += [_moment(value, local=False) for value in stamp]
    return next((at for at in found if at is not None and at <= latest), None)


def _moment(value: str, *, local: bool = True) -> datetime | None:
    with suppress(ValueError, OverflowError, OSError, TypeError, IndexError):
        parts = parsedate_tz(words(value))
        if parts is not None and parts[9] is None and not local:
            parts = (*parts[:9], 0)
        if parts is not None and _FIRST_YEAR <= parts[0] <= _LAST_YEAR:
            return datetime.fromtimestamp(mktime_tz(parts), UTC)
    return None
