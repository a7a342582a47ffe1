"""The commands `custlove backup` and `custlove restore`."""

from pathlib import Path

from tests.conftest import Program

ON = {"CUSTLOVE_BACKUPS": ""}


def folder(journal: Path) -> list[str]:
    place = journal.parent / "backups"
    return sorted(each.name for each in place.iterdir()) if place.exists() else []


def test_backup_and_restore_say_what_they_do(anna: Program, journal: Path) -> None:
    said = anna("backup")
    [name] = folder(journal)
    path = journal.parent / "backups" / name
    assert said.out.startswith(f"Backed up to {path}: 1 changes, ")
    anna("log", "anna", "tea")
    shown = anna("restore", "--dry-run")
    assert (shown.out, shown.err) == (
        "Nothing was changed.\n",
        f"1 change since {name} would be gone:\n  2  2026-11-22 10:30  log anna tea\n",
    )
    refused = anna("restore", code=4)
    assert "nobody said yes" in refused.err
    done = anna("--yes", "restore", "--json").json
    assert [each["command"] for each in done["lost"]] == ["log anna tea"]
    assert anna("touchpoint", "list", "--json").json == []
    assert [each["why"] for each in anna("restore", "--list", "--json").json] == ["restore", "asked"]
    anna("--yes", "restore", Path(done["kept"]).name)
    assert [each["text"] for each in anna("touchpoint", "list", "--json").json] == ["tea"]


def test_a_place_of_your_own(anna: Program, journal: Path, tmp_path: Path) -> None:
    made = anna("backup", tmp_path / "mine.db", "--json").json
    assert (made["path"], made["examined"]) == (str(tmp_path / "mine.db"), True)
    assert "already exists" in anna("backup", tmp_path / "mine.db", code=73).err
    (tmp_path / "disk").mkdir()
    anna("backup", tmp_path / "disk")
    assert [each.name.startswith("journal-2026-11-22-") for each in (tmp_path / "disk").iterdir()] == [True]
    assert folder(journal) == []


def test_nothing_to_back_up_or_restore(custlove: Program) -> None:
    assert "no journal yet" in custlove("backup", code=66).err
    assert "no backup" in custlove("restore", code=65).err
    assert custlove("restore", "--list").out == "name\tday\twhy\tbytes\tchain\tpath\n"


def test_the_first_write_of_a_day_is_backed_up_after_its_answer(anna: Program, journal: Path) -> None:
    anna("log", "anna", "tea", env=ON)
    [name] = folder(journal)
    assert name.endswith("-daily.db")
    anna("log", "anna", "coffee", env=ON)
    anna("today", env=ON)
    assert folder(journal) == [name]
    anna("config", "set", "backups", "off")
    (journal.parent / "backups" / name).unlink()
    anna("log", "anna", "more", env=ON)
    assert folder(journal) == []


def test_a_backup_that_fails_is_told_and_refuses_nothing(anna: Program, journal: Path) -> None:
    (journal.parent / "backups").write_text("in the way", encoding="utf-8")
    said = anna("log", "anna", "tea", env=ON)
    assert said.out.startswith("Touchpoint ")
    assert said.err.startswith("The backup of the day was not made.")
    assert [each["text"] for each in anna("touchpoint", "list", "--json").json] == ["tea"]


def test_what_changes_much_is_backed_up_before(anna: Program, journal: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Boris Bear\nEND:VCARD\n"
    anna("import", "vcard", "-", "--dry-run", stdin=card, env=ON)
    assert folder(journal) == []
    anna("import", "vcard", "-", stdin=card, env=ON)
    # The state before it, and no second one of it that day.
    assert [name.split("-")[-1] for name in folder(journal)] == ["import.db"]
    anna("import", "vcard", "-", stdin=card, env=ON)
    assert len(folder(journal)) == 2
    anna("import", "vcard", "-", stdin=card, env=ON)
    assert len(folder(journal)) == 2
    anna("--yes", "person", "merge", "anna", "boris-bear", env=ON)
    assert anna("--yes", "restore", folder(journal)[0], "--json").json["readable"]


def test_a_backup_is_restored_on_a_new_machine(anna: Program, journal: Path, tmp_path: Path) -> None:
    anna("backup", tmp_path / "kept.db")
    place = tmp_path / "new" / "machine" / "journal.db"
    anna("--journal", place, "--yes", "restore", tmp_path / "kept.db")
    assert [each["person"] for each in anna("--journal", place, "person", "list", "--json").json] == ["anna"]
    assert [each.stat().st_mode & 0o777 for each in (place, place.parent, place.parent.parent)] == [0o600, 0o700, 0o700]


def test_where_no_backup_can_be(anna: Program, journal: Path, tmp_path: Path) -> None:
    assert "cannot hold a backup" in anna("backup", f"{journal}-wal", code=73).err
    assert "There is no folder" in anna("backup", f"{tmp_path}/new/", code=66).err
    assert not (tmp_path / "new").exists()
