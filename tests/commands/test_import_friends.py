from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
BOOK = """\
### Activities:
- 2018-11-01: **Kitty Levin** and I skated in _Saint Petersburg_ with **Dolly**. @ice @fun
- 2018-01-04: Supper with **Kitty Levin**, and @food.
- 2017-11-15: Alone.
- yesterday: **Dolly** called.
- 2018-02-30: **Dolly** called.

### Notes:
- 2017-06-15: **Kitty Levin** and **Dolly** are moving. @home

### Friends:
- Kitty Levin (a.k.a. Kit a.k.a. Katya) [Saint Petersburg] @family @ice-skating
- Sergei Koznyshev

### Locations:
- Saint Petersburg
"""


def touchpoints(program: Program) -> list[tuple[str, str, list[str], list[str]]]:
    found = program("touchpoint", "list", "--json").json
    return [(each["on"], each["text"], each["people"], each["tags"]) for each in found]


def test_friends_activities_and_notes_come_in_once(custlove: Program, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "friends.md"
    path.write_text(BOOK, encoding="utf-8")
    custlove("person", "add", "Somebody Else")
    before = rows()
    said = custlove("import", "friends", path, "--rejects")
    assert said.out == (
        "Imported: 3 people, 2 touchpoints and 2 facts new. 1 activity skipped and 2 records not readable."
        " To take it back: custlove undo 2\n"
    )
    assert touchpoints(custlove) == [
        (
            "2018-11-01",
            "Kitty Levin and I skated in Saint Petersburg with Dolly.",
            ["kitty-levin", "dolly"],
            ["ice", "fun"],
        ),
        ("2018-01-04", "Supper with Kitty Levin, and @food.", ["kitty-levin"], ["food"]),
    ]
    kitty = custlove("show", "kitty-levin", "--json").json
    assert {name: kitty["person"][name] for name in ("name", "nickname", "notes", "tags", "added_on")} == {
        "name": "Kitty Levin",
        "nickname": "Kit",
        "notes": "Also known as: Katya\nLives in: Saint Petersburg",
        "tags": ["family", "ice-skating"],
        "added_on": "2017-06-15",
    }
    facts = custlove("fact", "list", "--json").json
    assert sorted((each["person"], each["kind"], each["text"], each["on"]) for each in facts) == [
        ("dolly", "life", "Kitty Levin and Dolly are moving. @home", "2017-06-15"),
        ("kitty-levin", "life", "Kitty Levin and Dolly are moving. @home", "2017-06-15"),
    ]
    assert (tmp_path / "friends.rejects.md").read_text(encoding="utf-8").splitlines() == BOOK.splitlines()[4:6]
    assert custlove("import", "friends", path).out.startswith("Nothing new. 3 people, 2 touchpoints and 2 facts")
    custlove("undo")
    assert rows() == before


def test_notes_as_touchpoints(custlove: Program) -> None:
    custlove("import", "friends", "-", "--notes", "touchpoints", stdin=BOOK)
    assert touchpoints(custlove)[-1] == (
        "2017-06-15",
        "Kitty Levin and Dolly are moving.",
        ["kitty-levin", "dolly"],
        ["home"],
    )
    assert custlove("fact", "list", "--count").out == "0\n"


def test_a_full_name_that_is_unique_is_enough_and_a_first_name_is_not(custlove: Program) -> None:
    custlove("person", "add", "Kitty Levin", "--as", "kitty", "--org", "The farm")
    custlove("person", "add", "Dolly Oblonskaya", "--as", "dolly")
    custlove("import", "friends", "-", stdin=BOOK)
    assert touchpoints(custlove)[0][2] == ["kitty", "dolly-2"]
    custlove("undo")
    custlove("person", "add", "Kitty Levin", "--as", "kitty-too")
    said = custlove("import", "friends", "-", stdin=BOOK)
    assert "line 12: Kitty Levin was skipped: may be kitty or kitty-too, by name" in said.err


def test_a_corrected_friend_is_corrected(custlove: Program) -> None:
    custlove("import", "friends", "-", stdin=BOOK)
    moved = BOOK.replace("[Saint Petersburg] @family", "[Moscow] @family @new")
    assert custlove("import", "friends", "-", stdin=moved).out.startswith("Imported: 1 person changed.")
    kitty = custlove("show", "kitty-levin", "--json").json["person"]
    assert (kitty["notes"], kitty["tags"]) == (
        "Also known as: Katya\nLives in: Moscow",
        ["family", "ice-skating", "new"],
    )
    assert custlove("import", "friends", "-", stdin=moved).out.startswith("Nothing new.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(custlove: Program, encoding: str) -> None:
    book = "### Activities:\r\n- 2018-11-01: **Zoë Müller** … coffee.\r\n### Friends:\r\n- Zoë Müller\r\n"
    custlove("import", "friends", "-", stdin=book.encode(encoding))
    assert touchpoints(custlove) == [("2018-11-01", "Zoë Müller … coffee.", ["zoe-muller"], [])]


def test_something_else_is_said(custlove: Program) -> None:
    assert "is not a file of friends" in custlove("import", "friends", "-", stdin="# Notes on x\nhello\n", code=65).err
    book = BOOK.replace("### Notes", f"- 2018-01-01: **Dolly** {'x' * (1 << 20)}\n### Notes").replace(
        "- Sergei", "- (a)"
    )
    said = custlove("import", "friends", "-", stdin=f"hello\n{book}")
    assert "line 1: it is not in any section" in said.err
    assert "line 9: it is longer than 1 MB" in said.err
    assert "line 15: not a friend" in said.err
    assert len(touchpoints(custlove)) == 2
