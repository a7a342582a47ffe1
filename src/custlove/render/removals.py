"""What was taken out, in one line, and what hung together with it; and what the record forgets by it."""

from typing import TYPE_CHECKING

from custlove.rules import feedback as loops
from custlove.schema import references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.lists.feedback import Feedback
    from custlove.reports.lists.mistakes import Mistake
    from custlove.reports.lists.promises import Promise
    from custlove.services.removal import Hanging

_BECAME = {"stays": "stays", "waits": "waits again", "holds": "holds again"}


def sentence(said: str, hanging: "Sequence[Hanging]") -> str:
    """What was removed, as it is said, and what became of the rest."""
    rest = (
        f"{each.noun.capitalize()} {references.of_kind(each.noun, each.id)} {_BECAME[each.became]}." for each in hanging
    )
    return " ".join([f"Removed: {said}", *rest])


def promise_lost(each: "Promise") -> str:
    """What is not counted any more with a promise that was broken or late, and how to leave it in; else nothing."""
    if not (each.broken_once or each.state in ("broken", "kept_late")):
        return ""
    was, whose = ("kept late" if each.state == "kept_late" else "broken"), "your" if each.by == "mine" else "their"
    settle = "" if each.state == "kept_late" else f", then custlove promise move {each.id}, or release {each.id}"
    return f"It was {was}, and no longer counts in {whose} keep rate. To leave it there: custlove undo{settle}"


def feedback_lost(each: "Feedback") -> str:
    """What is not owed any more with the feedback of somebody unhappy; nothing where the loop was closed."""
    if each.next_step is None or not loops.unhappy(each.kind, each.score):
        return ""
    return f"It was open: {each.next_step} came next. To close the loop instead: custlove undo"


def no_longer_owed(before: "Feedback", after: "Feedback") -> str:
    """What a correction of feedback did to an answer that was owed or late; nothing where it did nothing."""
    if before.next_step is None or not loops.unhappy(before.kind, before.score):
        return ""
    if not loops.unhappy(after.kind, after.score):
        return "It waited for an answer, and counts as if none was owed. To take that back: custlove undo"
    if before.overdue and not after.overdue:
        return "It was overdue, and counts as heard later all along. To take that back: custlove undo"
    return ""


def mistake_lost(each: "Mistake") -> str:
    """What is not owed any more with a mistake; nothing where it was made right to the end."""
    if each.next_step is None:
        return ""
    return f"It was not made right to the end: {each.next_step} came next. To do so instead: custlove undo"
