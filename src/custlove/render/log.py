"""What is now true after a contact was logged, in one line."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from custlove.dates import say_day
from custlove.render import sentences

if TYPE_CHECKING:
    from custlove.reports.people.ease_off import EaseOff
    from custlove.services.log import ContactLogged, LowAgain
    from custlove.services.log_items import ItemsLogged


def sentence(logged: "ContactLogged", today: date) -> str:
    """The touchpoint, what it closed, what was noted with it, which ritual it keeps, and what is to be watched."""
    return " ".join(_said(logged, today))


def _said(logged: "ContactLogged", today: date) -> Iterator[str]:
    yield sentences.touchpoint(logged.touchpoint, today)
    if logged.closed:
        yield sentences.closed(logged.closed)
    if logged.follow_ups:
        numbers = ", ".join(f"{each.ref}" for each in logged.follow_ups)
        yield f"Follow up {say_day(logged.follow_ups[0].due_on, today)} ({numbers})."
    if logged.items:
        yield from _items(logged.items, today)
    if promise := logged.promise:
        what, due = sentences.cut(promise.what), say_day(promise.due_on, today)
        yield f"Promised {promise.name} “{what}” by {due} ({promise.ref})."
    yield from sentences.promised_already(logged.alike, today)
    yield from sentences.would_hold(logged.record, today)
    if logged.facts:
        named = [f"{each.kind} “{sentences.cut(each.text)}” ({each.ref})" for each in logged.facts]
        yield f"Noted of {logged.facts[0].name}: {sentences.joined(named)}."
    if ritual := logged.ritual:
        from custlove.render import rituals

        yield f"It keeps ritual {ritual.ref} (“{sentences.cut(ritual.what)}”), {rituals.comes(ritual, today)}."
    yield from map(_low_again, logged.low_again)
    yield from map(_ease_off, logged.ease_off)


def _items(items: "ItemsLogged", today: date) -> Iterator[str]:
    for promise, already in zip(items.kept, items.already, strict=True):
        yield already or sentences.promise(promise, today)
    yield from (sentences.heard(each, today) for each in items.feedback)
    if items.purchase:
        from custlove.render import purchases

        yield purchases.said(items.purchase, today)


def _low_again(each: "LowAgain") -> str:
    from custlove.rules.scales import ordinal

    return f"{each.name}: {ordinal(each.times)} time in a row below 3."


def _ease_off(each: "EaseOff") -> str:
    from custlove.rules.contact_frequency import UNANSWERED
    from custlove.rules.scales import ordinal

    if each.unanswered >= UNANSWERED:
        _, _, last = each.because.partition("; ")
        return f"{each.name}: that is the {ordinal(each.unanswered)} without an answer; {last}."
    return f"{each.name}: {each.because}."
