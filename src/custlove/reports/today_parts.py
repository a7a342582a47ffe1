"""Parts of what is owed today: some sections, one person, or all that concerns each person together."""

from collections.abc import Collection
from typing import Any

from custlove.reports.today import Today

# What --only calls each section in which something can need you, in the order in which `today` shows them.
SECTIONS = {
    "broken": "broken_promises",
    "promises": "promises_due",
    "overdue": "overdue_follow_ups",
    "due": "follow_ups_due",
    "feedback": "open_feedback",
    "mistakes": "open_mistakes",
    "low": "left_low",
    "rituals": "rituals",
    "days": "days",
    "quiet": "gone_quiet",
    "ease-off": "ease_off",
    "returns": "returns",
    "asks": "asks",
}
ALL_SECTIONS = {**SECTIONS, "intentions": "intentions"}


def only(owed: Today, names: Collection[str]) -> Today:
    """Only these sections, by their names in ALL_SECTIONS; the others are empty."""
    wanted = {ALL_SECTIONS[name] for name in names}
    return owed._replace(
        **{name: _none(value) for name, value in owed._asdict().items() if name not in wanted and name != "today"}
    )


def about(owed: Today, person: str) -> Today:
    """Only what concerns a person, by the handle."""
    kept: dict[str, Any] = {
        name: type(value)(each for each in value if getattr(each, "person", None) == person)
        if isinstance(value, list | tuple) and not hasattr(value, "_fields")
        else _none(value)
        for name, value in owed._asdict().items()
        if name != "today"
    }
    return owed._replace(**kept)


def _none(value: Any) -> Any:
    """The same kind of value with nothing in it."""
    if isinstance(value, int):
        return 0
    return type(value)() if isinstance(value, list | tuple) and not hasattr(value, "_fields") else None
