"""What is now true of a touchpoint that was corrected or removed, in one line."""

from datetime import date
from typing import TYPE_CHECKING

from custlove.render import sentences
from custlove.schema import references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.schema.references import Noun
    from custlove.services.touchpoints import TouchpointChanged


def edited(changed: "TouchpointChanged", today: date) -> str:
    """A touchpoint as it is now, and what is open again."""
    return _with_reopened(sentences.touchpoint(changed.touchpoint, today), changed)


def removed(changed: "TouchpointChanged", today: date) -> str:
    """A touchpoint as it was, which facts from it stay, and what is open again."""
    line = f"Removed: {sentences.touchpoint(changed.touchpoint, today)}"
    if changed.facts:
        line += f" What you know from it stays: fact {_named('fact', changed.facts)}."
    return _with_reopened(line, changed)


def _with_reopened(line: str, changed: "TouchpointChanged") -> str:
    opened: tuple[tuple[Noun, Sequence[int]], ...] = (
        ("follow-up", changed.reopened.follow_ups),
        ("ritual", changed.reopened.rituals),
    )
    again = [f"{noun} {_named(noun, numbers)}" for noun, numbers in opened if numbers]
    return f"{line} Open again: {', '.join(again)}." if again else line


def _named(noun: "Noun", numbers: "Sequence[int]") -> str:
    return ", ".join(references.ref_of(noun, each) for each in numbers)
