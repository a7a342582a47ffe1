"""Words that people type for a command or an option that is called otherwise here, and the command that is meant.

A test holds that every command named here exists, and takes the options named with it.
"""

from collections.abc import Mapping
from difflib import get_close_matches

_NEW = ("person add NAME", "log WHO TEXT", "promise add WHO TEXT --by WHEN", "followup add WHO WHEN TEXT")
_DONE = ("done REF", "promise keep REF", "ritual keep REF TEXT")
_GONE = ("undo", "touchpoint remove REF", "person archive WHO", "forget WHO")
_LATE = ("today", "promise list --overdue", "followup list --overdue", "feedback list --overdue")
_AHEAD = ("agenda", "today --ahead 7d")
_SEARCH = ("find WORDS",)
_HOW = ("today", "show WHO", "mirror")
_CONTACT = ("log WHO TEXT",)

# In the place of a command.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("add", "new", "create", "insert"), _NEW),
    **dict.fromkeys(("list", "ls", "all"), ("person list", "promise list", "followup list", "touchpoint list")),
    **dict.fromkeys(("people", "persons", "contacts", "customers", "clients", "contact", "customer"), ("person list",)),
    **dict.fromkeys(("search", "grep", "query", "lookup", "look"), _SEARCH),
    **dict.fromkeys(("status", "st", "report", "dashboard", "summary"), _HOW),
    **dict.fromkeys(("stats", "statistics", "score", "numbers"), ("mirror", "balance", "circles", "promise rate")),
    **dict.fromkeys(("keep", "kept", "finish", "complete", "close", "check"), _DONE),
    **dict.fromkeys(
        ("edit", "change", "modify", "update", "set", "correct"),
        ("person edit WHO", "touchpoint edit REF", "promise edit REF", "config set"),
    ),
    **dict.fromkeys(("delete", "del", "rm", "remove", "drop"), _GONE),
    **dict.fromkeys(("erase", "purge", "wipe", "gdpr"), ("forget WHO --dry-run", "export person WHO --all")),
    **dict.fromkeys(("archive", "hide"), ("person archive WHO",)),
    "merge": ("person merge WHO OTHER",),
    "spread": ("person spread",),
    "rename": ("person rename WHO NAME",),
    **dict.fromkeys(("overdue", "late", "due", "open", "pending", "owed", "waiting"), _LATE),
    **dict.fromkeys(("upcoming", "week", "calendar", "next", "soon", "ahead", "tomorrow", "month"), _AHEAD),
    **dict.fromkeys(("birthdays", "birthday", "days", "dates", "anniversary"), ("day list",)),
    **dict.fromkeys(("walk", "process", "triage", "interactive", "tui"), ("today --walk",)),
    **dict.fromkeys(("todo", "todos", "tasks", "task"), ("today", "followup list")),
    **dict.fromkeys(("view", "info", "display", "get", "timeline", "inspect"), ("show WHO",)),
    **dict.fromkeys(
        ("note", "notes", "write", "jot"), ("log WHO TEXT", "fact add WHO KIND TEXT", "person edit WHO --notes TEXT")
    ),
    **dict.fromkeys(("journal", "diary", "entries", "touchpoints"), ("touchpoint list",)),
    **dict.fromkeys(("call", "called", "met", "meet", "meeting", "email", "mail", "talk", "spoke", "visit"), _CONTACT),
    **dict.fromkeys(("redo", "revert", "rollback"), ("undo", "history")),
    **dict.fromkeys(("changes", "changelog", "audit", "recent"), ("history",)),
    **dict.fromkeys(("version", "about"), ("--version",)),
    **dict.fromkeys(("man", "manual", "usage", "commands", "docs"), ("help",)),
    **dict.fromkeys(("settings", "setting", "options", "preferences", "configure"), ("config",)),
    **dict.fromkeys(("start", "setup", "begin"), ("init", "demo")),
    **dict.fromkeys(("tour", "example", "sample", "tutorial"), ("demo",)),
    **dict.fromkeys(("quiet", "silent", "neglected", "stale", "gone-quiet"), ("person list --gone-quiet",)),
    **dict.fromkeys(("follow", "follow-up", "followups", "follow-ups"), ("followup list",)),
    **dict.fromkeys(("reminder", "reminders", "reminds", "notify"), ("followup add WHO WHEN TEXT", "remind")),
    **dict.fromkeys(("promises", "commitments"), ("promise list",)),
    **dict.fromkeys(("postpone", "defer", "later", "delay"), ("snooze REF WHEN",)),
    **dict.fromkeys(("complaint", "criticism", "praise", "idea"), ("feedback hear WHO TEXT --kind KIND",)),
    **dict.fromkeys(("ask",), ("feedback ask WHO TEXT",)),
    **dict.fromkeys(("thank", "thanks"), ("feedback thank REF",)),
    **dict.fromkeys(("sorry", "apologise", "apologize"), ("mistake own REF TEXT",)),
    **dict.fromkeys(("sale", "sales", "order", "buy", "bought", "invoice", "revenue"), ("purchase add WHO AMOUNT",)),
    **dict.fromkeys(
        ("move", "promote", "demote", "rung"), ("ladder move WHO RUNG --why TEXT", "promise move REF WHEN")
    ),
    **dict.fromkeys(("suggest", "suggestions"), ("ladder suggest",)),
    **dict.fromkeys(("facts", "need", "needs"), ("fact list", "fact add WHO KIND TEXT")),
    **dict.fromkeys(("rituals", "habit", "recurring"), ("ritual list",)),
    **dict.fromkeys(("save", "dump"), ("backup", "export jsonl")),
    **dict.fromkeys(("tag", "tags"), ("person edit WHO --tag TAG", "person list --tag TAG")),
}

