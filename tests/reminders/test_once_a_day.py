import errno
import os
import stat
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from custlove.errors import CannotCreate, Locked
from custlove.reminders import once_a_day

TODAY = date(2026, 11, 22)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the mark is, in a folder that is not there yet."""
    return tmp_path / "state" / "custlove" / "reminded"


def _given(place: Path, today: date = TODAY) -> bool:
    with once_a_day.once(place, today, 5) as fresh:
        return fresh


def test_once_a_day_and_again_the_next(place: Path) -> None:
    days = [TODAY, TODAY, date(2026, 11, 23), date(2026, 11, 23)]
    assert [_given(place, day) for day in days] == [True, False, True, False]


def test_only_the_user_can_read_it(place: Path) -> None:
    _given(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_what_could_not_be_given_is_not_marked(place: Path) -> None:
    with pytest.raises(ZeroDivisionError), once_a_day.once(place, TODAY, 5):
        raise ZeroDivisionError
    assert _given(place)


@pytest.mark.parametrize("left", [b"", b"2026-11-2", b"\xff\0nonsense", b"2026-11-21\n"])
def test_a_spoilt_mark_counts_for_nothing_and_is_mended(place: Path, left: bytes) -> None:
    place.parent.mkdir(parents=True)
    place.write_bytes(left)
    assert [_given(place), _given(place)] == [True, False]


@pytest.mark.slow
def test_two_at_once_give_it_once(place: Path) -> None:
    program = textwrap.dedent("""
        import sys, time
        from datetime import date
        from pathlib import Path
        from custlove.reminders import once_a_day
        sys.stdin.readline()
        with once_a_day.once(Path(sys.argv[1]), date(2026, 11, 22), 30) as fresh:
            time.sleep(0.3)
            print(fresh)
    """)
    command = [sys.executable, "-c", program, str(place)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for each in both:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    assert sorted(each.communicate(timeout=60)[0] for each in both) == ["False\n", "True\n"]


def test_it_waits_no_longer_than_it_may(place: Path) -> None:
    with once_a_day.once(place, TODAY, 5):
        with pytest.raises(Locked) as caught, once_a_day.once(place, TODAY, 0.1):
            pytest.fail("two were given at once")
        assert caught.value.exit_code == 75


def test_a_filesystem_without_locks_does_not_keep_a_reminder_back(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_handle: int, _kind: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", no_locks)
    assert _given(place)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotCreate, match="cannot be made: File exists"):
        _given(tmp_path / "file" / "mark")


def test_a_full_disk_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int, _text: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(CannotCreate, match="cannot be written: No space left"), once_a_day.once(place, TODAY, 5):
        monkeypatch.setattr(os, "write", full)


def test_a_journal_has_one_mark_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environ = {"HOME": str(tmp_path)}
    journal, link = tmp_path / "a.db", tmp_path / "b.db"
    journal.touch()
    link.symlink_to(journal)
    monkeypatch.chdir(tmp_path)
    places = {once_a_day.path(environ, each) for each in (journal, link, Path("a.db"))}
    assert len(places) == 1
    assert once_a_day.path(environ, tmp_path / "c.db") not in places
    assert places.pop().parent == tmp_path / ".local" / "state" / "custlove"
