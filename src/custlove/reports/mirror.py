"""The mirror: how am I doing, not they (DESIGN.md section 6); twelve questions, each beside the period before."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from custlove.reports import (
    ahead,
    candidates,
    mirror_balance,
    mirror_effort,
    mirror_feeling,
    mirror_past,
    mirror_view,
    mirror_word,
    promise_rate,
)
from custlove.reports.ahead import Statement
from custlove.reports.mirror_view import Answer, Asked, View
from custlove.rules.mirror import QUESTIONS, Measures, Question
from custlove.rules.money import Sum

_ANSWERS: Mapping[str, Callable[[View], tuple[Answer, Answer]]] = {
    "courtship": mirror_effort.courtship,
    "prospects": mirror_effort.prospects,
    "offline": mirror_effort.offline,
    "channels": mirror_effort.channels,
    "asking": mirror_word.asking,
    "listening": mirror_word.listening,
    "promises": mirror_word.promises,
    "mistakes": mirror_word.mistakes_made,
    "scarcity": mirror_balance.scarcity,
    "give_and_take": mirror_balance.give_and_take,
    "fulfilment": mirror_feeling.fulfilment,
    "cost": mirror_balance.cost,
}


class Reflection(NamedTuple):
    """What the mirror says to one question (DESIGN.md section 5): the figure, that of the period before, in `unit`.

    `people` are handles, the most telling first. `value` is None where there is too little to say: `needs` more facts
    are missing then. `basis` is what effort is counted in. `says` puts the figure in words, `because` names the facts.
    """

    key: str
    question: str
    value: int | float | list[Sum] | None
    before: int | float | list[Sum] | None
    unit: str
    people: list[str]
    enough: bool
    needs: int
    basis: str | None
    says: str
    because: list[str]
    names: list[str]


def reflections(connection: sqlite3.Connection, asked: Asked) -> Iterator[Reflection]:
    """The answers to the twelve questions, one by one, as of the end of the period."""
    with ahead.asking(connection, _statements(connection, asked)) as rows:
        view = View(connection, asked, rows)
        for question in QUESTIONS:
            yield _reflection(view, question, *_ANSWERS[question.key](view))


def _statements(connection: sqlite3.Connection, asked: Asked) -> list[Statement]:
    """What is worth asking ahead, in the order in which it is wanted."""
    periods = (asked.period, asked.period.before)
    past = [period.until for period in periods if candidates.is_past(connection, period.until)]
    promised = [each for period in periods for each in promise_rate.statements(connection, *period)]
    easing = [each for day in past for each in mirror_past.statements(day)]
    months = Measures.of(asked.numbers).cost_months
    return [*mirror_view.statements(asked), *promised, *easing, *mirror_balance.statements(periods, months)]


def _reflection(view: View, question: Question, now: Answer, before: Answer) -> Reflection:
    needs = max(0, question.fewest - now.facts)
    people = now.people if not needs else ()
    return Reflection(
        key=question.key,
        question=question.question,
        value=None if needs else now.value,
        before=None if before.facts < question.fewest else before.value,
        unit=now.unit or question.unit,
        people=[view.handles[person] for person in people],
        enough=not needs,
        needs=needs,
        basis=now.basis,
        says="" if needs else now.says,
        because=[] if needs else list(now.because),
        names=[view.people[person].name for person in people],
    )
