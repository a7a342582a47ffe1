"""The command `custlove config`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context, group, reporting
from custlove.context import Context
from custlove.errors import UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    from custlove.render.page import Output

app = group("List, get, set, edit and check the settings, each with where its value comes from.")
Key = Annotated[str, typer.Argument(metavar="KEY", help="The setting, such as zone or cadence.client.")]


@app.command()
def path(context: typer.Context) -> None:
    """Print the path of the settings file.

    Example: custlove config path
    """
    run = get_context(context)
    run.stdout.write(f"{_file(run)}\n")


@app.command("list")
@reporting
def list_(context: typer.Context, *, output: "Output") -> int:
    """List every setting with its value and where that comes from.

    Example: custlove config list
    """
    run = get_context(context)
    from custlove import config
    from custlove.render import lists

    given = config.read(_file(run))
    rows = [
        lists.SettingRow(
            each.key, given.get(each.key, each.default), "file" if each.key in given else "default", each.what
        )
        for each in config.SETTINGS
    ]
    rows += [
        lists.SettingRow(name, run.environ[name], "environment", what)
        for name, what in config.VARIABLES.items()
        if run.environ.get(name)
    ]
    return run.show(lists.settings(rows), rows, output)


@app.command()
def get(context: typer.Context, key: Key) -> None:
    """Print the value of one setting; print nothing if it has none.

    Example: custlove config get cadence.client
    """
    run = get_context(context)
    from custlove import config

    value = config.read(_file(run)).get(config.setting(key).key, config.setting(key).default)
    if value is not None:
        run.stdout.write(f"{value}\n")


# A value may begin with a minus: points that a deed costs.
@app.command("set", context_settings={"ignore_unknown_options": True})
def set_(
    context: typer.Context,
    key: Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Its value; an empty one restores the default.")],
) -> None:
    """Change one setting; comments and everything else in the file stay.

    Example: custlove config set cadence.client "4 weeks"
    """
    run = get_context(context)
    from custlove import config, settings_file

    setting = config.setting(key)
    if value:
        try:
            setting.check(value)
        except ValueError as fault:
            raise UsageError(f"{key} = {quoted(value)} cannot be used. {fault}") from fault
    config.read(_file(run))
    settings_file.put(_file(run), key, value or None)
    run.stdout.write(
        f"{key} = {value}\n" if value else f"{key} is back at its default: {setting.default or 'not set'}\n"
    )


@app.command()
def edit(context: typer.Context) -> None:
    """Open the settings in your editor (VISUAL, EDITOR); a new file explains every setting.

    Example: custlove config edit
    """
    run = get_context(context)
    from custlove import settings_file
    from custlove.cli import editor

    file = _file(run)
    if not run.at_terminal:
        raise UsageError("The editor needs a terminal.", f"The file is {file}; or: custlove config set KEY VALUE")
    if not file.exists():
        settings_file.write(file, settings_file.template())
    editor.open_file(run.environ, file)
    check(context)


@app.command()
def check(context: typer.Context) -> None:
    """Check whether the settings are valid; if not, end with exit code 78 and the line.

    Example: custlove config check
    """
    run = get_context(context)
    from custlove import config

    file = _file(run)
    count = len(config.read(file))
    run.stdout.write(
        f"{file}: {count} set, all can be used.\n" if file.exists() else f"There is no {file}: the defaults hold.\n"
    )


def _file(run: Context) -> Path:
    from custlove import paths

    return Path(paths.settings(run.environ))
