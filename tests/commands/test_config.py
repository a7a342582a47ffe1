from pathlib import Path

import pytest

from tests.conftest import Program

LIST = """\
key\tvalue\tsource\twhat
zone\t\tdefault\tYour time zone, if not the system's: Europe/Berlin.
date_order\tday-first\tfile\tHow 3/4 is read: day-first or month-first (default: refused).
"""


@pytest.fixture
def file(home: Path) -> Path:
    """Where the settings are."""
    return home / "config" / "custlove" / "config.toml"


def test_the_path_is_said_whether_or_not_there_is_a_file(custlove: Program, file: Path) -> None:
    assert custlove("config", "path").out == f"{file}\n"
    assert custlove("config", "path", env={"CUSTLOVE_CONFIG": "/elsewhere.toml"}).out == "/elsewhere.toml\n"


def test_the_list_says_where_each_value_comes_from(custlove: Program) -> None:
    custlove("config", "set", "date_order", "day-first")
    said = custlove("config", "list", env={"CUSTLOVE_LOCK_TIMEOUT": "7"}).out
    assert said.startswith(LIST)
    assert "\nCUSTLOVE_LOCK_TIMEOUT\t7\tenvironment\t" in said
    assert custlove("config", "list", "--json").json[0]["key"] == "zone"


def test_what_is_set_is_got_and_holds(anna: Program) -> None:
    assert anna("config", "set", "cadence.customer", "4 weeks").out == "cadence.customer = 4 weeks\n"
    assert anna("config", "get", "cadence.customer").out == "4 weeks\n"
    anna("person", "edit", "anna", "--clear", "every")
    assert anna("show", "anna", "--json").json["person"]["every_days"] == 28
    assert anna("config", "set", "cadence.customer", "").out == "cadence.customer is back at its default: quarter\n"


def test_a_value_may_be_below_zero(custlove: Program) -> None:
    assert custlove("config", "set", "trust.broken", "-10").out == "trust.broken = -10\n"
    assert custlove("config", "get", "trust.broken").out == "-10\n"
    assert "unexpected extra argument" in custlove("config", "set", "trust.broken", "-10", "--json", code=2).err


def test_a_value_that_cannot_be_used_changes_nothing(custlove: Program, file: Path) -> None:
    said = custlove("config", "set", "cadence.client", "4 parsecs", code=2)
    assert said.err.startswith('custlove: cadence.client = "4 parsecs" cannot be used. Write a cadence like')
    assert custlove("config", "set", "cadance.client", "4 weeks", code=3).err == (
        'custlove: There is no setting "cadance.client".\nPerhaps cadence.client?\n'
    )
    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('zone = "UTC"\nfoo = "x"\n', 2, 'there is no setting "foo"'),
        ('[cadence]\n\nclient = "soon"\n', 3, 'cadence.client = "soon"'),
        ("[cadence]\nclient = 4\n", 2, "cadence.client wants a text in quotes"),
        ('zone = "Mars/Olympus"\n', 1, 'zone = "Mars/Olympus"'),
        ('[labels]\nclient = ""\n', 2, 'labels.client = ""'),
    ],
)
def test_a_bad_file_is_a_sentence_with_the_line(
    custlove: Program, file: Path, text: str, line: int, words: str
) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(text)
    for command in (("config", "check"), ("ladder",), ("config", "list")):
        said = custlove(*command, code=78).err
        assert said.startswith(f"custlove: {file}, line {line}: {words}")
        assert said.endswith("Mend it with: custlove config edit\n")


def test_a_file_that_is_no_toml_names_the_line(custlove: Program, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('zone = "UTC"\nzone = \n')
    assert "line 2" in custlove("config", "check", code=78).err


def test_the_check_counts_what_is_set(custlove: Program, file: Path) -> None:
    assert custlove("config", "check").out == f"There is no {file}: the defaults hold.\n"
    custlove("config", "set", "zone", "Europe/Berlin")
    assert custlove("config", "check").out == f"{file}: 1 set, all can be used.\n"


def test_no_editor_is_started_without_a_terminal(custlove: Program, file: Path) -> None:
    assert "The editor needs a terminal." in custlove("config", "edit", code=2).err
    assert not file.exists()
