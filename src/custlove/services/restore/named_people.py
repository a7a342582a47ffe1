"""Whom the lines of a file mean: by the handles of the file itself, then as everywhere in the journal."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from custlove.errors import Ambiguous, NotFound, Refused
from custlove.reports.people import identifiers, lookup
from custlove.rules.names import fold, handle_from, is_reserved
from custlove.rules.rungs import FIRST_RUNG
from custlove.services.restore import ladder, people
from custlove.services.restore.ladder import Placing
from custlove.services.restore.origin import Origin
from custlove.services.restore.people import Added
from custlove.store.bulk import Bulk
from custlove.store.forgotten import Forgotten
from custlove.store.rows import new_uid

# In place of the day since when: somebody from a journal who has not been placed on any rung.
NEVER = "never"
# How the parts of a person are called in a line.
_DETAILS = {"email": "emails", "phone": "phones", "tag": "tags"}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")


class LeftOut(Refused):
    """A line is about somebody who was forgotten for good: it is left out, and nothing is wrong with it."""

    def __init__(self) -> None:
        super().__init__("It is about somebody who was forgotten for good.")


class NamedPeople:
    """The people of a file: those it brings, and those it names."""

    def __init__(self, bulk: Bulk, *, add_unknown: bool) -> None:
        self._bulk = bulk
        self._add_unknown = add_unknown
        # Who is meant by the file's own handles, which nobody added later can change; and who was looked up.
        self._own: dict[str, int] = {}
        self._found: dict[str, int] = {}
        self._handles: set[str] = set()
        self._unplaced: dict[int, tuple[int, Placing]] = {}
        # Whose circle stands in their own line alone; and who has lines about it.
        self._unchosen: dict[int, tuple[int, str, str]] = {}
        self._chosen: set[int] = set()
        self._forgotten = Forgotten(bulk.connection)
        # How those who were forgotten are called in the file, and the identities of the lines about them.
        self._left_out: set[str] = set()
        self.identities_left_out: set[str] = set()
        self.added: list[str] = []
        self.renamed: list[str] = []

    def meant(self, words: str, line: int, day: str) -> int:
        """The number of the person these words mean, added on the way if that is asked for; raises Refused, LeftOut."""
        if words in self._left_out:
            raise LeftOut
        number = self._found.get(words)
        if number is None:
            if self.are_left_out([words]):
                raise LeftOut
            number = self._look_up(words, line, day)
            self._found[words] = number
        return number

    def read(self, origin: Origin, fields: dict[str, Any], today: str) -> bool:
        """A line about a person: whether they are new. One who is there already stays as they are. Raises LeftOut."""
        handle = fields.get("person")
        number = self._same(origin, fields)
        if number is None and self._are_forgotten(fields["name"], fields, origin.uid):
            self._left_out.update(each for each in (handle, fields["name"]) if each)
            raise LeftOut
        if is_new := number is None:
            number = self._bring(origin, {"added_on": today, **fields})
            self._found.clear()
        if handle is not None:
            self._own[fold(handle)] = number
            self._found.pop(handle, None)
        return is_new

    def are_left_out(self, emails: Iterable[str]) -> bool:
        """Whether one of these addresses is that of somebody who was forgotten for good."""
        return self._are_forgotten("", {"emails": tuple(emails)})

    def _are_forgotten(self, name: str, fields: Mapping[str, Any], uid: str | None = None) -> bool:
        if not self._forgotten:
            return False
        emails = [email for email in fields.get("emails", ()) if "@" in email and not self._is_here(email)]
        return self._forgotten.knows(identifiers.of_card(name, emails, fields.get("phones", ()), uid))

    def _is_here(self, email: str) -> bool:
        self._bulk.flush("person_detail")
        return (
            self._bulk.connection.execute(
                "SELECT 1 FROM person_detail WHERE kind = 'email' AND key = ?", (fold(email),)
            ).fetchone()
            is not None
        )

    def placed(self, number: int) -> None:
        """The file says itself where a person stands on the ladder."""
        self._unplaced.pop(number, None)

    def given_circle(self, number: int) -> None:
        """The file says itself from which days on a person has had which circle."""
        self._unchosen.pop(number, None)
        self._chosen.add(number)

    def settle(self) -> None:
        """Place those whose moves the file left out, and date the circles of those whose choices it left out."""
        for number, (line, placing) in self._unplaced.items():
            ladder.place(self._bulk, line, number, placing)
        for number, (line, circle, day) in self._unchosen.items():
            people.circle_choice(self._bulk, Origin(line, new_uid()), number, circle, day)
        self._unplaced.clear()
        self._unchosen.clear()

    def settle_circles(self) -> None:
        """Give those whose choices the file told the circle that was chosen last; all choices have to be flushed."""
        people.settle_circles(self._bulk, self._chosen)

    def _same(self, origin: Origin, fields: Mapping[str, Any]) -> int | None:
        """Who is there already: by identity, and where the line was written by hand, by handle or by name."""
        self._bulk.flush("person", "person_detail")
        number = self._bulk.find("person", "uid", origin.uid)
        if number is not None or not origin.by_hand:
            return number
        if (handle := fields.get("person")) is not None:
            return self._own.get(fold(handle)) or self._bulk.find("person", "handle", handle)
        name = fold(fields["name"])
        twins = [each for each in lookup.matching(self._bulk.connection, name, whole=True) if fold(each.name) == name]
        if len(twins) > 1:
            raise Refused(f"{fields['name']} may be {' or '.join(twin.handle for twin in twins)}: say which in person")
        return twins[0].id if twins else None

    def _bring(self, origin: Origin, fields: dict[str, Any]) -> int:
        handle, rung, since = (fields.pop(name, None) for name in ("person", "rung", "rung_since"))
        details = {kind: fields.pop(name, ()) for kind, name in _DETAILS.items()}
        parts = {kind: origin.parts.get(name, ()) for kind, name in _DETAILS.items()}
        # What a journal kept stays; no new handle is read as something else.
        reserved = handle is not None and origin.by_hand and is_reserved(handle)
        wanted = handle_from(fields["name"]) if handle is None or reserved else handle
        added = self._add(origin._replace(parts=parts), wanted, fields, details)
        if handle not in (None, added.handle):
            taken_by = "a command or a reference" if reserved else "somebody else"
            self.renamed.append(f"{fields['name']} is {added.handle} here: {handle} is {taken_by}.")
        placing = Placing(rung or FIRST_RUNG, since or fields["added_on"])
        if since is None:
            ladder.place(self._bulk, origin.line, added.id, placing)
        elif since != NEVER:
            # The moves of somebody from a journal stand in lines of their own.
            self._unplaced[added.id] = origin.line, placing
        if (circle := fields.get("circle")) is not None:
            self._unchosen[added.id] = origin.line, circle, fields["added_on"]
        return added.id

    def _add(self, origin: Origin, handle: str, fields: dict[str, Any], details: dict[str, Any]) -> Added:
        added = people.person(self._bulk, origin, handle, fields, details, self._handles)
        self._handles.add(added.handle)
        return added

    def _look_up(self, words: str, line: int, day: str) -> int:
        key = fold(words.removeprefix("@"))
        if (number := self._own.get(key)) is not None:
            return number
        self._bulk.flush("person", "person_detail")
        connection = self._bulk.connection
        try:
            if not self._add_unknown or lookup.matching(connection, words, whole=True):
                return lookup.one(connection, words).id
        except NotFound as fault:
            raise Refused(f"{fault.message.rstrip('.')}; to add whoever is not there yet: --new") from fault
        except Ambiguous as fault:
            raise Refused(f"{fault.message.rstrip('.')}; name one by the handle") from fault
        return self._add_named(words, line, day)

    def _add_named(self, words: str, line: int, day: str) -> int:
        details = {"email": [words.strip()]} if _EMAIL.fullmatch(words.strip()) else {}
        fields = {"name": words, "added_on": day}
        added = self._add(Origin(line, new_uid()), handle_from(words), fields, details)
        ladder.place(self._bulk, line, added.id, Placing(FIRST_RUNG, day))
        self._own[fold(words.removeprefix("@"))] = added.id
        self._found.clear()
        self.added.append(added.handle)
        return added.id
