"""What there is to know of a person (ideas B1 and C2)."""

# What they need is nearest to what you do for them; how they like things done goes with everything.
KINDS = ("need", "vision", "challenge", "life", "preference")


def kind(words: str) -> str:
    """The kind that a word stands for, whatever its case; raises ValueError with a sentence for anything else."""
    plain = words.strip().casefold()
    if plain not in KINDS:
        raise ValueError(f"A fact is a {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
    return plain
