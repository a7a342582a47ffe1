"""Those who bought and have gone, as pages."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import Column, Page, Section, listing

if TYPE_CHECKING:
    from custlove.reports.journal_wide.lapsed import Buyer, Lapsed
    from custlove.reports.journal_wide.lapsed_proof import Proof

# More than a screen of them is for a script.
_MOST_CASES = 40
_OUTCOMES = {True: "stayed away", False: "came back", None: "not over yet"}
_NO_CASES = "Nobody who bought was called gone at the end of a past month."
_NOBODY = "Nobody who bought has gone quiet."


def buyers(rows: "Sequence[Buyer | Lapsed]", today: date) -> Page:
    """Everybody who bought, how quiet they are, and whether they have gone."""
    return listing(_columns(today), rows, "Nobody bought anything yet. The first: custlove purchase add WHO AMOUNT")


def lines(rows: "Sequence[Lapsed]", today: date) -> Page:
    """Those who have gone, with what was good, in lines."""
    columns = (
        *_columns(today),
        Column("bought", lambda row: row.bought),
        Column("good", lambda row: [good.text for good in row.good]),
        Column("known_by", lambda row: row.known_by),
        Column("way_back", lambda row: row.way_back),
        Column("last_contact_on", lambda row: row.last_contact_on),
        Column("last_from_them_on", lambda row: row.last_from_them_on),
        Column("command", lambda row: row.command),
    )
    return listing(columns, rows, _NOBODY)


def sections(rows: "Sequence[Lapsed]", today: date) -> Page:
    """The same at a terminal, somebody after the other."""
    found = [Section(row.person, row.name, list(_told(row, today)), row.command, counted=False) for row in rows]
    return Page([Column("what", lambda line: line, shown=lambda line: f"  {line}", cut=True)], found, _NOBODY)


def proof(found: "Proof", today: date) -> Page:
    """How often the rule was right: the counts, and the cases they are made of."""
    columns = (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold", cut=True),
        Column("called_on", lambda row: row.called_on, shown=lambda row: dates.say_short(row.called_on, today)),
        Column(
            "last_purchase_on",
            lambda row: row.last_purchase_on,
            shown=lambda row: dates.say_short(row.last_purchase_on, today),
        ),
        Column(
            "came_back_on",
            lambda row: row.came_back_on,
            shown=lambda row: dates.say_short(row.came_back_on, today) if row.came_back_on else "",
        ),
        Column("stayed_away", lambda row: row.stayed_away, shown=lambda row: _OUTCOMES[row.stayed_away]),
    )
    rows = Section("", "", found.people, limit=_MOST_CASES, more="custlove lapsed --proof --plain", counted=False)
    return Page(columns, [rows], _NO_CASES, foot="\n".join(_verdict(found)) if found.people else "")


def _verdict(found: "Proof") -> Iterator[str]:
    share = "" if found.percent is None else f" ({found.percent} %)"
    yield (
        f"Of {found.cases} called gone, {found.stayed_away}{share} stayed away for the {found.days_after} days after,"
        f" and {found.came_back} came back."
    )
    if found.undecided:
        yield f"For {found.undecided} more these days are not over yet."
    if found.needs:
        yield f"How often the rule is right with your customers it cannot say yet: {found.needs} cases are missing."


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column(
            "last_purchase_on",
            lambda row: row.last_purchase_on,
            shown=lambda row: dates.say_short(row.last_purchase_on, today),
        ),
        Column("purchases", lambda row: row.purchases, right=True),
        Column("quiet", lambda row: row.quiet, shown=lambda row: f"{row.quiet:.0f}", right=True),
        Column("lapsed", lambda row: row.lapsed, shown=lambda row: "gone" if row.lapsed else ""),
    )


def _told(row: "Lapsed", today: date) -> Iterator[str]:
    times = "once" if row.purchases == 1 else f"{row.purchases} times"
    what = f": {row.bought}" if row.bought else ""
    yield f"bought {times}, last {dates.say_short(row.last_purchase_on, today)}, {row.days_away} days ago{what}"
    if row.last_contact_on is not None:
        yield f"last in touch {dates.say_short(row.last_contact_on, today)}{_last_word(row, today)}"
    for good in row.good:
        yield f"{good.kind}, {dates.say_short(good.on, today)}: {good.text}"
    if row.known_by:
        yield f"known by: {', '.join(row.known_by)}"
    yield f"a way back: {row.way_back}"


def _last_word(row: "Lapsed", today: date) -> str:
    """When they last came, where you were the last in touch."""
    theirs = row.last_from_them_on
    return f", from them {dates.say_short(theirs, today)}" if theirs and theirs != row.last_contact_on else ""
