"""What is being typed: the words before the cursor, and what the one at the cursor may become."""

from collections.abc import Sequence

from custlove.completion.tree import ROOT, Level


class Place:
    """Where the cursor stands.

    `kind` is what may stand there (tree.py), `head` the part of the word that stays (`--who=`, `anna,`), `begun` what
    is typed of the rest, `listed` the words of a list before it, `flags` those that were given.
    """

    def __init__(self, level: Level, kind: str, head: str, begun: str, journal: str | None, flags: set[str]) -> None:
        self.level, self.kind, self.journal, self.flags = level, kind.removeprefix(","), journal, flags
        listed, comma, rest = begun.rpartition(",") if kind.startswith(",") else ("", "", begun)
        self.head, self.begun = head + listed + comma, rest
        self.listed = listed.lower().split(",") if comma else []


class _Walk:
    """Follows the words down the commands."""

    def __init__(self) -> None:
        self.level = Level(ROOT)
        self.journal: str | None = None
        self.waiting: str | None = None
        self.seen = 0
        self.only_words = False
        self.flags: set[str] = set()

    def step(self, word: str) -> None:
        if self.waiting is not None:
            self._value(self.waiting, word)
        elif word == "--" and not self.only_words:
            self.only_words = True
        elif self._is_option(word):
            self._option(word)
        elif not self.seen and word in self.level.commands:
            self._down(word)
        else:
            self.seen += 1

    def end(self, word: str) -> Place:
        """The place of the word at the cursor."""
        if self.waiting is not None:
            return self._place(self._kind(self.waiting), "", word)
        if self._is_option(word) or (word == "-" and not self.only_words):
            name, equals, value = word.partition("=")
            return self._place(self._kind(name), name + equals, value) if equals else self._place("option", "", word)
        if self.level.commands:
            return self._place("text" if self.seen else "command", "", word)
        return self._place(self.level.argument(self.seen + 1), "", word)

    def _place(self, kind: str, head: str, begun: str) -> Place:
        return Place(self.level, kind, head, begun, self.journal, self.flags)

    def _is_option(self, word: str) -> bool:
        return word.startswith("-") and word != "-" and not self.only_words

    def _option(self, word: str) -> None:
        name, equals, value = word.partition("=")
        if name not in self.level.options and self.level.default is not None:
            self._down(self.level.default)
        if equals:
            self._value(name, value)
        elif self.level.options.get(name, ("", ""))[0]:
            self.waiting = name
        else:
            self.flags.add(name)

    def _value(self, name: str, value: str) -> None:
        self.waiting = None
        if name == "--journal" and self.level.path == ROOT:
            self.journal = value

    def _kind(self, name: str) -> str:
        return self.level.offered.get(name, ("text", ""))[0] or "text"

    def _down(self, name: str) -> None:
        self.level, self.seen = self.level.below(name), 0


def place(words: Sequence[str], current: str) -> Place:
    """What may stand at the cursor, behind these words, the program's name among them."""
    walk = _Walk()
    for word in _arguments(words):
        walk.step(word)
    return walk.end(current)


def _arguments(words: Sequence[str]) -> Sequence[str]:
    """What follows the program: before it may stand assignments and such as `sudo`."""
    at = next((at for at, word in enumerate(words) if word.rpartition("/")[2] == ROOT), None)
    if at is None:
        at = next((at for at, word in enumerate(words) if "=" not in word), len(words))
    return words[at + 1 :]


def split(line: str) -> list[str]:
    """The words of a line as a shell splits them, without their quotes; the last is the one at its end, or empty."""
    words: list[str] = []
    word: str | None = None
    quote = ""
    letters = iter(line)
    for letter in letters:
        if letter == "\\" and quote != "'":
            word = (word or "") + next(letters, "")
        elif letter in "'\"" and quote in ("", letter):
            quote, word = "" if quote else letter, word or ""
        elif quote or not letter.isspace():
            word = (word or "") + letter
        elif word is not None:
            words.append(word)
            word = None
    return [*words, word or ""]
