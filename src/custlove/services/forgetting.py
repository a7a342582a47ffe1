"""Forgetting somebody for good, as they may ask for: what is theirs goes, and what would bring them back.

In one change all their rows go, what others share with them stays without them, and what the history says of them is
blanked. After it the file is written anew and the files next to it go (store/erasure.py).
"""

import json
import shlex
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.reports.find import Hit
from custlove.reports.people import footprint, identifiers, lookup, mentions
from custlove.reports.people.footprint import Footprint
from custlove.reports.people.lookup import PersonRef
from custlove.rules import counted_nouns
from custlove.rules.moments import Moment
from custlove.services import change as changes
from custlove.services import forgotten_rows
from custlove.store import (
    erasure,
    file,
    forgotten,
    locks,
    reading,
    sqlite_errors,
    written_files,
)
from custlove.store.erasure import Receipt
from custlove.store.forgotten import Forgotten
from custlove.store.written_files import Places

if TYPE_CHECKING:
    from custlove.config import Settings

# In the history; who it was stands nowhere.
COMMAND = "forget"
# How rows are counted, where they are things of their own; rows of other tables are a part of these.
NOUNS = {
    "touchpoint": "touchpoints", "follow_up": "follow_ups", "promise": "promises", "ask": "asks",
    "feedback": "feedback", "mistake": "mistakes", "fact": "facts", "special_day": "days", "ritual": "rituals",
    "purchase": "purchases", "introduction": "introductions", "link": "links", "rung_move": "rung_moves",
    "rung_stay": "rung_stays", "circle_choice": "circle_choices", "let_be": "let_be", "former_name": "former_names",
    "membership": "memberships", "absence": "absences", "imported": "imported", "inbox": "inbox",
}  # fmt: skip
_PARTS = frozenset({
    "person", "person_detail", "touchpoint_person", "touchpoint_tag", "follow_up_snooze", "promise_move",
    "ritual_event", "feedback_said_back",
})  # fmt: skip


class ForgetPerson(NamedTuple):
    """Whom to forget (WHO), and which files go with them, by their paths.

    `keep_shared`: what was said with others there stays; `keep_backups`: older backups stay; `remember`: digests stay
    by which an import knows them.
    """

    who: str
    files: Sequence[str] = ()
    keep_shared: bool = False
    keep_backups: bool = False
    remember: bool = True


class ForgetPlan(NamedTuple):
    """What forgetting somebody takes: how much of what, how many touchpoints stay with others, changes blanked, files.

    `mentions`: texts about others that name them, and stay.
    """

    person: PersonRef
    counts: Mapping[str, int]
    shared: int
    changes: int
    files: tuple[str, ...]
    mentions: Sequence[Hit]

    def data(self) -> dict[str, Any]:
        """What --json answers."""
        return {
            "person": self.person.handle,
            "name": self.person.name,
            "counts": self.counts,
            "shared": self.shared,
            "changes": self.changes,
            "files": self.files,
            "mentions": self.mentions,
        }


class PersonForgotten(NamedTuple):
    """Somebody was forgotten: a receipt without a name, the number of the change, files that could not be removed."""

    receipt: Receipt
    change: int
    stay: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """What --json answers."""
        receipt = self.receipt
        return {
            "on": receipt.day,
            "counts": receipt.counts,
            "remembered": receipt.remembered,
            "change": self.change,
            "not_removed": self.stay,
        }


def plan(connection: sqlite3.Connection, asked: ForgetPerson, path: Path | None) -> ForgetPlan:
    """What would go; raises NotFound, Ambiguous. `path`: the journal, whose backups would go."""
    person = lookup.one(connection, asked.who)
    found = footprint.of(connection, person.id)
    theirs = {
        **found.own,
        "touchpoint": found.own.get("touchpoint", set()) | (set() if asked.keep_shared else found.shared),
    }
    backups = () if path is None or asked.keep_backups else map(str, erasure.backups(path))
    return ForgetPlan(
        person,
        _counts(found),
        len(found.shared),
        len(_changes(connection, found, asked)),
        (*asked.files, *backups),
        mentions.of(connection, found.known_as, found.people, theirs),
    )


def forget(
    path: Path,
    asked: ForgetPerson,
    stamp: Moment,
    now: datetime,
    settings: "Settings",
    timeout: float = file.LOCK_TIMEOUT,
) -> PersonForgotten:
    """Forget somebody for good; raises NotFound, Ambiguous, and then nothing is changed.

    `stamp` is when it is written, `now` the moment asked about. After the commit the file and the files beside it are
    seen to; where that fails, OutputFailed or Locked is raised, and any later write goes on with it.
    """
    return _forget(path, asked, stamp, now, settings, timeout)


