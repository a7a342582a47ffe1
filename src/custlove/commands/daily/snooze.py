"""The command `custlove snooze`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import added_people, due_days, refs
from custlove.commands.daily.done import say
from custlove.commands.options import Json, On, Why, get_context
from custlove.errors import Question, UsageError
from custlove.schema.references import LETTERS, is_reference

if TYPE_CHECKING:
    from custlove.context import Context

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_LIKE_THIS = 'Like this: custlove snooze f12 monday, custlove snooze anna "15 jan" --why "on holiday"'


@app.command()
def snooze(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="REF|WHO WHEN",
            help="References (f12 r3) or people (anna,anton), then the day until which they are put off or let be.",
        ),
    ],
    off: Annotated[bool, typer.Option("--off", help="Let be no longer; WHEN is left out.")] = False,
    why: Why = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Put follow-ups, promises and rituals off, or let somebody be until a day: on holiday, ill, in mourning.

    A promise is moved to the day, a ritual skipped until then. What you owe to who is let be still shows.

    Example: custlove snooze f1 p1 "in 2 weeks"
    """
    run = get_context(context)
    if words[0] == "-" or is_reference(words[0].partition(",")[0]):
        if off:
            raise UsageError("--off ends that somebody is let be.", "Like this: custlove snooze anna --off")
        ref, when = due_days.ref_and_day(run, words, None, _LIKE_THIS, Question("due"))
        _put_off(run, refs.read(run, ref, None), when, why, on, json=json)
    else:
        _let_be(run, words[0], " ".join(words[1:]), why, on, off=off, json=json)


def _put_off(run: "Context", asked: refs.Refs, when: str, why: str | None, on: str | None, *, json: bool) -> None:
    from custlove.services import closing

    reason = run.text(why) or None
    day, until = run.past_moment(on).day, run.due_day(when)
    changed = refs.change(
        run,
        asked,
        lambda change, each: closing.put_off(change, closing.PutOff(each, day, until, reason)),
        say(run.today),
        json=json,
    )
    moved = [each.thing for each in changed if not each.already and each.thing.ref[0] == LETTERS["promise"]]
    if names := ", ".join(dict.fromkeys(each.name for each in moved)):
        run.note(f"A promise that is put off was moved: agree on the new day with {names}.")


def _let_be(
    run: "Context", who: str, when: str, why: str | None, on: str | None, *, off: bool, json: bool
) -> None:  # fmt: skip
    if off and when:
        raise UsageError("--off ends it now, so it takes no day.", "Like this: custlove snooze anna --off")
    if not off and not when:
        raise UsageError("Until when?", _LIKE_THIS, Question("due"))
    from custlove.render import let_be as render
    from custlove.services import let_be as service

    reason = run.text(why) or None
    asked = service.LetPeopleBe([who], run.past_moment(on).day, None if off else run.due_day(when), reason)
    with run.changing() as change:
        let_be = service.let_be(change, asked)
        archived = added_people.archived(change.connection, [each.person for each in let_be])
    run.answers([(render.sentence(each, run.today), each) for each in let_be], json=json, several=len(let_be) > 1)
    for person in archived:
        added_people.say_put_away(run, person)
