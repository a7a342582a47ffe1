"""Contacts, follow-ups and promises, from a program of one's own."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from custlove.api.writing import Json, Ref, When, Writing, json, words
from custlove.schema.vocabulary import Channel, Direction, FactKind, FeedbackKind, Side
from custlove.services import closing, follow_ups, log, promises, touchpoints
from custlove.services.follow_ups import FollowUpEdits
from custlove.services.log_items import Bought, LogItems
from custlove.services.promises import PromiseEdits


class ContactFields(TypedDict, total=False):
    """How a contact was: how they left it (`felt`, 1 to 5), how it left you (`energy`, -2 to 2)."""

    channel: Channel | None
    direction: Direction
    felt: int | None
    energy: int | None
    minutes: int | None
    wow: bool


class ContactFunctions(Writing):
    """What is done with contacts, follow-ups and promises."""

    def log(
        self, who: str | Sequence[str], text: str = "", *, on: When = None, new: bool = False,
        promise: tuple[str, date] | None = None, come_back: date | tuple[date, str] | None = None,
        facts: Sequence[tuple[FactKind, str]] = (), keeps: Ref | None = None, tags: Sequence[str] = (),
        keep_follow_ups: bool = False, feedback: Sequence[tuple[FeedbackKind, str]] = (), kept: Sequence[Ref] = (),
        bought: tuple[str, str | None, str | None] | None = None, **fields: Unpack[ContactFields],
    ) -> Json:  # fmt: skip
        """Log a contact with one or several people, and what goes with it; closes what was due with them.

        `come_back`: the day of a follow-up with each, and why; `promise`: what and by when, to the first of them.
        With it came `feedback` (kind and text), promises `kept`, what was `bought`: amount, currency and what, or None.
        Raises NotFound, Ambiguous, UsageError, Refused.
        """
        said = touchpoints.TouchpointFields(text=text, **fields)
        due = come_back if isinstance(come_back, tuple) else (come_back, "") if come_back else None
        asked = log.LogContact(
            [who] if isinstance(who, str) else who, self._clock.moment_of(on), said, tags, new=new,
            keep_follow_ups=keep_follow_ups, come_back=log.ComeBack(*due) if due else None,
            promise=log.PromiseMade(*promise) if promise else None, facts=facts,
            keeps=None if keeps is None else " ".join(words(keeps)),
            items=LogItems(feedback, [words(each) for each in kept], bought and Bought(*bought)),
        )  # fmt: skip
        with self.writing() as change:
            return json(log.log(change, asked))

    def remove_touchpoint(self, ref: Ref) -> Json:
        """Take a touchpoint out; what it had settled is open again. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(touchpoints.remove(change, words(ref)))

    def add_follow_up(self, who: str, due_on: date, why: str = "", *, on: When = None, new: bool = False) -> Json:
        """Add something to come back to; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            asked = follow_ups.AddFollowUps([who], why, self._day(on), due_on, new)
            return json(follow_ups.add(change, asked).follow_ups[0])

    def done(self, ref: Ref, *, on: When = None) -> Json:
        """Mark a promise, a follow-up or a ritual as done, or wait for an ask no more; raises NotFound, Refused."""
        moment = self._clock.moment_of(on)
        with self.writing() as change:
            return json(closing.done(change, words(ref), moment))

    def put_off(self, ref: Ref, until: date, *, why: str | None = None, on: When = None) -> Json:
        """Snooze a follow-up, move a promise, or skip a ritual, until a day; raises NotFound, Refused."""
        with self.writing() as change:
            return json(closing.put_off(change, closing.PutOff(words(ref), self._day(on), until, why)))

    def finish_follow_up(self, ref: Ref, *, on: When = None) -> Json:
        """Mark a follow-up as done; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(follow_ups.done(change, follow_ups.FinishFollowUp(words(ref), self._day(on))))

    def snooze_follow_up(self, ref: Ref, until: date, *, on: When = None) -> Json:
        """Put a follow-up off until a day; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(follow_ups.snooze(change, follow_ups.SnoozeFollowUp(words(ref), self._day(on), until)))

    def edit_follow_up(self, ref: Ref, **edits: Unpack[FollowUpEdits]) -> Json:
        """Correct a follow-up (`why`, `made_on`, `due_on`); raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(follow_ups.edit(change, words(ref), edits))

    def remove_follow_up(self, ref: Ref) -> Json:
        """Take a follow-up out; raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(follow_ups.remove(change, words(ref)))

    def add_promise(
        self, who: str, what: str, due_on: date, *, by: Side = "mine", on: When = None, new: bool = False
    ) -> Json:
        """Write a promise down; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            asked = promises.AddPromise(who, what, self._day(on), due_on, by, new)
            return json(promises.add(change, asked))

    def keep_promise(self, ref: Ref, *, on: When = None, extra: str | None = None) -> Json:
        """Mark a promise as kept; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(promises.keep(change, promises.KeepPromise(words(ref), self._day(on), extra)))

    def move_promise(self, ref: Ref, to: date, *, why: str | None = None, on: When = None) -> Json:
        """Agree a promise anew for another day; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(promises.move(change, promises.MovePromise(words(ref), self._day(on), to, why)))

    def release_promise(self, ref: Ref, *, why: str | None = None, on: When = None) -> Json:
        """Let a promise go; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(promises.release(change, promises.ReleasePromise(words(ref), self._day(on), why)))

    def edit_promise(self, ref: Ref, **edits: Unpack[PromiseEdits]) -> Json:
        """Correct a promise (`what`, `by`, `made_on`, `due_on`, `extra`); raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(promises.edit(change, words(ref), edits))

    def remove_promise(self, ref: Ref) -> Json:
        """Take a promise out; a mistake taken over from it stays. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(promises.remove(change, words(ref)))
