"""The JSON that scripts rely on (DESIGN.md section 5): each key is there, with its type; more may be there."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import pytest

from tests.conftest import Program, written_once

Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str)


def whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def a_day(value: Any) -> bool:
    return text(value) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None and bool(date.fromisoformat(value))


def a_moment(value: Any) -> bool:
    return text(value) and re.search(r"[+-]\d\d:\d\d\Z", value) is not None and bool(datetime.fromisoformat(value))


def a_handle(value: Any) -> bool:
    return text(value) and re.fullmatch(r"[a-z0-9][a-z0-9-]*", value) is not None


def maybe(check: Check) -> Check:
    return lambda value: value is None or check(value)


def one_of(*words: object) -> Check:
    return words.__contains__


def many(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def nothing_yet(value: Any) -> bool:
    """A list of what a later version fills."""
    return bool(value == [])


def shape(**keys: Check) -> Check:
    # A trailing underscore keeps a key from being a keyword of Python.
    named = {key.rstrip("_"): check for key, check in keys.items()}

    def check(value: Any) -> bool:
        assert isinstance(value, Mapping)
        assert named.keys() <= value.keys(), named.keys() - value.keys()
        wrong = {key: value[key] for key, right in named.items() if not right(value[key])}
        assert not wrong, wrong
        return True

    return check


RUNGS = ("advocate", "supporter", "client", "customer", "prospect", "toxic", "terrorist")
CHANNELS = ("in-person", "call", "video", "email", "chat", "letter", "social", "gift", "other")
PROMISE = shape(
    id=whole, person=a_handle, name=text, what=text, by=one_of("mine", "theirs"), made_on=a_day, due_on=a_day,
    state=one_of("open", "due", "broken", "kept_early", "kept", "kept_late", "released"), kept_on=maybe(a_day),
    days_late=whole, extra=maybe(text), moves=many(shape(on=a_day, from_=a_day, to=a_day, why=maybe(text))),
)  # fmt: skip
FOLLOW_UP = shape(
    id=whole, person=a_handle, name=text, why=text, due_on=a_day,
    state=one_of("open", "due", "overdue", "snoozed", "done"), days_late=whole, snoozed_until=maybe(a_day),
)  # fmt: skip
GONE_QUIET = shape(
    person=a_handle, name=text, last_touch_on=maybe(a_day), every_days=maybe(whole), days_quiet=whole, lateness=number
)  # fmt: skip
FEEDBACK = shape(
    id=whole, person=a_handle, name=text, kind=one_of("criticism", "praise", "idea"), text=text, score=maybe(whole),
    asked=yes_or_no, heard_at=a_moment, stage=one_of("heard", "confirmed", "acted", "thanked"), hours_open=whole,
    overdue=yes_or_no,
)  # fmt: skip
FACT = shape(
    id=whole, person=a_handle, name=text, kind=one_of("need", "vision", "challenge", "life", "preference"), text=text,
    on=a_day, superseded_by=maybe(whole), resolved_on=maybe(a_day),
)  # fmt: skip
MISTAKE = shape(
    id=whole, person=a_handle, name=text, what=text, severity=one_of(1, 2, 3), noticed_on=a_day,
    stage=one_of("noticed", "owned", "repaired", "followed_up"),
)  # fmt: skip
DAY = shape(
    id=maybe(whole), person=a_handle, name=text, what=text, on=a_day, in_days=whole, turns=maybe(whole)
)  # fmt: skip
RITUAL = shape(
    id=whole, person=a_handle, name=text, what=text, next_on=maybe(a_day), last_kept_on=maybe(a_day), missed=whole,
    state=one_of("due", "missed", "coming", "paused", "over"), rule=text, rule_in_words=text,
)  # fmt: skip
LEFT_LOW = shape(
    person=a_handle, name=text, id=whole, on=a_day, felt=whole, usual=number, text=text, over=yes_or_no,
    allies=many(shape(person=a_handle, name=text, rung=text, because=many(text))),
)  # fmt: skip
EASE_OFF = shape(person=a_handle, name=text, unanswered=whole, because=text, last_out_on=a_day)
ASK = shape(id=whole, person=a_handle, name=text, text=text, on=a_day, answered_by=maybe(whole), days_waiting=whole)
INTENTION = shape(
    id=whole,
    text=text,
    made_on=a_day,
    outcome=maybe(text),
    settled_on=maybe(a_day),
    note=maybe(text),
    review=whole,
)
TODAY = shape(
    today=a_day, broken_promises=many(PROMISE), promises_due=many(PROMISE), overdue_follow_ups=many(FOLLOW_UP),
    follow_ups_due=many(FOLLOW_UP), gone_quiet=many(GONE_QUIET), open_feedback=many(FEEDBACK),
    open_mistakes=many(MISTAKE), rituals=many(RITUAL), days=many(DAY), left_low=many(LEFT_LOW),
    ease_off=many(EASE_OFF), asks=many(ASK), intentions=many(INTENTION),
)  # fmt: skip
LADDER = shape(
    today=a_day,
    rungs=many(shape(rung=one_of(*RUNGS), label=text, people=many(shape(person=a_handle, name=text, since=a_day)))),
)
MOVE = shape(
    person=a_handle, name=text, from_=one_of(*RUNGS), to=one_of(*RUNGS), on=a_day, why=text,
    direction=one_of("up", "down"),
)  # fmt: skip
TOUCHPOINT = shape(
    id=whole, people=many(a_handle), at=a_moment, channel=maybe(one_of(*CHANNELS)),
    direction=one_of("in", "out", "both"), text=text,
    felt=maybe(whole), energy=maybe(whole), minutes=maybe(whole), wow=yes_or_no, tags=many(text),
)  # fmt: skip
REFLECTION = shape(
    key=text, question=text, value=lambda value: value is None or number(value) or isinstance(value, list),
    before=lambda value: value is None or number(value) or isinstance(value, list), unit=text, people=many(a_handle),
    enough=yes_or_no, needs=whole,
)  # fmt: skip
LOOK_BACK = shape(
    since=a_day, today=a_day, touchpoints=whole, people=whole, minutes=whole, promises_kept=many(PROMISE),
    promises_broken=many(PROMISE), loops_closed=many(FEEDBACK), moves=many(MOVE), intentions=many(INTENTION),
)  # fmt: skip
PERSON = shape(
    person=a_handle, name=text, nickname=maybe(text), organisation=maybe(text), role=maybe(text), emails=many(text),
    phones=many(text), birthday=maybe(text), rung=one_of(*RUNGS), circle=one_of("close", "acquaintance", "arms-length"),
    every_days=maybe(whole), last_touch_on=maybe(a_day), tags=many(text), archived=yes_or_no, added_on=a_day,
)  # fmt: skip
SHOW = shape(
    person=PERSON,
    standing=shape(
        rung=one_of(*RUNGS), since=a_day, last_touch_on=maybe(a_day), every_days=maybe(whole),
        keep_rate=shape(kept=whole, due=whole), promises=many(PROMISE), follow_ups=many(FOLLOW_UP),
        feedback=many(FEEDBACK), mistakes=many(MISTAKE),
    ),
    timeline=many(shape(on=a_day, kind=text, id=maybe(whole), text=text)),
)  # fmt: skip


@pytest.fixture
@written_once
def lived(custlove: Program) -> Program:
    """A journal with something for every key of every object, and nothing where nothing may be."""
    _live(custlove)
    return custlove


def _live(anna: Program) -> None:
    anna("person", "add", "Anna Karenina", "--as", "anna", "--org", "O", "--every", "3 weeks", "--on", "2026-09-01")
    anna("person", "add", "Bela", "--birthday", "11-24", "--every", "month", "--on", "2026-08-01")
    anna("person", "edit", "anna", "--email", "a@example.org", "--phone", "030", "--nickname", "A", "--role", "r")
    anna("person", "edit", "anna", "--tag", "t")
    anna(
        "log", "anna,bela", "x", "--on", "2026-09-02", "--felt", "2", "--energy", "-1", "--minutes", "5", "--tag", "u",
        "--wow",
    )  # fmt: skip
    anna("log", "anna", "y", "--on", "2026-09-03", "--channel", "call")
    anna("person", "add", "Emil", "--every", "none", "--on", "2026-08-01")
    anna("log", "emil", "cross", "--felt", "2", "--on", "2026-11-20")
    promised = {
        "broken": "2026-11-20",
        "due": "2026-11-22",
        "to come": "2026-12-01",
        "early": "2026-11-10",
        "kept": "2026-11-10",
        "late": "2026-11-10",
        "let go": "2026-11-10",
    }
    for what, due in promised.items():
        anna("promise", "add", "anna", what, "--by", due, "--on", "2026-11-01")
    anna("promise", "add", "bela", "theirs", "--by", "2026-11-01", "--theirs", "--on", "2026-10-01")
    anna("promise", "move", "3", "--to", "2026-12-02", "--why", "w")
    anna("promise", "move", "3", "--to", "2026-12-03")
    for reference, day in (("4", "2026-11-09"), ("5", "2026-11-10"), ("6", "2026-11-11")):
        anna("promise", "keep", reference, "--on", day, "--extra", "more")
    anna("promise", "release", "7")
    for due in ("2026-11-20", "2026-11-22", "2026-12-01", "2026-11-15", "2026-11-16"):
        anna("followup", "add", "anna", due, "--on", "2026-11-01")
    anna("followup", "snooze", "4", "2026-11-30")
    anna("followup", "done", "5")
    anna("feedback", "ask", "anna", "how?", "--on", "2026-11-01")
    for kind in ("criticism", "praise", "idea"):
        anna("feedback", "hear", "anna", "x", "--kind", kind, "--on", "2026-11-10", "--score", "5")
    anna("feedback", "hear", "bela", "x", "--kind", "criticism")
    anna("feedback", "confirm", "1")
    anna("feedback", "act", "2", "--anyway")
    anna("feedback", "thank", "3", "--anyway")
    for verb in ("add", "own", "repair", "followup"):
        said = ("anna", "x") if verb == "add" else ("1", "y")
        anna("mistake", verb, *said, "--on", "2026-11-01")
    anna("mistake", "add", "anna", "z", "--severity", "grave", "--on", "2026-11-10")
    anna("person", "add", "Dora", "--every", "none")
    for what in ("call", "card", "walk"):
        anna("ritual", "add", "dora", what, "--every", "2 weeks", "--on", "friday", "--from", "2026-10-01")
    anna("ritual", "pause", "2")
    anna("ritual", "keep", "3")
    anna("ritual", "add", "dora", "once", "--rule", "FREQ=DAILY;COUNT=1")
    anna("ritual", "keep", "4")
    anna("ladder", "move", "anna", "client", "--why", "x", "--on", "2026-10-01")
    anna("ladder", "move", "anna", "toxic", "--why", "y", "--on", "2026-10-02", "--anyway")
    anna("feedback", "ask", "bela", "how?", "--on", "2026-11-01")
    anna("ladder", "move", "anna", "prospect", "--why", "z", "--on", "2026-10-03")
    anna("person", "add", "Erik", "--rung", "terrorist", "--on", "2026-11-01")
    anna("ladder", "move", "erik", "toxic", "--why", "better", "--on", "2026-11-19")
    anna("log", "erik", "a cake", "--in", "--felt", "5", "--on", "2026-11-20")
    anna("person", "add", "Carl", "--on", "2026-08-01")
    for what, day in (("first", "2026-11-01"), ("second", "2026-11-08"), ("third", "2026-11-15")):
        anna("log", "carl", what, "--out", "--felt", "1", "--on", day)
    anna("person", "add", "Gus", "--every", "week", "--on", "2026-08-01")
    anna("log", "gus", "hello", "--on", "2026-09-01")
    for what in ("first", "second", "third"):
        anna("fact", "add", "anna", "need", what, "--on", "2026-11-01")
    anna("fact", "supersede", "1", "x")
    anna("fact", "resolve", "2")
    anna("day", "add", "anna", "launch", "2024-12-01", "--on", "2026-11-01")
    anna("review", "--intend", "ask before they call")


ANSWERS: list[tuple[tuple[str, ...], Check]] = [
    (("today",), TODAY),
    (("today", "--ahead", "60d"), TODAY),
    (("promise", "list"), many(PROMISE)),
    (("followup", "list", "--all"), many(FOLLOW_UP)),
    (("feedback", "list", "--all"), many(FEEDBACK)),
    (("fact", "list", "--all"), many(FACT)),
    (("fact", "add", "anna", "vision", "x"), FACT),
    (("fact", "supersede", "3", "y"), FACT),
    (("fact", "resolve", "3"), FACT),
    (("day", "list"), many(DAY)),
    (("day", "add", "anna", "x", "2025-11-25"), DAY),
    (("day", "remove", "1"), DAY),
    (("mistake", "list", "--all"), many(MISTAKE)),
    (("ritual", "list", "--all"), many(RITUAL)),
    (("ritual", "add", "anna", "x", "--every", "week"), RITUAL),
    (("ritual", "keep", "1"), RITUAL),
    (("ritual", "skip", "1"), RITUAL),
    (("ritual", "pause", "1"), RITUAL),
    (("ritual", "resume", "2"), RITUAL),
    (("ritual", "edit", "1", "--text", "x"), RITUAL),
    (("ritual", "remove", "1"), RITUAL),
    (("log", "dora", "x", "--keeps", "1"), TOUCHPOINT),
    (("ladder",), LADDER),
    (("ladder", "moves"), many(MOVE)),
    (("mirror",), many(REFLECTION)),
    (("review",), LOOK_BACK),
    (("review", "--intend", "x"), shape(id=whole, on=a_day, since=a_day, intentions=many(INTENTION))),
    (("review", "settle", "1", "done"), INTENTION),
    (("review", "list"), many(shape(id=whole, on=a_day, since=a_day, intentions=many(INTENTION)))),
    (("touchpoint", "list"), many(TOUCHPOINT)),
    (("show", "anna"), SHOW),
    (("show", "bela"), SHOW),
    (("person", "list", "--all"), many(PERSON)),
    (("promise", "add", "anna", "x", "--by", "friday"), PROMISE),
    (("promise", "keep", "1"), PROMISE),
    (("promise", "move", "1", "--to", "friday"), PROMISE),
    (("promise", "release", "1"), PROMISE),
    (("promise", "edit", "1", "--text", "x"), PROMISE),
    (("followup", "add", "anna", "friday"), FOLLOW_UP),
    (("followup", "add", "anna,bela", "friday"), many(FOLLOW_UP)),
    (("followup", "done", "1"), FOLLOW_UP),
    (("followup", "snooze", "1", "friday"), FOLLOW_UP),
    (("feedback", "hear", "anna", "x", "--kind", "idea"), FEEDBACK),
    (("feedback", "act", "1"), FEEDBACK),
    (("feedback", "thank", "2"), FEEDBACK),
    (("log", "anna", "x", "--next", "friday", "--promise", "y", "--by", "friday"), TOUCHPOINT),
    (("touchpoint", "edit", "1", "--felt", "3"), TOUCHPOINT),
    (("touchpoint", "remove", "1"), TOUCHPOINT),
    (("ladder", "move", "anna", "client", "--why", "x"), MOVE),
    (("person", "add", "Carla"), PERSON),
    (("person", "edit", "anna", "--role", "s"), PERSON),
    (("person", "rename", "anna", "Anja"), PERSON),
    (("person", "archive", "anna"), PERSON),
    (("person", "merge", "anna", "bela"), PERSON),
]


@pytest.mark.parametrize(("command", "check"), ANSWERS, ids=[" ".join(command) for command, _ in ANSWERS])
def test_the_keys_and_their_types(lived: Program, command: tuple[str, ...], check: Check) -> None:
    answer = lived(*command, "--json").json
    assert answer
    assert check(answer)


@pytest.mark.slow
def test_every_section_of_today_and_every_state_has_been_seen(lived: Program) -> None:
    today = lived("today", "--ahead", "60d", "--json").json
    assert {key for key, rows in today.items() if not rows} == {"inbox", "weekly", "never_in_touch"}
    states = {each["state"] for each in lived("promise", "list", "--json").json}
    assert states == {"open", "due", "broken", "kept_early", "kept", "kept_late", "released"}
    states = {each["state"] for each in lived("followup", "list", "--all", "--json").json}
    assert states == {"open", "due", "overdue", "snoozed", "done"}
    stages = {each["stage"] for each in lived("feedback", "list", "--all", "--json").json}
    assert stages == {"heard", "confirmed", "acted", "thanked"}


def test_the_ladder_has_its_seven_rungs_top_first(lived: Program) -> None:
    assert tuple(each["rung"] for each in lived("ladder", "--json").json["rungs"]) == RUNGS


def test_the_next_step_of_a_log_is_told_too(lived: Program) -> None:
    logged = lived("log", "anna", "x", "--next", "friday", "--promise", "y", "--by", "friday", "--json").json
    assert many(FOLLOW_UP)(logged["follow_ups"])
    assert PROMISE(logged["promise"])
    assert many(whole)(logged["closed_follow_ups"])


@pytest.mark.parametrize("spoil", [{"state": "lost"}, {"due_on": "1 Dec"}, {"days_late": True}, {"moves": None}])
def test_a_wrong_value_would_be_seen(lived: Program, spoil: dict[str, Any]) -> None:
    promise = lived("promise", "list", "--json").json[0]
    with pytest.raises(AssertionError):
        PROMISE({**promise, **spoil})
    with pytest.raises(AssertionError):
        PROMISE({key: value for key, value in promise.items() if key not in spoil})
