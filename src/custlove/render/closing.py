"""What is now true of a thing that was closed or put off by its reference, whatever it is."""

from datetime import date
from typing import Any

from custlove.render import sentences


def sentence(each: Any, today: date) -> str:
    """A promise, a follow-up, an ask, a ritual or one that was kept, as its own command says it."""
    kind = type(each).__name__
    if kind in _SENTENCES:
        said: str = _SENTENCES[kind](each, today)
        return said
    # Few have rituals: what says them is not loaded for the others.
    from custlove.render import rituals

    return rituals.kept(each, today) if kind == "RitualKept" else rituals.sentence(each, today)


_SENTENCES: dict[str, Any] = {
    "Promise": sentences.promise,
    "FollowUp": sentences.follow_up,
    "Ask": sentences.ask,
}
