"""The command `custlove help`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context

if TYPE_CHECKING:
    from typer._click import Context as ClickContext

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("help")
def help_(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC|COMMAND]", help="A topic or a command.")] = None,
) -> None:
    """Explain a topic (dates, output, exit-codes, files, cron) or a command.

    Example: custlove help dates
    """
    run = get_context(context)
    from custlove import topics

    asked = words or []
    parent = context.parent
    if parent is None:
        raise TypeError("help stands below the program")
    if not asked:
        run.stdout.write(parent.get_help() + "\n\nTopics (custlove help TOPIC):\n")
        run.stdout.writelines(f"  {name:<12}{what}\n" for name, what in topics.TOPICS.items())
    elif asked[0] in topics.TOPICS:
        run.stdout.write(topics.text(asked[0]))
    else:
        run.stdout.write(_of_command(parent, asked) + "\n")


def _of_command(root: "ClickContext", names: list[str]) -> str:
    from typer.core import TyperGroup

    from custlove import topics

    context = root
    for name in names:
        command = context.command
        found = command.get_command(context, name) if isinstance(command, TyperGroup) else None
        if found is None:
            return topics.text(" ".join(names))
        context = type(context)(found, info_name=name, parent=context)
    return context.get_help()
