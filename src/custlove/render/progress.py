"""How far a long job has come, at a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

# Drawing costs more than the work: at most so often in all, or once in so many units where the end is unknown.
_STEPS = 200
_UNKNOWN_STEP = 1 << 18


@contextmanager
def bar(stream: TextIO, title: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar that is gone at the end; what it yields is told how many units were done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    console = Console(file=stream, force_terminal=True, markup=False, emoji=False, highlight=False)
    columns = TextColumn(title, markup=False), BarColumn(), TaskProgressColumn()
    step = _UNKNOWN_STEP if total is None else max(1, total // _STEPS)
    with Progress(*columns, console=console, auto_refresh=False, transient=True) as progress:
        task = progress.add_task(title, total=total)
        waiting = 0

        def advance(units: int) -> None:
            nonlocal waiting
            waiting += units
            if waiting >= step:
                progress.update(task, advance=waiting, refresh=True)
                waiting = 0

        yield advance
