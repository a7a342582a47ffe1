"""Everything about one person, complete, for them or for you: a person may ask what is kept of them."""

from typing import Any

from custlove.exchange.jsonl.writer import Source

# What the things of a noun are called together.
PLURALS = {
    "rung_move": "rung_moves", "circle_choice": "circle_choices", "rung_stay": "rung_stays", "let_be": "let_be",
    "former_name": "former_names", "membership": "memberships", "absence": "absences",
    "touchpoint": "touchpoints",
    "follow_up": "follow_ups", "promise": "promises", "ask": "asks", "feedback": "feedback", "fact": "facts",
    "day": "days", "mistake": "mistakes", "ritual": "rituals", "purchase": "purchases",
    "introduction": "introductions", "link": "links", "imported": "imported",
}  # fmt: skip


def of(source: Source, person_id: int) -> dict[str, Any]:
    """The person, and a list of every noun, with the fields of an export's lines."""
    found: dict[str, Any] = {"person": None, **{plural: [] for plural in PLURALS.values()}}
    for line in source.of_person(person_id):
        kind = line.pop("kind")
        line.pop("rows", None)
        if kind == "person":
            found["person"] = line
        else:
            found[PLURALS[kind]].append(line)
    return found
