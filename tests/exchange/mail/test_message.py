"""What headers say, and which mails are contacts."""

import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from custlove.exchange.mail import headers as mail_headers
from custlove.exchange.mail import mbox
from custlove.exchange.mail import message as letters
from custlove.exchange.mail.message import MailOptions, NotAContact
from tests.conftest import NOW, ZONE

TUESDAY = datetime(2026, 11, 17, 10, tzinfo=UTC)
RULES = MailOptions(frozenset({"me@x.example", "@own.example"}), NOW, NOW, ZoneInfo(ZONE))
HEAD = {
    "From": "Anna <anna@x.example>", "To": "me@x.example", "Date": "Mon, 16 Nov 2026 10:00:00 +0100",
    "Subject": "Offer", "Message-ID": "<1@x>",
}  # fmt: skip


def message(headers: Mapping[str, str], body: bytes) -> mbox.Message:
    lines = "".join(f"{name}: {value}\n" for name, value in {**HEAD, **headers}.items() if value)
    return mbox.Message(1, lines.encode("utf-8", "surrogateescape"), body, whole=True)


def read(
    headers: Mapping[str, str] = MappingProxyType({}), body: bytes = b"Hello\n", rules: MailOptions = RULES
) -> list[tuple[str, str, str, str]]:
    found = letters.read(message(headers, body), "f", rules)
    return [(each.way, each.name, each.address, each.text) for each in found]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?= aus =?iso-8859-1?B?S/Zsbg==?=", "Grüße aus Köln"),
        ("=?utf-8?q?Gr=C3=BC?=\n =?utf-8?q?=C3=9Fe?=", "Grüße"),
        ("=?utf-8?q?a?==?utf-8?q?b?=", "ab"),
        ("=?utf-8?b?not base64!?=", "=?utf-8?b?not base64!?="),
        ("=?no-such-charset?q?abc?=", "abc"),
        ("=?utf-8?q?M=FCller?=", "Müller"),
        ("Größe, as it is", "Größe, as it is"),
        ("M\udcfcller in one byte", "Müller in one byte"),
        ("two\r\n\tlines", "two lines"),
        ("", ""),
    ],
)
def test_words_of_a_header(written: str, read_as: str) -> None:
    assert (
        mail_headers.subject(mail_headers.parsed(f"Subject: {written}".encode("utf-8", "surrogateescape"))) == read_as
    )


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ('"Karenina, Anna" <Anna@X.example>, b@x.example', [("Karenina, Anna", "anna@x.example"), ("", "b@x.example")]),
        ("=?utf-8?q?Karenina=2C_Anna?= <a@x.example>", [("Karenina, Anna", "a@x.example")]),
        ("Karenina, Anna <a@x.example>", [("Anna", "a@x.example")]),
        ("=?utf-8?q?Anna_=3Ca=40x=2Eexample=3E?=", [("", "a@x.example")]),
        ("'a@x.example' <a@x.example>", [("", "a@x.example")]),
        ("friends: a@x.example, b@x.example;", [("", "a@x.example"), ("", "b@x.example")]),
        ("a@x.example, A@x.example", [("", "a@x.example")]),
        ("undisclosed-recipients:;", []),
        ("<<a@x.example>", [("", "a@x.example")]),
    ],
)
def test_addresses(written: str, read_as: list[tuple[str, str]]) -> None:
    assert mail_headers.addresses([written]) == read_as


def test_broken_lines_stop_only_themselves() -> None:
    headers = mail_headers.parsed(b"Subject: a\r\nnonsense\r\n folded nonsense\r\nTo : b\r\n: c\r\nDate:\r\n Mon\r\n")
    assert headers == {"subject": ["a"], "to": ["b"], "date": ["Mon"]}


@pytest.mark.parametrize(
    ("date", "received", "read_as"),
    [
        ("Mon, 16 Nov 2026 10:00:00 +0100", "", datetime(2026, 11, 16, 9, tzinfo=UTC)),
        ("16 Nov 26 10:00 GMT", "", datetime(2026, 11, 16, 10, tzinfo=UTC)),
        ("Mon, 16 Nov 2026 10:00:00 -0000 (nowhere)", "", datetime(2026, 11, 16, 10, tzinfo=UTC)),
        ("Thu, 1 Jan 1970 00:00:00 +0000", "x; Tue, 17 Nov 2026 11:00:00 +0100", TUESDAY),
        ("Mon, 16 Nov 2099 10:00:00 +0100", "x; Tue, 17 Nov 2026 11:00:00 +0100", TUESDAY),
        ("yesterday", "by x; rubbish", None),
        ("Mon, 99 Nov 2026 10:00:00 +0100", "", None),
        ("Mon, 16 Nov 2026 10:00:00 +9999999999", "", None),
        ("", "", None),
    ],
)  # fmt: skip
def test_when_it_was(date: str, received: str, read_as: datetime | None) -> None:
    assert mail_headers.moment({"date": [date], "received": [received]}, NOW) == read_as


