"""`custlove balance`: who gives, who takes, and the facts behind each figure."""

import re

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def year(anna: Program) -> Program:
    """Anna buys and praises; Levin costs time, breaks a promise, and sends people."""
    anna("person", "add", "Konstantin Levin", "--as", "levin", "--on", "2025-09-01", "--influence", "5", "--fit", "4")
    anna("purchase", "add", "anna", "1200", "EUR", "workshop", "--on", "2026-10-01")
    anna("purchase", "add", "anna", "80.50", "USD", "a book", "--on", "2026-10-02")
    anna("purchase", "add", "anna", "99", "EUR", "too long ago", "--on", "2025-11-21")
    anna("feedback", "hear", "anna", "a joy", "--kind", "praise", "--on", "2026-09-10")
    anna("feedback", "hear", "anna", "blue?", "--kind", "idea", "--on", "2026-09-11")
    anna("log", "anna", "Kick-off", "--minutes", "30", "--energy", "fed", "--on", "2026-09-12")
    anna("introduction", "add", "levin", "Kitty Shcherbatskaya", "over lunch", "--on", "2026-09-20")
    anna("log", "levin", "The harvest, again", "--minutes", "180", "--energy", "drained", "--on", "2026-09-12")
    anna("log", "levin,anna", "Lunch", "--minutes", "60", "--energy", "warm", "--on", "2026-09-13")
    anna("promise", "add", "levin", "seed", "--theirs", "--by", "2026-10-10", "--on", "2026-10-01")
    anna("promise", "add", "levin", "a letter", "--theirs", "--by", "2026-10-12", "--on", "2026-10-01")
    anna("promise", "keep", "levin", "letter", "--on", "2026-10-12")
    return anna


def test_figures_beside_each_other(year: Program) -> None:
    levin, anna = year("balance", "--json").json
    assert levin == {
        "person": "levin", "name": "Konstantin Levin", "rung": "prospect", "spent": [], "purchases": 0,
        "introductions": 1, "praise": 0, "ideas": 0, "promises_kept": 1, "fed": 1, "minutes": 240, "touchpoints": 2,
        "promises_broken": 1, "drained": -2, "fit": 4, "influence": 5, "list": "cares", "place": 1,
        "because": [
            "240 minutes", "broke 1 promise", "left you drained (-1)", "bought nothing", "sent 1 person",
            "fit 4: higher", "influence 5: higher",
        ],
        "command": "custlove feedback ask levin",
    }  # fmt: skip
    assert anna["spent"] == [{"amount": "1200.00", "currency": "EUR"}, {"amount": "80.50", "currency": "USD"}]
    assert [anna[figure] for figure in ("purchases", "praise", "ideas", "fed", "minutes", "fit")] == [
        2,
        1,
        1,
        3,
        90,
        None,
    ]


def test_a_table_has_only_the_columns_in_which_there_is_something(year: Program) -> None:
    shown = re.sub(r"\x1b\[[\d;]*m", "", year("balance", "--since", "2026-10-02", tty=True).out)
    assert [line.rstrip() for line in shown.splitlines()] == [
        "Who gives much  1   say thank you: custlove log WHO",
        "Anna Karenina  bought for 80.50 USD",
        "",
        "Who costs time and cares  0",
        "Who takes  0",
        "",
        "Who gives much stands by what they spent, and a person sent counts as much as",
        "the middle buyer spent. Fit and influence have a say: each of 4 or 5 counts",
        "double, each of 1 or 2 half; among those who take, a low fit puts somebody",
        "higher, and nobody is there to whom others listen.",
        "",
        "The figures",
        "",
        "name                  spent  buys  kept  broke  fit  infl",
        "Anna Karenina     80.50 USD     1",
        "Konstantin Levin                      1      1    4     5",
    ]


