"""The imports of what other programs have: Monica, friends, frm, jrnl, Taskwarrior, a phone, LinkedIn."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.exchange.import_options import (
    DryRun,
    Import,
    ImportOptions,
    Path,
    Paths,
    Rejects,
    Strict,
    bring_in,
)
from custlove.commands.options import Json, On, get_context
from custlove.context import Context
from custlove.schema.vocabulary import NotesAs, TasksAs

if TYPE_CHECKING:
    from custlove.exchange.jsonl.timestamps import LineClock
    from custlove.exchange.other_programs.handles import Handles

Notes = Annotated[
    NotesAs,
    typer.Option("--notes", help="Import notes as facts or as touchpoints; a touchpoint counts as contact."),
]
Due = Annotated[
    str | None, typer.Option("--due", metavar="WHEN", help="The due date of open tasks without one (default: today).")
]
Bodies = Annotated[bool, typer.Option("--bodies", help="Keep the first lines, not only that there was a message.")]
New = Annotated[bool, typer.Option("--new", help="Add people who are not in the journal yet.")]


def monica(
    context: typer.Context,
    path: Path,
    notes: Notes = "facts",
    due: Due = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import an account of Monica 4 (its JSON export): contacts, and everything about them.

    Calls, activities and conversations become touchpoints, reminders days, tasks follow-ups.

    Example: custlove import monica monica.json
    """
    run = get_context(context)
    due_on = _due(run, due)
    from custlove.exchange.other_programs import monica as exports
    from custlove.exchange.other_programs.monica_entries import MonicaOptions

    export = exports.Export(MonicaOptions(notes, due_on, _clock(run)))
    return bring_in(run, Import("monica", export.read, [path]), ImportOptions(dry_run, strict, rejects, json))


def friends(
    context: typer.Context,
    path: Path,
    notes: Notes = "facts",
    on: On = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import the Markdown file of friends: its friends, activities and notes.

    Example: custlove import friends friends.md
    """
    run = get_context(context)
    day = str(run.past_moment(on).day)
    from custlove.exchange.other_programs.friends import Friends

    reader = Friends(_clock(run), notes, day)
    return bring_in(run, Import("friends", reader.read, [path], on=day), ImportOptions(dry_run, strict, rejects, json))


def frm(
    context: typer.Context,
    path: Path,
    new: New = False,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import the log of frm (log.jsonl), one touchpoint for each line, by the full names of people in the journal.

    Import their address book first: custlove import vcard.

    Example: custlove import frm log.jsonl --new
    """
    run = get_context(context)
    from custlove.exchange.other_programs.frm import Log

    return bring_in(
        run, Import("frm", Log(_clock(run), new=new).read, [path]), ImportOptions(dry_run, strict, rejects, json)
    )


def jrnl(
    context: typer.Context,
    path: Path,
    new: New = False,
    topics: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="TAG", help="A tag that is not a person; can be repeated."),
    ] = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import the JSON export of jrnl: an entry tagged with handles becomes a touchpoint with those people.

    Example: custlove import jrnl jrnl.json --new --topic work
    """
    run = get_context(context)
    from custlove.exchange.other_programs.jrnl import Entries, JrnlOptions

    reader = Entries(JrnlOptions(new, topics or ()), _clock(run), _handles(run))
    return bring_in(run, Import("jrnl", reader.read, [path]), ImportOptions(dry_run, strict, rejects, json))


def taskwarrior(
    context: typer.Context,
    path: Path,
    become: Annotated[TasksAs, typer.Option("--as", help="Import tasks as follow-ups or as promises.")] = "followup",
    due: Due = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import tasks (task export) that are tagged with somebody's handle; repeat it to update them.

    Example: custlove import taskwarrior tasks.json --as promise
    """
    run = get_context(context)
    due_on = _due(run, due)
    from custlove.exchange.other_programs.taskwarrior import TaskOptions, Tasks

    reader = Tasks(TaskOptions(become, due_on), _clock(run), _handles(run))
    return bring_in(run, Import("taskwarrior", reader.read, [path]), ImportOptions(dry_run, strict, rejects, json))


def sms(
    context: typer.Context,
    paths: Paths,
    bodies: Bodies = False,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import calls and text messages of an Android phone (SMS Backup & Restore, XML), by phone number.

    A call is a touchpoint; the texts with a person on a day are one. Only their number is kept, unless --bodies.

    Example: custlove import sms calls-20261122.xml sms-20261122.xml
    """
    run = get_context(context)
    from custlove.exchange.other_programs.sms_backup import Backup, PhoneOptions

    reader = Backup(PhoneOptions(run.now, run.zone, bodies))
    wanted = Import("sms", reader.read, paths, brief=True, suffixes=(".xml",))
    return bring_in(run, wanted, ImportOptions(dry_run, strict, rejects, json))


def linkedin(
    context: typer.Context,
    path: Path,
    me: Annotated[str | None, typer.Option("--me", metavar="NAME", help="Your own name as LinkedIn has it.")] = None,
    bodies: Bodies = False,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import LinkedIn's messages.csv: one touchpoint for each conversation and day, with people in the journal.

    Import Connections.csv first (custlove import csv): its people are known by their profiles.

    Example: custlove import linkedin messages.csv
    """
    run = get_context(context)
    from custlove.exchange.other_programs.linkedin_messages import MessageOptions, Messages

    reader = Messages(MessageOptions(run.now, run.zone, me or "", bodies))
    wanted = Import("csv", reader.read, [path], brief=True)
    return bring_in(run, wanted, ImportOptions(dry_run, strict, rejects, json))


COMMANDS = (monica, friends, frm, jrnl, taskwarrior, sms, linkedin)


def _due(run: Context, words: str | None) -> str:
    return str(run.due_day(words) if words else run.today)


def _clock(run: Context) -> "LineClock":
    from custlove.exchange.jsonl.timestamps import LineClock

    return LineClock(run.now, run.stamp.at, run.zone)


def _handles(run: Context) -> "Handles":
    from custlove.exchange.other_programs.handles import Handles
    from custlove.reports.people.contact_index import Directory

    with run.reading() as connection:
        return Handles(Directory(connection))