def test_the_direction_is_told_by_your_addresses() -> None:
    assert read() == [("in", "Anna", "anna@x.example", "Offer")]
    to_two = {"From": "ME@x.example", "To": "Anna <anna@x.example>", "Cc": "b@x.example, sales@own.example"}
    assert read(to_two) == [("out", "Anna", "anna@x.example", "Offer"), ("out", "", "b@x.example", "Offer")]


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"List-Id": "<l>"}, "a mailing list or newsletter"),
        ({"List-Unsubscribe": "<mailto:x@x>"}, "a mailing list or newsletter"),
        ({"Precedence": "Bulk"}, "a mailing list or newsletter"),
        ({"Auto-Submitted": "auto-replied; x"}, "sent by a machine"),
        ({"X-Autoreply": "yes"}, "sent by a machine"),
        ({"Return-Path": "<>"}, "sent by a machine"),
        ({"Content-Type": "multipart/report; boundary=x"}, "sent by a machine"),
        ({"From": "no-reply@x.example"}, "sent by a machine"),
        ({"From": "orders.noreply+12@x.example"}, "sent by a machine"),
        ({"From": "MAILER-DAEMON@x.example"}, "sent by a machine"),
        ({"Content-Class": "urn:content-classes:calendarmessage"}, "an answer to a calendar's invitation"),
        ({"Content-Type": "text/calendar;\n method=REPLY"}, "an answer to a calendar's invitation"),
        ({"To": "a@x, b@x, c@x, d@x, e@x", "Cc": "f@x"}, "to more than 5 people"),
        ({"From": "me@x.example"}, "to nobody but you"),
        ({"From": "me@x.example", "To": "noreply@x.example"}, "to a machine"),
        ({"X-Mozilla-Status": "0009"}, "deleted, a draft or spam"),
        ({"X-Gmail-Labels": "Archived,Spam"}, "deleted, a draft or spam"),
        ({"X-Gmail-Labels": "=?UTF-8?Q?Entw=C3=BCrfe?="}, "deleted, a draft or spam"),
        ({"X-Status": "AT"}, "deleted, a draft or spam"),
        ({"X-Unsent": "1"}, "deleted, a draft or spam"),
        ({"X-Keywords": "$Junk"}, "deleted, a draft or spam"),
        ({"Subject": "Automatische Antwort: Angebot"}, "sent by a machine"),
        ({"Subject": "Réponse automatique : offre"}, "sent by a machine"),
        ({"Subject": "Undelivered Mail Returned to Sender"}, "sent by a machine"),
        ({"Subject": "Out of Office"}, "sent by a machine"),
    ],
)
def test_what_is_no_contact(headers: dict[str, str], why: str) -> None:
    with pytest.raises(NotAContact, match=f"^{why}$"):
        read(headers)


# What people write, and no machine.
SUBJECTS = tuple(
    {"Subject": subject} for subject in ("Read this", "Out of office on Friday?", "Re: Automatic reply: x")
)


def test_what_is_one_all_the_same() -> None:
    for headers in (
        {"Auto-Submitted": "no"},
        {"Precedence": "normal"},
        {"From": "noreen@x.example"},
        {"Subject": ""},
        *SUBJECTS,
    ):
        assert len(read(headers)) == 1
    with pytest.raises(NotAContact, match="an answer"):
        read(body=b"--b\nContent-Type: text/calendar; charset=utf-8;\n method=REPLY\n\nBEGIN:VCALENDAR\n")
    assert len(read(body=b"--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n")) == 1


def test_what_cannot_be_read() -> None:
    for headers, why in (
        ({"Date": "", "Received": ""}, "neither Date nor"),
        ({"From": ""}, "does not say who"),
    ):
        with pytest.raises(ValueError, match=why):
            read(headers)


@pytest.mark.slow
def test_hostile_headers_do_not_hang() -> None:
    begun, much = time.monotonic(), 1 << 19
    for value in (
        "(" * much,
        "a" * much,
        "<" + " " * much,
        "a@" * much,
        "=?" * much,
        "=?utf-8?q?" + "a" * much,
        "re:" * much,
    ):
        for name in ("To", "Subject", "References", "Date", "Content-Type"):
            with suppress(NotAContact, ValueError):
                read({name: value, "Date": value if name == "Date" else HEAD["Date"]})
    with suppress(NotAContact):
        read({}, b"Content-Type: text/calendar; " * (1 << 15))
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{level}"\n\n--{level}\n' for level in range(3000))
    read({"Content-Type": 'multipart/mixed; boundary="x"'}, f"--x\n{deep}".encode(), RULES._replace(bodies=True))
    assert time.monotonic() - begun < 30


def test_days_before_and_after_are_left_out() -> None:
    with pytest.raises(NotAContact, match="before 2026-11-17"):
        read(rules=RULES._replace(since=date(2026, 11, 17)))
    with pytest.raises(NotAContact, match="after today"):
        read(rules=RULES._replace(now=datetime(2026, 11, 15, tzinfo=UTC)))


def test_the_first_lines_without_quotes_and_signature() -> None:
    rules = RULES._replace(bodies=True)
    text = b"Dear you,\n\n>From here it is >fine.\nYes.\n\nOn Mon, 2 Nov 2026, You wrote:\n> old\n"
    assert read({}, text, rules)[0][3] == "Offer\nDear you,\nFrom here it is >fine.\nYes."
    assert read({}, b"Yes.\n-- \nAnna\n", rules)[0][3] == "Offer\nYes."
    encoded = {"Content-Type": "text/plain; charset=iso-8859-1", "Content-Transfer-Encoding": "quoted-printable"}
    assert read(encoded, b"Sch=F6n\n", rules)[0][3] == "Offer\nSchön"
    parts = b'--b\nContent-Type: text/html\n\n<p>x\n--b\nContent-Type: text/plain; charset="nonsense"\n\nHi\n--b--\n'
    assert read({"Content-Type": 'multipart/mixed; boundary="b"'}, parts, rules)[0][3] == "Offer\nHi"
    assert read({"Content-Type": "text/html"}, b"<p>", rules)[0][3] == "Offer"
