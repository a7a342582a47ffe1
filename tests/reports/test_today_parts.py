"""Parts of what is owed today."""

from datetime import date

from custlove.reports.journal_wide.weekly import Weekly
from custlove.reports.lists.days import Day
from custlove.reports.lists.intentions import Intention
from custlove.reports.today import Today
from custlove.reports.today_parts import ALL_SECTIONS, SECTIONS, about, only

DAY = date(2026, 11, 22)


def _birthday(person: str) -> Day:
    return Day(None, person, person.title(), "birthday", DAY, 0, None)


OWED = Today(
    DAY, [], [], [], [], [], [], [], [], [_birthday("anna"), _birthday("bo")], [], [], [],
    intentions=[Intention(1, "listen", DAY, None, None, None, 1)], inbox=3, weekly=Weekly(1, 2, 3), never_in_touch=4,
)  # fmt: skip
NOTHING = Today(DAY, [], [], [], [], [], [], [], [], [], [], [], [], [])


def test_some_sections() -> None:
    assert only(OWED, ["days"]) == NOTHING._replace(days=OWED.days)
    assert only(OWED, ["intentions", "broken"]) == NOTHING._replace(intentions=OWED.intentions)


def test_one_person() -> None:
    assert about(OWED, "bo") == NOTHING._replace(days=[_birthday("bo")])
    assert about(OWED, "nobody") == NOTHING


def test_every_section_has_a_name() -> None:
    aside = {"today", "inbox", "weekly", "moves", "never_in_touch"}
    assert set(ALL_SECTIONS.values()) == set(Today._fields) - aside
    assert set(SECTIONS) == set(ALL_SECTIONS) - {"intentions"}
