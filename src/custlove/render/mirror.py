"""The mirror as a page: a line a question, and what is behind it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import Column, Page, Section, Value
from custlove.reports.mirror.questions import Reflection
from custlove.rules.mirror import TELLING

if TYPE_CHECKING:
    from custlove.rules.mirror import Period
    from custlove.rules.money import Sum

_NOTHING = "-"
# The figures are as wide whatever they are, so that on a narrow terminal what is behind them always stands below.
_WIDTH = 10
# What is counted, by the unit: one of them, several.
_COUNTED = {"people": ("person", "people"), "channels": ("channel", "channels")}


def page(found: Sequence[Reflection], period: "Period", today: date) -> Page:
    """The twelve questions, each with its figure, what it was before, and who and what stands behind it."""
    columns = (
        Column("key", lambda row: row.key, table=False),
        Column("question", lambda row: row.question, style=_style("bold")),
        Column("value", lambda row: _plain(row.value), shown=lambda row: _figure(row.value, row.unit), right=True),
        Column(
            "before", lambda row: _plain(row.before), shown=lambda row: _figure(row.before, row.unit), style="dim",
            right=True,
        ),
        Column("unit", lambda row: row.unit, table=False),
        Column("people", lambda row: row.people, table=False),
        Column("enough", lambda row: row.enough, table=False),
        Column("needs", lambda row: row.needs, table=False),
        Column("basis", lambda row: row.basis, table=False),
        Column("says", lambda row: row.says, shown=_behind, style="dim", cut=True, whole=True),
        Column("because", lambda row: "; ".join(row.because), table=False),
        Column("deed", lambda row: row.deed.command, table=False),
    )  # fmt: skip
    first, last = (dates.say_short(day, today) for day in (period.since, period.until))
    title = f"How am I doing? {first} to {last}, and the {period.days} days before"
    return Page(columns, [Section("", "", found)], title=title)


def _style(usual: str) -> Callable[[Reflection], str]:
    return lambda row: usual if row.enough else "dim"


def _plain(value: "int | float | list[Sum] | None") -> Value:
    return [f"{each.amount} {each.currency}" for each in value] if isinstance(value, list) else value


def _figure(value: "int | float | list[Sum] | None", unit: str) -> str:
    return _said(value, unit).rjust(_WIDTH)


def _said(value: "int | float | list[Sum] | None", unit: str) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, list):
        return ", ".join(f"{each.amount} {each.currency}" for each in value) or "nothing"
    if unit == "percent":
        return f"{value}%"
    one, several = _COUNTED[unit]
    return f"{value} {one if value == 1 else several}"


def _behind(row: Reflection) -> str:
    """Who and what stands behind a figure, each on a line, then what to do; how many facts are missing if none."""
    deed = f"{row.deed.what}: {row.deed.command}"
    if row.needs:
        missing = f"{row.needs} more {'fact' if row.needs == 1 else 'facts'} before there is anything to say"
        return f"{missing}\n{deed}"
    # Whoever has a line of their own is not named before it.
    unnamed = [name for name in row.names if not any(line.startswith(f"{name}: ") for line in row.because)]
    named = _few(unnamed) if len(unnamed) < len(row.names) or row.key == "channels" else _few(row.names)
    said = "; ".join(part for part in (named, row.says) if part)
    reasons = row.because[:TELLING] if row.key != "channels" else []
    more = len(row.because) - len(reasons) if reasons else 0
    return "\n".join([said, *reasons, *([f"and {more} more: custlove mirror --json"] if more else []), deed])


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(names[:TELLING])
    return f"{shown} and {len(names) - TELLING} more" if len(names) > TELLING else shown
