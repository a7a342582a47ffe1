"""Calendars as touchpoints."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program, written_once

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
ME = ("--me", "me@own.example")
ANNA = "ATTENDEE;CN=A. K.:mailto:Anna@x.example"


def event(uid: str, *lines: str, start: str = "DTSTART:20261102T090000Z", title: str = "Kick-off") -> str:
    own = [] if any(line.startswith(("DTEND", "DURATION")) for line in lines) else ["DURATION:PT1H"]
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", start, f"SUMMARY:{title}", *own, *lines, "END:VEVENT", ""])


def calendar(*parts: str, head: str = "") -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(parts)}END:VCALENDAR\n"


@pytest.fixture
@written_once
def met(anna: Program) -> Program:
    """The program with Anna, whose address is known."""
    anna("person", "edit", "anna", "--email", "anna@x.example")
    return anna


def touches(program: Program) -> list[tuple[str, str, str, int | None]]:
    found = program("touchpoint", "list", "--json").json
    assert {each["direction"] for each in found} <= {"both"}
    return [(each["at"], each["channel"], each["text"], each["minutes"]) for each in found]


def bring(program: Program, *parts: str, more: tuple[str, ...] = ME, **options: str) -> dict[str, Any]:
    return dict(program("import", "ics", "-", *more, "--json", stdin=calendar(*parts, **options)).json)


def why(said: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["decision"], each["why"]) for each in said["records"]]


def test_a_calendar_whole_and_again_and_undone(met: Program, tmp_path: Path, rows: Rows, journal: Path) -> None:
    path = tmp_path / "a.ics"
    stranger = event("2", "ATTENDEE;CN=Boris Bear:mailto:boris@y.example", title="Coffee")
    whole = event("1", ANNA, "DTEND:20261102T103000Z", "LOCATION:Nevsky 1", title="Kick-off\\, part\n  one")
    path.write_text("\ufeff" + calendar(whole, stranger, event("3", start="DTSTART:soon")), encoding="utf-8")
    before, start = rows(), journal.read_bytes()
    shown = met("import", "ics", path, *ME, "--dry-run")
    assert shown.out == (
        "decision\tnoun\tperson\tname\twhy\tplace\n"
        f'bad\trecord\t\t\tDTSTART "soon" is not a time (it begins in line 19)\t{path}, event 3\n'
        f"new\ttouchpoint\tanna\tAnna Karenina\t\t{path}, event 1\n"
        f"waiting\ttouchpoint\t\tBoris Bear\tnobody here has the address boris@y.example\t{path}, event 2\n"
    )
    assert journal.read_bytes() == start
    assert met("import", "ics", path, *ME).out == (
        "Imported: 1 touchpoint new, 1 touchpoint waiting in the inbox. 1 record not readable. To take it back:"
        " custlove undo 3\n"
    )
    assert touches(met) == [("2026-11-02T10:00:00+01:00", "in-person", "Kick-off, part one", 90)]
    once = journal.read_bytes()
    quiet = met("-q", "import", "ics", path, *ME)
    assert (quiet.out, quiet.err, journal.read_bytes()) == ("", "", once)
    assert met("import", "ics", path, *ME).out == "Nothing new. 2 touchpoints unchanged and 1 record not readable.\n"
    met("undo")
    assert rows() == before


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("STATUS:CANCELLED",), "it was cancelled"),
        (("ATTENDEE;PARTSTAT=DECLINED:mailto:me@own.example",), "you declined"),
        (("DTEND:20261103T090000Z",), "it lasts all day"),
        (("X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",), "it lasts all day"),
        (("RRULE:FREQ=SECONDLY",), "it comes more often than once a day"),
        (("RRULE:FREQ=DAILY;BYHOUR=1,2,3",), "it comes more often than once a day"),
    ],
)
def test_what_is_no_meeting(met: Program, lines: tuple[str, ...], reason: str) -> None:
    assert why(bring(met, event("1", ANNA, *lines))) == [("skipped", reason)]


@pytest.mark.parametrize(
    "title",
    ["Canceled: Kick-off", "Cancelled: Kick-off", "Abgesagt: Kick-off", "Annulé : Kick-off", "Termin abgesagt: x"],
)
def test_a_meeting_that_its_title_calls_off(met: Program, title: str) -> None:
    assert why(bring(met, event("1", ANNA, title=title))) == [("skipped", "it was cancelled")]


@pytest.mark.parametrize(
    ("guest", "there"),
    [
        ("ORGANIZER;CN=Anna Karenina:invalid:nomail", True),
        ('ATTENDEE;CN="Karenina, Anna":MAILTO:/O=EXCH/CN=RECIPIENTS/CN=ANNA', True),
        ("ATTENDEE;CN=Anna:invalid:nomail", False),
        ("ATTENDEE;CN=Boris Bear:invalid:nomail", False),
    ],
)
def test_a_guest_without_an_address_is_whom_the_full_name_says(met: Program, guest: str, there: bool) -> None:
    said = bring(met, event("1", guest))
    assert said["new"] == ({"touchpoint": 1} if there else {})
    assert there or why(said) == [("skipped", "it names nobody who is here")]


def test_a_folder_of_calendars(met: Program, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.ics").write_text(calendar(event(str(number), ANNA)), encoding="utf-8")
    (tmp_path / "3.ics").write_text("no calendar\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no calendar\n", encoding="utf-8")
    said = met("import", "ics", tmp_path, *ME, "--json").json
    assert (said["new"], said["bad"]) == ({"touchpoint": 2}, {"record": 2})
    assert met("import", "ics", tmp_path, *ME, "--json").json["change"] is None


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("DTSTART;VALUE=DATE:20261102", "it lasts all day"),
        ("DTSTART:20261122T090000Z", "it has not been yet, or lies before the days asked for"),
        ("DTSTART:20270101T090000Z", "it has not been yet, or lies before the days asked for"),
    ],
)
def test_when_it_is_no_meeting(met: Program, start: str, reason: str) -> None:
    assert why(bring(met, event("1", ANNA, start=start))) == [("skipped", reason)]


def test_who_was_there(met: Program) -> None:
    met("person", "add", "Konstantin Levin")
    declined = "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@x.example"
    room = "ATTENDEE;CUTYPE=ROOM:mailto:room@own.example"
    assert why(bring(met, event("1", declined))) == [("skipped", "everybody else declined")]
    assert why(bring(met, event("2", room))) == [("skipped", "it names nobody who is here")]
    assert why(bring(met, event("3", title="Anna"))) == [("skipped", "it names nobody who is here")]
    assert why(bring(met, event("4", title="Konstantin's birthday"))) == [("skipped", "it names nobody who is here")]
    bring(
        met,
        event("5", title="Lunch: konstantin LEVIN, at Anna's"),
        event("6", ANNA, room, title="with Konstantin Levin"),
    )
    found = met("touchpoint", "list", "--json").json
    assert [each["people"] for each in found] == [["anna"], ["konstantin-levin"]]
    bring(met, event("7", "ORGANIZER;CN=Anna:MAILTO:ANNA@x.example", start="DTSTART:20261103T090000Z"))
    assert met("touchpoint", "list", "--json").json[0]["people"] == ["anna"]


@pytest.mark.parametrize(
    ("lines", "channel"),
    [
        (("LOCATION:https://zoom.us/j/1",), "video"),
        (("LOCATION:Microsoft Teams Meeting",), "video"),
        (("X-GOOGLE-CONFERENCE:https://meet.google.com/x",), "video"),
        (("CONFERENCE;VALUE=URI:https://x.example/room",), "video"),
        (("DESCRIPTION:Join: https://teams.microsoft.com/l/x\\nor not",), "video"),
        (("LOCATION:Café Zentral", "X-GOOGLE-CONFERENCE:https://meet.google.com/x"), "in-person"),
        (("DESCRIPTION:see https://x.example",), "in-person"),
        ((), "in-person"),
    ],
)
def test_where_it_was(met: Program, lines: tuple[str, ...], channel: str) -> None:
    bring(met, event("1", ANNA, *lines))
    assert touches(met)[0][1] == channel


ZONE = """BEGIN:VTIMEZONE
TZID:{}
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("start", "head", "at"),
    [
        ("DTSTART:20261102T090000Z", "", "10:00"),
        ("DTSTART:20261102T090000", "", "09:00"),
        ("DTSTART:20261102T090000", "X-WR-TIMEZONE:Europe/London\n", "10:00"),
        ("DTSTART;TZID=Europe/Moscow:20261102T090000", "", "07:00"),
        ("DTSTART;TZID=Russian Standard Time:20261102T090000", "", "07:00"),
        ('DTSTART;TZID="/mozilla.org/2005/Europe/Moscow":20261102T090000', "", "07:00"),
        ('DTSTART;TZID="(UTC+03:00) Moscow, St. Petersburg":20261102T090000', "", "07:00"),
        ("DTSTART;TZID=Nowhere:20261102T090000", "", "09:00"),
    ],
)
def test_zones(met: Program, start: str, head: str, at: str) -> None:
    # Defined behind the event that is in it.
    bring(met, event("1", ANNA, start=start), ZONE.format("(UTC+03:00) Moscow, St. Petersburg"), head=head)
    assert [each[0] for each in touches(met)] == [f"2026-11-02T{at}:00+01:00"]


