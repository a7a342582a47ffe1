"""The command `custlove fact`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs, removal
from custlove.commands.added_people import say_added
from custlove.commands.options import Json, On, OnUndated, Ref, Who, choices, get_context, group, reporting
from custlove.context import Context
from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.rules import facts as rules
from custlove.schema.synonyms import FACT_SYNONYMS
from custlove.schema.vocabulary import FACT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from custlove.render.page import Output
    from custlove.reports.lists.facts import Fact
    from custlove.schema.vocabulary import FactKind

app = group("Keep facts about people: needs, visions, challenges, life, how they like things, what you told them.")
_KINDS = "|".join(FACT_KINDS)
_LIKE_THIS = 'Like this: custlove fact add anna need "faster invoices"'


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    kind: Annotated[str, typer.Argument(metavar=_KINDS, help="The kind.")],
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The text, or - for standard input.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="REF", help="The number of the touchpoint it comes from.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not in the journal yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Add a fact about somebody; with --source it gets the date of that touchpoint.

    Example: custlove fact add anna need "faster invoices"
    """
    run = get_context(context)
    words = None if text is None else run.required_text(text, "fact")
    chosen = _kind(kind)
    words = words or run.required_text(None, "fact")
    from custlove.render import facts as render
    from custlove.services import facts

    day = None if on is None else run.past_moment(on).day
    asked = facts.AddFact(who, chosen, words, day, source.split(maxsplit=1) if source is not None else None, new)
    with run.changing() as change:
        added = facts.add(change, asked)
    run.answer(render.sentence(added.fact, run.today), added.fact, json=json)
    say_added(run, [added.person])


@app.command()
def supersede(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="REF TEXT",
            help="Its number, or WHO and a word of its text; then the new fact, or - for standard input.",
        ),
    ],
    on: On = None,
    json: Json = False,
) -> None:
    """Replace a fact with a newer one; the old one stays in the history.

    Example: custlove fact supersede 1 "invoices by the 5th"
    """
    run = get_context(context)
    said = [*words[:-1], run.required_text(words[-1] if len(words) > 1 else None, "new text")]
    said = [words[0], *said] if len(words) == 1 else said
    from custlove.services import facts

    day = run.past_moment(on).day
    from custlove.render import facts as render

    refs.change(
        run,
        refs.read(run, said, "fact", "text"),
        lambda change, each: facts.supersede(change, facts.SupersedeFact(each, day)),
        lambda each: render.superseded(each, run.today),
        about=lambda each: each.fact,
        json=json,
    )


@app.command()
def resolve(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="REF [TEXT]", help="Its number, or WHO and a word of its text; then how, or - for standard input."
        ),
    ],
    on: On = None,
    json: Json = False,
) -> None:
    """Mark a fact as settled: a need is met, a challenge is mastered.

    Example: custlove fact resolve anna archive "they built a reading room"
    """
    run = get_context(context)
    said = refs.with_text(run, words)
    from custlove.services import facts

    day = run.past_moment(on).day
    asked = refs.read(run, said, "fact", "maybe text")
    refs.change(
        run, asked, lambda change, each: facts.resolve(change, facts.ResolveFact(each, day)), _say(run), json=json
    )


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="The text, or - for standard input.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar=_KINDS, help="The kind.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day since which it is known.")] = None,
    editing: Annotated[bool, typer.Option("--edit", "-e", help="Change the text in your editor.")] = False,
    json: Json = False,
) -> None:
    """Correct a fact; for what has changed since, use fact supersede.

    Example: custlove fact edit anna invoices --text "invoices by the 3rd"
    """
    run = get_context(context)
    if editing and text is not None:
        raise UsageError("--edit and --text exclude each other.", "Give one of them.")
    from custlove.services import facts

    edits = facts.FactEdits()
    if kind is not None:
        edits["kind"] = _kind(kind)
    if on is not None:
        edits["on"] = run.past_moment(on).day
    if text is not None:
        edits["text"] = run.required_text(text, "fact")
    if editing:
        edits["text"] = run.edited(_text_of(run, ref))
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove fact edit --help")
    asked = refs.read(run, ref, "fact")
    refs.change(run, asked, lambda change, each: facts.edit(change, each, edits), _say(run), json=json)


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove a fact that was never so; the one in whose place it was holds again.

    Example: custlove fact remove 1
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import facts as render
    from custlove.services import facts

    removal.remove(run, ref, "fact", facts.remove, render.sentence, json=json)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    who: Who = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar=_KINDS, help="Only this kind; can be repeated.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Include superseded and resolved facts.")] = False,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since", metavar="WHEN", help="Only facts that are new, superseded or resolved since this date."
        ),
    ] = None,
    *,
    output: "Output",
) -> int:
    """List facts, by person and kind.

    Example: custlove fact list --who anna --changed-since 90d
    """
    run = get_context(context)
    from custlove.render import facts as render
    from custlove.reports.lists import facts as report
    from custlove.reports.people import lookup as people

    kinds, since = choices(kind, "--kind", FACT_KINDS, FACT_SYNONYMS), run.since(changed_since)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, report.FactFilter(person, kinds, everything, since), run.today)
    return run.show(render.page(found, run.today, since), found, output)


def _text_of(run: Context, ref: list[str]) -> str:
    """The text as it stands, as one to begin with in the editor."""
    if refs.leading(ref) > 1 or ref[0] == "-":
        raise UsageError("--edit takes one fact.", "Name it by its reference.")
    from custlove.reports.lists import facts as report
    from custlove.services import facts

    with run.reading() as connection:
        return report.one(connection, facts.any_number(connection, ref, run.today), run.today).text


def _kind(words: str) -> "FactKind":
    try:
        return rules.kind(words)
    except ValueError as fault:
        raise UsageError(f"{quoted(words)} is not a kind of fact. {fault}", _LIKE_THIS) from fault


def _say(run: Context) -> "Callable[[Fact], str]":
    from custlove.render import facts as render

    return lambda each: render.sentence(each, run.today)
