"""How long something took, as one says it, in minutes."""

import re

_HOURS = "(?P<hours>[0-9]{1,3}(?:[.,](?:5|25|75))?) ?h(?:ours?)?"
_MINUTES = "(?P<minutes>[0-9]{1,18}) ?(?:m|min|minutes?)?"
_FORMS = (_MINUTES, _HOURS, f"{_HOURS} ?{_MINUTES}", "(?P<hours>[0-9]{1,3}):(?P<minutes>[0-5][0-9])")


def minutes(words: str) -> int:
    """The minutes in `45`, `90m`, `1h`, `1h30`, `1.5 hours` or `1:30`; raises ValueError for anything else."""
    plain = " ".join(words.casefold().split())
    for form in _FORMS:
        if plain.isascii() and (found := re.fullmatch(form, plain)):
            parts = found.groupdict()
            hours = float((parts.get("hours") or "0").replace(",", "."))
            return int(hours * 60) + int(parts.get("minutes") or 0)
    raise ValueError("Write minutes like 45, 90m, 1h, 1h30.")
