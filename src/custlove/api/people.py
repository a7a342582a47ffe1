"""People, from a program of one's own."""

from collections.abc import Sequence
from datetime import date
from typing import Unpack

from custlove.api.writing import Json, When, Writing, json
from custlove.schema.vocabulary import Rung
from custlove.services import archiving, ladder, let_be, merging, people
from custlove.services.people import PersonFields


class PeopleFunctions(Writing):
    """What is done with people."""

    def add_person(
        self, name: str, *, on: When = None, handle: str | None = None, rung: Rung = "prospect",
        emails: Sequence[str] = (), phones: Sequence[str] = (), tags: Sequence[str] = (), **known: Unpack[PersonFields],
    ) -> Json:  # fmt: skip
        """Add a person, placed on a rung that day; raises Refused where the handle is somebody else's."""
        details = people.Details(tuple(emails), tuple(phones), tuple(tags))
        with self.writing() as change:
            added = people.add(change, people.AddPerson(name, self._day(on), handle, rung, known, details))
            return json(added.person)

    def edit_person(self, who: str, *, on: When = None, **changes: Unpack[PersonFields]) -> Json:
        """Change what is known of a person; None clears. Raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(people.edit(change, people.EditPerson(who, self._day(on), changes)))

    def rename_person(self, who: str, name: str | None = None, *, handle: str | None = None) -> Json:
        """Give a person another name, another handle, or both; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(people.rename(change, people.RenamePerson(who, name, handle)))

    def archive_person(self, who: str, *, let_go: str | None = None, on: When = None) -> Json:
        """Archive a person from that day on; `let_go`: why all that is open with them is let go.

        Raises NotFound, Ambiguous, Refused.
        """
        with self.writing() as change:
            return json(archiving.archive(change, archiving.ArchivePerson(who, self._day(on), let_go)).data())

    def restore_person(self, who: str, *, on: When = None) -> Json:
        """Bring an archived person back; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(archiving.restore(change, archiving.RestorePerson(who, self._day(on))))

    def merge_people(self, keep: str, gone: str, take: Sequence[str] = ()) -> Json:
        """Make two people one: the first stays. Raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(merging.apply(change, merging.MergePeople(keep, gone, tuple(take))).data())

    def decline_suggestion(self, who: str, *, why: str, on: When = None) -> Json:
        """Decline the rung or circle that is suggested for a person; raises Refused where nothing is."""
        with self.writing() as change:
            return json(ladder.stay(change, ladder.DeclineSuggestion(who, self._day(on), why)))

    def let_be(self, who: str, until: date | None, *, why: str | None = None, on: When = None) -> Json:
        """Let a person be until a day, or with None not any more; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(let_be.let_be(change, let_be.LetPeopleBe([who], self._day(on), until, why))[0])

    def move_on_ladder(self, who: str, rung: Rung, *, why: str, on: When = None, anyway: bool = False) -> Json:
        """Move a person to another rung; raises Refused where the guard stands against it, unless `anyway`."""
        with self.writing() as change:
            moved = ladder.move(change, ladder.MoveOnLadder(who, rung, self._day(on), why, anyway))
            return json(ladder.told(change.connection, moved))
