"""The line that `today` ends with on Mondays."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from custlove.reports.journal_wide.weekly import Weekly


def line(found: "Weekly") -> str:
    """Which other reports have something to say."""
    counts = zip(("ladder suggest", "lapsed", "feedback due"), found, strict=True)
    if None in found:
        return "For a quiet hour this week: custlove ladder suggest, custlove lapsed, custlove feedback due"
    return "For a quiet hour this week: " + ", ".join(f"custlove {where} ({count})" for where, count in counts if count)
