"""The registry of commands: each in its group, with its line in the help; its module is found by its name."""

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword

import typer

COMMANDS: Mapping[str, Mapping[str, str]] = {
    "Every day": {
        "today": "What you owe people today.",
        "log": "What happened: with whom, what was said, how they left.",
        "brief": "What to know before you meet somebody, on one page.",
        "show": "Everything about somebody, as one timeline.",
        "find": "Everything in which a word stands, newest first.",
    },
    "What you write down": {
        "person": "Whom you know: add, edit, rename, archive, merge, list.",
        "touchpoint": "What contact there was: edit, remove, list.",
        "followup": "What you want to come back to.",
        "promise": "What was promised, by you and to you.",
        "feedback": "What they say of your work, until you have thanked them.",
        "mistake": "What went wrong on your side, until it is made right.",
        "fact": "What you know of them: needs, visions, challenges, life.",
        "day": "What days matter to them, besides birthdays.",
        "ritual": "What comes again: the Friday call, the yearly card.",
        "purchase": "What they bought.",
        "introduction": "Who sent whom.",
        "link": "Who knows whom, and as what.",
        "ladder": "Who stands on which of seven rungs, and what the facts say.",
    },
    "How they stand": {
        "trust": "What you did for their trust, and what you did to it.",
        "circles": "Who gets how much of you, next to how much you meant.",
        "balance": "Who gives and who takes, side by side.",
        "lapsed": "Who bought and has gone quiet.",
        "wows": "Which moments are worth repeating.",
    },
    "How you are doing": {
        "mirror": "Twelve questions to yourself, beside the period before.",
        "review": "What happened since the last review, and what you intend.",
    },
    "In and out": {
        "import": "Bring people and what happened with them in.",
        "inbox": "Give to somebody what an import could not.",
        "export": "Write everything out.",
    },
    "In the background": {
        "remind": "Say what is due; stay silent when nothing is.",
        "schedule": "Remind every morning, by cron or a timer.",
        "prompt": "Say in a word what is due, for a shell prompt or status bar.",
        "completion": "Teach your shell what to offer at TAB.",
    },
    "The journal": {
        "undo": "Take the last change back.",
        "history": "List what was written, and what of it was undone.",
        "config": "List, get, set, edit and check the settings.",
        "init": "Start an empty journal.",
        "demo": "Look around in a sample journal.",
        "help": "Explain a topic or a command.",
    },
}


# Where the modules of a group lie, in custlove.commands.
_FOLDERS = {
    "Every day": "daily",
    "What you write down": "nouns",
    "How they stand": "reports",
    "How you are doing": "reports",
    "In and out": "exchange",
    "In the background": "background",
    "The journal": "journal",
}


def load(name: str) -> typer.Typer:
    """The command of that name, from the module that is called so; raises KeyError for any other.

    The module is imported only when its command is called: fifty of them cost more than `today` itself.
    """
    folder = next((_FOLDERS[title] for title, commands in COMMANDS.items() if name in commands), None)
    if folder is None:
        raise KeyError(name)
    # `import` is a word of Python's own.
    module = import_module(f"custlove.commands.{folder}.{f'{name}_' if iskeyword(name) else name}")
    app: typer.Typer = module.app
    return app
