"""The words that facts are described with and commands asked with, each list said once: as a type, and as a tuple."""

from typing import Final, Literal, get_args

Channel = Literal["in-person", "call", "video", "email", "chat", "letter", "social", "gift", "other"]
Direction = Literal["in", "out", "both"]
Rung = Literal["terrorist", "toxic", "prospect", "customer", "client", "supporter", "advocate"]
Circle = Literal["close", "acquaintance", "arms-length"]
FactKind = Literal["need", "vision", "challenge", "life", "preference", "told"]
FeedbackKind = Literal["criticism", "praise", "idea"]
Side = Literal["mine", "theirs"]
DetailKind = Literal["email", "phone", "tag"]
FormerNameKind = Literal["name", "handle"]
RitualEventKind = Literal["kept", "skipped", "paused", "resumed"]
Outcome = Literal["done", "partly", "not done", "dropped"]
# What a command can be asked for: whose export a table is, an order of people, a figure of balance, a row for each.
Preset = Literal["google", "outlook", "linkedin", "hubspot", "custlove"]
PersonOrder = Literal["name", "rung", "org", "touch", "added"]
Figure = Literal[
    "purchases", "introductions", "praise", "ideas", "promises-kept", "fed", "minutes", "touchpoints",
    "promises-broken", "drained",
]  # fmt: skip
Per = Literal["person", "month"]
# What notes, tasks and what is due can become on their way in or out.
NotesAs = Literal["facts", "touchpoints"]
TasksAs = Literal["followup", "promise"]
DueAs = Literal["todo", "event"]

CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
DIRECTIONS: Final[tuple[Direction, ...]] = get_args(Direction)
# Bottom to top.
RUNGS: Final[tuple[Rung, ...]] = get_args(Rung)
CIRCLES: Final[tuple[Circle, ...]] = get_args(Circle)
# What they need is nearest to what you do for them; how they like things done goes with everything. The last is yours:
# what you told them, a price, a day, a position.
FACT_KINDS: Final[tuple[FactKind, ...]] = get_args(FactKind)
FEEDBACK_KINDS: Final[tuple[FeedbackKind, ...]] = get_args(FeedbackKind)
SIDES: Final[tuple[Side, ...]] = get_args(Side)
DETAIL_KINDS: Final[tuple[DetailKind, ...]] = get_args(DetailKind)
RITUAL_EVENT_KINDS: Final[tuple[RitualEventKind, ...]] = get_args(RitualEventKind)
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
FIGURES: Final[tuple[Figure, ...]] = get_args(Figure)
# Those where somebody took the trouble to come, to write by hand, to choose something (idea A3).
OFFLINE: Final[tuple[Channel, ...]] = ("in-person", "letter", "gift")
# How they left it (idea D1) and how it left you (idea B5), as numbers and as words.
FELT: Final = {1: "hurt", 2: "upset", 3: "fine", 4: "glad", 5: "delighted"}
ENERGY: Final = {-2: "drained", -1: "tired", 0: "even", 1: "warm", 2: "fed"}
# What some texts look like, as regular expressions of the whole text. A day may lack its year; a period is in days or
# months.
HANDLE: Final = "^[a-z0-9][a-z0-9-]*$"
DAY_OF_YEAR: Final = "^([0-9]{4}|-)-[01][0-9]-[0-3][0-9]$"
PERIOD: Final = "^(none|[1-9][0-9]*[dm])$"
CURRENCY: Final = "^[A-Z]{3}$"
