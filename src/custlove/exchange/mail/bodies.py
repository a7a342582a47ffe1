"""The first lines of a mail's text, without quotes and signatures; attachments are never decoded."""

import re
from contextlib import suppress
from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING

from custlove.exchange.mail.mbox import Message
from custlove.exchange.text.encodings import mended

if TYPE_CHECKING:
    from email.message import Message as Parsed

# The text comes first in a mail; what stands further down is attached.
_READ = 1 << 17
_MOST_LINES, _MOST_LETTERS = 8, 600
_SIGNATURE = re.compile(r"--\s*|__+|Sent from my .*|Von meinem .* gesendet|Gesendet von .*", re.IGNORECASE)
_QUOTED = re.compile(
    r"(?:On|Am|Le|Il|El|Op|Den|Em)\b.{5,200}"
    r"(?:wrote|writes|schrieb|a écrit|scritto|escribió|schreef|skrev|escreveu).*:\s*"
    r"|-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Original-Nachricht|Forwarded message|Weitergeleitete).*"
    r"|(?:From|Von|De):\s.*@.*",
    re.IGNORECASE,
)


def beginning(message: Message) -> str:
    """The first lines of what was written, empty if there is no plain text."""
    # As in a mailbox, a line that begins with From is quoted.
    body = re.sub(rb"(?m)^>(>*From )", rb"\1", message.body[:_READ])
    # Whatever the parser of the library stumbles over (parts in parts, thousands deep) has no text.
    with suppress(RecursionError, ValueError, LookupError, TypeError, AttributeError):
        parsed = BytesParser(policy=policy.compat32).parsebytes(message.head.rstrip(b"\r\n") + b"\n\n" + body)
        if part := next((each for each in parsed.walk() if _is_text(each)), None):
            return _first_lines(_decoded(part))
    return ""


def _is_text(part: "Parsed[str, str]") -> bool:
    return part.get_content_type() == "text/plain" and not part.is_multipart() and part.get_filename() is None


def _decoded(part: "Parsed[str, str]") -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    with suppress(LookupError, UnicodeDecodeError, ValueError):
        return data.decode(part.get_content_charset("utf-8"))
    return mended(data.decode("utf-8", "surrogateescape"))


def _first_lines(text: str) -> str:
    lines: list[str] = []
    for raw in mended(text).splitlines():
        line = raw[:_MOST_LETTERS].strip()
        if _SIGNATURE.fullmatch(line) or _QUOTED.fullmatch(line) or len(lines) >= _MOST_LINES:
            break
        if line and not line.startswith(">"):
            lines.append(line)
    return "\n".join(lines)[:_MOST_LETTERS].rstrip()
