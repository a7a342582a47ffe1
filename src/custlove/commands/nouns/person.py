"""The command `custlove person`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from custlove.commands import person_options
from custlove.commands.added_people import say_handle, say_namesakes, say_shared
from custlove.commands.nouns.person_choose import choose
from custlove.commands.nouns.person_doubles import doubles
from custlove.commands.nouns.person_merge import merge
from custlove.commands.nouns.person_spread import spread
from custlove.commands.options import (
    AtRung,
    Json,
    On,
    OnUndated,
    Tags,
    get_context,
    group,
    reporting,
)
from custlove.context import Context
from custlove.errors import UsageError
from custlove.schema.vocabulary import PersonOrder

if TYPE_CHECKING:
    from custlove.render.page import Output
    from custlove.reports.people.people import Person

app = group("Add, edit, rename, archive, merge and list people. Customers are people, not numbers.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="Their name.")]
ByWho = Annotated[str, typer.Argument(metavar="WHO", help="The person.")]


@app.command()
@person_options.with_fields
def add(
    context: typer.Context,
    name: Name,
    handle: person_options.Handle = None,
    typed: Any = None,
    email: person_options.Emails = None,
    phone: person_options.Phones = None,
    rung: AtRung = None,
    tag: Tags = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Add a person.

    Example: custlove person add "Anna Karenina" --org "Oblonsky & Co" --every "3 weeks" --rung customer
    """
    run = get_context(context)
    fields = person_options.fields(run, typed)
    day = run.past_moment(on).day
    from custlove.services import people

    details = person_options.details(email, phone, tag)
    asked = people.AddPerson(name, day, handle, rung or "prospect", fields, details)
    with run.changing() as change:
        added = people.add(change, asked)
    _answer(run, added.person, json=json)
    if handle is None:
        say_handle(run, added.person.name, added.person.person)
    if added.was_forgotten:
        run.note("Somebody with this address was forgotten for good once; to take this back: custlove undo")
    say_namesakes(run, added.person.person, added.namesakes)
    say_shared(run, added.person.person, email, phone)


@app.command()
@person_options.with_fields
def edit(
    context: typer.Context,
    who: ByWho,
    typed: Any = None,
    email: person_options.Emails = None,
    phone: person_options.Phones = None,
    no_email: Annotated[
        list[str] | None, typer.Option("--no-email", metavar="EMAIL", help="Remove an e-mail address.")
    ] = None,
    no_phone: Annotated[
        list[str] | None, typer.Option("--no-phone", metavar="PHONE", help="Remove a phone number.")
    ] = None,
    tag: Tags = None,
    no_tag: Annotated[list[str] | None, typer.Option("--no-tag", metavar="TAG", help="Remove a tag.")] = None,
    also_org: Annotated[
        list[str] | None, typer.Option("--also-org", metavar="NAME", help="They belong to this organisation as well.")
    ] = None,
    left_org: Annotated[
        list[str] | None, typer.Option("--left-org", metavar="NAME", help="They left this organisation.")
    ] = None,
    no_org: Annotated[
        list[str] | None, typer.Option("--no-org", metavar="NAME", help="Remove an organisation that was wrong.")
    ] = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            "--clear",
            metavar="|".join(person_options.CLEARABLE),
            help="Empty a field; every and circle return to those of the rung.",
        ),
    ] = None,
    added: Annotated[
        str | None,
        typer.Option(
            "--added", metavar="WHEN", help="The day from which they are in the journal, on their first rung."
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="WHEN", help="The day from which circle and organisation hold (default: today)."),
    ] = None,
    json: Json = False,
) -> None:
    """Change a person's details.

    Example: custlove person edit anna --role "head of design" --every quarter
    """
    run = get_context(context)
    fields = person_options.fields(run, typed)
    fields |= person_options.cleared(clear)
    if added is not None:
        fields["added_on"] = run.past_moment(added).day
    day = run.past_moment(on).day
    more, less = person_options.details(email, phone, tag), person_options.details(no_email, no_phone, no_tag)
    orgs = tuple(also_org or ()), tuple(left_org or ()), tuple(no_org or ())
    several = (
        ("emails", more.email or less.email),
        ("phones", more.phone or less.phone),
        ("tags", more.tag or less.tag),
        ("organisations", any(orgs)),
    )
    named = [*fields, *(field for field, given in several if given)]
    if "organisation" in fields and "role" not in fields:
        named.append("role")
    if not named:
        raise UsageError("Nothing to change was given.", "Look at: custlove person edit --help")
    from custlove.render import sentences
    from custlove.services import people

    with run.changing() as change:
        edited = people.edit(change, people.EditPerson(who, day, fields, more, less, *orgs))
    _answer(run, edited, f" {sentences.particulars(edited, named)}", json=json)
    say_shared(run, edited.person, email, phone)


