"""The facts that may speak for another rung, as the journal has them on a day."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from custlove.reports.people import absences, connections, harm, last_contact, obligations, open_between, standing
from custlove.reports.people.obligations import Owed
from custlove.reports.rows import by_ids, sure_day
from custlove.rules import rungs
from custlove.rules import suggestions as rules
from custlove.rules.feedback import UNHAPPY_SCORE
from custlove.rules.guard import HARM
from custlove.rules.ladder_facts import Between, Endings, Facts, Measures, Named
from custlove.rules.satisfaction import LOW
from custlove.schema import references

# Above client nothing is asked of what they buy.
_PURCHASES = (
    "SELECT person.id, day FROM person CROSS JOIN purchase ON purchase.person_id = person.id"
    " WHERE (rung NOT IN ('supporter', 'advocate') OR rung_since > :day) AND amount >= 0 AND day <= :day{whose}"
    " ORDER BY person.id, day"
)
_PRAISE = (
    "SELECT person_id, heard_day, id FROM feedback WHERE kind = 'praise' AND asked = 0 AND heard_day <= :day"
    f" AND coalesce(score, 10) > {UNHAPPY_SCORE}{{whose}} ORDER BY person_id, heard_day, id"
)
_SENT = (
    "SELECT by_id, day, name FROM introduction JOIN person ON person.id = introduction.person_id"
    " WHERE day <= :day{whose} ORDER BY by_id, day, introduction.id"
)
_MOVES = "SELECT person_id, day, to_rung FROM rung_move WHERE day <= :day{whose} ORDER BY person_id, day, id"
_PEOPLE = "SELECT id, handle, name, organisation_key, circle, archived_on FROM person{whose}"
# Of whom the kindest word of the last known day was harsh.
_LOW = f"""
SELECT id FROM person WHERE (
    SELECT felt FROM touchpoint_person
    WHERE person_id = person.id AND felt IS NOT NULL AND outgoing = 0 AND day > :first AND day <= :day
    ORDER BY day DESC, felt DESC LIMIT 1) <= {LOW}{{whose}}
"""
_HARMFUL = "SELECT id FROM person WHERE (rung IN ('terrorist', 'toxic') OR rung_since > :day){whose}"
_PRAISED = (
    "SELECT person_id, heard_day, id FROM feedback WHERE person_id IN ({ids}) AND kind = 'praise'"
    f" AND coalesce(score, 10) > {UNHAPPY_SCORE}"
)
_STAYS = "SELECT person_id, max(day) FROM rung_stay WHERE circle IS NULL AND day <= :day{whose} GROUP BY person_id"


class Candidate(NamedTuple):
    """Somebody who is asked about; `away`: you chose to keep them at arm's length."""

    handle: str
    name: str
    organisation: str | None
    away: bool


