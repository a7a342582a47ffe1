"""Which mistakes wait to be made right, and how far each has come."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import clause, day, sure_day
from custlove.rules import mistakes as rules
from custlove.rules.mistakes import USUAL_WAITS, Waits
from custlove.schema import predicates, references

_COLUMNS = """
SELECT mistake.id, person.handle, person.name, mistake.what, mistake.severity, mistake.promise_id, mistake.feedback_id,
       mistake.followed_up_touchpoint, mistake.noticed_on, mistake.owned_on, mistake.repaired_on,
       mistake.followed_up_on, mistake.owned_text, mistake.repaired_text, mistake.followed_up_text, mistake.hidden,
       mistake.let_go_on, mistake.let_go_why
FROM mistake JOIN person ON person.id = mistake.person_id
"""


class MistakeStep(NamedTuple):
    """A step towards making it right: which, on which day, in which words."""

    stage: str
    on: date
    text: str | None


class Mistake(NamedTuple):
    """A mistake as it stands on a day (DESIGN.md section 5); `due`: its next step is due by then.

    `promise` and `feedback` are the numbers of what it was taken over from, `touchpoint` that of its follow-up.
    `hidden`: it was denied or concealed.
    """

    id: int
    person: str
    name: str
    what: str
    severity: int
    noticed_on: date
    stage: str
    next_step: str | None
    waiting_since: date | None
    due_on: date | None
    due: bool
    steps: tuple[MistakeStep, ...]
    promise: int | None
    feedback: int | None
    touchpoint: int | None
    hidden: bool = False
    let_go_on: date | None = None
    let_go_why: str | None = None

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("mistake", self.id)


class MistakeFilter(NamedTuple):
    """Which mistakes: of a person, open only."""

    person_id: int | None = None
    open: bool = False


def one(connection: sqlite3.Connection, number: int, today: date, waits: Waits = USUAL_WAITS) -> Mistake:
    """The mistake of that number as it stands; raises NotFound."""
    found = load(connection, ["mistake.id = :id"], {"id": number}, today, waits)
    if not found:
        raise NotFound(
            f"There is no mistake {references.ref_of('mistake', number)}.",
            "Their references: custlove mistake list --all",
        )
    return found[0]


def listing(
    connection: sqlite3.Connection, asked: MistakeFilter, today: date, waits: Waits = USUAL_WAITS
) -> list[Mistake]:
    """The mistakes noticed up to a day, oldest first."""
    return load(connection, _conditions(asked), {"person": asked.person_id}, today, waits)


def count(connection: sqlite3.Connection, asked: MistakeFilter, today: date) -> int:
    """How many mistakes `listing` gives."""
    sql = f"SELECT count(*) FROM mistake{clause(_conditions(asked))}"
    return int(connection.execute(sql, {"person": asked.person_id, "today": today.isoformat()}).fetchone()[0])


def _conditions(asked: MistakeFilter) -> list[str]:
    conditions = ["mistake.noticed_on <= :today"]
    if asked.person_id is not None:
        conditions.append("mistake.person_id = :person")
    elif asked.open:
        conditions.append(f"mistake.id IN ({predicates.mistake_ids()})")
    if asked.open:
        conditions.append(predicates.mistake_open())
    return conditions


def of_person(connection: sqlite3.Connection, person_id: int, today: date, waits: Waits = USUAL_WAITS) -> list[Mistake]:
    """A person's mistakes up to a day, those made right among them, oldest first."""
    return listing(connection, MistakeFilter(person_id), today, waits)


def owed(connection: sqlite3.Connection, person_id: int, today: date, waits: Waits = USUAL_WAITS) -> list[Mistake]:
    """What of a person's mistakes is not made right to the end, oldest first: one seek by the person."""
    return listing(connection, MistakeFilter(person_id, open=True), today, waits)


def waiting(connection: sqlite3.Connection, until: date, today: date, waits: Waits = USUAL_WAITS) -> list[Mistake]:
    """The mistakes whose next step is due up to a day, as of today: the longest due first, then the gravest."""
    found = listing(connection, MistakeFilter(open=True), today, waits)
    due = [(each.due_on, -each.severity, each.id, each) for each in found if each.due_on and each.due_on <= until]
    return [each for *_, each in sorted(due)]


def load(
    connection: sqlite3.Connection, conditions: Sequence[str], given: Mapping[str, Any], today: date, waits: Waits
) -> list[Mistake]:
    """Mistakes by SQL conditions, as they stand on a day, oldest first.

    The conditions may ask for `:today` and what is `given`.
    """
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY mistake.noticed_on, mistake.id"
    rows = connection.execute(sql, {**given, "today": today.isoformat()})
    return [_mistake(row, today, waits) for row in rows]


def _mistake(row: Sequence[Any], today: date, waits: Waits) -> Mistake:
    number, handle, name, what, severity, promise, feedback, touchpoint, *rest = row
    days, texts, hidden = [day(each) for each in rest[:4]], rest[4:7], bool(rest[7])
    standing, let_go = rules.standing(days, today, waits, hidden=hidden), day(rest[8])
    let_go = let_go if let_go is not None and let_go <= today else None
    if let_go is not None:
        standing = standing.let_go()
    steps = [
        MistakeStep(stage, on, words)
        for stage, on, words in zip(rules.STAGES[1:], days[1:], texts, strict=True)
        if on is not None and on <= today and stage in rules.stages_of(hidden=hidden)
    ]
    return Mistake(
        number,
        handle,
        name,
        what,
        severity,
        sure_day(rest[0]),
        standing.stage,
        standing.next_step,
        standing.waiting_since,
        standing.due_on,
        standing.due_on is not None and standing.due_on <= today,
        # Owned at last, after it was repaired: the steps stand in the order in which they were done.
        tuple(sorted(steps, key=lambda step: step.on)),
        promise,
        feedback,
        touchpoint if standing.next_step is None else None,
        hidden,
        let_go,
        rest[9] if let_go else None,
    )
