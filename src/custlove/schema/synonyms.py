"""What people also say for a word of the vocabulary: only words that can mean nothing else here.

What is kept is the word of the vocabulary.
"""

from typing import Final

from custlove.schema.vocabulary import Channel, FactKind, FeedbackKind

CHANNEL_SYNONYMS: Final[dict[str, Channel]] = {
    "phone": "call", "phone-call": "call", "telephone": "call", "tel": "call", "mobile": "call", "rang": "call",
    "meeting": "in-person", "meet": "in-person", "met": "in-person", "visit": "in-person", "lunch": "in-person",
    "coffee": "in-person", "dinner": "in-person", "inperson": "in-person", "face-to-face": "in-person",
    "offline": "in-person",
    "zoom": "video", "video-call": "video", "facetime": "video", "webinar": "video",
    "mail": "email", "e-mail": "email",
    "sms": "chat", "whatsapp": "chat", "signal": "chat", "telegram": "chat", "slack": "chat", "imessage": "chat",
    "threema": "chat",
    "card": "letter", "postcard": "letter", "note": "letter",
    "linkedin": "social", "facebook": "social", "instagram": "social", "mastodon": "social", "twitter": "social",
    "present": "gift", "flowers": "gift",
}  # fmt: skip
KIND_SYNONYMS: Final[dict[str, FeedbackKind]] = {
    "complaint": "criticism", "critique": "criticism", "compliment": "praise", "thanks": "praise",
    "suggestion": "idea",
}  # fmt: skip
FACT_SYNONYMS: Final[dict[str, FactKind]] = {
    "needs": "need", "visions": "vision", "dream": "vision", "challenges": "challenge", "problem": "challenge",
    "preferences": "preference", "prefers": "preference", "family": "life", "hobby": "life", "personal": "life",
}  # fmt: skip
FELT_SYNONYMS: Final = {
    "ok": "fine", "okay": "fine", "neutral": "fine", "alright": "fine", "so-so": "fine",
    "happy": "glad", "good": "glad", "pleased": "glad", "satisfied": "glad",
    "great": "delighted", "thrilled": "delighted", "overjoyed": "delighted",
    "angry": "upset", "annoyed": "upset", "unhappy": "upset", "disappointed": "upset", "bad": "upset",
}  # fmt: skip
ENERGY_SYNONYMS: Final = {
    "exhausted": "drained", "neutral": "even", "ok": "even", "okay": "even", "good": "warm",
    "energised": "fed", "energized": "fed", "inspired": "fed",
}  # fmt: skip
