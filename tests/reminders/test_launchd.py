import os
import plistlib
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.errors import OutputFailed
from custlove.reminders import launchd
from custlove.reminders.launchd import Launchd
from custlove.reminders.plan import Plan, Timing
from custlove.reminders.scheduler import Piece
from tests.reminders.fakes import calls, fake_launchctl

PLAN = Plan(Timing(time(8, 30), (0, 6)), ("/opt/bin/custlove", "remind", "--once-a-day"), {})
LATER = PLAN._replace(timing=Timing(time(17, 5), (0, 1, 2, 3, 4, 5, 6)))
AGENT = f"gui/{os.getuid()}/custlove.remind"
timings = st.builds(
    Timing,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)
words = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty home."""
    place = tmp_path / "place"
    place.mkdir()
    return place


@pytest.fixture
def scheduler(tmp_path: Path, place: Path) -> Launchd:
    """The user's agents in that home, without a launchctl."""
    return Launchd({"PATH": str(tmp_path), "HOME": str(place)})


@given(st.lists(words, min_size=1), words)
def test_the_agent_reads_back_word_for_word(command: list[str], journal: str) -> None:
    plan = PLAN._replace(command=tuple(command), environment={"CUSTLOVE_JOURNAL": journal})
    assert plistlib.loads(launchd.agent(plan).encode()) == {
        "Label": "custlove.remind",
        "ProgramArguments": command,
        "EnvironmentVariables": {"CUSTLOVE_JOURNAL": journal},
        "StartCalendarInterval": [{"Weekday": 1, "Hour": 8, "Minute": 30}, {"Weekday": 0, "Hour": 8, "Minute": 30}],
    }


def test_every_day_needs_no_weekdays_and_no_environment_is_none() -> None:
    read = plistlib.loads(launchd.agent(LATER).encode())
    assert read["StartCalendarInterval"] == {"Hour": 17, "Minute": 5}
    assert "EnvironmentVariables" not in read


@given(timings)
def test_the_timing_of_an_agent_reads_back(timing: Timing) -> None:
    scheduler = Launchd({"HOME": "/home/me"})
    assert scheduler.timing(scheduler.pieces(PLAN._replace(timing=timing))) == timing


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no property list",
        "<plist><dict></dict></plist>",
        plistlib.dumps({"StartCalendarInterval": []}).decode(),
        plistlib.dumps({"StartCalendarInterval": [{"Hour": 99, "Minute": 0, "Weekday": 1}]}).decode(),
        plistlib.dumps({"StartCalendarInterval": {"Minute": 5}}).decode(),
        plistlib.dumps(["a list"]).decode(),
    ],
)
def test_the_timing_of_an_agent_that_somebody_changed_is_not_guessed(text: str) -> None:
    assert Launchd({}).timing([Piece("x.plist", text)]) is None


def test_without_launchctl_the_command_to_run_is_told(scheduler: Launchd, place: Path) -> None:
    path = place / "Library" / "LaunchAgents" / "custlove.remind.plist"
    assert scheduler.install(PLAN) == [f"launchctl bootstrap gui/{os.getuid()} {path}"]
    assert scheduler.installed() == scheduler.pieces(PLAN)
    scheduler.remove()
    assert (list(place.iterdir()), scheduler.installed()) == ([], [])
    scheduler.remove()


def test_launchctl_is_told(tmp_path: Path, scheduler: Launchd, place: Path) -> None:
    fake_launchctl(tmp_path)
    asked, gone = f"print {AGENT}", f"bootout {AGENT}"
    load = f"bootstrap gui/{os.getuid()} {place}/Library/LaunchAgents/custlove.remind.plist"
    assert [scheduler.install(plan) for plan in (PLAN, PLAN, LATER)] == [[], [], []]
    assert calls(tmp_path, "launchctl") == [asked, load, asked, asked, gone, load]
    scheduler.remove()
    assert calls(tmp_path, "launchctl")[6:] == [gone]
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("before", [None, LATER])
def test_launchctl_that_refuses_leaves_all_as_it_was(
    tmp_path: Path, scheduler: Launchd, place: Path, before: Plan | None
) -> None:
    if before:
        scheduler.install(before)
    pieces = scheduler.installed()
    fake_launchctl(tmp_path, failing="bootstrap")
    with pytest.raises(OutputFailed, match=r"launchctl bootstrap .* failed: no luck"):
        scheduler.install(PLAN)
    assert scheduler.installed() == pieces
    assert list(place.iterdir()) == ([place / "Library"] if before else [])
