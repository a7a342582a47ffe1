"""`brief` on one screen: as much of each group as there is room for, and what matters over several lines."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from custlove.render import brief as pages
from custlove.render import layout, safe, table
from custlove.render.brief import BriefLine
from custlove.render.namesakes import told_apart
from custlove.render.page import Output, Page, Section
from custlove.reports.brief import Meeting

if TYPE_CHECKING:
    from rich.text import Text

# Of a screen of 40 lines the shell's prompt takes one or two. The other 38: five of head and headings, six between
# them, and the three that the settings may end with.
_HEIGHT = 40
_LINES = {"effort": 6, "mindfulness": 13, "respect": 5}
_ENDING_LINES, _FEWEST_LINES = 3, 4
# More of one text is for `show`.
_MOST_LINES = 4


def emit(
    found: Meeting,
    brand: Mapping[str, str],
    labels: Mapping[str, str],
    today: date,
    output: Output,
    shared: Collection[str] = (),
) -> None:
    """The pages at a terminal, one after the other; people with a name that is `shared` are told apart."""
    from rich.text import Text

    screen = table.console(output)
    said = [Text(f"{line.kind}: {safe.visible_lines(line.text)}", style="dim") for line in pages.ending(brand)]
    several = len(found.people) > 1
    # Of several people each has a screen, and the ending stands by itself.
    taken = 0 if several else _taken(said, screen.width) - _ENDING_LINES
    most = _most(taken - max(output.height - _HEIGHT, 0))
    for at, brief in enumerate(found.people):
        if at:
            screen.print()
        page = pages.page(brief, labels, today)
        title = page.title.replace(brief.name, told_apart(brief.name, brief.person, shared), 1)
        table.show(_fitted(page._replace(title=title), most, screen.width), screen)
    if several:
        table.show(pages.common(found.common, today), screen)
    if said:
        screen.print()
    for text in said:
        screen.print(text)


def _taken(said: "Sequence[Text]", width: int) -> int:
    return sum(len(layout.wrap(line, width)) for text in said for line in text.plain.split("\n"))


def _most(taken: int) -> dict[str, int]:
    """How many lines each group may have where so many are taken from them: the longest gives way first.

    Where there are more lines than on a usual screen, the shortest grows first.
    """
    most = dict(_LINES)
    for _ in range(taken):
        longest = max(most, key=most.__getitem__)
        most[longest] = max(most[longest] - 1, _FEWEST_LINES)
    for _ in range(-taken):
        most[min(most, key=most.__getitem__)] += 1
    return most


def _fitted(page: Page, most: Mapping[str, int], width: int) -> Page:
    """The page with as many rows of each group as have room, and over as many lines as are left."""
    wide = layout.text_width(page, width)
    needed = {section.key: [_needed(row, wide) for row in section.rows] for section in page.sections}
    room = _room({key: sum(each) for key, each in needed.items()}, most)
    return page._replace(sections=[_cut(each, needed[each.key], room[each.key]) for each in page.sections])


def _needed(row: BriefLine, width: int) -> int:
    return min(len(layout.wrap(safe.visible(row.text), width)) or 1, _MOST_LINES)


def _room(wanted: Mapping[str, int], most: Mapping[str, int]) -> dict[str, int]:
    """How many lines each group gets: what one does not need goes to the others."""
    room = {key: min(count, most[key]) for key, count in wanted.items()}
    spare = sum(most.values()) - sum(room.values())
    while spare and (short := [key for key in wanted if room[key] < wanted[key]]):
        for key in short[:spare]:
            room[key], spare = room[key] + 1, spare - 1
    return room


def _cut(section: Section, needed: Sequence[int], room: int) -> Section:
    """The rows that come first, a line each, then over more lines; then the others, as far as there is room."""
    rows: list[BriefLine] = list(section.rows)
    lines = [0] * len(rows)
    spare = room
    for wanted in (True, False):
        of_these = [at for at, row in enumerate(rows) if row.first is wanted]
        in_turn = sorted(of_these, key=lambda at: rows[at].turn)
        for most in range(1, _MOST_LINES + 1):
            for at in of_these if most == 1 else in_turn:
                # A line more of one that is not shown at all would be its second.
                if spare and lines[at] == most - 1 and needed[at] >= most:
                    lines[at], spare = most, spare - 1
    shown = [row._replace(lines=most) for row, most in zip(rows, lines, strict=True) if most]
    hidden = [row for row, most in zip(rows, lines, strict=True) if not most]
    return section._replace(rows=[*shown, *hidden], limit=len(shown))
