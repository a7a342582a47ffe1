"""What a fair person would say of the year in journal.txt, worked out by hand from what the words mean.

Days are those of 2026, `05-14..05-17` is from one to the other, both included. A person who is not named under a
heading never stands there, on no day of the year. The glossary of DESIGN.md says what each heading means; the notes
here say what is worked out of it where that is not plain.
"""

# Section of `custlove today` -> person -> on which days they stand in it.
TODAY = {
    "broken_promises": {
        "furio": "02-17..02-19",
        # Theirs, and never kept.
        "freddy": "03-02..12-31",
        "stu": "05-01..12-31",
        # Let be from 1 August on: what you owe shows all the same. Released on the 25th.
        "mona": "08-11..08-24",
        # Moved after its day, and another released after its day.
        "otto": "03-11..03-14 05-11..05-19",
    },
    "promises_due": {
        "furio": "02-16",
        "freddy": "03-01 06-01 09-01",
        "stu": "04-30",
        "mona": "08-10",
        "otto": "03-10 05-10",
    },
    "follow_ups_due": {"bert": "10-25"},
    "overdue_follow_ups": {"bert": "10-26..11-09"},
    "open_feedback": {
        # Criticism until the card that thanked him; praise wants thanks, too.
        "furio": "02-18..03-02 06-15..12-31",
        # Praise without thanks; criticism that was not agreed on stays open.
        "rex": "03-25..12-31",
        "stu": "03-15..12-31",
        "dora": "05-20..12-31",
        "lia": "09-05..12-31",
        "wanda": "12-01..12-31",
    },
    "open_mistakes": {
        # Two weeks after it was made right.
        "wanda": "06-26..06-27",
        # A week after it was owned; two weeks after it was made right.
        "rex": "08-12..10-11 10-26..11-08",
    },
    "left_low": {
        # He left better on 10 March; the promise, the answer and the card before were not his.
        "furio": "02-18..03-09",
        # 60 days from 7 April are up on 6 June, from 5 July on 3 September.
        "wanda": "02-10..06-06 06-08..09-03",
        # Then she stands on terrorist, at arm's length.
        "lia": "03-02..03-31",
        # Let be from 20 January to the end of February; 60 days are up on 11 March.
        "mona": "01-10..01-19 03-01..03-11",
        # On 1 June a row ended in laughter.
        "tess": "05-04..05-31",
        # Fine is two below her usual; a photo changes nothing, praise ends it.
        "dora": "05-06..05-19",
    },
    "gone_quiet": {
        # Every 28 days. Of purchases alone: from 11 June on (56 days from 15 April), from 11 August on (from 15 June).
        "furio": "05-14..05-17 06-11..06-14 07-14..07-19 08-11..08-31 09-30",
        # A quarter after 5 July; the ask of 2 November restarts it.
        "wanda": "10-06..11-01",
        # Every 28 days: after 20 March, 1 August, 20 September. A mail to ten is no word to her.
        "ova": "04-18..06-01 08-30..09-19 10-19..11-04",
        # A prospect again: six weeks after 5 September and 30 October.
        "lia": "10-18..10-29 12-12..12-31",
        # Never in touch: six weeks after she was added. Let be until 30 June. She sent Iris on 1 October.
        "nora": "04-13..05-19 06-30..09-30 11-13..12-31",
        # From an address book: never in touch is not gone quiet. Six weeks after the call of 15 June; the purchase of
        # 20 August restarts it until 7 September, two periods after the call.
        "ivo": "07-28..08-19 09-08..12-31",
        # Every two weeks; left low until 11 March, let be in August.
        "mona": "03-12..03-19 07-11..07-31 09-01..12-31",
        # Every 28 days: what was delivered, owned, repaired, said back is a word from you.
        "rex": "04-23..05-09 06-08..06-30 07-30..08-04 09-03..09-08 10-09..10-11 12-08..12-31",
        # Nothing but purchases since he was added on 2 January: twelve weeks are up on 27 March.
        "bert": "03-28..06-30 08-13..12-31",
        "tess": "09-02..12-31",
        # A promise of yours that was kept is a word from you.
        "otto": "06-26..07-14 10-16..12-31",
        # A supporter since June: two months after 10 August.
        "dora": "10-11..12-31",
    },
    "ease_off": {
        # Three days without an answer (two mails of one day are one), until she answered. On 23 June seven days of
        # yours against three of hers in twelve weeks that ask for three; from 1 July on nine against four.
        "ova": "02-24..03-19 06-23 07-01..07-09",
        # An ask by mail is reaching out; what was delivered is not.
        "rex": "03-16..03-24",
    },
    "asks": {"wanda": "11-16..11-30", "rex": "03-24"},
    "returns": {"lia": "08-10..08-16"},
    "moves": {
        "furio": "05-20..05-26 06-20..06-26",
        "lia": "04-01..04-07 08-20..08-26",
        "gwen": "09-20..09-26",
        "dora": "06-01..06-07",
    },
    "rituals": {},
    "days": {},
}

