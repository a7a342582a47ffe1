import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "man" / "custlove.1"


def test_the_page_is_what_the_program_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == runpy.run_path(str(DOCS / "manpage.py"))["page"]()


def test_every_topic_and_every_command_is_in_it() -> None:
    from custlove import topics
    from custlove.cli import registry

    text = PAGE.read_text(encoding="utf-8").replace("\\-", "-")
    for name in topics.TOPICS:
        heading = topics.text(name).partition("\n")[0].removeprefix("# ")
        assert f".SH {heading.upper()}" in text
    for names in registry.COMMANDS.values():
        for name in names:
            assert f".SS custlove {name}" in text


def test_roff_takes_nothing_of_a_text_for_its_own() -> None:
    escaped = runpy.run_path(str(DOCS / "manpage.py"))["escaped"]
    assert escaped(".SH fake\n'quote\na\\b --x `code`") == "\\&.SH fake\n\\&'quote\na\\eb \\-\\-x \\fBcode\\fR"


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff here")
def test_groff_has_nothing_to_complain_of() -> None:
    done = subprocess.run(["groff", "-man", "-ww", "-z", "-Tutf8", PAGE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
