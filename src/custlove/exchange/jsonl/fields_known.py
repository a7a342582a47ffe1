"""What a line may hold about what is known of people, what went between you, and what was looked back on."""

from collections.abc import Mapping
from typing import Any

from custlove.exchange.jsonl import validators
from custlove.exchange.jsonl.fields import COMMON, OF_PERSON, Kind
from custlove.exchange.jsonl.validators import BadLine, Check, day, derived, one_of, verbatim, words
from custlove.rules import mistakes
from custlove.schema.vocabulary import FACT_KINDS, OUTCOMES, RITUAL_EVENT_KINDS

# What the rows are that records from elsewhere became.
_BROUGHT = (
    "person", "touchpoint", "follow_up", "promise", "fact", "special_day", "introduction", "link", "ask", "feedback",
    "mistake", "ritual", "purchase",
)  # fmt: skip


def _prepare_mistake(given: dict[str, Any]) -> None:
    for stage in mistakes.STAGES[1:]:
        if given.get(f"{stage}_on") is None and given.get(f"{stage}_text") is not None:
            raise BadLine(f"{stage}_on is missing")


_EVENT: Mapping[str, Check] = {
    "id": COMMON["id"], "kind": one_of(RITUAL_EVENT_KINDS), "on": day, "occurrence": day, "text": verbatim,
    "touchpoint": validators.uid,
}  # fmt: skip
_INTENTION: Mapping[str, Check] = {
    "id": COMMON["id"], "uid": validators.uid, "text": words, "made_on": day, "outcome": one_of(OUTCOMES),
    "settled_on": day, "note": verbatim,
}  # fmt: skip
KINDS: Mapping[str, Kind] = {
    "fact": Kind(
        {
            **OF_PERSON, "fact_kind": one_of(FACT_KINDS), "text": words, "on": day, "touchpoint": validators.uid,
            "supersedes": validators.uid, "resolved_on": day, "resolved_text": verbatim, "superseded_by": derived,
        },
        ("person", "fact_kind", "text"),
    ),
    "day": Kind(
        {
            **OF_PERSON, "what": words, "on": validators.birthday, "yearly": validators.flag, "added_on": day,
            "in_days": derived, "turns": derived,
        },
        ("person", "what", "on"),
        table="special_day",
    ),
    "mistake": Kind(
        {
            **OF_PERSON, "what": words, "severity": validators.whole(1, 3),
            "promise": validators.uid, "feedback": validators.uid,
            **{f"{stage}_on": day for stage in mistakes.STAGES},
            **{f"{stage}_text": verbatim for stage in mistakes.STAGES[1:]},
            "followed_up_touchpoint": validators.uid, "stage": derived, "next_step": derived,
        },
        ("person", "what"),
        _prepare_mistake,
    ),
    "ritual": Kind(
        {
            **OF_PERSON, "what": words, "rule": words, "starts_on": day, "added_on": day, "due_from": day,
            "events": validators.several(("kind", "on"), _EVENT),
            "next_on": derived, "last_kept_on": derived, "missed": derived,
        },
        ("person", "what", "rule"),
    ),
    "purchase": Kind(
        {**OF_PERSON, "on": day, "amount": verbatim, "currency": validators.currency, "what": verbatim},
        ("person", "amount", "currency"),
    ),
    "introduction": Kind(
        {**OF_PERSON, "by": validators.name, "by_name": derived, "on": day, "text": verbatim}, ("by", "person")
    ),
    "link": Kind(
        {**OF_PERSON, "other": validators.name, "other_name": derived, "link_kind": words, "on": day},
        ("person", "other", "link_kind"),
    ),
    "review": Kind(
        {**COMMON, "on": day, "since": day, "intentions": validators.several(("text",), _INTENTION)}, ("on", "since")
    ),
    "imported": Kind(
        {
            "id": COMMON["id"], "source": words, "key": words, "noun": one_of(_BROUGHT), "of": validators.uid,
            "digest": verbatim,
        },
        ("source", "key", "noun"),
    ),
    "inbox": Kind(
        {
            **COMMON, "source": words, "key": words, "on": day, "who": verbatim, "what": verbatim, "data": verbatim,
            "seen_on": day, "taken_on": day, "dropped_on": day,
        },
        ("source", "key", "on", "who", "what", "data", "seen_on"),
    ),
}  # fmt: skip
