"""The command line as a whole: the global options, the commands of the contents."""

import os
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from custlove import __version__
from custlove.cli import boundary, guesses, parameters
from custlove.cli.argv import GLOBAL_FLAGS, GLOBALS_WITH_VALUE, complete, history_words, readable
from custlove.cli.registry import COMMANDS, load
from custlove.console import Rehearsed
from custlove.context import Context
from custlove.errors import Ambiguous, CustloveError, Interrupted, Question, UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    from typer._click import Command, HelpFormatter
    from typer._click import Context as ClickContext


class Commands(TyperGroup):
    """The root command, which builds a command only when it is called."""

    def list_commands(self, ctx: "ClickContext") -> list[str]:  # noqa: ARG002 - the signature is typer's
        """The names, in the order of the help."""
        return [name for commands in COMMANDS.values() for name in commands]

    def get_command(self, ctx: "ClickContext", cmd_name: str) -> "Command | None":
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = typer.main.get_command(load(cmd_name))
        command.name = cmd_name
        for each in (command, *getattr(command, "commands", {}).values()):
            each.collect_usage_pieces = partial(_usage_pieces, each)
            parameters.adapt(each)
        if isinstance(command, TyperGroup):
            vars(command)["resolve_command"] = partial(_resolved, command, command.resolve_command)
        return command

    def make_parser(self, ctx: "ClickContext") -> Any:
        """The parser of the global options, each of which is given once."""
        return parameters.strict_parser(super().make_parser, ctx)

    def resolve_command(self, ctx: "ClickContext", args: list[str]) -> "tuple[str | None, Command | None, list[str]]":
        """The command that is meant; a mistyped one gets the nearest, as below typer's own groups."""
        names = self.list_commands(ctx)
        if not args or args[0] in names:
            return super().resolve_command(ctx, args)
        typed = args[0].casefold()
        if typed in names:
            args = [typed, *args[1:]]
        elif typed not in guesses.COMMANDS and self._is_somebody(ctx, args):
            args = ["show", *args]
        elif typed not in guesses.COMMANDS and (near := get_close_matches(typed, names)):
            ctx.fail(f"No such command {quoted(args[0])}. Did you mean {', '.join(map(quoted, near))}?")
        elif meant := guesses.of_command(typed):
            raise UsageError(f"No such command {quoted(args[0])}.", meant)
        return super().resolve_command(ctx, args)

    def _is_somebody(self, ctx: "ClickContext", args: list[str]) -> bool:
        """Whether the one word that is no command is somebody's name: then they are shown."""
        from custlove.cli import choice

        return all(each.startswith("-") for each in args[1:]) and choice.is_somebody(ctx.obj, args[0])

    def format_commands(self, ctx: "ClickContext", formatter: "HelpFormatter") -> None:  # noqa: ARG002
        """The help's list, by group, without building the commands."""
        for title, commands in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))


def _resolved(
    group: TyperGroup, resolve: Any, ctx: "ClickContext", args: list[str]
) -> "tuple[str | None, Command | None, list[str]]":
    """A command below a noun; another word that people say for one is answered with it."""
    verbs = tuple(group.list_commands(ctx))
    if args and args[0] not in verbs:
        noun = ctx.command_path.removeprefix("custlove ")
        if meant := guesses.of_verb(noun, args[0], verbs):
            raise UsageError(f"No such command {quoted(args[0])}.", meant)
        if "list" in verbs and not get_close_matches(args[0], verbs) and _lists_somebody(ctx, group):
            raise UsageError(
                f"No such command {quoted(args[0])}.",
                f"Of one person: custlove {noun} list WHO\nLook at: custlove {noun} --help",
            )
    found: tuple[str | None, Command | None, list[str]] = resolve(ctx, args)
    return found


def _lists_somebody(ctx: "ClickContext", group: TyperGroup) -> bool:
    listing = group.get_command(ctx, "list")
    return listing is not None and any("--who" in each.opts for each in listing.params)


def _usage_pieces(command: "Command", ctx: "ClickContext") -> list[str]:
    # typer writes {NAME} for what is required; brackets for what is not are what manual pages use.
    pieces = [command.options_metavar] if command.options_metavar else []
    for param in command.params:
        if param.param_type_name == "argument":
            name = str(param.make_metavar(ctx))
            pieces.append(name if param.required or name.startswith("[") else f"[{name}]")
    return [*pieces, *(["COMMAND [ARGS]..."] if isinstance(command, TyperGroup) else [])]


root = typer.Typer(
    cls=Commands, rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]}
)


def _show_version(value: bool) -> None:
    if value:
        sys.stdout.write(f"custlove {__version__}\n")
        raise typer.Exit


