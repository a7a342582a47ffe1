"""Handing the journal out: whole files, private, all or nothing."""

import csv
import io
import json
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import icalendar
import pytest

from custlove.exchange.tables import writer
from custlove.store import version
from tests.conftest import Program, written_once
from tests.exchange import small
from tests.store import frozen


@pytest.fixture
@written_once
def small_journal(custlove: Program) -> Program:
    """The program with the small journal."""
    custlove("import", "jsonl", "-", stdin=small.TEXT)
    return custlove


@pytest.fixture
@written_once
def full(custlove: Program, journal: Path) -> Program:
    """The program with a journal that has a row of everything."""
    journal.parent.mkdir(parents=True)
    frozen.load(version.SCHEMA_VERSION, journal)
    return custlove


CARD = """\
BEGIN:VCARD
VERSION:4.0
PRODID:-//custlove//custlove//EN
KIND:individual
UID:urn:uuid:01a216d7-b7a4-7563-8edd-8f34b1bda3b6
FN:Anna van der Berg
N:van der Berg;Anna;;;
NICKNAME:Anya
ORG:Berg\\; Söhne\\, Ltd
TITLE:head of design
EMAIL;PREF=1:anna@berg.example
EMAIL:a.berg@home.example
TEL:+49 30 123456
BDAY:19800229
TZ:Europe/Berlin
CATEGORIES:key account,2026
NOTE:=cmd|'/c calc'!A1\\n---\\nlikes trains
item1.X-ABDATE:20240314
item1.X-ABLABEL:Their launch
ANNIVERSARY:--0501
item2.RELATED:urn:uuid:01a216d7-b7b4-7757-ab0f-71f34f15c5de
item2.X-ABLABEL:Brother & sister
REV:20261122T093000Z
END:VCARD
BEGIN:VCARD
VERSION:4.0
PRODID:-//custlove//custlove//EN
KIND:individual
UID:urn:uuid:01a216d7-b7b4-7757-ab0f-71f34f15c5de
FN:Konstantin] Levin
N:Levin;Konstantin];;;
BDAY:--0914
RELATED;TYPE=friend:urn:uuid:01a216d7-b7a4-7563-8edd-8f34b1bda3b6
REV:20261122T093000Z
END:VCARD
"""
OLD_CARD = """\
BEGIN:VCARD
VERSION:3.0
PRODID:-//custlove//custlove//EN
UID:01a216d7-b7b4-7757-ab0f-71f34f15c5de
FN:Konstantin] Levin
N:Levin;Konstantin];;;
BDAY;X-APPLE-OMIT-YEAR=1604:1604-09-14
item1.X-ABRELATEDNAMES:Anna van der Berg
item1.X-ABLABEL:friend
REV:20261122T093000Z
END:VCARD
"""


def test_cards(small_journal: Program) -> None:
    assert small_journal("export", "vcard", "-").out == CARD.replace("\n", "\r\n")
    assert small_journal("export", "vcard", "-", "--who", "levin", "--version", "3.0").out == OLD_CARD.replace(
        "\n", "\r\n"
    )


def test_there_is_no_other_version(small_journal: Program) -> None:
    assert "4.0, 3.0" in small_journal("export", "vcard", "-", "--version", "2.1", code=2).err


def test_cards_leave_out_the_archived_and_the_unchanged(small_journal: Program) -> None:
    small_journal("person", "archive", "levin", "--on", "2026-11-20")
    assert small_journal("export", "vcard", "-").out.count("END:VCARD") == 1
    assert small_journal("export", "vcard", "-", "--all").out.count("END:VCARD") == 2
    assert small_journal("export", "vcard", "-", "--who", "levin").out.count("END:VCARD") == 1
    assert small_journal("--today", "2026-11-25", "export", "vcard", "-", "--since", "2026-11-24").out == ""


CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//custlove//custlove//EN
CALSCALE:GREGORIAN
X-WR-CALNAME:custlove
BEGIN:VTODO
UID:follow-up-follow-1@custlove
DTSTAMP:20261101T000000Z
SEQUENCE:1
SUMMARY:Follow up with Anna van der Berg
DUE;VALUE=DATE:20261210
STATUS:NEEDS-ACTION
CATEGORIES:custlove,follow-up
CLASS:PRIVATE
END:VTODO
BEGIN:VTODO
UID:promise-promise-1@custlove
DTSTAMP:20261020T000000Z
SEQUENCE:1
SUMMARY:Promise to Anna van der Berg
DUE;VALUE=DATE:20261115
STATUS:NEEDS-ACTION
CATEGORIES:custlove,promise
CLASS:PRIVATE
END:VTODO
BEGIN:VEVENT
UID:birthday-01a216d7-b7a4-7563-8edd-8f34b1bda3b6@custlove
DTSTAMP:20260105T000000Z
SEQUENCE:0
SUMMARY:Birthday of Anna van der Berg
DTSTART;VALUE=DATE:19800229
RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1
TRANSP:TRANSPARENT
CATEGORIES:custlove,birthday
CLASS:PRIVATE
END:VEVENT
BEGIN:VEVENT
UID:day-day-1@custlove
DTSTAMP:20260302T000000Z
SEQUENCE:0
SUMMARY:A day of Anna van der Berg
DTSTART;VALUE=DATE:20240314
RRULE:FREQ=YEARLY
TRANSP:TRANSPARENT
CATEGORIES:custlove,day
CLASS:PRIVATE
END:VEVENT
BEGIN:VEVENT
UID:day-day-2@custlove
DTSTAMP:20260302T000000Z
SEQUENCE:0
SUMMARY:A day of Anna van der Berg
DTSTART;VALUE=DATE:20000501
RRULE:FREQ=YEARLY
TRANSP:TRANSPARENT
CATEGORIES:custlove,day
CLASS:PRIVATE
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar(small_journal: Program, tmp_path: Path) -> None:
    said = small_journal("export", "ics", "-", "--who", "anna").out
    assert said == CALENDAR.replace("\n", "\r\n")
    small_journal("--today", "2026-11-23", "export", "ics", tmp_path / "later.ics", "--who", "anna")
    assert (tmp_path / "later.ics").read_bytes().decode() == said


def _summaries(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"VTODO": [], "VEVENT": []}
    for each in icalendar.Calendar.from_ical(text).walk():
        if each.name in found:
            assert not getattr(each, "errors", [])
            found[each.name].append(str(each["SUMMARY"]))
    return found


def test_what_is_done_is_done_and_is_no_event(small_journal: Program) -> None:
    tasks = _summaries(small_journal("export", "ics", "-", "--texts").out)
    assert tasks["VTODO"] == [
        "Follow up with Anna van der Berg: send, the; minutes",
        "Follow up with Konstantin] Levin: call",
        "Promise to Anna van der Berg: the offer",
        "Promise of Konstantin] Levin: a reference",
    ]
    assert tasks["VEVENT"][-1] == "Ritual with Konstantin] Levin: a call"
    events = _summaries(small_journal("export", "ics", "-", "--as", "event").out)
    assert events["VTODO"] == []
    assert events["VEVENT"][:2] == ["Follow up with Anna van der Berg", "Promise to Anna van der Berg"]
    settled = small_journal("export", "ics", "-", "--who", "levin").out
    assert "STATUS:COMPLETED\r\nCOMPLETED:20260308T120000Z" in settled
    assert "STATUS:CANCELLED" in settled
    assert "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR\r\n" in settled
    assert "DTSTART;VALUE=DATE:20261106\r\n" in settled


def test_nothing_is_suggested_at_arms_length_but_promises_count(small_journal: Program) -> None:
    small_journal("person", "edit", "anna", "--circle", "arms-length")
    assert _summaries(small_journal("export", "ics", "-", "--who", "anna").out)["VEVENT"] == []
    assert len(_summaries(small_journal("export", "ics", "-", "--who", "anna").out)["VTODO"]) == 2


def test_a_paused_ritual_does_not_come(small_journal: Program) -> None:
    small_journal("ritual", "pause", "levin")
    assert "Ritual" not in small_journal("export", "ics", "-").out


PEOPLE = (
    "\ufeffperson,name,nickname,organisation,role,emails,phones,birthday,rung,rung_since,circle,circle_chosen,every,"
    "every_days,last_touch_on,tags,channel,zone,met,notes,fit,influence,added_on,archived,archived_on,first_due_on,"
    "spread_on,last_contact_on,last_from_them_on,came_by,pronouns,organisation_since,id,uid\r\n"
    'anna,Anna van der Berg,Anya,"Berg; Söhne, Ltd",head of design,"anna@berg.example,a.berg@home.example",'
    '\'+49 30 123456,1980-02-29,customer,2026-01-05,acquaintance,,3 weeks,21,2026-03-02,"key account,2026",,'
    "Europe/Berlin,,\"'=cmd|'/c calc'!A1\n---\nlikes trains\",,,2026-01-05,no,,,,2026-11-02,2026-03-02,,,,1,"
    "01a216d7-b7a4-7563-8edd-8f34b1bda3b6\r\n"
    "levin,Konstantin] Levin,,,,,,'--09-14,prospect,2026-02-01,acquaintance,,,42,2026-03-02,,,,,,,,2026-02-01,no,,,,"
    "2026-03-02,2026-03-02,,,,2,"
    "01a216d7-b7b4-7757-ab0f-71f34f15c5de\r\n"
)


