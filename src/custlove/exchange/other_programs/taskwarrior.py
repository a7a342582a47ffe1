"""What `task export` writes: tasks, of which those tagged with a handle are follow-ups or promises of that person.

A list of tasks or a task a line, with days as 20261201T090000Z. A task that is waiting counts as one that is due when
its wait is over, if it has no other day; a recurring one is a template of which the instances come in.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.other_programs.handles import Handles
from custlove.exchange.text import iso_dates, json_file
from custlove.schema.vocabulary import TasksAs
from custlove.services.imports.records import Bad, Entry, Place, Read, Record, Skipped, Who, key_of

_CLOSED = ("completed", "deleted")
_DAYS = ("entry", "due", "wait", "scheduled", "end")


class TaskOptions(NamedTuple):
    """What tasks become, and when one without a day is due (YYYY-MM-DD)."""

    what: TasksAs
    due_on: str


class Tasks:
    """The tasks of a file as they are read."""

    def __init__(self, options: TaskOptions, clock: LineClock, handles: Handles) -> None:
        self._options = options
        self._clock = clock
        self._handles = handles

    def read(self, stream: BinaryIO, file: str, advance: Callable[[int], None]) -> Iterator[Read]:
        """The tasks of a stream; raises BadInput for another file."""
        # One export may follow another, and single tasks as well.
        values = json_file.values(stream, file, advance, "Tasks are written by: task export")
        tasks = [task for value in values for task in (value if isinstance(value, list) else [value])]
        for number, task in enumerate(tasks, 1):
            yield from self._task(task, Place(file, "task", number))

    def _task(self, task: Any, place: Place) -> Iterable[Read]:
        raw = json_file.text_of(task)
        try:
            return list(self._read(task, place, raw))
        except BadLine as fault:
            return [Bad(place, str(fault), raw)]

    def _read(self, task: Any, place: Place, raw: str) -> Iterator[Read]:
        if not isinstance(task, dict) or not isinstance(task.get("description"), str):
            raise BadLine('not a task, which looks like {"description": …, "entry": …, "status": …}')
        tags = task.get("tags")
        # Older versions write the tags as one text.
        told = tags.replace(",", " ").split() if isinstance(tags, str) else tags if isinstance(tags, list) else []
        people = list(dict.fromkeys(who for tag in told if isinstance(tag, str) and (who := self._handles.who(tag))))
        if not people or task.get("status") == "recurring":
            why = "a template: its instances are tasks of their own" if people else "none of its tags is a handle here"
            yield Skipped(place, "task", task["description"], why)
            return
        fields, first = self._fields(task)
        own = task.get("uuid") or key_of(task["description"], task.get("entry"))
        gone = "deleted in Taskwarrior" if task.get("status") == "deleted" else ""
        noun = "follow_up" if self._options.what == "followup" else "promise"
        for who in people:
            entry = Entry(noun, Who(handle=who.handle, name=who.name), fields, first=first, only_again=gone)
            yield Record(place, key_of(noun, own, who.handle), entry, raw)

    def _fields(self, task: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The columns that a task fills, and those of a new row of which it says nothing."""
        status, days = task.get("status"), self._days(task)
        end = days.get("end") if status in _CLOSED else None
        if status in _CLOSED and end is None:
            raise BadLine(f"it is {status}, and end is missing")
        due = days.get("due") or (days.get("wait") if status == "waiting" else None) or days.get("scheduled")
        said = {"made_on": min(filter(None, (days.get("entry"), due, end)), default=None), "due_on": due}
        made = said["made_on"] or self._clock.today()
        first = {"made_on": made, "due_on": end or max(self._options.due_on, made)}
        is_promise = self._options.what == "promise"
        fields: dict[str, Any] = {"what": _text(task), "by": "mine"} if is_promise else {"why": _text(task)}
        fields |= {column: day for column, day in said.items() if day}
        fields |= {self._closing(status): end} if end else {}
        return fields, {column: day for column, day in first.items() if column not in fields}

    def _days(self, task: dict[str, Any]) -> dict[str, str]:
        days = {name: iso_dates.day(task[name], self._clock) for name in _DAYS if task.get(name)}
        if max(days.get("entry", ""), days.get("end", "")) > self._clock.today():
            raise BadLine("entry or end is in the future; only past events can be recorded")
        return days

    def _closing(self, status: Any) -> str:
        if self._options.what == "followup":
            return "done_on"
        return "kept_on" if status == "completed" else "released_on"


def _text(task: dict[str, Any]) -> str:
    notes = task.get("annotations")
    told = [each.get("description") for each in notes if isinstance(each, dict)] if isinstance(notes, list) else []
    return "\n".join([task["description"].strip(), *(note.strip() for note in told if isinstance(note, str))])
