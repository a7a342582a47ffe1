"""The command `custlove log`."""

from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from custlove.commands import linked_items, log_warnings, workflow
from custlove.commands.linked_items import Breath
from custlove.commands.options import Json, On, OnChannel, Tags, Why, get_context, level
from custlove.commands.resolve_people import people_or_new, say_added
from custlove.context import Context
from custlove.errors import UsageError
from custlove.rules.facts import KINDS
from custlove.rules.moments import Moment
from custlove.rules.vocabulary import ENERGY, FELT

if TYPE_CHECKING:
    from custlove.reports.people.lookup import PersonRef
    from custlove.services.session import Writing

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class _Entry(NamedTuple):
    """What was typed: the touchpoint, and what goes with it in the same breath."""

    names: list[str]
    organisation: str | None
    new: bool
    moment: Moment
    fields: dict[str, Any]
    tags: list[str]
    keep_follow_ups: bool
    breath: Breath
    keeps: str | None


@app.command()
def log(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WHO [TEXT|-]", help="With whom (anna,anton), and what was said.")
    ] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="WHO", help="Who else was there.")] = None,
    org: Annotated[str | None, typer.Option("--org", help="Everybody of an organisation, in place of WHO.")] = None,
    on: On = None,
    channel: OnChannel = None,
    incoming: Annotated[bool, typer.Option("--in", help="They came to you.")] = False,
    outgoing: Annotated[bool, typer.Option("--out", help="You went to them.")] = False,
    felt: Annotated[
        str | None, typer.Option("--felt", metavar="1-5", help="How they left: hurt upset fine glad delighted.")
    ] = None,
    energy: Annotated[
        str | None, typer.Option("--energy", metavar="-2..2", help="How it left you: drained tired even warm fed.")
    ] = None,
    minutes: Annotated[int | None, typer.Option("--minutes", min=0, help="How long it took.")] = None,
    wow: Annotated[bool, typer.Option("--wow", help="A memorable moment for them.")] = False,
    tag: Tags = None,
    new: Annotated[bool, typer.Option("--new", help="Add people who are not there yet.")] = False,
    next_: Annotated[str | None, typer.Option("--next", metavar="WHEN", help="When to come back to it.")] = None,
    why: Why = None,
    promise: Annotated[str | None, typer.Option("--promise", metavar="TEXT", help="What you promised.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHEN", help="Until when you promised it.")] = None,
    keeps: Annotated[
        str | None,
        typer.Option("--keeps", metavar="RITUAL", help="The ritual that it keeps: its number, a word of it."),
    ] = None,
    need: Annotated[
        list[str] | None, typer.Option("--need", metavar="TEXT", help="What they need; of the first person.")
    ] = None,
    vision: Annotated[list[str] | None, typer.Option("--vision", metavar="TEXT", help="What they dream of.")] = None,
    challenge: Annotated[
        list[str] | None, typer.Option("--challenge", metavar="TEXT", help="What they struggle with.")
    ] = None,
    life: Annotated[
        list[str] | None, typer.Option("--life", metavar="TEXT", help="What goes on in their life.")
    ] = None,
    preference: Annotated[
        list[str] | None, typer.Option("--preference", metavar="TEXT", help="How they like things.")
    ] = None,
    keep_followups: Annotated[bool, typer.Option("--keep-followups", help="Leave due follow-ups open.")] = False,
    edit: Annotated[bool, typer.Option("--edit", "-e", help="Write the text in your editor.")] = False,
    json: Json = False,
) -> None:
    """What happened: with whom, what was said, how they left; closes what was due with them.

    Example: custlove log anna "Kick-off went well" --felt glad --next "in 2 weeks" --promise "the plan" --by friday
    """
    run = get_context(context)
    names, typed = _who_and_text(words or [], org)
    known = dict(zip(KINDS, (need, vision, challenge, life, preference), strict=True))
    for each in (promise, why, *chain.from_iterable(texts or () for texts in known.values())):
        run.remember(each or "")
    text = run.edited(typed or "") if edit else run.text(typed)
    if incoming and outgoing:
        raise UsageError("--in and --out exclude each other.", "Without either it went both ways.")
    along = Breath(
        follow_up=linked_items.follow_up(next_, why, text),
        promise=linked_items.promise(promise, by),
        facts=linked_items.facts(known),
    )
    direction = "in" if incoming else "out" if outgoing else "both"
    entry = _Entry(
        names=[*names, *(with_ or [])],
        organisation=org,
        new=new,
        moment=run.past_moment(on),
        fields={
            "text": text,
            "channel": channel,
            "direction": direction,
            "felt": level(felt, "--felt", FELT),
            "energy": level(energy, "--energy", ENERGY),
            "minutes": minutes,
            "wow": wow,
        },
        tags=tag or [],
        keep_follow_ups=keep_followups,
        breath=along,
        keeps=keeps,
    )
    with run.writing() as change:
        people = _people(change, entry)
        line, data = _write(run, change, people, entry)
    run.answer(line, data, json=json)
    say_added(run, people)


def _who_and_text(words: list[str], org: str | None) -> tuple[list[str], str | None]:
    most = 1 if org and len(words) < 2 else 2
    if len(words) > most:
        raise UsageError("There is more than WHO and TEXT.", "Put the text in quotes.")
    if org and len(words) < 2:
        return [], words[0] if words else None
    if not words:
        raise UsageError("With whom?", 'Like this: custlove log anna "Coffee, she is moving office"')
    return [words[0]], words[1] if len(words) > 1 else None


def _write(run: Context, change: "Writing", people: "list[PersonRef]", entry: _Entry) -> tuple[str, dict[str, Any]]:
    from custlove.plain import plain
    from custlove.render import sentences
    from custlove.reports.lists import touchpoints as report
    from custlove.services import orm_touchpoints as verbs

    ids = [person.id for person in people]
    new = verbs.NewTouchpoint(ids, entry.moment, entry.fields, entry.tags)
    logged = verbs.log(change.session, new, keep_follow_ups=entry.keep_follow_ups)
    written = report.one(change.connection, logged.id)
    said = [sentences.touchpoint(written, run.today)]
    data = {**plain(written), "closed_follow_ups": logged.closed, "ritual": None}
    if logged.closed:
        said.append(workflow.closed_line(run, change, logged.closed))
    for words, steps in (
        linked_items.write(run, change, linked_items.Touched(logged.id, people, entry.moment.day), entry.breath),
        _ritual(run, change, people, entry, logged.id),
        log_warnings.by_log(run, change, people, written),
    ):
        said += words
        data |= steps
    return " ".join(said), data


def _people(change: "Writing", entry: _Entry) -> "list[PersonRef]":
    from custlove.reports.people import lookup

    people = people_or_new(change, entry.names, entry.moment.day, new=entry.new)
    if entry.organisation:
        if not people and (twin := lookup.called(change.connection, entry.fields["text"])):
            raise UsageError(
                f"With --org the one word {twin.handle!r} is the text, and it is somebody's handle.",
                f"To have {twin.name} there too: --with {twin.handle}",
            )
        known = {person.id for person in people}
        people += [
            person for person in lookup.of_organisation(change.connection, entry.organisation) if person.id not in known
        ]
    return people


def _ritual(
    run: Context, change: "Writing", people: "list[PersonRef]", entry: _Entry, touchpoint: int
) -> tuple[list[str], dict[str, Any]]:
    if entry.keeps is None:
        return [], {}
    from custlove.commands import ritual_keeping

    return ritual_keeping.by_log(run, change, people, entry.keeps, entry.moment, touchpoint)