@pytest.mark.parametrize(
    ("by", "least", "most"),
    [
        ("fed", "levin", "anna"),
        ("min", "anna", "levin"),
        ("broke", "anna", "levin"),
        ("drain", "anna", "levin"),
        ("sent", "anna", "levin"),
        ("buys", "levin", "anna"),
        ("name", "levin", "anna"),
        ("rung", "levin", "anna"),
        ("list", "levin", "anna"),
        # Of what is not known nothing can be said: it comes last both ways.
        ("infl", "levin", "levin"),
        ("spent", "anna", "anna"),
        ("EUR", "anna", "anna"),
    ],
)
def test_by_the_headings_of_the_table_and_either_way(year: Program, by: str, least: str, most: str) -> None:
    assert year("balance", "--by", by, "--json").json[0]["person"] == most
    assert year("balance", "--by", by, "--reverse", "--json").json[0]["person"] == least


def test_without_a_column_it_is_minutes_that_are_reversed(year: Program) -> None:
    assert [row["person"] for row in year("balance", "--reverse", "--json").json] == ["anna", "levin"]


def test_one_person_stands_in_the_list_in_which_they_stand_among_all(year: Program) -> None:
    for row in year("balance", "--json").json:
        alone = year("balance", row["person"], "--json").json
        assert alone == [{**row, "place": None}]


def test_fit_and_influence_have_a_say(custlove: Program) -> None:
    for name, options in (("Ada", ("--fit", "1")), ("Bo", ()), ("Cy", ("--fit", "5", "--influence", "4"))):
        custlove("person", "add", name, *options, "--on", "2026-01-01")
        custlove("purchase", "add", name, "100", "EUR", "--on", "2026-10-01")
    rows = custlove("balance", "--by", "list", "--json").json
    assert [(row["person"], row["list"], row["place"]) for row in rows] == [
        ("cy", "gives", 1),
        ("bo", "gives", 2),
        ("ada", "gives", 3),
    ]
    assert [row["because"] for row in rows] == [
        ["bought for 100.00 EUR", "fit 5: higher", "influence 4: higher"],
        ["bought for 100.00 EUR"],
        ["bought for 100.00 EUR", "fit 1: lower"],
    ]


def test_who_gives_much_stands_by_how_much_it_was(custlove: Program) -> None:
    for name, spent, options in (("Ada", "12000", ()), ("Bo", "150", ("--influence", "5")), ("Cy", "150", ())):
        custlove("person", "add", name, *options, "--on", "2026-01-01")
        custlove("purchase", "add", name, spent, "EUR", "--on", "2026-10-01")
    custlove("log", "ada", "Kick-off", "--energy", "fed", "--on", "2026-10-02")
    custlove("feedback", "hear", "bo", "a joy", "--kind", "praise", "--on", "2026-10-02")
    rows = custlove("balance", "--by", "list", "--json").json
    assert [(row["person"], row["list"], row["place"]) for row in rows] == [
        ("ada", "gives", 1),
        ("bo", "gives", 2),
        ("cy", "gives", 3),
    ]
    # Somebody sent may buy as much as the middle buyer did: two of them and his own order are more than hers twice.
    for sent in ("Dora", "Ede"):
        custlove("introduction", "add", "cy", sent, "--on", "2026-10-03")
    rows = custlove("balance", "--by", "list", "--json").json
    assert [row["person"] for row in rows] == ["ada", "cy", "bo"]


def test_others_listen_but_nothing_shows_that_they_care(custlove: Program) -> None:
    custlove("person", "add", "Lia", "--influence", "5", "--on", "2026-01-01")
    for day in ("2026-09-01", "2026-09-20", "2026-10-10"):
        custlove("log", "lia", "Lies in public", "--in", "--felt", "upset", "--minutes", "60", "--on", day)
    [lia] = custlove("balance", "--json").json
    assert (lia["list"], lia["because"], lia["command"]) == (None, [], None)


