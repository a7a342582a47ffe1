"""What is open with somebody is let go: they died, or left, and nobody waits for it any more.

It is neither kept nor done, and nobody let you off: what was broken or late by then stays so in every record.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from custlove.errors import Refused
from custlove.reports.people.open_between import OpenItem
from custlove.services import rituals
from custlove.services.change import Change

# An entry is not let go before it was made.
_SQL = {
    "promise": ("UPDATE promise SET released_on = max(:on, made_on), release_why = :why, let_go = 1 WHERE id = :id"),
    "follow-up": "UPDATE follow_up SET done_on = max(:on, made_on), let_go_why = :why WHERE id = :id",
    "feedback": (
        "UPDATE feedback SET let_go_at = max(:at, heard_at), let_go_day = max(:on, heard_day), let_go_why = :why"
        " WHERE id = :id"
    ),
    "mistake": "UPDATE mistake SET let_go_on = max(:on, noticed_on), let_go_why = :why WHERE id = :id",
    "ask": "UPDATE ask SET dropped_on = max(:on, day), dropped_why = :why WHERE id = :id",
}
_NOUNS = {
    "mine promise": "promise", "theirs promise": "promise", "follow-up": "follow-up", "criticism": "feedback",
    "praise": "feedback", "idea": "feedback", "mistake": "mistake", "ask": "ask",
}  # fmt: skip


def close(change: Change, items: Sequence[OpenItem], on: date, why: str) -> None:
    """Let these go from a day on, with the reason; rituals rest."""
    from custlove.store.bulk import stored

    at = change.now if on == change.today else datetime.combine(on, time(12), change.now.tzinfo)
    for each in items:
        if each.kind == "ritual":
            _rest(change, each.id, on)
            continue
        given = {"on": on.isoformat(), "at": stored(at.astimezone(UTC)), "why": why, "id": each.id}
        change.connection.execute(_SQL[_NOUNS[each.kind]], given)


def _rest(change: Change, number: int, on: date) -> None:
    """Let a ritual rest from that day on; one that began or was resumed after it, from today on."""
    try:
        rituals.pause(change, (str(number),), on)
    except Refused:
        rituals.pause(change, (str(number),), change.today)
