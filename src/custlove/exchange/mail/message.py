"""What a mail tells of a contact: with whom, in which direction, on which day, about what; or why it tells nothing.

Machines and lists are nobody's contact. They are told by what they say of themselves: RFC 2919 and 2369 (lists), RFC
3834 (automatic answers), RFC 3464 and 2076 (reports, Precedence), RFC 6047 (calendars).
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from custlove.exchange.mail import folders
from custlove.exchange.mail import headers as mail_headers
from custlove.exchange.mail.headers import Headers
from custlove.exchange.mail.mbox import Message
from custlove.rules import addresses
from custlove.services.imports.provenance import mark
from custlove.services.imports.records import key_of

_LISTS = ("list-id", "list-unsubscribe", "list-post", "list-help", "mailing-list", "x-mailing-list")
_AUTOMATIC = (
    "x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply", "x-failed-recipients",
    "x-ms-exchange-generated-message-source",
)  # fmt: skip
# What programs put before the subject that they answer, where they say it nowhere else.
_AUTOMATIC_SUBJECT = re.compile(
    r"(?:auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office(?: reply)?|automatische antwort|abwesenheitsnotiz"
    r"|abwesenheitsassistent|abwesend|réponse automatique|absence du bureau|respuesta automática"
    r"|fuera de (?:la )?oficina"
    r"|risposta automatica|fuori (?:sede|ufficio)|automatisch antwoord|afwezig(?:heid)?|resposta automática"
    r"|fora do escritório|autosvar|automatisk svar|automaattinen vastaus|odpowiedź automatyczna|automatická odpověď"
    r"|automatikus válasz|автоответ|автоматический ответ|otomatik yanıt|自動(?:応答|返信)|自动(?:回复|答复)|자동 회신"
    r"|undeliver(?:able|ed)(?: mail)?|unzustellbar|delivery status notification|mail delivery failed|returned mail"
    r"|non remis|no se puede entregar|read|gelesen|lu|leído|letto|gelezen|lido)\s*[:\uff1a(].*"
    r"|undelivered mail returned to sender|out of (?:the )?office|automatic reply|delivery status notification.*",
    re.IGNORECASE,
)
_BULK = frozenset({"bulk", "list", "junk"})
_ROBOT = re.compile(
    r"(?:.*[._+-])?(?:no[._-]?(?:reply|response|answer)|do[._-]?not[._-]?reply|(?:keine|nicht)[._-]?antwort(?:en)?"
    r"|mailer[._-]?daemon|postmaster|bounces?|listserv|majordomo)(?:[._+=-].*)?",
    re.IGNORECASE,
)
_CALENDAR_REPLY = re.compile(
    rb"content-type:[ \t]*text/calendar\b(?:[^\r\n]|\r?\n[ \t]){0,500}?\bmethod[ \t]*=[ \t]*\"?reply\b", re.IGNORECASE
)
# Thunderbird marks what it will remove when it next tidies up.
_DELETED = 0x0008
_ASIDE_STATUS = frozenset("DT")
_ASIDE_KEYWORDS = frozenset({"$junk", "junk", "\\\\deleted", "$deleted"})
# A clock may go a little ahead of ours.
_SKEW = timedelta(days=1)
_LONGEST_NAME = 200


class NotAContact(Exception):
    """A mail that is not a contact, with the reason."""


class MailOptions(NamedTuple):
    """What mails are read by.

    `me`: your addresses in small letters, `@domain` for all of a domain. `now`: what counts as now; `clock`: what it
    really is. `since`: the first day. `bodies`: whether the first lines are read as well.
    """

    me: frozenset[str]
    now: datetime
    clock: datetime
    zone: ZoneInfo
    most: int = 5
    since: date | None = None
    bodies: bool = False


class Letter(NamedTuple):
    """A mail between you and one other: the first three tell their order. `threads`: marks of what it belongs to."""

    day: str
    address: str
    at: str
    way: str
    text: str
    mail: str
    threads: list[str]
    name: str
    file: str
    number: int

    @property
    def moment(self) -> datetime:
        """When it was, in UTC."""
        return datetime.fromisoformat(self.at)


def read(message: Message, file: str, options: MailOptions) -> Iterator[Letter]:
    """The letters of a mail: one, or one for each whom you wrote to.

    Raises NotAContact for one that is not a contact, ValueError for one that cannot be read, both with the reason.
    """
    if not message.whole:
        raise ValueError("its headers are longer than 1 MB")
    headers = mail_headers.parsed(message.head)
    if not headers:
        raise ValueError("it has no headers")
    _check_kind(headers, message)
    sender = mail_headers.addresses(headers.get("from", ()))[:1] or mail_headers.addresses(headers.get("sender", ()))
    if not sender:
        raise ValueError("it does not say who it is from")
    others = _others(sender[0], headers, options)
    at = mail_headers.moment(headers, max(options.now, options.clock) + _SKEW, message.envelope)
    if at is None:
        raise ValueError("neither Date nor Received nor its line From says when it was")
    day = at.astimezone(options.zone).date()
    if at > options.now:
        raise NotAContact("dated after today")
    if options.since and day < options.since:
        raise NotAContact(f"before {options.since}")
    subject = mail_headers.subject(headers)
    mail = _identity(headers, sender[0][1], at, subject)
    text = _text(subject, message, options)
    way = "out" if addresses.is_one_of(sender[0][1], options.me) else "in"
    threads = _threads(headers, mail, subject)
    for name, address in others:
        yield Letter(
            str(day), address, at.isoformat(), way, text, mail, threads, name[:_LONGEST_NAME], file, message.number
        )


def is_mail(message: Message) -> bool:
    """Whether a file without a line `From ` is a single mail, as programs export one."""
    headers = mail_headers.parsed(message.head)
    return "from" in headers and not headers.keys().isdisjoint({"date", "subject", "message-id", "received"})


def name_of(message: Message) -> str:
    """What to call a mail that is left out: its sender and its subject."""
    headers = mail_headers.parsed(message.head)
    sender = mail_headers.addresses(headers.get("from", ()))
    who = sender[0][0] or sender[0][1] if sender else ""
    return ": ".join(filter(None, (who[:_LONGEST_NAME], mail_headers.subject(headers))))


def _check_kind(headers: Headers, message: Message) -> None:
    """Raise NotAContact for what was not written by somebody to somebody."""

    def value(name: str) -> str:
        return next(iter(headers.get(name, ())), "").strip().lower()

    if any(name in headers for name in _LISTS) or value("precedence") in _BULK:
        raise NotAContact("a mailing list or newsletter")
    automatic = value("auto-submitted").partition(";")[0].strip()
    if (automatic and automatic != "no") or any(name in headers for name in _AUTOMATIC):
        raise NotAContact("sent by a machine")
    if value("precedence") == "auto_reply" or value("return-path") == "<>" or _is_report(value("content-type")):
        raise NotAContact("sent by a machine")
    if _AUTOMATIC_SUBJECT.fullmatch(mail_headers.subject(headers)):
        raise NotAContact("sent by a machine")
    if value("content-class").endswith("calendarmessage") or _is_calendar_reply(message):
        raise NotAContact("an answer to a calendar's invitation")
    if _is_put_aside(headers):
        raise NotAContact("deleted, a draft or spam")


def _is_report(content_type: str) -> bool:
    return content_type.startswith(("multipart/report", "message/delivery-status", "message/disposition-notification"))


def _is_calendar_reply(message: Message) -> bool:
    return bool(_CALENDAR_REPLY.search(message.head) or _CALENDAR_REPLY.search(message.body))


def _is_put_aside(headers: Headers) -> bool:
    """Whether a mail was never sent, thrown away, or is spam, by what the programs that keep it say in its headers."""

    def value(name: str) -> str:
        return next(iter(headers.get(name, ())), "").strip()

    flags = value("x-mozilla-status")
    if re.fullmatch(r"[0-9a-fA-F]{1,8}", flags) and int(flags, 16) & _DELETED:
        return True
    # A mailbox of UNIX marks what is deleted by D, a draft by T; Outlook and Apple write drafts out as files.
    if not _ASIDE_STATUS.isdisjoint(value("x-status")) or value("x-unsent") == "1":
        return True
    if value("x-spam-flag").lower() == "yes" or value("x-uniform-type-identifier") == "com.apple.mail-draft":
        return True
    labels = mail_headers.words(value("x-gmail-labels")).split(",")
    keywords = value("x-keywords").lower().split()
    return any(map(folders.is_aside, labels)) or not _ASIDE_KEYWORDS.isdisjoint(keywords)


def _others(sender: tuple[str, str], headers: Headers, options: MailOptions) -> list[tuple[str, str]]:
    """With whom it was: who wrote to you, or whom you wrote to."""
    given = [value for name in ("to", "cc", "bcc") for value in headers.get(name, ())]
    recipients = mail_headers.addresses(given)
    if len(recipients) > options.most:
        raise NotAContact(f"to more than {options.most} people")
    if not addresses.is_one_of(sender[1], options.me):
        if _ROBOT.fullmatch(sender[1].partition("@")[0]):
            raise NotAContact("sent by a machine")
        return [sender]
    others = [each for each in recipients if not addresses.is_one_of(each[1], options.me)]
    people = [each for each in others if not _ROBOT.fullmatch(each[1].partition("@")[0])]
    if not people:
        raise NotAContact("to a machine" if others else "to nobody but you")
    return people


def _identity(headers: Headers, sender: str, at: datetime, subject: str) -> str:
    """The mark by which a mail is known again: by its Message-ID, else by what it says of itself."""
    own = mail_headers.ids(headers.get("message-id", ()))
    return mark("mail", own[0] if own else key_of(sender, at.astimezone(UTC).isoformat(), subject))


def _threads(headers: Headers, mail: str, subject: str) -> list[str]:
    """Marks of all by which a mail hangs together with others: of the mails it refers to, of its subject."""
    named = (*headers.get("references", ()), *headers.get("in-reply-to", ()), *headers.get("message-id", ()))
    # The root and the nearest are enough, however long the talk.
    several = list(dict.fromkeys(each for value in named for each in mail_headers.ids([value])))
    chosen = several if len(several) <= 4 else [several[0], *several[-3:]]
    marks = [mark("thread", each) for each in chosen]
    bare = mail_headers.bare_subject(subject)
    return [*marks, mark("thread", f"subject {bare}")] if bare else marks or [mark("thread", mail)]


def _text(subject: str, message: Message, options: MailOptions) -> str:
    if not options.bodies:
        return subject
    from custlove.exchange.mail import bodies as mail_bodies

    return "\n".join(filter(None, (subject, mail_bodies.beginning(message))))
