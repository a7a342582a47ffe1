"""The command line before it is parsed: what goes without saying, and what the history keeps of it."""

from collections.abc import Sequence

from custlove.errors import UsageError
from custlove.quoting import quoted

GLOBALS_WITH_VALUE = ("--journal", "--today")
GLOBAL_FLAGS = ("--no-color", "--debug", "--quiet", "-q", "--no-input", "--yes")
# Scripts put these at the end as often as at the beginning.
_ANYWHERE = ("--quiet", "-q", "--no-input", "--yes")
_ANSWERED_BY_ROOT = ("--help", "-h", "--version")
_LISTED = (
    "person", "touchpoint", "followup", "promise", "feedback", "fact", "day", "purchase", "introduction", "link",
)  # fmt: skip
_OF_EVERYBODY = ("ladder", "circles", "lapsed")
_MOST_REMEMBERED = 200


def readable(arguments: Sequence[str]) -> list[str]:
    """The arguments; raises UsageError for bytes that are no text in the user's encoding."""
    for argument in arguments:
        if any("\ud800" <= letter <= "\udfff" for letter in argument):
            raise UsageError(f"The argument {quoted(argument)} is not text in this encoding.", "Nothing was changed.")
    return list(arguments)


def complete(arguments: Sequence[str]) -> list[str]:
    """The command line with what goes without saying: `today` for nothing at all, `list` for a noun alone."""
    typed, arguments = list(arguments), _hoisted(arguments)
    start = first_word(arguments)
    head, rest = list(arguments[:start]), list(arguments[start:])
    if not rest or (rest[0].startswith("-") and rest[0] not in _ANSWERED_BY_ROOT):
        return [*head, "today", *rest]
    if rest[0] in _LISTED and (len(rest) == 1 or (rest[1].startswith("-") and rest[1] not in _ANSWERED_BY_ROOT)):
        rest.insert(1, "list")
    if rest[:2] == ["person", "list"] or (rest[0] in _OF_EVERYBODY and all(word[0] == "-" for word in rest[1:])):
        _refuse_quiet(typed)
    return [*head, *rest]


def _refuse_quiet(typed: Sequence[str]) -> None:
    """Raise UsageError for --quiet behind a list of people, where it reads as a question about them."""
    if "--quiet" in typed[first_word(typed) :]:
        command = " ".join(word for word in typed[first_word(typed) :] if word != "--quiet")
        raise UsageError(
            "--quiet here could mean who is quiet, or to say less.",
            "Who has gone quiet: custlove person list --gone-quiet"
            f"\nTo print only the list: custlove --quiet {command}",
        )


def history_words(arguments: Sequence[str]) -> tuple[str, ...]:
    """The command as the history keeps it: without global options and --json, long texts cut."""
    words = [word for word in arguments[first_word(arguments) :] if word != "--json"]
    return tuple(word if len(word) <= _MOST_REMEMBERED else f"{word[:_MOST_REMEMBERED]}…" for word in words)


def _hoisted(arguments: Sequence[str]) -> list[str]:
    end = arguments.index("--") if "--" in arguments else len(arguments)
    flags = [word for word in arguments[:end] if word in _ANYWHERE]
    return [*flags, *(word for word in arguments[:end] if word not in _ANYWHERE), *arguments[end:]]


def first_word(arguments: Sequence[str]) -> int:
    """Where the command begins behind the global options."""
    at = 0
    while at < len(arguments):
        if arguments[at] in GLOBALS_WITH_VALUE:
            at += 2
        elif arguments[at] in GLOBAL_FLAGS or arguments[at].startswith(
            tuple(f"{name}=" for name in GLOBALS_WITH_VALUE)
        ):
            at += 1
        else:
            break
    return min(at, len(arguments))


def asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether errors are wanted as JSON too; what stands after -- is text."""
    return "--json" in list(arguments[: list(arguments).index("--")] if "--" in arguments else arguments)
