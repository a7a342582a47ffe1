"""How mistakes are shown: a list, and one line after a write."""

from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import ID, LATE, REF, Column, Page, listing
from custlove.render.sentences import cut
from custlove.rules.mistakes import SEVERITY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.lists.mistakes import Mistake


def page(rows: "Sequence[Mistake]", today: date) -> Page:
    """A list of mistakes."""
    columns = (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("what", lambda row: row.what, cut=True),
        Column("severity", lambda row: row.severity, shown=_weight),
        Column("noticed_on", lambda row: row.noticed_on, table=False),
        Column("stage", lambda row: row.stage, table=False),
        Column(
            "next_step",
            lambda row: row.next_step,
            shown=lambda row: _next(row, today),
            style=lambda row: LATE if row.due and row.due_on < today else "",
        ),
        Column("due_on", lambda row: row.due_on, table=False),
        Column("hidden", lambda row: row.hidden, table=False),
        ID,
        REF,
    )
    return listing(columns, rows, "No such mistakes.")


def _weight(mistake: "Mistake") -> str:
    weight = SEVERITY[mistake.severity]
    return f"{weight}, hidden" if mistake.hidden else weight


def _next(mistake: "Mistake", today: date) -> str:
    if mistake.due_on is None:
        return f"followed up {dates.say_short(mistake.steps[-1].on, today)}"
    return f"{mistake.next_step}, due {dates.say_short(mistake.due_on, today)}"


def sentence(each: "Mistake", today: date) -> str:
    """A mistake, the stage it has reached and when, and the step that comes next."""
    begun = f"Mistake {each.ref} with {each.name} ({_weight(each)}), “{cut(each.what)}”"
    last = each.steps[-1] if each.steps else None
    stage, on = (last.stage.replace("_", " "), last.on) if last else ("noticed", each.noticed_on)
    reached = f"{begun}: {stage} {dates.say_day(on, today)}"
    if each.due_on is None:
        return f"{reached}; that closes it."
    return f"{reached}; next, {each.next_step} (due {dates.say_day(each.due_on, today)})."
