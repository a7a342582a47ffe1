import io
import time
from typing import Any

import pytest

from custlove.errors import BadInput
from custlove.exchange.vcard import reader
from custlove.services.imports.records import Bad, Day, Link, Person, Record, Skipped, Who, key_of


def read(text: str | bytes) -> list[Any]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(reader.read(io.BytesIO(data), "a.vcf", lambda _: None))


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def person(*lines: str, version: str = "3.0") -> Person:
    (record,) = read(card(*lines, version=version))
    assert isinstance(record, Record), record
    assert isinstance(record.what, Person)
    return record.what


def test_everything_that_a_person_has() -> None:
    found = person(
        "UID:urn:uuid:4FBE8971-0bc3-424c-9c26-36c3e1eff6b1",
        "FN:Anna Karenina",
        "N:Karenina;Anna;;;",
        "NICKNAME:Anya,Annie",
        "ORG:Oblonsky & Co;Design",
        "TITLE:Head of design",
        "item1.EMAIL;TYPE=INTERNET:anna@home.example",
        "EMAIL;TYPE=WORK,PREF:anna@work.example",
        "TEL;TYPE=CELL:+49 170 1234567",
        "BDAY:1980-03-14",
        "CATEGORIES:Friends,myContacts,Book\\, club",
        "NOTE:Likes trains\\; and\\nsnow",
        "ANNIVERSARY:20090808T1430-0500",
        "TZ:Europe/Moscow",
        "RELATED;TYPE=spouse;VALUE=text:Alexei Karenin",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQEAYABg",
        " AAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQY",
    )
    assert found == Person(
        name="Anna Karenina",
        fields={
            "nickname": "Anya",
            "organisation": "Oblonsky & Co, Design",
            "role": "Head of design",
            "birthday": "1980-03-14",
            "zone": "Europe/Moscow",
            "notes": "Likes trains; and\nsnow",
        },
        emails=("anna@work.example", "anna@home.example"),
        phones=("+49 170 1234567",),
        tags=("Friends", "Book, club"),
        days=(Day("anniversary", "2009-08-08"),),
        links=(Link("spouse", Who(name="Alexei Karenin")),),
        uid="4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
    )


def test_two_point_one_as_outlook_writes_it() -> None:
    found = person(
        "N;CHARSET=utf-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;Dr.;",
        "ORG;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1252:M=FCller =",
        "& S=F6hne",
        "TEL;WORK;VOICE:030 1234567",
        "EMAIL;PREF;INTERNET:joerg@mueller.example",
        "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo=",
        "",
        "BDAY:19800314",
        "X-MS-ANNIVERSARY:20110113",
        "X-MS-MANAGER:Big Boss",
        version="2.1",
    )
    assert (found.name, found.fields["organisation"]) == ("Jörg Müller", "Müller & Söhne")
    assert (found.phones, found.emails) == (("030 1234567",), ("joerg@mueller.example",))
    assert (found.fields["notes"], found.fields["birthday"]) == ("one\ntwo", "1980-03-14")
    assert (found.days, found.links) == (
        (Day("anniversary", "2011-01-13"),),
        (Link("manager", Who(name="Big Boss")),),
    )


def test_four_with_uris_and_apples_groups() -> None:
    found = person(
        "FN:Simon",
        'TEL;VALUE=uri;TYPE="work,voice":tel:+1-418-656-9254;ext=102',
        "EMAIL;PREF=2:b@x.example",
        "EMAIL;PREF=1:a@x.example",
        "item1.X-ABDATE;type=pref:2011-05-06",
        "item1.X-ABLabel:_$!<Anniversary>!$_",
        "item2.X-ABRELATEDNAMES:Jenny Doe",
        "item2.X-ABLabel:_$!<Sister>!$_",
        "RELATED;TYPE=friend:urn:uuid:1",
        version="4.0",
    )
    assert found.phones == ("+1-418-656-9254 ext. 102",)
    assert found.emails == ("a@x.example", "b@x.example")
    assert found.days == (Day("anniversary", "2011-05-06"),)
    assert found.links == (
        Link("friend", Who(key=key_of("uid", "urn:uuid:1"))),
        Link("sister", Who(name="Jenny Doe")),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("BDAY:--0314", "--03-14"),
        ("BDAY:--03-14", "--03-14"),
        ("BDAY:1604-03-14", "--03-14"),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-03-14", "--03-14"),
        ("BDAY:19800314", "1980-03-14"),
        ("BDAY;VALUE=date:1980-03-14T00:00:00Z", "1980-03-14"),
        ("BDAY:1980-03-14 00:00:00", "1980-03-14"),
        ("BDAY:--0229", "--02-29"),
    ],
)
def test_birthdays(line: str, expected: str) -> None:
    assert person("FN:A B", line).fields == {"birthday": expected}


