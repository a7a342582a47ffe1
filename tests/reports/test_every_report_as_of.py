"""Every report as of any day: what is dated later does not count."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custlove import config
from custlove.errors import Refused
from custlove.plain import plain
from custlove.reports import find, show, today
from custlove.reports import ladder as ladder_report
from custlove.reports import organisation as organisation_report
from custlove.reports.journal_wide import deeds_to_mend, feedback_stats, ladder_moves, lapsed, suggestions
from custlove.reports.journal_wide import promise_rate as rate_report
from custlove.reports.journal_wide import trust as trust_report
from custlove.reports.lists import asks as ask_report
from custlove.reports.lists import days as day_report
from custlove.reports.lists import facts as fact_report
from custlove.reports.lists import feedback as heard_report
from custlove.reports.lists import feedback_due
from custlove.reports.lists import follow_ups as follow_up_report
from custlove.reports.lists import introductions as introduction_report
from custlove.reports.lists import links as link_report
from custlove.reports.lists import mistakes as mistake_report
from custlove.reports.lists import promises as promise_report
from custlove.reports.lists import purchases as purchase_report
from custlove.reports.lists import rituals as ritual_report
from custlove.reports.lists import stays as stay_report
from custlove.reports.lists import touchpoints as touchpoint_report
from custlove.reports.mirror import questions as mirror_report
from custlove.reports.mirror.data import MirrorOptions
from custlove.reports.people import connections, guard, harm, lookup, obligations
from custlove.reports.people import people as people_report
from custlove.rules import cadence, money, occurrences, recurrence
from custlove.rules.mirror import Period
from custlove.rules.moments import Moment
from custlove.schema.vocabulary import FACT_KINDS, FEEDBACK_KINDS, RUNGS, Circle, Direction, Rung
from custlove.services import (
    archiving,
    days,
    feedback,
    follow_ups,
    introductions,
    ladder,
    links,
    mistakes,
    people,
    promises,
    purchases,
    rituals,
    touchpoints,
)
from custlove.services import facts as known_facts
from custlove.services.change import Change
from custlove.services.workflow import Step
from custlove.store import file, history, rows, search
from tests.conftest import Program, written_once

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
@written_once
def year(custlove: Program) -> Program:
    """A year of notes, written down today in no order."""
    for command in (
        (
            "person",
            "add",
            "Anna Karenina",
            "--as",
            "anna",
            "--rung",
            "prospect",
            "--every",
            "month",
            "--on",
            "2026-01-05",
        ),
        (
            "person",
            "add",
            "Anton Tschechow",
            "--as",
            "anton",
            "--rung",
            "customer",
            "--every",
            "none",
            "--on",
            "2026-06-01",
        ),
        # The promise of the issue: due on 1 February, kept on 5 March.
        ("promise", "add", "anna", "the offer", "--by", "2026-02-01", "--on", "2026-01-10"),
        ("promise", "keep", "1", "--on", "2026-03-05", "--extra", "with a drawing"),
        # Moved twice: once in time, once after its day.
        ("promise", "add", "anna", "the plan", "--by", "2026-04-01", "--on", "2026-03-01"),
        ("promise", "move", "2", "--to", "2026-04-10", "--on", "2026-03-30", "--why", "their figures"),
        ("promise", "move", "2", "--to", "2026-05-01", "--on", "2026-04-15"),
        ("promise", "release", "2", "--on", "2026-04-20", "--why", "no need"),
        ("promise", "add", "anton", "a play", "--by", "2026-07-01", "--theirs", "--on", "2026-06-15"),
        ("followup", "add", "anna", "2026-02-10", "call", "--on", "2026-02-01"),
        ("followup", "snooze", "1", "2026-02-20", "--on", "2026-02-12"),
        ("followup", "done", "1", "--on", "2026-02-25"),
        ("ladder", "move", "anna", "client", "--why", "second order", "--on", "2026-08-01"),
        ("ladder", "move", "anna", "customer", "--why", "first order", "--on", "2026-03-10"),
        ("feedback", "ask", "anna", "how was it?", "--on", "2026-03-28"),
        ("feedback", "hear", "anna", "too slow", "--kind", "criticism", "--on", "2026-03-28 12:00"),
        ("feedback", "confirm", "1", "faster", "--on", "2026-03-30"),
        ("feedback", "act", "1", "--on", "2026-04-01"),
        ("feedback", "thank", "1", "a card", "--on", "2026-04-02"),
        ("log", "anna", "autumn", "--on", "2026-10-01", "--felt", "5"),
        ("log", "anna", "spring", "--on", "2026-04-05", "--felt", "3"),
        ("log", "anna", "winter", "--on", "2026-01-31", "--felt", "2", "--keep-followups"),
        ("person", "archive", "anton", "--on", "2026-09-01"),
    ):
        custlove(*command)
    return custlove


def asked(custlove: Program, day: str, *arguments: str) -> Any:
    return custlove("--today", day, *arguments, "--json").json


@pytest.mark.parametrize(
    ("day", "state", "due", "late"),
    [
        ("2026-01-10", "open", "2026-02-01", 0),
        ("2026-02-01", "due", "2026-02-01", 0),
        ("2026-03-01", "broken", "2026-02-01", 28),
        ("2026-03-04", "broken", "2026-02-01", 31),
        ("2026-03-05", "kept_late", "2026-02-01", 32),
        ("2026-11-22", "kept_late", "2026-02-01", 32),
    ],
)
def test_a_promise_kept_late_was_broken_until_then(year: Program, day: str, state: str, due: str, late: int) -> None:
    promise = asked(year, day, "promise", "list", "--who", "anna")[0]
    assert (promise["id"], promise["state"], promise["due_on"], promise["days_late"]) == (1, state, due, late)
    kept = day >= "2026-03-05"
    assert (promise["kept_on"], promise["extra"]) == (("2026-03-05", "with a drawing") if kept else (None, None))
    broken = [each["id"] for each in asked(year, day, "today")["broken_promises"]]
    assert (1 in broken) is (state == "broken")


@pytest.mark.parametrize(
    ("day", "state", "due", "moves", "once"),
    [
        ("2026-03-29", "open", "2026-04-01", 0, False),
        ("2026-03-30", "open", "2026-04-10", 1, False),
        ("2026-04-10", "due", "2026-04-10", 1, False),
        ("2026-04-14", "broken", "2026-04-10", 1, False),
        ("2026-04-15", "open", "2026-05-01", 2, True),
        ("2026-04-20", "released", "2026-05-01", 2, True),
        ("2026-06-01", "released", "2026-05-01", 2, True),
    ],
)
def test_a_promise_stood_as_it_was_agreed_that_day(
    year: Program, day: str, state: str, due: str, moves: int, once: bool
) -> None:
    found = {each["id"]: each for each in asked(year, day, "promise", "list")}
    promise = found[2]
    assert (promise["state"], promise["due_on"], len(promise["moves"])) == (state, due, moves)
    assert promise["broken_once"] is once
    assert promise["released_on"] == ("2026-04-20" if state == "released" else None)


def test_what_was_promised_later_is_not_there(year: Program) -> None:
    assert [each["id"] for each in asked(year, "2026-02-28", "promise", "list")] == [1]
    assert asked(year, "2026-01-09", "promise", "list") == []


@pytest.mark.parametrize(
    ("day", "mine"),
    [
        ("2026-02-01", {"kept": 0, "due": 0}),
        ("2026-02-02", {"kept": 0, "due": 1}),
        ("2026-03-05", {"kept": 0, "due": 1}),
        ("2026-04-11", {"kept": 0, "due": 2}),
        # Released ten days after its day: it was broken once.
        ("2026-04-20", {"kept": 0, "due": 2}),
    ],
)
def test_the_rate_of_that_day(year: Program, day: str, mine: dict[str, int]) -> None:
    assert mine.items() <= asked(year, day, "promise", "rate")["mine"].items()


@pytest.mark.parametrize(
    ("day", "state", "late"),
    [
        ("2026-02-09", "open", 0),
        ("2026-02-10", "due", 0),
        ("2026-02-11", "overdue", 1),
        ("2026-02-12", "snoozed", 2),
        ("2026-02-19", "snoozed", 9),
        ("2026-02-20", "overdue", 10),
        ("2026-02-24", "overdue", 14),
        ("2026-02-25", "done", 15),
    ],
)
def test_a_follow_up_before_it_was_put_off_and_before_it_was_done(
    year: Program, day: str, state: str, late: int
) -> None:
    follow_up = asked(year, day, "followup", "list", "--all")[0]
    assert (follow_up["state"], follow_up["days_late"]) == (state, late)
    today_ = asked(year, day, "today")
    sections = {key for key in ("overdue_follow_ups", "follow_ups_due") if today_[key]}
    assert sections == {"overdue": {"overdue_follow_ups"}, "due": {"follow_ups_due"}}.get(state, set())


@pytest.mark.parametrize(
    ("day", "stage", "hours", "overdue"),
    [
        # From noon to the last second of the day; the clocks went forward on the 29th.
        ("2026-03-28", "heard", 11, False),
        ("2026-03-29", "heard", 34, True),
        ("2026-03-30", "confirmed", 58, False),
        ("2026-04-01", "acted", 106, False),
        ("2026-04-02", "thanked", 119, False),
        ("2026-11-22", "thanked", 119, False),
    ],
)
def test_feedback_before_its_loop_was_closed(year: Program, day: str, stage: str, hours: int, overdue: bool) -> None:
    found = asked(year, day, "feedback", "list", "--all")[0]
    assert (found["stage"], found["hours_open"], found["overdue"]) == (stage, hours, overdue)
    assert (asked(year, day, "today")["open_feedback"] != []) is (stage != "thanked")


def test_an_ask_waited_until_it_was_answered(year: Program) -> None:
    year("feedback", "ask", "anna", "and now?", "--on", "2026-05-01")
    year("feedback", "hear", "anna", "fine", "--kind", "praise", "--on", "2026-05-10")
    assert [each["id"] for each in asked(year, "2026-05-09", "feedback", "list", "--waiting")] == [2]
    assert asked(year, "2026-05-10", "feedback", "list", "--waiting") == []


@pytest.mark.parametrize(
    ("day", "anna_on", "anton_on"),
    [
        ("2026-01-04", None, None),
        ("2026-03-01", ("prospect", "2026-01-05"), None),
        ("2026-03-10", ("customer", "2026-03-10"), None),
        ("2026-07-31", ("customer", "2026-03-10"), ("customer", "2026-06-01")),
        ("2026-08-31", ("client", "2026-08-01"), ("customer", "2026-06-01")),
        ("2026-09-01", ("client", "2026-08-01"), None),
    ],
)
def test_the_ladder_as_it_stood(
    year: Program, day: str, anna_on: tuple[str, str] | None, anton_on: tuple[str, str] | None
) -> None:
    rungs = asked(year, day, "ladder")["rungs"]
    found = {one["person"]: (each["rung"], one["since"]) for each in rungs for one in each["people"]}
    assert (found.get("anna"), found.get("anton")) == (anna_on, anton_on)
    listed = {each["person"]: each for each in asked(year, day, "person", "list", "--all")}
    assert (listed["anna"]["rung"] if "anna" in listed else None) == (anna_on and anna_on[0])
    moves = asked(year, day, "ladder", "moves")
    assert [each["on"] for each in moves] == [on for on in ("2026-03-10", "2026-08-01") if on <= day]


@pytest.mark.parametrize(
    ("day", "last_touch", "quiet"),
    [
        # A month after she was added, after 5 April and 1 October. In winter she left low, in March a promise was kept.
        ("2026-01-30", None, None),
        ("2026-02-28", "2026-01-31", None),
        ("2026-03-01", "2026-01-31", None),
        ("2026-04-04", "2026-01-31", None),
        ("2026-04-05", "2026-04-05", None),
        ("2026-05-05", "2026-04-05", None),
        ("2026-05-06", "2026-04-05", (31, 0.03)),
        ("2026-09-30", "2026-04-05", (178, 4.93)),
        ("2026-10-01", "2026-10-01", None),
        ("2026-11-22", "2026-10-01", (52, 0.68)),
    ],
)
def test_touches_that_came_later_do_not_count(
    year: Program, day: str, last_touch: str | None, quiet: tuple[int, float] | None
) -> None:
    assert asked(year, day, "show", "anna")["standing"]["last_touch_on"] == last_touch
    found = {each["person"]: (each["days_quiet"], each["lateness"]) for each in asked(year, day, "today")["gone_quiet"]}
    assert found == ({} if quiet is None else {"anna": quiet})


def test_archived_only_from_that_day_on(year: Program) -> None:
    for day, there in (("2026-05-31", []), ("2026-08-31", ["anton"]), ("2026-09-01", [])):
        assert [each["person"] for each in asked(year, day, "person", "list") if each["person"] == "anton"] == there
    assert asked(year, "2026-08-31", "show", "anton")["person"]["archived"] is False
    assert asked(year, "2026-09-01", "show", "anton")["person"]["archived"] is True
    # What is owed still counts.
    assert [each["what"] for each in asked(year, "2026-10-01", "today")["broken_promises"]] == ["a play"]


def test_a_day_ahead(year: Program) -> None:
    year("promise", "add", "anna", "next year", "--by", "2027-02-01")
    assert [each["what"] for each in asked(year, "2027-02-01", "today")["promises_due"]] == ["next year"]
    later = [each for each in asked(year, "2027-02-03", "promise", "list") if each["what"] == "next year"]
    assert [(each["state"], each["days_late"]) for each in later] == [("broken", 2)]


# A property: what is dated after a day might as well never have been written.

FIRST = date(2026, 3, 1)
RHYTHMS = ("none", "none", "3 days", "week", "2 weeks", "month", "5 days")
CADENCES: dict[str, cadence.Cadence] = {
    rung: cadence.parse(rhythm) for rung, rhythm in zip(RUNGS, RHYTHMS, strict=True)
}
WORTH = trust_report.rates(config.Settings({}, {}).numbers)
LABELS: dict[str, str] = {rung: rung for rung in RUNGS}
RULES = ("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3;COUNT=3", "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYMONTHDAY=-1")
HANDLES = ("anna", "anton", "bela")
ORGANISATIONS = ("Acme", "Zenith", "Club")
FIRMS = [lookup.Organisation(name.lower(), name) for name in ORGANISATIONS]
STEPS = (
    "log", "follow_up", "follow_up", "done", "snooze", "promise", "promise", "promise", "keep", "move", "move",
    "release", "learn", "learn", "supersede", "resolve", "mark", "circle", "ask", "hear", "hear", "confirm", "act",
    "thank", "err", "err", "own", "repair", "revisit", "climb", "climb", "stay", "archive", "restore", "let_go", "join",
    "join", "buy", "buy", "introduce",
    "tie", "ritual", "keep_ritual", "keep_ritual", "skip_ritual", "turn_ritual", "turn_ritual",
)  # fmt: skip
# A sentence names rows by number, which what was written later may shift.
ROW_IN_WORDS = re.compile(r"#\d+|\b[a-z]\d+\b")
FIRM = re.compile(rf"( · )?({'|'.join(ORGANISATIONS)})")
NUMBERS = ("id", "answers", "touchpoint", "promise", "mistake", "answered_by", "superseded_by", "supersedes")
LATE_STEPS = ("circle", "log", "follow_up", "promise")


class Fact(NamedTuple):
    """Something that happens: days after the first, which of the steps, to whom, and numbers to draw the rest from."""

    day: int
    step: str
    who: int
    which: int
    number: int


class Start(NamedTuple):
    """How a person begins."""

    day: int
    rung: Rung
    every: str | None
    circle: Circle | None
    birthday: str | None


facts = st.builds(
    Fact, st.integers(0, 25), st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 3), st.integers(0, 9)
)
late_facts = facts.map(lambda fact: fact._replace(step=LATE_STEPS[fact.which % len(LATE_STEPS)]))
starts = st.builds(
    Start,
    st.integers(0, 8),
    st.sampled_from(RUNGS),
    st.sampled_from([None, "none", "3d", "10d", "1m"]),
    st.sampled_from([None, None, "close", "arms-length"]),
    st.sampled_from([None, "--03-29", "1990-04-01", "2000-02-29"]),
)


class Written:
    """The rows that facts have made so far."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.people: dict[int, int] = {}
        self.promises: list[int] = []
        self.follow_ups: list[int] = []
        self.heard: list[int] = []
        self.known: list[int] = []
        self.mistakes: list[int] = []
        self.rituals: list[int] = []
        self.count = 0

    def add(self, who: int, start: Start) -> None:
        fields: people.PersonFields = {"every": start.every, "circle": start.circle, "birthday": start.birthday}
        fields["organisation"] = ORGANISATIONS[0]
        asked = people.AddPerson(HANDLES[who], _day(start.day), HANDLES[who], start.rung, fields)
        self.people[who] = people.write(self.change, asked)

    def write(self, fact: Fact, *, late: bool = False) -> None:
        self.count += 1
        with suppress(Refused):
            getattr(self, f"_{fact.step}")(fact, self.people[fact.who], f"{fact.step} {fact}", late)

    def _log(self, fact: Fact, person: int, text: str, late: bool) -> None:
        there = [person, *([self.people[0]] if fact.number % 3 == 0 and 0 in self.people else [])]
        direction: Direction = "both" if fact.which == 3 else "out"
        fields = touchpoints.TouchpointFields(text=text, felt=fact.number % 5 + 1, direction=direction)
        touchpoints.write(self.change, touchpoints.NewTouchpoint(there, _moment(fact), fields, keep_follow_ups=late))

    def _follow_up(self, fact: Fact, person: int, text: str, late: bool) -> None:
        number = follow_ups.add_to(self.change, person, text, _day(fact.day), _day(fact.day + fact.number))
        if not late:
            self.follow_ups.append(number)

    def _done(self, fact: Fact, *_: object) -> None:
        if self.follow_ups:
            follow_ups.done(self.change, follow_ups.FinishFollowUp(_pick(self.follow_ups, fact), _day(fact.day)))

    def _snooze(self, fact: Fact, *_: object) -> None:
        if self.follow_ups:
            until = _day(fact.day + fact.number)
            which = _pick(self.follow_ups, fact)
            follow_ups.snooze(self.change, follow_ups.SnoozeFollowUp(which, _day(fact.day), until))

    def _promise(self, fact: Fact, person: int, text: str, late: bool) -> None:
        made, due = _day(fact.day), _day(fact.day + fact.number)
        number = promises.add_to(self.change, person, text, made, due, "theirs" if fact.which % 2 else "mine")
        if not late:
            self.promises.append(number)

    def _keep(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.promises:
            extra = text if fact.number % 2 else None
            promises.keep(self.change, promises.KeepPromise(_pick(self.promises, fact), _day(fact.day), extra))

    def _move(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.promises:
            to = _day(fact.day + fact.number)
            promises.move(self.change, promises.MovePromise(_pick(self.promises, fact), _day(fact.day), to, text))

    def _release(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.promises:
            promises.release(self.change, promises.ReleasePromise(_pick(self.promises, fact), _day(fact.day), text))

    def _ask(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        feedback.ask(self.change, feedback.AskForFeedback(HANDLES[fact.who], text, _moment(fact)))

    def _hear(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        kind = FEEDBACK_KINDS[fact.number % 3]
        hearing = feedback.HearFeedback(HANDLES[fact.who], kind, text, _moment(fact), fact.number % 11)
        self.heard.append(feedback.hear(self.change, hearing).feedback.id)

    def _confirm(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.heard:
            feedback.confirm(self.change, _step(self.heard, fact, text), agreed=(None, True, False)[fact.number % 3])

    def _act(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.heard:
            step = _step(self.heard, fact, text, anyway=fact.number % 2 == 0)
            feedback.act(self.change, step, wanted=text[::-1])

    def _thank(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.heard:
            step = _step(self.heard, fact, text, anyway=fact.number % 2 == 0)
            feedback.thank(self.change, step._replace(channel="letter" if fact.number > 6 else None))

    def _err(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        promise = str(_pick(self.promises, fact)[0]) if self.promises and fact.number > 3 else None
        asked = mistakes.AddMistake(HANDLES[fact.who], text, _day(fact.day), fact.number % 3 + 1, promise)
        self.mistakes.append(mistakes.add(self.change, asked).mistake.id)

    def _own(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.mistakes:
            mistakes.own(self.change, _step(self.mistakes, fact, text, anyway=fact.number > 6))

    def _repair(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.mistakes:
            mistakes.repair(self.change, _step(self.mistakes, fact, text, anyway=fact.number > 4))

    def _revisit(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.mistakes:
            step = _step(self.mistakes, fact, text, anyway=True)
            mistakes.follow_up(self.change, step._replace(channel="letter" if fact.number > 6 else None))

    def _learn(self, fact: Fact, person: int, text: str, _late: bool) -> None:
        kind = FACT_KINDS[fact.number % 5]
        self.known.append(known_facts.add_to(self.change, person, kind, text, _day(fact.day)))

    def _supersede(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.known:
            ref = (*_pick(self.known, fact), text)
            self.known.append(
                known_facts.supersede(self.change, known_facts.SupersedeFact(ref, _day(fact.day))).fact.id
            )

    def _resolve(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.known:
            ref = (*_pick(self.known, fact), text)
            known_facts.resolve(self.change, known_facts.ResolveFact(ref, _day(fact.day)))

    def _mark(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        day = _day(fact.day + fact.number - 3).isoformat()
        days.add(self.change, days.AddDay(HANDLES[fact.who], text, day, _day(fact.day), fact.which % 2 == 0))

    def _ritual(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        course = occurrences.begin(recurrence.parse(RULES[fact.number % len(RULES)]), _day(fact.day + fact.which))
        if course:
            begun = rituals.AddRitual(HANDLES[fact.who], text, str(course.rule), course.start, _day(fact.day))
            self.rituals.append(rituals.add(self.change, begun).ritual.id)

    def _keep_ritual(self, fact: Fact, person: int, text: str, _late: bool) -> None:
        if self.rituals:
            new = touchpoints.NewTouchpoint([person], _moment(fact), {"text": text}, keep_follow_ups=True)
            logged = touchpoints.write(self.change, new)
            rituals.keep_by(self.change, int(_pick(self.rituals, fact)[0]), _day(fact.day), logged.id)

    def _skip_ritual(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        if self.rituals:
            rituals.skip(self.change, rituals.SkipRitual(_pick(self.rituals, fact), _day(fact.day), text))

    def _turn_ritual(self, fact: Fact, *_: object) -> None:
        if self.rituals:
            turn = (rituals.pause, rituals.resume)[fact.number % 2]
            turn(self.change, _pick(self.rituals, fact), _day(fact.day))

    def _climb(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        rung = RUNGS[fact.number % 7]
        ladder.move(self.change, ladder.MoveOnLadder(HANDLES[fact.who], rung, _day(fact.day), text, anyway=True))

    def _stay(self, fact: Fact, person: int, text: str, _late: bool) -> None:
        # Whether anything was suggested is another question, and one of the day on which it is written.
        rung = RUNGS[fact.number % 7]
        rows.add(self.change.connection, "rung_stay", person_id=person, day=_day(fact.day), rung=rung, why=text)

    def _buy(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        amount = money.written(fact.number - 1, "EUR")
        purchases.add(self.change, purchases.AddPurchase(HANDLES[fact.who], _day(fact.day), amount, "EUR", text))

    def _introduce(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        sent = HANDLES[list(self.people)[fact.which % len(self.people)]]
        introductions.add(self.change, introductions.AddIntroduction(HANDLES[fact.who], sent, _day(fact.day), text))

    def _tie(self, fact: Fact, _person: int, text: str, _late: bool) -> None:
        other = HANDLES[list(self.people)[fact.which % len(self.people)]]
        links.add(self.change, links.AddLink(HANDLES[fact.who], other, text, _day(fact.day)))

    def _circle(self, fact: Fact, *_: object) -> None:
        circles: tuple[Circle | None, ...] = (None, "close", "acquaintance", "arms-length")
        circle = circles[fact.which]
        people.edit(self.change, people.EditPerson(HANDLES[fact.who], _day(fact.day), {"circle": circle}))

    def _archive(self, fact: Fact, *_: object) -> None:
        archiving.archive(self.change, archiving.ArchivePerson(HANDLES[fact.who], _day(fact.day)))

    def _restore(self, fact: Fact, *_: object) -> None:
        archiving.restore(self.change, archiving.RestorePerson(HANDLES[fact.who], _day(fact.day)))

    def _let_go(self, fact: Fact, *_: object) -> None:
        archiving.archive(self.change, archiving.ArchivePerson(HANDLES[fact.who], _day(fact.day), "let go"))

    def _join(self, fact: Fact, *_: object) -> None:
        named, on = (ORGANISATIONS[fact.which % 3],), _day(fact.day)
        left = named if fact.number % 3 == 2 else ()
        fields: people.PersonFields = {} if left else {"organisation": named[0]}
        people.edit(self.change, people.EditPerson(HANDLES[fact.who], on, fields, left=left))


def _pick(numbers: Sequence[int], fact: Fact) -> tuple[str, ...]:
    return (str(numbers[fact.which % len(numbers)]),)


def _step(numbers: Sequence[int], fact: Fact, text: str, *, anyway: bool = False) -> Step:
    return Step((*_pick(numbers, fact), text), _moment(fact), anyway=anyway)


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


def _moment(fact: Fact) -> Moment:
    at = datetime.combine(_day(fact.day), time(12), BERLIN)
    return Moment(at.astimezone(UTC), _day(fact.day), BERLIN.key)


@contextmanager
def journal(
    beginnings: Sequence[Start], happened: Sequence[Fact], told_later: Sequence[Fact], last: int
) -> Iterator[sqlite3.Connection]:
    """A journal of what happened up to a day, in its order, and then of what was told only later, in any order."""
    connection = file.empty()
    with closing(connection):
        connection.execute("BEGIN IMMEDIATE")
        change = history.record(connection, datetime(2026, 11, 22, tzinfo=UTC), BERLIN.key, "test")
        now = datetime.combine(_day(last), time(12), BERLIN)
        written = Written(Change(connection, change, now, config.defaults()))
        steps: list[tuple[int, int, Fact | Start]] = [(start.day, who, start) for who, start in enumerate(beginnings)]
        steps += [(fact.day, 9, fact) for fact in happened]
        for day, who, step in sorted(steps, key=lambda step: step[:2]):
            if day > last:
                continue
            if isinstance(step, Start):
                written.add(who, step)
            elif step.who in written.people:
                written.write(step)
        for fact in told_later:
            if fact.day <= last and fact.who < len(beginnings) and fact.day >= beginnings[fact.who].day:
                written.write(fact, late=True)
        search.index_change(connection, change)
        connection.execute("COMMIT")
        yield connection


def answers(connection: sqlite3.Connection, on: date, words: Sequence[str]) -> dict[str, Any]:
    """Every report of a day, without the numbers of rows: they depend on what else was written."""
    now = datetime.combine(on, time(23, 59, 59), BERLIN)
    known = connection.execute("SELECT id, handle FROM person WHERE added_on <= ?", (on.isoformat(),)).fetchall()
    found = {
        "today": today.today(connection, CADENCES, now),
        "ahead": today.today(connection, CADENCES, now, 14),
        "next": today.next_coming(connection, on),
        "ladder": ladder_report.ladder(connection, LABELS, on),
        "moves": ladder_report.moves(connection, None, on),
        "suggested": [(each.person, each.rung, each.suggested) for each in suggestions.suggestions(connection, on)],
        "declined": stay_report.listing(connection, on),
        "for them": [harm.in_favour(connection, number, on) for number, _ in known],
        "owed": obligations.to_everybody(connection, on),
        "against": [len(guard.against(connection, number, on, on)) for number, _ in known],
        "allies": [connections.allies(connection, number, on) for number, _ in known],
        "way up": ladder_moves.path(connection, on),
        "buyers": lapsed.buyers(connection, on),
        "gone": lapsed.lapsed(connection, on),
        "purchases": purchase_report.listing(connection, None, None, on),
        "introductions": introduction_report.listing(connection, None, None, on),
        "links": link_report.listing(connection, None, on),
        "promises": promise_report.listing(connection, promise_report.PromiseFilter(), on),
        "rate": rate_report.rate(connection, rate_report.PromiseRateOptions(per="person"), on),
        "follow-ups": follow_up_report.listing(connection, follow_up_report.FollowUpFilter(), on),
        "mistakes": mistake_report.listing(connection, mistake_report.MistakeFilter(), on),
        "listening": feedback_stats.stats(connection, None, None, now),
        "unasked": feedback_due.due(connection, 1, on),
        "feedback": heard_report.listing(connection, heard_report.FeedbackFilter(), now),
        "asks": ask_report.listing(connection, None, on),
        "asks without an answer": ask_report.without_answer(connection, 2, 6, on),
        "facts": fact_report.listing(connection, fact_report.FactFilter(history=True), on),
        "new": fact_report.listing(connection, fact_report.FactFilter(since=on - timedelta(days=3)), on),
        "rituals": ritual_report.listing(connection, None, on, over=True),
        "days": day_report.listing(connection, None, on),
        "trust": deeds_to_mend.deeds_to_mend(connection, WORTH, now),
        "statements": [trust_report.statement(connection, number, WORTH, now) for number, _ in known],
        "mirror": list(mirror_report.reflections(connection, _asked(on, now))),
        "touchpoints": touchpoint_report.listing(connection, touchpoint_report.TouchpointFilter(), on),
        "organisations": [organisation_report.page(connection, each, CADENCES, on) for each in FIRMS],
        "people": people_report.listing(connection, people_report.PersonFilter(everybody=True), CADENCES, on),
        **{f"find {word}": _found(connection, word, on) for word in words},
        **{handle: show.portrait(connection, number, CADENCES, now) for number, handle in known},
    }
    return {name: _without_numbers(plain(answer)) for name, answer in found.items()}


def _found(connection: sqlite3.Connection, word: str, on: date) -> list[find.Hit]:
    """What is found, without the organisation of a person: where they were on a day the text does not say."""
    hits = find.find(connection, find.SearchOptions([word], on))
    return [_without_firm(each) if each.kind == "person" else each for each in hits]


def _without_firm(hit: find.Hit) -> find.Hit:
    return hit._replace(text=FIRM.sub("", hit.text), snippet=FIRM.sub("", hit.snippet))


def _asked(on: date, now: datetime) -> MirrorOptions:
    period = Period(on - timedelta(days=9), on)
    return MirrorOptions(period, now, CADENCES, config.Settings(CADENCES, LABELS).numbers, (), ("climb", "log"))


def _without_numbers(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_numbers(value) for key, value in data.items() if key not in NUMBERS}
    if isinstance(data, str):
        return ROW_IN_WORDS.sub("#", data)
    return [_without_numbers(each) for each in data] if isinstance(data, list) else data


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(starts, min_size=2, max_size=3),
    st.lists(facts, min_size=10, max_size=40),
    st.lists(late_facts, max_size=5),
    st.integers(0, 25),
)
def test_what_is_dated_later_might_as_well_never_have_been_written(
    beginnings: list[Start], happened: list[Fact], told_later: list[Fact], last: int
) -> None:
    with (
        journal(beginnings, happened, told_later, last=100) as whole,
        journal(beginnings, happened, told_later, last) as cut,
    ):
        words = (
            "log",
            "promise",
            "keep",
            "release",
            "hear",
            "confirm",
            "thank",
            "climb",
            "learn",
            "supersede",
            "resolve",
            "mark",
            "anna",
        )
        assert answers(whole, _day(last), words) == answers(cut, _day(last), words)
