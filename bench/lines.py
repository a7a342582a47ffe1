"""The JSON lines that the import is timed with: touchpoints as a script would write them."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from bench import words
from bench.rows import Draw

COUNT = 100_000
# As often as people are met, and how far back.
_PEOPLE, _REACH = 1_000, 1_000


def write(path: Path, day: date, count: int = COUNT) -> None:
    """Write so many touchpoints with people who are not in the journal yet, oldest first."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in _touchpoints(count, day))


def _touchpoints(count: int, day: date) -> Iterator[dict[str, Any]]:
    draw = Draw("lines", day)
    people = [f"New {name}" for name in islice(words.names(), _PEOPLE)]
    for place in range(count):
        text = draw.text()
        yield {
            "kind": "touchpoint",
            "people": [draw.one_of(people)],
            "at": f"{draw.day(_REACH - (_REACH - 1) * place // count)}T{draw.number(8, 17):02}:15:00+00:00",
            "channel": draw.one_of(("in-person", "call", "video", "email")),
            "direction": draw.one_of(("in", "out", "both")),
            "text": f"{text} {words.RARE}" if place < words.PLANTED else text,
            "felt": draw.one_of((None, 2, 3, 4, 5)),
            "minutes": draw.number(5, 90),
            "wow": False,
            "tags": [draw.one_of(("sales", "support"))] if place % 10 == 0 else [],
        }