@pytest.mark.parametrize("value", ["circa 1800", "1980-02-30", "1980"])
def test_a_birthday_that_is_no_day_is_kept_as_a_note(value: str) -> None:
    assert person("FN:A B", f"BDAY;VALUE=text:{value}").fields == {"notes": f"Birthday: {value}"}


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:", "N:Karenina;Anna;Arkadyevna;;"], "Anna Arkadyevna Karenina"),
        (["ORG:Acme;"], "Acme"),
        (["EMAIL:a@x.example"], "a@x.example"),
        (["TEL:030 1234567"], "030 1234567"),
        (["FN:  Anna \t Karenina "], "Anna Karenina"),
    ],
)
def test_who_has_no_name_is_called_by_what_there_is(lines: list[str], name: str) -> None:
    assert person(*lines).name == name


def test_a_name_that_is_borrowed_is_said_to_be() -> None:
    assert person("FN:Acme", "ORG:Acme").borrowed
    assert person("FN:a@x.example", "EMAIL:a@x.example").borrowed
    assert not person("FN:Anna", "ORG:Acme").borrowed


def test_one_bad_card_stops_only_itself() -> None:
    good = card("FN:Good One")
    text = f"junk\r\n{good}BEGIN:VCARD\r\nFN:No End\r\n{card('no line')}{card('NOTE:nobody')}{good}"
    stray, first, *bad, last = read(text)
    assert (str(stray.place), stray.reason) == ("a.vcf, line 1", "it is outside of every card")
    assert (first.what.name, last.what.name) == ("Good One", "Good One")
    assert [(str(each.place), each.reason) for each in bad] == [
        ("a.vcf, card 2", "END:VCARD is missing (it begins in line 6)"),
        ("a.vcf, card 3", '"no line" is not a line of a card (it begins in line 8)'),
        (
            "a.vcf, card 4",
            "it names nobody: no name, organisation, e-mail address or phone number (it begins in line 12)",
        ),
    ]
    assert bad[1].raw == card("no line")


def test_the_last_card_without_its_end() -> None:
    (bad,) = read("BEGIN:VCARD\nFN:Anna\n")
    assert isinstance(bad, Bad)


def test_a_card_longer_than_a_megabyte_is_bad_and_a_picture_is_not_counted() -> None:
    long = read(card("FN:A B", "NOTE:" + "x" * (1 << 20)) + card("FN:C D"))
    assert [type(each) for each in long] == [Bad, Record]
    assert long[0].reason.startswith("it is longer than 1 MB")
    assert len(long[0].raw) < 1 << 21
    picture = "".join(f" {'A' * 70}\r\n" for _ in range(20_000))
    (record,) = read(f"BEGIN:VCARD\r\nPHOTO;ENCODING=b:\r\n{picture}\r\nFN:A B\r\nEND:VCARD\r\n")
    assert record.what == Person("A B")
    assert "AAAA" not in record.raw


