"""The command `custlove log`."""

from itertools import chain
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from custlove.commands.added_people import say_added
from custlove.commands.options import Json, Minutes, On, OnChannel, Tags, Why, duration, get_context, level
from custlove.context import Context
from custlove.errors import Question, UsageError
from custlove.schema.synonyms import ENERGY_SYNONYMS, FELT_SYNONYMS
from custlove.schema.vocabulary import ENERGY, FELT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custlove.schema.vocabulary import Direction, FactKind, FeedbackKind
    from custlove.services.log import ComeBack, PromiseMade
    from custlove.services.log_items import LogItems

_Kind = TypeVar("_Kind", bound=str)
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def log(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WHO [TEXT|-]", help="The people (anna,anton), then the text.")
    ] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="WHO", help="Another participant.")] = None,
    org: Annotated[str | None, typer.Option("--org", help="Everybody from this organisation, in place of WHO.")] = None,
    on: On = None,
    channel: OnChannel = None,
    incoming: Annotated[bool, typer.Option("--in", help="They came to you.")] = False,
    outgoing: Annotated[bool, typer.Option("--out", help="You went to them.")] = False,
    felt: Annotated[
        str | None, typer.Option("--felt", metavar="1-5", help="How they left: hurt, upset, fine, glad or delighted.")
    ] = None,
    energy: Annotated[
        str | None,
        typer.Option("--energy", metavar="-2..2", help="How it left you: drained, tired, even, warm or fed."),
    ] = None,
    minutes: Minutes = None,
    wow: Annotated[bool, typer.Option("--wow", help="Mark it as a memorable moment for them.")] = False,
    tag: Tags = None,
    new: Annotated[bool, typer.Option("--new", help="Add people who are not in the journal yet.")] = False,
    next_: Annotated[str | None, typer.Option("--next", metavar="WHEN", help="Add a follow-up on this day.")] = None,
    why: Why = None,
    promise: Annotated[str | None, typer.Option("--promise", metavar="TEXT", help="Add a promise of yours.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHEN", help="The due date of the promise.")] = None,
    keeps: Annotated[
        str | None,
        typer.Option(
            "--keeps", metavar="RITUAL", help="The ritual that this keeps: its number, or a word of its text."
        ),
    ] = None,
    need: Annotated[
        list[str] | None, typer.Option("--need", metavar="TEXT", help="Add a fact: something the first person needs.")
    ] = None,
    vision: Annotated[
        list[str] | None, typer.Option("--vision", metavar="TEXT", help="Add a fact: something they dream of.")
    ] = None,
    challenge: Annotated[
        list[str] | None, typer.Option("--challenge", metavar="TEXT", help="Add a fact: something they struggle with.")
    ] = None,
    life: Annotated[
        list[str] | None, typer.Option("--life", metavar="TEXT", help="Add a fact: something from their life.")
    ] = None,
    preference: Annotated[
        list[str] | None, typer.Option("--preference", metavar="TEXT", help="Add a fact: how they like things.")
    ] = None,
    told: Annotated[
        list[str] | None,
        typer.Option("--told", metavar="TEXT", help="Add a fact: what you told them, a price, a day, a position."),
    ] = None,
    criticism: Annotated[
        list[str] | None, typer.Option("--criticism", metavar="TEXT", help="Add feedback: what they criticised.")
    ] = None,
    praise: Annotated[
        list[str] | None, typer.Option("--praise", metavar="TEXT", help="Add feedback: what they praised.")
    ] = None,
    idea: Annotated[
        list[str] | None, typer.Option("--idea", metavar="TEXT", help="Add feedback: an idea of theirs.")
    ] = None,
    kept: Annotated[
        list[str] | None,
        typer.Option("--kept", metavar="REF", help="The promise that was kept with it: p27, or a word of its text."),
    ] = None,
    bought: Annotated[
        str | None, typer.Option("--bought", metavar="AMOUNT", help='Add a purchase: "1200 EUR", "1200 EUR workshop".')
    ] = None,
    keep_followups: Annotated[bool, typer.Option("--keep-followups", help="Do not close due follow-ups.")] = False,
    edit: Annotated[bool, typer.Option("--edit", "-e", help="Write the text in your editor.")] = False,
    json: Json = False,
) -> None:
    """Log a touchpoint: with whom, what was said, how they left. It closes their due follow-ups.

    Example: custlove log anna "Kick-off went well" --felt glad --next "in 2 weeks" --promise "the plan" --by friday
    """
    run = get_context(context)
    names, typed = _who_and_text(words or [], org)
    known: dict[FactKind, Sequence[str] | None] = {
        "need": need, "vision": vision, "challenge": challenge, "life": life, "preference": preference,
        "told": told,
    }  # fmt: skip
    said: dict[FeedbackKind, Sequence[str] | None] = {"criticism": criticism, "praise": praise, "idea": idea}
    for each in (promise, why, *chain.from_iterable(texts or () for texts in (*known.values(), *said.values()))):
        run.remember(each or "")
    text = _text(run, typed, edit=edit)
    direction = _direction(incoming=incoming, outgoing=outgoing)
    from custlove.render import log as render
    from custlove.services import log as service
    from custlove.services.touchpoints import TouchpointFields

    asked = service.LogContact(
        who=[*names, *(with_ or [])],
        moment=run.past_moment(on),
        fields=TouchpointFields(
            text=text,
            channel=channel,
            direction=direction,
            felt=level(felt, "--felt", FELT, FELT_SYNONYMS),
            energy=level(energy, "--energy", ENERGY, ENERGY_SYNONYMS),
            minutes=duration(minutes),
            wow=wow,
        ),
        tags=tag or [],
        organisation=org,
        new=new,
        keep_follow_ups=keep_followups,
        come_back=_come_back(run, next_, why),
        promise=_promise(run, promise, by),
        facts=_facts(known),
        keeps=keeps,
        items=_items(said, kept, bought),
    )
    with run.changing() as change:
        logged = service.log(change, asked)
    run.answer(render.sentence(logged, run.today), logged, json=json)
    say_added(run, logged.people)


