"""What was asked and heard in the sample."""

from collections.abc import Iterator
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step, Told
from custlove.schema.vocabulary import Channel, FeedbackKind
from custlove.services import feedback
from custlove.services.workflow import Step as LoopStep


class Asked(NamedTuple):
    """You asked for feedback."""

    ago: int
    who: str
    channel: Channel
    text: str


class Heard(NamedTuple):
    """What somebody said of the work, and the steps of its loop: when, in which words.

    `tried` was said back to them, and they did not agree; `wanted` is what would make it right, in theirs.
    """

    ago: int
    who: str
    kind: FeedbackKind
    text: str
    score: int | None = None
    unasked: bool = False
    tried: tuple[int, str] | None = None
    confirmed: tuple[int, str] | None = None
    acted: tuple[int, str] | None = None
    wanted: str | None = None
    thanked: tuple[int, str] | None = None


ASKS = (
    Asked(252, "minh", "email", "What should I have done differently?"),
    Asked(181, "yuki", "video", "What would you leave out?"),
    Asked(121, "lupe", "in-person", "Would you send me to a friend?"),
    Asked(12, "tomas", "in-person", "What do I not see?"),
    Asked(4, "ines", "in-person", "What did you hope for and not get?"),
)

FEEDBACK = (
    Heard(
        310,
        "ewan",
        "criticism",
        "Too many questions before the first answer.",
        6,
        unasked=True,
        confirmed=(309, "answers first, then questions"),
        acted=(301, "two pages with answers"),
        thanked=(300, "told him by letter"),
    ),
    Heard(
        251,
        "minh",
        "criticism",
        "Changes reach the night shift a day late.",
        5,
        tried=(250, "you want the announcements earlier"),
        confirmed=(249, "they hear it before it starts, or it waits"),
        wanted="that nobody finds out at three in the morning",
        acted=(240, "announced a day before, in writing"),
        thanked=(236, "a card"),
    ),
    Heard(
        201,
        "amara",
        "praise",
        "You stayed until the last box was unpacked.",
        10,
        unasked=True,
        thanked=(198, "rang her"),
    ),
    Heard(
        180,
        "yuki",
        "idea",
        "Show one drawing, not nine.",
        8,
        confirmed=(178, "one, and we say why"),
        acted=(162, "one drawing"),
        thanked=(161, "sent her the drawing"),
    ),
    Heard(
        171,
        "viktor",
        "criticism",
        "You take their side.",
        2,
        unasked=True,
        confirmed=(170, "he wants fewer calls, not happier tenants"),
        acted=(158, "a list he can switch off"),
        thanked=(150, "wrote to him"),
    ),
    Heard(120, "lupe", "praise", "You ask one thing and then you wait.", 9, thanked=(118, "a note")),
    Heard(
        92, "oksana", "idea", "Let the volunteers write the badges.", None, unasked=True, thanked=(90, "told her: done")
    ),
    Heard(
        33,
        "soren",
        "criticism",
        "The booking page asks for a birthday.",
        6,
        unasked=True,
        tried=(32, "it asks for too much"),
        confirmed=(29, "a name and a number, and nobody's birthday"),
    ),
    Heard(
        20,
        "oksana",
        "idea",
        "The second shift should hand over to the first, in person.",
        9,
        unasked=True,
        confirmed=(19, "five minutes, standing"),
        acted=(12, "it is on the page"),
        thanked=(11, "told her who asked whom to stay"),
    ),
    Heard(
        15,
        "ondrej",
        "praise",
        "You let me be wrong first.",
        9,
        unasked=True,
        thanked=(14, "told him it was the better drawing"),
    ),
    Heard(5, "amara", "praise", "My staff quote you to each other.", 10, unasked=True, thanked=(4, "laughed with her")),
    Heard(2, "rohan", "criticism", "The letters still read like forms.", 4, unasked=True),
)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each ask, each loop as steps."""
    yield from (_asked(each, calendar) for each in ASKS)
    for each in FEEDBACK:
        yield from _loop(each, calendar)


def _asked(each: Asked, calendar: Calendar) -> Step:
    def ask(told: Told) -> None:
        moment = calendar.moment(each.ago)
        feedback.ask(told.change, feedback.AskForFeedback(each.who, each.text, moment, each.channel))

    return Step(each.ago, ask)


def _loop(each: Heard, calendar: Calendar) -> Iterator[Step]:
    def hear(told: Told) -> None:
        moment = calendar.moment(each.ago)
        hearing = feedback.HearFeedback(each.who, each.kind, each.text, moment, each.score, each.unasked)
        told.remember(each.text, feedback.hear(told.change, hearing).feedback.id)

    def step(told: Told, ago: int, words: str) -> LoopStep:
        return LoopStep(told.ref(each.text, words), calendar.moment(ago))

    def said_back(told: Told, said: tuple[int, str], *, agreed: bool) -> None:
        feedback.confirm(told.change, step(told, *said), agreed=agreed)

    def act(told: Told, said: tuple[int, str]) -> None:
        feedback.act(told.change, step(told, *said), wanted=each.wanted)

    def thank(told: Told, said: tuple[int, str]) -> None:
        feedback.thank(told.change, step(told, *said))

    yield Step(each.ago, hear)
    if tried := each.tried:
        yield Step(tried[0], lambda told: said_back(told, tried, agreed=False))
    if confirmed := each.confirmed:
        yield Step(confirmed[0], lambda told: said_back(told, confirmed, agreed=True))
    if acted := each.acted:
        yield Step(acted[0], lambda told: act(told, acted))
    if thanked := each.thanked:
        yield Step(thanked[0], lambda told: thank(told, thanked))
