"""The page of keys counts what it says."""

from pathlib import Path

import pytest

from tests.conftest import Program

PAGE = Path(__file__).parents[1] / "docs" / "keys.md"
ROWS = [
    [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and "`" in line
]


def test_the_ten_most_frequent_jobs() -> None:
    assert len(ROWS) == 10
    for _, whole, keys, short, fewer in ROWS:
        assert (len(whole) + 1, len(short) + 1) == (int(keys), int(fewer))


@pytest.mark.parametrize("job", ["Done", "Put off", "Before a meeting", "Everything about somebody"])
def test_what_is_typed_most_takes_eighteen_keys_at_most(job: str) -> None:
    keys = next(min(int(row[2]), int(row[4])) for row in ROWS if row[0] == job)
    assert keys <= 18


def test_each_can_be_typed(anna: Program) -> None:
    for number in range(13):
        anna("followup", "add", "anna", "2026-11-20", f"number {number}", "--on", "2026-11-01")
    for number in range(7):
        anna("promise", "add", "anna", f"promise {number} of seven", "--by", "friday")
    for _, whole, *_ in ROWS:
        if "-i" not in whole.split():
            anna(*whole.replace('"', "").split()[1:])
