"""Moments that come again: kept by a touchpoint, skipped, paused, resumed; what is due of them is noted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from custlove.errors import Ambiguous, NotFound, Refused
from custlove.reports.people.lookup import PersonRef
from custlove.services import follow_ups, people, rituals
from custlove.services.change import Change
from custlove.services.rituals import AddRitual, KeepRitual, SkipRitual
from tests.services.test_touchpoints import moment, rows

TODAY = date(2026, 11, 22)
BEGUN = date(2026, 11, 6)
ANNA = PersonRef(1, "anna", "Anna Karenina")


@pytest.fixture
def friday(with_anna: Change) -> Change:
    """The change in which there is a call with Anna on Fridays, since 6 November."""
    rituals.add(with_anna, AddRitual("anna", "the Friday call", "FREQ=WEEKLY;BYDAY=FR", BEGUN, BEGUN))
    return with_anna


def _due_from(change: Change) -> str | None:
    found: list[tuple[str | None]] = rows(change, "SELECT due_from FROM ritual")
    return found[0][0]


def test_it_is_due_from_its_first_day(change: Change) -> None:
    added = rituals.add(change, AddRitual("Bela", "a card", "FREQ=YEARLY", date(2026, 12, 24), TODAY, new=True))
    assert (added.ritual.state, added.ritual.next_on, added.person.added) == ("coming", date(2026, 12, 24), True)
    assert _due_from(change) == "2026-12-24"


def test_keeping_it_is_a_touchpoint_that_closes_what_was_due(friday: Change) -> None:
    follow_ups.add_to(friday, 1, "", BEGUN, BEGUN)
    kept = rituals.keep(friday, KeepRitual(["anna", "call", "3:1"], moment(), "call", 5))
    assert (kept.touchpoint.text, kept.touchpoint.channel, kept.touchpoint.felt) == ("3:1", "call", 5)
    assert (kept.ritual.last_kept_on, kept.ritual.next_on, kept.ritual.missed) == (TODAY, date(2026, 11, 27), 0)
    assert _due_from(friday) == "2026-11-27"
    data = kept.data()
    assert (data["id"], data["touchpoint"]["id"], data["closed_follow_ups"]) == (1, 1, [1])
    # Without a word it is called as the ritual is.
    assert rituals.keep(friday, KeepRitual(["1"], moment())).touchpoint.text == "the Friday call"


def test_what_has_come_up_is_skipped_else_the_next_time(friday: Change) -> None:
    assert rituals.skip(friday, SkipRitual(["1"], TODAY, "away")).next_on == date(2026, 11, 27)
    assert rituals.skip(friday, SkipRitual(["1"], TODAY)).next_on == date(2026, 12, 4)
    assert rows(friday, "SELECT kind, occurrence, text FROM ritual_event ORDER BY id") == [
        ("skipped", "2026-11-20", "away"),
        ("skipped", "2026-11-27", None),
    ]


def test_nothing_is_due_in_a_pause(friday: Change) -> None:
    paused = rituals.pause(friday, ["1"], date(2026, 11, 12))
    assert (paused.state, _due_from(friday)) == ("paused", None)
    resumed = rituals.resume(friday, ["anna", "friday"], TODAY)
    # The one before the pause was missed, those in it were not.
    assert (resumed.missed, resumed.missed_since, _due_from(friday)) == (1, BEGUN, "2026-11-06")
    # On one day, too, it may rest and be taken up again.
    assert rituals.pause(friday, ["1"], TODAY).state == "paused"
    assert rituals.resume(friday, ["1"], TODAY).state == "missed"


def test_a_rule_that_is_corrected_is_due_anew(friday: Change) -> None:
    day = date(2026, 12, 15)
    edited = rituals.edit(friday, ["1"], {"what": "the call", "rule": "FREQ=MONTHLY", "starts_on": day})
    assert (edited.what, edited.rule_in_words, edited.next_on) == ("the call", "every month on the 15th", day)
    assert _due_from(friday) == "2026-12-15"


def test_without_it_the_touchpoints_stay(friday: Change) -> None:
    rituals.keep(friday, KeepRitual(["1"], moment()))
    assert rituals.remove(friday, ["anna", "call"]).what == "the Friday call"
    tables = ("ritual", "ritual_event", "touchpoint")
    assert [rows(friday, f"SELECT count(*) FROM {table}") for table in tables] == [[(0,)], [(0,)], [(1,)]]


@pytest.mark.parametrize(
    ("prepare", "act", "sentence"),
    [
        (
            lambda _: None,
            lambda change: rituals.keep(change, KeepRitual(["1"], moment(date(2026, 11, 5)))),
            "Ritual r1 started only on 2026-11-06.",
        ),
        (
            lambda change: rituals.pause(change, ["1"], date(2026, 11, 12)),
            lambda change: rituals.skip(change, SkipRitual(["1"], TODAY)),
            "Ritual r1 is paused since 2026-11-12.",
        ),
        (
            lambda change: rituals.pause(change, ["1"], date(2026, 11, 12)),
            lambda change: rituals.pause(change, ["1"], TODAY),
            "Ritual r1 is paused since 2026-11-12 already.",
        ),
        (lambda _: None, lambda change: rituals.resume(change, ["1"], TODAY), "Ritual r1 is not paused."),
        (
            lambda change: rituals.pause(change, ["1"], TODAY),
            lambda change: rituals.resume(change, ["1"], date(2026, 11, 12)),
            "Ritual r1 was paused on 2026-11-22, after 2026-11-12.",
        ),
        (
            lambda change: rituals.edit(change, ["1"], {"rule": "FREQ=WEEKLY;COUNT=1", "starts_on": BEGUN}),
            lambda change: [rituals.skip(change, SkipRitual(["1"], TODAY)) for _ in range(2)],
            "Ritual r1 is over: no day is left to skip.",
        ),
    ],
)
def test_what_is_refused(
    friday: Change, prepare: Callable[[Change], object], act: Callable[[Change], object], sentence: str
) -> None:
    prepare(friday)
    with pytest.raises(Refused) as fault:
        act(friday)
    assert fault.value.message == sentence


def test_a_ritual_is_of_those_who_are_there(friday: Change) -> None:
    people.add(friday, people.AddPerson("Bela", BEGUN))
    bela = PersonRef(2, "bela", "Bela")
    rituals.add(friday, AddRitual("bela", "the other call", "FREQ=WEEKLY", BEGUN, BEGUN))
    assert [rituals.meant(friday, [ANNA], words) for words in ("1", "#1", "call", "FRIDAY")] == [1] * 4
    assert rituals.meant(friday, [ANNA, bela], "other") == 2
    with pytest.raises(Ambiguous):
        rituals.meant(friday, [ANNA, bela], "call")
    with pytest.raises(NotFound, match=r'^Anna Karenina has no open ritual with "tennis" in it\.$'):
        rituals.meant(friday, [ANNA], "tennis")
    with pytest.raises(Refused) as fault:
        rituals.meant(friday, [ANNA], "2")
    assert fault.value.message == "Ritual r2 is with Bela, who is not in this touchpoint."
    assert fault.value.hint == "Name them too, or keep it by itself: custlove ritual keep 2"


def test_what_a_touchpoint_kept_is_open_again_where_it_cannot_have(friday: Change) -> None:
    number = rituals.keep(friday, KeepRitual(["1"], moment())).touchpoint.id
    assert rituals.redate_kept_by(friday, number, {1}, date(2026, 11, 13)) == ()
    assert rows(friday, "SELECT day, occurrence FROM ritual_event") == [("2026-11-13", "2026-11-13")]
    assert _due_from(friday) == "2026-11-20"
    assert rituals.redate_kept_by(friday, number, {1}, BEGUN) == ()
    assert rituals.redate_kept_by(friday, number, {1}, date(2026, 11, 5)) == (1,)
    assert (rows(friday, "SELECT * FROM ritual_event"), _due_from(friday)) == ([], "2026-11-06")
    rituals.keep_by(friday, 1, TODAY, number)
    assert rituals.redate_kept_by(friday, number, {2}, TODAY) == (1,)
    rituals.keep_by(friday, 1, TODAY, number)
    assert rituals.open_kept_by(friday, number) == (1,)


# What follows is of football on Fridays from 6 November on, begun on the 2nd.
FIRST, SECOND, THIRD = date(2026, 11, 6), date(2026, 11, 13), date(2026, 11, 20)
NOTED = date(2026, 11, 2)
A_DAY = timedelta(days=1)
HAPPENS: dict[str, Callable[[Change, date], object]] = {
    "keep": lambda change, on: rituals.keep(change, KeepRitual(["1"], moment(on))),
    "skip": lambda change, on: rituals.skip(change, SkipRitual(["1"], on)),
    "pause": lambda change, on: rituals.pause(change, ["1"], on),
}


@pytest.fixture
def football(with_anna: Change) -> Change:
    """A ritual that was begun some days before its first day."""
    rituals.add(with_anna, AddRitual("anna", "football", "FREQ=WEEKLY", FIRST, NOTED))
    return with_anna


@pytest.mark.parametrize("happen", HAPPENS.values(), ids=HAPPENS)
def test_it_goes_on_from_the_day_it_was_begun(football: Change, happen: Callable[[Change, date], object]) -> None:
    with pytest.raises(Refused):
        happen(football, NOTED - A_DAY)
    happen(football, NOTED)


@pytest.mark.parametrize(
    ("verb", "on", "due_from"),
    [
        ("keep", FIRST, SECOND),
        ("keep", SECOND - A_DAY, THIRD),
        ("skip", SECOND, THIRD),
        ("skip", NOTED, SECOND),
        ("pause", SECOND, None),
    ],
)
def test_what_is_due_next_is_kept_with_it(football: Change, verb: str, on: date, due_from: date | None) -> None:
    HAPPENS[verb](football, on)
    assert _due_from(football) == (due_from and due_from.isoformat())


def test_in_a_pause_nothing_is_skipped_and_before_it_all_is(football: Change) -> None:
    rituals.pause(football, ["1"], SECOND)
    with pytest.raises(Refused):
        rituals.skip(football, SkipRitual(["1"], SECOND))
    with pytest.raises(Refused):
        rituals.pause(football, ["1"], THIRD)
    assert rituals.skip(football, SkipRitual(["1"], SECOND - A_DAY)).missed == 0


def test_it_is_paused_and_resumed_in_turn_and_in_order(football: Change) -> None:
    with pytest.raises(Refused):
        rituals.resume(football, ["1"], FIRST)
    rituals.pause(football, ["1"], SECOND)
    with pytest.raises(Refused):
        rituals.resume(football, ["1"], SECOND - A_DAY)
    assert rituals.resume(football, ["1"], SECOND).state == "missed"
    assert _due_from(football) == FIRST.isoformat()
    with pytest.raises(Refused):
        rituals.pause(football, ["1"], SECOND - A_DAY)
    assert rituals.pause(football, ["1"], SECOND).paused_on == SECOND


@pytest.mark.parametrize(
    ("there", "on", "due_from"),
    [([1, 2], SECOND, THIRD), ([1], NOTED, FIRST), ([1], NOTED - A_DAY, FIRST), ([2], SECOND, FIRST)],
)
def test_a_corrected_touchpoint_has_kept_what_it_can_still_have(
    football: Change, there: list[int], on: date, due_from: date
) -> None:
    number = rituals.keep(football, KeepRitual(["1"], moment(FIRST))).touchpoint.id
    lost = rituals.redate_kept_by(football, number, there, on)
    assert lost == (() if 1 in there and on >= NOTED else (1,))
    events = football.connection.execute("SELECT day FROM ritual_event").fetchall()
    assert events == ([] if lost else [(on.isoformat(),)])
    if lost or on == SECOND:
        assert _due_from(football) == due_from.isoformat()
