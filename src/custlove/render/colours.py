"""What is said in colour, and in which: to be read on a light and on a dark ground, as nobody tells which one it is.

Nothing is said by colour alone.
"""

from collections.abc import Mapping

from custlove.render.page import BROKEN, GOOD, LATE

# Of the 256 colours, whose values no theme of a terminal changes. ANSI yellow on white has a contrast of 1.7.
MANY: Mapping[str, str] = {BROKEN: "color(160)", LATE: "color(130)", GOOD: "color(28)"}
# With 16 colours red alone can be read on both; what is late stands out all the same.
FEW: Mapping[str, str] = {BROKEN: "red", LATE: "bold", GOOD: "none"}


def knows_many(environ: Mapping[str, str]) -> bool:
    """Whether a terminal says of itself that it has 256 colours or more."""
    return bool(environ.get("COLORTERM")) or "256" in environ.get("TERM", "")
