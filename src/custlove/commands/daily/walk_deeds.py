"""What a key of the walk does to a thing: one call of a service, and the sentence of what is now true."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from custlove.render import sentences

if TYPE_CHECKING:
    from custlove.context import Context
    from custlove.reports.walk import Item
    from custlove.services.change import Change
    from custlove.services.feedback import FeedbackStep
    from custlove.services.mistakes import MistakeStep
    from custlove.services.touchpoints import TouchpointFields
    from custlove.services.workflow import Step

# By the name of what was asked: a day, a number of the scale, or a text.
Answers = Mapping[str, Any]


def perform(run: "Context", change: "Change", verb: str, item: "Item", answers: Answers) -> str:
    """Do what a deed of rules/walk.py says to a thing, and give the sentence for it.

    Raises what the service raises: Refused, NotFound, UsageError.
    """
    return _VERBS[verb](run, change, item, answers)


def _ref(item: "Item") -> list[str]:
    return [str(item.id)]


def _who(item: "Item") -> str:
    return f"@{item.person}"


def _keep(run: "Context", change: "Change", item: "Item", _answers: Answers) -> str:
    from custlove.services import promises

    return sentences.promise(promises.keep(change, promises.KeepPromise(_ref(item), run.stamp.day)), run.today)


def _move(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    from custlove.services import promises

    asked = promises.MovePromise(_ref(item), run.stamp.day, answers["when"])
    return sentences.promise(promises.move(change, asked), run.today)


def _release(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    from custlove.services import promises

    asked = promises.ReleasePromise(_ref(item), run.stamp.day, answers.get("why"))
    return sentences.promise(promises.release(change, asked), run.today)


def _finish(run: "Context", change: "Change", item: "Item", _answers: Answers) -> str:
    from custlove.services import follow_ups

    done = follow_ups.done(change, follow_ups.FinishFollowUp(_ref(item), run.stamp.day))
    return sentences.follow_up(done, run.today)


def _snooze(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    from custlove.services import follow_ups

    asked = follow_ups.SnoozeFollowUp(_ref(item), run.stamp.day, answers["when"])
    return sentences.follow_up(follow_ups.snooze(change, asked), run.today)


def _drop_follow_up(run: "Context", change: "Change", item: "Item", _answers: Answers) -> str:
    from custlove.services import follow_ups

    return f"Removed: {sentences.follow_up(follow_ups.remove(change, _ref(item)).thing, run.today)}"


def _of_loop(verb: str) -> "_Verb":
    def step(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
        from custlove.services import feedback

        take: Callable[[Change, Step], FeedbackStep] = getattr(feedback, verb)
        return sentences.feedback(take(change, _step(run, item, answers)).feedback, run.today)

    return step


def _of_mistake(verb: str) -> "_Verb":
    def step(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
        from custlove.render import mistakes as render
        from custlove.services import mistakes

        take: Callable[[Change, Step], MistakeStep] = getattr(mistakes, verb)
        return render.sentence(take(change, _step(run, item, answers)).mistake, run.today)

    return step


def _step(run: "Context", item: "Item", answers: Answers) -> "Step":
    from custlove.services.workflow import Step

    return Step([*_ref(item), answers["text"]], run.stamp)


def _keep_ritual(run: "Context", change: "Change", item: "Item", _answers: Answers) -> str:
    from custlove.render import rituals as render
    from custlove.services import rituals

    return render.kept(rituals.keep(change, rituals.KeepRitual(_ref(item), run.stamp)), run.today)


def _skip_ritual(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    from custlove.render import rituals as render
    from custlove.services import rituals

    asked = rituals.SkipRitual(_ref(item), run.stamp.day, answers.get("why"))
    return render.sentence(rituals.skip(change, asked), run.today)


def _touch(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    return _logged(run, change, item, {"text": answers.get("text") or "", "felt": answers.get("felt")})


def _greet(run: "Context", change: "Change", item: "Item", _answers: Answers) -> str:
    return _logged(run, change, item, {"text": item.row.what, "direction": "out"})


def _logged(run: "Context", change: "Change", item: "Item", fields: "TouchpointFields") -> str:
    from custlove.render import log as render
    from custlove.services import log

    return render.sentence(log.log(change, log.LogContact([_who(item)], run.stamp, fields)), run.today)


def _let_be(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    from custlove.render import let_be as render
    from custlove.services import let_be

    asked = let_be.LetPeopleBe([_who(item)], run.stamp.day, answers["when"], answers.get("why"))
    return " ".join(render.sentence(each, run.today) for each in let_be.let_be(change, asked))


def _rise(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    from custlove.services import ladder

    why = answers.get("why") or f"came back kindly: {item.row.because}"
    moved = ladder.move(change, ladder.MoveOnLadder(_who(item), "prospect", run.stamp.day, why))
    return sentences.moved(ladder.told(change.connection, moved), run.settings.labels, run.today)


def _stay(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    from custlove.services import ladder

    asked = ladder.DeclineSuggestion(_who(item), run.stamp.day, answers["why"])
    return sentences.stays(ladder.stay(change, asked), run.settings.labels, run.today)


def _hear(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    from custlove.services import feedback

    asked = feedback.HearFeedback(_who(item), answers["kind"], answers["text"], run.stamp)
    return sentences.heard(feedback.hear(change, asked).feedback, run.today)


def _drop_ask(run: "Context", change: "Change", item: "Item", answers: Answers) -> str:
    from custlove.services import asks

    return sentences.ask(asks.drop(change, asks.DropAsk(_ref(item), run.stamp.day, answers.get("why"))), run.today)


_Verb = Callable[["Context", "Change", "Item", Answers], str]
_VERBS: Mapping[str, _Verb] = {
    "keep": _keep,
    "move": _move,
    "release": _release,
    "finish": _finish,
    "snooze": _snooze,
    "drop_follow_up": _drop_follow_up,
    **{verb: _of_loop(verb) for verb in ("confirm", "act", "thank")},
    **{verb: _of_mistake(verb) for verb in ("own", "repair", "follow_up")},
    "keep_ritual": _keep_ritual,
    "skip_ritual": _skip_ritual,
    "touch": _touch,
    "log": _touch,
    "greet": _greet,
    "let_be": _let_be,
    "rise": _rise,
    "stay": _stay,
    "hear": _hear,
    "drop_ask": _drop_ask,
}
