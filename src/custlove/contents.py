"""The table of contents: every command in its group, and where it is."""

from collections.abc import Mapping

import typer

# Each command's line in the help. Its module is imported only when it is called: fifty of them cost more
# than `today` itself.
CONTENTS: Mapping[str, Mapping[str, str]] = {
    "Every day": {
        "today": "What you owe people today.",
        "log": "A touchpoint: who, what was said, how they left.",
        "brief": "One page before a meeting: effort, mindfulness, respect.",
        "show": "Everything about somebody, as one timeline.",
        "find": "Search everything, newest first.",
    },
    "What you write down": {
        "person": "The people: add, edit, rename, archive, merge, list.",
        "touchpoint": "Correct, remove or list touchpoints.",
        "followup": "Something to come back to.",
        "promise": "What was promised, by you and to you.",
        "feedback": "What they say of your work.",
        "mistake": "What went wrong on your side, and how it is made right.",
        "fact": "What you know of people: needs, visions, challenges, life.",
        "purchase": "What people bought.",
        "introduction": "Who sent whom.",
        "link": "Who knows whom, and as what.",
        "day": "Days that matter to people, besides birthdays.",
        "ritual": "Moments that come again.",
        "ladder": "The seven rungs: who stands where, who moved.",
    },
    "How you stand": {
        "review": "What happened since the last review, and what you intend next.",
        "mirror": "How you are doing: twelve questions, beside the period before.",
        "circles": "Who gets how much of you, next to how much they should.",
        "trust": "What you did for somebody's trust and what you did to it.",
        "lapsed": "Who bought and has gone quiet.",
        "wows": "The moments worth repeating.",
        "balance": "Who gives and who takes, figures beside each other.",
    },
    "From cron and scripts": {
        "remind": "What is due, as a message; silent when nothing is.",
        "schedule": "A reminder every morning, by cron or a timer.",
        "prompt": "One short line for a shell prompt or a status bar.",
    },
    "The journal": {
        "config": "The settings: list, get, set, edit, check.",
        "completion": "What your shell offers at TAB: install, show.",
        "history": "What was written, and what of it was undone.",
        "undo": "Take the last change back.",
        "export": "Write everything out.",
        "import": "Read people and touchpoints in.",
        "inbox": "What an import could give to nobody for sure.",
        "init": "Start an empty journal.",
        "demo": "Look around in a sample journal.",
        "help": "Help on a topic or a command.",
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
