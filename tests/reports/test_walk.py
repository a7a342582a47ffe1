"""Each thing of `today` by itself, and what to know of the person."""

from datetime import date

from custlove.reports import today, walk
from custlove.services import facts, follow_ups, people, promises
from custlove.services.change import Change
from custlove.services.log import LogContact, log
from custlove.services.touchpoints import TouchpointFields
from tests.services.conftest import CAME, TODAY, change, moment, with_anna

__all__ = ["change", "with_anna"]


def test_worst_first_and_each_told_from_the_others(with_anna: Change) -> None:
    follow_ups.add_to(with_anna, 1, "the offer", CAME, date(2026, 11, 20))
    for due in (TODAY, date(2026, 11, 19)):
        promises.add_to(with_anna, 1, "the draft", CAME, due)
    people.add(with_anna, people.AddPerson("Bela", CAME, fields={"birthday": "--11-22"}))
    owed = today.today(with_anna.connection, with_anna.settings.cadences, with_anna.now)
    found = walk.items(owed)
    assert [(key, each.section, each.person) for key, each in found.items()] == [
        ("promise 2", "broken_promises", "anna"),
        ("promise 1", "promises_due", "anna"),
        ("follow_up 1", "overdue_follow_ups", "anna"),
        ("day of bela: birthday", "days", "bela"),
        ("gone_quiet of bela: ", "gone_quiet", "bela"),
    ]
    assert set(walk.KINDS) < set(today.Today._fields)
    # Nobody waits for the others.
    assert set(today.Today._fields) - set(walk.KINDS) == {
        "today", "intentions", "inbox", "weekly", "moves", "never_in_touch"
    }  # fmt: skip


def test_what_to_know_of_somebody(with_anna: Change) -> None:
    assert walk.about(with_anna.connection, "anna", with_anna.settings.cadences, TODAY) == (
        None,
        None,
        (),
        (),
        None,
        (),
    )
    for at, need in enumerate(("one", "two", "three", "four"), 1):
        facts.add_to(with_anna, 1, "need", need, date(2026, 9, at), None)
    log(with_anna, LogContact(["anna"], moment(CAME), TouchpointFields(text="hello", felt=4)))
    about = walk.about(with_anna.connection, "anna", with_anna.settings.cadences, TODAY)
    assert about.needs == ("four", "three", "two")
    assert about.last is not None
    assert (about.last.text, about.last.felt) == ("hello", 4)
