"""How many of which nouns, in words."""

from collections.abc import Mapping

_WORDS = {
    "people": ("person", "people"),
    "memberships": ("organisation", "organisations"),
    "absences": ("time of being archived", "times of being archived"),
    "shared_touchpoints": ("touchpoint with others", "touchpoints with others"),
    "follow_ups": ("follow-up", "follow-ups"),
    "feedback": ("piece of feedback", "pieces of feedback"),
    "rung_moves": ("move on the ladder", "moves on the ladder"),
    "rung_stays": ("suggestion declined", "suggestions declined"),
    "circle_choices": ("choice of a circle", "choices of a circle"),
    "let_be": ("time of being let be", "times of being let be"),
    "former_names": ("former name", "former names"),
    "imported": ("key of an earlier import", "keys of earlier imports"),
    "inbox": ("record in the inbox", "records in the inbox"),
}


def say(counts: Mapping[str, int]) -> str:
    """Nouns in the plural, as JSON has them, each with its number: `1 person, 3 follow-ups and 1 link`."""
    told = [f"{count:,} {_noun(noun, count)}" for noun, count in counts.items()]
    return " and ".join([", ".join(told[:-1]), told[-1]] if told[1:] else told)


def _noun(noun: str, count: int) -> str:
    one, several = _WORDS.get(noun, (noun.removesuffix("s").replace("_", " "), noun.replace("_", " ")))
    return one if count == 1 else several
