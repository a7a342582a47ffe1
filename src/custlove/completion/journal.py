"""Candidates from the journal, straight from the file: read-only, few, and none if it does not answer at once."""

import os
import sqlite3
import time

from custlove.schema import letters, predicates
from custlove.store.version import APPLICATION_ID, SCHEMA_VERSION

# A shell waits: seconds for a lock, and for everything. With the start it stays below 0.2.
_WAIT, _DEADLINE = 0.12, 0.15
_STEPS_BETWEEN_LOOKS = 5_000
# Below the hundred from which bash asks whether to show them.
_MOST = 90
_HIGHEST = "\U0010ffff"

# Whose handles are meant; of whom something is open that a reference can name, as far as it is urgent.
_WANTED = {
    "who": "archived_on IS NULL",
    "touchpoint": "archived_on IS NULL",
    "archived": "archived_on IS NOT NULL",
    "promise": (
        f"id IN (SELECT person_id FROM promise WHERE {predicates.PROMISE_OPEN_NOW} ORDER BY due_on LIMIT 1000)"
    ),
    "follow_up": (
        f"id IN (SELECT person_id FROM follow_up WHERE {predicates.FOLLOW_UP_OPEN_NOW} ORDER BY due_on LIMIT 1000)"
    ),
    "fact": (f"id IN (SELECT person_id FROM fact WHERE {predicates.FACT_PRESENT_NOW} ORDER BY day DESC LIMIT 1000)"),
    "special_day": "id IN (SELECT person_id FROM special_day ORDER BY special_day.id DESC LIMIT 1000)",
    "ritual": "id IN (SELECT person_id FROM ritual ORDER BY due_from IS NULL, due_from LIMIT 1000)",
    "feedback": (
        f"id IN (SELECT person_id FROM feedback WHERE {predicates.FEEDBACK_OPEN_NOW} ORDER BY heard_at LIMIT 1000)"
    ),
    "ask": f"id IN (SELECT person_id FROM ask WHERE {predicates.ASK_WAITS} ORDER BY day DESC LIMIT 1000)",
    "purchase": "id IN (SELECT person_id FROM purchase ORDER BY day DESC LIMIT 1000)",
    "introduction": ("id IN (SELECT by_id FROM introduction UNION SELECT person_id FROM introduction)"),
    "link": "id IN (SELECT person_id FROM link UNION SELECT other_id FROM link)",
    "mistake": (
        f"id IN (SELECT person_id FROM mistake WHERE {predicates.MISTAKE_OPEN_NOW} ORDER BY noticed_on LIMIT 1000)"
    ),
}
# Each gives a number, whose it is, its text and its day; the most urgent first.
_REFERENCES = {
    "promise": (
        "SELECT promise.id, handle, substr(what, 1, 80), due_on FROM promise JOIN person ON person.id = person_id"
        f" WHERE {predicates.PROMISE_OPEN_NOW} AND {{0}} ORDER BY due_on, promise.id"
    ),
    "follow_up": (
        "SELECT follow_up.id, handle, substr(why, 1, 80), due_on FROM follow_up JOIN person ON person.id = person_id"
        f" WHERE {predicates.FOLLOW_UP_OPEN_NOW} AND {{0}} ORDER BY due_on, follow_up.id"
    ),
    "feedback": (
        "SELECT feedback.id, handle, substr(text, 1, 80), heard_day FROM feedback JOIN person ON person.id = person_id"
        f" WHERE {predicates.FEEDBACK_OPEN_NOW} AND {{0}} ORDER BY heard_at, feedback.id"
    ),
    "ask": (
        "SELECT ask.id, handle, substr(text, 1, 80), day FROM"
        f" (SELECT * FROM ask WHERE {predicates.ASK_WAITS} ORDER BY id DESC LIMIT 1000) AS ask"
        " JOIN person ON person.id = person_id WHERE {0} ORDER BY day DESC, ask.id DESC"
    ),
    "fact": (
        "SELECT fact.id, handle, substr(kind || ': ' || text, 1, 80), day FROM fact"
        f" JOIN person ON person.id = person_id WHERE {predicates.FACT_PRESENT_NOW} AND {{0}}"
        " ORDER BY day DESC, fact.id DESC"
    ),
    "special_day": (
        "SELECT special_day.id, handle, substr(what, 1, 80), day FROM special_day"
        " JOIN person ON person.id = person_id WHERE {0} ORDER BY special_day.id DESC"
    ),
    "mistake": (
        "SELECT mistake.id, handle, substr(what, 1, 80), noticed_on FROM mistake JOIN person ON person.id = person_id"
        f" WHERE {predicates.MISTAKE_OPEN_NOW} AND {{0}} ORDER BY noticed_on, mistake.id"
    ),
    "ritual": (
        "SELECT ritual.id, handle, substr(what, 1, 80), coalesce(due_from, 'paused') FROM ritual"
        " JOIN person ON person.id = person_id WHERE {0} ORDER BY due_from IS NULL, due_from, ritual.id"
    ),
    "touchpoint": (
        "SELECT id, (SELECT group_concat(handle, ',') FROM touchpoint_person JOIN person ON person.id = person_id"
        " WHERE touchpoint_id = touchpoint.id), substr(text, 1, 80), day FROM"
        " (SELECT * FROM touchpoint ORDER BY day DESC, at DESC LIMIT 1000) AS touchpoint"
        " WHERE {0} ORDER BY day DESC, at DESC"
    ),
    "purchase": (
        "SELECT purchase.id, handle, substr(coalesce(what, ''), 1, 80), day FROM"
        " (SELECT * FROM purchase ORDER BY day DESC LIMIT 1000) AS purchase JOIN person ON person.id = person_id"
        " WHERE {0} ORDER BY day DESC, purchase.id DESC"
    ),
    "introduction": (
        "SELECT introduction.id, handle, (SELECT substr(name, 1, 80) FROM person WHERE id = person_id), day FROM"
        " (SELECT * FROM introduction ORDER BY day DESC LIMIT 1000) AS introduction JOIN person ON person.id = by_id"
        " WHERE {0} ORDER BY day DESC, introduction.id DESC"
    ),
    "link": (
        "SELECT link.id, handle, (SELECT substr(name, 1, 60) FROM person WHERE id = other_id) || ', '"
        " || substr(kind, 1, 20), day FROM (SELECT * FROM link ORDER BY id DESC LIMIT 1000) AS link"
        " JOIN person ON person.id = person_id WHERE {0} ORDER BY link.id DESC"
    ),
    "intention": (
        "SELECT id, NULL, substr(text, 1, 80), made_on FROM intention"
        f" WHERE {predicates.INTENTION_OPEN_NOW} AND {{0}} ORDER BY made_on DESC, id DESC"
    ),
    "change": (
        "SELECT id, NULL, substr(command, 1, 80), substr(at, 1, 10) FROM"
        " (SELECT * FROM change ORDER BY id DESC LIMIT 200) AS change"
        " WHERE {0} AND id NOT IN (SELECT undoes FROM change WHERE undoes IS NOT NULL) ORDER BY id DESC"
    ),
}
# Each tag by one seek, however often it was given.
_EACH_TAG = """
WITH RECURSIVE each(tag) AS (
    SELECT (SELECT min({column}) FROM {table} WHERE {column} >= :begun{condition})
    UNION ALL SELECT (SELECT min({column}) FROM {table} WHERE {column} > each.tag{condition})
    FROM each WHERE each.tag < :end
) SELECT tag, '' FROM each
WHERE tag < :end AND tag GLOB '[a-z0-9]*' AND tag NOT GLOB '*[^a-z0-9-]*' LIMIT :most
"""
_TAGS = {
    "person_tag": _EACH_TAG.format(table="person_detail", column="key", condition=" AND kind = 'tag'"),
    "touchpoint_tag": _EACH_TAG.format(table="touchpoint_tag", column="tag", condition=""),
}
# Those of the latest contacts are found first; else by the index of handles, which a plus sign leaves to it.
_LATEST = (
    "(SELECT id, handle, name, archived_on, last_contact_on FROM person"
    " ORDER BY last_contact_on DESC, id DESC LIMIT 2000)"
)
_PEOPLE = "SELECT handle, substr(name, 1, 80) FROM {0} WHERE {1} AND handle >= :begun AND handle < :end"
# As in reports/people/name_search.py.
_NAMED = (
    "SELECT handle, substr(name, 1, 80) FROM person WHERE {0}"
    " AND id IN (SELECT id FROM person WHERE known_as > '' AND {1})"
)
# A name or handle that somebody had: of these there are few.
_FORMERLY = (
    "SELECT handle, substr(name, 1, 80) FROM person WHERE {0} AND id IN (SELECT person_id FROM former_name WHERE {1})"
)
_BY_CONTACT = " ORDER BY +last_contact_on DESC, id DESC LIMIT :most"

