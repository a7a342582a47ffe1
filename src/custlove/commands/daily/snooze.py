"""The command `custlove snooze`."""

from typing import Annotated

import typer

from custlove.commands.options import Json, On, Why, get_context
from custlove.errors import Question, UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_LIKE_THIS = 'Like this: custlove snooze anna "15 jan" --why "on holiday"'


@app.command()
def snooze(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WHO WHEN", help="The people (anna,anton), then the day they are let be until."),
    ],
    off: Annotated[bool, typer.Option("--off", help="End it now; WHEN is left out.")] = False,
    why: Why = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Let somebody be until a day: on holiday, ill, in mourning. What you owe them still shows.

    Example: custlove snooze anna "15 jan" --why "on holiday"
    """
    run = get_context(context)
    who, when = words[0], " ".join(words[1:])
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
    run.answers([(render.sentence(each, run.today), each) for each in let_be], json=json, several=len(let_be) > 1)
