"""The console of one run: how its answers are shown, and what somebody at the terminal can be asked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from custlove import streams
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.render.page import Output, Page

# How a report can be asked to answer, each by an option of that name.
FORMS = ("json", "csv", "plain", "count", "ids")


class Rehearsed(Exception):
    """Everything around a text for which the editor will open was found right; nothing was written yet."""


class Console:
    """Where one run reads and writes, and how it shows things."""

    environ: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    no_color = False
    quiet = False
    no_input = False
    # A text for which the editor will open is tried first, with everything around it, without being written.
    rehearsing = False
    # Of the names that are shown, those that several people have; None as long as nobody has looked.
    namesakes: frozenset[str] | None = None

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

        asked = [form for form, wanted in zip(FORMS, (json, csv, plain, count, ids), strict=True) if wanted]
        if len(asked) > 1:
            raise UsageError(f"--{asked[0]} and --{asked[1]} exclude each other.", "Give one of them.")
        form = asked[0] if asked else "table" if self.terminal else "plain"
        colour = not (self.no_color or self.environ.get("NO_COLOR") or self.environ.get("TERM") == "dumb")
        width = streams.width(self.environ)
        if form != "table":
            return Output(self.stdout, form, width, colour, exit_code)
        from custlove.render import colours

        many = colours.knows_many(self.environ)
        return Output(self.stdout, form, width, colour, exit_code, many, streams.height(self.environ))

    def show(self, page: "Page", data: Any, output: "Output") -> int:
        """Show a report; the exit code, 1 if it was asked for and there is something."""
        from custlove.render import output as render

        if self.namesakes and output.form == "table":
            from custlove.render import namesakes

            page = namesakes.page(page, self.namesakes)
        render.emit(page, data, output)
        return int(output.exit_code and page.things > 0)

    def show_count(self, number: int, output: "Output") -> int:
        """Show how many there are, where no more than that was asked of the journal; the exit code, as `show` says."""
        from custlove.render.page import Page

        return self.show(Page((), (), number=number), None, output)

    def answer(self, line: str, data: Any, *, json: bool) -> None:
        """What is now true, after a write: one line, or the object under --json."""
        from custlove.render import output as render
        from custlove.render.safe import visible

        if json:
            render.emit_json(data, self.output(json=True))
        elif not self.quiet:
            if self.namesakes:
                from custlove.render import namesakes

                line = namesakes.sentence(line, data, self.namesakes)
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
        """A word next to the data, to the standard error."""
        from custlove.render.safe import visible

        if not self.quiet:
            self.complain(visible(line) + "\n")

    def ask(self, question: str) -> str:
        """A line that somebody at the terminal types, without the blanks around it; empty if there is no more."""
        from custlove.render.safe import visible

        if self.rehearsing:
            raise Rehearsed
        self.stdout.flush()
        self.complain(visible(question))
        try:
            return self.stdin.readline().strip()
        except KeyboardInterrupt:
            # The terminal shows ^C behind the question; what comes next begins a line.
            self.complain("\n")
            raise

    def complain(self, words: str) -> None:
        """Lines that are made safe already, to the standard error."""
        streams.write_or_drop(self.stderr, words)

    def silence(self) -> None:
        """Write no more to the standard output: nobody reads it, or it is full."""
        streams.silence(self.stdout)