def test_a_card_in_a_card_is_left_out() -> None:
    inner = "AGENT:\r\nBEGIN:VCARD\r\nFN:Secretary\r\nEND:VCARD\r\n"
    (record,) = read(f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Boss\r\n{inner}TEL:0301234567\r\nEND:VCARD\r\n")
    assert record.what == Person("Boss", phones=("0301234567",))


def test_a_group_is_no_person() -> None:
    (skipped,) = read(card("FN:Team", "KIND:group", version="4.0"))
    assert isinstance(skipped, Skipped)
    assert (skipped.name, skipped.why) == ("Team", "a group, and not a person")


def test_a_calendar_and_what_is_no_address_book_are_refused() -> None:
    with pytest.raises(BadInput, match=r"a.vcf is not an address book: it begins with BEGIN:VCALENDAR") as fault:
        read("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert fault.value.hint == "To bring in a calendar: custlove import ics"
    assert read("") == []


def test_control_characters_stay_text_and_nul_does_not() -> None:
    assert person("FN:A\x1b[31m B\u202e", "NOTE:a\0b").name == "A\x1b[31m B\u202e"
    assert person("FN:A B", "NOTE:a\0b").fields == {"notes": "a\ufffdb"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_it_is_written_in(encoding: str) -> None:
    (record,) = read(card("FN:Jörg Müller", "EMAIL:j@x.example").encode(encoding))
    assert record.what == Person("Jörg Müller", emails=("j@x.example",))


def test_a_note_that_runs_over_lines_is_one() -> None:
    assert person("FN:A B", "NOTE:one", "two", "three").fields == {"notes": "one\ntwo\nthree"}


def test_the_key_is_the_uid_else_what_it_says() -> None:
    with_uid = [read(card("UID:1", f"FN:{name}"))[0].key for name in ("A B", "C D")]
    assert len(set(with_uid)) == 1
    without = [read(card(f"FN:{name}", "REV:1"))[0].key for name in ("A B", "A B", "C D")]
    assert len(set(without)) == 2


@pytest.mark.parametrize(
    "line",
    [
        "EMAIL:" + "a" * 900_000,
        "X" + ";QUOTED-PRINTABLE" * 50_000,
        "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=\r\n" * 300_000,
        "N:" + ";" * 900_000,
        "X" + ";A=a" * 200_000,
        "NOTE:" + "\r\n x" * 200_000,
    ],
    ids=range(6),
)
def test_a_hostile_card_is_read_or_refused_at_once(line: str) -> None:
    begun = time.process_time()
    found, *left_out = read(card("FN:A B", line))
    assert time.process_time() - begun < 10
    assert isinstance(found, Record | Bad)
    assert all(isinstance(each, Skipped) and each.noun == "line" for each in left_out)


def test_a_line_that_cannot_be_read_is_left_out_and_named() -> None:
    found, left_out = read(card("FN:Otto Beispiel", "EMAIL:otto@x.example", "X-MESSAGING/XMPP-ALL:otto@chat.example"))
    assert isinstance(found, Record)
    assert isinstance(left_out, Skipped)
    assert (left_out.name, left_out.why) == (
        "a line of Otto Beispiel",
        '"X-MESSAGING/XMPP-ALL:otto@chat.example" is not a line of a card, and was left out',
    )
    [refused] = read(card("X-NO/NAME:there is nobody here"))
    assert isinstance(refused, Bad)
    assert refused.reason == '"X-NO/NAME:there is nobody here" is not a line of a card (it begins in line 1)'


@pytest.mark.parametrize(
    ("written", "birthday"),
    [
        ("12.04.1956", "1956-04-12"), ("1956-4-12", "1956-04-12"), ("1956/04/12", "1956-04-12"),
        ("April 12\\, 1956", "1956-04-12"), ("12. April 1956", "1956-04-12"), ("19560412", "1956-04-12"),
        ("--0412", "--04-12"), ("1956", None), ("1956-04", None), ("---12", None), ("3/4/1956", None),
        ("12.04.56", None),
    ],
)  # fmt: skip
def test_birthdays_in_any_form_that_says_one_day(written: str, birthday: str | None) -> None:
    [found] = read(card("FN:A B", f"BDAY:{written}"))
    assert isinstance(found, Record)
    assert isinstance(found.what, Person)
    told = written.replace("\\", "")
    assert found.what.fields == ({"birthday": birthday} if birthday else {"notes": f"Birthday: {told}"})


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Berg;Anna;;;", "Anna Berg"), ("山田;太郎;;;", "山田太郎"), ("김;철수;;;", "김철수"),
        ("Berg\\;Anna\\;\\;\\;", "Anna Berg"),
    ],
)  # fmt: skip
def test_a_name_of_its_parts(written: str, name: str) -> None:
    [found] = read(card(f"N:{written}"))
    assert isinstance(found, Record)
    assert isinstance(found.what, Person)
    assert found.what.name == name
