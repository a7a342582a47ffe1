"""The picture in the README can be made, and says what the program says."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parent.parent / "docs"
PICTURE = runpy.run_path(str(DOCS / "picture.py"))


@pytest.fixture(scope="module")
def drawn() -> Any:
    return PICTURE["picture"]()


def test_it_is_up_to_date(drawn: str) -> None:
    written = (DOCS / "today.svg").read_text(encoding="utf-8")
    assert PICTURE["words"](written) == PICTURE["words"](drawn), "To draw it again: python docs/picture.py"


def test_it_is_the_same_each_time(drawn: str) -> None:
    assert PICTURE["picture"]() == drawn


def test_it_needs_nothing_from_elsewhere(drawn: str) -> None:
    named = set(re.findall(r"https?://[^\s\"'<>]+", drawn))
    # The names of the format and of the program that drew it: nothing is fetched from there.
    assert named == {"http://www.w3.org/2000/svg", "https://www.textualize.io"}
    assert set(re.findall(r"url\(([^)]*)\)", drawn)) - {f"#today-line-{row}" for row in range(60)} == {
        "#today-clip-terminal"
    }


def test_every_section_is_in_it(drawn: str) -> None:
    words = " ".join(PICTURE["words"](drawn)).replace("&#160;", " ")
    for section in ("Broken promises", "Promises due", "Overdue follow-ups", "Follow-ups due", "Feedback to answer"):
        assert section in words
    assert "Days to remember" in words
    assert "Gone quiet" in words
