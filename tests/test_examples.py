"""The examples in the README and the documentation answer what the page says."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = runpy.run_path(str(ROOT / "docs" / "examples.py"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.slow
@pytest.mark.parametrize("page", EXAMPLES["PAGES"], ids=lambda page: page.name)
def test_examples_answer_what_the_page_says(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    with EXAMPLES["fresh_home"]():
        assert EXAMPLES["refreshed"](text) == text, "To bring it up to date: python docs/examples.py"


def test_only_lines_that_call_the_program_are_run() -> None:
    page = "```sh\n$ custlove undo\n```\n\n```console\n$ custlove --version\nold\n```\n"
    with EXAMPLES["fresh_home"]():
        assert re.fullmatch(
            r"```sh\n\$ custlove undo\n```\n\n```console\n\$ custlove --version\ncustlove \S+\n```\n",
            EXAMPLES["refreshed"](page),
        )


def test_a_page_goes_on_where_another_ends() -> None:
    page = "<!-- continues guide.md -->\n\n```console\n$ custlove person list --count\nold\n```\n"
    with EXAMPLES["fresh_home"]():
        assert EXAMPLES["refreshed"](page).endswith("$ custlove person list --count\n3\n```\n")


def test_an_example_that_fails_is_named() -> None:
    with EXAMPLES["fresh_home"](), pytest.raises(RuntimeError, match=r"exit code 3: show nobody\n.*nobody called"):
        EXAMPLES["run"](["show", "nobody"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not link.startswith("http")]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_can_be_found_from_the_contents() -> None:
    docs = ROOT / "docs"
    linked = LINK.findall((docs / "index.md").read_text(encoding="utf-8"))
    assert sorted(page.name for page in docs.glob("*.md") if page.name not in (*linked, "index.md")) == []
    decisions = LINK.findall((docs / "decisions" / "README.md").read_text(encoding="utf-8"))
    assert sorted(decisions) == sorted(page.name for page in (docs / "decisions").glob("0*.md"))


def test_every_schema_is_in_the_page_about_json() -> None:
    linked = LINK.findall((ROOT / "docs" / "json.md").read_text(encoding="utf-8"))
    schemas = {f"schema/{path.name}" for path in (ROOT / "docs" / "schema").glob("*.json")}
    assert schemas - set(linked) == set()
