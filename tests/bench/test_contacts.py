import gzip
from datetime import date, timedelta
from pathlib import Path

import pytest
from bench import contacts
from bench.contacts import LETTERS, MAILS, QUESTIONS, History

TODAY = date(1905, 1, 1)


def test_letters_are_seen_from_the_one_who_kept_them(tmp_path: Path) -> None:
    path = tmp_path / "letters.csv"
    path.write_text(
        '1889-01-02,"Adams, A",in\n1889-01-02,"Adams, A",out\n1889-03-01,"Adams, A",both\n1890-01-01,Bell,out\n'
    )
    first, second = date(1889, 1, 2), date(1889, 3, 1)
    assert contacts.read(path) == (
        [
            History(frozenset({first, second}), frozenset({first, second})),
            History(frozenset({date(1890, 1, 1)}), frozenset()),
        ],
        LETTERS,
        [],
    )


def test_mails_are_seen_from_both_sides_and_nobody_writes_to_themselves(tmp_path: Path) -> None:
    path = tmp_path / "mails.csv.gz"
    with gzip.open(path, "wt") as file:
        file.write("1,2,2001-03-04 23:59:59,to\n1,2,2001-03-04 23:59:59,to\n3,3,2001-03-05 00:00:01,cc\n")
    day = frozenset({date(2001, 3, 4)})
    histories, kind, odd = contacts.read(path)
    assert (histories, kind, odd) == ([History(day, frozenset()), History(frozenset(), day)], MAILS, [])


def test_odd_lines_are_named_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("day,name,direction\n1900-02-29,Johnson,in\n1900-02-28,Johnson\n1900-02-28,Johnson,in\n")
    histories, _, odd = contacts.read(path)
    assert [history.days for history in histories] == [[date(1900, 2, 28)]]
    assert odd == [
        "odd.csv, line 1 left out: 'direction' is not in, out or both.",
        "odd.csv, line 2 left out: day is out of range for month.",
        "odd.csv, line 3 left out: 2 fields, not 3 or 4.",
    ]


def _met(gap: int, away: int, *, again: bool, answered: bool = True) -> History:
    """Somebody met three times so far apart, the last time so long ago; and whether a month after the day again."""
    days = frozenset(TODAY - timedelta(days=away + gap * index) for index in range(3))
    after = {TODAY + timedelta(days=30)} if again else set()
    return History(days, (days if answered else frozenset()) | after)


def test_what_came_after_the_day_is_the_question_and_never_the_score() -> None:
    known = _met(30, 10, again=True).until(TODAY)
    assert max(known.days) == TODAY - timedelta(days=10)
    for rule in contacts.RULES.values():
        assert rule.score(known, TODAY) == rule.score(_met(30, 10, again=False), TODAY)


def test_the_area_is_that_of_people_met_three_times_and_a_day_with_too_few_is_none() -> None:
    recent = [_met(30, away, again=True) for away in range(10)]
    gone = [_met(30, 400 + away, again=False) for away in range(10)]
    twice = [History(frozenset({TODAY, TODAY - timedelta(days=1)}), frozenset())] * 20
    found = contacts.tried([*recent, *gone, *twice], [TODAY, TODAY - timedelta(days=5000)], 365, QUESTIONS[0])
    assert (found.days, found.people) == (1, 20)
    assert set(found.areas.values()) == {1}
    assert contacts.tried([*recent, *gone[1:]], [TODAY], 365, QUESTIONS[0]).days == 0


def test_edisons_letters_rank_as_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    """At three digits the rule is no worse than .004 below the one that purchases keep (docs/quiet.md)."""
    assert contacts.main([]) == 0
    told = capsys.readouterr()
    again, word = told.out.split("a word from them again: 1,943 answers on 11 days")
    assert "1,670 histories, back within 365 days" in again
    assert "in touch again: 1,990 answers on 12 days" in again
    assert "| one clock, 60 days for every doubling (as for purchases) | 0.875 |" in again
    assert "| one clock, 30 days for every doubling | 0.871 |" in again
    assert "| days since the last contact | 0.861 |" in again
    assert "| one clock, 60 days for every doubling (as for purchases) | 0.871 |" in word
    assert "| two clocks: the mean of all contacts and theirs alone | 0.868 |" in word
    assert word.endswith("in touch again: -0.004, holds.\na word from them again: -0.003, holds.\n")
    assert told.err == "edison_letters.csv, line 674 left out: day is out of range for month.\n"


def test_where_there_is_nothing_to_say_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert contacts.main([str(tmp_path / "nowhere")]) == 66
    assert "nowhere cannot be read: No such file or directory." in capsys.readouterr().err
    assert contacts.main(["--at", "1880-01-01", "--within", "30"]) == 1
    assert "in touch again: nothing to tell apart.\n" in capsys.readouterr().out
