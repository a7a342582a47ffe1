"""The command `custlove person choose`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Json, get_context
from custlove.commands.person_options import every_code
from custlove.context import Context
from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.schema.vocabulary import CIRCLES, Circle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.people.never_in_touch import Waiting
    from custlove.services.choices import PersonChoice

_CIRCLES: dict[str, Circle] = {"c": "close", "a": "acquaintance", "l": "arms-length"}
_RHYTHMS = {"w": "7d", "m": "1m", "r": "3m", "y": "12m", "n": "none"}
_KEYS = """\
Circle: c close, a acquaintance, l arms-length. Rhythm: w week, m month, r quarter, y year, n none.
Type one or both (cm), Enter to skip, u to undo the last, q to stop.
"""


def choose(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The list, edited; - reads it from standard input.")
    ] = None,
    json: Json = False,
) -> None:
    """Choose a circle and a rhythm for imported people with whom there was no contact yet.

    At a terminal one after the other, each answer a change of its own. Elsewhere it prints a list: fill in the columns
    circle and every, and give it back as FILE.

    Example: custlove person choose
    """
    run = get_context(context)
    if file is not None:
        _take(run, file, json=json)
    elif run.at_terminal and not json:
        walk(run)
    else:
        _list(run, _waiting(run), json=json)


def _waiting(run: Context) -> "Sequence[Waiting]":
    from custlove.reports.people import never_in_touch

    with run.reading() as connection:
        return never_in_touch.listing(connection, run.today)


def walk(run: Context) -> None:
    """Ask for a circle and a rhythm of one person after the other; each answer is a change of its own."""
    waiting = _waiting(run)
    run.note(_KEYS if waiting else "Nobody was imported without a contact since.")
    done: list[tuple[int, int]] = []
    at = 0
    while at < len(waiting):
        each = waiting[at]
        firm = f" of {each.organisation}" if each.organisation else ""
        keys = _asked(run, f"{each.name}{firm} ({at + 1} of {len(waiting)}): ")
        if keys is None or keys == "q":
            break
        if keys == "u":
            at = _undo(run, done) if done else at
            continue
        if keys:
            _choose_one(run, each.person, keys)
            done.append((at, run.committed or 0))
        at += 1
    run.note(f"Chosen for {len(done)} of {len(waiting)}.")


def _undo(run: Context, done: list[tuple[int, int]]) -> int:
    """Take the last choice back; where in the list it was."""
    from custlove.services import undo

    at, number = done.pop()
    undo.undo(run.journal, number, run.clock_stamp, f"undo {number}", run.lock_timeout)
    run.note("Undone.")
    return at


def _asked(run: Context, question: str) -> str | None:
    """Keys that mean something, empty to skip; None at the end of the input."""
    while True:
        run.complain(question)
        line = run.stdin.readline()
        keys = "".join(line.split()).casefold()
        circles, rhythms = [key for key in keys if key in _CIRCLES], [key for key in keys if key in _RHYTHMS]
        if not line:
            return None
        if keys in ("", "u", "q") or (len(circles) <= 1 >= len(rhythms) and len(circles) + len(rhythms) == len(keys)):
            return keys
        run.note(_KEYS)


def _choose_one(run: Context, person: str, keys: str) -> None:
    from custlove.services.choices import PersonChoice

    circle = next((_CIRCLES[key] for key in keys if key in _CIRCLES), None)
    every = next((_RHYTHMS[key] for key in keys if key in _RHYTHMS), None)
    _apply(run, [PersonChoice(f"@{person}", circle, every)])


def _apply(run: Context, asked: "Sequence[PersonChoice]") -> None:
    from custlove.render import sentences
    from custlove.services import choices

    with run.changing() as change:
        chosen = choices.choose(change, asked)
    for each in chosen:
        run.answer(sentences.person(each, run.today), each, json=False)


def _list(run: Context, waiting: "Sequence[Waiting]", *, json: bool) -> None:
    from custlove.render import choices as render

    run.show(render.page(waiting), waiting, run.output(json=json, plain=not json))
    if waiting and not json:
        run.note("Fill in circle and every, then: custlove person choose FILE (or - for standard input).")


def _take(run: Context, file: str, *, json: bool) -> None:
    from custlove.services import choices

    try:
        text = run.piped() if file == "-" else run.place(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UsageError(f"{quoted(file)} is not text in UTF-8.", "Nothing was changed.") from fault
    asked = _choices(text)
    if not asked:
        raise UsageError("The list chooses nothing.", f"Fill in circle ({', '.join(CIRCLES)}) or every (3 weeks).")
    with run.changing() as change:
        chosen = choices.choose(change, asked)
    count = "1 person" if len(chosen) == 1 else f"{len(chosen)} people"
    run.answer(f"Chosen for {count}. To take it back: custlove undo", chosen, json=json)


def _choices(text: str) -> "list[PersonChoice]":
    from custlove.services.choices import PersonChoice

    lines = [line.split("\t") for line in text.splitlines() if line.strip()]
    columns = [cell.strip() for cell in lines[0]] if lines else []
    if not {"person", "circle", "every"} <= set(columns):
        raise UsageError("The list needs the columns person, circle and every.", "Print it: custlove person choose")
    asked = []
    for cells in lines[1:]:
        row = dict(zip(columns, [cell.strip() for cell in cells], strict=False))
        circle = next((each for each in CIRCLES if each == row.get("circle", "").casefold()), None)
        if row.get("circle") and circle is None:
            raise UsageError(f"{quoted(row['circle'])} is not one of: {', '.join(CIRCLES)}.")
        every = every_code(row["every"]) if row.get("every") else None
        if circle or every:
            asked.append(PersonChoice(f"@{row['person']}", circle, every))
    return asked
