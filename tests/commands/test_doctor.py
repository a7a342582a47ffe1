"""`custlove doctor`, as it is typed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Program


def _by_hand(journal: Path, *statements: str) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.fixture
def sound(custlove: Program, journal: Path) -> Path:
    """A journal with a person and a touchpoint."""
    custlove("person", "add", "Anna Berg", "--as", "anna")
    custlove("log", "anna", "Talked about the harvest")
    return journal


def test_a_sound_journal(custlove: Program, sound: Path) -> None:
    content = sound.read_bytes()
    assert custlove("doctor").out == (
        f"{sound}: 4 rows, 2 changes.\n"
        "Structure: sound.\n"
        "Content: sound.\n"
        "What is worked out: sound.\n"
        "The file and its folder: sound.\n"
    )
    assert sound.read_bytes() == content


def test_no_journal_yet(custlove: Program) -> None:
    assert custlove("doctor", code=66).err == (
        "custlove: There is no journal yet: nothing can be hurt.\nThe first command that writes starts one.\n"
    )


def test_a_hand_edit_is_a_note(custlove: Program, sound: Path) -> None:
    _by_hand(sound, "UPDATE touchpoint SET text = 'Talked about zebras'")
    assert custlove("doctor").out == (
        f"{sound}: 4 rows, 3 changes.\n"
        "Structure: sound.\n"
        "Content: sound.\n"
        "  Note: Changed by another program, as the history says: touchpoint 1.\n"
        "  Note: Changed by another program since the last command, unknown to search: change 3.\n"
        "What is worked out: sound.\n"
        "  Note: The search index does not fit the texts: 3 words differ.\n"
        "The file and its folder: sound.\n"
        "Next:\n"
        "  Make anew what can be made anew: custlove doctor --repair (a backup is made first).\n"
        "  Take what stands as right: custlove doctor --accept.\n"
    )


def test_what_the_history_did_not_see_is_damage(custlove: Program, sound: Path) -> None:
    _by_hand(sound, "DROP TRIGGER change_touchpoint_update", "UPDATE touchpoint SET text = 'Talked about zebras'")
    found = custlove("doctor", "--json", code=65).json
    assert (found["sound"], [each["text"] for each in found["findings"] if each["hurt"]]) == (
        False,
        [
            "The trigger change_touchpoint_update is missing",
            "Not as the history left it: touchpoint 1",
            "The search index does not fit the texts: 3 words differ",
        ],
    )
