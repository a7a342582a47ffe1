"""What a REF stands for: a reference or a number, or WHO with a word of the text when that is unique."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar, cast

from custlove.errors import AlreadyDone, Ambiguous, NotFound, UsageError
from custlove.quoting import quoted
from custlove.reports.people import lookup
from custlove.reports.people.lookup import PersonRef
from custlove.rules.names import fold
from custlove.schema import references
from custlove.schema.references import Reference, ref_of

Thing = TypeVar("Thing")
# What stands for a thing: its number, or its reference.
Named = TypeVar("Named")
# Of a text, as much as tells which one it is.
_LONGEST = 60
# The words of one reference, as they were typed: `p27`, `27`, `#27`, `anna`, `anna draft`.
Ref = Sequence[str]
# For a person's number what of the noun may be meant, each with its number and text.
Candidates = Callable[[int], Sequence[tuple[int, str]]]


class Noun(NamedTuple):
    """What is looked for: its name, what of a person's is open (or `all`); by which command it is `listed`."""

    name: references.Noun
    candidates: Candidates
    all: bool = False
    listed: str = ""


def number(connection: sqlite3.Connection, ref: Ref, noun: Noun) -> int:
    """The number that a reference stands for; raises NotFound or Ambiguous with the candidates.

    And UsageError for a reference of another noun.
    """
    if len(ref) == 1 and (known := numbered(ref[0], noun.name)) is not None:
        return known
    try:
        return among([lookup.one(connection, ref[0])], " ".join(ref[1:]), noun)
    except Ambiguous as fault:
        fault.ref = () if fault.words else tuple(ref)
        raise


def numbered(word: str, noun: references.Noun) -> int | None:
    """The number of a thing of this noun that a word refers to, None for another word.

    Raises UsageError for a reference of another noun.
    """
    if (found := references.read(word)) is None:
        return None
    if found.noun not in (None, noun):
        raise UsageError(f"{says(found)}, not {with_article(noun)}.", f"Like this: {ref_of(noun, found.number)}")
    return found.number


def only_number(word: str, noun: references.Noun) -> int:
    """The number of a thing that has no WHO to be found by; raises UsageError for a word that is no reference."""
    if (found := numbered(word, noun)) is None:
        raise UsageError(f"{quoted(word)} is not a reference.", f"Like this: {ref_of(noun, 3)}")
    return found


def is_one(ref: Ref) -> bool:
    """Whether the words are a reference or a number, and not WHO with a word of a text."""
    return len(ref) == 1 and references.read(ref[0]) is not None


def says(found: Reference) -> str:
    """What a reference is of, as a sentence begins: `b12 is feedback`."""
    noun = found.noun
    return str(found.number) if noun is None else f"{ref_of(noun, found.number)} is {with_article(noun)}"


def with_article(noun: references.Noun) -> str:
    """A noun as a sentence has it."""
    if noun == "feedback":
        return noun
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


class Outcome(NamedTuple, Generic[Thing]):
    """What became of one thing: as it stands now; `already` says so where that was so before, and nothing was done."""

    thing: Thing
    already: str = ""


def each(refs: Iterable[Ref], act: Callable[[Ref], Thing]) -> list[Outcome[Thing]]:
    """Do the same with several things, all of them in one change; what is done already does not stop the others."""
    found: list[Outcome[Thing]] = []
    for ref in refs:
        try:
            found.append(Outcome(act(ref)))
        except AlreadyDone as fault:
            found.append(Outcome(cast("Thing", fault.thing), fault.message))
    return found


def among(people: Sequence[PersonRef], words: str, noun: Noun) -> int:
    """The number of the one thing of these people whose text holds the words; raises NotFound or Ambiguous."""
    wanted = fold(words)
    found = _holding(wanted, [each for person in people for each in noun.candidates(person.id)])
    if len(found) == 1:
        return found[0][0]
    if not found:
        which = noun.name if noun.all else f"open {noun.name}"
        have = " and ".join(person.name for person in people) + (" has" if len(people) == 1 else " have")
        raise NotFound(
            f"{have} no {which}{f' with {quoted(wanted)} in it' if wanted else ''}.",
            f"What there is: custlove {noun.listed or _listed(noun)} --who {people[0].handle}",
        )
    raise _several([(ref_of(noun.name, candidate), text) for candidate, text in found], words.split())


def meant(connection: sqlite3.Connection, ref: Ref, nouns: Sequence[Noun]) -> Reference:
    """What a reference means among several nouns, by its letter, or by WHO and a word of its text.

    Raises NotFound, Ambiguous.
    """
    if len(ref) == 1 and (known := references.read(ref[0])) is not None:
        return known
    person, wanted = lookup.one(connection, ref[0]), fold(" ".join(ref[1:]))
    open_ = [(Reference(noun.name, at), text) for noun in nouns for at, text in noun.candidates(person.id)]
    found = _holding(wanted, open_)
    if not found:
        raise NotFound(
            f"{person.name} has nothing open{f' with {quoted(wanted)} in it' if wanted else ''} that can be closed so.",
            f"What there is: custlove show {person.handle}",
        )
    if len(found) > 1:
        raise _several([(ref_of(each.noun, each.number), text) for each, text in found if each.noun], ref)
    return found[0][0]


def _several(named: Sequence[tuple[str, str]], typed: Sequence[str]) -> Ambiguous:
    shown = ", ".join(f"{ref} ({text[:40]})" if text else ref for ref, text in named[:8])
    fault = Ambiguous(
        f"That may be {shown}.",
        "Nothing was changed. Name one by its reference.",
        [ref for ref, _ in named],
        labels=[f"{ref}  {text[:_LONGEST]}".rstrip() for ref, text in named],
    )
    fault.ref = tuple(typed)
    return fault


def _listed(noun: Noun) -> str:
    return f"{noun.name.replace('-', '')} list"


def number_and_text(connection: sqlite3.Connection, ref: Ref, noun: Noun) -> tuple[int, str | None]:
    """What a reference with a text behind it stands for: `12 TEXT`, `WHO WORD TEXT`, `WHO TEXT` if one is open."""
    if references.read(ref[0]) is not None:
        if len(ref) > 2:
            raise UsageError("Too many arguments: expected REF TEXT.", "Put the text in quotes.")
        return number(connection, ref[:1], noun), ref[1] if len(ref) == 2 else None
    if len(ref) > 3:
        raise UsageError("Too many arguments: expected WHO WORD TEXT.", "Put the text in quotes.")
    try:
        return number(connection, ref[:2], noun), ref[2] if len(ref) == 3 else None
    except NotFound:
        if len(ref) != 2:
            raise
    return number(connection, ref[:1], noun), ref[1]


def _holding(wanted: str, candidates: Sequence[tuple[Named, str]]) -> list[tuple[Named, str]]:
    """Those whose text holds the words; whole words come before parts of words."""
    found = [(candidate, text) for candidate, text in candidates if wanted in fold(text)]
    whole = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    return [each for each in found if wanted and whole.search(fold(each[1]))] or found
