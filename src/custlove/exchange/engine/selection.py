"""A part of the journal: what is about some people, and what was not over before a day."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Line = dict[str, Any]
# The days of a thing that can be over. What is not here holds as long as it stands: people, days, rituals, links.
_DAYS: Mapping[str, tuple[str, ...]] = {
    "rung_move": ("on",),
    "circle_choice": ("on",),
    "rung_stay": ("on",),
    "let_be": ("made_on", "until"),
    "absence": ("restored_on",),
    "touchpoint": ("on",),
    "follow_up": ("made_on", "done_on"),
    "promise": ("made_on", "kept_on", "released_on"),
    "ask": ("on",),
    "feedback": ("heard_on", "confirmed_on", "acted_on", "thanked_on", "let_go_on"),
    "fact": ("on", "resolved_on"),
    "mistake": ("noticed_on", "owned_on", "repaired_on", "followed_up_on", "let_go_on"),
    "purchase": ("on",),
    "introduction": ("on",),
    "review": ("on",),
    "inbox": ("seen_on", "taken_on", "dropped_on"),
}
# By which of its fields something is settled: what is open is not over.
_SETTLED: Mapping[str, tuple[str, ...]] = {
    "follow_up": ("done_on",),
    "promise": ("kept_on", "released_on"),
    "feedback": ("thanked_on", "let_go_on"),
    "fact": ("resolved_on", "superseded_by"),
    "mistake": ("followed_up_on", "let_go_on"),
    "inbox": ("taken_on", "dropped_on"),
}
# Fields that hold the uid of something else.
_REFERENCES = (
    "closed_by", "ask", "touchpoint", "supersedes", "promise", "feedback", "thanked_touchpoint",
    "followed_up_touchpoint",
)  # fmt: skip


class Selection(NamedTuple):
    """Which part: the handles of people, None for everybody; the day from which on it is told."""

    people: frozenset[str] | None = None
    since: str | None = None


EVERYTHING = Selection()


def selected(lines: Iterator[Line], wanted: Selection) -> Iterator[Line]:
    """The lines of that part; a reference to what is left out is left out too. What is referred to comes first."""
    if wanted == EVERYTHING:
        yield from lines
        return
    told: set[str] = set()
    for line in lines:
        if line["kind"] == "imported":
            if line["of"] in told:
                yield line
        elif is_wanted(line, wanted):
            told.add(line["uid"])
            _cut(line, told)
            yield line


def is_wanted(line: Line, wanted: Selection) -> bool:
    """Whether a line is about one of the people, and was not over before the day."""
    return _is_about(line, wanted.people) and (wanted.since is None or not _was_over(line, wanted.since))


def people_of(line: Line) -> frozenset[str]:
    """The handles of those whom a line is about."""
    named = [*line.get("people", ()), line.get("person"), line.get("other")]
    if line["kind"] == "introduction":
        named.append(line["by"])
    return frozenset(filter(None, named))


def _is_about(line: Line, people: frozenset[str] | None) -> bool:
    return people is None or not people.isdisjoint(people_of(line))


def _was_over(line: Line, since: str) -> bool:
    kind = line["kind"]
    if kind in _SETTLED and all(line[field] is None for field in _SETTLED[kind]):
        return False
    days = [line[field] for field in _DAYS.get(kind, ()) if line[field] is not None]
    return bool(days) and max(days) < since


def _cut(line: Line, told: set[str]) -> None:
    for name in _REFERENCES:
        if line.get(name) is not None and line[name] not in told:
            line[name] = None
    for event in line.get("events", ()):
        if event["touchpoint"] not in told:
            event["touchpoint"] = None
