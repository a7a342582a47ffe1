import math
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from bench import purchases, quiet, rankings, roc
from bench.purchases import Customer, Odd, Purchase
from bench.rankings import RULES, Asked
from bench.roc import Scored

# Three customers: 7 comes every month and again, 8 came once, 9 twice on one day and once more.
FILE = """\
 00007 0001 19970101  2   29.33
 00007 0001 19970131  2   29.73
 00007 0001 19970302  1   14.96
 00007 0001 19971212  2   26.48
 00008 0002 19970101  3   63.34
 00009 0003 19970110  1    9.99
 00009 0003 19970110  1   11.77
 00009 0003 19970209  1   11.77
"""
LEARNT, UNTIL = (date(1997, 1, 1), date(1997, 9, 30)), date(1998, 6, 30)
ASKED = Asked(LEARNT[1], (UNTIL - LEARNT[1]).days)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "purchases.txt"
    path.write_text(FILE)
    return path


def _known(file: Path) -> list[Customer]:
    return list(purchases.customers(purchases.read(file)[0], LEARNT, UNTIL))


def test_customers_are_what_was_known_on_the_day_and_what_came_of_it(file: Path) -> None:
    first, once, twice = _known(file)
    assert first == ([date(1997, 1, 1), date(1997, 1, 31), date(1997, 3, 2)], True)
    assert once == ([date(1997, 1, 1)], False)
    assert (len(twice.bought_on), twice.days) == (3, [date(1997, 1, 10), date(1997, 2, 9)])
    assert [customer.repeated for customer in _known(file)] == [True, False, True]


def test_nothing_is_learnt_from_before_and_nobody_is_known_from_after(file: Path) -> None:
    bought = [Purchase("a", date(1996, 12, 31)), Purchase("b", date(1997, 10, 1)), Purchase("c", date(1997, 9, 30))]
    assert list(purchases.customers(bought, LEARNT, UNTIL)) == [([date(1997, 9, 30)], False)]
    late = [Purchase("a", LEARNT[1]), Purchase("a", UNTIL + timedelta(days=1))]
    assert list(purchases.customers(late, LEARNT, UNTIL)) == [([LEARNT[1]], False)]
    assert len(list(purchases.customers(purchases.read(file)[0], LEARNT, UNTIL, {"00008"}))) == 2


def test_odd_lines_are_named_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(
        b"00001 19970101  1   11.77\r\n\r\n00002 19970230 1 2\n00003 1997 1 2\n4 5\n"
        b"00005 19970101 one 11.77\n\xff\xfe 19970101 1 1\n00006 1 19970102 1 2"
    )
    bought, odd = purchases.read(path)
    assert bought == [Purchase("00001", date(1997, 1, 1)), Purchase("00006", date(1997, 1, 2))]
    assert [line.number for line in odd] == [3, 4, 5, 6, 7]
    assert odd[1] == Odd(4, "'1997' is no day; one reads like 19970131")


def test_an_odd_line_is_said_and_does_not_stop_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(FILE + "nonsense\n" * 12)
    assert quiet.main([str(file)]) == 0
    out, err = capsys.readouterr()
    assert err.splitlines()[0] == "purchases.txt, line 9 left out: 1 fields, not 4 or 5."
    assert err.splitlines()[10:] == ["purchases.txt: 12 lines left out."]
    assert out.startswith("All 3 customers: 1 bought again after 1997-09-30 and by 1998-06-30.\n")


def test_scores_worked_out_by_hand(file: Path) -> None:
    # Customer 7 on 30 September: 212 days after the third time, 30 days between. Customer 9: 233 days, 30 between.
    scores = {key: [rule.score(customer, ASKED) for customer in _known(file)] for key, rule in RULES.items()}
    three = 60 * math.log2(3)
    assert scores["quiet"] == pytest.approx([212 + 10 - three, 272, 233 + 10 - 60], abs=0.005)
    assert scores["by-line"] == pytest.approx([212 + 10 - three, 272, 233 + 10 - three], abs=0.005)
    assert scores["no-pause"] == pytest.approx([212 - three, 272, 233 - 60])
    assert scores["last-two"] == [227, 272 + 182.5, 248]
    assert scores["by-count"] == pytest.approx([242 / 3, 302, 263 / 2])
    assert scores["away"] == [212, 272, 233]
    assert scores["count"] == [-3, -1, -2]
    assert scores["own-gap"] == pytest.approx([212 / 30, None, 233 / 30])
    assert all(score[0] < score[2] < score[1] for key, score in scores.items() if key != "own-gap")  # type: ignore[operator]


