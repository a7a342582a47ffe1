"""Every number that can be set, set: what is shown then says something else."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from custlove.rules.thresholds import SETTABLE
from tests.conftest import Program

pytestmark = pytest.mark.slow

_built: list[bytes] = []


@pytest.fixture
def judged(custlove: Program, journal: Path) -> Callable[..., str]:
    """Asks a command of a journal in which there is something to say by every number, as it was built."""
    if not _built:
        for line in _STOCK.strip().splitlines():
            custlove(*shlex.split(line))
        _built.append(journal.read_bytes())
    journal.parent.mkdir(parents=True, exist_ok=True)

    def ask(*arguments: str) -> str:
        journal.write_bytes(_built[0])
        custlove("config", "set", "cadence.customer", "none")
        return custlove(*arguments).out

    return ask


# Anna buys steadily, Bela leaves badly, Carl and Emma have gone, Yuri perhaps; Gina was won; Fred may trust you; Kim,
# Lena and Mona take.
_STOCK = """
person add Anna --rung prospect --on 2022-01-01
person add Bela --rung client --on 2022-01-01
person add Carl --rung client --on 2022-01-01
person add Emma --rung customer --on 2022-01-01
person add Fred --rung prospect --on 2022-01-01
person add Gina --rung prospect --on 2022-01-01
person add Yuri --rung prospect --on 2022-01-01
purchase add anna 100 --on 2026-08-01
purchase add anna 100 --on 2026-09-02
purchase add anna 100 --on 2026-10-01
purchase add anna 100 --on 2026-11-03
purchase add carl 100 --on 2026-01-02
purchase add carl 100 --on 2026-02-02
purchase add carl 100 --on 2026-03-02
purchase add yuri 100 --on 2022-10-18
purchase add yuri 100 --on 2023-10-18
purchase add yuri 100 --on 2024-10-18
purchase add yuri 100 --on 2025-10-18
log bela shouted --felt 1 --channel email --on 2026-10-02
log bela shouted --felt 1 --channel email --on 2026-10-12
log bela shouted --felt 1 --channel email --on 2026-10-20
log bela called --out --channel call --on 2026-10-08
log bela called --out --channel call --on 2026-10-15
log bela called --out --channel call --on 2026-10-22
log emma "a call" --on 2025-11-21
log emma "a call" --on 2025-12-21
log emma "a call" --on 2026-01-20
log emma "a call" --on 2026-02-19
purchase add emma 50 --on 2026-02-19
log carl "a letter" --out --on 2026-09-05
log gina "a talk" --on 2026-03-10
log gina "a talk" --on 2026-04-10
log gina "a talk" --on 2026-05-10
log gina "a talk" --on 2026-05-20
log gina "a talk" --energy tired --on 2026-09-01
ladder move gina customer --why won --on 2026-06-01
day add anna "their launch" 2026-12-06
promise add fred "draft 2026-05-10" --by 2026-05-10 --on 2026-05-01
promise keep fred 2026-05-10 --on 2026-05-08 --extra "a cake"
promise add fred "draft 2026-05-20" --by 2026-05-20 --on 2026-05-01
promise keep fred 2026-05-20 --on 2026-05-20
promise add fred "draft 2026-06-10" --by 2026-06-10 --on 2026-05-01
promise keep fred 2026-06-10 --on 2026-06-12
promise add fred "draft 2026-07-10" --by 2026-07-10 --on 2026-05-01
log fred "the party" --wow --on 2026-10-20
feedback hear fred late --kind criticism --on 2026-08-01
feedback thank 1 --anyway --on 2026-08-09
feedback hear fred slow --kind criticism --on 2026-11-10
feedback confirm 2 --on 2026-11-10
feedback ask fred "how was it?" --on 2026-11-15
mistake add fred fresh --on 2026-11-22
mistake add fred owned --on 2026-11-10
mistake own 2 --on 2026-11-18
mistake add fred repaired --on 2026-11-12
mistake own 3 --on 2026-11-12
mistake repair 3 "put right" --on 2026-11-12
person add Kim --on 2022-01-01
person add Lena --on 2022-01-01
person add Mona --on 2022-01-01
fact add kim life "a daughter" --on 2026-10-08
promise add kim figures --theirs --by 2026-06-10 --on 2026-06-01
log kim "a call" --energy drained --on 2026-01-10
log kim "a call" --energy drained --on 2026-02-10
log kim "a call" --energy drained --on 2026-03-10
log kim "a call" --energy drained --on 2026-04-10
log kim "a call" --energy drained --on 2026-05-10
log kim "a call" --energy drained --on 2026-06-10
log kim "a call" --energy drained --on 2026-07-10
promise add lena figures --theirs --by 2026-06-10 --on 2026-06-01
log lena "a call" --energy drained --on 2026-01-10
log lena "a call" --energy drained --on 2026-02-10
log lena "a call" --energy drained --on 2026-03-10
log lena "a call" --energy drained --on 2026-04-10
log lena "a call" --energy drained --on 2026-05-10
log lena "a call" --energy drained --on 2026-06-10
log lena "a call" --energy drained --on 2026-07-10
promise add mona figures --theirs --by 2026-08-01 --on 2026-07-20
promise keep mona figures --on 2026-08-01
promise add mona plan --theirs --by 2026-08-20 --on 2026-07-20
log mona "a call" --energy drained --on 2026-08-02
log mona "a call" --energy drained --on 2026-08-05
log mona "a call" --energy drained --on 2026-08-08
log mona "a call" --energy drained --on 2026-08-11
log mona "a call" --energy drained --on 2026-08-14
log mona "a call" --energy drained --on 2026-08-17
log mona "a call" --energy drained --on 2026-08-20
config set cadence.customer none
"""
_SUGGEST, _TODAY, _LAPSED, _TRUST = ("ladder", "suggest"), ("today",), ("lapsed", "--all"), ("trust", "fred")
_MIRROR = ("mirror",)
_LOW = ("log", "bela", "shouted", "--felt", "2", "--on", "yesterday")
# By key: a value to set, a command, and what it says with it and not without it; after a "-", only without it.
CASES: dict[str, tuple[int, tuple[str, ...], str]] = {
    "today.days_ahead": (14, _TODAY, "their launch"),
    "log.low_in_a_row": (5, _LOW, "-fourth time in a row below 3"),
    "mistakes.own_days": (0, _TODAY, "\tfresh\t"),
    "mistakes.repair_days": (4, _TODAY, "\towned\t"),
    "mistakes.follow_up_days": (10, _TODAY, "\trepaired\t"),
    "feedback.ask_months": (60, ("feedback", "due"), "-bela"),
    "feedback.ask_days": (5, _TODAY, "\thow was it?\t"),
    "feedback.act_days": (5, ("feedback", "list", "--overdue"), "\tslow\t"),
    "ladder.client_purchases": (5, _SUGGEST, "anna\tAnna\tprospect\tcustomer"),
    "ladder.rhythm_percent": (0, _SUGGEST, "anna\tAnna\tprospect\tcustomer"),
    "ladder.client_gap_days": (1, _SUGGEST, "anna\tAnna\tprospect\tcustomer"),
    "ladder.bad_endings": (4, _SUGGEST, "-toxic"),
    "ladder.of_endings": (2, _SUGGEST, "-toxic"),
    "ladder.attempts": (4, _SUGGEST, "-toxic"),
    "ladder.attempt_days": (40, _SUGGEST, "-toxic"),
    # Carl has been away for 265 days, after a pause of 28 and three purchases.
    "leaving.days": (20, _TODAY, "-hurt: shouted"),
    "quiet.gone_after_days": (180, _SUGGEST, "-above 150 they have gone"),
    "quiet.days_for_doubling": (0, _LAPSED, "265.0\tyes"),
    "quiet.share_of_pause": (1, _LAPSED, "197.9\tyes"),
    # Yuri came four times, 365 days apart, the last time 400 days ago: 340, and as late as that at 305.
    "quiet.own_rhythm_percent": (100, _LAPSED, "340.0\tyes"),
    # Emma was in touch four times, 30 days apart: 276 + 10 - 60 days, or 276.
    "quiet.contact_days_for_doubling": (0, ("today", "--json"), '"lateness": 0.84'),
    "quiet.fewest_times": (5, _TODAY, "-no cadence, quiet for 276"),
    "trust.kept": (20, _TRUST, "\t20\t"),
    "trust.early": (30, _TRUST, "\t30\t"),
    "trust.extra": (10, _TRUST, "a cake\t10\t"),
    "trust.thanked": (20, _TRUST, "\t20\t"),
    "trust.repaired": (30, _TRUST, "\t30\t"),
    "trust.wow": (20, _TRUST, "\t20\t"),
    "trust.late": (-20, _TRUST, "\t-20\t"),
    "trust.broken": (-50, _TRUST, "\t-50\t"),
    "trust.unanswered": (-30, _TRUST, "\t-30\t"),
    "trust.unowned": (-30, _TRUST, "\t-30\t"),
    # Gina's courtship, four touchpoints in three months, three of them in two; one since.
    "mirror.courtship_months": (2, _MIRROR, "1.5 touchpoints a month before the deal"),
    "mirror.least_after_days": (100, _MIRROR, "-a month before the deal"),
    "mirror.carrying_percent": (50, _MIRROR, "carries 50% of 6 touchpoints"),
    "mirror.given_times": (1, _MIRROR, "of 3: 1 only take"),
    "mirror.cost_months": (1, _MIRROR, "buyers of the last month bought then"),
    "mirror.days": (30, _MIRROR, "0.0 since"),
    "circles.days": (400, ("circles",), "every 42 days\t10\t6"),
    "balance.months": (1, ("balance",), "-300.00 EUR"),
    "balance.taking_months": (2, _SUGGEST, "mona\tMona\tprospect\t\tin touch on 7 days"),
    "balance.taking_days": (8, _SUGGEST, "-lena\tLena\tprospect\t\tin touch on 7 days"),
    "balance.life_days": (30, _SUGGEST, "kim\tKim\tprospect\t\tin touch on 7 days"),
    "review.days": (60, ("review",), "the party"),
}


def test_each_is_tried() -> None:
    assert CASES.keys() == SETTABLE.keys()


@pytest.mark.parametrize("key", CASES)
def test_what_is_set_holds(judged: Callable[..., str], custlove: Program, key: str) -> None:
    value, command, told = CASES[key]
    before = judged(*command)
    custlove("config", "set", key, str(value))
    after = judged(*command)
    with_it, without_it = (before, after) if told.startswith("-") else (after, before)
    assert told.removeprefix("-") in with_it
    assert told.removeprefix("-") not in without_it


@pytest.mark.parametrize("days", [100, 151, 178, 260, 276])
def test_nobody_is_left_out_who_was_there_a_shorter_time_ago(
    judged: Callable[..., str], custlove: Program, days: int
) -> None:
    """Who may have gone is looked for by the number that is set: Emma scores 226 days, Carl 179."""
    custlove("config", "set", "quiet.gone_after_days", str(days))
    gone = days < 179
    assert ("no cadence, quiet for 276" in judged(*_TODAY)) == (days < 226)
    assert ("carl\tCarl\tclient\tcustomer" in judged(*_SUGGEST)) == gone
    assert ("carl" in judged("lapsed")) == gone
    custlove("config", "set", "quiet.days_for_doubling", "0")
    custlove("config", "set", "quiet.contact_days_for_doubling", "0")
    # Now they are as quiet as they have been away.
    assert ("no cadence, quiet for 276" in judged(*_TODAY)) == (days < 276)
    assert ("carl\tCarl\tclient\tcustomer" in judged(*_SUGGEST)) == ("carl" in judged("lapsed")) == (days < 265)


def test_nobody_is_left_out_who_was_there_lately(judged: Callable[..., str], custlove: Program) -> None:
    """On 1 May Emma was away for 71 days, Carl for 60: as quiet as that, where doublings count nothing."""
    may = ("--today", "2026-05-01")
    custlove("config", "set", "quiet.days_for_doubling", "0")
    custlove("config", "set", "quiet.contact_days_for_doubling", "0")
    for days, emma, carl in ((59, True, True), (60, True, False), (71, False, False)):
        custlove("config", "set", "quiet.gone_after_days", str(days))
        assert ("no cadence, quiet for 71" in judged(*may, *_TODAY)) == emma
        assert ("bought 3 times, last on 2026-03-02, 60 days ago" in judged(*may, *_SUGGEST)) == carl
        assert ("carl" in judged(*may, "lapsed")) == carl


@pytest.mark.parametrize("command", [_TODAY, ("show", "fred"), ("mistake", "list"), ("brief", "fred"), ("review",)])
def test_wherever_a_mistake_is_told_it_is_due_by_what_is_set(
    judged: Callable[..., str], custlove: Program, command: tuple[str, ...]
) -> None:
    """Owned on 18 November, to be made right a week later, or four days."""
    custlove("config", "set", "mistakes.repair_days", "4")
    assert '"due_on": "2026-11-22"' in judged(*command, "--json")
    assert '"due_on": "2026-11-25"' not in judged(*command, "--json")


@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
def test_every_report_answers_at_either_end_of_what_can_be_set(
    judged: Callable[..., str], custlove: Program, end: int
) -> None:
    for key, bounds in SETTABLE.items():
        custlove("config", "set", key, "--", str(bounds[end]))
    for command in sorted({command for _, command, _ in CASES.values()}):
        assert judged(*command)
        assert judged("--today", "2022-01-01", *command) or "--on" in command


@pytest.mark.parametrize(
    ("day", "days", "said"),
    # 276 and 251 days away, after a pause of 30 and four times; on the second, what came later is left out.
    [("2026-11-22", 225, True), ("2026-11-22", 226, False), ("2026-10-28", 200, True), ("2026-10-28", 201, False)],
)
def test_the_mirror_takes_the_same_for_gone(
    judged: Callable[..., str], custlove: Program, day: str, days: int, *, said: bool
) -> None:
    custlove("config", "set", "quiet.gone_after_days", str(days))
    assert ("Emma: quiet for" in judged("--today", day, "mirror", "--json")) == said


def test_suggested_is_taken_by_the_same_numbers(judged: Callable[..., str], custlove: Program) -> None:
    custlove("config", "set", "quiet.gone_after_days", "170")
    assert "above 170 they have gone" in judged("ladder", "move", "carl", "--suggested", "--json")
