"""What each deed of the walk does, called with a thing of `today` itself."""

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from custlove.commands.daily import walk_deeds
from custlove.reports import today, walk
from custlove.rules import walk as rules
from custlove.services import feedback, follow_ups, ladder, mistakes, people, promises, rituals
from custlove.services.change import Change
from custlove.services.log import LogContact, log
from custlove.services.touchpoints import TouchpointFields
from custlove.services.workflow import Step
from tests.services.conftest import CAME, TODAY, change, moment, with_anna

if TYPE_CHECKING:
    from custlove.context import Context

__all__ = ["change", "with_anna"]
FRIDAY = date(2026, 11, 27)
SAID = "Sun 22 Nov 2026, today"
ANSWERS: dict[str, Any] = {"when": FRIDAY, "text": "as we said", "why": "a reason", "felt": 5, "kind": "praise"}


@pytest.fixture
def owed(with_anna: Change) -> Change:
    """Of each kind one thing, and of those with steps one at each step."""
    made = with_anna
    promises.add_to(made, 1, "the draft", CAME, date(2026, 11, 19))
    follow_ups.add_to(made, 1, "the offer", CAME, date(2026, 11, 20))
    for name in ("Bela", "Cosima", "Dora"):
        people.add(made, people.AddPerson(name, CAME, fields={"birthday": "--11-22"} if name == "Bela" else {}))
    for number in range(1, 4):
        feedback.hear(made, feedback.HearFeedback("cosima", "criticism", f"slow {number}", moment(CAME)))
        mistakes.add(made, mistakes.AddMistake("cosima", f"late {number}", CAME))
    for number in (2, 3):
        feedback.confirm(made, Step([str(number), "slow"], moment(CAME)))
        mistakes.own(made, Step([str(number)], moment(CAME)))
    feedback.act(made, Step(["3", "faster"], moment(CAME)))
    mistakes.repair(made, Step(["3", "a new one"], moment(CAME)))
    rituals.add(made, rituals.AddRitual("anna", "the Sunday call", "FREQ=WEEKLY;BYDAY=SU", TODAY, TODAY))
    feedback.ask(made, feedback.AskForFeedback("bela", "how was it?", moment(date(2026, 10, 1))))
    ladder.move(made, ladder.MoveOnLadder("dora", "toxic", date(2026, 10, 1), "shouts", anyway=True))
    log(made, LogContact(["dora"], moment(date(2026, 11, 20)), TouchpointFields(text="sorry", direction="in", felt=5)))
    return made


def _item(change: Change, kind: str, step: str) -> walk.Item:
    found = walk.items(today.today(change.connection, change.settings.cadences, change.now))
    return next(each for each in found.values() if (each.kind, each.step) == (kind, step))


@pytest.mark.parametrize(
    ("kind", "step", "key", "said"),
    [
        ("promise", "", "d", f"Promise p1 to Anna Karenina, “the draft”: kept 3 days late, {SAID}."),
        ("promise", "", "m", "Promise p1 to Anna Karenina, “the draft”: due Fri 27 Nov 2026, in 5 days (broken once)."),
        ("promise", "", "x", f"Promise p1 to Anna Karenina, “the draft”: released {SAID}; it was due"),
        ("follow_up", "", "d", f"Follow-up f1 with Anna Karenina, “the offer”: done {SAID}."),
        (
            "follow_up",
            "",
            "s",
            "Follow-up f1 with Anna Karenina, “the offer”: snoozed until Fri 27 Nov 2026, in 5 days.",
        ),
        ("follow_up", "", "x", "Removed: Follow-up f1 with Anna Karenina"),
        ("feedback", "say it back to them", "d", f"Criticism b1 from Cosima, “slow 1”: confirmed {SAID}"),
        ("feedback", "make it right", "d", f"Criticism b2 from Cosima, “slow 2”: acted {SAID}"),
        ("feedback", "thank them", "d", f"Criticism b3 from Cosima, “slow 3”: thanked {SAID}; the loop is closed."),
        ("mistake", "own it", "d", "Mistake m1 with Cosima"),
        ("mistake", "make it right", "d", "Mistake m2 with Cosima"),
        ("mistake", "ask how it is now", "d", "Mistake m3 with Cosima"),
        ("ritual", "", "d", "Kept, touchpoint t2. Ritual r1 with Anna Karenina, “the Sunday call”"),
        ("ritual", "", "x", "Ritual r1 with Anna Karenina, “the Sunday call”"),
        ("day", "", "d", f"Touchpoint t2 with Bela, {SAID}."),
        ("gone_quiet", "", "d", f"Touchpoint t2 with Bela, {SAID}."),
        ("gone_quiet", "", "s", "Bela is let be until Fri 27 Nov 2026, in 5 days"),
        ("gone_quiet", "", "l", f"Touchpoint t2 with Bela, {SAID}."),
        ("return", "", "d", f"Dora moved up from toxic to prospect, {SAID}."),
        ("return", "", "x", "Dora stays toxic: the rung prospect was suggested"),
        ("ask", "", "d", "Praise b4 from Bela, “as we said”"),
        ("ask", "", "x", "Asked Bela for feedback (a1): dropped"),
    ],
)
def test_each_deed(owed: Change, kind: str, step: str, key: str, said: str) -> None:
    deed = rules.deeds(kind, step)[key]
    run = cast("Context", SimpleNamespace(stamp=moment(TODAY), today=TODAY, settings=owed.settings))
    answers = {asked.name: ANSWERS[asked.name] for asked in deed.asks}
    told = walk_deeds.perform(run, owed, deed.verb, _item(owed, kind, step), answers)
    assert told.startswith(said), told
    assert owed.connection.execute("SELECT count(*) FROM change_row").fetchone()[0]


def test_every_deed_is_one_that_can_be_done() -> None:
    verbs = {deed.verb for kind, step in rules._DEEDS for deed in rules.deeds(kind, step).values()}
    assert verbs == set(walk_deeds._VERBS)
