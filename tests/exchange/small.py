"""A small journal with identities that stay, in which texts are not kind to any format."""

import json
from collections.abc import Sequence
from typing import Any

ANNA = "01a216d7-b7a4-7563-8edd-8f34b1bda3b6"
LEVIN = "01a216d7-b7b4-7757-ab0f-71f34f15c5de"
# Commas, quotes, a formula, front matter, a link, a tag, HTML, a line break, an escape, bidi, an emoji of several.
HOSTILE = 'a; b, c\\d "q"\n---\n[[x]] #t <b>&amp;</b> %%c%% $x$\x1b[31m \u202eש 👩‍👩‍👧'
LINES: Sequence[dict[str, Any]] = (
    {
        "kind": "person", "uid": ANNA, "person": "anna", "name": "Anna van der Berg", "nickname": "Anya",
        "organisation": "Berg; Söhne, Ltd", "role": "head of design",
        "emails": ["anna@berg.example", "a.berg@home.example"], "phones": ["+49 30 123456"],
        "birthday": "1980-02-29", "zone": "Europe/Berlin", "tags": ["key account", "2026"], "every": "3 weeks",
        "notes": "=cmd|'/c calc'!A1\n---\nlikes trains", "added_on": "2026-01-05", "rung": "customer",
    },
    {
        "kind": "person", "uid": LEVIN, "person": "levin", "name": "Konstantin] Levin", "birthday": "--09-14",
        "added_on": "2026-02-01",
    },
    {
        "kind": "touchpoint", "uid": "touch-1", "people": ["anna", "levin"], "at": "2026-03-02T14:30:00+01:00",
        "zone": "Europe/Berlin", "channel": "in-person", "direction": "both", "text": HOSTILE, "felt": 4, "energy": -1,
        "minutes": 30, "wow": True, "tags": ["kick off"],
    },
    {
        "kind": "follow_up", "uid": "follow-1", "person": "anna", "why": "send, the; minutes", "made_on": "2026-03-02",
        "due_on": "2026-12-01", "snoozes": [{"on": "2026-11-01", "until": "2026-12-10"}],
    },
    {
        "kind": "follow_up", "uid": "follow-2", "person": "levin", "why": "call", "made_on": "2026-03-02",
        "due_on": "2026-03-09", "done_on": "2026-03-08",
    },
    {
        "kind": "promise", "uid": "promise-1", "person": "anna", "what": "the\noffer", "by": "mine",
        "made_on": "2026-10-01", "due_on": "2026-11-15",
        "moves": [{"on": "2026-10-20", "from": "2026-11-01", "to": "2026-11-15", "why": "=1+1"}],
    },
    {
        "kind": "promise", "uid": "promise-2", "person": "levin", "what": "a reference", "by": "theirs",
        "made_on": "2026-05-01", "due_on": "2026-06-01", "released_on": "2026-05-20",
    },
    {"kind": "fact", "uid": "fact-1", "person": "anna", "fact_kind": "need", "text": "*fast* invoices",
     "on": "2026-03-02"},
    {"kind": "day", "uid": "day-1", "person": "anna", "what": "Their launch", "on": "2024-03-14", "yearly": True,
     "added_on": "2026-03-02"},
    {"kind": "day", "uid": "day-2", "person": "anna", "what": "anniversary", "on": "--05-01", "yearly": True,
     "added_on": "2026-03-02"},
    {"kind": "mistake", "uid": "mistake-1", "person": "anna", "what": "late", "severity": 2,
     "noticed_on": "2026-11-01", "owned_on": "2026-11-02", "owned_text": "said so"},
    {"kind": "ritual", "uid": "ritual-1", "person": "levin", "what": "a call",
     "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "starts_on": "2026-11-06", "added_on": "2026-11-01",
     "due_from": "2026-11-06"},
    {"kind": "purchase", "uid": "purchase-1", "person": "anna", "on": "2026-04-01", "amount": "-20.50",
     "currency": "EUR", "what": "@home"},
    {"kind": "introduction", "uid": "intro-1", "by": "anna", "person": "levin", "on": "2026-02-01",
     "text": "at a fair"},
    {"kind": "link", "uid": "link-1", "person": "anna", "other": "levin", "link_kind": "Brother & sister",
     "on": "2026-02-01"},
    {"kind": "link", "uid": "link-2", "person": "levin", "other": "anna", "link_kind": "friend", "on": "2026-02-01"},
)  # fmt: skip
TEXT = "".join(f"{json.dumps(line)}\n" for line in LINES)
