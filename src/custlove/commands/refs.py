"""The references that a command is given: typed, or with `-` on the standard input; one parser for all of them.

Where the first word is a reference (`p27`, `p27,p28`) or, under its noun, a number, so is every word up to a text or a
day: several things. Else the words are WHO and words of the text of one thing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.schema import references
from custlove.schema.references import Noun, ref_of

if TYPE_CHECKING:
    from custlove.context import Context
    from custlove.services.change import Change
    from custlove.services.references import Outcome, Ref

Thing = TypeVar("Thing")
# What stands behind the references: nothing, a text or nothing, a text.
Behind = Literal["nothing", "maybe text", "text"]
# What each noun's command for a purpose is, by the word that was typed under another noun.
_CLOSING: Mapping[Noun, str] = {
    "promise": "promise keep",
    "follow-up": "followup done",
    "feedback": "feedback confirm|act|thank",
    "mistake": "mistake own|repair|followup",
    "fact": "fact resolve",
    "ritual": "ritual keep",
    "ask": "feedback drop-ask",
    "intention": "review settle",
    "inbox entry": "inbox take",
    "change": "undo",
}
_PUTTING_OFF: Mapping[Noun, str] = {"promise": "promise move", "follow-up": "followup snooze", "ritual": "ritual skip"}
_PURPOSES: Mapping[str, Mapping[Noun, str]] = {
    **dict.fromkeys(
        ("done", "keep", "thank", "confirm", "act", "own", "repair", "followup", "resolve", "drop-ask"), _CLOSING
    ),
    **dict.fromkeys(("move", "snooze", "skip"), _PUTTING_OFF),
}
_GROUPS: Mapping[Noun, str] = {"follow-up": "followup", "ask": "feedback", "intention": "review"}


class Refs(NamedTuple):
    """The references meant, each as its words and with the text behind it; `several`: the answer is a list."""

    each: "tuple[Ref, ...]"
    several: bool = False

    def __bool__(self) -> bool:
        return bool(self.each)


def read(run: "Context", words: Sequence[str], noun: Noun | None, behind: Behind = "nothing") -> Refs:
    """The references that words mean under a noun, None for any; those on the standard input for `-`.

    Read before the journal is locked; tells where the standard input has none. Raises UsageError for words behind them
    that are none, for a reference of another noun, and for a number where no noun says of what.
    """
    if words[0] == "-":
        typed, rest = run.piped().split(), list(words[1:])
        for word in typed:
            if _parts(word) is None:
                raise UsageError(
                    f"{quoted(word)} on standard input is not a reference.",
                    "Write references such as p27, as --ids prints them.",
                )
    else:
        typed, rest = _leading(words, behind)
        if not typed:
            return Refs((tuple(words),))
    _check_rest(rest, behind)
    found = [part for word in typed for part in _parts(word) or ()]
    refs = tuple(dict.fromkeys(_checked(run, each, noun) for each in found))
    if not refs:
        run.note("Nothing to change: no references on the standard input.")
    return Refs(tuple((ref, *rest) for ref in refs), len(refs) > 1 or words[0] == "-")


def with_text(run: "Context", words: Sequence[str]) -> list[str]:
    """The words with the text at their end as it is meant: `-` behind a reference is the standard input."""
    if len(words) < 2 or leading(words) == len(words):
        return list(words)
    return [*words[:-1], run.text(words[-1])]


def number(word: str, noun: Noun) -> int | None:
    """The number that one word refers to under a noun; None for another word. Raises UsageError for another noun."""
    from custlove.services import references as service

    return service.numbered(word.strip(), noun)


def leading(words: Sequence[str]) -> int:
    """How many words at the beginning are references, or numbers."""
    return next((at for at, word in enumerate(words) if _parts(word) is None), len(words))


def option(values: Sequence[str]) -> "list[Ref]":
    """The references of an option that can be repeated: several with blanks or commas, or words of a text."""
    found: list[Ref] = []
    for value in values:
        words = value.replace(",", " ").split()
        found += [[word] for word in words] if leading(words) == len(words) else [value.split()]
    return found


def another_noun(run: "Context", found: references.Reference, noun: Noun) -> UsageError:
    """The refusal of a reference of another noun, with the command of that noun for what was meant."""
    from custlove.services.references import says, with_article

    verb = next((word for word in run.words[1:] if word in _PURPOSES), run.words[1] if len(run.words) > 1 else "")
    return UsageError(f"{says(found)}, not {with_article(noun)}.", f"Like this: custlove {command(found, verb)}")


def command(found: references.Reference, verb: str) -> str:
    """The command that a reference takes in the place of a verb, as it is typed: `feedback confirm|act|thank b12`."""
    noun = found.noun or "promise"
    group = _GROUPS.get(noun, noun)
    wanted = f"{verb}-ask" if noun == "ask" else verb
    usual = f"{group} {wanted}" if verb in ("edit", "remove") else f"{group} edit"
    return f"{_PURPOSES.get(verb, {}).get(noun, usual)} {ref_of(noun, found.number)}"


def change(
    run: "Context",
    refs: Refs,
    act: "Callable[[Change, Ref], Thing]",
    say: Callable[[Thing], str],
    data: Callable[[Thing], Any] = lambda thing: thing,
    about: Callable[[Thing], Any] | None = None,
    *,
    json: bool,
) -> "list[Outcome[Thing]]":
    """Do the same with all of them in one change, and answer with what is now true of each.

    `data` is what JSON shows of a thing, `about` what has the `person` it is with, if that is something else. What was
    so already is told, and stops nothing; who is archived is told as well. Raises AlreadyDone for a single thing that
    was so already and for which a text was typed.
    """
    if not refs:
        return []
    from custlove.commands import added_people
    from custlove.services import references as service

    with run.changing() as changing:
        # A text that was typed for what is done already would be lost in silence.
        tolerant = refs.several or not run.typed
        outcomes = (
            service.each(refs.each, partial(act, changing))
            if tolerant
            else [service.Outcome(act(changing, each)) for each in refs.each]
        )
        archived = added_people.archived(
            changing.connection, _people(map(about or data, (each.thing for each in outcomes)))
        )
    run.answers(
        [(each.already or say(each.thing), data(each.thing)) for each in outcomes], json=json, several=refs.several
    )
    for person in archived:
        added_people.say_put_away(run, person)
    return outcomes


def _people(things: Iterable[Any]) -> list[str]:
    found = (each for thing in things for each in getattr(thing, "people", None) or [getattr(thing, "person", None)])
    return [each for each in dict.fromkeys(found) if each]


def _leading(words: Sequence[str], behind: Behind) -> tuple[list[str], list[str]]:
    """The references at the beginning, and what follows them; a text that has to be there is the last word."""
    many = leading(words)
    if behind == "text" and many == len(words) > 1:
        many -= 1
    return list(words[:many]), list(words[many:])


def _parts(word: str) -> list[references.Reference] | None:
    """The references of a word, one or several joined by commas; None for any other word."""
    found = [references.read(part) for part in word.strip(",").split(",")]
    parts = [each for each in found if each is not None]
    return parts if len(parts) == len(found) else None


def _check_rest(rest: Sequence[str], behind: Behind) -> None:
    if behind == "nothing" and rest:
        raise UsageError(
            f"{quoted(rest[0])} is not a reference.",
            "Several are named like this: p27 p28. One can be named by WHO and a word of its text.",
        )
    if len(rest) > 1:
        raise UsageError("Too many arguments: expected REF TEXT.", "Put the text in quotes.")


def _checked(run: "Context", found: references.Reference, noun: Noun | None) -> str:
    """A reference as the services take it; a number alone where it was typed so under its noun."""
    if noun is None:
        if found.noun is None:
            raise UsageError(
                f"{found.number} may be a promise, a follow-up or something else.",
                f"Say which by its letter, as it stands at the end of the line: p{found.number}, f{found.number}",
            )
        return ref_of(found.noun, found.number)
    if found.noun not in (None, noun):
        raise another_noun(run, found, noun)
    return ref_of(noun, found.number)
