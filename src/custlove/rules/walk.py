"""The walk through what a day brings: which keys each thing takes, what each asks for, and what comes of them."""

from collections.abc import Container, Mapping, Sequence
from typing import Literal, NamedTuple

# What is asked for behind a key: a day ahead, a text, how they left.
Kind = Literal["day", "text", "felt", "kind"]
Outcome = Literal["done", "moved", "let go"]
# As much of a text as the history keeps.
_LONGEST = 200

BRIEF, UNDO, SKIP, STOP, HELP = "b", "u", "n", "q", "?"


class Asked(NamedTuple):
    """What a deed asks for: name and kind of the answer, the question; without a `required` answer nothing is done."""

    name: str
    kind: Kind
    question: str
    required: bool = False


class Deed(NamedTuple):
    """What a key does: a word for it, what it asks for, how it is counted, and the command it stands for.

    In the command `{id}`, `{person}` and the names of answers stand for what they are; where there is none, the option
    before it is left out as well.
    """

    verb: str
    label: str
    command: str
    asks: Sequence[Asked] = ()
    outcome: Outcome = "done"


_WHEN = Asked("when", "day", "Until when?", required=True)
_WHY = Asked("why", "text", "Why? (Enter for no reason)")
_SAID = Asked("text", "text", "What was said?", required=True)
_FELT = Asked("felt", "felt", "They left: 1 hurt, 2 upset, 3 fine, 4 glad, 5 delighted; Enter: not said.")

_LOG = Deed("log", "log", "log {person} {text} --felt {felt}", (_SAID, _FELT))
_TOUCH = Deed("touch", "in touch", "log {person}")
_LATER = Deed("let_be", "later", "snooze {person} {when}", (_WHEN,), "moved")
_LET_BE = Deed("let_be", "let be", "snooze {person} {when} --why {why}", (_WHEN, _WHY), "let go")
_MOVE = Deed("move", "move", "promise move {id} --to {when}", (_WHEN,), "moved")
_SNOOZE = Deed("snooze", "snooze", "followup snooze {id} --to {when}", (_WHEN,), "moved")
_PERSON = {"d": _TOUCH, "s": _LATER, "x": _LET_BE}

# By the kind of a thing, and by its next step where it has several.
_DEEDS: Mapping[tuple[str, str], Mapping[str, Deed]] = {
    ("promise", ""): {
        "d": Deed("keep", "kept", "promise keep {id}"),
        "m": _MOVE,
        "s": _MOVE,
        "x": Deed("release", "released", "promise release {id} --why {why}", (_WHY,), "let go"),
    },
    ("follow_up", ""): {
        "d": Deed("finish", "done", "followup done {id}"),
        "s": _SNOOZE,
        "m": _SNOOZE,
        "x": Deed("drop_follow_up", "drop", "followup remove {id}", (), "let go"),
    },
    ("feedback", "say it back to them"): {
        "d": Deed(
            "confirm", "said back", "feedback confirm {id} {text}",
            (Asked("text", "text", "What did you say back to them?", required=True),),
        ),
    },
    ("feedback", "make it right"): {
        "d": Deed(
            "act", "made right", "feedback act {id} {text}",
            (Asked("text", "text", "What did you do about it?", required=True),),
        ),
    },
    ("feedback", "thank them"): {
        "d": Deed(
            "thank", "thanked", "feedback thank {id} {text}",
            (Asked("text", "text", "How did you thank them?", required=True),),
        ),
    },
    ("mistake", "own it"): {
        "d": Deed(
            "own", "owned", "mistake own {id} {text}",
            (Asked("text", "text", "How did you say sorry?", required=True),),
        ),
    },
    ("mistake", "make it right"): {
        "d": Deed(
            "repair", "made right", "mistake repair {id} {text}",
            (Asked("text", "text", "What did you do to make it right?", required=True),),
        ),
    },
    ("mistake", "ask how it is now"): {
        "d": Deed(
            "follow_up", "asked", "mistake followup {id} {text}",
            (Asked("text", "text", "What did they say?", required=True),),
        ),
    },
    ("ritual", ""): {
        "d": Deed("keep_ritual", "kept", "ritual keep {id}"),
        "x": Deed("skip_ritual", "skip it", "ritual skip {id} {why}", (_WHY,), "let go"),
    },
    ("day", ""): {"d": Deed("greet", "greeted", "log {person} {what} --out")},
    ("left_low", ""): _PERSON,
    ("gone_quiet", ""): _PERSON,
    ("ease_off", ""): {"s": _LATER, "x": _LET_BE},
    ("return", ""): {
        "d": Deed(
            "rise", "to prospect", "ladder move {person} prospect --why {why}",
            (Asked("why", "text", "Why? (Enter: as they came back kindly)"),),
        ),
        "x": Deed(
            "stay", "stays", "ladder stay {person} --why {why}",
            (Asked("why", "text", "Why?", required=True),), "let go",
        ),
    },
    ("ask", ""): {
        "d": Deed(
            "hear", "answered", "feedback hear {person} {text} --kind {kind}",
            (
                Asked("text", "text", "What did they say?", required=True),
                Asked("kind", "kind", "criticism, praise or idea?", required=True),
            ),
        ),
        "x": Deed("drop_ask", "drop", "feedback drop-ask {id} --why {why}", (_WHY,), "let go"),
    },
}  # fmt: skip


def deeds(kind: str, step: str) -> dict[str, Deed]:
    """What each key does to a thing of a kind, whose next step that is; each takes `l`, which logs a contact."""
    return {**_DEEDS.get((kind, step), {}), "l": _LOG}


def words(deed: Deed, given: Mapping[str, str]) -> tuple[str, ...]:
    """The command that a deed with its answers stands for, as the history tells it."""
    found: list[str] = []
    for word in deed.command.split():
        if not word.startswith("{"):
            found.append(word)
        elif value := given.get(word[1:-1]):
            found.append(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
        elif found[-1].startswith("--"):
            found.pop()
    return tuple(found)


class Made(NamedTuple):
    """A change that the walk made: at which place, its number, how it is counted.

    `answers`: it answers the thing at that place; a talk alone does not.
    """

    at: int
    change: int
    outcome: Outcome
    answers: bool = True


def first_standing(order: Sequence[str], standing: Container[str], at: int) -> int:
    """From a place on the first of what still stands; behind the last where there is none."""
    return next((place for place in range(at, len(order)) if order[place] in standing), len(order))


def summary(order: Sequence[str], standing: Container[str], made: Sequence[Made]) -> str:
    """What came of a walk, in one line, and how to take it back; left is what stands and was not answered."""
    answered = {each.at for each in made if each.answers}
    left = sum(each in standing and at not in answered for at, each in enumerate(order))
    counted = [(name, sum(each.outcome == name for each in made)) for name in ("done", "moved", "let go")]
    told = [f"{count} {name}" for name, count in counted if count or name != "let go"]
    undo = " custlove undo takes back one at a time." if made else ""
    return f"{', '.join([*told, f'{left} left'])}.{undo}"