class SuggestionQuery(NamedTuple):
    """What is asked: of whom, as of which day; `decided`: the day on which something follows from it."""

    connection: sqlite3.Connection
    today: date
    measures: Measures
    person_id: int | None
    decided: date

    def facts(self) -> Iterator[tuple[int, Facts]]:
        """The facts of everybody of whom there are any that a rule looks at."""
        purchases = {
            number: [sure_day(on) for _, on in group] for number, group in self._grouped(_PURCHASES, "person.id")
        }
        praise = {
            number: [Named(sure_day(on), f"praise {references.ref_of('feedback', each)}") for _, on, each in group]
            for number, group in self._grouped(_PRAISE)
        }
        sent = {
            number: [Named(sure_day(on), name) for _, on, name in group]
            for number, group in self._grouped(_SENT, "by_id")
        }
        endings, kind = self._endings(), self._kind()
        stays = {number: sure_day(on) for number, on in self._rows(_STAYS, "AND person_id")}
        wanted = purchases.keys() | praise.keys() | sent.keys() | endings.keys() | kind.keys()
        for number, group in self._grouped(_MOVES):
            if number in wanted:
                rung, since, moved_on, down = _last_move(group)
                of = (purchases.get(number, ()), praise.get(number, ()), sent.get(number, ()))
                deeds = [*kind.get(number, ()), *(each._replace(text=f"sent {each.text}") for each in of[2])]
                yield number, Facts(
                    rung, moved_on, down, *of, endings=endings.get(number), since=since, stayed_on=stays.get(number),
                    kind=deeds if rung in HARM else (),
                )  # fmt: skip

    def _endings(self) -> dict[int, Endings]:
        """How the days ended of those whom the last one left low, within the days looked at, and of those in harm."""
        first = self.today - timedelta(days=self.measures.patience.attempt_days)
        low = [number for (number,) in self._rows(_LOW, "AND id")]
        known = harm.endings(self.connection, low, self.today, after=first)
        known |= harm.endings(self.connection, self._harmful(), self.today)
        return {number: Endings(each) for number, each in known.items()}

    def _kind(self) -> dict[int, list[Named]]:
        """The praise of those who may stand on toxic or terrorist, asked for or not."""
        found: dict[int, list[Named]] = {}
        for number, on, each in by_ids(self.connection, _PRAISED, self._harmful()):
            if sure_day(on) <= self.today:
                found.setdefault(number, []).append(
                    Named(sure_day(on), f"praise {references.ref_of('feedback', each)}")
                )
        return found

    def _harmful(self) -> list[int]:
        return [number for (number,) in self._rows(_HARMFUL, "AND id")]

    def people(self) -> dict[int, Candidate]:
        """Those who are not archived; `away`: you chose to keep them at arm's length."""
        chosen = standing.circles_before(self.connection, self.today)
        found, absent = {}, absences.away(self.connection, self.today)
        for number, handle, name, organisation, circle, archived_on in self._rows(_PEOPLE, "WHERE id"):
            archived = number in absent or (archived_on is not None and sure_day(archived_on) <= self.today)
            if not archived:
                away = chosen.get(number, circle) == "arms-length"
                found[number] = Candidate(handle, name, organisation, away)
        return found

    def with_your_side(self, facts: Mapping[int, Facts]) -> dict[int, Facts]:
        """Those who left badly often enough, with what you owed them then and when you reached out to them."""
        low = {number: each for number, each in facts.items() if rules.bad_endings(each, self.today, self.measures)}
        wrongs = harm.wrongs(self.connection, low, self.today)
        return {
            number: each._replace(
                endings=Endings(
                    each.endings.known, wrongs[number], harm.reached_out(self.connection, number, self.today)
                )
            )
            for number, each in low.items()
            if each.endings
        }

    def with_between(self, facts: Mapping[int, Facts]) -> dict[int, Facts]:
        """Those who have gone as buyers, with what is open between you and when they last gave a sign of life."""
        limits = self.measures.limits
        gone = [number for number, each in facts.items() if rules.gone(each, self.today, limits)]
        items = open_between.of_people(self.connection, gone, self.today)
        heard = last_contact.of_people(self.connection, gone, self.today)
        found = {}
        for number in gone:
            waiting = [each.ref for each in items.get(number, ()) if not each.is_stale(self.today)]
            found[number] = facts[number]._replace(between=Between(waiting, heard[number].word_on))
        return found

    def owed(self, handles: Mapping[int, str]) -> Mapping[str, Sequence[Owed]]:
        """What you owe them, by handle."""
        if self.person_id is None:
            everybody = obligations.to_everybody(self.connection, self.today)
            fair = {handle: obligations.in_fairness(owed, self.today) for handle, owed in everybody.items()}
            return {handle: owed for handle, owed in fair.items() if owed}
        # Today last: of what is owed on both, the newer due day is as good.
        days = dict.fromkeys((self.today, self.decided))
        found: dict[str, list[Owed]] = {}
        for number, handle in handles.items():
            owing = {
                (each.kind, each.id): each
                for day in days
                for each in obligations.in_fairness(obligations.to_person(self.connection, number, day), day)
            }
            found[handle] = list(owing.values())
        return found

    def advocates(self, unhappy: Mapping[int, str | None]) -> Mapping[int, Sequence[str]]:
        """The names of the advocates near each of those who may be unhappy, given with their organisations."""
        if self.person_id is None:
            return connections.advocates(self.connection, unhappy, self.today)
        near = {number: connections.allies(self.connection, number, self.today) for number in unhappy}
        return {
            number: connections.named([each.name for each in found if each.rung == "advocate"])
            for number, found in near.items()
        }

    def _grouped(self, sql: str, column: str = "person_id") -> Iterator[tuple[int, Iterator[Any]]]:
        return groupby(self._rows(sql, f"AND {column}"), key=itemgetter(0))

    def _rows(self, sql: str, whose: str) -> sqlite3.Cursor:
        one = "" if self.person_id is None else f" {whose} = :person"
        first = self.today - timedelta(days=self.measures.patience.attempt_days)
        return self.connection.execute(
            sql.format(whose=one),
            {
                "day": self.today.isoformat(),
                "first": first.isoformat(),
                "person": self.person_id,
            },
        )


def _last_move(rows: Iterator[Any]) -> tuple[str, date, date | None, bool]:
    """The rung after moves, oldest first, and since when; the day of the last that came to something, whether down."""
    placed = list(rows)
    if len(placed) == 1:
        return placed[0][2], sure_day(placed[0][1]), None, False
    moves = rungs.history((sure_day(on), rung, None) for _, on, rung in placed)
    last = next((move for move in reversed(moves) if move.before != move.after), moves[0])
    if last.before is None:
        return last.after, last.day, None, False
    return last.after, last.day, last.day, rungs.height(last.after) < rungs.height(last.before)
