"""The references that a command is given: those typed, or with `-` those on the standard input."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.rules.references import as_number

if TYPE_CHECKING:
    from custlove.context import Context


def several(run: "Context", words: Sequence[str]) -> list[list[str]]:
    """The references meant, each with the words behind it: for `-` those on the standard input, else the one typed.

    Read before the journal is locked. Raises UsageError for a line that is not a number.
    """
    if words[0] != "-":
        return [list(words)]
    lines = run.piped().split()
    for line in lines:
        if as_number(line) is None:
            raise UsageError(
                f"{quoted(line)} on standard input is not a number.",
                "Write one number on each line, as --ids prints them.",
            )
    return [[line, *words[1:]] for line in lines]


def option(values: Sequence[str]) -> list[list[str]]:
    """The references of an option that can be repeated: several numbers with blanks or commas, or words of a text."""
    found: list[list[str]] = []
    for value in values:
        words = value.replace(",", " ").split()
        numbers = all(as_number(word) is not None for word in words)
        found += [[word] for word in words] if numbers else [value.split()]
    return found


def typed(run: "Context", words: Sequence[str]) -> list[list[str]]:
    """The references meant, each with the words behind it; tells where the standard input has none."""
    asked = several(run, words)
    if not asked:
        run.note("Nothing to change: no references on the standard input.")
    return asked