def test_the_model_is_the_published_one() -> None:
    # Fader, Hardie and Lee (2005) work out one customer in their note on a spreadsheet: 2 repeats, the last in week
    # 30.43, known for 38.86 weeks, expects 1.226 in the next 39.
    assert rankings.expected_purchases(2, 30.43, 38.86, 39) == pytest.approx(1.226, abs=0.001)


def test_the_area_is_the_chance_to_be_right_and_a_tie_counts_half() -> None:
    def by(*scores: tuple[float, bool]) -> float:
        return roc.area([Scored(score, back) for score, back in scores])

    assert by((2, False), (1, True)) == 1
    assert by((1, False), (2, True)) == 0
    assert by((1, False), (1, True)) == 0.5
    # Of four pairs two are right, one is tied, one is wrong.
    assert by((3, False), (2, True), (2, False), (1, True)) == (1 + 1 + 0.5 + 1) / 4
    assert math.isnan(by((1, True)))


def test_the_area_is_that_of_all_pairs_counted() -> None:
    random = Random(3)
    scored = [Scored(random.randrange(12), random.random() < 0.4) for _ in range(80)]
    pairs = [(gone.score, back.score) for gone in scored for back in scored if back.came_back and not gone.came_back]
    counted = sum(1 if gone > back else 0.5 if gone == back else 0 for gone, back in pairs) / len(pairs)
    assert roc.area(scored) == pytest.approx(counted)


def test_the_page_has_every_rule_the_margin_and_the_confusion(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Six such customers each way, so that halves can be told apart.
    file.write_text("".join(FILE.replace(" 0000", f" {copy:03}0") for copy in range(6)))
    assert quiet.main([str(file), "--halves", "20"]) == 0
    out = capsys.readouterr().out
    assert "The 12 who had bought again: 6 bought again" in out
    assert all(f"| {rule.what} | " in out for rule in RULES.values())
    assert "| BG/NBD, expected purchases | 1.0000 | 1.0000 |" in out
    assert "| days away ÷ own median gap |  | 1.0000 |" in out
    assert "| all | +0.0000 | +0.0000 and +0.0000 | 0% |" in out
    # 183 is more than 150 and so is 272; 126.9 is not.
    assert "| all | 12 | 0 | 0 | 6 |" in out
    assert "| repeaters | 6 | 0 | 0 | 6 |" in out
    assert "| 120 to 150 | 6 | 100% |" in out


def test_the_plot_is_an_svg_of_its_own(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "roc.svg"
    assert quiet.main([str(file), "--svg", str(picture)]) == 0
    root = ET.fromstring(picture.read_text())  # noqa: S314
    lines = root.findall(".//{*}polyline")
    # The own gap says nothing of who came once.
    assert len(lines) == 4 + 5
    assert lines[0].get("points") == "0,320 0,160 0,0 320,0"
    assert "prefers-color-scheme: dark" in picture.read_text()
    assert "http" not in picture.read_text().replace("http://www.w3.org/2000/svg", "")


def test_where_there_is_nothing_to_say_it_says_so(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert quiet.main([str(file), "--until", "1997-10-01"]) == 1
    assert "Nothing to tell apart: 3 customers" in capsys.readouterr().err
    assert quiet.main([str(file.with_name("nowhere"))]) == 66
    assert "nowhere cannot be read: No such file or directory." in capsys.readouterr().err
    assert quiet.main([str(file), "--without", str(file)]) == 1