# `custlove ladder suggest`: (person, rung or circle) -> on which days.
SUGGEST = {
    # The third purchase; praise; Gwen, declined on 10 September; Hans.
    ("furio", "client"): "05-18..05-19",
    ("furio", "supporter"): "06-15..06-19",
    ("furio", "advocate"): "09-01..09-09 10-01..12-31",
    # Half a year after the hour he bought; 60 days after his mother's death nothing; then he is at arm's length.
    ("freddy", "arms-length"): "07-05..10-09 12-10..12-14",
    ("stu", "customer"): "02-01..03-14",
    ("stu", "supporter"): "03-15..12-31",
    ("ova", "customer"): "07-10..11-04",
    # Three bad days over 23 days; the third letter had its week on 28 March.
    ("lia", "toxic"): "03-28..03-31",
    ("lia", "prospect"): "08-10..08-19",
    ("lia", "supporter"): "09-05..12-31",
    ("nora", "advocate"): "10-01..12-31",
    ("ivo", "customer"): "08-20..12-31",
    ("gwen", "customer"): "09-15..09-19",
    # Gone from 27 October on; he was there on 1 July, 150 days before 28 November.
    ("bert", "customer"): "11-29..12-31",
    # Three bad days over two weeks; the third letter had its week on 25 May.
    ("tess", "toxic"): "05-25..05-31",
}

# `custlove lapsed`: 151 days after a single purchase, if nothing is open.
LAPSED = {
    # A mistake was open until 28 June.
    "wanda": "06-28..12-31",
    # The last promise of his was 90 days late on 30 November.
    "freddy": "12-01..12-14",
    # His essay was 90 days late on 29 July.
    "stu": "07-30..12-31",
    "petra": "06-10..12-31",
    "lia": "08-20..12-31",
    # Three purchases: from 27 October on, but there was something to come back to.
    "bert": "11-10..12-31",
    "dora": "12-03..12-31",
}

# `custlove feedback due`: not asked for six months; no prospects, nobody at arm's length.
UNASKED = {
    "furio": "07-05..12-31",
    "wanda": "07-02..11-01",
    "freddy": "07-02..12-14",
    "petra": "07-05..12-31",
    "mona": "07-05..12-31",
    "rex": "09-10..12-31",
    "bert": "07-02..12-31",
    "tess": "10-20..12-31",
    "otto": "07-10..12-31",
    "dora": "07-03..12-31",
}

# Criticism that is late: Furio's was answered after 48 hours, Rex's within 24, and has no clock until it is agreed on.
LATE_CRITICISM = {"furio": "02-19"}

# Who has gone quiet: (day, person) -> last contact, days quiet.
QUIET = {
    ("05-14", "furio"): ("04-15", 29),
    # He bought on 18 May, and the last word is of 15 April.
    ("06-11", "furio"): ("05-18", 57),
    ("08-11", "furio"): ("07-20", 57),
    ("04-13", "nora"): (None, 43),
    ("09-08", "ivo"): ("08-20", 85),
    ("03-28", "bert"): ("03-05", 85),
    ("09-19", "ova"): ("08-01", 49),
    ("09-08", "rex"): ("08-05", 34),
    ("12-31", "rex"): ("11-09", 52),
}

