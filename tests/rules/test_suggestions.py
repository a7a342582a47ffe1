"""Which rung the facts speak for: the cases of docs/ladder.md, worked out by hand, and what never happens."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custlove.rules import harm, suggestions
from custlove.rules.guard import HARM, Patience
from custlove.rules.harm import Ending, Owing, Wrongs
from custlove.rules.ladder_facts import Between, Endings, Facts, Measures, Named
from custlove.rules.rungs import height
from custlove.rules.suggestions import Suggestion, suggest
from custlove.schema.vocabulary import RUNGS, Rung

TODAY = date(2026, 11, 22)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def ago(*back: int) -> list[date]:
    return sorted(TODAY - timedelta(days=each) for each in back)


def rung(facts: Facts, today: date = TODAY) -> str | None:
    found = suggest(facts, today)
    return found.rung if found else "none"


def test_a_first_purchase_makes_a_customer() -> None:
    assert suggest(Facts("prospect", purchases=days("2026-10-01")), TODAY) == Suggestion(
        "customer", ("first purchase on 2026-10-01",)
    )
    assert suggest(Facts("prospect", purchases=days("2026-08-01", "2026-10-01")), TODAY) == Suggestion(
        "customer", ("first purchase on 2026-08-01", "2 purchases, the last on 2026-10-01")
    )
    assert suggest(Facts("customer", purchases=days("2026-10-01")), TODAY) is None
    assert suggest(Facts("prospect"), TODAY) is None


def test_three_at_a_steady_rhythm_make_a_client() -> None:
    # 32, 29 and 33 days apart: the median is 32, all three are between 16 and 48.
    steady = days("2026-08-01", "2026-09-02", "2026-10-01", "2026-11-03")
    assert suggest(Facts("customer", purchases=steady), TODAY) == Suggestion(
        "client",
        (
            "4 purchases at a steady rhythm: 2026-08-01, 2026-09-02, 2026-10-01, 2026-11-03",
            "about 32 days apart, 3 of 3 gaps within 50% of that",
        ),
    )


@pytest.mark.parametrize(
    ("gaps", "found"),
    [
        ((30, 30), (30, 2, 2)),
        # The median is 40: from 20 to 60.
        ((20, 60), (40, 2, 2)),
        ((19, 61), None),
        ((30,), None),
        ((), None),
        # The median is 30: two are like it, two thirds of all.
        ((30, 200, 31), (31, 2, 3)),
        # The median is 30: two of four are like it, not more than half.
        ((1, 29, 31, 90), None),
        ((10, 10, 200, 200), None),
    ],
)
def test_the_usual_gap_has_to_repeat(gaps: tuple[int, ...], found: tuple[float, int, int] | None) -> None:
    came = [TODAY]
    for gap in gaps:
        came.append(came[-1] + timedelta(days=gap))
    assert suggestions.steady(came) == found


def test_several_on_a_day_are_one_time() -> None:
    assert rung(Facts("customer", purchases=days("2026-10-01", "2026-10-01", "2026-11-01"))) == "none"


def test_whoever_has_gone_is_no_client_any_more() -> None:
    # Away for 265 days, a third of the last pause of 28, less 60 times log2(3): 265 + 9.33 - 95.10, about 179.24.
    # Above 150 from day 236 on (235.77), which is 24 October.
    gone = days("2026-01-01", "2026-02-02", "2026-03-02")
    assert rung(Facts("customer", purchases=gone)) == "prospect"
    assert suggest(Facts("client", purchases=gone), TODAY) == Suggestion(
        "customer",
        (
            "bought 3 times, last on 2026-03-02, 265 days ago",
            "as quiet as 179 days after a single purchase; above 150 they have gone",
        ),
    )
    assert rung(Facts("client", purchases=gone), date(2026, 10, 23)) == "none"
    assert rung(Facts("client", purchases=gone), date(2026, 10, 24)) == "customer"
    # Who speaks for you does so whether they buy or not.
    assert [rung(Facts(each, purchases=gone)) for each in ("supporter", "advocate")] == ["none", "none"]


def test_praise_makes_a_supporter_and_an_introduction_an_advocate() -> None:
    praise = [Named(date(2026, 10, 2), "praise b4")]
    sent = [Named(date(2026, 10, 3), "Bela")]
    assert suggest(Facts("prospect", praise=praise), TODAY) == Suggestion(
        "supporter", ("praise b4 on 2026-10-02, unasked",)
    )
    assert suggest(Facts("prospect", praise=praise, sent=sent), TODAY) == Suggestion(
        "advocate", ("sent Bela on 2026-10-03",)
    )
    assert rung(Facts("advocate", praise=praise, sent=sent)) == "none"


def low(*texts: str) -> list[Ending]:
    return [Ending(day, 2) for day in days(*texts)]


REACHED = days("2026-10-22", "2026-10-29", "2026-11-05")
LOW = Endings(low("2026-10-02", "2026-10-12", "2026-10-20"), reached_out=REACHED)


def test_repeated_bad_endings_make_a_question() -> None:
    assert suggest(Facts("customer", endings=LOW), TODAY) == Suggestion(
        "toxic",
        (
            "left hurt or upset on 3 of the last 3 days: 2026-10-02, 2026-10-12, 2026-10-20",
            "nothing owed on your side, then or now",
            "you reached out to them since: 2026-10-22, 2026-10-29, 2026-11-05",
            "would some distance be better for both of you?",
        ),
    )
    # The last attempt had its week on 12 November.
    assert rung(Facts("customer", endings=LOW), date(2026, 11, 11)) == "none"
    assert rung(Facts("customer", endings=LOW), date(2026, 11, 12)) == "toxic"
    assert rung(Facts("customer", endings=LOW._replace(reached_out=REACHED[1:]))) == "none"
    # What was tried before the first of them was about something else.
    before = [each - timedelta(days=60) for each in REACHED]
    assert rung(Facts("customer", endings=LOW._replace(reached_out=before))) == "none"
    assert rung(Facts("customer", endings=LOW._replace(known=LOW.known[1:]))) == "none"
    assert rung(Facts("toxic", endings=LOW)) == rung(Facts("terrorist", endings=LOW)) == "none"


@pytest.mark.parametrize(
    ("felt", "asked"),
    [
        ("22344", False),
        ("12432", True),
        ("22224", False),
        # Of the last five.
        ("2234422", False),
        ("224442", False),
        ("24242", True),
    ],
)
def test_three_of_the_last_five_days_and_the_last_of_them(felt: str, *, asked: bool) -> None:
    known = [Ending(date(2026, 9, 1) + timedelta(days=5 * number), int(each)) for number, each in enumerate(felt)]
    assert bool(suggestions.bad_endings(Facts("client", endings=Endings(known)), TODAY)) is asked


@pytest.mark.parametrize(("last", "asked"), [("2026-10-15", False), ("2026-10-16", True)])
def test_they_lie_over_two_weeks_or_more(last: str, *, asked: bool) -> None:
    known = low("2026-10-02", "2026-10-10", last)
    assert bool(suggestions.bad_endings(Facts("client", endings=Endings(known)), TODAY)) is asked
    alone = Measures(bad_endings=1)
    assert suggestions.bad_endings(Facts("client", endings=Endings(known[-1:])), TODAY, alone) == days(last)


@pytest.mark.parametrize(
    "wrongs",
    [
        Wrongs([Owing(date(2026, 10, 12), date(2026, 10, 12))]),
        Wrongs([Owing(date(2026, 9, 1), date(2026, 10, 2))]),
        Wrongs(noted=[date(2026, 10, 27)]),
    ],
)
def test_who_is_upset_because_you_failed_them_is_right(wrongs: Wrongs) -> None:
    assert rung(Facts("customer", endings=LOW._replace(wrongs=wrongs))) == "none"
    before = Wrongs([Owing(date(2026, 9, 1), date(2026, 10, 1))], [date(2026, 10, 28)])
    assert rung(Facts("customer", endings=LOW._replace(wrongs=before))) == "toxic"


def test_what_you_owe_comes_first() -> None:
    owed = ("open criticism b1 of 2026-10-05: too late",)
    first = Suggestion(None, ("first what you owe them", *owed))
    assert suggest(Facts("customer", endings=LOW, owed=owed), TODAY) == first
    assert suggest(Facts("customer", endings=LOW._replace(reached_out=()), owed=owed), TODAY) == first
    assert suggest(Facts("client", purchases=days("2025-12-01", "2026-01-01"), owed=owed), TODAY) == first
    # Only in place of a way down: nothing else is said, and nothing held back.
    assert suggest(Facts("client", owed=owed), TODAY) is None
    assert rung(Facts("prospect", purchases=days("2026-11-01"), owed=owed)) == "customer"


PUT = date(2026, 10, 1)


def back(*known: tuple[int, int], rung: Rung = "toxic", **more: Any) -> Suggestion | None:
    """What is suggested for somebody put there on 1 October, by how days of October ended."""
    ended = [Ending(PUT.replace(day=day), felt) for day, felt in known]
    return suggest(Facts(rung, PUT, moved_down=True, since=PUT, endings=Endings(ended), **more), TODAY)


def test_a_kind_return_is_asked_about() -> None:
    rungs: tuple[Rung, ...] = ("toxic", "terrorist")
    for each in rungs:
        assert back((5, 4), rung=each) == Suggestion(
            "prospect", ("came back kindly: left glad on 2026-10-05", "to prospect?")
        )
    assert back((5, 3)) is back((1, 5)) is back((5, 5), (6, 2)) is None
    assert back((5, 1), (6, 5)) == Suggestion(
        "prospect", ("came back kindly: left delighted on 2026-10-06", "to prospect?")
    )
    praise = [Named(date(2026, 10, 3), "praise b4")]
    assert back(kind=praise) == Suggestion("prospect", ("came back kindly: praise b4 on 2026-10-03", "to prospect?"))
    assert back((4, 1), kind=praise) is None
    # Nothing else brings anybody back, and nobody else is brought back.
    assert back(purchases=days("2026-10-05"), sent=[Named(date(2026, 10, 5), "Bela")]) is None
    assert back((5, 5), rung="customer") is None


def test_what_was_declined_does_not_speak_again() -> None:
    assert back((5, 4), stayed_on=date(2026, 10, 4)) is not None
    assert back((5, 4), stayed_on=date(2026, 10, 5)) is None
    bought = Facts("prospect", purchases=days("2026-10-01"))
    assert rung(bought._replace(stayed_on=date(2026, 9, 30))) == "customer"
    assert rung(bought._replace(stayed_on=date(2026, 10, 1))) == "none"
    asked = Facts("customer", endings=LOW)
    assert rung(asked._replace(stayed_on=date(2026, 10, 1))) == "toxic"
    assert rung(asked._replace(stayed_on=date(2026, 10, 2))) == "none"
    # Gone from 20 July on: 200 days, a third of the pause of 31, less 60.
    gone = Facts("customer", purchases=days("2025-12-01", "2026-01-01"), stayed_on=date(2026, 7, 19))
    assert rung(gone) == "prospect"
    assert rung(gone._replace(stayed_on=date(2026, 7, 20))) == "none"


def test_of_good_and_bad_the_newer_is_heard() -> None:
    before, after = [Named(date(2026, 10, 19), "Bela")], [Named(date(2026, 10, 21), "Bela")]
    assert rung(Facts("customer", endings=LOW, sent=before)) == "toxic"
    assert rung(Facts("customer", endings=LOW, sent=after)) == "advocate"


@pytest.mark.parametrize(
    ("moved_on", "down", "heard"),
    [
        ("2026-09-30", True, True),
        ("2026-10-01", False, True),
        # Moved down on that very day: with that fact in view.
        ("2026-10-01", True, False),
        ("2026-10-02", False, False),
    ],
)
def test_what_was_there_at_the_last_move_does_not_speak_again(moved_on: str, down: bool, heard: bool) -> None:
    moved = Facts("prospect", date.fromisoformat(moved_on), down)
    day = date(2026, 10, 1)
    for facts in (
        moved._replace(purchases=[day]),
        moved._replace(praise=[Named(day, "praise b1")]),
        moved._replace(sent=[Named(day, "Bela")]),
    ):
        assert (rung(facts) != "none") is heard, facts
    endings = Endings([Ending(each, 1) for each in (day, day + timedelta(days=7), day + timedelta(days=14))])
    assert bool(suggestions.bad_endings(moved._replace(rung="customer", endings=endings), TODAY)) is heard


def test_a_rhythm_may_have_begun_before_the_move() -> None:
    bought = days("2026-08-01", "2026-09-01", "2026-10-01")
    assert rung(Facts("customer", date(2026, 9, 15), purchases=bought)) == "client"
    assert rung(Facts("customer", date(2026, 10, 2), purchases=bought)) == "none"


def test_a_silence_that_was_there_at_the_last_move_is_no_news() -> None:
    # Twice, 31 days apart: 10.33 for the pause, less 60 for the doubling: gone from 200 days on, which is 20 July.
    twice = days("2025-12-01", "2026-01-01")
    assert rung(Facts("customer", date(2026, 7, 19), purchases=twice), date(2026, 7, 20)) == "prospect"
    assert rung(Facts("customer", date(2026, 7, 20), purchases=twice), date(2026, 7, 20)) == "none"
    assert rung(Facts("customer", date(2026, 7, 20), purchases=twice)) == "none"
    # They came again, and went again.
    again = [*twice, date(2026, 7, 21)]
    assert rung(Facts("customer", date(2026, 7, 20), purchases=again), date(2027, 9, 1)) == "prospect"


def test_a_single_project_is_not_a_habit_that_ended() -> None:
    long_ago = days("2024-01-01")
    assert rung(Facts("client", purchases=long_ago)) == "none"
    # Two bills on one day are one order.
    assert rung(Facts("client", purchases=long_ago * 2)) == "none"
    assert rung(Facts("client", purchases=[*long_ago, date(2024, 5, 1)])) == "customer"


def test_a_quiet_buyer_is_not_gone_while_something_is_open_or_they_are_heard_of() -> None:
    quiet = Facts("client", purchases=days("2025-12-01", "2026-01-01"))
    assert rung(quiet) == "customer"
    assert rung(quiet._replace(between=Between(open=("promise p1 of theirs",)))) == "none"
    for heard, found in (("2026-11-22", "none"), ("2026-06-25", "none"), ("2026-06-24", "customer")):
        assert rung(quiet._replace(between=Between(heard_on=date.fromisoformat(heard)))) == found, heard
    # What you owe is named all the same: the criticism that is open was a word from them.
    owed = quiet._replace(owed=("open criticism b1",), between=Between(("b1",), TODAY))
    assert suggest(owed, TODAY) == Suggestion(None, ("first what you owe them", "open criticism b1"))


def test_a_yearly_buyer_is_not_a_client_by_steadiness_alone() -> None:
    assert rung(Facts("customer", purchases=ago(730, 365, 0))) == "none"
    assert rung(Facts("customer", purchases=ago(240, 120, 0))) == "client"
    assert rung(Facts("customer", purchases=ago(242, 121, 0))) == "none"
    wider = Measures.of({"ladder.client_gap_days": 366})
    found = suggest(Facts("customer", purchases=ago(730, 365, 0)), TODAY, wider)
    assert found is not None
    assert found.rung == "client"


def test_the_numbers_are_the_settings() -> None:
    given_ = {"ladder.bad_endings": 2, "ladder.attempts": 1, "ladder.client_purchases": 4, "ladder.rhythm_percent": 10}
    assert Measures.of(given_) == Measures(4, 10, 120, 2, 5, Patience(1, 365))
    assert suggestions.steady(ago(60, 30, 0), Measures.of(given_)) is None


a_day = st.integers(min_value=0, max_value=400).map(lambda back: TODAY - timedelta(days=back))
some_days = st.lists(a_day, max_size=6).map(sorted)
some_named = some_days.map(lambda found: [Named(day, "x") for day in found])
any_facts = st.builds(
    Facts,
    rung=st.sampled_from(RUNGS),
    moved_on=st.none() | a_day,
    moved_down=st.booleans(),
    purchases=some_days,
    praise=some_named,
    sent=some_named,
    endings=st.none()
    | st.builds(
        Endings,
        known=st.lists(st.tuples(a_day, st.integers(1, 5)), max_size=6).map(harm.endings),
        wrongs=st.builds(Wrongs, owed=st.lists(st.builds(Owing, a_day, st.none() | a_day), max_size=2)),
        reached_out=some_days,
    ),
    since=a_day,
    stayed_on=st.none() | a_day,
    kind=some_named,
    owed=st.just(()) | st.just(("open mistake m1",)),
)


@given(any_facts)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_never_happens(facts: Facts) -> None:
    found = suggest(facts, TODAY)
    assert found == suggest(facts, TODAY)
    if found is None:
        return
    assert found.because
    if found.rung is None:
        assert facts.owed
        return
    # Never where they stand, never down while something is owed, never to terrorist, never from fewer facts than named.
    assert found.rung != facts.rung
    assert found.rung != "terrorist"
    assert facts.rung not in HARM or found.rung == "prospect"
    if height(found.rung) < height(facts.rung):
        assert not facts.owed
    if found.rung == "client":
        assert len(set(facts.purchases)) >= 3
    # Once it is followed, the same facts do not ask for anything else upward.
    tomorrow = TODAY + timedelta(days=1)
    followed = facts._replace(rung=found.rung, moved_on=tomorrow, moved_down=False, since=tomorrow)
    assert suggest(followed, tomorrow) is None
    # Once it is declined, they do not ask for it again.
    declined = suggest(facts._replace(stayed_on=TODAY), TODAY)
    assert declined is None or declined.rung is None
