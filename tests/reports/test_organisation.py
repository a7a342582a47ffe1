"""The page of an organisation: its people, what is open with each, who knows whom."""

from datetime import date

from custlove.reports import organisation
from custlove.reports.organisation import Connection, Member, OpenWith
from custlove.reports.people import lookup
from custlove.services import archiving, introductions, links, people, promises
from custlove.services.change import Change
from tests.services.conftest import CAME, TODAY

FRIDAY = date(2026, 11, 27)


def _page(change: Change, day: date = TODAY) -> organisation.OrganisationPage:
    known = lookup.organisation(change.connection, "mehta")
    return organisation.page(change.connection, known, change.settings.cadences, day)


def test_it_has_its_people_what_is_open_and_who_knows_whom(change: Change) -> None:
    for name, firm in (("Anna Berg", "Mehta Dental"), ("Uwe Kurz", "Mehta Dental"), ("Petra Vogel", "Acme")):
        people.add(change, people.AddPerson(name, CAME, fields={"organisation": firm}))
    promises.add(change, promises.AddPromise("anna", "the draft", CAME, FRIDAY))
    promises.add(change, promises.AddPromise("petra", "not theirs", CAME, FRIDAY))
    links.add(change, links.AddLink("anna", "uwe", "friend", TODAY))
    introductions.add(change, introductions.AddIntroduction("petra", "uwe", CAME))
    archiving.archive(change, archiving.ArchivePerson("uwe", TODAY))
    assert _page(change) == organisation.OrganisationPage(
        "Mehta Dental",
        TODAY,
        (
            Member("anna-berg", "Anna Berg", None, "prospect", "acquaintance", None, archived=False),
            Member("uwe-kurz", "Uwe Kurz", None, "prospect", "acquaintance", None, archived=True),
        ),
        (OpenWith("anna-berg", "Anna Berg", "mine promise", 1, "p1", "the draft", FRIDAY),),
        (
            Connection("anna-berg", "Anna Berg", "uwe-kurz", "Uwe Kurz", "friend", TODAY),
            Connection("petra-vogel", "Petra Vogel", "uwe-kurz", "Uwe Kurz", "sent them to you", CAME),
        ),
    )
    assert _page(change, CAME)[4][0].how == "sent them to you"
    assert _page(change, date(2026, 8, 1))[2:] == ((), (), (), ())
