"""The command `custlove person`."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from custlove.commands.options import AtRung, Circle, Csv, Json, On, OnChannel, Plain, Tags, choices, group, here
from custlove.context import Context
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.journal.session import Writing

app = group("The people: customers, prospects, supporters. Customers are people, not numbers.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="Their name.")]
ByWho = Annotated[str, typer.Argument(metavar="WHO", help="The person.")]
Handle = Annotated[str | None, typer.Option("--as", metavar="HANDLE", help="What you call them by: a-z, 0-9 and -.")]
Nickname = Annotated[str | None, typer.Option("--nickname", help="What they like to be called.")]
Org = Annotated[str | None, typer.Option("--org", help="Their organisation.")]
Role = Annotated[str | None, typer.Option("--role", help="What they do there.")]
Emails = Annotated[list[str] | None, typer.Option("--email", help="An e-mail address; may be given again.")]
Phones = Annotated[list[str] | None, typer.Option("--phone", help="A phone number; may be given again.")]
Birthday = Annotated[
    str | None, typer.Option("--birthday", metavar="DAY", help="1980-03-14, or 03-14 without the year.")
]
Met = Annotated[str | None, typer.Option("--met", metavar="TEXT", help="How you met.")]
Zone = Annotated[str | None, typer.Option("--zone", help="Their time zone, such as Europe/Berlin.")]
Every = Annotated[
    str | None, typer.Option("--every", metavar="PERIOD", help='How often to be in touch: "3 weeks", quarter, none.')
]
OfCircle = Annotated[Circle | None, typer.Option("--circle", help="How much of you they get.")]
Notes = Annotated[
    str | None, typer.Option("--notes", metavar="TEXT", help="Anything else; - reads the standard input.")
]
_CLEARABLE = ("nickname", "org", "role", "birthday", "met", "zone", "channel", "every", "circle", "notes")
Sort = Literal["name", "rung", "org", "touch", "added"]


@app.command()
def add(
    context: typer.Context,
    name: Name,
    handle: Handle = None,
    nickname: Nickname = None,
    org: Org = None,
    role: Role = None,
    email: Emails = None,
    phone: Phones = None,
    birthday: Birthday = None,
    met: Met = None,
    zone: Zone = None,
    channel: OnChannel = None,
    every: Every = None,
    circle: OfCircle = None,
    notes: Notes = None,
    rung: AtRung = None,
    tag: Tags = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Add a person.

    Example: custlove person add "Anna Karenina" --org "Oblonsky & Co" --every "3 weeks" --rung customer
    """
    run = here(context)
    fields = _fields(
        run,
        nickname=nickname,
        organisation=org,
        role=role,
        birthday=birthday,
        met=met,
        zone=zone,
        channel=channel,
        every=every,
        circle=circle,
        notes=notes,
    )
    day = run.past_moment(on).day
    with run.writing() as change:
        from custlove.journal import people as verbs
        from custlove.reports import who

        twins = [
            twin.handle for twin in who.matching(change.connection, name) if twin.name.casefold() == name.casefold()
        ]
        details = verbs.Details(tuple(email or ()), tuple(phone or ()), tuple(tag or ()))
        person = verbs.add(change.session, verbs.NewPerson(name, handle, rung or "prospect", fields, details), day)
        line, data = _standing(run, change, verbs.number(person))
    run.answer(line, data, json=json)
    if twins:
        run.note(
            f"Somebody of that name was there already: {', '.join(twins)}."
            f" If they are one: custlove person merge {twins[0]} {person.handle}"
        )


