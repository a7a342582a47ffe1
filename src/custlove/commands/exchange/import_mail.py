"""The commands `custlove import mbox` and `custlove import maildir`: touchpoints that happened in mails."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.exchange.import_options import (
    DryRun,
    Import,
    ImportOptions,
    Paths,
    Rejects,
    Strict,
    bring_in,
    nothing,
)
from custlove.commands.options import Json, get_context
from custlove.context import Context
from custlove.errors import UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    from custlove.exchange.mail.message import MailOptions

Me = Annotated[
    list[str] | None,
    typer.Option("--me", metavar="ADDRESS", help="Your own address; can be repeated (default: the setting me)."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="WHEN", help="Only since this date (90d = 90 days ago).")]
_Folders = Annotated[list[str], typer.Argument(metavar="PATH…", help="The mailbox folders.")]
_New = Annotated[
    bool, typer.Option("--new", help="Add people who wrote to you and to whom you wrote, in these mailboxes.")
]
_Bodies = Annotated[bool, typer.Option("--bodies", help="Keep the first lines, not only the subject.")]
_Most = Annotated[int, typer.Option("--max-recipients", min=1, help="Skip mails to more recipients than this.")]


def mbox(
    context: typer.Context,
    paths: Paths,
    me: Me = None,
    since: Since = None,
    max_recipients: _Most = 5,
    new: _New = False,
    bodies: _Bodies = False,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import touchpoints from mailbox files or single mails (.eml), by headers alone: one per person, thread and day.

    Only mails with people in the journal count, by their address. Other people you write with wait in the inbox.

    Example: custlove import mbox sent.mbox --me you@example.com
    """
    run = get_context(context)
    options = _options(run, me, run.since(since), max_recipients, bodies=bodies)
    return _bring(run, paths, options, ImportOptions(dry_run, strict, rejects, json), new=new, folders=False)


def maildir(
    context: typer.Context,
    paths: _Folders,
    me: Me = None,
    since: Since = None,
    max_recipients: _Most = 5,
    new: _New = False,
    bodies: _Bodies = False,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import touchpoints from mailboxes in folders (Maildir, or .eml files), except trash, spam and drafts.

    Example: custlove import maildir Maildir --me you@example.com
    """
    run = get_context(context)
    options = _options(run, me, run.since(since), max_recipients, bodies=bodies)
    return _bring(run, paths, options, ImportOptions(dry_run, strict, rejects, json), new=new, folders=True)


def own_addresses(run: Context, me: list[str] | None) -> frozenset[str]:
    """Your own addresses: those given, else those of the settings; raises UsageError for anything else."""
    from custlove.rules import addresses

    try:
        given = [address for words in me or () for address in addresses.parse(words)]
    except ValueError as fault:
        raise UsageError(f"--me {quoted(' '.join(me or ()))} cannot be read. {fault}") from fault
    return frozenset(given or run.settings.me)


def _options(run: Context, me: list[str] | None, since: date | None, most: int, *, bodies: bool) -> "MailOptions":
    mine = own_addresses(run, me)
    if not mine:
        raise UsageError(
            "Your own addresses are required, to tell mails from you from mails to you.",
            'Set them once: custlove config set me "you@example.com", or each time with --me.',
        )
    from custlove.exchange.mail.message import MailOptions

    return MailOptions(mine, run.now, run.clock_now, run.zone, most, since, bodies)


def _bring(
    run: Context, paths: list[str], rules: "MailOptions", options: ImportOptions, *, new: bool, folders: bool
) -> int:
    from custlove.exchange.mail import importer

    with importer.Correspondence(rules, new=new) as mails:
        gather = mails.maildir if folders else mails.mbox
        wanted = Import(importer.SOURCE, nothing, paths, "inbox", str(run.today))
        wanted = wanted._replace(gather=gather, rest=mails.rest, brief=True, folders=folders)
        if not folders:
            wanted = wanted._replace(suffixes=(".mbox", ".mbx", ".eml"))
        return bring_in(run, wanted, options)
