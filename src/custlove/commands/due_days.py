"""A due day as it is typed: as an argument, in either place, or with --by."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from custlove.commands import refs
from custlove.errors import Question, UnreadableDate, UsageError

if TYPE_CHECKING:
    from custlove.context import Context

By = Annotated[str | None, typer.Option("--by", metavar="WHEN", help="The due date, if it is not an argument.")]
When = Annotated[str | None, typer.Argument(metavar="[WHEN]", help="The due date, if not given with --by.")]
To = Annotated[
    str | None, typer.Option("--to", "--by", metavar="WHEN", help="The new due date, if it is not an argument.")
]
RefWhen = Annotated[
    list[str],
    typer.Argument(
        metavar="REF WHEN", help="Its reference (p12), several, or WHO and a word of its text; then the new date."
    ),
]
# "in 2 weeks", "the 1st of december" and the year.
_LONGEST = 5


_NEW_DAY = Question("due", "--to")


class Typed(NamedTuple):
    """A text and a due day, each as it was typed; None where it was not."""

    text: str | None
    day: str | None


def text_and_day(
    run: "Context", first: str | None, second: str | None, by: str | None, *, day_first: bool = False
) -> Typed:
    """The text and the day of two arguments, either of which may be the day, and --by.

    Where both could be days, or neither is one, the second is taken for it, with `day_first` the first. Raises
    UsageError for a day given twice.
    """
    if by is not None:
        if second is not None:
            run.remember(first or "")
            raise UsageError("The due date is given twice, as an argument and with --by.", "Give it once.")
        return Typed(first, by)
    if second is None:
        return Typed(None, first) if first is not None and (day_first or _is_day(run, first)) else Typed(first, None)
    if day_first:
        swapped = _is_day(run, second) and not (first is None or _is_day(run, first))
        return Typed(first, second) if swapped else Typed(second, first)
    swapped = first is not None and _is_day(run, first) and not _is_day(run, second)
    return Typed(second, first) if swapped else Typed(first, second)


def ref_and_day(
    run: "Context", words: Sequence[str], given: str | None, like_this: str, question: Question = _NEW_DAY
) -> tuple[list[str], str]:
    """The words of a reference, and those of the day behind it or of its option; raises UsageError without a day.

    The day is the longest end of the words that reads as one; where none does, what follows references. Else raises
    UnreadableDate.
    """
    if given is not None:
        return list(words), given
    if refs.leading(words) == len(words) or len(words) < 2:
        raise UsageError("Until when?", like_this, question)
    for cut in range(max(1, len(words) - _LONGEST), len(words)):
        if _is_day(run, " ".join(words[cut:])):
            return list(words[:cut]), " ".join(words[cut:])
    if words[0] != "-" and not refs.leading(words):
        _refuse(run, words[-1], question)
    cut = 1 if words[0] == "-" else refs.leading(words)
    return list(words[:cut]), " ".join(words[cut:])


def _refuse(run: "Context", word: str, question: Question) -> None:
    """Raise UnreadableDate for the last word of WHO and words of a text, behind which a day may be missing."""
    try:
        run.due_day(word)
    except UnreadableDate as fault:
        fault.question = question
        raise


def alone(words: Sequence[str], given: str | None, like_this: str) -> str:
    """The day that words are, or that of an option; raises UsageError without one, or with two."""
    if words and given is not None:
        raise UsageError("The date is given twice, as an argument and with --to.", "Give it once.")
    if not words and given is None:
        raise UsageError("Until when?", like_this, _NEW_DAY)
    return " ".join(words) if given is None else given


def due(run: "Context", typed: Typed) -> date:
    """The day that was typed; raises UnreadableDate, which asks for one where a text alone stands in its place."""
    try:
        return run.due_day(typed.day or "")
    except UnreadableDate as fault:
        if typed.text is None and _reads_as_text(typed.day or ""):
            fault.question = Question("due", "--by")
        raise


def _reads_as_text(words: str) -> bool:
    """Whether it is not a mistyped day, which would become a text."""
    first, *rest = words.casefold().split() or [""]
    return bool(rest) and first not in ("in", "next", "this", "the", "on") and not any(map(str.isdigit, words))


def _is_day(run: "Context", words: str) -> bool:
    try:
        run.due_day(words)
    except UnreadableDate:
        return False
    return True
