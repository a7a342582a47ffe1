"""Contact as SQL: when something came from them or from you, and on which days you reached out.

Each is about the person whose number is given as SQL, up to a day: what is dated later is left out, as in
rules/contact.py, which says the same of plain values; property tests hold the two equal.
"""

from custlove.schema.predicates import TODAY, feedback_unhappy

# What shows contact with a person: where it stands, whose it is, its day, what holds for its rows. As rules/contact.py,
# and as the view person_contact (store/steps/0004.sql), by which the file keeps the last of each.
_Shows = tuple[str, str, str, str]
_WORDS: tuple[_Shows, ...] = (
    ("touchpoint_person", "person_id", "day", "outgoing = 0"),
    ("feedback", "person_id", "heard_day", ""),
    ("introduction", "by_id", "day", ""),
    ("promise", "person_id", "kept_on", "by = 'theirs' AND kept_on IS NOT NULL"),
)
_FROM_THEM: tuple[_Shows, ...] = (*_WORDS, ("purchase", "person_id", "day", "amount >= 0"))
_FROM_YOU: tuple[_Shows, ...] = (
    ("touchpoint_person", "person_id", "day", "from_you = 1"),
    ("ask", "person_id", "day", "channel IS NOT NULL"),
    ("feedback", "person_id", "confirmed_day", ""),
    (
        "feedback CROSS JOIN feedback_said_back ON feedback_id = feedback.id", "person_id", "feedback_said_back.day",
        "",
    ),
    ("promise", "person_id", "kept_on", "by = 'mine' AND kept_on IS NOT NULL"),
    *(("mistake", "person_id", f"{step}_on", "") for step in ("owned", "repaired", "followed_up")),
)  # fmt: skip


def _reached_out(*, alone: bool) -> tuple[_Shows, ...]:
    return (
        ("touchpoint_person", "person_id", "day", f"recipients {'= 1' if alone else 'IS NOT NULL'}"),
        ("ask", "person_id", "day", "channel IS NOT NULL"),
    )


def _where(shows: _Shows, person: str, day: str) -> str:
    rows, whose, on, condition = shows
    also = f" AND {condition}" if condition else ""
    return f"FROM {rows} WHERE {whose} = {person}{also} AND {on} <= {day}"


def _last(shows: tuple[_Shows, ...], person: str, day: str) -> str:
    # Of each by itself, so that each is one seek.
    each = (f"SELECT max({of[2]}) AS day {_where(of, person, day)}" for of in shows)
    return f"(SELECT max(day) FROM ({' UNION ALL '.join(each)}))"


def _days(shows: tuple[_Shows, ...], person: str, day: str, since: str) -> str:
    after = f" AND {{}} > {since}" if since else ""
    return " UNION ".join(f"SELECT {of[2]} AS day {_where(of, person, day)}{after.format(of[2])}" for of in shows)


def last_word_on(person: str = "person.id", day: str = TODAY) -> str:
    """The day of the last contact from a person up to a day that is not a purchase: an expression."""
    return _last(_WORDS, person, day)


def last_from_them_on(person: str = "person.id", day: str = TODAY) -> str:
    """The day of the last contact from a person up to a day: an expression."""
    return _last(_FROM_THEM, person, day)


def last_from_you_on(person: str = "person.id", day: str = TODAY) -> str:
    """The day of the last contact from you up to a day: an expression."""
    return _last(_FROM_YOU, person, day)


def last_word_either_way_on(person: str = "person.id", day: str = TODAY) -> str:
    """The day of the last contact with a person up to a day, from either, that is not a purchase: an expression."""
    return _last((*_WORDS, *_FROM_YOU), person, day)


def last_touched_either_way_on(person: str = "person.id", day: str = TODAY) -> str:
    """The same of touchpoints alone, which is seldom earlier, and two seeks: an expression."""
    return _last(tuple(shows for shows in (*_WORDS, *_FROM_YOU) if shows[0] == "touchpoint_person"), person, day)


def last_contact_on(person: str = "person.id", day: str = TODAY) -> str:
    """The day of the last contact with a person up to a day, from either: an expression."""
    return _last((*_FROM_THEM, *_FROM_YOU), person, day)


def from_them_days(person: str = ":person", day: str = TODAY, since: str = "") -> str:
    """A SELECT of the days up to a day, and after another if one is given, on which there was contact from a person."""
    return _days(_FROM_THEM, person, day, since)


def contact_days(person: str = ":person", day: str = TODAY, since: str = "") -> str:
    """A SELECT of the days up to a day, and after another if one is given, on which there was contact, from either."""
    return _days((*_FROM_THEM, *_FROM_YOU), person, day, since)


def reached_out_days(person: str = ":person", day: str = TODAY, since: str = "", *, alone: bool = False) -> str:
    """A SELECT of the days on which you reached out to a person, alone or to three people at once at most."""
    return _days(_reached_out(alone=alone), person, day, since)


def came_back_kindly(person: str, on: str, at: str, day: str = TODAY, score: str = ":unhappy_score") -> str:
    """Whether somebody bought after a day (money given back is no purchase) or praised after a moment, by then."""
    return (
        f"EXISTS (SELECT 1 FROM purchase WHERE person_id = {person} AND day > {on} AND day <= {day} AND amount >= 0)"
        f" OR EXISTS (SELECT 1 FROM feedback WHERE person_id = {person} AND kind = 'praise' AND heard_at > {at}"
        f" AND heard_day <= {day} AND NOT {feedback_unhappy('feedback', score)})"
    )
