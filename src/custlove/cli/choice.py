"""Several people, or things, answer to what was typed: at a terminal one of them is chosen by number."""

from collections.abc import Sequence

from custlove.cli.argv import asks_for_json, first_word
from custlove.context import Context
from custlove.errors import Ambiguous, CustloveError
from custlove.quoting import quoted
from custlove.render.safe import visible

# Whoever is meant among more than these is sooner found by a longer word.
_MOST = 20


def may_ask(run: Context, arguments: Sequence[str]) -> bool:
    """Whether somebody sits there who can choose; the answer itself may go elsewhere."""
    there = run.stdin.isatty() and run.stderr.isatty() and not run.no_input
    # Where the terminal is to give the text, it cannot give an answer as well.
    return there and not asks_for_json(arguments) and "-" not in arguments


def chosen(run: Context, arguments: Sequence[str], fault: Ambiguous) -> list[str] | None:
    """The command line with the candidate who is chosen by number; None where that cannot be asked.

    Raises Ambiguous where nobody is chosen.
    """
    if fault.ref:
        lines = {each: referred(arguments, fault.ref, each) for each in fault.candidates}
    else:
        lines = {each: named(arguments, fault.words, each) for each in fault.candidates}
    if not fault.labels or len(lines) > _MOST or None in lines.values():
        return None
    listed = "".join(f"  {at}  {visible(label)}\n" for at, label in enumerate(fault.labels, 1))
    which, none = ("Which", "none") if fault.ref else ("Who", "nobody")
    run.complain(f"{which} is meant by {visible(quoted(' '.join(fault.ref) or fault.words))}?\n{listed}")
    while answer := run.ask(f"A number from 1 to {len(fault.labels)}, or Enter for {none}: "):
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(fault.labels):
            return lines[fault.candidates[int(answer) - 1]]
    raise Ambiguous(
        "Nothing was chosen." if fault.ref else "Nobody was chosen.", "Nothing was changed.", fault.candidates
    )


def referred(arguments: Sequence[str], ref: Sequence[str], word: str) -> list[str] | None:
    """The command line with a reference in place of the words that named several things; None if they are not in it."""
    start = first_word(arguments)
    for at in range(start, len(arguments)):
        option, equals, value = (
            arguments[at].partition("=") if arguments[at].startswith("--") else ("", "", arguments[at])
        )
        if value.split() == list(ref):
            return [*arguments[:at], f"{option}{equals}{word}", *arguments[at + 1 :]]
        if list(arguments[at : at + len(ref)]) == list(ref):
            return [*arguments[:at], word, *arguments[at + len(ref) :]]
    return None


def is_somebody(run: Context, word: str) -> bool:
    """Whether a word where a command belongs is somebody's handle, or a whole word of their name."""
    from custlove.reports.people import lookup

    try:
        with run.reading() as connection:
            return lookup.answers_to(connection, word)
    except CustloveError:
        # What is wrong with the journal is told by the commands that need it.
        return False


def named(arguments: Sequence[str], words: str, handle: str) -> list[str] | None:
    """The command line with somebody's handle in place of the words that named several; None if they are not in it."""
    start = first_word(arguments)
    for at, argument in enumerate(arguments[start:], start):
        option, equals, value = argument.partition("=") if argument.startswith("--") else ("", "", argument)
        parts = [value] if value.strip() == words.strip() else value.split(",")
        if any(part.strip() == words.strip() for part in parts):
            told = ",".join(f"@{handle}" if part.strip() == words.strip() else part for part in parts)
            return [*arguments[:at], f"{option}{equals}{told}", *arguments[at + 1 :]]
    return None