def _table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_tables(small_journal: Program, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    said = small_journal("export", "csv", folder)
    assert said.out == f"Wrote 20 rows in 28 tables to {folder}.\n"
    shown = small.HOSTILE.replace("\x1b", "\u241b").replace("\u202e", "\\u202e")
    assert _table(folder / "touchpoints.csv")[0]["text"] == shown
    assert (folder / "people.csv").read_bytes().decode() == PEOPLE
    assert _table(folder / "touchpoints.csv")[0]["energy"] == "-1"
    assert _table(folder / "purchases.csv")[0]["amount"] == "-20.50"
    assert _table(folder / "purchases.csv")[0]["what"] == "'@home"
    assert _table(folder / "promise_moves.csv")[0]["why"] == "'=1+1"
    assert _table(folder / "promise_moves.csv")[0]["promise"] == "promise-1"
    small_journal("export", "csv", tmp_path / "raw", "--raw")
    assert _table(tmp_path / "raw" / "promise_moves.csv")[0]["why"] == "=1+1"
    assert _table(tmp_path / "raw" / "touchpoints.csv")[0]["text"] == small.HOSTILE
    assert not (tmp_path / "raw" / "people.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_tables_hold_every_field(full: Program) -> None:
    for line in map(json.loads, full("export", "jsonl", "-").out.splitlines()):
        kind = line.pop("kind")
        line.pop("rows", None)
        sheet, *more = writer.SHEETS[kind]
        lists = {each.of: each for each in more}
        for name, value in line.items():
            if name in lists:
                assert all(set(each) <= set(lists[name].columns) for each in value)
            else:
                assert name in sheet.columns


PAGE = r"""---
handle: "anna"
aliases: ["Anna van der Berg", "Anya"]
organisation: "Berg; Söhne, Ltd"
role: "head of design"
emails: ["anna@berg.example", "a.berg@home.example"]
phones: ["+49 30 123456"]
birthday: "1980-02-29"
zone: "Europe/Berlin"
rung: "customer"
rung_since: "2026-01-05"
circle: "acquaintance"
every: "3 weeks"
last_touch_on: "2026-03-02"
added_on: "2026-01-05"
uid: "01a216d7-b7a4-7563-8edd-8f34b1bda3b6"
tags: ["key-account", "2026-"]
---

# Anna van der Berg

## Notes

\=cmd\|'/c calc'\!A1<br>\---<br>likes trains

## Facts

- 2026-03-02 · need · \*fast\* invoices

## Promises

- [ ] the<br>offer · by me · broken (made 2026-10-01, due 2026-11-15, moved 2026-10-20 from 2026-11-01 to 2026-11-15 · \=1+1)

## Follow-ups

- [ ] send, the; minutes (made 2026-03-02, due 2026-12-01, put off 2026-11-01 until 2026-12-10)

## Mistakes

- 2026-11-01 · severity 2 · late
    - 2026-11-02 · owned · said so

## Days and rituals

- 2024-03-14 · Their launch · every year
- --05-01 · anniversary · every year

## Purchases

- 2026-04-01 · -20.50 EUR · @home

## Who knows whom

- 2026-02-01 · sent [[levin]] (Konstantin\] Levin) · at a fair
- [[levin]] (Konstantin\] Levin): Brother \& sister (2026-02-01)
- [[levin]] (Konstantin\] Levin): friend (2026-02-01)

## Ladder

- 2026-01-05 · customer

## Timeline

- 2026-03-02 14:30 · in-person · glad · tired · wow · 30 minutes · with [[levin]] · #kick-off · a; b, c\\d "q"<br>\---<br>\[\[x\]\] \#t \<b\>\&amp;\</b\> \%\%c\%\% \$x\$␛\[31m \\u202eש 👩‍👩‍👧
"""  # noqa: E501 - lines of the page


def test_a_page_a_person(small_journal: Program, tmp_path: Path) -> None:
    said = small_journal("export", "markdown", tmp_path / "pages")
    assert said.out == f"Wrote 2 pages to {tmp_path / 'pages'}.\n"
    assert (tmp_path / "pages" / "anna.md").read_text(encoding="utf-8") == PAGE
    assert "[[anna|Anna van der Berg]]" in (tmp_path / "pages" / "levin.md").read_text(encoding="utf-8")


def test_a_part_of_it(small_journal: Program, tmp_path: Path) -> None:
    lines = small_journal("export", "jsonl", "-", "--who", "anna", "--since", "2026-10-01").out.splitlines()
    told = [(line["kind"], line["uid"]) for line in map(json.loads, lines)]
    # What is open or holds is not over; what was bought in April is, and so is the talk in March.
    assert told == [
        ("person", small.ANNA), ("follow_up", "follow-1"), ("promise", "promise-1"), ("fact", "fact-1"),
        ("day", "day-1"), ("day", "day-2"), ("mistake", "mistake-1"), ("link", "link-1"), ("link", "link-2"),
    ]  # fmt: skip
    assert '"purchase-1"' in small_journal("export", "jsonl", "-", "--since", "2026-04-01").out
    assert '"purchase-1"' not in small_journal("export", "jsonl", "-", "--since", "2026-04-02").out
    small_journal("export", "csv", tmp_path / "part", "--who", "levin")
    assert [row["person"] for row in _table(tmp_path / "part" / "people.csv")] == ["levin"]
    assert [row["uid"] for row in _table(tmp_path / "part" / "touchpoints.csv")] == ["touch-1"]
    small_journal("export", "markdown", tmp_path / "pages", "--who", "levin", "--since", "2026-04-01")
    assert _names(tmp_path / "pages") == ["levin.md"]
    assert "Timeline" not in (tmp_path / "pages" / "levin.md").read_text(encoding="utf-8")
    small_journal("export", "csv", tmp_path / "none", "--who", "nobody", code=3)
    assert not (tmp_path / "none").exists()


def test_a_part_can_be_read_in(full: Program, tmp_path: Path) -> None:
    for part in (("--since", "2026-05-01"), ("--who", "anna")):
        text = full("export", "jsonl", "-", *part).out
        copy = tmp_path / f"{part[0]}.db"
        full("init", copy)
        assert full("--journal", copy, "import", "jsonl", "--new", "-", stdin=text).out.startswith("Imported ")


# What tells a row of a table without an identity of its own, as the answer says it.
TOLD_BY = {
    "person_detail": "value", "touchpoint_tag": "tag", "follow_up_snooze": "until", "promise_move": "why",
    "feedback_said_back": "text", "ritual_event": "text",
}  # fmt: skip


@pytest.mark.parametrize(("who", "number"), [("anna", 1), ("levin", 2)])
def test_everything_about_a_person_is_everything(
    full: Program, journal: Path, tmp_path: Path, who: str, number: int
) -> None:
    full("export", "person", who, tmp_path / "out", "--all")
    text = (tmp_path / "out" / f"{who}.json").read_text(encoding="utf-8")
    with closing(sqlite3.connect(journal)) as connection:
        about = _about(connection, "person", number)
    assert len({table for table, _ in about}) > 7
    for table, row in about:
        # A new table that names a person, or hangs on one that does, has to be told of, and to be named above.
        assert json.dumps(row.get("uid") or row[TOLD_BY[table]], ensure_ascii=False) in text, (table, row)


def _about(connection: sqlite3.Connection, table: str, number: int) -> list[tuple[str, dict[str, Any]]]:
    """The rows that refer to a person, and those that refer to these, of all tables but the history."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'change_row'")
    found: list[tuple[str, dict[str, Any]]] = []
    for (name,) in tables.fetchall():
        keys = connection.execute('SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = ?', (name, table))
        for (column,) in keys.fetchall():
            rows = _rows(connection, f"SELECT * FROM {name} WHERE {column} = {number}")
            if name == "touchpoint_person" and table == "person":
                rows = _rows(connection, f"SELECT * FROM touchpoint WHERE id IN (SELECT touchpoint_id FROM {name}"
                             f" WHERE {column} = {number})")  # fmt: skip
                found += [part for row in rows for part in _about(connection, "touchpoint", row["id"])
                          if part[0] == "touchpoint_tag"]  # fmt: skip
            elif table == "person":
                found += [part for row in rows for part in _about(connection, name, row["id"])]
            if name != "touchpoint_person" or table == "person":
                found += [("touchpoint" if name == "touchpoint_person" else name, row) for row in rows]
    return found


def _rows(connection: sqlite3.Connection, sql: str) -> list[dict[str, Any]]:
    rows = connection.execute(sql)
    heads = [head[0] for head in rows.description]
    return [dict(zip(heads, row, strict=True)) for row in rows.fetchall()]


def test_everything_about_a_person_is_on_the_page(full: Program, tmp_path: Path) -> None:
    full("export", "person", "anna", tmp_path / "out", "--all")
    said = json.loads((tmp_path / "out" / "anna.json").read_text(encoding="utf-8"))
    assert said["person"]["notes"] == "likes trains"
    assert [each["source"] for each in said["imported"]] == ["vcard"]
    page = (tmp_path / "out" / "anna.md").read_text(encoding="utf-8")
    for words in ("invoices by the 5th", "two late bills", "the first project", "cousin", "circle: close", "said back"):
        assert words in page


def test_everything_about_a_person_where_it_is_wanted(small_journal: Program, tmp_path: Path) -> None:
    about = small_journal("export", "person", "levin", "--all", "--json").json
    assert [each["uid"] for each in about["introductions"]] == ["intro-1"]
    assert about["touchpoints"][0]["people"] == ["anna", "levin"]
    assert small_journal("export", "person", "levin", "--all", "--markdown").out.startswith('---\nhandle: "levin"\n')
    small_journal("export", "person", "levin", tmp_path / "l.md", "--all", "--markdown")
    assert (tmp_path / "l.md").exists()
    small_journal("export", "person", "levin", code=2)
    small_journal("export", "person", "levin", "-", "--all", code=2)
    small_journal("export", "person", "levin", "--all", "--json", "--markdown", code=2)


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


FORMATS: list[tuple[str, ...]] = [("jsonl",), ("vcard",), ("ics",), ("csv",), ("markdown",)]
FILES, FOLDERS = FORMATS[:3], FORMATS[3:]


@pytest.mark.parametrize("form", FILES, ids="-".join)
def test_a_file_is_private_and_never_over_another(
    small_journal: Program, tmp_path: Path, form: tuple[str, ...]
) -> None:
    place = tmp_path / "out"
    before = os.umask(0)
    try:
        small_journal("export", *form, place)
    finally:
        os.umask(before)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    place.write_text("mine")
    assert "--force" in small_journal("export", *form, place, code=73).err
    assert place.read_text() == "mine"
    said = small_journal("export", *form, place, "--force", "--json").json
    assert said["path"] == str(place)
    assert place.read_text() != "mine"
    small_journal("export", *form, tmp_path / "no" / "folder", code=73)
    small_journal("export", *form, "-", "--json", code=2)
    assert _names(tmp_path) == ["home", "out"]


@pytest.mark.parametrize("form", FOLDERS, ids="-".join)
def test_a_folder_is_private_and_has_to_be_empty(small_journal: Program, tmp_path: Path, form: tuple[str, ...]) -> None:
    place = tmp_path / "out"
    before = os.umask(0)
    try:
        said = small_journal("export", *form, place, "--json").json
    finally:
        os.umask(before)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in place.iterdir()} == {0o600}
    assert sorted(said["files"]) == _names(place)
    first = said["files"][0]
    (place / first).write_text("mine")
    (place / "other").write_text("mine")
    refused = small_journal("export", *form, place, code=73).err
    assert _names(place)[0] in refused
    assert "--force" in refused
    assert (place / first).read_text() == "mine"
    small_journal("export", *form, place, "--force")
    assert (place / first).read_text() != "mine"
    assert (place / "other").read_text() == "mine"
    (tmp_path / "file").write_text("")
    small_journal("export", *form, tmp_path / "file", code=73)
    small_journal("export", *form, tmp_path / "no" / "folder", code=73)
    (tmp_path / "empty").mkdir()
    small_journal("export", *form, tmp_path / "empty")
    assert list(tmp_path.rglob("*.new")) == []


@pytest.mark.parametrize("form", FORMATS, ids="-".join)
def test_a_full_disk_leaves_nothing_half_written(
    small_journal: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    said = small_journal("export", *form, tmp_path / "out", code=74)
    assert "No space left on device" in said.err
    assert _names(tmp_path) == ["home"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize("form", FILES, ids="-".join)
def test_a_full_device_is_said(small_journal: Program, form: tuple[str, ...]) -> None:
    assert "No space left on device" in small_journal("export", *form, "/dev/full", code=74).err


def test_two_exports_are_equal(full: Program, tmp_path: Path) -> None:
    def written(name: str) -> dict[str, bytes]:
        folder = tmp_path / name
        folder.mkdir()
        for form in FILES:
            full("export", *form, folder / form[0])
        for form in FOLDERS:
            full("export", *form, folder / form[0])
        return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}

    assert written("one") == written("two")


def test_every_format_leaves_the_journal_as_it_is(
    small_journal: Program, tmp_path: Path, rows: Callable[[], dict[str, Any]]
) -> None:
    before = rows()
    for form in FORMATS:
        small_journal("export", *form, tmp_path / form[0])
    assert rows() == before
