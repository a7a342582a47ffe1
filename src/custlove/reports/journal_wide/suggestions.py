"""Who may stand on another rung than they do, and which facts say so (idea E4)."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from custlove.reports.journal_wide import takers
from custlove.reports.journal_wide.suggestion_query import Candidate, SuggestionQuery
from custlove.reports.people import harm, standing
from custlove.reports.people.obligations import Owed
from custlove.rules import rungs
from custlove.rules import suggestions as rules
from custlove.rules.guard import HARM
from custlove.rules.ladder_facts import USUAL_MEASURES, Measures
from custlove.schema.vocabulary import Circle, Rung

_NEAR = "advocates near them: "
_FAR: Circle = "arms-length"
_TO_CIRCLE = f"custlove person edit {{who}} --circle {_FAR}"
_FOR = "for them speaks: "
_NEXT = {
    "promise": "promise keep {id}",
    "criticism": "feedback list --who {who}",
    "mistake": "mistake list --who {who}",
}


_ASKED = (rules.QUESTION, rules.TO_PROSPECT)


class Suggested(NamedTuple):
    """Somebody whom the facts put on another rung (DESIGN.md section 5), and the command that would follow.

    `suggested` is None where what you owe them comes first, and where a `circle` is suggested and no rung.
    """

    person: str
    name: str
    rung: str
    suggested: Rung | None
    because: tuple[str, ...]
    command: str
    circle: Circle | None = None

    @property
    def evidence(self) -> str:
        """The facts that speak for it, as the reason of a move."""
        return "; ".join(fact for fact in self.because if fact not in _ASKED and not fact.startswith((_NEAR, _FOR)))

    @property
    def in_question(self) -> bool:
        """Whether nobody but you can say it of them."""
        return self.suggested == "toxic"


def for_move(
    connection: sqlite3.Connection, person_id: int, on: date, today: date, measures: Measures = USUAL_MEASURES
) -> Suggested | None:
    """What the facts known on a day say of one person, for a move that is written down today.

    What is owed today counts as well as what was owed that day, as with the guard.
    """
    found = _suggestions(SuggestionQuery(connection, on, measures, person_id, decided=today))
    return found[0] if found else None


def suggestions(
    connection: sqlite3.Connection, today: date, measures: Measures = USUAL_MEASURES, person_id: int | None = None
) -> list[Suggested]:
    """Whom the facts known on a day put on another rung, the highest first, of everybody or of one.

    Nobody who is archived; of those whom you chose to keep at arm's length nothing but a kind return.
    """
    return _suggestions(SuggestionQuery(connection, today, measures, person_id, decided=today))


def _suggestions(asked: SuggestionQuery) -> list[Suggested]:
    people = asked.people()
    open_with = asked.owed({number: each.handle for number, each in people.items()})
    # Where you chose to keep somebody at arm's length, nothing but a kind return is heard of.
    facts = {
        number: each
        for number, each in asked.facts()
        if number in people and (not people[number].away or each.rung in HARM)
    }
    for number, each in facts.items():
        if owing := open_with.get(people[number].handle):
            facts[number] = each._replace(owed=tuple(map(str, owing)))
    facts |= asked.with_your_side(facts)
    facts |= asked.with_between(facts)
    found = {}
    for number, known in facts.items():
        if suggestion := rules.suggest(known, asked.today, asked.measures):
            person = people[number]
            command = _command(person, suggestion, open_with.get(person.handle, ()))
            because = _both_sides(asked, number, suggestion)
            found[number] = Suggested(person.handle, person.name, known.rung, suggestion.rung, because, command)
    found |= dict(_distant(asked, people, open_with))
    near = asked.advocates({number: people[number].organisation for number, each in found.items() if _unhappy(each)})
    return sorted((_with_allies(each, near.get(number, ())) for number, each in found.items()), key=_order)


def _order(each: Suggested) -> tuple[bool, int, str]:
    return each.suggested is None, -rungs.height(each.suggested or each.rung), each.person


def _unhappy(each: Suggested) -> bool:
    return each.suggested in (None, "toxic") and each.circle is None


def _with_allies(each: Suggested, names: Sequence[str]) -> Suggested:
    return each._replace(because=(*each.because, f"{_NEAR}{', '.join(names)}")) if names else each


def _command(person: Candidate, suggestion: rules.Suggestion, owing: Sequence[Owed]) -> str:
    if suggestion.rung is None:
        return "custlove " + _NEXT[owing[0].kind].format(id=owing[0].id, who=person.handle)
    return f"custlove ladder move {person.handle} --suggested"


def _both_sides(asked: SuggestionQuery, number: int, suggestion: rules.Suggestion) -> tuple[str, ...]:
    """The evidence of a suggestion; where it is that somebody is toxic, what speaks for them as well."""
    if suggestion.rung != "toxic" or not (merits := harm.in_favour(asked.connection, number, asked.today)):
        return suggestion.because
    *against, question = suggestion.because
    return (*against, f"{_FOR}{', '.join(merits)}", question)


def _distant(
    asked: SuggestionQuery, people: Mapping[int, Candidate], owed: Mapping[str, Sequence[Owed]]
) -> Iterator[tuple[int, Suggested]]:
    """For whom arm's length is suggested: in place of any rung, and of nobody whom you owe something."""
    measures = asked.measures.taking
    breaking = people if asked.person_id else takers.breaking_promises(asked.connection, asked.today)
    near = [
        number
        for number in breaking
        if number in people and not people[number].away and not owed.get(people[number].handle)
    ]
    for number, taker in takers.of_people(asked.connection, near, asked.today, measures, decided=True).items():
        rung, _ = standing.rung_on(asked.connection, number, asked.today)
        if taker.distance and rungs.circle(rung, None) != _FAR:
            person = people[number]
            yield (
                number,
                Suggested(
                    person.handle,
                    person.name,
                    rung,
                    None,
                    taker.because,
                    _TO_CIRCLE.format(who=person.handle),
                    _FAR,
                ),
            )
