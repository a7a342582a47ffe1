"""Make src/custlove/completion/tree.tsv from the commands themselves: `python -m tests.completion.make_tree`."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import typer

from custlove import topics
from custlove.cli import app, argv, registry
from custlove.completion.tree import ROOT
from custlove.reports.today_parts import ALL_SECTIONS, SECTIONS
from custlove.rules.mistakes import SEVERITY
from custlove.schema import vocabulary

TABLE = Path(str(files("custlove.completion"))) / "tree.tsv"
REFERENCES = {
    "promise": "promise",
    "followup": "follow_up",
    "feedback": "feedback",
    "mistake": "mistake",
    "touchpoint": "touchpoint",
    "source": "touchpoint",
    "kept": "promise",
    "fact": "fact",
    "purchase": "purchase",
    "introduction": "introduction",
    "link": "link",
    "day": "special_day",
    "review": "intention",
    "ritual": "ritual",
    "done": "closable",
    "snooze": "put_off",
    "undo": "change",
}
_WORDS = re.compile(r"[a-z][a-z_-]*(\|[a-z][a-z_-]*)+")
_PATHS = ("PATH", "FILE", "FOLDER")
_PAST = ("--on", "--added", "--today")
_SINCE = ("--since", "--until", "--changed-since")

Row = tuple[str, str, str, str]


def rows() -> Iterator[Row]:
    """The table's rows: command, name, kind, help."""
    yield from _command(typer.main.get_command(app.root), ROOT)


def text() -> str:
    """What the file should hold."""
    return "".join("\t".join(row) + "\n" for row in rows())


def _command(command: Any, path: str) -> Iterator[Row]:
    below = _below(command)
    default = _default(path, below)
    for name, each in below.items():
        yield path, name, "command", _help(path, name, each)
    if default is not None:
        yield path, "*", default, ""
    yield from _parameters(command, path)
    for name, each in below.items():
        if each is not None:
            yield from _command(each, f"{path} {name}")


def _below(command: Any) -> dict[str, Any]:
    if not hasattr(command, "list_commands"):
        return {}
    context = typer.Context(command)
    return {name: _loaded(command, context, name) for name in command.list_commands(context)}


def _loaded(command: Any, context: typer.Context, name: str) -> Any:
    """A command, or None for one that stands in the contents and is not written yet."""
    try:
        return command.get_command(context, name)
    except ModuleNotFoundError as fault:
        if not str(fault.name).startswith("custlove.commands."):
            raise
        return None


def _default(path: str, below: dict[str, Any]) -> str | None:
    """The subcommand that goes without saying before an option."""
    names = path.split()[1:]
    completed = argv.complete([*names, "--option"])
    name = completed[len(names)]
    return name if name in below else None


def _help(path: str, name: str, command: Any) -> str:
    if path == ROOT:
        return next(group[name] for group in registry.COMMANDS.values() if name in group)
    return _line(command.help)


def _line(help_text: str | None) -> str:
    return " ".join((help_text or "").split("\n\n")[0].split())


def _parameters(command: Any, path: str) -> Iterator[Row]:
    number = 0
    for each in command.params:
        if each.param_type_name == "argument":
            for kind in _argument(each, path):
                number += kind != "+"
                yield (path, "+", "", "") if kind == "+" else (path, str(number), kind, "")
        elif not each.hidden:
            kind = "" if each.is_flag or each.count else _value(each, each.opts[0], path)
            for name in (*each.opts, *each.secondary_opts):
                yield path, name, kind, _line(each.help)
    for name in ("-h", "--help"):
        yield path, name, "", "Show this message and exit."


def _argument(argument: Any, path: str) -> list[str]:
    """The kinds of the words that an argument takes; WHEN may come behind the two words of a reference."""
    if argument.metavar in ("REF WHEN", "REF|WHO WHEN"):
        return [*_reference(path), "due", "due"]
    if argument.metavar == "REF":
        return [*_reference(path), "+"]
    if argument.metavar and argument.metavar.startswith("REF"):
        return _reference(path)
    if argument.metavar == "WHO [TEXT|-]":
        return [",who", "text"]
    if argument.metavar == "[TOPIC|COMMAND]":
        return ["=" + "|".join([*topics.TOPICS, *(name for group in registry.COMMANDS.values() for name in group)])]
    kind = _value(argument, argument.name, path)
    # Of several words an argument is one.
    return [kind.removeprefix(",") if kind.startswith(",=") else kind]


def _reference(path: str) -> list[str]:
    group = path.split()[1]
    if path.endswith("-ask"):
        return ["ask"]
    return [REFERENCES[group]] if group in REFERENCES else ["text"]


def _value(parameter: Any, name: str, path: str) -> str:  # noqa: PLR0911 - a kind of value each
    metavar = (parameter.metavar or "").strip("[].")
    choices = getattr(parameter.type, "choices", None)
    if choices:
        return "=" + "|".join(choices)
    if (path, name) == ("custlove remind", "--only"):
        return ",=" + "|".join(SECTIONS)
    if (path, name) == ("custlove today", "--only"):
        return ",=" + "|".join(ALL_SECTIONS)
    if _WORDS.fullmatch(metavar):
        return ",=" + metavar.replace("_", "-")
    if type(parameter.type).__name__ == "TyperPath" or metavar.split("|")[0] in _PATHS:
        return "file"
    if metavar in ("WHO", "OTHER", "NEWPERSON"):
        return _who(name, path)
    return _by_name(name, metavar, path)


def _who(name: str, path: str) -> str:
    if path == "custlove person restore":
        return "archived"
    several = name in ("--with", "--without") or path == "custlove followup add"
    return ",who" if several else "who"


def _by_name(name: str, metavar: str, path: str) -> str:
    if name in ("--felt", "--energy"):
        return "=" + "|".join((vocabulary.FELT if name == "--felt" else vocabulary.ENERGY).values())
    if name == "--severity":
        return "=" + "|".join(SEVERITY.values())
    if metavar == "REF":
        return REFERENCES.get(name.removeprefix("--"), "text")
    if name in ("--tag", "--no-tag"):
        return "person_tag" if path.startswith("custlove person ") else "touchpoint_tag"
    if metavar == "WHEN" or name == "--today":
        return "past" if name in _PAST else "since" if name in _SINCE else "due"
    by_name = {
        "--ahead": "ahead",
        "--every": "every",
        "change": "change",
        "--keeps": "ritual",
    }
    return by_name.get(name, "text")


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
