"""The registry of commands: each in its group, with its line in the help; its module is found by its name."""

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword

import typer

COMMANDS: Mapping[str, Mapping[str, str]] = {
    "Every day": {
        "today": "Show what you owe people today.",
        "agenda": "Show what is coming, by day.",
        "log": "Log a touchpoint: with whom, what was said, how they left.",
        "brief": "Show what to know before you meet somebody, on one page.",
        "show": "Show everything about somebody: one timeline.",
        "find": "Search everything you wrote, newest first.",
        "done": "Mark promises, follow-ups and rituals as done, by their references.",
        "snooze": "Put follow-ups and promises off, or let somebody be until a day.",
    },
    "What you write down": {
        "person": "Add, edit, rename, archive, merge and list people.",
        "touchpoint": "Edit, remove and list touchpoints.",
        "followup": "Add, finish, snooze and list follow-ups.",
        "promise": "Track promises, yours and theirs.",
        "feedback": "Collect feedback on your work, and close the loop.",
        "mistake": "Record your mistakes, and make them right.",
        "fact": "Keep facts about people: needs, visions, challenges, life.",
        "day": "Add, list and remove days that matter to people.",
        "ritual": "Keep rituals: the Friday call, the yearly card.",
        "purchase": "Record what people bought.",
        "introduction": "Record who sent whom.",
        "link": "Record who knows whom, and how.",
        "ladder": "Show who stands on which of seven rungs.",
    },
    "How they stand": {
        "trust": "Show an account of trust, or your deeds to mend.",
        "circles": "Compare how much of your time people get.",
        "balance": "Compare who gives and who takes, side by side.",
        "lapsed": "List people who bought and have gone quiet.",
        "wows": "List moments worth repeating.",
    },
    "How you are doing": {
        "mirror": "Ask yourself twelve questions: how you are doing.",
        "review": "Review what happened, and what you intend next.",
    },
    "In and out": {
        "import": "Import people, touchpoints and other entries.",
        "inbox": "Sort out mails and meetings: list, take, drop.",
        "export": "Export everything, or some people.",
    },
    "In the background": {
        "remind": "Print what is due; stay silent when nothing is due.",
        "schedule": "Schedule a reminder every morning, by cron or a timer.",
        "prompt": "Print one short line, for a shell prompt or status bar.",
        "completion": "Complete commands, names and numbers at TAB.",
    },
    "The journal": {
        "undo": "Undo the last change.",
        "history": "List all changes, and which of them were undone.",
        "backup": "Back up the journal, and examine the backup.",
        "restore": "Restore a backup, after showing what would be lost.",
        "doctor": "Examine the journal: what is hurt, what to do next.",
        "forget": "Forget somebody for good, as they may ask you to.",
        "config": "List, get, set, edit and check the settings.",
        "init": "Create an empty journal.",
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
