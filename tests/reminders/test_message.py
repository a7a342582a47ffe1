from datetime import date, timedelta

from custlove.reminders.message import WIDTH, Message, message
from custlove.reports.lists.days import Day
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.promises import Promise
from custlove.reports.today import Today
from custlove.reports.today_parts import SECTIONS

TODAY = date(2026, 11, 22)
NOTHING = Today(TODAY, [], [], [], [], [], [], [], [], [], [], [], [], [])


def overdue(number: int, name: str = "Anna Karenina") -> FollowUp:
    """A follow-up that was due as many days ago as its number says."""
    due = TODAY - timedelta(days=number)
    return FollowUp(number, name.lower(), name, f"call {number}", due, "overdue", number, None, due, None)


def broken(number: int, name: str = "Anna Karenina") -> Promise:
    """A promise of mine that nobody kept."""
    made, due = TODAY - timedelta(days=90), TODAY - timedelta(days=5)
    return Promise(
        id=number,
        person=name.lower(),
        name=name,
        what=f"offer {number}",
        by="mine",
        made_on=made,
        due_on=due,
        state="broken",
        kept_on=None,
        days_late=5,
        extra=None,
        moves=(),
        released_on=None,
        release_why=None,
        broken_once=True,
    )


def _made(today: Today, *only: str, most: int = 20) -> Message:
    made = message(today, only, most)
    assert made is not None
    return made


def test_nothing_due_is_no_message() -> None:
    assert message(NOTHING, [], 20) is None


def test_every_section_of_today_can_be_asked_for() -> None:
    assert set(SECTIONS.values()) == set(Today._fields) - {
        "today",
        "intentions",
        "inbox",
        "weekly",
        "moves",
        "never_in_touch",
    }


def test_the_subject_counts_what_is_due_and_the_people_are_named_once() -> None:
    owed = NOTHING._replace(
        broken_promises=[broken(1), broken(2)],
        overdue_follow_ups=[overdue(3, "Bo"), overdue(4), overdue(5)],
        days=[Day(None, "cy", "Cy", "birthday", TODAY, 0, None)],
    )
    made = _made(owed)
    assert made.subject == "2 broken promises, 3 follow-ups overdue, 1 day to remember"
    assert made.names == ("Anna Karenina", "Bo", "Cy")
    assert (made.total, made.left_out, made.today) == (6, 0, TODAY)


def test_one_is_one() -> None:
    assert _made(NOTHING._replace(broken_promises=[broken(1)])).subject == "1 broken promise"


def test_only_some_sections() -> None:
    owed = NOTHING._replace(broken_promises=[broken(1)], overdue_follow_ups=[overdue(2)])
    assert _made(owed, "overdue").subject == "1 follow-up overdue"
    assert message(owed, ["quiet"], 20) is None


def test_at_most_so_many_lines_and_only_the_people_in_them() -> None:
    owed = NOTHING._replace(broken_promises=[broken(1), broken(2)], overdue_follow_ups=[overdue(3, "Bo"), overdue(4)])
    made = _made(owed, most=2)
    assert [(section.key, len(section.rows)) for section in made.sections] == [("broken_promises", 2)]
    assert (made.names, made.total, made.left_out) == (("Anna Karenina",), 4, 2)
    assert made.subject == "2 broken promises, 2 follow-ups overdue"


def test_a_subject_stays_on_one_line_of_a_mail() -> None:
    owed = NOTHING._replace(
        broken_promises=[broken(number) for number in range(1, 1001)],
        promises_due=[broken(number) for number in range(1, 12)],
        overdue_follow_ups=[overdue(number) for number in range(1, 101)],
        follow_ups_due=[overdue(number) for number in range(1, 101)],
        days=[Day(None, "cy", "Cy", "birthday", TODAY, 0, None)] * 7,
    )
    subject = _made(owed).subject
    assert subject == "1000 broken promises, 11 promises due, 100 follow-ups overdue, 107 more"
    assert len(subject) <= WIDTH
