"""Who sent whom and who knows whom: each once, and nobody themselves."""

import pytest

from custlove.errors import Refused
from custlove.services.change import Change
from custlove.services.restore import records, relations
from custlove.services.restore.records import RestoreRecords
from tests.services.restore.conftest import ANNA, by_hand, exported

BELA = 2
DAY = {"day": "2026-10-01"}


def test_what_is_there_already_is_not_there_twice(with_anna: Change) -> None:
    with records.restoring(with_anna, RestoreRecords(add_unknown=True)) as target:
        assert target.people.meant("Bela", 1, "2026-10-01") == BELA
        bulk = target.bulk
        assert relations.introduction(bulk, exported(1), ANNA, BELA, DAY)
        assert not relations.introduction(bulk, exported(2), ANNA, BELA, DAY)
        assert relations.introduction(bulk, exported(3), BELA, ANNA, DAY)
        assert relations.link(bulk, exported(1), ANNA, BELA, "friends", "2026-10-01")
        assert not relations.link(bulk, exported(2), ANNA, BELA, "friends", "2026-10-01")
        assert not relations.link(bulk, by_hand(3), BELA, ANNA, "Friends", "2026-10-01")
        with pytest.raises(Refused, match="stand for the same person"):
            relations.introduction(bulk, exported(4), ANNA, ANNA, DAY)
        with pytest.raises(Refused, match="stand for the same person"):
            relations.link(bulk, exported(4), BELA, BELA, "family", "2026-10-01")
        target.finish()
    asked = with_anna.connection.execute
    assert asked("SELECT id, by_id, person_id FROM introduction").fetchall() == [(1, ANNA, BELA), (3, BELA, ANNA)]
    assert asked("SELECT id, person_id, other_id, kind FROM link").fetchall() == [(1, ANNA, BELA, "friends")]
