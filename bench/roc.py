"""How well a score tells two groups apart: the ROC curve, the area under it, and a plot as SVG."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple


class Scored(NamedTuple):
    """One customer as a rule sees them: the score, higher for more surely gone, and whether they came back."""

    score: float
    came_back: bool


def curve(scored: Sequence[Scored]) -> list[tuple[int, int]]:
    """The ROC curve in counts, from (0, 0): how many of those who came back, and of those who did not, are so quiet.

    The quietest come first; those with the same score are one step, a slanted one.
    """
    points = [(0, 0)]
    for _, tied in groupby(sorted(scored, key=lambda each: -each.score), key=lambda each: each.score):
        back = [each.came_back for each in tied]
        points.append((points[-1][0] + sum(back), points[-1][1] + len(back) - sum(back)))
    return points


def area(scored: Sequence[Scored]) -> float:
    """The chance that of two customers the one who stayed away scores higher; a tie counts half. NaN without both."""
    points = curve(scored)
    back, away = points[-1]
    if not back or not away:
        return float("nan")
    # Twice the area, in whole numbers.
    twice = sum((x - x0) * (y + y0) for (x0, y0), (x, y) in pairwise(points))
    return twice / (2 * back * away)


_SIDE, _LEFT, _TOP, _GAP = 320, 60, 50, 84
_LINE, _STEP = 22, 1.5
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #2e2e33 }
.title { font-weight: 600; font-size: 15px }
.small { fill: #5c5c66 }
.paper { fill: #fbfaf7 }
.frame { fill: none; stroke: #b9b9c0 }
.chance { stroke: #b9b9c0; stroke-dasharray: 4 4 }
.curve { fill: none; stroke-width: 1.8; stroke-linejoin: round }
.c0 { stroke: #b5262b; stroke-width: 2.6 } .c1 { stroke: #2850a0 } .c2 { stroke: #287846 }
.c3 { stroke: #966400 } .c4 { stroke: #823c82 }
@media (prefers-color-scheme: dark) {
text { fill: #e8e6e1 }
.small { fill: #a5a5ae }
.paper { fill: #1d1d21 }
.frame, .chance { stroke: #55555e }
.c0 { stroke: #ff7b7b } .c1 { stroke: #7fb0ff } .c2 { stroke: #6fd09a } .c3 { stroke: #e0b050 } .c4 { stroke: #d79be0 }
}
"""


def plot(title: str, panels: Mapping[str, Mapping[str, Sequence[Scored]]]) -> str:
    """The curves as an SVG that needs nothing from elsewhere, on light and on dark: a panel a group, a line a rule."""
    most = max(len(rules) for rules in panels.values())
    width = _LEFT + len(panels) * (_SIDE + _GAP) - _GAP + 24
    height = _TOP + 30 + _SIDE + 56 + most * _LINE + 14
    drawn = "".join(
        f'<g transform="translate({_LEFT + index * (_SIDE + _GAP)} {_TOP + 30})">{_panel(name, rules)}</g>\n'
        for index, (name, rules) in enumerate(panels.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img">\n<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n'
        f'<rect class="paper" width="{width}" height="{height}"/>\n'
        f'<text class="title" x="{_LEFT}" y="30">{escape(title)}</text>\n{drawn}</svg>\n'
    )


def _panel(name: str, rules: Mapping[str, Sequence[Scored]]) -> str:
    axes = (
        f'<text x="0" y="-10">{escape(name)}</text><rect class="frame" width="{_SIDE}" height="{_SIDE}"/>'
        f'<line class="chance" x1="0" y1="{_SIDE}" x2="{_SIDE}" y2="0"/>'
        f'<text class="small" x="{_SIDE / 2}" y="{_SIDE + 34}" text-anchor="middle">of those who came back</text>'
        f'<text class="small" transform="translate(-38 {_SIDE / 2}) rotate(-90)" text-anchor="middle">'
        "of those who stayed away</text>"
    )
    marks = "".join(
        f'<text class="small" x="{_SIDE * share}" y="{_SIDE + 16}" text-anchor="middle">{share:.0%}</text>'
        f'<text class="small" x="-6" y="{_SIDE * (1 - share) + 4}" text-anchor="end">{share:.0%}</text>'
        for share in (0, 0.5, 1)
    )
    lines = "".join(_line(index, rule, scored) for index, (rule, scored) in enumerate(rules.items()))
    return axes + marks + lines


def _line(index: int, rule: str, scored: Sequence[Scored]) -> str:
    path = " ".join(f"{x:g},{y:g}" for x, y in _pixels(curve(scored)))
    y = _SIDE + 62 + index * _LINE
    return (
        f'\n<polyline class="curve c{index}" points="{path}"/>'
        f'<line class="curve c{index}" x1="0" y1="{y - 4}" x2="24" y2="{y - 4}"/>'
        f'<text x="32" y="{y}">{area(scored):.3f}  {escape(rule)}</text>'
    )


def _pixels(points: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """The points where they are drawn, without those too near to the one before to be seen."""
    back, away = points[-1]
    kept: list[tuple[float, float]] = []
    for point in points:
        x, y = round(_SIDE * point[0] / max(back, 1), 1), round(_SIDE * (1 - point[1] / max(away, 1)), 1)
        if not kept or point == points[-1] or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > _STEP:
            kept.append((x, y))
    return kept
