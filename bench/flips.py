"""How many flipped bits that change content `custlove doctor` names: `python -m bench.flips [JOURNAL] [--flips 3000]`.

Each flip is one bit of a copy of the journal, drawn from a seed. It changes content where any row of any table but
those of the search index reads otherwise, or cannot be read. Flips that change none (free bytes, the search index,
what is derived) are counted apart.
"""

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path

from bench import journals
from custlove.errors import CustloveError
from custlove.services import doctor
from custlove.store import schema_check

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'search*' ORDER BY name"


def rows(path: Path) -> object:
    """Everything that plain SQL reads of a journal, as bytes; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            tables = [name.decode() for (name,) in connection.execute(_TABLES)]
            # Each by its own pages, not by an index.
            return {
                name: connection.execute(f"SELECT * FROM {name} NOT INDEXED ORDER BY id").fetchall()  # noqa: S608
                for name in tables
            }
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def named(path: Path) -> str:
    """What the doctor says of a journal: `hurt`, `note`, `refused` or `sound`."""
    try:
        findings = doctor.examine(path).findings
    except CustloveError:
        return "refused"
    notes = [each for each in findings.found if each.area != "place"]
    return "hurt" if not findings.sound else "note" if notes else "sound"


def _once(path: Path) -> None:
    """Work out once what a journal should be made of; it is what takes longest of a small one."""
    right = schema_check.wanted()
    schema_check.wanted = lambda: right
    if named(path) != "sound":
        raise SystemExit(f"{path} is not sound to begin with: custlove --journal {path} doctor")


def main() -> None:
    """Flip bits, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("journal", nargs="?", type=Path, help="which journal (default: S of bench.journals)")
    parser.add_argument("--flips", type=int, default=3000, help="how many that change content")
    parser.add_argument("--all", action="store_true", help="ask of flips that change no content, too")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    source = asked.journal or journals.provide("S", date.today())
    _once(source)
    content, before, draw = source.read_bytes(), rows(source), random.Random(asked.seed)  # noqa: S311 - nothing secret
    told: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        while sum(count for (kind, _), count in told.items() if kind == "content") < asked.flips:
            place = draw.randrange(len(content) * 8)
            flipped = bytearray(content)
            flipped[place // 8] ^= 1 << place % 8
            path.write_bytes(flipped)
            kind = "content" if rows(path) != before else "other"
            answer = named(path) if asked.all or kind == "content" else "not asked"
            told[kind, answer] += 1
            if sys.stderr.isatty() or not sum(told.values()) % 1000:
                sys.stderr.write(f"\r{dict(told)}")
                sys.stderr.flush()
            if (kind, answer) == ("content", "sound"):
                sys.stdout.write(f"not named: bit {place % 8} of byte {place // 8}\n")
                shutil.copy(path, f"{source}.{place}")
    for (kind, answer), count in sorted(told.items()):
        sys.stdout.write(f"{kind}\t{answer}\t{count}\n")


if __name__ == "__main__":
    main()
