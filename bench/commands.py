"""What the benchmark runs, and what each may cost."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench import lines, rows, words
from bench.measure import Command, Failed, run

SCRIPT = Path(sys.executable).with_name("custlove")
_TOUCHPOINTS = "SELECT count(*) FROM touchpoint"
_OPEN = "SELECT id FROM promise WHERE kept_on IS NULL AND released_on IS NULL ORDER BY id"
_WAITING = "SELECT id FROM follow_up WHERE done_on IS NULL ORDER BY id"
# After so many runs a journal that is written to is copied anew.
_FRESH = 50


class Row(NamedTuple):
    """One thing that is measured: `command` is made anew for each round, which may put a journal in its place first.

    `limit` is a multiple of `base` by the clock (or `by_processor`), `most_memory` in MB; `repeats` is how often it is
    run in a round; `check` raises Failed where a run has not done its work.
    """

    key: str
    label: str
    command: Callable[[int], Command]
    base: Command
    limit: float
    most_memory: float | None = None
    repeats: int = 1
    check: Callable[[], None] | None = None
    by_processor: bool = False


class Bench:
    """The rows of the table, over the journals that there are; writing ones work on copies in `work`."""

    def __init__(self, journals: Mapping[str, Path], work: Path, environ: Mapping[str, str], day: date) -> None:
        self._journals, self._work, self._environ, self._day = journals, work, environ, day
        self._bare = Command([sys.executable, "-c", "pass"], environ)
        self._sqlmodel = Command([sys.executable, "-c", "import sqlmodel"], environ)
        self._largest = list(journals)[-1]
        self.notes: list[str] = []

    def rows(self) -> Iterator[Row]:
        """Everything, in the order of the table."""
        for size in self._journals:
            yield from self._today(size)
        if {"S", "L"} <= self._journals.keys():
            small, large = (self._custlove(self._journals[size], "today") for size in "SL")
            # A tenth is little beside the noise of one run.
            yield Row("today-growth", "today, L against S", lambda _: large, small, 1.1, repeats=3)
        yield from self._looking()
        yield from self._listing()
        yield from self._judging()
        yield from self._judging_long()
        for size in self._journals:
            yield from self._writing(size)
        yield from self._import()

    def _today(self, size: str) -> Iterator[Row]:
        journal = self._journals[size]
        piped, as_json = self._custlove(journal, "today"), self._custlove(journal, "today", "--json")
        yield self._looks("today", f"today, {size}", piped, 5, most_memory=40 if size == "L" else None)
        yield self._looks("today-json", f"today --json, {size}", as_json, 6)
        yield self._looks("today-table", f"today as a table, {size}", piped._replace(terminal=True), 10)
        # Without a word behind it: the same answer.
        yield self._looks("today-bare", f"custlove alone, {size}", self._custlove(journal), 5)

    def _looking(self) -> Iterator[Row]:
        """What is looked at is timed on the largest journal."""
        journal = self._journals[self._largest]
        handle = _one(journal, f"SELECT handle FROM person WHERE id = {rows.FIXED}")  # noqa: S608 - a number
        for key, *asked in (
            ("show", "show", handle),
            ("moves", "ladder", "moves"),
            ("find-rare", "find", words.RARE),
            ("find-common", "find", words.COMMON),
        ):
            yield self._looks(key, f"{' '.join(asked)}, {self._largest}", self._custlove(journal, *asked), 9)
        for flag in ("--help", "--version"):
            yield self._looks(flag.strip("-"), flag, self._custlove(journal, flag), 7)

    def _listing(self) -> Iterator[Row]:
        """A list costs what it prints, whatever else the largest journal holds."""
        journal = self._journals[self._largest]
        handle = _one(journal, f"SELECT handle FROM person WHERE id = {rows.FIXED}")  # noqa: S608 - a number
        broken, overdue = ("promise", "list", "--state", "broken"), ("followup", "list", "--overdue")
        for asked in (
            broken,
            (*broken, "--count"),
            (*broken, "--json"),
            (*broken, "--mine"),
            (*broken, "--who", handle),
            overdue,
            (*overdue, "--count"),
            ("feedback", "list", "--overdue"),
            ("feedback", "list", "--overdue", "--count"),
            ("history",),
            ("history", "--count"),
        ):
            key = "-".join(word.strip("-") for word in ("list", *asked))
            listed = self._looks(key, f"{' '.join(asked)}, {self._largest}", self._custlove(journal, *asked), 10, 45)
            yield listed._replace(by_processor=True)

    def _judging(self) -> Iterator[Row]:
        """What is judged is timed on the largest journal: what is short, piped and as a table; then everybody."""
        journal = self._journals[self._largest]
        handle = _one(journal, f"SELECT handle FROM person WHERE id = {rows.FIXED}")  # noqa: S608 - a number
        for key, *asked in (
            ("brief", "brief", handle),
            ("trust-who", "trust", handle),
            ("trust", "trust"),
            ("suggest-who", "ladder", "suggest", "--who", handle),
            ("suggest-declined", "ladder", "suggest", "--declined"),
        ):
            piped, label = self._custlove(journal, *asked), f"{' '.join(asked)}, {self._largest}"
            yield self._looks(key, label, piped, 10)
            yield self._looks(f"{key}-table", f"{label}, as a table", piped._replace(terminal=True), 13)
        for key, *asked in (
            ("circles", "circles"),
            ("suggest", "ladder", "suggest"),
            ("balance", "balance"),
            ("lapsed", "lapsed"),
            ("lapsed-all", "lapsed", "--all"),
            ("lapsed-proof", "lapsed", "--proof"),
        ):
            yield self._looks(key, f"{' '.join(asked)}, {self._largest}", self._custlove(journal, *asked), 40, 120)

    def _judging_long(self) -> Iterator[Row]:
        """What asks the largest journal most: of everybody in two periods, one by one, on a day that is past."""
        journal, past = self._journals[self._largest], (self._day - timedelta(days=31)).isoformat()
        yield self._looks("mirror", f"mirror, {self._largest}", self._custlove(journal, "mirror"), 40, 120)
        for key, *asked in (
            ("mirror-since", "mirror", "--since", "30d"),
            ("rate-per-person", "promise", "rate", "--per", "person"),
            ("today-past", "--today", past, "today"),
        ):
            label = f"{' '.join(asked)}, {self._largest}"
            yield self._looks(key, label, self._custlove(journal, *asked), 50, 120)._replace(by_processor=True)

    def _looks(self, key: str, label: str, command: Command, limit: float, most_memory: float | None = None) -> Row:
        return Row(key, label, lambda _: command, self._bare, limit, most_memory)

    def _writing(self, size: str) -> Iterator[Row]:
        """What is written by hand: one change each, on a copy that grows."""
        handle = _one(self._journals[size], f"SELECT handle FROM person WHERE id = {rows.FIXED}")  # noqa: S608
        said = "Coffee, she is moving office"
        breath = (
            "--promise",
            "the plan",
            "--by",
            "friday",
            "--next",
            "in 2 weeks",
            "--need",
            "a desk",
            "--life",
            "a cat",
        )
        for key, limit, *asked in (
            ("log", 9, "log", handle, said, "--felt", "glad"),
            ("log-breath", 10, "log", handle, said, *breath),
            ("promise-add", 9, "promise", "add", handle, "the offer", "--by", "friday"),
            ("hear", 9, "feedback", "hear", handle, "the invoices come late", "--kind", "criticism"),
        ):
            yield self._writes(str(key), size, float(limit), partial(_always, tuple(map(str, asked))))
        promises, follow_ups = (_all(self._journals[size], sql) for sql in (_OPEN, _WAITING))
        # One open promise or follow-up after another; when all are closed, from the beginning.
        yield self._writes("keep", size, 9, lambda number: ("promise", "keep", str(promises[number % len(promises)])))
        yield self._writes(
            "done", size, 9, lambda number: ("followup", "done", str(follow_ups[number % len(follow_ups)]))
        )
        yield self._writes("undo", size, 9, lambda _: ("undo",), before=("log", handle, said))

    def _writes(
        self, key: str, size: str, limit: float, asked: Callable[[int], Iterable[str]], before: Sequence[str] = ()
    ) -> Row:
        journal = self._work / f"{key}-{size}.db"

        def command(number: int) -> Command:
            if number % _FRESH == 0:
                _copy(self._journals[size], journal)
            if before:
                run(self._custlove(journal, *before))
            return self._custlove(journal, *asked(number % _FRESH))

        # The disk is waited for longer than anything is reckoned.
        return Row(key, f"{key}, {size}", command, self._bare, limit, by_processor=True)

    def _import(self) -> Iterator[Row]:
        source, journal, given = self._work / "lines.jsonl", self._work / "import.db", self._work / "given.db"
        try:
            run(self._custlove(given, "import", "jsonl", "--help"))
            run(self._custlove(given, "init", str(given)))
        except Failed as fault:
            self.notes.append(f"The import was not measured, it is not there: {str(fault).splitlines()[0]}")
            return

        def command(_: int) -> Command:
            if not source.exists():
                lines.write(source, self._day)
            _copy(given, journal)
            return self._custlove(journal, "import", "jsonl", str(source), "--new")

        label = f"import of {lines.COUNT:,} touchpoints"
        yield Row("import", label, command, self._sqlmodel, 10, 120, check=lambda: self._check_import(journal))

    def _check_import(self, journal: Path) -> None:
        """All of it is there, can be found, and can be taken back."""
        found = run(self._custlove(journal, "find", words.RARE)).out.splitlines()[1:]
        if _one(journal, _TOUCHPOINTS) != lines.COUNT or len(found) != words.PLANTED:
            raise Failed("What was imported is not all there.")
        run(self._custlove(journal, "undo"))
        if _one(journal, _TOUCHPOINTS):
            raise Failed("The import was not undone.")

    def _custlove(self, journal: Path, *asked: str) -> Command:
        return Command([str(SCRIPT), *asked], {**self._environ, "CUSTLOVE_JOURNAL": str(journal)})


def _always(asked: Sequence[str], _number: int) -> Sequence[str]:
    return asked


def _copy(journal: Path, target: Path) -> None:
    shutil.copyfile(journal, target)
    # On the disk before anything is timed: the journal's own writes wait for it.
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _all(journal: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(f"file:{journal}?mode=ro", uri=True)
    try:
        return [value for (value,) in connection.execute(sql)]
    finally:
        connection.close()


def _one(journal: Path, sql: str) -> Any:
    return _all(journal, sql)[0]
