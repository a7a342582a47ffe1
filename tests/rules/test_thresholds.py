"""The table of numbers: bounds, a reason for what is fixed, a source, a place in the docs, and a use for each."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from custlove.rules import thresholds
from custlove.rules.thresholds import NUMBERS, SETTABLE, USUAL

ROOT = Path(__file__).parents[2]
TABLE = Path(thresholds.__file__)
SOURCES = [path.read_text(encoding="utf-8") for path in TABLE.parents[1].rglob("*.py") if path != TABLE]
SETTINGS = " ".join((ROOT / "docs/settings.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("key", NUMBERS)
def test_every_number_lies_within_its_bounds(key: str) -> None:
    lowest, highest, usual, what, *why = NUMBERS[key]
    assert lowest <= usual <= highest
    assert what.endswith(".")
    # What cannot be set has one value, and says why.
    assert (lowest == highest) == bool(why)
    assert all(len(reason.split()) > 4 for reason in why)


@pytest.mark.parametrize("key", NUMBERS)
def test_every_number_is_documented(key: str) -> None:
    usual, what = NUMBERS[key][2:4]
    if key in SETTABLE:
        assert f"{key} · {usual} · default {what}" in SETTINGS
    else:
        words = what.removesuffix(".")
        assert f"| `{key}` | {usual} | {words[0].lower()}{words[1:]} |" in SETTINGS.replace(
            "`ladder path`", "ladder path"
        )


@pytest.mark.parametrize("key", NUMBERS)
def test_every_number_is_used(key: str) -> None:
    section, _, name = key.partition(".")
    # Trust asks for all that there are; that each of them counts: tests/commands/test_numbers.py.
    named = re.compile(rf'"{re.escape(key)}"' if section != "trust" else rf'"{name}"')
    assert any(named.search(source) for source in SOURCES)


def test_every_number_says_where_it_comes_from() -> None:
    """By the comment above it, or above those that belong together with it."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    sources: dict[str, bool] = {}
    for before, line in pairwise(lines):
        if key := re.match(r'    "([a-z_]+\.[a-z_]+)": \(', line):
            section = key[1].partition(".")[0]
            sources[key[1]] = before.startswith("    #") or any(each.startswith(f"{section}.") for each in sources)
    assert sources == dict.fromkeys(NUMBERS, True)


def test_the_defaults_hold_where_nothing_is_said() -> None:
    assert thresholds.given({"quiet.share_of_pause": 4}, "quiet", ["gone_after_days", "share_of_pause"]) == [150, 4]
    assert thresholds.value({}, "review.days") == USUAL["review.days"] == 14


def test_what_stands_fixed_is_what_the_file_is_built_around() -> None:
    schema, views = (
        " ".join((TABLE.parents[1] / "store/steps" / name).read_text(encoding="utf-8").split())
        for name in ("0002.sql", "views.sql")
    )
    unanswered, periods, times = (USUAL[f"scarcity.{name}"] for name in ("unanswered", "periods", "times"))
    low, drop, last = (USUAL[f"leaving.{name}"] for name in ("low", "drop", "last"))
    # Nobody goes below 1 nor above 5: a fall by two ends low, or at 3 from 5.
    fallen = f"last.felt <= {low} OR last.felt = {5 - drop} AND"
    for part in (
        f"WHERE unanswered >= {unanswered} AND",
        f"date(seventh_out_on, ({periods} * CAST(every AS INTEGER)) || ' months')",
        f"ORDER BY day DESC LIMIT 1 OFFSET {periods * times}) AS seventh_out_on",
        fallen,
        f"LIMIT {last}))) AS left_low_on",
    ):
        assert part in schema
    hours, score = USUAL["feedback.answer_hours"], USUAL["feedback.unhappy_score"]
    assert f"hours_open >= {hours} AND (kind = 'criticism' OR coalesce(score <= {score}, 0)) AS overdue" in views
