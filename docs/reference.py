"""Make docs/reference.md from the program's own help, and the pages that the help's topics are.

python docs/reference.py          writes them
python docs/reference.py --check  says which are not what they should be
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from custlove import topics
from custlove.cli.app import root
from custlove.cli.registry import COMMANDS

if TYPE_CHECKING:
    from typer._click import Command
    from typer._click import Context as ClickContext

FOLDER = Path(__file__).parent
# These pages say more than the help does, and are written by hand.
OWN_PAGES = ("files", "cron")
_HEAD = """\
# Reference

Every command with its options, made from `custlove COMMAND --help` by `docs/reference.py`.
`REF`, `WHO` and `WHEN` are explained in the [guide](guide.md) and under [dates](dates.md).
"""


def pages() -> dict[str, str]:
    """Each page that is made, by file name."""
    made = {f"{topic}.md": topics.text(topic) for topic in topics.TOPICS if topic not in OWN_PAGES}
    return {"reference.md": reference(), **made}


def reference() -> str:
    """The reference in Markdown."""
    command = typer.main.get_command(root)
    top = _context(command, None, "custlove")
    parts = [_HEAD, "## Global options\n\nThey stand before the command.\n", _block(_options(command, top))]
    for title, names in COMMANDS.items():
        parts.append(f"## {title}\n")
        for name in names:
            parts += _command(top, name, level=3)
    return "\n".join(parts)


def _command(above: "ClickContext", name: str, level: int) -> Iterator[str]:
    group = above.command
    command = group.get_command(above, name) if isinstance(group, TyperGroup) else None
    if command is None:
        raise LookupError(name)
    context = _context(command, above, name)
    text = " ".join((command.help or "").split("\n\nExample:")[0].split())
    yield f"{'#' * level} {context.command_path}\n\n{text}\n"
    yield _block([_usage(context), *_example(command), *_options(command, context)])
    if isinstance(command, TyperGroup):
        for each in command.list_commands(context):
            yield from _command(context, each, level + 1)


def _context(command: "Command", above: "ClickContext | None", name: str) -> "ClickContext":
    kind = command.context_class
    return kind(command, info_name=name, parent=above, terminal_width=100, max_content_width=100)


def _usage(context: "ClickContext") -> str:
    return " ".join(context.get_usage().removeprefix("Usage: ").split())


def _example(command: "Command") -> list[str]:
    found = re.search(r"Example: (.*)", command.help or "", re.DOTALL)
    return [" ".join(found[1].split())] if found else []


def _options(command: "Command", context: "ClickContext") -> list[str]:
    formatter = context.make_formatter()
    found = [record for each in command.get_params(context) if (record := each.get_help_record(context))]
    records = [record for record in found if "--help" not in record[0]]
    if not records:
        return []
    formatter.write_dl(records)
    return ["", *formatter.getvalue().rstrip().splitlines()]


def _block(lines: list[str]) -> str:
    text = "\n".join(lines).strip("\n")
    return f"```\n{text}\n```\n" if text else ""


def _check(made: dict[str, str]) -> int:
    stale = [name for name, text in made.items() if not _is(FOLDER / name, text)]
    for name in stale:
        sys.stdout.write(f"docs/{name} is not up to date: python docs/reference.py\n")
    return 1 if stale else 0


def _is(page: Path, text: str) -> bool:
    return page.exists() and page.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(_check(pages()))
    for page, words in pages().items():
        (FOLDER / page).write_text(words, encoding="utf-8")
