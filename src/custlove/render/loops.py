"""How long a loop of feedback is open, in a few words."""

from datetime import date
from typing import TYPE_CHECKING

from custlove.render.sentences import days
from custlove.rules import feedback as rules

if TYPE_CHECKING:
    from custlove.reports.lists.feedback import Feedback


def open_for(feedback: "Feedback", today: date) -> str:
    """How long a loop is open; where a step of it has a clock, how much time is left for it, or past."""
    hours = feedback.hours_open
    if feedback.act_by is not None:
        late = (today - feedback.act_by).days
        return f"{days(late)} late" if late > 0 else f"{days(-late)} left"
    if feedback.stage == "heard" and rules.unhappy(feedback.kind, feedback.score):
        if feedback.answered:
            return "not agreed yet"
        late = hours - rules.ANSWER_WITHIN_HOURS
        return f"{rules.duration(late, 'h')} late" if feedback.overdue else f"{-late} h left"
    return rules.duration(hours) if hours else "just now"
