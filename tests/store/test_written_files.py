"""The files that custlove writes next to the journal are found, and no others."""

from pathlib import Path

from custlove.store import written_files
from custlove.store.written_files import Places


def _places(folder: Path) -> Places:
    for name in ("data", "state", "elsewhere"):
        (folder / name).mkdir()
    state = folder / "state"
    return Places(folder / "data" / "journal.db", state, state / "reminded-1", state / "rejects")


def _make(*files: Path) -> None:
    for each in files:
        each.parent.mkdir(parents=True, exist_ok=True)
        each.write_text("x")


def test_what_was_left_drafts_rejects_and_marks_are_found(tmp_path: Path) -> None:
    places = _places(tmp_path)
    data, state, elsewhere = places.journal.parent, places.state, tmp_path / "elsewhere"
    ours = [
        data / ".journal.db.0a1b2c3d.new",
        data / ".journal.db.0a1b2c3d.new-journal",
        data / ".all.jsonl.4711.new",
        data / "cards.rejects.vcf",
        state / "drafts" / "2026-11-22-1030-x.txt",
        state / "reminded-1",
        elsewhere / "cards.rejects-2.vcf",
    ]
    _make(places.journal, *ours)
    places.rejects.write_bytes(bytes(elsewhere / "cards.rejects-2.vcf") + b"\n")
    not_ours = [
        data / "journal.db-journal",
        data / "journal.db.schema-4.bak",
        data / "notes.txt",
        data / ".hidden",
        state / "reminded-2",
        elsewhere / "cards.vcf",
        tmp_path / "cards.rejects.vcf",
    ]
    _make(*not_ours)
    assert written_files.around(places, []) == sorted([*ours, places.rejects])
    # Next to what was imported once there may be some that were never noted.
    assert tmp_path / "cards.rejects.vcf" in written_files.around(places, [tmp_path / "cards.vcf"])


def test_where_nothing_was_written_nothing_is_found(tmp_path: Path) -> None:
    places = Places(*(tmp_path / name for name in ("no/journal.db", "state", "state/reminded-1", "state/rejects")))
    assert written_files.around(places, [tmp_path / "gone" / "cards.vcf"]) == []
