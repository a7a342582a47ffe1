"""What one run of the program stands on: the clock, the journal, the settings, the streams.

Commands are given a Context and ask it for what they need; tests make their own.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self, TextIO

from custlove import streams
from custlove.clock import Clock
from custlove.console import Console, Rehearsed
from custlove.errors import UsageError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from custlove.services.change import Change


class Context(Clock, Console):
    """One run: where it reads and writes, which day it is asked about, how it shows things."""

    def __init__(
        self, environ: Mapping[str, str], stdin: TextIO, stdout: TextIO, stderr: TextIO, clock: datetime | None = None
    ) -> None:
        super().__init__(environ, clock)
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.words: tuple[str, ...] = ()
        self.named_journal: str | None = None
        self.agreed = False
        self.typed: list[str] = []
        self.committed: int | None = None
        # What stands even where its answer cannot be given, as a sentence.
        self.stands = ""
        self.rehearsed = False
        self.draft: Path | None = None

    @classmethod
    def of_process(cls, environ: Mapping[str, str], clock: datetime | None = None) -> Self:
        """The run of this very process, at the moment that `clock` says, now unless given."""
        return cls(environ, *streams.standard(), clock=clock)

    @cached_property
    def journal(self) -> "Path":
        """The journal's path: --journal, CUSTLOVE_JOURNAL, else the usual place."""
        from pathlib import Path

        return Path(self._journal)

    @cached_property
    def _journal(self) -> str:
        # What is only read needs no pathlib, which costs as much as a bare start.
        from custlove import paths

        if self.named_journal is None:
            return paths.tidy(paths.journal(self.environ))
        if not self.named_journal:
            raise UsageError("--journal needs a file name.", "Like this: custlove --journal ~/clients.db")
        return paths.tidy(paths.expanded(self.named_journal))

    @property
    def state(self) -> "Path":
        """The folder of what is worth keeping and no part of the journal: drafts, marks."""
        from pathlib import Path

        from custlove import paths

        return Path(paths.state(self.environ))

    @property
    def rejects(self) -> "Path":
        """The list of files with bad records of imports, which lie next to what was imported."""
        return self.state / "rejects"

    @staticmethod
    def place(typed: "str | Path") -> "Path":
        """A path as it was typed, `~` being a home; as it is if there is no such home."""
        from pathlib import Path

        from custlove import paths

        return Path(paths.expanded(str(typed)))

    @property
    def journal_is_named(self) -> bool:
        """Whether the user said which journal: then it must be there."""
        return self.named_journal is not None or bool(self.environ.get("CUSTLOVE_JOURNAL"))

    @property
    def begun(self) -> bool:
        """Whether there is a journal, or one was named and has to be."""
        from custlove import paths

        return self.journal_is_named or paths.is_taken(self._journal)

    @property
    def lock_timeout(self) -> float:
        """How many seconds to wait for another program that holds the journal (CUSTLOVE_LOCK_TIMEOUT)."""
        from custlove import config

        return config.lock_timeout(self.environ)

    @contextmanager
    def reading(self) -> "Iterator[sqlite3.Connection]":
        """The journal to read from, as it stands at one moment; an empty one where none has been started."""
        from custlove.store import file, sqlite_errors

        connection = file.open_journal(self._journal, self.lock_timeout, to_read=True) if self.begun else file.empty()
        with sqlite_errors.explained(self._journal):
            try:
                connection.execute("PRAGMA query_only=ON")
                connection.execute("BEGIN")
                yield connection
                if self.terminal and self.namesakes is None:
                    from custlove.reports.people import namesakes

                    self.namesakes = namesakes.shared(connection, self.today)
            finally:
                connection.close()

    @contextmanager
    def changing(self) -> "Iterator[Change]":
        """The journal to write one change to; the first write in the usual place starts one.

        A change that comes to nothing, or is not to be kept (Change.keep), leaves everything as it was.
        """
        from custlove.reports.people import namesakes
        from custlove.services import change as changes
        from custlove.store import file

        self.check_output()
        if self.rehearsing:
            with self._rehearsal() as change:
                yield change
            raise Rehearsed
        try:
            with ExitStack() as stack:
                if not self.begun:
                    stack.enter_context(file.alone(self.journal, self.lock_timeout))
                # Another program may have started one meanwhile.
                starting = not self.begun
                path = stack.enter_context(file.being_created(self.journal)) if starting else self.journal
                writing = changes.writing(
                    path, self.clock_stamp, self.command, self.now, self.settings, self.lock_timeout
                )
                change = stack.enter_context(writing)
                yield change
                self.namesakes = namesakes.of_change(change.connection, change.number, self.today)
        except changes.Discarded:
            return
        self.committed = change.number
        if starting:
            self.note(f"Started a journal at {self.journal}")

    def keep_backup(self, why: str) -> None:
        """Have a backup of the journal as it stands, before something is done to much of it."""
        from custlove import automatic_backups

        automatic_backups.before(self, self.journal, why)

    def back_up_daily(self) -> None:
        """The backup of the day, after the answer of its first write."""
        from custlove import automatic_backups

        if self.committed is not None:
            automatic_backups.of_the_day(self, self._journal)

    @contextmanager
    def _rehearsal(self) -> "Iterator[Change]":
        """A change that is never kept: of the journal, or of an empty one where none has been started."""
        from pathlib import Path
        from tempfile import TemporaryDirectory

        from custlove.services import change as changes
        from custlove.store import file

        with ExitStack() as stack:
            path = self.journal
            if not self.begun:
                path = Path(stack.enter_context(TemporaryDirectory(prefix="custlove-"))) / "empty.db"
                file.create(path)
            stack.enter_context(suppress(changes.Discarded))
            change = stack.enter_context(
                changes.writing(path, self.clock_stamp, self.command, self.now, self.settings, self.lock_timeout)
            )
            yield change
            change.keep(when=False)

    def begin_anew(self) -> None:
        """The command line is run once more, with somebody chosen whom it left open."""
        self.rehearsing = self.rehearsed = False
        self.typed.clear()

    def rehearse_no_more(self) -> None:
        """Everything around the text was found right: the next time the editor opens."""
        self.rehearsing, self.rehearsed = False, True
        self.typed.clear()

    def take_back(self) -> None:
        """Undo what was written when its answer could not be given: what failed has changed nothing."""
        if self.committed is None:
            return
        from custlove.store import undo

        stamp, why = self.clock_stamp, f"undo {self.committed}, its answer could not be given"
        undo.in_file(self.journal, self.lock_timeout, self.committed, stamp.at, stamp.zone, why)
        self.committed = None

    @property
    def command(self) -> str:
        """The command in words, as the history keeps it."""
        import shlex

        return shlex.join(self.words)

    def text(self, typed: str | None) -> str:
        """The text of an argument; `-` reads the standard input. Remembered, so that an error can give it back.

        None or an empty argument is no text; raises UsageError for blanks, and for a standard input without any.
        """
        words = self._words(typed)
        if typed and not words.strip():
            raise UsageError(
                "Standard input is empty." if typed == "-" else "The text is empty.",
                "Nothing was written.",
            )
        return words

    def _words(self, typed: str | None) -> str:
        return self.remember(streams.read(self.stdin) if typed == "-" else typed or "")

    def piped(self) -> str:
        """The standard input, as references and not as a text."""
        return streams.read(self.stdin)

    def required_text(self, typed: str | None, what: str) -> str:
        """A text that must be there: from the argument, `-`, or the editor at a terminal."""
        words = self.edited("") if typed is None and self.at_terminal else self._words(typed)
        if not words.strip():
            raise UsageError(f"The {what} is missing.", "Give it as an argument, or - to read it from standard input.")
        return words

    def edited(self, start: str) -> str:
        """A text from the user's editor (VISUAL, EDITOR), beginning with `start`.

        The first time it is a stand-in, with which the command is tried without writing (`Rehearsed`): whoever wrote a
        page must not hear only then that a name or a day was wrong. Raises UsageError for an empty one. The draft is a
        file that stays until the command has succeeded.
        """
        from custlove.cli import editor

        if not self.rehearsed:
            self.rehearsing = True
            return start if start.strip() else "…"
        self.draft = editor.new_draft(self.environ, start, self.clock_now)
        words = editor.compose(self.environ, self.draft)
        if not words.strip():
            raise UsageError("The draft is empty.", "Nothing was written.")
        return words

    def settle_draft(self, *, done: bool) -> "Path | None":
        """Remove the draft when its text was written, or when it is empty; else it stays, and this is where."""
        draft, self.draft = self.draft, None
        if draft is None or not draft.exists():
            return None
        if done or not draft.read_bytes().strip():
            draft.unlink()
            return None
        return draft

    def remember(self, words: str) -> str:
        """Keep what was typed, so that an error can give it back."""
        if words.strip():
            self.typed.append(words)
        return words