def test_a_hostile_zone_does_not_hang(met: Program) -> None:
    hostile = ZONE.format("Far").replace("TZOFFSETFROM", "RRULE:FREQ=SECONDLY\nTZOFFSETFROM", 1)
    begun = time.monotonic()
    bring(met, event("1", ANNA, start="DTSTART;TZID=Far:20261102T090000"), hostile)
    assert time.monotonic() - begun < 20
    assert touches(met)[0][0] == "2026-11-02T09:00:00+01:00"


def test_a_zone_whose_name_is_all_blanks_does_not_hang(met: Program) -> None:
    hostile = ZONE.format("Far" + " " * 500_000 + "x")
    begun = time.process_time()
    bring(met, event("1", ANNA, start="DTSTART;TZID=Far:20261102T090000"), hostile)
    assert time.process_time() - begun < 10
    assert touches(met)[0][0] == "2026-11-02T09:00:00+01:00"


def test_a_series_with_what_was_moved_and_fell_out(met: Program, journal: Path) -> None:
    start = "DTSTART;TZID=Europe/Berlin:20250107T100000"
    series = event("1", ANNA, "RRULE:FREQ=WEEKLY;BYDAY=WE", "EXDATE;TZID=Europe/Berlin:20261104T100000", start=start)
    moved = event("1", ANNA, "RECURRENCE-ID:20261111T090000Z", start="DTSTART:20261112T130000Z", title="Moved")
    gone = event("1", ANNA, "RECURRENCE-ID;TZID=Europe/Berlin:20261028T100000", "STATUS:CANCELLED", start=start)
    bring(met, moved, series, gone)
    assert [(each[0], each[2]) for each in touches(met)][:4] == [
        ("2026-11-18T10:00:00+01:00", "Kick-off"),
        ("2026-11-12T14:00:00+01:00", "Moved"),
        ("2026-10-21T10:00:00+02:00", "Kick-off"),
        ("2026-10-14T10:00:00+02:00", "Kick-off"),
    ]
    # A year back, and no further.
    assert touches(met)[-1][0] == "2025-11-26T10:00:00+01:00"
    once = journal.read_bytes()
    assert bring(met, series, moved, gone)["change"] is None
    assert journal.read_bytes() == once
    # Another hour changes what has been and doubles nothing.
    count = len(touches(met))
    said = bring(met, series.replace("T100000\nSUMMARY", "T110000\nSUMMARY"), moved, gone)
    assert (said["new"], len(touches(met))) == ({}, count)
    assert touches(met)[0][0] == "2026-11-18T11:00:00+01:00"


