"""Who speaks well of you and is near somebody: named beside open criticism, and before a meeting."""

from datetime import date

import pytest

from custlove.reports import brief, show
from custlove.reports.lists import feedback as loops
from custlove.reports.people import connections, lookup
from custlove.reports.people.connections import Ally
from custlove.rules.cadence import NO_CADENCE, Cadence
from custlove.schema.vocabulary import RUNGS, FeedbackKind
from custlove.services import archiving, feedback, introductions, ladder, links, people
from custlove.services.change import Change
from tests.services.conftest import TODAY, moment

BEFORE, ON = date(2026, 11, 1), date(2026, 11, 10)
CADENCES: dict[str, Cadence] = dict.fromkeys(RUNGS, NO_CADENCE)


@pytest.fixture
def near_anna(with_anna: Change) -> Change:
    """Kitty, an advocate from the 10th on, is Anna's friend; Dolly, a supporter, sent her; Bela is only a friend."""
    for name in ("Bela", "Dolly", "Kitty"):
        people.add(with_anna, people.AddPerson(name, BEFORE))
    ladder.move(with_anna, ladder.MoveOnLadder("kitty", "advocate", ON, "sends people"))
    ladder.move(with_anna, ladder.MoveOnLadder("dolly", "supporter", BEFORE, "praises"))
    for other in ("kitty", "bela"):
        links.add(with_anna, links.AddLink(other, "anna", "friend", BEFORE))
    introductions.add(with_anna, introductions.AddIntroduction("dolly", "anna", BEFORE))
    return with_anna


KITTY = Ally("kitty", "Kitty", "advocate", ("linked: friend",))
DOLLY = Ally("dolly", "Dolly", "supporter", ("sent them to you on 2026-11-01",))


def test_advocates_first_as_they_stood_on_the_day(near_anna: Change) -> None:
    number = lookup.one(near_anna.connection, "anna").id
    assert connections.allies(near_anna.connection, number, TODAY) == [KITTY, DOLLY]
    assert connections.allies(near_anna.connection, number, BEFORE) == [DOLLY]
    assert connections.near(near_anna.connection, ["anna", "bela", "anna"], TODAY) == {"anna": (KITTY, DOLLY)}
    archiving.archive(near_anna, archiving.ArchivePerson("dolly", ON))
    assert connections.allies(near_anna.connection, number, TODAY) == [KITTY]


@pytest.mark.parametrize("today", [BEFORE, TODAY])
def test_near_many_stand_the_same_as_near_each(near_anna: Change, today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Emil", "Fee", "Gus"):
        people.add(near_anna, people.AddPerson(name, BEFORE, fields={"organisation": "Acme"}))
    people.edit(near_anna, people.EditPerson("dolly", BEFORE, {"organisation": "ACME"}))
    links.add(near_anna, links.AddLink("emil", "dolly", "family", BEFORE))
    ladder.move(near_anna, ladder.MoveOnLadder("fee", "advocate", ON, "sends people"))
    ladder.move(near_anna, ladder.MoveOnLadder("gus", "supporter", BEFORE, "praises"))
    archiving.archive(near_anna, archiving.ArchivePerson("gus", ON))
    everybody = [number for (number,) in near_anna.connection.execute("SELECT id FROM person")]
    each = {number: tuple(connections.allies(near_anna.connection, number, today)) for number in everybody}
    assert len({*each.values()}) > 3
    monkeypatch.setattr(connections, "_MANY", 0)
    assert connections.allies_of(near_anna.connection, everybody, today) == each


def test_they_stand_beside_open_criticism_and_beside_nothing_else(near_anna: Change) -> None:
    heard: tuple[tuple[FeedbackKind, int | None], ...] = (("criticism", None), ("praise", None), ("idea", 3))
    for kind, score in heard:
        feedback.hear(near_anna, feedback.HearFeedback("anna", kind, "late again", moment(ON), score))
    for found in (
        loops.waiting(near_anna.connection, near_anna.now),
        loops.listing(near_anna.connection, loops.FeedbackFilter(open=True), near_anna.now),
        show.portrait(near_anna.connection, 1, CADENCES, near_anna.now).standing.feedback,
    ):
        assert {each.kind: each.allies for each in found} == {
            "criticism": (KITTY, DOLLY), "praise": (), "idea": (KITTY, DOLLY),
        }  # fmt: skip
    assert {each.allies for each in loops.listing(near_anna.connection, loops.FeedbackFilter(), near_anna.now)} == {()}


def test_they_are_named_before_a_meeting(near_anna: Change) -> None:
    page = brief.brief(near_anna.connection, 1, CADENCES, near_anna.now)
    assert page.respect.allies == [KITTY, DOLLY]
