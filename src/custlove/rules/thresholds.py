"""Every number that a verdict rests on, in one table, each with where it comes from.

A row is the lowest and the highest that make sense, the default, and what it is: a setting (`custlove config`). A row
of five parts cannot be set, and its last part says why; lowest and highest are then the default.

Every command loads it, and so does the prompt: plain tuples, and nothing is imported for them.
"""

from collections.abc import Iterable, Mapping

Row = tuple[int, int, int, str] | tuple[int, int, int, str, str]

_KEPT = "The journal itself keeps by it who stands out (store/steps/0004.sql), so that today need not count."
_CHANCE = "From how many on a figure means anything is for chance to say, and no matter of taste."
_MIDDLE = "Fine, the 3 between, is neither kind nor unkind."
_WEEK = "The heading of the line says a week."
_FAIR = "A guard that could be lowered in anger would guard nobody."
NUMBERS: Mapping[str, Row] = {
    # Time enough to write a card.
    "today.days_ahead": (0, 366, 7, "How many days ahead today announces birthdays, other days and rituals."),
    # Among a few hundred people it takes less time than a blink to look at each; among thousands it takes seconds.
    "today.monday_people": (
        300, 300, 300, "The most people among whom today counts, on Mondays, the entries of other reports.",
        "Whoever has more would wait for it before anything else is shown.",
    ),
    # Long enough that nobody misses it, short enough that nobody reads it twice. DESIGN.md section 6.
    "today.news_days": (7, 7, 7, "Days for which today tells who moved and who came back kindly.", _WEEK),
    # Twice may be chance. A starting point.
    "log.low_in_a_row": (1, 100, 3, "How many times in a row somebody left hurt or upset before log warns."),
    # Say sorry while it is fresh, mend it within the week, and look after two weeks whether it held. Starting points.
    "mistakes.own_days": (0, 366, 1, "Days after it was noticed until today asks you to own a mistake."),
    "mistakes.repair_days": (0, 366, 7, "Days after it was owned until today asks you to make it right."),
    "mistakes.follow_up_days": (0, 366, 14, "Days after it was made right until today asks you to follow it up."),
    # Twice a year: often enough to hear of what goes wrong while it can be mended.
    "feedback.ask_months": (1, 120, 6, "Months after which you may ask somebody for feedback again."),
    # Reichheld & Markey, The Ultimate Question 2.0 (2011): call an unhappy customer back within 24 hours.
    "feedback.answer_hours": (
        24, 24, 24, "Hours without an answer after which criticism, or a low score, is overdue.",
        "It is a published figure, and the SQL view of feedback uses it for overdue (store/steps/views.sql).",
    ),
    # A mistake has a week from the sorry to the repair; what was heard often wants a change in how you work. A starting
    # point.
    "feedback.act_days": (0, 366, 14, "Days after criticism was said back until today asks you to make it right."),
    # Who is on holiday comes back within two weeks. A starting point.
    "feedback.ask_days": (0, 366, 14, "Days after you asked for feedback until today shows that no answer came."),
    # Reichheld, The One Number You Need to Grow (2003): detractors give up to 6 of 10, promoters 9 or 10.
    "feedback.unhappy_score": (
        6, 6, 6, "The highest score of an unhappy person.", "The net promoter score is defined by it.",
    ),
    "feedback.happy_score": (
        9, 9, 9, "The lowest score of a happy person.", "The net promoter score is defined by it.",
    ),
    # Of nine, one answer more or less moves a share by eleven percent: chance, not you. A starting point.
    "feedback.enough": (10, 10, 10, "The fewest answers for a percentage.", _CHANCE),
    # Of four, one promise more or less moves a share by a quarter.
    "promises.enough": (
        5, 5, 5, "The fewest due promises, or touchpoints in the mirror, for a percentage.", _CHANCE,
    ),
    # Of four late ones in eight the median tells, and one bad week among them does not.
    "promises.last": (
        8, 8, 8, "The last due promises of yours by which promise add says which day would hold.", _CHANCE,
    ),
    # What a client is: three purchases, and the usual gap repeated within half of itself. Starting points.
    "ladder.client_purchases": (2, 100, 3, "Purchases at a steady rhythm before client is suggested."),
    "ladder.rhythm_percent": (0, 100, 50, "How far, in percent, a gap may differ from their usual one."),
    # A client buys regularly (DESIGN.md section 2): three times a year at least. Once a year is a good customer.
    "ladder.client_gap_days": (1, 3650, 120, "The longest usual gap, in days, between the purchases of a client."),
    "ladder.gaps_alike": (
        2, 2, 2, "The fewest similar gaps between purchases that make a rhythm.", "Fewer than two repeat nothing.",
    ),
    # Whoever bought once has a project behind them; only what was repeated can have ended.
    "ladder.habit_purchases": (
        2, 2, 2, "The fewest days with a purchase before a quiet buyer can be suggested one rung down.",
        "Fewer than two are no habit.",
    ),
    # A season after its day nobody waits for it any more (DESIGN.md section 6).
    "ladder.stale_promise_days": (
        90, 90, 90, "Days after which a promise of theirs keeps nothing open between you.",
        "Lists of quiet buyers agree on it, whatever the settings.",
    ),
    # One bad day is a bad day, two are bad luck; three of five is more often than not. A starting point.
    "ladder.bad_endings": (1, 100, 3, "Bad endings before ladder suggest asks about toxic."),
    "ladder.of_endings": (1, 100, 5, "How many of their last known endings are looked at."),
    # The guard before toxic and terrorist (idea E3): three attempts (DESIGN.md section 2), of the last year, as older
    # ones were about something else.
    "ladder.attempts": (1, 20, 3, "Attempts to reach somebody before you can move them to toxic or terrorist."),
    "ladder.attempt_days": (1, 3650, 365, "How many days back such attempts, and bad endings, count."),
    # Three bad days or three letters within one week are one quarrel, or one week in which nobody could answer; two
    # weeks are a sprint of this journal (review.days). DESIGN.md section 2.
    "ladder.span_days": (14, 14, 14, "The fewest days over which bad endings, and attempts, lie.", _FAIR),
    # A letter takes days each way, a holiday a week. DESIGN.md section 2.
    "ladder.answer_days": (7, 7, 7, "Days to answer before an attempt counts.", _FAIR),
    # What went wrong is often told, or seen, only after the harsh word. DESIGN.md section 2.
    "ladder.noted_days": (7, 7, 7, "Days after a bad ending in which what you note still excuses it.", _FAIR),
    # Long enough to talk again; no criticism that nobody agrees on can be held up for ever. DESIGN.md section 2.
    "ladder.disputed_days": (14, 14, 14, "Days that a criticism said back is owed without their agreement.", _FAIR),
    # A season: who moved in it is news on the ladder.
    "ladder.arrow_days": (
        90, 90, 90, "Days for which the ladder shows an arrow next to who moved.", "It is the season of the mirror.",
    ),
    # A median of four says more of single people than of a way.
    "ladder.on_a_way": (5, 5, 5, "The fewest people who took a step up before ladder path shows it.", _CHANCE),
    # How they leave (ideas D1 and D3). Hurt and upset, 1 and 2 of 5, are low for anybody. Who mostly leaves delighted
    # and once leaves fine has told as much as somebody who left upset: two steps down, seen against the last ten times,
    # few enough to forget how it was years ago.
    "leaving.low": (2, 2, 2, "The highest `felt`, 1 to 5, at which somebody left low.", _KEPT),
    "leaving.drop": (2, 2, 2, "Steps below their usual that count as low, too.", _KEPT),
    "leaving.last": (10, 10, 10, "The last touchpoints whose median is their usual.", _KEPT),
    # Two months: who has not been heard since will not be won by a call about that day. A starting point.
    "leaving.days": (1, 3650, 60, "Days after which nothing is suggested any more for somebody who left low."),
    # Four and more are an audience: what they are told is not told to one of them, and silence is no answer to it.
    "contact.recipients": (3, 3, 3, "The most people to whom one outgoing touchpoint is a contact.", _KEPT),
    # Glad and delighted, 4 and 5 of 5: who leaves so means it.
    "leaving.kind": (4, 4, 4, "The lowest `felt`, 1 to 5, at which somebody left kindly.", _MIDDLE),
    # Money is no word, and for two periods it may stand for one (DESIGN.md section 2).
    "contact.purchase_periods": (
        2, 2, 2, "Periods with nothing but purchases from somebody before these stop restarting the cadence.",
        "What a contact is stays the same in every journal.",
    ),
    # Making yourself a little scarce (ideas A5 and A8): three times without an answer say enough for now; more than
    # twice the rhythm that you chose yourself, over three periods of it, is no slip of one week.
    "scarcity.unanswered": (
        3, 3, 3, "Days on which you reached out without an answer before you should ease off.", _KEPT,
    ),
    "scarcity.times": (2, 2, 2, "Times the cadence above which you should ease off.", _KEPT),
    "scarcity.periods": (3, 3, 3, "Periods of the cadence in which that is counted.", _KEPT),
    # Who has gone (idea A2): tried on the purchases of 2,357 customers, docs/quiet.md. Five months is the first step of
    # thirty days from which on no more than one in four came back within nine months.
    "quiet.gone_after_days": (
        1, 3650, 150, "The score, in days as after one purchase, above which somebody has gone.",
    ),
    # Two months: anything from 45 to 90 days ranks as well.
    "quiet.days_for_doubling": (0, 365, 60, "Days longer away for every doubling of the times they came."),
    # One month: tried on nine histories of letters, mails, meetings and purchases, where two rank a little worse.
    "quiet.contact_days_for_doubling": (
        0, 365, 30, "The same for being in touch, for every doubling of the days in touch.",
    ),
    # A third: a quarter ranks as well; a half and nothing at all rank worse.
    "quiet.share_of_pause": (1, 1000, 3, "The part of the previous pause that counts as well: 3 is a third of it."),
    # A rhythm is kept as long as it is kept within half of itself, as for a client on the ladder. For those who come
    # once a year; the sample has none of them, so a starting point.
    "quiet.own_rhythm_percent": (0, 1000, 150, "How late, in percent of their usual pause, before they have gone."),
    # Who never was in touch regularly cannot stop: three times make two pauses, the least that can be usual.
    "quiet.fewest_times": (1, 100, 3, "Times in touch before somebody without a cadence can go quiet."),
    # Of nineteen, one case more or less moves a share by more than a twentieth.
    "quiet.proof_cases": (
        20, 20, 20, "The fewest cases before lapsed --proof gives a percentage.", _CHANCE,
    ),
    # Half a year, in whole weeks.
    "quiet.proof_days": (
        182, 182, 182, "The days after a month's end in which somebody called gone stays away or comes back.",
        "Counts over different spans cannot be compared.",
    ),
    # Trust grows in small steps and is lost in larger ones: a breach weighs about twice what a kept word does
    # (losses loom larger than gains: Kahneman & Tversky 1979). The sizes beside each other are a starting point. To
    # exceed a promise earns what keeping it earns, to break it costs (Gneezy & Epley 2014, Worth Keeping but Not
    # Exceeding): early is as good as on the day, and what went beyond it adds nothing.
    "trust.kept": (0, 100, 2, "Points for a promise of yours kept on its due date."),
    "trust.early": (0, 100, 2, "Points for a promise of yours kept before its due date."),
    "trust.extra": (0, 100, 0, "Extra points for anything beyond a promise."),
    "trust.thanked": (0, 100, 2, "Points for feedback that you thanked for."),
    "trust.repaired": (0, 100, 3, "Points for a mistake that you made right."),
    "trust.wow": (0, 100, 2, "Points for a memorable moment for them."),
    "trust.late": (-100, 0, -2, "Points for a promise of yours kept late, moved or released after its due date."),
    "trust.broken": (-100, 0, -5, "Points for a broken promise of yours."),
    "trust.unanswered": (-100, 0, -3, "Points for criticism without an answer for 24 hours."),
    "trust.unowned": (-100, 0, -3, "Points for a mistake that you did not own within a day."),
    # A season: long enough to have something to say, short enough to change something.
    "mirror.days": (1, 3650, 90, "How many days the mirror looks back by default."),
    # The courtship is what came in the three months before (idea C1); less than a month after says nothing yet.
    "mirror.courtship_months": (1, 120, 3, "Months before somebody became a customer that count as courtship."),
    "mirror.least_after_days": (1, 3650, 30, "Days after it before courtship and the time since are compared."),
    # As few channels as carry nine tenths of it (idea B3): the tail of one mail a year is no channel. A starting point.
    "mirror.carrying_percent": (1, 100, 90, "Percent of the touchpoints that your main channels carry together."),
    # Three times from your side is what easing off takes for enough, too (idea B5).
    "mirror.given_times": (1, 100, 3, "Days in touch without anything in return before somebody only takes."),
    # Chapman et al., A simple algorithm for identifying negated findings (2001): a negation reaches five words on.
    "mirror.negation_words": (
        5, 5, 5, "The words after a negation that it denies, within a clause.", "It is a published figure.",
    ),
    # Enough to tell what was meant, few enough for a line.
    "mirror.words_around": (
        4, 4, 4, "The words shown before and after a complaint.", "A line has no room for more beside the name.",
    ),
    # The year in which they would be missed (idea C6); DESIGN.md section 6 asks for one.
    "mirror.cost_months": (1, 120, 12, "Months of purchases that count as the cost of losing somebody."),
    # Of what is rare, so that one slip is no verdict.
    "mirror.fewest": (
        3, 3, 3, "The fewest mistakes, pieces of feedback, courtships … for an answer of the mirror.", _CHANCE,
    ),
    # A month: whoever said something in it is not somebody to find a way back to, but to ask the next time.
    "lapsed.talked_days": (
        30, 30, 30, "Days after their last word in which lapsed says that you are in touch.",
        "It chooses words only, and nobody is left out by it.",
    ),
    # A season, as the mirror.
    "circles.days": (1, 3650, 90, "How many days circles looks back by default."),
    # A year sees everybody through their seasons.
    "balance.months": (1, 120, 12, "How many months balance looks back by default."),
    # Half a year sees everybody through a bad season; once a month for so long is often. Starting points, all of these.
    "balance.taking_months": (1, 120, 6, "Months without anything in return before somebody only takes."),
    "balance.taking_days": (1, 1000, 6, "Days in touch in that time, or more, before somebody only takes."),
    # Two months: whoever has just become a father, or lost one, has other things on their mind.
    "balance.life_days": (0, 3650, 60, "Days after a noted life fact in which nobody is said to take."),
    # Of five, the upper two and the lower two.
    "balance.high": (
        4, 4, 4, "The lowest fit or influence, 1 to 5, that puts somebody higher in a list of balance.",
        "Above the middle of its five is high, on any scale.",
    ),
    "balance.low": (
        2, 2, 2, "The highest fit or influence, 1 to 5, that puts somebody lower in a list of balance.",
        "Below the middle of its five is low, on any scale.",
    ),
    # Twice may be chance, and two hours are an afternoon. Starting points, next to each other in one sentence.
    "balance.often": (
        3, 3, 3, "The fewest days in touch that cost time worth naming in balance.",
        "It sorts people into lists, and the figures stand below.",
    ),
    "balance.long_minutes": (
        120, 120, 120, "The fewest minutes that cost time worth naming in balance.",
        "It sorts people into lists, and the figures stand below.",
    ),
    # Short lists are read; the whole of them stands in the figures below.
    "balance.list": (
        5, 5, 5, "The most people in each list that balance opens with.", "A longer list would be the table again.",
    ),
    # Two weeks, as a sprint: needs change fast (idea B1).
    "review.days": (1, 366, 14, "How many days the first review looks back."),
    # Three can be kept in mind; ten are a list that nobody looks at. DESIGN.md section 6 says up to three.
    "review.intentions": (
        3, 3, 3, "The most open intentions at a time.",
        "Intentions are counted in imported files, too.",
    ),
}  # fmt: skip
USUAL: Mapping[str, int] = {key: row[2] for key, row in NUMBERS.items()}
# Those that the settings may change.
SETTABLE: Mapping[str, tuple[int, int, int, str]] = {key: row for key, row in NUMBERS.items() if len(row) == 4}


def value(numbers: Mapping[str, int], key: str) -> int:
    """A number as the settings have it, the default where they say nothing."""
    return numbers.get(key, USUAL[key])


def given(numbers: Mapping[str, int], section: str, names: Iterable[str]) -> list[int]:
    """The numbers of a section, by name, in their order."""
    return [value(numbers, f"{section}.{name}") for name in names]
