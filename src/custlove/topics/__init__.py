"""The help topics: one text a topic, from which the help, the man page and the documentation are made."""

from pathlib import Path

from custlove.errors import NotFound
from custlove.quoting import quoted

_FOLDER = Path(__file__).parent
# In the order in which somebody new would read them.
TOPICS = {
    "dates": "Which words are read as days, times and periods.",
    "output": "Tables, lines, CSV and JSON; colour and width.",
    "exit-codes": "What each exit code means.",
    "files": "The journal, the settings, backups; which variables are read.",
    "cron": "Reminders from cron and timers.",
}


def text(topic: str) -> str:
    """The text of a topic, in Markdown; raises NotFound with those there are."""
    if topic not in TOPICS:
        known = ", ".join(TOPICS)
        raise NotFound(f"There is no help on {quoted(topic)}.", f"There is help on {known}, and on every command.")
    return (_FOLDER / f"{topic}.md").read_text(encoding="utf-8")
