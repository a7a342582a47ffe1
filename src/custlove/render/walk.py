"""One thing of the walk on the screen: what it is, what to know of the person, what each key does."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render import safe
from custlove.render import today as lines
from custlove.rules import walk as rules
from custlove.schema.vocabulary import FELT

if TYPE_CHECKING:
    from custlove.render.page import Output
    from custlove.reports.lists.touchpoints import Touchpoint
    from custlove.reports.walk import About, Item
    from custlove.rules.walk import Deed

_INDENT = "  "
# Of a text, as much as tells which one it is.
_LONGEST = 160
# By the channel they like, what reaches them.
_BY_PHONE, _BY_MAIL, _IN_PERSON = ("call", "video", "chat"), ("email",), "in-person"
_COMMON = (
    ("b", "brief: the page before a meeting"),
    ("u", "undo the last answer of this walk"),
    ("n", "skip: leave it as it is; Enter does the same"),
    ("q", "stop"),
    ("?", "this help"),
)


def emit(item: "Item", about: "About", place: str, today: date, output: "Output") -> None:
    """Show a thing, with what one needs to know of the person, at the place where the walk is (`3 of 20`)."""
    from rich.padding import Padding
    from rich.text import Text

    from custlove.render.table import console

    screen = console(output)
    section = lines.BY_SECTION[item.section]
    line = section.line(item.row, today)
    whose = f", {about.organisation}" if about.organisation else ""
    screen.print()
    screen.print(Text(f"{place} · {section.title}", style="dim"))
    screen.print(Text.assemble((safe.visible(item.name), "bold"), safe.visible(whose)))
    ref = f"  {line.ref}" if line.ref else ""
    what = Text.assemble(safe.visible(line.what), " · ", (safe.visible(line.when), line.style), (ref, "dim"))
    for told in (what, *map(Text, map(safe.visible, _about(about, today)))):
        screen.print(Padding(told, (0, 0, 0, len(_INDENT)), expand=False))


def _about(about: "About", today: date) -> Iterator[str]:
    if reached := _reached(about):
        yield reached
    yield "No touchpoint yet." if about.last is None else _talk(about.last, today)
    if about.needs:
        yield f"Needs: {'; '.join(map(_cut, about.needs))}"


def _reached(about: "About") -> str:
    """How to reach them: by the channel they like what it needs, else all there is."""
    found = about.phones[:1] + about.emails[:1]
    if about.channel in _BY_PHONE:
        found = about.phones or found
    elif about.channel in _BY_MAIL:
        found = about.emails or found
    likes = "" if about.channel is None else "in person" if about.channel == _IN_PERSON else f"by {about.channel}"
    return ": ".join(filter(None, (f"Best {likes}" if likes else "Reach them" if found else "", ", ".join(found))))


def _talk(last: "Touchpoint", today: date) -> str:
    """The last touchpoint: when, how, how they left it, what was said."""
    how = [dates.say_short(last.on, today), last.channel or "", f"left {FELT[last.felt]}" if last.felt else ""]
    said = f": {_cut(last.text)}" if last.text else ""
    return f"Last {', '.join(filter(None, how))}{said}"


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def prompt(deeds: "Mapping[str, Deed]", *, undo: bool) -> str:
    """What each key does, in one line that ends where one types."""
    own = [f"{keys} {deed.label}" for keys, deed in _by_deed(deeds)]
    more = [f"{rules.BRIEF} brief", *([f"{rules.UNDO} undo"] if undo else [])]
    return f"{', '.join([*own, *more])}, {rules.SKIP} skip, {rules.STOP} stop, {rules.HELP} help: "


def explained(deeds: "Mapping[str, Deed]", item: "Item") -> str:
    """What each key does to a thing, a line each, with the command it stands for."""
    own = [(keys, f"{deed.label}: custlove {_command(deed, item)}") for keys, deed in _by_deed(deeds)]
    rows = [*own, *_COMMON]
    wide = max(len(keys) for keys, _ in rows)
    return "".join(f"{_INDENT}{keys.ljust(wide)}  {text}\n" for keys, text in rows)


def _by_deed(deeds: "Mapping[str, Deed]") -> list[tuple[str, "Deed"]]:
    """Each deed once, by the first of its keys."""
    found: dict[str, tuple[str, Deed]] = {}
    for key, deed in deeds.items():
        found.setdefault(deed.command, (key, deed))
    return list(found.values())


def _command(deed: "Deed", item: "Item") -> str:
    """Its command for a thing, with what it asks for in capitals, as the help writes it."""
    given = {**{asked.name: asked.name.upper() for asked in deed.asks}, "id": item.ref, "person": item.person}
    return " ".join(rules.words(deed, {**given, "what": "TEXT"}))
