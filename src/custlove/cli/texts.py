"""What was typed as a text, on a command line that could not be read: nobody types it again."""

from collections.abc import Iterator, Sequence
from typing import Any

from custlove.cli.argv import first_word

# Enough to be a sentence where nothing says what a word was to be.
_SENTENCE = 3


def typed(root: Any, ctx: Any, arguments: Sequence[str]) -> list[str]:
    """The texts of a command line: what stands where a command takes a TEXT, else what reads like a sentence."""
    words = list(arguments[first_word(arguments) :])
    command = root
    while words and hasattr(command, "list_commands") and words[0] in command.list_commands(ctx):
        command = command.get_command(ctx, words.pop(0))
    if hasattr(command, "list_commands"):
        return [word for word in words if len(word.split()) >= _SENTENCE]
    return list(_texts(command, words))


def _texts(command: Any, words: list[str]) -> Iterator[str]:
    options = {name: each for each in command.params for name in (*each.opts, *each.secondary_opts)}
    behind: list[str] = []
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        option = options.get(name)
        if word == "--":
            behind += words
            break
        if not word.startswith("-") or word == "-":
            behind.append(word)
        elif option is None and not equals and words and " " not in words[0]:
            # Most options have a value.
            words.pop(0)
        elif option is not None and not option.is_flag:
            value = value if equals else words.pop(0) if words else ""
            if _is_text(option) and value.strip("- "):
                yield value
    last = _behind(command, behind)
    text = " ".join([word for word in last if " " in word] or last)
    if text.strip("- "):
        yield text


def _behind(command: Any, words: list[str]) -> list[str]:
    """The words from the argument on that is a text, or that holds one."""
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    for at, each in enumerate(arguments):
        if _is_text(each):
            return words[at + (1 if each.nargs != 1 else 0) :]
    return [word for word in words[len(arguments) :] if len(word.split()) >= _SENTENCE]


def _is_text(param: Any) -> bool:
    return "TEXT" in (param.metavar or "") or param.metavar in ("WHAT", "[NOTE]")
