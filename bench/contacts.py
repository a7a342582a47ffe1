"""Who will be in touch again? Tries the program's rule on histories of contact: `python bench/contacts.py [FILE …]`.

Takes what was known on some days, ranks the people met three times or more by each rule, and looks who was in touch
again after it; for the two clocks, from whom something came. The measure is the area under the ROC curve, the mean over
the days. Without a FILE it reads Edison's letters, which are part of the project (bench/data/README.md). A FILE, which
may be packed by gzip, is one of two kinds, told apart by its fields:

    day,name,in|out|both                    one person's letters
    from,to,YYYY-MM-DD HH:MM:SS,to|cc|bcc   mails among people, each seen from both sides

docs/quiet.md has the results. The exit code is 1 where the rule is worse than the one it replaced.
"""

import argparse
import csv
import gzip
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import isnan
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
# Run as a file, python looks for modules beside it.
sys.path[0] = str(ROOT)

from bench import roc  # noqa: E402
from bench.roc import Scored  # noqa: E402
from custlove.rules import inactivity  # noqa: E402
from custlove.rules.inactivity import USUAL_CONTACT_LIMITS, USUAL_LIMITS  # noqa: E402

EDISON = ROOT / "bench" / "data" / "edison_letters.csv"
# Where fewer than ten came back, or stayed away, one person moves the area too much.
_FEWEST_TIMES, _FEWEST_EACH_WAY = 3, 10
# At three digits, as the figures are told: what counts as no worse.
_TOLERANCE = 0.004


class History(NamedTuple):
    """The days of contact with one person: yours to them, and theirs to you."""

    yours: frozenset[date]
    theirs: frozenset[date]

    def until(self, day: date) -> "History":
        """What was known on a day."""
        return History(*(frozenset(each for each in days if each <= day) for days in self))

    @property
    def days(self) -> list[date]:
        """The days with a contact, in either direction, each once."""
        return sorted(self.yours | self.theirs)


class Kind(NamedTuple):
    """A kind of file: its days asked about, unless others are given, and within how many days somebody is back."""

    days: tuple[date, ...]
    ahead: int


