"""Who gets how much of you, next to how much they should."""

from datetime import date, timedelta

import pytest

from tests.conftest import Program, written_once

DAY = date(2026, 11, 22)


def touch(custlove: Program, who: str, *ago: int, minutes: int = 0) -> None:
    for days in ago:
        options = ("--minutes", str(minutes)) if minutes else ()
        custlove("log", who, "x", "--on", (DAY - timedelta(days=days)).isoformat(), *options)


@pytest.fixture
@written_once
def people(custlove: Program) -> Program:
    """Ada too seldom, Bela as asked, Carl too often; Dora at arm's length, Emil with no rhythm, Fay put away."""
    for name, rung, every in (
        ("Ada", "client", "2 weeks"),
        ("Bela", "advocate", "month"),
        ("Carl", "customer", "month"),
        ("Dora", "toxic", "week"),
        ("Emil", "prospect", "none"),
        ("Fay", "client", "week"),
    ):
        custlove("person", "add", name, "--rung", rung, "--every", every, "--on", "2026-01-01")
    touch(custlove, "ada", 3, 30, minutes=20)
    touch(custlove, "ada,bela", 60, minutes=30)
    touch(custlove, "bela", 10, 200)
    touch(custlove, "carl", 1, 11, 21, 31, 41, minutes=60)
    touch(custlove, "dora,emil", 5, minutes=15)
    custlove("promise", "add", "dora", "the keys", "--by", "2026-12-01")
    custlove("promise", "add", "dora", "theirs", "--by", "2026-12-01", "--theirs")
    custlove("promise", "add", "ada", "the plan", "--by", "2026-12-01")
    custlove("person", "archive", "fay")
    return custlove


PAGE = """\
Since Mon 24 Aug 2026, 90 days ago

Circles  3
Close            2 people                   asked for 9  got 5  100 min in 4
Acquaintances    2 people                   asked for 3  got 6       315 min
At arm's length  1 person                                got 1        15 min

More than their circle  1
Carl             acquaintance, every 30 d…  asked for 3  got 5       300 min

Less than their circle  1
Ada              close, every 14 days       asked for 6  got 3        70 min

Promised at arm's length  1
Dora             the keys (due 1 Dec)                                         p1
"""


def test_the_page(people: Program) -> None:
    out = people("circles", tty=True, env={"NO_COLOR": "1"}).out
    assert [line.rstrip() for line in out.splitlines()] == PAGE.splitlines()


def test_the_object(people: Program) -> None:
    found = people("circles", "--json").json
    assert (found["since"], found["today"]) == ("2026-08-24", "2026-11-22")
    assert found["circles"] == [
        {"circle": "close", "people": 2, "asked": 9, "touchpoints": 5, "minutes": 100, "contact_days": 5, "timed": 4},
        {
            "circle": "acquaintance",
            "people": 2,
            "asked": 3,
            "touchpoints": 6,
            "minutes": 315,
            "contact_days": 6,
            "timed": 6,
        },
        {
            "circle": "arms-length",
            "people": 1,
            "asked": 0,
            "touchpoints": 1,
            "minutes": 15,
            "contact_days": 1,
            "timed": 1,
        },
    ]
    carl = {"person": "carl", "name": "Carl", "circle": "acquaintance", "every_days": 30}
    assert found["more"] == [{**carl, "asked": 3, "got": 5, "minutes": 300, "touchpoints": 5, "timed": 5}]
    assert [(each["person"], each["asked"], each["got"]) for each in found["less"]] == [("ada", 6, 3)]
    assert [each["what"] for each in found["promised"]] == ["the keys"]


def test_in_a_pipe_counted_and_by_handle(people: Program) -> None:
    lines = people("circles").out.splitlines()
    assert lines[0] == "section\tperson\tname\tcircle\twhat\tasked\tgot\tminutes\ttimed\tid\tref"
    assert lines[4] == "more\tcarl\tCarl\tacquaintance\tacquaintance, every 30 days\t3\t5\t300\t5\t\t"
    assert people("circles", "--count").out == "2\n"
    assert people("circles", "--ids").out == "carl\nada\n"
    people("circles", "--exit-code", code=1)


def test_nothing_out_of_proportion_is_no_finding(custlove: Program) -> None:
    custlove("person", "add", "Ada")
    assert custlove("circles", "--exit-code", "--count").out == "0\n"


def test_as_of_a_day_before(people: Program) -> None:
    people("person", "edit", "carl", "--circle", "arms-length", "--on", "2026-11-20")
    people("ladder", "move", "ada", "toxic", "--why", "x", "--anyway", "--on", "2026-11-21")
    assert [each["people"] for each in people("circles", "--json").json["circles"]] == [1, 1, 3]
    before = people("--today", "2026-11-19", "circles", "--json").json
    # Fay was there still, and nobody was with her.
    assert [each["people"] for each in before["circles"]] == [3, 2, 1]
    assert [each["person"] for each in before["less"]] == ["fay", "ada"]
    assert [(each["person"], each["got"]) for each in before["more"]] == [("carl", 4)]


def test_from_when_they_were_added_and_since_when_one_asks(custlove: Program) -> None:
    custlove("person", "add", "Ada", "--every", "week", "--on", "2026-11-09")
    found = custlove("circles", "--json").json
    assert [(each["asked"], each["got"]) for each in found["less"]] == [(2, 0)]
    # Twice on a day is a day.
    touch(custlove, "ada", 0, 12, 13, 13)
    assert custlove("circles", "--since", "2026-11-10", "--json").json["circles"][1]["touchpoints"] == 2
    assert [each["person"] for each in custlove("circles", "--json").json["more"]] == ["ada"]


def test_parts_of_a_long_period_add_up(custlove: Program) -> None:
    custlove("person", "add", "Ada", "--every", "none", "--on", "2025-01-01")
    touch(custlove, "ada", *range(0, 400, 10), minutes=1)
    found = custlove("circles", "--since", "400d", "--json").json["circles"][1]
    assert (found["touchpoints"], found["minutes"]) == (40, 40)
