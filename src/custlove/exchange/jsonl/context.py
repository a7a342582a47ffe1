"""What lines of every record type need: the journal, whom they mean, when something was."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.exchange.jsonl import timestamps
from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.services.restore.ladder import Guard
from custlove.services.restore.named_people import LeftOut, NamedPeople
from custlove.services.restore.origin import Origin, When

if TYPE_CHECKING:
    from custlove.store.bulk import Bulk

# What has been cannot lie ahead.
_PAST = (
    "added_on", "archived_on", "made_on", "done_on", "kept_on", "released_on", "on", "spread_on", "resolved_on",
    "noticed_on", "owned_on", "repaired_on", "followed_up_on", "settled_on", "seen_on", "taken_on", "dropped_on",
    "restored_on", "let_go_on", "organisation_since",
)  # fmt: skip
# What a typed command asks for, and an empty text does not say.
_TOLD = ("what", "text", "link_kind")


class LineContext(NamedTuple):
    """What the lines of a file are restored into: the journal, by which clock they are read, the people they name.

    `guard` is that before the rungs about harm, for lines written by hand.
    """

    bulk: "Bulk"
    clock: LineClock
    people: NamedPeople
    guard: Guard

    def past(self, *holders: Mapping[str, Any]) -> None:
        """Raise BadLine if something has been on a day that lies ahead."""
        today = self.clock.today()
        for holder in holders:
            for name in _PAST:
                if holder.get(name, "") > today:
                    raise BadLine(f"{name} {holder[name]} is in the future; only past events can be recorded")

    def about(self, origin: Origin, fields: dict[str, Any], day: str, *parts: str) -> int:
        """The person that a line is about, once its days and texts, and those of its parts, are in order."""
        self.past(fields, *(part for name in parts for part in fields.get(name, ())))
        self.told(origin, fields)
        return self.people.meant(fields.pop("person"), origin.line, day)

    def all_who_are_meant(self, origin: Origin, named: Sequence[str], day: str) -> list[int]:
        """Those whom a line names, without whoever was forgotten for good; raises LeftOut for nobody else."""
        meant: list[int] = []
        for words in named:
            with suppress(LeftOut):
                meant.append(self.people.meant(words, origin.line, day))
        if named and not meant:
            raise LeftOut
        return meant

    def told(self, origin: Origin, fields: Mapping[str, Any]) -> None:
        """Raise BadLine where a line written by hand leaves empty what a typed command asks for."""
        for name in _TOLD:
            if origin.by_hand and not fields.get(name, "x").strip():
                raise BadLine(f"{name} is empty")

    def moment(self, fields: dict[str, Any]) -> When:
        """When something was, by its `at`, `on` and `zone`."""
        return timestamps.read(fields.pop("at"), fields.pop("on", None), fields.pop("zone", None), self.clock)
