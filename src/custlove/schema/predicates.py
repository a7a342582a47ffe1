"""What is open, due, broken … as SQL: each condition is said here, once.

A condition is about one row, of the noun's table or an alias of it, as of `day` or `now`: SQL expressions, usually
parameters, in the form in which the file keeps days and moments. Facts dated later are left out, as in rules/, which
say the same of plain values; property tests hold the two equal.

A function called `…_ids` gives a SELECT of the only rows that can meet a condition, found by seeks in the partial
indexes: the rows open now, and those closed or moved after the day, of which there are none unless it is past.
"""

TODAY, NOW = ":today", ":now"
# The conditions of the partial indexes: nothing is left out, whenever it is dated.
PROMISE_OPEN_NOW = "kept_on IS NULL AND released_on IS NULL"
FOLLOW_UP_OPEN_NOW = "done_on IS NULL"
FEEDBACK_OPEN_NOW = "thanked_day IS NULL AND let_go_day IS NULL"
ASK_WAITS = "dropped_on IS NULL AND NOT EXISTS (SELECT 1 FROM feedback WHERE ask_id = ask.id)"
MISTAKE_OPEN_NOW = "followed_up_on IS NULL AND let_go_on IS NULL"
INTENTION_OPEN_NOW = "settled_on IS NULL"
INBOX_OPEN_NOW = "taken_on IS NULL AND dropped_on IS NULL"
FACT_PRESENT_NOW = (
    "fact.resolved_on IS NULL AND NOT EXISTS (SELECT 1 FROM fact AS later WHERE later.supersedes = fact.id)"
)


def _is_not(condition: str) -> str:
    # NOT of an unknown day would be unknown as well.
    return f"({condition}) IS NOT 1"


def promise_moved_ids(day: str = TODAY) -> str:
    """The promises agreed anew after a day."""
    return f"SELECT promise_id FROM promise_move WHERE moved_on > {day}"


def promise_agreed_on(alias: str = "promise", day: str = TODAY) -> str:
    """The due day as it was agreed on a day: an expression."""
    moved = f"promise_move WHERE promise_id = {alias}.id AND moved_on > {day} ORDER BY moved_on, id LIMIT 1"
    return (
        f"CASE WHEN {alias}.id IN ({promise_moved_ids(day)})"
        f" THEN (SELECT from_due FROM {moved}) ELSE {alias}.due_on END"
    )


def promise_lapsed(alias: str = "promise", day: str = TODAY, due: str = "") -> str:
    """Moved or released by then, but only after its day: it was broken once."""
    return (
        f"(EXISTS (SELECT 1 FROM promise_move WHERE promise_id = {alias}.id AND moved_on > from_due"
        f" AND moved_on <= {day}) OR coalesce({promise_released_late(alias, day, due)}, 0))"
    )


def promise_unsettled(alias: str = "promise", day: str = TODAY) -> str:
    """Neither kept nor released by then."""
    return f"{_is_not(f'{alias}.kept_on <= {day}')} AND {_is_not(f'{alias}.released_on <= {day}')}"


# Of each state on a day: the due day (`due`) is the one agreed by then, unless another expression is given for it.


def promise_open(alias: str = "promise", day: str = TODAY, due: str = "") -> str:
    """Unsettled, and due later."""
    return f"{promise_unsettled(alias, day)} AND {due or promise_agreed_on(alias, day)} > {day}"


def promise_due(alias: str = "promise", day: str = TODAY, due: str = "") -> str:
    """Unsettled, and due on that very day."""
    return f"{promise_unsettled(alias, day)} AND {due or promise_agreed_on(alias, day)} = {day}"


def promise_broken(alias: str = "promise", day: str = TODAY, due: str = "") -> str:
    """Unsettled, and due before."""
    return f"{promise_unsettled(alias, day)} AND {due or promise_agreed_on(alias, day)} < {day}"


def promise_kept_early(alias: str = "promise", day: str = TODAY, due: str = "") -> str:
    """Kept by then, before it was due."""
    return f"{alias}.kept_on <= {day} AND {alias}.kept_on < {due or promise_agreed_on(alias, day)}"


def promise_kept(alias: str = "promise", day: str = TODAY, due: str = "") -> str:
    """Kept by then, on the day it was due."""
    return f"{alias}.kept_on <= {day} AND {alias}.kept_on = {due or promise_agreed_on(alias, day)}"


def promise_kept_late(alias: str = "promise", day: str = TODAY, due: str = "") -> str:
    """Kept by then, after it was due."""
    return f"{alias}.kept_on <= {day} AND {alias}.kept_on > {due or promise_agreed_on(alias, day)}"


def promise_released(alias: str = "promise", day: str = TODAY, due: str = "") -> str:  # noqa: ARG001 - as the others
    """Released by then, and not kept."""
    return f"{alias}.released_on <= {day} AND {_is_not(f'{alias}.kept_on <= {day}')}"


