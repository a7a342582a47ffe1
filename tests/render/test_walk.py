"""What the walk shows, and that it fits the screen."""

import io
from datetime import date

import pytest

from custlove.render import walk
from custlove.render.page import Output
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.walk import About, Item
from custlove.rules import walk as rules

TODAY, CAME = date(2026, 11, 22), date(2026, 9, 1)
NOBODY = About(None, None, (), (), None, ())


@pytest.mark.parametrize(("kind", "step"), list(rules._DEEDS))
def test_the_keys_fit_the_screen(kind: str, step: str) -> None:
    deeds = rules.deeds(kind, step)
    assert len(walk.prompt(deeds, undo=True)) <= 80
    assert all(len(asked.question) < 80 for deed in deeds.values() for asked in deed.asks)
    item = Item(kind, "", None, "anna-karenina", "Anna Karenina", 1234, step)
    assert all(len(line) <= 80 for line in walk.explained(deeds, item).splitlines())


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (NOBODY, ""),
        (NOBODY._replace(phones=("1", "2"), emails=("a@b",)), "  Reach them: 1, a@b\n"),
        (NOBODY._replace(phones=("1", "2"), emails=("a@b",), channel="call"), "  Best by call: 1, 2\n"),
        (NOBODY._replace(phones=("1",), emails=("a@b",), channel="email"), "  Best by email: a@b\n"),
        (NOBODY._replace(channel="in-person"), "  Best in person\n"),
        (NOBODY._replace(emails=("a@b",), channel="call"), "  Best by call: a@b\n"),
    ],
)
def test_how_to_reach_them(about: About, told: str) -> None:
    row = FollowUp(3, "anna", "Anna\x1b[31m Berg", "call her", TODAY, "due", 0, None, CAME, None)
    stream = io.StringIO()
    item = Item("follow_up", "follow_ups_due", row, "anna", row.name, 3)
    walk.emit(item, about, "3 of 20", TODAY, Output(stream, "table", 80, colour=False))
    assert stream.getvalue().replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "") == (
        f"\n3 of 20 · Follow-ups due\nAnna␛[31m Berg\n  call her · today  f3\n{told}  No touchpoint yet.\n"
    )