# In the place of a command of a noun; the first that the noun has.
VERBS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("add", "new", "create", "log", "make"), ("add", "hear", "list")),
    **dict.fromkeys(("delete", "del", "rm", "drop", "erase"), ("remove", "archive", "release", "edit")),
    **dict.fromkeys(("ls", "all", "show", "view", "open", "overdue", "due"), ("list",)),
    **dict.fromkeys(("change", "update", "modify", "correct"), ("edit", "supersede", "move")),
    **dict.fromkeys(("done", "complete", "finish", "close", "kept", "check"), ("done", "keep", "thank", "resolve")),
    **dict.fromkeys(("postpone", "defer", "later", "reschedule", "delay"), ("snooze", "move", "skip")),
    **dict.fromkeys(("search", "find"), ("list",)),
    **dict.fromkeys(("hide", "disable"), ("archive", "pause")),
    **dict.fromkeys(("unarchive", "undelete"), ("restore",)),
    **dict.fromkeys(("replace",), ("supersede", "edit")),
    **dict.fromkeys(("stats", "statistics"), ("rate", "list")),
    **dict.fromkeys(("up", "down", "set", "promote", "demote"), ("move", "edit")),
}

# In the place of an option; the first that the command has.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("--due", "--until", "--deadline", "--when", "--day", "--date"), ("--by", "--to", "--next", "--on")
    ),
    **dict.fromkeys(("--at", "--when", "--date", "--day", "--time"), ("--on", "--by", "--to")),
    **dict.fromkeys(("--person", "--name", "--for", "--customer", "--client"), ("--who", "--with", "--as")),
    **dict.fromkeys(("--company", "--organisation", "--organization", "--firm"), ("--org",)),
    **dict.fromkeys(("--direction", "--incoming", "--inbound"), ("--in", "--out")),
    **dict.fromkeys(("--outgoing", "--outbound"), ("--out",)),
    **dict.fromkeys(("--mood", "--feeling", "--feel"), ("--felt",)),
    **dict.fromkeys(("--duration", "--length", "--mins", "--hours"), ("--minutes",)),
    **dict.fromkeys(("--reason", "--because"), ("--why",)),
    **dict.fromkeys(("--note", "--message", "--description", "--what"), ("--text", "--notes", "--why")),
    **dict.fromkeys(("--via", "--medium", "--by-phone"), ("--channel",)),
    **dict.fromkeys(("--cadence", "--rhythm", "--frequency", "--repeat"), ("--every",)),
    **dict.fromkeys(("--mail", "--e-mail"), ("--email",)),
    **dict.fromkeys(("--tel", "--telephone", "--mobile"), ("--phone",)),
    **dict.fromkeys(("--bday", "--born"), ("--birthday",)),
    **dict.fromkeys(("--handle", "--id", "--alias"), ("--as",)),
    **dict.fromkeys(("--tags", "--label"), ("--tag",)),
    **dict.fromkeys(("--type", "--category"), ("--kind", "--state")),
    **dict.fromkeys(("--status",), ("--state", "--open")),
    **dict.fromkeys(("--from", "--after", "--start"), ("--since", "--on")),
    **dict.fromkeys(("--before", "--end"), ("--until", "--by")),
    **dict.fromkeys(("--late",), ("--overdue",)),
    **dict.fromkeys(("--format", "--output", "--out-format"), ("--json", "--csv")),
    **dict.fromkeys(("--days", "--within", "--in-days"), ("--ahead", "--since")),
    **dict.fromkeys(("--order", "--order-by", "--sort-by"), ("--sort",)),
    **dict.fromkeys(("--max", "--top", "--head"), ("--limit",)),
    **dict.fromkeys(("--create", "--add"), ("--new",)),
    **dict.fromkeys(("--force", "-f"), ("--anyway",)),
    **dict.fromkeys(("--follow-up", "--followup", "--remind"), ("--next",)),
}

