"""What one run of the program stands on: the clock, the journal, the settings, the streams.

The clock is read here, once. Commands are given a Context and ask it for what they need; tests make their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TextIO
from zoneinfo import ZoneInfo

from custlove import streams
from custlove.errors import UsageError
from custlove.rules.moments import Moment

if TYPE_CHECKING:
    import sqlite3

    from custlove.config import Settings
    from custlove.dates import Lean
    from custlove.journal.session import Writing
    from custlove.render.page import Output, Page

_UTC = ZoneInfo("UTC")
_FORMS = ("json", "csv", "plain", "count", "ids")
# A period, as in `--since 90d`: days, weeks, months, quarters or years back from today.
_PERIOD = r"[0-9]+ ?(?:d|days?|w|weeks?|m|mo|months?|q|quarters?|y|years?)"


class Context:
    """One run: where it reads and writes, which day it is asked about, how it shows things."""

    def __init__(
        self, environ: Mapping[str, str], stdin: TextIO, stdout: TextIO, stderr: TextIO, clock: datetime | None = None
    ) -> None:
        self.environ = environ
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.words: tuple[str, ...] = ()
        self.clock = clock
        self.named_journal: str | None = None
        self.asked_today: str | None = None
        self.no_color = False
        self.quiet = False
        self.no_input = False
        self.agreed = False
        self.typed: list[str] = []
        self.committed: int | None = None

    @classmethod
    def of_process(cls, environ: Mapping[str, str], clock: datetime | None = None) -> Self:
        """The run of this very process, at the moment that `clock` says, now unless given."""
        return cls(environ, *streams.standard(), clock=clock)

    @cached_property
    def settings(self) -> "Settings":
        """The settings file, or the defaults where there is none."""
        from custlove import config, places

        return config.load(Path(places.settings(self.environ)))

    @cached_property
    def zone(self) -> ZoneInfo:
        """The user's time zone: from the settings, else from the system."""
        from custlove import zones

        return ZoneInfo(self.settings.zone) if self.settings.zone else zones.local_zone(self.environ)

    @cached_property
    def clock_now(self) -> datetime:
        """The moment at which the program was started, in the user's zone."""
        return (self.clock or datetime.now(_UTC)).astimezone(self.zone)

    @cached_property
    def now(self) -> datetime:
        """The moment that reports are asked about: the clock, or the end of the day given with --today."""
        if self._asked_day is None:
            return self.clock_now
        return datetime.combine(self._asked_day, time(23, 59, 59), self.zone)

    @property
    def today(self) -> date:
        """The day that reports are asked about."""
        return self.now.date()

    @cached_property
    def _asked_day(self) -> date | None:
        if self.asked_today is None:
            return None
        from custlove import dates

        actual = self.clock_now.date()
        day = dates.read_day(self.asked_today, today=actual, lean=dates.Lean.ANY, order=self.settings.date_order)
        return None if day == actual else day

    @property
    def stamp(self) -> Moment:
        """The moment at which something is written down: now, or noon of the day given with --today."""
        if self._asked_day is None:
            return Moment(self.clock_now.astimezone(_UTC), self.today, self.zone.key, timed=True)
        noon = datetime.combine(self._asked_day, time(12), self.zone)
        return Moment(noon.astimezone(_UTC), self._asked_day, self.zone.key)

    def day(self, words: str, lean: "Lean") -> date:
        """The day that words stand for."""
        from custlove import dates

        return dates.read_day(words, today=self.today, lean=lean, order=self.settings.date_order)

    def due_day(self, words: str) -> date:
        """A day ahead, seen from today even where something is backdated: words never mean the past by accident."""
        from custlove.dates import Lean

        return self.day(words, Lean.DUE)

    def past_moment(self, words: str | None) -> Moment:
        """When something was, by `--on`; refused where that lies ahead."""
        from custlove import dates
        from custlove.errors import Refused

        if words is None:
            return self.stamp
        seen_from = (
            self.clock_now if self._asked_day is None else datetime.combine(self._asked_day, time(12), self.zone)
        )
        moment = dates.read_moment(words, now=seen_from, lean=dates.Lean.PAST, order=self.settings.date_order)
        limit = self.now
        if moment.day > self.today or (moment.timed and moment.at > limit):
            raise Refused(
                f"{dates.say_day(moment.day, self.today)} lies ahead: only what has been can be written down."
            )
        return moment

    def since(self, words: str | None) -> date | None:
        """The first day of a period, by `--since`; a bare period such as 90d counts back from today."""
        import re

        from custlove.dates import Lean

        if words is None:
            return None
        plain = " ".join(words.split())
        return self.day(f"-{plain}" if re.fullmatch(_PERIOD, plain, re.IGNORECASE) else words, Lean.PAST)

    @cached_property
    def journal(self) -> Path:
        """The journal's path: --journal, CUSTLOVE_JOURNAL, else the usual place."""
        from custlove import places

        if self.named_journal is None:
            return Path(places.journal(self.environ))
        if not self.named_journal:
            raise UsageError("--journal names no file.", "Like this: custlove --journal ~/clients.db")
        return Path(places.expanded(self.named_journal))

    @property
    def journal_is_named(self) -> bool:
        """Whether the user said which journal: then it must be there."""
        return self.named_journal is not None or bool(self.environ.get("CUSTLOVE_JOURNAL"))

    @property
    def begun(self) -> bool:
        """Whether there is a journal, or one was named and has to be."""
        from custlove import places

        return self.journal_is_named or places.is_taken(self.journal)

    @property
    def lock_timeout(self) -> float:
        """How many seconds to wait for another program that holds the journal (CUSTLOVE_LOCK_TIMEOUT)."""
        from custlove import config

        return config.lock_timeout(self.environ)

    @contextmanager
    def reading(self) -> "Iterator[sqlite3.Connection]":
        """The journal to read from, as it stands at one moment; an empty one where none has been started."""
        from custlove.store import faults, file

        connection = file.open_journal(self.journal, self.lock_timeout) if self.begun else file.empty()
        with faults.explained(self.journal):
            try:
                connection.execute("PRAGMA query_only=ON")
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> "Iterator[Writing]":
        """The journal to write one change to; the first write in the usual place starts one."""
        from custlove.journal import session
        from custlove.store import file

        self.check_output()
        with ExitStack() as stack:
            if not self.begun:
                stack.enter_context(file.alone(self.journal, self.lock_timeout))
            # Another program may have started one meanwhile.
            starting = not self.begun
            path = stack.enter_context(file.being_created(self.journal)) if starting else self.journal
            change = stack.enter_context(session.writing(path, self.clock_stamp, self.command, self.lock_timeout))
            yield change
        self.committed = change.change
        if starting:
            self.note(f"Started a journal at {self.journal}")

    def take_back(self) -> None:
        """Undo what was written when its answer could not be given: what failed has changed nothing."""
        if self.committed is None:
            return
        from custlove.store import undo

        stamp, why = self.clock_stamp, f"undo {self.committed}, its answer could not be given"
        undo.in_file(self.journal, self.lock_timeout, self.committed, stamp.at, stamp.zone, why)
        self.committed = None

    @property
    def clock_stamp(self) -> Moment:
        """The clock's own moment, whatever day is asked about: the history tells when things were written."""
        return Moment(self.clock_now.astimezone(_UTC), self.clock_now.date(), self.zone.key, timed=True)

    @property
    def command(self) -> str:
        """The command in words, as the history keeps it."""
        import shlex

        return shlex.join(self.words)

    def check_output(self) -> None:
        """Find out before anything is written whether the answer can be given (a full device tells at once)."""
        streams.check(self.stdout)

    @property
    def terminal(self) -> bool:
        """Whether the output is a terminal."""
        return self.stdout.isatty()

    @property
    def at_terminal(self) -> bool:
        """Whether somebody sits there who can be asked: input and output are a terminal."""
        return self.terminal and self.stdin.isatty() and not self.no_input

    def output(
        self,
        *,
        json: bool = False,
        csv: bool = False,
        plain: bool = False,
        count: bool = False,
        ids: bool = False,
        exit_code: bool = False,
    ) -> "Output":
        """Where and how to show a report: as asked for, else a table at a terminal and plain lines elsewhere."""
        from custlove.render.page import Output

        asked = [form for form, wanted in zip(_FORMS, (json, csv, plain, count, ids), strict=True) if wanted]
        if len(asked) > 1:
            raise UsageError(f"--{asked[0]} and --{asked[1]} exclude each other.", "Give one of them.")
        form = asked[0] if asked else "table" if self.terminal else "plain"
        colour = not (self.no_color or self.environ.get("NO_COLOR") or self.environ.get("TERM") == "dumb")
        return Output(self.stdout, form, streams.width(self.environ), colour, exit_code)

    def show(self, page: "Page", data: Any, output: "Output") -> int:
        """Show a report; the exit code, 1 where it was asked for and there is something."""
        from custlove.render import page as render

        render.emit(page, data, output)
        return int(output.exit_code and page.things > 0)

    def answer(self, line: str, data: Any, *, json: bool) -> None:
        """What is now true, after a write: one line, or the object under --json."""
        from custlove.render import page as render
        from custlove.render.safe import visible

        if json:
            render.emit_json(data, self.output(json=True))
        elif not self.quiet:
            self.stdout.write(visible(line) + "\n")

    def answers(self, told: Sequence[tuple[str, Any]], *, json: bool, several: bool = False) -> None:
        """What is now true of each thing that was changed: a line each; under --json the object, or a list."""
        if json:
            data = [each for _, each in told]
            self.answer("", data if several else data[0], json=True)
        else:
            for line, each in told:
                self.answer(line, each, json=False)

    def note(self, line: str) -> None:
        """A word beside the data, to the standard error."""
        from custlove.render.safe import visible

        if not self.quiet:
            self.complain(visible(line) + "\n")

    def complain(self, words: str) -> None:
        """Lines that are made safe already, to the standard error."""
        streams.write_or_drop(self.stderr, words)

    def silence(self) -> None:
        """Write no more to the standard output: nobody reads it, or it is full."""
        streams.silence(self.stdout)

    def text(self, typed: str | None) -> str:
        """The text of an argument; `-` reads the standard input. Remembered, so that an error can give it back."""
        return self._remembered(streams.read(self.stdin) if typed == "-" else typed or "")

    def piped(self) -> str:
        """The standard input, as references and not as a text."""
        return streams.read(self.stdin)

    def required_text(self, typed: str | None, what: str) -> str:
        """A text that must be there: from the argument, `-`, or the editor at a terminal."""
        words = self.edited("") if typed is None and self.at_terminal else self.text(typed)
        if not words.strip():
            raise UsageError(f"There is no {what}.", "Give it as an argument, or - to read it from the standard input.")
        return words

    def edited(self, start: str) -> str:
        """A text from the user's editor (VISUAL, EDITOR), beginning with `start`; remembered like a typed one."""
        from custlove import editor

        return self._remembered(editor.compose(self.environ, start))

    def _remembered(self, words: str) -> str:
        if words:
            self.typed.append(words)
        return words