LETTERS = Kind(tuple(date(year, 1, 1) for year in range(1901, 1913)), 365)
MAILS = Kind(tuple(date(2000 + quarter // 4, quarter % 4 * 3 + 1, 1) for quarter in range(2, 8)), 180)


class Rule(NamedTuple):
    """A rule in words, and its score of a history on a day, higher for who has more surely gone."""

    what: str
    score: Callable[[History, date], float]


def _one_clock(limits: inactivity.Limits) -> Callable[[History, date], float]:
    def score(known: History, today: date) -> float:
        silence = inactivity.silence(known.days, today, limits)
        return silence.quiet if silence else float("nan")

    return score


def _two_clocks(known: History, today: date) -> float:
    clocks = inactivity.two_clocks(known.yours, known.theirs, today)
    return clocks.both.quiet if clocks else float("nan")


def _theirs_alone(known: History, today: date) -> float:
    clocks = inactivity.two_clocks(known.yours, known.theirs, today)
    return clocks.theirs if clocks else float("nan")


def _away(known: History, today: date) -> float:
    return (today - known.days[-1]).days


def _own_gap(known: History, today: date) -> float:
    return _away(known, today) / median((later - earlier).days for earlier, later in pairwise(known.days))


RULES: Mapping[str, Rule] = {
    "before": Rule("one clock, 60 days for every doubling (as for purchases)", _one_clock(USUAL_LIMITS)),
    "one": Rule("one clock, 30 days for every doubling", _one_clock(USUAL_CONTACT_LIMITS)),
    "two": Rule("two clocks: the mean of all contacts and theirs alone", _two_clocks),
    "theirs": Rule("theirs alone", _theirs_alone),
    "away": Rule("days since the last contact", _away),
    "own-gap": Rule("days away ÷ own median gap", _own_gap),
}


class Question(NamedTuple):
    """What is asked of the days after, in words; and the rule of the program that answers it."""

    what: str
    came: Callable[[History], Iterable[date]]
    rule: str


QUESTIONS = (
    Question("in touch again", lambda history: history.yours | history.theirs, "one"),
    Question("a word from them again", lambda history: history.theirs, "two"),
)


class Tried(NamedTuple):
    """One question, tried on a file: on how many days, about how many people in all, the mean area of each rule."""

    days: int
    people: int
    areas: Mapping[str, float]


def read(file: Path) -> tuple[list[History], Kind, list[str]]:
    """The histories in a file, its kind, and the lines that are left out, with why. Raises OSError, UnicodeError."""
    opened = gzip.open if file.suffix == ".gz" else open
    yours: dict[object, set[date]] = {}
    theirs: dict[object, set[date]] = {}
    odd, kind = [], LETTERS
    with opened(file, "rt", encoding="utf-8", newline="") as text:
        for number, fields in enumerate(csv.reader(text), start=1):
            try:
                for person, day, sides in _contacts(fields):
                    for side, days in (("out", yours), ("in", theirs)):
                        days.setdefault(person, set()).update({day} if side in sides else ())
            except ValueError as fault:
                odd.append(f"{file.name}, line {number} left out: {fault}.")
                continue
            kind = MAILS if len(fields) == 4 else LETTERS
    return [History(frozenset(yours[each]), frozenset(theirs[each])) for each in yours], kind, odd


def _contacts(fields: Sequence[str]) -> Iterator[tuple[object, date, Sequence[str]]]:
    """Whom a line tells of, the day, and who came to whom."""
    if len(fields) == 3:
        day, name, direction = fields
        if direction not in ("in", "out", "both"):
            raise ValueError(f"{direction!a} is not in, out or both")
        yield name, date.fromisoformat(day), ("in", "out") if direction == "both" else (direction,)
    elif len(fields) == 4:
        sender, recipient, at, _ = fields
        day_of = date.fromisoformat(at[:10])
        if sender != recipient:
            yield (sender, recipient), day_of, ("out",)
            yield (recipient, sender), day_of, ("in",)
    else:
        raise ValueError(f"{len(fields)} fields, not 3 or 4")


def tried(histories: Sequence[History], days: Iterable[date], ahead: int, question: Question) -> Tried:
    """How well each rule tells on these days who is back within so many days; days with too few of either are none."""
    areas: dict[str, list[float]] = {key: [] for key in RULES}
    people = 0
    for today in days:
        known = [
            (then, any(today < day <= today + timedelta(days=ahead) for day in question.came(history)))
            for history in histories
            if len((then := history.until(today)).days) >= _FEWEST_TIMES
        ]
        back = sum(came for _, came in known)
        if min(back, len(known) - back) < _FEWEST_EACH_WAY:
            continue
        people += len(known)
        for key, rule in RULES.items():
            areas[key].append(roc.area([Scored(rule.score(then, today), came) for then, came in known]))
    counted = len(areas["before"])
    return Tried(counted, people, {key: fmean(each) if each else float("nan") for key, each in areas.items()})


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code is 66 where there is no such file."""
    asked = _parser().parse_args(arguments)
    found: dict[str, list[Tried]] = {question.what: [] for question in QUESTIONS}
    for file in asked.file:
        try:
            histories, kind, odd = read(file)
        except OSError as fault:
            print(f"{file} cannot be read: {fault.strerror or fault}.", file=sys.stderr)
            return 66
        print("\n".join(odd), file=sys.stderr, end="\n" if odd else "")
        days, ahead = asked.at or kind.days, asked.within or kind.ahead
        print(f"{file.name}: {len(histories):,} histories, back within {ahead} days")
        for question in QUESTIONS:
            one = tried(histories, days, ahead, question)
            found[question.what].append(one)
            print(f"\n{question.what}: {one.people:,} answers on {one.days} days\n\n| rule | area |\n|---|---|")
            print("\n".join(f"| {rule.what} | {one.areas[key]:.3f} |" for key, rule in RULES.items()), end="\n\n")
    held = [_holds(question, found[question.what]) for question in QUESTIONS]
    return 0 if all(held) else 1


def _holds(question: Question, found: Sequence[Tried]) -> bool:
    """Whether the rule is nowhere much worse than the one before, and no worse on average; said in a line."""
    gains = [round(each.areas[question.rule], 3) - round(each.areas["before"], 3) for each in found]
    told = [gain for gain in gains if not isnan(gain)]
    if not told:
        print(f"{question.what}: nothing to tell apart.")
        return False
    holds = min(told) >= -_TOLERANCE - 1e-9 and (fmean(told) >= 0 or len(told) == 1)
    print(f"{question.what}: {', '.join(f'{gain:+.3f}' for gain in told)}, {'holds' if holds else 'does not hold'}.")
    return holds


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="*", default=[EDISON], help="histories (default: Edison's letters)")
    parser.add_argument("--at", type=date.fromisoformat, action="append", help="a day asked about; can be repeated")
    parser.add_argument("--within", type=int, metavar="DAYS", help="who is back within so many days")
    return parser


if __name__ == "__main__":
    sys.exit(main())
