"""What becomes of touchpoints and entries; cards are tried in tests/commands/test_import_vcard.py."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest

from custlove import config
from custlove.rules.moments import Moment
from custlove.services import change as changes
from custlove.services.imports import forgotten_people, records
from custlove.services.imports.importer import Decision, Importer
from custlove.services.imports.records import Bad, Entry, Link, Person, Place, Read, Record, Touchpoint, Who
from custlove.services.restore.origin import When
from custlove.store import bulk, forgotten
from tests.conftest import NOW, ZONE, Program

Bring = Callable[..., list[tuple[str, str, str | None, str]]]
ANNA = Who(emails=("anna@x.example",))


@pytest.fixture
def bring(anna: Program, journal: Path) -> Bring:
    """Brings records in, into a journal with Anna, and gives back what was decided: decision, noun, person, why."""
    anna("person", "edit", "anna", "--email", "anna@x.example")

    def run(*given: Read, unmatched: Literal["skip", "inbox"] = "skip") -> list[tuple[str, str, str | None, str]]:
        told: list[Decision] = []
        stamp = Moment(NOW, NOW.date(), ZONE)
        with (
            suppress(changes.Discarded),
            changes.writing(journal, stamp, "import x", NOW, config.defaults()) as change,
            bulk.writing(change.connection, change.number, careful=True) as rows,
        ):
            engine = Importer(rows, "x", str(NOW.date()), told.append, unmatched=unmatched)
            for each in given:
                engine.take(each)
            engine.finish()
        return [(each.decision, each.noun, each.person, each.why) for each in told]

    return run


def record(number: int, key: str, what: records.What) -> Record:
    return Record(Place("f", "line", number), records.key_of(key), what)


def touch(text: str, *people: Who, day: int = 1) -> Touchpoint:
    at = datetime(2026, 10, day, 12, tzinfo=UTC)
    return Touchpoint(people or (ANNA,), When(at, str(at.date()), ZONE), {"text": text, "channel": "email"})


def texts(program: Program) -> list[str]:
    return [each["text"] for each in program("touchpoint", "list", "--json").json]


def test_a_touchpoint_comes_in_once_and_what_the_source_corrects_is_corrected(bring: Bring, anna: Program) -> None:
    assert bring(record(1, "a", touch("one"))) == [("new", "touchpoint", "anna", "")]
    assert bring(record(1, "a", touch("one"))) == [("unchanged", "touchpoint", "anna", "")]
    assert bring(record(1, "a", touch("two", day=2))) == [("changed", "touchpoint", "anna", "text, at, day")]
    assert texts(anna) == ["two"]
    assert anna("show", "anna", "--json").json["person"]["last_touch_on"] == "2026-10-02"


def test_what_the_user_wrote_over_it_stays(bring: Bring, anna: Program) -> None:
    bring(record(1, "a", touch("one")))
    anna("touchpoint", "edit", "1", "--text", "mine")
    assert bring(record(1, "a", touch("two"))) == [("unchanged", "touchpoint", "anna", "")]
    assert texts(anna) == ["mine"]


def test_what_was_removed_stays_away(bring: Bring, anna: Program) -> None:
    bring(record(1, "a", touch("one")))
    anna("touchpoint", "remove", "1")
    assert bring(record(1, "a", touch("one"))) == [("skipped", "touchpoint", None, "removed since")]


def test_the_same_twice_is_skipped_and_one_key_for_two_things_is_two(bring: Bring, anna: Program) -> None:
    given = [record(1, "a", touch("one")), record(2, "a", touch("one")), record(3, "a", touch("two"))]
    assert [each[0] for each in bring(*given)] == ["new", "skipped", "new"]
    assert [each[0] for each in bring(*given)] == ["unchanged", "skipped", "unchanged"]
    assert texts(anna) == ["two", "one"]


def test_people_are_named_by_key_handle_address_and_full_name(bring: Bring, anna: Program) -> None:
    levin = Person("Konstantin Levin", {}, phones=("030 1234567",))
    ways = (
        Who(key=records.key_of("levin")),
        Who(handle="@konstantin-levin"),
        Who(name="Levin, Konstantin"),
        Who(name="K. Levin", phones=("+49 30 1234567",)),
    )
    given: Iterable[Read] = [
        record(0, "levin", levin),
        *(record(number, str(number), touch(str(number), who)) for number, who in enumerate(ways, 1)),
    ]
    assert {each[2] for each in bring(*given)} == {"konstantin-levin"}
    assert bring(record(9, "first", touch("x", Who(name="Konstantin")))) == [
        ("skipped", "touchpoint", None, "nobody here is Konstantin")
    ]
    assert anna("show", "konstantin", "--json").json["person"]["last_touch_on"] == "2026-10-01"


def test_entries_of_other_nouns(bring: Bring, anna: Program) -> None:
    levin = record(1, "levin", Person("Konstantin Levin"))
    own = Who(key=levin.key)
    given: list[Read] = [
        levin,
        record(2, "f", Entry("follow_up", own, {"why": "call", "made_on": "2026-10-01", "due_on": "2026-12-01"})),
        record(3, "n", Entry("fact", own, {"kind": "life", "text": "two children", "day": "2026-10-01"})),
        record(4, "i", Entry("introduction", own, {"day": "2026-10-01"}, {"by_id": ANNA})),
        record(5, "i2", Entry("introduction", own, {"day": "2026-10-02"}, {"by_id": ANNA})),
        record(6, "i3", Entry("introduction", own, {"day": "2026-10-02"}, {"by_id": own})),
        record(7, "i4", Entry("introduction", own, {"day": "2026-10-02"}, {"by_id": Who(name="No Body")})),
        record(8, "late", Entry("follow_up", own, {"why": "x", "made_on": "2026-10-02", "due_on": "2026-10-01"})),
        record(9, "bad", Entry("fact", own, {"kind": "colour", "text": "x", "day": "2026-10-01"})),
        Bad(Place("f", "line", 10), "it is damaged"),
    ]
    assert [(each[0], each[3]) for each in bring(*given)] == [
        *[("new", "")] * 4,
        ("skipped", "there already"),
        ("skipped", "there already"),
        ("skipped", "nobody here is No Body"),
        ("bad", "due_on 2026-10-01 lies before made_on 2026-10-02"),
        ("bad", "kind: it should be one of: need, vision, challenge, life, preference, told"),
        ("bad", "it is damaged"),
    ]
    assert [each["why"] for each in anna("followup", "list", "--who", "konstantin", "--json").json] == ["call"]
    done = {"why": "call", "made_on": "2026-10-01", "due_on": "2026-12-01", "done_on": "2026-11-01"}
    assert bring(levin, record(2, "f", Entry("follow_up", own, done)))[1][0] == "changed"
    assert anna("followup", "list", "--who", "konstantin", "--json").json == []


def test_what_is_for_nobody_waits_once(bring: Bring, rows: Callable[[], dict[str, list[tuple[Any, ...]]]]) -> None:
    stranger = record(1, "a", touch("hello", Who(name="No Body", emails=("no@x.example",))))
    assert bring(stranger, unmatched="inbox") == [("waiting", "touchpoint", None, "nobody here is No Body")]
    assert bring(stranger, unmatched="inbox") == [("unchanged", "touchpoint", None, "nobody here is No Body")]
    (waiting,) = rows()["inbox"]
    assert waiting[4:7] == ("2026-10-01", "No Body", "hello")
    unpacked = records.unpacked(waiting[7], stranger.place, ANNA)
    assert (unpacked.what, unpacked.key) == (touch("hello"), stranger.key)
    assert [(who.name, who.emails) for who in records.named_in(waiting[7])] == [("No Body", ("no@x.example",))]


def test_a_key_tells_nothing_and_marks_come_back_the_same() -> None:
    assert records.key_of("uid", "x") == records.key_of("uid", "x") != records.key_of("uid", "y")
    assert "anna" not in records.key_of("anna@x.example")
    assert records.marks_of(touch("a")) == records.marks_of(touch("a")) != records.marks_of(touch("b"))


def test_who_was_forgotten_for_good_neither_comes_in_nor_waits(
    bring: Bring, anna: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgotten, "_N", 2)
    anna("person", "add", "Boris Godunov", "--as", "boris", "--email", "boris@x.example")
    anna("forget", "anna", "--yes")
    boris = Who(emails=("boris@x.example",))
    card = Person("Anna Karenina", emails=("Anna+news@x.example",))
    friend = Person("Dolly", emails=("dolly@x.example",), links=(Link("sister", ANNA),))
    told = bring(
        record(1, "a", card), record(2, "b", touch("hello", ANNA._replace(by_name=False))),
        record(3, "c", touch("both", boris, ANNA)), record(4, "d", friend), unmatched="inbox",
    )  # fmt: skip
    assert [(decision, person, why) for decision, _, person, why in told] == [
        ("skipped", None, forgotten_people.WHY),
        ("skipped", None, forgotten_people.WHY),
        ("new", "boris", "nobody here is anna@x.example"),
        ("new", "dolly", ""),
    ]
    assert anna("inbox", "list", "--json").json == []
    assert anna("fact", "list", "--json").json == []
