"""Who is moved on the ladder, what stands against it, and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from custlove.errors import NotFound, Refused, UsageError
from custlove.reports.ladder import Moved
from custlove.reports.lists.stays import Stay
from custlove.schema.vocabulary import Rung
from custlove.services import ladder, people, promises, purchases
from custlove.services.change import Change
from custlove.services.ladder import DeclineSuggestion, LadderMove, MoveOnLadder, TakeSuggestion
from custlove.services.people import AddPerson
from custlove.services.promises import AddPromise

TODAY = date(2026, 11, 22)
MOVED = date(2026, 10, 1)
NO_ATTEMPT = "no attempt of 3 to reach them in 365 days"


def _rows(change: Change) -> list[tuple[str, str, str | None, int, str | None]]:
    return change.connection.execute("SELECT to_rung, day, why, anyway, against FROM rung_move ORDER BY id").fetchall()


def test_a_move_is_kept_with_its_reason(with_anna: Change) -> None:
    moved = ladder.move(with_anna, MoveOnLadder("anna", "client", MOVED, "third project"))
    assert moved == Moved("anna", "Anna Karenina", "customer", "client", MOVED, "third project", "up")
    assert _rows(with_anna)[1:] == [("client", "2026-10-01", "third project", 0, None)]


@pytest.mark.parametrize("why", ["", "  \n"])
def test_a_move_has_a_reason(with_anna: Change, why: str) -> None:
    rungs: tuple[Rung, ...] = ("client", "toxic")
    for rung in rungs:
        with pytest.raises(UsageError, match=r"^Why\?$"):
            ladder.move(with_anna, MoveOnLadder("anna", rung, MOVED, why, anyway=True))
    assert len(_rows(with_anna)) == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (MoveOnLadder("anna", "client", TODAY, "x"), "Anna Karenina has been on the rung client since 2026-10-01."),
        (
            MoveOnLadder("anna", "toxic", date(2026, 8, 1), "x"),
            "Anna Karenina was placed on the ladder only on 2026-09-01, as customer.",
        ),
        (
            MoveOnLadder("anna", "client", date(2026, 9, 15), "x"),
            "Anna Karenina moves to client on 2026-10-01, so this would be the same move twice.",
        ),
    ],
)
def test_a_move_that_is_none_is_refused(with_anna: Change, asked: MoveOnLadder, sentence: str) -> None:
    ladder.move(with_anna, MoveOnLadder("anna", "client", MOVED, "third project"))
    with pytest.raises(Refused) as refused:
        ladder.move(with_anna, asked)
    assert str(refused.value) == sentence


def test_a_move_in_between_stands_before_those_after_it(with_anna: Change) -> None:
    ladder.move(with_anna, MoveOnLadder("anna", "client", MOVED, "third project"))
    moved = ladder.move(with_anna, MoveOnLadder("anna", "supporter", date(2026, 9, 15), "spoke for me"))
    assert (moved.from_, moved.to, moved.on) == ("customer", "supporter", date(2026, 9, 15))


@pytest.mark.parametrize("rung", ["toxic", "terrorist"])
def test_down_there_the_service_itself_looks_what_stands_against_it(with_anna: Change, rung: Rung) -> None:
    promises.add(with_anna, AddPromise("anna", "the offer", date(2026, 9, 2), date(2026, 9, 7)))
    with pytest.raises(Refused) as refused:
        ladder.move(with_anna, MoveOnLadder("anna", rung, TODAY, "shouts"))
    against = f"broken promise p1 due 2026-09-07: the offer; {NO_ATTEMPT}"
    assert str(refused.value) == f"Anna Karenina cannot be moved to {rung} yet: {against}."
    assert len(_rows(with_anna)) == 1
    moved = ladder.move(with_anna, MoveOnLadder("anna", rung, TODAY, "shouts", anyway=True))
    assert (moved.anyway, moved.against) == (True, tuple(against.split("; ")))
    assert _rows(with_anna)[1:] == [(rung, TODAY.isoformat(), "shouts", 1, against.replace("; ", "\n"))]


def test_the_guard_stands_where_the_settings_put_it(with_anna: Change) -> None:
    patient = with_anna._replace(
        settings=with_anna.settings._replace(numbers={**with_anna.settings.numbers, "ladder.attempts": 5})
    )
    with pytest.raises(Refused, match="no attempt of 5 to reach them"):
        ladder.move(patient, MoveOnLadder("anna", "toxic", TODAY, "shouts"))


def test_out_of_harm_everybody_moves_freely(change: Change) -> None:
    people.add(change, AddPerson("Zoe", date(2026, 9, 1), rung="terrorist"))
    rungs: tuple[Rung, ...] = ("toxic", "prospect")
    for rung in rungs:
        moved = ladder.move(change, MoveOnLadder("zoe", rung, TODAY, "talked it over"))
        assert (moved.to, moved.anyway, moved.against) == (rung, False, ())


def test_a_suggestion_is_planned_and_then_moved(with_anna: Change, buy: Callable[[int], None]) -> None:
    for days in range(5):
        buy(days)
    asked = TakeSuggestion("anna", TODAY, "well deserved")
    planned = ladder.plan(with_anna.connection, with_anna.settings.numbers, TODAY, asked)
    assert planned == MoveOnLadder("anna", "client", TODAY, planned.why)
    alone = ladder.plan(with_anna.connection, with_anna.settings.numbers, TODAY, TakeSuggestion("anna", TODAY))
    assert planned.why == f"well deserved ({alone.why})"
    assert ladder.move(with_anna, planned).to == "client"


def test_without_a_suggestion_nothing_is_planned(with_anna: Change) -> None:
    asked = TakeSuggestion("anna", TODAY)
    with pytest.raises(Refused, match=r"^No rung is suggested for Anna Karenina\.$"):
        ladder.plan(with_anna.connection, with_anna.settings.numbers, TODAY, asked)


def test_who_is_not_there_cannot_be_moved(change: Change) -> None:
    with pytest.raises(NotFound):
        ladder.move(change, MoveOnLadder("nobody", "client", TODAY, "x"))


def test_a_suggestion_is_declined_with_a_reason(with_anna: Change, buy: Callable[[int], None]) -> None:
    for days in range(1, 6):
        buy(days)
    on = TODAY - timedelta(days=2)
    declined = ladder.stay(with_anna, DeclineSuggestion("anna", on, "for her whole office"))
    assert declined == Stay(1, "anna", "Anna Karenina", "customer", "client", None, on, "for her whole office")
    with pytest.raises(Refused, match=r"^Nothing is suggested for Anna Karenina that could be declined\.$"):
        ladder.stay(with_anna, DeclineSuggestion("anna", TODAY, "again"))
    # A day before, it was suggested.
    assert ladder.stay(with_anna, DeclineSuggestion("anna", on - timedelta(days=1), "x")).suggested == "client"
    buy(0)
    assert ladder.stay(with_anna, DeclineSuggestion("anna", TODAY, "once more")).on == TODAY


@pytest.mark.parametrize("why", ["", " \n"])
def test_staying_has_a_reason(with_anna: Change, why: str) -> None:
    with pytest.raises(UsageError, match=r"^Why\?$"):
        ladder.stay(with_anna, DeclineSuggestion("anna", TODAY, why))


def test_of_a_move_down_there_both_sides_are_told(with_anna: Change, buy: Callable[[int], None]) -> None:
    buy(1)
    moved = ladder.move(with_anna, MoveOnLadder("anna", "toxic", TODAY, "shouts", anyway=True))
    told = ladder.told(with_anna.connection, moved)
    assert told == LadderMove(moved, ("bought on 2026-11-08",), "arms-length")
    up = ladder.move(with_anna, MoveOnLadder("anna", "customer", TODAY, "we talked"))
    assert ladder.told(with_anna.connection, up) == LadderMove(up)
    assert ladder.told(with_anna.connection, up).data() == {
        "person": "anna",
        "name": "Anna Karenina",
        "from": "toxic",
        "to": "customer",
        "on": "2026-11-22",
        "why": "we talked",
        "direction": "up",
        "anyway": False,
        "against": [],
    }


@pytest.fixture
def buy(with_anna: Change) -> Callable[[int], None]:
    """Anna buys something, so many fortnights ago."""

    def bought(fortnights: int) -> None:
        day = TODAY - timedelta(days=14 * fortnights)
        purchases.add(with_anna, purchases.AddPurchase("anna", day, "100", "EUR"))

    return bought


@pytest.mark.parametrize(
    ("on", "rung", "goes"),
    [
        # On the day of a move they stand where it took them, and may be moved on.
        (MOVED, "client", False),
        (MOVED, "supporter", True),
        (MOVED - timedelta(days=1), "client", False),
        (MOVED - timedelta(days=1), "customer", False),
        (MOVED - timedelta(days=1), "supporter", True),
        (date(2026, 9, 1), "supporter", True),
        (date(2026, 8, 31), "supporter", False),
    ],
)
def test_a_move_stands_between_those_before_and_after_it(
    with_anna: Change, on: date, rung: Rung, *, goes: bool
) -> None:
    ladder.move(with_anna, MoveOnLadder("anna", "client", MOVED, "third project"))
    asked = MoveOnLadder("anna", rung, on, "x")
    if goes:
        assert ladder.move(with_anna, asked).to == rung
        return
    with pytest.raises(Refused):
        ladder.move(with_anna, asked)


def test_on_the_same_day_they_may_be_moved_back(with_anna: Change) -> None:
    rungs: tuple[Rung, ...] = ("client", "supporter", "client")
    assert [ladder.move(with_anna, MoveOnLadder("anna", rung, MOVED, "x")).to for rung in rungs] == list(rungs)