# `custlove trust WHO`: (person, day) -> balance.
TRUST = {
    ("furio", "02-16"): 0,
    ("furio", "02-17"): -5,
    ("furio", "02-18"): -5,
    # The criticism had no answer for 24 hours.
    ("furio", "02-19"): -8,
    # Kept late; an extra adds nothing.
    ("furio", "02-20"): -5,
    ("furio", "03-03"): -3,
    ("furio", "12-31"): -3,
    ("wanda", "02-12"): 3,
    ("wanda", "12-31"): 9,
    ("mona", "08-10"): 0,
    ("mona", "08-11"): -5,
    # Let go after its day: it was broken once.
    ("mona", "08-25"): -2,
    ("mona", "12-31"): -2,
    ("otto", "02-15"): 2,
    ("otto", "03-11"): -3,
    ("otto", "03-15"): 0,
    # Moved after its day, then kept by the new one: it was broken once all the same.
    ("otto", "03-25"): 0,
    ("otto", "05-11"): -5,
    ("otto", "12-31"): -2,
    ("rex", "02-02"): 2,
    ("rex", "03-02"): 6,
    # Said back on the next day: within 24 hours, agreed or not.
    ("rex", "09-10"): 8,
    ("rex", "12-31"): 11,
}

# `custlove promise rate`: day -> kept, due of mine; kept, due of theirs.
RATE = {
    "02-28": ((3, 4), (0, 0)),
    "03-12": ((4, 6), (0, 1)),
    "12-31": ((5, 9), (1, 5)),
}

# The guard before toxic: (person, day) -> the beginnings of what stands against it; nothing where she may be moved.
GUARD = {
    ("furio", "02-19"): ["promise", "criticism", "attempt"],
    ("wanda", "06-10"): ["mistake", "attempt"],
    # Three cards and three apologies are owed, and are no attempts.
    ("wanda", "12-01"): ["attempt"],
    ("lia", "03-27"): ["attempt"],
    ("lia", "03-28"): [],
    ("tess", "05-24"): ["attempt"],
    ("tess", "05-25"): [],
    # A criticism that is not agreed on is owed for two weeks; the mistake until the card.
    ("rex", "09-24"): ["mistake", "criticism", "attempt"],
    ("rex", "09-26"): ["mistake", "attempt"],
    ("rex", "12-01"): ["attempt"],
}

# `custlove balance` of the year, on its last day: who has to stand in which list; None for whoever must stand in none.
BALANCE = {
    "stu": "cares",
    "freddy": "takes",
    "furio": "gives",
    "petra": "gives",
    "bert": "gives",
    "tess": None,
    "mona": None,
    "otto": None,
    "nora": None,
    "hans": None,
}

# Who gives much, by how much it was: 12,000; 2,200 and two people sent, where the middle buyer spent 300; 150 of her to
# whom others listen, and praise; 300 and an idea; 300; no money.
GIVES = ["petra", "furio", "lia", "wanda", "bert", "rex"]

# Who costs time and cares, of the last 90 days, on any Monday: never for influence alone, as Lia who lied in public.
CARES = {"stu", "dora", "furio"}

# Who only takes, by the mirror of any Monday: many left gladly, and of most no energy is known.
ONLY_TAKES = {"freddy"}

# The same for edges.txt, up to 10 April.
EDGES = {
    "gone_quiet": {
        # An ask without a channel and money given back are no contact; let be from 10 to 20 February.
        "quentin": "01-30..02-09 02-20..04-10",
        # From the day on which he sent Vera; a mail to three was a contact, one to four is none.
        "saul": "03-11..04-10",
        # Said back on 3 February; thanks without a channel are no contact.
        "uma": "03-04..04-10",
        "vera": "03-25..04-10",
    },
    # Three days without an answer on 8 February: but a promise was broken, and then a word is right.
    "ease_off": {"ruth": "02-15..04-10"},
    "broken_promises": {"ruth": "02-06..02-14"},
}
