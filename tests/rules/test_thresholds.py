"""The table of numbers: bounds, a reason for what is fixed, a source, a place in the docs, and a use for each."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from custlove.rules import thresholds
from custlove.rules.thresholds import NUMBERS, SETTABLE, USUAL

ROOT = Path(__file__).parents[2]
TABLE = Path(thresholds.__file__)
SOURCES = [path.read_text(encoding="utf-8") for path in TABLE.parents[1].rglob("*.py") if path != TABLE]
SETTINGS = " ".join((ROOT / "docs/settings.md").read_text(encoding="utf-8").split())


def _astray(holds: Callable[[str], bool]) -> list[str]:
    """The numbers of which something does not hold: all of them, and not the first alone."""
    return [key for key in NUMBERS if not holds(key)]


def test_every_number_lies_within_its_bounds() -> None:
    assert _astray(lambda key: NUMBERS[key][0] <= NUMBERS[key][2] <= NUMBERS[key][1]) == []


def test_every_number_is_described_in_a_sentence() -> None:
    assert _astray(lambda key: NUMBERS[key][3].endswith(".")) == []


def test_what_cannot_be_set_has_one_value_and_says_why() -> None:
    assert _astray(lambda key: (NUMBERS[key][0] == NUMBERS[key][1]) == bool(NUMBERS[key][4:])) == []
    assert _astray(lambda key: all(len(reason.split()) > 4 for reason in NUMBERS[key][4:])) == []


def test_every_number_is_documented() -> None:
    assert _astray(_is_documented) == []


def _is_documented(key: str) -> bool:
    usual, what = NUMBERS[key][2:4]
    if key in SETTABLE:
        return f"{key} · {usual} · default {what}" in SETTINGS
    words = what.removesuffix(".")
    return f"| `{key}` | {usual} | {words[0].lower()}{words[1:]} |" in SETTINGS.replace("`ladder path`", "ladder path")


def test_every_number_is_used() -> None:
    assert _astray(_is_used) == []


def _is_used(key: str) -> bool:
    section, _, name = key.partition(".")
    # Trust asks for all that there are; that each of them counts: tests/commands/test_numbers.py.
    named = f'"{key}"' if section != "trust" else f'"{name}"'
    return any(named in source for source in SOURCES)


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
    assert f"NOT answered AND hours_open >= {hours} OR" in views
    assert f"(kind = 'criticism' OR coalesce(score <= {score}, 0)) AS overdue" in views
    assert f"date(confirmed_day, '{USUAL['feedback.act_days']} days') END AS act_by" in views
