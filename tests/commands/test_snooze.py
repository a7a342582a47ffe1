"""Letting somebody be: what it silences, what it leaves, where it is seen, how it ends."""

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def people(custlove: Program) -> Program:
    """Anna has gone quiet, Bela left low, Carl does not answer; each is owed a promise."""
    for name in ("Anna", "Bela", "Carl"):
        custlove("person", "add", name, "--every", "10 days", "--on", "2026-10-01")
        custlove("promise", "add", name, "the plan", "--by", "2026-11-30", "--on", "2026-11-01")
    custlove("log", "anna", "met", "--on", "2026-10-20")
    custlove("log", "bela", "cross", "--felt", "upset", "--on", "2026-11-18")
    for day in ("2026-11-02", "2026-11-09", "2026-11-14"):
        custlove("log", "carl", "wrote", "--out", "--on", day)
    return custlove


def silenced(custlove: Program, day: str) -> dict[str, list[str]]:
    found = custlove("--today", day, "today", "--json").json
    return {key: [each["person"] for each in found[key]] for key in ("gone_quiet", "left_low", "ease_off")}


SPOKEN = {"gone_quiet": ["anna"], "left_low": ["bela"], "ease_off": ["carl"]}


def test_it_silences_what_is_suggested_until_the_day(people: Program) -> None:
    assert silenced(people, "2026-11-22") == SPOKEN
    people("snooze", "anna,bela,carl", "2026-11-28", "--why", "on holiday")
    assert silenced(people, "2026-11-22") == {"gone_quiet": [], "left_low": [], "ease_off": []}
    assert silenced(people, "2026-11-27") == {"gone_quiet": [], "left_low": [], "ease_off": []}
    assert silenced(people, "2026-11-21") == SPOKEN
    after = silenced(people, "2026-11-28")
    assert (after["left_low"], after["ease_off"]) == (["bela"], ["carl"])
    assert "anna" in after["gone_quiet"]


def test_never_what_you_owe(people: Program) -> None:
    people("snooze", "anna", "2027-01-15")
    found = people("--today", "2026-12-01", "today", "--json").json
    assert [each["person"] for each in found["broken_promises"]] == ["anna", "bela", "carl"]


def test_what_is_answered(people: Program) -> None:
    said = people("snooze", "anna", "15 dec", "--why", "on holiday")
    assert said.out == (
        "Anna is let be until Tue 15 Dec 2026, in 23 days: on holiday. What you owe them stays in today.\n"
    )
    assert people("snooze", "bela", "in", "2", "weeks", "--json").json == {
        "id": 2, "person": "bela", "name": "Bela", "on": "2026-11-22", "until": "2026-12-06", "why": None,
    }  # fmt: skip
    assert people("snooze", "anna", "--off").out == "Anna is no longer let be.\n"
    assert silenced(people, "2026-11-22")["gone_quiet"] == ["anna"]
    assert people("history", "--json").json[0]["command"] == "snooze anna --off"
    people("undo")
    assert silenced(people, "2026-11-22")["gone_quiet"] == []


def test_where_it_is_seen(people: Program) -> None:
    people("snooze", "anna", "2026-12-15", "--why", "on holiday")
    shown = people("show", "anna", "--json").json
    let_be = {"id": 1, "person": "anna", "name": "Anna", "on": "2026-11-22", "until": "2026-12-15", "why": "on holiday"}
    assert shown["standing"]["let_be"] == let_be
    assert people("brief", "anna", "--json").json["respect"]["let_be"] == let_be
    assert [each["text"] for each in shown["timeline"] if each["kind"] == "let_be"] == ["until 2026-12-15 (on holiday)"]
    said = "until Tue 15 Dec 2026, in 23 days: on holiday"
    assert said in people("show", "anna", tty=True).out
    assert said in people("brief", "anna").out
    assert people("--today", "2026-12-15", "brief", "anna", "--json").json["respect"]["let_be"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("anna",), 2, "Until when?"),
        (("anna", "friday", "--off"), 2, "--off ends it now, so it takes no day."),
        (("anna", "--off"), 4, "Anna is not let be on 2026-11-22."),
        (("anna", "someday"), 2, "someday"),
        (("nobody", "friday"), 3, "nobody"),
        (("anna", "yesterday"), 4, "Nobody can be let be from 2026-11-22 until 2026-11-21."),
    ],
)
def test_refused_and_nothing_changed(
    people: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert people is not None
    assert sentence in refused("snooze", *arguments, code=code)
