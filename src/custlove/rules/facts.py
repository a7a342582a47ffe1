"""What there is to know of a person (ideas B1 and C2), and what you told them (idea A4)."""

from custlove.schema.synonyms import FACT_SYNONYMS
from custlove.schema.vocabulary import FACT_KINDS, FactKind


def kind(words: str) -> FactKind:
    """The kind that a word stands for, whatever its case; raises ValueError with a sentence for anything else."""
    plain = words.strip().casefold()
    plain = FACT_SYNONYMS.get(plain, plain)
    for known in FACT_KINDS:
        if known == plain:
            return known
    raise ValueError(f"The kinds are {', '.join(FACT_KINDS[:-1])} and {FACT_KINDS[-1]}.")
