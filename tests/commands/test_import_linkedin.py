"""LinkedIn's messages."""

import csv
import io
from typing import Any

import pytest

from tests.conftest import Program

HEAD = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER",
)  # fmt: skip
CONNECTIONS = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
José,García,https://www.linkedin.com/in/jose,,Acme,Engineer,04 Mar 2024
"""


def messages(*rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    return out.getvalue()


def message(talk: str, way: str, date: str, name: str = "José García", folder: str = "INBOX") -> tuple[str, ...]:
    me, other = ("Me Myself", "https://www.linkedin.com/in/me"), (name, "https://www.linkedin.com/in/jose")
    sender, to = (me, other) if way == "out" else (other, me)
    return (talk, "", *sender, *to, f"{date} UTC", "", "<p>Hello there</p>", folder)


FILE = messages(
    message("1", "out", "2026-11-02 09:00:00"),
    message("1", "in", "2026-11-02 10:00:00"),
    message("1", "in", "2026-11-04 10:00:00"),
    message("2", "in", "2026-11-05 10:00:00", "Somebody Else"),
    message("1", "in", "2026-11-06 10:00:00", folder="SPAM"),
)


@pytest.fixture
def connected(custlove: Program) -> Program:
    """The program with a person out of Connections.csv, who has been given another name since."""
    custlove("import", "csv", "-", stdin=CONNECTIONS)
    custlove("person", "rename", "jose-garcia", "Pepe")
    return custlove


def touches(program: Program) -> list[tuple[Any, ...]]:
    found = program("touchpoint", "list", "--json").json
    return [(each["on"], each["people"], each["direction"], each["text"]) for each in found]


def test_a_conversation_is_one_touchpoint_a_day(connected: Program) -> None:
    [handle] = [each["person"] for each in connected("person", "list", "--json").json]
    # By the profile, whatever the name; the one that says another name has the same profile here.
    said = connected("import", "linkedin", "-", "--json", stdin=FILE).json
    assert said["new"] == {"touchpoint": 3}
    assert touches(connected) == [
        ("2026-11-05", [handle], "in", "a message on LinkedIn"),
        ("2026-11-04", [handle], "in", "a message on LinkedIn"),
        ("2026-11-02", [handle], "both", "2 messages on LinkedIn"),
    ]
    assert connected("import", "linkedin", "-", "--json", stdin=FILE).json["change"] is None
    connected("undo")
    connected("import", "linkedin", "-", "--bodies", "--me", "me myself", stdin=FILE)
    assert touches(connected)[0][3] == "Hello there"


def test_whose_name_is_yours_has_to_be_said_where_it_cannot_be_told(connected: Program) -> None:
    text = messages(message("1", "in", "2026-11-02 10:00:00"))
    assert '--me "Your Name"' in connected("import", "linkedin", "-", stdin=text, code=65).err
    assert connected("import", "linkedin", "-", "--me", "Me Myself", "--json", stdin=text).json["new"] == {
        "touchpoint": 1
    }


def test_other_files_and_rows(connected: Program) -> None:
    assert "is not LinkedIn's messages.csv" in connected("import", "linkedin", "-", stdin=CONNECTIONS, code=65).err
    broken = messages(message("1", "in", "soon"))
    assert "DATE is not a moment" in connected("import", "linkedin", "-", stdin=broken).err
