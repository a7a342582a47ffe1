"""The words of names as the file keeps them are those of the rules, and one index is read for them."""

from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from custlove.reports.people import name_search
from custlove.rules import names
from custlove.store import file
from tests.rules.test_names import TEXT

SPELT = st.text(st.sampled_from(f"aÄß 山{names.APOSTROPHES}{names.PARTING}"))


@given(st.lists(st.tuples(SPELT | TEXT, SPELT), max_size=5))
def test_every_word_of_a_name_is_kept_behind_a_blank(drawn: list[tuple[str, str]]) -> None:
    columns = "uid, handle, name, name_key, nickname_key, added_on"
    sql = f"INSERT INTO person ({columns}) VALUES (?, ?, 'x', ?, ?, '2026-01-01')"
    with closing(file.empty()) as connection:
        connection.execute("INSERT INTO change (id, at, zone, command) VALUES (1, '2026-11-01', 'UTC', 'a test')")
        for number, (name, nickname) in enumerate(drawn):
            keys = names.fold(name.replace("\0", "")), names.fold(nickname)
            connection.execute(sql, (str(number), f"x{number}", *keys))
            (known_as,) = connection.execute("SELECT known_as FROM person WHERE uid = ?", (str(number),)).fetchone()
            words = [word for key in keys for word in names.words(key)]
            assert [word for word in words if f" {word}" not in known_as] == []


def test_no_more_than_the_index_of_words_is_read() -> None:
    sql = f"SELECT id FROM person WHERE {name_search.BEGUN.format(conditions='instr(known_as, ?)')}"
    with closing(file.empty()) as connection:
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", ("a",)))
    assert "USING INDEX person_known_as" in plan
    assert "SCAN" not in plan
