"""The example that each command's help gives, and a journal in which all of them can be run."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from custlove.cli import app, registry
from tests.conftest import Program

if TYPE_CHECKING:
    from typer._click import Command

_OPENING = "Example: custlove"
# Numbers and words that the examples name: promises up to #12, touchpoints up to #7, feedback up to #4.
_STOCK = """
person add "Anna Karenina" --as anna --org "Oblonsky & Co" --rung customer --every "3 weeks" --on 2026-01-05
person add "Anna Karenina" --as anna-2 --on 2026-01-06
log anna "Talk 1" --on 2026-01-07
log anna "Talk 2, the invoice" --on 2026-02-07
log anna "Talk 3" --on 2026-03-07
log anna "Talk 4" --on 2026-04-07
log anna "Talk 5" --on 2026-05-07
log anna "Talk 6" --on 2026-06-07
log anna "Talk 7" --on 2026-09-07
promise add anna "draft 1" --by 2026-12-01
promise add anna "draft 2" --by 2026-12-02
promise add anna "draft 3" --by 2026-12-03
promise add anna "draft 4" --by 2026-12-04
promise add anna "draft 5" --by 2026-12-05
promise add anna "draft 6" --by 2026-12-06
promise add anna "draft 7" --by 2026-12-07
promise add anna "draft 8" --by 2026-12-08
promise add anna "draft 9" --by 2026-12-09
promise add anna "draft 10" --by 2026-12-10
promise add anna "the offer" --by 2026-11-30
promise add anna "the figures" --by 2026-10-31 --on 2026-10-01
feedback hear anna "the invoices are late" --kind criticism --on 2026-11-01
feedback confirm anna invoices "on time, then" --on 2026-11-01
feedback act anna invoices "sent them" --on 2026-11-02
feedback hear anna "well done" --kind praise --on 2026-11-03
feedback hear anna "what about blue?" --kind idea --on 2026-11-04
feedback hear anna "too many mails" --kind criticism --on 2026-11-05
feedback ask anna "how was the workshop?" --on 2026-11-06
followup add anna 2026-12-01 "ask how the move went"
followup add anna 2026-12-02 "send a book"
followup add anna 2026-11-20 "call" --on 2026-11-10
fact add anna need "faster invoices" --on 2026-11-01
fact add anna challenge "the archive has no room" --on 2026-11-02
purchase add anna 900 EUR "the first workshop" --on 2026-02-02
purchase add anna 1200 --on 2026-08-02
introduction add anna "Stiva Oblonsky" --on 2026-08-03
link add anna stiva "brother and sister" --on 2026-08-03
day add anna "their launch" 2024-03-14 --on 2026-11-02
mistake add anna "the draft went to the wrong people" --on 2026-11-18
mistake add anna "the figures came late" --promise 12 --on 2026-11-01
mistake own 2 --on 2026-11-02
mistake add anna "the invoices were late" --feedback 1 --on 2026-11-02
mistake own 3 --on 2026-11-02
mistake repair 3 "sent them" --on 2026-11-02
ritual add anna "the Friday football call" --every "2 weeks" --on friday
ritual add anna "a card" --every year --on "24 dec"
review --intend "one letter a week"
"""
# What has to be so before an example makes sense.
_BEFORE = {
    "person restore": ["person archive anna"],
    "import": ["export jsonl journal.jsonl"],
    "inbox": ["import mbox sent.mbox --me you@example.com"],
    "ritual resume": ["ritual pause anna football"],
    "feedback act": ["feedback confirm 4 said"],
}


def _mail(sender: str, to: str) -> str:
    return (
        f"From: {sender}@example.com\nTo: {to}@example.com\nDate: Mon, 16 Nov 2026 10:00:00 +0100\n"
        f"Subject: Hello\nMessage-ID: <{sender}-{to}@example.com>\n\nHello\n"
    )


# Files that the examples read.
_FILES = {
    "contacts.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:Dolly Oblonskaya\nEMAIL:dolly@oblonsky.example\nEND:VCARD\n",
    # Two who wrote and were written to, so that both wait.
    "sent.mbox": "".join(
        f"From x@example.com Mon Nov 16 10:00:00 2026\n{_mail(sender, to)}\n"
        for one in ("boris", "clara")
        for sender, to in ((one, "you"), ("you", one))
    ),
    "Maildir/cur/1": _mail("boris", "you"),
    "Maildir/cur/2": _mail("you", "boris"),
    "calendar.ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261102T090000Z\n"
    "SUMMARY:Lunch with Stiva Oblonsky\nEND:VEVENT\nEND:VCALENDAR\n",
    "Connections.csv": "First Name,Last Name,URL,Connected On\nDolly,Oblonskaya,https://x.example/dolly,04 Mar 2024\n",
    "monica.json": '{"account":{"data":[{"type":"contact","values":[{"uuid":"1","first_name":"Dolly"}]}]}}',
    "friends.md": "### Activities:\n- 2026-11-01: **Dolly Oblonskaya** called.\n",
    "log.jsonl": '{"contact":"Dolly Oblonskaya","time":"2026-11-01T10:00:00Z","note":"coffee"}\n',
    "jrnl.json": '{"tags":{},"entries":[{"title":"Lunch","date":"2026-11-01","time":"12:30","tags":["@anna"]}]}',
    "calls-20261122.xml": '<calls><call number="+4930123456" duration="60" date="1793610000000" type="1"/></calls>',
    "sms-20261122.xml": '<smses><sms address="+4930123456" date="1793610000000" type="1" body="hi"/></smses>',
    "messages.csv": "CONVERSATION ID,FROM,TO,DATE,CONTENT\n1,Anna Karenina,Me,2026-11-02 09:00:00 UTC,hi\n"
    "2,Konstantin Levin,Me,2026-11-02 09:00:00 UTC,hi\n",
    "tasks.json": '[{"description":"call","entry":"20261101T090000Z","status":"pending","tags":["anna"],"uuid":"1"}]',
}


class Example(NamedTuple):
    """A command by its names (`promise keep`), and the arguments of its example."""

    command: str
    arguments: tuple[str, ...]


def commands() -> Iterator[tuple[str, "Command"]]:
    """Every command that can be called, by its names."""
    for title in registry.COMMANDS.values():
        for name in title:
            command = typer.main.get_command(registry.load(name))
            if getattr(command, "invoke_without_command", True):
                yield name, command
            for sub, below in getattr(command, "commands", {}).items():
                yield f"{name} {sub}", below


def examples() -> Iterator[Example]:
    """The example of every command that has one."""
    for name, command in commands():
        for line in (command.help or "").splitlines():
            if line.startswith(_OPENING):
                yield Example(name, words(line.removeprefix(_OPENING)))


def words(line: str) -> tuple[str, ...]:
    """The arguments of a line (`~` stays: the real home is nobody's business here)."""
    return tuple(shlex.split(line))


def parse(arguments: Sequence[str]) -> None:
    """Have typer read a command line without running the command; raises typer.TyperException where it is wrong."""
    command, rest, parent = typer.main.get_command(app.root), list(arguments), None
    while True:
        context = command.make_context(command.name, rest, parent=parent, obj=object())
        rest = [*context._protected_args, *context.args]
        if not hasattr(command, "resolve_command") or not rest:
            return
        _, command, rest = command.resolve_command(context, rest)
        parent = context


def files(folder: Path) -> None:
    """Write the files that the examples read."""
    for name, text in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def stock(custlove: Program) -> None:
    """Write what the examples speak of."""
    for line in _STOCK.strip().splitlines():
        custlove(*shlex.split(line))


def before(command: str) -> Sequence[tuple[str, ...]]:
    """The command lines to run before an example can be."""
    names = (name for name in _BEFORE if command.startswith(name))
    return [words(line) for name in names for line in _BEFORE[name]]
