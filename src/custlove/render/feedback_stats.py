"""How you listen, as a page: feedback in counts, and whom to ask again."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from custlove import dates
from custlove.render.page import Column, Page, listing
from custlove.rules import feedback as loops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.journal_wide.feedback_stats import Stats
    from custlove.reports.lists.feedback_due import Unasked


class _Count(NamedTuple):
    """A line of the counts: what, how many (nothing where there are too few), and what else there is to say.

    `shown`: what and how many as a person reads it, where that is something else.
    """

    what: str
    number: float | None
    note: str = ""
    shown: tuple[str, float] | None = None


def counts(stats: "Stats") -> Page:
    """Feedback in counts, a line each."""
    columns = (
        Column("what", lambda row: row.what, shown=lambda row: row.shown[0] if row.shown else row.what),
        Column("count", lambda row: row.number, shown=_number, right=True),
        Column("note", lambda row: row.note, style="dim", cut=True),
    )
    since = "" if stats.since is None else f"Feedback since {stats.since}"
    return listing(columns, list(_counts(stats)), "", since)


def _counts(stats: "Stats") -> Iterator[_Count]:
    yield _Count("asked", stats.asked, f"{stats.answered} answered" if stats.asked else "")
    yield _Count("heard", stats.heard)
    yield _Count("praise", stats.praise)
    yield _Count("criticism", stats.criticism)
    yield _Count("ideas", stats.ideas)
    yield _Count("scores 0-6", stats.score_0_6)
    yield _Count("scores 7-8", stats.score_7_8)
    yield _Count("scores 9-10", stats.score_9_10)
    closed = _missing(stats.closed_missing, "answer", "a share") or f"{stats.closed_percent}% of what was heard"
    yield _Count("loops closed", stats.loops_closed, closed)
    hours = f"median of {stats.first_answers}" if stats.first_answers else "nothing was answered yet"
    yield _Count("hours to the first answer", stats.median_hours, hours, _first_answer(stats.median_hours))
    yield _Count("net promoter score", stats.nps, _missing(stats.nps_missing, "score", "it"))


def _first_answer(hours: float | None) -> tuple[str, float] | None:
    """The line as one reads it: in days from two days on. For scripts it stays in hours."""
    if hours is None:
        return None
    number, unit = loops.measured(hours)
    return f"{unit} to the first answer", number


def _number(row: _Count) -> str:
    number = row.shown[1] if row.shown else row.number
    return "" if number is None else str(number)


def _missing(count: int, what: str, for_what: str) -> str:
    return f"{count} more {what}{'' if count == 1 else 's'} needed for {for_what}" if count else ""


def due(rows: "Sequence[Unasked]", labels: Mapping[str, str], today: date) -> Page:
    """Whom to ask again."""
    columns = (
        Column("person", lambda row: row.person, style="dim"),
        Column("name", lambda row: row.name, style="bold", cut=True),
        Column("rung", lambda row: row.rung, shown=lambda row: labels[row.rung]),
        Column("last_asked_on", lambda row: row.last_asked_on, shown=lambda row: _last(row, today)),
        Column("days", lambda row: row.days, right=True),
    )
    return listing(columns, rows, "Everybody was asked lately.")


def _last(row: "Unasked", today: date) -> str:
    if row.last_asked_on is not None:
        return dates.say_short(row.last_asked_on, today)
    return f"never, here since {dates.say_short(row.since, today)}"
