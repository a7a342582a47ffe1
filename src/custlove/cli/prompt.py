"""One short line for a shell prompt, tmux or a status bar, answered before the command line is even built.

A prompt is drawn hundreds of times a day: it reads the file itself, read-only, loads neither typer nor the reports,
and says nothing rather than wait or complain. That its counts are those of `today` is tested.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Mapping, Sequence

from custlove import paths
from custlove.quoting import quoted
from custlove.rules.thresholds import USUAL
from custlove.schema import predicates
from custlove.store.version import APPLICATION_ID, SCHEMA_VERSION

# Seconds for a locked journal: with starting and stopping it stays below 200 ms.
_WAIT = 0.12
_HEART = "♥"
# As in rules/mistakes.py and rules/feedback.py; the settings may say otherwise.
_WAITS = (
    *((step, USUAL[f"mistakes.{step}"]) for step in ("own_days", "repair_days", "follow_up_days")),
    ("act_days", USUAL["feedback.act_days"]),
)
_FEEDBACK = tuple((name, USUAL[f"feedback.{name}"]) for name in ("unhappy_score", "answer_hours"))
_USAGE = """\
Usage: custlove prompt [--format TEXT] [--ascii]

  Print one short line with what is due, for a shell prompt or status bar; print nothing when nothing is due.

  Example: custlove prompt --format "{broken} {overdue} {due}"

Options:
  --format TEXT  A template with {broken} {overdue} {due} {feedback} {mistakes} {total}, replaced by their counts.
  --ascii        Use only ASCII characters.
  -h, --help     Show this message and exit.
"""
_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
_ANSWER_LIMIT = "datetime('now', '-' || :answer_hours || ' hours')"
_ACT_LIMIT = "date(:today, '-' || :act_days || ' days')"
_COUNT_OF_PROMISES, _COUNT_OF_FOLLOW_UPS = (
    f"SELECT count(*) FROM {noun} WHERE id IN ({{ids}}) AND {{state}}" for noun in ("promise", "follow_up")
)
_COUNTS = {
    "broken": _COUNT_OF_PROMISES.format(ids=predicates.promise_ids("broken"), state=predicates.promise_broken()),
    "overdue": _COUNT_OF_FOLLOW_UPS.format(
        ids=predicates.follow_up_ids("overdue"), state=predicates.follow_up_overdue()
    ),
    "due": "SELECT ({promises}) + ({follow_ups})".format(
        promises=_COUNT_OF_PROMISES.format(ids=predicates.promise_ids("due"), state=predicates.promise_due()),
        follow_ups=_COUNT_OF_FOLLOW_UPS.format(ids=predicates.follow_up_ids("due"), state=predicates.follow_up_due()),
    ),
    "feedback": (
        f"SELECT count(*) FROM feedback WHERE id IN ({predicates.feedback_ids(_NOW)})"
        f" AND {predicates.feedback_overdue(now=_NOW, limit=_ANSWER_LIMIT, act_limit=_ACT_LIMIT)}"
    ),
    "mistakes": (
        f"SELECT count(*) FROM mistake WHERE id IN ({predicates.mistake_ids()}) AND noticed_on <= :today"
        f" AND {predicates.mistake_due()}"
    ),
}


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Print the line, or nothing if nothing is due or the journal is locked, missing, old or no journal."""
    form, ascii_only, wrong = _options(arguments)
    if wrong is not None:
        sys.stdout.write(_USAGE) if wrong in ("-h", "--help") else sys.stderr.write(f"custlove: {wrong}\n\n{_USAGE}")
        return 0 if wrong in ("-h", "--help") else 2
    settings = _settings(environ)
    counts = count(paths.journal(environ), _today(settings), _days(settings))
    if counts and any(counts.values()):
        text = line(counts, ascii_only=ascii_only or not _holds_heart()) if form is None else filled(form, counts)
        _say(f"{text}\n")
    return 0


def _holds_heart() -> bool:
    """Whether the output can show more than its encoding's letters: latin-1, cp1252 and C cannot."""
    try:
        _HEART.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _say(words: str) -> None:
    # A format may hold what the output cannot show: a question mark is better than a traceback before every prompt.
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(words.encode(encoding, "replace").decode(encoding))


def count(path: str, today: str, waits: Mapping[str, int] | None = None) -> dict[str, int] | None:
    """How many things of each kind are due on a day; None where the journal does not answer at once.

    `waits` are the days that each step of a mistake, and making criticism right, may take, by its setting.
    """
    if not os.path.isfile(path):
        return None
    try:
        connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro", uri=True, timeout=_WAIT, isolation_level=None)
    except sqlite3.Error:
        return None
    try:
        # One transaction: the lock is waited for once.
        connection.execute("BEGIN")
        found = connection.execute(
            "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"
        )
        if found.fetchone() != (APPLICATION_ID, SCHEMA_VERSION):
            return None
        given = {"today": today, **dict(_FEEDBACK + _WAITS), **(waits or {})}
        return {name: connection.execute(sql, given).fetchone()[0] for name, sql in _COUNTS.items()}
    except (sqlite3.Error, UnicodeDecodeError):
        # Silence is the promise here: a prompt that complains at every line is worse than none.
        return None
    finally:
        connection.close()


def line(counts: Mapping[str, int], *, ascii_only: bool) -> str:
    """The counts that are not zero, in words: `♥ 2 broken 3 due`."""
    words = " ".join(
        f"{number} {name.removesuffix('s') if number == 1 else name}" for name, number in counts.items() if number
    )
    return words if ascii_only else f"{_HEART} {words}"


def filled(form: str, counts: Mapping[str, int]) -> str:
    """A format with its counts put in; anything else in it stands as it is."""
    for name, number in (*counts.items(), ("total", sum(counts.values()))):
        form = form.replace(f"{{{name}}}", str(number))
    return form


def _options(arguments: Sequence[str]) -> tuple[str | None, bool, str | None]:
    form, ascii_only, waiting = None, False, list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--ascii":
            ascii_only = True
        elif word == "--format" and waiting:
            form = waiting.pop(0)
        elif word.startswith("--format="):
            form = word.removeprefix("--format=")
        else:
            return None, False, word if word in ("-h", "--help") else f"prompt does not know {quoted(word)}."
    return form, ascii_only, None


def _settings(environ: Mapping[str, str]) -> dict[str, str]:
    """What the settings file says, by the last word of each key; nothing if it cannot be read."""
    try:
        with open(paths.settings(environ), encoding="utf-8", errors="replace") as file:
            pairs = [line.partition("=") for line in file if "=" in line]
    except OSError:
        return {}
    return {
        key.rpartition(".")[2].strip(" \"'"): value.partition("#")[0].strip().strip("'\"") for key, _, value in pairs
    }


def _today(settings: Mapping[str, str]) -> str:
    """The user's day; a zone in the settings file goes before the system's."""
    if "zone" in settings and hasattr(time, "tzset"):
        os.environ["TZ"] = settings["zone"]
        time.tzset()
    return time.strftime("%Y-%m-%d")


def _days(settings: Mapping[str, str]) -> dict[str, int]:
    """How many days each step of a mistake, and making criticism right, may take, as set by the user."""
    return {name: int(given) if (given := settings.get(name, "")).isdecimal() else usual for name, usual in _WAITS}


def _quoted(path: str) -> str:
    return os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
