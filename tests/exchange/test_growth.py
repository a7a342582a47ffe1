"""What four times as long a file costs: about four times the time, whatever stands in it."""

import gc
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.conftest import Program

# Sixteen times would be quadratic; between that and the four that are due there is room for noise.
_MOST = 6
# At this size a quadratic pattern takes seconds, and what is linear so little that it is not told from noise.
_LENGTH, _NOISE = 8000, 0.25


def _card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def _vcards(n: int) -> Iterable[str]:
    blanks, many = " " * n, range(n // 4)
    yield _card("FN:Anna Karenina", f"TEL:1{blanks}1", "EMAIL:anna@example.com")
    yield _card(
        "FN:Anna Karenina", f"TEL:+49 30 1234567{blanks}x", f"TEL:tel:+49-30-12;{'ext' * n}", "EMAIL:a@b.example"
    )
    yield _card("FN:Anna Karenina", f"EMAIL:{'a' * n}", f"EMAIL:<{blanks}", f"EMAIL:{'a@' * n}")
    yield _card(f"FN:{'Anna ' * n}", f"N:{';' * n}", f"CATEGORIES:{chr(92) * n}", f"ORG:{'a;' * n}")
    yield _card("FN:Anna", *(f"item{i}.X-ABDATE:2009-08-08\r\nitem{i}.X-ABLABEL:_$!<{blanks[:20]}>!$_" for i in many))
    yield _card("FN:Anna", f"BDAY:{'1' * n}", f"TZ:{'a/' * n}", f"NOTE:{chr(92) * n}", f"UID:{'urn:uuid:' * n}")
    yield _card("FN:Anna", f"TEL{';' * n}:1", f"TEL;TYPE={',' * n}:1", f"TEL;{'x=' * n}:1", f"{'a' * n}")
    yield f"BEGIN{blanks}:VCARD\r\nFN:A\r\nEND{blanks}:VCARD\r\n{blanks}END"
    yield _card("VERSION:2.1", f"NOTE;{'QUOTED-PRINTABLE;' * (n // 16)}:=", *("=" for _ in many))


def _tables(n: int) -> Iterable[str]:
    blanks = " " * n
    yield f"Name,Email,Phone\nAnna,{'a' * n},1{blanks}1\nBela,{'a@' * n},+49{blanks}x\n"
    yield f"Name,Birthday,Tags\nAnna,{'0' * n}x,{';' * n}\nBela,{'1.' * n},{blanks}\nCleo,1. {'a' * n},\n"
    yield f'Name,Email\nAnna,{"@" * n}\nBela,"{blanks}\n'
    many = range(n // 4)
    headings = ",".join(f"Relation {i} - Value,E-mail {i} - Value" for i in many)
    yield f"First Name,E-mail 1 - Value,{headings}\nAnna,a@b.c\n"
    yield f"Name,Notes\n{'Anna Karenina,x' + chr(10) * n}"


def _calendars(n: int) -> Iterable[str]:
    zone, blanks = "a/" * n, " " * n
    for start in (f"DTSTART;TZID={zone}:20261102T090000", f"DTSTART:{'1' * n}", "DTSTART:20261102T090000Z"):
        more = f"LOCATION:{'meet.' * n}\nSUMMARY:{'Anna ' * n}\nATTENDEE;CN={'a' * n}:{'a' * n}\nDURATION:P{'1' * n}"
        yield f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{start}\n{more}\nEND:VEVENT\nEND:VCALENDAR\n"
    # Longer ones are not looked at.
    n = min(n, 7000)
    rules = "RRULE;X\n" * (n // 8)
    for inside in (
        f"TZID:Far{blanks[:n]}x",
        rules,
        f"X-LIC-LOCATION:{'a/' * (n // 2)}",
        f"TZID:F\n{'TZID' * (n // 4)}",
    ):
        event = "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=F:20261102T090000\nEND:VEVENT"
        yield f"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:F\n{inside}\nEND:VTIMEZONE\n{event}\nEND:VCALENDAR\n"


def _friends(n: int) -> Iterable[str]:
    blanks, tags = " " * n, " @navy" * n
    for line in (
        f"- Anna{tags} x",
        f"- Anna{blanks}x (",
        f"- Anna (a.k.a. x{') @a' * n} !",
        f"- Anna (a.k.a. x{') [a' * n} !",
        f"- Anna (a.k.a. x{blanks}b)",
        f"- Anna [{'[' * n}",
    ):
        yield f"### Friends:\n{line}\n"
    for said in (f"**Anna**{tags} x", f"**Anna**{blanks}x", "**a" * n, "_a " * n, f"**{blanks}x", f"@{'a:' * n}:"):
        yield f"### Activities:\n- 2026-11-01: {said}\n"
    yield f"### Notes{blanks}x\n### Friends:\n"
    yield f"{blanks}x\n### Friends:\n- Anna\n"


def _monica(n: int) -> Iterable[str]:
    blanks = " " * n
    for value in (f"1{blanks}x", f"a@{'.' * n} ", "a" * n, f"a@{'b.' * n}@", "1" * n, "(" * n):
        field = {"type": "contact_field", "values": [{"properties": {"data": value, "type": "x"}}]}
        contact = {"uuid": "1", "properties": {"first_name": "Anna", "last_name": "K" * n}, "data": [field]}
        yield json.dumps({"account": {"data": [{"type": "contact", "values": [contact]}]}})
    yield json.dumps({"account": {"data": [{"type": "aB" * n, "values": []}, {"type": "contact", "values": []}]}})


def _entries(n: int) -> Iterable[str]:
    tags = [f"@{'a-' * n}", f"@{'_' * n}"]
    entry = {"title": "x" * n, "body": " " * n, "date": "2026-11-01", "time": f"09:00{' ' * n}x", "tags": tags}
    yield json.dumps({"entries": [entry, {**entry, "time": "09:00"}]})
    yield json.dumps({"entries": [{**entry, "date": f"2026-11-01T00:00{' ' * n}", "time": ""}]})


def _log(n: int) -> Iterable[str]:
    for when in (f"2026-11-01T00:00{' ' * n}x", f"2026-11-01T00:00:00.{'0' * n}", "2026-11-01"):
        yield json.dumps({"contact": "Anna " * n, "path": "x" * n, "time": when, "note": " " * n}) + "\n"


def _tasks(n: int) -> Iterable[str]:
    task = {"uuid": "1", "description": "x" * n, "status": "pending", "entry": f"20261101T090000Z{' ' * n}"}
    yield json.dumps([{**task, "tags": ["_" * n, "a-" * n], "due": "1" * n}])
    yield json.dumps([{**task, "tags": ["anna"], "annotations": [{"description": " " * n, "entry": "x" * n}]}])


def _mails(n: int) -> Iterable[str]:
    blanks = " " * n
    for head in (
        f"To: {'a' * n}", f"To: {'a@' * n}", f"To: {'<' * n}", f"To: {'(' * n}", f"To: {chr(34) * n}",
        f"To: {'=?utf-8?q?a?=' * n}", f"Subject: {'Re:' * n}x", f"Subject: [{blanks}", f"References: {'<a' * n}",
        f"Date: {blanks}x", f"X{blanks}:", f"Subject: Re{blanks}x", f"Received: {';' * n}",
        f"Content-Type: text/calendar; {'method ' * n}", "To: anna@example.com\n" * (n // 4),
    ):  # fmt: skip
        yield f"From a\nFrom: levin@example.com\n{head}\n\n{'On x' * n}\n{blanks}x\n> {blanks}\n"


def _lines(n: int) -> Iterable[str]:
    blanks, said = " " * n, json.dumps
    for person in ({"phones": [f"1{blanks}x"]}, {"emails": ["a@" * n]}, {"zone": "a/" * n}, {"every": f"3{blanks}x"}):
        yield said({"kind": "person", "name": "Anna K", **person}) + "\n"
    for name in ("Anna " * n, f"A{blanks}x", "a@" * n):
        yield said({"kind": "touchpoint", "people": [name], "at": f"2026-11-01T00:00{blanks}", "text": blanks}) + "\n"


IMPORTS: dict[str, tuple[Callable[[int], Iterable[str]], tuple[str, ...]]] = {
    "vcard": (_vcards, ()),
    "csv": (_tables, ()),
    "ics": (_calendars, ("--me", "levin@example.com")),
    "friends": (_friends, ()),
    "monica": (_monica, ()),
    "jrnl": (_entries, ("--new",)),
    "frm": (_log, ("--new",)),
    "taskwarrior": (_tasks, ()),
    "mbox": (_mails, ("--me", "levin@example.com", "--bodies", "--new")),
    "jsonl": (_lines, ("--new",)),
}


@pytest.mark.parametrize("name", IMPORTS)
def test_time_grows_with_the_length_of_the_file_alone(name: str, anna: Program, tmp_path: Path) -> None:
    documents, options = IMPORTS[name]
    path = tmp_path / "given"

    def seconds(document: str) -> float:
        path.write_text(document, encoding="utf-8")
        gc.collect()
        begun = time.process_time()
        # What is wrong with it may be said in any way.
        _run(anna, "import", name, str(path), *options, "--dry-run")
        return time.process_time() - begun

    for number, (short, long) in enumerate(zip(documents(_LENGTH), documents(4 * _LENGTH), strict=True)):
        # Whatever else the machine does only adds to it.
        tries = ((seconds(long), short) for _ in range(3))
        linear = any(slow < _NOISE or slow < _MOST * seconds(quarter) for slow, quarter in tries)
        assert linear, f"document {number} of {name}"


def _run(program: Program, *arguments: str) -> None:
    for code in (0, 65):
        try:
            program(*arguments, code=code)
        except AssertionError:
            continue
        return
    pytest.fail(f"neither read nor refused: {arguments}")