# What is offered where a command takes things of several nouns, or people as well.
_SEVERAL = {
    "closable": ("promise", "follow_up", "ritual", "ask"),
    "put_off": ("follow_up", "promise", "ritual", "who"),
}
# Whose handles may be meant by any word of a name.
PEOPLE = frozenset({*_WANTED, "put_off"})
KINDS = frozenset({*_WANTED, *_REFERENCES, *_TAGS, *_SEVERAL})

Candidates = list[tuple[str, str]]


def find(path: str, kind: str, begun: str) -> Candidates:
    """Words of a kind that begin so, each with a text about it as it was typed; none where the journal does not answer.

    `kind` is one of KINDS. What a reference refers to may begin as a number, or as the handle of somebody who has one
    open.
    """
    # Anything but a file might block for ever when it is opened.
    if not os.path.isfile(path):
        return []
    try:
        connection = sqlite3.connect(_uri(path), uri=True, timeout=_WAIT, isolation_level=None)
    except (sqlite3.Error, ValueError):
        return []
    try:
        return _at_once(connection, kind, begun)
    except (sqlite3.Error, UnicodeError):
        # Silence is the promise here: a complaint would land in the middle of the line that is being typed.
        return []
    finally:
        connection.close()


def _at_once(connection: sqlite3.Connection, kind: str, begun: str) -> Candidates:
    until = time.monotonic() + _DEADLINE
    connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_LOOKS)
    connection.execute("PRAGMA trusted_schema=OFF")
    # One transaction, one wait for the lock.
    connection.execute("BEGIN")
    found = connection.execute("SELECT application_id, user_version FROM pragma_application_id, pragma_user_version")
    return ask(connection, kind, begun) if found.fetchone() == (APPLICATION_ID, SCHEMA_VERSION) else []


