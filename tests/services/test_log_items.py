"""What a contact brought: feedback, promises kept, a purchase, in the change of the contact."""

from datetime import date, timedelta

import pytest

from custlove.errors import CustloveError, NotFound, Refused, UsageError
from custlove.services import feedback, people, promises, purchases
from custlove.services.change import Change
from custlove.services.log import LogContact, log
from custlove.services.log_items import Bought, LogItems
from tests.services.conftest import CAME, TODAY, moment

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def promised(with_anna: Change) -> Change:
    """Anna was promised a draft and a plan, Bela an offer; she was asked for feedback, and bought in Swiss francs."""
    people.add(with_anna, people.AddPerson("Bela", CAME))
    for person, what in ((1, "the draft"), (1, "the plan"), (2, "the offer")):
        promises.add_to(with_anna, person, what, CAME, TODAY)
    feedback.ask(with_anna, feedback.AskForFeedback("anna", "how was it?", moment(CAME)))
    purchases.add(with_anna, purchases.AddPurchase("anna", CAME, "10", "CHF"))
    return with_anna


def test_all_of_it_as_of_the_moment_of_the_contact(promised: Change) -> None:
    said = LogItems(
        [("criticism", "too slow"), ("praise", "good drawings")],
        [["1"], ["the", "plan"]],
        Bought("1200", what="the workshop"),
    )
    logged = log(promised, LogContact(["anna"], moment(YESTERDAY), items=said))
    items = logged.items
    assert items is not None
    assert [(each.kind, each.text, each.heard_on, each.answers) for each in items.feedback] == [
        ("criticism", "too slow", YESTERDAY, 1),
        ("praise", "good drawings", YESTERDAY, None),
    ]
    assert [(each.id, each.state, each.kept_on) for each in items.kept] == [
        (1, "kept_early", YESTERDAY),
        (2, "kept_early", YESTERDAY),
    ]
    assert items.purchase is not None
    assert (items.purchase.amount, items.purchase.currency, items.purchase.what, items.purchase.on) == (
        "1200.00", "CHF", "the workshop", YESTERDAY,
    )  # fmt: skip
    data = logged.data()
    assert list(data)[-3:] == ["feedback", "kept", "purchase"]
    assert [each["id"] for each in data["feedback"]] == [1, 2]


def test_a_promise_to_any_of_those_who_were_there(promised: Change) -> None:
    logged = log(promised, LogContact(["anna", "bela"], moment(TODAY), items=LogItems(kept=[["3"], ["draft"]])))
    assert logged.items is not None
    assert [each.person for each in logged.items.kept] == ["bela", "anna"]


@pytest.mark.parametrize(
    ("items", "kind", "sentence"),
    [
        (LogItems([("idea", "x")]), UsageError, "Feedback comes from one person, and 2 were there."),
        (LogItems(bought=Bought("5")), UsageError, "A purchase is of one person, and 2 were there."),
        (LogItems(kept=[["poem"]]), NotFound, 'Anna Karenina and Bela have no open promise with "poem" in it.'),
    ],
)
def test_what_is_of_one_person(promised: Change, items: LogItems, kind: type[CustloveError], sentence: str) -> None:
    with pytest.raises(kind) as fault:
        log(promised, LogContact(["anna", "bela"], moment(TODAY), items=items))
    assert fault.value.message == sentence


@pytest.mark.parametrize(
    ("on", "items", "kind", "sentence"),
    [
        (TODAY, LogItems(kept=[["3"]]), Refused, 'Promise p3 ("the offer") is to Bela, who was not there.'),
        (TODAY, LogItems(kept=[["9"]]), NotFound, "There is no promise p9."),
        (CAME - timedelta(days=1), LogItems(kept=[["1"]]), Refused, f"Promise p1 was made only on {CAME}."),
        (TODAY, LogItems(bought=Bought("1,234")), UsageError, 'The amount "1,234" cannot be read. '),
    ],
)
def test_what_is_refused(promised: Change, on: date, items: LogItems, kind: type[CustloveError], sentence: str) -> None:
    with pytest.raises(kind) as fault:
        log(promised, LogContact(["anna"], moment(on), items=items))
    assert fault.value.message.startswith(sentence)
