"""Make the manual page docs/man/custlove.1 from the program's own help and its topics.

python docs/manpage.py          writes it
python docs/manpage.py --check  says whether it is what it should be
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from custlove import __version__, topics
from custlove.cli import app, registry

FILE = Path(__file__).parent / "man" / "custlove.1"


def page() -> str:
    """The manual page in man(7)."""
    root = typer.main.get_command(app.root)
    context = typer.Context(root, info_name="custlove")
    parts = [
        f'.TH CUSTLOVE 1 "" "custlove {__version__}" "User Commands"',
        ".SH NAME",
        "custlove \\- a relationship journal: what you owe people, how they stand, how you are doing",
        ".SH SYNOPSIS",
        ".B custlove\n[\\fIoptions\\fR] [\\fIcommand\\fR [\\fIarguments\\fR]]",
        ".SH DESCRIPTION",
        escaped((root.help or "").replace("\n\n", "\n.PP\n")),
        ".SH OPTIONS",
        *options(root, context),
        ".SH COMMANDS",
        *commands(root, context),
    ]
    for name in topics.TOPICS:
        parts += list(topic(topics.text(name)))
    return "\n".join(parts) + "\n"


def commands(root: Any, context: Any) -> Iterator[str]:
    """Every command and what stands below it."""
    for names in registry.COMMANDS.values():
        for name in names:
            command = root.get_command(context, name)
            below = getattr(command, "commands", {})
            if not below or command.callback is not None:
                yield from entry(f"custlove {name}", command, context)
            for each in below:
                yield from entry(f"custlove {name} {each}", below[each], context)


def entry(title: str, command: Any, parent: Any) -> Iterator[str]:
    """One command: its usage, its summary, its options."""
    context = type(parent)(command, info_name=title, parent=None)
    yield ".SS " + escaped(" ".join([title, *command.collect_usage_pieces(context)]))
    yield escaped(re.sub(r"\n\s*\n\s*", "\n.PP\n", (command.help or "").strip()))
    yield from options(command, context)


def options(command: Any, context: Any) -> Iterator[str]:
    """The options and arguments, each with what it does."""
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:
            yield f".TP\n\\fB{escaped(record[0])}\\fR\n{escaped(record[1] or 'Given without more.')}"


def topic(text: str) -> Iterator[str]:
    """A topic's Markdown as man(7): headings, paragraphs, points, and what is indented as it stands."""
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("# "):
            yield f".SH {escaped(block.removeprefix('# ').upper())}"
        elif block.startswith("## "):
            yield f".SS {escaped(block.removeprefix('## '))}"
        elif block.startswith("    "):
            lines = (escaped(line.removeprefix("    ")) for line in block.splitlines())
            yield "\n".join([".PP", ".nf", *lines, ".fi"])
        elif block.startswith("- "):
            points = re.split(r"\n(?=- )", block)
            yield "\n".join(f".IP \\(bu 2\n{escaped(' '.join(point.removeprefix('- ').split()))}" for point in points)
        else:
            yield f".PP\n{escaped(' '.join(block.split()))}"


def escaped(text: str) -> str:
    """A text that roff takes for nothing else; `code` in bold."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").splitlines()
    guarded = (
        f"\\&{line}" if line.startswith(("'",)) or (line.startswith(".") and line != ".PP") else line for line in lines
    )
    portable = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in "\n".join(guarded))
    return re.sub(r"`([^`]*)`", r"\\fB\1\\fR", portable)


def main() -> None:
    """Write the page, or check it."""
    if "--check" in sys.argv[1:]:
        sys.exit(0 if FILE.exists() and FILE.read_text(encoding="utf-8") == page() else f"{FILE.name} is out of date")
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
