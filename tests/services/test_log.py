"""One log: with whom, what it closes and keeps, what is noted in the same breath, what is to be watched."""

from datetime import date, timedelta

import pytest

from custlove.errors import NotFound, Refused, UsageError
from custlove.services import follow_ups, people, rituals
from custlove.services.change import Change
from custlove.services.log import ComeBack, LogContact, LowAgain, PromiseMade, log
from custlove.services.touchpoints import TouchpointFields
from tests.services.conftest import CAME
from tests.services.test_touchpoints import moment, rows

TODAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)


def _added(change: Change, *names: str, organisation: str | None = None) -> None:
    for name in names:
        people.add(change, people.AddPerson(name, CAME, fields={"organisation": organisation}))


def _logged(change: Change, days_ago: int, fields: TouchpointFields) -> None:
    log(change, LogContact(["anna"], moment(TODAY - timedelta(days=days_ago)), fields))


def test_all_in_one_breath(with_anna: Change) -> None:
    follow_ups.add_to(with_anna, 1, "the offer", CAME, TODAY)
    rituals.add(with_anna, rituals.AddRitual("anna", "the Sunday call", "FREQ=WEEKLY;BYDAY=SU", TODAY, TODAY))
    asked = LogContact(
        ["anna", "Bela"],
        moment(),
        TouchpointFields(text="\n Kick-off went well \nmore", channel="call", felt=4),
        tags=["kick-off"],
        new=True,
        come_back=ComeBack(date(2026, 12, 6)),
        promise=PromiseMade("the plan", FRIDAY),
        facts=[("need", "faster invoices"), ("life", "moves house")],
        keeps="sunday",
    )
    logged = log(with_anna, asked)
    assert [(person.handle, person.added) for person in logged.people] == [("anna", False), ("bela", True)]
    assert (logged.touchpoint.people, logged.touchpoint.tags) == (("anna", "bela"), ("kick-off",))
    assert [(each.id, each.state) for each in logged.closed] == [(1, "done")]
    # Come back to with each, for the first line of what was said.
    assert [(each.person, each.why, each.due_on) for each in logged.follow_ups] == [
        ("anna", "Kick-off went well", date(2026, 12, 6)),
        ("bela", "Kick-off went well", date(2026, 12, 6)),
    ]
    # What was promised and learned is of the first.
    assert logged.promise is not None
    assert (logged.promise.person, logged.promise.what, logged.promise.by, logged.promise.made_on) == (
        "anna", "the plan", "mine", TODAY,
    )  # fmt: skip
    facts = [(each.person, each.kind, each.source) for each in logged.facts]
    assert facts == [("anna", "need", 1), ("anna", "life", 1)]
    assert logged.ritual is not None
    assert (logged.ritual.last_kept_on, logged.low_again, logged.ease_off) == (TODAY, (), ())
    # In this order the history has it.
    written = rows(with_anna, "SELECT table_name, op FROM change_row WHERE id > 5 ORDER BY id")
    assert written == [
        ("person", "insert"), ("rung_move", "insert"), ("touchpoint", "insert"), ("touchpoint_person", "insert"),
        ("touchpoint_person", "insert"), ("touchpoint_tag", "insert"), ("follow_up", "update"),
        ("follow_up", "insert"), ("follow_up", "insert"), ("promise", "insert"), ("fact", "insert"),
        ("fact", "insert"), ("ritual_event", "insert"), ("ritual", "update"),
    ]  # fmt: skip
    data = logged.data()
    assert list(data)[-12:] == [
        "closed_follow_ups", "ritual", "follow_ups", "promise", "alike", "record", "facts", "low_again", "ease_off",
        "feedback", "kept", "purchase",
    ]  # fmt: skip
    assert (data["closed_follow_ups"], data["promise"]["due_on"], data["ritual"]["id"]) == ([1], "2026-11-27", 1)