@app.command()
def rename(
    context: typer.Context,
    who: ByWho,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Their new name.")] = None,
    handle: person_options.Handle = None,
    on: OnUndated = None,
    json: Json = False,
) -> None:
    """Rename a person, or with --as change the handle.

    Example: custlove person rename anna "Anna Oblonskaya" --as anya
    """
    run = get_context(context)
    if name is None and handle is None:
        raise UsageError("What is the new name?", 'Like this: custlove person rename anna "Anna Oblonskaya" --as anya')
    run.past_moment(on)
    from custlove.services import people

    with run.changing() as change:
        renamed = people.rename(change, people.RenamePerson(who, name, handle))
    _answer(run, renamed, json=json)


@app.command()
def archive(
    context: typer.Context,
    who: ByWho,
    let_go: Annotated[
        bool, typer.Option("--let-go", help="Let go all that is still open with them: they died, or left.")
    ] = False,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why it is let go.")] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Archive a person: nothing is suggested for them any more, but what you owe them still counts.

    It lists what is still open with them. With --let-go all of it is closed in the same change, as let go by you: that
    is neither kept nor done, and what was broken by then stays broken.

    Example: custlove person archive anna --let-go --why "she left the trade"
    """
    run = get_context(context)
    if let_go != bool(why and why.strip()):
        raise UsageError("--let-go and --why go together.", 'Like this: --let-go --why "she left the trade"')
    day = run.past_moment(on).day
    from custlove.render import archiving as render
    from custlove.services import archiving

    with run.changing() as change:
        archived = archiving.archive(change, archiving.ArchivePerson(who, day, run.text(why).strip() if why else None))
    run.answer(render.said(archived, run.today), archived.data(), json=json)
    if hint := render.hint(archived):
        run.note(hint)


@app.command()
def restore(context: typer.Context, who: ByWho, on: On = None, json: Json = False) -> None:
    """Restore an archived person.

    Example: custlove person restore anna
    """
    run = get_context(context)
    day = run.past_moment(on).day

    from custlove.services import archiving

    with run.changing() as change:
        restored = archiving.restore(change, archiving.RestorePerson(who, day))
    _answer(run, restored, json=json)


app.command()(merge)
app.command()(doubles)
app.command()(spread)
app.command()(choose)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    rung: AtRung = None,
    circle: person_options.OfCircle = None,
    org: person_options.Org = None,
    tag: Annotated[str | None, typer.Option("--tag", help="Only with this tag.")] = None,
    gone_quiet: Annotated[
        bool, typer.Option("--gone-quiet", help="Only people who have gone quiet, the most overdue first.")
    ] = False,
    sort: Annotated[PersonOrder | None, typer.Option("--sort", help="The order (default: name).")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Include archived people.")] = False,
    *,
    output: "Output",
) -> int:
    """List people.

    Example: custlove person list --rung client --sort touch
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports.people import lookup
    from custlove.reports.people import people as report
    from custlove.rules.names import tag_key

    with run.reading() as connection:
        key = lookup.organisation(connection, org).key if org else None
        wanted = report.PersonFilter(rung, circle, key, tag_key(tag) if tag else None, everybody)
        found = report.listing(connection, wanted, run.settings.cadences, run.today)
        if gone_quiet:
            from custlove.reports.people import overdue_contact

            settings = run.settings
            late = overdue_contact.gone_quiet(connection, settings.cadences, run.today, settings.numbers)
            by_handle = {person.person: person for person in found}
            found = [by_handle[each.person] for each in late if each.person in by_handle]
    found = found if sort is None else report.ordered(found, sort)
    return run.show(lists.people(found, run.today), found, output)


def _answer(run: Context, written: "Person", more: str = "", *, json: bool) -> None:
    from custlove.render import sentences

    run.answer(f"{sentences.person(written, run.today)}{more}", written, json=json)
