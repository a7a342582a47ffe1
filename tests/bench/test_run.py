import json
import subprocess
import sys
from pathlib import Path

import pytest
from bench.run import Line

pytestmark = pytest.mark.slow

BENCH = Path(__file__).parent.parent.parent / "bench" / "run.py"


def test_a_line_keeps_its_limit_or_misses_it() -> None:
    assert Line("today", 7.0, "x", 7).ok
    assert not Line("today", 7.01, "x", 7).ok
    assert Line("log", 7.01, "x", 7, cpu=6.9, by_processor=True).ok
    assert not Line("log", 6.9, "x", 7, cpu=7.01, by_processor=True).ok


def test_one_command_measures_and_tells() -> None:
    asked = ["--size", "S", "--rounds", "1", "--only", "version,keep"]
    told = subprocess.run([sys.executable, BENCH, *asked, "--json"], capture_output=True, text=True, check=False)
    lines = json.loads(told.stdout)
    assert [(line["what"], line["unit"], line["limit"]) for line in lines] == [
        ("--version", "x", 7),
        ("keep, S", "x", 9),
    ]
    assert all(
        line["measured"] > 0 and line["ok"] == (line["cpu" if line["by_processor"] else "measured"] <= line["limit"])
        for line in lines
    )
    assert told.returncode == (0 if all(line["ok"] for line in lines) else 1)
