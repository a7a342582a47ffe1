"""Options and arguments that several commands share."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, get_args

import typer
from typer.models import ArgumentInfo

from custlove.context import Context
from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.rules import durations, scales
from custlove.schema.vocabulary import Channel, Rung

Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Answer as CSV.")]
Plain = Annotated[bool, typer.Option("--plain", help="Answer as tab-separated lines, as in a pipe.")]
Count = Annotated[bool, typer.Option("--count", help="Answer with the number of entries.")]
Ids = Annotated[bool, typer.Option("--ids", help="Answer with the references, one on each line.")]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="End with exit code 1 if there are any entries.")]
On = Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day it was (default: today).")]
OnUndated = Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day it was; checked, but not stored.")]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason.")]
Who = Annotated[str | None, typer.Option("--who", metavar="WHO", help="Only this person.")]
Named = Annotated[str | None, typer.Argument(metavar="[WHO]", help="Only this person.")]
Since = Annotated[str | None, typer.Option("--since", metavar="WHEN", help="Since this date (90d = 90 days ago).")]
Until = Annotated[str | None, typer.Option("--until", metavar="WHEN", help="Until this date.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="The maximum number of entries.")]
OnChannel = Annotated[Channel | None, typer.Option("--channel", help="The channel.")]
AtRung = Annotated[Rung | None, typer.Option("--rung", help="The rung of the ladder.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="A tag; can be repeated.")]
Ref = Annotated[
    list[str],
    typer.Argument(metavar="REF", help="Its reference (p12), its number, several, or WHO and a word of its text."),
]
Minutes = Annotated[
    str | None, typer.Option("--minutes", metavar="LENGTH", help="How long it took: 45, 90m, 1h, 1h30.")
]
Anyway = Annotated[bool, typer.Option("--anyway", help="Skip a step on purpose.")]


def group(help_text: str) -> typer.Typer:
    """An empty group of commands."""
    return typer.Typer(help=help_text, rich_markup_mode=None, add_completion=False, no_args_is_help=True)


def get_context(context: typer.Context) -> Context:
    """What this run stands on."""
    if not isinstance(context.obj, Context):
        raise TypeError("a command was called without its context")
    return context.obj


# The person as an argument, next to --who.
_NAMED = "named"
# What every report takes: how it answers.
_FORMS: dict[str, object] = {
    "json": Json,
    "csv": Csv,
    "plain": Plain,
    "count": Count,
    "ids": Ids,
    "exit_code": ExitCode,
}


def reporting(command: Callable[..., int]) -> Callable[..., int]:
    """A command that shows a report: it is given the output that the options of every report ask for.

    One with --who takes the person as an argument, too, unless it has arguments of its own.
    """
    own = [each for each in inspect.signature(command).parameters.values() if each.name != "output"]
    positional = any(each.annotation is Who for each in own) and not any(map(_is_argument, own))
    if positional:
        own.insert(
            1, inspect.Parameter(_NAMED, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=Named)
        )
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in _FORMS.items()
    ]

    def shown(context: typer.Context, **given: Any) -> int:
        if positional:
            given["who"] = _one_of(given.pop(_NAMED, None), given.get("who"))
        asked = {name: bool(given.pop(name, False)) for name in _FORMS}
        return command(context, **given, output=get_context(context).output(**asked))

    # typer reads a command's options off its signature.
    shown.__name__, shown.__doc__ = command.__name__, command.__doc__
    shown.__annotations__ = {each.name: each.annotation for each in (*own, *added)}
    vars(shown)["__signature__"] = inspect.Signature([*own, *added])
    return shown


def _is_argument(parameter: inspect.Parameter) -> bool:
    return any(isinstance(each, ArgumentInfo) for each in get_args(parameter.annotation))


def _one_of(named: str | None, who: str | None) -> str | None:
    if named is not None and who is not None:
        raise UsageError("WHO is given twice, as an argument and with --who.", "Give it once.")
    return who if named is None else named


def level(
    typed: str | None, option: str, scale: Mapping[int, str], synonyms: Mapping[str, str] = MappingProxyType({})
) -> int | None:
    """The number behind a number or a word of a scale; raises UsageError."""
    if typed is None:
        return None
    try:
        return scales.level(typed, scale, synonyms)
    except ValueError as fault:
        raise UsageError(f"{option} {quoted(typed)} cannot be read. {fault}") from fault


def duration(typed: str | None) -> int | None:
    """The minutes of a length such as 45, 90m or 1h30; raises UsageError."""
    if typed is None:
        return None
    try:
        return durations.minutes(typed)
    except ValueError as fault:
        raise UsageError(f"--minutes {quoted(typed)} cannot be read.", str(fault)) from fault


def choices(
    typed: Sequence[str] | None,
    option: str,
    allowed: Sequence[str],
    synonyms: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """The words given for an option that may be given again, or joined by commas; raises UsageError for any other.

    In any case; what is spelt with _ may be typed with -, as a shell completes it.
    """
    spelt = {word.replace("_", "-"): word for word in allowed}
    found = []
    for word in (word.strip() for each in typed or () for word in each.split(",")):
        plain = word.casefold().replace("_", "-")
        plain = synonyms.get(plain, plain)
        if plain not in spelt:
            raise UsageError(f"{option} {quoted(word)} is not one of: {', '.join(allowed)}.")
        found.append(spelt[plain])
    return found
