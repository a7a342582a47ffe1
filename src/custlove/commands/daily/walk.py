"""The walk: one thing of `today` at a time, and a key for each. Every answer is a change of its own."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from custlove.cli.keyboard import ENTER
from custlove.commands.options import level
from custlove.errors import CustloveError, UsageError
from custlove.render.safe import visible
from custlove.rules import walk as rules
from custlove.rules.walk import Asked, Deed, Made
from custlove.schema.synonyms import FELT_SYNONYMS, KIND_SYNONYMS
from custlove.schema.vocabulary import FEEDBACK_KINDS, FELT

if TYPE_CHECKING:
    from sqlite3 import Connection

    from custlove.cli.keyboard import Keyboard
    from custlove.context import Context
    from custlove.reports.today import Today
    from custlove.reports.walk import Item

# What may leave a thing waiting.
_TALK = "log"


def walk(run: "Context", read: "Callable[[Connection], Today]", *, by_person: bool = False) -> int:
    """Go through what is owed today, as `read` says, worst first, or all of one person after the other.

    Raises UsageError where nobody sits at a terminal.
    """
    if run.no_input:
        raise UsageError("--walk asks for a key, and --no-input excludes that.", "To see what is owed: custlove today")
    if not (run.at_terminal and run.stderr.isatty()):
        raise UsageError("--walk asks at a terminal, and this is not one.", "To see what is owed: custlove today")
    from custlove.cli.keyboard import Keyboard

    single = run.environ.get("TERM") != "dumb"
    going = _Walk(run, Keyboard(run.stdin, single=single), read, by_person=by_person)
    if not going.order:
        run.note("Nothing is due today: there is nothing to walk through.")
        return 0
    try:
        going.go()
    finally:
        # After Ctrl-C as well: what was done stands.
        run.complain(f"\n{going.summary()}\n")
    return 0


def _together(things: "Mapping[str, Item]") -> list[str]:
    """The things of one person after those of the other, whoever has the worst first."""
    first = {each.person: at for at, each in reversed(list(enumerate(things.values())))}
    return sorted(things, key=lambda key: first[things[key].person])


class _Walk:
    """Where the walk is: the things in their order, those that still stand, the changes that it made."""

    def __init__(
        self, run: "Context", keyboard: "Keyboard", read: "Callable[[Connection], Today]", *, by_person: bool
    ) -> None:
        self._run, self._keyboard, self._owed = run, keyboard, read
        self._made: list[Made] = []
        self._at = 0
        self._stopped = False
        self._things = self._read()
        self.order = _together(self._things) if by_person else list(self._things)

    def go(self) -> None:
        """Ask for a key for each thing until all were shown, or somebody stops."""
        while not self._stopped and (item := self._next()):
            self._show(item)
            deeds = rules.deeds(item.kind, item.step)
            while not self._turn(item, deeds):
                pass

    def _next(self) -> "Item | None":
        """The first thing from here on that still stands."""
        self._at = rules.first_standing(self.order, self._things, self._at)
        return self._things[self.order[self._at]] if self._at < len(self.order) else None

    def _turn(self, item: "Item", deeds: Mapping[str, Deed]) -> bool:
        """Ask for one key and do what it says; False where the next key is asked for right away."""
        key = self._key(deeds)
        if key in deeds:
            return self._do(item, deeds[key])
        if key in ("", rules.STOP):
            self._stopped = True
        elif key in (ENTER, rules.SKIP):
            self._at += 1
        elif key == rules.BRIEF:
            self._brief(item)
        elif key == rules.UNDO and self._made:
            self._undo()
        else:
            self._explain(item, deeds)
            return False
        return True

    def _key(self, deeds: Mapping[str, Deed]) -> str:
        from custlove.render import walk as render

        self._run.stdout.flush()
        self._run.complain(render.prompt(deeds, undo=bool(self._made)))
        key = self._keyboard.key().casefold()
        if self._keyboard.single:
            # The terminal does not show it.
            self._run.complain(f"{key.strip() if key.isprintable() else ''}\n")
        return key

    def _explain(self, item: "Item", deeds: Mapping[str, Deed]) -> None:
        from custlove.render import walk as render

        self._run.complain(render.explained(deeds, item))

    def summary(self) -> str:
        """What came of it."""
        return rules.summary(self.order, self._things, self._made)

    def _read(self) -> "dict[str, Item]":
        from custlove.reports import walk as report

        with self._run.reading() as connection:
            return report.items(self._owed(connection))

    def _show(self, item: "Item") -> None:
        from custlove.render import walk as render
        from custlove.reports import walk as report

        run = self._run
        with run.reading() as connection:
            about = report.about(connection, item.person, run.settings.cadences, run.today)
        render.emit(item, about, f"{self._at + 1} of {len(self.order)}", run.today, run.output())

    def _do(self, item: "Item", deed: Deed) -> bool:
        """Ask what a deed needs, and do it; False where nothing was done: the thing stays."""
        answers = self._answers(deed)
        if answers is None:
            self._run.complain("Nothing was changed.\n")
            return False
        from custlove.commands.daily import walk_deeds

        run = self._run
        given = {"id": item.ref, "person": item.person, "what": str(getattr(item.row, "what", ""))}
        run.words = rules.words(deed, {**given, **{name: str(value) for name, value in answers.items() if value}})
        try:
            with run.changing() as change:
                said = walk_deeds.perform(run, change, deed.verb, item, answers)
        except CustloveError as fault:
            self._tell(fault)
            self._things = self._read()
            return False
        run.answer(said, None, json=False)
        self._note(deed)
        # After a talk a thing may still wait.
        if deed.verb != _TALK or self.order[self._at] not in self._things:
            self._at += 1
        return True

    def _note(self, deed: Deed) -> None:
        """Keep which change it was; it stands, whatever becomes of the output later."""
        if self._run.committed is not None:
            self._made.append(Made(self._at, self._run.committed, deed.outcome, deed.verb != _TALK))
        self._run.committed = None
        self._things = self._read()

    def _answers(self, deed: Deed) -> dict[str, Any] | None:
        """What was answered to each question of a deed; None where something that it needs was not."""
        answers: dict[str, Any] = {}
        for asked in deed.asks:
            answer = self._answer(asked)
            if answer is None and asked.required:
                return None
            answers[asked.name] = answer
        return answers

    def _answer(self, asked: Asked) -> object:
        """One answer, asked for until it can be read; None for an empty one."""
        while True:
            self._run.complain(f"{asked.question} ")
            try:
                line = self._keyboard.line()
                return _read(self._run, asked, line) if line else None
            except CustloveError as fault:
                self._tell(fault)

    def _undo(self) -> None:
        """Take the last change of this walk back, and stand where it was made."""
        from custlove.services import undo

        run, made = self._run, self._made[-1]
        try:
            undo.undo(run.journal, made.change, run.clock_stamp, f"undo {made.change}", run.lock_timeout)
        except CustloveError as fault:
            self._tell(fault)
            return
        self._made.pop()
        self._at = made.at
        self._things = self._read()
        run.note("Undone.")

    def _brief(self, item: "Item") -> None:
        from custlove.commands.daily import brief

        brief.show(self._run, [f"@{item.person}"], self._run.output())

    def _tell(self, fault: CustloveError) -> None:
        self._run.complain("".join(f"{visible(line)}\n" for line in (fault.message, *fault.hint.splitlines())))


def _read(run: "Context", asked: Asked, line: str) -> object:
    """An answer as what it stands for; raises UsageError for what cannot be read."""
    if asked.kind == "day":
        return run.due_day(line)
    if asked.kind == "felt":
        return level(line, "How they left,", FELT, FELT_SYNONYMS)
    if asked.kind == "kind":
        word = KIND_SYNONYMS.get(line.casefold(), line.casefold())
        found = [kind for kind in FEEDBACK_KINDS if kind.startswith(word)]
        if len(found) != 1:
            raise UsageError(f"It is one of: {', '.join(FEEDBACK_KINDS)}.")
        return found[0]
    return line
