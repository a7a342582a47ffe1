"""The benchmark, in one command: `python bench/run.py`.

Whole processes, as multiples of a bare `python -c pass` (or `python -c "import sqlmodel"`) of the same virtual
environment. Each run is taken right after one of what it is compared with, the rows in turn, round after round; what
counts is the median. The exit code is 1 where a limit is missed.
"""

import argparse
import compileall
import json
import os
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
# Run as a file, python looks for modules beside it.
sys.path[0] = str(ROOT)

import custlove  # noqa: E402
from bench import commands, journals  # noqa: E402
from bench.measure import Paired, peak_memory, run  # noqa: E402

_FEWEST_ROUNDS = 9
_BUSY = 1.5


class Line(NamedTuple):
    """A line of the table: what was measured, what came out, its limit; `cpu` is the ratio by processor time.

    `by_processor`: the limit is one for processor time, not for the clock.
    """

    what: str
    measured: float
    unit: str
    limit: float
    cpu: float | None = None
    by_processor: bool = False

    @property
    def ok(self) -> bool:
        """Whether it keeps its limit."""
        return (self.measured if self.cpu is None or not self.by_processor else self.cpu) <= self.limit


def main() -> int:
    """Measure what is asked for and print the table; 1 where a limit is missed."""
    asked = _arguments()
    _compile()
    day = date.today()
    places = {size: _journal(size, day) for size in journals.SIZES if not asked.size or size in asked.size}
    with tempfile.TemporaryDirectory(dir=journals.FOLDER, prefix="work-") as work:
        bench = commands.Bench(places, Path(work), _environment(Path(work)), day)
        rows = [row for row in bench.rows() if row.key.startswith(tuple(asked.only.split(",")))]
        if not rows:
            sys.exit(f"There is no such row: {asked.only}")
        lines = [line for row, paired in _measured(rows, asked.rounds) for line in _lines(row, paired)]
    for note in (*bench.notes, *_disturbed()):
        sys.stderr.write(f"{note}\n")
    _show(lines, as_json=asked.json)
    return 0 if all(line.ok for line in lines) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--size", action="append", choices=list(journals.SIZES), help="again for more; all unless given"
    )
    parser.add_argument("--rounds", type=int, default=_FEWEST_ROUNDS, help="how often each is run (default: 9)")
    parser.add_argument("--only", default="", metavar="NAMES", help="rows whose names begin so: today,find,log,import")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    return parser.parse_args()


def _compile() -> None:
    # Without their bytecode every start takes three times as long, and only the first one writes it.
    with redirect_stdout(StringIO()):
        for folder in {Path(custlove.__file__).parent, Path(sysconfig.get_path("purelib"))}:
            compileall.compile_dir(folder, quiet=2, workers=0)


def _journal(size: str, day: date) -> Path:
    if not journals.path_of(size, day).exists():
        sys.stderr.write(f"Making journal {size}; it is kept for today.\n")
    return journals.provide(size, day)


def _environment(home: Path) -> dict[str, str]:
    """As a user's shell has it, with an empty home and nothing that slows python down or changes its output."""
    mine = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "CUSTLOVE_", "XDG_")) and name not in ("NO_COLOR", "FORCE_COLOR")
    }
    # The first write of a day is backed up after its answer, which is not what is measured.
    return mine | {"HOME": str(home), "TERM": "xterm-256color", "COLUMNS": "100", "CUSTLOVE_BACKUPS": "off"}


def _measured(rows: Sequence[commands.Row], rounds: int) -> Iterator[tuple[commands.Row, Paired]]:
    taken = [(row, Paired([], [])) for row in rows]
    # The first round warms the caches.
    for number in range(rounds + 1):
        for row, paired in taken:
            for _ in range(row.repeats):
                command = row.command(number)
                base, measured = run(row.base), run(command)
                if number:
                    paired.bases.append(base)
                    paired.runs.append(measured)
    yield from taken


def _lines(row: commands.Row, paired: Paired) -> Iterator[Line]:
    yield Line(row.label, round(paired.wall, 2), "x", row.limit, round(paired.cpu, 2), row.by_processor)
    if row.check is not None:
        row.check()
    if row.most_memory is not None:
        yield Line(f"{row.label}, peak memory", round(peak_memory(row.command(0)), 1), "MB", row.most_memory)


def _disturbed() -> Iterator[str]:
    # Of the load, one is the benchmark itself.
    if hasattr(os, "getloadavg") and (load := os.getloadavg()[1]) > _BUSY:
        yield f"The machine is busy (load {load:.1f}): rather believe the processor's column, or try again later."


def _show(lines: Sequence[Line], *, as_json: bool) -> None:
    if as_json:
        data = [{**line._asdict(), "ok": line.ok} for line in lines]
        sys.stdout.write(json.dumps(data, indent=2) + "\n")
        return
    width = max((len(line.what) for line in lines), default=0)
    sys.stdout.write(f"{'':{width}}  {'clock':>9}  {'processor':>9}  {'at most':>9}\n")
    for line in lines:
        cpu = "" if line.cpu is None else f"{line.cpu:.2f} x"
        measured, limit = f"{line.measured:.2f} {line.unit}", f"{line.limit:g} {line.unit}"
        verdict = "ok" if line.ok else "MISSED"
        sys.stdout.write(f"{line.what:{width}}  {measured:>9}  {cpu:>9}  {limit:>9}  {verdict}\n")


if __name__ == "__main__":
    sys.exit(main())
