import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custlove.demo import build
from tests.conftest import Program

pytestmark = pytest.mark.slow

_WRITTEN: dict[str, bytes] = {}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample of a day is told once, and copied wherever another one is asked for."""
    tell = build.write

    def write(path: Path, *told: Any) -> None:
        # Settings hold what cannot be hashed.
        key = repr(told)
        if key not in _WRITTEN:
            tell(path, *told)
            _WRITTEN[key] = path.read_bytes()
        path.write_bytes(_WRITTEN[key])

    monkeypatch.setattr(build, "write", write)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of its own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.usefixtures("quick")
def test_without_a_path_it_makes_a_private_file(custlove: Program, temporary: Path, home: Path) -> None:
    made = custlove("demo")
    (folder,) = temporary.iterdir()
    place = folder / "demo.db"
    assert list(folder.iterdir()) == [place]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert made.err == (
        "\nThis is a sample; your own journal is not touched. To look further, paste:\n"
        f"  export CUSTLOVE_JOURNAL={place}\n"
        "  custlove show tomas\n"
        "  or brief rohan, ladder suggest, trust rohan, mirror, circles, lapsed, history\n"
    )
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_what_it_says_to_look_at_can_be_looked_at(custlove: Program, tmp_path: Path) -> None:
    place = tmp_path / "a b.db"
    *_, export, first, then = custlove("demo", place).err.splitlines()
    assert export == f"  export CUSTLOVE_JOURNAL='{place}'"
    command = first.removeprefix("  custlove ")
    # A line of a narrow terminal is not broken in a word.
    assert len(then) <= 80
    for words in (command, *then.removeprefix("  or ").split(", ")):
        assert len(custlove("--journal", place, *words.split()).out.splitlines()) > 1


@pytest.mark.usefixtures("quick")
def test_it_shows_today_as_today_would(custlove: Program, tmp_path: Path) -> None:
    place = tmp_path / "sample.db"
    lines, again = custlove("demo", place), custlove("--journal", place, "today")
    assert lines.out == again.out
    for form in ("--json", "--csv", "--plain", "--count"):
        other = tmp_path / f"{form}.db"
        assert custlove("demo", other, form).out == custlove("--journal", other, "today", form).out
    custlove("demo", tmp_path / "code.db", "--exit-code", code=1)
    table = tmp_path / "table.db"
    assert custlove("demo", table, tty=True).out == custlove("--journal", table, "today", tty=True).out


@pytest.mark.usefixtures("quick")
def test_the_line_to_paste_is_one_that_the_shell_reads(custlove: Program, tmp_path: Path) -> None:
    place = tmp_path / "it's a\\b.db"
    said = custlove("demo", place, env={"SHELL": "/usr/bin/fish"}).err
    assert f"\n  set -gx CUSTLOVE_JOURNAL '{tmp_path}/it\\'s a\\\\b.db'\n" in said


def test_the_same_day_makes_the_same_journal(custlove: Program, tmp_path: Path) -> None:
    answers: list[list[str]] = []
    for name in ("first.db", "second.db"):
        custlove("demo", tmp_path / name)
        reports = (("today",), ("touchpoint", "list"), ("promise", "list"), ("feedback", "list", "--all"))
        answers.append([custlove("--journal", tmp_path / name, *report, "--json").out for report in reports])
    assert answers[0] == answers[1]


@pytest.mark.usefixtures("quick")
def test_the_users_own_journal_is_not_touched(anna: Program, journal: Path, temporary: Path) -> None:
    before = journal.read_bytes()
    for arguments, env in (
        (("demo",), {}),
        (("demo",), {"CUSTLOVE_JOURNAL": str(journal)}),
        (("--journal", journal, "demo"), {}),
        (("--journal", journal, "demo"), {"CUSTLOVE_JOURNAL": str(journal)}),
    ):
        assert "Rohan Mehta" in anna(*arguments, env=env).out
    assert journal.read_bytes() == before
    assert len(list(temporary.iterdir())) == 4


@pytest.mark.usefixtures("quick")
def test_what_is_there_is_left_alone(custlove: Program, tmp_path: Path) -> None:
    place = tmp_path / "there.txt"
    place.write_text("mine")
    refused = custlove("demo", place, code=73)
    assert refused.err == f"custlove: {place} already exists.\nNothing was changed.\n"
    assert place.read_text() == "mine"


@pytest.mark.usefixtures("quick")
def test_a_folder_that_cannot_be_written_to_is_refused(custlove: Program, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    refused = custlove("demo", blocked / "sample.db", code=73)
    assert str(blocked / "sample.db") in refused.err
    assert blocked.read_text() == ""


def test_another_day_is_told_up_to_that_day(custlove: Program, tmp_path: Path) -> None:
    place = tmp_path / "sample.db"
    made = custlove("--today", "2024-02-29", "demo", place, "--json")
    assert made.json["today"] == "2024-02-29"
    assert [each["due_on"] for each in made.json["promises_due"]] == ["2024-02-29"]
    assert "\n  custlove --today 2024-02-29 show tomas\n" in made.err


@pytest.mark.parametrize("forms", [("--json", "--csv"), ("--ids", "--count")])
def test_what_cannot_be_shown_makes_nothing(
    custlove: Program, tmp_path: Path, temporary: Path, forms: tuple[str, ...]
) -> None:
    custlove("demo", tmp_path / "sample.db", *forms, code=2)
    custlove("demo", *forms, code=2)
    assert not (tmp_path / "sample.db").exists()
    assert list(temporary.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_the_path_it_was_called_by_is_said_where_the_shell_does_not_know_it(
    custlove: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [".venv/bin/custlove"])
    made = custlove("demo", tmp_path / "sample.db", env={"PATH": str(tmp_path)})
    assert "\n  .venv/bin/custlove show tomas\n" in made.err


def test_a_full_device_makes_nothing(installed: Callable[..., "object"], tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = installed("demo", tmp_path / "sample.db", stdout=full, stderr=-1, env=dict(os.environ))
    assert getattr(done, "returncode", None) == 74
    assert not (tmp_path / "sample.db").exists()


def test_a_reader_who_has_read_enough_leaves_it_there(installed: Callable[..., "object"], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = installed("demo", tmp_path / "sample.db", stdout=writing, stderr=-1, env=dict(os.environ))
    os.close(writing)
    assert getattr(done, "returncode", None) == 0
    assert (tmp_path / "sample.db").exists()
