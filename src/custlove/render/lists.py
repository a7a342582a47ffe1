"""The columns of each list: what it shows in a table, in lines and in CSV."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from custlove import dates
from custlove.render import safe
from custlove.render.page import BROKEN, ID, LATE, REF, Column, Page, listing
from custlove.schema.vocabulary import FELT

if TYPE_CHECKING:
    # A list shows one of them: to load the others as well would cost half as much as the interpreter.
    from custlove.reports.find import Hit
    from custlove.reports.ladder import Moved
    from custlove.reports.lists.asks import Ask
    from custlove.reports.lists.feedback import Feedback
    from custlove.reports.lists.follow_ups import FollowUp
    from custlove.reports.lists.history import HistoryEntry
    from custlove.reports.lists.promises import Promise
    from custlove.reports.lists.touchpoints import Touchpoint
    from custlove.reports.people.people import Person

_STATE_STYLES = {"broken": BROKEN, "overdue": LATE}
_PERSON = Column("person", lambda row: row.person, table=False)
_NAME = Column("name", lambda row: row.name, style="bold")


def promises(rows: "Sequence[Promise]", today: date) -> Page:
    """A list of promises."""
    columns = (
        _PERSON,
        _NAME,
        Column("what", lambda row: row.what, cut=True),
        Column("by", lambda row: row.by),
        Column(
            "state", lambda row: row.state, shown=_promise_state, style=lambda row: _STATE_STYLES.get(row.state, "")
        ),
        Column("made_on", lambda row: row.made_on, table=False),
        Column("due_on", lambda row: row.due_on, shown=lambda row: dates.say_short(row.due_on, today)),
        Column("kept_on", lambda row: row.kept_on, table=False),
        Column("days_late", lambda row: row.days_late, table=False),
        ID,
        REF,
    )
    return listing(columns, rows, "No such promises.")


def _promise_state(promise: "Promise") -> str:
    late = f", {_days(promise.days_late)}" if promise.days_late else ""
    once = ", broken once" if promise.broken_once else ""
    return promise.state.replace("_", " ") + late + once


def follow_ups(rows: "Sequence[FollowUp]", today: date) -> Page:
    """A list of follow-ups."""
    columns = (
        _PERSON,
        _NAME,
        Column("why", lambda row: row.why, cut=True),
        Column(
            "state",
            lambda row: row.state,
            shown=lambda row: _follow_up_state(row, today),
            style=lambda row: _STATE_STYLES.get(row.state, ""),
        ),
        Column("due_on", lambda row: row.due_on, shown=lambda row: dates.say_short(row.due_on, today)),
        Column("snoozed_until", lambda row: row.snoozed_until, table=False),
        Column("days_late", lambda row: row.days_late, table=False),
        ID,
        REF,
    )
    return listing(columns, rows, "No such follow-ups.")


def _follow_up_state(follow_up: "FollowUp", today: date) -> str:
    if follow_up.state == "snoozed" and follow_up.snoozed_until:
        return f"snoozed until {dates.say_short(follow_up.snoozed_until, today)}"
    return f"overdue, {_days(follow_up.days_late)}" if follow_up.state == "overdue" else follow_up.state


def feedback(rows: "Sequence[Feedback]", today: date) -> Page:
    """A list of feedback."""
    columns = (
        _PERSON,
        _NAME,
        Column("kind", lambda row: row.kind),
        Column("text", lambda row: row.text, cut=True),
        Column("score", lambda row: row.score, right=True),
        Column("heard_at", lambda row: row.heard_at, shown=lambda row: dates.say_short(row.heard_on, today)),
        Column("stage", lambda row: row.stage, shown=_stage, style=lambda row: LATE if row.overdue else ""),
        Column("hours_open", lambda row: row.hours_open, table=False),
        Column("overdue", lambda row: row.overdue, table=False),
        ID,
        REF,
    )
    return listing(columns, rows, "No such feedback.")


def _stage(feedback: "Feedback") -> str:
    tries = feedback.tries if feedback.stage == "heard" else 0
    tried = {0: "", 1: ", said back once", 2: ", said back twice"}.get(tries, f", said back {tries} times")
    return f"{feedback.stage}{tried}{', overdue' if feedback.overdue else ''}"


def asks(rows: "Sequence[Ask]", today: date) -> Page:
    """A list of what was asked."""
    columns = (
        _PERSON,
        _NAME,
        Column("text", lambda row: row.text, cut=True),
        Column("channel", lambda row: row.channel),
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        ID,
        REF,
    )
    return listing(columns, rows, "No ask is waiting for an answer.")


def touchpoints(rows: "Sequence[Touchpoint]", today: date) -> Page:
    """A list of touchpoints."""
    columns = (
        Column("at", lambda row: row.at, shown=lambda row: dates.say_short(row.on, today)),
        Column("people", lambda row: row.people, shown=lambda row: ", ".join(row.names), style="bold"),
        Column("text", lambda row: row.text, cut=True),
        Column("channel", lambda row: row.channel),
        Column("direction", lambda row: row.direction, table=False),
        Column("felt", lambda row: row.felt, shown=lambda row: FELT.get(row.felt, "")),
        Column("energy", lambda row: row.energy, table=False),
        Column("minutes", lambda row: row.minutes, right=True, table=False),
        Column("wow", lambda row: row.wow, shown=lambda row: "wow" if row.wow else "", table=False),
        Column("tags", lambda row: row.tags, table=False),
        ID,
        REF,
    )
    return listing(columns, rows, "No such touchpoints.")


def people(rows: "Sequence[Person]", today: date) -> Page:
    """A list of people."""
    columns = (
        Column("person", lambda row: row.person, style="dim"),
        _NAME,
        Column("organisation", lambda row: row.organisation, cut=True),
        Column("role", lambda row: row.role, table=False),
        Column("emails", lambda row: row.emails, table=False),
        Column("phones", lambda row: row.phones, table=False),
        Column("rung", lambda row: row.rung),
        Column("circle", lambda row: row.circle, table=False),
        Column("every_days", lambda row: row.every_days, table=False),
        Column("last_touch_on", lambda row: row.last_touch_on, table=False),
        Column("tags", lambda row: row.tags, table=False),
        Column("archived", lambda row: row.archived, table=False),
        Column("last_contact_on", lambda row: row.last_contact_on, shown=lambda row: _last_contact(row, today)),
        Column("last_from_them_on", lambda row: row.last_from_them_on, table=False),
    )
    return listing(columns, rows, "Nobody here yet. The first: custlove person add NAME")


def _last_contact(person: "Person", today: date) -> str:
    return dates.say_short(person.last_contact_on, today) if person.last_contact_on else "never"


def moves(rows: "Sequence[Moved]", today: date) -> Page:
    """A list of moves on the ladder."""
    return listing(_move_columns(today), rows, "Nobody moved.")


def history_of(rows: "Sequence[Moved]", today: date, line: "Sequence[str]" = ()) -> Page:
    """How somebody came to stand where they stand, with what stood against it; under it their rung as a `line`."""
    columns = (
        *_move_columns(today),
        Column("anyway", lambda row: row.anyway, table=False),
        Column("against", lambda row: "; ".join(row.against) or None, table=False),
    )
    return listing(columns, rows, "Nobody moved.")._replace(closing="\n".join(line))


def _move_columns(today: date) -> tuple[Column, ...]:
    return (
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        _PERSON,
        _NAME,
        Column("direction", lambda row: row.direction),
        Column("from", lambda row: row.from_),
        Column("to", lambda row: row.to),
        Column("why", lambda row: row.why, shown=_why_moved, cut=True),
    )


def _why_moved(move: "Moved") -> str:
    against = f"  (anyway; against it: {'; '.join(move.against)})" if move.anyway else ""
    return f"{move.why or ''}{against}"


def hits(rows: "Sequence[Hit]", today: date, *, colour: bool = True, encoding: str | None = "utf-8") -> Page:
    """What was found; what it was found by is bold in a table, and stands between marks where nothing can be bold."""
    around = "«»" if safe.holds(encoding or "utf-8", "«»") else "[]"
    text = Column("text", lambda row: row.text, shown=lambda row: row.snippet, cut=True, marks=lambda row: row.marks)
    if not colour:
        text = text._replace(shown=lambda row: marked(row.snippet, row.marks, around), marks=None)
    columns = (
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        _PERSON,
        _NAME,
        Column("kind", lambda row: row.kind, shown=lambda row: row.kind.replace("_", " ")),
        text,
        # People are called by their handle, never by a number.
        ID._replace(value=_hit_number),
        Column("found", lambda row: marked(row.snippet, row.marks, around), table=False),
        REF,
    )
    return listing(columns, rows, "Nothing found.")


def marked(text: str, marks: Sequence[tuple[int, int]], around: str) -> str:
    """A text with what was found between two marks."""
    for begin, end in reversed(marks):
        text = f"{text[:begin]}{around[0]}{text[begin:end]}{around[1]}{text[end:]}"
    return text


def _hit_number(hit: "Hit") -> int | None:
    return None if hit.kind == "person" else hit.id


def history(rows: "Sequence[HistoryEntry]") -> Page:
    """What was done."""
    columns = (
        ID,
        Column("at", lambda row: row.at, shown=lambda row: row.at.strftime("%Y-%m-%d %H:%M")),
        Column("command", lambda row: row.command, shown=_command, cut=True),
        Column("rows", lambda row: row.rows, table=False),
        Column("undoes", lambda row: row.undoes, table=False),
        Column("undone_by", lambda row: row.undone_by, shown=_undone, style="dim"),
        REF,
    )
    return listing(columns, rows, "Nothing was written yet.")


def _command(change: "HistoryEntry") -> str:
    return change.command if change.by_other_program else f"custlove {change.command}"


def _undone(change: "HistoryEntry") -> str:
    if change.undone_by is not None:
        return f"undone by {change.undone_by}"
    return f"undoes {change.undoes}" if change.undoes is not None else ""


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


class SettingRow(NamedTuple):
    """A setting as it holds: its value, and whether that is the default, from the file or from the environment."""

    key: str
    value: str | None
    source: str
    what: str


def settings(rows: Sequence[SettingRow]) -> Page:
    """The settings as they hold."""
    columns = (
        Column("key", lambda row: row.key, style="bold"),
        Column("value", lambda row: row.value, shown=lambda row: row.value or "not set"),
        Column("source", lambda row: row.source, style=lambda row: "" if row.source != "default" else "dim"),
        Column("what", lambda row: row.what, cut=True, style="dim"),
    )
    return listing(columns, rows, "")
