"""Who is let be, in words."""

from datetime import date

from custlove.dates import say_day
from custlove.render.sentences import cut
from custlove.reports.people.let_be import LetBe


def sentence(each: LetBe, today: date) -> str:
    """What is now true of somebody who is let be, or not any more."""
    because = f": {cut(each.why)}" if each.why else ""
    if each.until <= each.on:
        return f"{each.name} is no longer let be{because}."
    return f"{each.name} is let be {_until(each, today)}{because}. What you owe them stays in today."


def said(each: LetBe, today: date) -> str:
    """Until when, and why."""
    return _until(each, today) + (f": {each.why}" if each.why else "")


def _until(each: LetBe, today: date) -> str:
    return f"until {say_day(each.until, today)}"
