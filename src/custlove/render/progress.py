"""How far a long job has come, at a terminal."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TextIO

# Drawing costs more than the work: at most so often in all, or once in so many units where the end is unknown.
_STEPS = 200
_UNKNOWN_STEP = 1 << 18
# Seconds until a wait wants a word: what takes less than a second shows no bar.
_PATIENCE = 0.5


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


@contextmanager
def late(stream: TextIO, title: str, total: int) -> Iterator[Callable[[int], None]]:
    """The same at a terminal only, and only once it has taken a while."""
    begun, done = time.monotonic(), 0
    with ExitStack() as stack:
        draw: Callable[[int], None] | None = None

        def advance(units: int) -> None:
            nonlocal done, draw
            done += units
            if draw is not None:
                draw(units)
            elif stream.isatty() and done < total and time.monotonic() - begun > _PATIENCE:
                draw = stack.enter_context(bar(stream, title, total))
                draw(done)

        yield advance
