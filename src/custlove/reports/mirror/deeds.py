"""What each question of the mirror asks you to do next: one kind deed, with the command for it."""

from collections.abc import Mapping
from typing import NamedTuple


class Deed(NamedTuple):
    """Something to do next, in words, and the command for it."""

    what: str
    command: str


# With the person who stands out most; where nobody does, what is good to do all the same.
_DEEDS: Mapping[str, tuple[Deed, Deed]] = {
    "courtship": (
        Deed("Call {name} without a reason", 'custlove followup add {who} friday "a call without a reason"'),
        Deed("Thank a customer without a reason", "custlove log WHO TEXT --channel letter"),
    ),
    "prospects": (
        Deed("Give the next free hour to a customer", "custlove circles"),
        Deed("Give the next free hour to a customer", "custlove circles"),
    ),
    "offline": (
        Deed("Meet {name}, or write a card", 'custlove followup add {who} friday "a card by hand"'),
        Deed("Write somebody a card", "custlove log WHO TEXT --channel letter"),
    ),
    "channels": (
        Deed("Reach {name} by the channel they prefer", "custlove brief {who}"),
        Deed("Choose a few channels, and use them well", 'custlove config set channels "in-person call letter"'),
    ),
    "asking": (
        Deed("Ask {name} what to do better", 'custlove feedback ask {who} "What should I do differently?"'),
        Deed("Ask somebody what to do better", "custlove feedback due"),
    ),
    "listening": (
        Deed("Answer {name}", "custlove feedback list --who {who}"),
        Deed("Ask for criticism, too", "custlove feedback due"),
    ),
    "promises": (
        Deed("Tell {name} what you learned from it", "custlove promise list --who {who} --mine"),
        Deed("Promise a day later than you hope", "custlove promise rate"),
    ),
    "mistakes": (
        Deed("Make it right with {name}", "custlove mistake list --who {who}"),
        Deed("Look whether what you repaired holds", "custlove mistake list --all"),
    ),
    "scarcity": (
        Deed("Let {name} come to you, and write less often", "custlove person edit {who} --every quarter"),
        Deed("Leave them room to come to you", "custlove today"),
    ),
    "give_and_take": (
        Deed("Weigh what goes to and fro with {name}", "custlove balance {who}"),
        Deed("Weigh what goes to and fro", "custlove balance"),
    ),
    "fulfilment": (
        Deed("Prepare the next hour with {name}", "custlove brief {who}"),
        Deed("Repeat what was good", "custlove wows"),
    ),
    "cost": (
        Deed("Look after {name} first", "custlove brief {who}"),
        Deed("Thank those who buy", "custlove balance --by purchases"),
    ),
}


def deed(key: str, who: str | None, name: str | None) -> Deed:
    """The next deed after an answer of the mirror: about the person who stands out most, if somebody does."""
    about, usual = _DEEDS[key]
    return usual if who is None else Deed(about.what.format(name=name), about.command.format(who=who))


# By the next step of a loop of feedback, and of a mistake: what one does, and the command.
_LOOP = {
    "say it back to them": ("Say it back to", "confirm"),
    "make it right": ("Make it right with", "act"),
    "thank them": ("Thank", "thank"),
}
_MISTAKE = {
    "own it": ("Say sorry to", "own"),
    "make it right": ("Make it right with", "repair"),
    "ask how it is now": ("Ask how it is now:", "followup"),
}


def answer_feedback(number: int, name: str, step: str) -> Deed:
    """The next step of a loop."""
    what, verb = _LOOP[step]
    return Deed(f"{what} {name}", f"custlove feedback {verb} {number}")


def mend_mistake(number: int, name: str, step: str) -> Deed:
    """The next step of a mistake."""
    what, verb = _MISTAKE[step]
    return Deed(f"{what} {name}", f"custlove mistake {verb} {number}")


def keep_promise(number: int, name: str) -> Deed:
    """What is broken and still owed."""
    return Deed(f"Keep what you promised {name}, or agree on a new day", f"custlove promise keep {number}")
