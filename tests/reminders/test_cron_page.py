"""The recipes of docs/cron.md, run as they stand, with programs that only note what they are given."""

import plistlib
import re
import shutil
import stat
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest

from custlove.reminders import cron, launchd, systemd
from custlove.reminders.plan import Plan, Timing
from tests.reminders.fakes import FakeCrontab, fake_crontab, fake_launchctl, fake_manager, nobodys_crontab

PAGE = (Path(__file__).parent.parent.parent / "docs" / "cron.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"<!-- recipe: (\S+) has (.*?) -->\n```sh\n(.*?)```", PAGE, re.DOTALL)
FILES = re.findall(r"<!-- file: (\S+) -->\n```sh\n(.*?)```", PAGE, re.DOTALL)
CRONTABS = re.findall(r"^```cron\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
YOURS = "/home/you/.local/bin/custlove"
PLAN = Plan(Timing(time(8, 30), (0, 1, 2, 3, 4)), (YOURS, "remind", "--once-a-day", "--notify"), {})

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")]


def _program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def folder(home: Path) -> Path:
    """Programs for the PATH: this one, and those that only note what they are given."""
    folder = home / "programs"
    _program(folder / "custlove", f'#!/bin/sh\nexec "{sys.executable}" -m custlove "$@"\n')
    for name in ("mail", "sendmail", "curl", "notify-send"):
        _program(folder / name, '#!/bin/sh\nprintf "%s\\n" "$@" >> "$0.calls"\ncat >> "$0.calls"\n')
    fake_crontab(folder)
    fake_manager(folder)
    for name, script in FILES:
        _program(home / name, script)
    return folder


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample journal, of today."""
    place = tmp_path_factory.mktemp("sample") / "sample.db"
    command = [sys.executable, "-m", "custlove", "demo", str(place)]
    subprocess.run(command, env={"HOME": str(place.parent)}, check=True, capture_output=True)
    return place


@pytest.fixture
def environ(folder: Path, home: Path, sample: Path) -> dict[str, str]:
    """An environment with those programs and that journal, on a machine with no desktop."""
    journal = shutil.copy(sample, home / "sample.db")
    path = f"{folder}:/usr/bin:/bin"
    return {"PATH": path, "HOME": str(home), "CUSTLOVE_JOURNAL": str(journal), "XDG_RUNTIME_DIR": str(home)}


def _noted(folder: Path, name: str) -> str:
    if name == "crontab":
        return (FakeCrontab(folder).table or b"").decode()
    return (folder / f"{name}.calls").read_text(encoding="utf-8")


def test_there_are_recipes() -> None:
    assert len(RECIPES) >= 10
    assert len(re.findall(r"^```sh$", PAGE, re.MULTILINE)) == len(RECIPES) + len(FILES)


@pytest.mark.parametrize(("program", "says", "script"), RECIPES, ids=[f"{each[0]}: {each[1]}" for each in RECIPES])
def test_the_recipe_works_as_it_stands(
    folder: Path, environ: dict[str, str], home: Path, program: str, says: str, script: str
) -> None:
    if "remind-by-chat" in script and shutil.which("jq", path=environ["PATH"]) is None:
        pytest.skip("there is no jq here")
    if program == "launchctl":
        fake_launchctl(folder)
    if program == "notify-send":
        environ["DISPLAY"] = ":0"
    command = [shutil.which("bash") or "", "-euo", "pipefail", "-c", script]
    done = subprocess.run(command, env=environ, cwd=home, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert says in (done.stdout if program == "stdout" else _noted(folder, program))


def test_only_the_counts_leave_by_ntfy(folder: Path, environ: dict[str, str], home: Path) -> None:
    program = str(folder / "custlove")
    subprocess.run([program, "remind", "--exec", str(home / "bin" / "remind-by-ntfy")], env=environ, check=True)
    listed = subprocess.run([program, "remind"], env=environ, check=True, capture_output=True, text=True).stdout
    # What curl was told; the rest of the note is what stood ready on its standard input.
    told = _noted(folder, "curl").partition("https:")[0]
    assert "broken promises" in told
    assert [line for line in listed.splitlines()[1:] if line and line.strip() in told] == []


def test_the_lines_of_the_crontab_are_those_that_are_installed() -> None:
    command = (YOURS, "remind", "--once-a-day")
    (own,) = [table for table in CRONTABS if table.startswith("# BEGIN") and "--notify" not in table]
    assert own.encode() == cron.put_in(b"", cron.line(PLAN._replace(command=command)))


@pytest.mark.parametrize("table", CRONTABS, ids=lambda table: table.split("\n")[0])
def test_cron_takes_the_lines_and_what_they_run_can_be_run(
    folder: Path, environ: dict[str, str], home: Path, tmp_path: Path, table: str
) -> None:
    for name in ("cur", "new", "tmp"):
        (home / "Maildir" / name).mkdir(parents=True)
    (home / "calendar.ics").write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    subprocess.run([folder / "custlove", "config", "set", "me", "you@example.com"], env=environ, check=True)
    jobs = [line.split(maxsplit=5)[5] for line in table.splitlines() if line[0].isdigit()]
    assert jobs
    for job in jobs:
        here = job.replace(YOURS, str(folder / "custlove"))
        here = re.sub(r"/home/you/\w+\.db", environ["CUSTLOVE_JOURNAL"], here)
        here = here.replace("/home/you/", f"{home}/")
        subprocess.run(["/bin/sh", "-c", here], env=environ, check=True, capture_output=True)
    with nobodys_crontab(tmp_path) as program:
        subprocess.run([program, "-"], input=table.encode(), check=True)


def test_the_units_are_those_that_are_installed() -> None:
    shown = [block.partition("\n")[2] for block in re.findall(r"^```ini\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)]
    assert shown == [text.partition("\n")[2] for text in (systemd.service(PLAN), systemd.timer(PLAN))]


def test_the_agent_is_the_one_that_is_installed() -> None:
    (shown,) = re.findall(r"^```xml\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
    agent = launchd.agent(PLAN._replace(timing=Timing(time(8, 30), tuple(range(7)))))
    assert shown == agent
    assert plistlib.loads(shown.encode())["StartCalendarInterval"] == {"Hour": 8, "Minute": 30}
