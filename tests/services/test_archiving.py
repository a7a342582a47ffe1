"""Archived, restored, let go: what is open is named, no record is washed, and a day between stays what it was."""

from datetime import date

import pytest

from custlove import config
from custlove.errors import Ambiguous, Refused
from custlove.reports.journal_wide import trust
from custlove.reports.lists import feedback, follow_ups, mistakes, promises
from custlove.reports.people import absences, obligations, open_between
from custlove.reports.people import people as report
from custlove.rules import thresholds
from custlove.services import archiving, people
from custlove.services import feedback as feedback_service
from custlove.services import follow_ups as follow_up_service
from custlove.services import mistakes as mistake_service
from custlove.services import promises as promise_service
from custlove.services.archiving import ArchivePerson, RestorePerson
from custlove.services.change import Change
from tests.services.conftest import CAME, TODAY, moment

AWAY = date(2026, 10, 1)
BACK = date(2026, 11, 1)


@pytest.fixture
def owing(with_anna: Change) -> Change:
    """A change in which a promise to Anna is broken, another not due, and criticism, a mistake, a follow-up open."""
    promise_service.add(with_anna, promise_service.AddPromise("anna", "the draft", CAME, date(2026, 10, 5)))
    promise_service.add(with_anna, promise_service.AddPromise("anna", "the book", CAME, date(2027, 1, 5)))
    feedback_service.hear(with_anna, feedback_service.HearFeedback("anna", "criticism", "late", moment(TODAY)))
    mistake_service.add(with_anna, mistake_service.AddMistake("anna", "lost it", TODAY))
    follow_up_service.add(with_anna, follow_up_service.AddFollowUps(["anna"], "call", TODAY, TODAY))
    return with_anna


def test_archiving_names_what_is_still_open(owing: Change) -> None:
    archived = archiving.archive(owing, ArchivePerson("anna", TODAY))
    assert [(each.ref, each.kind) for each in archived.open] == [
        ("p1", "mine promise"), ("b1", "criticism"), ("f1", "follow-up"), ("m1", "mistake"), ("p2", "mine promise"),
    ]  # fmt: skip
    assert archived.person.archived_on == TODAY
    assert open_between.everything(owing.connection, 1, TODAY) == list(archived.open)


def test_what_is_let_go_is_closed_in_the_same_change_and_washes_no_record(owing: Change) -> None:
    worth = trust.rates(thresholds.USUAL)
    before = trust.statement(owing.connection, 1, worth, owing.now).lines
    archiving.archive(owing, ArchivePerson("anna", TODAY, "she died"))
    connection = owing.connection
    assert open_between.everything(connection, 1, TODAY) == []
    assert obligations.to_person(connection, 1, TODAY) == []
    draft, book = (promises.one(connection, number, TODAY) for number in (1, 2))
    assert (draft.state, draft.let_go, draft.broken_once, draft.release_why) == ("released", True, True, "she died")
    assert (book.state, book.let_go, book.broken_once) == ("released", True, False)
    rate = promises.keep_rate([draft, book], "mine", TODAY)
    assert (rate.kept, rate.due) == (0, 1)
    assert trust.statement(connection, 1, worth, owing.now).lines == before
    heard = feedback.one(connection, 1, owing.now)
    assert (heard.stage, heard.next_step, heard.overdue, heard.let_go_on) == ("heard", None, False, TODAY)
    wrong = mistakes.one(connection, 1, TODAY)
    assert (wrong.stage, wrong.next_step, wrong.let_go_on, wrong.let_go_why) == ("noticed", None, TODAY, "she died")
    call = follow_ups.one(connection, 1, TODAY)
    assert (call.state, call.let_go_why) == ("done", "she died")


def test_more_can_be_let_go_of_somebody_who_is_archived(owing: Change) -> None:
    archiving.archive(owing, ArchivePerson("anna", TODAY))
    with pytest.raises(Refused):
        archiving.archive(owing, ArchivePerson("anna", TODAY))
    assert len(archiving.archive(owing, ArchivePerson("anna", TODAY, "she left")).open) == 5
    assert open_between.everything(owing.connection, 1, TODAY) == []


def test_the_days_between_stay_known(with_anna: Change) -> None:
    archiving.archive(with_anna, ArchivePerson("anna", AWAY))
    archiving.restore(with_anna, RestorePerson("anna", BACK))
    stood = [
        report.one(with_anna.connection, 1, config.defaults().cadences, day).archived_on
        for day in (date(2026, 9, 30), AWAY, date(2026, 10, 31), BACK, TODAY)
    ]
    assert stood == [None, AWAY, AWAY, None, None]
    assert absences.away(with_anna.connection, AWAY) == {1: AWAY}
    assert absences.history(with_anna.connection, 1, AWAY) == [(1, AWAY, None)]


def test_of_namesakes_the_archived_one_is_restored(with_anna: Change) -> None:
    people.add(with_anna, people.AddPerson("Anna Berg", CAME))
    archiving.archive(with_anna, ArchivePerson("anna berg", AWAY))
    assert archiving.restore(with_anna, RestorePerson("Ann", TODAY)).person == "anna-berg"
    for name in ("anna", "anna berg"):
        archiving.archive(with_anna, ArchivePerson(name, TODAY))
    with pytest.raises(Ambiguous):
        archiving.restore(with_anna, RestorePerson("ann", TODAY))