def _who_and_text(words: list[str], org: str | None) -> tuple[list[str], str | None]:
    most = 1 if org and len(words) < 2 else 2
    if len(words) > most:
        raise UsageError("Too many arguments: expected WHO [TEXT].", "Put the text in quotes.")
    if org and len(words) < 2:
        return [], words[0] if words else None
    if not words:
        like_this = 'Like this: custlove log anna "Coffee, she is moving office"'
        raise UsageError("With whom?", like_this, Question("who"))
    return [words[0]], words[1] if len(words) > 1 else None


def _text(run: Context, typed: str | None, *, edit: bool) -> str:
    text = run.edited(typed or "") if edit else run.text(typed)
    if typed is not None and not text.strip():
        raise UsageError("The text is empty.", "Nothing was written. Leave the text out if there is none.")
    return text


def _direction(*, incoming: bool, outgoing: bool) -> "Direction":
    if incoming and outgoing:
        raise UsageError("--in and --out exclude each other.", "Without either it went both ways.")
    return "in" if incoming else "out" if outgoing else "both"


def _come_back(run: Context, when: str | None, why: str | None) -> "ComeBack | None":
    from custlove.services.log import ComeBack

    if why is not None and when is None:
        raise UsageError(
            "--why says why to come back to it, so it goes with --next.",
            'Like this: --next "in 2 weeks" --why "ask how it went"',
        )
    return None if when is None else ComeBack(run.due_day(when), why or "")


def _promise(run: Context, what: str | None, by: str | None) -> "PromiseMade | None":
    from custlove.services.log import PromiseMade

    if (what is None) != (by is None):
        raise UsageError("--promise and --by go together.", 'Like this: --promise "the draft" --by friday')
    if what is None or by is None:
        return None
    if not what.strip():
        raise UsageError("What did you promise?", 'Like this: --promise "the draft" --by friday')
    return PromiseMade(what, run.due_day(by))


def _facts(known: "Mapping[FactKind, Sequence[str] | None]") -> "list[tuple[FactKind, str]]":
    return _texts(known, 'Like this: --need "faster invoices"')


def _items(
    said: "Mapping[FeedbackKind, Sequence[str] | None]", kept: list[str] | None, bought: str | None
) -> "LogItems | None":
    if not kept and bought is None and not any(said.values()):
        return None
    from custlove.commands import amounts, refs
    from custlove.services.log_items import Bought, LogItems

    amount = None if bought is None else amounts.option(bought, "--bought")
    if any(not each.strip(" ,") for each in kept or ()):
        raise UsageError("--kept is empty.", "Like this: --kept 27")
    return LogItems(
        _texts(said, 'Like this: --criticism "the invoices come too late"'),
        refs.option(kept or ()),
        amount and Bought(amount.amount or "", amount.currency, amount.text),
    )


def _texts(given: "Mapping[_Kind, Sequence[str] | None]", like_this: str) -> "list[tuple[_Kind, str]]":
    found = [(kind, text) for kind, texts in given.items() for text in texts or ()]
    for kind, text in found:
        if not text.strip():
            raise UsageError(f"--{kind} is empty.", like_this)
    return found
