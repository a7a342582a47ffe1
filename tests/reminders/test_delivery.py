import socket
import sys
from datetime import date
from pathlib import Path

import pytest

from custlove.errors import OutputFailed, UsageError
from custlove.reminders import delivery
from custlove.reminders.message import Message
from tests.reminders.fakes import Programs

NASTY = '$(touch pwned) `id` "q" <b>&\\n\x1b[31m; rm -rf ~'
SHOWN = '$(touch pwned) `id` "q" <b>&\\n␛[31m; rm -rf ~'
MESSAGE = Message(date(2026, 11, 22), "2 broken promises", (), ("Søren\nK.", NASTY), 2, 0)


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    folder = tmp_path / "programs"
    folder.mkdir()
    return Programs(folder)


def _environ(programs: Programs, **more: str) -> dict[str, str]:
    return {"PATH": str(programs.folder), "XDG_RUNTIME_DIR": str(programs.folder), "HOME": str(programs.folder), **more}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("mail -s 'a b' me", ["mail", "-s", "a b", "me"]),
        ("'/a b/c' \"$HOME\" ; *", ["/a b/c", "$HOME", ";", "*"]),
        ("café", ["café"]),
    ],
)
def test_a_command_is_split_as_a_shell_would_and_nothing_in_it_is_run(command: str, words: list[str]) -> None:
    assert delivery.command_words(command) == words


@pytest.mark.parametrize("command", ["", "   ", "'open", "a \\"])
def test_a_command_that_cannot_be_read(command: str) -> None:
    with pytest.raises(UsageError, match="--exec"):
        delivery.command_words(command)


def test_a_command_gets_the_message_and_what_is_in_it(programs: Programs) -> None:
    calls = programs.record("ntfy")
    delivery.execute([str(programs.folder / "ntfy"), NASTY], "Grüße\n", MESSAGE, _environ(programs))
    (call,) = calls()
    assert (call["args"], call["stdin"]) == ([NASTY], "Grüße\n")
    given = {name: value for name, value in call["env"].items() if name.startswith("CUSTLOVE_")}
    assert given == {
        "CUSTLOVE_SUBJECT": "2 broken promises",
        "CUSTLOVE_COUNT": "2",
        "CUSTLOVE_NAMES": f"Søren K., {SHOWN}",
    }


def test_a_command_need_not_read(programs: Programs) -> None:
    calls = programs.record("beep", reads=False)
    delivery.execute([str(programs.folder / "beep")], "x" * 1_000_000, MESSAGE, _environ(programs))
    assert len(calls()) == 1


def test_very_long_names_do_not_keep_a_command_from_running(programs: Programs) -> None:
    calls = programs.record("ntfy")
    crowd = MESSAGE._replace(names=("N" * 3_000_000,))
    delivery.execute([str(programs.folder / "ntfy")], "", crowd, _environ(programs))
    assert calls()[0]["env"]["CUSTLOVE_NAMES"] == f"{'N' * 999}…"


def test_a_command_that_fails_is_said(programs: Programs) -> None:
    programs.record("ntfy", 3)
    with pytest.raises(OutputFailed, match="ntfy failed with exit code 3"):
        delivery.execute([str(programs.folder / "ntfy")], "", MESSAGE, _environ(programs))


def test_a_command_that_is_killed_is_said(programs: Programs) -> None:
    with pytest.raises(OutputFailed, match="sh was ended by signal 9"):
        delivery.execute(["sh", "-c", "kill -9 $$"], "", MESSAGE, {"PATH": "/bin:/usr/bin"})


@pytest.mark.parametrize(("name", "why"), [("none", "No such file"), ("text", "Permission denied"), ("bad", "format")])
def test_a_command_that_cannot_be_run_is_said(programs: Programs, name: str, why: str) -> None:
    (programs.folder / "text").write_text("not executable")
    (programs.folder / "bad").write_bytes(b"\x7fnothing that runs")
    (programs.folder / "bad").chmod(0o755)
    with pytest.raises(OutputFailed, match=f"{name} cannot be run: .*{why}"):
        delivery.execute([str(programs.folder / name)], "", MESSAGE, _environ(programs))


def test_names_that_the_system_cannot_write_are_replaced(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = programs.record("ntfy")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "getfilesystemencoding", lambda: "latin-1")
        delivery.execute(
            [str(programs.folder / "ntfy")],
            "",
            MESSAGE._replace(names=("Zoë 佐藤",)),
            {"PATH": str(programs.folder), "PYTHONUTF8": "1"},
        )
    assert calls()[0]["env"]["CUSTLOVE_NAMES"] == "Zoë ??"


def test_a_notification_counts_and_names_nobody(programs: Programs) -> None:
    calls = programs.record("notify-send")
    assert delivery.notify(MESSAGE, _environ(programs, DISPLAY=":0"), names=False) is None
    (call,) = calls()
    assert call["args"] == ["--app-name=custlove", "--", "custlove", "2 broken promises"]


def test_names_in_a_notification_are_no_markup(programs: Programs) -> None:
    calls = programs.record("notify-send")
    assert delivery.notify(MESSAGE, _environ(programs, WAYLAND_DISPLAY="wayland-0"), names=True) is None
    body = SHOWN.replace("&", "&amp;").replace("<b>", "&lt;b&gt;").replace("\\", "\\\\")
    assert calls()[0]["args"][2:] == ["custlove", f"2 broken promises\nSøren K., {body}"]
    assert calls()[0]["env"]["LC_ALL"] == "C.UTF-8"


def test_the_bus_of_the_session_is_found_where_cron_does_not_name_it(programs: Programs) -> None:
    calls = programs.record("notify-send")
    bus = socket.socket(socket.AF_UNIX)
    try:
        bus.bind(str(programs.folder / "bus"))
        assert delivery.notify(MESSAGE, _environ(programs), names=False) is None
    finally:
        bus.close()
    assert calls()[0]["env"]["DBUS_SESSION_BUS_ADDRESS"] == f"unix:path={programs.folder}/bus"


def test_without_a_desktop_nothing_is_shown(programs: Programs) -> None:
    calls = programs.record("notify-send")
    assert delivery.notify(MESSAGE, _environ(programs), names=False) == "There is no desktop to notify here."
    assert not calls()


def test_without_the_tool_nothing_is_shown(programs: Programs) -> None:
    assert delivery.notify(MESSAGE, _environ(programs, DISPLAY=":0"), names=False) == (
        "There is no desktop to notify here."
    )


def test_a_notification_that_fails_is_said(programs: Programs) -> None:
    programs.record("notify-send", 1)
    said = delivery.notify(MESSAGE, _environ(programs, DISPLAY=":0"), names=False)
    assert said == "notify-send failed with exit code 1."


def test_a_tool_that_cannot_be_started_is_said(programs: Programs) -> None:
    (programs.folder / "notify-send").write_bytes(b"\x7fnothing that runs")
    (programs.folder / "notify-send").chmod(0o755)
    said = delivery.notify(MESSAGE, _environ(programs, DISPLAY=":0"), names=False)
    assert said is not None
    assert said.startswith("The notification failed: ")


def test_macos_is_told_by_arguments_and_not_by_a_script(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = programs.record("osascript")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "darwin")
        assert delivery.notify(MESSAGE, _environ(programs), names=True) is None
    (call,) = calls()
    assert call["args"] == [
        "-e",
        "on run argv",
        "-e",
        "display notification (item 1 of argv) with title (item 2 of argv)",
        "-e",
        "end run",
        f"2 broken promises\nSøren K., {SHOWN}",
        "custlove",
    ]
