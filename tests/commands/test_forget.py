"""custlove forget: what would go is shown, the handle is typed, and no file keeps a letter of them."""

from pathlib import Path

import pytest

from custlove.store import forgotten
from tests.conftest import Program, Refusal

MARKS = tuple(f"qzx{number:02}mark" for number in range(1, 21))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests that cost next to nothing."""
    monkeypatch.setattr(forgotten, "_N", 2)


@pytest.fixture
def shared(anna: Program) -> Program:
    """The program with a journal in which Anna and Boris were met together, and Boris spoke of her."""
    anna("person", "add", "Boris Godunov", "--as", "boris", "--on", "2026-09-02")
    anna("person", "edit", "anna", "--email", "anna@oblonsky.example")
    anna("log", "anna", "Coffee", "--on", "2026-10-01")
    anna("log", "anna,boris", "Lunch", "--on", "2026-10-02")
    anna("log", "boris", "He asked after Anna Karenina", "--on", "2026-10-03")
    anna("promise", "add", "anna", "a plan", "--by", "2026-12-01", "--on", "2026-10-01")
    return anna


def test_it_shows_what_would_go_and_changes_nothing(shared: Program, journal: Path) -> None:
    before = journal.read_bytes()
    assert shared("forget", "anna", "--dry-run").out == (
        "Anna Karenina (anna) would be forgotten for good:\n"
        "  1 touchpoint, 1 promise and 1 move on the ladder\n"
        "  1 touchpoint with others: stays, without the text (--keep-shared keeps it)\n"
        "  5 changes of the history, which can no longer be undone\n"
        "Texts about others that seem to name them, and stay as they are:\n"
        "  3 Oct  touchpoint t3 boris: He asked after Anna Karenina\n"
        "Not reached: what was exported or imported as a file, and copies of the journal that you made yourself.\n"
    )
    assert journal.read_bytes() == before


def test_the_plan_as_json(shared: Program) -> None:
    answer = shared("forget", "anna", "--dry-run", "--json").json
    assert answer["person"] == "anna"
    assert answer["counts"] == {"people": 1, "touchpoints": 1, "promises": 1, "rung_moves": 1, "shared_touchpoints": 1}
    assert [(each["kind"], each["id"], each["person"]) for each in answer["mentions"]] == [("touchpoint", 3, "boris")]
    assert answer["files"] == []


def test_off_a_terminal_it_is_refused_without_yes(shared: Program, refused: Refusal) -> None:
    del shared
    assert refused("forget", "anna") == (
        "custlove: Forgetting Anna Karenina cannot be undone, and nobody is here to say that it is meant.\n"
        "To see what would go: custlove forget anna --dry-run\n"
        "To do it: custlove forget anna --yes\n"
    )


def test_the_receipt_names_nobody(shared: Program) -> None:
    done = shared("forget", "Karenina", "--yes")
    assert done.out == (
        "Forgotten for good on Sun 22 Nov 2026, today: 1 person, 1 touchpoint, 1 promise, 1 move on the ladder"
        " and 1 touchpoint with others.\n"
    )
    assert shared("history", "--plain").out.splitlines()[1].split("\t")[2] == (
        "forget (1 person, 1 touchpoint, 1 promise, 1 move on the ladder and 1 touchpoint with others)"
    )
    assert "anna" not in shared("person", "list", "--all").out
    assert shared("forget", "anna", "--yes", code=3).err.startswith("custlove: ")


def test_the_receipt_as_json(shared: Program) -> None:
    answer = shared("forget", "anna", "--yes", "--not-remembered", "--json").json
    assert answer == {
        "on": "2026-11-22",
        "counts": {"people": 1, "touchpoints": 1, "promises": 1, "rung_moves": 1, "shared_touchpoints": 1},
        "remembered": False,
        "change": 8,
        "not_removed": [],
    }


def test_no_import_brings_them_back(shared: Program, home: Path) -> None:
    cards, lines = home / "all.vcf", home / "all.jsonl"
    shared("export", "vcard", cards)
    shared("export", "jsonl", lines)
    shared("forget", "anna", "--yes")
    told = shared("import", "vcard", cards)
    assert "Anna Karenina was skipped: forgotten for good; to bring them back: custlove person add." in told.err
    told = shared("import", "jsonl", lines)
    assert told.err == "4 lines are about somebody who was forgotten for good: they were left out.\n"
    assert shared("person", "list", "--ids").out == "boris\n"
    # By hand they can come, and that is said.
    told = shared("person", "add", "Anna Karenina", "--email", "Anna@Oblonsky.example")
    assert told.err.startswith("Somebody with this address was forgotten for good once")


def test_nobody_is_remembered_who_is_not_to_be(shared: Program, home: Path) -> None:
    cards = home / "all.vcf"
    shared("export", "vcard", cards)
    shared("forget", "anna", "--yes", "--not-remembered")
    assert "1 person new" in shared("import", "vcard", cards).out


def test_what_the_program_wrote_elsewhere_is_listed_and_goes(shared: Program, home: Path, journal: Path) -> None:
    draft = home / "state" / "custlove" / "drafts" / "2026-10-01-1200-abc.txt"
    draft.parent.mkdir(parents=True)
    draft.write_text("a draft about Anna")
    elsewhere = home / "downloads"
    elsewhere.mkdir()
    cards = elsewhere / "cards.vcf"
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nEMAIL:anna@oblonsky.example\nEND:VCARD\n" * 2)
    shared("import", "vcard", cards, "--rejects")
    left = [journal.with_name(f".{journal.name}.0a1b2c3d.new"), journal.with_name(f"{journal.name}.schema-4.bak")]
    for each in left:
        each.write_text("leftover")
    files = shared("forget", "anna", "--dry-run", "--json").json["files"]
    rejects = sorted(each for each in elsewhere.iterdir() if each != cards)
    expected = {str(draft), *map(str, left), *map(str, rejects), *map(str, (home / "state").rglob("rejects"))}
    assert set(files) == expected
    shared("forget", "anna", "--yes")
    assert [each for each in files if Path(each).exists()] == []
    assert cards.exists()


def test_backups_can_be_kept(shared: Program, journal: Path) -> None:
    backup = journal.with_name(f"{journal.name}.schema-4.bak")
    backup.write_text("kept")
    told = shared("forget", "anna", "--yes", "--keep-backups")
    assert "Older backups are kept, and they are still in them." in told.err
    assert backup.exists()


def test_of_twenty_marks_no_file_keeps_one(custlove: Program, home: Path) -> None:
    name, nick, handle, org, role, mail, phone, met, notes, tag = MARKS[:10]
    text, promise, followup, fact, mistake, said, day, ritual, former, why = MARKS[10:]
    card = ("--as", handle, "--nickname", nick, "--org", org, "--role", role, "--email", f"{mail}@x.example")
    more = (
        "--met",
        met,
        "--notes",
        notes,
        "--tag",
        tag,
        "--on",
        "2026-09-01",
        "--phone",
        f"+49 30 1234567 ext {phone}",
    )
    custlove("person", "add", f"{name} Karenina", *card, *more)
    custlove("person", "add", "Boris Godunov", "--as", "boris")
    custlove("log", handle, text, "--tag", f"{tag}2", "--on", "2026-10-01")
    custlove("log", f"{handle},boris", f"{text} shared", "--on", "2026-10-02")
    custlove("promise", "add", handle, promise, "--by", "2026-12-01")
    custlove("followup", "add", handle, "2026-12-02", followup)
    custlove("fact", "add", handle, "need", fact)
    custlove("mistake", "add", handle, mistake)
    custlove("feedback", "hear", handle, said, "--kind", "criticism")
    custlove("day", "add", handle, day, "2026-12-24")
    custlove("ritual", "add", handle, ritual, "--every", "month")
    custlove("ladder", "move", handle, "customer", "--why", why)
    custlove("log", handle, f"{text} undone")
    custlove("undo")
    custlove("person", "rename", handle, f"{former} Oblonskaya", "--as", f"{former}-o")
    custlove("person", "add", f"{name} Twin", "--as", f"{handle}-2")
    custlove("person", "merge", f"{former}-o", f"{handle}-2")
    found = b"".join(each.read_bytes() for each in home.rglob("*") if each.is_file()).lower()
    assert [mark for mark in MARKS if mark.encode() not in found] == []
    custlove("forget", f"{former}-o", "--yes")
    found = b"".join(each.read_bytes() for each in home.rglob("*") if each.is_file()).lower()
    assert [mark for mark in MARKS if mark.encode() in found] == []
    assert custlove("doctor", "--json").json["sound"]


@pytest.mark.parametrize("merge", [("zoe", "anna"), ("anna", "zoe")])
def test_an_undone_merge_keeps_nothing_of_them(shared: Program, journal: Path, merge: tuple[str, str]) -> None:
    shared("person", "edit", "anna", "--nickname", MARKS[0], "--org", MARKS[1], "--role", MARKS[2], "--notes", MARKS[3])
    shared("person", "add", "Zoe", "--as", "zoe")
    shared("--yes", "person", "merge", *merge)
    shared("undo")
    shared("--yes", "forget", "anna")
    data = b"".join(each.read_bytes() for each in journal.parent.rglob("*") if each.is_file()).lower()
    assert [mark for mark in MARKS[:4] if mark.encode() in data] == []
    assert shared("doctor").out.count("sound.") == 4


def test_what_a_killed_backup_left_goes_too(shared: Program, journal: Path) -> None:
    shared("backup")
    left = journal.parent / "backups" / ".journal-.db.0123abcd.new"
    left.write_bytes(b"Karenina")
    assert str(left) in shared("forget", "anna", "--dry-run", "--json").json["files"]
    shared("--yes", "forget", "anna")
    assert not left.exists()
