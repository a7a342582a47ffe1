"""What making two people one would do, and did, in sentences."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from custlove.render import sentences

if TYPE_CHECKING:
    from custlove.reports.people.merge_comparison import Comparison
    from custlove.services.merging import MergePlan, PeopleMerged


def would_merge(planned: "MergePlan") -> str:
    """What making two people one would move, fill, leave out and keep as a name."""
    keep, gone, compared = planned.keep, planned.gone, planned.comparison
    counted = [*_counted(planned.moves), *_counted(compared.details)]
    who = f"{gone.name} ({gone.handle}) would become part of {keep.name} ({keep.handle})"
    told = [
        f"{who}, with {', '.join(counted) or 'no entries'}.",
        _listed("Filled in", [f"{field} {value}" for field, value in compared.fills.items()]),
        _competing(compared, planned.take, "would stay in the notes"),
        _listed("Noted, for it was between the two", [str(each) for each in compared.between]),
        _listed("Also found as", compared.names),
        "Nothing was changed.",
    ]
    return " ".join(each for each in told if each)


def merged(done: "PeopleMerged", today: date) -> str:
    """Two people are one: whose name stands for both, and what went into the notes."""
    names = _listed("Also found as", done.comparison.names)
    noted = f"In the notes: {done.noted}." if done.noted else ""
    told = [f"{done.name} is part of {done.person.name} now.", sentences.person(done.person, today), names, noted]
    return " ".join(each for each in told if each)


def _competing(compared: "Comparison", take: tuple[str, ...], what: str) -> str:
    lines = []
    for each in compared.competing:
        one, other = (each.gone, each.keep) if each.field in take else (each.keep, each.gone)
        lines.append(f"{each.field} {one} ({other} {'as well' if each.field == 'org' else what})")
    hint = " To take the second's: --take FIELD." if lines and not take else ""
    return f"{_listed('Both have', lines)}{hint}"


def _listed(what: str, found: "list[str] | tuple[str, ...]") -> str:
    return f"{what}: {'; '.join(found)}." if found else ""


def _counted(counts: Mapping[str, int]) -> list[str]:
    told = ((count, noun.replace("_", "-")) for noun, count in counts.items() if count)
    return [f"{count} {noun.removesuffix('s') if count == 1 else noun}" for count, noun in told]
