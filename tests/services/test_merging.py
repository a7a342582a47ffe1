"""Two people made one: nothing is left behind, nothing stands there twice, and it can be taken back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from custlove.errors import Refused, UsageError
from custlove.reports.people import lookup, merge_comparison
from custlove.reports.people.merge_comparison import Between, Competing
from custlove.services import links, merging, people
from custlove.services.change import Change
from custlove.services.merging import MergePeople
from custlove.store import rows as store
from custlove.store import version
from tests.conftest import Program, written_once
from tests.services.conftest import CAME, TODAY
from tests.store import frozen

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]


@pytest.fixture
@written_once
def full(custlove: Program, journal: Path) -> Program:
    """The program with a journal that has a row of everything; anton has next to nothing of it."""
    journal.parent.mkdir(parents=True)
    frozen.load(version.SCHEMA_VERSION, journal)
    return custlove


def _references(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every column that refers to a person, with its table."""
    return connection.execute(
        'SELECT child.name, reference."from" FROM pragma_table_list AS child,'
        " pragma_foreign_key_list(child.name) AS reference WHERE reference.\"table\" = 'person'"
    ).fetchall()


def test_nothing_of_theirs_is_left_behind(full: Program, journal: Path, rows: Rows) -> None:
    before = rows()
    for gone in ("levin", "anna"):
        full("person", "merge", "anton", gone)
    merged = rows()
    with closing(sqlite3.connect(journal)) as connection:
        references = _references(connection)
        assert len(references) > 15
        for table, column in references:
            found = connection.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
            # Who sent whom, and who knows whom, was between those who are one now.
            assert found == ([] if table in ("introduction", "link") else [(3,)]), table
        assert connection.execute("SELECT row_id FROM imported").fetchall() == [(3,)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    fewer = {table: len(there) - len(merged[table]) for table, there in before.items()}
    assert {table: count for table, count in fewer.items() if count} == {
        "person": 2,
        # Two names and two handles, which find the one.
        "former_name": -4,
        # Of two organisations they belong to both.
        "membership": -1,
        "rung_move": len(before["rung_move"]) - 1,
        "introduction": 1,
        "link": 1,
        # They were together in one.
        "touchpoint_person": 1,
    }
    full("undo")
    full("undo")
    assert rows() == before


def test_what_both_have_is_there_once(anna: Program) -> None:
    for name in ("Boris", "Clara", "Dora"):
        anna("person", "add", name)
    for pair in (("anna", "clara"), ("boris", "clara"), ("boris", "anna"), ("dora", "anna"), ("boris", "dora")):
        anna("link", "add", *pair, "friend")
        anna("introduction", "add", *pair)
    anna("link", "add", "boris", "clara", "neighbour")
    anna("person", "merge", "anna", "boris")
    links = anna("link", "list", "--json").json
    assert sorted((each["person"], each["other"], each["kind"]) for each in links) == [
        ("anna", "clara", "friend"),
        ("anna", "clara", "neighbour"),
        ("dora", "anna", "friend"),
    ]
    sent = anna("introduction", "list", "--json").json
    pairs = [("anna", "clara"), ("anna", "dora"), ("dora", "anna")]
    assert sorted((each["by"], each["person"]) for each in sent) == pairs


def test_what_is_not_known_of_one_is_taken_from_the_other(anna: Program) -> None:
    anna("person", "add", "Boris", "--birthday", "1980-03-14")
    anna("person", "edit", "anna", "--fit", "2")
    anna("person", "edit", "boris", "--fit", "5", "--influence", "4")
    anna("person", "merge", "anna", "boris")
    merged = anna("show", "anna", "--json").json["person"]
    assert (merged["birthday"], merged["fit"], merged["influence"]) == ("1980-03-14", 2, 4)


def test_a_merge_tells_first_what_it_would_move(full: Program, rows: Rows) -> None:
    before = rows()
    said = full("person", "merge", "anton", "anna", "--dry-run", "--json").json
    assert said["moves"] == {
        "touchpoints": 3,
        "follow_ups": 1,
        "promises": 2,
        "feedback": 1,
        "asks": 1,
        "mistakes": 1,
        "facts": 2,
        "days": 0,
        "rituals": 0,
        "purchases": 1,
        "introductions": 1,
        "links": 1,
    }
    assert rows() == before


def _person(change: Change, number: int = 1) -> dict[str, Any]:
    cursor = change.connection.execute("SELECT * FROM person WHERE id = ?", (number,))
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


@pytest.mark.parametrize(
    ("notes", "others", "kept"),
    [
        (None, None, None),
        ("met in Moscow", None, "met in Moscow"),
        (None, "plays chess", "plays chess"),
        ("met in Moscow", "plays chess", "met in Moscow\nplays chess"),
        ("met in Moscow", "met in Moscow", "met in Moscow"),
    ],
)
def test_notes_are_joined_the_own_ones_first(
    with_anna: Change, notes: str | None, others: str | None, kept: str | None
) -> None:
    people.edit(with_anna, people.EditPerson("anna", TODAY, {"notes": notes}))
    people.add(with_anna, people.AddPerson("Bela", TODAY, fields={"notes": others}))
    merging.apply(with_anna, MergePeople("anna", "bela"))
    assert _person(with_anna)["notes"] == kept


@pytest.mark.parametrize(("came", "since"), [(CAME - timedelta(days=9), CAME - timedelta(days=9)), (TODAY, CAME)])
def test_they_have_been_there_since_the_earlier_of_both(with_anna: Change, came: date, since: date) -> None:
    people.add(with_anna, people.AddPerson("Bela", came))
    merging.apply(with_anna, MergePeople("anna", "bela"))
    assert _person(with_anna)["added_on"] == since.isoformat()


@pytest.mark.parametrize(
    ("nickname", "others", "kept"),
    [(None, None, None), ("Anni", None, "Anni"), (None, "Belle", "Belle"), ("Anni", "Belle", "Anni")],
)
def test_every_name_of_the_other_finds_the_one(
    with_anna: Change, nickname: str | None, others: str | None, kept: str | None
) -> None:
    people.edit(with_anna, people.EditPerson("anna", TODAY, {"nickname": nickname}))
    people.add(with_anna, people.AddPerson("Béla B.", TODAY, "bb", fields={"nickname": others}))
    merged = merging.apply(with_anna, MergePeople("anna", "bb"))
    assert (merged.name, merged.person.person, _person(with_anna)["nickname"]) == ("Béla B.", "anna", kept)
    for name in filter(None, ("bb", "bela b.", nickname, others)):
        assert lookup.one(with_anna.connection, name).id == 1


def _two(change: Change) -> None:
    people.edit(change, people.EditPerson("anna", TODAY, {"role": "head", "birthday": "1980-03-14"}))
    fields = people.PersonFields(role="chief", birthday="1980-03-14", met="at a fair", circle="close")
    people.add(change, people.AddPerson("Bela", TODAY, rung="client", fields=fields))
    links.add(change, links.AddLink("anna", "bela", "cousins", TODAY))


def test_what_competes_is_listed_and_what_is_not_taken_stays_in_the_notes(with_anna: Change) -> None:
    _two(with_anna)
    planned = merging.plan(with_anna.connection, MergePeople("anna", "bela"))
    assert planned.comparison == merge_comparison.Comparison(
        {"met": "at a fair", "circle": "close"},
        (Competing("role", "head", "chief"), Competing("rung", "customer", f"client since {TODAY}")),
        ("Bela", "bela"),
        (Between("l1", "link: cousins", str(TODAY)),),
        {},
    )
    merged = merging.apply(with_anna, MergePeople("anna", "bela"))
    left = f"role chief; rung client since {TODAY}; link: cousins (l1, {TODAY})"
    noted = f"{TODAY}: merged with Bela (bela), not taken: {left}"
    assert (merged.noted, merged.person.notes) == (noted, noted)
    assert (merged.person.role, merged.person.rung, merged.person.met, merged.person.circle) == (
        "head", "customer", "at a fair", "close",
    )  # fmt: skip


@pytest.mark.parametrize(("take", "both"), [((), ("Acme", "Zenith")), (("org",), ("Zenith", "Acme"))])
def test_of_two_organisations_they_belong_to_both(
    with_anna: Change, take: tuple[str, ...], both: tuple[str, ...]
) -> None:
    people.edit(with_anna, people.EditPerson("anna", TODAY, {"organisation": "Acme"}))
    people.add(with_anna, people.AddPerson("Bela", TODAY, fields={"organisation": "Zenith"}))
    merged = merging.apply(with_anna, MergePeople("anna", "bela", take))
    assert (merged.person.organisations, merged.noted) == (both, "")


def test_what_is_taken_is_the_seconds(with_anna: Change) -> None:
    _two(with_anna)
    merged = merging.apply(with_anna, MergePeople("anna", "bela", ("role", "rung", "name", "handle")))
    person = merged.person
    assert (person.person, person.name, person.role, person.rung) == ("bela", "Bela", "chief", "client")
    assert lookup.one(with_anna.connection, "Anna Karenina").handle == "bela"
    assert lookup.one(with_anna.connection, "anna").handle == "bela"
    assert "role head; rung customer" in merged.noted


@pytest.mark.parametrize("field", ["birthday", "zone", "age"])
def test_only_what_competes_can_be_taken(with_anna: Change, field: str) -> None:
    _two(with_anna)
    with pytest.raises(UsageError):
        merging.apply(with_anna, MergePeople("anna", "bela", (field,)))


@pytest.mark.parametrize(
    ("own", "others", "kept"),
    [(None, None, None), (None, "2026-12-24", "2026-12-24"), ("2026-12-01", "2026-12-24", "2026-12-01")],
)
def test_when_they_are_first_due_stays_where_it_was_planned(
    with_anna: Change, own: str | None, others: str | None, kept: str | None
) -> None:
    people.add(with_anna, people.AddPerson("Bela", TODAY))
    for number, day in ((1, own), (2, others)):
        planned = {"first_due_on": day, "spread_on": TODAY if day else None}
        store.update(with_anna.connection, "person", number, planned)
    merging.apply(with_anna, MergePeople("anna", "bela"))
    assert _person(with_anna)["first_due_on"] == kept


def test_nobody_is_merged_with_themselves(with_anna: Change) -> None:
    for both in (merging.apply, lambda change, asked: merging.plan(change.connection, asked)):
        with pytest.raises(Refused):
            both(with_anna, MergePeople("anna", "Anna Karenina"))
