"""How often something comes again, as it is typed: `--every`, `--on` and `--from`, or `--rule`."""

from datetime import date
from typing import TYPE_CHECKING

from custlove.context import Context
from custlove.dates import say_day
from custlove.errors import Refused, UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    from custlove.rules.occurrences import Course
    from custlove.rules.recurrence import Rule


def course(run: Context, every: str | None, on: str | None, from_: str | None, rule: str | None) -> "Course":
    """The rule that was typed with its first day: --from or today, else the next day that is one of the rule's.

    Raises UsageError for what cannot be read, and Refused for a rule that never comes.
    """
    from custlove.rules import occurrences

    if (every is None) == (rule is None):
        raise UsageError("How often? Say --every or --rule.", 'Like this: --every "2 weeks" --on friday')
    since = run.today if from_ is None else run.due_day(from_)
    given = _rule(rule, on) if rule is not None else _every(run, every or "", on, since)
    found = occurrences.begin(given, since)
    if found is None:
        raise Refused(
            f"That rule has no day in the ten years from {say_day(since, run.today)}.",
            "Look at its parts again; an UNTIL may lie before that day.",
        )
    return found


def _rule(text: str, on: str | None) -> "Rule":
    from custlove.rules import recurrence

    if on is not None:
        raise UsageError(
            "--on goes with --every; a rule says the day itself.", "Like this: --rule FREQ=MONTHLY;BYDAY=1FR"
        )
    try:
        return recurrence.parse(text)
    except ValueError as fault:
        raise UsageError(f"--rule {quoted(text, 60)} cannot be used. {fault}") from fault


def _every(run: Context, every: str, on: str | None, first: date) -> "Rule":
    from custlove.rules import recurrence_phrases

    try:
        if on is not None and recurrence_phrases.in_years(every) and not recurrence_phrases.is_weekday(on):
            return recurrence_phrases.rule(every, None, run.due_day(on))
        return recurrence_phrases.rule(every, on, first)
    except ValueError as fault:
        asked = f"--every {quoted(every)}" + (f" --on {quoted(on)}" if on is not None else "")
        raise UsageError(f"{asked} cannot be used. {fault}") from fault
