"""The settings file: every setting with a default and a check, faults with their line."""

from pathlib import Path
from types import MappingProxyType

import pytest

from custlove import config
from custlove.errors import BadSettings, NotFound, UsageError
from custlove.rules import cadence
from custlove.rules.thresholds import USUAL
from custlove.schema.vocabulary import RUNGS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a settings file would be."""
    return tmp_path / "config.toml"


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    found = config.load(file)
    assert found.labels == {rung: rung for rung in RUNGS}
    assert {rung: str(rhythm) for rung, rhythm in found.cadences.items()} == config.DEFAULT_CADENCES
    assert (found.zone, found.date_order) == (None, None)
    assert config.read(file) == {}
    assert config.read(file / "under a file that is none") == {}


def test_every_default_can_be_used() -> None:
    for setting in config.SETTINGS:
        if setting.default is not None:
            setting.check(setting.default)
    assert tuple(config.DEFAULT_CADENCES) == RUNGS


def test_what_is_set_takes_the_defaults_place(file: Path) -> None:
    file.write_text(
        '# mine\nzone = "Asia/Tokyo"\ndate_order = "day-first"\n'
        'cadence.client = "2 weeks"\n[labels]\nadvocate = "Fan"\n"toxic" = "not now"\n',
        encoding="utf-8-sig",
    )
    found = config.load(file)
    assert (found.zone, found.date_order) == ("Asia/Tokyo", "day-first")
    assert found.cadences["client"] == cadence.parse("2 weeks")
    assert str(found.cadences["advocate"]) == "month"
    assert (found.labels["advocate"], found.labels["toxic"], found.labels["client"]) == ("Fan", "not now", "client")


def test_a_number_is_written_as_one_or_in_quotes(file: Path) -> None:
    file.write_text('[today]\ndays_ahead = 14\n[trust]\nlate = "-4"\n')
    numbers = config.load(file).numbers
    assert (numbers["today.days_ahead"], numbers["trust.late"], numbers["trust.kept"]) == (14, -4, 2)
    assert config.Settings({}, {}).numbers == USUAL


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("[today]\ndays_ahead = 400", 2, "today.days_ahead = 400. It has to be a whole number from 0 to 366."),
        (
            '[today]\ndays_ahead = "a week"',
            2,
            'today.days_ahead = "a week". It has to be a whole number from 0 to 366.',
        ),
        ("[today]\ndays_ahead = 7.5", 2, "today.days_ahead wants a whole number, not 7.5."),
        ("[today]\ndays_ahead = true", 2, "today.days_ahead wants a whole number, not True."),
        ("[trust]\nkept = -1", 2, "trust.kept = -1. It has to be a whole number from 0 to 100."),
        ('zone = "Mars/Olympus"', 1, 'zone = "Mars/Olympus". That is not a time zone; use a name like Europe/Berlin.'),
        ('\nzone = ""', 2, 'zone = "". That is not a time zone'),
        ('zone = "../../etc/passwd"', 1, 'zone = "../../etc/passwd". That is not a time zone'),
        ('zone = "Europe"', 1, 'zone = "Europe". That is not a time zone'),
        ('currency = "euro"', 1, 'currency = "euro". A currency is three letters: EUR, CHF, USD.'),
        ('date_order = "us"', 1, 'date_order = "us". Use day-first or month-first.'),
        ('[cadence]\n\nclient = "soon"', 3, 'cadence.client = "soon". Write a cadence like: 10 days'),
        ('cadence.client = "11 years"', 1, 'cadence.client = "11 years". A cadence is at least a day'),
        ('[ "cadence" ]\n"client" = "soon"', 2, 'cadence.client = "soon".'),
        ("[cadence]\nclient = 3", 2, "cadence.client wants a text in quotes, not 3."),
        ('[labels]\nclient = " "', 2, 'labels.client = " ". A label needs at least one word.'),
        (
            'zone = "UTC"\ncolour = "red"',
            2,
            'there is no setting "colour"; there are zone, date_order, me, backups, currency, channels, complaints',
        ),
        ("[scarcity]\nunanswered = 4", 2, "scarcity.unanswered is 3 and cannot be set. The journal itself keeps by it"),
        ('[labels]\nfriend = "x"', 2, 'there is no setting "labels.friend"'),
        ('cadence = "3 weeks"', 1, 'there is no setting "cadence"'),
        ('[labels.client]\nde = "Kundin"', 1, "labels.client wants a text in quotes"),
        ('zone = ["UTC"]', 1, "zone wants a text in quotes, not ['UTC']."),
    ],
)
def test_a_fault_is_told_with_its_line(file: Path, text: str, line: int, sentence: str) -> None:
    file.write_text(text, encoding="utf-8")
    for read in (config.read, config.load):
        with pytest.raises(BadSettings) as refused:
            read(file)
        assert refused.value.message.startswith(f"{file}, line {line}: {sentence}")
        assert refused.value.hint == "Mend it with: custlove config edit"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"zone = \n", "are not valid TOML: "),
        (b"zone\n", "are not valid TOML: "),
        (b'zone = "UTC"\nzone = "UTC"\n', "are not valid TOML: "),
        (b'zone = "\xff"', "cannot be read: "),
        (b"\x00\x01", "are not valid TOML: "),
    ],
)
def test_a_file_that_is_no_toml_is_told(file: Path, content: bytes, sentence: str) -> None:
    file.write_bytes(content)
    with pytest.raises(BadSettings) as refused:
        config.load(file)
    assert refused.value.message.startswith(f"The settings in {file} {sentence}")
    assert refused.value.exit_code == 78


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="cannot be read"):
        config.load(tmp_path)


def test_a_setting_by_its_key() -> None:
    assert config.setting("cadence.client").default == config.DEFAULT_CADENCES["client"]
    with pytest.raises(NotFound) as near:
        config.setting("cadence.clients")
    assert (near.value.message, near.value.hint) == (
        'There is no setting "cadence.clients".',
        "Perhaps cadence.client?",
    )
    with pytest.raises(NotFound, match=r"^scarcity\.times is 2 and cannot be set\. The journal itself keeps by it"):
        config.setting("scarcity.times")
    with pytest.raises(NotFound) as far:
        config.setting("colour")
    assert far.value.hint == "All: custlove config list"


@pytest.mark.parametrize(
    ("words", "seconds"),
    [(None, 30.0), ("", 30.0), ("0", 0.0), ("0.5", 0.5), ("120", 120.0), ("1e400", 2_000_000.0), ("inf", 2_000_000.0)],
)
def test_how_long_to_wait_for_a_lock(words: str | None, seconds: float) -> None:
    environ = {} if words is None else {"CUSTLOVE_LOCK_TIMEOUT": words}
    assert config.lock_timeout(MappingProxyType(environ)) == seconds


@pytest.mark.parametrize("words", ["soon", "-1", "nan", "5s", "1,5"])
def test_what_is_no_time_to_wait_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="not a number of seconds"):
        config.lock_timeout({"CUSTLOVE_LOCK_TIMEOUT": words})
