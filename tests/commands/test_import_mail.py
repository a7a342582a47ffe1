"""Mailboxes as touchpoints, from one file and from folders."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, Program, written_once

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
ME = ("--me", "me@own.example")


class Mail(NamedTuple):
    """A mail as it stands in a mailbox."""

    number: int
    way: str = "in"
    who: str = "anna@x.example"
    at: datetime = datetime(2026, 11, 16, 9, tzinfo=UTC)
    subject: str = "Offer"
    answers: int | None = None
    more: str = ""

    def __str__(self) -> str:
        sender, to = (self.who, "me@own.example") if self.way == "in" else ("me@own.example", self.who)
        answers = f"In-Reply-To: <{self.answers}@x>\n" if self.answers else ""
        return (
            f"From {sender.split()[-1]} {self.at:%a %b %d %H:%M:%S %Y}\nFrom: {sender}\nTo: {to}\n"
            f"Date: {self.at:%a, %d %b %Y %H:%M:%S} +0000\nSubject: {self.subject}\nMessage-ID: <{self.number}@x>\n"
            f"{answers}{self.more}\nHello\n\n"
        )


def box(path: Path, *mails: Mail) -> Path:
    path.write_text("".join(map(str, mails)), encoding="utf-8")
    return path


@pytest.fixture
@written_once
def mailed(anna: Program) -> Program:
    """The program with Anna, whose address is known."""
    anna("person", "edit", "anna", "--email", "Anna@x.example", "--email", "ak@y.example")
    return anna


def touches(program: Program) -> list[tuple[str, str, str, str]]:
    found = program("touchpoint", "list", "--json").json
    return [(",".join(each["people"]), each["at"], each["direction"], each["text"]) for each in found]


HOUR = timedelta(hours=1)
FIRST = Mail(1)
ANSWER = Mail(2, "out", at=FIRST.at + HOUR, subject="Re: Offer", answers=1)
BORIS = Mail(3, "in", "Boris Bear <boris@y.example>", FIRST.at + 2 * HOUR, "Your talk")
TO_BORIS = Mail(4, "out", "boris@y.example", FIRST.at + 26 * HOUR, "Re: Your talk", 3)
NEWS = Mail(5, who="news@y.example", more="List-Id: <n>\n")
BROKEN = Mail(6)


def test_a_mailbox_whole_and_again_and_undone(mailed: Program, tmp_path: Path, rows: Rows, journal: Path) -> None:
    path = box(tmp_path / "in.mbox", FIRST, ANSWER, BORIS, TO_BORIS, NEWS)
    path.write_text(path.read_text() + str(BROKEN).replace("2026 ", "1970 ").replace("2026\n", "1970\n", 1))
    before, start = rows(), journal.read_bytes()
    shown = mailed("import", "mbox", path, *ME, "--dry-run")
    assert shown.out == (
        "decision\tnoun\tperson\tname\twhy\tplace\n"
        f"skipped\tmail\t\tnews@y.example: Offer\ta mailing list or newsletter\t{path}, message 5\n"
        f"bad\trecord\t\t\tneither Date nor Received nor its line From says when it was\t{path}, message 6\n"
        f"new\ttouchpoint\tanna\tAnna Karenina\t\t{path}, message 1\n"
        f"skipped\ttouchpoint\t\tBoris Bear <boris@y.example>\tnobody here has that address\t{path}, message 3\n"
        f"waiting\ttouchpoint\t\tBoris Bear\tnobody here has the address boris@y.example\t{path}, message 4\n"
    )
    assert journal.read_bytes() == start
    said = mailed("import", "mbox", path, *ME)
    assert said.out == (
        "Imported: 1 touchpoint new, 1 touchpoint waiting in the inbox. 1 mail and 1 touchpoint skipped and 1 record"
        " not readable. To take it back: custlove undo 3\n"
    )
    assert said.err == (
        f"{path}, message 6: neither Date nor Received nor its line From says when it was.\n"
        "Skipped 1: a mailing list or newsletter.\nSkipped 1: nobody here has that address.\n"
    )
    assert touches(mailed) == [("anna", "2026-11-16T11:00:00+01:00", "both", "Re: Offer")]
    once = journal.read_bytes()
    assert mailed("import", "mbox", path, *ME).out.startswith("Nothing new. 2 touchpoints unchanged, ")
    quiet = mailed("-q", "import", "mbox", path, *ME)
    assert (quiet.out, quiet.err, journal.read_bytes()) == ("", "", once)
    mailed("undo")
    assert rows() == before


def test_a_thread_that_grew_is_changed_and_not_doubled(mailed: Program, tmp_path: Path) -> None:
    path = tmp_path / "in.mbox"
    mailed("import", "mbox", box(path, FIRST), *ME)
    mailed("import", "mbox", box(path, ANSWER), *ME)
    assert touches(mailed) == [("anna", "2026-11-16T11:00:00+01:00", "both", "Re: Offer")]
    said = mailed("import", "mbox", box(path, FIRST, ANSWER, Mail(9, at=FIRST.at + 3 * HOUR, answers=2)), *ME)
    assert said.out == "Imported: 1 touchpoint changed. To take it back: custlove undo 5\n"
    assert touches(mailed) == [("anna", "2026-11-16T13:00:00+01:00", "both", "Offer")]
    # An earlier part of the mailbox takes nothing back.
    assert mailed("import", "mbox", box(path, FIRST), *ME).out == "Nothing new. 1 touchpoint unchanged.\n"


def test_what_belongs_together(mailed: Program, tmp_path: Path) -> None:
    mails = (
        FIRST,
        Mail(2, "out", "ak@y.example", FIRST.at + HOUR, "Another subject", 1),
        Mail(3, at=FIRST.at + 2 * HOUR, subject="AW: [team] offer"),
        Mail(4, at=FIRST.at + 3 * HOUR, subject="Lunch"),
        Mail(5, at=FIRST.at + 24 * HOUR, subject="Re: Lunch", answers=4),
        FIRST,
    )
    mailed("import", "mbox", box(tmp_path / "in.mbox", *mails), *ME)
    assert touches(mailed) == [
        ("anna", "2026-11-17T10:00:00+01:00", "in", "Re: Lunch"),
        ("anna", "2026-11-16T13:00:00+01:00", "in", "Lunch"),
        ("anna", "2026-11-16T12:00:00+01:00", "both", "AW: [team] offer"),
    ]


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_another_zone_brings_nothing_again(mailed: Program, tmp_path: Path, zone: str) -> None:
    mails = [Mail(number, at=FIRST.at + number * 5 * HOUR, answers=1) for number in range(1, 12)]
    path = box(tmp_path / "in.mbox", *mails)
    mailed("import", "mbox", path, *ME)
    said = mailed("import", "mbox", path, *ME, "--json", env={"TZ": zone}).json
    assert (said["change"], said["new"], said["changed"]) == (None, {}, {})


def test_what_you_corrected_or_removed_stays_so(mailed: Program, tmp_path: Path) -> None:
    path = box(tmp_path / "in.mbox", FIRST, Mail(7, at=FIRST.at + 24 * HOUR, subject="Lunch"))
    mailed("import", "mbox", path, *ME)
    mailed("touchpoint", "edit", "1", "--text", "the offer, at last", "--felt", "glad")
    mailed("touchpoint", "remove", "2")
    box(path, FIRST, ANSWER, Mail(7, at=FIRST.at + 24 * HOUR, subject="Lunch"))
    said = mailed("import", "mbox", path, *ME)
    assert said.out.startswith("Imported: 1 touchpoint changed. 1 touchpoint skipped.")
    assert touches(mailed) == [("anna", "2026-11-16T11:00:00+01:00", "both", "the offer, at last")]


def test_whose_mails_they_are_has_to_be_said(anna: Program, tmp_path: Path) -> None:
    path = box(tmp_path / "in.mbox", FIRST)
    said = anna("import", "mbox", path, code=2)
    assert said.err.startswith("custlove: Your own addresses are required")
    anna("config", "set", "me", "me@own.example, @other.example")
    assert anna("import", "mbox", path, "--json").json["skipped"] == {"touchpoint": 1}
    assert "cannot be read" in anna("import", "mbox", path, "--me", "me", code=2).err


def test_only_an_address_tells_who_it_is(anna: Program, tmp_path: Path) -> None:
    mail = Mail(1, who="Anna Karenina <other@x.example>")
    said = anna(
        "import", "mbox", box(tmp_path / "in.mbox", mail, mail._replace(number=2, way="out")), *ME, "--json"
    ).json
    assert (said["new"], said["waiting"]) == ({}, {"touchpoint": 1})
    assert anna("inbox", "list", "--json").json[0]["maybe"] == ["anna"]


def test_new_people_are_those_who_wrote_and_were_written_to(custlove: Program, tmp_path: Path) -> None:
    path = box(tmp_path / "in.mbox", FIRST, BORIS, TO_BORIS, Mail(8, "out", "clara@z.example"))
    said = custlove("import", "mbox", path, *ME, "--new", "--json").json
    assert (said["new"], said["waiting"]) == ({"person": 1, "touchpoint": 2}, {})
    boris = custlove("show", "boris", "--json").json["person"]
    assert (boris["name"], boris["emails"], boris["last_touch_on"]) == ("Boris Bear", ["boris@y.example"], "2026-11-17")
    assert custlove("import", "mbox", path, *ME, "--new", "--json").json["change"] is None


def test_a_couple_with_one_address_are_two_people(custlove: Program, tmp_path: Path) -> None:
    anna, bernd = "Anna Meier <meiers@x.example>", "Bernd Meier <meiers@x.example>"
    mails = box(
        tmp_path / "a.mbox", Mail(1, who=anna), Mail(2, "out", anna, FIRST.at + HOUR),
        Mail(3, who=bernd, at=FIRST.at + 24 * HOUR), Mail(4, who="Bernd <meiers@x.example>", at=FIRST.at + 48 * HOUR),
    )  # fmt: skip
    assert custlove("import", "mbox", mails, *ME, "--new").out.startswith("Imported: 2 people and 3 touchpoints new")
    assert [(who, at[:10], way) for who, at, way, _ in touches(custlove)] == [
        ("bernd-meier", "2026-11-18", "in"), ("bernd-meier", "2026-11-17", "in"), ("anna-meier", "2026-11-16", "both"),
    ]  # fmt: skip
    assert custlove("import", "mbox", mails, *ME, "--new").out.startswith("Nothing new.")


def test_what_somebody_else_wrote_from_an_address_is_not_its_owners(mailed: Program, tmp_path: Path) -> None:
    mails = box(tmp_path / "a.mbox", Mail(1, who="Paula Secretary <anna@x.example>"))
    said = mailed("import", "mbox", mails, *ME)
    assert (said.err, touches(mailed)) == ("Skipped 1: the address is that of anna, under another name.\n", [])


def test_who_waited_is_settled_once_the_address_is_known(mailed: Program, tmp_path: Path) -> None:
    path = box(tmp_path / "in.mbox", BORIS, TO_BORIS)
    mailed("import", "mbox", path, *ME)
    assert mailed("today", "--json").json["inbox"] == 1
    mailed("person", "add", "Boris", "--email", "boris@y.example")
    assert mailed("import", "mbox", path, *ME).out.startswith("Imported: 2 touchpoints new.")
    assert mailed("today", "--json").json["inbox"] == 0
    assert [each["state"] for each in mailed("inbox", "list", "--all", "--json").json] == ["taken"]


def test_old_acquaintances_do_not_wait(mailed: Program, tmp_path: Path) -> None:
    long_ago = [mail._replace(at=mail.at - timedelta(days=200)) for mail in (BORIS, TO_BORIS)]
    path = box(tmp_path / "in.mbox", *long_ago)
    assert mailed("import", "mbox", path, *ME, "--json").json["waiting"] == {}
    assert mailed("import", "mbox", path, *ME, "--since", "1y", "--json").json["waiting"] == {"touchpoint": 1}


def test_rejects_are_a_mailbox_again(mailed: Program, tmp_path: Path) -> None:
    path = tmp_path / "in.mbox"
    text = f"{FIRST}{ANSWER}".replace("Date:", "Dated:").replace("2026\nFrom:", "1970\nFrom:")
    path.write_text(text, encoding="utf-8")
    mailed("import", "mbox", path, *ME, "--rejects")
    kept = tmp_path / "in.rejects.mbox"
    kept.write_text(kept.read_text().replace("Dated:", "Date:"), encoding="utf-8")
    mailed("import", "mbox", kept, *ME)
    assert len(touches(mailed)) == 1
    assert "Nothing was imported" in mailed("import", "mbox", path, *ME, "--strict", code=65).err


def test_what_is_no_mailbox(anna: Program, tmp_path: Path) -> None:
    assert "no message" in anna("import", "mbox", "-", *ME, stdin="BEGIN:VCARD\n", code=65).err
    assert anna("import", "mbox", "-", *ME, stdin="").out == "Nothing new.\n"
    assert "is not a mailbox" in anna("import", "maildir", tmp_path, *ME, code=65).err
    anna("import", "maildir", tmp_path / "none", *ME, code=66)
    assert "import mbox" in anna("import", "maildir", box(tmp_path / "m", FIRST), *ME, code=65).err


def test_folders_and_a_file_are_the_same_mails(mailed: Program, tmp_path: Path) -> None:
    top = tmp_path / "Maildir"
    places = {
        "cur/1:2,S": FIRST,
        ".Sent/cur/2:2,S": ANSWER,
        "new/3": Mail(3, subject="Lunch"),
        "tmp/4": Mail(4, subject="tmp"),
        ".Drafts/cur/5": Mail(5, subject="draft"),
        "cur/6:2,ST": Mail(6, subject="trash"),
    }
    for name, mail in places.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(mail).partition("\n")[2], encoding="utf-8")
    (top / "cur/7").write_text("Subject: nothing\n", encoding="utf-8")
    said = mailed("import", "maildir", top, *ME, "--json").json
    assert (said["new"], said["bad"]) == ({"touchpoint": 2}, {"record": 1})
    assert said["records"][0]["why"] == "cur/7: it does not say who it is from"
    path = box(tmp_path / "in.mbox", FIRST, ANSWER, Mail(3, subject="Lunch"))
    assert mailed("import", "mbox", path, *ME, "--json").json["change"] is None


def mailboxes() -> st.SearchStrategy[list[Mail]]:
    def mail(number: int, way: str, who: str, thread: int, minutes: int) -> Mail:
        at = datetime(2026, 11, 1, 21, tzinfo=UTC) + timedelta(minutes=minutes)
        return Mail(number, way, who, at, f"Re: about {thread}", 1000 + thread)

    who = st.sampled_from(["anna@x.example", "ak@y.example", "nobody@z.example"])
    one = st.builds(
        mail, st.integers(1, 999), st.sampled_from(["in", "out"]), who, st.integers(1, 3), st.integers(0, 9_000)
    )
    return st.lists(one, max_size=12, unique_by=lambda each: each.number)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mailboxes(), st.integers(0, 12))
def test_two_halves_are_the_whole(mailed: Program, tmp_path: Path, mails: list[Mail], cut: int) -> None:
    found: list[list[tuple[str, str, str, str]]] = []
    for parts in ([mails], [mails[:cut], mails[cut:], mails]):
        before = len(mailed("history", "--json").json)
        for part in parts:
            mailed("import", "mbox", box(tmp_path / "part.mbox", *part), *ME)
        found.append(touches(mailed))
        for _ in range(len(mailed("history", "--json").json) - before):
            mailed("undo")
    assert found[0] == found[1]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="nothing here tells how much memory was taken")
def test_a_large_mailbox_takes_little_memory(mailed: Program, tmp_path: Path) -> None:
    path = tmp_path / "large.mbox"
    attached = "QUJD" * 19 + "\n"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(400):
            at = NOW - timedelta(hours=number)
            stream.write(f"{Mail(number, at=at, subject=f'About {number // 5}')}{attached * 700}\n")
    assert path.stat().st_size > 20_000_000
    # What the process itself had at most: what getrusage() tells begins with its parent's.
    script = (
        "import re, sys; from pathlib import Path; from custlove.cli import app; code = app.run(sys.argv[1:]);"
        "print(code, int(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)"
    )
    words = [sys.executable, "-c", script, "import", "mbox", str(path), *ME]
    run = subprocess.run(words, capture_output=True, text=True, check=True)
    said: Sequence[str] = run.stdout.splitlines()
    assert said[0].startswith("Imported: ")
    code, megabytes = map(int, said[-1].split())
    assert code == 0
    assert megabytes < 100


def test_the_line_from_dates_a_mail_whose_date_cannot_be_read(mailed: Program, tmp_path: Path) -> None:
    path = tmp_path / "in.mbox"
    path.write_text(str(FIRST).replace("Date:", "Dated:"), encoding="utf-8")
    mailed("import", "mbox", path, *ME)
    assert [each[:3] for each in touches(mailed)] == [("anna", "2026-11-16T10:00:00+01:00", "in")]


@pytest.mark.parametrize("suffix", [".eml", ".emlx"])
def test_single_mails_and_folders_of_them(mailed: Program, tmp_path: Path, suffix: str) -> None:
    text = str(FIRST).partition("\n")[2]
    if suffix == ".emlx":
        text = f"{len(text.encode())}\n{text}<?xml version='1.0'?><plist/>\n"
    for name in ("a", "Entwürfe", "Papierkorb"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"mail{suffix}").write_text(text, encoding="utf-8")
    said = mailed("import", "maildir", tmp_path, *ME, "--json").json
    assert (said["new"], len(said["records"])) == ({"touchpoint": 1}, 1)
    if suffix == ".eml":
        again = mailed("import", "mbox", tmp_path / "a" / "mail.eml", *ME, "--json").json
        assert (again["new"], again["unchanged"]) == ({}, {"touchpoint": 1})


def test_all_forms_of_an_address_are_one(mailed: Program, tmp_path: Path) -> None:
    mailed("person", "add", "Boris Bear", "--as", "boris", "--email", "boris.bear@googlemail.com")
    mails = (
        Mail(1, "in", "Anna <anna+list@x.example>", datetime(2026, 11, 16, 9, tzinfo=UTC), "plus", 1),
        Mail(2, "in", "B <b.o.r.i.s.bear+x@gmail.com>", datetime(2026, 11, 16, 9, tzinfo=UTC), "dots", 2),
    )
    mailed("import", "mbox", box(tmp_path / "in.mbox", *mails), *ME)
    assert sorted(each[0] for each in touches(mailed)) == ["anna", "boris"]
    assert mailed("import", "mbox", box(tmp_path / "in.mbox", *mails), *ME, "--json").json["change"] is None
