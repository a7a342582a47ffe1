"""`custlove today`, answered before the command line is built: it is asked for more often than all else together.

Only what needs no parsing comes this way, `custlove` and `custlove today` with at most the forms of a report behind it;
everything else, and every error, is told as for any other command.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from custlove.cli import boundary
from custlove.console import FORMS
from custlove.context import Context

if TYPE_CHECKING:
    from custlove.render.page import Output

_OPTIONS = {f"--{name.replace('_', '-')}": name for name in (*FORMS, "exit_code")}
_BEGINNING = """\
There is no journal yet; the first thing you write down starts one:
  custlove person add "Anna Karenina"                  somebody you care for
  custlove log anna "Coffee, she moves" --felt glad    how it was
  custlove promise add anna "the offer" --by friday    what you owe her
To look around first: custlove demo. Every command says more with --help.
"""


def knows(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for today, and for nothing that would have to be parsed."""
    return all(word in _OPTIONS for word in (arguments[1:] if arguments[:1] == ["today"] else arguments))


def run(arguments: Sequence[str], environ: Mapping[str, str], clock: datetime | None = None) -> int:
    """Answer a command line that `knows` knows, and return its exit code."""
    context = Context.of_process(environ, clock)
    asked = {_OPTIONS[word]: True for word in arguments if word in _OPTIONS}

    def act() -> int:
        try:
            return answer(context, context.output(**asked))
        except KeyboardInterrupt:
            return boundary.INTERRUPTED

    return boundary.guarded(context, arguments, act)


def answer(run: Context, output: "Output", days: int = 0) -> int:
    """Show what is owed today, and what falls due in the `days` after it."""
    from custlove.render import today as render
    from custlove.reports import today as report

    if not run.begun and output.form in ("table", "plain"):
        run.stdout.write(_BEGINNING)
        return 0
    with run.reading() as connection:
        owed = report.today(connection, run.settings.cadences, run.now, days, run.settings.numbers)
        named = not owed.things and output.form != "json"
        coming = report.next_coming(connection, owed.today, run.settings.numbers) if named else None
        nobody = named and coming is None and not report.anybody(connection, owed.today)
    page = render.page(owed, coming, nobody=nobody)
    if not owed.things and output.form == "plain":
        run.note(page.empty)
    if output.form == "plain":
        for line in page.foot.splitlines():
            run.note(line)
    return run.show(page, owed, output)