BERLIN = ";TZID=Europe/Berlin"
WEEKLY = event(
    "1", ANNA, "RRULE:FREQ=WEEKLY", f"EXDATE{BERLIN}:20261104T100000", start=f"DTSTART{BERLIN}:20261007T100000"
)


def from_on(day: str, *lines: str, start: str = "", **options: str) -> str:
    """An event that stands for that of a day in the series, and for all that follow."""
    which = f"RECURRENCE-ID;RANGE=THISANDFUTURE{BERLIN}:{day}T100000"
    return event("1", which, *lines, start=start or f"DTSTART{BERLIN}:{day}T100000", **options)


@pytest.mark.parametrize("order", [1, -1])
def test_a_series_that_is_moved_from_a_day_on(met: Program, order: int) -> None:
    # From Wednesday at 10 to Tuesday at 14, across the end of daylight saving time; then one alone to a Thursday.
    moved = from_on("20261021", ANNA, "DURATION:PT2H", start=f"DTSTART{BERLIN}:20261020T140000", title="Moved")
    alone = event("1", ANNA, f"RECURRENCE-ID{BERLIN}:20261111T100000", start="DTSTART:20261112T080000Z", title="Alone")
    bring(met, *(WEEKLY, moved, alone)[::order])
    there = [
        ("2026-11-17T14:00:00+01:00", "in-person", "Moved", 120),
        ("2026-11-12T09:00:00+01:00", "in-person", "Alone", 60),
        # 4 November fell out.
        ("2026-10-27T14:00:00+01:00", "in-person", "Moved", 120),
        ("2026-10-20T14:00:00+02:00", "in-person", "Moved", 120),
        ("2026-10-14T10:00:00+02:00", "in-person", "Kick-off", 60),
        ("2026-10-07T10:00:00+02:00", "in-person", "Kick-off", 60),
    ]
    assert touches(met) == there
    assert bring(met, *(WEEKLY, moved, alone)[::-order])["change"] is None
    # Moved again: each is known by the day that it was meant for.
    again = moved.replace("20261020T140000", "20261022T150000")
    said = bring(met, WEEKLY, again, alone)
    assert (said["new"], said["changed"], len(touches(met))) == ({}, {"touchpoint": 3}, 6)
    assert touches(met)[0] == ("2026-11-19T15:00:00+01:00", "in-person", "Moved", 120)


