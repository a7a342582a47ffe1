"""What lies ahead is written down by no service."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from custlove.errors import Refused
from custlove.services import (
    archiving,
    days,
    facts,
    feedback,
    follow_ups,
    introductions,
    ladder,
    links,
    mistakes,
    people,
    promises,
    purchases,
    reviews,
    rituals,
    touchpoints,
)
from custlove.services.change import Change
from custlove.services.workflow import Step
from tests.conftest import NOW
from tests.services.conftest import CAME, TODAY, moment

TOMORROW = TODAY + timedelta(days=1)
LATER = date(2027, 3, 1)
WRITES: dict[str, Callable[[Change, date], object]] = {
    "days.add": lambda change, on: days.add(change, days.AddDay("anna", "x", "--03-14", on)),
    "facts.add": lambda change, on: facts.add(change, facts.AddFact("anna", "need", "x", on)),
    "facts.resolve": lambda change, on: facts.resolve(change, facts.ResolveFact(["1"], on)),
    "facts.supersede": lambda change, on: facts.supersede(change, facts.SupersedeFact(["1", "x"], on)),
    "feedback.act": lambda change, on: feedback.act(change, Step(["1", "x"], moment(on))),
    "feedback.ask": lambda change, on: feedback.ask(change, feedback.AskForFeedback("anna", "x", moment(on))),
    "feedback.confirm": lambda change, on: feedback.confirm(change, Step(["1", "x"], moment(on))),
    "feedback.hear": lambda change, on: feedback.hear(
        change, feedback.HearFeedback("anna", "praise", "x", moment(on))
    ),
    "feedback.thank": lambda change, on: feedback.thank(change, Step(["1"], moment(on))),
    "follow_ups.add": lambda change, on: follow_ups.add(change, follow_ups.AddFollowUps(["anna"], "x", on, LATER)),
    "follow_ups.done": lambda change, on: follow_ups.done(change, follow_ups.FinishFollowUp(["1"], on)),
    "follow_ups.snooze": lambda change, on: follow_ups.snooze(change, follow_ups.SnoozeFollowUp(["1"], on, LATER)),
    "introductions.add": lambda change, on: introductions.add(
        change, introductions.AddIntroduction("anna", "clara", on)
    ),
    "ladder.move": lambda change, on: ladder.move(change, ladder.MoveOnLadder("anna", "client", on, "x")),
    "links.add": lambda change, on: links.add(change, links.AddLink("anna", "clara", "friends", on)),
    "mistakes.add": lambda change, on: mistakes.add(change, mistakes.AddMistake("anna", "x", on)),
    "mistakes.follow_up": lambda change, on: mistakes.follow_up(change, Step(["1"], moment(on), anyway=True)),
    "mistakes.own": lambda change, on: mistakes.own(change, Step(["1"], moment(on))),
    "mistakes.repair": lambda change, on: mistakes.repair(change, Step(["1", "x"], moment(on), anyway=True)),
    "people.add": lambda change, on: people.add(change, people.AddPerson("Bela", on)),
    "archiving.archive": lambda change, on: archiving.archive(change, archiving.ArchivePerson("anna", on)),
    "people.edit": lambda change, on: people.edit(change, people.EditPerson("anna", on, {"circle": "close"})),
    "people.edit added_on": lambda change, on: people.edit(
        change, people.EditPerson("anna", TODAY, {"added_on": on})
    ),
    "promises.add": lambda change, on: promises.add(change, promises.AddPromise("anna", "x", on, LATER)),
    "promises.edit": lambda change, on: promises.edit(change, ["1"], {"made_on": on}),
    "promises.keep": lambda change, on: promises.keep(change, promises.KeepPromise(["1"], on)),
    "promises.move": lambda change, on: promises.move(
        change, promises.MovePromise(["1"], on, LATER + timedelta(days=1))
    ),
    "promises.release": lambda change, on: promises.release(change, promises.ReleasePromise(["1"], on)),
    "purchases.add": lambda change, on: purchases.add(change, purchases.AddPurchase("anna", on, "1", "EUR")),
    "reviews.settle": lambda change, on: reviews.settle(change, reviews.SettleIntention(1, "done"), on),
    "reviews.write": lambda change, on: reviews.write(change, reviews.WriteReview(CAME, on)),
    "rituals.add": lambda change, on: rituals.add(
        change, rituals.AddRitual("anna", "x", "FREQ=WEEKLY", LATER, on)
    ),
    "rituals.keep": lambda change, on: rituals.keep(change, rituals.KeepRitual(["1"], moment(on))),
    "rituals.pause": lambda change, on: rituals.pause(change, ["1"], on),
    "rituals.resume": lambda change, on: rituals.resume(change, ["2"], on),
    "rituals.skip": lambda change, on: rituals.skip(change, rituals.SkipRitual(["1"], on)),
    "touchpoints.edit": lambda change, on: touchpoints.edit(
        change, touchpoints.EditTouchpoint(["1"], moment=moment(on))
    ),
    "touchpoints.write": lambda change, on: touchpoints.write(change, touchpoints.NewTouchpoint([1], moment(on))),
}  # fmt: skip


@pytest.fixture
def full(with_anna: Change) -> Change:
    """Something of everything that can be taken a step further."""
    people.add(with_anna, people.AddPerson("Clara", CAME))
    touchpoints.write(with_anna, touchpoints.NewTouchpoint([1], moment(CAME)))
    facts.add(with_anna, facts.AddFact("anna", "need", "faster invoices", CAME))
    feedback.hear(with_anna, feedback.HearFeedback("anna", "praise", "well done", moment(CAME)))
    follow_ups.add(with_anna, follow_ups.AddFollowUps(["anna"], "call", CAME, CAME))
    mistakes.add(with_anna, mistakes.AddMistake("anna", "the draft went astray", CAME))
    promises.add(with_anna, promises.AddPromise("anna", "the offer", CAME, LATER))
    reviews.write(with_anna, reviews.WriteReview(CAME, CAME, intentions=["one letter a week"]))
    for what in ("football", "a card"):
        rituals.add(with_anna, rituals.AddRitual("anna", what, "FREQ=WEEKLY", CAME, CAME))
    rituals.pause(with_anna, ["2"], CAME)
    return with_anna


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_service_writes_what_is_of_today_and_refuses_what_is_of_tomorrow(
    full: Change, write: Callable[[Change, date], object]
) -> None:
    with pytest.raises(Refused):
        write(full, TOMORROW)
    write(full, TODAY)


def test_a_time_counts_only_where_it_was_typed(change: Change) -> None:
    past = moment(TODAY)
    assert past.at > NOW
    change.past(past)
    now = past._replace(at=NOW, timed=True)
    change.past(now)
    with pytest.raises(Refused):
        change.past(now._replace(at=NOW + timedelta(microseconds=1)))