def test_alone_it_answers_with_all_that_there_is_not(with_anna: Change) -> None:
    data = log(with_anna, LogContact(["anna"], moment())).data()
    beside = ("closed_follow_ups", "ritual", "follow_ups", "promise", "alike", "record", "facts", "low_again")
    assert [data[name] for name in beside] == [[], None, [], None, [], None, [], []]
    assert data["ease_off"] == []
    assert (data["at"], data["on"], data["text"]) == ("2026-11-22T12:00:00+01:00", "2026-11-22", "")


@pytest.mark.parametrize(
    ("text", "why", "noted"),
    [
        ("Coffee\nand cake", "", "Coffee"),
        ("Coffee", "ask again", "ask again"),
        (" \n", "", ""),
        ("x" * 80, "", "x" * 80),
        ("x" * 78 + " yz", "", "x" * 78 + "…"),
    ],
)
def test_why_to_come_back(with_anna: Change, text: str, why: str, noted: str) -> None:
    asked = LogContact(["anna"], moment(), {"text": text}, come_back=ComeBack(FRIDAY, why))
    assert [each.why for each in log(with_anna, asked).follow_ups] == [noted]


def test_everybody_of_an_organisation_was_there(with_anna: Change) -> None:
    _added(with_anna, "Bela", "Cosima", organisation="Iron & Rail")
    logged = log(with_anna, LogContact(["cosima", "anna"], moment(), organisation="iron"))
    assert logged.touchpoint.people == ("cosima", "anna", "bela")
    with pytest.raises(UsageError) as fault:
        log(with_anna, LogContact([], moment(), {"text": "Anna"}, organisation="iron"))
    assert fault.value.message == """With --org the one word "anna" is the text, and it is somebody's handle."""
    with pytest.raises(NotFound):
        log(with_anna, LogContact([], moment(), organisation="steel"))


@pytest.mark.parametrize(
    ("asked", "kind", "sentence"),
    [
        (LogContact([], moment()), UsageError, "With whom?"),
        (LogContact(["bela"], moment()), NotFound, 'There is nobody called "bela" here.'),
        (
            LogContact(["anna"], moment(), promise=PromiseMade("x", date(2026, 11, 21))),
            Refused,
            "A promise made on 2026-11-22 cannot be due on 2026-11-21, before it.",
        ),
        (
            LogContact(["anna"], moment(), come_back=ComeBack(date(2026, 11, 21))),
            Refused,
            "A follow-up made on 2026-11-22 cannot be due on 2026-11-21, before it.",
        ),
        (
            LogContact(["anna"], moment(), keeps="tennis"),
            NotFound,
            'Anna Karenina has no open ritual with "tennis" in it.',
        ),
    ],
)
def test_what_is_refused(with_anna: Change, asked: LogContact, kind: type[Exception], sentence: str) -> None:
    with pytest.raises(kind) as fault:
        log(with_anna, asked)
    assert str(fault.value) == sentence


def test_who_left_low_again_is_named_where_it_is_the_last_word(with_anna: Change) -> None:
    for days in (9, 6):
        _logged(with_anna, days, {"felt": 1})
    third = LogContact(["anna"], moment(), {"felt": 2})
    assert log(with_anna, third).low_again == (LowAgain("anna", "Anna Karenina", 3),)
    assert log(with_anna, third).low_again == (LowAgain("anna", "Anna Karenina", 4),)
    # Written down late it says nothing of now; neither does one who left well.
    assert log(with_anna, third._replace(moment=moment(date(2026, 11, 20)))).low_again == ()
    assert log(with_anna, third._replace(fields={"felt": 3})).low_again == ()
    assert log(with_anna, third).low_again == ()


def test_with_whom_to_ease_off_is_said_where_one_went_to_them(with_anna: Change) -> None:
    for days in (30, 20):
        _logged(with_anna, days, {"direction": "out"})
    third = LogContact(["anna"], moment(), {"direction": "out"})
    eased = log(with_anna, third).ease_off
    assert [(each.person, each.unanswered, each.last_out_on) for each in eased] == [("anna", 3, TODAY)]
    late = third._replace(moment=moment(date(2026, 11, 10)))
    assert log(with_anna, late).ease_off == ()
    assert log(with_anna, third._replace(fields={"direction": "in"})).ease_off == ()
    assert log(with_anna, third).ease_off == ()
