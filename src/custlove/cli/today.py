"""`custlove today`, answered before the command line is built: it is asked for more often than all else together.

Only what needs no parsing comes this way, `custlove` and `custlove today` with at most the forms of a report behind it;
everything else, and every error, is told as for any other command.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.cli import boundary
from custlove.console import FORMS
from custlove.context import Context

if TYPE_CHECKING:
    from sqlite3 import Connection

    from custlove.render.page import Output, Page, Section
    from custlove.reports.today import Today

_FORMS = {f"--{name.replace('_', '-')}": name for name in (*FORMS, "exit_code")}
_LAYOUTS = {"--by-person": "by_person", "--all": "all"}
_BEGINNING = """\
There is no journal yet; the first thing you write down starts one:
  custlove person add "Anna Karenina"                  somebody you care for
  custlove log anna "Coffee, she moves" --felt glad    how it was
  custlove promise add anna "the offer" --by friday    what you owe her
To look around first: custlove demo. Every command says more with --help.
"""


class TodayOptions(NamedTuple):
    """What is asked of `today` next to its form: days ahead (and as they were typed), a person, sections, the layout.

    `all`: nothing is cut to fit the screen.
    """

    days: int = 0
    ahead: str | None = None
    who: str | None = None
    only: Sequence[str] = ()
    by_person: bool = False
    all: bool = False

    def again(self, today: str | None) -> str:
        """The command line with these options, but for the sections and the layout."""
        import shlex

        given = {"--ahead": self.ahead, "--who": self.who}
        words = ["custlove", *(("--today", today) if today else ()), "today"]
        return shlex.join([*words, *(word for name, value in given.items() if value for word in (name, value))])


_PLAINLY = TodayOptions()


def knows(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for today, and for nothing that would have to be parsed."""
    return all(
        word in _FORMS or word in _LAYOUTS for word in (arguments[1:] if arguments[:1] == ["today"] else arguments)
    )


def run(arguments: Sequence[str], environ: Mapping[str, str], clock: datetime | None = None) -> int:
    """Answer a command line that `knows` knows, and return its exit code."""
    context = Context.of_process(environ, clock)
    forms = {_FORMS[word]: True for word in arguments if word in _FORMS}
    asked = TodayOptions(by_person="--by-person" in arguments, all="--all" in arguments)

    def act() -> int:
        try:
            return answer(context, context.output(**forms), asked)
        except KeyboardInterrupt:
            return boundary.INTERRUPTED

    return boundary.guarded(context, arguments, act)


def answer(run: Context, output: "Output", asked: TodayOptions = _PLAINLY) -> int:
    """Show what is owed today, or what was asked for of it."""
    from custlove.render import today as render
    from custlove.reports import today as report

    if not run.begun and output.form in ("table", "plain"):
        run.stdout.write(_BEGINNING)
        return 0
    with run.reading() as connection:
        owed = read(run, connection, asked)
        parted = bool(asked.who or asked.only)
        if output.form == "table":
            run.namesakes = _namesakes(connection, owed)
        named = not owed.things and output.form != "json"
        coming = report.next_coming(connection, owed.today, run.settings.numbers) if named and not parted else None
        nobody = named and coming is None and not report.anybody(connection, owed.today)
    page = render.page(owed, coming, nobody=nobody)
    if parted and not nobody:
        page = page._replace(empty="Nothing of this is due.")
    data: Any = owed
    counted = page.sections
    if asked.by_person:
        from custlove.render import today_screen

        data, page = today_screen.by_person(owed, page, run.namesakes or ())
    if output.form == "table":
        page = _on_screen(run, page, counted, output, asked)
    if not owed.things and output.form == "plain":
        run.note(page.empty)
    if output.form == "plain":
        for line in page.foot.splitlines():
            run.note(line)
    return run.show(page, data, output)


def _namesakes(connection: "Connection", owed: "Today") -> frozenset[str]:
    from custlove.reports.people import namesakes

    sections = (value for value in owed if isinstance(value, list))
    handles = {getattr(each, "person", None) for rows in sections for each in rows}
    return namesakes.among(connection, handles - {None}, owed.today)


def read(run: Context, connection: "Connection", asked: TodayOptions) -> "Today":
    """What is owed today, or the part of it that was asked for; raises NotFound, Ambiguous."""
    from custlove.reports import today as report

    owed = report.today(connection, run.settings.cadences, run.now, asked.days, run.settings.numbers)
    if not (asked.who or asked.only):
        return owed
    from custlove.reports import today_parts
    from custlove.reports.people import lookup

    if asked.only:
        owed = today_parts.only(owed, asked.only)
    return today_parts.about(owed, lookup.one(connection, asked.who).handle) if asked.who else owed


def _on_screen(
    run: Context, page: "Page", counted: "Sequence[Section]", output: "Output", asked: TodayOptions
) -> "Page":
    from custlove.render import today_screen

    command = asked.again(run.asked_today)
    plainly = not (asked.days or asked.who)
    return today_screen.fitted(page, output, today_screen.Asked(command, asked.only, plainly, asked.all), counted)
