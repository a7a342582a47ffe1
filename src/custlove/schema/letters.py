"""The letter of each noun in a reference; without typing, which a shell that waits at TAB cannot wait for."""

LETTERS = {
    "touchpoint": "t",
    "follow-up": "f",
    "promise": "p",
    "feedback": "b",
    "mistake": "m",
    "fact": "k",
    "ritual": "r",
    "day": "d",
    "purchase": "u",
    "introduction": "i",
    "link": "l",
    "intention": "n",
    "ask": "a",
    "inbox entry": "e",
    "change": "c",
}
# The nouns of tables that are called otherwise.
OF_TABLES = {"follow_up": "follow-up", "special_day": "day", "inbox": "inbox entry"}