# An option for which another command is made.
ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("person edit", "--name"): "person rename WHO NAME",
    ("person edit", "--as"): "person rename WHO --as HANDLE",
    ("person edit", "--handle"): "person rename WHO --as HANDLE",
    ("person edit", "--rung"): "ladder move WHO RUNG --why TEXT",
    ("person edit", "--archive"): "person archive WHO",
    ("person edit", "--archived"): "person archive WHO",
    ("person list", "--archived"): "person list --all",
    ("person list", "--overdue"): "person list --gone-quiet",
    ("person list", "--who"): "show WHO",
    ("person add", "--name"): "person add NAME",
    ("promise edit", "--kept"): "promise keep REF",
    ("promise edit", "--done"): "promise keep REF",
    ("promise keep", "--due"): "promise move REF WHEN",
    ("log", "--who"): "log WHO TEXT",
    ("log", "--text"): "log WHO TEXT",
    ("log", "--due"): "log WHO TEXT --next WHEN",
    ("show", "--who"): "show WHO",
    ("brief", "--who"): "brief WHO",
}


def of_command(word: str) -> str:
    """The next step for a word in the place of a command: the commands that may be meant; empty if it is none."""
    plain = word.casefold()
    if plain not in COMMANDS:
        plain = next(iter(get_close_matches(plain, COMMANDS, cutoff=0.8)), "")
    return _said(COMMANDS.get(plain, ()))


def of_verb(noun: str, word: str, verbs: tuple[str, ...]) -> str:
    """The same below a noun, of whose commands the first that fits is named."""
    found = next((verb for verb in VERBS.get(word.casefold(), ()) if verb in verbs), None)
    return _said((f"{noun} {found}",)) if found else ""


def of_option(command: str, option: str, options: tuple[str, ...]) -> str:
    """The next step for an option that a command does not have; empty if there is none to name."""
    if elsewhere := ELSEWHERE.get((command, option)):
        return _said((elsewhere,))
    if option == "--direction" and {"--in", "--out"} <= set(options):
        return "Write --in if they came to you, --out if you went to them; without either it went both ways."
    found = next((each for each in OPTIONS.get(option, ()) if each in options), None)
    return f"Here it is called {found}." if found else ""


def _said(commands: tuple[str, ...]) -> str:
    lines = [f"custlove {each}" for each in commands]
    return f"Write: {lines[0]}" if len(lines) == 1 else f"One of these: {', '.join(lines)}" if lines else ""
