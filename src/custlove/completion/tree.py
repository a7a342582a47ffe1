"""What every command takes, from a table: the command line itself cannot be loaded at TAB.

`tree.tsv` is made from the commands by `python -m tests.completion.make_tree`; a test holds the two together. Its
columns are the command, a name, a kind and a help text. The name is that of a subcommand (kind `command`), an option,
an argument by its number, `+` if more of the last one may follow, or `*`, which names the subcommand that goes
without saying. A kind says what a value may
be (words.py and journal.py list them): `=a|b` is one of these words, a leading comma means several joined by commas,
`text` is anything, and nothing at all is a flag.
"""

import os

ROOT = "custlove"
_TABLE = os.path.join(os.path.dirname(__file__), "tree.tsv")


class Level:
    """One command: its subcommands with their help, its options with kind and help, the kinds of its arguments."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.commands: dict[str, str] = {}
        self.options: dict[str, tuple[str, str]] = {}
        self.arguments: dict[int, str] = {}
        self.default: str | None = None
        self.repeats = False
        for name, kind, text in _rows(path):
            if name.startswith("-"):
                self.options[name] = kind, text
            elif name.isdigit():
                self.arguments[int(name)] = kind
            elif name == "+":
                self.repeats = True
            elif name == "*":
                self.default = kind
            else:
                self.commands[name] = text

    def argument(self, number: int) -> str:
        """The kind of an argument, the first being 1."""
        last = max(self.arguments, default=0)
        return self.arguments.get(last if self.repeats and number > last else number, "text")

    def below(self, name: str) -> "Level":
        """A subcommand of it."""
        return Level(f"{self.path} {name}")

    @property
    def offered(self) -> dict[str, tuple[str, str]]:
        """Its options, and those of the subcommand that goes without saying."""
        return self.options if self.default is None else {**self.options, **self.below(self.default).options}


def _rows(path: str) -> list[tuple[str, str, str]]:
    with open(_TABLE, encoding="utf-8") as table:
        lines = [line.rstrip("\n").split("\t") for line in table if line.startswith(f"{path}\t")]
    return [(name, kind, text) for _, name, kind, text in lines]