def test_a_series_with_others_from_a_day_on(met: Program) -> None:
    met("person", "add", "Konstantin Levin", "--as", "levin", "--email", "levin@x.example")
    levin = from_on("20261021", "ATTENDEE:mailto:levin@x.example")
    both = from_on("20261111", ANNA, "ATTENDEE:mailto:levin@x.example")
    bring(met, WEEKLY, both, levin)
    found = met("touchpoint", "list", "--json").json
    assert [(each["on"], each["people"]) for each in found] == [
        ("2026-11-18", ["anna", "levin"]),
        ("2026-11-11", ["anna", "levin"]),
        ("2026-10-28", ["levin"]),
        ("2026-10-21", ["levin"]),
        ("2026-10-14", ["anna"]),
        ("2026-10-07", ["anna"]),
    ]


@pytest.mark.parametrize(
    ("lines", "last"),
    [(("STATUS:CANCELLED",), "2026-10-14"), (("ATTENDEE;PARTSTAT=DECLINED:mailto:me@own.example",), "2026-10-14")],
)
def test_a_series_that_ends_or_is_declined_from_a_day_on(met: Program, lines: tuple[str, ...], last: str) -> None:
    bring(met, WEEKLY, from_on("20261021", ANNA, *lines))
    assert [each[0][:10] for each in touches(met)] == [last, "2026-10-07"]


def test_a_change_from_a_day_on_without_its_series_is_that_meeting(met: Program) -> None:
    bring(met, from_on("20261021", ANNA))
    assert [each[0] for each in touches(met)] == ["2026-10-21T10:00:00+02:00"]


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=DAILY;COUNT=1000000000", 20),
        ("FREQ=DAILY;UNTIL=20261104T090000Z", 3),
        ("FREQ=DAILY;UNTIL=20261104T085959Z", 2),
        ("FREQ=DAILY;COUNT=5", 5),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", 1),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 2),
    ],
)
def test_rules_are_bounded(met: Program, rule: str, count: int) -> None:
    begun = time.monotonic()
    assert bring(met, event("1", ANNA, f"RRULE:{rule}"))["new"] == {"touchpoint": count}
    assert time.monotonic() - begun < 20


def test_the_days_asked_for(met: Program) -> None:
    daily = event("1", ANNA, "RRULE:FREQ=DAILY", start="DTSTART:20200101T090000Z")
    old = event("2", ANNA, start="DTSTART:20200505T090000Z", title="Old")
    asked = {
        ("--since", "2026-11-20"): 2, ("--window", "7d"): 7, ("--since", "2020-05-04", "--until", "2020-05-06"): 4,
    }  # fmt: skip
    for words, count in asked.items():
        said = met("import", "ics", "-", *ME, *words, "--dry-run", "--json", stdin=calendar(daily, old)).json
        assert said["new"] == {"touchpoint": count}, words
    assert "exclude each other" in met("import", "ics", "-", "--since", "7d", "--window", "7d", code=2).err
    early = met(
        "--today", "2020-05-05", "import", "ics", "-", *ME, "--since", "2020-05-05", "--json", stdin=calendar(old)
    )
    assert early.json["new"] == {"touchpoint": 1}


