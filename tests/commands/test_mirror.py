"""`custlove mirror`: each question with its figure worked out by hand.

Asked on Sunday 22 November 2026, so the period is 24 August to 22 November, the one before 25 May to 23 August.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Program, written_once

KEYS = (
    "courtship", "prospects", "offline", "channels", "asking", "listening",
    "promises", "mistakes", "scarcity", "give_and_take", "fulfilment", "cost",
)  # fmt: skip


def ask(program: Program, key: str, *since: str) -> dict[str, Any]:
    """What the mirror says to one question."""
    found: list[dict[str, Any]] = program("mirror", *since, "--json").json
    return next(each for each in found if each["key"] == key)


def figures(answer: dict[str, Any]) -> tuple[Any, ...]:
    """The figure, that of the period before, and the people."""
    return answer["value"], answer["before"], answer["people"]


@pytest.fixture
@written_once
def people(custlove: Program) -> Program:
    """Anna came as a prospect, Levin was a client all along, Kitty is a prospect."""
    custlove("person", "add", "Anna Karenina", "--as", "anna", "--rung", "prospect", "--on", "2026-01-05")
    custlove("person", "add", "Konstantin Levin", "--as", "levin", "--rung", "client", "--on", "2026-01-05")
    custlove("person", "add", "Kitty", "--as", "kitty", "--rung", "prospect", "--on", "2026-01-05")
    return custlove


def log(program: Program, who: str, *days: str, options: tuple[str, ...] = ()) -> None:
    """A touchpoint on each day."""
    for day in days:
        program("log", who, "Talk", "--on", day, *options)


def test_of_an_empty_journal_nothing_is_said(custlove: Program) -> None:
    found = custlove("mirror", "--json").json
    assert tuple(each["key"] for each in found) == KEYS
    assert {(each["value"], each["before"], each["enough"], tuple(each["people"])) for each in found} == {
        (None, None, False, ())
    }
    assert [each["needs"] for each in found] == [3, 5, 5, 5, 1, 3, 5, 3, 1, 3, 3, 1]


def test_the_courtship_is_compared_with_the_months_after(people: Program) -> None:
    # Three months before 1 June: 1 March to 31 May, 6 touchpoints, 2 a month. 28 February is before the courtship.
    log(
        people, "anna", "2026-02-28", "2026-03-01", "2026-03-20", "2026-04-10", "2026-04-30", "2026-05-15", "2026-05-31"
    )
    people("ladder", "move", "anna", "customer", "--why", "well", "--on", "2026-06-01")
    # From the move to 23 August are 84 days, 2.76 months, 4 touchpoints: 1.45 a month, 72 %.
    log(people, "anna", "2026-06-01", "2026-06-20", "2026-07-10", "2026-08-23")
    # 91 days are 2.99 months, 3 touchpoints: 1.00 a month, 50 %.
    log(people, "anna", "2026-08-24", "2026-10-01", "2026-11-22")
    found = ask(people, "courtship")
    assert figures(found) == (50, 72, ["anna"])
    assert (found["basis"], found["says"]) == ("touchpoints", "2.0 touchpoints a month before the deal, 1.0 since")
    # Levin was placed as a client: no courtship is known of him.
    log(people, "levin", "2026-09-01")
    assert figures(ask(people, "courtship")) == (50, 72, ["anna"])


def test_a_courtship_wants_a_month_after(people: Program) -> None:
    log(people, "anna", "2026-08-10", "2026-09-10", "2026-10-10")
    people("ladder", "move", "anna", "client", "--why", "well", "--on", "2026-10-25")
    assert ask(people, "courtship")["needs"] == 3
    # Thirty days from the move on.
    assert ask(people, "courtship", "--since", "90d")["enough"] is False
    later = people("--today", "2026-11-23", "mirror", "--json").json[0]
    assert (later["enough"], later["value"], later["people"]) == (True, 0, ["anna"])


def test_effort_is_minutes_where_most_have_them(people: Program) -> None:
    log(people, "kitty", "2026-09-01", "2026-09-02", options=("--minutes", "30"))
    log(people, "levin", "2026-09-01", "2026-09-02", options=("--minutes", "90"))
    # Three of Levin's: the one without minutes counts as the average of the others. 60 of 60 + 270.
    log(people, "levin", "2026-09-03")
    found = ask(people, "prospects")
    assert (figures(found), found["basis"]) == ((18, None, ["kitty"]), "minutes")
    assert found["says"] == "about 60 of 330 minutes (minutes noted for 4 of 5)"
    assert found["because"] == ["Kitty: 60 minutes"]
    # A mail without minutes is no meeting: it counts as the mails do.
    mails = ("--channel", "email")
    people("touchpoint", "edit", "5", *mails)
    log(people, "kitty", "2026-09-04", options=(*mails, "--minutes", "6"))
    log(people, "kitty", "2026-09-05", options=mails)
    found = ask(people, "prospects")
    assert found["says"] == "about 72 of 258 minutes (minutes noted for 5 of 7)"
    assert found["because"] == ["Kitty: about 72 minutes"]
    people("undo")
    people("undo")
    people("undo")
    # Half of them are not most of them: 2 of 6 touchpoints.
    log(people, "levin", "2026-09-04")
    found = ask(people, "prospects")
    assert (figures(found), found["basis"], found["says"]) == (
        (33, None, ["kitty"]), "touchpoints", "2 of 6 touchpoints",
    )  # fmt: skip


def test_no_effort_has_faded_because_minutes_were_not_noted(people: Program) -> None:
    log(people, "anna", "2026-04-01", "2026-05-01", "2026-05-20", options=("--minutes", "60"))
    people("ladder", "move", "anna", "customer", "--why", "well", "--on", "2026-06-01")
    log(people, "anna", "2026-06-01", "2026-07-01", "2026-08-01", "2026-08-20", options=("--minutes", "60"))
    log(people, "anna", "2026-09-01", "2026-10-01", "2026-11-01")
    found = ask(people, "courtship")
    # Three in three months before, three in 2.99 since: in minutes there would be none.
    assert (figures(found), found["basis"]) == ((100, 145, []), "touchpoints")


def test_who_was_met_without_minutes_got_as_much_as_the_others(people: Program) -> None:
    for who in ("anna", "kitty"):
        log(people, who, "2026-04-01", "2026-05-01", "2026-05-20", options=("--minutes", "60"))
        people("ladder", "move", who, "customer", "--why", "well", "--on", "2026-06-01")
        log(people, who, "2026-06-01", options=("--minutes", "60"))
    log(people, "anna", "2026-09-01", "2026-09-15", "2026-10-01", "2026-10-15", options=("--minutes", "60"))
    log(people, "kitty", "2026-09-01", "2026-10-01", "2026-11-01")
    found = ask(people, "courtship")
    # 6 hours in three months before, 4 and (as three more) 3 in 2.99 months since.
    assert (found["value"], found["people"], found["basis"]) == (117, [], "minutes")


def test_a_touchpoint_counts_for_the_rung_of_its_day(people: Program) -> None:
    log(people, "anna", "2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04")
    people("ladder", "move", "anna", "customer", "--why", "well", "--on", "2026-09-04")
    log(people, "anna", "2026-09-05")
    # The day of the move is one of a customer: 3 of 5.
    assert figures(ask(people, "prospects")) == (60, None, ["anna"])


def test_offline_and_channels(people: Program) -> None:
    for day, channel in enumerate(("in-person", "letter", "call", "email", "email", "email", "email"), 1):
        log(people, "anna" if channel != "email" else "kitty", f"2026-09-0{day}", options=("--channel", channel))
    log(people, "levin", "2026-09-08")
    found = ask(people, "offline")
    # 2 of 7 with a channel; Kitty was only written to, of Levin no channel is known.
    assert figures(found) == (29, None, ["kitty"])
    assert found["says"] == "2 of 7 in person, by letter or with a gift; calls: 1"
    # 4 + 1 + 1 of 7 are 86 %: the fourth is needed.
    found = ask(people, "channels")
    assert (figures(found), found["unit"]) == ((4, None, []), "channels")
    people("person", "edit", "kitty", "--channel", "call")
    assert ask(people, "channels")["people"] == ["kitty"]
    people("config", "set", "channels", "in-person call letter")
    found = ask(people, "channels")
    assert (figures(found), found["unit"]) == ((43, None, ["kitty"]), "percent")
    assert found["says"] == "3 of 7 over in-person, call, letter; besides: email"


def test_asking(people: Program) -> None:
    # Levin is a client since 5 January; six months later he is one to be asked, and was by 23 August.
    assert figures(ask(people, "asking")) == (1, 1, ["levin"])
    people("feedback", "ask", "levin", "what could be better?", "--on", "2026-10-01")
    for day in ("02", "03"):
        people("feedback", "hear", "levin", "fine work", "--kind", "praise", "--on", f"2026-10-{day}")
    found = ask(people, "asking")
    assert figures(found) == (0, 1, [])
    assert found["says"] == "0 of 1 not asked in 6 months; praise 2 times and no criticism: what do they not say?"


def test_asked_on_the_day_that_another_was_added(people: Program) -> None:
    people("person", "add", "Dolly", "--rung", "client", "--on", "2026-01-05")
    people("feedback", "ask", "dolly", "how was it?", "--on", "2026-01-05")
    assert figures(ask(people, "asking")) == (2, 2, ["dolly", "levin"])


def test_listening(people: Program) -> None:
    for number, (hour, who) in enumerate((("12:00", "anna"), ("16:00", "levin"), ("10:00", "kitty")), 1):
        people("feedback", "hear", who, f"too late {number}", "--kind", "criticism", "--on", f"2026-10-0{number} 10:00")
        if who != "kitty":
            people("feedback", "confirm", str(number), "sooner", "--on", f"2026-10-0{number} {hour}")
    people("feedback", "act", "1", "done", "--on", "2026-10-05")
    people("feedback", "thank", "1", "a card", "--on", "2026-10-06")
    found = ask(people, "listening")
    # One of three is closed; 2 and 6 hours to the first answer.
    assert figures(found) == (33, None, ["levin", "kitty"])
    assert found["says"] == "1 of 3 loops closed; 4 hours to the first answer (median of 2)"


def test_promises(people: Program) -> None:
    for number, kept in enumerate(("10-08", "10-10", "10-10", "10-12", None), 1):
        people("promise", "add", "anna", f"plan {number}", "--by", "2026-10-10", "--on", "2026-10-01")
        if kept:
            people("promise", "keep", str(number), "--on", f"2026-{kept}")
    found = ask(people, "promises")
    # Three of five on or before their day; 2, 0, 0 and -2 days early.
    assert figures(found) == (60, None, ["anna"])
    assert found["says"] == "3 of 5 kept on or before their day; margin +0 days"


def test_a_promise_moved_after_its_day_was_missed_though_it_is_due_again(people: Program) -> None:
    for number in range(1, 6):
        people("promise", "add", "anna", f"plan {number}", "--by", "2026-10-10", "--on", "2026-10-01")
        if number < 5:
            people("promise", "keep", str(number), "--on", "2026-10-10")
    people("promise", "move", "5", "--to", "2027-01-10", "--on", "2026-10-12")
    assert figures(ask(people, "promises")) == (80, None, ["anna"])


def test_mistakes(people: Program) -> None:
    for number, who in enumerate(("anna", "anna", "levin"), 1):
        people("mistake", "add", who, f"a slip {number}", "--on", "2026-10-01")
    for number, day in ((1, "03"), (2, "05")):
        people("mistake", "own", str(number), "sorry", "--on", "2026-10-01")
        people("mistake", "repair", str(number), "done anew", "--on", f"2026-10-{day}")
    found = ask(people, "mistakes")
    assert figures(found) == (67, None, ["levin"])
    assert found["says"] == "of 3: 2 owned, 2 made right in 3 days (median)"


def test_scarcity(people: Program) -> None:
    log(people, "levin", "2026-06-01", "2026-06-02", "2026-06-03", options=("--out",))
    log(people, "anna", "2026-09-01", "2026-09-02", "2026-09-03", options=("--out",))
    assert figures(ask(people, "scarcity")) == (2, 1, ["anna", "levin"])
    log(people, "levin", "2026-09-04", options=("--in",))
    found = ask(people, "scarcity")
    assert figures(found) == (1, 1, ["anna"])
    assert found["because"] == ["Anna Karenina: 3 in a row without an answer; no word from them yet"]


def test_give_and_take(people: Program) -> None:
    for who in ("stiva", "dolly"):
        people("person", "add", who.title(), "--as", who, "--rung", "customer", "--on", "2026-01-05")
    # Levin takes: three times, and nothing came back. Stiva gives: an order, and not one word from you.
    log(people, "levin", "2026-09-01", "2026-09-02", "2026-09-03", options=("--energy", "tired"))
    people("purchase", "add", "stiva", "100", "--on", "2026-10-01")
    # Dolly gives and gets; Kitty is courted, which is no one-sidedness.
    log(people, "dolly", "2026-09-01", "2026-09-02", "2026-09-03")
    people("purchase", "add", "dolly", "100", "--on", "2026-10-01")
    log(people, "kitty", "2026-09-01", "2026-09-02", "2026-09-03")
    found = ask(people, "give_and_take")
    assert figures(found) == (2, None, ["levin", "stiva"])
    assert found["says"] == "of 3: 1 only take, 1 only give"
    drained = "3 of 3 that say how they left you drained you"
    assert found["because"] == [
        f"Konstantin Levin: only takes; in touch on 3 days, {drained}, nothing came back",
        "Stiva: only gives; gave once, no touchpoint",
    ]
    # Three calls of one day are one day.
    people("person", "add", "Masha", "--rung", "customer", "--on", "2026-01-05")
    log(people, "masha", *["2026-09-05"] * 3, options=("--energy", "tired"))
    assert figures(ask(people, "give_and_take")) == (2, None, ["levin", "stiva"])
    # One that leaves you warm is something that came back.
    log(people, "levin", "2026-09-04", options=("--energy", "warm"))
    assert figures(ask(people, "give_and_take")) == (1, None, ["stiva"])


@pytest.mark.parametrize(
    "spared",
    [
        ("person", "edit", "levin", "--influence", "5"),
        ("feedback", "hear", "levin", "a joy", "--kind", "praise", "--on", "2025-01-01"),
        ("fact", "add", "levin", "life", "a daughter", "--on", "2026-11-01"),
    ],
)
def test_nobody_takes_for_whom_something_speaks_nor_to_whom_you_only_wrote(
    people: Program, spared: tuple[str, ...]
) -> None:
    for who in ("stiva", "dolly"):
        people("person", "add", who.title(), "--as", who, "--rung", "customer", "--on", "2025-01-01")
        log(people, who, "2026-09-01", "2026-09-02", "2026-09-03", options=("--out",))
    log(people, "levin", "2026-09-01", "2026-09-02", "2026-09-03", options=("--energy", "drained"))
    assert figures(ask(people, "give_and_take")) == (1, None, ["levin"])
    people(*spared)
    assert ask(people, "give_and_take")["value"] == 0


def test_nobody_takes_of_whom_no_energy_is_known(people: Program) -> None:
    for who in ("stiva", "dolly"):
        people("person", "add", who.title(), "--as", who, "--rung", "advocate", "--on", "2026-01-05")
    log(people, "stiva", "2026-09-01", "2026-09-02", "2026-09-03", options=("--felt", "delighted"))
    log(people, "dolly", "2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04", options=("--minutes", "90"))
    log(people, "levin", "2026-09-01")
    found = ask(people, "give_and_take")
    assert (figures(found), found["says"]) == ((0, None, []), "of 3: 0 only take, 0 only give")
    # Two tired days of five are not known well enough; three of seven are, and all of them drained you.
    log(people, "dolly", "2026-09-05", "2026-09-06", options=("--energy", "tired"))
    assert figures(ask(people, "give_and_take")) == (0, None, [])
    log(people, "dolly", "2026-09-07", options=("--energy", "tired"))
    found = ask(people, "give_and_take")
    assert found["because"] == [
        "Dolly: only takes; in touch on 7 days, 3 of 3 that say how they left you drained you, nothing came back"
    ]


def test_fulfilment_hears_you_complain(people: Program) -> None:
    log(people, "anna", "2026-09-01", options=("--energy", "fed"))
    log(people, "levin", "2026-09-02", options=("--energy", "drained"))
    log(people, "levin", "2026-09-03", options=("--energy", "even"))
    people("log", "kitty", "So ÜNFAIR, and the rudeness", "--on", "2026-09-04")
    people("config", "set", "complaints", "unfair rude")
    found = ask(people, "fulfilment")
    # One drained, one complaint, of four that say something; rudeness is not rude.
    assert figures(found) == (50, None, ["levin", "kitty"])
    kitty = "Kitty: unfair in “So ÜNFAIR, and the rudeness” (touchpoint t4 of 2026-09-04)"
    assert found["because"] == [kitty]
    people("person", "edit", "anna", "--notes", "rude on the phone")
    assert ask(people, "fulfilment")["because"][1] == "Anna Karenina: rude in “rude on the phone” (notes)"
    # A denial is no complaint, and an energy says more than a word.
    people("person", "edit", "anna", "--notes", "not rude on the phone")
    for who, energy in (("levin", "even"), ("anna", "fed")):
        people("log", who, "an unfair game, and he laughed", "--on", "2026-09-05", "--energy", energy)
    found = ask(people, "fulfilment")
    assert (figures(found), found["because"]) == ((33, None, ["levin", "kitty"]), [kitty])
    people("undo")
    people("undo")
    people("config", "set", "complaints", "tiresome")
    assert figures(ask(people, "fulfilment")) == (33, None, ["levin"])


def test_the_cost_of_losing_them_is_never_added_up_across_currencies(people: Program) -> None:
    for who, amount, currency, day in (
        ("levin", "1000", "EUR", "2026-01-10"),
        ("levin", "200.50", "EUR", "2026-10-01"),
        ("anna", "300", "CHF", "2026-10-01"),
        ("anna", "900", "CHF", "2025-11-22"),
        ("kitty", "70", "EUR", "2026-10-01"),
    ):
        people("purchase", "add", who, amount, currency, "--on", day)
    log(people, "kitty", "2026-11-20", options=("--felt", "glad"))
    log(people, "levin", "2026-11-20", options=("--felt", "upset"))
    people("promise", "add", "anna", "the plan", "--by", "2026-11-01", "--on", "2026-10-20")
    log(people, "anna", "2026-11-20")
    found = ask(people, "cost")
    assert found["value"] == [{"amount": "300.00", "currency": "CHF"}, {"amount": "1200.50", "currency": "EUR"}]
    assert found["people"] == ["levin", "anna"]
    assert found["because"] == [
        "Konstantin Levin: left low; bought 1200.50 EUR", "Anna Karenina: a broken promise; bought 300.00 CHF",
    ]  # fmt: skip
    people("promise", "keep", "1")
    log(people, "levin", "2026-11-21", options=("--felt", "glad"))
    assert ask(people, "cost")["value"] == []


def test_nothing_dated_later_counts_and_asking_changes_nothing(people: Program, rows: Any) -> None:
    log(people, "levin", "2026-06-01", "2026-07-01", options=("--energy", "drained", "--channel", "email"))
    before = people("--today", "2026-08-01", "mirror", "--json").json
    log(people, "levin", "2026-08-02", "2026-11-01", options=("--energy", "fed", "--channel", "letter"))
    people("purchase", "add", "levin", "900", "--on", "2026-09-01")
    people("ladder", "move", "levin", "advocate", "--why", "well", "--on", "2026-09-01")
    people("ladder", "move", "anna", "customer", "--why", "well", "--on", "2026-09-01")
    there = rows()
    assert people("--today", "2026-08-01", "mirror", "--json").json == before
    assert rows() == there


def shown(program: Program, *arguments: str) -> Iterator[str]:
    """The lines at a terminal, without their styles."""
    yield from re.sub(r"\x1b\[[\d;]*m", "", program(*arguments, tty=True).out).splitlines()


def test_the_page_at_a_terminal(people: Program) -> None:
    log(people, "kitty", "2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-05", options=("--in",))
    lines = [line.rstrip() for line in shown(people, "mirror")]
    assert lines[:10] == [
        "How am I doing? 24 Aug to 22 Nov, and the 91 days before",
        "",
        "question                                    value      before",
        "Does your effort last after the deal?           -           -",
        "  3 more facts before there is anything to say",
        "  Thank a customer without a reason: custlove log WHO TEXT --channel letter",
        "How much of it goes to prospects?            100%           -",
        "  5 of 5 touchpoints",
        "  Kitty: 5 touchpoints",
        "  Give the next free hour to a customer: custlove circles",
    ]
    assert all(len(line) <= 80 for line in lines)
    # However wide the terminal is.
    wide = people("--no-color", "mirror", tty=True, columns=400).out.splitlines()
    assert "  Kitty: 5 touchpoints" in [line.rstrip() for line in wide]
    plain = people("mirror", "--plain").out.splitlines()
    assert plain[0] == "key\tquestion\tvalue\tbefore\tunit\tpeople\tenough\tneeds\tbasis\tsays\tbecause\tdeed"
    assert plain[2].split("\t")[2:7] == ["100", "", "percent", "kitty", "yes"]
    assert len(plain) == 13


def test_a_past_day_is_answered_as_it_was_then(people: Program) -> None:
    # Asked of a past day, everybody is looked for at once: the answer is the one of that day.
    log(people, "levin", "2026-06-01", options=("--felt", "upset"))
    log(people, "anna", "2026-05-01", "2026-05-02", "2026-05-03", options=("--out",))
    people("purchase", "add", "levin", "10", "--on", "2026-06-01")
    people("purchase", "add", "anna", "20", "--on", "2026-05-01")
    keys = ("scarcity", "cost")

    def asked(day: str) -> list[Any]:
        found = people("--today", day, "mirror", "--since", "90d", "--json").json
        return [{**each, "names": []} for each in found if each["key"] in keys]

    then = [asked(day) for day in ("2026-06-02", "2026-06-20", "2026-08-20")]
    assert then[0][1]["because"] == ["Konstantin Levin: left low; bought 10.00 EUR"]
    log(people, "levin", "2026-08-21", "2026-11-01", options=("--felt", "glad"))
    log(people, "anna", "2026-08-21", "2026-11-01", options=("--in",))
    assert [asked(day) for day in ("2026-06-02", "2026-06-20", "2026-08-20")] == then


def test_money_given_back_is_no_purchase_to_lose(people: Program) -> None:
    people("purchase", "add", "anna", "500", "EUR", "--on", "2025-10-01")
    people("purchase", "add", "anna", "--on", "2026-01-15", "--", "-500", "EUR")
    people("promise", "add", "anna", "the plan", "--by", "2026-11-01", "--on", "2026-10-01")
    found = ask(people, "cost")
    assert (found["enough"], found["needs"], found["people"]) == (False, 1, [])
    people("purchase", "add", "levin", "100", "EUR", "--on", "2026-02-01")
    people("purchase", "add", "levin", "--on", "2026-02-15", "--", "-20", "EUR")
    people("promise", "add", "levin", "the seed", "--by", "2026-11-01", "--on", "2026-10-01")
    found = ask(people, "cost")
    assert (found["value"], found["people"]) == ([{"amount": "80.00", "currency": "EUR"}], ["levin"])
    assert found["says"] == "what 1 of 1 buyers of the last 12 months bought then, who might go"


def test_every_line_ends_in_a_deed_with_its_command(people: Program) -> None:
    log(people, "levin", "2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-05", options=("--out",))
    people("person", "edit", "levin", "--channel", "call")
    for number in (1, 2, 3):
        people("feedback", "hear", "levin", f"late {number}", "--kind", "criticism", "--on", "2026-10-01")
        people("mistake", "add", "levin", f"slip {number}", "--on", "2026-10-01")
    for number in range(1, 6):
        people("promise", "add", "levin", f"plan {number}", "--by", "2026-10-10", "--on", "2026-10-01")
    people("promise", "keep", "1", "--on", "2026-10-20")
    found = {each["key"]: each for each in people("mirror", "--json").json}
    assert {key: each["deed"]["command"] for key, each in found.items()} == {
        "courtship": "custlove log WHO TEXT --channel letter",
        "prospects": "custlove circles",
        "offline": "custlove log WHO TEXT --channel letter",
        "channels": 'custlove config set channels "in-person call letter"',
        "asking": 'custlove feedback ask levin "What should I do differently?"',
        "listening": "custlove feedback confirm 1",
        "promises": "custlove promise keep 2",
        "mistakes": "custlove mistake own 1",
        "scarcity": "custlove today",
        "give_and_take": "custlove balance",
        "fulfilment": "custlove wows",
        "cost": "custlove balance --by purchases",
    }
    assert found["listening"]["deed"]["what"] == "Say it back to Konstantin Levin"
    assert found["promises"]["because"] == ["Konstantin Levin: 1 late, 4 broken"]
    assert found["mistakes"]["because"][0] == "Konstantin Levin: slip 1 (noticed 2026-10-01)"
    assert found["asking"]["because"] == ["Konstantin Levin: never asked, here since 2026-01-05"]


def test_the_commands_of_the_deeds_are_those_of_the_program(people: Program) -> None:
    from custlove.reports.mirror import deeds
    from custlove.rules.mirror import QUESTIONS

    for question in QUESTIONS:
        for who in (None, "levin"):
            said = deeds.deed(question.key, who, "Levin")
            assert "{" not in f"{said.what}{said.command}"
            words = [word for word in said.command.split() if word.isalpha() and word.islower()][1:3]
            assert people(
                *words[: 2 if words[0] in ("followup", "config", "feedback", "promise", "mistake", "person") else 1],
                "--help",
            ).out