def promise_released_late(alias: str = "promise", day: str = TODAY, due: str = "") -> str:
    """Released by then, and not kept, but only after it was due."""
    return f"{alias}.released_on > {due or promise_agreed_on(alias, day)} AND {promise_released(alias, day)}"


PROMISE_STATES = {
    "open": promise_open,
    "due": promise_due,
    "broken": promise_broken,
    "kept_early": promise_kept_early,
    "kept": promise_kept,
    "kept_late": promise_kept_late,
    "released": promise_released,
}
PROMISE_UNSETTLED = ("open", "due", "broken")


def promise_changed_ids(day: str = TODAY, due: str = "") -> str:
    """The promises kept, released or moved after a day; `due`: what else holds for the due day of those not moved."""
    # The plus leaves the seek to the index of those kept, and of those released.
    also = f" AND +due_on {due}" if due else ""
    return (
        f"SELECT id FROM promise WHERE kept_on > {day}{also}"
        f" UNION ALL SELECT id FROM promise WHERE released_on > {day}{also}"
        f" UNION ALL {promise_moved_ids(day)}"
    )


def promise_unsettled_ids(due: str, day: str = TODAY) -> str:
    """The promises that can be unsettled on a day; `due` says which due days are meant, as `<= :until`."""
    open_now = f"SELECT id FROM promise WHERE {PROMISE_OPEN_NOW} AND due_on {due}"
    return f"{open_now} UNION ALL {promise_changed_ids(day, due)}"


def promise_ids(state: str, day: str = TODAY) -> str:
    """The promises that can be in a state of PROMISE_UNSETTLED on a day; of the others the days tell by themselves."""
    sign = {"open": ">", "due": "=", "broken": "<"}[state]
    return promise_unsettled_ids(f"{sign} {day}", day)


def follow_up_snoozed_until(alias: str = "follow_up", day: str = TODAY) -> str:
    """Until when it was put off last, by then: an expression, NULL where it never was."""
    return (
        f"(SELECT until FROM follow_up_snooze WHERE follow_up_id = {alias}.id AND made_on <= {day}"
        " ORDER BY made_on DESC, id DESC LIMIT 1)"
    )


def follow_up_done(alias: str = "follow_up", day: str = TODAY) -> str:
    """Done by then."""
    return f"{alias}.done_on <= {day}"


def follow_up_waiting(alias: str = "follow_up", day: str = TODAY) -> str:
    """Not done by then."""
    return _is_not(follow_up_done(alias, day))


def follow_up_snoozed(alias: str = "follow_up", day: str = TODAY) -> str:
    """Waiting, and put off past the day."""
    return f"{follow_up_waiting(alias, day)} AND {follow_up_snoozed_until(alias, day)} > {day}"


def _follow_up_awake(alias: str, day: str) -> str:
    return f"{follow_up_waiting(alias, day)} AND {_is_not(f'{follow_up_snoozed_until(alias, day)} > {day}')}"


def follow_up_open(alias: str = "follow_up", day: str = TODAY) -> str:
    """Waiting, not put off, and due later."""
    return f"{alias}.due_on > {day} AND {_follow_up_awake(alias, day)}"


def follow_up_due(alias: str = "follow_up", day: str = TODAY) -> str:
    """Waiting, not put off, and due on that very day."""
    return f"{alias}.due_on = {day} AND {_follow_up_awake(alias, day)}"


def follow_up_overdue(alias: str = "follow_up", day: str = TODAY) -> str:
    """Waiting, not put off, and due before."""
    return f"{alias}.due_on < {day} AND {_follow_up_awake(alias, day)}"


FOLLOW_UP_STATES = {
    "open": follow_up_open,
    "due": follow_up_due,
    "overdue": follow_up_overdue,
    "snoozed": follow_up_snoozed,
    "done": follow_up_done,
}


def follow_up_done_later_ids(day: str = TODAY) -> str:
    """The follow-ups done after a day."""
    return f"SELECT id FROM follow_up WHERE done_on > {day}"


def follow_up_waiting_ids(due: str = "", day: str = TODAY) -> str:
    """The follow-ups that can be waiting on a day; `due` says which due days are meant, as `<= :until`."""
    also = f" AND due_on {due}" if due else ""
    return (
        f"SELECT id FROM follow_up WHERE {FOLLOW_UP_OPEN_NOW}{also}"
        f" UNION ALL {follow_up_done_later_ids(day)}{also.replace('due_on', '+due_on')}"
    )


def follow_up_ids(state: str, day: str = TODAY) -> str:
    """The follow-ups that can be in a state on a day."""
    if state == "done":
        return f"SELECT id FROM follow_up WHERE done_on <= {day}"
    due = {"open": f"> {day}", "due": f"= {day}", "overdue": f"< {day}"}
    return follow_up_waiting_ids(due.get(state, ""), day)


