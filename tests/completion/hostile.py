"""Texts that a careless completion would run, and a journal full of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from custlove.store import file

# What a text that is run would leave behind, in whatever folder the shell is in.
MARK = "pwned"
TEXTS = (
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned ;",
    "| touch pwned",
    "&& touch pwned",
    "> pwned",
    "<(touch pwned)",
    "=(touch pwned)",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "\\$(touch pwned)\\",
    "$'\\x60touch pwned\\x60'",
    "${x:-$(touch pwned)}",
    "line one\ntouch pwned\n",
    "carriage\rreturn\ttab $(touch pwned)",
    "\x1b]0;pwned\x07\x1b[31m\x1b[2J",
    "\u202egnip $(touch pwned)",
    "*",
    "~ ~/* $(touch pwned)",
    "-rf --help $(touch pwned)",
    "%F{red}%(!.a.b)%{$(touch pwned)%}",
    "a:b[$(touch pwned)]{c,d}(touch pwned)",
    "(touch pwned)",
    "!! #$ ^x^y",
    "名前 é $(touch pwned)",
)


def journal(path: Path) -> Path:
    """A journal in which everything that has a text has each of these, and a little that is clean.

    Their handles are p00 p01 …, and somebody's handle is the text itself, which only a file that was tampered with
    can hold; the numbers of what is open are those of the people, from 1.
    """
    file.create(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for number, text in enumerate(TEXTS, start=1):
            connection.execute(
                "INSERT INTO change (id, at, zone, command) VALUES (?, '2026-11-01', 'UTC', ?)", (number, text)
            )
            _person(connection, number, f"p{number - 1:02}", text)
            _owed(connection, number, text)
            _person(connection, number + 100, text, "Somebody")
        for number, tag in enumerate(("garden", "new-office", "vip"), start=1):
            _tag(connection, number, tag)
        # The latest contacts come first; what was heard above was from everybody on one day.
        connection.execute(
            "UPDATE person SET last_from_them_on = NULL, last_from_you_on = date('2026-11-01', -id || ' days')"
        )
    return path


def _person(connection: sqlite3.Connection, number: int, handle: str, name: str) -> None:
    connection.execute(
        "INSERT INTO person (id, uid, handle, name, name_key, added_on) VALUES (?, ?, ?, ?, 'key', '2026-01-01')",
        (number, f"person-{number}", handle, name),
    )


def _owed(connection: sqlite3.Connection, number: int, text: str) -> None:
    given = {"id": number, "uid": f"uid-{number}", "text": text}
    for table, columns, values in (
        ("promise", "what, by, made_on, due_on", ":text, 'mine', '2026-10-01', '2026-11-01'"),
        ("follow_up", "why, made_on, due_on", ":text, '2026-10-01', '2026-11-01'"),
        (
            "feedback",
            "kind, text, asked, zone, heard_at, heard_day",
            "'idea', :text, 0, 'UTC', '2026-11-01', '2026-11-01'",
        ),
    ):
        connection.execute(
            f"INSERT INTO {table} (id, uid, person_id, {columns}) VALUES (:id, :uid, :id, {values})", given
        )
    connection.execute(
        "INSERT INTO touchpoint (id, uid, at, zone, day, direction, text) VALUES"
        " (:id, :uid, '2026-11-01 12:00:00.000000', 'UTC', '2026-11-01', 'both', :text)",
        given,
    )
    _tag(connection, number, text)


def _tag(connection: sqlite3.Connection, number: int, tag: str) -> None:
    connection.execute("INSERT INTO touchpoint_tag (touchpoint_id, tag) VALUES (?, ?)", (number, tag))
    connection.execute(
        "INSERT INTO person_detail (person_id, kind, value, key) VALUES (?, 'tag', ?, ?)", (number, tag, tag)
    )