def test_what_you_only_sent_costs_no_time(custlove: Program) -> None:
    custlove("person", "add", "Ova", "--on", "2026-01-01")
    for day in ("2026-09-01", "2026-09-20", "2026-10-10"):
        custlove("log", "ova", "An offer", "--out", "--on", day)
    custlove("feedback", "hear", "ova", "a joy", "--kind", "praise", "--on", "2026-10-11")
    assert [(row["touchpoints"], row["list"]) for row in custlove("balance", "--json").json] == [(3, None)]
    # Three calls of one day are one day.
    for day in ("2026-10-12", "2026-10-12", "2026-10-13"):
        custlove("log", "ova", "A question", "--in", "--minutes", "10", "--on", day)
    assert custlove("balance", "--json").json[0]["list"] is None
    custlove("log", "ova", "Coffee", "--minutes", "20", "--on", "2026-10-14")
    [ova] = custlove("balance", "--json").json
    assert (ova["list"], ova["because"]) == (
        "cares",
        ["in touch on 3 days", "50 minutes", "bought nothing", "1 word of praise"],
    )


def test_the_student_who_cares_and_the_freeloader(custlove: Program) -> None:
    for name in ("Big Buyer", "Student", "Kim"):
        custlove("person", "add", name, "--as", name.split()[0].lower(), "--on", "2025-10-01")
    custlove("purchase", "add", "big", "9000", "EUR", "--on", "2026-05-01")
    custlove("purchase", "add", "student", "40", "EUR", "--on", "2026-05-01")
    custlove("purchase", "add", "kim", "90", "EUR", "--on", "2025-12-01")
    custlove("feedback", "hear", "student", "a joy", "--kind", "praise", "--on", "2026-06-01")
    for month in range(1, 11):
        for who in ("student", "kim"):
            custlove("log", who, "a call", "--energy", "tired", "--minutes", "45", "--on", f"2026-{month:02}-10")
    found = {row["person"]: row for row in custlove("balance", "--json").json}
    assert {handle: row["list"] for handle, row in found.items()} == {
        "big": "gives",
        "student": "cares",
        "kim": "takes",
    }
    assert found["student"]["because"] == [
        "450 minutes",
        "left you drained (-10)",
        "bought little: 40.00 EUR",
        "1 word of praise",
    ]
    assert found["kim"]["because"] == [
        "in touch on 10 days since 2026-01-10, 450 minutes",
        "10 of 10 days that say how they left you drained you",
        "nothing given since: bought last on 2025-12-01",
    ]
    # At arm's length nothing is suggested: nobody is thanked or asked there.
    for who in ("student", "big", "kim"):
        custlove("person", "edit", who, "--circle", "arms-length", "--on", "2026-11-20")
    lists = {row["person"]: row["list"] for row in custlove("balance", "--json").json}
    assert lists == {"big": None, "student": None, "kim": "takes"}
    assert custlove("--today", "2026-11-19", "balance", "student", "--json").json[0]["list"] == "cares"
    # Whoever takes does so whatever the period; in May, half a year had not gone by since the order of December.
    short = {row["person"]: row["list"] for row in custlove("balance", "--since", "2026-09-01", "--json").json}
    assert short == {"kim": "takes", "student": None}
    earlier = {row["person"]: row["list"] for row in custlove("--today", "2026-05-31", "balance", "--json").json}
    assert earlier == {"big": "gives", "kim": "gives", "student": None}


@pytest.mark.parametrize(
    ("by", "first"),
    [("touchpoints", "levin"), ("praise", "anna"), ("EUR", "anna"), ("drained", "levin"), ("name", "anna"),
     ("influence", "levin"), ("promises-broken", "levin"), ("rung", "anna")],
)  # fmt: skip
def test_any_column_can_come_first(year: Program, by: str, first: str) -> None:
    assert year("balance", "--by", by, "--json").json[0]["person"] == first


def test_what_is_no_column_is_refused(year: Program, refused: Refusal) -> None:
    assert "neither a column nor a currency" in refused("balance", "--by", "beauty", code=2)
    refused("balance", "boris", code=3)


