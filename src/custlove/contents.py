"""The table of contents: every command in its group, and where it is."""

from collections.abc import Mapping

import typer

# Each command's line in the help. Its module is imported only when it is called: fifty of them cost more
# than `today` itself.
CONTENTS: Mapping[str, Mapping[str, str]] = {
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


def load(name: str) -> typer.Typer:  # noqa: C901, PLR0912, PLR0915 - a table of contents is as long as the book
    """The command of that name; raises KeyError for any other."""
    match name:
        case "today":
            from custlove.commands.today import app
        case "log":
            from custlove.commands.log import app
        case "brief":
            from custlove.commands.brief import app
        case "show":
            from custlove.commands.show import app
        case "find":
            from custlove.commands.find import app
        case "person":
            from custlove.commands.person import app
        case "touchpoint":
            from custlove.commands.touchpoint import app
        case "followup":
            from custlove.commands.followup import app
        case "promise":
            from custlove.commands.promise import app
        case "feedback":
            from custlove.commands.feedback import app
        case "mistake":
            from custlove.commands.mistake import app
        case "fact":
            from custlove.commands.fact import app
        case "purchase":
            from custlove.commands.purchase import app
        case "introduction":
            from custlove.commands.introduction import app
        case "link":
            from custlove.commands.link import app
        case "day":
            from custlove.commands.day import app
        case "ritual":
            from custlove.commands.ritual import app
        case "ladder":
            from custlove.commands.ladder import app
        case "review":
            from custlove.commands.review import app
        case "mirror":
            from custlove.commands.mirror import app
        case "balance":
            from custlove.commands.balance import app
        case "circles":
            from custlove.commands.circles import app
        case "lapsed":
            from custlove.commands.lapsed import app
        case "wows":
            from custlove.commands.wows import app
        case "trust":
            from custlove.commands.trust import app
        case "remind":
            from custlove.commands.remind import app
        case "schedule":
            from custlove.commands.schedule import app
        case "prompt":
            from custlove.commands.prompt import app
        case "config":
            from custlove.commands.config import app
        case "completion":
            from custlove.commands.completion import app
        case "help":
            from custlove.commands.help import app
        case "history":
            from custlove.commands.history import app
        case "undo":
            from custlove.commands.undo import app
        case "export":
            from custlove.commands.export import app
        case "import":
            from custlove.commands.import_ import app
        case "inbox":
            from custlove.commands.inbox import app
        case "init":
            from custlove.commands.init import app
        case "demo":
            from custlove.commands.demo import app
        case _:
            raise KeyError(name)
    return app
