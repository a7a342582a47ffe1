"""What forgetting somebody takes, and the receipt of it."""

from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.rules import counted_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custlove.services.forgetting import ForgetPerson, ForgetPlan
    from custlove.store.erasure import Receipt

_MOST_MENTIONS = 20


def plan(planned: "ForgetPlan", asked: "ForgetPerson", today: date) -> "Iterator[str]":
    """What would go, what stays, and what is not reached, line by line."""
    person = planned.person
    yield f"{person.name} ({person.handle}) would be forgotten for good:"
    own = {noun: count for noun, count in planned.counts.items() if noun not in ("people", "shared_touchpoints")}
    yield f"  {counted_nouns.say(own)}" if own else "  nothing but the name"
    if planned.shared:
        told = "with the text" if asked.keep_shared else "without the text (--keep-shared keeps it)"
        verb = "stays" if planned.shared == 1 else "stay"
        shared = counted_nouns.say({"shared_touchpoints": planned.shared})
        yield f"  {shared}: {verb}, {told}"
    yield f"  {counted_nouns.say({'changes': planned.changes})} of the history, which can no longer be undone"
    if planned.files:
        yield "These files would be removed:"
        yield from (f"  {each}" for each in planned.files)
    if planned.mentions:
        yield "Texts about others that seem to name them, and stay as they are:"
        for hit in planned.mentions[:_MOST_MENTIONS]:
            whose = f" {hit.person}:" if hit.person else ""
            yield f"  {dates.say_short(hit.on, today)}  {hit.kind.replace('_', ' ')} {hit.ref or ''}{whose} {hit.text}"
        if (more := len(planned.mentions) - _MOST_MENTIONS) > 0:
            yield f"  and {more:,} more: custlove find {person.name}"
    yield from notes(asked)


def notes(asked: "ForgetPerson") -> "Iterator[str]":
    """What is not reached."""
    yield "Not reached: what was exported or imported as a file, and copies of the journal that you made yourself."
    if asked.keep_backups:
        yield "Older backups are kept, and they are still in them."
    if not asked.remember:
        yield "No digest of their addresses is kept: the next import that has them brings them back."


def receipt(done: "Receipt", today: date) -> str:
    """What was forgotten, without a name."""
    on = dates.say_day(date.fromisoformat(done.day), today)
    return f"Forgotten for good on {on}: {counted_nouns.say(done.counts)}."
