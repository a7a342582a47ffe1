"""Days, rituals, purchases and who knows whom, from a program of one's own."""

from datetime import date
from decimal import Decimal
from typing import Unpack

from custlove.api.writing import Json, Ref, When, Writing, json, words
from custlove.schema.vocabulary import Channel, Outcome
from custlove.services import days, introductions, links, purchases, references, reviews, rituals


class OccasionFunctions(Writing):
    """What is done with days, rituals, purchases, introductions, links and intentions."""

    def add_day(self, who: str, what: str, day: str, *, yearly: bool | None = None, on: When = None) -> Json:
        """Note a day that matters to a person, YYYY-MM-DD, or --MM-DD where the year is not known."""
        with self.writing() as change:
            return json(days.add(change, days.AddDay(who, what, day, self._day(on), yearly)).day)

    def add_ritual(self, who: str, what: str, rule: str, starts_on: date, *, on: When = None) -> Json:
        """Begin a recurring moment by a rule (RFC 5545) from its first day; raises NotFound, Ambiguous, UsageError."""
        with self.writing() as change:
            return json(rituals.add(change, rituals.AddRitual(who, what, rule, starts_on, self._day(on))).ritual)

    def keep_ritual(
        self, ref: Ref, text: str | None = None, *, channel: Channel | None = None, felt: int | None = None,
        on: When = None,
    ) -> Json:  # fmt: skip
        """Log a touchpoint that keeps a ritual; raises NotFound, Ambiguous, Refused."""
        step = self._step(ref, text, on)
        with self.writing() as change:
            return json(rituals.keep(change, rituals.KeepRitual(step.ref, step.moment, channel, felt)))

    def add_purchase(
        self, who: str, amount: Decimal | str | int, currency: str | None = None, what: str | None = None, *,
        on: When = None,
    ) -> Json:  # fmt: skip
        """Note a purchase; below zero it is money given back. Raises NotFound, Ambiguous, UsageError."""
        with self.writing() as change:
            asked = purchases.AddPurchase(who, self._day(on), str(amount), currency, what)
            return json(purchases.add(change, asked).purchase)

    def add_introduction(self, by: str, who: str, text: str | None = None, *, on: When = None) -> Json:
        """Note who sent whom; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            asked = introductions.AddIntroduction(by, who, self._day(on), text)
            return json(introductions.add(change, asked).introduction)

    def add_link(self, who: str, other: str, kind: str, *, on: When = None) -> Json:
        """Note who knows whom, and as what; raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(links.add(change, links.AddLink(who, other, kind, self._day(on))))

    def settle_intention(self, ref: Ref, outcome: Outcome, note: str | None = None, *, on: When = None) -> Json:
        """Note what became of an intention; raises NotFound, Refused."""
        number = self._intention(ref)
        with self.writing() as change:
            return json(reviews.settle(change, reviews.SettleIntention(number, outcome, note), self._day(on)))

    def edit_day(self, ref: Ref, **edits: Unpack[days.DayEdits]) -> Json:
        """Correct a day (`what`, `day`, `yearly`); raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(days.edit(change, words(ref), edits))

    def remove_day(self, ref: Ref) -> Json:
        """Take a day out. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(days.remove(change, words(ref)))

    def edit_ritual(self, ref: Ref, **edits: Unpack[rituals.RitualEdits]) -> Json:
        """Correct a ritual (`what`, `rule` with `starts_on`); raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(rituals.edit(change, words(ref), edits))

    def remove_ritual(self, ref: Ref) -> Json:
        """Take a ritual out; the touchpoints that kept it stay. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(rituals.remove(change, words(ref)))

    def edit_purchase(self, ref: Ref, **edits: Unpack[purchases.PurchaseEdits]) -> Json:
        """Correct a purchase (`amount`, `currency`, `what`, `day`); raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(purchases.edit(change, words(ref), edits))

    def remove_purchase(self, ref: Ref) -> Json:
        """Take a purchase out. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(purchases.remove(change, words(ref)))

    def edit_introduction(self, ref: Ref, **edits: Unpack[introductions.IntroductionEdits]) -> Json:
        """Correct an introduction (`text`, `day`); raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(introductions.edit(change, words(ref), edits))

    def remove_introduction(self, ref: Ref) -> Json:
        """Take an introduction out; both people stay. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(introductions.remove(change, words(ref)))

    def edit_link(self, ref: Ref, **edits: Unpack[links.LinkEdits]) -> Json:
        """Correct a link (`kind`, `day`); raises NotFound, Ambiguous, Refused."""
        with self.writing() as change:
            return json(links.edit(change, words(ref), edits))

    def remove_link(self, ref: Ref) -> Json:
        """Take a link out; both people stay. Raises NotFound, Ambiguous."""
        with self.writing() as change:
            return json(links.remove(change, words(ref)))

    def edit_intention(self, ref: Ref, text: str) -> Json:
        """Correct the words of an intention; raises NotFound."""
        with self.writing() as change:
            return json(reviews.edit_intention(change, self._intention(ref), text))

    def remove_intention(self, ref: Ref) -> Json:
        """Take an intention out; one that was given up is settled as dropped. Raises NotFound."""
        with self.writing() as change:
            return json(reviews.remove_intention(change, self._intention(ref)))

    def _intention(self, ref: Ref) -> int:
        return references.only_number(words(ref)[0], "intention")
