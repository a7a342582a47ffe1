from pathlib import Path

import pytest

from custlove.errors import CannotCreate, OutputFailed
from custlove.reminders import system_commands
from tests.reminders.fakes import Programs


def test_a_program_is_run_by_an_argument_list_and_answers_in_english(tmp_path: Path) -> None:
    calls = Programs(tmp_path).record("tool", 3)
    environ = {"PATH": str(tmp_path), "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}
    done = system_commands.run(["tool", "$(id)", "a b", ";"], environ, b"given")
    assert done.returncode == 3
    (call,) = calls()
    assert (call["args"], call["stdin"], call["env"]["LC_ALL"]) == (["$(id)", "a b", ";"], "given", "C")


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotCreate, match="There is no tool on this machine") as caught:
        system_commands.run(["tool"], {"PATH": str(tmp_path)})
    assert caught.value.exit_code == 73


def test_a_program_that_cannot_be_run(tmp_path: Path) -> None:
    (tmp_path / "tool").write_bytes(b"\x7fnothing that runs")
    (tmp_path / "tool").chmod(0o755)
    with pytest.raises(OutputFailed, match="tool cannot be run"):
        system_commands.run(["tool"], {"PATH": str(tmp_path)})


def test_a_program_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tool").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "tool").chmod(0o755)
    monkeypatch.setattr(system_commands, "_SECONDS", 0.2)
    with pytest.raises(OutputFailed, match=r"tool cannot be run: .*timed out"):
        system_commands.run(["tool"], {"PATH": f"{tmp_path}:/usr/bin:/bin"})


def test_what_it_said_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "tool").write_text("#!/bin/sh\nprintf 'one\\n  two \\377\\n' >&2\n")
    (tmp_path / "tool").chmod(0o755)
    assert system_commands.said(system_commands.run(["tool"], {"PATH": str(tmp_path)})) == "one two \ufffd"


def test_without_a_path_the_usual_one_is_searched() -> None:
    assert system_commands.find("sh", {}) in ("/bin/sh", "/usr/bin/sh")
    assert system_commands.find("no-such-tool", {}) is None
