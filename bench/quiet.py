"""Who has really gone? Tries the program's rule on real purchases, next to others: `python bench/quiet.py FILE`.

Learns from the purchases up to a day, ranks the customers by each rule, and looks who bought again after it. FILE is
in the format that bench/purchases.py describes. What is measured is the area under the ROC curve: of two customers, one
who came back and one who did not, how often the rule is right about which. docs/quiet.md has the results.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from math import isnan
from pathlib import Path
from random import Random
from statistics import fmean, quantiles
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
# Run as a file, python looks for modules beside it.
sys.path[0] = str(ROOT)

from bench import purchases, roc  # noqa: E402
from bench.purchases import Customer  # noqa: E402
from bench.rankings import RULES, Asked  # noqa: E402
from bench.roc import Scored  # noqa: E402
from custlove.rules import inactivity  # noqa: E402

_SHOWN = {
    "quiet": "the rule of custlove",
    "model": "BG/NBD",
    "away": "days since the last purchase",
    "count": "number of purchases",
    "own-gap": "days away ÷ own median gap",
}
_MOST_ODD = 10


class Group(NamedTuple):
    """Some of the customers, and what every rule says of them, in the same order."""

    name: str
    customers: list[Customer]
    scores: dict[str, list[float | None]]

    def scored(self, rule: str) -> list[Scored] | None:
        """The group by a rule; None where the rule has nothing to say of somebody in it."""
        scored = [
            Scored(score, customer.came_back)
            for customer, score in zip(self.customers, self.scores[rule], strict=True)
            if score is not None
        ]
        return scored if len(scored) == len(self.customers) else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code is 1 where nothing can be said, 66 where there is no such file."""
    asked = _parser().parse_args(arguments)
    try:
        bought = _read(asked.file)
        without = {purchase.customer for purchase in _read(asked.without)} if asked.without else set()
    except OSError as fault:
        print(f"{fault.filename} cannot be read: {fault.strerror}.", file=sys.stderr)
        return 66
    learnt = (asked.since, asked.today)
    known = list(purchases.customers(bought, learnt, asked.until, without))
    if len({customer.came_back for customer in known}) < 2:
        print(f"Nothing to tell apart: {len(known)} customers bought from {learnt[0]} to {learnt[1]}.", file=sys.stderr)
        return 1
    everybody, repeaters = _groups(known, Asked(asked.today, (asked.until - asked.today).days))
    print("\n".join(_page(everybody, repeaters, asked)))
    if asked.svg:
        panels = {
            group.name: {words: scored for rule, words in _SHOWN.items() if (scored := group.scored(rule)) is not None}
            for group in (everybody, repeaters)
        }
        asked.svg.write_text(roc.plot("Who has gone? Caught, next to falsely suspected", panels), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    day = date.fromisoformat
    parser.add_argument("file", type=Path, help="the purchases")
    parser.add_argument("--since", type=day, default=day("1997-01-01"), help="learn from this day on")
    parser.add_argument("--today", type=day, default=day("1997-09-30"), help="and up to this one")
    parser.add_argument("--until", type=day, default=day("1998-06-30"), help="who buys again by this day")
    parser.add_argument("--without", type=Path, metavar="FILE", help="leave out the customers of another file")
    parser.add_argument("--halves", type=int, default=200, help="how often the customers are split by chance")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the ROC curves")
    return parser


def _read(file: Path) -> list[purchases.Purchase]:
    bought, odd = purchases.read(file)
    for number, why in odd[:_MOST_ODD]:
        print(f"{file.name}, line {number} left out: {why}.", file=sys.stderr)
    if len(odd) > _MOST_ODD:
        print(f"{file.name}: {len(odd)} lines left out.", file=sys.stderr)
    return bought


def _groups(known: list[Customer], asked: Asked) -> tuple[Group, Group]:
    scores = {key: [rule.score(customer, asked) for customer in known] for key, rule in RULES.items()}
    repeated = [customer.repeated for customer in known]
    theirs = {key: [score for score, kept in zip(each, repeated, strict=True) if kept] for key, each in scores.items()}
    return (
        Group(f"All {len(known):,} customers", known, scores),
        Group(
            f"The {sum(repeated):,} who had bought again",
            [customer for customer in known if customer.repeated],
            theirs,
        ),
    )


def _page(everybody: Group, repeaters: Group, asked: argparse.Namespace) -> Iterator[str]:
    for group in (everybody, repeaters):
        back = sum(customer.came_back for customer in group.customers)
        yield f"{group.name}: {back:,} bought again after {asked.today} and by {asked.until}."
    yield "\nArea under the ROC curve\n\n| rule | all | repeaters |\n|---|---|---|"
    for key, rule in RULES.items():
        yield f"| {rule.what} | {_area(everybody, key)} | {_area(repeaters, key)} |"
    yield f"\nMore than the model, in {asked.halves} halves taken by chance\n"
    yield "| | mean | nine in ten between | ahead |\n|---|---|---|---|"
    for name, group in (("all", everybody), ("repeaters", repeaters)):
        yield f"| {name} | {_margin(group, asked.halves)} |"
    most = inactivity.USUAL_LIMITS.gone_after_days
    yield f"\nAt the threshold of the program ({most} days, or late by their own rhythm)\n"
    yield "| | said to have gone, stayed away | gone, came back | not gone, stayed away | not gone, came back |"
    yield "|---|---|---|---|---|"
    for name, group in (("all", everybody), ("repeaters", repeaters)):
        yield f"| {name} | {' | '.join(f'{count:,}' for count in _confusion(group, asked.today))} |"
    yield "\nWho came back, by score\n\n| quiet | customers | came back |\n|---|---|---|"
    yield from _by_score(everybody)


def _area(group: Group, rule: str) -> str:
    scored = group.scored(rule)
    return "" if scored is None else f"{roc.area(scored):.4f}"


def _margin(group: Group, halves: int) -> str:
    ours, model = group.scored("quiet") or [], group.scored("model") or []
    # Always the same halves, and no secret.
    random, size = Random(1), len(ours) // 2  # noqa: S311
    margins = []
    for _ in range(halves):
        half = random.sample(range(len(ours)), size)
        margin = roc.area([ours[index] for index in half]) - roc.area([model[index] for index in half])
        margins += [] if isnan(margin) else [margin]
    if len(margins) < 2:
        return " | | "
    steps = quantiles(margins, n=20, method="inclusive")
    ahead = sum(margin > 0 for margin in margins) / len(margins)
    return f"{fmean(margins):+.4f} | {steps[0]:+.4f} and {steps[-1]:+.4f} | {ahead:.0%}"


def _confusion(group: Group, today: date) -> tuple[int, int, int, int]:
    counts = {(gone, back): 0 for gone in (True, False) for back in (False, True)}
    for customer in group.customers:
        silence = inactivity.silence(customer.bought_on, today)
        counts[bool(silence and silence.lapsed), customer.came_back] += 1
    gone_away, gone_back, here_away, here_back = counts.values()
    return gone_away, gone_back, here_away, here_back


def _by_score(group: Group) -> Iterator[str]:
    bins: dict[int, list[bool]] = {}
    for score, came_back in group.scored("quiet") or []:
        bins.setdefault(int(score // 30), []).append(came_back)
    for low, back in sorted(bins.items()):
        yield f"| {low * 30} to {low * 30 + 30} | {len(back):,} | {sum(back) / len(back):.0%} |"


if __name__ == "__main__":
    sys.exit(main())
