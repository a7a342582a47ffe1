"""What one knows: since when, from which touchpoint, what took its place, how it was resolved."""

from collections.abc import Callable
from datetime import date

import pytest

from custlove.errors import Refused, UsageError
from custlove.plain import plain
from custlove.reports.lists import facts as report
from custlove.reports.lists.facts import Fact
from custlove.services import facts, touchpoints
from custlove.services.change import Change
from custlove.services.facts import AddFact, ResolveFact, SupersedeFact
from custlove.store import rows
from tests.services.test_touchpoints import moment

TODAY = date(2026, 11, 22)
EARLIER = date(2026, 11, 10)


@pytest.fixture
def known(with_anna: Change) -> Change:
    """The change in which Anna needs faster invoices since 10 November."""
    facts.add(with_anna, AddFact("anna", "need", "faster invoices", EARLIER))
    return with_anna


def _touched(change: Change, on: date) -> int:
    return touchpoints.write(change, touchpoints.NewTouchpoint([1], moment(on), {"text": "Coffee"})).id


def test_a_fact_is_of_today_unless_told(with_anna: Change) -> None:
    added = facts.add(with_anna, AddFact("Bela", "life", "moves house", new=True))
    assert added.fact == Fact(1, "bela", "Bela", "life", "moves house", TODAY, None, None, None, None, None, None)
    assert added.person.added
    assert facts.add(with_anna, AddFact("anna", "need", "quiet", EARLIER)).fact.on == EARLIER


def test_a_fact_is_as_old_as_its_touchpoint_unless_told(with_anna: Change) -> None:
    earlier = _touched(with_anna, EARLIER)
    asked = AddFact("anna", "need", "quiet", source=["anna", "coffee"])
    assert facts.add(with_anna, asked).fact[-1:] == (earlier,)
    assert facts.add(with_anna, asked).fact.on == EARLIER
    assert facts.add(with_anna, asked._replace(on=TODAY)).fact.on == TODAY
    with pytest.raises(Refused) as fault:
        facts.add(with_anna, asked._replace(on=date(2026, 11, 9)))
    assert fault.value.message == "Touchpoint t1 was on 2026-11-10, so its facts were not known on 2026-11-09."
    # Asked as of a day before the touchpoint: nothing of it is known yet.
    ahead = rows.add(with_anna.connection, "touchpoint", at=moment().at, zone="UTC", day=date(2026, 11, 23))
    with pytest.raises(Refused, match=r"was on 2026-11-23, so its facts were not known on 2026-11-22\.$"):
        facts.add(with_anna, asked._replace(source=[str(ahead)]))
    with pytest.raises(UsageError, match=r"^text: it is empty\.$"):
        facts.add(with_anna, asked._replace(text=""))


def test_another_takes_its_place(known: Change) -> None:
    superseded = facts.supersede(known, SupersedeFact(["anna", "invoices", "by the 5th"], TODAY))
    changed = superseded.fact
    assert (changed.id, changed.kind, changed.text, changed.on, changed.supersedes) == (
        2, "need", "by the 5th", TODAY, 1,
    )  # fmt: skip
    before = report.one(known.connection, 1, TODAY)
    assert (before.superseded_by, before.superseded_on, before.text) == (2, TODAY, "faster invoices")
    assert (superseded.before, superseded.data()) == (before, plain(changed))


def test_it_is_resolved_with_a_word_or_without(known: Change) -> None:
    resolved = facts.resolve(known, ResolveFact(["1", "they pay by card"], TODAY))
    assert (resolved.state, resolved.resolved_on, resolved.resolved_text) == ("resolved", TODAY, "they pay by card")
    facts.add(known, AddFact("anna", "need", "quiet"))
    assert facts.resolve(known, ResolveFact(["anna"], TODAY)).resolved_text is None


@pytest.mark.parametrize(
    ("prepare", "act", "sentence"),
    [
        (
            lambda change: facts.resolve(change, ResolveFact(["1"], TODAY)),
            lambda change: facts.supersede(change, SupersedeFact(["1", "x"], TODAY)),
            "Fact k1 was resolved on 2026-11-22 already.",
        ),
        (
            lambda change: facts.supersede(change, SupersedeFact(["1", "x"], TODAY)),
            lambda change: facts.resolve(change, ResolveFact(["1"], TODAY)),
            "Fact k1 was superseded by k2 on 2026-11-22 already.",
        ),
        (
            lambda _: None,
            lambda change: facts.resolve(change, ResolveFact(["1"], date(2026, 11, 9))),
            "Fact k1 has been known only since 2026-11-10.",
        ),
    ],
)
def test_what_does_not_hold_cannot_change(
    known: Change, prepare: Callable[[Change], object], act: Callable[[Change], object], sentence: str
) -> None:
    prepare(known)
    with pytest.raises(Refused) as fault:
        act(known)
    assert fault.value.message == sentence


def test_what_is_so_now_has_to_be_said(known: Change) -> None:
    with pytest.raises(UsageError, match=r"^What is the new fact\?$"):
        facts.supersede(known, SupersedeFact(["1"], TODAY))


def test_a_fact_follows_its_touchpoint_but_not_past_what_became_of_it(with_anna: Change) -> None:
    number = _touched(with_anna, EARLIER)
    for text in ("free", "resolved", "superseded"):
        facts.add_to(with_anna, 1, "need", text, EARLIER, number)
    facts.add_to(with_anna, 1, "need", "of another day", date(2026, 11, 12), number)
    facts.resolve(with_anna, ResolveFact(["2"], date(2026, 11, 14)))
    facts.supersede(with_anna, SupersedeFact(["3", "now"], date(2026, 11, 14)))
    facts.redate_from(with_anna, number, EARLIER, date(2026, 11, 14))
    facts.redate_from(with_anna, number, date(2026, 11, 14), date(2026, 11, 15))
    days = with_anna.connection.execute("SELECT text, day FROM fact ORDER BY id").fetchall()
    assert days == [
        ("free", "2026-11-15"),
        ("resolved", "2026-11-14"),
        ("superseded", "2026-11-14"),
        ("of another day", "2026-11-12"),
        ("now", "2026-11-14"),
    ]


def test_a_fact_is_corrected_between_its_neighbours_and_its_kind_is_that_of_all(with_anna: Change) -> None:
    facts.add(with_anna, AddFact("anna", "need", "a", EARLIER))
    for number, text in ((1, "b"), (2, "c")):
        facts.supersede(with_anna, SupersedeFact([str(number), text], date(2026, 11, 10 + 2 * number)))
    edited = facts.edit(with_anna, ["2"], facts.FactEdits(text="bills", kind="life", on=date(2026, 11, 13)))
    assert (edited.text, edited.kind, edited.on) == ("bills", "life", date(2026, 11, 13))
    assert {each.kind for each in report.history(with_anna.connection, 1, TODAY)} == {"life"}
    for wrong in (date(2026, 11, 9), date(2026, 11, 15), date(2026, 11, 23)):
        with pytest.raises(Refused):
            facts.edit(with_anna, ["2"], facts.FactEdits(on=wrong))
    facts.resolve(with_anna, ResolveFact(["3"], date(2026, 11, 16)))
    assert facts.edit(with_anna, ["3"], facts.FactEdits(text="d")).text == "d"
    with pytest.raises(Refused, match="was resolved on 2026-11-16"):
        facts.edit(with_anna, ["3"], facts.FactEdits(on=date(2026, 11, 17)))