def test_a_bad_event_stops_only_itself(met: Program, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    lost = event("1", ANNA).replace("END:VEVENT\n", "")
    alarm = event("2", ANNA, "BEGIN:VALARM", "SUMMARY:no", "END:VALARM", "nonsense", "X-ODD;;:=", title="Second")
    bad = (
        event("3", ANNA, "RRULE:FREQ=FORTNIGHTLY"),
        event("4", ANNA, "DURATION:-PT1H"),
        event("5", ANNA, "DTEND:never"),
    )
    long = event("6", ANNA, f"X-LONG:{'x' * (1 << 20)}")
    heavy = event("7", ANNA, f"ATTACH:{'x' * (1 << 20)}", title="Heavy", start="DTSTART:20261101T090000Z")
    path.write_text(f"stray\n{calendar(lost, alarm, *bad)}{calendar(long, heavy)}", encoding="utf-8")
    said = met("import", "ics", path, *ME, "--rejects", "--json").json
    assert [each["why"].partition(" (")[0] for each in said["records"] if each["decision"] == "bad"] == [
        "it is outside of every calendar",
        "END:VEVENT is missing",
        'DURATION "-PT1H" is not a duration',
        'DTEND "never" is not a time',
        "it is longer than 1 MB",
        "how it recurs cannot be read: FREQ=FORTNIGHTLY",
    ]
    assert [each[2] for each in touches(met)] == ["Second", "Heavy"]
    kept = tmp_path / "a.rejects.ics"
    kept.write_text(kept.read_text().replace("never", "20261102T100000Z").replace("stray\n", ""), encoding="utf-8")
    assert met("import", "ics", kept, *ME, "--json").json["new"] == {"touchpoint": 1}


def test_the_latest_version_of_a_meeting_counts(met: Program) -> None:
    first = event("1", ANNA, "SEQUENCE:0", title="First")
    second = event("1", ANNA, "SEQUENCE:2", title="Second")
    bring(met, second, first)
    assert [each[2] for each in touches(met)] == ["Second"]
    cancelled = calendar(event("1", "SEQUENCE:3"), head="METHOD:CANCEL\n")
    said = met("import", "ics", "-", *ME, "--json", stdin=calendar(second) + cancelled).json
    assert why(said) == [("skipped", "it was cancelled")]


def test_strangers_wait_once_and_are_settled(met: Program) -> None:
    boris = "ATTENDEE;CN=Boris Bear:mailto:boris@y.example"
    parts = (
        event("1", boris, "ATTENDEE:mailto:me@own.example", "RRULE:FREQ=DAILY", title="Daily"),
        event("2", boris, title="Once"),
        event("3", *(f"ATTENDEE:mailto:p{number}@y.example" for number in range(9)), title="All hands"),
        event("4", "ATTENDEE:mailto:clara@y.example", start="DTSTART:20260101T090000Z", title="Long ago"),
    )
    assert bring(met, *parts, more=())["waiting"] == {}
    assert bring(met, *parts)["waiting"] == {"touchpoint": 1}
    (waiting,) = met("inbox", "list", "--json").json
    assert (waiting["who"], waiting["what"], waiting["on"]) == ("Boris Bear", "Daily", "2026-11-21")
    assert bring(met, *parts)["change"] is None
    met("inbox", "take", "1", "--new")
    assert met("show", "boris", "--json").json["person"]["emails"] == ["boris@y.example"]
    said = bring(met, *parts)
    # The daily ones but the one that was taken, and the other.
    assert (said["new"], said["unchanged"], said["waiting"]) == ({"touchpoint": 20}, {"touchpoint": 1}, {})


def test_several_strangers_are_taken_by_their_names(met: Program) -> None:
    guests = ("ATTENDEE;CN=Boris Bear:mailto:boris@y.example", "ATTENDEE;CN=Clara Cat:mailto:clara@y.example")
    bring(met, event("1", *guests))
    assert "names several people" in met("inbox", "take", "1", "--new", code=2).err
    said = met("inbox", "take", "1", "Boris Bear,Clara Cat", "--new", "--json").json
    assert (said["people"], said["noted"]) == (["boris-bear", "clara-cat"], ["boris@y.example", "clara@y.example"])


def test_what_is_no_calendar(met: Program) -> None:
    assert "no calendar" in met("import", "ics", "-", stdin="BEGIN:VCARD\nEND:VCARD\n", code=65).err
    assert met("import", "ics", "-", stdin="\ufeffBEGIN:VCALENDAR\nEND:VCALENDAR\n").out == "Nothing new.\n"
    two = calendar(event("1", ANNA)) + calendar(event("2", ANNA, start="DTSTART:20261103T090000Z"))
    assert met("import", "ics", "-", stdin=two.encode("utf-16")).out.startswith("Imported: 2 touchpoints new.")


def test_a_name_that_two_have_says_nobody(met: Program) -> None:
    met("person", "add", "Anna Karenina", "--as", "other")
    said = bring(met, event("1", "ATTENDEE;CN=Anna Karenina:invalid:nomail"))
    assert why(said) == [("skipped", "it names nobody who is here")]
