"""Both sides of a bad ending, read from the journal: what was owed, when it was noted, what speaks for somebody."""

from datetime import date, timedelta

from custlove.reports.people import harm
from custlove.rules.harm import Ending, Owing, Wrongs, speaks
from custlove.services import feedback, introductions, mistakes, people, promises, purchases, touchpoints
from custlove.services.change import Change
from custlove.services.touchpoints import TouchpointFields
from custlove.services.workflow import Step
from tests.services.conftest import CAME, TODAY, moment

D = date(2026, 10, 10)


def on(days: int) -> date:
    return D + timedelta(days=days)


def _left(change: Change, day: date, felt: int, **fields: str) -> None:
    told = TouchpointFields(direction="in", felt=felt)
    told.update(fields)  # type: ignore[typeddict-item]
    touchpoints.write(change, touchpoints.NewTouchpoint([1], moment(day), told))


def test_endings_are_those_of_days_on_which_they_came(with_anna: Change) -> None:
    _left(with_anna, on(0), 1)
    _left(with_anna, on(0), 3, direction="both")
    _left(with_anna, on(1), 5, direction="out")
    _left(with_anna, on(2), 2)
    known = {1: [Ending(on(0), 3), Ending(on(2), 2)]}
    assert harm.endings(with_anna.connection, [1], on(2)) == known
    assert harm.endings(with_anna.connection, [1], on(1)) == {1: [Ending(on(0), 3)]}
    assert harm.endings(with_anna.connection, [1], on(9), after=on(0)) == {1: [Ending(on(2), 2)]}


def test_what_was_owed_is_known_as_it_was(with_anna: Change) -> None:
    for what, due in (("late", on(0)), ("kept", on(0)), ("moved", on(-3)), ("theirs", on(0))):
        side = "theirs" if what == "theirs" else "mine"
        promises.add(with_anna, promises.AddPromise("anna", what, CAME, due, by=side))  # type: ignore[arg-type]
    promises.keep(with_anna, promises.KeepPromise(["1"], on(2)))
    promises.keep(with_anna, promises.KeepPromise(["2"], on(0)))
    promises.move(with_anna, promises.MovePromise(["3"], on(-1), on(60)))
    noticed = mistakes.add(with_anna, mistakes.AddMistake("anna", "the wrong draft", on(20))).mistake.id
    mistakes.own(with_anna, Step([str(noticed)], moment(on(20))))
    hearing = feedback.HearFeedback("anna", "criticism", "too late", moment(on(30)))
    heard = feedback.hear(with_anna, hearing).feedback.id
    feedback.confirm(with_anna, Step([str(heard), "late?"], moment(on(31))), agreed=False)
    praise = feedback.HearFeedback("anna", "praise", "lovely", moment(on(32)))
    feedback.hear(with_anna, praise)
    # The one that was moved will be owed again, from its new day on.
    owed = [
        Owing(on(-3), on(-1)), Owing(on(0), on(2)), Owing(on(20), None), Owing(on(30), on(45)), Owing(on(60), None),
    ]  # fmt: skip
    found = harm.wrongs(with_anna.connection, [1], TODAY)[1]
    assert (sorted(found.owed, key=lambda each: each.since), sorted(found.noted)) == (owed, [on(20), on(30)])
    # What is noted later is not known before.
    assert harm.wrongs(with_anna.connection, [1], on(19))[1].noted == []
    assert [speaks(on(day), found, TODAY) for day in (-4, -2, 0, 3, 12, 13, 19)] == [
        True, False, False, True, True, False, False,
    ]  # fmt: skip
    people.add(with_anna, people.AddPerson("Bela", CAME))
    assert harm.wrongs(with_anna.connection, [2], TODAY) == {2: Wrongs([], [])}


def test_what_speaks_for_somebody_is_as_of_a_day(with_anna: Change) -> None:
    assert harm.in_favour(with_anna.connection, 1, TODAY) == []
    people.add(with_anna, people.AddPerson("Bela", CAME))
    _left(with_anna, on(0), 4)
    _left(with_anna, on(1), 2)
    purchases.add(with_anna, purchases.AddPurchase("anna", on(2), "100", "EUR"))
    feedback.hear(with_anna, feedback.HearFeedback("anna", "praise", "lovely", moment(on(3))))
    introductions.add(with_anna, introductions.AddIntroduction("anna", "bela", on(4)))
    assert harm.in_favour(with_anna.connection, 1, on(3)) == [
        "left glad 1 of 2 times",
        "bought on 2026-10-12",
        "praised you on 2026-10-13",
    ]
    assert harm.in_favour(with_anna.connection, 1, TODAY)[3:] == ["sent somebody to you on 2026-10-14"]
