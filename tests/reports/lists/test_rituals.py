"""What today asks of the index about rituals is what all of them say, each by itself."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custlove.reports.lists import rituals
from custlove.reports.people import people as people_report
from tests.reports.test_every_report_as_of import CADENCES, Fact, Start, _day, facts, journal, starts

STEPS = (
    "ritual",
    "ritual",
    "keep_ritual",
    "keep_ritual",
    "skip_ritual",
    "turn_ritual",
    "turn_ritual",
    "circle",
    "climb",
    "archive",
)
happenings = facts.map(lambda fact: fact._replace(step=STEPS[(fact.number * 7 + fact.day) % len(STEPS)]))


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(starts, min_size=1, max_size=3), st.lists(happenings, min_size=5, max_size=25), st.integers(0, 9))
def test_what_waits_is_what_is_missed_or_near_of_those_who_are_there(
    beginnings: list[Start], happened: list[Fact], ahead: int
) -> None:
    with journal(beginnings, happened, [], last=100) as connection:
        for day in range(0, 40, 3):
            today, until = _day(day), _day(day) + timedelta(days=ahead)
            everybody = people_report.listing(connection, people_report.PersonFilter(everybody=True), CADENCES, today)
            near = {each.person for each in everybody if not each.archived and each.circle != "arms-length"}
            expected = {
                each.id
                for each in rituals.listing(connection, None, today, over=True)
                if each.person in near and each.state != "paused"
                if each.missed or (each.next_on and each.next_on <= until)
            }
            assert {each.id for each in rituals.waiting(connection, until, today)} == expected