def _forget(
    path: Path,
    asked: ForgetPerson,
    stamp: Moment,
    now: datetime,
    settings: "Settings",
    timeout: float,
    number: int | None = None,
) -> PersonForgotten:
    """Forget whom the words mean, or the person of a number."""
    ending = _Ending()
    with changes.writing(path, stamp, COMMAND, now, settings, timeout, ending) as change:
        person = lookup.one(change.connection, asked.who).id if number is None else number
        ending.found, ending.asked = footprint.of(change.connection, person), asked
        forgotten_rows.take_out(change, ending.found, keep_shared=asked.keep_shared)
        receipt = Receipt(change.today.isoformat(), _counts(ending.found), asked.remember)
        words = ending.found.known_as.remembered() if asked.remember else ()
        erasure.record(change.connection, change.number, receipt, words, asked.files, keep_backups=asked.keep_backups)
    return PersonForgotten(receipt, change.number, finish(path, timeout))


def reapply(
    restored: Path,
    replaced: Path,
    stamp: Moment,
    now: datetime,
    settings: "Settings",
    timeout: float = file.LOCK_TIMEOUT,
) -> tuple[str, ...]:
    """Forget again in a restored journal those who were forgotten in the one that it takes the place of; their names.

    They are known by their digests, which the restored one takes over: whoever left none (`remember`) is not found.
    Nothing but the restored file is written to.
    """
    with reading.reading(replaced, timeout) as kept:
        known = Forgotten(kept)
        if not known:
            return ()
        with reading.reading(restored, timeout) as connection:
            again = _known_in(connection, known)
        names = []
        for number, name in again:
            _forget(restored, ForgetPerson(name, keep_backups=True), stamp, now, settings, timeout, number)
            names.append(name)
        with _opened(restored, timeout) as connection:
            locks.begin(connection)
            forgotten.take_over(connection, kept)
            connection.execute("COMMIT")
    return tuple(names)


def _known_in(connection: sqlite3.Connection, known: Forgotten) -> list[tuple[int, str]]:
    """The people of a journal who were forgotten elsewhere: number and name."""
    people = connection.execute("SELECT id, uid, name FROM person ORDER BY id").fetchall()
    details: dict[tuple[int, str], list[str]] = {}
    for number, kind, value in connection.execute("SELECT person_id, kind, value FROM person_detail"):
        details.setdefault((number, kind), []).append(value)
    return [
        (number, name)
        for number, uid, name in people
        if known.knows(
            identifiers.of_card(name, details.get((number, "email"), ()), details.get((number, "phone"), ()), uid)
        )
    ]


def finish(path: Path, timeout: float = file.LOCK_TIMEOUT) -> tuple[str, ...]:
    """Do what forgetting somebody has left to do with the file, and with others; those that could not be removed."""
    with _opened(path, timeout) as connection:
        return erasure.finish(connection, path)


def files(connection: sqlite3.Connection, path: Path, state: Path, mark: Path, rejects: Path) -> tuple[str, ...]:
    """The files that custlove wrote next to the journal, but for backups: what was left, drafts, rejects, marks.

    `state` is the folder of the latter, `mark` that of this journal's reminders, `rejects` the list of rejects.
    """
    places = Places(path, state, mark, rejects)
    return tuple(map(str, written_files.around(places, _imported_files(connection))))


def _imported_files(connection: sqlite3.Connection) -> Iterator[Path]:
    """The files that imports were given, as far as the history knows them."""
    for (command,) in connection.execute("SELECT command FROM change WHERE command LIKE 'import %'"):
        try:
            words = shlex.split(command)
        except ValueError:
            continue
        yield from (place for word in words[2:] if not word.startswith("-") and (place := Path(word)).is_file())


def unfinished(connection: sqlite3.Connection) -> bool:
    """Whether a forgetting was begun and is not done with the file and with others."""
    return erasure.pending(connection) is not None


@contextmanager
def _opened(path: Path, timeout: float) -> Iterator[sqlite3.Connection]:
    with sqlite_errors.explained(path):
        connection = file.open_journal(path, timeout)
        try:
            yield connection
        finally:
            connection.close()


class _Ending:
    """The end of the change: what the history says of what went."""

    found: Footprint
    asked: ForgetPerson

    def __call__(self, connection: sqlite3.Connection, number: int) -> None:
        found = self.found
        rows = forgotten_rows.to_blank(found, keep_shared=self.asked.keep_shared)
        erasure.blank(
            connection, number, rows, found.entries, found.commands, f"{COMMAND} ({counted_nouns.say(_counts(found))})"
        )


def _changes(connection: sqlite3.Connection, found: Footprint, asked: ForgetPerson) -> set[int]:
    numbers = set(found.commands)
    for table, rows in forgotten_rows.to_blank(found, keep_shared=asked.keep_shared).items():
        sql = "SELECT change_id FROM change_row WHERE table_name = ? AND row_id IN (SELECT value FROM json_each(?))"
        numbers.update(change for (change,) in connection.execute(sql, (table, json.dumps(sorted(rows)))))
    return numbers


def _counts(found: Footprint) -> dict[str, int]:
    counts = {"people": 1}
    for table, rows in found.own.items():
        if table not in _PARTS:
            counts[NOUNS.get(table, f"{table}s")] = len(rows)
    if found.shared:
        counts["shared_touchpoints"] = len(found.shared)
    return counts
