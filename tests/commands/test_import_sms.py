"""Calls and text messages of a phone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def sms(number: str, when: str, kind: int, body: str = "hi", name: str = "(Unknown)") -> str:
    return f'<sms address="{number}" date="{at(when)}" type="{kind}" body="{body}" contact_name="{name}" />'


def call(number: str, when: str, kind: int, seconds: int) -> str:
    return f'<call number="{number}" duration="{seconds}" date="{at(when)}" type="{kind}" contact_name="Anna" />'


def backup(*entries: str) -> str:
    return f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses>{''.join(entries)}</smses>"


MMS = (
    f'<mms date="{at("2026-11-03T10:00:00")}" msg_box="1" address="+493012345~+493099999"><parts>'
    '<part ct="image/jpeg" data="AAAA"/><part ct="text/plain" text="look"/></parts>'
    '<addrs><addr address="+493012345" type="137"/><addr address="+493000000" type="151"/></addrs></mms>'
)


@pytest.fixture
def phoned(anna: Program) -> Program:
    """The program with Anna, whose number is known."""
    anna("person", "edit", "anna", "--phone", "030 12345")
    return anna


def touches(program: Program) -> list[tuple[Any, ...]]:
    found = program("touchpoint", "list", "--json").json
    return [(each["on"], each["channel"], each["direction"], each["text"], each["minutes"]) for each in found]


def test_texts_are_one_touchpoint_a_day_and_calls_one_each(phoned: Program, tmp_path: Path) -> None:
    path = tmp_path / "sms.xml"
    text = backup(
        sms("+49 30 12345", "2026-11-02T09:00:00", 1),
        sms("03012345", "2026-11-02T10:00:00", 2, "see you &#55357;&#56832;"),
        sms("+493012345", "2026-11-04T09:00:00", 2),
        sms("+493012345", "2026-11-05T09:00:00", 3),
        sms("Amazon", "2026-11-05T09:00:00", 1),
        sms("+49 40 777777", "2026-11-05T09:00:00", 1),
        MMS,
        call("+493012345", "2026-11-06T09:00:00", 2, 130),
        call("+493012345", "2026-11-07T09:00:00", 1, 40),
        call("+493012345", "2026-11-08T09:00:00", 2, 0),
        call("+493012345", "2026-11-09T09:00:00", 3, 0),
    )
    path.write_text(text, encoding="utf-8")
    said = phoned("import", "sms", path)
    assert said.out == (
        "Imported: 6 touchpoints new. 2 messages, 1 call and 1 touchpoint skipped. To take it back: custlove undo 3\n"
    )
    assert "Skipped 1: nobody here has the number +49 40 777777." in said.err
    assert touches(phoned) == [
        ("2026-11-08", "call", "out", "no answer", None),
        ("2026-11-07", "call", "both", "", 1),
        ("2026-11-06", "call", "both", "", 2),
        ("2026-11-04", "chat", "out", "a text message", None),
        ("2026-11-03", "chat", "in", "a text message", None),
        ("2026-11-02", "chat", "both", "2 text messages", None),
    ]
    assert phoned("import", "sms", path, "--json").json["change"] is None
    phoned("undo")
    assert touches(phoned) == []
    phoned("import", "sms", tmp_path, "--bodies")
    assert touches(phoned)[-1][3] == "hi\nsee you \U0001f600"


def test_the_name_in_a_phone_tells_which_of_several_it_is(phoned: Program) -> None:
    phoned("person", "add", "Boris Bear", "--as", "boris", "--phone", "030 12345")
    both = backup(
        sms("+493012345", "2026-11-02T09:00:00", 1, name="Boris Bear"), sms("+493012345", "2026-11-03T09:00:00", 1)
    )
    said = phoned("import", "sms", "-", "--json", stdin=both).json
    assert [(each["decision"], each["person"], each["why"]) for each in said["records"]] == [
        ("new", "boris", ""),
        ("skipped", None, "+493012345 may be anna or boris"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no xml", "cannot be read as XML"),
        ("<smses></smses>", "There is no call and no message"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><smses/>", "declares a document type"),
        ("<smses><sms", "cannot be read as XML"),
    ],
)
def test_another_file_is_refused(phoned: Program, text: str, why: str) -> None:
    assert why in phoned("import", "sms", "-", stdin=text, code=65).err


def test_an_emoji_in_two_halves_may_be_cut_anywhere(phoned: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from custlove.exchange.other_programs import sms_backup

    text = backup(sms("+493012345", "2026-11-02T09:00:00", 1, "&#55357;&#56832;&amp;&#128512;"))
    for block in range(1, 40):
        monkeypatch.setattr(sms_backup, "_BLOCK", block)
        phoned("import", "sms", "-", "--bodies", stdin=text)
        assert [each[3] for each in touches(phoned)] == ["\U0001f600&\U0001f600"]
        phoned("undo")