def ask(connection: sqlite3.Connection, kind: str, begun: str) -> Candidates:
    """The same of an open journal, which is sure to be one."""
    if kind in _SEVERAL:
        return _of_several(connection, kind, begun)
    found = _references(connection, kind, begun) if kind in _REFERENCES else []
    if kind in _REFERENCES and (not begun or begun.isdigit()):
        return found
    if kind in _TAGS:
        given = {"begun": begun, "end": begun + _HIGHEST, "most": _MOST}
        return connection.execute(_TAGS[kind], given).fetchall()
    return [*found, *(_people(connection, kind, begun) if kind in _WANTED else ())]


def _of_several(connection: sqlite3.Connection, kind: str, begun: str) -> Candidates:
    """References of several nouns, the most urgent of each; with a word begun the people whom it may mean, too."""
    found: Candidates = []
    for each in _SEVERAL[kind]:
        if each in _REFERENCES and not begun.isdigit():
            found += _references(connection, each, begun)[: _MOST // len(_SEVERAL[kind])]
        elif each in _WANTED and begun:
            found += _people(connection, each, begun)
    return found


def _people(connection: sqlite3.Connection, kind: str, begun: str) -> Candidates:
    """Handles, those of the latest contacts first."""
    wanted = _WANTED[kind]
    given = {"begun": begun, "end": begun + _HIGHEST, "most": _MOST}
    found = connection.execute(_PEOPLE.format(_LATEST, wanted) + _BY_CONTACT, given).fetchall()
    if len(found) < _MOST:
        found = connection.execute(_PEOPLE.format("person", wanted) + _BY_CONTACT, given).fetchall()
    if len(found) == _MOST:
        # A shell types on what all candidates share: the first and the last handle share what all of them do.
        for direction in ("ASC", "DESC"):
            found += connection.execute(
                f"{_PEOPLE.format('person', wanted)} ORDER BY handle {direction} LIMIT 1", given
            )
    return list(dict.fromkeys(found)) or _by_words(connection, wanted, begun)


def _by_words(connection: sqlite3.Connection, wanted: str, begun: str) -> Candidates:
    """The handles of those with a name of which another word begins so, else of those who had one.

    Never next to handles that do: a shell types on what all candidates share, which has to be what was typed.
    """
    from custlove.rules import names

    words = names.words(begun)
    given = {f"word{place}": f" {word}" for place, word in enumerate(words)} | {"most": _MOST}
    for sql, text in ((_NAMED, "known_as"), (_FORMERLY, "' ' || replace(key, '-', ' ')")) if words else ():
        begins = " AND ".join(f"instr({text}, :word{place})" for place in range(len(words)))
        if found := connection.execute(sql.format(wanted, begins) + _BY_CONTACT, given).fetchall():
            return found
    return []


def _references(connection: sqlite3.Connection, kind: str, begun: str) -> Candidates:
    """References that begin so; numbers where one was begun."""
    letter = letters.LETTERS[letters.OF_TABLES.get(kind, kind)]
    digits = begun.lower().removeprefix(letter)
    if digits and not digits.isdigit():
        return []
    written = "" if begun.isdigit() else letter
    sql = _REFERENCES[kind].format(f"CAST({kind}.id AS TEXT) GLOB :begun || '*'")
    rows = connection.execute(f"{sql} LIMIT :most", {"begun": digits, "most": _MOST})
    return [
        (f"{written}{number}", f"{f'{handles}, ' if handles else ''}{day}: {text}")
        for number, handles, text, day in rows
    ]


def _uri(path: str) -> str:
    return f"file:{os.path.abspath(path).replace('%', '%25').replace('?', '%3f').replace('#', '%23')}?mode=ro"
