"""Records restored in one change, with the people that they name."""

import pytest

from custlove.errors import Refused
from custlove.services.change import Change
from custlove.services.restore import promises, records
from custlove.services.restore.records import RestoreRecords, Target
from custlove.store.bulk import WrongRows
from tests.services.restore.conftest import ANNA, Asked, by_hand, exported

PROMISE = {"what": "the plan", "by": "mine", "made_on": "2026-10-01", "due_on": "2026-10-09"}


def test_who_is_not_there_is_refused_unless_they_are_to_be_added(with_anna: Change) -> None:
    with records.restoring(with_anna, RestoreRecords()) as target:
        assert target.people.meant("anna", 1, "2026-10-01") == ANNA
        with pytest.raises(Refused, match="to add whoever is not there yet: --new"):
            target.people.meant("Bela", 2, "2026-10-01")
    with records.restoring(with_anna, RestoreRecords(add_unknown=True)) as target:
        assert target.people.meant("Bela", 2, "2026-10-01") == target.people.meant("bela", 3, "2026-10-02") == 2
        target.finish()
        assert target.people.added == ["bela"]
    found = "SELECT handle, added_on, rung, rung_since FROM person WHERE id = 2"
    assert with_anna.connection.execute(found).fetchall() == [("bela", "2026-10-01", "prospect", "2026-10-01")]


def test_somebody_exported_keeps_identity_and_number_and_is_there_once(target: Target, asked: Asked) -> None:
    line = {"person": "zoe", "name": "Zoe  Adler", "rung": "client", "rung_since": "2026-05-01"}
    assert target.people.read(exported(7), {**line, "added_on": "2026-01-01", "circle": "close"}, "2026-11-22")
    assert not target.people.read(exported(7), {**line, "name": "Zoe Other"}, "2026-11-22")
    assert asked("SELECT id, uid, handle, name, rung, rung_since, circle FROM person WHERE id > 1") == [
        (7, "uid-7", "zoe", "Zoe Adler", "client", "2026-05-01", "close")
    ]
    assert asked("SELECT person_id, circle, day FROM circle_choice") == [(7, "close", "2026-01-01")]


def test_a_handle_of_somebody_else_is_numbered_and_said(target: Target, asked: Asked) -> None:
    target.people.read(exported(7), {"person": "anna", "name": "Anna Berg"}, "2026-11-22")
    assert target.people.renamed == ["Anna Berg is anna-2 here: anna is somebody else."]
    assert target.people.meant("anna", 2, "2026-11-22") == 7
    assert asked("SELECT handle FROM person ORDER BY id") == [("anna",), ("anna-2",)]


def test_the_guard_has_the_day_and_the_patience_of_the_change(with_anna: Change) -> None:
    impatient = with_anna.settings._replace(numbers={**with_anna.settings.numbers, "ladder.attempts": 1})
    with records.restoring(with_anna._replace(settings=impatient), RestoreRecords()) as target:
        assert (target.guard.today, target.guard.patience.attempts) == (with_anna.today, 1)


def test_a_wrong_row_says_its_line_and_nothing_of_its_table_is_written(target: Target) -> None:
    promises.promise(target.bulk, exported(3), ANNA, dict(PROMISE))
    promises.promise(target.bulk, by_hand(4), ANNA, {**PROMISE, "by": "nobody"})
    with pytest.raises(WrongRows) as wrong:
        target.finish()
    assert [fault.line for fault in wrong.value.faults] == [4]
    assert target.bulk.connection.execute("SELECT count(*) FROM promise").fetchone() == (0,)