@root.callback()
def custlove(
    context: typer.Context,
    journal: Annotated[
        str | None, typer.Option("--journal", metavar="PATH", help="Use this journal instead of the default one.")
    ] = None,
    today: Annotated[str | None, typer.Option("--today", metavar="DAY", help="Answer as of this day.")] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="Turn colour off.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only the requested output, and errors.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask, and never open an editor.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Answer every question with yes.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback on errors.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """A relationship journal: what you owe people, how they stand, how you are doing.

    custlove alone is custlove today. Global options stand before the command.
    """
    del debug, version
    run: Context = context.obj
    run.quiet, run.no_input, run.agreed = quiet, no_input, yes
    run.named_journal, run.asked_today, run.no_color = journal, today, no_color


def run(arguments: Sequence[str], clock: datetime | None = None) -> int:
    """Run one command line and return its exit code. `clock` is the moment it is taken to be, now unless given."""
    context = Context.of_process(os.environ, clock)

    def act() -> object:
        words = complete(readable(arguments))
        while True:
            context.words = history_words(words)
            try:
                return _answer(words, context)
            except Ambiguous as fault:
                words = _chosen(context, words, fault)
            except (UsageError, typer.TyperException) as fault:
                words = _completed(context, words, fault)

    return boundary.guarded(context, arguments, act, partial(_sentence, context, arguments))


def _answer(words: Sequence[str], context: Context) -> object:
    try:
        code = _call(words, context)
    except Rehearsed:
        code = None
    if not context.rehearsing:
        return code
    context.rehearse_no_more()
    return _call(words, context)


def _chosen(run: Context, words: list[str], fault: Ambiguous) -> list[str]:
    """The command line with the one who is meant; raises what it was given where nobody can be asked, or answers."""
    from custlove.cli import choice

    if run.committed is not None or not choice.may_ask(run, words):
        raise fault
    run.begin_anew()
    if (chosen := choice.chosen(run, words, fault)) is None:
        raise fault
    return chosen


def _completed(run: Context, words: list[str], fault: UsageError | typer.TyperException) -> list[str]:
    """The command line with what it lacked; raises what it was given where that cannot be asked for."""
    from custlove.cli import choice, questions

    question = fault.question if isinstance(fault, UsageError) else _missing(words, fault)
    if question is None or run.committed is not None or not choice.may_ask(run, words):
        raise fault
    run.begin_anew()
    return questions.completed(run, words, fault.message if isinstance(fault, UsageError) else "", question)


def _missing(words: Sequence[str], fault: typer.TyperException) -> Question | None:
    from typer._click.exceptions import MissingParameter

    from custlove.cli import questions

    if not isinstance(fault, MissingParameter) or getattr(fault.param, "param_type_name", "") != "argument":
        return None
    return Question(questions.DATE) if getattr(fault.param, "metavar", "") == "DAY" else questions.at_the_end(words)


def _call(words: Sequence[str], context: Context) -> object:
    return typer.main.get_command(root).main(list(words), prog_name="custlove", obj=context, standalone_mode=False)


def _sentence(run: Context, arguments: Sequence[str], fault: Exception) -> CustloveError | None:
    if isinstance(fault, typer.Abort):
        return Interrupted("Interrupted.", "Nothing was changed.")
    if isinstance(fault, (typer.TyperException, CustloveError)) and not run.typed:
        # What was refused before the command itself has read its text.
        from custlove.cli import texts

        command: Any = typer.main.get_command(root)
        run.typed += texts.typed(command, command.context_class(command), arguments)
    return _usage(fault) if isinstance(fault, typer.TyperException) else None


def _usage(fault: typer.TyperException) -> CustloveError:
    from typer._click.exceptions import NoArgsIsHelpError, NoSuchOption
    from typer._click.exceptions import UsageError as Misused

    command = getattr(getattr(fault, "ctx", None), "command_path", "custlove")
    hint = f"Look at: {command} --help"
    if isinstance(fault, NoArgsIsHelpError):
        return UsageError(f"{command} what?", fault.format_message().rstrip())
    if isinstance(fault, NoSuchOption) and fault.option_name in (*GLOBALS_WITH_VALUE, *GLOBAL_FLAGS):
        hint = f"Global options stand before the command: custlove {fault.option_name} …"
    elif isinstance(fault, NoSuchOption) and fault.ctx is not None:
        names = tuple(name for each in fault.ctx.command.params for name in (*each.opts, *each.secondary_opts))
        if meant := guesses.of_option(command.removeprefix("custlove "), fault.option_name, names):
            # Without what is only spelt alike.
            return UsageError(f"No such option: {fault.option_name}", meant)
    message = fault.format_message() if isinstance(fault, Misused) else str(fault)
    # typer's own words for one and for the other kind of number option.
    return UsageError(re.sub(r"is not a valid int(eger| range)\.", "is not a whole number.", message), hint)
