"""Feedback, mistakes and facts, from a program of one's own."""

from typing import TypedDict, Unpack, cast

from custlove.api.writing import Json, Ref, When, Writing, json, words
from custlove.rules.mistakes import USUAL_SEVERITY
from custlove.schema.vocabulary import Channel, FactKind, FeedbackKind
from custlove.services import asks, facts, feedback, feedback_corrections, mistakes
from custlove.services.mistakes import MistakeEdits


class AskTexts(TypedDict, total=False):
    """What to correct of an ask, besides when it was."""

    text: str
    channel: Channel | None


class FeedbackTexts(TypedDict, total=False):
    """What to correct of feedback, besides when it was heard."""

    kind: FeedbackKind
    text: str
    score: int | None


class FactTexts(TypedDict, total=False):
    """What to correct of a fact, besides since when it is known."""

    kind: FactKind
    text: str


class ListeningFunctions(Writing):
    """What is done with feedback, mistakes and facts."""

    def ask_for_feedback(
        self, who: str, text: str = "", *, channel: Channel | None = None, on: When = None, new: bool = False
    ) -> Json:
        """Note that you asked for feedback; raises NotFound, Ambiguous."""
        with self.writing() as change:
            asked = feedback.AskForFeedback(who, text, self._clock.moment_of(on), channel, new)
            return json(feedback.ask(change, asked).ask)

    def edit_ask(self, ref: Ref, *, on: When = None, **edits: Unpack[AskTexts]) -> Json:
        """Correct what you asked (`text`, `channel`, `on`); raises NotFound, Ambiguous, Refused."""
        changed = cast("asks.AskEdits", {**edits})
        if on is not None:
            changed["moment"] = self._clock.moment_of(on)
        with self.writing() as change:
            return json(asks.edit(change, words(ref), changed))

    def drop_ask(self, ref: Ref, *, why: str | None = None, on: When = None) -> Json:
        """Wait for an answer no more; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(asks.drop(change, asks.DropAsk(words(ref), self._day(on), why)))

    def remove_ask(self, ref: Ref) -> Json:
        """Take an ask out; feedback that answered it stays. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(asks.remove(change, words(ref)))

    def edit_feedback(
        self, ref: Ref, *, on: When = None, unasked: bool = False, **edits: Unpack[FeedbackTexts]
    ) -> Json:  # fmt: skip
        """Correct what you heard (`kind`, `text`, `score`, `on`); `unasked`: its ask waits again. Raises Refused."""
        changed = cast("feedback_corrections.FeedbackEdits", {**edits, "unasked": unasked})
        if on is not None:
            changed["moment"] = self._clock.moment_of(on)
        with self.writing() as change:
            return json(feedback_corrections.edit(change, words(ref), changed))

    def remove_feedback(self, ref: Ref) -> Json:
        """Take feedback out; the ask that it answered waits again. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(feedback_corrections.remove(change, words(ref)))

    def hear_feedback(
        self, who: str, kind: FeedbackKind, text: str, *, score: int | None = None, unasked: bool = False,
        on: When = None, new: bool = False,
    ) -> Json:  # fmt: skip
        """Write feedback down; raises NotFound, Ambiguous."""
        with self.writing() as change:
            asked = feedback.HearFeedback(who, kind, text, self._clock.moment_of(on), score, unasked, new)
            return json(feedback.hear(change, asked).feedback)

    def confirm_feedback(
        self, ref: Ref, text: str | None = None, *, agreed: bool | None = None, on: When = None
    ) -> Json:
        """Say feedback back to them; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(feedback.confirm(change, self._step(ref, text, on), agreed=agreed).feedback)

    def act_on_feedback(
        self, ref: Ref, text: str | None = None, *, wanted: str | None = None, on: When = None, anyway: bool = False
    ) -> Json:
        """Note that you made it right; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            step = self._step(ref, text, on, anyway=anyway)
            return json(feedback.act(change, step, wanted=wanted).feedback)

    def thank_for_feedback(
        self, ref: Ref, text: str | None = None, *, channel: Channel | None = None, on: When = None,
        anyway: bool = False,
    ) -> Json:  # fmt: skip
        """Thank them, which closes the loop; by a channel it is a touchpoint. Raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(feedback.thank(change, self._step(ref, text, on, channel, anyway=anyway)).feedback)

    def add_mistake(
        self, who: str | None, what: str = "", *, severity: int = USUAL_SEVERITY, promise: Ref | None = None,
        feedback: Ref | None = None, on: When = None, new: bool = False, hidden: bool = False,
    ) -> Json:  # fmt: skip
        """Note a mistake of yours, or take over a broken promise or a criticism; raises NotFound, Refused.

        `hidden`: it was denied or concealed, and can only be followed up.
        """
        broken, criticism = (None if each is None else " ".join(words(each)) for each in (promise, feedback))
        with self.writing() as change:
            asked = mistakes.AddMistake(who, what, self._day(on), severity, broken, criticism, new, hidden)
            return json(mistakes.add(change, asked).mistake)

    def edit_mistake(self, ref: Ref, **edits: Unpack[MistakeEdits]) -> Json:
        """Correct a mistake (`what`, `severity`, `noticed_on`, `hidden`); raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(mistakes.edit(change, words(ref), edits))

    def remove_mistake(self, ref: Ref) -> Json:
        """Take a mistake out; what it was taken over from stays. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(mistakes.remove(change, words(ref)))

    def own_mistake(self, ref: Ref, text: str | None = None, *, on: When = None, anyway: bool = False) -> Json:
        """Say sorry; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(mistakes.own(change, self._step(ref, text, on, anyway=anyway)).mistake)

    def repair_mistake(self, ref: Ref, text: str, *, on: When = None, anyway: bool = False) -> Json:
        """Make a mistake right; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(mistakes.repair(change, self._step(ref, text, on, anyway=anyway)).mistake)

    def follow_up_mistake(
        self, ref: Ref, text: str | None = None, *, channel: Channel | None = None, on: When = None,
        anyway: bool = False,
    ) -> Json:  # fmt: skip
        """Ask how it is since, which closes it; by a channel it is a touchpoint. Raises NotFound, Refused."""
        with self.writing() as change:
            return json(mistakes.follow_up(change, self._step(ref, text, on, channel, anyway=anyway)).mistake)

    def add_fact(
        self, who: str, kind: FactKind, text: str, *, on: When = None, touchpoint: Ref | None = None, new: bool = False
    ) -> Json:
        """Note what you know of a person; raises NotFound, Ambiguous, UsageError."""
        source = None if touchpoint is None else words(touchpoint)
        with self.writing() as change:
            day = None if on is None else self._day(on)
            return json(facts.add(change, facts.AddFact(who, kind, text, day, source, new)).fact)

    def supersede_fact(self, ref: Ref, text: str, *, on: When = None) -> Json:
        """Replace a fact with a newer one; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(facts.supersede(change, facts.SupersedeFact((*words(ref), text), self._day(on))))

    def resolve_fact(self, ref: Ref, text: str | None = None, *, on: When = None) -> Json:
        """Note that a fact does not hold any more; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            said = (*words(ref), *((text,) if text else ()))
            return json(facts.resolve(change, facts.ResolveFact(said, self._day(on))))

    def edit_fact(self, ref: Ref, *, on: When = None, **edits: Unpack[FactTexts]) -> Json:
        """Correct a fact (`kind`, `text`, `on`); raises NotFound, Ambiguous, Refused."""
        changed = cast("facts.FactEdits", {**edits})
        if on is not None:
            changed["on"] = self._day(on)
        with self.writing() as change:
            return json(facts.edit(change, words(ref), changed))

    def remove_fact(self, ref: Ref) -> Json:
        """Take a fact out; the one in whose place it was holds again. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(facts.remove(change, words(ref)))