@app.command()
def edit(
    context: typer.Context,
    who: ByWho,
    nickname: Nickname = None,
    org: Org = None,
    role: Role = None,
    email: Emails = None,
    phone: Phones = None,
    no_email: Annotated[
        list[str] | None, typer.Option("--no-email", metavar="EMAIL", help="Take an address away.")
    ] = None,
    no_phone: Annotated[
        list[str] | None, typer.Option("--no-phone", metavar="PHONE", help="Take a number away.")
    ] = None,
    birthday: Birthday = None,
    met: Met = None,
    zone: Zone = None,
    channel: OnChannel = None,
    every: Every = None,
    circle: OfCircle = None,
    notes: Notes = None,
    tag: Tags = None,
    no_tag: Annotated[list[str] | None, typer.Option("--no-tag", metavar="TAG", help="Take a tag away.")] = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            "--clear",
            metavar="|".join(_CLEARABLE),
            help="Empty a field: every and circle go back to those of the rung.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Change what is known of a person.

    Example: custlove person edit anna --role "head of design" --every quarter
    """
    run = here(context)
    fields = _fields(
        run,
        nickname=nickname,
        organisation=org,
        role=role,
        birthday=birthday,
        met=met,
        zone=zone,
        channel=channel,
        every=every,
        circle=circle,
        notes=notes,
    )
    fields |= {"organisation" if field == "org" else field: None for field in choices(clear, "--clear", _CLEARABLE)}
    if not (fields or email or phone or tag or no_email or no_phone or no_tag):
        raise UsageError("Nothing to change was given.", "Look at: custlove person edit --help")
    with run.writing() as change:
        from custlove.journal import people as verbs
        from custlove.reports import who as people

        number = people.one(change.connection, who).id
        added = verbs.Details(tuple(email or ()), tuple(phone or ()), tuple(tag or ()))
        dropped = verbs.Details(tuple(no_email or ()), tuple(no_phone or ()), tuple(no_tag or ()))
        verbs.edit(change.session, number, fields, added, dropped)
        line, data = _standing(run, change, number)
    run.answer(line, data, json=json)


@app.command()
def rename(
    context: typer.Context,
    who: ByWho,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Their new name.")] = None,
    handle: Handle = None,
    json: Json = False,
) -> None:
    """Give a person another name, or with --as another handle.

    Example: custlove person rename anna "Anna Oblonskaya" --as anya
    """
    run = here(context)
    if name is None and handle is None:
        raise UsageError("What is the new name?", 'Like this: custlove person rename anna "Anna Oblonskaya" --as anya')
    with run.writing() as change:
        from custlove.journal import people as verbs
        from custlove.reports import who as people

        number = people.one(change.connection, who).id
        verbs.rename(change.session, number, name, handle)
        line, data = _standing(run, change, number)
    run.answer(line, data, json=json)


@app.command()
def archive(context: typer.Context, who: ByWho, on: On = None, json: Json = False) -> None:
    """Put a person away: nothing is suggested for them any more, what is owed still counts.

    Example: custlove person archive anna
    """
    run = here(context)
    day = run.past_moment(on).day
    with run.writing() as change:
        from custlove.journal import people as verbs
        from custlove.reports import who as people

        number = people.one(change.connection, who).id
        verbs.archive(change.session, number, day)
        line, data = _standing(run, change, number)
    run.answer(line, data, json=json)


@app.command()
def restore(context: typer.Context, who: ByWho, json: Json = False) -> None:
    """Bring an archived person back.

    Example: custlove person restore anna
    """
    run = here(context)
    with run.writing() as change:
        from custlove.journal import people as verbs
        from custlove.reports import who as people

        number = people.one(change.connection, who).id
        verbs.restore(change.session, number)
        line, data = _standing(run, change, number)
    run.answer(line, data, json=json)


@app.command()
def merge(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The one who stays, with handle, name and ladder.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The one who becomes part of them.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    json: Json = False,
) -> None:
    """Make two people one: everything of the second becomes the first's.

    Example: custlove person merge anna anna-2
    """
    run = here(context)
    if dry_run:
        _say_merge(run, who, other, json=json)
        return
    with run.writing() as change:
        from custlove.journal import people as verbs
        from custlove.reports import who as people

        keep, gone = people.one(change.connection, who), people.one(change.connection, other)
        verbs.merge(change.session, keep.id, gone.id)
        line, data = _standing(run, change, keep.id)
    run.answer(f"{gone.name} is part of {keep.name} now. {line}", data, json=json)


@app.command("list")
def list_(
    context: typer.Context,
    rung: AtRung = None,
    circle: OfCircle = None,
    org: Org = None,
    tag: Annotated[str | None, typer.Option("--tag", help="Only with this tag.")] = None,
    sort: Annotated[Sort, typer.Option("--sort", help="In which order.")] = "name",
    everybody: Annotated[bool, typer.Option("--all", help="Also the archived ones.")] = False,
    json: Json = False,
    csv: Csv = False,
    plain: Plain = False,
) -> None:
    """The people.

    Example: custlove person list --rung client --sort touch
    """
    run = here(context)
    output = run.output(json=json, csv=csv, plain=plain)
    from custlove.render import views
    from custlove.reports import people as report
    from custlove.rules.names import fold

    wanted = report.Filter(rung, circle, fold(org) if org else None, fold(tag.lstrip("#+")) if tag else None, everybody)
    with run.reading() as connection:
        found = report.ordered(report.listing(connection, wanted, run.settings.cadences, run.today), sort)
    run.show(views.people(found, run.today), found, output)


def _fields(run: Context, **given: str | None) -> dict[str, Any]:
    """The columns of what was given; an empty text clears one."""
    fields: dict[str, Any] = {column: value.strip() or None for column, value in given.items() if value is not None}
    if fields.get("notes"):
        fields["notes"] = run.text(given["notes"])
    if fields.get("birthday"):
        fields["birthday"] = _birthday(run, fields["birthday"])
    if fields.get("every"):
        fields["every"] = _every(fields["every"])
    if fields.get("zone"):
        fields["zone"] = _zone(fields["zone"])
    return fields


def _birthday(run: Context, words: str) -> str:
    import re

    from custlove.dates import Lean

    if match := re.fullmatch(r"(?:--?)?(\d\d)-(\d\d)", words):
        # A leap year, so that 29 February is a day.
        return f"--{run.day(f'2000-{match[1]}-{match[2]}', Lean.PAST):%m-%d}"
    day = run.day(words, Lean.PAST)
    if day > run.today:
        raise UsageError(
            f"Nobody here can be born on {day}.", "A birthday reads like 1980-03-14, or 03-14 without the year."
        )
    return day.isoformat() if re.search(r"\d{4}", words) else f"--{day:%m-%d}"


def _every(words: str) -> str:
    from custlove.rules import cadence

    try:
        return cadence.parse(words).code
    except ValueError as fault:
        raise UsageError(f"--every {words!a} cannot be read. {fault}") from fault


def _zone(words: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(words).key
    except (KeyError, ValueError, OSError) as fault:
        raise UsageError(f"{words!a} is no time zone.", "One reads like Europe/Berlin or America/New_York.") from fault


def _standing(run: Context, change: "Writing", number: int) -> tuple[str, object]:
    from custlove.render import sentences
    from custlove.reports import people as report

    written = report.one(change.connection, number, run.settings.cadences, run.today)
    return sentences.person(written), written


def _say_merge(run: Context, who: str, other: str, *, json: bool) -> None:
    from custlove.errors import Refused
    from custlove.reports import people as report
    from custlove.reports import who as people

    with run.reading() as connection:
        keep, gone = people.one(connection, who), people.one(connection, other)
        counts = report.holdings(connection, gone.id)
    if keep.id == gone.id:
        raise Refused("Both names stand for the same person.")
    what = ", ".join(f"{count} {noun.replace('_', '-')}" for noun, count in counts.items() if count) or "nothing"
    run.answer(
        f"{gone.name} ({gone.handle}) would become part of {keep.name} ({keep.handle}), with {what}."
        " Nothing was changed.",
        {"person": keep.handle, "merged": gone.handle, "moves": counts},
        json=json,
    )
