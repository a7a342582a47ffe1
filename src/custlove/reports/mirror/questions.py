"""The mirror: how am I doing, not they (DESIGN.md section 6); twelve questions, each next to the period before."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from custlove.reports import background_query
from custlove.reports.background_query import Statement
from custlove.reports.journal_wide import promise_rate
from custlove.reports.mirror import as_of, balance, data, deeds, effort, reliability, wellbeing
from custlove.reports.mirror.data import Answer, MirrorOptions, View
from custlove.reports.mirror.deeds import Deed
from custlove.reports.people import candidates
from custlove.rules.mirror import QUESTIONS, Measures, Question
from custlove.rules.money import Sum

_ANSWERS: Mapping[str, Callable[[View], tuple[Answer, Answer]]] = {
    "courtship": effort.courtship,
    "prospects": effort.prospects,
    "offline": effort.offline,
    "channels": effort.channels,
    "asking": reliability.asking,
    "listening": reliability.listening,
    "promises": reliability.promises,
    "mistakes": reliability.mistakes_made,
    "scarcity": balance.scarcity,
    "give_and_take": balance.give_and_take,
    "fulfilment": wellbeing.fulfilment,
    "cost": balance.cost,
}


class Reflection(NamedTuple):
    """What the mirror says to one question (DESIGN.md section 5): the figure, that of the period before, in `unit`.

    `people` are handles, the most telling first. `value` is None where there is too little to say: `needs` more facts
    are missing then. `basis` is what effort is counted in. `says` puts the figure in words, `because` names the facts,
    `deed` is what to do next, with the command for it.
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
    deed: Deed


def reflections(connection: sqlite3.Connection, asked: MirrorOptions) -> Iterator[Reflection]:
    """The answers to the twelve questions, one by one, as of the end of the period."""
    with background_query.asking(connection, _statements(connection, asked)) as rows:
        view = View(connection, asked, rows)
        for question in QUESTIONS:
            yield _reflection(view, question, *_ANSWERS[question.key](view))


def _statements(connection: sqlite3.Connection, asked: MirrorOptions) -> list[Statement]:
    """What is worth asking ahead, in the order in which it is wanted."""
    periods = (asked.period, asked.period.before)
    past = [period.until for period in periods if candidates.is_past(connection, period.until)]
    promised = [each for period in periods for each in promise_rate.statements(connection, *period)]
    easing = [each for day in past for each in as_of.statements(day)]
    months = Measures.of(asked.numbers).cost_months
    return [*data.statements(asked), *promised, *easing, *balance.statements(periods, months)]


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
        deed=(now.deed if not needs else None) or deeds.deed(question.key, *_first(view, people)),
    )


def _first(view: View, people: Sequence[int]) -> tuple[str | None, str | None]:
    return (view.handle(people[0]), view.name(people[0])) if people else (None, None)
