"""What a touchpoint writes and closes, what follows it to another day, and what is open again without it."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from custlove.errors import Ambiguous, NotFound, Refused, UsageError
from custlove.rules.moments import Moment
from custlove.services import facts, feedback, follow_ups, people, rituals, touchpoints
from custlove.services.change import Change
from custlove.services.feedback import HearFeedback
from custlove.services.touchpoints import EditTouchpoint, NewTouchpoint, Reopened, TouchpointFields
from custlove.services.workflow import Step
from tests.conftest import ZONE

TODAY = date(2026, 11, 22)
EARLIER = date(2026, 11, 10)


def moment(on: date = TODAY) -> Moment:
    """Noon of a day."""
    return Moment(datetime.combine(on, time(11), UTC), on, ZONE)


@pytest.fixture
def both(with_anna: Change) -> Change:
    """The change in which Anna and Bela were added."""
    people.add(with_anna, people.AddPerson("Bela", date(2026, 9, 1)))
    return with_anna


def rows(change: Change, sql: str) -> list[tuple[Any, ...]]:
    """What the file holds."""
    return change.connection.execute(sql).fetchall()


def test_who_was_there_stands_once_and_tags_are_folded(both: Change) -> None:
    fields = TouchpointFields(text="Kick-off", channel="call", felt=4, minutes=30, wow=True)
    new = NewTouchpoint([1, 2, 1], moment(), fields, ["#Kick-Off", "kick-off", " ", "Über"])
    assert touchpoints.write(both, new) == (1, ())
    assert rows(both, "SELECT day, at, zone, channel, direction, text, felt, energy, minutes, wow FROM touchpoint") == [
        ("2026-11-22", "2026-11-22 11:00:00.000000", ZONE, "call", "both", "Kick-off", 4, None, 30, 1)
    ]
    assert rows(both, "SELECT touchpoint_id, person_id FROM touchpoint_person ORDER BY id") == [(1, 1), (1, 2)]
    assert rows(both, "SELECT tag FROM touchpoint_tag ORDER BY id") == [("kick-off",), ("uber",)]
    with pytest.raises(UsageError, match=r"^felt: it should be at most 5\.$"):
        touchpoints.write(both, new._replace(fields={"felt": 6}))


def test_it_closes_what_was_due_with_them_by_its_day(both: Change) -> None:
    due = {
        "due before": follow_ups.add_to(both, 1, "", EARLIER, date(2026, 11, 20)),
        "due that day": follow_ups.add_to(both, 2, "", EARLIER, TODAY),
        "due later": follow_ups.add_to(both, 1, "", EARLIER, date(2026, 11, 23)),
        "put off": follow_ups.add_to(both, 1, "", EARLIER, date(2026, 11, 19)),
        "put off until then": follow_ups.add_to(both, 1, "", EARLIER, date(2026, 11, 18)),
        "put off for less": follow_ups.add_to(both, 1, "", EARLIER, date(2026, 11, 17)),
        "made that day": follow_ups.add_to(both, 2, "", TODAY, TODAY),
    }
    late = date(2026, 11, 30)
    for what, on, until in (
        ("put off", EARLIER, date(2026, 11, 23)),
        ("put off until then", EARLIER, TODAY),
        ("put off for less", date(2026, 11, 12), date(2026, 11, 20)),
        # Dated before it, though written later.
        ("put off for less", EARLIER, late),
    ):
        follow_ups.snooze(both, follow_ups.SnoozeFollowUp([str(due[what])], on, until))
    kept = touchpoints.write(both, NewTouchpoint([1, 2], moment(), keep_follow_ups=True))
    assert kept.closed == ()
    # Made later than the touchpoint was.
    assert touchpoints.write(both, NewTouchpoint([1, 2], moment(date(2026, 11, 9)))).closed == ()
    logged = touchpoints.write(both, NewTouchpoint([1, 2], moment()))
    # In the order in which they were due.
    closed = ("put off for less", "put off until then", "due before", "due that day", "made that day")
    assert logged == (3, tuple(due[what] for what in closed))
    assert rows(both, "SELECT id, done_on, closed_by FROM follow_up WHERE done_on IS NOT NULL ORDER BY id") == [
        (1, "2026-11-22", 3),
        (2, "2026-11-22", 3),
        (5, "2026-11-22", 3),
        (6, "2026-11-22", 3),
        (7, "2026-11-22", 3),
    ]


def test_what_is_named_is_corrected_and_nothing_else(both: Change) -> None:
    touchpoints.write(both, NewTouchpoint([1], moment(), {"text": "Kick-off", "felt": 4}, ["one", "two"]))
    fields = TouchpointFields(felt=None, channel="call")
    asked = EditTouchpoint(["anna", "kick"], fields, None, ["bela"], (), ["Three", "one"], ["#TWO"])
    edited = touchpoints.edit(both, asked)
    assert edited.touchpoint._replace(at=moment().at) == (
        1, ("anna", "bela"), ("Anna Karenina", "Bela"), moment().at, TODAY, "call", "both", "Kick-off", None, None,
        None, False, ("one", "three"),
    )  # fmt: skip
    assert edited.data()["tags"] == ["one", "three"]
    assert (edited.data()["reopened_follow_ups"], edited.data()["reopened_rituals"]) == ([], [])
    left = touchpoints.edit(both, EditTouchpoint(["1"], drop_people=["anna"]))
    assert left.touchpoint.people == ("bela",)


@pytest.mark.parametrize(
    ("asked", "kind", "sentence"),
    [
        (EditTouchpoint(["1"], drop_people=["anna"]), Refused, "Nobody would be left in touchpoint t1."),
        (EditTouchpoint(["1"], drop_people=["bela"]), Refused, "Bela is not in touchpoint t1."),
        (EditTouchpoint(["1"], {"energy": 3}), UsageError, "energy: it should be at most 2."),
        (EditTouchpoint(["9"], {"energy": 2}), NotFound, "There is no touchpoint t9."),
        (EditTouchpoint(["anna"], {"energy": 2}), Ambiguous, "That may be t2 (Again), t1 (Kick-off)."),
    ],
)
def test_what_cannot_be_corrected(both: Change, asked: EditTouchpoint, kind: type[Exception], sentence: str) -> None:
    for text in ("Kick-off", "Again"):
        touchpoints.write(both, NewTouchpoint([1], moment(), {"text": text}))
    with pytest.raises(kind) as fault:
        touchpoints.edit(both, asked)
    assert str(fault.value) == sentence


def _settled(change: Change) -> int:
    """A touchpoint of Anna's and Bela's that closed a follow-up with each, kept a ritual, and taught something."""
    for person in (1, 2):
        follow_ups.add_to(change, person, "", EARLIER, date(2026, 11, 15))
    rituals.add(change, rituals.AddRitual("anna", "a call", "FREQ=WEEKLY;BYDAY=SU", EARLIER, EARLIER))
    number = touchpoints.write(change, NewTouchpoint([1, 2], moment())).id
    rituals.keep_by(change, 1, TODAY, number)
    facts.add_to(change, 1, "need", "invoices", TODAY, number)
    return number


def test_what_it_settled_follows_it_to_another_day(both: Change) -> None:
    number = _settled(both)
    edited = touchpoints.edit(both, EditTouchpoint([str(number)], moment=moment(date(2026, 11, 16))))
    assert edited.reopened == Reopened()
    assert rows(both, "SELECT DISTINCT done_on FROM follow_up") == [("2026-11-16",)]
    assert rows(both, "SELECT day, occurrence FROM ritual_event") == [("2026-11-16", "2026-11-15")]
    assert rows(both, "SELECT day FROM fact") == [("2026-11-16",)]


def test_what_it_can_no_longer_have_settled_is_open_again(both: Change) -> None:
    number = _settled(both)
    without = touchpoints.edit(both, EditTouchpoint([str(number)], drop_people=["anna"]))
    assert without.reopened == Reopened((1,), (1,))
    assert without.data()["reopened_follow_ups"] == [1]
    assert rows(both, "SELECT id, done_on, closed_by FROM follow_up") == [(1, None, None), (2, "2026-11-22", number)]
    assert rows(both, "SELECT count(*) FROM ritual_event") == [(0,)]
    # Before it was due.
    moved = touchpoints.edit(both, EditTouchpoint([str(number)], moment=moment(date(2026, 11, 14))))
    assert moved.reopened == Reopened((2,))


def test_without_it_all_that_it_settled_is_open_again_and_what_was_learned_stays(both: Change) -> None:
    number = _settled(both)
    heard = feedback.hear(both, HearFeedback("anna", "praise", "good", moment()))
    feedback.thank(both, Step([str(heard.feedback.id)], moment(), "email"))
    card = rows(both, "SELECT thanked_touchpoint FROM feedback")[0][0]
    assert touchpoints.remove(both, [str(card)]).reopened == Reopened()
    assert rows(both, "SELECT thanked_touchpoint, thanked_day FROM feedback") == [(None, "2026-11-22")]
    removed = touchpoints.remove(both, [str(number)])
    assert (removed.touchpoint.id, removed.reopened, removed.facts) == (number, Reopened((1, 2), (1,)), (1,))
    assert rows(both, "SELECT touchpoint_id FROM fact") == [(None,)]
    for table in ("touchpoint", "touchpoint_person", "touchpoint_tag", "ritual_event"):
        assert rows(both, f"SELECT * FROM {table}") == []
    assert rows(both, "SELECT id FROM follow_up WHERE done_on IS NULL AND closed_by IS NULL") == [(1,), (2,)]
    with pytest.raises(NotFound):
        touchpoints.remove(both, [str(number)])