@pytest.mark.parametrize(
    ("who", "figure", "facts"),
    [
        ("anna", "purchases", [("2026-10-02", "a book", "80.50 USD"), ("2026-10-01", "workshop", "1200.00 EUR")]),
        ("levin", "introductions", [("2026-09-20", "Kitty Shcherbatskaya: over lunch", "1")]),
        ("anna", "praise", [("2026-09-10", "a joy", "1")]),
        ("anna", "ideas", [("2026-09-11", "blue?", "1")]),
        ("levin", "promises-kept", [("2026-10-12", "a letter", "1")]),
        ("levin", "promises-broken", [("2026-10-10", "seed", "1")]),
        ("anna", "fed", [("2026-09-13", "Lunch", "1"), ("2026-09-12", "Kick-off", "2")]),
        ("levin", "drained", [("2026-09-12", "The harvest, again", "-2")]),
        ("levin", "minutes", [("2026-09-13", "Lunch", "60"), ("2026-09-12", "The harvest, again", "180")]),
        ("levin", "touchpoints", [("2026-09-13", "Lunch", "1"), ("2026-09-12", "The harvest, again", "1")]),
    ],
)  # fmt: skip
def test_every_figure_can_be_opened(year: Program, who: str, figure: str, facts: list[tuple[str, str, str]]) -> None:
    found = year("balance", who, "--open", figure, "--json").json
    assert [(each["on"], each["text"], each["counts"]) for each in found] == facts
    assert {(each["person"], each["figure"]) for each in found} == {(who, figure.replace("-", "_"))}


def test_every_figure_is_what_its_facts_come_to(year: Program) -> None:
    for row in year("balance", "--json").json:
        for figure in ("fed", "drained", "minutes", "touchpoints", "introductions", "praise", "promises_broken"):
            facts = year("balance", row["person"], "--open", figure.replace("_", "-"), "--json").json
            assert sum(int(fact["counts"]) for fact in facts) == row[figure], figure


def test_as_of_a_day_and_over_a_period(year: Program) -> None:
    earlier = {row["person"]: row for row in year("--today", "2026-10-11", "balance", "--json").json}
    assert (earlier["levin"]["promises_broken"], earlier["levin"]["promises_kept"]) == (1, 0)
    assert year("--today", "2026-09-11", "balance", "--json").json[0]["minutes"] == 0
    assert [row["person"] for row in year("balance", "--since", "2026-10-11", "--json").json] == ["levin"]
    assert year("balance", "kitty", "--json").json[0]["touchpoints"] == 0
    year("person", "archive", "levin")
    assert [row["person"] for row in year("balance", "--json").json] == ["anna"]
    assert year("balance", "levin", "--json").json[0]["minutes"] == 240


def test_who_has_no_figure_is_left_out(anna: Program) -> None:
    anna("promise", "add", "anna", "their logo", "--theirs", "--by", "2026-11-22", "--on", "2026-11-01")
    anna("promise", "add", "anna", "their figures", "--theirs", "--by", "2026-11-10", "--on", "2026-11-01")
    anna("promise", "keep", "2", "--on", "2026-11-12")
    assert anna("balance", "--json").json == []
    assert [each["person"] for each in anna("balance", "anna", "--json").json] == ["anna"]
    anna("promise", "keep", "1")
    assert [(each["person"], each["promises_kept"]) for each in anna("balance", "--json").json] == [("anna", 1)]


def test_money_given_back_is_no_purchase(anna: Program) -> None:
    anna("purchase", "add", "anna", "100", "EUR", "--on", "2026-11-01")
    anna("purchase", "add", "anna", "--on", "2026-11-02", "--", "-20", "EUR")
    found = anna("balance", "anna", "--json").json[0]
    assert (found["purchases"], found["spent"]) == (1, [{"amount": "80.00", "currency": "EUR"}])
    opened = anna("balance", "anna", "--open", "purchases", "--json").json
    assert [each["counts"] for each in opened] == ["-20.00 EUR", "100.00 EUR"]
