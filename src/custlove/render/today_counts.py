"""How many things need you, section by section, in one line."""

from collections.abc import Sequence

from custlove.render.page import Section
from custlove.reports.today_parts import SECTIONS

_COUNTED = {
    "broken_promises": ("broken promise", "broken promises"),
    "promises_due": ("promise due", "promises due"),
    "overdue_follow_ups": ("follow-up overdue", "follow-ups overdue"),
    "follow_ups_due": ("follow-up due", "follow-ups due"),
    "open_feedback": ("feedback to answer", "feedback to answer"),
    "open_mistakes": ("mistake to mend", "mistakes to mend"),
    "left_low": ("person left low", "people left low"),
    "rituals": ("ritual", "rituals"),
    "days": ("day to remember", "days to remember"),
    "gone_quiet": ("person gone quiet", "people gone quiet"),
    "ease_off": ("person to ease off", "people to ease off"),
    "returns": ("person came back kindly", "people came back kindly"),
    "asks": ("ask without an answer", "asks without an answer"),
}
_NAMES = {key: name for name, key in SECTIONS.items()}


def line(sections: Sequence[Section], width: int) -> str:
    """The counts; those that would not fit into so many cells are added up."""
    return _fitting([(len(each.rows), _COUNTED[each.key][len(each.rows) > 1]) for each in sections], width)


def _fitting(counted: Sequence[tuple[int, str]], width: int) -> str:
    counts = [f"{number} {what}" for number, what in counted]
    kept = len(counts)
    while True:
        rest = sum(number for number, _ in counted[kept:])
        told = ", ".join([*counts[:kept], *([f"{rest} more"] if rest else [])])
        if len(told) <= width or kept <= 1:
            return told
        kept -= 1


def total(sections: Sequence[Section], width: int) -> str:
    """All of them in one number, then section by section, as `--only` calls them."""
    due = [each for each in sections if each.key in _COUNTED]
    things = sum(len(each.rows) for each in due)
    whole = f"{things:,} thing{'' if things == 1 else 's'}"
    counted = [(number := len(each.rows), _NAMES[each.key].removesuffix("" if number > 1 else "s")) for each in due]
    return f"{whole}: {_fitting(counted, width - len(whole) - 2)}" if due else whole
