import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove import config, settings_file
from custlove.errors import CannotCreate


def test_a_new_file_explains_every_setting_and_sets_none(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    settings_file.write(file, settings_file.template())
    assert config.read(file) == {}
    text = file.read_text()
    for setting in config.SETTINGS:
        assert setting.what in text


def test_taking_the_mark_away_from_a_default_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    lines = settings_file.template().splitlines()
    bare = [line.removeprefix("# ") if " = " in line and '""' not in line else line for line in lines]
    file.write_text("\n".join(bare))
    assert config.load(file) == config.load(tmp_path / "none")


def test_one_key_changes_and_comments_stay(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    before = '# mine\nzone = "UTC"  # why\n\n[labels]\nclient = "friend" # as they are\n'
    file.write_text(before)
    settings_file.put(file, "labels.client", "partner")
    assert file.read_text() == before.replace("friend", "partner")
    settings_file.put(file, "labels.client", None)
    assert "# mine" in file.read_text()
    assert config.read(file) == {"zone": "UTC"}


def test_a_section_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('zone = "UTC"\n')
    settings_file.put(file, "cadence.client", "4 weeks")
    settings_file.put(file, "date_order", "day-first")
    assert config.read(file) == {"zone": "UTC", "cadence.client": "4 weeks", "date_order": "day-first"}


@given(st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_any_label_reads_back(text: str) -> None:
    value = settings_file._quoted(text.encode("utf-8", "replace").decode())
    assert tomllib.loads(f"x = {value}")["x"] == text.encode("utf-8", "replace").decode()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotCreate):
        settings_file.put(tmp_path / "file" / "config.toml", "zone", "UTC")
