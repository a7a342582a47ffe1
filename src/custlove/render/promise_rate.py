"""The keep rate as a page."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove import dates
from custlove.render.page import Column, Page, Section
from custlove.rules.promise_rate import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from custlove.reports.journal_wide.promise_rate import Group, Rate
    from custlove.reports.journal_wide.promise_reasons import PromiseReason

_MOST_REASONS = 10


class _Side(NamedTuple):
    by: str
    tally: Tally


def page(rate: "Rate", per: str | None) -> Page:
    """Both sides, or a row a person or a month with your own promises."""
    if per is not None:
        return Page(_grouped(per, rate.groups), [Section("", "", rate.groups)], "No promise fell due.")
    rows = [_Side("mine", rate.mine), _Side("theirs", rate.theirs)]
    return Page((Column("by", lambda row: row.by, style="bold"), *_tally("tally")), [Section("", "", rows)])


def notes(rate: "Rate", today: "date") -> list[str]:
    """What is said below the table: a word, and the reasons given."""
    said = [rate.word] if rate.word else []
    said += [_reason(each, today) for each in rate.reasons[:_MOST_REASONS]]
    more = len(rate.reasons) - _MOST_REASONS
    return [*said, f"and {more} more reasons: custlove promise rate --json"] if more > 0 else said


def _reason(each: "PromiseReason", today: "date") -> str:
    whose = "" if each.by == "mine" else ", theirs"
    return f"{dates.say_short(each.on, today)}, {each.name}, {each.kind}{whose}: {each.what} ({each.why})"


def _grouped(per: str, groups: "Sequence[Group]") -> tuple[Column, ...]:
    if per == "month":
        who: tuple[Column, ...] = (Column("month", lambda row: row.month, style="bold"),)
    else:
        who = (
            Column("person", lambda row: row.person, table=False),
            Column("name", lambda row: row.name, style="bold", cut=True),
        )
    # As narrow as may be: a name and all of it fit into 80 columns.
    return (*who, *_tally("mine", rated=any(percent(group.mine) for group in groups), margin="margin"))


def _tally(name: str, *, rated: bool = True, margin: str = "") -> tuple[Column, ...]:
    """The columns of the tally of that name."""
    of: Callable[[Any], Tally] = attrgetter(name)

    def count(field: str, *, table: bool = True) -> Column:
        return Column(field, attrgetter(f"{name}.{field}"), right=True, table=table)

    return (
        count("kept"),
        count("due"),
        Column("rate", lambda row: percent(of(row)), right=True, table=rated),
        *map(count, ("early", "on_day", "late", "broken", "moved")),
        count("released", table=False),
        Column(
            "margin_days",
            attrgetter(f"{name}.margin_days"),
            shown=lambda row: _margin(of(row)),
            right=True,
            title=margin,
        ),
    )


def percent(tally: Tally) -> str:
    """A keep rate as a percentage; nothing where there are too few to say one."""
    return "" if tally.percent is None else f"{tally.percent}%"


def _margin(tally: Tally) -> str:
    return "" if tally.margin_days is None else f"{tally.margin_days:+g}"
