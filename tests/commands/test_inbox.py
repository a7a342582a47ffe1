"""What waits in the inbox: listed, taken, dropped."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_import_mail import BORIS, ME, TO_BORIS, Mail, box
from tests.conftest import Program, Refusal

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]


@pytest.fixture
def waiting(anna: Program, tmp_path: Path) -> Program:
    """The program with Anna, and Boris Bear waiting with the last of two mails."""
    anna("import", "mbox", box(tmp_path / "in.mbox", BORIS, TO_BORIS), *ME)
    return anna


def test_what_waits_is_listed_and_said_by_today_in_one_line(waiting: Program) -> None:
    assert waiting("inbox", "list").out == (
        "who\temails\twhat\ton\tsource\tmaybe\tstate\tid\tref\n"
        "Boris Bear\tboris@y.example\tRe: Your talk\t2026-11-17\tmail\t\twaiting\t1\te1\n"
    )
    assert waiting("inbox", "list", "--json").json == [
        {
            "id": 1, "ref": "e1", "source": "mail", "on": "2026-11-17",
            "who": "Boris Bear", "emails": ["boris@y.example"],
            "what": "Re: Your talk", "maybe": [], "seen_on": "2026-11-22", "state": "waiting", "settled_on": None,
        }
    ]  # fmt: skip
    shown = waiting("today", tty=True, env={"NO_COLOR": "1"}).out
    assert shown.splitlines()[-1].endswith("1 waiting in the inbox: custlove inbox list")
    # It is not one of the things that need you.
    things = int(waiting("today", "--count").out)
    assert waiting("today", "--json").json["inbox"] == 1
    waiting("inbox", "drop", "1")
    assert int(waiting("today", "--count").out) == things
    assert waiting("today", "--json").json["inbox"] == 0
    assert waiting("--today", "2026-11-21", "today", "--json").json["inbox"] == 0
    assert "waiting in the inbox" not in waiting("today", tty=True).out


def test_as_of_an_earlier_day_it_waits_still(waiting: Program) -> None:
    waiting("--today", "2026-12-01", "inbox", "drop", "1")
    assert waiting("--today", "2026-11-30", "inbox", "list", "--json").json[0]["state"] == "waiting"
    assert waiting("--today", "2026-11-30", "today", "--json").json["inbox"] == 1
    assert waiting("--today", "2026-12-01", "today", "--json").json["inbox"] == 0


def test_taken_it_is_a_touchpoint_and_the_address_is_noted(waiting: Program, tmp_path: Path, rows: Rows) -> None:
    before = rows()
    assert waiting("inbox", "take", "1", "anna").out == (
        "Taken from the inbox: “Re: Your talk” of Tue 17 Nov 2026, 5 days ago is touchpoint t1 with Anna Karenina."
        " Noted: boris@y.example.\n"
    )
    found = waiting("touchpoint", "list", "--json").json
    assert [(each["people"], each["channel"], each["direction"], each["on"]) for each in found] == [
        (["anna"], "email", "out", "2026-11-17")
    ]
    assert waiting("inbox", "list", "--json").json == []
    # The next import brings the others of that address, and not this one again.
    said = waiting("import", "mbox", tmp_path / "in.mbox", *ME, "--json").json
    assert (said["new"], said["unchanged"]) == ({"touchpoint": 1}, {"touchpoint": 1})
    waiting("undo")
    waiting("undo")
    assert rows() == before


def test_somebody_new_is_called_as_the_mail_says(waiting: Program) -> None:
    said = waiting("inbox", "take", "#1", "--new", "--json")
    assert said.err == "Added Boris Bear as boris-bear.\n"
    assert (said.json["state"], said.json["people"], said.json["noted"]) == (
        "taken",
        ["boris-bear"],
        ["boris@y.example"],
    )
    assert waiting("show", "boris", "--json").json["person"]["emails"] == ["boris@y.example"]


def test_dropped_it_stays_away(waiting: Program, tmp_path: Path, refused: Refusal) -> None:
    assert waiting("inbox", "drop", "1").out == (
        "Dropped from the inbox: “Re: Your talk” of Tue 17 Nov 2026, 5 days ago, Boris Bear. No import brings it"
        " back.\n"
    )
    later = Mail(9, "in", "boris@y.example", TO_BORIS.at, "And now?")
    said = waiting("import", "mbox", box(tmp_path / "in.mbox", BORIS, TO_BORIS, later), *ME, "--json").json
    assert (said["change"], said["waiting"]) == (None, {})
    assert refused("inbox", "take", "1", "anna") == (
        "custlove: e1 of the inbox was dropped on 2026-11-22.\nTo take that back: custlove undo\n"
    )
    waiting("undo")
    assert [each["state"] for each in waiting("inbox", "list", "--json").json] == ["waiting"]


def test_what_cannot_be_done_changes_nothing(waiting: Program, refused: Refusal) -> None:
    assert "Whose is it?" in refused("inbox", "take", "1", code=2)
    assert "There is no e7 in the inbox." in refused("inbox", "take", "7", "anna", code=3)
    assert "is not the reference of an inbox entry" in refused("inbox", "drop", "boris", code=2)
    assert "There is no e7 in the inbox." in refused("inbox", "drop", "1", "7", code=3)
    refused("inbox", "take", "1", "nobody", code=3)


def test_several_are_dropped_by_their_numbers(waiting: Program) -> None:
    assert len(waiting("inbox", "drop", "-", "--json", stdin=waiting("inbox", "list", "--ids").out).json) == 1
    assert waiting("inbox", "drop", "-", stdin="").err == "Nothing to change: no references on the standard input.\n"


def test_what_a_script_wrote_there_is_refused_by_a_sentence(anna: Program, refused: Refusal) -> None:
    line = {"kind": "inbox", "source": "x", "key": "k", "on": "2026-11-01", "who": "W", "what": "", "data": "[]"}
    anna("import", "jsonl", "-", stdin=json.dumps({**line, "seen_on": "2026-11-01"}))
    assert "cannot be taken" in refused("inbox", "take", "1", "anna")