def feedback_open(alias: str = "feedback", now: str = NOW) -> str:
    """Neither thanked for nor let go by then."""
    return f"{_is_not(f'{alias}.thanked_at <= {now}')} AND {_is_not(f'{alias}.let_go_at <= {now}')}"


def feedback_unhappy(alias: str = "feedback", score: str = ":unhappy_score") -> str:
    """It needs an answer and not only thanks: criticism, or a score up to the one given."""
    return f"({alias}.kind = 'criticism' OR coalesce({alias}.score <= {score}, 0))"


def feedback_answered(alias: str = "feedback", now: str = NOW) -> str:
    """Said back by then, whether they agreed or not."""
    return (
        f"({alias}.confirmed_at <= {now}"
        f" OR EXISTS (SELECT 1 FROM feedback_said_back WHERE feedback_id = {alias}.id AND at <= {now}))"
    )


def feedback_overdue(
    alias: str = "feedback",
    now: str = NOW,
    limit: str = ":answer_limit",
    score: str = ":unhappy_score",
    act_limit: str = ":act_limit",
) -> str:
    """From somebody unhappy: heard up to a limit and without an answer, or confirmed before a day and not acted on."""
    undone = (_is_not(f"{alias}.{step}_at <= {now}") for step in ("acted", "thanked", "let_go"))
    unanswered = f"{alias}.heard_at <= {limit} AND {_is_not(feedback_answered(alias, now))}"
    # Until they agreed to it, nothing can be made right: what they did not agree to has no clock.
    unmended = f"{alias}.confirmed_at <= {now} AND {alias}.confirmed_day < {act_limit}"
    return " AND ".join((feedback_unhappy(alias, score), *undone, f"({unanswered} OR {unmended})"))


def feedback_ids(now: str = NOW) -> str:
    """The feedback that can be open at a moment, heard on its day or before."""
    # A day begins and ends at most a day away from the day in UTC, whatever the zone.
    until = f"date({now}, '+2 days')"
    return (
        f"SELECT id FROM feedback WHERE thanked_day IS NULL AND heard_at <= {until}"
        f" UNION ALL SELECT id FROM feedback WHERE thanked_day >= date({now}, '-1 day')"
    )


def mistake_open(alias: str = "mistake", day: str = TODAY) -> str:
    """Neither followed up nor let go by then."""
    return f"{_is_not(f'{alias}.followed_up_on <= {day}')} AND {_is_not(f'{alias}.let_go_on <= {day}')}"


def mistake_due(alias: str = "mistake", day: str = TODAY) -> str:
    """Open, and its next step is due; a step may take `:own_days`, `:repair_days`, `:follow_up_days`."""
    return (
        f"{mistake_open(alias, day)} AND CASE"
        f" WHEN {alias}.repaired_on <= {day} AND NOT {alias}.hidden"
        f" THEN date({alias}.repaired_on, :follow_up_days || ' days')"
        f" WHEN {alias}.owned_on <= {day}"
        f" THEN date({alias}.owned_on, iif({alias}.hidden, :follow_up_days, :repair_days) || ' days')"
        f" ELSE date({alias}.noticed_on, :own_days || ' days') END <= {day}"
    )


def mistake_ids(day: str = TODAY) -> str:
    """The mistakes that can be open on a day."""
    return (
        f"SELECT id FROM mistake WHERE followed_up_on IS NULL AND noticed_on <= {day}"
        f" UNION ALL SELECT id FROM mistake WHERE followed_up_on > {day}"
    )


def person_here(alias: str = "person", day: str = TODAY) -> str:
    """Not archived on a day. Whoever was restored since was absent, on a day that lies in the past."""
    absent = f"SELECT person_id FROM absence WHERE restored_on > {day} AND absence.archived_on <= {day}"
    return f"({alias}.archived_on IS NULL OR {alias}.archived_on > {day}) AND {alias}.id NOT IN ({absent})"


def let_be_ids(day: str = TODAY) -> str:
    """Who is let be on a day: of each the last row made by then, if it lasts past the day."""
    return (
        f"SELECT id FROM let_be WHERE until > {day} AND made_on <= {day} AND NOT EXISTS ("
        f"SELECT 1 FROM let_be AS later WHERE later.person_id = let_be.person_id AND later.made_on <= {day}"
        " AND (later.made_on, later.id) > (let_be.made_on, let_be.id))"
    )


# Of a touchpoint and one who was there (`touch`): they were there, and how it left them was noted.
HOW_THEY_LEFT = "touch.felt IS NOT NULL AND touch.outgoing = 0"


def inbox_ids(day: str = TODAY) -> str:
    """What waits in the inbox on a day, and what was seen later and settled since."""
    settled = " ".join(f"UNION ALL SELECT id FROM inbox WHERE {how}_on > {day}" for how in ("taken", "dropped"))
    return f"SELECT id FROM inbox WHERE {INBOX_OPEN_NOW} AND seen_on <= {day} {settled}"
