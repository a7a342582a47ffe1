"""Numbers and the words for them: the steps of a scale, ordinals."""

from collections.abc import Mapping
from types import MappingProxyType

_ORDINALS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")


def ordinal(number: int) -> str:
    """A number from three up as one counts with it: third, twelfth, 13th, 21st, 112th."""
    if number - 3 < len(_ORDINALS):
        return _ORDINALS[number - 3]
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def level(words: str, scale: Mapping[int, str], synonyms: Mapping[str, str] = MappingProxyType({})) -> int:
    """The number behind a number or a word of a scale; raises ValueError with a sentence for anything else."""
    plain = words.strip().casefold()
    plain = synonyms.get(plain, plain)
    for number, word in scale.items():
        if plain in (word, str(number), f"+{number}"):
            return number
    choices = ", ".join(f"{number} {word}" for number, word in scale.items())
    raise ValueError(f"It is one of: {choices}.")
